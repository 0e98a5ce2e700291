"""The indstilling to a body: for every kind of case, composed from facts, amounts, route, checks and sources.

indhold    what a domain app may say of its case (`Indstillingsindhold`)
punkter    the at-points: what is to be decided, by the step's handling and genstand
afsnit     the parts that every case has: checks, earlier decisions, what follows, annexes
komponer   the paper, with the sections that the municipality's profile demands for the body
"""

from almen.sager.indstilling.indhold import Indstillingsindhold, sag_kilde, tabel_of_oekonomi
from almen.sager.indstilling.komponer import compose_indstilling

__all__ = ["Indstillingsindhold", "compose_indstilling", "sag_kilde", "tabel_of_oekonomi"]

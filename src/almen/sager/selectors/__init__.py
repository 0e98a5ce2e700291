"""What can be asked about cases."""

from almen.sager.selectors.forloeb import Forloeb, load_forloeb
from almen.sager.selectors.papirer import Papirvalg, find_papir, papir_choices

__all__ = ["Forloeb", "Papirvalg", "find_papir", "load_forloeb", "papir_choices"]

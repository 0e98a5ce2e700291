"""A submission as pages and API show it: what it says, in the field's own words."""

from __future__ import annotations

from dataclasses import dataclass

from almen.ansoegninger.inddata import Ansoegning
from almen.ansoegninger.indhold import Indhold
from almen.ansoegninger.models import Bilagsart, Indsendelse
from almen.sagsgang.register import Kontrolsvar


@dataclass(frozen=True)
class Filvisning:
    """One file of a submission."""

    index: int
    titel: str
    art: str
    filnavn: str
    stoerrelse: int


@dataclass(frozen=True)
class Indsendelsesvisning:
    """Everything that a page shows of a submission."""

    indsendelse: Indsendelse
    ansoegning: Ansoegning
    indhold: Indhold
    kontroller: list[Kontrolsvar]
    filer: list[Filvisning]


def show_indsendelse(indsendelse: Indsendelse) -> Indsendelsesvisning:
    """The submission in words and Danish figures."""
    ansoegning = Ansoegning.from_data(indsendelse.data)
    return Indsendelsesvisning(
        indsendelse,
        ansoegning,
        ansoegning.slags.show(ansoegning, indsendelse.boligorganisation, indsendelse.sag),
        [Kontrolsvar.from_dict(item) for item in indsendelse.kontroller],
        [
            Filvisning(index, fil["titel"], Bilagsart(fil["art"]).label, fil["filnavn"], fil["stoerrelse"])
            for index, fil in enumerate(indsendelse.filer)
        ],
    )

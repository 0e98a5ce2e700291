"""A submission as pages and API show it: what it says, in the field's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from almen.ansoegninger.inddata import Ansoegning
from almen.ansoegninger.models import Bilagsart, Indsendelse
from almen.byggeri.models import Projekt
from almen.organisationer.models import Boligtype
from almen.sagsgang.register import Kontrolsvar
from almen.ui import formater

_KRONER = frozenset({"grundkapital_maks", "garanti_maks", "ejendomsvaerdi"})


@dataclass(frozen=True)
class Delvisning:
    """One part of the project as a row."""

    boligtype: str
    antal: str
    areal: str
    sum: str


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
    oplysninger: list[tuple[str, str]]
    dele: list[Delvisning]
    serviceareal: list[tuple[str, str]]
    kontroller: list[Kontrolsvar]
    filer: list[Filvisning]


def show_indsendelse(indsendelse: Indsendelse) -> Indsendelsesvisning:
    """The submission in words and Danish figures."""
    ansoegning = Ansoegning.from_data(indsendelse.data)
    area = ansoegning.serviceareal
    return Indsendelsesvisning(
        indsendelse,
        ansoegning,
        [(_label(navn), _value(navn, value)) for navn, value in ansoegning.felter.items()],
        [
            Delvisning(
                Boligtype(item.boligtype).label,
                _or_dash(item.antal, formater.heltal),
                _or_dash(item.bruttoareal_m2, formater.m2),
                _or_dash(item.sum, formater.kroner),
            )
            for item in ansoegning.dele
        ],
        [
            ("Boliger, det betjener", _or_dash(area.boliger, formater.heltal)),
            ("Areal", _or_dash(area.areal_m2, formater.m2)),
            ("Anskaffelsessum", _or_dash(area.anskaffelsessum, formater.kroner)),
        ]
        if area
        else [],
        [Kontrolsvar.from_dict(item) for item in indsendelse.kontroller],
        [
            Filvisning(index, fil["titel"], Bilagsart(fil["art"]).label, fil["filnavn"], fil["stoerrelse"])
            for index, fil in enumerate(indsendelse.filer)
        ],
    )


def _label(navn: str) -> str:
    text = Projekt.title_of(navn)
    return text[:1].upper() + text[1:]


def _value(navn: str, value: Any) -> str:
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if hasattr(value, "year"):
        return formater.dato(value)
    if navn in _KRONER:
        return formater.kroner(value)
    if navn == "byggetilladelse_m2":
        return formater.m2(value)
    return str(value)


def _or_dash(value: Any, fmt: Any) -> str:
    return "–" if value is None else str(fmt(value))

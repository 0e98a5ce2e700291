"""What stays, phases and cases are divided by on the pages of lead times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from almen.analyse.selectors.ruter import phases_of, steps_of
from almen.organisationer.models import Boligtype
from almen.organisationer.selectors import aktoer_navn, organisationer_by_nummer
from almen.regler.resultat import Sikkerhed
from almen.regler.samling import Parametre
from almen.sagsgang.definition import FristRegel, Sagsgang, Trin

Routes = Mapping[str, Sagsgang]


class Enhed(StrEnum):
    """What is measured: a stay at a step, the time in a phase, or the whole case."""

    OPHOLD = "ophold"
    FASE = "fase"
    SAG = "sag"


@dataclass(frozen=True)
class Gruppering:
    """One division.

    `felt`: the field of `Ophold` that holds it; `filtre`: the filters that a group's stays are found by. `navne` gives the groups that
    the routes have with their names, in order; others go by their own value. `delt`: a case has several, and counts in each.
    """

    id: str
    navn: str
    felt: str
    filtre: tuple[str, ...]
    navne: Callable[[Routes, dt.date], Mapping[str, str]] | None = None
    delt: bool = False

    def groups_of(self, value: Any) -> tuple[str, ...]:
        """The groups that a stored value belongs to; the empty one where it has none."""
        text = "" if value is None else str(value)
        return tuple(text.split()) or ("",) if self.delt else (text,)


def _steps(routes: Routes, today: dt.date) -> Mapping[str, str]:
    return {key: trin.navn for key, trin in steps_of(routes).items()}


def _phases(routes: Routes, today: dt.date) -> Mapping[str, str]:
    return phases_of(routes)


def _actors(routes: Routes, today: dt.date) -> Mapping[str, str]:
    actors = dict.fromkeys(trin.aktoer for trin in steps_of(routes).values())
    return {key: aktoer_navn(key, today) for key in actors}


def _types(routes: Routes, today: dt.date) -> Mapping[str, str]:
    return {str(value): str(label) for value, label in Boligtype.choices}


def _organisations(routes: Routes, today: dt.date) -> Mapping[str, str]:
    return dict(organisationer_by_nummer())


def _versions(routes: Routes, today: dt.date) -> Mapping[str, str]:
    return {version: version for version in routes}


GRUPPERINGER = {
    item.id: item
    for item in (
        Gruppering("trin", "Trin", "trin", ("trin",), _steps),
        Gruppering("fase", "Fase", "fase", ("fase",), _phases),
        Gruppering("aktoer", "Aktør", "aktoer", ("aktoer",), _actors),
        Gruppering("boligtype", "Boligtype", "boligtyper", ("boligtype",), _types, delt=True),
        Gruppering(
            "organisation",
            "Boligorganisation",
            "boligorganisation__lbf_nummer",
            ("organisation",),
            _organisations,
        ),
        Gruppering("aar", "År", "klar_aar", ("aar_fra", "aar_til")),
        Gruppering("version", "Sagsgang", "version", ("version",), _versions),
    )
}
STANDARD = "trin"
# A step's or an actor's time is that of its stays; of everything else in a case they would be a mixture.
_OF_STAYS = ("trin", "aktoer")


def find_enhed(saml: str, valg: Mapping[str, Any]) -> Enhed:
    """What is measured when stays are divided by `saml` and narrowed by `valg`.

    Steps and actors are measured by their stays, phases by the time in them, and everything else by the whole case, unless a phase
    has been chosen.
    """
    if saml in _OF_STAYS or any(valg.get(name) for name in _OF_STAYS):
        return Enhed.OPHOLD
    return Enhed.FASE if saml == "fase" or valg.get("fase") else Enhed.SAG


def frist_text(trin: Trin, steps: Mapping[str, Trin], parametre: Parametre, today: dt.date) -> str:
    """The step's own deadline in the route, in Danish; empty where it has none. The law's is that of today, with its certainty."""
    if trin.frist is None:
        return ""
    start = steps.get(trin.frist.efter)
    return f"{_length(trin.frist, parametre, today)} efter “{start.navn if start else trin.frist.efter}”"


def _length(frist: FristRegel, parametre: Parametre, today: dt.date) -> str:
    if frist.parameter is not None:
        value = parametre.find(frist.parameter, today)
        if value is None or value.vaerdi is None:
            return "Lovens frist, som ikke er kendt i dag,"
        return (
            f"{value.tekst} (loven)"
            if value.sikkerhed is Sikkerhed.SIKKER
            else f"{value.tekst} (loven, {value.sikkerhed})"
        )
    if frist.maaneder is not None:
        return f"{frist.maaneder} måneder"
    return f"{frist.dage} {'arbejdsdage' if frist.arbejdsdage else 'dage'}"

"""What a year holds by the municipality's profile: every task, started or not, with its deadline and what it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from almen.organisationer.models import Boligorganisation
from almen.regler.fejl import RegelFejl
from almen.regler.samling import Parametre
from almen.sagsgang.aarshjul import BOLIGORGANISATION, Hjulpunkt, frist_in, opens_on

Noegle = tuple[str, int, int | None]


@dataclass(frozen=True)
class Planlagt:
    """One task of a year; `boligorganisation` None: the municipality's one."""

    punkt: Hjulpunkt
    aar: int
    frist: dt.date
    boligorganisation: Boligorganisation | None = None

    @property
    def noegle(self) -> Noegle:
        """What makes the task one and the same: item, year, organisation."""
        return (self.punkt.id, self.aar, self.boligorganisation.pk if self.boligorganisation else None)

    @property
    def aabnes(self) -> dt.date:
        """The day on which its case is to be opened."""
        return opens_on(self.punkt, self.frist)

    @property
    def titel(self) -> str:
        """What its case is called."""
        whose = f", {self.boligorganisation}" if self.boligorganisation else ""
        return f"{self.punkt.navn} {self.aar}{whose}"[:200]


@dataclass(frozen=True)
class Aarsplan:
    """The tasks of a year, in the order of their deadlines, and why some item has none (Danish)."""

    aar: int
    frister: tuple[tuple[Hjulpunkt, dt.date], ...]
    opgaver: tuple[Planlagt, ...]
    uden_frist: tuple[str, ...]


def compute_plan(
    punkter: Sequence[Hjulpunkt], aar: int, organisationer: Iterable[Boligorganisation], parametre: Parametre
) -> Aarsplan:
    """The plan of `aar`; pure. An organisation counts if it is active on the day of the deadline.

    An item whose parameter does not answer for the year is told of in `uden_frist`, never guessed.
    """
    known = list(organisationer)
    frister: list[tuple[Hjulpunkt, dt.date]] = []
    without: list[str] = []
    for punkt in punkter:
        if punkt.falls_in(aar):
            try:
                frister.append(
                    (punkt, frist_in(punkt.frist, aar, lambda id_, day: _months(parametre, id_, day)))
                )
            except (RegelFejl, ValueError, KeyError) as error:
                without.append(f"{punkt.navn}: {error}")
    frister.sort(key=lambda pair: pair[1])
    opgaver = tuple(
        Planlagt(punkt, aar, frist, organisation)
        for punkt, frist in frister
        for organisation in (
            [item for item in known if _active(item, frist)] if punkt.pr == BOLIGORGANISATION else [None]
        )
    )
    return Aarsplan(aar, tuple(frister), opgaver, tuple(without))


def _months(parametre: Parametre, parameter_id: str, day: dt.date) -> int:
    return parametre.get(parameter_id).lookup(day, {}).heltal


def _active(organisation: Boligorganisation, day: dt.date) -> bool:
    return (organisation.aktiv_fra is None or organisation.aktiv_fra <= day) and (
        organisation.aktiv_til is None or day <= organisation.aktiv_til
    )

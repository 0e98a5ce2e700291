"""How an afdeling is let on a day: what `selectors.vilkaar` answers with. Knows no database of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from almen.omraader.models import Omraade
from almen.organisationer.models import Afdeling
from almen.regler.omraadefoelger import Foelge
from almen.regler.resultat import Kilde, unique_kilder
from almen.regler.samling import Parametre
from almen.regler.udlejning import BOLIGTYPER, Regelopslag, find_udlejningsregler
from almen.regler.udlejningskonflikter import (
    Andel,
    Konflikt,
    Kriterievalg,
    Periode,
    Udlejningsvilkaar,
    find_konflikter,
)
from almen.udlejning.models import Binding, Kriterium, Organisationsaftale, Placering, Rammeaftale, Vej

AFTALE, TRIN = "aftale", "trin"
VEJORDEN = tuple(Vej.values)


@dataclass(frozen=True, slots=True)
class Vilkaarsandel:
    """A share (percent; None: agreed, but not known) of a type let in one way, and where it comes from.

    `oprindelse` is "aftale" (the organisation's own agreement) or "trin" (the step of the stairs), `oprindelse_tekst` says which.
    `til` None: no last day of its own.
    """

    boligtype: str
    vej: str
    pct: Decimal | None
    oprindelse: str
    oprindelse_tekst: str
    kilde: str
    sikkerhed: str
    fra: dt.date
    til: dt.date | None = None
    begrundelse: str = ""

    @property
    def vej_navn(self) -> str:
        """The way in words."""
        return str(Vej(self.vej).label)


@dataclass(frozen=True, slots=True)
class Vilkaarskriterium:
    """A criterion in its place among the afdeling's, and where it comes from. `bruges` False: the step leaves it to agreement."""

    kriterium: Kriterium
    binding: str
    oprindelse: str
    oprindelse_tekst: str
    raekkefoelge: int
    fra: dt.date
    til: dt.date | None
    bruges: bool

    @property
    def binding_navn(self) -> str:
        """The binding in words."""
        return str(Binding(self.binding).label)


@dataclass(frozen=True, slots=True)
class Undtagelse:
    """A type of dwelling that the organisation's agreement leaves outside, and why."""

    boligtype: str
    begrundelse: str
    kilde: str
    fra: dt.date
    til: dt.date | None


@dataclass(frozen=True, slots=True)
class Omraadestilling:
    """An area that the afdeling lies in on the day, and its classes on the latest list until then; `liste` None: it is on none."""

    omraade: Omraade
    liste: dt.date | None
    klasser: tuple[str, ...]


@dataclass(frozen=True)
class Vilkaar:
    """The terms of letting of an afdeling on a day.

    `ramme`: the framework agreement of the day; `aftale`: the organisation's own in force (or the one that is tried, `proeves`).
    `placeringer`: stair → placement. `boligtyper` is empty where no dwellings are registered.
    """

    afdeling: Afdeling
    dag: dt.date
    parametre: Parametre = field(repr=False)
    opslag: Regelopslag = field(repr=False)
    ramme: Rammeaftale | None = None
    aftale: Organisationsaftale | None = None
    proeves: bool = False
    placeringer: dict[str, Placering] = field(default_factory=dict)
    boligtyper: tuple[str, ...] = ()
    andele: tuple[Vilkaarsandel, ...] = ()
    undtagelser: tuple[Undtagelse, ...] = ()
    kriterier: tuple[Vilkaarskriterium, ...] = ()
    omraader: tuple[Omraadestilling, ...] = ()

    @cached_property
    def klasser(self) -> frozenset[str]:
        """The classes of every area that the afdeling lies in."""
        return frozenset(klasse for item in self.omraader for klasse in item.klasser)

    def andel(self, boligtype: str, vej: str) -> Vilkaarsandel | None:
        """The share of a type let in one way; None where nothing is agreed of it."""
        return next((a for a in self.andele if (a.boligtype, a.vej) == (boligtype, vej)), None)

    def is_undtaget(self, boligtype: str) -> bool:
        """True if the organisation's agreement leaves the type outside."""
        return any(item.boligtype == boligtype for item in self.undtagelser)

    @property
    def viste_boligtyper(self) -> list[str]:
        """The types there is anything to tell of: those the afdeling has, and those with terms."""
        named = {
            *self.boligtyper,
            *(a.boligtype for a in self.andele),
            *(u.boligtype for u in self.undtagelser),
        }
        return [boligtype for boligtype in BOLIGTYPER if boligtype in named]

    def lov(self, boligtype: str) -> tuple[Foelge, ...]:
        """What the statute says of letting the type where the afdeling lies."""
        return find_udlejningsregler(boligtype, self.klasser, self.dag, parametre=self.parametre)

    @cached_property
    def konflikter(self) -> tuple[Konflikt, ...]:
        """Where the terms are at odds with the statute or the agreement, the gravest first."""
        return find_konflikter(self.as_regel(), self.klasser, self.dag, self.parametre, opslag=self.opslag)

    @property
    def advarsler(self) -> tuple[str, ...]:
        """What the reader must know of the answer itself."""
        told = []
        if self.ramme is None:
            told.append("Der er ikke registreret en rammeaftale, der gælder den dag.")
        elif not self.placeringer:
            told.append("Afdelingen er ikke placeret på rammeaftalens trapper den dag.")
        if self.aftale is None:
            told.append("Boligorganisationen har ingen individuel aftale i kraft den dag.")
        if not self.omraader:
            told.append(
                "Afdelingen er ikke knyttet til et område. Ingen regler for udsatte områder er brugt."
            )
        if not self.boligtyper:
            told.append("Det er ikke registreret, hvilke boliger afdelingen har.")
        return tuple(told)

    @property
    def kilder(self) -> tuple[Kilde, ...]:
        """The sources of the statute and of the conflicts, each once."""
        of_law = [
            k for boligtype in self.viste_boligtyper for regel in self.lov(boligtype) for k in regel.kilder
        ]
        return unique_kilder([*of_law, *(k for konflikt in self.konflikter for k in konflikt.kilder)])

    @property
    def aftalekilder(self) -> tuple[str, ...]:
        """What the shares, exemptions and placements are read in, each once."""
        told: Iterable[str] = (
            *(item.kilde for item in self.placeringer.values()),
            *(item.kilde for item in self.andele),
            *(item.kilde for item in self.undtagelser),
            *(item.kriterium.kilde for item in self.kriterier),
        )
        return tuple(dict.fromkeys(kilde for kilde in told if kilde))

    def as_regel(self) -> Udlejningsvilkaar:
        """The terms as the rules on conflicts read them."""
        return Udlejningsvilkaar(
            frozenset(self.boligtyper),
            tuple(Andel(a.boligtype, a.vej, a.pct, self._is_agreed(a)) for a in self.andele),
            tuple(
                Kriterievalg(
                    k.kriterium.navn,
                    k.kriterium.skaerpet,
                    k.fra,
                    k.oprindelse == TRIN and k.binding == Binding.OBLIGATORISK,
                    k.bruges and not self._lets_nothing_flexibly,
                )
                for k in self.kriterier
            ),
            frozenset(item.boligtype for item in self.undtagelser),
            Periode(self.aftale.gyldig_fra, self.aftale.gyldig_til) if self.aftale else None,
            Periode(self.ramme.gyldig_fra, self.ramme.gyldig_til) if self.ramme else None,
        )

    def _is_agreed(self, andel: Vilkaarsandel) -> bool:
        # The framework agreement is made with BL; only the organisation's own agreement binds the organisation (§ 59, stk. 2).
        return andel.oprindelse == AFTALE

    @cached_property
    def _lets_nothing_flexibly(self) -> bool:
        """True if every way is known of some type, and none of it is flexible: criteria are then of no use."""
        if not self.andele:
            return False
        return all(a.pct == 0 for a in self.andele if a.vej == Vej.FLEKSIBEL)

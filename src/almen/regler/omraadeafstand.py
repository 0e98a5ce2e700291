"""Which smallest change of a single figure would give an area a class or take one away (almenboligloven §§ 51 b, 61 a, 61 b)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from almen.regler.dansk import format_tal
from almen.regler.laes import load_parametre
from almen.regler.omraadeklasse import Afgoerelse, Kriterium, Omraadetal, Regelsaet, find_regelsaet
from almen.regler.omraadesvar import TITLER, Omraadeklasse, compute_omraadeklasse
from almen.regler.samling import Parametre

# Just beyond a limit: smaller than any step a figure is printed in.
_LIDT = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Klasseskift:
    """A class that the area gets or loses if one figure changes and all others stay.

    `aendring`: how far the figure must move to `graense`, below 0 = fall; `forbi`: it must move past it, not just to it.
    `andel`: the move as a share of the limit, by which changes of different figures are ranked.
    """

    klasse: str
    faar: bool
    navn: str
    vaerdi: Decimal | int
    graense: Decimal
    aendring: Decimal
    forbi: bool
    andel: Fraction
    klasser_efter: tuple[str, ...]
    forklaring: str


@dataclass(frozen=True, slots=True)
class Omraadeafstand:
    """The area's classes with each criterion's distance (`svar`), and the changes of class, the nearest first.

    `skift` has one entry for each class and figure that alone can change it. A class that takes two figures to change has
    none, nor has one that is undecided.
    """

    svar: Omraadeklasse
    skift: tuple[Klasseskift, ...]

    def find_skift(self, klasse: str) -> Klasseskift | None:
        """The smallest single change that gives or takes this class."""
        return next((s for s in self.skift if s.klasse == klasse), None)


def compute_omraadeafstand(tal: Omraadetal, parametre: Parametre | None = None) -> Omraadeafstand:
    """How near an area is to each class in force on the list's day. Raises UgyldigtInput naming each faulty field.

    Every limit of every figure that is known is tried from both sides, so what one figure can do is found whichever
    classes rest on each other.
    """
    parametre = parametre or load_parametre()
    svar = compute_omraadeklasse(tal, parametre)
    regelsaet = find_regelsaet(tal.liste, parametre)
    nu = Afgoerelse(svar.klasser, svar.uafgjorte)
    navne = {g.klasse.id: g.navn for g in reversed(regelsaet.klasser)}
    bedste: dict[tuple[str, str], Klasseskift] = {}
    for navn, graense, punkt in limit_points(regelsaet, tal):
        forsoeg = replace(tal, **{navn: punkt})  # type: ignore[arg-type]
        efter = regelsaet.classify(forsoeg)
        for klasse, titel in navne.items():
            if klasse in nu.uafgjorte or klasse in efter.uafgjorte:
                continue
            if (klasse in efter.klasser) == (klasse in nu.klasser):
                continue
            skift = _shift(tal, navn, graense, punkt, klasse, titel, efter)
            kendt = bedste.get((klasse, navn))
            if kendt is None or (abs(skift.aendring), skift.forbi) < (abs(kendt.aendring), kendt.forbi):
                bedste[klasse, navn] = skift
    orden = list(navne)
    ordnet = sorted(bedste.values(), key=lambda s: (s.andel, s.forbi, orden.index(s.klasse)))
    return Omraadeafstand(svar, tuple(ordnet))


def limit_points(regelsaet: Regelsaet, tal: Omraadetal) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Each known figure with each of its limits, and the limit itself and what lies just below and above it."""
    for kriterium, graense in regelsaet.kriterier:
        vaerdi, tallet = getattr(tal, kriterium.navn), _limit(kriterium, graense.tal, tal)
        if vaerdi is None or not tallet:
            continue
        for punkt in (tallet, tallet - _LIDT, tallet + _LIDT):
            # The number of lists in a row cannot fall a little: it grows by one, or a list ends the run.
            if kriterium.navn != "aar_i_traek" or punkt > vaerdi:
                yield kriterium.navn, tallet, punkt


def _limit(kriterium: Kriterium, graense: Decimal, tal: Omraadetal) -> Decimal | None:
    if not kriterium.relativ:
        return graense
    landet = tal.landsgennemsnit_doemte_pct
    return None if landet is None else graense * landet


def _shift(
    tal: Omraadetal, navn: str, graense: Decimal, punkt: Decimal, klasse: str, titel: str, efter: Afgoerelse
) -> Klasseskift:
    vaerdi = getattr(tal, navn)
    aendring = graense - Decimal(vaerdi)
    forbi = punkt != graense
    faar = klasse in efter.klasser
    enhed = " %" if navn.endswith("_pct") else ""
    op = aendring > 0 or (aendring == 0 and punkt > graense)
    retning = "stiger" if op else "falder"
    if not aendring:
        hvor = f"til {'over' if op else 'under'} {format_tal(graense)}{enhed}"
    elif forbi:
        hvor = f"med mere end {format_tal(abs(aendring))} til {'over' if op else 'under'} {format_tal(graense)}{enhed}"
    else:
        hvor = f"med {format_tal(abs(aendring))} til {format_tal(graense)}{enhed}"
    dom = f"{titel}: området {'bliver det' if faar else 'er det ikke længere'}, hvis {TITLER[navn].lower()} {retning} {hvor}."
    return Klasseskift(
        klasse,
        faar,
        navn,
        vaerdi,
        graense,
        aendring,
        forbi,
        Fraction(abs(aendring)) / Fraction(graense),
        efter.klasser,
        dom,
    )

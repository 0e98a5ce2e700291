"""Who pays a boligsocial helhedsplan (M26): the fund at most its share, municipality and boligorganisation each at least theirs.

The fund's ceiling is the regulation's; the two floors are the municipality's own practice and come from its profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from almen.regler.dansk import format_kroner, format_tal
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.inddata import SUM_HOEJST, check_sum
from almen.regler.laes import load_parametre
from almen.regler.resultat import Kilde, Trin
from almen.regler.samling import Parametre

LBF_HOEJST = "boligsocial.lbf_hoejst"
LBF, KOMMUNE, BOLIGORGANISATION = "lbf", "kommune", "boligorganisation"
LOKALE = (KOMMUNE, BOLIGORGANISATION)
NAVNE = {
    LBF: "Landsbyggefonden",
    KOMMUNE: "kommunen",
    BOLIGORGANISATION: "boligorganisationen",
}


@dataclass(frozen=True, slots=True)
class Gulv:
    """The least that one of the local parties pays, in percent of the budget, and what that rests on."""

    pct: Decimal
    hjemmel: str


@dataclass(frozen=True, slots=True)
class Overtraedelse:
    """A rule that is broken: what is demanded and what is there, in whole kroner (a plan's `laengde` in years)."""

    regel: str
    kraevet: int
    faktisk: int
    hjemmel: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Medfinansiering:
    """The answer: what is broken, each known part's share of the budget in percent, and the reckoning.

    `mangler`: the parts that are not known; they are not judged, and neither is the sum.
    """

    overtraedelser: tuple[Overtraedelse, ...]
    andele: Mapping[str, Decimal]
    trin: tuple[Trin, ...]
    kilder: tuple[Kilde, ...]
    advarsler: tuple[str, ...]
    mangler: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """True if everything is known and nothing is broken."""
        return not self.overtraedelser and not self.mangler


def required_kroner(budget: int, pct: Decimal) -> int:
    """A share of the budget in whole kroner, half up."""
    return int((Decimal(budget) * pct / 100).quantize(Decimal(1), ROUND_HALF_UP))


def share_of(beloeb: int, budget: int) -> Decimal:
    """An amount's share of the budget in percent, with two decimals, half up."""
    return (Decimal(beloeb) * 100 / budget).quantize(Decimal("0.01"), ROUND_HALF_UP)


def check_medfinansiering(
    budget: int,
    dele: Mapping[str, int | None],
    gulve: Mapping[str, Gulv],
    dato: date,
    parametre: Parametre | None = None,
) -> Medfinansiering:
    """Holds the parts (`lbf`, `kommune`, `boligorganisation`, whole kroner) against the rules on `dato`.

    A part that is not known yet is None; what is known is judged all the same. `gulve` holds the municipality's floors by part; one that it has not set is not checked, and a warning says so.
    Raises UgyldigtInput naming the field, UdenForGyldighed before the first known rule.
    """
    fejl = [
        *check_sum("budget", budget),
        *(item for navn in NAVNE for item in _check_part(navn, dele.get(navn))),
    ]
    if fejl:
        raise UgyldigtInput(fejl)
    known = {navn: value for navn in NAVNE if (value := dele.get(navn)) is not None}
    loft = (parametre or load_parametre()).vaerdi(LBF_HOEJST, dato)
    highest = required_kroner(budget, loft.tal)
    steps = [
        Trin(
            f"{NAVNE[LBF]} højst {format_tal(loft.tal)} % af {format_kroner(budget)} = {format_kroner(highest)}"
        )
    ]
    found = []
    if known.get(LBF, 0) > highest:
        found.append(
            _broken("lbf_hoejst", highest, known[LBF], loft.kilde.hjemmel, LBF, "højst", loft.tal, budget)
        )
    warnings = [text] if (text := loft.warn_usikker()) else []
    for navn in LOKALE:
        gulv = gulve.get(navn)
        if gulv is None:
            warnings.append(f"Kommunen har ikke sat, hvad {NAVNE[navn]} mindst betaler; det er ikke prøvet.")
            continue
        least = required_kroner(budget, gulv.pct)
        steps.append(
            Trin(
                f"{NAVNE[navn]} mindst {format_tal(gulv.pct)} % af {format_kroner(budget)} = {format_kroner(least)}"
            )
        )
        if known.get(navn, least) < least:
            found.append(
                _broken(f"{navn}_mindst", least, known[navn], gulv.hjemmel, navn, "mindst", gulv.pct, budget)
            )
    missing = tuple(navn for navn in NAVNE if navn not in known)
    total = sum(known.values())
    if not missing:
        steps.append(Trin(f"Delene giver {format_kroner(total)} af {format_kroner(budget)}"))
        if total != budget:
            way = "mangler" if total < budget else "er for meget"
            text = (
                f"Delene skal tilsammen være {format_kroner(budget)}, men er {format_kroner(total)} "
                f"({format_kroner(abs(budget - total))} {way})."
            )
            found.append(Overtraedelse("sum", budget, total, "delene skal give budgettet", text))
    shares = {navn: share_of(value, budget) for navn, value in known.items()}
    return Medfinansiering(tuple(found), shares, tuple(steps), (loft.kilde,), tuple(warnings), missing)


def _check_part(navn: str, beloeb: object) -> list[Fejl]:
    if beloeb is None:
        return []
    if not isinstance(beloeb, int) or isinstance(beloeb, bool):
        return [Fejl(navn, "skal udfyldes med hele kroner uden decimaler")]
    if not 0 <= beloeb <= SUM_HOEJST:
        return [Fejl(navn, f"er {beloeb}; tilladt er 0 kr. til {format_kroner(SUM_HOEJST)}")]
    return []


def _broken(
    regel: str, kraevet: int, faktisk: int, hjemmel: str, navn: str, ord_: str, pct: Decimal, budget: int
) -> Overtraedelse:
    who = NAVNE[navn][:1].upper() + NAVNE[navn][1:]
    text = (
        f"{who} skal betale {ord_} {format_kroner(kraevet)} ({format_tal(pct)} % af {format_kroner(budget)}), "
        f"men betaler {format_kroner(faktisk)} "
        f"({format_kroner(abs(faktisk - kraevet))} for {'meget' if ord_ == 'højst' else 'lidt'})."
    )
    return Overtraedelse(regel, kraevet, faktisk, hjemmel, text)

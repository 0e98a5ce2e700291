"""What began before a day held against what began after it: which groups are compared, and what the answers may be called. Pure.

Nothing here tells what the cause is. The same comparison is made with the day moved (a day is not always sure) and at a day on
which nothing was changed (how large a difference comes by itself).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from almen.analyse.regning import Regn
from almen.analyse.selectors.spand import Maaling, cells_of
from almen.regler.frister import add_maaneder

SEED = 20_240_502
FLYTTET = (-6, -3, 3, 6)  # months
DAYS_A_MONTH = 365.25 / 12
LEVEL = 0.05


@dataclass(frozen=True)
class Vindue:
    """The day, and the days between which what began is compared: from `fra` to before `dag`, and from `dag` to before `til`."""

    dag: dt.date
    fra: dt.date
    til: dt.date

    @property
    def midt_foer(self) -> dt.date:
        """The day in the middle of the time before, on which nothing was changed."""
        return self.fra + (self.dag - self.fra) / 2

    def moved(self, maaneder: int) -> Vindue:
        """The same days compared with another day between them."""
        return Vindue(add_maaneder(self.dag, maaneder), self.fra, self.til)


def window_of(dag: dt.date, aar_foer: int, aar_efter: int) -> Vindue:
    """So many years before the day and after it."""
    return Vindue(dag, add_maaneder(dag, -12 * aar_foer), add_maaneder(dag, 12 * aar_efter))


@dataclass(frozen=True)
class Spoergsmaal:
    """Two groups to be held against each other."""

    navn: str
    dag: dt.date
    foer: tuple[Maaling, ...]
    efter: tuple[Maaling, ...]


def ask(found: Iterable[Maaling], vindue: Vindue, navn: str = "") -> Spoergsmaal:
    """What began before the day and after it, within the window."""
    within = [item for item in found if vindue.fra <= item.begyndt < vindue.til]
    return Spoergsmaal(
        navn,
        vindue.dag,
        tuple(item for item in within if item.begyndt < vindue.dag),
        tuple(item for item in within if item.begyndt >= vindue.dag),
    )


def ask_moved(found: Sequence[Maaling], vindue: Vindue) -> list[Spoergsmaal]:
    """The same with the day some months earlier and later."""
    return [
        ask(found, vindue.moved(months), f"{abs(months)} måneder {'tidligere' if months < 0 else 'senere'}")
        for months in FLYTTET
        if vindue.fra < vindue.moved(months).dag < vindue.til
    ]


def ask_placebo(found: Sequence[Maaling], vindue: Vindue) -> Spoergsmaal:
    """The time before the day split in its middle."""
    return ask(found, Vindue(vindue.midt_foer, vindue.fra, vindue.dag), "En dag uden ændring")


def ask_strata(spoergsmaal: Spoergsmaal) -> list[Spoergsmaal]:
    """The same for each combination of dwelling types, as the cases have them; none where there is but one."""
    kinds = sorted({item.boligtyper for item in (*spoergsmaal.foer, *spoergsmaal.efter)})
    return [
        Spoergsmaal(
            kind,
            spoergsmaal.dag,
            tuple(item for item in spoergsmaal.foer if item.boligtyper == kind),
            tuple(item for item in spoergsmaal.efter if item.boligtyper == kind),
        )
        for kind in (kinds if len(kinds) > 1 else ())
    ]


def refusal(spoergsmaal: Spoergsmaal, mindst: int) -> str:
    """Why the two groups cannot be compared; empty where they can."""
    for word, group in (("før", spoergsmaal.foer), ("efter", spoergsmaal.efter)):
        begun, settled = count(group), count(item for item in group if item.afgjort)
        if begun < mindst:
            return f"Der er for få, der begyndte {word} dagen: {begun}. Der skal være mindst {mindst}."
        if settled < mindst:
            return (
                f"For få af dem, der begyndte {word} dagen, er afsluttet: {settled} af {begun}. "
                f"Der skal være mindst {mindst}."
            )
    return ""


def count(group: Iterable[Maaling]) -> int:
    """How many cases or stays these are."""
    return sum(item.antal for item in group)


def settled_later(spoergsmaal: Spoergsmaal) -> int:
    """How many of those that began before the day were not settled until after it, or are not yet."""
    day = spoergsmaal.dag
    return count(item for item in spoergsmaal.foer if item.begyndt + dt.timedelta(days=item.dage) >= day)


def composition(spoergsmaal: Spoergsmaal) -> list[tuple[str, int, int]]:
    """Combination of dwelling types, and how many of it began before and after."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for counted, group in ((before, spoergsmaal.foer), (after, spoergsmaal.efter)):
        for item in group:
            counted[item.boligtyper] += item.antal
    return [(kind, before[kind], after[kind]) for kind in sorted(before | after)]


def build_job(spoergsmaal: Spoergsmaal, kurve: bool = False) -> dict[str, Any]:
    """The job for the statistics program; the seed is always the same."""
    foer, efter = cells_of(spoergsmaal.foer), cells_of(spoergsmaal.efter)
    return {"art": "sammenligning", "foer": foer, "efter": efter, "froe": SEED, "kurve": kurve}


@dataclass(frozen=True)
class Gruppe:
    """One side: how many began, how many are settled, the median (days) with its interval, and the curve if it was asked for."""

    antal: int
    afsluttede: int
    median: int | None
    median_fra: int | None
    median_til: int | None
    kurve: tuple[Sequence[float], ...] = ()

    @property
    def uafsluttede(self) -> int:
        """How many have not been settled."""
        return self.antal - self.afsluttede


@dataclass(frozen=True)
class Svar:
    """Two groups compared: the difference of medians (after less before, days) with its interval, and log-rank's p."""

    spoergsmaal: Spoergsmaal
    foer: Gruppe
    efter: Gruppe
    forskel: int | None = None
    forskel_fra: int | None = None
    forskel_til: int | None = None
    p: float | None = None
    afvist: str = ""

    @property
    def dom(self) -> str:
        """What the interval allows to be said: kortere, laengere, ingen_sikker or ukendt."""
        if self.forskel_fra is None or self.forskel_til is None:
            return "ukendt"
        return "kortere" if self.forskel_til < 0 else "laengere" if self.forskel_fra > 0 else "ingen_sikker"

    @property
    def stoerrelse(self) -> int:
        """How many days there are between the medians, whichever way; 0 where it is not known."""
        return abs(self.forskel or 0)

    @property
    def kurver_adskilt(self) -> bool | None:
        """True if the curves as a whole differ more than chance explains (5 percent); None where it is not known."""
        return None if self.p is None else self.p < LEVEL

    @property
    def p_tekst(self) -> str:
        """p as it is printed."""
        return (
            "" if self.p is None else "under 0,001" if self.p < 0.001 else f"{self.p:.3f}".replace(".", ",")
        )


def answer_all(asked: Sequence[Spoergsmaal], mindst: int, regn: Regn) -> list[Svar]:
    """The answers in their order, asked of `regn` all at once; where there are too few nothing is computed."""
    reasons = [refusal(item, mindst) for item in asked]
    jobs = [
        build_job(item, kurve=number == 0)
        for number, (item, reason) in enumerate(zip(asked, reasons, strict=True))
        if not reason
    ]
    answers = iter(regn(jobs) if jobs else [])
    return [
        _refused(item, reason) if reason else read_answer(item, next(answers))
        for item, reason in zip(asked, reasons, strict=True)
    ]


def read_answer(spoergsmaal: Spoergsmaal, answer: Mapping[str, Any]) -> Svar:
    """The statistics program's answer to `build_job`."""
    foer, efter = (_group(answer[side]) for side in ("foer", "efter"))
    keys = ("forskel", "forskel_fra", "forskel_til", "p")
    return Svar(spoergsmaal, foer, efter, **{key: answer[key] for key in keys})


def _group(found: Mapping[str, Any]) -> Gruppe:
    keys = ("antal", "afsluttede", "median", "median_fra", "median_til")
    return Gruppe(**{key: found[key] for key in keys}, kurve=tuple(found["kurve"]))


def _refused(spoergsmaal: Spoergsmaal, reason: str) -> Svar:
    foer, efter = (
        Gruppe(count(group), count(item for item in group if item.afgjort), None, None, None)
        for group in (spoergsmaal.foer, spoergsmaal.efter)
    )
    return Svar(spoergsmaal, foer, efter, afvist=reason)


def judge_claim(svar: Svar, hoejst_maaneder: int) -> str:
    """Whether the interval holds a shortening of so many months: rummer, rummer_ikke or ukendt. Never that a claim is true."""
    if svar.forskel_fra is None or svar.forskel_til is None:
        return "ukendt"
    claimed = -claimed_days(hoejst_maaneder)
    return "rummer" if svar.forskel_fra <= claimed <= svar.forskel_til else "rummer_ikke"


def claimed_days(hoejst_maaneder: int) -> int:
    """So many months in whole days."""
    return round(hoejst_maaneder * DAYS_A_MONTH)


def longest(group: Iterable[Maaling]) -> int:
    """For how many days the longest of them has been followed."""
    return max((item.dage for item in group), default=0)

"""The whole answer to what began before a day against what began after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from almen.analyse.reform import (
    Spoergsmaal,
    Svar,
    answer_all,
    ask,
    ask_moved,
    ask_placebo,
    ask_strata,
    claimed_days,
    composition,
    count,
    judge_claim,
    longest,
    refusal,
    settled_later,
    window_of,
)
from almen.analyse.reformer import Reform, claims_of
from almen.analyse.regning import Regn
from almen.analyse.selectors.spand import Maaling
from almen.organisationer.models import Boligtype
from almen.sagsgang.paastand import OffentliggjortPaastand


@dataclass(frozen=True)
class Sammensaetning:
    """A combination of dwelling types: how many began before and after, and in percent of each side."""

    navn: str
    foer: int
    efter: int
    foer_pct: int
    efter_pct: int


@dataclass(frozen=True)
class Paastandsdom:
    """A published claim, and whether our interval holds it: rummer, rummer_ikke or ukendt."""

    paastand: OffentliggjortPaastand
    dom: str

    @property
    def dage(self) -> int:
        """The claimed shortening in days."""
        return claimed_days(self.paastand.hoejst_maaneder)


@dataclass(frozen=True)
class Foerefter:
    """The comparison, how sensitive it is, what it is made of, and what has been said in public."""

    reform: Reform
    fra: dt.date
    til: dt.date
    svar: Svar
    flyttet: tuple[Svar, ...]
    placebo: Svar | None
    typer: tuple[tuple[str, Svar], ...]
    for_faa: str
    sammensaetning: tuple[Sammensaetning, ...]
    foerst_efter: int
    fulgt_efter: int
    paastande: tuple[Paastandsdom, ...]


def held_against(
    found: Sequence[Maaling],
    reform: Reform,
    years: tuple[int, int],
    sagstype: str,
    mindst: int,
    regn: Regn,
) -> Foerefter:
    """The answer; `regn` answers jobs of the statistics program, all at once. Too few: `svar.afvist`, and nothing more is asked."""
    window = window_of(reform.dag, *years)
    main = ask(found, window)
    moved, strata = ask_moved(found, window), ask_strata(main)
    # What cannot be compared at all is not compared in pieces either.
    more = [] if refusal(main, mindst) else [*moved, ask_placebo(found, window), *strata]
    svar, *rest = answer_all([main, *more], mindst, regn)
    last, kinds = len(moved), rest[len(moved) + 1 :]
    return Foerefter(
        reform=reform,
        fra=window.fra,
        til=window.til,
        svar=svar,
        flyttet=tuple(rest[:last]),
        placebo=rest[last] if rest else None,
        typer=tuple((names_of(item.spoergsmaal.navn), item) for item in kinds if not item.afvist),
        for_faa=", ".join(names_of(item.spoergsmaal.navn) for item in kinds if item.afvist),
        sammensaetning=tuple(_shares(main)),
        foerst_efter=settled_later(main),
        fulgt_efter=longest(main.efter),
        paastande=tuple(
            Paastandsdom(item, judge_claim(svar, item.hoejst_maaneder))
            for item in claims_of(sagstype, reform)
        ),
    )


def names_of(boligtyper: str) -> str:
    """The dwelling types of a case as people read them."""
    labels = dict(Boligtype.choices)
    return (
        " og ".join(str(labels.get(key, key)).lower() for key in boligtyper.split()).capitalize()
        or "Ikke oplyst"
    )


def _shares(main: Spoergsmaal) -> Iterable[Sammensaetning]:
    before, after = count(main.foer), count(main.efter)
    for kind, foer, efter in composition(main):
        yield Sammensaetning(
            names_of(kind),
            foer,
            efter,
            round(100 * foer / before) if before else 0,
            round(100 * efter / after) if after else 0,
        )

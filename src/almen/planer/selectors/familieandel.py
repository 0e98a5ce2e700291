"""The share of almene familieboliger in a plan's area: counted, today, and as the plan goes (almenboligloven § 168 a)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from almen.grundlag.selectors import current_parametre
from almen.planer.models import Boligopgoerelse, Dispensation, Plan, Virkemiddel, Virkemiddelart
from almen.regler.fejl import RegelFejl, UgyldigtInput
from almen.regler.samling import Parametre
from almen.regler.udviklingsplan import (
    MAALDAG,
    Boligtaelling,
    Familieandel,
    Middel,
    Planforloeb,
    Tiltag,
    compute_familieandel,
    compute_planforloeb,
    taelling_on,
)

NO_COUNT = "Der er ikke registreret en opgørelse af boligerne."


@dataclass(frozen=True)
class Andelsbillede:
    """What is known of the share on `dag`.

    `opgoerelser`: every count with its share (None before the rule). `start`: the latest count until that day. `hidtil`: the share on
    each 1 January since the count, `nu` on the day, with what had been carried out by then. `forloeb`: the share on the day and on each 1 January after it, as the means that can be reckoned with are
    carried out; None from the target day on, or where the means cannot be reckoned with (`fejl` says why). `udeladt`: the means
    that are left out, with the reason. `planlagt`: the way as it was planned, from the first count. `dispensation`: the one in force,
    whose share takes the place of the law's.
    """

    dag: dt.date
    maaldag: dt.date
    opgoerelser: tuple[tuple[Boligopgoerelse, Familieandel | None], ...] = ()
    start: Boligopgoerelse | None = None
    hidtil: tuple[Familieandel, ...] = ()
    nu: Familieandel | None = None
    forloeb: Planforloeb | None = None
    planlagt: Planforloeb | None = None
    udeladt: tuple[tuple[Virkemiddel, str], ...] = ()
    dispensation: Dispensation | None = None
    fejl: str = ""

    @property
    def maal(self) -> Familieandel | None:
        """The share on the target day; once that is over, the share now."""
        if self.forloeb is not None:
            return self.forloeb.maal
        return self.nu if self.dag >= self.maaldag else None

    @property
    def naar(self) -> bool | None:
        """True if the share is at most the limit on the target day, None where it cannot be told."""
        if self.maal is None or not self.maal.afgjort:
            return None
        return self.maal.opfyldt

    @property
    def foerste_dag(self) -> dt.date | None:
        """The first of the days from which on the limit is kept as the plan goes; None if it is not kept in the end."""
        counted = (
            (self.opgoerelser[-1][1],) if self.opgoerelser and self.start is self.opgoerelser[-1][0] else ()
        )
        coming = self.forloeb.aar if self.forloeb is not None else ()
        days = [item for item in (*counted, *self.hidtil, self.nu, *coming) if item is not None]
        kept: dt.date | None = None
        for item in reversed(days):
            if not item.opfyldt:
                break
            kept = item.dag
        return kept


def andelsbillede_of(plan: Plan, dag: dt.date, parametre: Parametre | None = None) -> Andelsbillede:
    """The plan's share as it is known on `dag`; reads counts, means and dispensations (prefetched where there are many plans).

    Nothing is raised for what cannot be computed: `fejl` says it.
    """
    parametre = parametre or current_parametre()
    try:
        maaldag = parametre.vaerdi(MAALDAG, dag).dag
    except RegelFejl as error:
        return Andelsbillede(dag, dag, fejl=str(error))
    counts = sorted(plan.opgoerelser.all(), key=lambda item: item.dag)
    means, dispensations = list(plan.virkemidler.all()), list(plan.dispensationer.all())
    dispensation = dispensation_on(dispensations, dag)
    pct = dispensation.maal_pct if dispensation else None
    shown = tuple((item, _share_of(item, parametre)) for item in counts)
    start = next((item for item in reversed(counts) if item.dag <= dag), None)
    if start is None:
        return Andelsbillede(dag, maaldag, shown, dispensation=dispensation, fejl=NO_COUNT)
    done, coming, left_out = split_virkemidler(means, start.dag, dag, maaldag)
    today = taelling_on(taelling_of(start), done, dag + dt.timedelta(days=1))
    fejl, nu, forloeb = "", None, None
    hidtil: tuple[Familieandel, ...] = ()
    try:
        hidtil = tuple(_until(start, done, dispensations, dag, parametre))
        nu = compute_familieandel(today, dag, dispensation_pct=pct, parametre=parametre)
        if dag < maaldag:
            forloeb = compute_planforloeb(
                today, dag, [tiltag for _, tiltag in coming], dispensation_pct=pct, parametre=parametre
            )
    except UgyldigtInput as error:
        fejl = f"Virkemidlerne går ikke op med opgørelsen: {_in_words(error, coming)}"
    planlagt = _as_planned(counts[0], means, maaldag, parametre)
    return Andelsbillede(
        dag, maaldag, shown, start, hidtil, nu, forloeb, planlagt, left_out, dispensation, fejl
    )


def _until(
    start: Boligopgoerelse,
    done: Sequence[Tiltag],
    dispensations: Sequence[Dispensation],
    dag: dt.date,
    parametre: Parametre,
) -> Iterator[Familieandel]:
    """The share on each 1 January after the count, with what had been carried out, against the limit of that day."""
    for year in range(start.dag.year + 1, dag.year + 1):
        day = dt.date(year, 1, 1)
        limit = dispensation_on(dispensations, day)
        yield compute_familieandel(
            taelling_on(taelling_of(start), done, day),
            day,
            dispensation_pct=limit.maal_pct if limit else None,
            parametre=parametre,
        )


def split_virkemidler(
    means: Iterable[Virkemiddel], fra: dt.date, dag: dt.date, maaldag: dt.date
) -> tuple[list[Tiltag], list[tuple[Virkemiddel, Tiltag]], tuple[tuple[Virkemiddel, str], ...]]:
    """Means as rules read them: those carried out from the counting day `fra` until `dag`, those to come, and those left out.

    What is planned for a year counts when the year is over. What should have been carried out in a year that is over, and was
    not, is left out: the way is never made shorter by what has slipped.
    """
    done: list[Tiltag] = []
    coming: list[tuple[Virkemiddel, Tiltag]] = []
    left_out: list[tuple[Virkemiddel, str]] = []
    for item in means:
        day = item.gennemfoert or dt.date(item.aar, 12, 31)
        tiltag = Tiltag(Middel(item.art), item.m2 if item.art == Virkemiddelart.ERHVERV else item.antal, day)
        if item.gennemfoert is not None and day < fra:
            continue  # it is in the count
        if item.gennemfoert is not None and day <= dag:
            done.append(tiltag)
        elif day >= maaldag:
            left_out.append((item, f"Planlagt til {item.aar}, efter dagen andelen skal være nået."))
        elif item.gennemfoert is None and item.aar < dag.year:
            left_out.append(
                (item, f"Skulle være gennemført i {item.aar}; sæt et nyt år, eller meld det gennemført.")
            )
        else:
            coming.append((item, tiltag))
    return done, coming, tuple(left_out)


def _as_planned(
    first: Boligopgoerelse, means: Iterable[Virkemiddel], maaldag: dt.date, parametre: Parametre
) -> Planforloeb | None:
    """The way from the first count if every means comes in its own year; None where that cannot be."""
    tiltag = [
        Tiltag(
            Middel(item.art),
            item.m2 if item.art == Virkemiddelart.ERHVERV else item.antal,
            dt.date(item.aar, 12, 31),
        )
        for item in means
        if first.dag.year <= item.aar < maaldag.year
    ]
    try:
        return compute_planforloeb(taelling_of(first), first.dag, tiltag, parametre=parametre)
    except RegelFejl:
        return None


def _share_of(opgoerelse: Boligopgoerelse, parametre: Parametre) -> Familieandel | None:
    try:
        return compute_familieandel(taelling_of(opgoerelse), opgoerelse.dag, parametre=parametre)
    except RegelFejl:  # a count from before the rule
        return None


def _in_words(error: UgyldigtInput, coming: Sequence[tuple[Virkemiddel, Tiltag]]) -> str:
    """The rule's faults with the means they are about instead of their places in a list."""
    names = {f"tiltag[{number}]": str(item) for number, (item, _) in enumerate(coming)}
    return "; ".join(
        f"{names.get(fejl.felt.split('.')[0], 'et virkemiddel')}: {fejl.besked}" for fejl in error.fejl
    )


def taelling_of(opgoerelse: Boligopgoerelse) -> Boligtaelling:
    """The count as the rules read it."""
    return Boligtaelling(
        opgoerelse.almene_familieboliger,
        opgoerelse.andre_boliger,
        opgoerelse.erhverv_m2,
        opgoerelse.nedrevne,
    )


def dispensation_on(items: Iterable[Dispensation], dag: dt.date) -> Dispensation | None:
    """The dispensation whose share is the limit on `dag`: the latest that was given until then."""
    given = [
        item
        for item in items
        if item.givet and item.maal_pct is not None and item.afgjort is not None and item.afgjort <= dag
    ]
    return max(given, key=lambda item: (item.afgjort, item.pk), default=None)

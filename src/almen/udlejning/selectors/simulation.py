"""What a simulation of a change of share builds on, afdeling by afdeling. A fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from almen.organisationer.models import Boligbestand
from almen.tilsyn.models import Tilsynstal
from almen.udlejning.models import Udlejningstal, Vej
from almen.udlejning.selectors.aftalte_andele import shares_of_year
from almen.udlejning.selectors.maaling import Sted, places
from almen.udlejning.simulation import Grundlag

TURNOVER, VACANCY = "fraflytning_pct", "tomgang_pct"
# The mean of so many measured years is what an afdeling lets a year.
YEARS = 3


@dataclass(frozen=True)
class Simuleringssted:
    """An afdeling with what is known of it."""

    sted: Sted
    grundlag: Grundlag


def bases(dag: dt.date, boligtype: str, vej: str) -> list[Simuleringssted]:
    """Every afdeling that has dwellings, lettings or an agreed share of the type, with what is known on the day."""
    lettings = _lettings(boligtype, dag.year)
    stock = _stock(boligtype, dag)
    turnover, vacancy = _figures(dag.year)
    agreed = {
        afdeling: row.pct
        for (afdeling, type_, way), share in shares_of_year(dag.year).items()
        if type_ == boligtype and way == vej
        for row in share.perioder
        if row.fra <= dag and (row.til is None or dag <= row.til)
    }
    found = []
    for sted in places(dag):
        if sted.pk not in stock and sted.pk not in lettings and sted.pk not in agreed:
            continue
        share = agreed.get(sted.pk)
        found.append(
            Simuleringssted(
                sted,
                Grundlag(
                    f"{sted.navn} (afd. {sted.nummer})",
                    stock.get(sted.pk),
                    turnover.get(sted.pk),
                    vacancy.get(sted.pk),
                    lettings.get(sted.pk),
                    None if share is None else float(share),
                ),
            )
        )
    return found


def _lettings(boligtype: str, this_year: int) -> dict[int, float]:
    """The mean of each afdeling's last measured years that answered every way. One query."""
    rows = Udlejningstal.objects.gaeldende().filter(
        boligtype=boligtype, antal__isnull=False, aar__gte=this_year - 2 * YEARS
    )
    counts: dict[int, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for afdeling, aar, vej, antal in rows.order_by().values_list("afdeling", "aar", "vej", "antal"):
        counts[afdeling][aar][vej] = antal
    found = {}
    for afdeling, years in counts.items():
        whole = [
            sum(ways.values()) for _, ways in sorted(years.items(), reverse=True) if len(ways) == len(Vej)
        ]
        if whole:
            last = whole[:YEARS]
            found[afdeling] = sum(last) / len(last)
    return found


def _stock(boligtype: str, dag: dt.date) -> dict[int, int]:
    rows = Boligbestand.objects.filter(boligtype=boligtype, opgjort__lte=dag).order_by("opgjort")
    return dict(rows.values_list("afdeling", "antal"))


def _figures(this_year: int) -> tuple[dict[int, float], dict[int, float]]:
    """The latest turnover and vacancy (percent) of each afdeling. One query."""
    rows = Tilsynstal.objects.gaeldende().filter(
        indikator__in=(TURNOVER, VACANCY), afdeling__isnull=False, vaerdi__isnull=False, aar__lte=this_year
    )
    found: dict[str, dict[int, float]] = {TURNOVER: {}, VACANCY: {}}
    for afdeling, indikator, vaerdi in rows.order_by("aar").values_list("afdeling", "indikator", "vaerdi"):
        found[indikator][afdeling] = float(vaerdi)
    return found[TURNOVER], found[VACANCY]

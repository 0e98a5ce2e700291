"""Computes the projections anew: figures, classes, and how well it has gone on the lists that are known."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from almen.grundlag.selectors import current_parametre
from almen.omraader.beregning import rules_print
from almen.omraader.fremskrivning import METODENAVNE, Metode, Punkt, Spredning
from almen.omraader.klassechance import PROJICERES, compare_klasser, simulate_klasser
from almen.omraader.models import (
    Fremskrivning,
    Klassefremskrivning,
    Noegletal,
    Omraadestand,
    Tilbageproevning,
)
from almen.omraader.tilbageproeve import (
    choose_metoder,
    measure_all,
    project_next,
    try_indikator,
    try_klasser,
)
from almen.regler.omraadeklasse import day_of_list

LISTER_FREM = 3
LANDSGENNEMSNIT = "landsgennemsnit_doemte_pct"


@dataclass(frozen=True, slots=True)
class Grundlag:
    """What is known: figures by area, indicator and year; the latest stand and all classes by area; the national mean by year."""

    raekker: Mapping[int, Mapping[str, Mapping[int, float]]]
    stande: Mapping[int, Omraadestand]
    klasser: Mapping[int, Mapping[int, str]]
    landsgennemsnit: Mapping[int, Decimal]

    @property
    def sidste_aar(self) -> int | None:
        """The year of the latest list that any area has figures on."""
        return max((max(row) for series in self.raekker.values() for row in series.values()), default=None)


def refresh_fremskrivninger() -> int:
    """Replaces every projection by new ones, in one transaction; gives the number of areas that have some.

    A worker's or a command's work: it loads statsmodels and takes seconds. Nothing is journalled, for nothing is decided.
    """
    known = load_grundlag()
    spreads = measure_all(known.raekker)
    tried = {name: try_indikator(name, known.raekker, spread) for name, spread in spreads.items()}
    methods = choose_metoder(tried)
    figures: list[Fremskrivning] = []
    classes: list[Klassefremskrivning] = []
    last = known.sidste_aar
    if last is not None:
        years = tuple(range(last + 1, last + 1 + LISTER_FREM))
        for omraade, series in known.raekker.items():
            points = project_next(series, spreads, methods, years)
            figures += _figures(omraade, series, points, methods)
            if stand := known.stande.get(omraade):
                classes += _classes(stand, points, years, last, known.landsgennemsnit)
    result = _result(known, spreads, tried, methods)
    with transaction.atomic():
        Fremskrivning.objects.all().delete()
        Klassefremskrivning.objects.all().delete()
        Tilbageproevning.objects.all().delete()
        Fremskrivning.objects.bulk_create(figures, batch_size=500)
        Klassefremskrivning.objects.bulk_create(classes, batch_size=500)
        Tilbageproevning.objects.create(resultat=result)
    return len({item.omraade_id for item in figures})


def load_grundlag() -> Grundlag:
    """Reads what the projections rest on; of two lists in a year the later counts. Three queries."""
    series: dict[int, dict[str, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
    national: dict[int, Decimal] = {}
    rows = (
        Noegletal.objects.gaeldende()
        .filter(indikator__in=(*PROJICERES, LANDSGENNEMSNIT), vaerdi__isnull=False)
        .order_by("liste")
        .values_list("omraade_id", "region", "indikator", "liste", "vaerdi")
    )
    for omraade, region, indikator, liste, vaerdi in rows:
        if omraade is not None and indikator != LANDSGENNEMSNIT:
            series[omraade][indikator][liste.year] = float(vaerdi)
        elif omraade is None and not region and indikator == LANDSGENNEMSNIT:
            national[liste.year] = vaerdi
    classes: dict[int, dict[int, str]] = defaultdict(dict)
    for omraade, liste, klasse in Omraadestand.objects.order_by("liste").values_list(
        "omraade_id", "liste", "hovedklasse"
    ):
        classes[omraade][liste.year] = klasse
    latest = {item.omraade_id: item for item in Omraadestand.objects.filter(seneste=True)}
    return Grundlag(series, latest, classes, national)


def _figures(
    omraade: int,
    series: Mapping[str, Mapping[int, float]],
    points: Mapping[str, tuple[Punkt, ...]],
    methods: Mapping[str, str],
) -> list[Fremskrivning]:
    found = []
    for name, row in points.items():
        for point in row:
            low, high = point.interval()
            found.append(
                Fremskrivning(
                    omraade_id=omraade,
                    indikator=name,
                    liste=day_of_list(point.aar),
                    middel=_figure(point.middel),
                    nedre=_figure(low),
                    oevre=_figure(high),
                    metode=methods.get(name, Metode.UAENDRET),
                    sidste_liste=day_of_list(max(series[name])),
                    antal_lister=len(series[name]),
                )
            )
    return found


def _classes(
    stand: Omraadestand,
    points: Mapping[str, tuple[Punkt, ...]],
    years: tuple[int, ...],
    last: int,
    national: Mapping[int, Decimal],
) -> list[Klassefremskrivning]:
    if not points:
        return []
    current = stand.hovedklasse if stand.liste.year == last else ""
    mean = national[max(national)] if national else None
    found = []
    for place, year in enumerate(years):
        row = stand.aar_i_traek
        in_a_row = row + place + 1 if row is not None and stand.liste.year == last else None
        chance = simulate_klasser(
            day_of_list(year),
            {name: row[place] for name, row in points.items()},
            landsgennemsnit=mean,
            aar_i_traek=in_a_row,
        )
        same = chance.andele.get(current, Decimal(0))
        found.append(
            Klassefremskrivning(
                omraade_id=stand.omraade_id,
                liste=day_of_list(year),
                nu=current,
                ventet=chance.ventet,
                skifte=compare_klasser(current, chance.ventet),
                chance=max(Decimal(0), 100 - chance.uafgjort - same),
                andele={klasse: str(share) for klasse, share in chance.andele.items()},
                uafgjort=chance.uafgjort,
                sidste_liste=stand.liste,
            )
        )
    return found


def _result(
    known: Grundlag,
    spreads: Mapping[str, Spredning],
    tried: Mapping[str, list[Any]],
    methods: Mapping[str, str],
) -> dict[str, Any]:
    """As `Tilbageproevning.resultat` keeps it; `regler` is the fingerprint of the rules that the classes were drawn by."""
    return {
        "regler": rules_print(current_parametre()),
        "indikatorer": [
            {**item.to_dict(), "valgt": item.metode == methods[name], "navn": METODENAVNE[item.metode]}
            for name in PROJICERES
            for item in tried.get(name, ())
        ],
        "spredning": {
            name: {"aendringer": spread.aendringer, "faelles_drift": round(spread.faelles_drift, 4)}
            for name, spread in spreads.items()
        },
        "klasser": try_klasser(
            known.raekker, known.klasser, known.landsgennemsnit, spreads, methods
        ).to_dict(),
        "fra": min((min(row) for s in known.raekker.values() for row in s.values()), default=None),
        "til": known.sidste_aar,
        "omraader": len(known.raekker),
    }


def _figure(value: float) -> Decimal:
    return Decimal(max(value, 0.0)).quantize(Decimal("0.0001"))


def next_list(today: dt.date) -> dt.date:
    """The day of the next list after `today`."""
    own = day_of_list(today.year)
    return own if own > today else day_of_list(today.year + 1)

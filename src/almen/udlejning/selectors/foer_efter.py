"""What is held against each other before and after a change: figures of areas or afdelinger, and the changes that are known."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from almen.grundlag.selectors import current_parametre
from almen.omraader.indikatorer import omraadeindikatorer
from almen.omraader.models import Noegletal, Omraade, Omraadeafdeling
from almen.omraader.selectors.tal import own_kommune
from almen.organisationer.models import Afdeling
from almen.tilsyn.indikatorer import load_indikatorer
from almen.tilsyn.models import Tilsynstal
from almen.udlejning.foer_efter import Afvist, Foerefter, Krav, Serie, compare
from almen.udlejning.models import Placering, Vej
from almen.udlejning.models import Udlejningstal as Tal

AREA, AFDELING = "omraade", "afdeling"
FLEXIBLE_SHARE = "fleksibel_andel"
OF_AFDELING = ("fraflytning_pct", "tomgang_pct", "husleje_pr_m2")


@dataclass(frozen=True)
class Aendring:
    """An afdeling that was moved from one step to another on a day, and the areas that it lies in."""

    afdeling: Afdeling
    fra_trin: str
    til_trin: str
    dag: dt.date
    omraader: tuple[tuple[int, str], ...]
    demo: bool


def current_krav() -> Krav:
    """How many figures and places there must be, by the parameters."""
    parametre = current_parametre()
    return Krav(
        int(str(parametre.vaerdi("udlejning.foer_efter.mindst_aar").vaerdi)),
        int(str(parametre.vaerdi("udlejning.foer_efter.mindst_sammenligning").vaerdi)),
    )


def known_changes() -> list[Aendring]:
    """Every move to another step of the same stair that has happened, the latest first. Two queries.

    The same step taken along into the agreement that follows is no move, and what a draft proposes has not happened.
    """
    rows = Placering.objects.filter(ophaevet=False, fra__lte=timezone.localdate()).select_related(
        "afdeling__boligorganisation", "trin"
    )
    chains: dict[tuple[int, str], list[Placering]] = defaultdict(list)
    for row in rows.order_by("fra", "pk"):
        chains[row.afdeling_id, row.trin.trappe].append(row)
    moved = [
        (before, after)
        for chain in chains.values()
        for before, after in itertools.pairwise(chain)
        if before.trin.nummer != after.trin.nummer
    ]
    areas: dict[int, list[tuple[int, str]]] = defaultdict(list)
    links = Omraadeafdeling.objects.filter(afdeling__in={after.afdeling_id for _, after in moved})
    for afdeling, omraade, navn in links.values_list("afdeling", "omraade", "omraade__navn"):
        areas[afdeling].append((omraade, navn))
    found = [
        Aendring(
            after.afdeling,
            str(before.trin),
            str(after.trin),
            after.fra,
            tuple(dict.fromkeys(areas[after.afdeling_id])),
            after.demo,
        )
        for before, after in moved
    ]
    return sorted(found, key=lambda item: item.dag, reverse=True)


def emne_choices(changes: Iterable[Aendring]) -> list[tuple[str, str]]:
    """The areas of this municipality, and the afdelinger that have been moved."""
    own = Omraade.objects.filter(kommune=own_kommune()).order_by("navn").values_list("pk", "navn")
    moved = {item.afdeling.pk: str(item.afdeling) for item in changes}
    return [
        *((f"{AREA}-{pk}", navn) for pk, navn in own),
        *(
            (f"{AFDELING}-{pk}", f"Afdeling: {navn}")
            for pk, navn in sorted(moved.items(), key=lambda i: i[1])
        ),
    ]


def tal_choices() -> list[tuple[str, str]]:
    """The figures that can be followed: of areas, then of afdelinger."""
    own = load_indikatorer()
    return [
        *((item.id, item.navn) for item in omraadeindikatorer() if item.id != "aar_i_traek"),
        (FLEXIBLE_SHARE, "Andel udlejet fleksibelt (afdelinger)"),
        *((id_, f"{own[id_].navn} (afdelinger)") for id_ in OF_AFDELING if id_ in own),
    ]


def fits(emne: str, tal: str) -> bool:
    """True if the figure is one of the place's kind."""
    of_areas = any(item.id == tal for item in omraadeindikatorer())
    return emne.startswith(AREA) == of_areas


def held_against(
    emne: str, tal: str, dag: dt.date, changes: Iterable[Aendring]
) -> tuple[Serie | None, Foerefter | Afvist]:
    """The place's series (None: it has no figures) and what came of holding it against places without a change.

    Places that were changed at any time within the series' years are not compared with.
    """
    kind, _, key = emne.partition("-")
    series = _areas(tal) if kind == AREA else _afdelinger(tal)
    own = series.pop(int(key), None)
    if own is None or not own.punkter:
        return None, Afvist("Der er ingen tal om stedet.")
    first, last = min(own.punkter), max(own.punkter)
    changed: set[int] = set()
    for item in changes:
        if first <= item.dag <= last:
            changed |= {item.afdeling.pk} if kind == AFDELING else {pk for pk, _ in item.omraader}
    others = [serie for pk, serie in series.items() if pk not in changed]
    return own, compare([own], others, dag, current_krav())


def _areas(tal: str) -> dict[int, Serie]:
    rows = Noegletal.objects.gaeldende().filter(
        indikator=tal, omraade__kommune=own_kommune(), vaerdi__isnull=False
    )
    found: dict[int, tuple[str, dict[dt.date, float]]] = {}
    for pk, navn, liste, vaerdi in rows.order_by("omraade", "liste").values_list(
        "omraade", "omraade__navn", "liste", "vaerdi"
    ):
        found.setdefault(pk, (navn, {}))[1][liste] = float(vaerdi)
    return {pk: Serie(navn, points) for pk, (navn, points) in found.items()}


def _afdelinger(tal: str) -> dict[int, Serie]:
    """Yearly figures of afdelinger, put on the year's last day."""
    found: dict[int, tuple[str, dict[dt.date, float]]] = {}
    if tal == FLEXIBLE_SHARE:
        counts: dict[tuple[int, str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        rows = Tal.objects.gaeldende().filter(antal__isnull=False).order_by()
        for pk, navn, aar, vej, antal in rows.values_list(
            "afdeling", "afdeling__navn", "aar", "vej", "antal"
        ):
            counts[pk, navn, aar][vej] += antal
        for (pk, navn, aar), by_way in counts.items():
            if len(by_way) == len(Vej) and (whole := sum(by_way.values())):
                found.setdefault(pk, (navn, {}))[1][dt.date(aar, 12, 31)] = (
                    100 * by_way[Vej.FLEKSIBEL] / whole
                )
    else:
        figures = Tilsynstal.objects.gaeldende().filter(
            indikator=tal, afdeling__isnull=False, vaerdi__isnull=False
        )
        for pk, navn, aar, vaerdi in figures.order_by().values_list(
            "afdeling", "afdeling__navn", "aar", "vaerdi"
        ):
            found.setdefault(pk, (navn, {}))[1][dt.date(aar, 12, 31)] = float(vaerdi)
    return {pk: Serie(navn, points) for pk, (navn, points) in found.items()}

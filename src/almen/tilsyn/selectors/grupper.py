"""Which group each afdeling is in, and what a group's figures are together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from almen.organisationer.models import Afdeling, Boligbestand
from almen.regler.samling import Parametre
from almen.tilsyn.grupper import Graenser, Gruppe, Traek, Ukendt, group_of
from almen.tilsyn.models import Tilsynstal
from almen.tilsyn.udvikling import Gruppetal, describe

Gruppesvar = Gruppe | Ukendt
# Financial year, key figure.
Talnoegle = tuple[int, str]


def traek_of(afdelinger: Collection[int] | None = None) -> dict[int, Traek]:
    """What every afdeling (or these) is grouped by, with its dwellings as counted last. Two queries."""
    rows = Afdeling.objects.order_by()
    counts = Boligbestand.objects.order_by("opgjort")
    if afdelinger is not None:
        rows, counts = rows.filter(pk__in=afdelinger), counts.filter(afdeling__in=afdelinger)
    latest: dict[int, dict[str, tuple[int, int | None]]] = defaultdict(dict)
    for afdeling, boligtype, antal, areal in counts.values_list(
        "afdeling", "boligtype", "antal", "bruttoareal_m2"
    ):
        latest[afdeling][boligtype] = (antal, areal)
    return {
        pk: Traek(bygningstype, *_sum(latest[pk].values()), ibrugtaget)
        for pk, bygningstype, ibrugtaget in rows.values_list("pk", "bygningstype", "ibrugtaget")
    }


def _sum(counts: Iterable[tuple[int, int | None]]) -> tuple[int | None, int | None]:
    """Dwellings and area; None where nothing is counted, and no area where some dwellings have none."""
    counted = [(antal, areal) for antal, areal in counts if antal]
    if not counted:
        return None, None
    areas = [areal for _, areal in counted]
    return sum(antal for antal, _ in counted), None if None in areas else sum(map(int, filter(None, areas)))


def groups_of(
    aar: int, parametre: Parametre, afdelinger: Collection[int] | None = None
) -> dict[int, Gruppesvar]:
    """The group of every afdeling (or these) by the bounds of a financial year. Two queries."""
    graenser = Graenser.of_year(aar, parametre)
    return {pk: group_of(traek, graenser) for pk, traek in traek_of(afdelinger).items()}


def members_of(gruppe: Gruppe, grupper: Mapping[int, Gruppesvar]) -> list[int]:
    """The afdelinger of one group."""
    return [pk for pk, item in grupper.items() if item == gruppe]


def figures_of(afdelinger: Collection[int], fra_aar: int = 0) -> dict[Talnoegle, Gruppetal]:
    """The known figures of some afdelinger together, by financial year and key figure. One query."""
    rows = Tilsynstal.objects.gaeldende().filter(
        afdeling__in=afdelinger, aar__gte=fra_aar, vaerdi__isnull=False
    )
    values: dict[Talnoegle, list[Decimal]] = defaultdict(list)
    for aar, indikator, vaerdi in rows.order_by().values_list("aar", "indikator", "vaerdi"):
        values[aar, indikator].append(vaerdi)
    return {key: found for key, items in values.items() if (found := describe(items)) is not None}


def figures_by_group(
    vaerdier: Mapping[int, Decimal], grupper: Mapping[int, Gruppesvar]
) -> dict[str, Gruppetal]:
    """The figures of every group together: `vaerdier` is one key figure of one year by afdeling. No query."""
    values: dict[str, list[Decimal]] = defaultdict(list)
    for pk, vaerdi in vaerdier.items():
        gruppe = grupper.get(pk)
        if isinstance(gruppe, Gruppe):
            values[gruppe.id].append(vaerdi)
    return {id_: found for id_, items in values.items() if (found := describe(items)) is not None}

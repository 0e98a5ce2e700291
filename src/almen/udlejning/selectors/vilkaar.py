"""The terms of letting of one afdeling or of many on a day, with a fixed number of queries however many there are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from almen.grundlag.selectors import current_parametre
from almen.omraader.models import Omraade, Omraadeafdeling, Omraadestand
from almen.organisationer.models import Afdeling, Boligbestand
from almen.regler.udlejning import BOLIGTYPER, Regelopslag
from almen.sager.models import UDEN_RESULTAT
from almen.udlejning.andele import plain
from almen.udlejning.models import (
    Afdelingskriterium,
    Afdelingsvilkaar,
    Binding,
    Organisationsaftale,
    Placering,
    Rammeaftale,
    Trappe,
    Trappetrin,
    Trinandel,
    Trinkriterium,
)
from almen.udlejning.selectors.rammeaftale import agreement_on, placeringer_on
from almen.udlejning.vilkaarssvar import (
    AFTALE,
    TRIN,
    VEJORDEN,
    Omraadestilling,
    Undtagelse,
    Vilkaar,
    Vilkaarsandel,
    Vilkaarskriterium,
)

__all__ = ["Vilkaar", "Vilkaarsandel", "Vilkaarskriterium", "in_force", "vilkaar_of", "vilkaar_on"]

# Where two stairs give a share of the same type and way, the area's goes before the afdeling's own.
MANY = 500
TRAPPEORDEN = (Trappe.OMRAADE, Trappe.AFDELING, Trappe.UNGDOM)


def vilkaar_on(afdeling: Afdeling, dag: dt.date) -> Vilkaar:
    """The terms of letting of an afdeling on a day: placement, shares, criteria, area and classes, statute and conflicts."""
    return vilkaar_of([afdeling], dag)[afdeling.pk]


def in_force(dag: dt.date) -> QuerySet[Organisationsaftale]:
    """The organisations' agreements that hold on a day: the case's route has been gone through, and the period covers the day."""
    return (
        Organisationsaftale.objects.filter(gyldig_fra__lte=dag, gyldig_til__gte=dag)
        .exclude(sag__overblik__afslutning__in=("", *UDEN_RESULTAT))
        .select_related("sag", "boligorganisation")
        .order_by("gyldig_fra", "pk")
    )


def vilkaar_of(
    afdelinger: Sequence[Afdeling], dag: dt.date, *, proev: Sequence[Organisationsaftale] = ()
) -> dict[int, Vilkaar]:
    """As `vilkaar_on` for many afdelinger, by their keys. The number of queries does not follow their number.

    `proev`: agreements that are taken to be in force for their organisations, although their cases are still running.
    """
    # A condition with thousands of keys takes longer to write than reading them all.
    keys = None if len(afdelinger) > MANY else [item.pk for item in afdelinger]
    ramme = agreement_on(dag)
    aftaler = {item.boligorganisation_id: item for item in in_force(dag)}
    tried = {item.pk for item in proev}
    aftaler |= {item.boligorganisation_id: item for item in proev}
    wanted = {item.boligorganisation_id for item in afdelinger}
    used = [item for key, item in aftaler.items() if key in wanted]
    placeringer = placeringer_on(keys, dag, aftale=ramme) if ramme else {}
    steps = _Trin(ramme, dag) if ramme else None
    own = _Aftalevilkaar(used, keys, dag)
    types = _boligtyper(keys, dag)
    omraader = _omraader(keys, dag)
    parametre = current_parametre()
    opslag = Regelopslag(dag, parametre)
    found = {}
    for afdeling in afdelinger:
        aftale = aftaler.get(afdeling.boligorganisation_id)
        placed = placeringer.get(afdeling.pk, {})
        outside = own.undtagelser.get(afdeling.pk, ())
        found[afdeling.pk] = Vilkaar(
            afdeling=afdeling,
            dag=dag,
            parametre=parametre,
            opslag=opslag,
            ramme=ramme,
            aftale=aftale,
            proeves=aftale is not None and aftale.pk in tried,
            placeringer=placed,
            boligtyper=types.get(afdeling.pk, ()),
            andele=_andele(own.andele.get(afdeling.pk, ()), steps, placed, {u.boligtype for u in outside}),
            undtagelser=tuple(outside),
            kriterier=_kriterier(own.kriterier.get(afdeling.pk, ()), steps, placed),
            omraader=tuple(omraader.get(afdeling.pk, ())),
        )
    return found


class _Trin:
    """The shares and criteria of a framework agreement's steps on a day. Two queries."""

    def __init__(self, ramme: Rammeaftale, dag: dt.date) -> None:
        self.andele: dict[int, list[Vilkaarsandel]] = defaultdict(list)
        self.kriterier: dict[int, list[Trinkriterium]] = defaultdict(list)
        rows = Trinandel.objects.filter(_holds(dag), trin__rammeaftale=ramme).select_related("trin")
        for row in rows.order_by("fra", "pk"):
            self.andele[row.trin_id].append(
                Vilkaarsandel(
                    row.boligtype, row.vej, _plain(row.pct), TRIN, str(row.trin), row.kilde, row.sikkerhed,
                    row.fra, row.til,
                )
            )  # fmt: skip
        criteria = Trinkriterium.objects.filter(_holds(dag), trin__rammeaftale=ramme)
        for item in criteria.select_related("kriterium", "trin").order_by("raekkefoelge", "pk"):
            self.kriterier[item.trin_id].append(item)


class _Aftalevilkaar:
    """What the organisations' own agreements say of some afdelinger on a day. Two queries, none without agreements."""

    def __init__(
        self, aftaler: Collection[Organisationsaftale], keys: Collection[int] | None, dag: dt.date
    ) -> None:
        self.andele: dict[int, list[Vilkaarsandel]] = defaultdict(list)
        self.undtagelser: dict[int, list[Undtagelse]] = defaultdict(list)
        self.kriterier: dict[int, list[Afdelingskriterium]] = defaultdict(list)
        if not aftaler:
            return
        by_key = {item.pk: f"Individuel aftale, sag {item.sag.nummer}" for item in aftaler}
        # Plain values: 2,000 afdelinger have tens of thousands of shares.
        rows = Afdelingsvilkaar.objects.filter(_holds(dag), _among(keys), aftale__in=by_key)
        latest: dict[tuple[int, str, str], tuple[Any, ...]] = {}
        for row in rows.order_by("fra", "pk").values_list(
            "afdeling_id", "boligtype", "vej", "pct", "undtaget", "aftale_id", "kilde", "fra", "til", "begrundelse"
        ):  # fmt: skip
            latest[row[0], row[1], row[2]] = row
        outside = {(row[0], row[1]): row for row in latest.values() if row[4]}
        for (afdeling, boligtype), row in outside.items():
            self.undtagelser[afdeling].append(Undtagelse(boligtype, row[9], row[6], row[7], row[8]))
        for (afdeling, boligtype, vej), row in latest.items():
            if (afdeling, boligtype) not in outside:
                tekst = by_key[row[5]]
                self.andele[afdeling].append(
                    Vilkaarsandel(
                        boligtype, vej, _plain(row[3]), AFTALE, tekst, row[6] or tekst, "sikker",
                        row[7], row[8], row[9],
                    )
                )  # fmt: skip
        criteria = Afdelingskriterium.objects.filter(_holds(dag), _among(keys), aftale__in=by_key)
        for item in criteria.select_related("kriterium").order_by("raekkefoelge", "pk"):
            self.kriterier[item.afdeling_id].append(item)


def _plain(pct: Decimal | None) -> Decimal | None:
    return None if pct is None else plain(pct)


def _among(keys: Collection[int] | None) -> Q:
    return Q() if keys is None else Q(afdeling__in=keys)


def _holds(dag: dt.date) -> Q:
    return Q(fra__lte=dag) & (Q(til__isnull=True) | Q(til__gte=dag))


def _trin_of(placed: dict[str, Placering]) -> list[Trappetrin]:
    return [placed[trappe].trin for trappe in TRAPPEORDEN if trappe in placed]


def _andele(
    own: Sequence[Vilkaarsandel], steps: _Trin | None, placed: dict[str, Placering], outside: Collection[str]
) -> tuple[Vilkaarsandel, ...]:
    found = {(item.boligtype, item.vej): item for item in own}
    for trin in _trin_of(placed) if steps else ():
        # The latest row of a step holds before an earlier one; what is found already goes before.
        of_step = {(item.boligtype, item.vej): item for item in steps.andele.get(trin.pk, ())}  # type: ignore[union-attr]
        for key, item in of_step.items():
            if item.boligtype not in outside:
                found.setdefault(key, item)
    return tuple(sorted(found.values(), key=lambda a: (BOLIGTYPER.index(a.boligtype), VEJORDEN.index(a.vej))))


def _kriterier(
    own: Sequence[Afdelingskriterium], steps: _Trin | None, placed: dict[str, Placering]
) -> tuple[Vilkaarskriterium, ...]:
    chosen = {item.kriterium_id: item for item in own}
    found: dict[int, Vilkaarskriterium] = {}
    for trin in _trin_of(placed) if steps else ():
        for row in steps.kriterier.get(trin.pk, ()):  # type: ignore[union-attr]
            agreed = chosen.get(row.kriterium_id)
            uses = row.binding == Binding.OBLIGATORISK or agreed is not None
            found.setdefault(
                row.kriterium_id,
                Vilkaarskriterium(
                    row.kriterium,
                    row.binding,
                    TRIN,
                    str(row.trin),
                    agreed.raekkefoelge if agreed else row.raekkefoelge,
                    agreed.fra if agreed else row.fra,
                    agreed.til if agreed else row.til,
                    uses,
                ),
            )
    for key, item in chosen.items():
        if key not in found:
            found[key] = Vilkaarskriterium(
                item.kriterium,
                Binding.AFTALT,
                AFTALE,
                "Individuel aftale",
                item.raekkefoelge,
                item.fra,
                item.til,
                True,
            )
    return tuple(sorted(found.values(), key=lambda k: (not k.bruges, k.raekkefoelge, k.kriterium.pk)))


def _boligtyper(keys: Collection[int] | None, dag: dt.date) -> dict[int, tuple[str, ...]]:
    """The types of dwelling that each afdeling has by its latest count; a count after the day where there is none before."""
    rows = Boligbestand.objects.filter(_among(keys)).order_by("opgjort", "pk")
    latest: dict[tuple[int, str], int] = {}
    first: dict[tuple[int, str], int] = {}
    for afdeling, boligtype, antal, opgjort in rows.values_list(
        "afdeling_id", "boligtype", "antal", "opgjort"
    ):
        first.setdefault((afdeling, boligtype), antal)
        if opgjort <= dag:
            latest[afdeling, boligtype] = antal
    found: dict[int, set[str]] = defaultdict(set)
    for (afdeling, boligtype), antal in {**first, **latest}.items():
        if antal:
            found[afdeling].add(boligtype)
    return {key: tuple(b for b in BOLIGTYPER if b in types) for key, types in found.items()}


def _omraader(keys: Collection[int] | None, dag: dt.date) -> dict[int, list[Omraadestilling]]:
    """The areas that each afdeling lies in on the day, with the classes of the latest list until then. Three queries."""
    lies = (
        Omraadeafdeling.objects.filter(_among(keys), Q(fra__isnull=True) | Q(fra__lte=dag))
        .filter(Q(til__isnull=True) | Q(til__gte=dag))
        .order_by("omraade__navn", "pk")
        .values_list("afdeling_id", "omraade_id")
    )
    pairs = list(lies)
    if not pairs:
        return {}
    areas = Omraade.objects.in_bulk({omraade for _, omraade in pairs})
    stande: dict[int, tuple[dt.date, tuple[str, ...]]] = {}
    rows = Omraadestand.objects.filter(omraade__in=areas, liste__lte=dag)
    for omraade, liste, published, computed in rows.order_by("liste").values_list(
        "omraade_id", "liste", "offentliggjort", "klasser"
    ):
        stande[omraade] = (liste, tuple(computed if published is None else published))
    result: dict[int, list[Omraadestilling]] = defaultdict(list)
    for afdeling, omraade in pairs:
        stand = stande.get(omraade)
        result[afdeling].append(
            Omraadestilling(areas[omraade], stand[0] if stand else None, stand[1] if stand else ())
        )
    return result

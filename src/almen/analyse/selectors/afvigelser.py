"""Deviations from the routes: every occurrence in the cases that a user may see, and how many there are of each kind.

Five queries however many cases there are. Whether a decided step still applies is told by the facts that the case's latest
decision was recorded with: asking the domain for each case's facts of today would cost queries for each of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import TruncDate

from almen.analyse.afvigelsesarter import UBRUGT, Afgjort, Afvigelse, Afvigelsesart, arts_of
from almen.analyse.models import Art, Ophold
from almen.organisationer.models import Bruger
from almen.sager.adgang import scope_of_sag
from almen.sager.models import AF_SIG_SELV, Beslutning, Frist, Fristart, Sagsoverblik
from almen.sagsgang.definition import Sagsgang
from almen.sagsgang.register import REGISTER
from almen.sagsgang.tilstand import ANNULLERET, gaelder
from almen.sagsgang.udfald import Udfald
from almen.ui import formater

CHUNK = 2000
NOTHING = Q(pk__in=())
OF_ITSELF = (Udfald.SENDT_TILBAGE, Udfald.UDSAT, Udfald.STANDSET, Udfald.FORKASTET)
ROW = ("sag_id", "sag__nummer", "sag__titel", "sag__boligorganisation__navn", "sag__overblik__version")
_LOOKUPS = {
    "sagstype": "sagstype",
    "version": "version",
    "boligtype": "boligtyper__contains",
    "organisation": "boligorganisation__lbf_nummer",
    "aar_fra": "aabnet_dato__year__gte",
    "aar_til": "aabnet_dato__year__lte",
}


def cases_scope(bruger: Bruger, valg: Mapping[str, Any], prefix: str = "") -> Q:
    """Which cases are asked about, as a condition on a model whose `prefix` leads to the row of the case list.

    Keys of `valg`: sagstype, version, boligtype, organisation (LBF number), aar_fra and aar_til (the year the case was opened).
    A case that was opened in error has no part in it.
    """
    scope = ~Q(**{f"{prefix}afslutning": ANNULLERET}) & scope_of_sag(bruger, prefix or "")
    for key, lookup in _LOOKUPS.items():
        if value := valg.get(key):
            scope &= Q(**{f"{prefix}{lookup}": value})
    return scope


def count_cases(bruger: Bruger, valg: Mapping[str, Any]) -> int:
    """How many cases are asked about. One query."""
    return Sagsoverblik.objects.filter(cases_scope(bruger, valg)).count()


def find_afvigelser(
    bruger: Bruger, valg: Mapping[str, Any], routes: Mapping[str, Sagsgang], *, sent: int, today: dt.date
) -> list[Afvigelse]:
    """Every occurrence in the cases asked about, the latest first. `sent`: days after which a record is late; four queries."""
    scope = cases_scope(bruger, valg, "sag__overblik__")
    found = [
        *_of_decisions(scope, routes, sent),
        *_of_facts(scope, routes),
        *_of_deadlines(scope, routes, today),
    ]
    return sorted(found, key=lambda item: (item.dato, item.nummer, item.art), reverse=True)


def _of_decisions(scope: Q, routes: Mapping[str, Sagsgang], sent: int) -> Iterator[Afvigelse]:
    """Kinds that a decision shows by itself. One query: only decisions that may be one of them are read."""
    early = Ophold.objects.filter(
        sag=OuterRef("sag"), trin=OuterRef("trin"), beslutning_nummer=OuterRef("nummer"), foer_tur=True
    )
    gap = ExpressionWrapper(TruncDate("registreret") - F("dato"), output_field=DurationField())
    # What was decided before the case was entered could not be recorded in time: it tells nothing of those who record.
    late = Q(gik__gt=dt.timedelta(days=sent), dato__gte=TruncDate("sag__oprettet"))
    rows = (
        Beslutning.objects.filter(scope, _known(routes))
        .annotate(foer_tur=Exists(early), gik=gap)
        .annotate(sent=ExpressionWrapper(late, output_field=BooleanField()))
        .filter(
            Q(udfald__in=OF_ITSELF)
            | ~Q(dispensationer=[])
            | Q(foer_tur=True)
            | Q(sent=True)
            | (_steps(routes, lambda trin: trin.valgfrit) & ~Q(udfald__in=UBRUGT))
            | _not_in_route(routes)
        )
        .order_by()
        .values(
            *ROW,
            "trin",
            "trin_navn",
            "udfald",
            "dato",
            "begrundelse",
            "kilde",
            "dispensationer",
            "foer_tur",
            "sent",
            "gik",
            "registreret",
        )
    )
    for row in rows.iterator(chunk_size=CHUNK):
        item = Afgjort(
            row["trin"],
            row["udfald"],
            row["dispensationer"],
            row["kilde"] == AF_SIG_SELV,
            row["foer_tur"],
            row["sent"],
        )
        for art in arts_of(item, routes[row["sag__overblik__version"]]):
            yield _afvigelse(art, row, routes, row["dato"], _reason(art, row))


def _reason(art: Afvigelsesart, row: Mapping[str, Any]) -> str:
    """What is written of why: the dispensation's own reason, the day of recording, or the decision's reason."""
    if art is Afvigelsesart.DISPENSATION:
        return "; ".join(
            f"{_name_of_check(item['kontrol'])}: {item['begrundelse']}" for item in row["dispensationer"]
        )
    if art is Afvigelsesart.SENT:
        return f"Registreret {formater.dato_kort(row['registreret'])}, {row['gik'].days} dage efter"
    return str(row["begrundelse"])


def _name_of_check(key: str) -> str:
    found = REGISTER.kontroller.get(key)
    return found.navn if found else key


def _of_facts(scope: Q, routes: Mapping[str, Sagsgang]) -> Iterator[Afvigelse]:
    """Steps that are done and no longer apply, by the facts of the case's latest decision. Two queries."""
    conditional = _steps(routes, lambda trin: bool(trin.naar))
    if conditional == NOTHING:
        return
    later = Ophold.objects.filter(sag=OuterRef("sag"), trin=OuterRef("trin"), runde__gt=OuterRef("runde"))
    stays = Ophold.objects.filter(scope, conditional, ~Exists(later), art=Art.UDFOERT).order_by()
    newer = Beslutning.objects.filter(sag=OuterRef("sag"), nummer__gt=OuterRef("nummer"))
    latest = Beslutning.objects.filter(~Exists(newer), sag__in=stays.values("sag")).order_by()
    facts = dict(latest.values_list("sag_id", "fakta"))
    for row in stays.values(*ROW, "trin", "slut").iterator(chunk_size=CHUNK):
        route = routes[row["sag__overblik__version"]]
        if not gaelder(route.efter_id[row["trin"]], facts.get(row["sag_id"], {})):
            reason = route.betingelser[row["trin"]]
            yield _afvigelse(Afvigelsesart.GAELDER_IKKE, row, routes, row["slut"], reason)


def _of_deadlines(scope: Q, routes: Mapping[str, Sagsgang], today: dt.date) -> Iterator[Afvigelse]:
    """Deadlines of steps that were met too late, or have passed in a case that still runs. One query."""
    met_late = Q(opfyldt__gt=F("dato"))
    passed = Q(opfyldt__isnull=True, dato__lt=today, sag__overblik__afslutning="")
    rows = (
        Frist.objects.filter(scope, _known(routes), met_late | passed)
        .exclude(art=Fristart.MANUEL)
        .order_by()
        .values(*ROW, "trin", "titel", "dato", "opfyldt")
    )
    for row in rows.iterator(chunk_size=CHUNK):
        until = row["opfyldt"] or today
        late = formater.antal((until - row["dato"]).days, "dag", "dage")
        said = (
            f"opfyldt {formater.dato_kort(until)}, {late} for sent"
            if row["opfyldt"]
            else f"åben, {late} over"
        )
        reason = f"{row['titel']}: {said}"
        yield _afvigelse(Afvigelsesart.FRIST, row, routes, row["dato"], reason)


def _afvigelse(
    art: Afvigelsesart,
    row: Mapping[str, Any],
    routes: Mapping[str, Sagsgang],
    dato: dt.date,
    begrundelse: str,
) -> Afvigelse:
    version = row["sag__overblik__version"]
    step = routes[version].efter_id.get(row["trin"])
    return Afvigelse(
        art=art,
        sag=row["sag_id"],
        nummer=row["sag__nummer"],
        titel=row["sag__titel"],
        organisation=row["sag__boligorganisation__navn"] or "",
        version=version,
        trin=row["trin"],
        trin_navn=step.navn if step else row.get("trin_navn", row["trin"]),
        dato=dato,
        begrundelse=begrundelse,
    )


def _known(routes: Mapping[str, Sagsgang]) -> Q:
    return Q(sag__overblik__version__in=list(routes))


def _steps(routes: Mapping[str, Sagsgang], wanted: Any) -> Q:
    """The steps of each version that are `wanted`, as a condition on a model that names a step of a case."""
    condition = NOTHING
    for version, route in routes.items():
        if chosen := [trin.id for trin in route.trin if wanted(trin)]:
            condition |= Q(sag__overblik__version=version, trin__in=chosen)
    return condition


def _not_in_route(routes: Mapping[str, Sagsgang]) -> Q:
    condition = NOTHING
    for version, route in routes.items():
        condition |= Q(sag__overblik__version=version) & ~Q(trin__in=list(route.efter_id))
    return condition


@dataclass(frozen=True)
class Afvigelsessum:
    """How often something happened, in how many cases, and their share of all cases asked about in percent (None: there are none)."""

    noegle: str
    navn: str
    forklaring: str
    gange: int
    sager: int
    andel: Decimal | None


def sums_by_art(rows: Sequence[Afvigelse], cases: int) -> list[Afvigelsessum]:
    """Every kind in its order, those that did not happen too. A case counts once for each kind."""
    return [
        _sum(art.value, art.navn, art.forklaring, [row for row in rows if row.art is art], cases)
        for art in Afvigelsesart
    ]


def sums_by_trin(rows: Iterable[Afvigelse], order: Sequence[str], cases: int) -> list[Afvigelsessum]:
    """The steps at which something happened, in the route's order; steps that are not in it last."""
    by_step: dict[str, list[Afvigelse]] = {}
    for row in rows:
        by_step.setdefault(row.trin, []).append(row)
    place = {key: number for number, key in enumerate(order)}
    return [
        _sum(key, by_step[key][0].trin_navn, "", by_step[key], cases)
        for key in sorted(by_step, key=lambda key: (place.get(key, len(place)), key))
    ]


def _sum(key: str, name: str, words: str, rows: Sequence[Afvigelse], cases: int) -> Afvigelsessum:
    of = len({row.sag for row in rows})
    share = (Decimal(100 * of) / cases).quantize(Decimal("0.1")) if cases else None
    return Afvigelsessum(key, name, words, len(rows), of, share)

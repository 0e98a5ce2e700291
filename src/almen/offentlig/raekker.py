"""A collection's rows as pages, search and downloads read them, whether a queryset or a list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from almen.ui.kolonner import Kolonne, shown
from almen.ui.offentligt import Offentligsamling

MAX_WORDS = 8
Rows = QuerySet[Any] | Sequence[Any]


def felter_of(samling: Offentligsamling) -> list[Kolonne]:
    """The collection's fields, and last whether a row is demo data: on pages of a demo, in every download."""
    demo = Kolonne(
        "demo",
        "Demodata",
        lambda row: "DEMO" if samling.demo(row) else None,
        "chip",
        tone=lambda row: "demo",
        skjult=not settings.ALMEN_DEMO,
        beskrivelse="DEMO: rækken hører til en prøve af systemet; tom i drift",
    )
    return [*samling.felter, demo]


def search(samling: Offentligsamling, rows: Rows, tekst: str) -> Rows:
    """The rows where every word of `tekst` occurs."""
    words = tekst.split()[:MAX_WORDS]
    if isinstance(rows, QuerySet):
        each = (
            reduce(or_, (Q(**{f"{felt}__icontains": ord_}) for felt in samling.soegefelter)) for ord_ in words
        )
        return rows.filter(reduce(and_, each, Q())) if samling.soegefelter else rows.none()
    lowered = [word.lower() for word in words]
    return [row for row in rows if all(word in _text(samling, row) for word in lowered)]


def _text(samling: Offentligsamling, row: Any) -> str:
    return " ".join(str(felt.value(row) or "") for felt in samling.felter).lower()


def sort_list(rows: Sequence[Any], kolonne: Kolonne, *, reverse: bool) -> list[Any]:
    """A list sorted by a column; rows without a value last, equal ones in the order that they had."""
    known = [row for row in rows if kolonne.value(row) is not None]
    unknown = [row for row in rows if kolonne.value(row) is None]
    return [*sorted(known, key=kolonne.value, reverse=reverse), *unknown]


def capped_count(rows: Rows, cap: int) -> int:
    """The number of rows, counted to `cap` + 1 at most."""
    if isinstance(rows, QuerySet):
        return rows.order_by().values("pk")[: cap + 1].count()
    return min(len(rows), cap + 1)


def as_data(samling: Offentligsamling, row: Any, request: HttpRequest) -> dict[str, Any]:
    """A row as JSON holds it: a value for each field, and its address."""
    values = {felt.id: felt.value(row) for felt in felter_of(samling)}
    return {**values, "url": request.build_absolute_uri(samling.url(row))}


def as_lines(samling: Offentligsamling, row: Any) -> list[tuple[str, str]]:
    """A row as its page shows it: heading and content of each field."""
    return [(felt.overskrift, felt.html(row)) for felt in shown(samling.felter)]

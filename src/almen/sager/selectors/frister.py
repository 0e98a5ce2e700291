"""Who is late: overdue deadlines by who should have acted."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from almen.organisationer.selectors import aktoer_navn
from almen.sager.models import Frist


@dataclass(frozen=True)
class Overskredet:
    """How many open deadlines of one actor have passed, and the oldest of them."""

    aktoer: str
    navn: str
    antal: int
    aeldste: dt.date


def overskredne(frister: QuerySet[Frist], today: dt.date) -> list[Overskredet]:
    """Overdue deadlines by who should have acted, the most first. `frister` are those that the user may see."""
    found: dict[str, list[dt.date]] = defaultdict(list)
    for aktoer, dato in frister.filter(dato__lt=today).order_by().values_list("aktoer", "dato"):
        found[aktoer].append(dato)
    rows = [
        Overskredet(aktoer, aktoer_navn(aktoer, today) if aktoer else "Ikke angivet", len(days), min(days))
        for aktoer, days in found.items()
    ]
    return sorted(rows, key=lambda row: (-row.antal, row.navn))

"""How many of a year's dialogues stand where: for the front page and for papers. Two queries, however many years."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from almen.organisationer.models import Boligorganisation
from almen.sager.models import UDEN_RESULTAT, Fortrolighed, Frist
from almen.tilsyn.aarsramme import load_rammer
from almen.tilsyn.models import Dialogmateriale, Styringsdialog
from almen.tilsyn.stilling import Delfrist, Dialogstand, Stilling, Tilstand, count_tilstande, find_stilling


def count_years(
    aar: Sequence[int], today: dt.date, *, uden_fortrolige: bool = False
) -> dict[int, dict[Tilstand, int]]:
    """The organisations of each year by state; years that ask nothing of anybody have zeros.

    With `uden_fortrolige` an organisation whose dialogue is confidential is counted nowhere that year: for papers that everybody reads.
    """
    rammer = load_rammer(aar)
    found: dict[tuple[int, int], Dialogstand | None] = {}
    for row in _dialoger(aar, today):
        hidden = uden_fortrolige and row["sag__fortrolighed"] == Fortrolighed.FORTROLIG
        found[(row["boligorganisation_id"], row["aar"])] = None if hidden else _stand(row, today)
    states: dict[int, list[Stilling]] = defaultdict(list)
    for pk, fra, til in Boligorganisation.objects.values_list("pk", "aktiv_fra", "aktiv_til"):
        for year in aar:
            stand = found.get((pk, year))
            if stand is not None or (pk, year) not in found:
                states[year].append(find_stilling(fra, til, rammer[year], stand, today))
    return {year: count_tilstande(states[year]) for year in aar}


def _dialoger(aar: Sequence[int], today: dt.date) -> list[dict[str, Any]]:
    material = Dialogmateriale.objects.filter(
        dialog=OuterRef("pk"), modtaget__isnull=True, undladt=False, frist__lt=today
    )
    steps = Frist.objects.filter(sag=OuterRef("sag"), opfyldt__isnull=True, dato__lt=today)
    rows = Styringsdialog.objects.filter(aar__in=aar).annotate(for_sent=Exists(material) | Exists(steps))
    fields = (
        "boligorganisation_id",
        "aar",
        "frist",
        "for_sent",
        "sag__overblik__afslutning",
        "sag__fortrolighed",
    )
    return list(rows.values(*fields))


def _stand(row: dict[str, Any], today: dt.date) -> Dialogstand:
    ended = row["sag__overblik__afslutning"] or ""
    fallen = ended in UDEN_RESULTAT
    late = (Delfrist("", today - dt.timedelta(days=1)),) if row["for_sent"] else ()
    return Dialogstand(row["frist"], bool(ended) and not fallen, fallen, late)

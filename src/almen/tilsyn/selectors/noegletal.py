"""Key figures as they stand today: of one afdeling, of an organisation itself, and the history of one."""

from __future__ import annotations

from almen.organisationer.models import Afdeling, Boligorganisation
from almen.tilsyn.models import Tilsynstal


def tal_of(sted: Afdeling | Boligorganisation) -> dict[int, dict[str, Tilsynstal]]:
    """The figures that count, by financial year (the latest first) and key figure. One query.

    Of an organisation: its own, not those of its afdelinger.
    """
    rows = Tilsynstal.objects.gaeldende().order_by("-aar", "id")
    if isinstance(sted, Afdeling):
        rows = rows.filter(afdeling=sted)
    else:
        rows = rows.filter(boligorganisation=sted, afdeling=None)
    found: dict[int, dict[str, Tilsynstal]] = {}
    for row in rows:
        found.setdefault(row.aar, {})[row.indikator] = row
    return found


def history_of(tal: Tilsynstal) -> list[Tilsynstal]:
    """Every reading of the same figure, the newest first, with who registered it. One query."""
    rows = Tilsynstal.objects.filter(
        boligorganisation=tal.boligorganisation_id,
        afdeling=tal.afdeling_id,
        aar=tal.aar,
        indikator=tal.indikator,
    )
    return list(rows.select_related("registreret_af", "boligorganisation", "afdeling").order_by("-pk"))

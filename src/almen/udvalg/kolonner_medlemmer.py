"""The columns of a body's members, declared once for page and export."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from almen.udvalg.models import Organmedlem
from almen.ui.kolonner import Kolonne


def _state(row: Organmedlem) -> str:
    today = timezone.localdate()
    if row.fra > today:
        return "Kommende"
    return "Tidligere" if row.til is not None and row.til < today else "Medlem i dag"


def _edit_url(row: Organmedlem) -> str:
    return reverse("organer:ret_medlem", args=[row.organ, row.pk])


MEDLEMSKOLONNER = [
    Kolonne("navn", "Navn", "navn", sorter="navn"),
    Kolonne("parti", "Parti", "parti", sorter=("parti", "navn")),
    Kolonne("rolle", "Rolle", "get_rolle_display", sorter="rolle"),
    Kolonne("fra", "Fra", "fra", "dato", sorter="fra"),
    Kolonne("til", "Til", "til", "dato", sorter="til"),
    Kolonne(
        "tilstand",
        "Hvornår",
        _state,
        "chip",
        tone=lambda row: "ok" if _state(row) == "Medlem i dag" else "neutral",
    ),
    Kolonne("kilde", "Kilde", "kilde"),
    Kolonne("demo", "Demodata", "demo", "ja_nej", skjult=True),
]
RET = Kolonne("ret", "Ret", lambda row: f"Ret {row.navn}", url=_edit_url, eksport=False)

"""The columns of the lists of policies and strategies, declared once for page and export."""

from __future__ import annotations

from django.utils import timezone

from almen.planer.models import Politik, Strategi
from almen.ui.kolonner import Kolonne

TONER = {"sikker": "neutral", "sandsynlig": "warn", "usikker": "bad"}


def stand_of(politik: Politik) -> tuple[str, str]:
    """Where a policy stands today, and the tone: under way in its case, in force, to come, or past."""
    today = timezone.localdate()
    if politik.sag is not None and politik.sag.overblik.afslutning != "gennemfoert":
        return ("Ikke vedtaget", "warn") if politik.sag.overblik.afslutning else ("Under behandling", "open")
    if politik.til < today:
        return "Tidligere", "neutral"
    return ("Gældende", "ok") if politik.fra <= today else ("Kommende", "open")


SIKKERHED = Kolonne(
    "sikkerhed",
    "Sikkerhed",
    "get_sikkerhed_display",
    "chip",
    sorter="sikkerhed",
    tone=lambda row: TONER[row.sikkerhed],
)
DEMO = Kolonne("demo", "Demo", lambda row: "Demodata" if row.demo else "", "chip", tone=lambda row: "demo")

POLITIKKOLONNER = (
    Kolonne("navn", "Politik", "navn", url="get_absolute_url", sorter="navn"),
    Kolonne("stand", "Stand", lambda row: stand_of(row)[0], "chip", tone=lambda row: stand_of(row)[1]),
    Kolonne("fra", "Fra", "fra", "dato", sorter="fra"),
    Kolonne("til", "Til", "til", "dato", sorter="til"),
    Kolonne("maal", "Mål", "antal_maal", "heltal", sorter="antal_maal"),
    Kolonne("omraader", "Udpegede områder", "antal_omraader", "heltal", sorter="antal_omraader"),
    Kolonne("handleplaner", "Handleplaner", "antal_handleplaner", "heltal", sorter="antal_handleplaner"),
    SIKKERHED,
    DEMO,
    Kolonne("kilde", "Kilde", "kilde", skjult=True),
    Kolonne("kilde_adresse", "Kildens adresse", "kilde_adresse", skjult=True),
)


def _period(row: Strategi) -> str | None:
    if row.fra is None and row.til is None:
        return None
    return f"{row.fra.year if row.fra else ''}–{row.til.year if row.til else ''}"


STRATEGIKOLONNER = (
    Kolonne("navn", "Strategi", "navn", url="get_absolute_url", sorter="navn"),
    Kolonne("stand", "Hvor langt den er", "stand", sorter="stand"),
    Kolonne("periode", "Gælder", _period, sorter=("fra", "til")),
    Kolonne("planer", "Planer", "antal_planer", "heltal", sorter="antal_planer"),
    Kolonne("grundlag", "Grundlag", "antal_grundlag", "heltal", sorter="antal_grundlag"),
    SIKKERHED,
    DEMO,
    Kolonne("beskrivelse", "Hvad den handler om", "beskrivelse", skjult=True),
    Kolonne("kilde", "Kilde", "kilde", skjult=True),
    Kolonne("kilde_adresse", "Kildens adresse", "kilde_adresse", skjult=True),
)

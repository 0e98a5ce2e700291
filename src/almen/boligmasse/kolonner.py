"""The columns of the list of figures, declared once for page and export."""

from __future__ import annotations

from almen.boligmasse.models import Boligtal, Enhed
from almen.ui.kolonner import Kolonne

TONER = {"sikker": "neutral", "sandsynlig": "warn", "usikker": "bad"}


def _status(row: Boligtal) -> str:
    if row.tilbagekaldt:
        return "Tilbagekaldt"
    return "Demodata" if row.demo else "Gældende"


TALKOLONNER = (
    Kolonne("periode", "År", "periode", url="get_absolute_url", sorter=("aar", "fra_aar")),
    Kolonne("emne", "Emne", "get_emne_display", sorter="emne"),
    Kolonne("sted", "Område", "sted", sorter="bydel"),
    Kolonne("ejerform", "Ejerform", "ejerform_navn", url="get_absolute_url", sorter="ejerform"),
    Kolonne(
        "vaerdi", "Værdi", "tal", "decimal", sorter="vaerdi", beskrivelse="Med de decimaler, kilden trykker"
    ),
    Kolonne("enhed", "Enhed", lambda row: "pct." if row.enhed == Enhed.ANDEL else "boliger", sorter="enhed"),
    Kolonne("kilde", "Kilde", "kilde", url=lambda row: row.kilde_adresse or None, sorter="kilde"),
    Kolonne(
        "sikkerhed",
        "Sikkerhed",
        "get_sikkerhed_display",
        "chip",
        sorter="sikkerhed",
        tone=lambda row: TONER[row.sikkerhed],
    ),
    Kolonne("status", "Status", _status, "chip", tone=lambda row: "demo" if row.demo else "neutral"),
    Kolonne("laest", "Læst", "laest", "dato", sorter="laest"),
    Kolonne("kilde_adresse", "Kildens adresse", "kilde_adresse", skjult=True),
    Kolonne("note", "Note", "note", skjult=True),
    Kolonne("registreret", "Registreret", "registreret", "tidspunkt", skjult=True),
    Kolonne("begrundelse", "Hvorfor erstattet eller tilbagekaldt", "begrundelse", skjult=True),
)

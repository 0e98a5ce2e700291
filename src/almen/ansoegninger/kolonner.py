"""The columns of the list of submissions, declared once for page and export."""

from __future__ import annotations

from almen.ansoegninger.models import Indsendelse, Udfald
from almen.ui.kolonner import Kolonne

_TONE = {Udfald.MODTAGET: "ok", Udfald.RETURNERET: "warn", Udfald.TRUKKET: "neutral"}


def tilstand(row: Indsendelse) -> str:
    """What became of it, in words."""
    return row.afgjort.get_udfald_display() if row.afgjort else "Venter på behandling"


def tone(row: Indsendelse) -> str:
    """The colour that repeats the words."""
    return _TONE[Udfald(row.afgjort.udfald)] if row.afgjort else "open"


def _sag(row: Indsendelse) -> str | None:
    sag = row.sag or (row.afgjort.sag if row.afgjort else None)
    return sag.nummer if sag else None


INDSENDELSESKOLONNER = [
    Kolonne("nummer", "Nummer", "nummer", url="get_absolute_url", sorter="id"),
    Kolonne("titel", "Titel", "titel", url="get_absolute_url", sorter="titel"),
    Kolonne("art", "Art", "get_art_display", sorter="art"),
    Kolonne("organisation", "Boligorganisation", "boligorganisation.navn", sorter="boligorganisation__navn"),
    Kolonne("sag", "Sag", _sag),
    Kolonne("tilstand", "Tilstand", tilstand, "chip", tone=tone),
    Kolonne("indsendt", "Indsendt", "indsendt", "tidspunkt", sorter="indsendt"),
    Kolonne("kanal", "Sendt gennem", "get_kanal_display", skjult=True),
    Kolonne("indsendt_af", "Indsendt af", lambda row: str(row.indsendt_af), skjult=True),
    Kolonne("sha256", "Kontrolsum", "sha256", skjult=True),
]

"""The case list's columns, declared once for list, spreadsheet and CSV."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from almen.organisationer.models import Boligtype
from almen.organisationer.selectors import aktoer_navn
from almen.sager.models import Sagsoverblik
from almen.sager.visning import afslutning_navn, fase_navn, sagstype_navn
from almen.ui.kolonner import Kolonne


def sag_url(row: Sagsoverblik) -> str:
    """The case's page."""
    return reverse("sager:sag", args=[row.nummer])


def _fase(row: Sagsoverblik) -> str:
    return afslutning_navn(row.afslutning) or fase_navn(row.sagstype, row.fase)


def _tone(row: Sagsoverblik) -> str:
    return {"gennemfoert": "ok", "forkastet": "neutral", "annulleret": "neutral"}.get(row.afslutning, "open")


def _aktoer(row: Sagsoverblik) -> str | None:
    return aktoer_navn(row.naeste_aktoer, dt.date.today()) if row.naeste_aktoer else None


def _boligtyper(row: Sagsoverblik) -> str:
    return ", ".join(Boligtype(item).label for item in row.boligtyper.split())


SAG_KOLONNER = [
    Kolonne("nummer", "Sag", "nummer", url=sag_url, sorter="nummer"),
    Kolonne("titel", "Titel", "titel", url=sag_url, sorter="titel"),
    Kolonne("sagstype", "Type", lambda row: sagstype_navn(row.sagstype), skjult=True),
    Kolonne("organisation", "Boligorganisation", lambda row: str(row.boligorganisation or "") or None),
    Kolonne("fase", "Fase", _fase, "chip", tone=_tone),
    Kolonne("naeste", "Næste skridt", lambda row: row.naeste_trin_navn or None),
    Kolonne("venter", "Venter på", _aktoer),
    Kolonne("frist", "Frist", "naeste_frist", "dato", sorter="naeste_frist"),
    Kolonne("boliger", "Boliger", "boliger", "heltal", sorter="boliger"),
    Kolonne("beloeb", "Anskaffelsessum", "beloeb", "kroner", sorter="beloeb", beskrivelse="Seneste skema"),
    Kolonne("aabnet", "Åbnet", "aabnet_dato", "dato", sorter="aabnet_dato"),
    Kolonne("boligtyper", "Boligtyper", _boligtyper, skjult=True),
    Kolonne("ansvarlig", "Ansvarlig", lambda row: str(row.ansvarlig or "") or None, skjult=True),
    Kolonne("fortrolighed", "Fortrolighed", lambda row: row.get_fortrolighed_display(), skjult=True),
    Kolonne("version", "Sagsgang", "version", skjult=True),
    Kolonne("demo", "Demodata", "demo", "ja_nej", skjult=True),
]

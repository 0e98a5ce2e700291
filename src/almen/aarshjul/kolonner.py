"""Columns of the wheel and of its tasks, declared once for page, spreadsheet and CSV."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from almen.aarshjul.selectors import STARTET, TONER, Hjulrad, Tilstand
from almen.organisationer.selectors import aktoer_navn
from almen.ui.kolonner import Kolonne


def _count(tilstand: Tilstand) -> Any:
    return lambda row: row.antal[tilstand]


HJULKOLONNER: list[Kolonne] = [
    Kolonne("navn", "Opgave", "navn"),
    Kolonne("aar", "År", lambda row: str(row.aar)),
    Kolonne("frist", "Frist", "frist", "dato"),
    Kolonne("aabnes", "Startes", "aabnes", "dato", beskrivelse="Dagen, sagerne bør være åbnet"),
    Kolonne("tilstand", "Tilstand", lambda row: row.samlet.label, beskrivelse="Følger af sagerne og fristen"),
    Kolonne("i_alt", "I alt", "i_alt", "heltal"),
    *(Kolonne(item.value, item.label, _count(item), "heltal") for item in Tilstand),
    Kolonne("gentagelse", "Gentagelse", "gentagelse"),
    Kolonne("aktoer", "Hvem", lambda row: aktoer_navn(row.aktoer, row.frist)),
    Kolonne("formaal", "Formål", "formaal"),
    Kolonne("hjemmel", "Hjemmel", "hjemmel"),
    Kolonne("sikkerhed", "Sikkerhed", "sikkerhed", beskrivelse="Hvor sikre kilderne er på fristen"),
    Kolonne("kilde", "Kilde", "kilde"),
    Kolonne("note", "Bemærkning", "note"),
]


def cells(row: Hjulrad) -> list[tuple[Tilstand, int, str, bool]]:
    """The row's counts for the page: state, number, tone, whether there are cases; only those that are not zero."""
    return [(item, row.antal[item], TONER[item], item in STARTET) for item in Tilstand if row.antal[item]]


def _sag_url(row: Any) -> str:
    return str(row.sag.get_absolute_url())


OPGAVEKOLONNER = [
    Kolonne("sag", "Sag", "sag.nummer", url=_sag_url, sorter="sag_id"),
    Kolonne("titel", "Opgave", "sag.titel", url=_sag_url, sorter="sag__titel"),
    Kolonne("navn", "Punkt i årshjulet", "navn", skjult=True),
    Kolonne("aar", "År", lambda row: str(row.aar), sorter="aar"),
    Kolonne(
        "organisation",
        "Boligorganisation",
        lambda row: str(row.boligorganisation or "") or None,
        sorter="boligorganisation__navn",
    ),
    Kolonne("frist", "Frist", "frist", "dato", sorter="frist"),
    Kolonne(
        "tilstand",
        "Tilstand",
        lambda row: Tilstand(row.tilstand).label,
        "chip",
        tone=lambda row: TONER[Tilstand(row.tilstand)],
        sorter="tilstand",
    ),
    Kolonne("naeste", "Næste skridt", lambda row: row.sag.overblik.naeste_trin_navn or None),
    Kolonne("afsluttet", "Udført", "afsluttet", "dato"),
    Kolonne("aktoer", "Hvem", lambda row: aktoer_navn(row.aktoer, timezone.localdate())),
    Kolonne("ansvarlig", "Ansvarlig", lambda row: str(row.sag.ansvarlig or "") or None),
    Kolonne("hjemmel", "Hjemmel", "hjemmel", skjult=True),
    Kolonne("sikkerhed", "Sikkerhed", "sikkerhed", skjult=True),
    Kolonne("demo", "Demodata", "sag.demo", "ja_nej", skjult=True),
]

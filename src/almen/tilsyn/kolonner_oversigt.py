"""Columns of the overview and of the list of dialogues, declared once for page, spreadsheet and CSV."""

from __future__ import annotations

from typing import Any

from almen.tilsyn.oversigtslinks import find_url
from almen.tilsyn.selectors.oversigt import Celle
from almen.tilsyn.stilling import Tilstand
from almen.ui.kolonner import Kolonne


def _material(row: Celle) -> str | None:
    return ", ".join(row.mangler) or None


OVERSIGTSKOLONNER: list[Kolonne] = [
    Kolonne("organisation", "Boligorganisation", "navn"),
    Kolonne("lbf_nummer", "LBF-nr.", "lbf_nummer"),
    Kolonne("administrator", "Administrator", "administrator"),
    Kolonne("aar", "År", lambda row: str(row.aar)),
    Kolonne(
        "tilstand",
        "Tilstand",
        lambda row: row.stilling.navn,
        beskrivelse="Følger af sagen, fristen og dagen; den tastes ikke",
    ),
    Kolonne("frist", "Frist", lambda row: row.stilling.frist, "dato"),
    Kolonne(
        "forsinket", "Forsinket", "forsinket", beskrivelse="Trin og materiale, hvis frist er overskredet"
    ),
    Kolonne("mangler", "Materiale, der ikke er kommet", _material),
    Kolonne("trin", "Næste skridt", "trin"),
    Kolonne("sag", "Sag", "sag"),
]


def _dialog_url(row: Any) -> str:
    return find_url("tilsyn:dialog", "sager:sag", args=(row.sag.nummer,))


DIALOGKOLONNER: list[Kolonne] = [
    Kolonne(
        "organisation",
        "Boligorganisation",
        lambda row: str(row.boligorganisation),
        url=_dialog_url,
        sorter="boligorganisation__navn",
    ),
    Kolonne("aar", "År", lambda row: str(row.aar), sorter="aar"),
    Kolonne(
        "naeste", "Næste skridt", "sag.overblik.naeste_trin_navn", sorter="sag__overblik__naeste_trin_navn"
    ),
    Kolonne(
        "stand",
        "Stand",
        lambda row: stand_of(row)[0],
        "chip",
        tone=lambda row: stand_of(row)[1],
        sorter="sag__overblik__afslutning",
    ),
    Kolonne("moede", "Møde", "moede_dato", "dato", sorter="moede_dato"),
    Kolonne("frist", "Afsluttes senest", "frist", "dato", sorter="frist"),
    Kolonne(
        "ansvarlig",
        "Ansvarlig",
        lambda row: str(row.sag.ansvarlig or "") or None,
        sorter="sag__ansvarlig__navn",
    ),
    Kolonne("sag", "Sag", "sag.nummer", url=lambda row: row.sag.get_absolute_url(), sorter="sag_id"),
]


def stand_of(row: Any) -> tuple[str, str]:
    """How far a dialogue's case has come, in words, and the chip's tone."""
    ended = row.sag.overblik.afslutning
    if not ended:
        return "I gang", "open"
    return ("Annulleret", "neutral") if ended == "annulleret" else ("Afsluttet", "ok")


# The states that can be chosen, those that call for somebody first.
VALGBARE = tuple(item for item in Tilstand if item != Tilstand.IKKE_AKTUEL)

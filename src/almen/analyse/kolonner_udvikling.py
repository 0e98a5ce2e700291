"""Columns of the years, and of the cases behind a figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from almen.analyse.selectors.forloeb import Forloeb
from almen.ui.kolonner import Kolonne

AARSKOLONNER = [
    Kolonne("aar", "År", "navn", sorter="aar", beskrivelse="Hvornår det målte begyndte"),
    Kolonne("antal", "Begyndt", "antal", "heltal", url="url", sorter="antal"),
    Kolonne("afsluttede", "Afsluttet", "afsluttede", "heltal", sorter="afsluttede"),
    Kolonne("andel", "Afsluttet", "andel_afsluttet", "pct", sorter="andel"),
    Kolonne(
        "median", "Median, dage", "median", "heltal", sorter="median",
        beskrivelse="Kaplan-Meier: de uafsluttede tæller med som uafsluttede",
    ),
    Kolonne("spaend", "Medianens interval", "spaend", beskrivelse="95 procents sikkerhed"),
    Kolonne("q1", "Nedre kvartil", "q1", "heltal", sorter="q1"),
    Kolonne("q3", "Øvre kvartil", "q3", "heltal", sorter="q3"),
    Kolonne("grund", "Bemærkning", "grund"),
]  # fmt: skip


def forloebskolonner(read: Callable[[Any], Forloeb]) -> list[Kolonne]:
    """Columns of what lies behind a figure; `read` gives a row's days."""
    return [
        Kolonne(
            "sag", "Sag", lambda row: read(row).sag.nummer, url=lambda row: read(row).sag.get_absolute_url()
        ),
        Kolonne("titel", "Titel", lambda row: read(row).sag.titel),
        Kolonne("begyndt", "Begyndt", lambda row: read(row).begyndt, "dato", sorter="begyndt"),
        Kolonne("sidste", "Afsluttet eller set sidst", lambda row: read(row).sidste, "dato"),
        Kolonne("dage", "Dage", lambda row: read(row).dage, "heltal"),
        Kolonne(
            "stand",
            "Stand",
            lambda row: read(row).stand,
            "chip",
            tone=lambda row: "ok" if read(row).afgjort else "open",
            beskrivelse="Det, der ikke er afsluttet, tæller som uafsluttet til den dag, det sidst er set",
        ),
    ]

"""Columns of lead times, of single stays, and of lost time."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from almen.analyse.models import Art, Ophold
from almen.organisationer.selectors import aktoer_kort, aktoer_navn
from almen.sager.visning import fase_navn
from almen.ui.kolonner import Kolonne

TONER = {
    Art.UDFOERT: "ok",
    Art.SENDT_TILBAGE: "warn",
    Art.FORKASTET: "neutral",
    Art.AFBRUDT: "neutral",
    Art.AABEN: "open",
    Art.STANDSET: "bad",
}


def _sag_url(row: Ophold) -> str:
    return reverse("sager:sag", args=[row.sag.nummer])


def _days(row: Ophold) -> int:
    """The stay's days; of one that runs, up to today."""
    return row.dage if row.dage is not None else max(0, (timezone.localdate() - row.klar).days)


def _day(row: Ophold) -> dt.date:
    """The day under whose names its actor goes."""
    return row.slut or timezone.localdate()


def ophold_kolonner(trin: dict[str, str]) -> list[Kolonne]:
    """The columns of stays; `trin` are the steps' names."""

    def step(key: str) -> str:
        return trin.get(key, key)

    def opened_by(row: Ophold) -> str:
        if not row.udloest_af:
            return "Sagen blev åbnet"
        return f"{step(row.udloest_af)}{' (sendt tilbage)' if row.tilbage else ''}"

    return [
        Kolonne(
            "sag",
            "Sag",
            lambda row: f"{row.sag.nummer} · {row.sag.titel}",
            url=_sag_url,
            sorter="sag__nummer",
            eksport=False,
        ),
        Kolonne("nummer", "Sag", "sag.nummer", skjult=True),
        Kolonne("titel", "Titel", "sag.titel", skjult=True),
        Kolonne("trin", "Trin", lambda row: step(row.trin), sorter="trin"),
        Kolonne(
            "runde",
            "Runde",
            "runde",
            "heltal",
            sorter="runde",
            beskrivelse="2, når sagen er sendt tilbage én gang",
        ),
        Kolonne("fase", "Fase", lambda row: fase_navn(row.sagstype, row.fase), skjult=True),
        Kolonne(
            "aktoer", "Aktør", lambda row: aktoer_kort(row.aktoer, _day(row)), sorter="aktoer", eksport=False
        ),
        Kolonne("aktoer_navn", "Aktør", lambda row: aktoer_navn(row.aktoer, _day(row)), skjult=True),
        Kolonne(
            "klar", "Klar", "klar", "dato", sorter="klar", beskrivelse="Dagen, hvor trinnet kunne tages op"
        ),
        Kolonne("slut", "Afgjort", "slut", "dato", sorter="slut"),
        Kolonne(
            "dage", "Dage", _days, "heltal", sorter="dage", beskrivelse="Til i dag, når trinnet venter endnu"
        ),
        Kolonne(
            "art",
            "Endte som",
            lambda row: row.get_art_display(),
            "chip",
            tone=lambda row: TONER[row.art],
            sorter="art",
        ),
        Kolonne(
            "udsat",
            "Udsat",
            lambda row: row.udsat or None,
            "heltal",
            sorter="udsat",
            beskrivelse="Hvor mange gange",
        ),
        Kolonne("udsat_fra", "Udsat første gang", "udsat_fra", "dato", skjult=True),
        Kolonne("igen_klar", "Klar igen", "igen_klar", "dato", skjult=True),
        Kolonne("udloest_af", "Udløst af", opened_by),
        Kolonne("version", "Sagsgang", "version", skjult=True),
        Kolonne("foer_tur", "Afgjort før sin tur", "foer_tur", "ja_nej", skjult=True),
    ]


def ledetid_kolonner(gruppe: str, *, maal: int | None, frist: bool) -> list[Kolonne]:
    """The columns of lead times divided by `gruppe`; with a target, and with deadlines of the route, where there are any."""
    shown = [
        Kolonne("gruppe", gruppe, "navn", url="url", sorter="navn"),
        Kolonne("antal", "Antal", "tid.antal", "heltal", sorter="antal"),
        Kolonne("afsluttede", "Afsl.", "tid.afsluttede", "heltal", sorter="afsluttede", beskrivelse="Afsluttede"),
        Kolonne("uafsluttede", "Uafsl.", "tid.uafsluttede", "heltal", sorter="uafsluttede", beskrivelse="Uafsluttede: tæller med som tider, der ikke var udløbet, da de sidst blev set"),
        Kolonne("median", "Median (dage)", "median", "heltal", sorter="median", beskrivelse="Så mange dage går der, før halvdelen er afsluttet"),
        Kolonne("interval", "Interval", "interval", beskrivelse="Medianens: rummer den sande median med 95 procents sikkerhed"),
        Kolonne("kvartiler", "Kvartiler", "kvartiler", eksport=False, beskrivelse="Så mange dage går der, før en fjerdedel og tre fjerdedele er afsluttet"),
        Kolonne("q1", "1. kvartil", "q1", "heltal", skjult=True),
        Kolonne("q3", "3. kvartil", "q3", "heltal", skjult=True),
        Kolonne("over", f"Over {maal} dage", "over", "pct", sorter="over", beskrivelse="Andel, der varer længere end målet"),
        Kolonne("ventetid", "Ventetid", "ventetid", "pct", sorter="ventetid", beskrivelse="Andel af opholdenes dage, hvor sagen med sikkerhed ventede; se Tabt tid"),
        Kolonne("frist", "Sagsgangens frist", "frist"),
        Kolonne("bemaerkning", "Bemærkning", "bemaerkning"),
    ]  # fmt: skip
    left_out = {"over"} if maal is None else set()
    return [item for item in shown if item.id not in left_out | (set() if frist else {"frist"})]


TABT_KOLONNER = [
    Kolonne("aarsag", "Dagene gik med", "navn", sorter="navn"),
    Kolonne("trin", "Trin", "trin", url="url", sorter="trin"),
    Kolonne("sager", "Sager", "sager", "heltal", sorter="sager"),
    Kolonne("ophold", "Ophold", "ophold", "heltal", sorter="ophold", beskrivelse="Ophold, der havde dage af denne slags"),
    Kolonne("dage", "Dage i alt", "dage", "heltal", sorter="dage", beskrivelse="For det, der venter endnu, til i dag"),
    Kolonne("median", "Median (dage)", "median", "heltal", sorter="median", beskrivelse="For et ophold, der havde dage af denne slags"),
    Kolonne("slags", "Slags", "slags"),
    Kolonne("bemaerkning", "Bemærkning", "bemaerkning"),
]  # fmt: skip

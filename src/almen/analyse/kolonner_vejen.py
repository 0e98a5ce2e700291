"""The columns of the whole way and of its durations, declared once for page and export."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse

from almen.analyse.selectors.varighed import Varighed
from almen.analyse.straekninger import Vejkort
from almen.analyse.vej import STANDNAVNE, Stand, Vej
from almen.organisationer.models import Boligtype
from almen.ui.kolonner import Kolonne

TONER = {Stand.AFSLUTTET: "ok", Stand.UAFSLUTTET: "open", Stand.OMVENDT: "warn"}


def _types(vej: Vej) -> str:
    return ", ".join(Boligtype(item).label for item in vej.boligtyper if item in Boligtype.values)


def way_columns(kort: Vejkort, straekning: str | None, laengder: bool) -> list[Kolonne]:
    """The columns of the list: days of the calendar, or how many each stretch took (`laengder`); the chosen stretch first.

    The export holds both.
    """
    shown = [] if straekning is None else _length(kort, straekning, skjult=False)
    days = [_day(kort, punkt.id, skjult=laengder) for punkt in kort.punkter]
    lengths = [
        kolonne
        for item in kort.straekninger
        if item.id != straekning
        for kolonne in _length(kort, item.id, skjult=not laengder)
    ]
    return [
        Kolonne("sag", "Sag", "nummer", url=lambda vej: reverse("analyse:vejen_sag", args=[vej.nummer]), sorter="nummer"),
        Kolonne("titel", "Titel", "titel", sorter="titel"),
        Kolonne("organisation", "Boligorganisation", "organisation", sorter="organisation"),
        *shown,
        Kolonne("boligtyper", "Boligtyper", _types, skjult=True),
        *days,
        *lengths,
        Kolonne("faerdig", "Færdig ifølge", lambda vej: _finished_by(vej), skjult=True),
        Kolonne("version", "Sagsgang", "version", skjult=True),
        Kolonne("aabnet", "Åbnet", "aabnet", "dato", skjult=True),
        Kolonne("lbf_nummer", "LBF-nummer", "lbf_nummer", skjult=True),
        Kolonne("data", "Data", lambda vej: "Demodata" if vej.demo else "", "chip", tone=lambda vej: "demo"),
    ]  # fmt: skip


def _finished_by(vej: Vej) -> str:
    if "ibrugtaget" not in vej.dage:
        return ""
    return "Skæringsdagen" if "ibrugtaget" in vej.erstattet else "Byggesagen"


def _day(kort: Vejkort, punkt: str, skjult: bool) -> Kolonne:
    item = kort.punkt[punkt]
    return Kolonne(
        f"dag_{punkt}",
        item.navn,
        lambda vej: vej.dage.get(punkt),
        "dato",
        sorter=f"dag_{punkt}",
        skjult=skjult,
        beskrivelse=item.note or f"{item.led_navn}: dagen, tom hvor den ikke er oplyst",
    )


def _length(kort: Vejkort, straekning: str, skjult: bool) -> list[Kolonne]:
    navn = kort.straekning[straekning].navn
    return [
        Kolonne(
            f"dage_{straekning}",
            f"{navn}, dage",
            lambda vej: vej.laengder[straekning].dage,
            "heltal",
            sorter=f"dage_{straekning}",
            skjult=skjult,
            beskrivelse="Kalenderdage; for en strækning i gang dagene til nu, eller til sagen blev afvist",
        ),
        Kolonne(
            f"stand_{straekning}",
            "Stand",
            lambda vej: STANDNAVNE[vej.laengder[straekning].stand],
            "chip",
            sorter=f"stand_{straekning}",
            skjult=skjult,
            tone=lambda vej: TONER.get(vej.laengder[straekning].stand, "neutral"),
        ),
    ]


def duration_columns(filtre: QueryDict, egen: str) -> list[Kolonne]:
    """The columns of the table of stretches. `filtre`: the page's own choices, which every way to the cases carries along; `egen`: the
    page's address.
    """

    def cases(navn: str, titel: str, stand: str, beskrivelse: str = "") -> Kolonne:
        def address(row: Varighed) -> str | None:
            return list_address(filtre, {**row.filtre, "stand": stand}) if getattr(row, navn) else None

        return Kolonne(navn, titel, navn, "heltal", url=address, sorter=navn, beskrivelse=beskrivelse)

    def number(navn: str, titel: str, beskrivelse: str) -> Kolonne:
        return Kolonne(navn, titel, navn, "heltal", sorter=navn, beskrivelse=beskrivelse)

    return [
        Kolonne("navn", "Strækning", "navn", url=lambda row: f"{egen}?{_query(filtre, row.filtre)}#kurve", sorter="navn"),
        cases("antal", "Sager", "maalt", "Sager, der kan måles: afsluttede og i gang"),
        cases("afsluttede", "Afsluttede", "afsluttet"),
        cases("uafsluttede", "I gang", "uafsluttet"),
        cases("mangler", "Mangler dag", "mangler", "Sager, hvor første eller sidste dag ikke er oplyst; de er ikke med i tallene"),
        cases("omvendt", "Slut før begyndelsen", "omvendt", "Sager, hvor dagene ikke passer sammen; de er ikke med i tallene"),
        number("q1", "Nedre kvartil", "Dage, efter hvilke en fjerdedel er afsluttet"),
        number("median", "Median, dage", "Dage, efter hvilke halvdelen er afsluttet"),
        Kolonne("interval", "Interval", "interval", beskrivelse="Medianens interval med 95 procents sikkerhed, dage"),
        number("q3", "Øvre kvartil", "Dage, efter hvilke tre fjerdedele er afsluttet"),
        Kolonne("bemaerkning", "Bemærkning", "bemaerkning", "chip", tone=lambda row: "neutral"),
    ]  # fmt: skip


def list_address(filtre: QueryDict, more: dict[str, Any]) -> str:
    """The address of the cases behind a figure."""
    return f"{reverse('analyse:vejen')}?{_query(filtre, more)}"


def _query(filtre: QueryDict, more: Any) -> str:
    kept = filtre.copy()
    for name, value in more.items():
        kept[name] = value
    return kept.urlencode()

"""The columns of the whole way and of its durations, declared once for page and export."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse

from almen.analyse.selectors.varighed import Varighed
from almen.analyse.straekninger import Punkt, Straekning, Vejkort
from almen.analyse.vej import STANDNAVNE, Stand, Vej
from almen.organisationer.models import Boligtype
from almen.ui.kolonner import Kolonne

TONER = {Stand.AFSLUTTET: "ok", Stand.UAFSLUTTET: "open", Stand.OMVENDT: "warn"}


def _types(vej: Vej) -> str:
    return ", ".join(Boligtype(item).label for item in vej.boligtyper if item in Boligtype.values)


def way_columns(kort: Vejkort, straekning: str | None, laengder: bool) -> list[Kolonne]:
    """The columns of the list: the days of the main points, or how long the main stretches took (`laengder`); of a chosen stretch its own
    two days and how it stands. The export holds everything.
    """
    chosen = kort.straekning.get(straekning or "")
    ends = {chosen.fra, chosen.til} if chosen else set()
    days = [
        _day(item, skjult=item.id not in ends if chosen else laengder or not item.kort)
        for item in kort.punkter
    ]
    lengths = [
        kolonne
        for item in kort.straekninger
        for kolonne in _length(
            item, chosen is item, chosen is item or (not chosen and laengder and bool(item.kort))
        )
    ]
    return [
        Kolonne("sag", "Sag", "nummer", url=lambda vej: reverse("analyse:vejen_sag", args=[vej.nummer]), sorter="nummer"),
        Kolonne("titel", "Titel", "titel", sorter="titel"),
        Kolonne("organisation", "Boligorganisation", "organisation", sorter="organisation"),
        Kolonne("boligtyper", "Boligtyper", _types, skjult=True),
        *days,
        *lengths,
        Kolonne("faerdig", "Færdig ifølge", _finished_by, skjult=True),
        Kolonne("version", "Sagsgang", "version", skjult=True),
        Kolonne("aabnet", "Åbnet", "aabnet", "dato", skjult=True),
        Kolonne("lbf_nummer", "LBF-nummer", "lbf_nummer", skjult=True),
        Kolonne("data", "Data", lambda vej: "Demodata" if vej.demo else "", "chip", tone=lambda vej: "demo"),
    ]  # fmt: skip


def _finished_by(vej: Vej) -> str:
    if "ibrugtaget" not in vej.dage:
        return ""
    return "Skæringsdagen" if "ibrugtaget" in vej.erstattet else "Byggesagen"


def _day(punkt: Punkt, skjult: bool) -> Kolonne:
    return Kolonne(
        f"dag_{punkt.id}",
        punkt.navn if skjult else punkt.kort or punkt.navn,
        lambda vej: vej.dage.get(punkt.id),
        "dato",
        sorter=f"dag_{punkt.id}",
        skjult=skjult,
        beskrivelse=f"{punkt.navn} ({punkt.led_navn.lower()}); tom, hvor dagen ikke er oplyst. {punkt.note}".strip(),
    )


def _length(straekning: Straekning, valgt: bool, vist: bool) -> list[Kolonne]:
    """Two columns of a stretch: its days, and how it stands, which the page shows of the chosen one (`valgt`) only."""
    id_, navn = straekning.id, straekning.navn
    return [
        Kolonne(
            f"dage_{id_}",
            "Dage" if valgt else straekning.kort if vist else f"{navn}, dage",
            lambda vej: vej.laengder[id_].dage,
            "heltal",
            sorter=f"dage_{id_}",
            skjult=not vist,
            beskrivelse=f"{navn}: kalenderdage; er strækningen i gang, dagene til nu, eller til sagen blev afvist",
        ),
        Kolonne(
            f"stand_{id_}",
            "Stand" if valgt else f"{navn}, stand",
            lambda vej: STANDNAVNE[vej.laengder[id_].stand],
            "chip",
            sorter=f"stand_{id_}",
            skjult=not valgt,
            tone=lambda vej: TONER.get(vej.laengder[id_].stand, "neutral"),
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
        cases("antal", "Sager", "maalt", "Sager, der kan måles: afsluttede og ikke afsluttede"),
        cases("afsluttede", "Afsluttede", "afsluttet"),
        cases("uafsluttede", "Ikke afsluttet", "uafsluttet", "Sager i gang, og sager, der blev afvist undervejs"),
        cases("mangler", "Mangler dag", "mangler", "Sager, hvor første eller sidste dag ikke er oplyst; de er ikke med i tallene"),
        cases("omvendt", "Passer ikke", "omvendt", "Sager, hvor slutningen ligger før begyndelsen; de er ikke med i tallene"),
        number("q1", "Nedre kvartil", "Dage, efter hvilke en fjerdedel er afsluttet"),
        number("median", "Median, dage", "Dage, efter hvilke halvdelen er afsluttet"),
        Kolonne("interval", "Interval", "interval", eksport=False, beskrivelse="Medianens interval med 95 procents sikkerhed, dage"),
        Kolonne("median_fra", "Median, interval fra", "median_fra", "heltal", skjult=True),
        Kolonne("median_til", "Median, interval til", "median_til", "heltal", skjult=True),
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

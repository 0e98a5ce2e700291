"""The columns of the list of boligsociale helhedsplaner, declared once for page and export."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from almen.organisationer.selectors import aktoer_navn
from almen.planer.helhedsplansvar import JA, NEJ, samlet, trimmed
from almen.planer.models import Plan
from almen.planer.selectors.helhedsplan import money_svar
from almen.regler.medfinansiering import share_of
from almen.sager.visning import afslutning_navn, fase_navn
from almen.ui.formater import INGEN, dato_kort
from almen.ui.kolonner import Kolonne

NEARBY = "\xa0/\xa0"  # the three shares stay on one line
ORD = {JA: ("Holder", "ok"), NEJ: ("Holder ikke", "bad")}


def checked(row: Plan) -> tuple[str, str]:
    """What the row is answered of who pays, in a word with its tone; asks the database nothing."""
    if "_svar" not in row.__dict__:
        row.__dict__["_svar"] = ORD.get(samlet(money_svar(row)), ("Kan ikke afgøres", "warn"))
    found: tuple[str, str] = row.__dict__["_svar"]
    return found


def is_late(row: Plan) -> bool:
    """True if a deadline of the open case has passed."""
    overblik = row.sag.overblik
    return bool(
        overblik.naeste_frist and overblik.naeste_frist < timezone.localdate() and not overblik.afslutning
    )


def _andel(part: str) -> Kolonne:
    titler = {"lbf": "Fonden", "kommune": "Kommunen", "boligorganisation": "Boligorganisationen"}

    def value(row: Plan) -> Decimal | None:
        paid = next((item.beloeb for item in row.finansiering.all() if item.part == part), None)
        budget = row.helhedsplan.budget
        return share_of(paid, budget) if paid is not None and budget else None

    return Kolonne(part, titler[part], value, "pct", skjult=True, beskrivelse="Andel af budgettet")


def _andele(row: Plan) -> str | None:
    """The three shares beside each other, the fund's first."""
    paid = {item.part: item.beloeb for item in row.finansiering.all()}
    budget = row.helhedsplan.budget
    if not budget or not paid:
        return None
    return NEARBY.join(
        trimmed(share_of(paid[part], budget)) if part in paid else INGEN
        for part in ("lbf", "kommune", "boligorganisation")
    )


def _periode(row: Plan) -> str | None:
    """The years, which is how plans are spoken of; the days are in the spreadsheet."""
    if row.fra and row.til:
        return (
            f"{row.fra.year}\u2060–\u2060{row.til.year}"
            if row.fra.year != row.til.year
            else str(row.fra.year)
        )
    return None


def _fase(row: Plan) -> str:
    overblik = row.sag.overblik
    return afslutning_navn(overblik.afslutning) or fase_navn(overblik.sagstype, overblik.fase)


def _venter(row: Plan) -> str | None:
    aktoer = row.sag.overblik.naeste_aktoer
    return aktoer_navn(aktoer, timezone.localdate()) if aktoer else None


KOLONNER = [
    Kolonne("plan", "Plan", "navn", url="get_absolute_url", sorter="navn"),
    Kolonne("sag", "Sag", "sag.nummer", url="get_absolute_url", sorter="sag_id", skjult=True),
    Kolonne("omraader", "Områder", lambda row: ", ".join(item.navn for item in row.omraader.all()) or None),
    Kolonne(
        "organisation",
        "Boligorganisation",
        lambda row: str(row.sag.overblik.boligorganisation or "") or None,
        sorter="sag__overblik__boligorganisation__navn",
    ),
    Kolonne("periode", "Periode", _periode, sorter=("fra", "til"), eksport=False),
    Kolonne("fra", "Fra", "fra", "dato", skjult=True),
    Kolonne("til", "Til", "til", "dato", skjult=True),
    Kolonne("budget", "Budget", "helhedsplan.budget", "kroner", sorter="helhedsplan__budget"),
    Kolonne(
        "andele",
        "Andele (pct.)",
        _andele,
        eksport=False,
        beskrivelse="Fondens, kommunens og boligorganisationens andel af budgettet",
    ),
    _andel("lbf"),
    _andel("kommune"),
    _andel("boligorganisation"),
    Kolonne(
        "kontrol",
        "Finansiering",
        lambda row: checked(row)[0],
        "chip",
        tone=lambda row: checked(row)[1],
        beskrivelse="Fondens loft, kommunens og boligorganisationens mindste andele og summen, efter reglerne den dag, planen blev besluttet, ellers i dag",
    ),
    Kolonne("fase", "Fase", _fase, "chip", tone=lambda row: "ok" if row.sag.overblik.afslutning else "open"),
    Kolonne("naeste", "Næste skridt", lambda row: row.sag.overblik.naeste_trin_navn or None),
    Kolonne("venter", "Venter på", _venter, skjult=True),
    Kolonne(
        "naeste_frist",
        "Frist",
        lambda row: dato_kort(day) if (day := row.sag.overblik.naeste_frist) else None,
        "chip",
        sorter="sag__overblik__naeste_frist",
        tone=lambda row: "bad" if is_late(row) else "neutral",
        eksport=False,
        beskrivelse="Rød, når fristen er overskredet",
    ),
    Kolonne("frist", "Frist", "sag.overblik.naeste_frist", "dato", skjult=True),
    Kolonne("forsinket", "Frist overskredet", is_late, "ja_nej", skjult=True),
    Kolonne("demo", "Demodata", "sag.demo", "ja_nej", skjult=True),
]

"""Columns of the lists of udviklings- and forandringsplaner and of kvarterplaner."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from almen.planer.models import Evaluering, Evalueringsart, Plan, Planart
from almen.planer.selectors.evalueringer import next_evaluering
from almen.planer.selectors.familieandel import Andelsbillede, andelsbillede_of
from almen.regler.samling import Parametre
from almen.regler.udviklingsplan import Familieandel
from almen.sager.visning import afslutning_navn, fase_navn
from almen.ui.kolonner import Kolonne

_TENTH = Decimal("0.1")
_TONES = {True: "ok", False: "bad", None: "neutral"}


def _areas(plan: Plan) -> str:
    return ", ".join(item.navn for item in plan.omraader.all())


def _next_step(plan: Plan) -> str:
    overblik = plan.sag.overblik
    return afslutning_navn(overblik.afslutning) or overblik.naeste_trin_navn


def _phase(plan: Plan) -> str:
    overblik = plan.sag.overblik
    return afslutning_navn(overblik.afslutning) or fase_navn(overblik.sagstype, overblik.fase)


def _tenths(andel: Familieandel | None) -> Decimal | None:
    return None if andel is None else andel.pct.quantize(_TENTH)


def _due(plan: Plan) -> Evaluering | None:
    return next_evaluering(plan.evalueringer.all())


def _report(art: Evalueringsart) -> Any:
    def of(plan: Plan) -> Any:
        row = next((item for item in plan.evalueringer.all() if item.art == art), None)
        return None if row is None else row.afgivet or row.frist

    return of


_PLAN = Kolonne("navn", "Plan", "navn", url=lambda row: row.get_absolute_url(), sorter="navn")
_AREAS = Kolonne("omraader", "Områder", _areas)
_CASE = Kolonne(
    "sag",
    "Sagsnummer",
    "sag.nummer",
    url=lambda row: row.sag.get_absolute_url(),
    sorter="sag__nummer",
    skjult=True,
)
_NEXT = Kolonne("naeste", "Næste skridt", _next_step, sorter="sag__overblik__naeste_trin_navn", skjult=True)
_DEMO = Kolonne("demo", "Demo", lambda row: "DEMO" if row.sag.demo else None, "chip", tone=lambda row: "demo")
_PHASE = Kolonne("fase", "Hvor langt", _phase)


def udviklingskolonner(parametre: Parametre, dag: dt.date) -> tuple[Kolonne, ...]:
    """The columns of udviklings- and forandringsplaner, with shares by these parameters on this day."""

    def billede(plan: Plan) -> Andelsbillede:
        known: Andelsbillede | None = getattr(plan, "_andelsbillede", None)
        if known is None:
            known = andelsbillede_of(plan, dag, parametre)
            plan._andelsbillede = known  # type: ignore[attr-defined]
        return known

    def reaches(plan: Plan) -> str | None:
        # Nothing where nothing is counted and the law does not ask (M27).
        if billede(plan).start is None and plan.art == Planart.FORANDRINGSPLAN:
            return None
        naar = billede(plan).naar
        return "Kan ikke afgøres" if naar is None else "Ja" if naar else "Nej"

    return (
        _PLAN,
        _AREAS,
        _CASE,
        Kolonne("art", "Art", "get_art_display", sorter="art"),
        Kolonne("fra", "Fra", "fra", "dato", sorter="fra", skjult=True),
        Kolonne("til", "Til", "til", "dato", sorter="til", skjult=True),
        Kolonne(
            "andel",
            "Andel nu",
            lambda row: _tenths(billede(row).nu),
            "pct",
            beskrivelse="Almene familieboliger af alle boliger, talt som almenboligloven § 168 a siger. Tom, hvor der ikke er en opgørelse.",
        ),
        Kolonne(
            "krav",
            "Højst",
            lambda row: getattr(billede(row).maal or billede(row).nu, "graense_pct", None),
            "pct",
            beskrivelse="Lovens andel, eller den andel ministeren har givet dispensation til. Kravet gælder kun omdannelsesområder.",
        ),
        Kolonne(
            "maal",
            "På måldagen",
            lambda row: _tenths(billede(row).maal),
            "pct",
            beskrivelse="Andelen, når de virkemidler, der kan regnes med, er gennemført.",
        ),
        Kolonne("naar", "Når kravet", reaches, "chip", tone=lambda row: _TONES[billede(row).naar]),
        Kolonne(
            "for_mange",
            "For mange",
            lambda row: getattr(billede(row).maal, "for_mange", None),
            "heltal",
            skjult=True,
            beskrivelse="Almene familieboliger over kravet på måldagen",
        ),
        Kolonne("status", "Næste status", lambda row: getattr(_due(row), "frist", None), "dato"),
        _PHASE,
        _NEXT,
        _DEMO,
    )


KVARTERKOLONNER: tuple[Kolonne, ...] = (
    _PLAN,
    _AREAS,
    _CASE,
    Kolonne("fra", "Fra", "fra", "dato", sorter="fra"),
    Kolonne("til", "Til", "til", "dato", sorter="til"),
    Kolonne("ramme", "Ramme", "kvarterplan.ramme", "kroner", sorter="kvarterplan__ramme"),
    Kolonne(
        "projekter",
        "Projekterne",
        "projektsum",
        "kroner",
        sorter="projektsum",
        beskrivelse="Projekternes beløb tilsammen",
    ),
    Kolonne("antal", "Antal projekter", "projektantal", "heltal", sorter="projektantal", skjult=True),
    Kolonne(
        "midtvejs",
        "Midtvejs",
        _report(Evalueringsart.MIDTVEJS),
        "dato",
        beskrivelse="Dagen for midtvejsevalueringen, eller fristen for den",
    ),
    Kolonne(
        "slut",
        "Slutevaluering",
        _report(Evalueringsart.SLUT),
        "dato",
        beskrivelse="Dagen for slutevalueringen, eller fristen for den",
    ),
    _PHASE,
    _NEXT,
    _DEMO,
)

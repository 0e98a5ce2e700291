"""What indstillinger say of a boligsocial helhedsplan: budget, shares and whether they hold, themes, efforts, special efforts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from almen.papirer import Afsnit, Kilde, Raekke, Tabel, Tekst
from almen.planer.helhedsplanbudget import FAELLES_NAVN
from almen.planer.indstilling import plan_to_be_decided
from almen.planer.models import Finansieringspart
from almen.planer.selectors.helhedsplan import Helhedsplandata, Indsatsstand, helhedsplan_of
from almen.regler.boligsociale_temaer import theme_name
from almen.regler.dansk import format_kroner, format_procent
from almen.regler.medfinansiering import share_of
from almen.sager.breve import check_sources, to_fill
from almen.sager.indstilling import Indstillingsindhold, sag_kilde
from almen.sager.models import Sag
from almen.sagsgang.definition import Trin

NAVNE = {part.value: part.label for part in Finansieringspart}


def helhedsplan_to_be_decided(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """The plan's content and budget; what is not settled is left to fill in."""
    data = helhedsplan_of(sag)
    kilde = (sag_kilde(sag),)
    shared = plan_to_be_decided(sag, trin, dato)
    return replace(
        shared,
        ekstra=(),
        punkter={
            "boligsocialt_budget": (_budget_point(data, kilde),),
            "boligsocialt_indhold": (
                Tekst(f"at indholdet af {data.plan.navn} fastlægges, som det er beskrevet nedenfor", kilde),
            ),
            "saerindsatser": tuple(_effort_points(data, trin, kilde)),
        },
        oekonomi=Afsnit("", tuple(_money(sag, data, dato, kilde)), tabeller=tuple(_tables(data, kilde))),
    )


def _budget_point(data: Helhedsplandata, kilde: tuple[Kilde, ...]) -> Tekst:
    budget, paid = data.egne.budget, data.dele.get("kommune")
    amount = format_kroner(budget) if budget is not None else to_fill("planens budget")
    share = format_kroner(paid) if paid is not None else to_fill("kommunens andel")
    return Tekst(f"at budgettet for {data.plan.navn} er {amount}, hvoraf kommunen betaler {share}", kilde)


def _effort_points(data: Helhedsplandata, trin: Trin, kilde: tuple[Kilde, ...]) -> Iterator[Tekst]:
    """Where the committee proposes them: each that is not dropped; where it approves the plan: those agreed."""
    proposes = "boligsocialt_budget" not in trin.genstand
    chosen = [row for row in data.saerindsatser if (row.enig or (proposes and row.aaben))]
    for row in chosen:
        words = "foreslås for Landsbyggefonden og boligorganisationen" if proposes else "indgår i planen"
        yield Tekst(f"at den særlige kommunale indsats “{row.saerindsats.navn}” {words}", kilde)
    if proposes and not chosen:
        yield Tekst(f"at {to_fill('hvilke særlige kommunale indsatser udvalget foreslår')}", kilde)


def _money(sag: Sag, data: Helhedsplandata, dato: dt.date, kilde: tuple[Kilde, ...]) -> Iterator[Tekst]:
    if data.egne.budget is None:
        yield Tekst(to_fill("planens økonomi for kommunen"), kilde)
        return
    for svar in data.svar_paa_penge(dato):
        yield Tekst(f"{svar.titel}: {svar.forklaring}", (*check_sources(sag, svar), *kilde))


def _tables(data: Helhedsplandata, kilde: tuple[Kilde, ...]) -> Iterator[Tabel]:
    budget = data.egne.budget
    paid = [(part, value) for part, value in data.dele.items() if value is not None]
    if paid:
        rows = [
            Raekke((NAVNE[part], format_kroner(value), _share(value, budget)), kilde) for part, value in paid
        ]
        total = sum(value for _, value in paid)
        rows.append(Raekke(("I alt", format_kroner(total), _share(total, budget)), kilde, er_sum=True))
        yield Tabel("Hvem betaler", ("Part", "Beløb", "Andel af budgettet"), tuple(rows))
    if data.oekonomi.budget:
        years = data.oekonomi.aar
        names = tuple(str(year) if year is not None else "Uden år" for year in years)
        lines = []
        for tema in data.oekonomi.temaer:
            cells = [data.oekonomi.budget.get((tema, year), 0) for year in years]
            title = theme_name(tema) if tema else FAELLES_NAVN
            lines.append(Raekke((title, *map(format_kroner, cells), format_kroner(sum(cells))), kilde))
        sums = [
            sum(data.oekonomi.budget.get((tema, year), 0) for tema in data.oekonomi.temaer) for year in years
        ]
        lines.append(
            Raekke(("I alt", *map(format_kroner, sums), format_kroner(sum(sums))), kilde, er_sum=True)
        )
        yield Tabel("Budget efter tema og år", ("Tema", *names, "I alt"), tuple(lines))
    if data.saerindsatser:
        yield Tabel(
            "Særlige kommunale indsatser",
            ("Indsats", "Stand", "Landsbyggefonden", "Boligorganisationen", "Beløb"),
            tuple(Raekke(_effort(row), kilde) for row in data.saerindsatser),
            tal=False,
        )


def _effort(row: Indsatsstand) -> tuple[str, ...]:
    amount = row.saerindsats.budget
    return (
        row.saerindsats.navn,
        row.ord[0],
        row.stand_of(Finansieringspart.LBF),
        row.stand_of(Finansieringspart.BOLIGORGANISATION),
        format_kroner(amount) if amount is not None else "ikke fastsat",
    )


def _share(value: int, budget: int | None) -> str:
    return format_procent(share_of(value, budget)) if budget else "–"

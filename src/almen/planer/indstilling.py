"""What indstillinger say of a plan: its purpose, areas and efforts, and its money, each with its record as the source."""

from __future__ import annotations

import datetime as dt

from almen.papirer import Afsnit, Kilde, Raekke, Tabel, Tekst, split_lines
from almen.planer.models import Finansieringsdel, Indsats, Plan
from almen.planer.selectors import Planoekonomi, indsatser_of, kort_navn, oekonomi_of, plan_of
from almen.regler.dansk import format_dato, format_kroner
from almen.sager.breve import to_fill
from almen.sager.indstilling import Indstillingsindhold, sag_kilde
from almen.sager.models import Sag
from almen.sagsgang.definition import Trin
from almen.sagsgang.udfald import Handling

DECIDES = frozenset(
    {Handling.GODKENDER, Handling.ANBEFALER, Handling.AFGIVER_ERKLAERING, Handling.INDSTILLER}
)


def plan_to_be_decided(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """The plan as it stands; what it will lead to is for the case officer to say."""
    plan = plan_of(sag)
    kilde = (sag_kilde(sag),)
    money = oekonomi_of(plan)
    point = f"at {plan.navn}{_period(plan)} gennemføres, som den er beskrevet nedenfor"
    return Indstillingsindhold(
        ekstra=(Tekst(point, kilde),) if trin.handling in DECIDES else (),
        problemstilling=Afsnit("", (*split_lines(plan.formaal, kilde), *_background(plan, kilde))),
        loesning=_efforts(plan, kilde),
        oekonomi=_money(money, kilde),
    )


def _period(plan: Plan) -> str:
    if plan.fra and plan.til:
        return f" for perioden {format_dato(plan.fra)} til {format_dato(plan.til)}"
    return ""


def _background(plan: Plan, kilde: tuple[Kilde, ...]) -> list[Tekst]:
    areas = list(plan.omraader.values_list("navn", flat=True))
    found = [Tekst(f"Planen omfatter: {', '.join(areas)}.", kilde)] if areas else []
    if plan.politik is not None:
        source = Kilde(str(plan.politik), plan.politik.kilde, plan.politik.get_absolute_url())
        found.append(Tekst(f"Planen følger {plan.politik}.", (source,)))
    if plan.erstatter is not None:
        found.append(Tekst(f"Planen afløser {plan.erstatter}.", kilde))
    return found


def _efforts(plan: Plan, kilde: tuple[Kilde, ...]) -> Afsnit:
    rows = [row for row in indsatser_of(plan) if row.udgaaet is None]
    if not rows:
        return Afsnit("", (Tekst(to_fill("planens indsatser"), kilde),))
    table = Tabel(
        "Planens indsatser",
        ("Indsats", "Mål", "Ansvarlig", "Beløb"),
        tuple(Raekke(_effort(row), (effort_source(row),)) for row in rows),
        tal=False,
    )
    number = "1 indsats" if len(rows) == 1 else f"{len(rows)} indsatser"
    return Afsnit("", (Tekst(f"Planen har {number}.", kilde),), tabeller=(table,))


def _effort(row: Indsats) -> tuple[str, ...]:
    goal = f"Mål {row.maal.nummer}" if row.maal else "–"
    amount = format_kroner(row.budget) if row.budget is not None else "ikke fastsat"
    return (row.navn, goal, kort_navn(row.ansvarlig) or row.ansvarlig_tekst, amount)


def effort_source(row: Indsats) -> Kilde:
    """An effort's record as a source."""
    return Kilde(f"Sag {row.plan.sag.nummer}: indsatsen “{row.navn}”", "", row.get_absolute_url())


def _money(money: Planoekonomi, kilde: tuple[Kilde, ...]) -> Afsnit:
    if money.i_alt is None:
        return Afsnit("", (Tekst(to_fill("planens økonomi for kommunen")),))
    told = [Tekst(f"Planen koster {format_kroner(money.i_alt)}", kilde)]
    told += [Tekst(words, kilde) for words in money.forskelle]
    if money.uden_beloeb:
        number = "1 indsats" if money.uden_beloeb == 1 else f"{money.uden_beloeb} indsatser"
        told.append(Tekst(f"For {number} er beløbet ikke fastsat.", kilde))
    return Afsnit("", tuple(told), tabeller=financing_table(money.finansiering, kilde))


def financing_table(dele: tuple[Finansieringsdel, ...], kilde: tuple[Kilde, ...]) -> tuple[Tabel, ...]:
    """Who pays what, added up; nothing where nothing is known."""
    if not dele:
        return ()
    rows = [Raekke((item.get_part_display(), format_kroner(item.beloeb)), kilde) for item in dele]
    total = sum(item.beloeb for item in dele)
    rows.append(Raekke(("I alt", format_kroner(total)), kilde, er_sum=True))
    return (Tabel("Finansiering", ("Hvem betaler", "Beløb"), tuple(rows)),)

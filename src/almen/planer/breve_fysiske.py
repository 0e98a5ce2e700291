"""The yearly status of an udviklingsplan to the state: how the share stands, what has been done, and what is planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from almen.papirer import Afsnit, Kilde, Papir, Raekke, Tabel, Tekst, split_lines
from almen.planer.indstilling_fysiske import means_table, share_now, share_table, share_then
from almen.planer.models import Plan
from almen.planer.selectors.evalueringer import evalueringer_of, next_evaluering
from almen.planer.selectors.familieandel import Andelsbillede, andelsbillede_of
from almen.planer.selectors.plan import plan_of
from almen.regler.dansk import format_dato, format_procent
from almen.sager.breve import compose_letter, decided_text, decision_source, to_fill
from almen.sager.indstilling import sag_kilde
from almen.sager.models import Beslutning, Sag
from almen.sagsgang.register import Papirtype


def planstatus(sag: Sag, beslutninger: Sequence[Beslutning], dato: dt.date) -> Papir:
    """The status as of `dato`. The state's own form is sent beside it; this says what goes into it, each figure with its source."""
    plan = plan_of(sag)
    kilde = (sag_kilde(sag),)
    billede = andelsbillede_of(plan, dato)
    due = next_evaluering(evalueringer_of(plan))
    henvisninger = [("Hjemmel", "almenboligloven § 168 a")]
    if due is not None:
        henvisninger.append(("Frist", format_dato(due.frist)))
    return compose_letter(
        sag,
        art="planstatus",
        titel=f"Årlig status for {plan.navn}",
        dato=dato,
        modtager=("Staten", to_fill("styrelsens navn og adresse")),
        henvisninger=henvisninger,
        afsnit=[
            Afsnit("Planen", tuple(_plan(plan, beslutninger, kilde))),
            Afsnit(
                "Andelen af almene familieboliger",
                (*share_now(billede, kilde), *share_then(billede), *_dispensation(billede, kilde)),
                tabeller=share_table(billede),
            ),
            Afsnit("Virkemidler", tabeller=means_table(plan, kilde)),
            _projects(plan, kilde),
            Afsnit("Det forløbne år", tuple(_latest_report(plan, kilde))),
        ],
    )


PLANSTATUS = Papirtype(
    "planstatus", "Årlig status til staten", planstatus, virkninger=frozenset({"saet_statusfrister"})
)


def _plan(plan: Plan, beslutninger: Sequence[Beslutning], kilde: tuple[Kilde, ...]) -> Iterator[Tekst]:
    areas = ", ".join(plan.omraader.values_list("navn", flat=True))
    yield Tekst(f"Planen gælder {areas or to_fill('området')}.", kilde)
    for item in beslutninger:
        yield Tekst(f"{decided_text(item)} godkendt planen.", (decision_source(item),))


def _dispensation(billede: Andelsbillede, kilde: tuple[Kilde, ...]) -> Iterator[Tekst]:
    item = billede.dispensation
    if item is not None and item.afgjort is not None and item.maal_pct is not None:
        yield Tekst(
            f"Kravet er højst {format_procent(item.maal_pct)} efter dispensation af {format_dato(item.afgjort)} "
            f"({item.get_grundlag_display()}).",
            kilde,
        )


def _projects(plan: Plan, kilde: tuple[Kilde, ...]) -> Afsnit:
    rows = tuple(
        Raekke((item.navn, item.sag.nummer if item.sag else "ingen sag"), kilde)
        for item in plan.indsatser.filter(udgaaet__isnull=True).select_related("sag").order_by("id")
        # A confidential case is not told of in a paper that leaves the house.
        if item.sag is None or item.sag.fortrolighed == "aaben"
    )
    tables = (Tabel("Projekter", ("Projekt", "Sag"), rows, tal=False),) if rows else ()
    return Afsnit("Projekter", tabeller=tables)


def _latest_report(plan: Plan, kilde: tuple[Kilde, ...]) -> Iterator[Tekst]:
    latest = plan.statusmeldinger.filter(indsats__isnull=True).first()
    if latest is None:
        yield Tekst(to_fill("hvad der er sket siden sidste status"))
        return
    yield Tekst(f"Status pr. {format_dato(latest.dato)}: {latest.get_lys_display().lower()}.", kilde)
    yield from split_lines(latest.tekst, kilde)

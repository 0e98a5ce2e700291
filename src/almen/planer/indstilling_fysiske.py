"""What indstillinger say of udviklings-, forandrings- and kvarterplaner beside what they say of every plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from almen.papirer import Afsnit, Kilde, Raekke, Tabel, Tekst, split_lines
from almen.planer.indstilling import plan_to_be_decided
from almen.planer.models import Evalueringsart, Plan
from almen.planer.selectors.artsoplysninger import forandringsplan_of, kvarterplan_of, udviklingsplan_of
from almen.planer.selectors.evalueringer import evalueringer_of
from almen.planer.selectors.familieandel import Andelsbillede, andelsbillede_of
from almen.planer.selectors.kvarterplan import kvarteroekonomi_of
from almen.planer.selectors.plan import plan_of
from almen.regler.dansk import format_dato, format_kroner, format_procent, format_tal
from almen.regler.udviklingsplan import Familieandel
from almen.sager.breve import parameter_source, to_fill
from almen.sager.indstilling import Indstillingsindhold, sag_kilde
from almen.sager.models import Sag
from almen.sagsgang.definition import Trin


def udviklingsplan(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """The statutory plan: the share now and on the target day, the means, and whether the parties agree."""
    plan, kilde = plan_of(sag), (sag_kilde(sag),)
    base = plan_to_be_decided(sag, trin, dato)
    billede = andelsbillede_of(plan, dato)
    agreed = (
        "Planen er lavet i enighed mellem boligorganisation og kommune (almenboligloven § 168 a)."
        if udviklingsplan_of(plan).enige
        else "Boligorganisation og kommune er ikke enige. Kommunen beder ministeren godkende sin egen plan (almenboligloven § 168 b)."
    )
    loesning = base.loesning
    return replace(
        base,
        punkter={
            "udviklingsplan": (Tekst(f"at {plan.navn} gennemføres, som den er beskrevet nedenfor", kilde),),
            "egen_udviklingsplan": (
                Tekst(f"at ministeren anmodes om at godkende {plan.navn} som kommunens egen plan", kilde),
            ),
        },
        ekstra=(),
        problemstilling=replace(
            base.problemstilling,
            tekst=(*base.problemstilling.tekst, *share_now(billede, kilde), Tekst(agreed, kilde)),
        ),
        loesning=replace(
            loesning,
            tekst=(*share_then(billede), *loesning.tekst),
            tabeller=(*means_table(plan, kilde), *share_table(billede), *loesning.tabeller),
        ),
    )


def forandringsplan(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """København's preventive plan: goals, and that each project comes back as its own case."""
    plan, kilde = plan_of(sag), (sag_kilde(sag),)
    base = plan_to_be_decided(sag, trin, dato)
    goals = forandringsplan_of(plan).maalliste
    told = (
        [Tekst("Planens mål:", kilde), *(Tekst(f"• {item}", kilde) for item in goals)]
        if goals
        else [Tekst(to_fill("planens mål"))]
    )
    own = Tekst(
        "Planen sætter retning. Hvert projekt bliver forelagt som sin egen sag, når det er klar til en beslutning.",
        kilde,
    )
    billede = andelsbillede_of(plan, dato)
    shares = (*share_now(billede, kilde), *share_then(billede)) if billede.start is not None else ()
    return replace(
        base,
        punkter={
            "forandringsplan": (Tekst(f"at {plan.navn} gennemføres, som den er beskrevet nedenfor", kilde),)
        },
        ekstra=(),
        problemstilling=replace(base.problemstilling, tekst=(*base.problemstilling.tekst, *shares)),
        loesning=replace(base.loesning, tekst=(*told, own, *base.loesning.tekst)),
    )


def kvarterplan(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """A kvarterplan: frame, parties, projects, evaluations, and who may move money within the frame."""
    plan, kilde = plan_of(sag), (sag_kilde(sag),)
    own, base = kvarterplan_of(plan), plan_to_be_decided(sag, trin, dato)
    frame = format_kroner(own.ramme) if own.ramme is not None else to_fill("rammen")
    return replace(
        base,
        punkter={
            "kvarterplan": (Tekst(f"at {plan.navn} gennemføres inden for en ramme på {frame}", kilde),),
            "omflytning": (
                Tekst(
                    "at udvalget bemyndiges til at flytte midler mellem projekterne inden for rammen", kilde
                ),
            ),
            "evaluering": (Tekst(f"at {plan.navn} er gennemført og evalueret", kilde),),
        },
        ekstra=(),
        problemstilling=replace(
            base.problemstilling, tekst=(*base.problemstilling.tekst, *_parties(plan, kilde))
        ),
        oekonomi=_frame(plan, dato, base.oekonomi, kilde),
        loesning=replace(base.loesning, tekst=(*base.loesning.tekst, *_evaluations(plan, kilde))),
    )


def share_now(billede: Andelsbillede, kilde: tuple[Kilde, ...]) -> Iterator[Tekst]:
    """The share as it is today, with the statute's way of counting; or why it cannot be told."""
    if billede.nu is None:
        yield Tekst(f"{to_fill('andelen af almene familieboliger')} {billede.fejl}")
        return
    sources = (*kilde, *map(parameter_source, billede.nu.kilder))
    for step in billede.nu.trin:
        yield Tekst(step.tekst, sources)
    for warning in billede.nu.advarsler:
        yield Tekst(warning, sources)


def share_then(billede: Andelsbillede) -> Iterator[Tekst]:
    """What the share becomes on the target day."""
    maal = billede.maal
    if maal is None:
        return
    sources = tuple(map(parameter_source, maal.kilder))
    verdict = "Planen når kravet" if maal.opfyldt else "Planen når ikke kravet"
    yield Tekst(
        f"{verdict}: andelen bliver {format_procent(maal.pct)} den {format_dato(maal.dag)}, og kravet er højst "
        f"{format_procent(maal.graense_pct)}.",
        sources,
    )
    if billede.udeladt:
        names = "; ".join(f"{item}: {grund}" for item, grund in billede.udeladt)
        yield Tekst(f"Ikke regnet med: {names}", sources)


def means_table(plan: Plan, kilde: tuple[Kilde, ...]) -> tuple[Tabel, ...]:
    """The means, planned and carried out; nothing where there are none."""
    rows = tuple(
        Raekke(
            (
                item.get_art_display(),
                str(item.aar),
                f"{format_tal(item.m2)} m²" if item.m2 else format_tal(item.antal),
                format_dato(item.gennemfoert) if item.gennemfoert else "planlagt",
            ),
            kilde,
        )
        for item in plan.virkemidler.all()
    )
    return (Tabel("Virkemidler", ("Virkemiddel", "År", "Antal", "Gennemført"), rows),) if rows else ()


def share_table(billede: Andelsbillede) -> tuple[Tabel, ...]:
    """The share year by year as the plan goes."""
    if billede.forloeb is None:
        return ()
    rows = tuple(_share_row(item) for item in (billede.forloeb.nu, *billede.forloeb.aar))
    columns = ("Dag", "Almene familieboliger", "Alle boliger", "Andel")
    return (Tabel("Andelen år for år", columns, rows),)


def _share_row(item: Familieandel) -> Raekke:
    total = format_tal(round(item.boliger))
    cells = (format_dato(item.dag), format_tal(item.taelling.familie), total, format_procent(item.pct))
    return Raekke(cells, tuple(map(parameter_source, item.kilder)))


def _parties(plan: Plan, kilde: tuple[Kilde, ...]) -> Iterator[Tekst]:
    own = kvarterplan_of(plan)
    for heading, text in (("Beboerne", own.beboere), ("Lokale aktører", own.lokale_aktoerer)):
        if text:
            yield from split_lines(f"{heading}: {text}", kilde)
        else:
            yield Tekst(to_fill(f"hvordan {heading.lower()} er med i planen"))


def _frame(plan: Plan, dato: dt.date, base: Afsnit, kilde: tuple[Kilde, ...]) -> Afsnit:
    money = kvarteroekonomi_of(plan, dato)
    if money.svar is None:
        return replace(base, tekst=(*base.tekst, Tekst(to_fill("planens ramme"))))
    sources = (*kilde, *map(parameter_source, money.svar.kilder))
    told = [Tekst(f"Rammen er {format_kroner(money.kvarterplan.ramme or 0)}", kilde)]
    told += [Tekst(item.tekst, sources) for item in money.svar.overtraedelser]
    told += [Tekst(item, sources) for item in money.svar.advarsler]
    years = sorted(
        (aar, sum(b for (_, a), b in money.oekonomi.budget.items() if a == aar))
        for aar in money.oekonomi.aar
        if aar is not None
    )
    tables = base.tabeller
    if years:
        rows = tuple(Raekke((str(aar), format_kroner(amount)), kilde) for aar, amount in years)
        tables = (*tables, Tabel("Budget pr. år", ("År", "Beløb"), rows))
    return Afsnit("", tuple(told), tabeller=tables)


def _evaluations(plan: Plan, kilde: tuple[Kilde, ...]) -> Iterator[Tekst]:
    for item in evalueringer_of(plan):
        if item.art != Evalueringsart.AARLIG:
            yield Tekst(f"{item.get_art_display()} senest {format_dato(item.frist)}.", kilde)

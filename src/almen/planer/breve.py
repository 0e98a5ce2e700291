"""The status report of a plan as a paper: per goal and forvaltning, lights, milestones, money, and what has changed since the last one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from almen.organisationer.selectors import aktoer_navn
from almen.papirer import Afsnit, Kilde, Papir, Raekke, Tabel, Tekst
from almen.planer.indstilling import effort_source, financing_table
from almen.planer.models import Indsats, Lys, Milepael, Plan, Statusmelding
from almen.planer.selectors import forvaltninger, is_late, kort_navn, oekonomi_of, plan_of
from almen.planer.visning import period_text
from almen.regler.dansk import format_dato, format_kroner
from almen.sager.breve import compose_letter
from almen.sager.indstilling import sag_kilde
from almen.sager.models import Beslutning, Dokumentversion, Sag
from almen.sager.selectors.papirer import PREFIKS
from almen.sagsgang.register import Papirtype
from almen.sagsgang.udfald import Handling

STATUSRAPPORT = "statusrapport"
UDVALG = "udvalget"
NOT_REPORTED = "Ikke meldt"


@dataclass(frozen=True)
class Stand:
    """A plan on a day: its running efforts with their reports until then (the latest first), its milestones, and since when it is told.

    `siden` None: no earlier status report has been written; then each effort is held against its own report before.
    """

    plan: Plan
    dato: dt.date
    siden: dt.date | None
    indsatser: tuple[Indsats, ...]
    meldinger: dict[int | None, list[Statusmelding]]
    milepaele: tuple[Milepael, ...]

    def lys(self, indsats: Indsats) -> str:
        """The latest light, empty where nobody has reported."""
        reports = self.meldinger.get(indsats.pk)
        return reports[0].lys if reports else ""

    def lys_foer(self, indsats: Indsats) -> str:
        """The light at the last status report, else in the report before the latest; empty where there was none."""
        reports = self.meldinger.get(indsats.pk, [])
        earlier = [item for item in reports if item.dato <= self.siden] if self.siden else reports[1:]
        return earlier[0].lys if earlier else ""


def stand_of(plan: Plan, dato: dt.date) -> Stand:
    """The plan as it stood on `dato`: four queries."""
    efforts = plan.indsatser.select_related("maal").order_by("maal__nummer", "id")
    running = [row for row in efforts if row.udgaaet is None or row.udgaaet > dato]
    order = {item.id: place for place, item in enumerate(forvaltninger())}
    running.sort(key=lambda row: order.get(row.ansvarlig, len(order)))
    reports: dict[int | None, list[Statusmelding]] = {}
    for report in plan.statusmeldinger.filter(dato__lte=dato).order_by("-dato", "-id"):
        reports.setdefault(report.indsats_id, []).append(report)
    milestones = list(plan.milepaele.select_related("indsats").order_by("frist", "id"))
    for row in running:
        row.plan = plan
    for milestone in milestones:
        milestone.plan = plan
    return Stand(plan, dato, _last_report(plan.sag, dato), tuple(running), reports, tuple(milestones))


def _last_report(sag: Sag, dato: dt.date) -> dt.date | None:
    """The day on which the latest status report before `dato` was written."""
    written = Dokumentversion.objects.filter(
        dokument__sag=sag, dokument__art=f"{PREFIKS}{STATUSRAPPORT}.docx", registreret__date__lt=dato
    )
    latest = written.order_by("-registreret").values_list("registreret__date", flat=True).first()
    return latest


def status_report(sag: Sag, beslutninger: Sequence[Beslutning], dato: dt.date) -> Papir:
    """The report to the committee as of `dato`."""
    plan = plan_of(sag)
    stand = stand_of(plan, dato)
    return compose_letter(
        sag,
        art=STATUSRAPPORT,
        titel=f"Status for {plan.navn}",
        dato=dato,
        modtager=(aktoer_navn(UDVALG, dato),),
        henvisninger=[("Plan", plan.navn), ("Periode", period_text(plan))],
        afsnit=[_summary(stand), *_goals(stand), _milestones(stand), _money(stand), _changes(stand)],
    )


def _summary(stand: Stand) -> Afsnit:
    kilde = (sag_kilde(stand.plan.sag),)
    told = [
        Tekst(f"Planen har {_number(len(stand.indsatser), 'indsats', 'indsatser')}: {_lights(stand)}.", kilde)
    ]
    if stand.milepaele:
        reached = sum(_reached(item, stand.dato) for item in stand.milepaele)
        late = sum(_late(item, stand.dato) for item in stand.milepaele)
        number = _number(len(stand.milepaele), "milepæl", "milepæle")
        told.append(Tekst(f"{reached} af {number} er nået; {late} er forsinket.", kilde))
    if whole := stand.meldinger.get(None):
        latest = whole[0]
        words = f"Samlet vurdering {format_dato(latest.dato)}: {Lys(latest.lys).label}. {latest.tekst}"
        told.append(Tekst(words, kilde))
    return Afsnit("Samlet status", tuple(told))


def _lights(stand: Stand) -> str:
    counted = Counter(stand.lys(row) for row in stand.indsatser)
    names = {**{key: label.lower() for key, label in Lys.choices}, "": "har ingen melding"}
    return (
        ", ".join(f"{counted[key]} {name}" for key, name in names.items() if counted[key]) or "ingen er meldt"
    )


def _goals(stand: Stand) -> Iterable[Afsnit]:
    goals = {row.maal.pk: row.maal for row in stand.indsatser if row.maal is not None}
    for goal in sorted(goals.values(), key=lambda item: item.nummer):
        yield from _goal(stand, str(goal), [row for row in stand.indsatser if row.maal_id == goal.pk])
    rest = [row for row in stand.indsatser if row.maal is None]
    if rest:
        yield from _goal(stand, "Indsatser uden et bestemt mål" if goals else "Indsatser", rest)


def _goal(stand: Stand, titel: str, rows: Sequence[Indsats]) -> Iterable[Afsnit]:
    table = Tabel(
        "Indsatserne",
        ("Indsats", "Forvaltning", "Status", "Milepæle nået", "Beløb"),
        tuple(Raekke(_cells(stand, row), (effort_source(row),)) for row in rows),
        tal=False,
    )
    yield Afsnit(titel, tabeller=(table,))
    texts = tuple(
        Tekst(f"{row.navn}: {reports[0].tekst}", (effort_source(row),))
        for row in rows
        if (reports := stand.meldinger.get(row.pk))
    )
    if texts:
        yield Afsnit("Hvordan det går", texts, niveau=2)


def _cells(stand: Stand, row: Indsats) -> tuple[str, ...]:
    own = [item for item in stand.milepaele if item.indsats_id == row.pk]
    reached = sum(_reached(item, stand.dato) for item in own)
    late = sum(_late(item, stand.dato) for item in own)
    reports = stand.meldinger.get(row.pk)
    return (
        row.navn,
        kort_navn(row.ansvarlig) or row.ansvarlig_tekst,
        f"{Lys(reports[0].lys).label} ({format_dato(reports[0].dato)})" if reports else NOT_REPORTED,
        (f"{reached} af {len(own)}" + (f", {late} forsinket" if late else "")) if own else "–",
        format_kroner(row.budget) if row.budget is not None else "ikke fastsat",
    )


def _milestones(stand: Stand) -> Afsnit:
    rows = tuple(
        Raekke(
            (item.titel, format_dato(item.frist), _milestone_state(item, stand.dato)),
            (_milestone_source(item),),
        )
        for item in stand.milepaele
    )
    table = Tabel("Milepæle", ("Milepæl", "Skal nås senest", "Stand"), rows, tal=False)
    return Afsnit("Milepæle", tabeller=(table,)) if rows else Afsnit("")


def _milestone_state(item: Milepael, dato: dt.date) -> str:
    if _reached(item, dato) and item.naaet is not None:
        return f"Nået {format_dato(item.naaet)}"
    return "Forsinket" if _late(item, dato) else "Ikke nået endnu"


def _milestone_source(item: Milepael) -> Kilde:
    if item.indsats is not None:
        item.indsats.plan = item.plan
        return effort_source(item.indsats)
    return sag_kilde(item.plan.sag)


def _reached(item: Milepael, dato: dt.date) -> bool:
    return item.naaet is not None and item.naaet <= dato


def _late(item: Milepael, dato: dt.date) -> bool:
    return not _reached(item, dato) and (
        is_late(item, dato) or (item.naaet is not None and item.frist < dato)
    )


def _money(stand: Stand) -> Afsnit:
    kilde = (sag_kilde(stand.plan.sag),)
    money = oekonomi_of(stand.plan)
    if money.i_alt is None:
        return Afsnit("Økonomi", (Tekst("Der er ikke fastsat beløb for planen.", kilde),))
    told = [Tekst(f"Planen koster {format_kroner(money.i_alt)}", kilde)]
    told += [Tekst(words, kilde) for words in money.forskelle]
    if money.uden_beloeb:
        number = _number(money.uden_beloeb, "indsats", "indsatser")
        told.append(Tekst(f"For {number} er beløbet ikke fastsat.", kilde))
    return Afsnit("Økonomi", tuple(told), tabeller=financing_table(money.finansiering, kilde))


def _changes(stand: Stand) -> Afsnit:
    points = []
    for row in stand.indsatser:
        before, now = stand.lys_foer(row), stand.lys(row)
        if now and before and before != now:
            words = f"{row.navn}: fra “{Lys(before).label}” til “{Lys(now).label}”"
            points.append(Tekst(f"{words}.", (effort_source(row),)))
        elif now and not before and stand.siden is not None:
            points.append(
                Tekst(f"{row.navn}: meldt for første gang, “{Lys(now).label}”.", (effort_source(row),))
            )
    if stand.siden is not None:
        points += [
            Tekst(f"Milepælen “{item.titel}” er nået.", (_milestone_source(item),))
            for item in stand.milepaele
            if item.naaet is not None and stand.siden < item.naaet <= stand.dato
        ]
    since = f"siden statusrapporten {format_dato(stand.siden)}" if stand.siden else "siden forrige melding"
    told = f"Ændret {since}:" if points else f"Intet er ændret {since}."
    return Afsnit("Ændret siden sidste status", (Tekst(told, (sag_kilde(stand.plan.sag),)),), tuple(points))


def _number(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


PAPIRER = (
    Papirtype(STATUSRAPPORT, "Statusrapport", status_report, handlinger=frozenset({Handling.GODKENDER})),
)

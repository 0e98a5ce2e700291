"""What can be asked about the year wheel: the plan, the started tasks with their state, and both together."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)

from almen.aarshjul.models import Aarshjulsopgave
from almen.aarshjul.plan import Aarsplan, Noegle, Planlagt, compute_plan
from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Boligorganisation, Bruger
from almen.organisationer.selectors import current_profil
from almen.regler.resultat import kilde_er_link
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT, Beslutning, Frist, Fristart, Sag
from almen.sagsgang.aarshjul import Hjulpunkt


class Tilstand(TextChoices):
    """Where a task stands. It follows from the case and the deadline; nobody types it."""

    IKKE_STARTET = "ikke_startet", "Ikke startet"
    IKKE_STARTET_I_TIDE = "ikke_startet_i_tide", "Ikke startet i tide"
    I_GANG = "i_gang", "I gang"
    UDFOERT = "udfoert", "Udført"
    FORSINKET = "forsinket", "Forsinket"
    ANNULLERET = "annulleret", "Annulleret"


TONER = {
    Tilstand.IKKE_STARTET: "neutral",
    Tilstand.IKKE_STARTET_I_TIDE: "bad",
    Tilstand.I_GANG: "open",
    Tilstand.UDFOERT: "ok",
    Tilstand.FORSINKET: "bad",
    Tilstand.ANNULLERET: "neutral",
}


# Late is late, whether or not somebody has begun.
LATE = frozenset({Tilstand.FORSINKET, Tilstand.IKKE_STARTET_I_TIDE})
# A row of the database has been started.
STARTET = tuple(item for item in Tilstand if not item.startswith("ikke_startet"))


def punkter() -> tuple[Hjulpunkt, ...]:
    """The items of the municipality's wheel."""
    return current_profil().aarshjul


def plan_aar(aar: int) -> Aarsplan:
    """The plan of a year: one query."""
    return compute_plan(punkter(), aar, Boligorganisation.objects.order_by("navn"), current_parametre())


def started(aar: int) -> set[Noegle]:
    """Which tasks of a year have been started."""
    return set(Aarshjulsopgave.objects.filter(aar=aar).values_list("punkt", "aar", "boligorganisation_id"))


def missing_opgaver(
    aar: int, valgte: Collection[str] | None = None, aabnes_senest: dt.date | None = None
) -> list[Planlagt]:
    """Planned tasks that have not been started: of the items `valgte` (None: all), due to open by `aabnes_senest`."""
    done = started(aar)
    return [
        item
        for item in plan_aar(aar).opgaver
        if item.noegle not in done
        and (valgte is None or item.punkt.id in valgte)
        and (aabnes_senest is None or item.aabnes <= aabnes_senest)
    ]


def opgave_of(sag: Sag) -> Aarshjulsopgave:
    """The case's task, read once and kept on the case object. Raises Aarshjulsopgave.DoesNotExist."""
    return sag.aarshjulsopgave  # type: ignore[attr-defined,no-any-return]


def visible_opgaver(bruger: Bruger, today: dt.date) -> QuerySet[Aarshjulsopgave]:
    """Started tasks whose cases `bruger` may see, each with its `tilstand` and the day of its last decision."""
    decisions = Beslutning.objects.filter(sag=OuterRef("sag")).order_by("-nummer")
    return with_tilstand(
        Aarshjulsopgave.objects.filter(adgang.scope_of_sag(bruger, "sag__")), today
    ).annotate(
        afsluttet=Case(
            When(tilstand=Tilstand.UDFOERT, then=Subquery(decisions.values("dato")[:1])), default=None
        )
    )


def with_tilstand(rows: QuerySet[Aarshjulsopgave], today: dt.date) -> QuerySet[Aarshjulsopgave]:
    """Annotates `tilstand`: late is a running case past the deadline whose steps of that day are not all decided."""
    of_day = Frist.objects.filter(sag=OuterRef("sag"), dato=OuterRef("frist")).exclude(art=Fristart.MANUEL)
    met = Exists(of_day.filter(opfyldt__isnull=False)) & ~Exists(of_day.filter(opfyldt__isnull=True))
    return rows.annotate(
        tilstand=Case(
            When(sag__overblik__afslutning__in=UDEN_RESULTAT, then=Value(Tilstand.ANNULLERET.value)),
            When(~Q(sag__overblik__afslutning=""), then=Value(Tilstand.UDFOERT.value)),
            When(Q(frist__lt=today) & ~met, then=Value(Tilstand.FORSINKET.value)),
            default=Value(Tilstand.I_GANG.value),
            output_field=CharField(),
        )
    )


@dataclass
class Hjulrad:
    """One item in one year: its deadline and how many of its tasks stand where."""

    punkt: str
    navn: str
    aar: int
    frist: dt.date
    aktoer: str
    hjemmel: str
    sikkerhed: str
    aabnes: dt.date | None = None
    kilde: str = ""
    gentagelse: str = ""
    formaal: str = ""
    note: str = ""
    pr: str = ""
    parameter: str = ""
    antal: Counter[str] = field(default_factory=Counter)

    @property
    def kilde_url(self) -> str:
        """The source's address, where it has one."""
        return self.kilde if kilde_er_link(self.kilde) else ""

    @property
    def i_alt(self) -> int:
        """Every task of the item, whatever its state."""
        return sum(self.antal.values())

    @property
    def samlet(self) -> Tilstand:
        """The item's state: late if one task is, done when all are, under way when one has begun."""
        counts = {key: n for key, n in self.antal.items() if n}
        if LATE.intersection(counts):
            return Tilstand.FORSINKET
        live = set(counts) - {Tilstand.ANNULLERET}
        if not live:
            return Tilstand.ANNULLERET if counts else Tilstand.IKKE_STARTET
        if live == {Tilstand.UDFOERT}:
            return Tilstand.UDFOERT
        return Tilstand.IKKE_STARTET if live == {Tilstand.IKKE_STARTET} else Tilstand.I_GANG


def hjul(
    bruger: Bruger,
    aar: int,
    today: dt.date,
    *,
    aktoer: str = "",
    organisation: Boligorganisation | None = None,
) -> tuple[list[Hjulrad], tuple[str, ...]]:
    """The wheel of a year: a row for each item that falls in it or has tasks, and why some item has no deadline.

    `aktoer` keeps the items that are that body's, `organisation` those with a task for it. A task that has not been
    started and whose deadline has passed is late too. Three queries.
    """
    plan = plan_aar(aar)
    rows = {
        punkt.id: _row(punkt, aar, frist) for punkt, frist in plan.frister if aktoer in ("", punkt.aktoer)
    }
    # What has been started counts as such also where the user may not see its case.
    seen = started(aar)
    found = with_tilstand(
        Aarshjulsopgave.objects.filter(adgang.scope_of_sag(bruger, "sag__"), aar=aar), today
    )
    for opgave in found:
        if aktoer not in ("", opgave.aktoer) or (
            organisation is not None and opgave.boligorganisation_id != organisation.pk
        ):
            continue
        row = rows.setdefault(opgave.punkt, _row_of(opgave))
        row.antal[opgave.tilstand] += 1  # type: ignore[attr-defined]
    for item in plan.opgaver:
        if item.noegle in seen or item.punkt.id not in rows:
            continue
        if organisation is None or item.boligorganisation == organisation:
            late = item.frist < today
            state = Tilstand.IKKE_STARTET_I_TIDE if late else Tilstand.IKKE_STARTET
            rows[item.punkt.id].antal[state] += 1
    shown = [row for row in rows.values() if row.i_alt or organisation is None]
    return sorted(shown, key=lambda row: (row.frist, row.navn)), plan.uden_frist


def _row(punkt: Hjulpunkt, aar: int, frist: dt.date) -> Hjulrad:
    return Hjulrad(
        punkt.id,
        punkt.navn,
        aar,
        frist,
        punkt.aktoer,
        "; ".join(punkt.hjemmel),
        punkt.sikkerhed,
        Planlagt(punkt, aar, frist).aabnes,
        punkt.kilde,
        punkt.gentagelse(),
        punkt.formaal,
        punkt.note,
        punkt.pr,
        punkt.frist.parameter or "",
    )


def _row_of(opgave: Aarshjulsopgave) -> Hjulrad:
    """An item that the profile no longer has, from one of its tasks."""
    return Hjulrad(
        opgave.punkt,
        opgave.navn,
        opgave.aar,
        opgave.frist,
        opgave.aktoer,
        opgave.hjemmel,
        opgave.sikkerhed,
        note="Punktet står ikke længere i kommunens årshjul.",
    )


@dataclass(frozen=True)
class Aarsstand:
    """How far an item of the wheel has come in a year: its deadline, and (state, number of tasks), the empty left out."""

    navn: str
    frist: dt.date
    hjemmel: str
    sikkerhed: str
    antal: tuple[tuple[str, int], ...]
    demo: bool


def stand_of_year(punkt: str, aar: int, dato: dt.date) -> Aarsstand | None:
    """How far the tasks of an item have come, whoever asks: for papers that everybody reads. None: not in that year.

    A task whose case is confidential is counted nowhere.
    """
    plan = plan_aar(aar)
    found = next(((item, frist) for item, frist in plan.frister if item.id == punkt), None)
    if found is None:
        return None
    item, frist = found
    seen_by_all = adgang.non_confidential_overblik().values("pk")
    opgaver = Aarshjulsopgave.objects.filter(aar=aar, punkt=punkt, sag__in=seen_by_all)
    tasks = with_tilstand(opgaver, dato)
    counts = Counter(tasks.values_list("tilstand", flat=True))  # type: ignore[misc]
    have = started(aar)
    for planned in plan.opgaver:
        if planned.punkt.id == punkt and planned.noegle not in have:
            counts[Tilstand.IKKE_STARTET_I_TIDE if planned.frist < dato else Tilstand.IKKE_STARTET] += 1
    return Aarsstand(
        item.navn,
        frist,
        "; ".join(item.hjemmel),
        item.sikkerhed,
        tuple((str(state.label), counts[state]) for state in Tilstand if counts[state]),
        tasks.filter(sag__demo=True).exists(),
    )

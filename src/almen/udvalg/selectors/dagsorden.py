"""Agendas: the items, what awaits a body and is on none, and what an item lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Dokument, Sag, Ventetrin
from almen.sager.selectors.forloeb import load_forloeb
from almen.sager.selectors.papirer import indstilling_key, is_standard, latest_indstilling
from almen.sager.services import run_kontroller
from almen.sagsgang.udfald import Trinstatus, Udfald
from almen.udvalg.models import Dagsordenspunkt, Moede, Punktbilag, Punktudfald

STAYS_OPEN = (Udfald.UDSAT,)


@dataclass(frozen=True)
class Punktvisning:
    """An item as the pages show it, with all that has come of it and what is wrong."""

    punkt: Dagsordenspunkt
    udfald: tuple[Punktudfald, ...]
    bilag: tuple[Punktbilag, ...]
    status: str | None

    @property
    def kan_behandles(self) -> bool:
        """False for a case whose step does not await the body (any longer)."""
        return self.punkt.sag_id is None or self.status is not None

    @property
    def seneste(self) -> Punktudfald | None:
        """What stands now."""
        return self.udfald[-1] if self.udfald else None

    @property
    def tone(self) -> str:
        """The chip's tone."""
        if self.seneste is None:
            return "open"
        return {"forkastet": "bad", "udsat": "warn", "sendt_tilbage": "warn", "standset": "bad"}.get(
            str(self.seneste.id_udfald), "ok"
        )


def _awaiting_rows() -> QuerySet[Ventetrin]:
    """The item's step, where it awaits the meeting's body now."""
    return Ventetrin.objects.filter(
        sag=OuterRef("sag"), trin=OuterRef("trin"), organ=OuterRef("moede__organ")
    )


def visible_punkter(bruger: Bruger, moede: Moede) -> QuerySet[Dagsordenspunkt]:
    """The meeting's items that the user may see: those of visible cases, and closed ones only for some."""
    return _scoped(bruger, Dagsordenspunkt.objects.filter(moede=moede))


def _scoped(bruger: Bruger, rows: QuerySet[Dagsordenspunkt]) -> QuerySet[Dagsordenspunkt]:
    if not adgang.may_see_moeder(bruger):
        return rows.none()
    if not adgang.sees_closed(bruger):
        rows = rows.filter(lukket=False)
    with_case = rows.filter(adgang.scope_of_sag(bruger, "sag__"), sag__isnull=False)
    return rows.filter(sag__isnull=True) | with_case


def search_punkter(bruger: Bruger, words: Sequence[str]) -> QuerySet[Dagsordenspunkt]:
    """Items that the user may see, whose title has every word."""
    rows = _scoped(bruger, Dagsordenspunkt.objects.all())
    for word in words:
        rows = rows.filter(titel__icontains=word)
    return rows


def agenda(bruger: Bruger, moede: Moede) -> list[Punktvisning]:
    """The whole agenda in order; the number of queries does not grow with it."""
    punkter = (
        visible_punkter(bruger, moede)
        .select_related("sag__boligorganisation", "sag__overblik")
        .annotate(status=Subquery(_awaiting_rows().values("status")[:1]))
        .order_by("nummer")
        .prefetch_related(
            Prefetch(
                "udfald",
                Punktudfald.objects.select_related("beslutning__sag", "registreret_af")
                .prefetch_related("stemmer", "bemaerkninger", "aendringsforslag")
                .order_by("nummer"),
            ),
            Prefetch(
                "bilag",
                Punktbilag.objects.filter(dokument__in=adgang.visible_dokumenter(bruger))
                .select_related("dokument")
                .order_by("nummer"),
            ),
        )
    )
    return [
        Punktvisning(
            punkt,
            tuple(punkt.udfald.all()),
            tuple(punkt.bilag.all()),
            punkt.status,  # type: ignore[attr-defined]
        )
        for punkt in punkter
    ]


def hidden_punkter(bruger: Bruger, moede: Moede, shown: int) -> int:
    """How many items the user is not shown."""
    return moede.punkter.count() - shown


def blocked_punkter(moede: Moede) -> list[Dagsordenspunkt]:
    """Items without an outcome whose step does not await the body (any longer)."""
    return list(
        moede.punkter.filter(sag__isnull=False, udgaaet="", udfald__isnull=True)
        .exclude(Exists(_awaiting_rows()))
        .select_related("moede")
        .order_by("nummer")
    )


def missing_udfald(moede: Moede) -> list[Dagsordenspunkt]:
    """Items of the meeting without any outcome; those that are formalities need none."""
    return list(
        moede.punkter.filter(udgaaet="", udfald__isnull=True).exclude(art="formalia").order_by("nummer")
    )


def _undecided_items() -> QuerySet[Dagsordenspunkt]:
    """Items for the step that nothing has come of yet, on a meeting that was not cancelled."""
    return Dagsordenspunkt.objects.filter(
        sag=OuterRef("sag"), trin=OuterRef("trin"), udgaaet="", udfald__isnull=True,
        moede__aflyst__isnull=True, moede__organ=OuterRef("organ"),
    )  # fmt: skip


def awaiting(bruger: Bruger, organ: str | None = None) -> QuerySet[Ventetrin]:
    """Everything that awaits a body, within the user's rights, the longest waiting first.

    `paa_moede` is the meeting it is on the agenda of; `udsat` the day on which it was last put off.
    """
    put_off = Dagsordenspunkt.objects.filter(
        sag=OuterRef("sag"), trin=OuterRef("trin"), udfald__beslutning__udfald__in=STAYS_OPEN
    ).order_by("-moede__dato")
    rows = (
        Ventetrin.objects.filter(adgang.scope_of_sag(bruger, "sag__"))
        .select_related("sag__boligorganisation", "sag__ansvarlig")
        .annotate(
            paa_moede=Subquery(_undecided_items().order_by("moede__dato").values("moede")[:1]),
            moede_dato=Subquery(_undecided_items().order_by("moede__dato").values("moede__dato")[:1]),
            udsat=Subquery(put_off.values("moede__dato")[:1]),
        )
    )
    return rows.filter(organ=organ) if organ else rows


def candidates(bruger: Bruger, organ: str) -> QuerySet[Ventetrin]:
    """What awaits the body and is on no agenda; what must be taken up before what may be."""
    rows = awaiting(bruger, organ).filter(paa_moede__isnull=True)  # type: ignore[misc]
    return rows.order_by("status", "siden", "id")


def forgotten(bruger: Bruger, organ: str | None = None) -> QuerySet[Ventetrin]:
    """What must be taken up by a body and is neither on a coming agenda nor decided: nothing may stay here for long.

    Optional steps are left out. An item on a meeting that has been held without an outcome counts as forgotten.
    """
    rows = awaiting(bruger, organ).exclude(status=Trinstatus.VALGFRI)
    on_none = Q(paa_moede__isnull=True)
    return rows.filter(on_none | Q(moede_dato__lt=timezone.localdate()))  # type: ignore[misc]


def indstilling_to(bruger: Bruger, sag: Sag, trin: str) -> Dokument | None:
    """The indstilling that lies on the case for the body of the step, if the user may see it."""
    rows = adgang.visible_dokumenter(bruger).filter(sag=sag).prefetch_related("versioner")
    status = Ventetrin.objects.filter(sag=sag, trin=trin).values_list("status", flat=True).first()
    return latest_indstilling(rows, indstilling_key(trin, status or ""))


def is_standard_item(sag: Sag, trin: str) -> bool:
    """True if the municipality's profile and the step's checks today make it a standard item."""
    forloeb = load_forloeb(sag)
    step = forloeb.sagsgang.efter_id[trin]
    return is_standard(step, run_kontroller(forloeb, step, timezone.localdate())) is not None


def numbers(punkter: Sequence[Punktvisning]) -> tuple[int, int]:
    """(items with an outcome, items)."""
    counting = [item for item in punkter if not item.punkt.udgaaet and item.punkt.art != "formalia"]
    return sum(1 for item in counting if item.udfald), len(counting)

"""A whole meeting's outcomes on one page, from the keyboard: each item is its own act."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import user_of
from almen.sager import adgang
from almen.sager.services import BeslutningAfvist
from almen.udvalg.fejl import MoedeAfvist
from almen.udvalg.models import Moede
from almen.udvalg.selectors.dagsorden import Punktvisning, agenda
from almen.udvalg.selectors.moeder import members_on, party_sizes
from almen.udvalg.services import record_udfald
from almen.udvalg.stemmer import HJAELP
from almen.udvalg.udfaldsform import BEMAERKNING, FORSLAG, UdfaldForm
from almen.udvalg.views.opslag import find_moede
from almen.ui.formater import antal


def udfald(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the agenda with a row to fill for each item; POST records the rows that have an outcome.

    What is refused stays on the page as typed, with the reason at its field; the rest is recorded.
    """
    bruger, moede = user_of(request), find_moede(request, pk)
    adgang.require(
        adgang.may_record_for(bruger, moede.organ),
        f"Du kan ikke registrere, hvad {moede.organ_navn} har besluttet.",
    )
    if moede.aflyst or moede.afsluttet or moede.dato > timezone.localdate():
        messages.info(request, "Der kan ikke indføres udfald på mødet nu.")
        return redirect(moede)
    rows = _rows(bruger, moede, request)
    if request.method == "POST":
        recorded, refused = _record(bruger, rows)
        if recorded:
            messages.success(request, f"{antal(recorded, 'udfald', 'udfald')} registreret.")
        if not refused:
            if not recorded:
                messages.info(request, "Der var ikke valgt noget udfald.")
            return redirect(moede)
        rows = _reread(bruger, moede, rows)
    context = {
        "moede": moede,
        "raekker": rows,
        "medlemmer": list(members_on(moede.organ, moede.dato)),
        "partier": party_sizes(moede.organ, moede.dato),
        "hjaelp": {"stemmer": HJAELP, "bemaerkning": BEMAERKNING, "forslag": FORSLAG},
        "fejl": sum(1 for _, form in rows if form is not None and form.is_bound and form.errors),
    }
    return render(request, "udvalg/udfald.html", context, status=400 if context["fejl"] else 200)


Raekke = tuple[Punktvisning, UdfaldForm | None]


def _rows(bruger: Bruger, moede: Moede, request: HttpRequest) -> list[Raekke]:
    """Each item with its form; none for an item that is settled or dropped."""
    data = request.POST if request.method == "POST" else None
    preset = request.GET.get("forvalg") == "positiv"
    rows: list[Raekke] = []
    for item in agenda(bruger, moede):
        if item.punkt.udgaaet or (item.udfald and not _again(item)):
            rows.append((item, None))
            continue
        decided = item.punkt.sag.overblik.antal_beslutninger if item.punkt.sag else 0
        form = UdfaldForm(
            data,
            punkt=item.punkt,
            status=item.status,
            antal_beslutninger=decided,
            forvalg=preset and not item.udfald,
        )
        rows.append((item, form))
    return rows


def _again(item: Punktvisning) -> bool:
    """True for an item without a case, whose outcome can be entered anew; a case's next decision needs an open step."""
    return item.punkt.sag_id is None


def _record(bruger: Bruger, rows: list[Raekke]) -> tuple[int, int]:
    """Records each filled row; gives how many were recorded, and how many refused. A recorded row loses its form."""
    recorded = refused = 0
    for place, (item, form) in enumerate(rows):
        if form is None:
            continue
        if not form.is_valid():
            refused += 1
            continue
        if not form.cleaned_data["udfald"]:
            continue
        try:
            record_udfald(bruger=bruger, punkt=item.punkt, data=form.data_of_minutes())
        except (MoedeAfvist, BeslutningAfvist) as error:
            form.place(error.fejl)
            refused += 1
        else:
            rows[place] = (item, None)
            recorded += 1
    return recorded, refused


def _reread(bruger: Bruger, moede: Moede, rows: list[Raekke]) -> list[Raekke]:
    """The rows with what has now been recorded; a row still to be mended keeps what was typed."""
    now = {item.punkt.pk: item for item in agenda(bruger, moede)}
    return [(now.get(item.punkt.pk, item) if form is None else item, form) for item, form in rows]

"""Agenda, meeting and minutes of a dialogue, and what comes from earlier years."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from almen.organisationer.selectors import user_of
from almen.tilsyn.dialogtemaer import load_temaer
from almen.tilsyn.forms_dialog import Forslagsform, Lukkeform, Moedeform, Punktform, Referatform
from almen.tilsyn.selectors.dialog import left_open
from almen.tilsyn.selectors.dialogforslag import suggest_punkter
from almen.tilsyn.services.dialogmoede import (
    add_punkter,
    close_punkt,
    edit_punkt,
    move_punkt,
    remove_punkt,
    save_moede,
    save_referat,
)
from almen.tilsyn.services.viderefoersel import carry_forward
from almen.tilsyn.views.dialogopslag import act, answer, find_punkt, find_to_edit

DAGSORDEN, REFERAT = "#dagsorden", "#referat"


def forslag(request: HttpRequest, nummer: str) -> HttpResponse:
    """Puts suggested items on the agenda."""
    found = find_to_edit(request, nummer)
    form = Forslagsform(request.POST or None, forslag=suggest_punkter(found))
    told = load_temaer()
    return answer(
        request,
        found,
        form,
        lambda: add_punkter(bruger=user_of(request), dialog=found, punkter=form.items()),
        titel="Forslag til dagsordenen",
        besked="Punkterne står på dagsordenen.",
        label="Sæt på dagsordenen",
        tekst=f"Standardtemaer: {told.kilde}. {told.note}"
        if form.forslag
        else "Alle forslag står på dagsordenen.",
        anker=DAGSORDEN,
    )


def nyt_punkt(request: HttpRequest, nummer: str) -> HttpResponse:
    """Puts one item on the agenda."""
    found = find_to_edit(request, nummer)
    form = Punktform(request.POST or None)
    return answer(
        request,
        found,
        form,
        lambda: add_punkter(bruger=user_of(request), dialog=found, punkter=[form.item()]),
        titel="Nyt punkt",
        besked="Punktet står på dagsordenen.",
        anker=DAGSORDEN,
    )


def ret_punkt(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Changes an item's words."""
    found = find_to_edit(request, nummer)
    row = find_punkt(found, pk)
    form = Punktform(request.POST or None, initial=Punktform.initial_of(row))
    return answer(
        request,
        found,
        form,
        lambda: edit_punkt(
            bruger=user_of(request), punkt=row, nyt=form.item(), set_=form.cleaned_data["set_"]
        ),
        titel=f"Ret punkt {row.nummer}",
        besked="Punktet er gemt.",
        anker=DAGSORDEN,
    )


@require_POST
def fjern_punkt(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Takes an item off the agenda."""
    found = find_to_edit(request, nummer)
    row = find_punkt(found, pk)
    return act(
        request,
        found,
        lambda: remove_punkt(bruger=user_of(request), punkt=row),
        "Punktet er taget af dagsordenen.",
        DAGSORDEN,
    )


@require_POST
def flyt_punkt(request: HttpRequest, nummer: str, pk: int, retning: str) -> HttpResponse:
    """Moves an item one place up or down."""
    if retning not in ("op", "ned"):
        raise Http404(f"“{retning}” er ikke en retning.")
    found = find_to_edit(request, nummer)
    row = find_punkt(found, pk)
    return act(
        request,
        found,
        lambda: move_punkt(bruger=user_of(request), punkt=row, op=retning == "op"),
        f"“{row.titel}” er flyttet.",
        DAGSORDEN,
    )


def moede(request: HttpRequest, nummer: str) -> HttpResponse:
    """Sets the meeting's day, place and participants."""
    found = find_to_edit(request, nummer)
    given = {"dato": found.moede_dato, "sted": found.moede_sted, "deltagere": found.deltagere}
    form = Moedeform(request.POST or None, initial=given)
    return answer(
        request,
        found,
        form,
        lambda: save_moede(bruger=user_of(request), dialog=found, **form.cleaned_data),
        titel="Mødet",
        besked="Mødet er gemt.",
        anker="#moede",
    )


@require_POST
def medtag(request: HttpRequest, nummer: str) -> HttpResponse:
    """Takes over what earlier dialogues left open."""
    found = find_to_edit(request, nummer)
    return act(
        request,
        found,
        lambda: carry_forward(bruger=user_of(request), dialog=found),
        "Åbne punkter og aftaler fra tidligere år er taget med.",
        DAGSORDEN,
    )


def luk_punkt(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """An open item of an earlier dialogue is not taken up again; `nummer` is the dialogue that it was open for."""
    found = find_to_edit(request, nummer)
    points, _ = left_open(found)
    row = next((item for item in points if item.pk == pk), None) or get_object_or_404(
        found.punkter, pk=pk, aabent=True
    )
    form = Lukkeform(request.POST or None)
    return answer(
        request,
        found,
        form,
        lambda: close_punkt(bruger=user_of(request), punkt=row, **form.cleaned_data),
        titel=f"Tages ikke op igen: {row.titel}",
        besked="Punktet er lukket.",
        label="Luk punktet",
        tekst=f"Punktet stod åbent efter dialogen i {row.dialog.aar}.",
        anker=DAGSORDEN,
    )


def referat(request: HttpRequest, nummer: str) -> HttpResponse:
    """The minutes on one page."""
    found = find_to_edit(request, nummer)
    form = Referatform(request.POST or None, dialog=found, punkter=found.punkter.all())
    return answer(
        request,
        found,
        form,
        lambda: save_referat(
            bruger=user_of(request),
            dialog=found,
            referat=form.cleaned_data["referat"],
            konklusioner=form.konklusioner(),
            set_=form.cleaned_data["set_"],
        ),
        titel="Referat",
        besked="Referatet er gemt.",
        tekst="Skriv en konklusion til hvert punkt. Aftaler skrives for sig, så de kan følges op.",
        anker=REFERAT,
    )

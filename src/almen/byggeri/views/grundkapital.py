"""The frames of grundkapital, and payments."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from almen.byggeri.forms.oekonomi import FlytningForm, RammeForm, ReservationForm, UdbetalingForm
from almen.byggeri.models import Formaal, Grundkapitalramme
from almen.byggeri.selectors.rammer import may_see_rammer, visible_flytninger, visible_poster, visible_rammer
from almen.byggeri.services import move_ramme, move_reservation, register_udbetaling, set_ramme
from almen.byggeri.views.faelles import editable_sag, page_of
from almen.organisationer.selectors import user_of
from almen.regler.dansk import format_kroner
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.ui.diagrammer import requested_width, stacked_bar_chart, svg_response
from almen.ui.forms import place_fejl

YEARS_SHOWN = 5
LATEST = 20


def _require_sight(request: HttpRequest) -> None:
    if not may_see_rammer(user_of(request)):
        raise PermissionDenied("Kun kommunens egne brugere ser grundkapitalrammerne.")


def rammer(request: HttpRequest) -> HttpResponse:
    """Every frame with reserved, committed, paid and left, and the ledger's latest entries."""
    _require_sight(request)
    bruger = user_of(request)
    found = list(visible_rammer(bruger))
    newest = found[0].aar if found else 0
    return render(
        request,
        "byggeri/grundkapital.html",
        {
            "rammer": [item for item in found if item.aar > newest - YEARS_SHOWN],
            "aeldre": [item for item in found if item.aar <= newest - YEARS_SHOWN],
            "poster": list(visible_poster(bruger).order_by("-pk")[:LATEST]),
            "flytninger": list(visible_flytninger(bruger)[:LATEST]),
            "kan_registrere": adgang.may_adopt(bruger),
        },
    )


def rammer_svg(request: HttpRequest) -> HttpResponse:
    """The newest years' frames as a drawing: committed, reserved and left."""
    _require_sight(request)
    rows: list[tuple[str, str, int]] = []
    for item in visible_rammer(user_of(request)).filter(beloeb__isnull=False)[: YEARS_SHOWN * 2]:
        name = f"{item.aar} {'fam./ungdom' if item.formaal == Formaal.FAMILIE_UNGDOM else 'ældre/pleje'}"
        rows += [
            (name, "Tilsagn", item.tilsagn),
            (name, "Reserveret", item.reserveret),
            (name, "Tilbage", max(0, item.tilbage or 0)),
        ]
    svg = stacked_bar_chart(rows, titel="Grundkapitalrammer", enhed="kr.", bredde=requested_width(request))
    return svg_response(svg, max_age=60)


def ramme(request: HttpRequest) -> HttpResponse:
    """Registers a year's frame, or changes it (`?id=`)."""
    bruger = user_of(request)
    adgang.require(adgang.may_adopt(bruger), "Kun ledere og administratorer kan registrere en ramme.")
    posted = request.POST if request.method == "POST" else None
    known = request.GET.get("id", "")
    found = (
        Grundkapitalramme.objects.filter(pk=known).first() if known.isdecimal() and len(known) < 10 else None
    )
    initial = RammeForm.initial_of(found) if found else {"aar": timezone.localdate().year}
    form = RammeForm(posted, initial=initial)
    if posted is not None and form.is_valid():
        try:
            saved = set_ramme(bruger=bruger, **form.cleaned_data)
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(
                request, f"Rammen for {saved.get_formaal_display().lower()} {saved.aar} er gemt."
            )
            return redirect("byggeri:grundkapital")
    return render(request, "byggeri/ramme.html", {"form": form})


def flytning(request: HttpRequest) -> HttpResponse:
    """Moves unbound grundkapital between years."""
    bruger = user_of(request)
    adgang.require(
        adgang.may_adopt(bruger), "Kun ledere og administratorer kan flytte grundkapital mellem år."
    )
    form = FlytningForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            move_ramme(bruger=bruger, **form.cleaned_data)
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(request, "Beløbet er flyttet, og flytningen står i journalen.")
            return redirect("byggeri:grundkapital")
    return render(request, "byggeri/flytning.html", {"form": form})


def udbetaling(request: HttpRequest, nummer: str) -> HttpResponse:
    """Records a payment of grundkapital in a case."""
    sag = editable_sag(request, nummer)
    posted = request.POST if request.method == "POST" else None
    form = UdbetalingForm(posted, initial={"dato": timezone.localdate()})
    if posted is not None and form.is_valid():
        try:
            register_udbetaling(bruger=user_of(request), sag=sag, **form.cleaned_data)
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(request, "Udbetalingen er registreret.")
            return redirect("byggeri:projekt", nummer=sag.nummer)
    return render(
        request,
        "byggeri/formular.html",
        {
            "sag": sag,
            "form": form,
            "titel": "Registrér udbetaling af grundkapital",
            "tilbage": page_of(sag),
        },
    )


def reservation(request: HttpRequest, nummer: str) -> HttpResponse:
    """Moves what is reserved for a case to another year."""
    sag = editable_sag(request, nummer)
    bruger = user_of(request)
    adgang.require(adgang.may_adopt(bruger), "Kun ledere og administratorer kan flytte en reservation.")
    form = ReservationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            moved = move_reservation(bruger=bruger, sag=sag, **form.cleaned_data)
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(request, f"{format_kroner(moved)} er flyttet.")
            return redirect(page_of(sag))
    context = {"sag": sag, "form": form, "titel": "Flyt reservation til et andet år", "tilbage": page_of(sag)}
    return render(request, "byggeri/formular.html", context)

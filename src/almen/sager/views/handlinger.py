"""Smaller acts on a case: note, deadline, master data, another route version."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from almen.grundlag.models import Sagsgangsversion
from almen.grundlag.selectors import sagsgang_of
from almen.sager import adgang
from almen.sager.forms import BegrundelseForm, FlytForm, FristForm, NotatForm, SagForm
from almen.sager.services import (
    add_frist,
    add_note,
    annul_sag,
    assign_sag,
    edit_sag,
    meet_frist,
    move_to_version,
    reopen_sag,
)
from almen.sager.views.opslag import find_sag, require_edit
from almen.sagsgang.forskel import diff_sagsgange


def _page(
    request: HttpRequest, sag: object, titel: str, form: object, label: str, note: str = ""
) -> HttpResponse:
    status = 400 if getattr(form, "errors", None) else 200
    context = {"sag": sag, "titel": titel, "form": form, "label": label, "note": note}
    return render(request, "sager/formular.html", context, status=status)


def notat(request: HttpRequest, nummer: str) -> HttpResponse:
    """A note in the case's journal."""
    sag = find_sag(request, nummer)
    require_edit(request)
    form = NotatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_note(bruger=request.user, sag=sag, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "Notatet står i journalen.")
        return redirect(sag)
    return _page(
        request,
        sag,
        "Nyt notat",
        form,
        "Gem notat",
        "Et notat kan ikke ændres eller slettes, når det er gemt.",
    )


def frist(request: HttpRequest, nummer: str) -> HttpResponse:
    """A deadline set by hand."""
    sag = find_sag(request, nummer)
    require_edit(request)
    form = FristForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_frist(bruger=request.user, sag=sag, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "Fristen er sat.")
        return redirect(sag)
    return _page(request, sag, "Ny frist", form, "Sæt frist")


@require_POST
def frist_opfyldt(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Marks a deadline set by hand as met."""
    sag = find_sag(request, nummer)
    require_edit(request)
    found = get_object_or_404(sag.frister.select_related("sag__sagsgangsversion"), pk=pk)
    try:
        meet_frist(bruger=request.user, frist=found)  # type: ignore[arg-type]
        messages.success(request, f"Fristen er opfyldt: {found.titel}.")
    except ValueError as reason:
        messages.error(request, str(reason))
    return redirect(sag)


def ret(request: HttpRequest, nummer: str) -> HttpResponse:
    """Title, confidentiality and responsible person."""
    sag = find_sag(request, nummer)
    require_edit(request)
    initial = {"titel": sag.titel, "fortrolighed": sag.fortrolighed, "ansvarlig": sag.ansvarlig_id}
    form = SagForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if (values["titel"], values["fortrolighed"]) != (sag.titel, sag.fortrolighed):
            edit_sag(bruger=request.user, sag=sag, titel=values["titel"], fortrolighed=values["fortrolighed"])  # type: ignore[arg-type]
        if values["ansvarlig"].pk != sag.ansvarlig_id:
            assign_sag(bruger=request.user, sag=sag, ansvarlig=values["ansvarlig"])  # type: ignore[arg-type]
        messages.success(request, "Sagen er rettet.")
        return redirect(sag)
    return _page(request, sag, "Ret sagens stamdata", form, "Gem")


def flyt(request: HttpRequest, nummer: str) -> HttpResponse:
    """Moving the case to another adopted version of its route; the differences are shown first."""
    sag = find_sag(request, nummer)
    adgang.require(
        adgang.may_adopt(request.user),
        "Kun ledere og administratorer kan flytte en sag til en anden sagsgang.",
    )  # type: ignore[arg-type]
    versions = list(
        Sagsgangsversion.objects.filter(sagstype=sag.sagstype, status="vedtaget")
        .exclude(pk=sag.sagsgangsversion_id)
        .order_by("-gyldig_fra")
    )
    if not versions:
        messages.info(request, "Der er ingen anden vedtaget sagsgang at flytte sagen til.")
        return redirect(sag)
    choices = [(str(item.pk), f"{item.version} (gælder fra {item.gyldig_fra:%d.%m.%Y})") for item in versions]
    form = FlytForm(request.POST or None, versioner=choices)
    if request.method == "POST" and form.is_valid():
        chosen = next(item for item in versions if str(item.pk) == form.cleaned_data["version"])
        move_to_version(
            bruger=request.user, sag=sag, version=chosen, begrundelse=form.cleaned_data["begrundelse"]
        )  # type: ignore[arg-type]
        messages.success(request, f"Sagen følger nu sagsgang {chosen.version}.")
        return redirect(sag)
    own = sagsgang_of(sag.sagsgangsversion_id)
    forskelle = [(item, diff_sagsgange(own, sagsgang_of(item.pk))) for item in versions]
    context = {"sag": sag, "form": form, "forskelle": forskelle}
    return render(request, "sager/flyt.html", context, status=400 if form.errors else 200)


def annuller(request: HttpRequest, nummer: str) -> HttpResponse:
    """Annuls a case that was opened in error."""
    note = (
        "Brug det kun om en sag, der er åbnet ved en fejl, og hvor intet er besluttet. Sagen slettes ikke: den står "
        "i journalen, tæller ikke med nogen steder og kan genåbnes."
    )
    return _with_reason(request, nummer, "Annullér sagen", annul_sag, "Sagen er annulleret.", note)


def genaabn(request: HttpRequest, nummer: str) -> HttpResponse:
    """Opens an annulled case again."""
    note = "Sagen fortsætter, hvor den var."
    return _with_reason(request, nummer, "Genåbn sagen", reopen_sag, "Sagen er genåbnet.", note)


def _with_reason(
    request: HttpRequest, nummer: str, titel: str, act: Callable[..., None], done: str, note: str
) -> HttpResponse:
    sag = find_sag(request, nummer)
    require_edit(request)
    form = BegrundelseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(bruger=request.user, sag=sag, begrundelse=form.cleaned_data["begrundelse"])
            messages.success(request, done)
            return redirect(sag)
        except ValueError as reason:
            form.add_error(None, str(reason))
    return _page(request, sag, titel, form, titel, note)

"""What the dialogue's pages have in common: finding what a page is about, and answering a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from almen.organisationer.selectors import user_of
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.services import BeslutningAfvist
from almen.tilsyn.models import Dialogaftale, Dialogmateriale, Dialogpunkt, Styringsdialog
from almen.tilsyn.selectors.dialog import visible_dialoger
from almen.tilsyn.services.dialogaendring import NO_RIGHT
from almen.ui.forms import AlmenForm, fault_text
from almen.ui.formularside import answer_form


def find_dialog(request: HttpRequest, nummer: str) -> Styringsdialog:
    """The dialogue of the case with this number; 404 for one that the user may not see."""
    return get_object_or_404(visible_dialoger(user_of(request)), sag__nummer=nummer)


def find_to_edit(request: HttpRequest, nummer: str) -> Styringsdialog:
    """The dialogue, for those who may change it; 403 for others who see it."""
    found = find_dialog(request, nummer)
    adgang.require(adgang.may_edit_tilsyn(user_of(request)), NO_RIGHT)
    return found


def find_materiale(dialog: Styringsdialog, pk: int) -> Dialogmateriale:
    """A part of the dialogue's material."""
    row: Dialogmateriale = get_object_or_404(dialog.materialer, pk=pk)
    row.dialog = dialog
    return row


def find_punkt(dialog: Styringsdialog, pk: int) -> Dialogpunkt:
    """An item of the dialogue's agenda."""
    row: Dialogpunkt = get_object_or_404(dialog.punkter, pk=pk)
    row.dialog = dialog
    return row


def find_aftale(dialog: Styringsdialog, pk: int) -> Dialogaftale:
    """An agreement of the dialogue."""
    row: Dialogaftale = get_object_or_404(dialog.aftaler, pk=pk)
    row.dialog = dialog
    return row


def answer(
    request: HttpRequest,
    dialog: Styringsdialog,
    form: AlmenForm,
    save: Callable[[], Any],
    *,
    titel: str,
    besked: str,
    label: str = "Gem",
    tekst: str = "",
    farlig: bool = False,
    anker: str = "",
    skabelon: str = "ui/formularside.html",
    mere: dict[str, Any] | None = None,
) -> HttpResponse:
    """Saves what a valid form says and goes to the dialogue; else the form, with 400 where something is wrong."""

    def tried() -> Any:
        try:
            return save()
        except BeslutningAfvist as error:
            raise UgyldigtInput([Fejl("", str(error))]) from None

    back = dialog.get_absolute_url()
    return answer_form(
        request,
        form,
        tried,
        titel=titel,
        done=besked,
        til=f"{back}{anker}",
        krummer=[(dialog.sag.titel, back)],
        label=label,
        tekst=tekst,
        farlig=farlig,
        template=skabelon,
        dialog=dialog,
        **(mere or {}),
    )


def act(
    request: HttpRequest, dialog: Styringsdialog, do: Callable[[], Any], besked: str, anker: str = ""
) -> HttpResponse:
    """Does what a button asks for and goes back to the dialogue, with what went wrong where something did."""
    try:
        do()
    except UgyldigtInput as error:
        for fault in error.fejl:
            messages.error(request, fault_text(fault.besked))
    else:
        messages.success(request, besked)
    return redirect(f"{dialog.get_absolute_url()}{anker}")

"""Registering one organisation's dialogue outside the year wheel."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from almen.grundlag.selectors import IngenSagsgang
from almen.organisationer.selectors import user_of
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.tilsyn.aarsramme import load_rammer
from almen.tilsyn.forms_oversigt import TidligereDialogForm
from almen.tilsyn.oversigtslinks import find_url
from almen.tilsyn.services.dialog import open_dialog
from almen.ui.forms import place_fejl

MAY_NOT_OPEN = "Kun sagsbehandlere og ledere kan åbne en styringsdialog."


def dialog_ny(request: HttpRequest) -> HttpResponse:
    """Opens one organisation's dialogue of one year outside the wheel: one that was held earlier, or a single one that lacks."""
    bruger = user_of(request)
    adgang.require(adgang.may_edit_tilsyn(bruger), MAY_NOT_OPEN)
    today = timezone.localdate()
    initial = {
        "boligorganisation": request.GET.get("boligorganisation"),
        "aar": request.GET.get("aar") or today.year,
        "ansvarlig": bruger,
    }
    form = TidligereDialogForm(
        request.POST if request.method == "POST" else None, initial=initial, bruger=bruger
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            sag = open_dialog(
                bruger=bruger,
                boligorganisation=values["boligorganisation"],
                aar=values["aar"],
                frist=load_rammer([values["aar"]])[values["aar"]].frist,
                aabnet_dato=values["aabnet_dato"],
                ansvarlig=values["ansvarlig"],
            )
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        except IngenSagsgang as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{sag.titel} er åbnet som sag {sag.nummer}.")
            return redirect(find_url("tilsyn:dialog", args=(sag.nummer,)) or sag.get_absolute_url())
    context = {"form": form, "hjul": find_url("aarshjul:start"), "aar": today.year}
    return render(request, "tilsyn/dialog_ny.html", context, status=400 if form.errors else 200)

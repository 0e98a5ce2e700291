"""Opening a case, changing a project's facts, and new versions of its figures."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from almen.byggeri.forms.dele import Deleformularer
from almen.byggeri.forms.projekt import NyForm, RedigerForm
from almen.byggeri.forms.skema import ServicearealForm, SkemaForm
from almen.byggeri.models import Bogstav
from almen.byggeri.selectors.forhaandsvisning import preview, preview_aendring
from almen.byggeri.selectors.projektdata import projektdata_of
from almen.byggeri.services import DelInput, edit_projekt, open_nybyggeri, save_skema
from almen.byggeri.views.faelles import editable_sag
from almen.grundlag.selectors import IngenSagsgang
from almen.organisationer.selectors import user_of
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.ui.forms import place_fejl


def ny(request: HttpRequest) -> HttpResponse:
    """Opens a case. *Beregn* and *Tilføj en del* show the page again without saving."""
    bruger = user_of(request)
    adgang.require(adgang.may_open_sag(bruger), "Kun sagsbehandlere og ledere kan åbne en sag.")
    posted = request.POST if request.method == "POST" else None
    saving = posted is not None and "gem" in posted
    form = NyForm(posted if saving else None, bruger=bruger, initial=_typed(posted))
    dele = Deleformularer(posted)
    service = ServicearealForm.begin(posted)
    context: dict[str, Any] = {"form": form, "dele": dele, "serviceareal": service}
    if posted is not None:
        parts = _rows(posted, dele)
        if saving and form.is_valid() and service.is_valid() and parts is not None:
            fields = {navn: value for navn, value in form.cleaned_data.items() if value not in (None, "")}
            try:
                sag = open_nybyggeri(bruger=bruger, dele=parts, serviceareal=service.as_input(), **fields)
            except UgyldigtInput as error:
                place_fejl(form, service.place(dele.place(error.fejl)))
            except IngenSagsgang as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, f"Sag {sag.nummer} er åbnet.")
                return redirect(sag.get_absolute_url())
        context |= _preview(parts, posted)
    return render(request, "byggeri/ny.html", context)


def _typed(posted: Any) -> dict[str, str] | None:
    """What was typed, kept when the page is shown again without saving."""
    return {key: value for key, value in posted.items() if value} if posted is not None else None


def _rows(posted: Any, dele: Deleformularer) -> list[DelInput] | None:
    if "flere" in posted:
        dele.add_row()
        return None
    return dele.valid_dele()


def _preview(parts: list[DelInput] | None, posted: Any) -> dict[str, Any]:
    if parts is None:
        return {}
    form = NyForm.preview_fields(posted)
    return {"beregning": preview(parts, form, timezone.localdate())}


def rediger(request: HttpRequest, nummer: str) -> HttpResponse:
    """The project's facts."""
    sag = editable_sag(request, nummer)
    bruger = user_of(request)
    projekt = projektdata_of(sag).projekt
    posted = request.POST if request.method == "POST" else None
    form = RedigerForm(posted, instance=projekt, bruger=bruger)
    if posted is not None and form.is_valid():
        try:
            edit_projekt(bruger=bruger, sag=sag, **form.cleaned_data)
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(request, "Projektets oplysninger er gemt.")
            return redirect("byggeri:projekt", nummer=sag.nummer)
    return render(request, "byggeri/rediger.html", {"sag": sag, "form": form})


def skema(request: HttpRequest, nummer: str, bogstav: str) -> HttpResponse:
    """A new version of Skema A, B or C, beginning from the newest figures there are."""
    if bogstav not in Bogstav.values:
        raise Http404
    sag = editable_sag(request, nummer)
    data = projektdata_of(sag)
    posted = request.POST if request.method == "POST" else None
    saving = posted is not None and "gem" in posted
    form = SkemaForm(posted if saving else None, initial=_typed(posted))
    before = None if posted is not None else data.latest(bogstav) or data.current
    dele, service = Deleformularer(posted, before), ServicearealForm.begin(posted, before)
    context: dict[str, Any] = {
        "sag": sag,
        "bogstav": bogstav,
        "form": form,
        "dele": dele,
        "serviceareal": service,
        "data": data,
    }
    if posted is not None:
        parts = _rows(posted, dele)
        if saving and form.is_valid() and service.is_valid() and parts is not None:
            try:
                version = save_skema(
                    bruger=user_of(request),
                    sag=sag,
                    bogstav=bogstav,
                    dele=parts,
                    serviceareal=service.as_input(),
                    **form.cleaned_data,
                )
            except UgyldigtInput as error:
                place_fejl(form, service.place(dele.place(error.fejl)))
            else:
                messages.success(request, f"Skema {bogstav}, version {version.version} er gemt.")
                return redirect("byggeri:projekt", nummer=sag.nummer)
        if parts is not None:
            fields = {
                "tilsagnsdato": data.projekt.tilsagn_dato or data.projekt.forventet_tilsagn,
                "ejendomsvaerdi": data.projekt.ejendomsvaerdi,
            }
            today = timezone.localdate()
            context["beregning"] = preview(parts, fields, today)
            context["aendring"] = preview_aendring(sag, data, bogstav, parts, today)
    return render(request, "byggeri/skema.html", context)

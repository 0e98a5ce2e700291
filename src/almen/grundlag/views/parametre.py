"""Every statutory figure with its history and source, and what the municipality has added."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from almen.grundlag.forms import ParameterSoegning, chosen_dato
from almen.grundlag.kolonner import PARAMETER_KOLONNER
from almen.grundlag.models import LokalParameter
from almen.grundlag.selectors import current_parametre, unusable_lokale
from almen.grundlag.selectors.parameteroversigt import (
    DATOGRUNDLAG,
    Parameterstand,
    by_emne,
    expected_changes,
    history_of,
    matches,
    parameter_on,
    parametre_on,
    rows_in_force,
    timeline_of,
)
from almen.grundlag.tidslinje import NARROW, WIDE, draw_timeline
from almen.grundlag.views.opslag import get_parameter, rights, status_of
from almen.regler.samling import parameter_to_dict
from almen.ui import eksport, formater
from almen.ui.diagrammer import svg_response


def liste(request: HttpRequest) -> HttpResponseBase:
    """All parameters by subject on a chosen day; `?eksport=xlsx|csv|json` gives exactly what is shown."""
    parametre = current_parametre()
    today = timezone.localdate()
    emner = list(dict.fromkeys(parameter.emne for parameter in parametre))
    form = ParameterSoegning(request.GET or None, emner=emner)
    dato = chosen_dato(form)
    values = form.cleaned_data if form.is_bound and form.is_valid() else {}
    stande = [
        stand
        for stand in parametre_on(parametre, dato, today)
        if matches(stand, values.get("q", ""), values.get("vis", ""))
        and values.get("emne", "") in ("", stand.parameter.emne)
    ]
    wanted = request.GET.get("eksport", "")
    if wanted and not form.errors and (response := _export(request, stande, dato, wanted)):
        return response
    if wanted and not form.errors:
        form.add_error(None, "Parametre kan hentes som xlsx, csv eller json.")
    initial = {"dato": dato, "q": "", "emne": "", "vis": ""}
    context = {
        "form": form if form.is_bound else ParameterSoegning(initial=initial, emner=emner),
        "dato": dato,
        "er_i_dag": dato == today,
        "grupper": by_emne(stande),
        "antal": len(stande),
        "forventede": expected_changes(parametre, dato),
        "foraeldede": sum(stand.foraeldet for stand in stande),
        "ubrugte": _unusable(),
        **rights(request),
    }
    return render(
        request, "grundlag/parametre.html", context, status=status_of(form if form.is_bound else None)
    )


def _unusable() -> list[tuple[LokalParameter, str]]:
    reasons = unusable_lokale()
    return (
        [(row, reasons[row.pk]) for row in LokalParameter.objects.filter(pk__in=reasons)] if reasons else []
    )


def _export(
    request: HttpRequest, stande: list[Parameterstand], dato: dt.date, form: str
) -> HttpResponseBase | None:
    rows = rows_in_force(stande)
    name = f"parametre-{dato:%Y-%m-%d}"
    if form == "json":
        body = JsonResponse(
            {"dato": dato.isoformat(), "parametre": [parameter_to_dict(row) for row in rows]},
            json_dumps_params={"ensure_ascii": False, "indent": 2},
        )
        body.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
        return body
    if form == "csv":
        return eksport.csv_response(PARAMETER_KOLONNER, rows, name)
    if form == "xlsx":
        about = {
            "Liste": "Parametre",
            "Gælder den": formater.dato(dato),
            "Hentet": formater.tidspunkt(timezone.now()),
            "Hentet af": str(request.user),
        }
        return eksport.xlsx_response(PARAMETER_KOLONNER, rows, "Parametre", name, about)
    return None


def parameter(request: HttpRequest, parameter_id: str) -> HttpResponse:
    """One parameter: what is in force on the day, its whole history, and the municipality's own rows."""
    _, found = get_parameter(parameter_id)
    today = timezone.localdate()
    form = ParameterSoegning(request.GET or None, emner=[])
    dato = chosen_dato(form) if "dato" in request.GET else today
    felt, series = timeline_of(found)
    withdrawn = LokalParameter.objects.filter(parameter=found.id, tilbagekaldt__isnull=False)
    context: dict[str, Any] = {
        "parameter": found,
        "dato": dato,
        "er_i_dag": dato == today,
        "datofejl": form.errors.get("dato") if form.is_bound else None,
        "stand": parameter_on(found, dato, today),
        "historik": history_of(found, dato),
        "datogrundlag": DATOGRUNDLAG[found.dato],
        "tidslinje": bool(series),
        "diagram_felt": felt,
        "tilbagekaldte": withdrawn.select_related("registreret_af", "tilbagekaldt_af"),
        "ubrugte": [(row, reason) for row, reason in _unusable() if row.parameter == found.id],
        "i_tabel": found.id in ("maksimumsbeloeb.pr_m2", "maksimumsbeloeb.pr_bolig"),
        **rights(request),
    }
    return render(request, "grundlag/parameter.html", context, status=400 if context["datofejl"] else 200)


def diagram(request: HttpRequest, parameter_id: str) -> HttpResponse:
    """The values over time as a drawing."""
    _, found = get_parameter(parameter_id)
    felt, series = timeline_of(found)
    if not series:
        raise Http404("Parameteren har ingen udvikling at tegne.")
    title = f"{found.navn}: {felt}" if felt else found.navn
    width = NARROW if request.GET.get("smal") else WIDE
    return svg_response(draw_timeline(series, titel=title, enhed=found.enhed.tekst, bredde=width))

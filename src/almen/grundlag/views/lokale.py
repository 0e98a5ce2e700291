"""The door for figures that the program cannot know: one at a time, a year's table, or a CSV file."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify

from almen.grundlag.forms import ImportForm, LokalForm, TilbagekaldForm
from almen.grundlag.models import LokalParameter
from almen.grundlag.selectors import current_parametre
from almen.grundlag.services import (
    GrundlagFejl,
    Importeret,
    add_lokale,
    csv_columns,
    import_lokale_csv,
    tilbagekald_lokal,
)
from almen.grundlag.tabelform import PR_M2, TabelForm
from almen.grundlag.views.opslag import get_parameter, require_administrate, rights, status_of
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.ui import formater


def tilfoej(request: HttpRequest, parameter_id: str) -> HttpResponse:
    """One local figure."""
    require_administrate(request)
    _, parameter = get_parameter(parameter_id)
    if not parameter.lokal:
        messages.error(request, f"{parameter.navn} er fastsat i loven og kan ikke suppleres lokalt.")
        return redirect("grundlag:parameter", parameter_id=parameter.id)
    form = LokalForm(request.POST or None, parameter=parameter)
    if request.method == "POST" and form.is_valid():
        try:
            add_lokale(bruger=request.user, raekker=[form.as_raekke()])  # type: ignore[arg-type]
        except UgyldigtInput as error:
            form.show_faults(error.fejl)
        else:
            messages.success(request, f"Tallet er tilføjet og gælder nu: {parameter.navn}.")
            return redirect("grundlag:parameter", parameter_id=parameter.id)
    context = {"parameter": parameter, "form": form, "i_tabel": parameter.id == PR_M2}
    return render(request, "grundlag/tilfoej.html", context, status=status_of(form))


def tabel(request: HttpRequest) -> HttpResponse:
    """The maksimumsbeløb of one year: regions × types, all or nothing."""
    require_administrate(request)
    form = TabelForm(request.POST or None, parametre=current_parametre())
    if request.method == "POST" and form.is_valid():
        try:
            saved = add_lokale(bruger=request.user, raekker=[row for _, row in form.filled()])  # type: ignore[arg-type]
        except UgyldigtInput as error:
            form.show_faults(error.fejl)
        else:
            year = form.cleaned_data["aar"]
            count = formater.antal(len(saved), "beløb er tilføjet", "beløb er tilføjet")
            messages.success(request, f"Maksimumsbeløb for {year}: {count}.")
            return redirect("grundlag:parameter", parameter_id=PR_M2)
    return render(request, "grundlag/tabel.html", {"form": form}, status=status_of(form))


def importer(request: HttpRequest) -> HttpResponse:
    """A CSV file: read and checked first, with every fault in its cell; saved when the user says so."""
    require_administrate(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    result: Importeret | None = None
    status = 200
    if request.method == "POST" and "tekst" in request.POST:
        form = ImportForm()
        try:
            result = _read(request, request.POST["tekst"].encode())
            if result.kan_gemmes:
                saved = add_lokale(bruger=request.user, raekker=result.raekker)  # type: ignore[arg-type]
                messages.success(request, f"{formater.antal(len(saved), 'tal', 'tal')} er tilføjet.")
                return redirect("grundlag:parametre")
        except (GrundlagFejl, UgyldigtInput) as error:
            messages.error(request, str(error))
        status = 400
    elif request.method == "POST" and form.is_valid():
        try:
            result = _read(request, form.cleaned_data["fil"].read())
        except GrundlagFejl as error:
            form.add_error("fil", str(error).removeprefix("fil: ").capitalize())
    context: dict[str, Any] = {
        "form": form,
        "resultat": result,
        "suppleres": current_parametre().som_kan_suppleres(),
    }
    if result is not None:
        known = current_parametre()
        context["fejl"] = [_place(fault) for fault in result.fejl]
        context["linjer"] = [(row, known.get(row.parameter)) for row in result.raekker[:200]]
        status = 400 if result.fejl else status
    return render(request, "grundlag/import.html", context, status=max(status, status_of(form)))


def _place(fault: Fejl) -> tuple[str, str, str]:
    """Row, column and message of a fault (`række 3.fra`), as a table shows them."""
    where, _, column = fault.felt.partition(".")
    return where, {"naar": "betingelser"}.get(column, column), fault.besked


def _read(request: HttpRequest, content: bytes) -> Importeret:
    return import_lokale_csv(bruger=request.user, fil=content)  # type: ignore[arg-type]


def skabelon(request: HttpRequest) -> HttpResponse:
    """An empty CSV file with the columns of `?parameter=`, for filling in."""
    _, parameter = get_parameter(request.GET.get("parameter", ""))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    columns = csv_columns(parameter)
    writer.writerow(columns)
    writer.writerow([parameter.id, *[""] * (len(columns) - 1)])
    name = slugify(parameter.id.replace(".", "-"))
    return HttpResponse(
        "\ufeff" + out.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="skabelon-{name}.csv"'},
    )


def tilbagekald(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraws a local figure with a reason."""
    require_administrate(request)
    lokal = get_object_or_404(LokalParameter, pk=pk)
    _, parameter = get_parameter(lokal.parameter)
    form = TilbagekaldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            tilbagekald_lokal(bruger=request.user, lokal=lokal, grund=form.cleaned_data["grund"])  # type: ignore[arg-type]
        except GrundlagFejl as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Tallet er tilbagekaldt.")
        return redirect("grundlag:parameter", parameter_id=parameter.id)
    context: dict[str, Any] = {"form": form, "lokal": lokal, "parameter": parameter, **rights(request)}
    return render(request, "grundlag/tilbagekald.html", context, status=status_of(form))

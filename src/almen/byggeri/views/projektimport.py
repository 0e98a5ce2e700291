"""Projects from a file: read and checked first, with every fault in its cell; opened when the user says so."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from almen.byggeri.services.projektimport import (
    KOLONNER,
    MAX_RAEKKER,
    NO_RIGHT,
    Projektfil,
    group_projekter,
    import_projekter,
    read_projekter,
    template_csv,
)
from almen.grundlag.selectors import IngenSagsgang
from almen.organisationer.forms import ImportForm
from almen.organisationer.selectors import user_of
from almen.organisationer.services import MAX_BYTES, Celle, OrganisationFejl
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang

SHOWN = 200


def importer(request: HttpRequest) -> HttpResponse:
    """The page: choose a file, read the preview, open the cases."""
    bruger = user_of(request)
    adgang.require(adgang.may_open_sag(bruger), NO_RIGHT)
    form = ImportForm(request.POST or None, request.FILES or None)
    read: Projektfil | None = None
    if request.method == "POST" and "tekst" in request.POST:
        form = ImportForm()
        content = request.POST["tekst"].encode()
        try:
            sager = import_projekter(bruger=bruger, fil=content)
        except (OrganisationFejl, UgyldigtInput, IngenSagsgang) as reason:
            messages.error(request, str(reason))
            read = _read(request, content, None)
        else:
            messages.success(
                request, f"{len(sager)} sager er åbnet: {sager[0].nummer} til {sager[-1].nummer}."
            )
            return redirect("byggeri:liste")
    elif request.method == "POST" and form.is_valid():
        read = _read(request, form.cleaned_data["fil"].read(MAX_BYTES + 1), form)
    failed = bool(form.errors) or (request.method == "POST" and (read is None or read.antal_fejl > 0))
    context = {
        "form": form,
        "kolonner": KOLONNER,
        "hoejst": MAX_RAEKKER,
        "import": read,
        **(_preview(read) if read else {}),
    }
    return render(request, "byggeri/projektimport.html", context, status=400 if failed else 200)


def _read(request: HttpRequest, content: bytes, form: Any) -> Projektfil | None:
    try:
        return read_projekter(bruger=user_of(request), fil=content)
    except OrganisationFejl as reason:
        if form is not None:
            form.add_error("fil", str(reason))
        return None


def _preview(read: Projektfil) -> dict[str, Any]:
    """Lines with faults first, each with its cells in the file's order."""
    rows = sorted(read.raekker, key=lambda row: not row.fejl)
    faulty = {name for row in rows for name, _ in row.fejl}
    columns = [*read.kolonner, *(name for name in KOLONNER if name in faulty - set(read.kolonner))]
    empty = Celle("")
    return {
        "viste_kolonner": columns,
        "linjer": [(row, [row.celler.get(name, empty) for name in columns]) for row in rows[:SHOWN]],
        "skjulte": max(0, len(rows) - SHOWN),
        "antal_projekter": len(list(group_projekter(read))),
    }


def skabelon(request: HttpRequest) -> HttpResponse:
    """An empty CSV file with the columns, for filling in."""
    adgang.require(adgang.may_open_sag(user_of(request)), NO_RIGHT)
    return HttpResponse(
        "\ufeff" + template_csv(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="projekter-skabelon.csv"'},
    )

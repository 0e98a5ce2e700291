"""Adopting, ending and throwing away: the same pages for routes and for bases."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from almen.grundlag.forms import OphoerForm, VedtagForm
from almen.grundlag.models import Grundlagsversion, Sagsgangsversion, Status
from almen.grundlag.selectors.versionsoversigt import read_definition
from almen.grundlag.services import GrundlagFejl, adopt_kladde, delete_kladde, end_without_successor
from almen.grundlag.services.vedtagelse import Version, first_case_day
from almen.grundlag.views.opslag import (
    get_grundlagsversion,
    get_sagsgangsversion,
    place_error,
    require_adopt,
    status_of,
)
from almen.ui.formater import dato


def _find(request: HttpRequest, art: str, af: str, version: str) -> Version:
    if art == "sagsgange":
        return get_sagsgangsversion(af, version)
    return get_grundlagsversion(request, af, version)


def _url(version: Version) -> str:
    if isinstance(version, Sagsgangsversion):
        return reverse("grundlag:sagsgang", args=[version.sagstype, version.version])
    return reverse("grundlag:grundlagsversion", args=[version.grundlag_id, version.version])


def _in_case(version: Version) -> bool:
    return isinstance(version, Grundlagsversion) and bool(version.sagsnummer)


def _page(
    request: HttpRequest, version: Version, titel: str, form: Any, label: str, tekst: str
) -> HttpResponse:
    context = {
        "version": version,
        "titel": titel,
        "form": form,
        "label": label,
        "tekst": tekst,
        "tilbage": _url(version),
        "er_sagsgang": isinstance(version, Sagsgangsversion),
    }
    return render(request, "grundlag/vedtagelse.html", context, status=status_of(form))


def vedtag(request: HttpRequest, art: str, af: str, version: str) -> HttpResponse:
    """Puts a draft in force by a recorded decision."""
    require_adopt(request)
    found = _find(request, art, af, version)
    if found.status != Status.KLADDE or _in_case(found):
        raise Http404("Kun en kladde uden for en sag kan vedtages her.")
    initial: dict[str, Any] = {}
    if isinstance(found, Sagsgangsversion) and (route := read_definition(found)):
        decided = route.vedtaget
        initial = {"organ": decided.organ, "dato": decided.dato, "kilde": decided.kilde.strip()}
    form = VedtagForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            adopted = adopt_kladde(bruger=request.user, version=found, **form.cleaned_data)  # type: ignore[arg-type, type-var]
        except ValueError as error:
            place_error(form, error)
        else:
            messages.success(request, f"{adopted} er vedtaget og gælder fra {adopted.gyldig_fra:%d.%m.%Y}.")
            return redirect(_url(adopted))
    tekst = (
        f"Kladden gælder fra {found.gyldig_fra:%d.%m.%Y}. Den version, der gælder nu, ophører dagen før. "
        "En vedtaget version kan ikke ændres bagefter."
    )
    if found.retter is not None:
        tekst = (
            f"Kladden retter {found.retter.version} og træder i dens sted fra {found.gyldig_fra:%d.%m.%Y}. "
            "Den rettede version bliver stående som rettet."
        )
    if isinstance(found, Grundlagsversion) and (first := first_case_day()):
        tekst = (
            f"Her registreres, hvad der er besluttet før {dato(first)}, så historien er hel. Hvad der besluttes fra "
            f"den dag, går gennem en ændringssag. {tekst}"
        )
    return _page(request, found, f"Vedtag {found}", form, "Registrér vedtagelsen", tekst)


def ophoer(request: HttpRequest, art: str, af: str, version: str) -> HttpResponse:
    """Ends a version without successor."""
    require_adopt(request)
    found = _find(request, art, af, version)
    if found.status != Status.VEDTAGET:
        raise Http404("Kun en vedtaget version kan ophøre.")
    form = OphoerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_without_successor(bruger=request.user, version=found, **form.cleaned_data)  # type: ignore[arg-type, type-var]
        except GrundlagFejl as error:
            place_error(form, error)
        else:
            messages.success(request, f"{found} ophører {form.cleaned_data['sidste_dag']:%d.%m.%Y}.")
            return redirect(_url(found))
    tekst = "Efter den sidste dag er der ingen version, og nye sager kan ikke åbnes, før en ny er vedtaget."
    if not isinstance(found, Sagsgangsversion):
        tekst = "Efter den sidste dag er der intet grundlag, før en ny version er vedtaget."
    return _page(request, found, f"Lad {found} ophøre", form, "Registrér ophøret", tekst)


def slet(request: HttpRequest, art: str, af: str, version: str) -> HttpResponse:
    """Throws a draft away."""
    require_adopt(request)
    found = _find(request, art, af, version)
    if found.status != Status.KLADDE or _in_case(found):
        raise Http404("En vedtaget version og en sags kladde kan ikke slettes.")
    if request.method == "POST":
        name = str(found)
        try:
            delete_kladde(bruger=request.user, version=found)  # type: ignore[arg-type, type-var]
        except GrundlagFejl as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"Kladden {name} er slettet.")
        return redirect("grundlag:sagsgange" if art == "sagsgange" else "grundlag:grundlag")
    return _page(
        request, found, f"Slet kladden {found}", None, "Slet kladden", "Kladden kan ikke hentes frem igen."
    )

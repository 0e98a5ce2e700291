"""Versions of routes: which is in force, what it holds, drafts, and loading the municipality's files."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from almen.grundlag.forms import SagsgangKladdeForm
from almen.grundlag.models import Sagsgangsversion, Status
from almen.grundlag.selectors.versionsoversigt import (
    as_linje,
    read_definition,
    sagsgange_by_type,
    sagstype_navn,
)
from almen.grundlag.services import (
    GrundlagFejl,
    adopt_profile_versions,
    predecessor_of,
    read_profile_versions,
    save_kladde,
)
from almen.grundlag.views.opslag import get_sagsgangsversion, require_adopt, rights, status_of
from almen.organisationer.selectors import current_profil
from almen.sagsgang.definition import Sagsgang
from almen.sagsgang.fejl import SagsgangFejl
from almen.sagsgang.forskel import diff_sagsgange
from almen.sagsgang.register import REGISTER
from almen.sagsgang.tegning import draw_svg
from almen.ui.diagrammer import svg_response


def liste(request: HttpRequest) -> HttpResponse:
    """Every case type with the versions of its route."""
    typer = sagsgange_by_type(timezone.localdate())
    return render(request, "grundlag/sagsgange.html", {"typer": typer, **rights(request)})


def version(request: HttpRequest, sagstype: str, version: str) -> HttpResponse:
    """One version: its decision, steps, drawing, text, and what it changed."""
    found = get_sagsgangsversion(sagstype, version)
    route = read_definition(found)
    profil = current_profil()
    earlier = predecessor_of(route) if route else None
    context: dict[str, Any] = {
        "version": found,
        "linje": as_linje(found, timezone.localdate()),
        "sagstype_navn": sagstype_navn(sagstype),
        "sagsgang": route,
        "trin": _steps(route, _naming_day(found)) if route else [],
        "forgaenger": earlier,
        "aendringer": diff_sagsgange(earlier, route) if route and earlier else [],
        "rettelser": found.rettelser.all(),
        "profil": profil.navn,
        **rights(request),
    }
    return render(request, "grundlag/sagsgang.html", context)


def _naming_day(version: Sagsgangsversion) -> dt.date:
    """Bodies are called what they are called today, or were on the version's last day."""
    today = max(timezone.localdate(), version.gyldig_fra)
    return min(today, version.gyldig_til or today)


def _steps(route: Sagsgang, dato: dt.date) -> list[dict[str, Any]]:
    profil = current_profil()
    numbers = {trin.id: number for number, trin in enumerate(route.orden, start=1)}
    phases = {fase.id: fase.navn for fase in route.faser}
    return [
        {
            "nummer": numbers[trin.id],
            "trin": trin,
            "fase": phases.get(trin.fase, trin.fase),
            "aktoer": profil.aktoer_navn(trin.aktoer, dato),
            "medvirkende": ", ".join(profil.aktoer_navn(item, dato) for item in trin.medvirkende),
            "efter": ", ".join(str(numbers[key]) for key in trin.efter if key in numbers),
            "betingelse": route.betingelser.get(trin.id, ""),
            "kontroller": [_name(REGISTER.kontroller, key) for key in trin.kontroller],
            "virkninger": [_name(REGISTER.virkninger, key) for key in trin.virkninger],
            "hjemmel": "; ".join(trin.retsgrundlag),
        }
        for trin in route.orden
    ]


def _name(known: dict[str, Any], id_: str) -> str:
    return known[id_].navn if id_ in known else id_


def tegning(request: HttpRequest, sagstype: str, version: str) -> HttpResponse:
    """The route as a drawing."""
    found = get_sagsgangsversion(sagstype, version)
    route = read_definition(found)
    if route is None:
        raise Http404("Kladden kan ikke tegnes.")
    return svg_response(draw_svg(route, None, current_profil(), _naming_day(found)))


def definition(request: HttpRequest, sagstype: str, version: str) -> HttpResponse:
    """The YAML text as adopted, for download."""
    found = get_sagsgangsversion(sagstype, version)
    return HttpResponse(
        found.definition,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{found.sagstype}-{found.version}.yaml"'},
    )


def indlaes(request: HttpRequest) -> HttpResponse:
    """Shows what the municipality's files would change, and puts it in force on POST."""
    require_adopt(request)
    context: dict[str, Any] = {"profil": current_profil(), **rights(request)}
    try:
        forskel = read_profile_versions(settings.ALMEN_KOMMUNE)
    except SagsgangFejl as error:
        return render(request, "grundlag/indlaes.html", {**context, "fejl": error.fejl})
    if request.method == "POST":
        # What was shown is what is adopted: if the files have changed since, the page is shown again.
        if request.POST.get("sete") != _fingerprint(forskel):
            messages.error(request, "Filerne er ændret, siden siden blev vist. Se forskellen igen.")
            return redirect("grundlag:indlaes")
        try:
            adopt_profile_versions(bruger=request.user, forskel=forskel)  # type: ignore[arg-type]
        except GrundlagFejl as error:
            messages.error(request, str(error))
            return redirect("grundlag:indlaes")
        messages.success(request, "Versionerne er registreret med de beslutninger, filerne nævner.")
        return redirect("grundlag:sagsgange")
    profil = current_profil()
    nye = []
    for route in forskel.nye:
        earlier = predecessor_of(route, forskel.nye)
        organ = profil.aktoer_navn(route.vedtaget.organ, route.vedtaget.dato or route.gyldig_fra)
        nye.append((route, organ, earlier, diff_sagsgange(earlier, route) if earlier else []))
    context |= {"forskel": forskel, "nye": nye, "sete": _fingerprint(forskel)}
    return render(request, "grundlag/indlaes.html", context)


def _fingerprint(forskel: Any) -> str:
    routes = [route.sha256[:16] for route in forskel.nye]
    return "-".join([*routes, *(f"{base.id}.{text.version}" for base, text in forskel.nye_grundlag)])


def kladde(request: HttpRequest) -> HttpResponse:
    """Writing a draft: from another version (`?fra=`), or as the correction of one (`?retter=`)."""
    require_adopt(request)
    source = _chosen(request, "fra")
    retter = _chosen(request, "retter")
    if retter is not None and retter.status != Status.VEDTAGET:
        raise Http404("Kun en vedtaget version kan rettes.")
    start = source or retter
    if start is not None and start.status == Status.KLADDE and start.retter_id:
        retter = Sagsgangsversion.objects.get(pk=start.retter_id)
    form = SagsgangKladdeForm(request.POST or None, initial={"tekst": start.definition if start else ""})
    fejl: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_kladde(bruger=request.user, tekst=form.cleaned_data["tekst"], retter=retter)  # type: ignore[arg-type]
        except SagsgangFejl as error:
            fejl = error.fejl
        except GrundlagFejl as error:
            form.add_error("tekst", str(error))
        else:
            messages.success(request, f"Kladden {saved} er gemt. Den gælder først, når den er vedtaget.")
            return redirect("grundlag:sagsgang", sagstype=saved.sagstype, version=saved.version)
    context = {"form": form, "fejl": fejl, "start": start, "retter": retter}
    return render(request, "grundlag/kladde.html", context, status=400 if fejl else status_of(form))


def _chosen(request: HttpRequest, name: str) -> Sagsgangsversion | None:
    pk = request.GET.get(name, "")
    if not pk:
        return None
    if not (pk.isdecimal() and len(pk) < 10):
        raise Http404("Versionen findes ikke.")
    return get_object_or_404(Sagsgangsversion.objects.select_related("retter"), pk=int(pk))

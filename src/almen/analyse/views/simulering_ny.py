"""A new simulation: choose what is compared, change the assumptions, or write the scenario as text; or begin from one there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from almen.analyse.forms_simulering import (
    ScenarieForm,
    ScenarietekstForm,
    place_in_sections,
    place_in_text,
    scenarie_as_text,
)
from almen.analyse.models import Simulering
from almen.analyse.selectors.ruter import routes_of
from almen.analyse.selectors.simulering import steps_of_scenarie, unobserved_steps
from almen.analyse.services.simulering import create_simulering
from almen.analyse.simulering.forudindstillinger import presets
from almen.analyse.simulering.scenarie import read_scenarie
from almen.analyse.simuleringsfelter import sections, written_out
from almen.analyse.views.opslag import require_simulate
from almen.analyse.views.simulering import crumbs, find_simulering
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.ui.forms import fault_text
from almen.ui.formularside import answer_form, bound

STARTED = "Simuleringen er sat i gang."
TEKST = "tekst"


@require_GET
def ny_simulering(request: HttpRequest) -> HttpResponse:
    """What can be compared, in plain words."""
    require_simulate(request)
    return render(
        request, "analyse/ny_simulering.html", {"forudindstillinger": presets(), "krummer": crumbs()}
    )


def ny_simulering_fra(request: HttpRequest, forudindstilling: str, form: str = "") -> HttpResponse:
    """The assumptions of one of them, to be changed; `form` "tekst": the scenario as text."""
    require_simulate(request)
    found = next((item for item in presets() if item.id == forudindstilling), None)
    if found is None:
        raise Http404
    krummer = [*crumbs(), ("Ny simulering", reverse("analyse:ny_simulering"))]
    args = [forudindstilling]
    andre = (
        reverse("analyse:ny_simulering_fra", args=args)
        if form
        else reverse("analyse:ny_simulering_tekst", args=args)
    )
    return _answer(
        request, found.data, form, titel=found.navn, krummer=krummer, tilbage=krummer[-1][1], andre=andre
    )


def kopier_simulering(request: HttpRequest, pk: int, form: str = "") -> HttpResponse:
    """The same with the assumptions of a simulation there is."""
    require_simulate(request)
    found = find_simulering(request, pk)
    krummer = [*crumbs(), (found.navn, found.get_absolute_url())]
    andre = reverse("analyse:kopier_simulering" if form else "analyse:kopier_simulering_tekst", args=[pk])
    return _answer(
        request,
        {**found.scenarie, "navn": found.navn},
        form,
        titel="Kopiér og ret",
        krummer=krummer,
        tilbage=found.get_absolute_url(),
        andre=andre,
    )


def _answer(
    request: HttpRequest,
    data: Mapping[str, Any],
    som: str,
    *,
    titel: str,
    krummer: list[tuple[str, str]],
    tilbage: str,
    andre: str,
) -> HttpResponse:
    bruger = require_simulate(request)
    scenarie = written_out(data)
    form: Any
    placer: Callable[[Any, Sequence[Fejl]], None]
    if som == TEKST:
        form = ScenarietekstForm(bound(request), initial={"tekst": scenarie_as_text(scenarie)})
        placer = place_in_text
    else:
        try:
            form, placer = _fields(request, scenarie), place_in_sections
        except UgyldigtInput as error:
            for item in error.fejl:
                messages.error(request, f"{item.felt}: {fault_text(item.besked)}")
            return redirect(andre)

    def act() -> Simulering:
        typed = form.scenarie()
        return create_simulering(bruger=bruger, navn=str(typed.get("navn") or ""), scenarie=typed)

    return answer_form(
        request,
        form,
        act,
        titel=titel,
        done=STARTED,
        til=tilbage,
        til_det_nye=True,
        krummer=krummer,
        label="Kør simuleringen",
        forklaring=str(scenarie.get("beskrivelse", "")),
        template="analyse/simuleringstekst.html" if som == TEKST else "analyse/simuleringsform.html",
        placer=placer,
        andre=andre,
    )


def _fields(request: HttpRequest, scenarie: dict[str, Any]) -> ScenarieForm:
    """The form of the assumptions. Raises UgyldigtInput where the scenario does not fit the municipality's routes."""
    read = read_scenarie(scenarie)
    routes = routes_of(read.sagstype)
    steps = steps_of_scenarie(read, routes, timezone.localdate())
    asked = sections(scenarie, routes, steps, unobserved_steps(steps))
    return ScenarieForm(bound(request), data_for=scenarie, afsnit=asked)

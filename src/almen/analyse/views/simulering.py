"""Simulations: the list, the page of one, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from almen.analyse import simuleringsvisning as visning
from almen.analyse.filtre_simulering import SimuleringFilter
from almen.analyse.forms_simulering import NavnForm
from almen.analyse.kolonner_simulering import SIMULERINGER, state_text, state_tone
from almen.analyse.models import Simulering, Simuleringsstatus
from almen.analyse.selectors.simulering import listed_simuleringer
from almen.analyse.services import simulering as services
from almen.analyse.views.opslag import require_view
from almen.organisationer.selectors import user_of
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.ui.forms import AlmenForm, fault_text
from almen.ui.formularside import answer_form, bound
from almen.ui.lists import ListView

TITEL = "Simuleringer"
HANDLINGER: dict[str, tuple[Callable[..., None], str]] = {
    "stop": (services.cancel_simulering, "Simuleringen er stoppet."),
    "igen": (services.restart_simulering, "Simuleringen begynder forfra."),
}


def crumbs() -> list[tuple[str, str]]:
    """The way to the list."""
    return [("Analyse", reverse("analyse:forside")), (TITEL, reverse("analyse:simuleringer"))]


def find_simulering(request: HttpRequest, pk: int) -> Simulering:
    """A simulation, for those who read the analysis; else 404."""
    require_view(request)
    return get_object_or_404(Simulering.objects.select_related("oprettet_af"), pk=pk)


def find_to_change(request: HttpRequest, pk: int) -> Simulering:
    """The simulation, for its maker and for a leder; 403 for others who see it."""
    found = find_simulering(request, pk)
    allowed = adgang.may_change_simulering(user_of(request), found.oprettet_af_id)
    adgang.require(allowed, services.MAY_NOT_CHANGE)
    return found


class Simuleringsliste(ListView):
    """Every simulation, the newest first."""

    titel = TITEL
    navn = ("simulering", "simuleringer")
    beskrivelse = "Hvad en ændret sagsgang ville betyde for sagernes tid, regnet på de sager, der er her"
    kolonner = SIMULERINGER
    filterset_class = SimuleringFilter
    template_name = "analyse/simuleringsliste.html"
    search_fields = ("navn", "oprettet_af__navn")
    standard_sortering = ("-pk",)
    eksport_navn = "simuleringer"
    tom_titel = "Ingen simuleringer endnu"
    tom_tekst = "En simulering sammenligner to sagsgange på de samme sager: fx Direktionens møder hver uge i stedet for hver måned."

    def get_queryset(self) -> QuerySet[Any]:
        """All of them: they hold no case, only sums."""
        require_view(self.request)
        return listed_simuleringer()

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """A new one, for those who may."""
        if not adgang.may_simulate(user_of(self.request)):
            return []
        return [("Ny simulering", reverse("analyse:ny_simulering"))]

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back."""
        return crumbs()[:1]


def simulering(request: HttpRequest, pk: int) -> HttpResponse:
    """One simulation: how far it is, or what came out of it; the first part alone when htmx asks for it."""
    found = find_simulering(request, pk)
    context = _state(request, found)
    if getattr(request, "htmx", False) and request.htmx.target == "simulering-status":  # type: ignore[attr-defined]
        response = render(request, "analyse/simuleringsstatus.html", {**context, "opdatering": True})
        if not context["koerer"]:
            response["HX-Refresh"] = "true"
        return response
    if found.status == Simuleringsstatus.FAERDIG:
        context |= _answer(found)
    return render(request, "analyse/simulering.html", context)


def _state(request: HttpRequest, found: Simulering) -> dict[str, Any]:
    bruger = user_of(request)
    stuck = services.lost(found)
    return {
        "simulering": found,
        "status": state_text(found),
        "tone": state_tone(found),
        "koerer": found.status in (Simuleringsstatus.VENTER, Simuleringsstatus.KOERER) and not stuck,
        "gaaet_i_staa": stuck,
        "kan_simulere": adgang.may_simulate(bruger),
        "kan_aendre": adgang.may_change_simulering(bruger, found.oprettet_af_id),
        "krummer": crumbs(),
    }


def _answer(found: Simulering) -> dict[str, Any]:
    answer, calibration = found.resultat or {}, found.kalibrering or {}
    return {
        "holder": visning.holds(calibration),
        "kalibrering": calibration,
        "maalinger": visning.calibration_rows(calibration),
        "dag": visning.day_of(found.forudsaetninger or {}),
        "trin": visning.steps_of(found.forudsaetninger or {}),
        "forudsaetninger": found.forudsaetninger or {},
        "forloeb": visning.names_of(answer),
        "maal": [(item, visning.fordeling_of(answer, item.id)) for item in visning.maal_of(answer)],
        "sager": visning.sager_of(answer),
        "fraktiler": [kort for _, _, kort in visning.FRAKTILER],
        "forskelle": [
            (forloeb, mod, list(rows))
            for (forloeb, mod), rows in groupby(
                visning.forskelle_of(answer), key=lambda item: (item.forloeb, item.mod)
            )
        ],
        "koeer": visning.koeer_of(answer),
        "boligaar": visning.aar_of(answer),
        "gentagelser": answer["gentagelser"],
        "froe": answer["froe"],
        "aar": answer["aar"],
    }


@require_POST
def simulering_handling(request: HttpRequest, pk: int, handling: str) -> HttpResponse:
    """Stops it, or lets it begin again."""
    found = find_to_change(request, pk)
    if handling not in HANDLINGER:
        raise Http404
    act, done = HANDLINGER[handling]
    try:
        act(bruger=user_of(request), simulering=found)
    except UgyldigtInput as error:
        for item in error.fejl:
            messages.error(request, fault_text(item.besked))
    else:
        messages.success(request, done)
    return redirect(found)


def simulering_omdoeb(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name."""
    found = find_to_change(request, pk)
    form = NavnForm(bound(request), initial={"navn": found.navn})

    def act() -> None:
        services.rename_simulering(bruger=user_of(request), simulering=found, navn=form.cleaned_data["navn"])

    krummer = [*crumbs(), (found.navn, found.get_absolute_url())]
    return answer_form(
        request, form, act, titel="Omdøb simulering", done="Navnet er ændret.", til=found, krummer=krummer
    )


def simulering_slet(request: HttpRequest, pk: int) -> HttpResponse:
    """Deletes it after asking."""
    found = find_to_change(request, pk)

    def act() -> None:
        services.delete_simulering(bruger=user_of(request), simulering=found)

    return answer_form(
        request,
        AlmenForm(bound(request)),
        act,
        titel="Slet simulering",
        done=f"“{found.navn}” er slettet.",
        til=reverse("analyse:simuleringer"),
        krummer=[*crumbs(), (found.navn, found.get_absolute_url())],
        label="Slet",
        tekst=f"“{found.navn}” slettes med sine forudsætninger og resultater. Det kan ikke fortrydes.",
        farlig=True,
        fortryd=found.get_absolute_url(),
    )

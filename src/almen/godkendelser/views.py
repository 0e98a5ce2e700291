"""Pages of approvals: the list, the kinds, the form, and one approval."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from almen.godkendelser.forms import BILAG, SVAR, GodkendelseForm
from almen.godkendelser.kolonner import GODKENDELSESKOLONNER
from almen.godkendelser.models import Godkendelse
from almen.godkendelser.selectors import (
    emne_choices,
    find_origin,
    shown_svar,
    type_choices,
    typer,
    visible_godkendelser,
)
from almen.godkendelser.services import edit_godkendelse, open_godkendelse
from almen.grundlag.selectors import IngenSagsgang
from almen.organisationer.selectors import organisation_choices, user_of
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, ModelChoiceFilter
from almen.ui.forms import place_fejl
from almen.ui.lists import ListView

MAY_NOT_OPEN = "Kun sagsbehandlere og ledere kan åbne en sag."
MAY_NOT_EDIT = "Kun sagsbehandlere og ledere kan rette i sagen."
MAX_AFDELINGER = 50
# The list of a subject that has a name of its own.
OVERSKRIFTER = {"tilsyn": "Tilsynssager", "udlejning": "Sager om udlejning"}
PRAEFIKSER = ("", SVAR, BILAG)


class GodkendelseFilter(AlmenFilterSet):
    """What approvals can be narrowed by."""

    emne = ChoiceFilter(label="Emne", choices=emne_choices, method="by_emne")
    type = ChoiceFilter(
        label="Type",
        field_name="sag__sagstype",
        choices=lambda: [(item.id, item.navn) for item in typer().values()],
    )
    organisation = ModelChoiceFilter(
        label="Boligorganisation", field_name="sag__boligorganisation", queryset=organisation_choices
    )
    tilstand = ChoiceFilter(
        label="Tilstand",
        choices=(("aaben", "Under behandling"), ("afsluttet", "Afsluttet")),
        method="by_state",
    )

    class Meta:
        model = Godkendelse
        fields: list[str] = []

    def by_emne(self, queryset: QuerySet[Godkendelse], name: str, value: str) -> QuerySet[Godkendelse]:
        return queryset.filter(
            sag__sagstype__in=[item.id for item in typer().values() if item.emne_id == value]
        )

    def by_state(self, queryset: QuerySet[Godkendelse], name: str, value: str) -> QuerySet[Godkendelse]:
        return (
            queryset.filter(sag__overblik__afslutning="")
            if value == "aaben"
            else queryset.exclude(sag__overblik__afslutning="")
        )


class GodkendelseListe(ListView):
    """Every approval whose case the user may see."""

    navn = ("sag", "sager")
    kolonner = GODKENDELSESKOLONNER
    filterset_class = GodkendelseFilter
    search_fields = ("sag__titel", "sag__nummer", "sag__overblik__soegetekst")
    search_label = "Søg på sag, ejendom eller forhold"
    standard_sortering = ("-sag_id",)
    eksport_navn = "godkendelser"
    tom_titel = "Ingen sager endnu"
    tom_tekst = "En sag kommer på listen, når den er åbnet."

    def get_queryset(self) -> QuerySet[Godkendelse]:
        return visible_godkendelser(user_of(self.request))

    @property
    def _emne(self) -> str:
        return dict(emne_choices()).get(self.request.GET.get("emne", ""), "")

    @property
    def titel(self) -> str:  # type: ignore[override]
        """The list's name; that of a subject where the list is narrowed to one."""
        return OVERSKRIFTER.get(
            self.request.GET.get("emne", ""), self._emne or "Godkendelser og tilsynssager"
        )

    @property
    def beskrivelse(self) -> str:  # type: ignore[override]
        """What the list holds."""
        if self._emne:
            return "Listen er indsnævret til ét emne. Fjern filteret for at se alle"
        return "Ansøgninger, som kommunen skal godkende, og kommunens egne sager om tilsyn og udlejning"

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The kinds, and opening a case for those who may."""
        label = "Ny sag" if adgang.may_open_sag(user_of(self.request)) else "Se typerne"
        return [(label, reverse("godkendelser:typer"))]


def typeoversigt(request: HttpRequest) -> HttpResponse:
    """Every kind with paragraph, who decides, and how sure that is; where to begin a case."""
    return render(
        request,
        "godkendelser/typer.html",
        {"emner": type_choices(), "maa_aabne": adgang.may_open_sag(user_of(request))},
    )


def ny(request: HttpRequest, type_id: str) -> HttpResponse:
    """Opens a case of one kind; with `?fra=<number>` on the grounds of a case that the user may see."""
    bruger = user_of(request)
    type_ = typer().get(type_id)
    if type_ is None:
        raise Http404
    adgang.require(adgang.may_open_sag(bruger), MAY_NOT_OPEN)
    ophav = None
    if number := request.GET.get("fra", ""):
        ophav = find_origin(bruger, type_, number)
        if ophav is None:
            raise Http404
    form = GodkendelseForm(request.POST or None, type_=type_, bruger=bruger, ophav=ophav)
    if request.method == "POST" and form.is_valid():
        try:
            sag = open_godkendelse(
                bruger=bruger,
                type_id=type_id,
                svar=form.svar(),
                bilag=form.bilag(),
                afdelinger=form.afdelinger(),
                udspringer_af=ophav,
                **form.head(),
            )
        except UgyldigtInput as error:
            place_fejl(form, error.fejl, PRAEFIKSER)
        except IngenSagsgang as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Sag {sag.nummer} er åbnet.")
            return redirect(sag)
    context = {"form": form, "type": type_, "ophav": ophav}
    return render(request, "godkendelser/formular.html", context, status=400 if form.errors else 200)


def _find(request: HttpRequest, nummer: str) -> Godkendelse:
    return get_object_or_404(visible_godkendelser(user_of(request)), sag__nummer=nummer)


def godkendelse(request: HttpRequest, nummer: str) -> HttpResponse:
    """One approval: answers, documents, afdelinger, and what the law says of its kind."""
    found = _find(request, nummer)
    found.sag.godkendelse = found  # type: ignore[attr-defined]
    type_ = typer()[found.sag.sagstype]
    context: dict[str, Any] = {
        "sag": found.sag,
        "type": type_,
        "svar": shown_svar(found.sag),
        "bilag": [(navn, found.bilag.get(key)) for key, navn in type_.bilag.items()],
        "afdelinger": found.afdelinger.select_related("boligorganisation")[:MAX_AFDELINGER],
        "kan_rette": adgang.may_edit_sag(user_of(request)),
    }
    return render(request, "godkendelser/godkendelse.html", context)


def rediger(request: HttpRequest, nummer: str) -> HttpResponse:
    """Changes the answers."""
    found = _find(request, nummer)
    bruger = user_of(request)
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    type_ = typer()[found.sag.sagstype]
    form = GodkendelseForm(request.POST or None, type_=type_, bruger=bruger, godkendelse=found)
    if request.method == "POST" and form.is_valid():
        try:
            edit_godkendelse(
                bruger=bruger,
                sag=found.sag,
                svar=form.svar(),
                bilag=form.bilag(),
                afdelinger=form.afdelinger(),
            )
        except UgyldigtInput as error:
            place_fejl(form, error.fejl, PRAEFIKSER)
        else:
            messages.success(request, "Oplysningerne er gemt.")
            return redirect(found)
    return render(
        request,
        "godkendelser/formular.html",
        {"form": form, "type": type_, "sag": found.sag},
        status=400 if form.errors else 200,
    )

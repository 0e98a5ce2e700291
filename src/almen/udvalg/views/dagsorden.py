"""Agendas: putting on, ordering, editing, taking off; and what awaits a body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from almen.organisationer.selectors import organisation_choices, user_of
from almen.sager import adgang
from almen.sager.models import Ventetrin
from almen.sager.visning import sagstype_navn
from almen.sagsgang.register import REGISTER
from almen.sagsgang.udfald import Trinstatus
from almen.udvalg.fejl import MoedeAfvist
from almen.udvalg.forms import GrundForm, PunktForm, PunktretForm, SaetPaaForm
from almen.udvalg.kolonner import VENTEKOLONNER, moede_url
from almen.udvalg.selectors.dagsorden import awaiting, is_standard_item
from almen.udvalg.selectors.moeder import next_moeder, organer
from almen.udvalg.services import add_punkt, edit_punkt, move_punkt, put_on_agenda, remove_punkt, set_bilag
from almen.udvalg.views.opslag import find_moede, find_punkt, place, require_keeper
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, ModelChoiceFilter
from almen.ui.kolonner import Kolonne
from almen.ui.lists import ListView

HVOR = (
    ("ingen", "Ikke på en dagsorden"),
    ("skal", "Skal behandles, og er ikke på en dagsorden"),
    ("paa", "På en dagsorden"),
    ("udsat", "Udsat fra et møde"),
    ("standset", "Standset, indbragt"),
)


class VenteFilter(AlmenFilterSet):
    """What waiting steps can be narrowed by."""

    organ = ChoiceFilter(label="Organ", choices=lambda: [(item.id, item.navn) for item in organer()])
    hvor = ChoiceFilter(label="Dagsorden", choices=HVOR, method="by_place")
    sagstype = ChoiceFilter(
        label="Sagstype",
        field_name="sag__sagstype",
        choices=lambda: sorted(((key, sagstype_navn(key)) for key in REGISTER.sagstyper), key=lambda x: x[1]),
    )
    organisation = ModelChoiceFilter(
        label="Boligorganisation", field_name="sag__boligorganisation", queryset=organisation_choices
    )

    class Meta:
        model = Ventetrin
        fields: list[str] = []

    def by_place(self, queryset: QuerySet[Ventetrin], name: str, value: str) -> QuerySet[Ventetrin]:
        """By what has been done about it."""
        if value == "paa":
            return queryset.filter(paa_moede__isnull=False)  # type: ignore[misc]
        if value == "udsat":
            return queryset.filter(udsat__isnull=False)  # type: ignore[misc]
        if value == "standset":
            return queryset.filter(status=Trinstatus.STANDSET)
        queryset = queryset.filter(paa_moede__isnull=True)  # type: ignore[misc]
        return queryset.exclude(status=Trinstatus.VALGFRI) if value == "skal" else queryset


class VenteListe(ListView):
    """Everything that awaits a body: nothing can be forgotten, for it follows from the cases."""

    titel = "Venter på et organ"
    navn = ("trin", "trin")
    beskrivelse = (
        "Trin, som et organ kan behandle nu, og om de står på en dagsorden. Listen følger af sagernes forløb."
    )
    kolonner = VENTEKOLONNER
    filterset_class = VenteFilter
    search_fields = ("sag__titel", "sag__nummer", "trin_navn")
    search_label = "Søg på sag eller trin"
    standard_sortering = ("siden", "pk")
    eksport_navn = "venter-paa-organ"
    tom_titel = "Intet venter på et organ"
    tom_tekst = "Når en sag når til et trin, som et organ skal behandle, står den her."
    broedkrumme = (("Møder", "/moeder/"),)

    def get_kolonner(self) -> Sequence[Kolonne]:
        """Who only reads is offered no way to an agenda that they may not change."""
        if adgang.may_keep_moeder(user_of(self.request)):
            return self.kolonner
        return [replace(item, url=moede_url) if item.id == "hvor" else item for item in self.kolonner]

    def get_queryset(self) -> QuerySet[Ventetrin]:
        bruger = user_of(self.request)
        return awaiting(bruger) if adgang.may_see_moeder(bruger) else Ventetrin.objects.none()


def saet_paa(request: HttpRequest, nummer: str, trin: str) -> HttpResponse:
    """Chooses a meeting for a case's step, and puts it on the agenda."""
    bruger = user_of(request)
    sag = get_object_or_404(adgang.visible_sager(bruger), nummer=nummer)
    require_keeper(request)
    waiting = Ventetrin.objects.filter(sag=sag, trin=trin).first()
    if waiting is None:
        messages.info(request, "Trinnet venter ikke på et organ nu.")
        return redirect(sag)
    standard = request.method == "GET" and is_standard_item(sag, trin)
    form = SaetPaaForm(request.POST or None, organ=waiting.organ, standard=standard)
    if request.method == "POST" and form.is_valid():
        moede = form.cleaned_data["moede"]
        try:
            punkt = put_on_agenda(
                bruger=bruger, moede=moede, sag=sag, trin=trin, standard=form.cleaned_data["standard"]
            )
        except MoedeAfvist as refused:
            place(form, refused.fejl)
        else:
            messages.success(request, f"Sat på dagsordenen: {moede}, punkt {punkt.nummer}.")
            return redirect(moede)
    context = {
        "form": form,
        "sag": sag,
        "trin": waiting,
        "titel": "Sæt på dagsordenen",
        "label": "Sæt på dagsordenen",
        "ingen_moeder": not next_moeder(waiting.organ).exists(),
    }
    return render(request, "udvalg/saet_paa.html", context, status=400 if form.errors else 200)


@require_POST
def tag_med(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts one of the offered steps on this meeting's agenda."""
    require_keeper(request)
    bruger, moede = user_of(request), find_moede(request, pk)
    sag = get_object_or_404(adgang.visible_sager(bruger), nummer=request.POST.get("sag", ""))
    try:
        punkt = put_on_agenda(bruger=bruger, moede=moede, sag=sag, trin=request.POST.get("trin", ""))
        messages.success(request, f"Punkt {punkt.nummer} er sat på: {punkt.titel}.")
    except MoedeAfvist as refused:
        messages.error(request, str(refused))
    return redirect(moede)


def nyt_punkt(request: HttpRequest, pk: int) -> HttpResponse:
    """An item that is no case in the system."""
    require_keeper(request)
    moede = find_moede(request, pk)
    form = PunktForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            punkt = add_punkt(bruger=user_of(request), moede=moede, **form.cleaned_data)
        except MoedeAfvist as refused:
            place(form, refused.fejl)
        else:
            messages.success(request, f"Punkt {punkt.nummer} er sat på.")
            return redirect(moede)
    return _page(request, moede, form, "Nyt punkt uden sag", "Sæt på dagsordenen")


def ret_punkt(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, whether it is closed, and annexes."""
    bruger, punkt = user_of(request), find_punkt(request, pk)
    require_keeper(request)
    form = PunktretForm(request.POST or None, punkt=punkt, bruger=bruger)
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = dict(form.cleaned_data)
        bilag = values.pop("bilag", None)
        try:
            edit_punkt(bruger=bruger, punkt=punkt, **values)
            if bilag is not None:
                set_bilag(bruger=bruger, punkt=punkt, dokumenter=list(bilag))
        except MoedeAfvist as refused:
            place(form, refused.fejl)
        else:
            messages.success(request, f"Punkt {punkt.nummer} er rettet.")
            return redirect(punkt.moede)
    return _page(request, punkt.moede, form, f"Ret punkt {punkt.nummer}", "Gem")


@require_POST
def flyt_punkt(request: HttpRequest, pk: int, vej: str) -> HttpResponse:
    """One place up or down."""
    punkt = find_punkt(request, pk)
    require_keeper(request)
    if vej not in ("op", "ned"):
        raise Http404
    try:
        move_punkt(bruger=user_of(request), punkt=punkt, op=vej == "op")
    except MoedeAfvist as refused:
        messages.error(request, str(refused))
    return redirect(punkt.moede)


def tag_af(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an item off; once the agenda is out with a reason."""
    punkt = find_punkt(request, pk)
    require_keeper(request)
    moede, sent = punkt.moede, punkt.moede.dagsorden_udsendt is not None
    form = GrundForm(request.POST or None, paakraevet=sent)
    if request.method == "POST" and form.is_valid():
        try:
            remove_punkt(bruger=user_of(request), punkt=punkt, grund=form.cleaned_data["grund"])
        except MoedeAfvist as refused:
            place(form, refused.fejl)
        else:
            messages.success(request, f"“{punkt.titel}” er taget af dagsordenen.")
            return redirect(moede)
    note = (
        "Dagsordenen er sendt ud: punktet bliver stående, markeret som udgået."
        if sent
        else "Punktet forsvinder fra dagsordenen. En sag venter igen på organet."
    )
    return _page(request, moede, form, f"Tag punkt {punkt.nummer} af: {punkt.titel}", "Tag af", note)


def _page(
    request: HttpRequest, moede: Any, form: Any, titel: str, label: str, note: str = ""
) -> HttpResponse:
    context = {"moede": moede, "form": form, "titel": titel, "label": label, "note": note}
    return render(request, "udvalg/formular.html", context, status=400 if form.errors else 200)

"""Bodies that have meetings, and who sits in them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from almen.organisationer.selectors import user_of
from almen.sager import adgang
from almen.sagsgang.profil import Aktoernavn
from almen.udvalg.fejl import MoedeAfvist
from almen.udvalg.forms_medlemmer import MedlemForm
from almen.udvalg.kolonner_medlemmer import MEDLEMSKOLONNER, RET
from almen.udvalg.models import Medlemsrolle, Organmedlem
from almen.udvalg.selectors.organer import find_organ, known_partier, organ_pages, visible_medlemmer
from almen.udvalg.services import add_medlem, edit_medlem
from almen.udvalg.views.opslag import place
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, DatoFilter
from almen.ui.kolonner import Kolonne
from almen.ui.lists import ListView

MAY_NOT_KEEP = "Kun udvalgssekretærer, sagsbehandlere og ledere retter medlemmer."


def _sits_on(day: dt.date) -> Q:
    return Q(fra__lte=day) & (Q(til__isnull=True) | Q(til__gte=day))


class MedlemFilter(AlmenFilterSet):
    """Who sits now or sat earlier, or sat on a given day; and by role."""

    tilstand = ChoiceFilter(
        label="Hvornår",
        choices=(("nu", "Medlem i dag"), ("tidligere", "Tidligere"), ("kommende", "Kommende")),
        method="by_state",
    )
    dag = DatoFilter(label="Medlem den", method="by_day")
    rolle = ChoiceFilter(label="Rolle", choices=Medlemsrolle.choices)

    class Meta:
        model = Organmedlem
        fields: list[str] = []

    def by_state(self, queryset: QuerySet[Organmedlem], name: str, value: str) -> QuerySet[Organmedlem]:
        today = timezone.localdate()
        if value == "nu":
            return queryset.filter(_sits_on(today))
        return queryset.filter(til__lt=today) if value == "tidligere" else queryset.filter(fra__gt=today)

    def by_day(self, queryset: QuerySet[Organmedlem], name: str, value: dt.date) -> QuerySet[Organmedlem]:
        return queryset.filter(_sits_on(value))


class MedlemListe(ListView):
    """A body's members, today and earlier."""

    navn = ("medlem", "medlemmer")
    filterset_class = MedlemFilter
    search_fields = ("navn", "parti")
    search_label = "Søg på navn eller parti"
    standard_sortering = ("-fra", "parti", "pk")
    tom_titel = "Ingen medlemmer"
    tom_tekst = "Når medlemmerne er skrevet ind, kan stemmer kontrolleres mod partiernes størrelse."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list of one body; 404 where the body or the right is lacking."""
        self.organ: str = kwargs["organ"]
        self.titel = f"Medlemmer af {_find(request, self.organ).navn}"
        self.eksport_navn = f"medlemmer-{self.organ}"
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Organmedlem]:
        return visible_medlemmer(user_of(self.request), self.organ)

    def get_kolonner(self) -> list[Kolonne]:
        may = adgang.may_keep_moeder(user_of(self.request))
        return [*MEDLEMSKOLONNER, RET] if may else MEDLEMSKOLONNER

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Adding a member, for those who may."""
        may = adgang.may_keep_moeder(user_of(self.request))
        return [("Tilføj medlem", reverse("organer:nyt_medlem", args=[self.organ]))] if may else []

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back to all bodies."""
        return [("Møder", reverse("udvalg:moeder")), ("Organer", reverse("organer:liste"))]


def organer(request: HttpRequest) -> HttpResponse:
    """Every body that has meetings."""
    bruger = user_of(request)
    if not adgang.may_see_moeder(bruger):
        raise Http404
    return render(request, "udvalg/organer.html", {"organer": organ_pages()})


def nyt_medlem(request: HttpRequest, organ: str) -> HttpResponse:
    """Adds a member."""
    return _medlem_form(request, organ, None)


def ret_medlem(request: HttpRequest, organ: str, pk: int) -> HttpResponse:
    """Changes a membership, most often to end it."""
    _find(request, organ)
    medlem = get_object_or_404(visible_medlemmer(user_of(request), organ), pk=pk)
    return _medlem_form(request, organ, medlem)


def _medlem_form(request: HttpRequest, organ: str, medlem: Organmedlem | None) -> HttpResponse:
    bruger = user_of(request)
    navn = _find(request, organ)
    adgang.require(adgang.may_keep_moeder(bruger), MAY_NOT_KEEP)
    posted = request.POST if request.method == "POST" else None
    initial = MedlemForm.initial_of(medlem) if medlem else {}
    form = MedlemForm(posted, initial=initial, partier=known_partier(organ))
    # The form's heading keeps the stored name while a mistyped one is being mended.
    hvem = str(medlem) if medlem else ""
    if posted is not None and form.is_valid():
        try:
            if medlem is None:
                add_medlem(bruger=bruger, organ=organ, **form.cleaned_data)
            else:
                edit_medlem(bruger=bruger, medlem=medlem, **form.cleaned_data)
        except MoedeAfvist as refused:
            place(form, refused.fejl)
        else:
            messages.success(request, "Medlemmet er gemt.")
            return redirect("organer:medlemmer", organ=organ)
    context = {"form": form, "organ": organ, "navn": navn, "hvem": hvem}
    return render(request, "udvalg/medlem.html", context, status=400 if form.errors else 200)


def _find(request: HttpRequest, organ: str) -> Aktoernavn:
    """The body's name; 404 for a body without meetings and for those who may not see any."""
    navn = find_organ(organ)
    if navn is None or not adgang.may_see_moeder(user_of(request)):
        raise Http404
    return navn

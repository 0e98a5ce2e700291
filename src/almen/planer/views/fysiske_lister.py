"""The lists of udviklings- and forandringsplaner, and of kvarterplaner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone

from almen.grundlag.selectors import current_parametre
from almen.omraader.models import Omraade
from almen.organisationer.selectors import user_of
from almen.planer.forms import own_omraader
from almen.planer.kolonner_fysiske import KVARTERKOLONNER, udviklingskolonner
from almen.planer.models import Plan, Planart
from almen.planer.selectors import visible_planer
from almen.sager import adgang
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, ModelChoiceFilter
from almen.ui.kolonner import Kolonne
from almen.ui.lists import ListView

BOLIGARTER = (Planart.UDVIKLINGSPLAN, Planart.FORANDRINGSPLAN)


def _areas(request: Any) -> QuerySet[Omraade]:
    return own_omraader() if adgang.may_see_omraader(user_of(request)) else Omraade.objects.none()


class PlanFilter(AlmenFilterSet):
    """What these lists can be narrowed by."""

    omraade = ModelChoiceFilter(label="Område", field_name="omraader", queryset=_areas)
    tilstand = ChoiceFilter(
        label="Tilstand",
        choices=(("aaben", "Under behandling eller gennemførelse"), ("afsluttet", "Afsluttet")),
        method="by_state",
    )

    class Meta:
        model = Plan
        fields: list[str] = []

    def by_state(self, queryset: QuerySet[Plan], name: str, value: str) -> QuerySet[Plan]:
        running = Q(sag__overblik__afslutning="")
        return queryset.filter(running if value == "aaben" else ~running)


class UdviklingsplanFilter(PlanFilter):
    """And by kind of plan."""

    art = ChoiceFilter(label="Art", choices=[(item.value, item.label) for item in BOLIGARTER])


class Planliste(ListView):
    """Plans whose cases the user may see."""

    arter: tuple[Planart, ...] = ()
    navn = ("plan", "planer")
    filterset_class = PlanFilter
    search_fields = ("navn", "sag__titel", "sag__nummer", "omraader__navn")
    search_label = "Søg på plan, område eller sagsnummer"
    standard_sortering = ("-fra", "navn")
    tom_titel = "Ingen planer endnu"
    tom_tekst = "En plan kommer på listen, når der er åbnet en sag."

    def get_queryset(self) -> QuerySet[Plan]:
        return visible_planer(user_of(self.request)).filter(art__in=self.arter)

    def search(self, queryset: QuerySet[Any], tekst: str) -> QuerySet[Any]:
        """A plan with two areas that hold the word is still one plan."""
        found = super().search(queryset.model.objects.all(), tekst).values("pk")
        return queryset.filter(pk__in=found)

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Opening a case with a plan, for those who may."""
        if not adgang.may_open_sag(user_of(self.request)):
            return []
        return [(f"Ny {item.label.lower()}", reverse("planer:ny", args=[item.value])) for item in self.arter]


class Udviklingsplanliste(Planliste):
    """Statutory and preventive plans with the share of family dwellings."""

    arter = BOLIGARTER
    titel = "Udviklings- og forandringsplaner"
    beskrivelse = "Lovens planer for omdannelsesområder og kommunens egne, forebyggende planer"
    filterset_class = UdviklingsplanFilter
    eksport_navn = "udviklingsplaner"

    def get_kolonner(self) -> Sequence[Kolonne]:
        if not self.kolonner:
            self.kolonner = udviklingskolonner(current_parametre(), timezone.localdate())
        return self.kolonner

    def get_queryset(self) -> QuerySet[Plan]:
        names = ("omraader", "opgoerelser", "virkemidler", "dispensationer", "evalueringer")
        return super().get_queryset().prefetch_related(*names)


class Kvarterplanliste(Planliste):
    """Kvarterplaner with frame, projects and evaluations."""

    arter = (Planart.KVARTERPLAN,)
    titel = "Kvarterplaner"
    beskrivelse = "Områdefornyelser: planer med fysiske, sociale og kulturelle projekter"
    kolonner = KVARTERKOLONNER
    eksport_navn = "kvarterplaner"

    def get_queryset(self) -> QuerySet[Plan]:
        running = Q(indsatser__udgaaet__isnull=True)
        return (
            super()
            .get_queryset()
            .select_related("kvarterplan")
            .prefetch_related("omraader", "evalueringer")
            .annotate(
                projektsum=Sum("indsatser__budget", filter=running),
                projektantal=Count("indsatser", filter=running),
            )
        )

"""The list of boligsociale helhedsplaner."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from almen.organisationer.selectors import user_of
from almen.planer.filtre_helhedsplan import HelhedsplanFilter
from almen.planer.kolonner_helhedsplan import KOLONNER
from almen.planer.models import Plan, Planart
from almen.planer.selectors.helhedsplan import visible_helhedsplaner
from almen.sager import adgang
from almen.ui.lists import ListView


class Helhedsplaner(ListView):
    """Every boligsocial helhedsplan whose case the user may see."""

    titel = "Boligsociale helhedsplaner"
    navn = ("helhedsplan", "helhedsplaner")
    beskrivelse = "Sociale og forebyggende indsatser i almene områder: hvem betaler, og hvor langt er planen"
    kolonner = KOLONNER
    filterset_class = HelhedsplanFilter
    search_fields = ("navn", "sag__titel", "sag__nummer", "omraader__navn")
    search_label = "Søg på plan, område eller sagsnummer"
    standard_sortering = ("-fra", "navn")
    eksport_navn = "helhedsplaner"
    tom_titel = "Ingen boligsociale helhedsplaner endnu"
    tom_tekst = "En plan kommer på listen, når der er åbnet en sag."

    def get_queryset(self) -> QuerySet[Plan]:
        return visible_helhedsplaner(user_of(self.request))

    def search(self, queryset: QuerySet[Plan], tekst: str) -> QuerySet[Plan]:
        """By areas too, without a plan coming twice because it has two."""
        return queryset.filter(pk__in=super().search(Plan.objects.order_by(), tekst).values("pk"))

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Opening a case, for those who may."""
        may_open = adgang.may_open_sag(user_of(self.request))
        return (
            [("Ny helhedsplan", reverse("planer:ny", args=[Planart.HELHEDSPLAN.value]))] if may_open else []
        )

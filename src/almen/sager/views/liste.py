"""The list of cases."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from almen.sager import adgang
from almen.sager.filtre import SagFilter
from almen.sager.kolonner import SAG_KOLONNER
from almen.sagsgang.register import REGISTER
from almen.ui.lists import ListView


class SagListe(ListView):
    """Every case that the user may see: filter, search, sort, export."""

    titel = "Sager"
    navn = ("sag", "sager")
    kolonner = SAG_KOLONNER
    filterset_class = SagFilter
    search_fields = ("soegetekst",)
    search_label = "Søg i nummer, titel, adresse"
    standard_sortering = ("-sag_id",)
    eksport_navn = "sager"
    tom_tekst = "Ingen sager svarer til det, du har valgt."
    tom_handling = ("Vis alle sager", "/sager/")

    def get_queryset(self) -> QuerySet[Any]:
        """The user's cases, with the names that the rows show."""
        return adgang.visible_overblik(self.request.user).select_related(  # type: ignore[arg-type]
            "boligorganisation", "ansvarlig"
        )

    def search(self, queryset: QuerySet[Any], tekst: str) -> QuerySet[Any]:
        """Every word must occur in the projection's lower-case search text."""
        for word in tekst.lower().split()[:8]:
            queryset = queryset.filter(soegetekst__contains=word)
        return queryset

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """A button for each kind of case that can be opened here."""
        if not adgang.may_open_sag(self.request.user):  # type: ignore[arg-type]
            return []
        return [
            (f"Ny sag: {item.navn.lower()}", item.ny_url())
            for item in REGISTER.sagstyper.values()
            if item.ny_url
        ]

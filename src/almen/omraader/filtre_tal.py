"""The filters of the list of figures."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from almen.grundlag.aflaesningsliste import Aflaesningsfilter
from almen.omraader.forms_tal import list_choices, omraade_choices
from almen.omraader.indikatorer import alle_indikatorer
from almen.omraader.models import Noegletal
from almen.ui.filtre import ChoiceFilter

REFERENCER = "referencer"


class TalFilter(Aflaesningsfilter):
    """Which area, figure, list and source; and whether readings that were replaced are shown."""

    omraade = ChoiceFilter(
        label="Område",
        choices=lambda: [(REFERENCER, "Landet og regionerne"), *omraade_choices()],
        method="of_area",
    )
    indikator = ChoiceFilter(label="Tal", choices=lambda: [(i.id, i.navn) for i in alle_indikatorer()])
    liste = ChoiceFilter(label="Liste", choices=list_choices)

    class Meta:
        model = Noegletal
        fields: list[str] = []

    def of_area(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The figures of one area, or the references."""
        return queryset.filter(omraade=None if value == REFERENCER else int(value))

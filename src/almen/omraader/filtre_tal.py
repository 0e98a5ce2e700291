"""The filters of the list of figures."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from almen.omraader.forms_tal import list_choices, omraade_choices
from almen.omraader.indikatorer import alle_indikatorer
from almen.omraader.models import Noegletal
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter

HISTORIK, REFERENCER = "historik", "referencer"


class TalFilter(AlmenFilterSet):
    """Which area, figure, list and source; and whether readings that were replaced are shown."""

    omraade = ChoiceFilter(
        label="Område",
        choices=lambda: [(REFERENCER, "Landet og regionerne"), *omraade_choices()],
        method="of_area",
    )
    indikator = ChoiceFilter(label="Tal", choices=lambda: [(i.id, i.navn) for i in alle_indikatorer()])
    liste = ChoiceFilter(label="Liste", choices=list_choices)
    kilde = django_filters.CharFilter(label="Kilde", lookup_expr="icontains", max_length=200)
    vis = ChoiceFilter(
        label="Vis",
        empty_label="Gældende tal",
        choices=[(HISTORIK, "Erstattede og tilbagekaldte")],
        method="history",
    )

    class Meta:
        model = Noegletal
        fields: list[str] = []

    def of_area(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The figures of one area, or the references."""
        return queryset.filter(omraade=None if value == REFERENCER else int(value))

    def history(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """What counts no more."""
        return queryset.filter(Q(erstattet_af__isnull=False) | Q(tilbagekaldt=True))

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What counts, unless the history is asked for."""
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("vis"):
            return rows
        return rows.filter(erstattet_af__isnull=True, tilbagekaldt=False)

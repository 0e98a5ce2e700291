"""The filters of the list of auditors' remarks."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from almen.organisationer.selectors import organisation_choices
from almen.tilsyn.models import Bemaerkningsart, Revisionsbemaerkning
from almen.tilsyn.selectors.revision import overskredet
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, ModelChoiceFilter

AABNE, OVERSKREDNE, AFSLUTTEDE = "aabne", "overskredne", "afsluttede"


class Bemaerkningsfilter(AlmenFilterSet):
    """Whose remarks, of which accounts, how grave, and where they stand."""

    organisation = ModelChoiceFilter(
        label="Boligorganisation", field_name="boligorganisation", queryset=organisation_choices
    )
    afdeling = django_filters.CharFilter(
        label="Afdelingens nummer", field_name="afdeling__nummer", max_length=5
    )
    aar = ChoiceFilter(label="Regnskabsår", choices=(), field_name="regnskabsaar")
    art = ChoiceFilter(label="Art", choices=Bemaerkningsart.choices)
    tilstand = ChoiceFilter(
        label="Tilstand",
        choices=[(AABNE, "Åbne"), (OVERSKREDNE, "Frist overskredet"), (AFSLUTTEDE, "Afsluttede")],
        method="by_state",
    )

    class Meta:
        model = Revisionsbemaerkning
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["aar"].extra["choices"] = year_choices()

    def by_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Open ones, open ones whose day has passed, or closed ones."""
        if value == OVERSKREDNE:
            return queryset.filter(overskredet(timezone.localdate()))
        return queryset.filter(afsluttet__isnull=value == AABNE)


def year_choices() -> list[tuple[str, str]]:
    """The accounts of which something was remarked, the latest first."""
    rows = Revisionsbemaerkning.objects.order_by("-regnskabsaar").values_list("regnskabsaar", flat=True)
    return [(str(aar), str(aar)) for aar in rows.distinct()]

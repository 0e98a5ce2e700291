"""The filters of the list of figures; the same names as on the picture's page, so that it can link to its own figures."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet

from almen.boligmasse.forms import HELE, place_choices, year_field
from almen.boligmasse.kategorier import ejerform_choices
from almen.boligmasse.models import Boligtal, Emne, Enhed
from almen.grundlag.aflaesningsliste import Historikfilter
from almen.ui.filtre import ChoiceFilter


class YearFilter(django_filters.Filter):
    """A year, typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._year = year_field(str(kwargs.get("label", "")), required=False)

    @property
    def field(self) -> Any:
        """The form's field."""
        return self._year


class TalFilter(Historikfilter):
    """What is counted, where, when; and whether readings that were replaced are shown."""

    emne = ChoiceFilter(label="Emne", choices=Emne.choices)
    bydel = ChoiceFilter(label="Område", choices=place_choices, method="in_place")
    ejerform = ChoiceFilter(label="Ejerform", choices=ejerform_choices)
    enhed = ChoiceFilter(label="Tallet er", choices=Enhed.choices)
    fra = YearFilter(field_name="aar", lookup_expr="gte", label="Fra år")
    til = YearFilter(field_name="aar", lookup_expr="lte", label="Til år")

    class Meta:
        model = Boligtal
        fields: list[str] = []

    def in_place(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The figures of the municipality as a whole, or of one district."""
        return queryset.filter(bydel="" if value == HELE else value)

"""The filters of the list of placements."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from almen.organisationer.models import Afdeling
from almen.organisationer.selectors import organisation_choices
from almen.udlejning.models import Trappe
from almen.udlejning.selectors.placeringer import unplaced
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, DatoFilter, ModelChoiceFilter

MANGLER, PLACERET, FORSKEL = "mangler", "placeret", "forskel"


class PlaceringFilter(AlmenFilterSet):
    """Which afdelinger on which day. Reads `placeringer.afdelinger_on`; `filter_with` says which differ."""

    dag = DatoFilter(label="På dagen", method="with_view")
    organisation = ModelChoiceFilter(
        label="Boligorganisation", queryset=organisation_choices, field_name="boligorganisation"
    )
    bydel = ChoiceFilter(label="Bydel", choices=(), field_name="bydel")
    trappe = ChoiceFilter(label="Trappe", choices=Trappe.choices, method="with_step")
    trin = ChoiceFilter(label="Trin", choices=[(str(n), str(n)) for n in range(1, 7)], method="with_view")
    placering = ChoiceFilter(
        label="Placering",
        choices=[
            (MANGLER, "Mangler placering"),
            (PLACERET, "Placeret"),
            (FORSKEL, "Andet trin end områdets klasse"),
        ],
        method="by_placement",
    )
    forskelle: Collection[int] = ()

    class Meta:
        model = Afdeling
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used = Afdeling.objects.exclude(bydel="").order_by("bydel").values_list("bydel", flat=True).distinct()
        self.filters["bydel"].extra["choices"] = [(navn, navn) for navn in used]

    def with_view(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        """Read by the view or by another filter."""
        return queryset

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """A step without a stair is a step of any of them."""
        queryset = super().filter_queryset(queryset)
        data = self.form.cleaned_data
        if (step := data.get("trin")) and not data.get("trappe"):
            either = Q()
            for trappe in Trappe.values:
                either |= Q(**{f"trin_{trappe}": int(step)})
            queryset = queryset.filter(either)
        return queryset

    def with_step(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those on the stair, or on the chosen step of it."""
        step = self.form.cleaned_data.get("trin")
        wanted = {f"trin_{value}": int(step)} if step else {f"trin_{value}__isnull": False}
        return queryset.filter(**wanted)

    def by_placement(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those that stand nowhere, somewhere, or elsewhere than their area's class says."""
        if value == FORSKEL:
            return queryset.filter(pk__in=self.forskelle)
        return queryset.filter(unplaced()) if value == MANGLER else queryset.exclude(unplaced())


def filter_with(forskelle: Collection[int]) -> type[PlaceringFilter]:
    """The filter that knows which afdelinger (keys) differ from their area's class."""
    known = frozenset(forskelle)

    class Known(PlaceringFilter):
        forskelle = known

        class Meta(PlaceringFilter.Meta):
            pass

    return Known

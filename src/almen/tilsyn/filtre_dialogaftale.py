"""The filters of the list of agreements."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from almen.organisationer.selectors import organisation_choices
from almen.tilsyn.models import Aftalepart, Aftalestatus, Dialogaftale, Styringsdialog
from almen.tilsyn.selectors.dialogaftaler import overskredet
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, ModelChoiceFilter

OVERSKREDNE = "overskredne"


class Aftalefilter(AlmenFilterSet):
    """Whose agreements, of which year, who is to act, and where they stand."""

    organisation = ModelChoiceFilter(
        label="Boligorganisation", field_name="dialog__boligorganisation", queryset=organisation_choices
    )
    aar = ChoiceFilter(label="Dialogens år", choices=(), field_name="dialog__aar")
    part = ChoiceFilter(label="Hvem", choices=Aftalepart.choices)
    status = ChoiceFilter(
        label="Status",
        choices=[(OVERSKREDNE, "Frist overskredet"), *Aftalestatus.choices],
        method="by_status",
    )

    class Meta:
        model = Dialogaftale
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = Styringsdialog.objects.order_by("-aar").values_list("aar", flat=True).distinct()
        self.filters["aar"].extra["choices"] = [(str(aar), str(aar)) for aar in years]

    def by_status(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """One status, or those that are open and late."""
        if value == OVERSKREDNE:
            return queryset.filter(overskredet(timezone.localdate()))
        return queryset.filter(status=value)

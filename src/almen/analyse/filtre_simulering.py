"""The filters of the list of simulations."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from almen.analyse.models import Simulering, Simuleringsstatus
from almen.organisationer.models import Bruger
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, DatoFilter

HOLDER, HOLDER_IKKE, UKENDT = "ja", "nej", "ukendt"


def maker_choices() -> list[tuple[str, str]]:
    """Who has made simulations. One query."""
    found = Bruger.objects.filter(pk__in=Simulering.objects.values("oprettet_af")).order_by("navn", "pk")
    return [(str(bruger.pk), str(bruger)) for bruger in found]


class SimuleringFilter(AlmenFilterSet):
    """State, whether the calibration held, who made it, and from which day."""

    status = ChoiceFilter(label="Status", choices=Simuleringsstatus.choices)
    kalibrering = ChoiceFilter(
        label="Kalibrering",
        choices=[(HOLDER, "Holder"), (HOLDER_IKKE, "Holder ikke"), (UKENDT, "Ikke efterprøvet")],
        method="by_calibration",
    )
    lavet_af = ChoiceFilter(label="Lavet af", choices=(), field_name="oprettet_af")
    fra = DatoFilter(label="Oprettet fra og med", field_name="oprettet", lookup_expr="date__gte")
    til = DatoFilter(label="Oprettet til og med", field_name="oprettet", lookup_expr="date__lte")

    class Meta:
        model = Simulering
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["lavet_af"].extra["choices"] = maker_choices()

    def by_calibration(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those that have run and whose calibration held, did not, or could not be tried."""
        answer = {HOLDER: True, HOLDER_IKKE: False}.get(value)
        rows = queryset.filter(status=Simuleringsstatus.FAERDIG)
        return rows.filter(kalibrering__holder=answer)

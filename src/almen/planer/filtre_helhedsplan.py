"""The filters of the list of boligsociale helhedsplaner."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from almen.omraader.models import Omraade
from almen.organisationer.selectors import organisation_choices, user_of
from almen.planer.helhedsplansvar import JA, NEJ, UAFGJORT, samlet
from almen.planer.models import Plan, Planart
from almen.planer.selectors import visible_planer
from almen.planer.selectors.helhedsplan import money_svar
from almen.planer.selectors.plan import omraader_of
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, DatoFilter, ModelChoiceFilter

TILSTANDE = (
    ("aaben", "Under behandling og tilsyn"),
    ("afsluttet", "Afsluttede"),
    ("forsinket", "Frist overskredet"),
)
FINANSIERING = ((JA, "Holder"), (NEJ, "Holder ikke"), (UAFGJORT, "Kan ikke afgøres"))


def _omraader(request: Any) -> QuerySet[Omraade]:
    """The areas that the helhedsplaner this user sees are about."""
    return omraader_of(visible_planer(user_of(request)).filter(art=Planart.HELHEDSPLAN))


class HelhedsplanFilter(AlmenFilterSet):
    """What the list can be narrowed by."""

    omraade = ModelChoiceFilter(label="Område", field_name="omraader", queryset=_omraader)
    organisation = ModelChoiceFilter(
        label="Boligorganisation", field_name="sag__boligorganisation", queryset=organisation_choices
    )
    tilstand = ChoiceFilter(label="Tilstand", choices=TILSTANDE, method="by_state")
    finansiering = ChoiceFilter(label="Finansiering", choices=FINANSIERING, method="by_check")
    loeber = DatoFilter(label="Løber den", method="by_day")

    class Meta:
        model = Plan
        fields: list[str] = []

    def by_state(self, queryset: QuerySet[Plan], name: str, value: str) -> QuerySet[Plan]:
        """Open, finished, or with a deadline that has passed."""
        running = {"sag__overblik__afslutning": ""}
        if value == "afsluttet":
            return queryset.exclude(**running)
        queryset = queryset.filter(**running)
        if value == "forsinket":
            return queryset.filter(sag__overblik__naeste_frist__lt=timezone.localdate())
        return queryset

    def by_check(self, queryset: QuerySet[Plan], name: str, value: str) -> QuerySet[Plan]:
        """By what the rules answer. The answer is reckoned, not kept, so every plan is asked; a municipality has tens of them."""
        return queryset.filter(pk__in=[row.pk for row in queryset if samlet(money_svar(row)) == value])

    def by_day(self, queryset: QuerySet[Plan], name: str, value: Any) -> QuerySet[Plan]:
        """Plans whose term holds the day."""
        return queryset.filter(fra__lte=value, til__gte=value)

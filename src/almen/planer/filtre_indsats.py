"""What the list of efforts can be narrowed by."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from almen.omraader.models import Omraade
from almen.organisationer.selectors import user_of
from almen.planer.forms import own_omraader
from almen.planer.models import Indsats, Lys, Plan, Planart, Politik
from almen.planer.selectors import forvaltninger, visible_planer
from almen.planer.selectors.politik import visible_politikker
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, ModelChoiceFilter

ANDRE, INTET = "andre", "intet"


def _owners() -> list[tuple[str, str]]:
    return [*((item.id, item.navn) for item in forvaltninger()), (ANDRE, "Andre end forvaltningerne")]


def _plans(request: HttpRequest | None) -> QuerySet[Plan]:
    return Plan.objects.none() if request is None else visible_planer(user_of(request))


def _policies(request: HttpRequest | None) -> QuerySet[Politik]:
    return Politik.objects.none() if request is None else visible_politikker(user_of(request))


def _areas(request: HttpRequest | None) -> QuerySet[Omraade]:
    found: QuerySet[Omraade] = own_omraader()
    return found


class IndsatsFilter(AlmenFilterSet):
    """Policy, plan, kind of plan, goal, owner, area, light, and what is late or dropped."""

    politik = ModelChoiceFilter(label="Politik", field_name="plan__politik", queryset=_policies)
    plan = ModelChoiceFilter(label="Plan", queryset=_plans)
    art = ChoiceFilter(label="Planens art", field_name="plan__art", choices=Planart.choices)
    maal = ChoiceFilter(
        label="Mål",
        choices=[*((str(n), f"Mål {n}") for n in range(1, 10)), (INTET, "Intet mål")],
        method="by_goal",
    )
    ansvarlig = ChoiceFilter(label="Ansvarlig", choices=_owners, method="by_owner")
    omraade = ModelChoiceFilter(label="Område", field_name="omraader", queryset=_areas)
    lys = ChoiceFilter(label="Status", choices=[*Lys.choices, ("ingen", "Ikke meldt")], method="by_light")
    stand = ChoiceFilter(
        label="Vis",
        choices=[
            ("gaeldende", "Uden udgåede"),
            ("forsinket", "Med forsinkede milepæle"),
            ("udgaaet", "Kun udgåede"),
        ],
        method="by_state",
    )

    class Meta:
        model = Indsats
        fields: list[str] = []

    def by_goal(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Under the goal of this number, or under none."""
        return (
            queryset.filter(maal__isnull=True) if value == INTET else queryset.filter(maal__nummer=int(value))
        )

    def by_owner(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Of one forvaltning, or of none."""
        return queryset.filter(ansvarlig="" if value == ANDRE else value)

    def by_light(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """With this light in the latest report, or without a report."""
        return queryset.filter(lys__isnull=True) if value == "ingen" else queryset.filter(lys=value)

    def by_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Running, with milestones that are late, or dropped."""
        if value == "udgaaet":
            return queryset.filter(udgaaet__isnull=False)
        running = queryset.filter(udgaaet__isnull=True)
        return running.filter(antal_forsinkede__gt=0) if value == "forsinket" else running

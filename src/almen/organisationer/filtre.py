"""What the lists of organisations, afdelinger and users can be narrowed by."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from almen.organisationer.kolonner import VIRKNINGER
from almen.organisationer.models import (
    Afdeling,
    Boligorganisation,
    Bruger,
    Bygningstype,
    Importlinje,
    Rolle,
)
from almen.organisationer.selectors import visible_afdelinger, visible_boligorganisationer
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, ModelChoiceFilter

JA_NEJ = (("ja", "Ja"), ("nej", "Nej"))


class OrganisationFilter(AlmenFilterSet):
    """By administrator, and whether the organisation is active today."""

    administrator = ChoiceFilter(
        label="Administrator",
        choices=lambda: [
            (name, name)
            for name in Boligorganisation.objects.exclude(administrator="")
            .order_by("administrator")
            .values_list("administrator", flat=True)
            .distinct()
        ],
    )
    aktiv = ChoiceFilter(label="Aktiv i dag", choices=JA_NEJ, method="narrow_aktiv")

    class Meta:
        model = Boligorganisation
        fields: list[str] = []

    def narrow_aktiv(
        self, queryset: QuerySet[Boligorganisation], name: str, value: str
    ) -> QuerySet[Boligorganisation]:
        """Those whose period holds today, or those whose does not."""
        active = _in_force("aktiv_fra", "aktiv_til", timezone.localdate(), open_start=True)
        return queryset.filter(active) if value == "ja" else queryset.exclude(active)


class AfdelingFilter(AlmenFilterSet):
    """By organisation, bydel and how they are built: those that the user may see, and no others."""

    boligorganisation = ModelChoiceFilter(
        label="Boligorganisation", queryset=lambda request: visible_boligorganisationer(request.user)
    )
    bydel = ChoiceFilter(label="Bydel", choices=())
    bygningstype = ChoiceFilter(label="Bygningstype", choices=Bygningstype.choices)

    class Meta:
        model = Afdeling
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bydele = visible_afdelinger(self.request.user).exclude(bydel="").order_by("bydel")
        names = bydele.values_list("bydel", flat=True).distinct()
        self.filters["bydel"].extra["choices"] = [(name, name) for name in names]


class BrugerFilter(AlmenFilterSet):
    """By a role in force today, and whether the account is open."""

    rolle = ChoiceFilter(label="Rolle i dag", choices=Rolle.choices, method="narrow_rolle")
    aktiv = ChoiceFilter(label="Åben", choices=JA_NEJ, method="narrow_aktiv")

    class Meta:
        model = Bruger
        fields: list[str] = []

    def narrow_rolle(self, queryset: QuerySet[Bruger], name: str, value: str) -> QuerySet[Bruger]:
        """Those who hold the role today."""
        prefix = "rolletildelinger__gyldig_"
        in_force = _in_force(f"{prefix}fra", f"{prefix}til", timezone.localdate())
        return queryset.filter(in_force, rolletildelinger__rolle=value).distinct()

    def narrow_aktiv(self, queryset: QuerySet[Bruger], name: str, value: str) -> QuerySet[Bruger]:
        """Open or closed accounts."""
        return queryset.filter(is_active=value == "ja")


class ImportlinjeFilter(AlmenFilterSet):
    """By what a line of a file does."""

    virkning = ChoiceFilter(label="Virkning", choices=tuple(VIRKNINGER.items()))

    class Meta:
        model = Importlinje
        fields: list[str] = []


def _in_force(fra: str, til: str, today: dt.date, *, open_start: bool = False) -> Q:
    begun = Q(**{f"{fra}__lte": today})
    if open_start:
        begun |= Q(**{f"{fra}__isnull": True})
    return begun & (Q(**{f"{til}__isnull": True}) | Q(**{f"{til}__gte": today}))

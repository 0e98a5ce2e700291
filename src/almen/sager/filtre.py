"""Filters of the case list; each is a column of the projection with an index."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from almen.organisationer.models import Boligtype, Bruger
from almen.organisationer.selectors import current_profil, organisation_choices
from almen.sager.adgang import WORKS_WITH_CASES
from almen.sager.models import Sagsoverblik
from almen.sager.visning import FASER
from almen.sagsgang.register import REGISTER
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, DatoFilter, ModelChoiceFilter

TILSTANDE = (("aaben", "Åbne"), ("afsluttet", "Afsluttede"), ("overskredet", "Frist overskredet"))


def _sagstyper() -> list[tuple[str, str]]:
    return [(item.id, item.navn) for item in REGISTER.sagstyper.values()]


def _aktoerer() -> list[tuple[str, str]]:
    today, profil = timezone.localdate(), current_profil()
    return [(item, profil.aktoer_navn(item, today)) for item in profil.aktoer_ids]


def _ansvarlige(request: Any) -> QuerySet[Bruger]:
    # By role, not by the cases they have: that would read every case to fill one list of choices.
    return Bruger.objects.filter(rolletildelinger__rolle__in=WORKS_WITH_CASES).distinct()


class SagFilter(AlmenFilterSet):
    """What a case list can be narrowed by."""

    tilstand = ChoiceFilter(label="Tilstand", choices=TILSTANDE, method="filter_tilstand")
    sagstype = ChoiceFilter(label="Sagstype", choices=_sagstyper)
    fase = ChoiceFilter(label="Fase", choices=tuple(FASER.items()))
    venter_paa = ChoiceFilter(label="Venter på", field_name="naeste_aktoer", choices=_aktoerer)
    boligtype = ChoiceFilter(label="Boligtype", choices=Boligtype.choices, method="filter_boligtype")
    boligorganisation = ModelChoiceFilter(label="Boligorganisation", queryset=organisation_choices)
    ansvarlig = ModelChoiceFilter(
        label="Ansvarlig",
        queryset=_ansvarlige,
    )
    aabnet_fra = DatoFilter(label="Åbnet fra", field_name="aabnet_dato", lookup_expr="gte")
    aabnet_til = DatoFilter(label="Åbnet til", field_name="aabnet_dato", lookup_expr="lte")

    class Meta:
        model = Sagsoverblik
        fields: list[str] = []

    def filter_tilstand(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Open, finished, or with a deadline that has passed."""
        if value == "afsluttet":
            return queryset.exclude(afslutning="")
        queryset = queryset.filter(afslutning="")
        return queryset.filter(naeste_frist__lt=timezone.localdate()) if value == "overskredet" else queryset

    def filter_boligtype(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Cases with dwellings of the type, alone or among others."""
        return queryset.filter(boligtyper__contains=value)

"""The filters of lead times, of the list of stays, and of lost time."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from almen.analyse.filtre import OpholdFilter
from almen.analyse.grupper import GRUPPERINGER, STANDARD
from almen.analyse.models import Art
from almen.analyse.selectors.tabt_tid import with_cause
from almen.analyse.ventetid import NAVNE, Aarsag
from almen.sagsgang.ophold import AABNET
from almen.ui.filtre import ChoiceFilter
from almen.ui.forms import HeltalField

MAX_MAAL = 36_500
AABNING = "-"  # in the address: no step is called so
AARSAGER = [(item.value, navn) for item, navn in NAVNE.items()]


class DageFilter(django_filters.Filter):
    """A number of days."""

    field_class = HeltalField


class LedetidFilter(OpholdFilter):
    """Which stays, what they are divided by, and a target in days."""

    saml = ChoiceFilter(
        label="Opdelt efter",
        empty_label=GRUPPERINGER[STANDARD].navn,
        choices=[(item.id, item.navn) for item in GRUPPERINGER.values() if item.id != STANDARD],
    )
    maal = DageFilter(label="Mål (dage)", hoejst=MAX_MAAL)


class TabtTidFilter(OpholdFilter):
    """Which stays, and what their days went with."""

    aarsag = ChoiceFilter(label="Dage gået med", choices=AARSAGER)


class OpholdslisteFilter(OpholdFilter):
    """Which stays: what began them, how they ended, what their days went with, and when their cases were opened."""

    udloest_af = ChoiceFilter(label="Udløst af", choices=())
    art = ChoiceFilter(label="Endte som", choices=Art.choices)
    aarsag = ChoiceFilter(label="Dage gået med", choices=AARSAGER)
    aabnet_fra = ChoiceFilter(label="Sag åbnet fra og med", choices=())
    aabnet_til = ChoiceFilter(label="Sag åbnet til og med", choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = self.filters["trin"].extra["choices"]
        self.filters["udloest_af"].extra["choices"] = [(AABNING, "Sagens åbning"), *steps]
        for name in ("aabnet_fra", "aabnet_til"):
            self.filters[name].extra["choices"] = self.filters["aar_fra"].extra["choices"]

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The stays that fit; the form has been found valid. Raises ForMange."""
        valg = self.form.cleaned_data
        rows = super().filter_queryset(queryset)
        for name, lookup in _LOOKUPS.items():
            if valg[name]:
                rows = rows.filter(**{lookup: valg[name]})
        if valg["udloest_af"]:
            rows = rows.filter(udloest_af=valg["udloest_af"].replace(AABNING, AABNET))
        if valg["aarsag"]:
            rows = with_cause(rows, Aarsag(valg["aarsag"]), timezone.localdate())
        return rows


_LOOKUPS = {
    "art": "art",
    "aabnet_fra": "sag__aabnet_dato__year__gte",
    "aabnet_til": "sag__aabnet_dato__year__lte",
}

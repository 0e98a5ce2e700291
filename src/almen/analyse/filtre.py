"""The filters that the pages of time at steps have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from almen.analyse.models import Ophold
from almen.analyse.selectors.ophold import narrow
from almen.analyse.selectors.ruter import phases_of, routes_of, steps_of
from almen.organisationer.models import Boligtype
from almen.organisationer.selectors import aktoer_navn, organisationer_by_nummer
from almen.sagsgang.register import REGISTER
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter

STANDARD = "nybyggeri"
OF_ROUTE = ("version", "fase", "trin", "aktoer")


def sagstype_choices() -> list[tuple[str, str]]:
    """Case types that have stays, by name. One query."""
    found = set(Ophold.objects.order_by().values_list("sagstype", flat=True).distinct())
    return sorted(((item, REGISTER.sagstype(item).navn) for item in found), key=lambda row: row[1])


def year_choices() -> list[tuple[str, str]]:
    """The years in which stays began, the latest first. One query."""
    found = Ophold.objects.order_by("-klar_aar").values_list("klar_aar", flat=True).distinct()
    return [(str(aar), str(aar)) for aar in found]


class OpholdFilter(AlmenFilterSet):
    """Which cases and steps: case type (new building where none is chosen), version, dwellings, organisation, actor, step, years."""

    data: Any  # django-filter does not say what it keeps
    sagstype = ChoiceFilter(label="Sagstype", empty_label="Nybyggeri", choices=())
    version = ChoiceFilter(label="Sagsgang", choices=())
    fase = ChoiceFilter(label="Fase", choices=())
    trin = ChoiceFilter(label="Trin", choices=())
    aktoer = ChoiceFilter(label="Aktør", choices=())
    boligtype = ChoiceFilter(label="Boligtype", choices=Boligtype.choices)
    organisation = ChoiceFilter(label="Boligorganisation", choices=())
    aar_fra = ChoiceFilter(label="Begyndt fra og med", choices=())
    aar_til = ChoiceFilter(label="Begyndt til og med", choices=())

    class Meta:
        model = Ophold
        fields: list[str] = []

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data and data.get("sagstype") == STANDARD:
            data = data.copy()
            del data["sagstype"]  # the empty choice means it, also where an address writes it out
        super().__init__(data, *args, **kwargs)
        self.routes = routes = routes_of(sagstype_of(self.data))
        steps, years, today = steps_of(routes), year_choices(), timezone.localdate()
        actors = {trin.aktoer for trin in steps.values()}
        choices: dict[str, list[tuple[str, str]]] = {
            "sagstype": [item for item in sagstype_choices() if item[0] != STANDARD],
            "version": [(version, version) for version in reversed(routes)],
            "fase": list(phases_of(routes).items()),
            "trin": [(trin.id, trin.navn) for trin in steps.values()],
            "aktoer": sorted((item, aktoer_navn(item, today)) for item in actors),
            "organisation": organisationer_by_nummer(),
            "aar_fra": years,
            "aar_til": years,
        }
        for name, found in choices.items():
            if name in self.filters:
                self.filters[name].extra["choices"] = found
        self._forget_other_routes(choices)

    def _forget_other_routes(self, choices: Mapping[str, list[tuple[str, str]]]) -> None:
        """Who chooses another case type keeps what both have; a step of the first one's route is no fault, it only says nothing."""
        for name in OF_ROUTE:
            value = (self.data or {}).get(name)
            if not value or value in dict(choices[name]):
                continue
            others = Ophold.objects.exclude(sagstype=sagstype_of(self.data))
            if others.filter(**{name: value}).exists():
                self.data = self.data.copy()
                del self.data[name]

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The stays that fit; the form has been found valid."""
        return narrow(queryset, chosen(self.form.cleaned_data))


def chosen(valg: Mapping[str, Any]) -> dict[str, Any]:
    """The filters' values with the case type that they mean."""
    return {**valg, "sagstype": sagstype_of(valg)}


def sagstype_of(data: Any) -> str:
    """The case type that is chosen; new building where none is."""
    return str((data or {}).get("sagstype") or STANDARD)

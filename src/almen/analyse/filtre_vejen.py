"""The filters of the whole way: which cases, which stretch, and which days are known."""

from __future__ import annotations

from typing import Any

from django.db.models import Min
from django.utils import timezone

from almen.analyse.filtre import STANDARD, sagstype_of
from almen.analyse.models import Ophold
from almen.analyse.selectors.ruter import routes_of
from almen.analyse.straekninger import FELTER, load_straekninger, vejkort_of
from almen.analyse.vej import FLERE, STANDE
from almen.byggeri.models import Byggesag, Lokalplan
from almen.organisationer.models import Boligtype
from almen.organisationer.selectors import organisationer_by_nummer
from almen.sagsgang.register import REGISTER
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter

GRUPPER = {
    "boligtype": "Boligtype",
    "organisation": "Boligorganisation",
    "aar": "År, strækningen begyndte",
    "version": "Sagsgang",
}
BOLIGTYPER: list[tuple[str, str]] = [*Boligtype.choices, (FLERE, "Flere boligtyper")]
# Values that belong to one case type: they are let go when the reader goes on to another.
_OWN = ("straekning", "har", "mangler", "version")


class VejFilter(AlmenFilterSet):
    """Which cases: case type (new building where none is chosen), version, dwellings, organisation, years."""

    sagstype = ChoiceFilter(label="Sagstype", empty_label="Nybyggeri", choices=())
    straekning = ChoiceFilter(label="Strækning", choices=())
    boligtype = ChoiceFilter(label="Boligtype", choices=BOLIGTYPER)
    organisation = ChoiceFilter(label="Boligorganisation", choices=())
    version = ChoiceFilter(label="Sagsgang", choices=())
    aar_fra = ChoiceFilter(label="Begyndt fra og med", choices=())
    aar_til = ChoiceFilter(label="Begyndt til og med", choices=())

    class Meta:
        model = Ophold
        fields: list[str] = []

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(_without_strangers(data), *args, **kwargs)
        sagstype = sagstype_of(self.data)
        kort = load_straekninger().sagstyper.get(sagstype) or vejkort_of(STANDARD)
        years, points = year_choices(), [(item.id, item.navn) for item in kort.punkter]
        choices: dict[str, list[tuple[str, str]]] = {
            "sagstype": [item for item in sagstype_choices() if item[0] != STANDARD],
            "straekning": [(item.id, item.navn) for item in kort.straekninger],
            "organisation": organisationer_by_nummer(),
            "version": [(item, item) for item in reversed(routes_of(sagstype))],
            "aar_fra": years,
            "aar_til": years,
            "har": points,
            "mangler": points,
        }
        for name, found in choices.items():
            if name in self.filters:
                self.filters[name].extra["choices"] = found


class VejlisteFilter(VejFilter):
    """How the stretch stands, which days are known, and what the columns show."""

    stand = ChoiceFilter(label="Strækningen er", choices=[(id_, navn) for id_, (navn, _) in STANDE.items()])
    har = ChoiceFilter(label="Har dagen", empty_label="Uanset", choices=())
    mangler = ChoiceFilter(label="Mangler dagen", empty_label="Uanset", choices=())
    vis = ChoiceFilter(label="Vis", empty_label="Dage i kalenderen", choices=[("laengder", "Antal dage på hver strækning")])  # fmt: skip


class VarighedFilter(VejFilter):
    """Which stretch's curve, and by what it is parted."""

    gruppe = ChoiceFilter(label="Sammenlign efter", empty_label="Ingen", choices=list(GRUPPER.items()))


def sagstype_choices() -> list[tuple[str, str]]:
    """Case types that have stretches, by name."""
    found = [id_ for id_ in load_straekninger().sagstyper if id_ in REGISTER.sagstyper]
    return sorted(((id_, REGISTER.sagstype(id_).navn) for id_ in found), key=lambda row: row[1])


def year_choices() -> list[tuple[str, str]]:
    """Every year since the first recorded day, the latest first. Three queries."""
    today = timezone.localdate().year
    first = [
        Ophold.objects.aggregate(aar=Min("klar_aar"))["aar"],
        *(day.year for day in Lokalplan.objects.aggregate(*map(Min, FELTER["lokalplan"])).values() if day),
        *(day.year for day in Byggesag.objects.aggregate(*map(Min, FELTER["byggesag"])).values() if day),
    ]
    earliest = min((aar for aar in first if aar), default=today)
    return [(str(aar), str(aar)) for aar in range(today, earliest - 1, -1)]


def _without_strangers(data: Any) -> Any:
    """The choices without those that belong to a case type which is not the chosen one."""
    if not data or not (other := [k for k in load_straekninger().sagstyper if k != sagstype_of(data)]):
        return data
    kept = data.copy()
    for name in _OWN:
        value = kept.get(name)
        if (
            value
            and not _knows(sagstype_of(data), name, value)
            and any(_knows(id_, name, value) for id_ in other)
        ):
            del kept[name]
    return kept


def _knows(sagstype: str, name: str, value: str) -> bool:
    kort = load_straekninger().sagstyper.get(sagstype)
    if kort is None:
        return False
    if name == "version":
        return value in routes_of(sagstype)
    return value in (kort.straekning if name == "straekning" else kort.punkt)

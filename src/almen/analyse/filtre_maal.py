"""The filters of the pages that follow one measure: which, in which cases, and begun when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from almen.analyse.filtre import OpholdFilter, sagstype_of
from almen.analyse.maalepunkter import HELE, STRAEKNINGER, TRIN, Maal, measures_of
from almen.analyse.reformer import Reform, is_version, reforms_of
from almen.ui.filtre import ChoiceFilter, DatoFilter
from almen.ui.formater import dato

# What cuts pieces out of a case has no place where the whole of it is measured.
_OF_STAYS = ("fase", "trin", "aktoer", "aar_fra", "aar_til")
_SPANS = {maal.id for spans in STRAEKNINGER.values() for maal in spans} | {HELE.id}


class Maalefilter(OpholdFilter):
    """Case type, what is measured (its first span where nothing is chosen), dwellings, organisation, version."""

    maal = ChoiceFilter(label="Hvad måles", choices=())
    orden: tuple[str, ...] = ("sagstype", "maal", "boligtype", "organisation", "version")

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.maalinger = measures_of(sagstype_of(self.data), self.routes)
        first, *rest = self.maalinger.values()
        self._forget_measure(first)
        self.filters["maal"].extra["empty_label"] = first.navn
        self.filters["maal"].extra["choices"] = [(maal.id, maal.navn) for maal in rest]
        for name in _OF_STAYS:
            del self.filters[name]
        for name in self.orden:
            self.filters.move_to_end(name)

    def _forget_measure(self, first: Maal) -> None:
        """The first measure is what the empty choice means; who changes the case type begins anew with what is measured."""
        chosen = str(self.data.get("maal", "")) if self.data else ""
        other_types = chosen not in self.maalinger and (chosen in _SPANS or chosen.startswith(TRIN))
        if chosen == first.id or other_types:
            self.data = self.data.copy()
            del self.data["maal"]

    def maal_of(self, valg: Mapping[str, Any]) -> Maal:
        """The measure that is chosen; the first one where none is."""
        return self.maalinger[valg.get("maal") or next(iter(self.maalinger))]


class Udviklingsfilter(Maalefilter):
    """The same, summed by year or by periods of some years."""

    saml = ChoiceFilter(
        label="Årene tages",
        empty_label="Et ad gangen",
        choices=[(str(n), f"{n} ad gangen") for n in (2, 3, 5)],
    )
    orden = (*Maalefilter.orden, "saml")


class Forloebsfilter(Maalefilter):
    """The same, of what began between two days (both included)."""

    begyndt_fra = DatoFilter(label="Begyndt fra og med")
    begyndt_til = DatoFilter(label="Begyndt til og med")
    orden = (*Maalefilter.orden, "begyndt_fra", "begyndt_til")


YEARS = tuple((n, n) for n in ("1", "2", "3", "4", "5", "7", "10", "15"))
STANDARD_YEARS = "5"


class Reformfilter(Maalefilter):
    """The same, held against a change of the route or a day of one's own; how many years before it and after."""

    reform = ChoiceFilter(label="Ændring", choices=(), empty_label=None)
    dag = DatoFilter(label="Eller en anden dag")
    aar_foer = ChoiceFilter(label="År før", choices=YEARS, empty_label=None)
    aar_efter = ChoiceFilter(label="År efter", choices=YEARS, empty_label=None)
    orden = ("sagstype", "maal", "reform", "dag", "aar_foer", "aar_efter", "boligtype", "organisation")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.filters["version"]  # what is compared is mostly one version with the next
        self.reformer = reforms_of(self.routes)
        if self.reformer:
            self.filters["reform"].extra["choices"] = [
                (key, item.navn) for key, item in self.reformer.items()
            ]
        else:
            del self.filters["reform"]
        self.data = self._with_defaults()

    def _with_defaults(self) -> Any:
        data = self.data.copy()
        chosen = data.get("reform", "")
        # Who changes the case type begins anew with what it is held against.
        if chosen not in self.reformer and (not chosen or is_version(chosen)):
            data["reform"] = next(iter(self.reformer), "")
        for name in ("aar_foer", "aar_efter"):
            data[name] = data.get(name) or STANDARD_YEARS
        return data

    def reform_of(self, valg: Mapping[str, Any]) -> Reform | None:
        """The day that was typed, else the change that was chosen; None where there is neither."""
        if dag := valg.get("dag"):
            return Reform(dag, dato(dag))
        return self.reformer.get(valg.get("reform", ""))

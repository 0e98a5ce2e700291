"""How long the stretches of the whole way take: survival over the cases, unfinished ones as unfinished, for page, chart and export."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from almen.analyse.filtre_vejen import BOLIGTYPER
from almen.analyse.regning import answers_to
from almen.analyse.straekninger import Straekning, Vejkort
from almen.analyse.vej import (
    MAALT,
    UAFSLUTTEDE,
    Stand,
    Vej,
    cells_of,
    count_stande,
    group,
    narrow_ways,
    year_of,
)
from almen.ui.formater import antal as counted
from almen.ui.formater import heltal

FLEST = 4  # groups in one drawing: more curves cannot be told apart
# Days after which the table tells how many have not come to the end, as people say them.
EFTER = (
    (30, "30 dage"), (91, "3 måneder"), (182, "½ år"), (365, "1 år"), (547, "1½ år"), (730, "2 år"), (1096, "3 år"), (1461, "4 år"),
    (1826, "5 år"), (2557, "7 år"), (3652, "10 år"), (5479, "15 år"), (7305, "20 år"),
)  # fmt: skip
KEN = dict(BOLIGTYPER)


@dataclass(frozen=True)
class Varighed:
    """How long a stretch takes in some cases. Figures in days; None where there are too few cases, or the curve does not reach them.

    `filtre`: what in the list of cases leaves exactly these.
    """

    id: str
    navn: str
    stande: Mapping[Stand, int]
    svar: Mapping[str, Any]
    for_faa: bool
    filtre: Mapping[str, str] = field(default_factory=dict)
    laengst: int | None = None

    @property
    def pk(self) -> str:
        """The row's key."""
        return self.id

    @property
    def antal(self) -> int:
        """Cases that can be measured: finished and unfinished."""
        return sum(self.stande.get(stand, 0) for stand in MAALT)

    @property
    def afsluttede(self) -> int:
        """Cases that have come to the end."""
        return self.stande.get(Stand.AFSLUTTET, 0)

    @property
    def uafsluttede(self) -> int:
        """Cases that have begun and not come to the end: they run, or were rejected on the way."""
        return sum(self.stande.get(stand, 0) for stand in UAFSLUTTEDE)

    @property
    def mangler(self) -> int:
        """Cases of which a day is not recorded."""
        return self.stande.get(Stand.MANGLER_START, 0) + self.stande.get(Stand.MANGLER_SLUT, 0)

    @property
    def omvendt(self) -> int:
        """Cases whose end lies before the start."""
        return self.stande.get(Stand.OMVENDT, 0)

    @property
    def median(self) -> int | None:
        """Days after which half are finished."""
        return self._figure("median")

    @property
    def q1(self) -> int | None:
        """Days after which a quarter are finished."""
        return self._figure("q1")

    @property
    def q3(self) -> int | None:
        """Days after which three quarters are finished."""
        return self._figure("q3")

    def _figure(self, navn: str) -> int | None:
        value: int | None = None if self.for_faa else self.svar.get(navn)
        return value

    @property
    def median_fra(self) -> int | None:
        """The lower end of the median's interval."""
        return self._figure("median_fra")

    @property
    def median_til(self) -> int | None:
        """The upper end of the median's interval; None where it is not known."""
        return self._figure("median_til")

    @property
    def interval(self) -> str:
        """The median's interval in words; empty where there is no median."""
        if self.median is None:
            return ""
        ends = (self.median_fra, self.median_til)
        return "–".join("ukendt" if end is None else heltal(end) for end in ends)

    @property
    def bemaerkning(self) -> str:
        """Why there is no median; empty where there is one."""
        if not self.antal:
            return "Ingen sager"
        if self.for_faa:
            return "For få sager"
        return "Ikke nået af halvdelen" if self.median is None else ""

    @property
    def kurve(self) -> Sequence[Sequence[float]]:
        """The survival curve's points; none where there are too few cases."""
        return [] if self.for_faa else self.svar.get("kurve", ())

    @property
    def tekst(self) -> str:
        """The row in words, for those who cannot see its curve."""
        told = f"{counted(self.antal, 'sag', 'sager')}, heraf {self.afsluttede} afsluttet"
        return f"{told}; {self.bemaerkning.lower() if self.median is None else f'median {self.median} dage'}"


def durations(
    veje: Sequence[Vej], kort: Vejkort, valg: Mapping[str, Any], straekning: Straekning, mindst: int
) -> tuple[list[Varighed], list[Varighed]]:
    """Every stretch over the cases that fit the filters, in the catalogue's order; and `straekning` with its curve, parted by `valg["gruppe"]`
    (the largest groups only) or as a whole. Raises KanIkkeRegnes.
    """
    whole = [(item.id, item.navn, narrow_ways(veje, valg, item.id)) for item in kort.straekninger]
    gruppe, chosen = str(valg.get("gruppe") or ""), straekning.id
    cases = next(found for id_, _, found in whole if id_ == chosen)
    parts = group(cases, lambda vej: _KEYS[gruppe](vej, chosen), chosen, FLEST) if gruppe else {"": cases}
    jobs: list[dict[str, Any]] = [
        {"art": "overlevelse", "tider": cells_of(found, id_)} for id_, _, found in whole
    ]
    for found in parts.values():
        cells = cells_of(found, chosen)
        jobs.append({"art": "overlevelse", "tider": cells, "kurve": True, "maal": after(cells)})
    answers = answers_to(jobs)
    return (
        [
            _duration(id_, navn, id_, found, answer, mindst, {"straekning": id_})
            for (id_, navn, found), answer in zip(whole, answers[: len(whole)], strict=True)
        ],
        [
            _duration(key or "alle", _name(gruppe, key, found), chosen, found, answer, mindst, _filters(gruppe, key, chosen))
            for (key, found), answer in zip(parts.items(), answers[len(whole) :], strict=True)
        ],
    )  # fmt: skip


def after(cells: Sequence[tuple[int, int, int]]) -> list[int]:
    """The days that the table tells of: those that somebody has lasted to."""
    longest = max((days for days, _, _ in cells), default=0)
    return [days for days, _ in EFTER if days <= longest]


def table_of(parts: Sequence[Varighed]) -> list[tuple[str, list[Decimal | None]]]:
    """After how long → percent of each part's cases that had not come to the end; None behind what has been seen, or too few."""
    told = [
        (days, name) for days, name in EFTER if any(str(days) in part.svar.get("over", {}) for part in parts)
    ]
    return [(name, [_percent(part, days) for part in parts]) for days, name in told]


def _percent(part: Varighed, days: int) -> Decimal | None:
    share = None if part.for_faa else part.svar.get("over", {}).get(str(days))
    return None if share is None else Decimal(str(share))


def _duration(
    id_: str,
    navn: str,
    straekning: str,
    veje: Sequence[Vej],
    svar: Mapping[str, Any],
    mindst: int,
    filtre: Mapping[str, str],
) -> Varighed:
    stande = count_stande(veje, straekning)
    few = sum(stande[stand] for stand in MAALT) < mindst
    lengths = (vej.laengder[straekning].dage for vej in veje)
    longest = max((days for days in lengths if days is not None), default=None)
    return Varighed(id_, navn, stande, svar, few, filtre, longest)


_KEYS: Mapping[str, Callable[[Vej, str], str]] = {
    "boligtype": lambda vej, straekning: vej.boligtype,
    "organisation": lambda vej, straekning: vej.lbf_nummer,
    "aar": lambda vej, straekning: str(year_of(vej, straekning) or ""),
    "version": lambda vej, straekning: vej.version,
}


def _name(gruppe: str, key: str, veje: Sequence[Vej]) -> str:
    if not gruppe:
        return "Alle i udsnittet"
    if not key:
        return "Ikke oplyst"
    if gruppe == "organisation":
        return veje[0].organisation
    return KEN.get(key, key) if gruppe == "boligtype" else key


def _filters(gruppe: str, key: str, straekning: str) -> dict[str, str]:
    """What in the list leaves the group alone; a group of cases where it is not known cannot be asked for."""
    asked = {"straekning": straekning}
    if gruppe == "aar":
        return asked | {"aar_fra": key, "aar_til": key}
    return asked | ({gruppe: key} if gruppe and key else {})

"""The yearly picture as pages, papers and commands show it: a year's figures of one kind and place, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from almen.boligmasse.kategorier import IALT, ejerform_navn, in_order
from almen.boligmasse.models import Boligtal, Emne, Enhed
from almen.regler.boligmasse import Periodeandel, check_hundrede, check_ialt, compute_andele
from almen.ui import formater

HELE = "hele kommunen"


@dataclass(frozen=True)
class Kilde:
    """Where figures stand: the source's name and address, and how certain it is."""

    kilde: str
    adresse: str
    sikkerhed: str
    demo: bool


def kilder_of(tal: Sequence[Boligtal]) -> tuple[Kilde, ...]:
    """The sources of figures, each once, in their order."""
    found = (Kilde(t.kilde, t.kilde_adresse, t.sikkerhed, t.demo) for t in tal)
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Andel:
    """One tenure in a year: its number, if numbers are known, and its share in percent, computed or as published.

    `tal` is the reading that it comes from; None values are what the source does not tell or cannot be computed.
    """

    ejerform: str
    antal: Decimal | None
    andel: Decimal | None
    tal: Boligtal

    @property
    def navn(self) -> str:
        """The tenure in words."""
        return ejerform_navn(self.ejerform)


@dataclass(frozen=True)
class Advarsel:
    """Figures that contradict each other. `type`: andele_ikke_100, dele_ikke_ialt or bydele_ikke_kommune.

    `id` is the same as long as the contradiction is about the same figures' place; `sum` is what the parts make,
    `helhed` what they should; `tal` are the readings; `tekst` says it all in Danish.
    """

    id: str
    type: str
    emne: str
    aar: int
    bydel: str
    sum: Decimal
    helhed: Decimal
    tekst: str
    tal: tuple[Boligtal, ...]

    @property
    def kilder(self) -> tuple[Kilde, ...]:
        """The figures' sources."""
        return kilder_of(self.tal)


@dataclass(frozen=True)
class Aarssaet:
    """The figures of one kind, year, place and unit: `beregnet` from numbers, else shares as published.

    `fra_aar` is before `aar` for figures that their source gives for a whole period.
    """

    emne: str
    fra_aar: int
    aar: int
    bydel: str
    beregnet: bool
    andele: tuple[Andel, ...]
    ialt: Boligtal | None

    @property
    def sted(self) -> str:
        """The district, or that it is the whole municipality."""
        return self.bydel or HELE

    @property
    def periode(self) -> str:
        """ "2024" or "2014–2024"."""
        return str(self.aar) if self.fra_aar == self.aar else f"{self.fra_aar}–{self.aar}"

    @cached_property
    def tal(self) -> tuple[Boligtal, ...]:
        """The readings, the total last."""
        return (*(item.tal for item in self.andele), *([self.ialt] if self.ialt else []))

    @property
    def kilder(self) -> tuple[Kilde, ...]:
        """The figures' sources."""
        return kilder_of(self.tal)

    @property
    def demo(self) -> bool:
        """True if any of the figures is the demo's own."""
        return any(row.demo for row in self.tal)

    @cached_property
    def sum(self) -> Decimal | None:
        """The sum of the shares in percent; None if none is known."""
        known = [item.andel for item in self.andele if item.andel is not None]
        return sum(known, Decimal(0)) if known else None

    @cached_property
    def antal(self) -> Decimal | None:
        """How many dwellings: the given total, else the sum of the parts if several are known and none is missing."""
        if self.ialt is not None:
            return self.ialt.tal
        known = [item.antal for item in self.andele if item.antal is not None]
        complete = self.beregnet and len(known) == len(self.andele) > 1
        return sum(known, Decimal(0)) if complete else None

    def get(self, ejerform: str) -> Andel | None:
        """One tenure's figures, None if there are none."""
        return next((item for item in self.andele if item.ejerform == ejerform), None)

    @cached_property
    def advarsel(self) -> Advarsel | None:
        """What does not add up in these figures, None if all does."""
        if self.beregnet:
            fault = check_ialt(
                {item.ejerform: item.antal for item in self.andele}, self.ialt.tal if self.ialt else None
            )
            kind, unit = "dele_ikke_ialt", "boliger"
        else:
            fault = check_hundrede({item.ejerform: item.andel for item in self.andele})
            kind, unit = "andele_ikke_100", "pct."
        if fault is None:
            return None
        values = (item.antal if self.beregnet else item.andel for item in self.andele)
        parts = " + ".join(formater.decimal(value) for value in values if value is not None)
        text = (
            f"{self.hvad}: {parts} = {formater.decimal(fault.sum)} {unit}, men skulle give "
            f"{formater.decimal(fault.helhed)} {unit.removesuffix('.')}. "
            f"Forskellen er {formater.decimal(fault.forskel)}"
        )
        if fault.tolerance:
            text += f"; afrunding kan højst forklare {formater.decimal(fault.tolerance.normalize())}"
        place = self.bydel or "kommunen"
        return Advarsel(
            id=f"{kind}:{self.emne}:{self.periode}:{place}",
            type=kind,
            emne=self.emne,
            aar=self.aar,
            bydel=self.bydel,
            sum=fault.sum,
            helhed=fault.helhed,
            tekst=f"{text}.",
            tal=self.tal,
        )

    @property
    def hvad(self) -> str:
        """What the figures are, in words: the beginning of a sentence about them."""
        what = "Boligmassen" if self.emne == Emne.BESTAND else "Færdiggjorte boliger"
        return f"{what} {self.periode}, {self.sted}"


def make_saet(rows: Sequence[Boligtal]) -> list[Aarssaet]:
    """The sets that readings make: by year, published shares before what is computed from numbers."""
    groups: dict[tuple[int, int, str, str, bool], list[Boligtal]] = {}
    for row in rows:
        key = (row.aar, -row.fra_aar, row.emne, row.bydel, row.enhed == Enhed.ANTAL)
        groups.setdefault(key, []).append(row)
    return [_one(groups[key]) for key in sorted(groups)]


def _one(rows: Sequence[Boligtal]) -> Aarssaet:
    first = rows[0]
    by_tenure = {row.ejerform: row for row in rows}
    total = by_tenure.pop(IALT, None)
    counted = first.enhed == Enhed.ANTAL
    order = in_order(by_tenure)
    values = {key: by_tenure[key].tal for key in order}
    shares = compute_andele(values, total.tal if total else None) if counted else values
    parts = tuple(Andel(key, values[key] if counted else None, shares[key], by_tenure[key]) for key in order)
    return Aarssaet(first.emne, first.fra_aar, first.aar, first.bydel, counted, parts, total)


@dataclass(frozen=True)
class Faerdiggjorte:
    """M2: dwellings completed in a period. `beregnet` from the yearly numbers; `offentliggjort` as sources print it.

    `offentliggjort`: the sets (number or share) whose source gives a period that begins in the same year.
    """

    beregnet: Periodeandel
    tal: tuple[Boligtal, ...]
    offentliggjort: tuple[Aarssaet, ...]

    @property
    def demo(self) -> bool:
        """True if any of the yearly figures is the demo's own."""
        return any(row.demo for row in self.tal)

    @property
    def kilder(self) -> tuple[Kilde, ...]:
        """The sources of all of it."""
        return kilder_of([*self.tal, *(row for saet in self.offentliggjort for row in saet.tal)])

"""What a simulation gave, as page, paper and spreadsheet say it: rows of figures with their intervals, and the differences in words.

Pure: reads the kept answer (`Simulering.resultat`, `.kalibrering`) and knows no database.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from almen.ui.formater import INGEN, antal, decimal, heltal

# As the answer names them, as a page says it, and as a narrow table does.
FRAKTILER = (
    ("p10", "10 pct. færdige inden", "10 pct."),
    ("q1", "25 pct. færdige inden", "25 pct."),
    ("median", "Halvdelen færdige inden (median)", "Median"),
    ("q3", "75 pct. færdige inden", "75 pct."),
    ("p90", "90 pct. færdige inden", "90 pct."),
)


@dataclass(frozen=True)
class Interval:
    """A figure with the range of 90 in 100 repetitions; `vaerdi` None: not reached, too few cases were settled."""

    vaerdi: float | None
    fra: float | None = None
    til: float | None = None
    decimaler: int = 0

    @classmethod
    def read(cls, raw: Any, decimaler: int = 0) -> Interval:
        """From [value, from, to], from a bare number, or from nothing."""
        if isinstance(raw, int | float):
            return cls(float(raw), decimaler=decimaler)
        vaerdi, fra, til = raw or (None, None, None)
        return cls(vaerdi, fra, til, decimaler)

    @property
    def tekst(self) -> str:
        """ "312 (298–327)"; the figure alone where it has no range."""
        if self.vaerdi is None:
            return INGEN
        if self.fra is None or self.til is None:
            return self.show(self.vaerdi)
        return f"{self.show(self.vaerdi)} ({self.spaend})"

    @property
    def spaend(self) -> str:
        """ "298–327"; "−5 til 12" where one end is below nought."""
        assert self.fra is not None and self.til is not None  # noqa: S101 - asked of figures with a range
        between = " til " if rounded(min(self.fra, self.til), self.decimaler) < 0 else "–"
        return f"{self.show(self.fra)}{between}{self.show(self.til)}"

    @property
    def exact(self) -> Decimal | None:
        """The figure as it is shown, as a number."""
        return None if self.vaerdi is None else rounded(self.vaerdi, self.decimaler)

    def show(self, value: float) -> str:
        """The number as it is written."""
        return decimal(rounded(value, self.decimaler), self.decimaler)


@dataclass(frozen=True)
class Maalraekke:
    """How long one measure took in one variant: how many cases, and the days that so many of them were done in."""

    forloeb: str
    version: str
    antal: int
    fraktiler: tuple[Interval, ...]


@dataclass(frozen=True)
class Maal:
    """A measure with its variants side by side."""

    id: str
    navn: str
    raekker: tuple[Maalraekke, ...]


@dataclass(frozen=True)
class Forskel:
    """The difference of the median between a variant and the one that it is held against, in days; below nought is saved."""

    forloeb: str
    mod: str
    maal: str
    dage: Interval

    @property
    def sikker(self) -> bool:
        """True if the range, in the whole days that are told, leaves nought out."""
        low, high = self.dage.fra, self.dage.til
        return low is not None and high is not None and (rounded(low) > 0 or rounded(high) < 0)

    @property
    def tekst(self) -> str:
        """ "sparer 34 dage (21–47)", or that no difference is sure."""
        low, value, high = self.dage.fra, self.dage.vaerdi, self.dage.til
        if value is None or low is None or high is None:
            return "kan ikke siges: for få sager"
        if not self.sikker:
            return f"ingen sikker forskel ({self.dage.spaend} dage)"
        size = Interval(abs(value), min(abs(low), abs(high)), max(abs(low), abs(high)))
        days = antal(int(rounded(abs(value))), "dag", "dage")
        return f"{'sparer' if value < 0 else 'tager'} {days}{' mere' if value > 0 else ''} ({size.spaend})"


@dataclass(frozen=True)
class Sagsraekke:
    """The cases of one variant in the years that are counted."""

    forloeb: str
    begyndt: Interval
    afsluttede: Interval
    forkastede: Interval
    ufaerdige: Interval


@dataclass(frozen=True)
class Koeraekke:
    """The queue of one actor in one variant: cases that waited on the mean day, the most at once, and the days that half waited."""

    aktoer: str
    forloeb: str
    gennemsnit: Interval
    stoerste: str
    ventedage: str


@dataclass(frozen=True)
class Aarsraekke:
    """Dwellings completed in a year of the simulation, variant by variant."""

    aar: int
    boliger: tuple[Interval, ...]


def rounded(value: float, decimaler: int = 0) -> Decimal:
    """The figure as it is shown, exact."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimaler), ROUND_HALF_UP)


def names_of(resultat: Mapping[str, Any]) -> list[str]:
    """The variants in their order."""
    return [item["navn"] for item in resultat["forloeb"]]


def maal_of(resultat: Mapping[str, Any]) -> list[Maal]:
    """Every measure, in the order of the first variant that has it."""
    found: dict[str, tuple[str, list[Maalraekke]]] = {}
    for forloeb in resultat["forloeb"]:
        for item in forloeb["maal"]:
            row = Maalraekke(
                forloeb["navn"],
                forloeb.get("version") or "",
                item["antal"],
                tuple(Interval.read(item.get(key)) for key, *_ in FRAKTILER),
            )
            found.setdefault(item["id"], (item["navn"], []))[1].append(row)
    return [Maal(id_, navn, tuple(rows)) for id_, (navn, rows) in found.items()]


def forskelle_of(resultat: Mapping[str, Any]) -> list[Forskel]:
    """Every difference, with the measure's name."""
    names = {item.id: item.navn for item in maal_of(resultat)}
    return [
        Forskel(
            item["forloeb"], item["mod"], names.get(item["maal"], item["maal"]), Interval.read(item["median"])
        )
        for item in resultat["forskelle"]
    ]


def sager_of(resultat: Mapping[str, Any]) -> list[Sagsraekke]:
    """How many cases began, ended, were rejected, and were not done when the years were over."""
    keys = ("begyndt", "afsluttede", "forkastede", "ufaerdige")
    return [
        Sagsraekke(item["navn"], *(Interval.read(item.get(key)) for key in keys))
        for item in resultat["forloeb"]
    ]


def koeer_of(resultat: Mapping[str, Any]) -> list[Koeraekke]:
    """The queues, actor by actor with the variants under each other."""
    order = dict.fromkeys(koe["aktoer"] for forloeb in resultat["forloeb"] for koe in forloeb["koeer"])
    rows: dict[str, list[Koeraekke]] = {aktoer: [] for aktoer in order}
    for forloeb in resultat["forloeb"]:
        for koe in forloeb["koeer"]:
            rows[koe["aktoer"]].append(
                Koeraekke(
                    koe["navn"],
                    forloeb["navn"],
                    Interval.read(koe["gennemsnit"], decimaler=1),
                    Interval.read(koe["stoerste"]).tekst,
                    Interval.read(koe["ventedage_median"]).tekst,
                )
            )
    return [row for found in rows.values() for row in found]


def aar_of(resultat: Mapping[str, Any]) -> list[Aarsraekke]:
    """Dwellings a year, a column for each variant in the order of `names_of`."""
    series = [
        {aar: Interval(middel, fra, til) for aar, middel, fra, til in forloeb["boliger_pr_aar"]}
        for forloeb in resultat["forloeb"]
    ]
    years = sorted({aar for item in series for aar in item})
    return [Aarsraekke(aar, tuple(item.get(aar, Interval(None)) for item in series)) for aar in years]


def fordeling_of(resultat: Mapping[str, Any], maal: str) -> list[tuple[str, list[Decimal | None]]]:
    """The distribution of one measure: (days, pct. of the cases in each variant in the order of `names_of`), the days in order.

    The last row is of those that took longer or were not settled.
    """
    shares = [
        {
            (fra, til): rounded(pct, 1)
            for item in forloeb["maal"]
            if item["id"] == maal
            for fra, til, pct in item["fordeling"]
        }
        for forloeb in resultat["forloeb"]
    ]
    bins = sorted({key for item in shares for key in item}, key=lambda key: (key[1] is None, key[0]))
    return [(_days(*key), [item.get(key) for item in shares]) for key in bins]


def _days(fra: float, til: float | None) -> str:
    return f"over {heltal(int(fra))}" if til is None else f"{heltal(int(fra))}–{heltal(int(til))}"


def figures_of(resultat: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every figure as a row of a spreadsheet: what, of which variant, value, from, to, unit."""
    for maal in maal_of(resultat):
        for row in maal.raekker:
            for (_, navn, _), figure in zip(FRAKTILER, row.fraktiler, strict=True):
                yield _figure(row.forloeb, maal.navn, navn, figure, "dage", row.antal)
    for item in forskelle_of(resultat):
        yield _figure(item.forloeb, item.maal, f"Forskel fra {item.mod}, median", item.dage, "dage")
    for koe in koeer_of(resultat):
        yield _figure(koe.forloeb, f"Kø hos {koe.aktoer}", "Gennemsnit", koe.gennemsnit, "sager")
    for aar in aar_of(resultat):
        for navn, boliger in zip(names_of(resultat), aar.boliger, strict=True):
            yield _figure(navn, f"Færdige boliger {aar.aar}", "Middel", boliger, "boliger")


def _figure(
    forloeb: str, hvad: str, tal: str, interval: Interval, enhed: str, sager: int | None = None
) -> dict[str, Any]:
    exact = [
        None if value is None else rounded(value, interval.decimaler)
        for value in (interval.vaerdi, interval.fra, interval.til)
    ]
    return {
        "forloeb": forloeb,
        "hvad": hvad,
        "tal": tal,
        "vaerdi": exact[0],
        "fra": exact[1],
        "til": exact[2],
        "enhed": enhed,
        "sager": sager,
    }


def steps_of(forudsaetninger: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What each step's duration rests on; variants that rest on the same stand in one row, `forloeb` in words."""
    rows = forudsaetninger.get("trin", ())
    variants = list(dict.fromkeys(row["forloeb"] for row in rows))
    found: dict[tuple[Any, ...], list[str]] = {}
    for row in rows:
        key = tuple(row[name] for name in ("trin", "navn", "kilde", "antal", "afgjorte"))
        found.setdefault(key, []).append(row["forloeb"])
    return [
        {
            "forloeb": "Alle" if len(names) == len(variants) else ", ".join(names),
            "navn": navn,
            "kilde": kilde,
            "antal": number,
            "afgjorte": settled,
        }
        for (_, navn, kilde, number, settled), names in found.items()
    ]


def day_of(forudsaetninger: Mapping[str, Any]) -> dt.date | None:
    """The day that the cases were read as of."""
    text = forudsaetninger.get("dag")
    return dt.date.fromisoformat(text) if text else None


def holds(kalibrering: Mapping[str, Any] | None) -> bool | None:
    """Whether the simulation reproduced the observed times; None where too few cases were seen to say, or it has not run."""
    answer = (kalibrering or {}).get("holder")
    return None if answer is None else bool(answer)


def calibration_rows(kalibrering: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """What was held against the observed, each with its medians as text; `ok` None: too few cases to say."""
    return [
        {
            "navn": item["navn"],
            "antal": item["antal"],
            "afsluttede": item["afsluttede"],
            "observeret": Interval.read(item["observeret"]["median"]).tekst,
            "simuleret": Interval.read(item["simuleret"]["median"]).tekst,
            "afvigelse": _deviation(item["afvigelse_pct"]),
            "ok": item["ok"],
        }
        for item in kalibrering["maalinger"]
    ]


def _deviation(pct: float | None) -> str:
    return INGEN if pct is None else f"{decimal(rounded(pct, 1))} pct."

"""The yearly measurement: lettings by way of every afdeling beside the agreed shares, and their sums. A fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from django.db.models import Q

from almen.grundlag.selectors import current_parametre
from almen.omraader.diskretion import faerrest
from almen.omraader.models import Omraadeafdeling
from almen.organisationer.models import Afdeling, Boligbestand, Boligtype
from almen.udlejning.maalte_andele import Aarsandel, Bedoemmelse, Maalestok, judge, tenth
from almen.udlejning.models import Trappe, Udlejningstal, Vej
from almen.udlejning.selectors.aftalte_andele import shares_of_year
from almen.udlejning.selectors.rammeaftale import agreement_on, standing_placeringer

# The types that the agreement on letting is about; the municipality itself assigns the others.
BOLIGTYPER = (Boligtype.FAMILIE, Boligtype.UNGDOM)
VEJE = tuple(Vej.values)
UDEN_OMRAADE = "Uden for områderne"
IKKE_PLACERET = "Ikke placeret"


def current_maalestok() -> Maalestok:
    """How sure a difference must be and how many lettings there must be, by the parameters."""
    parametre = current_parametre()
    return Maalestok(
        Decimal(str(parametre.vaerdi("udlejning.maaling.sikkerhed").vaerdi)),
        int(str(parametre.vaerdi("udlejning.maaling.mindst").vaerdi)),
    )


@dataclass(frozen=True)
class Sted:
    """Which afdeling a row is about, and where it belongs at the year's end."""

    pk: int
    navn: str
    nummer: str
    organisation_id: int
    lbf_nummer: str
    organisation: str
    omraade: str = UDEN_OMRAADE
    trin: dict[str, str] = field(default_factory=dict)
    demo: bool = False


@dataclass(frozen=True)
class Maaleraekke:
    """Lettings of one type of dwelling in an afdeling in a year. `antal`: way → lettings; what has no answer is not there."""

    sted: Sted
    aar: int
    boligtype: str
    antal: dict[str, int]
    aftalt: dict[str, Aarsandel]
    stok: Maalestok

    @property
    def i_alt(self) -> int | None:
        """All lettings; None unless every way has an answer, for a share of a part would be another share."""
        return sum(self.antal.values()) if len(self.antal) == len(VEJE) else None

    def agreed(self, vej: str) -> Decimal | None:
        """The year's agreed share of a way; None unless every day of the year has one."""
        found = self.aftalt.get(vej)
        return found.pct if found is not None and found.hele_aaret else None

    @cached_property
    def domme(self) -> dict[str, Bedoemmelse]:
        """The verdict on each way."""
        return {vej: judge(self.antal.get(vej), self.i_alt, self.agreed(vej), self.stok) for vej in VEJE}

    @property
    def lille(self) -> bool:
        """True if the figures are so small that only the municipality sees them."""
        return self.i_alt is not None and 0 < self.i_alt < faerrest()

    @property
    def mangler(self) -> list[str]:
        """The ways without an answer, in words."""
        return [str(Vej(vej).label).lower() for vej in VEJE if vej not in self.antal]


@dataclass(frozen=True)
class Maalesum:
    """The sum of some rows. Shares are of the rows that answered every way; the agreed share is weighted by their lettings."""

    navn: str
    raekker: tuple[Maaleraekke, ...]
    stok: Maalestok
    url_del: str = ""

    @cached_property
    def komplette(self) -> list[Maaleraekke]:
        """The rows that answered every way."""
        return [row for row in self.raekker if row.i_alt is not None]

    @cached_property
    def antal(self) -> dict[str, int]:
        """Way → lettings that are known, also from rows that lack another way."""
        return {vej: sum(row.antal.get(vej, 0) for row in self.raekker) for vej in VEJE}

    @property
    def i_alt(self) -> int:
        """Every letting that is known."""
        return sum(self.antal.values())

    @property
    def afdelinger(self) -> int:
        """How many afdelinger the rows are about."""
        return len({row.sted.pk for row in self.raekker})

    @property
    def svaret(self) -> int:
        """How many of them have at least one figure that their source knows."""
        return len({row.sted.pk for row in self.raekker if row.antal})

    @cached_property
    def domme(self) -> dict[str, Bedoemmelse]:
        """The verdict on each way, over the complete rows that have an agreed share where any has."""
        return {vej: self._judge(vej) for vej in VEJE}

    def _judge(self, vej: str) -> Bedoemmelse:
        agreed = [row for row in self.komplette if row.agreed(vej) is not None]
        if not agreed:
            total = sum(row.i_alt or 0 for row in self.komplette)
            return judge(sum(row.antal[vej] for row in self.komplette), total or None, None, self.stok)
        total = sum(row.i_alt or 0 for row in agreed)
        expected = sum(((row.agreed(vej) or Decimal(0)) * (row.i_alt or 0) for row in agreed), Decimal(0))
        return judge(
            sum(row.antal[vej] for row in agreed), total, expected / total if total else None, self.stok
        )

    @property
    def lille(self) -> bool:
        """True if the figures are so small that only the municipality sees them."""
        return 0 < self.i_alt < faerrest()

    def share(self, vej: str) -> Decimal | None:
        """The way's share (percent) of the complete rows' lettings."""
        total = sum(row.i_alt or 0 for row in self.komplette)
        return tenth(Decimal(100 * sum(row.antal[vej] for row in self.komplette)) / total) if total else None


def measure(
    aar: int, afdelinger: Iterable[int] | None = None, *, steder: Sequence[Sted] | None = None
) -> list[Maaleraekke]:
    """Every afdeling's rows of a year, by organisation and number; `afdelinger` narrows to some. The same queries for few and many.

    `steder`: where the afdelinger belong, for a caller that has it already and needs no other year's.

    An afdeling has a row for each type that it has dwellings, figures or agreed shares of; one row of family dwellings where
    nothing is known.
    """
    wanted = None if afdelinger is None else set(afdelinger)
    antal = _counts(aar, wanted)
    agreed: dict[tuple[int, str], dict[str, Aarsandel]] = defaultdict(dict)
    for (afdeling, boligtype, vej), share in shares_of_year(aar, wanted).items():
        agreed[afdeling, boligtype][vej] = share
    types: dict[int, set[str]] = defaultdict(set)
    for afdeling, boligtype in [*antal, *agreed, *_stock(wanted)]:
        types[afdeling].add(boligtype)
    stok = current_maalestok()
    return [
        Maaleraekke(
            sted,
            aar,
            boligtype,
            antal.get((sted.pk, boligtype), {}),
            agreed.get((sted.pk, boligtype), {}),
            stok,
        )
        for sted in (places(dt.date(aar, 12, 31), wanted) if steder is None else steder)
        for boligtype in [t for t in Boligtype.values if t in types[sted.pk]] or [BOLIGTYPER[0].value]
    ]


def _counts(aar: int, wanted: set[int] | None) -> dict[tuple[int, str], dict[str, int]]:
    """Afdeling and type → way → lettings, of those that are known."""
    rows = Udlejningstal.objects.gaeldende().filter(aar=aar, antal__isnull=False)
    if wanted is not None:
        rows = rows.filter(afdeling__in=wanted)
    found: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for afdeling, boligtype, vej, number in rows.order_by().values_list(
        "afdeling", "boligtype", "vej", "antal"
    ):
        found[afdeling, boligtype][vej] = number
    return found


def _stock(wanted: set[int] | None) -> set[tuple[int, str]]:
    rows = Boligbestand.objects.filter(boligtype__in=BOLIGTYPER, antal__gt=0)
    if wanted is not None:
        rows = rows.filter(afdeling__in=wanted)
    return set(rows.order_by().values_list("afdeling", "boligtype"))


def places(last: dt.date, wanted: set[int] | None = None) -> list[Sted]:
    """The afdelinger with where they belong on a day."""
    steps = _steps_on(last, wanted)
    areas: dict[int, list[str]] = defaultdict(list)
    inside = Omraadeafdeling.objects.filter(
        Q(fra__isnull=True) | Q(fra__lte=last), Q(til__isnull=True) | Q(til__gte=last)
    )
    rows = Afdeling.objects.order_by("boligorganisation__navn", "nummer", "pk")
    if wanted is not None:
        inside, rows = inside.filter(afdeling__in=wanted), rows.filter(pk__in=wanted)
    for afdeling, navn in inside.order_by("omraade__navn").values_list("afdeling", "omraade__navn"):
        areas[afdeling].append(navn)
    return [
        Sted(
            pk,
            navn,
            nummer,
            organisation_id,
            lbf,
            organisation,
            " og ".join(areas[pk]) or UDEN_OMRAADE,
            steps.get(pk, {}),
            demo,
        )
        for pk, navn, nummer, organisation_id, lbf, organisation, demo in rows.values_list(
            "pk",
            "navn",
            "nummer",
            "boligorganisation",
            "boligorganisation__lbf_nummer",
            "boligorganisation__navn",
            "demo",
        )
    ]


def _steps_on(dag: dt.date, wanted: set[int] | None) -> dict[int, dict[str, str]]:
    """Afdeling → stair → step in words; as `placeringer_on`, without making an object of each placement."""
    aftale = agreement_on(dag)
    if aftale is None:
        return {}
    rows = standing_placeringer(aftale, dag).order_by().values_list("afdeling", "trin")
    if wanted is not None:
        rows = rows.filter(afdeling__in=wanted)
    names = {trin.pk: (trin.trappe, str(trin)) for trin in aftale.trin.all()}
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for afdeling, trin in rows:
        trappe, navn = names[trin]
        found[afdeling][trappe] = navn
    return found


SAMLINGER = {
    "organisation": "Boligorganisation",
    "omraade": "Område",
    **{f"trappe_{trappe.value}": str(trappe.label) for trappe in Trappe},
}


def total_of(raekker: Sequence[Maaleraekke], stok: Maalestok | None = None) -> Maalesum:
    """The whole municipality, or all of some rows."""
    own = stok or (raekker[0].stok if raekker else current_maalestok())
    return Maalesum("Hele kommunen", tuple(raekker), own)


def sums_of(raekker: Sequence[Maaleraekke], saml: str) -> list[Maalesum]:
    """The rows summed by one of `SAMLINGER`: each row is in one sum, so the parts add up to the whole."""
    stok = raekker[0].stok if raekker else current_maalestok()

    def key(row: Maaleraekke) -> tuple[str, str]:
        if saml == "organisation":
            return row.sted.organisation, row.sted.lbf_nummer
        if saml == "omraade":
            return row.sted.omraade, ""
        return row.sted.trin.get(saml.removeprefix("trappe_"), IKKE_PLACERET), ""

    ordered = sorted(raekker, key=key)
    return [Maalesum(navn, tuple(rows), stok, url_del) for (navn, url_del), rows in groupby(ordered, key=key)]

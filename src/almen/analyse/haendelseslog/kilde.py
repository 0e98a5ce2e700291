"""The decision log as plain rows, a portion of cases at a time: what every format of it is written from.

What may leave the house is settled here and nowhere else. Only open cases, and of them ids, days and figures; a case that is
confidential, internal or opened in error is not there at all, nor what hangs on it alone. Titles, reasons, names and addresses
are never read, so they cannot come out.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from almen.analyse.selectors.ruter import routes_of, steps_of
from almen.byggeri.models import Lokalplanprojekt, Skema
from almen.grundlag.selectors import sagsgang_of
from almen.organisationer.models import Boligtype, Bruger
from almen.sager.adgang import visible_sager
from almen.sager.models import Beslutning, Fortrolighed, Sag
from almen.sager.selectors.forloeb import as_route
from almen.sagsgang.register import REGISTER
from almen.sagsgang.tilstand import rounds_of
from almen.udvalg.models import Punktudfald

PORTION = 500
BYGGESAGSDAGE = ("ansoegt", "tilladelse", "ibrugtaget")
LOKALPLANDAGE = ("startredegoerelse", "forslag", "hoering_slut", "vedtaget")


class Udsnit(NamedTuple):
    """Which cases: of one type, and opened in a period (both days included); a case comes with its whole course."""

    sagstype: str = ""
    fra: dt.date | None = None
    til: dt.date | None = None


class Logomfang(NamedTuple):
    """How many cases and decisions, and how many of the cases are synthetic demo data."""

    sager: int
    beslutninger: int
    demo: int


class Loghaendelse(NamedTuple):
    """One recorded decision. `sekund`: its place among the case's decisions of that day, from 0; the hour is not recorded."""

    nummer: int
    trin: str
    trin_navn: str
    fase: str
    runde: int
    aktoer: str
    handling: str
    udfald: str
    dato: dt.date
    sekund: int
    registreret: dt.date
    dispensation: bool
    moede: tuple[str, dt.date] | None


class Loglokalplan(NamedTuple):
    """A local plan by its number, with the days that are known."""

    nummer: str
    dage: tuple[tuple[str, dt.date], ...]


@dataclass(frozen=True, slots=True)
class Logsag:
    """One case and its decisions in the order of their days.

    `boligorganisation`: LBF number and name. `boliger`: dwellings with the day from which the figure holds (None: as far as is
    known, always). `plan`: the kind of plan that the case is about. `byggesag`: the days of the building permit that are known.
    """

    nummer: str
    sagstype: str
    version: str
    aabnet: dt.date
    afslutning: str
    demo: bool
    boligorganisation: tuple[str, str] | None
    har_projekt: bool
    boliger: tuple[tuple[dt.date | None, int], ...]
    boligtyper: str
    plan: str
    lokalplaner: tuple[Loglokalplan, ...]
    byggesag: tuple[tuple[str, dt.date], ...]
    haendelser: tuple[Loghaendelse, ...]


def logged_sager(bruger: Bruger | None, udsnit: Udsnit) -> QuerySet[Sag]:
    """The cases of the log that `bruger` may see; all of them for None, the command line."""
    sager = Sag.objects.all() if bruger is None else visible_sager(bruger)
    # Without a decision nothing has happened: there is no course to follow.
    sager = sager.filter(
        fortrolighed=Fortrolighed.AABEN, annulleret__isnull=True, overblik__antal_beslutninger__gt=0
    )
    if udsnit.sagstype:
        sager = sager.filter(sagstype=udsnit.sagstype)
    if udsnit.fra:
        sager = sager.filter(aabnet_dato__gte=udsnit.fra)
    if udsnit.til:
        sager = sager.filter(aabnet_dato__lte=udsnit.til)
    return sager


def sagstyper_of(bruger: Bruger | None) -> list[tuple[str, str]]:
    """The case types that the log holds for `bruger`: ids and names, by name. One query."""
    found = logged_sager(bruger, Udsnit()).order_by().values_list("sagstype", flat=True).distinct()
    return sorted(((item, REGISTER.sagstype(item).navn) for item in found), key=lambda row: row[1])


def count_log(sager: QuerySet[Sag]) -> Logomfang:
    """How much a log of `sager` holds. One query."""
    return Logomfang(
        **sager.order_by().aggregate(
            sager=Count("pk"),
            beslutninger=Coalesce(Sum("overblik__antal_beslutninger"), 0),
            demo=Count("pk", filter=Q(demo=True)),
        )
    )


@lru_cache(maxsize=10_000)
def moment(dato: dt.date, sekund: int = 0) -> str:
    """A day as the formats want it: midnight, and so many seconds for what follows on the same day.

    UTC, so that every tool shows the day itself, and a day is always 24 hours: programs that count in UTC would move Danish midnight
    to the day before.
    """
    midnight = dt.datetime.combine(dato, dt.time())
    return f"{(midnight + dt.timedelta(seconds=sekund)).isoformat()}Z"


def read_log(sager: QuerySet[Sag]) -> Iterator[Logsag]:
    """The cases in the order in which they were registered: five queries a portion, and no more memory than a portion takes."""
    names = _step_names()
    last = 0
    while rows := list(sager.filter(pk__gt=last).order_by("pk").values(*_FIELDS, **_ALIASES)[:PORTION]):
        yield from _portion(rows, names)
        last = rows[-1]["pk"]


_FIELDS = (
    "pk",
    "nummer",
    "sagstype",
    "sagsgangsversion_id",
    "aabnet_dato",
    "demo",
    "boligorganisation__lbf_nummer",
    "boligorganisation__navn",
    "overblik__version",
    "overblik__afslutning",
    "overblik__boliger",
    "overblik__boligtyper",
    "projekt__pk",
    "renovering__pk",
    "plan__art",
)
_ALIASES = {name: F(f"byggesag__{name}") for name in BYGGESAGSDAGE}


def _portion(rows: Sequence[dict[str, Any]], names: Callable[[str], Mapping[str, str]]) -> Iterator[Logsag]:
    keys = [row["pk"] for row in rows]
    decisions, meetings = _decisions(keys), _meetings(keys)
    dwellings, plans = _dwellings(keys), _local_plans(keys)
    for row in rows:
        key, lbf = row["pk"], row["boligorganisation__lbf_nummer"]
        fixed: tuple[tuple[dt.date | None, int], ...] = tuple(dwellings[key])
        known = row["overblik__boliger"]
        yield Logsag(
            nummer=row["nummer"],
            sagstype=row["sagstype"],
            version=row["overblik__version"],
            aabnet=row["aabnet_dato"],
            afslutning=row["overblik__afslutning"],
            demo=row["demo"],
            boligorganisation=(lbf, row["boligorganisation__navn"]) if lbf else None,
            har_projekt=bool(row["projekt__pk"] or row["renovering__pk"]),
            boliger=fixed or (() if known is None else ((None, known),)),
            boligtyper=" ".join(
                item for item in row["overblik__boligtyper"].split() if item in Boligtype.values
            ),
            plan=row["plan__art"] or "",
            lokalplaner=tuple(plans[key]),
            byggesag=tuple((name, row[name]) for name in BYGGESAGSDAGE if row[name]),
            haendelser=tuple(_events(row, decisions[key], meetings[key], names(row["sagstype"]))),
        )


def _events(
    row: Mapping[str, Any],
    decisions: Sequence[Beslutning],
    meetings: Mapping[int, tuple[str, dt.date]],
    names: Mapping[str, str],
) -> Iterator[Loghaendelse]:
    route = sagsgang_of(row["sagsgangsversion_id"])
    rounds = dict(zip(decisions, rounds_of(route, as_route(decisions)), strict=True))
    day, second = None, 0
    for item in sorted(decisions, key=lambda item: (item.dato, item.nummer)):
        day, second = item.dato, second + 1 if item.dato == day else 0
        step = route.efter_id.get(item.trin)
        yield Loghaendelse(
            nummer=item.nummer,
            trin=item.trin,
            trin_navn=names.get(item.trin, item.trin),
            fase=step.fase if step else "",
            runde=rounds[item],
            aktoer=item.aktoer,
            handling=item.handling,
            udfald=item.udfald,
            dato=item.dato,
            sekund=second,
            registreret=timezone.localtime(item.registreret).date(),
            dispensation=bool(item.dispensationer),
            moede=meetings.get(item.nummer),
        )


def _decisions(keys: Sequence[int]) -> dict[int, list[Beslutning]]:
    found = defaultdict(list)
    rows = Beslutning.objects.filter(sag__in=keys).only(
        "sag_id",
        "nummer",
        "trin",
        "aktoer",
        "handling",
        "udfald",
        "tilbage_til",
        "dato",
        "registreret",
        "dispensationer",
    )
    for row in rows.order_by("sag_id", "nummer"):
        found[row.sag_id].append(row)
    return found


def _meetings(keys: Sequence[int]) -> dict[int, dict[int, tuple[str, dt.date]]]:
    """The meeting of each decision that was an open item of an agenda."""
    found: dict[int, dict[int, tuple[str, dt.date]]] = defaultdict(dict)
    rows = Punktudfald.objects.filter(
        beslutning__sag__in=keys, punkt__lukket=False, punkt__moede__aflyst__isnull=True
    )
    fields = ("beslutning__sag_id", "beslutning__nummer", "punkt__moede__organ", "punkt__moede__dato")
    for sag, nummer, organ, dato in rows.values_list(*fields):
        found[sag][nummer] = organ, dato
    return found


def _dwellings(keys: Sequence[int]) -> dict[int, list[tuple[dt.date | None, int]]]:
    """Dwellings as Skema A, B and C fixed them, by the day of the decision."""
    found = defaultdict(list)
    rows = Skema.objects.filter(projekt__sag__in=keys, laast_dato__isnull=False).order_by(
        "laast_dato", "bogstav"
    )
    for sag, dato, antal in rows.annotate(antal=Sum("dele__antal")).values_list(
        "projekt__sag_id", "laast_dato", "antal"
    ):
        if antal is not None:
            found[sag].append((dato, antal))
    return found


def _local_plans(keys: Sequence[int]) -> dict[int, list[Loglokalplan]]:
    found = defaultdict(list)
    rows = Lokalplanprojekt.objects.filter(projekt__sag__in=keys).order_by("lokalplan_id")
    fields = ("projekt__sag_id", "lokalplan__nummer", *(f"lokalplan__{name}" for name in LOKALPLANDAGE))
    for sag, nummer, *days in rows.values_list(*fields):
        dage = tuple((name, day) for name, day in zip(LOKALPLANDAGE, days, strict=True) if day)
        found[sag].append(Loglokalplan(nummer, dage))
    return found


def _step_names() -> Callable[[str], Mapping[str, str]]:
    """What steps are called in the newest route of a case type; asked for once a type."""
    return cache(lambda sagstype: {key: trin.navn for key, trin in steps_of(routes_of(sagstype)).items()})

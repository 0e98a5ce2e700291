"""Every parameter as it stands on a day, and its history: what the pages show. Never raises for a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from almen.grundlag.models import LokalParameter
from almen.regler.dansk import format_dato, name_of
from almen.regler.parameter import Datogrundlag, Interval, Parameter, Raekke, Status
from almen.regler.resultat import Sikkerhed, kilde_er_link, least_sikker
from almen.regler.samling import IKraft, Parametre

STALE_AFTER = dt.timedelta(days=365)
SHOWN_VALUES = 6
MAX_SERIES = 12
DATOGRUNDLAG = {
    Datogrundlag.TILSAGN: "dagen for tilsagnet (Skema A)",
    Datogrundlag.SKEMA_B: "godkendelsen af Skema B",
    Datogrundlag.LAAN: "dagen, lånet optages",
    Datogrundlag.ANSOEGNING: "dagen for ansøgningen",
    Datogrundlag.REGNSKABSAAR: "regnskabsårets udløb",
    Datogrundlag.LISTE: "listens dag",
    Datogrundlag.INGEN: "sagens egen dato, hvor reglen bruges",
}


@dataclass(frozen=True)
class Linje:
    """One row of a parameter with everything that a page shows of it."""

    parameter: Parameter
    raekke: Raekke
    gaelder: bool = False
    lokal: LokalParameter | None = None

    @property
    def vaerdi(self) -> str:
        """The value with its unit, or *kendes ikke*."""
        return self.parameter.format_vaerdi(self.raekke.vaerdi)

    @property
    def betingelse(self) -> str:
        """What the case must be like, or an empty text."""
        return self.raekke.naar_tekst

    @property
    def er_link(self) -> bool:
        """True if the source is a whole address that can be opened."""
        return kilde_er_link(self.raekke.kilde)

    @property
    def forventet(self) -> bool:
        """True for a change that is known to come, though not surely what it will be."""
        return self.raekke.status == Status.FORVENTET

    @property
    def bemaerkning(self) -> str:
        """Reservation and note together."""
        return " ".join(filter(None, (self.raekke.forbehold, self.raekke.note)))


@dataclass(frozen=True)
class Parameterstand:
    """A parameter on a day: the rows in force, or why nothing can be said."""

    parameter: Parameter
    dato: dt.date
    linjer: tuple[Linje, ...]
    uden_vaerdi: tuple[Linje, ...]
    gennemgaaet: dt.date
    foraeldet: bool

    @property
    def viste(self) -> tuple[Linje, ...]:
        """The values that the overview has room for."""
        return self.linjer if len(self.linjer) <= SHOWN_VALUES else ()

    @property
    def aarsag(self) -> str:
        """Why there is no value on the day: *kan ikke afgøres*."""
        if self.linjer:
            return ""
        if self.uden_vaerdi and self.uden_vaerdi[0].raekke.note:
            return self.uden_vaerdi[0].raekke.note
        known = [row for row in self.parameter.raekker if row.vaerdi is not None]
        if not known:
            return "Der er ingen værdi, hverken i programmet eller tilføjet lokalt."
        earlier = [row.til for row in known if row.til is not None and row.til < self.dato]
        later = [row.fra for row in known if row.fra is not None and row.fra > self.dato]
        parts = []
        if earlier:
            parts.append(f"den seneste værdi gælder til og med {format_dato(max(earlier))}")
        if later:
            parts.append(f"den næste gælder fra {format_dato(min(later))}")
        return f"Ingen værdi dækker dagen; {' og '.join(parts)}." if parts else "Ingen værdi dækker dagen."

    @property
    def sikkerhed(self) -> str:
        """The weakest certainty of what is in force; empty without a value."""
        rows = self.linjer or self.uden_vaerdi
        return least_sikker(line.raekke.sikkerhed for line in rows).value if rows else ""

    @property
    def lokal(self) -> bool:
        """True if the municipality's own figures are in force."""
        return any(line.raekke.lokal for line in self.linjer)

    @property
    def hjemler(self) -> str:
        """The legal references of what is in force, each once."""
        return "; ".join(dict.fromkeys(line.raekke.hjemmel for line in (self.linjer or self.uden_vaerdi)))


def parameter_on(parameter: Parameter, dato: dt.date, today: dt.date) -> Parameterstand:
    """How the parameter stands on `dato`; `today` tells whether its last review is old."""
    covering = [row for row in parameter.raekker if row.covers(dato)]
    lines = tuple(Linje(parameter, row, True) for row in covering if row.vaerdi is not None)
    unknown = tuple(
        Linje(parameter, row)
        for row in covering
        if row.vaerdi is None and not any(line.raekke.overlaps(row) for line in lines)
    )
    reviewed = max([parameter.gennemgaaet, *(row.registreret for row in covering if row.registreret)])
    return Parameterstand(parameter, dato, lines, unknown, reviewed, today - reviewed > STALE_AFTER)


def parametre_on(parametre: Iterable[Parameter], dato: dt.date, today: dt.date) -> list[Parameterstand]:
    """Every parameter as it stands on `dato`, in the order of the files."""
    return [parameter_on(parameter, dato, today) for parameter in parametre]


def matches(stand: Parameterstand, q: str, vis: str) -> bool:
    """True if the parameter belongs in a list searched for `q` (every word) and limited to `vis`."""
    parameter = stand.parameter
    text = " ".join((parameter.navn, parameter.id, parameter.emne, parameter.lov, stand.hjemler)).lower()
    if not all(word in text for word in q.lower().split()):
        return False
    shown = {
        "": True,
        "usikre": stand.sikkerhed not in ("", Sikkerhed.SIKKER.value),
        "mangler": not stand.linjer,
        "lokale": stand.lokal,
        "suppleres": parameter.lokal,
    }
    return shown.get(vis, True)


def by_emne(stande: Iterable[Parameterstand]) -> dict[str, list[Parameterstand]]:
    """Grouped by subject, in the order of the files."""
    groups: dict[str, list[Parameterstand]] = {}
    for stand in stande:
        groups.setdefault(stand.parameter.emne, []).append(stand)
    return groups


def expected_changes(parametre: Iterable[Parameter], dato: dt.date) -> list[Linje]:
    """Rows that are expected rather than certain and in force on `dato` or later, the next one first."""
    lines = [
        Linje(parameter, row, row.covers(dato))
        for parameter in parametre
        for row in parameter.raekker
        if row.status == Status.FORVENTET and (row.til is None or row.til >= dato)
    ]
    return sorted(lines, key=lambda line: line.raekke.fra or dt.date.min)


def rows_in_force(stande: Iterable[Parameterstand]) -> list[IKraft]:
    """What an export of the page holds: a line for each row in force, those without a value included."""
    return [
        IKraft(stand.parameter, line.raekke)
        for stand in stande
        for line in (*stand.linjer, *stand.uden_vaerdi)
    ]


def history_of(parameter: Parameter, dato: dt.date) -> list[Linje]:
    """All rows, the newest first; those in force on `dato` are marked, local ones know who entered them."""
    ids = {row.id: row for row in parameter.raekker if row.lokal}
    stored = {
        f"lokal-{item.pk}": item
        for item in LokalParameter.objects.filter(parameter=parameter.id).select_related("registreret_af")
        if f"lokal-{item.pk}" in ids
    }
    rows = sorted(
        parameter.raekker,
        key=lambda row: (row.fra or dt.date.min, row.til or dt.date.max, row.naar_tekst),
        reverse=True,
    )
    return [Linje(parameter, row, row.covers(dato), stored.get(row.id)) for row in rows]


def timeline_of(parameter: Parameter) -> tuple[str, dict[str, list[tuple[Raekke, Decimal]]]]:
    """The part of a composite value that changes (else empty), and for each kind of case its values in time.

    Nothing where a drawing would say nothing: a single value, or more kinds of case than a page can hold.
    """
    felt = _varying_felt(parameter)
    series: dict[str, list[tuple[Raekke, Decimal]]] = {}
    for row in parameter.raekker:
        value = _number(row, felt)
        if value is not None:
            for name in _series_names(row):
                series.setdefault(name, []).append((row, value))
    values = {value for items in series.values() for _, value in items}
    if len(values) < 2 or len(series) > MAX_SERIES or all(len(items) == 1 for items in series.values()):
        return felt, {}
    kinds = list(dict.fromkeys(name.partition(";")[0] for name in series))
    order = sorted(series, key=lambda name: kinds.index(name.partition(";")[0]))
    return felt, {name: sorted(series[name], key=lambda item: item[0].fra or dt.date.min) for name in order}


def _varying_felt(parameter: Parameter) -> str:
    """Of a composite value the part that changes; the smallest of them, where a change is seen best."""
    values = [row.vaerdi for row in parameter.raekker if isinstance(row.vaerdi, Mapping)]
    changing = [felt for felt in parameter.felter if len({value[felt] for value in values}) > 1]
    return min(changing, key=lambda felt: sum(value[felt] for value in values), default="")


def _number(row: Raekke, felt: str) -> Decimal | None:
    if isinstance(row.vaerdi, Mapping):
        return row.vaerdi[felt] if felt else None
    return Decimal(row.vaerdi) if isinstance(row.vaerdi, int | Decimal) else None


def _series_names(row: Raekke) -> list[str]:
    chosen = [sorted(krav) for krav in row.naar.values() if isinstance(krav, frozenset)]
    numbers = [krav.tekst for krav in row.naar.values() if isinstance(krav, Interval)]
    return ["; ".join([*map(name_of, names), *numbers]) or "alle sager" for names in product(*chosen)]


def find_parameter(parametre: Parametre, parameter_id: str) -> Parameter | None:
    """The parameter with this id, or None."""
    return parametre.get(parameter_id) if parameter_id in parametre else None

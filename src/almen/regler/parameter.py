"""Dated parameters as frozen objects: a parameter, its rows, and the look-up that refuses instead of guessing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from almen.regler.dansk import format_dato, format_periode, format_procent, format_tal, join_med, name_of
from almen.regler.enheder import Enhed
from almen.regler.fejl import ManglendeOplysning, RegelFejl, UdenForGyldighed
from almen.regler.resultat import Kilde, ParameterVaerdi, Sikkerhed

Slags = Literal["valg", "talinterval", "datointerval"]
FaktaVaerdi = str | int | Decimal | Fraction | date
Fakta = Mapping[str, FaktaVaerdi | None]
_DAG = timedelta(days=1)


class Datogrundlag(StrEnum):
    """Which date of the case picks the row."""

    TILSAGN = "tilsagn"
    SKEMA_B = "skema_b"
    LAAN = "laan"
    ANSOEGNING = "ansoegning"
    REGNSKABSAAR = "regnskabsaar"
    LISTE = "liste"
    INGEN = "ingen"


class Status(StrEnum):
    """`forventet`: a change is known to come, but not (or not surely) what it will be."""

    GAELDENDE = "gaeldende"
    FORVENTET = "forventet"


@dataclass(frozen=True, slots=True)
class Dimension:
    """A fact beside the date that a parameter's rows may depend on.

    `tilladt`: allowed values of a `valg`; `bredere`: value → the wider value that may stand in for it
    (a finer region → the coarser one, never the other way round).
    """

    navn: str
    titel: str
    slags: Slags
    tilladt: tuple[str, ...] = ()
    paakraevet: bool = False
    bredere: tuple[tuple[str, str], ...] = ()

    def widen(self, vaerdi: str) -> tuple[str, ...]:
        """The value and the wider values that may stand in for it, nearest first."""
        naeste = dict(self.bredere)
        kaede = [vaerdi]
        while kaede[-1] in naeste:
            kaede.append(naeste[kaede[-1]])
        return tuple(kaede)


@dataclass(frozen=True, slots=True)
class Interval:
    """Half-open [mindst, under): for numbers as the law writes steps; for dates `under` is the day after the last."""

    mindst: Fraction | date | None
    under: Fraction | date | None

    def contains(self, vaerdi: Fraction | date) -> bool:
        return (self.mindst is None or self.mindst <= vaerdi) and (  # type: ignore[operator]
            self.under is None or vaerdi < self.under  # type: ignore[operator]
        )

    def overlaps(self, anden: Interval) -> bool:
        return not (_before(self.under, anden.mindst) or _before(anden.under, self.mindst))

    @property
    def er_tom(self) -> bool:
        return self.mindst is not None and self.under is not None and self.under <= self.mindst  # type: ignore[operator]

    @property
    def tekst(self) -> str:
        if isinstance(self.mindst, date) or isinstance(self.under, date):
            sidste = self.under - _DAG if isinstance(self.under, date) else None
            return format_periode(self.mindst if isinstance(self.mindst, date) else None, sidste)
        dele = []
        if self.mindst is not None:
            dele.append(f"mindst {format_tal(_as_decimal(self.mindst))}")
        if self.under is not None:
            dele.append(f"under {format_tal(_as_decimal(self.under))}")
        return " og ".join(dele) or "alle"


def _as_decimal(tal: Fraction | date) -> Decimal:
    broek = Fraction(tal) if not isinstance(tal, date) else Fraction(tal.toordinal())
    return Decimal(broek.numerator) / Decimal(broek.denominator)


def _before(slut: Fraction | date | None, start: Fraction | date | None) -> bool:
    return slut is not None and start is not None and slut <= start  # type: ignore[operator]


Krav = frozenset[str] | Interval


@dataclass(frozen=True, slots=True)
class Raekke:
    """One dated value. `fra`/`til` are both inclusive; None = open. `naar`: what the case must be like."""

    id: str
    fra: date | None
    til: date | None
    naar: Mapping[str, Krav]
    vaerdi: ParameterVaerdi
    hjemmel: str
    kilde: str
    sikkerhed: Sikkerhed
    status: Status = Status.GAELDENDE
    note: str = ""
    forbehold: str = ""
    alternativ_dato: date | None = None
    lokal: bool = False
    registreret: date | None = None

    def covers(self, dato: date) -> bool:
        return (self.fra is None or self.fra <= dato) and (self.til is None or dato <= self.til)

    def overlaps(self, anden: Raekke) -> bool:
        """True if some date and some case would be answered by both rows."""
        if not Interval(self.fra, day_after(self.til)).overlaps(Interval(anden.fra, day_after(anden.til))):
            return False
        return all(_kan_moedes(self.naar[d], anden.naar[d]) for d in self.naar.keys() & anden.naar.keys())

    @property
    def naar_tekst(self) -> str:
        """The conditions in words, e.g. `familieboliger; gennemsnitligt bruttoareal … under 90`."""
        dele = []
        for dimension, krav in self.naar.items():
            vaerdi = (
                krav.tekst if isinstance(krav, Interval) else join_med([name_of(v) for v in sorted(krav)])
            )
            dele.append(f"{name_of(dimension)} {vaerdi}".strip())
        return "; ".join(dele)

    @property
    def naar_json(self) -> dict[str, object]:
        return {dimension: _krav_json(krav) for dimension, krav in self.naar.items()}

    @property
    def periode_tekst(self) -> str:
        betingelse = f" ({self.naar_tekst})" if self.naar else ""
        return format_periode(self.fra, self.til) + betingelse


def day_after(dato: date | None) -> date | None:
    """The next day, or None for an open end."""
    return None if dato is None or dato == date.max else dato + _DAG


def _kan_moedes(a: Krav, b: Krav) -> bool:
    if isinstance(a, Interval) and isinstance(b, Interval):
        return a.overlaps(b)
    if isinstance(a, frozenset) and isinstance(b, frozenset):
        return bool(a & b)
    return True


def _krav_json(krav: Krav) -> object:
    if isinstance(krav, frozenset):
        return sorted(krav)
    if isinstance(krav.mindst, date) or isinstance(krav.under, date):
        fra = krav.mindst.isoformat() if isinstance(krav.mindst, date) else None
        til = (krav.under - _DAG).isoformat() if isinstance(krav.under, date) else None
        return {"fra": fra, "til": til}
    return {
        "mindst": None if krav.mindst is None else str(_as_decimal(krav.mindst)),
        "under": None if krav.under is None else str(_as_decimal(krav.under)),
    }


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named statutory figure with all its dated rows, as one file of `parametre/` declares it.

    `lokal`: an administrator may add rows; `aarlig`: such a row must stay within one calendar year, so that one
    year's figure never answers for the next.
    """

    id: str
    navn: str
    enhed: Enhed
    dato: Datogrundlag
    gennemgaaet: date
    emne: str
    lov: str
    fil: str
    raekker: tuple[Raekke, ...]
    felter: tuple[str, ...] = ()
    dimensioner: tuple[Dimension, ...] = ()
    lokal: bool = False
    aarlig: bool = False
    kun_visning: bool = False
    note: str = ""

    def dimension(self, navn: str) -> Dimension | None:
        return next((d for d in self.dimensioner if d.navn == navn), None)

    def find(self, dato: date | None, fakta: Fakta) -> Raekke | None:
        """The row for a date and the facts, or None.

        Without a date only a row that is open at both ends answers. Raises ManglendeOplysning if a row
        depends on a fact that was not given. A local row fills a shipped row without value.
        """
        fundet: Raekke | None = None
        for raekke in self.raekker:
            passer = raekke.covers(dato) if dato else raekke.fra is None and raekke.til is None
            if passer and self._matches(raekke, fakta) and (fundet is None or fundet.vaerdi is None):
                fundet = raekke
        return fundet

    def _matches(self, raekke: Raekke, fakta: Fakta) -> bool:
        mangler: str | None = None
        for navn, krav in raekke.naar.items():
            vaerdi = fakta.get(navn)
            if vaerdi is None:
                mangler = mangler or navn
            elif isinstance(krav, frozenset):
                if vaerdi not in krav:
                    return False
            elif not krav.contains(_comparable(vaerdi)):
                return False
        if mangler:
            dimension = self.dimension(mangler)
            raise ManglendeOplysning(self.id, mangler, dimension.titel if dimension else mangler)
        return True

    def rows_for(self, fakta: Fakta) -> tuple[Raekke, ...]:
        """The rows, at any date, that do not contradict the given facts (facts left out exclude nothing)."""
        return tuple(r for r in self.raekker if all(_may_be(k, fakta.get(n)) for n, k in r.naar.items()))

    def forbehold_at(self, dato: date) -> Raekke | None:
        """A row in force on the date that carries a second reading (`alternativ_dato`), whatever its facts."""
        return next((r for r in self.raekker if r.alternativ_dato and r.covers(dato)), None)

    def lookup(self, dato: date | None, fakta: Fakta) -> Vaerdi:
        """As `find`, but raises UdenForGyldighed where there is no row or the row's value is not known."""
        if self.kun_visning:
            raise RegelFejl(
                f"»{self.id}« er kun til oplysning og må ikke bruges i beregninger. {self.note}".strip()
            )
        raekke = self.find(dato, fakta)
        if raekke is not None and raekke.vaerdi is not None:
            return Vaerdi(self, raekke)
        kandidater = self.rows_for(fakta)
        perioder = [r.periode_tekst for r in (kandidater or self.raekker) if r.vaerdi is not None]
        aarsag = raekke.note if raekke else self._no_row_aarsag(fakta, kandidater)
        raise UdenForGyldighed(self.id, dato, perioder, self.navn, aarsag)

    def _no_row_aarsag(self, fakta: Fakta, kandidater: tuple[Raekke, ...]) -> str:
        if kandidater or not fakta:
            return ""
        givet = ", ".join(f"{navn}: {vaerdi}" for navn, vaerdi in fakta.items() if vaerdi is not None)
        return f"Ingen periode gælder for {givet}." if givet else ""

    def format_vaerdi(self, vaerdi: ParameterVaerdi) -> str:
        """The value in Danish with its unit, e.g. `10 % af anskaffelsessummen`."""
        if vaerdi is None:
            return "kendes ikke"
        if isinstance(vaerdi, Mapping):
            return ", ".join(f"{name_of(navn)} {format_procent(tal)}" for navn, tal in vaerdi.items())
        if isinstance(vaerdi, date):
            return format_dato(vaerdi)
        if isinstance(vaerdi, str):
            return f"{vaerdi} {self.enhed.tekst}".strip()
        return f"{format_tal(vaerdi)} {self.enhed.tekst}".strip()

    def kilde(self, raekke: Raekke) -> Kilde:
        """The row as a source in a result."""
        return Kilde(
            parameter=self.id,
            vaerdi=raekke.vaerdi,
            hjemmel=raekke.hjemmel,
            gyldig_fra=raekke.fra,
            gyldig_til=raekke.til,
            url=raekke.kilde,
            sikkerhed=raekke.sikkerhed,
            navn=self.navn,
            vaerdi_tekst=self.format_vaerdi(raekke.vaerdi),
            lokal=raekke.lokal,
            raekke=raekke.id,
            note=raekke.note,
        )


def _comparable(vaerdi: FaktaVaerdi) -> Fraction | date:
    if isinstance(vaerdi, date):
        return vaerdi
    return Fraction(vaerdi)


def _may_be(krav: Krav, vaerdi: FaktaVaerdi | None) -> bool:
    if vaerdi is None:
        return True
    return vaerdi in krav if isinstance(krav, frozenset) else krav.contains(_comparable(vaerdi))


@dataclass(frozen=True, slots=True)
class Vaerdi:
    """A parameter's value on a date: the answer of `Parametre.vaerdi`, with everything a result must cite."""

    parameter: Parameter
    raekke: Raekke

    @property
    def vaerdi(self) -> ParameterVaerdi:
        return self.raekke.vaerdi

    @property
    def sikkerhed(self) -> Sikkerhed:
        return self.raekke.sikkerhed

    @property
    def lokal(self) -> bool:
        return self.raekke.lokal

    @property
    def kilde(self) -> Kilde:
        return self.parameter.kilde(self.raekke)

    @property
    def tekst(self) -> str:
        return self.parameter.format_vaerdi(self.raekke.vaerdi)

    @property
    def tal(self) -> Decimal:
        """The value as an exact decimal; only for parameters that are one number."""
        if not isinstance(self.raekke.vaerdi, Decimal | int):
            raise RegelFejl(f"»{self.parameter.id}« er ikke et tal.")
        return Decimal(self.raekke.vaerdi)

    @property
    def heltal(self) -> int:
        """The value as whole kroner, months, m² …"""
        if not isinstance(self.raekke.vaerdi, int):
            raise RegelFejl(f"»{self.parameter.id}« er ikke et helt tal.")
        return self.raekke.vaerdi

    @property
    def dag(self) -> date:
        if not isinstance(self.raekke.vaerdi, date):
            raise RegelFejl(f"»{self.parameter.id}« er ikke en dato.")
        return self.raekke.vaerdi

    def felt(self, navn: str) -> Decimal:
        """One part of a composite value, e.g. `grundkapital` of the split."""
        if not isinstance(self.raekke.vaerdi, Mapping):
            raise RegelFejl(f"»{self.parameter.id}« har ingen felter.")
        return self.raekke.vaerdi[navn]

    def warn_usikker(self) -> str | None:
        """The sentence a result must carry when it rests on this row, or None for a sure row."""
        if self.raekke.forbehold:
            return self.raekke.forbehold
        if self.sikkerhed is Sikkerhed.SIKKER:
            return None
        hvor = (
            "sandsynlig, men ikke læst direkte i kilden"
            if self.sikkerhed is Sikkerhed.SANDSYNLIG
            else "uafklaret"
        )
        note = f" {self.raekke.note}" if self.raekke.note else ""
        return f"{self.parameter.navn} ({self.raekke.periode_tekst}) er {hvor}.{note}"

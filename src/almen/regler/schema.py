"""The shape of a parameter file. pydantic reads it strictly; what comes out are the frozen objects of `parameter`."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from almen.regler.enheder import ENHEDER, Enhed
from almen.regler.parameter import (
    Datogrundlag,
    Dimension,
    Interval,
    Krav,
    Parameter,
    Raekke,
    Slags,
    Status,
    day_after,
)
from almen.regler.resultat import ParameterVaerdi, Sikkerhed


class VaerdiFejl(ValueError):
    """A value or condition of the wrong kind; the text is Danish and complete."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DimensionModel(_Strict):
    """How a YAML file writes a dimension."""

    navn: str
    titel: str
    slags: Slags
    tilladt: tuple[str, ...] = ()
    paakraevet: bool = False
    bredere: dict[str, str] = Field(default_factory=dict)


class RaekkeModel(_Strict):
    """How a YAML file writes a raekke."""

    id: str | None = None
    fra: date | None
    til: date | None
    naar: dict[str, Any] = Field(default_factory=dict)
    vaerdi: Any = None
    hjemmel: str = Field(min_length=1)
    kilde: str = Field(min_length=1)
    sikkerhed: Sikkerhed
    status: Status = Status.GAELDENDE
    note: str = ""
    forbehold: str = ""
    alternativ_dato: date | None = None


class ParameterModel(_Strict):
    """How a YAML file writes a parameter."""

    id: str = Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")
    navn: str = Field(min_length=1)
    enhed: str
    dato: Datogrundlag
    gennemgaaet: date
    felter: tuple[str, ...] = ()
    dimensioner: tuple[DimensionModel, ...] = ()
    lokal: bool = False
    aarlig: bool = False
    kun_visning: bool = False
    note: str = ""
    raekker: tuple[RaekkeModel, ...]


class FilModel(_Strict):
    """How a YAML file writes a fil."""

    emne: str = Field(min_length=1)
    lov: str = Field(min_length=1)
    parametre: tuple[ParameterModel, ...]


_TYPEFEJL = {
    "extra_forbidden": "ukendt nøgle",
    "missing": "nøglen mangler",
    "enum": "ukendt værdi",
    "literal_error": "ukendt værdi",
    "string_too_short": "må ikke være tom",
    "string_type": "skal være tekst",
    "string_pattern_mismatch": "skal være små bogstaver, tal og _ med punktum imellem",
    "date_type": "skal være en dato (ÅÅÅÅ-MM-DD)",
    "date_from_datetime_parsing": "skal være en dato (ÅÅÅÅ-MM-DD)",
    "bool_type": "skal være true eller false",
    "tuple_type": "skal være en liste",
    "dict_type": "skal være nøgler med værdier",
    "model_type": "skal være nøgler med værdier",
}


def describe_validation(fejl: ValidationError) -> list[str]:
    """pydantic's findings as plain Danish lines, each with the path to the key."""
    linjer = []
    for fund in fejl.errors():
        sted = ".".join(str(led) for led in fund["loc"])
        tekst = _TYPEFEJL.get(fund["type"], f"er ikke gyldig ({fund['type']})")
        tilladt = fund.get("ctx", {}).get("expected")
        linjer.append(f"{sted}: {tekst}" + (f"; tilladt er {tilladt}" if tilladt else ""))
    return linjer


def read_decimal(raa: object) -> Decimal:
    """A quoted decimal or a whole number. Floats are refused: they are not exact."""
    if isinstance(raa, bool) or not isinstance(raa, str | int | Decimal):
        raise VaerdiFejl(f'{raa!r} er ikke et tal; skriv det i anførselstegn med punktum, fx "2.5"')
    try:
        tal = Decimal(raa)
    except InvalidOperation:
        raise VaerdiFejl(f'»{raa}« er ikke et tal; skriv fx "2.5"') from None
    # A power of ten out of bounds is a short text that becomes an exact number too large to reckon with.
    exponent = tal.as_tuple().exponent
    if not isinstance(exponent, int) or not -12 <= exponent <= 12 or tal.adjusted() > 18:
        raise VaerdiFejl(f'»{str(raa)[:40]}« er ikke et tal; skriv fx "2.5"')
    return tal


def read_heltal(raa: object) -> int:
    """A whole number, as an int or as digits in a text (a form or a CSV cell)."""
    if isinstance(raa, bool) or not isinstance(raa, int | str) or not re.fullmatch(r"-?\d{1,18}", str(raa)):
        raise VaerdiFejl(f"»{raa}« skal være et helt tal uden punktum og komma")
    return int(raa)


def read_dato(raa: object) -> date:
    """A date, as a date or as text ÅÅÅÅ-MM-DD."""
    if isinstance(raa, date):
        return raa
    if isinstance(raa, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", raa):
        try:
            return date.fromisoformat(raa)
        except ValueError:
            pass
    raise VaerdiFejl(f"»{raa}« er ikke en dato; skriv ÅÅÅÅ-MM-DD")


def read_vaerdi(raa: object, enhed: Enhed, felter: tuple[str, ...] = ()) -> ParameterVaerdi:
    """A raw value as the unit demands. None stays None (known to be unknown)."""
    if raa is None:
        return None
    if felter:
        return _read_felter(raa, felter)
    if enhed.type == "decimal":
        return read_decimal(raa)
    if enhed.type == "heltal":
        return read_heltal(raa)
    if enhed.type == "dato":
        return read_dato(raa)
    if not isinstance(raa, str) or not raa.strip():
        raise VaerdiFejl(f"»{raa}« skal være tekst")
    if enhed.type == "maaned_dag" and not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", raa):
        raise VaerdiFejl(f"»{raa}« skal være måned og dag (MM-DD)")
    return raa


def _read_felter(raa: object, felter: tuple[str, ...]) -> ParameterVaerdi:
    if not isinstance(raa, dict) or set(raa) != set(felter):
        raise VaerdiFejl(f"værdien skal have netop felterne {', '.join(felter)}")
    tal = {felt: read_decimal(raa[felt]) for felt in felter}
    if sum(tal.values()) != 100:
        raise VaerdiFejl(
            f"felterne {', '.join(felter)} skal tilsammen være 100 %, men er {sum(tal.values())} %"
        )
    return MappingProxyType(tal)


def read_krav(raa: object, dimension: Dimension) -> Krav:
    """One condition of a row: allowed values, or an interval of numbers or dates."""
    if dimension.slags == "valg":
        valgt = raa if isinstance(raa, list | tuple | frozenset | set) else [raa]
        ukendte = [str(v) for v in valgt if v not in dimension.tilladt]
        if ukendte or not valgt:
            raise VaerdiFejl(
                f"{dimension.navn}: »{', '.join(ukendte)}« er ikke tilladt; tilladt er {', '.join(dimension.tilladt)}"
            )
        return frozenset(str(v) for v in valgt)
    if isinstance(raa, Interval):
        interval = raa
    elif dimension.slags == "talinterval":
        fra, under = _interval_ender(raa, dimension.navn, ("mindst", "under"))
        interval = Interval(
            None if fra is None else Fraction(read_decimal(fra)),
            None if under is None else Fraction(read_decimal(under)),
        )
    else:
        fra, til = _interval_ender(raa, dimension.navn, ("fra", "til"))
        interval = Interval(
            None if fra is None else read_dato(fra), None if til is None else day_after(read_dato(til))
        )
    if interval.er_tom:
        raise VaerdiFejl(f"{dimension.navn}: intervallet slutter, før det begynder")
    return interval


def _interval_ender(raa: object, navn: str, noegler: tuple[str, str]) -> tuple[object, object]:
    if not isinstance(raa, dict) or not raa or set(raa) - set(noegler):
        raise VaerdiFejl(f"{navn}: skal være nøglerne {noegler[0]} og/eller {noegler[1]}")
    return raa.get(noegler[0]), raa.get(noegler[1])


def read_naar(raa: dict[str, Any], dimensioner: tuple[Dimension, ...]) -> MappingProxyType[str, Krav]:
    """All conditions of a row. Unknown dimensions and missing required ones are errors."""
    kendte = {d.navn: d for d in dimensioner}
    ukendte = [navn for navn in raa if navn not in kendte]
    if ukendte:
        raise VaerdiFejl(
            f"ukendt betingelse »{', '.join(ukendte)}«; tilladt er {', '.join(kendte) or 'ingen'}"
        )
    mangler = [d.navn for d in dimensioner if d.paakraevet and raa.get(d.navn) is None]
    if mangler:
        raise VaerdiFejl(f"betingelsen {', '.join(mangler)} mangler")
    return MappingProxyType({n: read_krav(v, kendte[n]) for n, v in raa.items() if v is not None})


def build_parameter(model: ParameterModel, emne: str, lov: str, fil: str) -> Parameter:
    """A validated file entry as a Parameter; raises VaerdiFejl naming the row."""
    if model.enhed not in ENHEDER:
        raise VaerdiFejl(f"ukendt enhed »{model.enhed}«; tilladt er {', '.join(ENHEDER)}")
    enhed = ENHEDER[model.enhed]
    dimensioner = tuple(
        Dimension(d.navn, d.titel, d.slags, d.tilladt, d.paakraevet, tuple(d.bredere.items()))
        for d in model.dimensioner
    )
    raekker: list[Raekke] = []
    for nummer, rm in enumerate(model.raekker, start=1):
        try:
            raekke = _build_raekke(rm, model, enhed, dimensioner, nummer)
        except VaerdiFejl as fejl:
            raise VaerdiFejl(f"række {rm.id or nummer}: {fejl}") from None
        for tidligere in raekker:
            if tidligere.id == raekke.id:
                raise VaerdiFejl(f"række {raekke.id}: to rækker har samme id")
            if tidligere.overlaps(raekke):
                raise VaerdiFejl(f"række {raekke.id}: overlapper række {tidligere.id}")
        raekker.append(raekke)
    return Parameter(
        id=model.id, navn=model.navn, enhed=enhed, dato=model.dato, gennemgaaet=model.gennemgaaet, emne=emne,
        lov=lov, fil=fil, raekker=tuple(raekker), felter=model.felter, dimensioner=dimensioner, lokal=model.lokal, aarlig=model.aarlig,
        kun_visning=model.kun_visning, note=model.note,
    )  # fmt: skip


def _build_raekke(
    rm: RaekkeModel, model: ParameterModel, enhed: Enhed, dimensioner: tuple[Dimension, ...], nummer: int
) -> Raekke:
    if rm.fra and rm.til and rm.til < rm.fra:
        raise VaerdiFejl(f"til ({rm.til}) ligger før fra ({rm.fra})")
    vaerdi = read_vaerdi(rm.vaerdi, enhed, model.felter)
    if vaerdi is None and rm.sikkerhed is not Sikkerhed.UAFKLARET and rm.status is not Status.FORVENTET:
        raise VaerdiFejl("en række uden værdi skal være uafklaret eller forventet")
    if vaerdi is None and not rm.note:
        raise VaerdiFejl("en række uden værdi skal have en note, der siger hvorfor")
    return Raekke(
        id=rm.id or str(nummer), fra=rm.fra, til=rm.til, naar=read_naar(rm.naar, dimensioner), vaerdi=vaerdi,
        hjemmel=rm.hjemmel, kilde=rm.kilde, sikkerhed=rm.sikkerhed, status=rm.status, note=rm.note,
        forbehold=rm.forbehold, alternativ_dato=rm.alternativ_dato,
    )  # fmt: skip

"""Checks of raw figures that several rules share. The bounds are plausibility, not statute: they catch typing errors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from almen.regler.dansk import format_dato, format_kroner, format_m2, format_tal
from almen.regler.fejl import Fejl

# Plausibility, declared here and nowhere else: no almen project is as large, no dwelling as small or large as this.
SUM_HOEJST = 100_000_000_000
ANTAL_HOEJST = 100_000
MIDDELAREAL_MINDST = 5
MIDDELAREAL_HOEJST = 1_000
AREAL_HOEJST = ANTAL_HOEJST * MIDDELAREAL_HOEJST
AREAL_DECIMALER = 8
FOERSTE_DATO = date(1990, 1, 1)
SIDSTE_DATO = date(2099, 12, 31)


class HarAreal(Protocol):
    """Any part of a project with a type, a number of dwellings and an area."""

    @property
    def boligtype(self) -> str: ...
    @property
    def antal(self) -> int | None: ...
    @property
    def bruttoareal_m2(self) -> int | Decimal | None: ...


class HarSum(HarAreal, Protocol):
    """As `HarAreal`, with an anskaffelsessum in whole kroner."""

    @property
    def anskaffelsessum(self) -> int: ...


def is_heltal(vaerdi: object) -> bool:
    """A whole number; a bool is not one."""
    return isinstance(vaerdi, int) and not isinstance(vaerdi, bool)


def check_tilsagnsdato(dato: date, felt: str = "tilsagnsdato") -> list[Fejl]:
    """A fault if the day lies outside the years that the program can be asked about."""
    if FOERSTE_DATO <= dato <= SIDSTE_DATO:
        return []
    return [
        Fejl(
            felt,
            f"er {format_dato(dato)}; tilladt er {format_dato(FOERSTE_DATO)} til {format_dato(SIDSTE_DATO)}",
        )
    ]


def check_projektdel(sted: str, del_: HarSum, tilladt: Sequence[str]) -> list[Fejl]:
    """Type, number, area and sum of one part. A missing number or area is not a fault here (see `check_mangler`)."""
    return [*check_areal(sted, del_, tilladt), *check_sum(f"{sted}.anskaffelsessum", del_.anskaffelsessum)]


def check_areal(sted: str, del_: HarAreal, tilladt: Sequence[str]) -> list[Fejl]:
    """Faults of type, number and area (m²) of one part."""
    fejl: list[Fejl] = []
    if del_.boligtype not in tilladt:
        fejl.append(
            Fejl(f"{sted}.boligtype", f"»{del_.boligtype}« kendes ikke; tilladt er {', '.join(tilladt)}")
        )
    antal, areal = del_.antal, del_.bruttoareal_m2
    antal_ok = antal is None or (is_heltal(antal) and 1 <= antal <= ANTAL_HOEJST)
    if not antal_ok:
        fejl.append(
            Fejl(
                f"{sted}.antal", f"er {_vis(antal)}; tilladt er hele tal fra 1 til {format_tal(ANTAL_HOEJST)}"
            )
        )
    areal_ok = areal is None or _is_areal(areal)
    if not areal_ok:
        tilladt_areal = f"tal over 0, højst {format_m2(AREAL_HOEJST)} og højst {AREAL_DECIMALER} decimaler"
        fejl.append(Fejl(f"{sted}.bruttoareal_m2", f"er {_vis(areal)}; tilladt er {tilladt_areal}"))
    if antal_ok and areal_ok and antal and areal:
        middel = Fraction(areal) / antal
        if not MIDDELAREAL_MINDST <= middel <= MIDDELAREAL_HOEJST:
            fejl.append(
                Fejl(
                    f"{sted}.bruttoareal_m2",
                    f"er {areal} for {antal} boliger; tilladt er {MIDDELAREAL_MINDST} til {MIDDELAREAL_HOEJST} m² pr. bolig",
                )
            )
    return fejl


def _is_areal(tal: object) -> bool:
    """True for an exact number that can be reckoned with: a power of ten out of bounds would fill the memory."""
    if isinstance(tal, Decimal):
        exponent = tal.as_tuple().exponent
        if not isinstance(exponent, int) or exponent < -AREAL_DECIMALER:
            return False
    elif not is_heltal(tal):
        return False
    return 0 < tal <= AREAL_HOEJST  # type: ignore[operator]


def _vis(tal: object) -> str:
    """A refused number as it is told back: a very long one cut short."""
    return str(tal)[:40]


def check_sum(felt: str, beloeb: object) -> list[Fejl]:
    """A sum in whole kroner, at least 1 and within plausibility."""
    if not isinstance(beloeb, int) or isinstance(beloeb, bool):
        return [Fejl(felt, f"er {_vis(repr(beloeb))}; tilladt er hele kroner uden decimaler")]
    if not 1 <= beloeb <= SUM_HOEJST:
        return [Fejl(felt, f"er {_vis(beloeb)}; tilladt er 1 kr. til {format_kroner(SUM_HOEJST)}")]
    return []


def check_ejendomsvaerdi(beloeb: int | None) -> list[Fejl]:
    """Faults of the lender's valuation in kroner; none is not a fault."""
    return [] if beloeb is None else check_sum("ejendomsvaerdi", beloeb)


def check_mangler(sted: str, del_: HarAreal) -> list[Fejl]:
    """Number and area where the rule cannot do without them."""
    return [
        Fejl(f"{sted}.{felt}", "skal udfyldes: reglen afhænger af boligernes gennemsnitlige bruttoareal")
        for felt in ("antal", "bruttoareal_m2")
        if getattr(del_, felt) is None
    ]

"""Fees on supported building (almenboligloven § 107)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from almen.regler.dansk import format_kroner, format_tal
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.inddata import check_sum
from almen.regler.laes import load_parametre
from almen.regler.parameter import Vaerdi
from almen.regler.resultat import Kilde, Trin
from almen.regler.samling import Parametre


@dataclass(frozen=True, slots=True)
class Gebyr:
    """A fee in whole kroner; `grundlag` is the sum it was reckoned on, `promille` the rate."""

    beloeb: int
    grundlag: int
    promille: Decimal
    trin: tuple[Trin, ...]
    kilder: tuple[Kilde, ...]
    advarsler: tuple[str, ...]


def compute_gebyr_stat(
    sum_uden_gebyr: int, skema_b_dato: date | None = None, parametre: Parametre | None = None
) -> Gebyr:
    """The state's fee: per mille of the sum approved before the start, the fee itself left out (§ 107).

    Whole kroner, half up (the rounding is the program's choice).
    """
    return _compute("gebyr.stat", "Statens gebyr", sum_uden_gebyr, skema_b_dato, parametre)


def compute_gebyr_stat_af_sum_med_gebyr(
    sum_med_gebyr: int, skema_b_dato: date | None = None, parametre: Parametre | None = None
) -> Gebyr:
    """As `compute_gebyr_stat`, from a sum that already holds the fee: the fee is taken out first."""
    fejl = check_sum("sum_med_gebyr", sum_med_gebyr)
    if fejl:
        raise UgyldigtInput(fejl)
    sats = (parametre or load_parametre()).vaerdi("gebyr.stat", skema_b_dato)
    uden = (Decimal(sum_med_gebyr) * 1000 / (1000 + sats.tal)).quantize(Decimal(1), ROUND_HALF_UP)
    return compute_gebyr_stat(max(1, int(uden)), skema_b_dato, parametre)


def compute_gebyr_kommune(skema_b_sum: int, skema_b_dato: date, parametre: Parametre | None = None) -> Gebyr:
    """The municipality's own fee of the Skema B sum. The rate is local: UdenForGyldighed until it is registered."""
    return _compute("gebyr.kommune", "Kommunens gebyr", skema_b_sum, skema_b_dato, parametre)


def _compute(
    parameter_id: str, navn: str, grundlag: int, dato: date | None, parametre: Parametre | None
) -> Gebyr:
    fejl: list[Fejl] = check_sum("grundlag", grundlag)
    if fejl:
        raise UgyldigtInput(fejl)
    sats: Vaerdi = (parametre or load_parametre()).vaerdi(parameter_id, dato)
    beloeb = int((Decimal(grundlag) * sats.tal / 1000).quantize(Decimal(1), ROUND_HALF_UP))
    usikker = sats.warn_usikker()
    tekst = f"{navn}: {format_tal(sats.tal)} ‰ af {format_kroner(grundlag)} = {format_kroner(beloeb)}"
    return Gebyr(
        beloeb, grundlag, sats.tal, (Trin(tekst, beloeb),), (sats.kilde,), (usikker,) if usikker else ()
    )

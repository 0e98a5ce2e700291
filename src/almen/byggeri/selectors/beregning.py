"""What the statute makes of a project's figures, and what the record leaves open. Never raises on missing
figures.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from almen.byggeri.models import Bogstav
from almen.byggeri.selectors.projektdata import FORMAAL, Projektdata, Skemadata
from almen.regler.dansk import join_med
from almen.regler.fejl import RegelFejl
from almen.regler.finansiering import Del, Finansiering, FinansieringInput, compute_finansiering
from almen.regler.maksimumsbeloeb import MaksimumsbeloebDel, MaksimumsbeloebInput
from almen.regler.samling import Parametre

MISSING_SUM = "Anskaffelsessummen er ikke oplyst for alle dele."


@dataclass(frozen=True)
class Beregnet:
    """A computed financing, or the reason in Danish why it cannot be decided."""

    finansiering: Finansiering | None
    aarsag: str = ""


def compute_skema(
    data: Projektdata, skema: Skemadata, dato: dt.date, parametre: Parametre | None = None
) -> Beregnet:
    """The financing of a Skema's figures by the rules on the day of tilsagn, or on `dato` while none is
    given.
    """
    dele = [
        Del(item.projektdel.boligtype, item.antal, item.bruttoareal_m2, item.anskaffelsessum)
        for item in skema.dele
        if item.anskaffelsessum is not None
    ]
    if len(dele) < len(skema.dele):
        return Beregnet(None, MISSING_SUM)
    input_ = FinansieringInput(
        tilsagnsdato=data.projekt.tilsagn_dato or dato,
        dele=tuple(dele),
        ejendomsvaerdi=data.projekt.ejendomsvaerdi,
    )
    if parametre is None and input_ in data.beregnede:
        known: Beregnet = data.beregnede[input_]
        return known
    try:
        result = Beregnet(compute_finansiering(input_, parametre or data.parametre))
    except RegelFejl as error:
        result = Beregnet(None, str(error))
    if parametre is None:
        data.beregnede[input_] = result
    return result


def grundkapital_by_formaal(data: Projektdata, skema: Skemadata, dato: dt.date) -> dict[str, int] | None:
    """The computed grundkapital (kroner) that each budget must carry; None where it cannot be decided."""
    beregnet = compute_skema(data, skema, dato)
    if beregnet.finansiering is None:
        return None
    result: dict[str, int] = defaultdict(int)
    for del_ in beregnet.finansiering.dele:
        result[FORMAAL[del_.boligtype]] += del_.grundkapital
    return dict(result)


def grundkapital_to_bind(data: Projektdata, dato: dt.date) -> dict[str, int] | None:
    """What a decision on the frame binds per budget: the maximum applied for, else the computed split plus
    reserve.

    A published maximum of a project that draws on two budgets is shared by the computed split, else by
    dwellings. None where neither is known.
    """
    skema = data.standing(Bogstav.A) or data.current
    computed = grundkapital_by_formaal(data, skema, dato)
    maksimum = data.projekt.grundkapital_maks
    if maksimum is not None:
        if len(skema.formaal) == 1:
            return {skema.formaal[0]: maksimum}
        return _share(maksimum, computed or _dwellings_by_formaal(skema))
    if computed is None:
        return None
    factor = 1 + (data.projekt.reserve_pct or Decimal(0)) / 100
    return {
        formaal: int((amount * factor).quantize(Decimal(1), ROUND_HALF_UP))
        for formaal, amount in computed.items()
    }


def _dwellings_by_formaal(skema: Skemadata) -> dict[str, int]:
    result: dict[str, int] = defaultdict(int)
    for item in skema.dele:
        result[FORMAAL[item.projektdel.boligtype]] += item.antal or 0
    if not any(result.values()):
        return dict.fromkeys(skema.formaal, 1)
    return dict(result)


def _share(amount: int, weights: dict[str, int]) -> dict[str, int]:
    """`amount` by the weights, in whole kroner that add up; the last one takes what rounding leaves."""
    total = sum(weights.values())
    result, rest = {}, amount
    for formaal, weight in list(weights.items())[:-1]:
        result[formaal] = int(Fraction(amount * weight, total))
        rest -= result[formaal]
    result[list(weights)[-1]] = rest
    return result


def missing_for_maksimum(skema: Skemadata) -> str:
    """Why the maksimumsbeloeb cannot be looked up at all, in Danish; empty if nothing is missing."""
    missing = []
    if skema.boliger is None:
        missing.append("antallet af boliger")
    if skema.bruttoareal_m2 is None:
        missing.append("bruttoarealet")
    return f"{join_med(missing).capitalize()} er ikke oplyst for alle dele." if missing else ""


def maksimumsbeloeb_input(data: Projektdata, skema: Skemadata, dato: dt.date) -> MaksimumsbeloebInput:
    """What the maksimumsbeløb is looked up by: the day of Skema B as it was, else as expected, else `dato`.

    While only a year is expected, the day inside it is left open.
    """
    projekt = data.projekt
    day: dt.date | None = projekt.skema_b_dato
    if day is None and skema.skema.bogstav != Bogstav.A:
        day = dato
    year_day = day or max(projekt.forventet_skema_b or dato, dato)
    tilsagn = projekt.tilsagn_dato or min(projekt.forventet_tilsagn or dato, year_day)
    return MaksimumsbeloebInput(
        skema_b_aar=year_day.year,
        tilsagnsdato=min(tilsagn, year_day),
        region=projekt.region,
        dele=tuple(
            MaksimumsbeloebDel(item.projektdel.boligtype, item.antal, item.bruttoareal_m2)
            for item in skema.dele
        ),
        skema_b_dato=day,
    )

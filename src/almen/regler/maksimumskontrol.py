"""Is the sum within the maksimumsbeløb, and if not, may it be exceeded?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from almen.regler.dansk import format_dato, format_kroner, format_procent
from almen.regler.fejl import RegelFejl, UgyldigtInput
from almen.regler.inddata import check_sum
from almen.regler.laes import load_parametre
from almen.regler.maksimumsbeloeb import Maksimumsbeloeb, MaksimumsbeloebInput, compute_maksimumsbeloeb
from almen.regler.parameter import Vaerdi
from almen.regler.resultat import Talvaerdi, Udfald, Vurdering
from almen.regler.samling import Parametre

ID = "maksimumsbeloeb"
TITEL = "Summen er inden for maksimumsbeløbet"
RET = "maksimumsbeloeb.overskridelse"


@dataclass(frozen=True, slots=True)
class Overskridelse:
    """What the temporary right to exceed asks for. None = not known."""

    kommune_godkendt: bool | None = None
    lbf_godkendt: bool | None = None
    skema_a_dato: date | None = None


def check_maksimumsbeloeb(
    input: MaksimumsbeloebInput,
    anskaffelsessum: int,
    overskridelse: Overskridelse | None = None,
    parametre: Parametre | None = None,
) -> Vurdering:
    """Sum (whole kroner) against maximum: *ja* within, *nej* above, *kan ikke afgøres* where there is no table.

    Above the maximum the temporary right to exceed (1 July 2022 – 30 June 2024, only for an early Skema A, with
    consent of municipality and Landsbyggefonden) is tried. Raises UgyldigtInput for a sum that is not one.
    """
    fejl = check_sum("anskaffelsessum", anskaffelsessum)
    if fejl:
        raise UgyldigtInput(fejl)
    parametre = parametre or load_parametre()
    try:
        resultat = compute_maksimumsbeloeb(input, parametre)
    except RegelFejl as grund:
        return Vurdering(
            ID,
            Udfald.KAN_IKKE_AFGOERES,
            TITEL,
            str(grund),
            MappingProxyType({"anskaffelsessum": anskaffelsessum}),
        )
    difference = resultat.maksimum - anskaffelsessum
    if difference >= 0:
        forklaring = (
            f"Summen på {format_kroner(anskaffelsessum)} ligger {format_kroner(difference)} under "
            f"maksimumsbeløbet på {format_kroner(resultat.maksimum)}"
        )
        return _vurdering(Udfald.JA, forklaring, resultat, anskaffelsessum)
    return _check_over(input, resultat, anskaffelsessum, overskridelse or Overskridelse(), parametre)


def _vurdering(
    udfald: Udfald, forklaring: str, resultat: Maksimumsbeloeb, sum_: int, ret: Vaerdi | None = None
) -> Vurdering:
    over = (Decimal(sum_ - resultat.maksimum) * 100 / Decimal(max(resultat.maksimum, 1))).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )
    tal: dict[str, Talvaerdi] = {
        "anskaffelsessum": sum_,
        "maksimum": resultat.maksimum,
        "difference": resultat.maksimum - sum_,
        "overskridelse_pct": max(over, Decimal("0.00")),
    }
    kilder = (*resultat.kilder, ret.kilde) if ret else resultat.kilder
    tekst = " ".join([forklaring, *resultat.advarsler])
    return Vurdering(ID, udfald, TITEL, tekst, MappingProxyType(tal), kilder, True, resultat.trin)


def _check_over(
    input: MaksimumsbeloebInput,
    resultat: Maksimumsbeloeb,
    sum_: int,
    overskridelse: Overskridelse,
    parametre: Parametre,
) -> Vurdering:
    """The sum is above the maximum as known: is the maximum complete, and may it be exceeded?"""
    over = (
        f"Summen på {format_kroner(sum_)} ligger {format_kroner(sum_ - resultat.maksimum)} over maksimumsbeløbet på "
        f"{format_kroner(resultat.maksimum)}"
    )
    if resultat.er_nedre_graense:
        return _vurdering(
            Udfald.KAN_IKKE_AFGOERES, f"{over} Maksimumsbeløbet er ikke fuldt kendt.", resultat, sum_
        )
    ret = _right_on(input, parametre)
    if ret is None:
        return _vurdering(Udfald.NEJ, over, resultat, sum_)
    if isinstance(ret, str):
        return _vurdering(Udfald.KAN_IKKE_AFGOERES, f"{over} {ret}", resultat, sum_)
    loft = int(Decimal(resultat.maksimum) * (100 + ret.tal) / 100)
    if sum_ > loft:
        tekst = f"{over} Det er mere end de {format_procent(ret.tal)}, som det kan overskrides med: {format_kroner(loft)}"
        return _vurdering(Udfald.NEJ, tekst, resultat, sum_, ret)
    udfald, grund = _check_conditions(input, overskridelse, ret, parametre)
    return _vurdering(udfald, f"{over} {grund}", resultat, sum_, ret)


def _right_on(input: MaksimumsbeloebInput, parametre: Parametre) -> Vaerdi | str | None:
    """The right to exceed on the day of Skema B; a sentence where only the year is known and the day decides."""
    if input.skema_b_dato:
        return parametre.find(RET, input.skema_b_dato)
    raekker = [
        r
        for r in parametre.get(RET).raekker
        if r.fra and r.til and r.fra.year <= input.skema_b_aar <= r.til.year
    ]
    if not raekker:
        return None
    hele_aaret = parametre.find(RET, date(input.skema_b_aar, 1, 1))
    if hele_aaret and hele_aaret.raekke.covers(date(input.skema_b_aar, 12, 31)):
        return hele_aaret
    return "Dagen for godkendelsen af Skema B afgør, om den midlertidige ret til at overskride det gælder."


def _check_conditions(
    input: MaksimumsbeloebInput, overskridelse: Overskridelse, ret: Vaerdi, parametre: Parametre
) -> tuple[Udfald, str]:
    dato = input.skema_b_dato or date(input.skema_b_aar, 1, 1)
    foer = parametre.vaerdi("maksimumsbeloeb.overskridelse_skema_a_foer", dato).dag
    skema_a = overskridelse.skema_a_dato or input.tilsagnsdato
    if skema_a >= foer:
        return Udfald.NEJ, (
            f"Retten til at overskride det gælder kun Skema A godkendt før {format_dato(foer)}; denne er fra "
            f"{format_dato(skema_a)}."
        )
    samtykker = {"kommunen": overskridelse.kommune_godkendt, "Landsbyggefonden": overskridelse.lbf_godkendt}
    afslag = [navn for navn, svar in samtykker.items() if svar is False]
    if afslag:
        return Udfald.NEJ, f"Overskridelsen er ikke godkendt af {' og '.join(afslag)}."
    ukendt = [navn for navn, svar in samtykker.items() if svar is None]
    if ukendt:
        return Udfald.KAN_IKKE_AFGOERES, f"Overskridelsen kræver godkendelse af {' og '.join(ukendt)}."
    antal = parametre.vaerdi("maksimumsbeloeb.overskridelse_boliger", dato)
    return Udfald.JA, (
        f"Det er godkendt af kommunen og Landsbyggefonden inden for {format_procent(ret.tal)}. Retten rækker til "
        f"{antal.tekst} i hele landet; hvor mange der er brugt, er ikke kontrolleret."
    )

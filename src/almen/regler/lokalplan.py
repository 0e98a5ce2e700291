"""Almene dwellings that a local plan requires (planloven § 15 stk. 2 nr. 9), and how much of it projects make real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from almen.regler.dansk import format_procent
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.laes import load_parametre
from almen.regler.resultat import Udfald, Vurdering
from almen.regler.samling import Parametre

_HUNDREDE = Decimal(100)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Realisering:
    """A plan's requirement in m², what lies in projects, what is left, and the share in percent with one decimal.

    More than required leaves nothing over; the share then passes 100. None where nothing is required.
    """

    krav_m2: Decimal
    projekter_m2: Decimal
    rest_m2: Decimal
    pct: Decimal | None


def compute_krav_m2(
    krav_m2: Decimal | None, andel_pct: Decimal | None, boliger_m2: Decimal | None
) -> Decimal | None:
    """What the plan requires in m²: as printed, else the share of the plan's dwellings (two decimals, half-up).

    None where neither is known. Raises UgyldigtInput for a negative area or a share outside 0 to 100.
    """
    fejl = [
        Fejl(navn, f"er {value}; tilladt er 0 eller mere")
        for navn, value in (("krav_m2", krav_m2), ("boliger_m2", boliger_m2))
        if value is not None and (not value.is_finite() or value < 0)
    ]
    if andel_pct is not None and not (andel_pct.is_finite() and 0 <= andel_pct <= _HUNDREDE):
        fejl.append(Fejl("andel_pct", f"er {andel_pct}; tilladt er 0 til 100"))
    if fejl:
        raise UgyldigtInput(fejl)
    if krav_m2 is not None:
        return krav_m2
    if andel_pct is None or boliger_m2 is None:
        return None
    return (boliger_m2 * andel_pct / _HUNDREDE).quantize(_CENT, ROUND_HALF_UP)


def compute_realisering(krav_m2: Decimal, projekter_m2: Decimal) -> Realisering:
    """How much of a requirement lies in projects (both m²)."""
    pct = (projekter_m2 * _HUNDREDE / krav_m2).quantize(Decimal("0.1"), ROUND_HALF_UP) if krav_m2 else None
    return Realisering(krav_m2, projekter_m2, max(Decimal(0), krav_m2 - projekter_m2), pct)


def check_andel(
    andel_pct: Decimal | None, dato: date | None = None, parametre: Parametre | None = None
) -> Vurdering:
    """The plan requires no larger share of almene dwellings than planloven allows."""
    hoejst = (parametre or load_parametre()).vaerdi("lokalplan.almen_andel_hoejst", dato)
    id_, titel = "lokalplan_andel", "Kravet er inden for planlovens grænse"
    if andel_pct is None:
        return Vurdering(
            id_, Udfald.KAN_IKKE_AFGOERES, titel, "Kravets andel er ikke oplyst.", kilder=(hoejst.kilde,)
        )
    tekst = f"Planen kræver {format_procent(andel_pct)}; højst {format_procent(hoejst.tal)}."
    if usikker := hoejst.warn_usikker():
        tekst += f" {usikker}"
    return Vurdering(
        id_,
        Udfald.JA if andel_pct <= hoejst.tal else Udfald.NEJ,
        titel,
        tekst,
        MappingProxyType({"andel_pct": andel_pct, "hoejst": hoejst.tal}),
        (hoejst.kilde,),
    )

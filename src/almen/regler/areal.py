"""How large a dwelling may be (almenboligloven §§ 109-110)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from almen.regler.dansk import format_m2, join_med, name_of, to_decimal
from almen.regler.fejl import UdenForGyldighed
from almen.regler.laes import load_parametre
from almen.regler.resultat import Talvaerdi, Udfald, Vurdering
from almen.regler.samling import Parametre

# Which limit a type is held against; care dwellings are elderly dwellings in the act.
_GRAENSE = {"familie": "familie", "ungdom": "ungdom", "aeldre": "aeldre", "pleje": "aeldre"}


@dataclass(frozen=True, slots=True)
class ArealDel:
    """Number and total gross area in m² of one type; `enkeltarealer` are the single dwellings' areas if known."""

    boligtype: str
    antal: int | None
    bruttoareal_m2: int | Decimal | None
    enkeltarealer: tuple[Decimal | int, ...] = ()


def check_arealer(
    dele: Sequence[ArealDel], tilsagnsdato: date | None, parametre: Parametre | None = None
) -> tuple[Vurdering, ...]:
    """One verdict per group of types in the project (`areal_familie`, `areal_ungdom`, `areal_aeldre`)."""
    parametre = parametre or load_parametre()
    grupper: dict[str, list[ArealDel]] = {}
    for del_ in dele:
        if del_.boligtype in _GRAENSE:
            grupper.setdefault(_GRAENSE[del_.boligtype], []).append(del_)
    return tuple(_check_gruppe(gruppe, dele_, tilsagnsdato, parametre) for gruppe, dele_ in grupper.items())


def _check_gruppe(
    gruppe: str, dele: Sequence[ArealDel], tilsagnsdato: date | None, parametre: Parametre
) -> Vurdering:
    id_, titel = f"areal_{gruppe}", f"Størrelsen af {name_of(gruppe)} er inden for loven"
    parameter = parametre.get(f"areal.{gruppe}.hoejst")
    try:
        graense = parameter.lookup(tilsagnsdato, {})
    except UdenForGyldighed as grund:
        kilder = tuple(parameter.kilde(r) for r in parameter.raekker)
        return Vurdering(
            id_, Udfald.KAN_IKKE_AFGOERES, titel, f"{grund.aarsag or grund} Ikke kontrolleret.", kilder=kilder
        )
    udfald, forklaring, tal = _compare(dele, graense.heltal)
    return Vurdering(id_, udfald, titel, forklaring, MappingProxyType(tal), (graense.kilde,))


def _compare(dele: Sequence[ArealDel], graense: int) -> tuple[Udfald, str, dict[str, Talvaerdi]]:
    """Single areas decide. Without them the mean can prove that a dwelling is too large, never that none is."""
    tal: dict[str, Talvaerdi] = {"graense_m2": graense}
    for_store = sorted(a for d in dele for a in d.enkeltarealer if a > graense)
    if for_store:
        tal["antal_over"] = len(for_store)
        stoerrelser = join_med([format_m2(a) for a in for_store])
        return (
            Udfald.NEJ,
            f"{len(for_store)} boliger er over grænsen på {format_m2(graense)}: {stoerrelser}.",
            tal,
        )
    midler = [
        Fraction(d.bruttoareal_m2) / d.antal
        for d in dele
        if d.antal and d.bruttoareal_m2 and not d.enkeltarealer
    ]
    if midler and max(midler) > graense:
        tal["middelareal_m2"] = to_decimal(max(midler))
        tekst = f"Gennemsnittet er {format_m2(max(midler))} pr. bolig; mindst én bolig er over {format_m2(graense)}."
        return Udfald.NEJ, tekst, tal
    if any(not d.enkeltarealer and (not d.antal or not d.bruttoareal_m2) for d in dele):
        return Udfald.KAN_IKKE_AFGOERES, "Antal boliger eller bruttoetageareal mangler.", tal
    if any(d.enkeltarealer and len(d.enkeltarealer) != d.antal for d in dele):
        return Udfald.KAN_IKKE_AFGOERES, "Der er ikke oplyst et areal for hver bolig.", tal
    if not midler:
        return Udfald.JA, f"Ingen bolig er over {format_m2(graense)}.", tal
    tal["middelareal_m2"] = to_decimal(max(midler))
    return (
        Udfald.JA,
        f"I gennemsnit {format_m2(max(midler))} pr. bolig, inden for {format_m2(graense)}. De enkelte boliger er ikke "
        "kontrolleret.",
        tal,
    )

"""Grundkøbslån (almenboligloven § 119 a): how large it may be, who pays which part, when it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from almen.regler.dansk import format_dato, format_kroner, format_procent
from almen.regler.fejl import UgyldigtInput
from almen.regler.inddata import check_sum
from almen.regler.laes import load_parametre
from almen.regler.resultat import Kilde, Trin, Udfald, Vurdering
from almen.regler.samling import Parametre


@dataclass(frozen=True, slots=True)
class Grundkoebslaan:
    """The loan's ceiling and its two parts in whole kroner (they add up; the fund takes the remainder)."""

    loft: int
    kommune: int
    fond: int
    trin: tuple[Trin, ...]
    kilder: tuple[Kilde, ...]
    advarsler: tuple[str, ...]


def compute_grundkoebslaan(
    grundudgifter: int,
    maksimumsbeloeb_familie: int,
    ansoegningsdato: date,
    parametre: Parametre | None = None,
) -> Grundkoebslaan:
    """The most the land loan may be: all land costs less a share of the maksimumsbeløb for family dwellings.

    `maksimumsbeloeb_familie` (whole kroner) is reckoned with the family amounts for all the project's dwellings.
    Raises UdenForGyldighed outside 2022-2031.
    """
    fejl = [*check_sum("grundudgifter", grundudgifter),
            *check_sum("maksimumsbeloeb_familie", maksimumsbeloeb_familie)]  # fmt: skip
    if fejl:
        raise UgyldigtInput(fejl)
    parametre = parametre or load_parametre()
    egen = parametre.vaerdi("grundkoebslaan.egen_andel", ansoegningsdato)
    egen_beloeb = int((Decimal(maksimumsbeloeb_familie) * egen.tal / 100).quantize(Decimal(1), ROUND_HALF_UP))
    loft = max(0, grundudgifter - egen_beloeb)
    trin = Trin(
        f"Grundudgifter {format_kroner(grundudgifter)} minus {format_procent(egen.tal)} af maksimumsbeløbet for "
        f"familieboliger ({format_kroner(egen_beloeb)}): højst {format_kroner(loft)}",
        loft,
    )
    delt = split_grundkoebslaan(loft, ansoegningsdato, parametre)
    return Grundkoebslaan(
        loft, delt.kommune, delt.fond, (trin, *delt.trin), (egen.kilde, *delt.kilder), delt.advarsler
    )


def split_grundkoebslaan(
    laan: int, ansoegningsdato: date, parametre: Parametre | None = None
) -> Grundkoebslaan:
    """A loan (whole kroner, may be 0) shared between the municipality and Fonden for blandede byer."""
    if laan != 0 and (fejl := check_sum("laan", laan)):
        raise UgyldigtInput(fejl)
    parametre = parametre or load_parametre()
    andel = parametre.vaerdi("grundkoebslaan.kommunal_andel", ansoegningsdato)
    fond = parametre.vaerdi("grundkoebslaan.fondens_andel", ansoegningsdato)
    kommune = int((Decimal(laan) * andel.tal / 100).quantize(Decimal(1), ROUND_HALF_UP))
    trin = (
        Trin(f"Kommunen: {format_procent(andel.tal)} = {format_kroner(kommune)}", kommune),
        Trin(
            f"Fonden for blandede byer: {format_procent(fond.tal)} (resten) = {format_kroner(laan - kommune)}",
            laan - kommune,
        ),
    )
    advarsler = tuple(a for a in (andel.warn_usikker(), fond.warn_usikker()) if a)
    return Grundkoebslaan(laan, kommune, laan - kommune, trin, (andel.kilde, fond.kilde), advarsler)


def check_ledighed(
    ledighed_pct: Decimal | None, ansoegningsdato: date, parametre: Parametre | None = None
) -> Vurdering:
    """No land loan where the vacancy rate (percent) is strictly over the limit. None = not known."""
    graense = (parametre or load_parametre()).vaerdi("grundkoebslaan.ledighed_hoejst", ansoegningsdato)
    titel = "Boligledigheden tillader grundkøbslån"
    if ledighed_pct is None:
        return Vurdering(
            "grundkoebslaan_ledighed", Udfald.KAN_IKKE_AFGOERES, titel, "Boligledigheden er ikke oplyst.",
            kilder=(graense.kilde,),
        )  # fmt: skip
    ok = ledighed_pct <= graense.tal
    return Vurdering(
        "grundkoebslaan_ledighed",
        Udfald.JA if ok else Udfald.NEJ,
        titel,
        f"Ledigheden er {format_procent(ledighed_pct)}; grænsen er {format_procent(graense.tal)}.",
        MappingProxyType({"ledighed_pct": ledighed_pct, "graense_pct": graense.tal}),
        (graense.kilde,),
    )


def check_lokalplan(
    lokalplan_dato: date | None,
    almen_andel_pct: Decimal | None,
    ansoegningsdato: date,
    parametre: Parametre | None = None,
) -> Vurdering:
    """A newer local plan must require a share of almene dwellings; the loan covers only dwellings beyond it.

    `almen_andel_pct`: the share the plan requires (0 = none, None = not known).
    """
    parametre = parametre or load_parametre()
    krav = parametre.vaerdi("grundkoebslaan.lokalplan_andel", ansoegningsdato)
    skel = parametre.vaerdi("grundkoebslaan.lokalplan_skaeringsdag", ansoegningsdato)
    kilder = (krav.kilde, skel.kilde)
    id_, titel = "grundkoebslaan_lokalplan", "Lokalplanen tillader grundkøbslån"
    if lokalplan_dato is None or almen_andel_pct is None:
        tekst = "Lokalplanens dato og krav om almene boliger er ikke oplyst."
        return Vurdering(id_, Udfald.KAN_IKKE_AFGOERES, titel, tekst, kilder=kilder)
    kun_ud_over = f"Lånet dækker kun boliger ud over lokalplanens krav på {format_procent(almen_andel_pct)}."
    tal = MappingProxyType({"almen_andel_pct": almen_andel_pct, "krav_pct": krav.tal})
    if lokalplan_dato < skel.dag:
        tekst = f"Lokalplanen er fra før {format_dato(skel.dag)}. {kun_ud_over}"
        return Vurdering(id_, Udfald.JA, titel, tekst, tal, kilder)
    if almen_andel_pct < krav.tal:
        tekst = f"Lokalplanen kræver {format_procent(almen_andel_pct)} almene boliger; den skal kræve {format_procent(krav.tal)}."
        return Vurdering(id_, Udfald.NEJ, titel, tekst, tal, kilder)
    return Vurdering(id_, Udfald.JA, titel, kun_ud_over, tal, kilder)

"""The municipality's guarantee for the mortgage loan (almenboligloven § 127) and its re-guarantee (§ 91).

Guaranteed is the part of the loan whose security lies above a share of the property's value. The lender values
the property; the guarantee can therefore not be computed from the financing alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from almen.regler.dansk import format_dato, format_kroner, format_procent
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.inddata import check_sum
from almen.regler.laes import load_parametre
from almen.regler.resultat import Kilde, Trin
from almen.regler.samling import Parametre

_HUNDREDE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Garanti:
    """The guaranteed amount in whole kroner and its share of the loan in percent with two decimals."""

    beloeb: int
    pct_af_laan: Decimal
    laan: int
    ejendomsvaerdi: int | None
    trin: tuple[Trin, ...]
    kilder: tuple[Kilde, ...]
    advarsler: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Regaranti:
    """A guarantee shared with Landsbyggefonden: gross, what the fund carries, what stays with the municipality."""

    brutto: int
    regaranti: int
    netto: int
    pct: Decimal
    trin: tuple[Trin, ...]
    kilder: tuple[Kilde, ...]


@dataclass(frozen=True, slots=True)
class BeloebFraPct:
    """An amount from a printed percent both ways: published cases round in some places and cut off in others."""

    afrundet: int
    afskaaret: int


def compute_garanti(
    laan: int, ejendomsvaerdi: int, laandato: date | None = None, parametre: Parametre | None = None
) -> Garanti:
    """The guarantee for a loan with first priority in a property of the given value (both whole kroner).

    `laandato` picks the limit; without it the limit in force today by the newest row is used and a step says so.
    The amount is rounded half-up to whole kroner. Raises UgyldigtInput, or UdenForGyldighed for a loan taken
    before the limit's first known day. Source: almenboligloven § 127.
    """
    fejl = [*check_sum("laan", laan), *check_sum("ejendomsvaerdi", ejendomsvaerdi)]
    if fejl:
        raise UgyldigtInput(fejl)
    parametre = parametre or load_parametre()
    parameter = parametre.get("garanti.graense")
    graense = parameter.lookup(laandato or parameter.raekker[-1].fra, {})
    egen_sikkerhed = Decimal(ejendomsvaerdi) * graense.tal / _HUNDREDE
    beloeb = max(0, int((Decimal(laan) - egen_sikkerhed).quantize(Decimal(1), ROUND_HALF_UP)))
    pct = pct_af_laan(beloeb, laan)
    trin = [
        Trin(
            f"Lånet har selv sikkerhed i {format_procent(graense.tal)} af ejendommens værdi på "
            f"{format_kroner(ejendomsvaerdi)}: {format_kroner(int(egen_sikkerhed))}",
            int(egen_sikkerhed),
        ),
        Trin(
            f"Garantien er den del af lånet på {format_kroner(laan)}, der ligger derover: {format_kroner(beloeb)}, "
            f"{format_procent(pct)} af lånet (hele kroner, en halv krone op).",
            beloeb,
        ),
    ]
    if laandato is None and graense.raekke.fra:
        trin.append(
            Trin(
                "Dagen for låneoptagelsen er ikke oplyst; grænsen, der har været gældende siden "
                f"{format_dato(graense.raekke.fra)}, er brugt."
            )
        )
    usikker = graense.warn_usikker()
    return Garanti(
        beloeb, pct, laan, ejendomsvaerdi, tuple(trin), (graense.kilde,), (usikker,) if usikker else ()
    )


def compute_garanti_serviceareal(
    laan: int, laandato: date | None = None, parametre: Parametre | None = None
) -> Garanti:
    """The guarantee for a loan in a service area (whole kroner): in full in all known cases, hence a warning."""
    fejl = check_sum("laan", laan)
    if fejl:
        raise UgyldigtInput(fejl)
    sats = (parametre or load_parametre()).vaerdi("garanti.serviceareal", laandato)
    beloeb = beloeb_fra_pct(laan, sats.tal).afrundet
    usikker = sats.warn_usikker()
    tekst = f"Lån til servicearealer garanteres med {format_procent(sats.tal)}: {format_kroner(beloeb)}"
    return Garanti(
        beloeb, pct_af_laan(beloeb, laan), laan, None, (Trin(tekst, beloeb),), (sats.kilde,),
        (usikker,) if usikker else (),
    )  # fmt: skip


def compute_garanti_af_pct(laan: int, pct: Decimal) -> Garanti:
    """The guarantee as a printed percent (0 to 100) of the loan (whole kroner), rounded half-up.

    Published cases round in some places and cut off in others: the step says what cutting off would give.
    """
    fejl = check_sum("laan", laan)
    if not (pct.is_finite() and 0 <= pct <= _HUNDREDE):
        fejl.append(Fejl("pct", f"er {pct}; tilladt er 0 til 100"))
    if fejl:
        raise UgyldigtInput(fejl)
    begge = beloeb_fra_pct(laan, pct)
    tekst = (
        f"{format_procent(pct)} af lånet på {format_kroner(laan)}: {format_kroner(begge.afrundet)} "
        f"(skåret ned: {format_kroner(begge.afskaaret)})"
    )
    return Garanti(begge.afrundet, pct, laan, None, (Trin(tekst, begge.afrundet),), ())


def compute_regaranti(
    brutto: int,
    pct: Decimal | None = None,
    laandato: date | None = None,
    parametre: Parametre | None = None,
) -> Regaranti:
    """Landsbyggefonden's part of a guarantee (whole kroner) and what is left with the municipality.

    The fund's part is cut off to whole kroner, so an odd krone stays with the municipality (Tingbjerg I, 2019).
    `pct` None = the statutory share on `laandato` (None = the newest row).
    """
    fejl = check_sum("brutto", brutto)
    if pct is not None and not (pct.is_finite() and 0 <= pct <= _HUNDREDE):
        fejl.append(Fejl("pct", f"er {pct}; tilladt er 0 til 100"))
    if fejl:
        raise UgyldigtInput(fejl)
    kilder: tuple[Kilde, ...] = ()
    if pct is None:
        parameter = (parametre or load_parametre()).get("renovering.regaranti")
        vaerdi = parameter.lookup(laandato or parameter.raekker[-1].fra, {})
        pct, kilder = vaerdi.tal, (vaerdi.kilde,)
    regaranti = beloeb_fra_pct(brutto, pct).afskaaret
    trin = (
        Trin(
            f"Landsbyggefonden regaranterer {format_procent(pct)} (skåret ned): {format_kroner(regaranti)}",
            regaranti,
        ),
        Trin(f"Netto for kommunen: {format_kroner(brutto - regaranti)}", brutto - regaranti),
    )
    return Regaranti(brutto, regaranti, brutto - regaranti, pct, trin, kilder)


def pct_af_laan(beloeb: int, laan: int) -> Decimal:
    """The guarantee's share of the loan in percent, two decimals half-up as the published cases print it."""
    return (Decimal(beloeb) * _HUNDREDE / Decimal(laan)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def beloeb_fra_pct(laan: int, pct: Decimal) -> BeloebFraPct:
    """An amount in whole kroner from a percent of a loan, rounded half-up and cut off."""
    eksakt = Decimal(laan) * pct / _HUNDREDE
    return BeloebFraPct(
        int(eksakt.quantize(Decimal(1), ROUND_HALF_UP)), int(eksakt.quantize(Decimal(1), ROUND_DOWN))
    )

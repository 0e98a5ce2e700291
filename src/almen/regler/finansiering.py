"""The financing of a building's anskaffelsessum: loan, grundkapital, beboerindskud (almenboligloven §§ 118-118 a).

The day of tilsagn (Skema A) picks the rule; for family dwellings from 2019 also the mean gross area of all
family dwellings of the tilsagn. Mixed projects are split by part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from almen.regler.dansk import format_dato, format_kroner, format_m2, format_procent, name_of
from almen.regler.fejl import Fejl, ManglendeOplysning, UgyldigtInput
from almen.regler.garanti import Garanti, compute_garanti
from almen.regler.inddata import check_ejendomsvaerdi, check_mangler, check_projektdel, check_tilsagnsdato
from almen.regler.laes import load_parametre
from almen.regler.parameter import Vaerdi
from almen.regler.resultat import Kilde, Trin, unique_kilder
from almen.regler.samling import Parametre

FORDELING = "finansiering.fordeling"


@dataclass(frozen=True, slots=True)
class Del:
    """One part of a project: type, number of dwellings, gross area in m² and sum in whole kroner.

    `antal` and `bruttoareal_m2` are needed only where the rule asks for the mean area (family from 2019).
    """

    boligtype: str
    antal: int | None
    bruttoareal_m2: int | Decimal | None
    anskaffelsessum: int


@dataclass(frozen=True, slots=True)
class FinansieringInput:
    """A question: the day of tilsagn, the parts, and the lender's valuation in kroner where it is known."""

    tilsagnsdato: date
    dele: tuple[Del, ...]
    ejendomsvaerdi: int | None = None


@dataclass(frozen=True, slots=True)
class FinansieretDel:
    """A part with its amounts (whole kroner, adding up exactly) and percentages."""

    boligtype: str
    antal: int | None
    bruttoareal_m2: int | Decimal | None
    anskaffelsessum: int
    laan: int
    grundkapital: int
    beboerindskud: int
    laan_pct: Decimal
    grundkapital_pct: Decimal
    beboerindskud_pct: Decimal


@dataclass(frozen=True, slots=True)
class IAlt:
    """The parts added up, in whole kroner."""

    anskaffelsessum: int
    laan: int
    grundkapital: int
    beboerindskud: int


@dataclass(frozen=True, slots=True)
class Finansiering:
    """The split of a project. `alternativ` is the second reading where the law's future is open (from 2027)."""

    tilsagnsdato: date
    middelareal: Fraction | None
    dele: tuple[FinansieretDel, ...]
    i_alt: IAlt
    garanti: Garanti | None
    trin: tuple[Trin, ...]
    kilder: tuple[Kilde, ...]
    advarsler: tuple[str, ...]
    alternativ: Finansiering | None = None


def compute_finansiering(input: FinansieringInput, parametre: Parametre | None = None) -> Finansiering:
    """The split of each part's anskaffelsessum into loan, grundkapital and beboerindskud, in whole kroner.

    Grundkapital and beboerindskud are each rounded half-up per part and the loan is the remainder, so the parts
    always add up (a choice of the program: no source gives a rule). With `ejendomsvaerdi` the guarantee of the
    whole loan is computed too. Raises UgyldigtInput (all faults) or UdenForGyldighed (names parameter and date).
    """
    parametre = parametre or load_parametre()
    fejl = validate_finansiering(input, parametre)
    if fejl:
        raise UgyldigtInput(fejl)
    resultat = _compute_reading(input, input.tilsagnsdato, parametre)
    forbehold = parametre.get(FORDELING).forbehold_at(input.tilsagnsdato)
    if forbehold is None or forbehold.alternativ_dato is None:
        return resultat
    alternativ = _compute_reading(input, forbehold.alternativ_dato, parametre)
    return _with_alternativ(resultat, alternativ, forbehold.alternativ_dato, forbehold.forbehold)


def validate_finansiering(input: FinansieringInput, parametre: Parametre) -> list[Fejl]:
    """Every fault of the input; empty if it can be computed on."""
    parameter = parametre.get(FORDELING)
    boligtype = parameter.dimension("boligtype")
    tilladt = boligtype.tilladt if boligtype else ()
    fejl = check_tilsagnsdato(input.tilsagnsdato)
    if not input.dele:
        fejl.append(Fejl("dele", "er tom; der skal være mindst én del"))
    for nummer, del_ in enumerate(input.dele):
        fejl.extend(check_projektdel(f"dele[{nummer}]", del_, tilladt))
    fejl.extend(check_ejendomsvaerdi(input.ejendomsvaerdi))
    if fejl:
        return fejl
    datoer = {input.tilsagnsdato}
    forbehold = parameter.forbehold_at(input.tilsagnsdato)
    if forbehold and forbehold.alternativ_dato:
        datoer.add(forbehold.alternativ_dato)
    for nummer, del_ in enumerate(input.dele):
        if any(_needs_areal(del_.boligtype, dato, parametre) for dato in datoer):
            fejl.extend(check_mangler(f"dele[{nummer}]", del_))
    return fejl


def _needs_areal(boligtype: str, dato: date, parametre: Parametre) -> bool:
    """True if the rule on the date depends on the mean area for this type (the parameters say so, not the code)."""
    try:
        parametre.get(FORDELING).find(dato, {"boligtype": boligtype})
    except ManglendeOplysning:
        return True
    return False


def compute_middelareal(dele: Sequence[Del], boligtype: str = "familie") -> Fraction | None:
    """Mean gross area in m² per dwelling over all parts of the type, exact; None if any part lacks its figures."""
    antal, areal = 0, Fraction(0)
    for del_ in dele:
        if del_.boligtype != boligtype:
            continue
        if del_.antal is None or del_.bruttoareal_m2 is None:
            return None
        antal += del_.antal
        areal += Fraction(del_.bruttoareal_m2)
    return areal / antal if antal else None


def _compute_reading(input: FinansieringInput, regeldato: date, parametre: Parametre) -> Finansiering:
    """The split by the rows in force on `regeldato` (the day of tilsagn, or the day of a second reading)."""
    middelareal = compute_middelareal(input.dele)
    trin: list[Trin] = []
    brugt: list[Vaerdi] = []
    dele: list[FinansieretDel] = []
    for del_ in input.dele:
        sats = parametre.vaerdi(FORDELING, regeldato, boligtype=del_.boligtype, middelareal=middelareal)
        brugt.append(sats)
        dele.append(_split_del(del_, sats))
        trin.extend(_explain_del(dele[-1], sats, middelareal))
    i_alt = IAlt(
        sum(d.anskaffelsessum for d in dele), sum(d.laan for d in dele), sum(d.grundkapital for d in dele),
        sum(d.beboerindskud for d in dele),
    )  # fmt: skip
    afrunding = parametre.vaerdi("finansiering.afrunding")
    trin.append(Trin(f"{afrunding.tekst} {afrunding.raekke.note}"))
    advarsler = [a for a in dict.fromkeys(s.warn_usikker() for s in brugt) if a]
    garanti = None
    if input.ejendomsvaerdi is not None:
        garanti = compute_garanti(i_alt.laan, input.ejendomsvaerdi, parametre=parametre)
        trin.extend(garanti.trin)
        advarsler.extend(garanti.advarsler)
        advarsler.extend(_warn_early_garanti(garanti, input.tilsagnsdato))
    kilder = unique_kilder([*(s.kilde for s in brugt), *(garanti.kilder if garanti else ())])
    return Finansiering(
        input.tilsagnsdato, middelareal, tuple(dele), i_alt, garanti, tuple(trin), kilder, tuple(advarsler)
    )


def _split_del(del_: Del, sats: Vaerdi) -> FinansieretDel:
    """The rule of the last krone: two parts rounded, the loan takes what is left."""
    grundkapital = _round_krone(del_.anskaffelsessum, sats.felt("grundkapital"))
    beboerindskud = _round_krone(del_.anskaffelsessum, sats.felt("beboerindskud"))
    return FinansieretDel(
        boligtype=del_.boligtype,
        antal=del_.antal,
        bruttoareal_m2=del_.bruttoareal_m2,
        anskaffelsessum=del_.anskaffelsessum,
        laan=del_.anskaffelsessum - grundkapital - beboerindskud,
        grundkapital=grundkapital,
        beboerindskud=beboerindskud,
        laan_pct=sats.felt("laan"),
        grundkapital_pct=sats.felt("grundkapital"),
        beboerindskud_pct=sats.felt("beboerindskud"),
    )


def _round_krone(beloeb: int, pct: Decimal) -> int:
    return int((Decimal(beloeb) * pct / 100).quantize(Decimal(1), ROUND_HALF_UP))


def _explain_del(del_: FinansieretDel, sats: Vaerdi, middelareal: Fraction | None) -> list[Trin]:
    navn = name_of(del_.boligtype).capitalize()
    trin = []
    if "middelareal" in sats.raekke.naar and middelareal is not None:
        trin.append(
            Trin(
                f"{navn}: det gennemsnitlige bruttoareal er {format_m2(middelareal)} pr. bolig ({sats.raekke.naar_tekst})."
            )
        )
    trin.append(
        Trin(
            f"{navn}: {format_kroner(del_.anskaffelsessum)} fordeles efter {sats.raekke.hjemmel}: "
            f"grundkapital {format_procent(del_.grundkapital_pct)} = {format_kroner(del_.grundkapital)}, "
            f"beboerindskud {format_procent(del_.beboerindskud_pct)} = {format_kroner(del_.beboerindskud)}, "
            f"lån {format_procent(del_.laan_pct)} (resten) = {format_kroner(del_.laan)}",
            del_.anskaffelsessum,
        )
    )
    return trin


def _warn_early_garanti(garanti: Garanti, tilsagnsdato: date) -> list[str]:
    """The guarantee's limit is only known from a day on; an older tilsagn may have had another."""
    kendt_fra = garanti.kilder[0].gyldig_fra
    if kendt_fra is None or tilsagnsdato >= kendt_fra:
        return []
    return [
        f"Garantien er regnet med grænsen, der kendes fra {format_dato(kendt_fra)}; for lån optaget tidligere kan "
        "grænsen have været en anden."
    ]


def _with_alternativ(
    resultat: Finansiering, alternativ: Finansiering, dato: date, forbehold: str
) -> Finansiering:
    """The result with the second reading spelled out in warnings and steps."""
    linjer = [
        f"{name_of(d.boligtype).capitalize()}: lån {format_kroner(d.laan)} ({format_procent(d.laan_pct)}), "
        f"grundkapital {format_kroner(d.grundkapital)} ({format_procent(d.grundkapital_pct)}), "
        f"beboerindskud {format_kroner(d.beboerindskud)} ({format_procent(d.beboerindskud_pct)})"
        for d in alternativ.dele
    ]
    garanti = f"; garanti {format_kroner(alternativ.garanti.beloeb)}" if alternativ.garanti else ""
    laesning = (
        f"Hvis reglerne, der gælder den {format_dato(dato)}, forlænges uændret: {'; '.join(linjer)}; i alt lån "
        f"{format_kroner(alternativ.i_alt.laan)}, grundkapital {format_kroner(alternativ.i_alt.grundkapital)}{garanti}"
    )
    advarsler = [a for a in resultat.advarsler if a != forbehold]
    return Finansiering(
        tilsagnsdato=resultat.tilsagnsdato,
        middelareal=resultat.middelareal,
        dele=resultat.dele,
        i_alt=resultat.i_alt,
        garanti=resultat.garanti,
        trin=(*resultat.trin, Trin(laesning, alternativ.i_alt.grundkapital)),
        kilder=unique_kilder([*resultat.kilder, *alternativ.kilder]),
        advarsler=(forbehold, laesning, *advarsler),
        alternativ=alternativ,
    )

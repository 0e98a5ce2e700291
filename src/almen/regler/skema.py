"""Checks at Skema A, B and C (støttebekendtgørelsen; almenboligloven §§ 107, 115): what must be there, what may have changed
since the last Skema, fees and deadlines. Pure; what the source leaves to a judgement is never answered with *nej*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from almen.regler.dansk import format_dato, format_kroner, format_m2, join_med
from almen.regler.fejl import RegelFejl
from almen.regler.frister import (
    SKEMA_B,
    SKEMA_B_FORLAENGET,
    SKEMA_C,
    Frist,
    compute_frist,
    compute_skaeringsdag,
)
from almen.regler.gebyr import compute_gebyr_stat_af_sum_med_gebyr
from almen.regler.laes import load_parametre
from almen.regler.resultat import Kilde, Talvaerdi, Udfald, Vurdering, unique_kilder
from almen.regler.samling import Parametre

Bogstav = Literal["a", "b", "c"]
_VAESENTLIG, _LOFT_C = "krav.aendring.vaesentlig", "krav.loft.skema_c"


@dataclass(frozen=True, slots=True)
class Skematal:
    """The figures of one Skema that are held against another's: kroner and m². None = not known."""

    bogstav: str
    boligtyper: tuple[str, ...]
    boliger: int | None = None
    bruttoareal_m2: Decimal | int | None = None
    anskaffelsessum: int | None = None


def krav_ved(bogstav: Bogstav, parametre: Parametre | None = None) -> tuple[str, ...]:
    """The names of the facts that the Skema demands, in the order of the parameters."""
    praefiks = f"krav.skema_{bogstav}."
    return tuple(
        p.id.removeprefix(praefiks) for p in parametre or load_parametre() if p.id.startswith(praefiks)
    )


def check_krav(
    bogstav: Bogstav, oplyst: Mapping[str, bool | None], dato: date, parametre: Parametre | None = None
) -> Vurdering:
    """What must be there on `dato`. `oplyst`: fact → there, missing, or None (not known); a fact left out is not known."""
    parametre = parametre or load_parametre()
    mangler: list[str] = []
    ukendt: list[str] = []
    kilder: list[Kilde] = []
    for navn in krav_ved(bogstav, parametre):
        parameter = parametre.get(f"krav.skema_{bogstav}.{navn}")
        raekke = parameter.find(dato, {})
        if raekke is None:
            continue
        kilder.append(parameter.kilde(raekke))
        svar = oplyst.get(navn)
        if svar is not True:
            (mangler if svar is False else ukendt).append(parameter.navn[0].lower() + parameter.navn[1:])
    titel = f"Oplysninger og bilag til Skema {bogstav.upper()}"
    tal = {"krav": len(kilder), "opfyldt": len(kilder) - len(mangler) - len(ukendt)}
    saetninger = [
        f"{indledning}: {join_med(liste)}."
        for indledning, liste in (("Ikke opfyldt", mangler), ("Ikke oplyst", ukendt))
        if liste
    ]
    udfald = Udfald.NEJ if mangler else Udfald.KAN_IKKE_AFGOERES if ukendt else Udfald.JA
    tekst = " ".join(saetninger) or f"{len(kilder)} af {len(kilder)} er opfyldt."
    return Vurdering(f"bilag_skema_{bogstav}", udfald, titel, tekst, MappingProxyType(tal), tuple(kilder))


def check_byggetilladelse(
    tilladt_m2: Decimal | int | None, sagens_m2: Decimal | int | None, parametre: Parametre | None = None
) -> Vurdering:
    """The building permit's gross area is the case's, to the m²."""
    kilde = _kilde("krav.skema_b.byggetilladelse", parametre)
    id_, titel = "byggetilladelse_areal", "Byggetilladelsens areal er sagens"
    if tilladt_m2 is None or sagens_m2 is None:
        tekst = "Byggetilladelsens eller sagens areal er ikke oplyst."
        return Vurdering(id_, Udfald.KAN_IKKE_AFGOERES, titel, tekst, kilder=kilde)
    tal = MappingProxyType({"byggetilladelse_m2": Decimal(tilladt_m2), "sag_m2": Decimal(sagens_m2)})
    if tilladt_m2 == sagens_m2:
        return Vurdering(id_, Udfald.JA, titel, f"Begge er {format_m2(sagens_m2)}.", tal, kilde)
    tekst = f"Byggetilladelsen er på {format_m2(tilladt_m2)}, sagen på {format_m2(sagens_m2)}."
    return Vurdering(id_, Udfald.NEJ, titel, tekst, tal, kilde)


def check_laangiver(navn: str, parametre: Parametre | None = None) -> Vurdering:
    """The lender, whose valuation the guarantee needs, is chosen (at Skema B at the latest). An empty name is not known."""
    titel, kilde = "Långiver er valgt", _kilde("krav.laangiver", parametre)
    if navn.strip():
        return Vurdering("laangiver", Udfald.JA, titel, navn.strip(), kilder=kilde)
    tekst = "Långiver er ikke oplyst; den skal være valgt senest ved Skema B."
    return Vurdering("laangiver", Udfald.KAN_IKKE_AFGOERES, titel, tekst, kilder=kilde)


def check_gebyr_stat(
    anskaffelsessum: int | None, gebyrer: int | None, dato: date, parametre: Parametre | None = None
) -> Vurdering:
    """The fees in the sum (kroner) hold at least the state's fee (§ 107), which is reckoned of the sum without it.

    Informs only: the block *gebyrer* may be split in another way than ours.
    """
    id_, titel = "gebyr_stat", "Statens gebyr er med i summen"
    if anskaffelsessum is None:
        return Vurdering(
            id_, Udfald.KAN_IKKE_AFGOERES, titel, "Anskaffelsessummen er ikke oplyst.", krav_blokerer=False
        )
    gebyr = compute_gebyr_stat_af_sum_med_gebyr(anskaffelsessum, dato, parametre)
    krav = f"Gebyret til staten er {format_kroner(gebyr.beloeb)}"
    tal: dict[str, Talvaerdi] = {"gebyr_stat": gebyr.beloeb, "gebyrer": gebyrer}
    if gebyrer is None:
        udfald, tekst = Udfald.KAN_IKKE_AFGOERES, f"{krav}; gebyrerne er ikke oplyst for sig."
    elif gebyrer < gebyr.beloeb:
        udfald, tekst = Udfald.NEJ, f"{krav}, men der er kun sat {format_kroner(gebyrer)} af til gebyrer."
    else:
        udfald, tekst = Udfald.JA, f"{krav}; der er sat {format_kroner(gebyrer)} af til gebyrer."
    return Vurdering(
        id_, udfald, titel, tekst, MappingProxyType(tal), gebyr.kilder, krav_blokerer=False, trin=gebyr.trin
    )


def check_frist_skema_b(
    tilsagnsdato: date | None,
    dag: date,
    forlaenget_til: date | None = None,
    parametre: Parametre | None = None,
) -> Vurdering:
    """Skema B is in (on `dag`) within the statutory months of tilsagn, or within the municipality's extension.

    How far the municipality may extend is known for older tilsagn only; for newer ones an extension gives
    *kan ikke afgøres*, never a silent yes.
    """
    id_, titel = "frist_skema_b", "Skema B er indsendt i tide"
    if tilsagnsdato is None:
        return _no_start(id_, titel)
    parametre = parametre or load_parametre()
    frist = compute_frist(SKEMA_B, tilsagnsdato, parametre=parametre)
    if dag <= frist.dato or forlaenget_til is None:
        return _within(id_, titel, frist, dag)
    try:
        hoejst = compute_frist(SKEMA_B_FORLAENGET, tilsagnsdato, parametre=parametre)
    except RegelFejl as fejl:
        udfald = Udfald.KAN_IKKE_AFGOERES if dag <= forlaenget_til else Udfald.NEJ
        tekst = (
            f"Fristen var {format_dato(frist.dato)}; kommunen har forlænget den til {format_dato(forlaenget_til)}. "
            f"Om den kunne det, er uafklaret: {fejl}"
        )
        return Vurdering(id_, udfald, titel, tekst, _days(forlaenget_til, dag), (frist.kilde,))
    sidste = min(forlaenget_til, hoejst.dato)
    tekst = (
        f"Kommunen har forlænget fristen til {format_dato(forlaenget_til)}; den kan højst forlænges til "
        f"{format_dato(hoejst.dato)}, {hoejst.maaneder} måneder efter tilsagnet. Indsendt eller behandlet {format_dato(dag)}."
    )
    udfald = Udfald.JA if dag <= sidste else Udfald.NEJ
    return Vurdering(id_, udfald, titel, tekst, _days(sidste, dag), (frist.kilde, hoejst.kilde))


def check_frist_skema_c(
    skaeringsdag: date | None,
    dag: date,
    forlaenget_til: date | None = None,
    parametre: Parametre | None = None,
) -> Vurdering:
    """The accounts are in (on `dag`) within the statutory months of the skæringsdag; the municipality may extend."""
    id_, titel = "frist_skema_c", "Skema C er indsendt i tide"
    if skaeringsdag is None:
        return _no_start(id_, titel)
    frist = compute_frist(SKEMA_C, skaeringsdag, parametre=parametre)
    if dag <= frist.dato or forlaenget_til is None:
        return _within(id_, titel, frist, dag)
    tekst = (
        f"Fristen var {format_dato(frist.dato)}; kommunen har forlænget den til {format_dato(forlaenget_til)}. "
        f"Indsendt eller behandlet {format_dato(dag)}."
    )
    udfald = Udfald.JA if dag <= forlaenget_til else Udfald.NEJ
    return Vurdering(id_, udfald, titel, tekst, _days(forlaenget_til, dag), (frist.kilde,))


def check_skaeringsdag(
    fastsat: date,
    sidste_bolig_faerdig: date | None,
    udearealer_faerdige: date | None = None,
    parametre: Parametre | None = None,
) -> Vurdering:
    """The skæringsdag is the day the last dwelling was finished, moved for outdoor areas by at most the months allowed."""
    id_, titel = "skaeringsdag", "Skæringsdagen følger af, hvornår byggeriet var færdigt"
    if sidste_bolig_faerdig is None:
        return Vurdering(
            id_, Udfald.KAN_IKKE_AFGOERES, titel, "Dagen, hvor sidste bolig var færdig, er ikke oplyst."
        )
    beregnet = compute_skaeringsdag(sidste_bolig_faerdig, udearealer_faerdige, parametre)
    tekst = f"{beregnet.trin[0].tekst} Fastsat: {format_dato(fastsat)}."
    tal = MappingProxyType({"beregnet": beregnet.dato, "fastsat": fastsat})
    udfald = Udfald.JA if fastsat == beregnet.dato else Udfald.NEJ
    # The rule was read in a sister order: it tells, and does not stop.
    return Vurdering(
        id_, udfald, titel, tekst, tal, (beregnet.kilde,), krav_blokerer=False, trin=beregnet.trin
    )


def check_aendring_a_b(
    a: Skematal | None,
    b: Skematal | None,
    maksimum: Vurdering | None = None,
    parametre: Parametre | None = None,
) -> Vurdering:
    """From A to B the sum may rise within the maksimumsbeløb (`maksimum`: that check's verdict on B's sum).

    Other changes are told: whether they are essential is a judgement, for which the sources set no figure.
    """
    id_, titel = "aendring_a_b", "Ændringer fra Skema A til Skema B kan godkendes"
    kilder = _kilde(_VAESENTLIG, parametre)
    if a is None or b is None:
        return Vurdering(id_, Udfald.KAN_IKKE_AFGOERES, titel, "Skema B er ikke registreret.", kilder=kilder)
    aendret, tal = describe_aendringer(a, b), _sums(a, b)
    if a.anskaffelsessum is None or b.anskaffelsessum is None:
        tekst = " ".join(["Anskaffelsessummen er ikke oplyst for begge skemaer.", *aendret])
        return Vurdering(id_, Udfald.KAN_IKKE_AFGOERES, titel, tekst, tal, kilder)
    if b.anskaffelsessum > a.anskaffelsessum and maksimum is not None and maksimum.udfald is not Udfald.JA:
        tekst = " ".join([*aendret, maksimum.forklaring])
        return Vurdering(id_, maksimum.udfald, titel, tekst, tal, unique_kilder([*maksimum.kilder, *kilder]))
    if changed_beyond_sum(a, b):
        skoen = "Om ændringen er væsentlig, er et skøn; kilderne sætter intet tal."
        return Vurdering(id_, Udfald.KAN_IKKE_AFGOERES, titel, " ".join([*aendret, skoen]), tal, kilder)
    return Vurdering(id_, Udfald.JA, titel, " ".join(aendret) or "Tallene er de samme.", tal, kilder)


def check_aendring_b_c(
    b: Skematal | None, c: Skematal | None, parametre: Parametre | None = None
) -> Vurdering:
    """The approved Skema B sum is the ceiling for the accounts, and what was approved has been built."""
    id_, titel = "aendring_b_c", "Skema C holder sig inden for Skema B"
    kilder = _kilde(_LOFT_C, parametre)
    if b is None or c is None:
        tekst = "Skema B eller Skema C er ikke registreret."
        return Vurdering(id_, Udfald.KAN_IKKE_AFGOERES, titel, tekst, kilder=kilder)
    aendret, tal = describe_aendringer(b, c), _sums(b, c)
    before, after = b.anskaffelsessum, c.anskaffelsessum
    if before is not None and after is not None and after > before:
        over = f"Regnskabet er {format_kroner(after - before)} over den godkendte sum, som er loftet for støtten."
        return Vurdering(id_, Udfald.NEJ, titel, " ".join([over, *aendret]), tal, kilder)
    if changed_beyond_sum(b, c):
        tekst = " ".join(["Byggeriet afviger fra det godkendte.", *aendret])
        return Vurdering(id_, Udfald.NEJ, titel, tekst, tal, kilder)
    if before is None or after is None:
        tekst = "Anskaffelsessummen er ikke oplyst for begge skemaer."
        return Vurdering(id_, Udfald.KAN_IKKE_AFGOERES, titel, tekst, tal, kilder)
    return Vurdering(id_, Udfald.JA, titel, " ".join(aendret) or "Tallene er de samme.", tal, kilder)


def changed_beyond_sum(foer: Skematal, efter: Skematal) -> bool:
    """True if dwelling types, number of dwellings or area differ. What is not known on one side has not changed."""
    known = (
        (foer.boliger, efter.boliger),
        (foer.bruttoareal_m2, efter.bruttoareal_m2),
    )
    return set(foer.boligtyper) != set(efter.boligtyper) or any(
        None not in pair and pair[0] != pair[1] for pair in known
    )


def describe_aendringer(foer: Skematal, efter: Skematal) -> tuple[str, ...]:
    """Every difference as a sentence in Danish, the sum last."""
    linjer = []
    if set(foer.boligtyper) != set(efter.boligtyper):
        linjer.append("Boligtyperne er ændret.")
    if None not in (foer.boliger, efter.boliger) and foer.boliger != efter.boliger:
        linjer.append(f"Antal boliger: fra {foer.boliger} til {efter.boliger}.")
    m2, ny_m2 = foer.bruttoareal_m2, efter.bruttoareal_m2
    if m2 is not None and ny_m2 is not None and m2 != ny_m2:
        linjer.append(f"Bruttoareal: fra {format_m2(m2)} til {format_m2(ny_m2)}.")
    kr, nye_kr = foer.anskaffelsessum, efter.anskaffelsessum
    if kr is not None and nye_kr is not None and kr != nye_kr:
        linjer.append(f"Anskaffelsessum: fra {format_kroner(kr)} til {format_kroner(nye_kr)}")
    return tuple(linjer)


def _kilde(parameter_id: str, parametre: Parametre | None) -> tuple[Kilde, ...]:
    parameter = (parametre or load_parametre()).get(parameter_id)
    return tuple(parameter.kilde(raekke) for raekke in parameter.raekker)


def _sums(foer: Skematal, efter: Skematal) -> Mapping[str, Talvaerdi]:
    return MappingProxyType({f"skema_{item.bogstav.lower()}": item.anskaffelsessum for item in (foer, efter)})


def _no_start(id_: str, titel: str) -> Vurdering:
    tekst = "Den dag, fristen regnes fra, er ikke registreret."
    return Vurdering(id_, Udfald.KAN_IKKE_AFGOERES, titel, tekst)


def _days(frist: date, dag: date) -> Mapping[str, Talvaerdi]:
    return MappingProxyType({"frist": frist, "dato": dag})


def _within(id_: str, titel: str, frist: Frist, dag: date) -> Vurdering:
    hvornaar = f"Fristen er {format_dato(frist.dato)}, {frist.maaneder} måneder efter {format_dato(frist.udgangsdato)}"
    tekst = " ".join([f"{hvornaar}; indsendt eller behandlet {format_dato(dag)}.", *frist.advarsler])
    udfald = Udfald.JA if dag <= frist.dato else Udfald.NEJ
    return Vurdering(id_, udfald, titel, tekst, _days(frist.dato, dag), (frist.kilde,))

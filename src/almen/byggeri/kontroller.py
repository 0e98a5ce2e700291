"""Checks that routes name, as of a day: what the statute says of the case's own figures.

A check answers ja, nej or kan ikke afgøres; missing figures are never *nej*. The rules live in `regler`;
here the case's data are put in their form and their answers in the engine's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from almen.byggeri.models import Bogstav, Formaal, Garanti, Garantiramme, Grundkapitalramme
from almen.byggeri.selectors.beregning import (
    MISSING_SUM,
    compute_skema,
    grundkapital_by_formaal,
    grundkapital_to_bind,
    maksimumsbeloeb_input,
    missing_for_maksimum,
)
from almen.byggeri.selectors.projektdata import Projektdata, projektdata_of
from almen.byggeri.selectors.rammer import formaal_of_rammer, held_sums
from almen.regler.areal import ArealDel, check_arealer
from almen.regler.dansk import format_kroner
from almen.regler.fejl import RegelFejl
from almen.regler.maksimumskontrol import Overskridelse, check_maksimumsbeloeb
from almen.regler.resultat import Kilde, Udfald, Vurdering, json_vaerdi, kilde_to_dict
from almen.sager.models import Sag
from almen.sagsgang.register import Kontrolsvar

JA, NEJ, UAFGJORT = Udfald.JA.value, Udfald.NEJ.value, Udfald.KAN_IKKE_AFGOERES.value


def as_svar(id_: str, vurdering: Vurdering) -> Kontrolsvar:
    """A rule's verdict as the engine's answer; what only informs never refuses."""
    udfald = vurdering.udfald.value
    if udfald == NEJ and not vurdering.krav_blokerer:
        udfald = UAFGJORT
    return Kontrolsvar(
        id=id_,
        udfald=udfald,
        titel=vurdering.titel,
        forklaring=vurdering.forklaring,
        kilder=tuple(kilde_to_dict(kilde) for kilde in vurdering.kilder),
        tal={navn: str(json_vaerdi(tal)) for navn, tal in vurdering.tal.items()},
    )


def merge_svar(id_: str, titel: str, vurderinger: Iterable[Vurdering]) -> Kontrolsvar:
    """Several verdicts as one answer: nej if any refuses, undecided if any is, else ja; all are told."""
    svar = [as_svar(item.id, item) for item in vurderinger]
    if not svar:
        return Kontrolsvar(id_, UAFGJORT, titel, "Der er ingen oplysninger at kontrollere.")
    udfald = next((kind for kind in (NEJ, UAFGJORT) if any(item.udfald == kind for item in svar)), JA)
    told = [item for item in svar if item.udfald == udfald] if udfald != JA else svar
    return Kontrolsvar(
        id=id_,
        udfald=udfald,
        titel=titel,
        forklaring=" ".join(_sentence(item) for item in told),
        kilder=tuple({str(kilde): kilde for item in svar for kilde in item.kilder}.values()),
        tal={f"{item.id}.{navn}": tal for item in svar for navn, tal in item.tal.items()},
    )


def _sentence(svar: Kontrolsvar) -> str:
    tekst = f"{svar.titel}: {svar.forklaring}" if svar.forklaring else svar.titel
    return tekst if tekst.endswith(".") else f"{tekst}."


def _kilder(kilder: Iterable[Kilde]) -> tuple[dict[str, object], ...]:
    return tuple(kilde_to_dict(kilde) for kilde in kilder)


def finansiering(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The newest figures can be financed by the rules of the day of tilsagn, and the parts add up."""
    data = projektdata_of(sag)
    id_, titel = "finansiering", "Finansieringen går op i anskaffelsessummen"
    beregnet = compute_skema(data, data.current, dato)
    if beregnet.finansiering is None:
        return Kontrolsvar(id_, UAFGJORT, titel, beregnet.aarsag)
    i_alt = beregnet.finansiering.i_alt
    forklaring = (
        f"Lån {format_kroner(i_alt.laan)}, grundkapital {format_kroner(i_alt.grundkapital)} og beboerindskud "
        f"{format_kroner(i_alt.beboerindskud)} giver {format_kroner(i_alt.anskaffelsessum)}"
    )
    return Kontrolsvar(
        id_,
        JA if i_alt.laan + i_alt.grundkapital + i_alt.beboerindskud == i_alt.anskaffelsessum else NEJ,
        titel,
        " ".join([forklaring, *beregnet.finansiering.advarsler]),
        _kilder(beregnet.finansiering.kilder),
        {
            "anskaffelsessum": str(i_alt.anskaffelsessum),
            "laan": str(i_alt.laan),
            "grundkapital": str(i_alt.grundkapital),
            "beboerindskud": str(i_alt.beboerindskud),
        },
    )


def maksimumsbeloeb(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The newest sum is within what the year of Skema B allows."""
    return as_svar("maksimumsbeloeb", maksimumsbeloeb_vurdering(projektdata_of(sag), dato))


def maksimumsbeloeb_vurdering(data: Projektdata, dato: dt.date) -> Vurdering:
    """The rule's verdict on the newest sum; *kan ikke afgøres* with the reason where figures or tables are missing."""
    skema = data.current
    total = skema.anskaffelsessum
    missing = MISSING_SUM if total is None else missing_for_maksimum(skema)
    if total is None or missing:
        return _undecided(missing)
    exceeding = Overskridelse(
        data.projekt.overskridelse_kommune, data.projekt.overskridelse_lbf, data.projekt.tilsagn_dato
    )
    try:
        return check_maksimumsbeloeb(
            maksimumsbeloeb_input(data, skema, dato), total, exceeding, data.parametre
        )
    except RegelFejl as error:
        return _undecided(str(error))


def _undecided(aarsag: str) -> Vurdering:
    return Vurdering(
        "maksimumsbeloeb", Udfald.KAN_IKKE_AFGOERES, "Summen er inden for maksimumsbeløbet", aarsag
    )


def areal(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The dwellings are no larger than the act allows."""
    data = projektdata_of(sag)
    dele = [
        ArealDel(item.projektdel.boligtype, item.antal, item.bruttoareal_m2) for item in data.current.dele
    ]
    vurderinger = check_arealer(dele, data.projekt.tilsagn_dato or dato, data.parametre)
    return merge_svar("areal", "Boligernes størrelse er inden for loven", vurderinger)


def grundkapitalramme(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The year's frame holds what the project needs, and the need is within what was applied for."""
    data = projektdata_of(sag)
    id_, titel = "grundkapitalramme", "Grundkapitalen kan rummes i årets ramme"
    wanted = grundkapital_to_bind(data, dato)
    if wanted is None:
        return Kontrolsvar(id_, UAFGJORT, titel, f"Grundkapitalen kan ikke beregnes. {MISSING_SUM}")
    beyond = _beyond_maximum(data, dato)
    if beyond:
        return Kontrolsvar(id_, NEJ, titel, beyond)
    rammer = {
        item.formaal: item for item in Grundkapitalramme.objects.filter(aar=dato.year, formaal__in=wanted)
    }
    held = _held(sag)
    lines: list[str] = []
    results: list[str] = []
    tal: dict[str, str] = {}
    for formaal, amount in wanted.items():
        missing = max(0, amount - held.get(formaal, 0))
        ramme = rammer.get(formaal)
        left = ramme.tilbage if ramme else None
        navn = f"{Formaal(formaal).label} {dato.year}"
        tal |= {f"{formaal}.behov": str(missing), f"{formaal}.tilbage": "" if left is None else str(left)}
        if left is None:
            results.append(UAFGJORT)
            lines.append(f"{navn}: rammen er ikke registreret; projektet skal bruge {format_kroner(missing)}")
        else:
            results.append(JA if missing <= left else NEJ)
            lines.append(
                f"{navn}: der skal bruges {format_kroner(missing)}, og {format_kroner(left)} er tilbage"
            )
    udfald = next((kind for kind in (NEJ, UAFGJORT) if kind in results), JA)
    return Kontrolsvar(id_, udfald, titel, ". ".join(lines), tal=tal)


def _beyond_maximum(data: Projektdata, dato: dt.date) -> str:
    """Why the computed grundkapital does not fit under the maximum applied for; empty if it does or is
    unknown.
    """
    maksimum = data.projekt.grundkapital_maks
    computed = grundkapital_by_formaal(data, data.standing(Bogstav.A) or data.current, dato)
    if maksimum is None or computed is None or sum(computed.values()) <= maksimum:
        return ""
    return (
        f"Den beregnede grundkapital er {format_kroner(sum(computed.values()))}, men der er kun "
        f"søgt om højst {format_kroner(maksimum)}"
    )


def _held(sag: Sag) -> dict[str, int]:
    """What the case has bound already, per purpose."""
    sums = held_sums(sag)
    formaal_of = formaal_of_rammer(sums)
    result: dict[str, int] = {}
    for ramme_id, accounts in sums.items():
        formaal = formaal_of[ramme_id]
        result[formaal] = result.get(formaal, 0) + accounts["reserveret"] + accounts["tilsagn"]
    return result


def garantiramme(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The concrete guarantees are within the frame that was decided."""
    id_, titel = "garantiramme", "Garantien er inden for den besluttede ramme"
    ramme = Garantiramme.objects.filter(sag=sag, ophaevet_af_beslutning__isnull=True).first()
    rows = list(Garanti.objects.filter(sag=sag))
    if ramme is None or ramme.beloeb is None:
        return Kontrolsvar(id_, UAFGJORT, titel, "Garantirammens beløb er ikke registreret.")
    if not rows or any(row.brutto is None for row in rows):
        forklaring = f"Rammen er {format_kroner(ramme.beloeb).rstrip('.')}. Den konkrete garanti er ikke registreret endnu."
        return Kontrolsvar(id_, UAFGJORT, titel, forklaring, tal={"ramme": str(ramme.beloeb)})
    total = sum(row.brutto or 0 for row in rows)
    return Kontrolsvar(
        id_,
        JA if total <= ramme.beloeb else NEJ,
        titel,
        f"Garantierne er i alt {format_kroner(total)}; rammen er {format_kroner(ramme.beloeb)}",
        tal={"ramme": str(ramme.beloeb), "garanti": str(total)},
    )

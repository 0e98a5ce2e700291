"""Checks that approval routes name; the same for every kind, since the kind is data."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from almen.godkendelser.selectors import godkendelse_of, type_of
from almen.godkendelser.svar import decode_svar, show_svar
from almen.godkendelser.typedefinition import Graense
from almen.grundlag.selectors import current_parametre
from almen.regler.dansk import join_med
from almen.regler.fejl import RegelFejl
from almen.regler.parameter import Vaerdi
from almen.regler.resultat import kilde_to_dict
from almen.sager.models import Sag
from almen.sagsgang.register import Kontrolsvar

JA, NEJ, UAFGJORT = "ja", "nej", "kan_ikke_afgoeres"


def oplysninger(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """Every question is answered; what was left open is named."""
    godkendelse, type_ = godkendelse_of(sag), type_of(sag)
    missing = [felt.navn for felt in type_.felter if felt.id not in godkendelse.svar]
    id_, titel = "godkendelse_oplysninger", "Ansøgningen er oplyst" if type_.ansoegt else "Sagen er oplyst"
    if missing:
        return Kontrolsvar(id_, UAFGJORT, titel, f"Ikke oplyst: {join_med(missing)}.")
    return Kontrolsvar(id_, JA, titel, "Alle oplysninger er givet.")


def bilag(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The documents that the kind demands are there."""
    have, demanded = godkendelse_of(sag).bilag, type_of(sag).bilag
    id_, titel = "godkendelse_bilag", "Bilag til ansøgningen" if type_of(sag).ansoegt else "Bilag til sagen"
    missing = [navn for key, navn in demanded.items() if have.get(key) is False]
    unknown = [navn for key, navn in demanded.items() if key not in have]
    if missing:
        return Kontrolsvar(id_, NEJ, titel, f"Mangler: {join_med(missing)}.")
    if unknown:
        return Kontrolsvar(id_, UAFGJORT, titel, f"Ikke oplyst: {join_med(unknown)}.")
    return Kontrolsvar(
        id_, JA, titel, f"{len(demanded)} af {len(demanded)} foreligger." if demanded else "Ingen krævet."
    )


def graenser(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The application's figures against the kind's limits. One that only chooses the way never refuses."""
    limits = type_of(sag).graenser
    id_, titel = "godkendelse_graenser", "Tallene er inden for grænserne"
    if not limits:
        return Kontrolsvar(id_, JA, titel, "Loven sætter ingen talgrænse for denne type.")
    lines, kilder, results, tal = [], [], [], {}
    for item in limits:
        beyond, limit, tekst = compare_graense(sag, item, dato if item.rolle == "krav" else sag.aabnet_dato)
        lines.append(tekst)
        if limit is not None:
            kilder.append(kilde_to_dict(limit.kilde))
            tal[item.felt] = str(godkendelse_of(sag).svar.get(item.felt, ""))
        if beyond is None:
            results.append(UAFGJORT)
        else:
            results.append(NEJ if beyond and item.rolle == "krav" else JA)
    udfald = next((kind for kind in (NEJ, UAFGJORT) if kind in results), JA)
    return Kontrolsvar(id_, udfald, titel, " ".join(lines), tuple(kilder), tal)


def compare_graense(sag: Sag, graense: Graense, dato: dt.date) -> tuple[bool | None, Vaerdi | None, str]:
    """Whether the figure is beyond the limit (None: cannot be decided), the limit, and the comparison in Danish."""
    felt = type_of(sag).felt(graense.felt)
    try:
        limit = current_parametre().get(graense.parameter).lookup(dato, {})
    except (RegelFejl, KeyError) as error:
        return None, None, f"{graense.navn}: {error}"
    kept = godkendelse_of(sag).svar.get(felt.id)
    if kept is None:
        return None, limit, f"{graense.navn}: {felt.navn.lower()} er ikke oplyst."
    figure, bound = Decimal(decode_svar(felt, kept)), Decimal(str(limit.vaerdi))
    beyond = figure > bound if graense.retning == "hoejst" else figure < bound
    past = "over" if graense.retning == "hoejst" else "under"
    sentences = [
        f"{felt.navn}: {show_svar(felt, kept)} er {past if beyond else 'inden for'} grænsen på {limit.tekst}.",
        "Det afgør, hvem der skal godkende." if graense.rolle == "faktum" else "",
        limit.warn_usikker() or "",
    ]
    return beyond, limit, " ".join(filter(None, sentences))

"""The terms of letting as JSON and as lines to read: what the command writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from almen.omraader.klasser import klasse_navn
from almen.organisationer.models import Boligtype
from almen.regler.dansk import format_dato, format_procent, to_decimal
from almen.regler.omraadefoelger import FOELGEARTER, Foelge
from almen.regler.resultat import kilde_to_dict
from almen.regler.udlejningskonflikter import Konflikt
from almen.udlejning.selectors.afdelingsnummer import number_of
from almen.udlejning.vilkaarssvar import Vilkaar, Vilkaarsandel


def vilkaar_to_dict(vilkaar: Vilkaar) -> dict[str, Any]:
    """Placement, shares, criteria, areas, statute, conflicts and sources. Shares are texts with their decimals, null: not known."""
    afdeling, ramme, aftale = vilkaar.afdeling, vilkaar.ramme, vilkaar.aftale
    return {
        "afdeling": number_of(afdeling),
        "navn": afdeling.navn,
        "boligorganisation": afdeling.boligorganisation.navn,
        "dag": vilkaar.dag.isoformat(),
        "rammeaftale": ramme and {"navn": ramme.navn, **_days(ramme.gyldig_fra, ramme.gyldig_til)},
        "individuel_aftale": aftale
        and {"sag": aftale.sag.nummer, **_days(aftale.gyldig_fra, aftale.gyldig_til)},
        "placering": [
            {
                "trappe": trappe,
                "trin": item.trin.nummer,
                "navn": item.trin.navn,
                **_days(item.fra, item.til),
                "kilde": item.kilde,
                "sikkerhed": item.sikkerhed,
            }
            for trappe, item in vilkaar.placeringer.items()
        ],
        "boligtyper": list(vilkaar.boligtyper),
        "andele": [_andel(item) for item in vilkaar.andele],
        "undtaget": [
            {"boligtype": u.boligtype, "begrundelse": u.begrundelse, **_days(u.fra, u.til)}
            for u in vilkaar.undtagelser
        ],
        "kriterier": [
            {
                "navn": k.kriterium.navn,
                "tekst": k.kriterium.tekst,
                "skaerpet": k.kriterium.skaerpet,
                "binding": k.binding,
                "bruges": k.bruges,
                "oprindelse": k.oprindelse_tekst,
                **_days(k.fra, k.til),
            }
            for k in vilkaar.kriterier
        ],
        "omraader": [
            {
                "navn": item.omraade.navn,
                "liste": item.liste and item.liste.isoformat(),
                "klasser": [{"id": k, "navn": klasse_navn(k, item.liste)} for k in item.klasser],
            }
            for item in vilkaar.omraader
        ],
        "lov": {b: [_rule(regel) for regel in vilkaar.lov(b)] for b in vilkaar.viste_boligtyper},
        "konflikter": [_conflict(item) for item in vilkaar.konflikter],
        "kilder": [kilde_to_dict(kilde) for kilde in vilkaar.kilder],
        "aftalekilder": list(vilkaar.aftalekilder),
        "advarsler": list(vilkaar.advarsler),
    }


def _days(fra: dt.date, til: dt.date | None) -> dict[str, str | None]:
    return {"fra": fra.isoformat(), "til": til.isoformat() if til else None}


def _andel(item: Vilkaarsandel) -> dict[str, Any]:
    return {
        "boligtype": item.boligtype,
        "vej": item.vej,
        "pct": None if item.pct is None else str(to_decimal(item.pct, 3)),
        "oprindelse": item.oprindelse,
        "oprindelse_tekst": item.oprindelse_tekst,
        **_days(item.fra, item.til),
        "kilde": item.kilde,
        "sikkerhed": item.sikkerhed,
    }


def _rule(regel: Foelge) -> dict[str, Any]:
    return {
        "id": regel.id,
        "art": regel.art.value,
        "tekst": regel.tekst,
        "hjemmel": regel.hjemmel,
        "sikkerhed": regel.sikkerhed.value,
        "klasser": list(regel.klasser),
    }


def _conflict(item: Konflikt) -> dict[str, Any]:
    return {
        "type": item.type.value,
        "alvor": item.alvor.value,
        "boligtype": item.boligtype or None,
        "tekst": item.tekst,
        "regel": item.regel,
        "hjemmel": item.hjemmel,
        "sikkerhed": item.sikkerhed.value,
        "kilder": [kilde_to_dict(kilde) for kilde in item.kilder],
    }


def vilkaar_lines(vilkaar: Vilkaar) -> Iterator[str]:
    """The same for people: one heading and its lines at a time."""
    afdeling = vilkaar.afdeling
    yield f"{afdeling.navn}, afd. {number_of(afdeling)}, {afdeling.boligorganisation}. {format_dato(vilkaar.dag)}"
    yield ""
    yield f"Rammeaftale: {vilkaar.ramme or 'ingen den dag'}"
    yield f"Individuel aftale: {f'sag {vilkaar.aftale.sag.nummer}' if vilkaar.aftale else 'ingen i kraft den dag'}"
    for item in vilkaar.placeringer.values():
        yield f"Placering: {item.trin} ({item.trin.navn}), fra {format_dato(item.fra)}"
    for area in vilkaar.omraader:
        klasser = ", ".join(klasse_navn(k, area.liste) for k in area.klasser) or "ingen klasse"
        yield f"Område: {area.omraade} ({klasser})"
    for boligtype in vilkaar.viste_boligtyper:
        yield ""
        yield str(Boligtype(boligtype).label)
        for u in vilkaar.undtagelser:
            if u.boligtype == boligtype:
                yield f"  Uden for aftalen: {u.begrundelse}"
        for andel in vilkaar.andele:
            if andel.boligtype == boligtype:
                yield f"  {andel.vej_navn}: {_share(andel.pct)} ({andel.oprindelse_tekst})"
        for regel in vilkaar.lov(boligtype):
            yield f"  {FOELGEARTER[regel.art]}: {regel.tekst} ({regel.hjemmel}, {regel.sikkerhed.value})"
    if vilkaar.kriterier:
        yield ""
        yield "Kriterier"
        for k in vilkaar.kriterier:
            used = "" if k.bruges else ", bruges ikke"
            yield f"  {k.kriterium.navn} ({k.binding_navn.lower()}, {k.oprindelse_tekst}{used})"
    yield ""
    yield "Konflikter" if vilkaar.konflikter else "Ingen konflikter."
    for konflikt in vilkaar.konflikter:
        yield f"  {konflikt.alvorsnavn}: {konflikt.tekst} ({konflikt.hjemmel})"
    for tekst in vilkaar.advarsler:
        yield f"Bemærk: {tekst}"


def _share(pct: Decimal | None) -> str:
    return "ikke kendt" if pct is None else format_procent(to_decimal(pct, 3))

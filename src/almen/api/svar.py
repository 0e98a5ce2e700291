"""Answers as plain JSON: built once from rows, written once."""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils import timezone

from almen.organisationer.selectors import aktoer_navn
from almen.sager.models import Beslutning, Sag
from almen.sager.selectors.forloeb import Forloeb

ROW_FIELDS = (
    "nummer",
    "titel",
    "sagstype",
    "fase",
    "afslutning",
    "naeste_trin",
    "naeste_aktoer",
    "naeste_frist",
    "boligorganisation__lbf_nummer",
    "boliger",
    "beloeb",
    "boligtyper",
    "aabnet_dato",
    "senest_aendret",
    "ansvarlig__username",
    "demo",
    "sag_id",
)
ROW_NAMES = (
    "nummer",
    "titel",
    "sagstype",
    "fase",
    "afslutning",
    "naeste_trin",
    "venter_paa",
    "naeste_frist",
    "boligorganisation",
    "boliger",
    "anskaffelsessum",
    "boligtyper",
    "aabnet_dato",
    "senest_aendret",
    "ansvarlig",
    "demo",
)


def dumps(value: Any) -> str:
    """JSON text with dates as ISO and decimals as text."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))


def json_response(value: Any, status: int = 200) -> HttpResponse:
    """An answer that needs no further validation."""
    return HttpResponse(dumps(value), status=status, content_type="application/json")


def trin_to_dict(forloeb: Forloeb) -> list[dict[str, Any]]:
    """Every step with its state, in order."""
    today = timezone.localdate()
    return [
        {
            "id": trin.id,
            "navn": trin.navn,
            "fase": trin.fase,
            "aktoer": trin.aktoer,
            "aktoer_navn": aktoer_navn(trin.aktoer, today),
            "handling": str(trin.handling),
            "status": str(state.status),
            "venter_paa": list(state.venter_paa),
            "runde": state.runde,
            "beslutning": state.beslutning,
            "valgfrit": trin.valgfrit,
            "sikkerhed": trin.sikkerhed,
        }
        for trin in forloeb.sagsgang.orden
        for state in (forloeb.tilstand.trin[trin.id],)
    ]


def beslutning_to_dict(item: Beslutning) -> dict[str, Any]:
    """A recorded decision."""
    return {
        "nummer": item.nummer,
        "trin": item.trin,
        "aktoer": item.aktoer,
        "aktoer_navn": item.aktoer_navn,
        "udfald": str(item.udfald),
        "dato": item.dato,
        "begrundelse": item.begrundelse,
        "moede": item.moede,
        "kilde": item.kilde,
        "kontroller": item.kontroller,
        "dispensationer": item.dispensationer,
        "registreret": item.registreret,
    }


def sag_to_dict(sag: Sag, forloeb: Forloeb, frister: list[dict[str, Any]]) -> dict[str, Any]:
    """A case with its state."""
    state = forloeb.tilstand
    return {
        "nummer": sag.nummer,
        "titel": sag.titel,
        "sagstype": sag.sagstype,
        "sagsgang": forloeb.sagsgang.version,
        "fortrolighed": sag.fortrolighed,
        "boligorganisation": sag.boligorganisation.lbf_nummer if sag.boligorganisation else None,
        "aabnet_dato": sag.aabnet_dato,
        "fase": state.fase,
        "afsluttet": state.afsluttet,
        "afslutning": state.afslutning,
        "aabne": list(state.aabne),
        "fakta": {
            key: list(value) if isinstance(value, tuple | set | frozenset) else value
            for key, value in forloeb.fakta.items()
        },
        "trin": trin_to_dict(forloeb),
        "beslutninger": [beslutning_to_dict(item) for item in forloeb.beslutninger],
        "frister": frister,
        "oekonomi": forloeb.sagstype.oekonomi(sag) if forloeb.sagstype.oekonomi else None,
    }

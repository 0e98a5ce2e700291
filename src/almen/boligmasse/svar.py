"""The picture as plain data for the command and the API: numbers whole, percentages as decimal strings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from almen.boligmasse.billede import Aarssaet, Advarsel, Kilde, kilder_of
from almen.boligmasse.models import Emne
from almen.boligmasse.selectors import advarsler, completed_of, latest_shares, saet_of


def boligmasse_to_dict(bydel: str = "", aar: int | None = None) -> dict[str, Any]:
    """The stock in `aar` (else the latest year with figures), completions up to then, what does not add up, and sources."""
    stock = latest_shares(aar, bydel)
    sets = saet_of(bydel, til=aar, emne=Emne.FAERDIGGJORT)
    yearly = [item.aar for item in sets if item.fra_aar == item.aar]
    since = completed_of(sets, min(yearly)) if yearly else None
    faults = advarsler(bydel, til=aar)
    tal = [*(stock.tal if stock else ()), *(row for item in sets for row in item.tal)]
    tal += [row for fault in faults for row in fault.tal]
    return {
        "aar": stock.aar if stock else aar,
        "bydel": bydel or None,
        "beregnet": stock.beregnet if stock else None,
        "sum": _text(stock.sum) if stock else None,
        "andele": [_andel(item) for item in stock.andele] if stock else [],
        "faerdiggjorte": [_saet(item) for item in sets],
        "almen_andel": {
            "fra": since.beregnet.fra,
            "til": since.beregnet.til,
            "almene": int(since.beregnet.almene),
            "alle": int(since.beregnet.alle),
            "andel": _text(since.beregnet.andel),
            "mangler": list(since.beregnet.mangler),
        }
        if since
        else None,
        "advarsler": [_advarsel(item) for item in faults],
        "kilder": [_kilde(item) for item in kilder_of(tal)],
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _andel(item: Any) -> dict[str, Any]:
    return {
        "ejerform": item.ejerform,
        "navn": item.navn,
        "andel": _text(item.andel),
        "antal": None if item.antal is None else int(item.antal),
        "sikkerhed": item.tal.sikkerhed,
        "demo": item.tal.demo,
        "kilde": item.tal.kilde,
    }


def _saet(item: Aarssaet) -> dict[str, Any]:
    return {
        "fra_aar": item.fra_aar,
        "aar": item.aar,
        "beregnet": item.beregnet,
        "i_alt": None if item.antal is None else int(item.antal),
        "ejerformer": [_andel(part) for part in item.andele],
    }


def _advarsel(item: Advarsel) -> dict[str, Any]:
    return {
        "id": item.id,
        "type": item.type,
        "emne": item.emne,
        "aar": item.aar,
        "bydel": item.bydel or None,
        "sum": str(item.sum),
        "skulle_vaere": str(item.helhed),
        "tekst": item.tekst,
        "tal": [{"ejerform": row.ejerform, "vaerdi": _text(row.tal), "kilde": row.kilde} for row in item.tal],
        "kilde": "; ".join(kilde.kilde for kilde in item.kilder),
    }


def _kilde(item: Kilde) -> dict[str, Any]:
    return {
        "kilde": item.kilde,
        "adresse": item.adresse or None,
        "sikkerhed": item.sikkerhed,
        "demo": item.demo,
    }

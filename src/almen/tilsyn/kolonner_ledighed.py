"""The columns of the lists of vacancy, declared once for page and export."""

from __future__ import annotations

from decimal import Decimal

from almen.sager.visning import afslutning_navn
from almen.tilsyn.ledighedstal import Ledighedssum
from almen.tilsyn.models import Ledighed, Ledighedsopgoerelse
from almen.ui.kolonner import Kolonne


def share_of(row: Ledighedsopgoerelse) -> Decimal | None:
    """Vacant dwellings of a count in per cent; the row has its sums (`selectors.ledighed.with_sums`)."""
    return Ledighedssum(row.boliger or 0, row.ledige or 0).pct  # type: ignore[attr-defined]


def _state(row: Ledighedsopgoerelse) -> str:
    overblik = row.sag.overblik
    return afslutning_navn(overblik.afslutning) or overblik.naeste_trin_navn


OPGOERELSER = [
    Kolonne("aar", "År", "aar", url="get_absolute_url", sorter="aar"),
    Kolonne("opgjort", "Opgjort den", "opgjort", "dato", sorter="opgjort"),
    Kolonne("boliger", "Boliger", "boliger", "heltal"),
    Kolonne("ledige", "Ledige med lejetab", "ledige", "heltal", sorter="ledige"),
    Kolonne("pct", "Ledige", share_of, "pct"),
    Kolonne("lejetab", "Lejetab", "lejetab", "kroner", sorter="lejetab"),
    Kolonne("afdelinger", "Afdelinger med svar", "afdelinger", "heltal"),
    Kolonne(
        "tilstand",
        "Tilstand",
        _state,
        "chip",
        tone=lambda row: "ok" if row.sag.overblik.afslutning else "open",
    ),
    Kolonne("frist", "Frist", "frist", "dato", sorter="frist"),
]


def _share(row: Ledighed) -> Decimal | None:
    return Ledighedssum(row.boliger, row.ledige).pct


LINJER = [
    Kolonne(
        "organisation",
        "Boligorganisation",
        "afdeling.boligorganisation.navn",
        sorter="afdeling__boligorganisation__navn",
    ),
    Kolonne("afdeling", "Afdeling", "afdeling", sorter="afdeling__nummer"),
    Kolonne("boligtype", "Boligtype", "get_boligtype_display", sorter="boligtype"),
    Kolonne("boliger", "Boliger", "boliger", "heltal", sorter="boliger"),
    Kolonne("ledige", "Ledige", "ledige", "heltal", sorter="ledige"),
    Kolonne("pct", "Ledige", _share, "pct"),
    Kolonne("lejetab", "Lejetab", "lejetab", "kroner", sorter="lejetab"),
    Kolonne("aarsag", "Årsag", "get_aarsag_display", sorter="aarsag"),
    Kolonne("bemaerkning", "Bemærkning", "bemaerkning", skjult=True),
    Kolonne("kilde", "Kilde", "kilde", skjult=True),
]

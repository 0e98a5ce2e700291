"""The columns of the list of auditors' remarks, declared once for page and export."""

from __future__ import annotations

from django.utils import timezone

from almen.tilsyn.models import Bemaerkningsart, Revisionsbemaerkning
from almen.tilsyn.selectors.revision import status_of
from almen.ui.kolonner import Kolonne

ARTSTONER = {
    Bemaerkningsart.FORBEHOLD: "bad",
    Bemaerkningsart.KRITISK: "bad",
    Bemaerkningsart.FREMHAEVELSE: "warn",
    Bemaerkningsart.ANBEFALING: "neutral",
}
KORT = 160


def art_tone(row: Revisionsbemaerkning) -> str:
    """The tone of a remark's kind."""
    return ARTSTONER[Bemaerkningsart(row.art)]


def _kort(row: Revisionsbemaerkning) -> str:
    tekst = " ".join(row.tekst.split())
    return tekst if len(tekst) <= KORT else f"{tekst[:KORT].rsplit(' ', 1)[0]} …"


BEMAERKNINGSKOLONNER = (
    Kolonne("aar", "Regnskabsår", lambda row: str(row.regnskabsaar), sorter="regnskabsaar"),
    Kolonne(
        "organisation",
        "Boligorganisation",
        "boligorganisation.navn",
        sorter="boligorganisation__navn",
    ),
    Kolonne(
        "afdeling",
        "Afdeling",
        lambda row: str(row.afdeling) if row.afdeling else None,
        sorter="afdeling__navn",
    ),
    Kolonne("art", "Art", "get_art_display", "chip", tone=art_tone, sorter="art"),
    Kolonne("bemaerkning", "Bemærkning", _kort, url="get_absolute_url"),
    Kolonne("frist", "Følges op senest", "frist", "dato", sorter="frist"),
    Kolonne(
        "tilstand",
        "Tilstand",
        lambda row: status_of(row, timezone.localdate())[0],
        "chip",
        tone=lambda row: status_of(row, timezone.localdate())[1],
    ),
    Kolonne("tekst", "Bemærkning i fuld længde", "tekst", skjult=True),
    Kolonne("kilde", "Står i", "kilde", skjult=True),
    Kolonne("svar", "Boligorganisationens svar", "svar", skjult=True),
    Kolonne("opfoelgning", "Kommunens opfølgning", "opfoelgning", skjult=True),
    Kolonne("afsluttet", "Afsluttet", "afsluttet", "dato", skjult=True),
    Kolonne("demo", "Demodata", "demo", "ja_nej", skjult=True),
)

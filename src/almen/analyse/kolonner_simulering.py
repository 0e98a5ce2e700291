"""The columns of the list of simulations, and of one simulation's figures as a spreadsheet."""

from __future__ import annotations

from almen.analyse.models import Simulering, Simuleringsstatus
from almen.analyse.services.simulering import lost
from almen.analyse.simuleringsvisning import holds
from almen.ui.kolonner import Kolonne

TONER = {"faerdig": "ok", "fejlet": "bad", "afbrudt": "neutral"}
KALIBRERING = {True: ("Holder", "ok"), False: ("Holder ikke", "warn"), None: ("Ikke efterprøvet", "neutral")}


def state_text(simulering: Simulering) -> str:
    """How far it is; one whose process died is told as such."""
    return "Gået i stå" if lost(simulering) else simulering.get_status_display()


def state_tone(simulering: Simulering) -> str:
    """The chip's tone."""
    return "bad" if lost(simulering) else TONER.get(simulering.status, "open")


def _progress(simulering: Simulering) -> int | None:
    return simulering.fremdrift if simulering.status == Simuleringsstatus.KOERER else None


def _calibration(simulering: Simulering) -> str | None:
    if simulering.status != Simuleringsstatus.FAERDIG:
        return None
    return KALIBRERING[holds(simulering.kalibrering)][0]


SIMULERINGER = (
    Kolonne("navn", "Navn", "navn", url="get_absolute_url", sorter="navn"),
    Kolonne("status", "Status", state_text, "chip", sorter="status", tone=state_tone),
    Kolonne("fremdrift", "Fremdrift", _progress, "pct", sorter="fremdrift"),
    Kolonne(
        "kalibrering",
        "Kalibrering",
        _calibration,
        "chip",
        tone=lambda item: KALIBRERING[holds(item.kalibrering)][1],
        beskrivelse="Om simuleringen af nutiden gav de tider, der er set i sagerne, inden for den grænse, der er sat.",
    ),
    Kolonne("oprettet_af", "Lavet af", "oprettet_af.navn", sorter="oprettet_af__navn"),
    Kolonne("oprettet", "Oprettet", "oprettet", "tidspunkt", sorter="oprettet"),
    Kolonne("afsluttet", "Afsluttet", "afsluttet", "tidspunkt", sorter="afsluttet"),
)
TAL = (
    Kolonne("forloeb", "Forløb", "forloeb"),
    Kolonne("hvad", "Hvad", "hvad"),
    Kolonne("tal", "Tal", "tal"),
    Kolonne("vaerdi", "Værdi", "vaerdi"),
    Kolonne("fra", "Fra", "fra", beskrivelse="90 af 100 gentagelser gav et tal fra dette …"),
    Kolonne("til", "Til", "til", beskrivelse="… til dette."),
    Kolonne("enhed", "Enhed", "enhed"),
    Kolonne("sager", "Simulerede sager", "sager", "heltal"),
)

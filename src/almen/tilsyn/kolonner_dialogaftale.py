"""The columns of the list of agreements, declared once for page and export."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from almen.tilsyn.models import Dialogaftale
from almen.tilsyn.selectors.dialogaftaler import status_of
from almen.ui.kolonner import Kolonne

KORT = 160


def _kort(row: Dialogaftale) -> str:
    tekst = " ".join(row.tekst.split())
    return tekst if len(tekst) <= KORT else f"{tekst[:KORT].rsplit(' ', 1)[0]} …"


def _on_dialog(row: Dialogaftale) -> str:
    # Where it stands with its dialogue, and whoever may follows it up; the form itself is not for all who read the list.
    return f"{reverse('tilsyn:dialog', args=[row.dialog.sag.nummer])}#aftaler"


AFTALEKOLONNER = (
    Kolonne("aftale", "Aftale", _kort, url=_on_dialog, beskrivelse="Hvad der er aftalt"),
    Kolonne(
        "organisation",
        "Boligorganisation",
        "dialog.boligorganisation.navn",
        sorter="dialog__boligorganisation__navn",
    ),
    Kolonne(
        "aar",
        "Dialog",
        lambda row: str(row.dialog.aar),
        url=lambda row: reverse("tilsyn:dialog", args=[row.dialog.sag.nummer]),
        sorter="dialog__aar",
    ),
    Kolonne("part", "Hvem", "get_part_display", sorter="part"),
    Kolonne("ejer", "Ansvarlig funktion", "ejer", sorter="ejer"),
    Kolonne("frist", "Senest", "frist", "dato", sorter="frist"),
    Kolonne(
        "status",
        "Status",
        lambda row: status_of(row, timezone.localdate())[0],
        "chip",
        tone=lambda row: status_of(row, timezone.localdate())[1],
        sorter="status",
    ),
    Kolonne("tekst", "Aftalen i fuld længde", "tekst", skjult=True),
    Kolonne("punkt", "Punkt", lambda row: row.punkt.titel if row.punkt else None, skjult=True),
    Kolonne("afsluttet", "Afsluttet", "afsluttet", "dato", skjult=True),
    Kolonne("opfoelgning", "Opfølgning", "note", skjult=True),
    Kolonne("demo", "Demodata", "dialog.sag.demo", "ja_nej", skjult=True),
)

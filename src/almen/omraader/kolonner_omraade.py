"""The columns of the figures of one area, for its export."""

from __future__ import annotations

from almen.omraader.indikatorer import find_indikator, indikator_navn
from almen.omraader.models import Noegletal
from almen.ui.kolonner import Kolonne


def enhed(row: Noegletal) -> str | None:
    """The unit of the figure's indicator."""
    found = find_indikator(row.indikator)
    return found.enhed_tekst if found else None


OMRAADETALKOLONNER = (
    Kolonne("liste", "Liste", "liste", "dato", sorter="liste"),
    Kolonne("indikator", "Tal", lambda row: indikator_navn(row.indikator), url="get_absolute_url"),
    Kolonne(
        "vaerdi",
        "Værdi",
        "tal",
        "decimal",
        beskrivelse="Med de decimaler, kilden trykker; tom: kilden oplyser det ikke",
    ),
    Kolonne("enhed", "Enhed", enhed),
    Kolonne("kilde", "Kilde", "kilde"),
    Kolonne("kilde_adresse", "Kildens adresse", "kilde_adresse"),
    Kolonne("sikkerhed", "Sikkerhed", "get_sikkerhed_display"),
    Kolonne("note", "Note", "note"),
    Kolonne("demo", "Demodata", "demo", "ja_nej"),
    Kolonne("indikator_id", "Tallets id", "indikator"),
)

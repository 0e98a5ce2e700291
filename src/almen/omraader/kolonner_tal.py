"""The columns of the list of figures, declared once for page and export."""

from __future__ import annotations

from almen.grundlag.aflaesningsliste import KILDEKOLONNER, SKJULTE_KOLONNER, VAERDI
from almen.omraader.diskretion import is_small
from almen.omraader.indikatorer import find_indikator, indikator_navn
from almen.omraader.models import Noegletal
from almen.ui.kolonner import Kolonne


def few_persons(row: Noegletal) -> bool:
    """True if the public is not told the figure. The row is annotated with its area's residents (`beboere`)."""
    return is_small(row.indikator, row.tal, getattr(row, "beboere", None))


def _enhed(row: Noegletal) -> str:
    found = find_indikator(row.indikator)
    return found.enhed_tekst if found else ""


def sted(row: Noegletal) -> str:
    """The area, the region, or the whole country."""
    return str(row.omraade) if row.omraade else row.region or "Hele landet"


TALKOLONNER = (
    Kolonne("liste", "Liste", "liste", "dato", sorter="liste"),
    Kolonne(
        "omraade",
        "Område",
        sted,
        url=lambda row: row.omraade.get_absolute_url() if row.omraade else None,
        sorter=("omraade__navn", "region"),
    ),
    Kolonne(
        "kommune",
        "Kommune",
        lambda row: row.omraade.kommune if row.omraade else None,
        sorter="omraade__kommune",
    ),
    Kolonne(
        "indikator",
        "Tal",
        lambda row: indikator_navn(row.indikator),
        url="get_absolute_url",
        sorter="indikator",
    ),
    VAERDI,
    Kolonne("enhed", "Enhed", _enhed),
    *KILDEKOLONNER,
    Kolonne(
        "offentlighed",
        "Offentlighed",
        lambda row: "Lille gruppe" if few_persons(row) else None,
        "chip",
        tone=lambda row: "warn",
        beskrivelse="Lille gruppe: kan være opgjort på så få personer, at tallet ikke vises for offentligheden",
    ),
    Kolonne("indikator_id", "Tallets id", "indikator", skjult=True),
    *SKJULTE_KOLONNER,
)

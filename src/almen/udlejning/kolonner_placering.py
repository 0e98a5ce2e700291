"""The columns of the list of placements, declared once for page and export."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.urls import reverse

from almen.organisationer.models import Afdeling
from almen.udlejning.models import Trappe
from almen.udlejning.selectors.placeringer import Omraadetrin
from almen.ui.kolonner import Kolonne


def history_url(row: Afdeling) -> str:
    """The page of an afdeling's placements."""
    return reverse("udlejning:placeringshistorik", args=[row.boligorganisation.lbf_nummer, row.nummer])


def make_kolonner(
    omraadetrin: Callable[[], Mapping[int, Omraadetrin]],
    forskelle: Callable[[], Collection[int]],
    *,
    gaelder: bool,
) -> Sequence[Kolonne]:
    """The columns. `omraadetrin` and `forskelle` are asked when a cell is; `gaelder`: an agreement holds, so that one can be missing."""

    # A table copies its columns deeply: functions are kept as they are, bound methods would take the request with them.
    def missing(row: Any) -> str | None:
        placed = any(getattr(row, f"trin_{trappe}") is not None for trappe in Trappe.values)
        return None if placed or not gaelder else "Mangler"

    def area(row: Afdeling) -> str | None:
        told = omraadetrin().get(row.pk)
        return told.omraade.navn if told else None

    def area_class(row: Afdeling) -> str | None:
        told = omraadetrin().get(row.pk)
        return f"{told.klasse.navn}: trin {told.trin}" if told else None

    def tone(row: Afdeling) -> str:
        return "bad" if row.pk in forskelle() else "neutral"

    return (
        Kolonne("afdeling", "Afdeling", "navn", url=history_url, sorter="navn"),
        Kolonne("nummer", "Nr.", "nummer", sorter="nummer"),
        Kolonne(
            "organisation",
            "Boligorganisation",
            "boligorganisation.navn",
            sorter=("boligorganisation__navn", "nummer"),
        ),
        Kolonne("lbf_nummer", "LBF-nummer", "boligorganisation.lbf_nummer", skjult=True),
        Kolonne("bydel", "Bydel", "bydel", sorter="bydel"),
        Kolonne(
            "boliger",
            "Boliger",
            "boliger",
            "heltal",
            sorter="boliger",
            beskrivelse="Familie- og ungdomsboliger, senest opgjort",
        ),
        *(_step(trappe) for trappe in Trappe),
        *(_since(trappe) for trappe in Trappe),
        Kolonne("mangler", "Placering", missing, "chip", tone=lambda row: "warn"),
        Kolonne("omraade", "Område", area, skjult=True, beskrivelse="Området, afdelingen ligger i"),
        Kolonne(
            "klasse",
            "Områdets klasse",
            area_class,
            "chip",
            tone=tone,
            beskrivelse="Klassen på statens seneste liste, og det trin den svarer til efter kommunens praksis. Rød: afdelingen står på et andet trin",
        ),
    )


def _step(trappe: Trappe) -> Kolonne:
    def words(row: Any) -> str | None:
        nummer = getattr(row, f"trin_{trappe}")
        return None if nummer is None else f"Trin {nummer}"

    sort = (f"trin_{trappe}", "boligorganisation__navn", "nummer")
    return Kolonne(f"trin_{trappe}", trappe.label, words, sorter=sort)


def _since(trappe: Trappe) -> Kolonne:
    return Kolonne(f"fra_{trappe}", f"{trappe.label}, fra", f"fra_{trappe}", "dato", skjult=True)

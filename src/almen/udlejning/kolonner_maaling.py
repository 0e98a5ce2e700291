"""The columns of the yearly measurement, declared once for page and export."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.urls import reverse

from almen.organisationer.models import Boligtype
from almen.udlejning.maalte_andele import Dom
from almen.udlejning.models import Trappe, Vej
from almen.udlejning.selectors.maaling import Maaleraekke
from almen.ui.kolonner import Kolonne

DOMSTONER = {
    Dom.OVER: "warn",
    Dom.UNDER: "warn",
    Dom.SOM_AFTALT: "ok",
    Dom.FOR_FAA: "neutral",
    Dom.UDEN_AFTALE: "neutral",
    Dom.IKKE_OPLYST: "neutral",
}


class Visningsraekke:
    """A row as the list shows and sorts it: plain attributes."""

    def __init__(self, row: Maaleraekke) -> None:
        self.raekke = row
        self.pk = row.sted.pk
        # Nearly all are family dwellings; the others say what they are.
        other = (
            "" if row.boligtype == Boligtype.FAMILIE else f", {str(Boligtype(row.boligtype).label).lower()}"
        )
        self.navn = f"{row.sted.navn} (afd. {row.sted.nummer}){other}"
        self.organisation = row.sted.organisation
        self.boligtype = str(Boligtype(row.boligtype).label)
        self.i_alt = row.i_alt
        self.omraade = row.sted.omraade
        for vej in Vej.values:
            found = row.domme[vej]
            setattr(self, vej, row.antal.get(vej))
            setattr(self, f"{vej}_andel", found.andel)
            setattr(self, f"{vej}_aftalt", found.aftalt)
            setattr(self, f"{vej}_forskel", found.forskel)
            setattr(self, f"{vej}_dom", found.navn)

    def dom_tone(self, vej: str) -> str:
        """The colour of the verdict on a way."""
        return DOMSTONER[self.raekke.domme[vej].dom]

    def interval(self, vej: str, ende: str) -> Decimal | None:
        """The lower (`nedre`) or upper (`oevre`) end of the measured share's interval."""
        found: Decimal | None = getattr(self.raekke.domme[vej], ende)
        return found

    @property
    def data(self) -> str:
        """What must be said of the row's figures."""
        if self.raekke.sted.demo:
            return "Demodata"
        return "Lille gruppe" if self.raekke.lille else ""


def _end(vej: str, ende: str) -> Callable[[Visningsraekke], Any]:
    return lambda row: row.interval(vej, ende)


def _step(trappe: str) -> Callable[[Visningsraekke], Any]:
    return lambda row: row.raekke.sted.trin.get(trappe)


def _agreed(vej: str, titel: str) -> tuple[Kolonne, ...]:
    """What the list tells of a way that has an agreed share."""
    return (
        Kolonne(f"{vej}_andel", titel, f"{vej}_andel", "pct", sorter=f"{vej}_andel", beskrivelse="Andel af alle årets udlejninger, pct."),
        Kolonne(f"{vej}_aftalt", "Aftalt", f"{vej}_aftalt", "pct", sorter=f"{vej}_aftalt", beskrivelse="Årets aftalte andel, vægtet efter dage, pct."),
        Kolonne(f"{vej}_forskel", "Forskel", f"{vej}_forskel", "decimal", sorter=f"{vej}_forskel", beskrivelse="Målt minus aftalt, procentpoint", skjult=True),
        Kolonne(f"{vej}_dom", "Vurdering", f"{vej}_dom", "chip", sorter=f"{vej}_dom", tone=lambda row: row.dom_tone(vej)),
        Kolonne(f"{vej}_nedre", f"{titel}, interval fra", _end(vej, "nedre"), "pct", skjult=True),
        Kolonne(f"{vej}_oevre", f"{titel}, interval til", _end(vej, "oevre"), "pct", skjult=True),
    )  # fmt: skip


MAALEKOLONNER = (
    Kolonne(
        "afdeling",
        "Afdeling",
        "navn",
        url=lambda row: f"{reverse('udlejning:talliste')}?q={row.raekke.sted.nummer}&organisation={row.raekke.sted.lbf_nummer}",
        sorter="navn",
    ),
    Kolonne("organisation", "Boligorganisation", "organisation", sorter="organisation"),
    Kolonne("boligtype", "Boligtype", "boligtype", skjult=True),
    Kolonne("i_alt", "Udlejninger", "i_alt", "heltal", sorter="i_alt", beskrivelse="Tom: mindst én måde er ikke oplyst"),
    *_agreed(Vej.FLEKSIBEL.value, "Fleksibel"),
    *_agreed(Vej.ANVISNING.value, "Anvisning"),
    Kolonne("data", "Data", "data", "chip", tone=lambda row: "demo" if row.raekke.sted.demo else "neutral"),
    *(Kolonne(vej, f"{Vej(vej).label}, antal", vej, "heltal", skjult=True) for vej in Vej.values),
    Kolonne("omraade", "Område", "omraade", skjult=True),
    *(
        Kolonne(f"trin_{trappe.value}", str(trappe.label), _step(trappe.value), skjult=True)
        for trappe in Trappe
    ),
    Kolonne("afdelingsnummer", "Afdelingsnummer", "raekke.sted.nummer", skjult=True),
    Kolonne("lbf_nummer", "LBF-nummer", "raekke.sted.lbf_nummer", skjult=True),
)  # fmt: skip

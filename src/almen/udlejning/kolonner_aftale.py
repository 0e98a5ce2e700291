"""The columns of the overview of organisations' agreements and of the list of conflicts, each declared once."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from almen.omraader.klasser import vis_klasser
from almen.organisationer.models import Boligtype
from almen.regler.udlejningskonflikter import Alvor, Konflikt
from almen.udlejning.selectors.organisationsaftale import STATUSNAVNE, STATUSTONER, Aftalestand
from almen.udlejning.vilkaarssvar import Vilkaar
from almen.ui.kolonner import Kolonne

ALVORSTONER = {Alvor.ALVORLIG: "bad", Alvor.ADVARSEL: "warn", Alvor.UAFGJORT: "neutral"}


@dataclass(frozen=True)
class Konfliktraekke:
    """One conflict of one afdeling."""

    vilkaar: Vilkaar
    konflikt: Konflikt

    @property
    def url(self) -> str:
        """The afdeling's page of letting on the day."""
        adresse = reverse("udlejning:afdeling", args=[self.vilkaar.afdeling.pk])
        return f"{adresse}?dag={self.vilkaar.dag:%d.%m.%Y}"

    @property
    def boligtype(self) -> str:
        """The type of dwelling in words; empty where it is about the whole afdeling."""
        return str(Boligtype(self.konflikt.boligtype).label) if self.konflikt.boligtype else ""

    @property
    def klasser(self) -> str:
        """The classes it follows from, by the law's names."""
        return ", ".join(k.navn for k in vis_klasser(self.konflikt.klasser)) if self.konflikt.klasser else ""


def _organisation(row: Aftalestand) -> str:
    return row.organisation.navn


def _agreement_url(row: Aftalestand) -> str | None:
    return row.aftale.get_absolute_url() if row.aftale else None


AFTALEKOLONNER = (
    Kolonne("organisation", "Boligorganisation", _organisation, sorter="organisation"),
    Kolonne(
        "status",
        "Status",
        lambda row: STATUSNAVNE[row.status],
        "chip",
        sorter="status",
        tone=lambda row: STATUSTONER[row.status],
        beskrivelse="I kraft: sagens vej er gået til ende. Underskrevet: dagen er registreret, sagen kører endnu.",
    ),
    Kolonne(
        "sag",
        "Aftale",
        lambda row: row.aftale.sag.nummer if row.aftale else None,
        url=_agreement_url,
        sorter="sag",
    ),
    Kolonne("skridt", "Næste skridt", lambda row: row.skridt or None, sorter="skridt"),
    Kolonne("mangler", "Hvad mangler", lambda row: "; ".join(row.mangler) or None),
    Kolonne("afdelinger", "Afdelinger", "afdelinger", "heltal", sorter="afdelinger"),
    Kolonne("uden_vilkaar", "Uden vilkår", "uden_vilkaar", "heltal", sorter="uden_vilkaar"),
    Kolonne(
        "familieboliger",
        "Familieboliger",
        "familieboliger",
        "heltal",
        sorter="familieboliger",
        beskrivelse="Tom: antallet er ikke registreret for alle afdelinger",
    ),
    Kolonne(
        "alvorlige",
        "Alvorlige",
        "alvorlige",
        "heltal",
        sorter="alvorlige",
        beskrivelse="Alvorlige konflikter",
    ),
    Kolonne("advarsler", "Advarsler", "advarsler", "heltal", sorter="advarsler", skjult=True),
    Kolonne("uafgjorte", "Kan ikke afgøres", "uafgjorte", "heltal", sorter="uafgjorte", skjult=True),
    Kolonne(
        "underskrevet",
        "Underskrevet",
        lambda row: row.aftale.underskrevet if row.aftale else None,
        "dato",
        sorter="underskrevet",
    ),
    Kolonne(
        "gyldig_fra",
        "Gælder fra",
        lambda row: row.aftale.gyldig_fra if row.aftale else None,
        "dato",
        skjult=True,
    ),
    Kolonne(
        "gyldig_til",
        "Gælder til",
        lambda row: row.aftale.gyldig_til if row.aftale else None,
        "dato",
        skjult=True,
    ),
    Kolonne(
        "demo",
        "Demo",
        lambda row: "DEMO" if row.aftale and row.aftale.sag.demo else "",
        "chip",
        tone=lambda row: "demo",
    ),
)
KONFLIKTKOLONNER = (
    Kolonne(
        "alvor",
        "Alvor",
        "konflikt.alvorsnavn",
        "chip",
        sorter="alvor",
        tone=lambda row: ALVORSTONER[row.konflikt.alvor],
    ),
    Kolonne("afdeling", "Afdeling", lambda row: str(row.vilkaar.afdeling), url="url", sorter="afdeling"),
    Kolonne(
        "organisation", "Boligorganisation", "vilkaar.afdeling.boligorganisation.navn", sorter="organisation"
    ),
    Kolonne("konflikt", "Konflikt", "konflikt.navn", sorter="konflikt"),
    Kolonne("tekst", "Hvad den består i", "konflikt.tekst"),
    Kolonne("hjemmel", "Hjemmel", "konflikt.hjemmel", sorter="hjemmel"),
    Kolonne("boligtype", "Boligtype", lambda row: row.boligtype or None, skjult=True),
    Kolonne("klasser", "Følger af områdets klasse", lambda row: row.klasser or None, skjult=True),
    Kolonne("sikkerhed", "Reglens sikkerhed", "konflikt.sikkerhed.value", skjult=True),
    Kolonne("dag", "Dag", "vilkaar.dag", "dato", skjult=True),
)

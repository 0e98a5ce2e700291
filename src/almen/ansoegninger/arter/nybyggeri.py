"""Skema A, B and C of new building."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from almen.ansoegninger.arter.slags import Slags, draft_of, faults
from almen.ansoegninger.forms import TekstForm, TitelForm, projektform
from almen.ansoegninger.indhold import Indhold, as_row
from almen.ansoegninger.models import Art, Indsendelse
from almen.ansoegninger.trin import Blankettrin, Taltrin
from almen.byggeri.models import Projekt, Servicearealtal, Skemadel
from almen.byggeri.selectors.forhaandsvisning import add_draft
from almen.byggeri.selectors.projektdata import forget_projektdata, prime_projektdata, projektdata_of
from almen.byggeri.services import (
    DelInput,
    ServicearealInput,
    check_felter,
    edit_projekt,
    open_nybyggeri,
    save_skema,
)
from almen.byggeri.services.inddata import check_dele, check_serviceareal
from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Boligorganisation, Boligtype, Bruger
from almen.organisationer.selectors import current_profil
from almen.regler.fejl import Fejl, RegelFejl, UgyldigtInput
from almen.regler.frister import compute_skaeringsdag
from almen.regler.samling import Parametre
from almen.regler.skema import krav_ved
from almen.sager.models import Sag
from almen.sagsgang.definition import Trin
from almen.ui import formater

if TYPE_CHECKING:
    from almen.ansoegninger.blanket import Blanket
    from almen.ansoegninger.inddata import Ansoegning

PROJEKT = (
    "adresse",
    "bydel",
    "breddegrad",
    "laengdegrad",
    "lokalplan",
    "forventet_tilsagn",
    "forventet_skema_b",
    "forventet_ibrugtagning",
)
OPLYSNINGER: dict[str, tuple[str, ...]] = {
    "A": ("grundkapital_maks", "garanti_maks", "ejendomsvaerdi", "laangiver"),
    "B": ("laangiver", "ejendomsvaerdi", "byggetilladelse_m2", "forventet_ibrugtagning"),
    "C": ("sidste_bolig_faerdig", "udearealer_faerdige"),
}


@dataclass(frozen=True)
class Delvisning:
    """One part of the project as a row."""

    boligtype: str
    antal: str
    areal: str
    sum: str


class NybyggeriSkema(Slags):
    """An application with the project's parts; Skema A also tells of the project, and opens the case."""

    sagstype = "nybyggeri"
    bogstav: str
    indhold = ("dele", "serviceareal")
    modeller = (Projekt, Skemadel, Servicearealtal)
    om = "Godkendelse af et nyt byggeri"
    begynd = "Beskriv projektet, boligerne og økonomien."

    def __init__(self, art: Art, bogstav: str, genstande: tuple[str, ...], aabner: bool = False) -> None:
        super().__init__(art)
        self.bogstav, self.genstande, self.aabner = bogstav, genstande, aabner

    def oplysninger(self, parametre: Parametre | None = None) -> tuple[str, ...]:
        """The fields of the project that it asks about; last the points of the Skema's checklist, as the parameters have them."""
        own = OPLYSNINGER[self.bogstav]
        checklist = krav_ved(self.bogstav.lower(), parametre)  # type: ignore[arg-type]
        return (*own, *(navn for navn in checklist if navn not in own))

    def felter(self, parametre: Parametre | None = None) -> tuple[str, ...]:
        return (*(PROJEKT if self.aabner else ()), *self.oplysninger(parametre))

    def trin(self, blanket: Blanket) -> Iterable[Blankettrin]:
        data = projektdata_of(blanket.kladde.sag) if blanket.kladde.sag is not None else None
        known = data.projekt if data else None
        if self.aabner:
            yield blanket.felttrin("projekt", "Projektet", projektform(TitelForm, PROJEKT), known)
        yield Taltrin(blanket, self.bogstav, data)
        form = projektform(TekstForm, self.oplysninger(current_parametre()), first=True)
        yield blanket.felttrin("oplysninger", "Oplysninger", form, known)

    def to_data(self, ansoegning: Ansoegning) -> dict[str, Any]:
        area = ansoegning.serviceareal
        return {
            "dele": [item.as_data() for item in ansoegning.dele],
            "serviceareal": area.as_data() if area else None,
        }

    def from_data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        area = data.get("serviceareal")
        return {
            "dele": tuple(DelInput(**_areas(item)) for item in data["dele"]),
            "serviceareal": ServicearealInput(**_areas(area)) if area else None,
        }

    def typed(self, navn: str, value: Any) -> Any:
        return Projekt._meta.get_field(navn).to_python(value)  # type: ignore[union-attr]

    def check_own(
        self,
        ansoegning: Ansoegning,
        felter: Mapping[str, Any],
        boligorganisation: Boligorganisation,
        sag: Sag | None,
    ) -> list[Fejl]:
        return [
            *faults(check_dele, ansoegning.dele),
            *faults(check_serviceareal, ansoegning.serviceareal),
            *faults(check_felter, felter),
        ]

    def draft(self, ansoegning: Ansoegning, sag: Sag | None, today: dt.date) -> Sag:
        draft = draft_of(self.sagstype, ansoegning, sag, today)
        if sag is None:
            projekt = Projekt(navn=ansoegning.titel[:160], region=current_profil().region)
            data = prime_projektdata(draft, projekt, [])
        else:
            forget_projektdata(draft)
            data = projektdata_of(draft)
        for navn, value in ansoegning.felter.items():
            setattr(data.projekt, navn, value)
        add_draft(data, self.bogstav, ansoegning.dele, ansoegning.serviceareal, today)
        return draft

    def take_in(self, bruger: Bruger, indsendelse: Indsendelse, ansoegning: Ansoegning) -> Sag:
        sag = indsendelse.sag
        figures: dict[str, Any] = {
            "dele": ansoegning.dele,
            "serviceareal": ansoegning.serviceareal,
            "indsendt": indsendelse.dag,
            "kilde": indsendelse.som_kilde,
            "note": ansoegning.tekst,
        }
        if sag is None:
            return open_nybyggeri(
                bruger=bruger,
                titel=ansoegning.titel,
                boligorganisation=indsendelse.boligorganisation,
                aabnet_dato=indsendelse.dag,
                **figures,
                **ansoegning.felter,
            )
        if ansoegning.felter:
            edit_projekt(bruger=bruger, sag=sag, **ansoegning.felter)
        save_skema(bruger=bruger, sag=sag, bogstav=self.bogstav, **figures)
        return sag

    def show(self, ansoegning: Ansoegning, boligorganisation: Boligorganisation, sag: Sag | None) -> Indhold:
        area = ansoegning.serviceareal
        return Indhold(
            oplysninger=[as_row(Projekt, navn, value) for navn, value in ansoegning.felter.items()],
            dele=[
                Delvisning(
                    Boligtype(item.boligtype).label,
                    formater.heltal(item.antal),
                    formater.m2(item.bruttoareal_m2),
                    formater.kroner(item.sum),
                )
                for item in ansoegning.dele
            ],
            serviceareal=[
                ("Boliger, det betjener", formater.heltal(area.boliger)),
                ("Areal", formater.m2(area.areal_m2)),
                ("Anskaffelsessum", formater.kroner(area.anskaffelsessum)),
            ]
            if area
            else [],
        )


class SkemaC(NybyggeriSkema):
    """The accounts; the step about the skæringsdag is recorded on the day that follows from when the building was finished."""

    def day_of_step(self, trin: Trin, ansoegning: Ansoegning, dag: dt.date) -> dt.date:
        return _skaeringsdag(ansoegning) if "skaeringsdag" in trin.genstand else dag


def _skaeringsdag(ansoegning: Ansoegning) -> dt.date:
    """The day that follows from when dwellings and outdoor areas were finished. Raises UgyldigtInput."""
    finished = ansoegning.felter.get("sidste_bolig_faerdig")
    if finished is None:
        text = "er ikke oplyst; skæringsdagen kan ikke fastsættes. Send ansøgningen retur"
        raise UgyldigtInput([Fejl("sidste_bolig_faerdig", text)])
    outdoors = ansoegning.felter.get("udearealer_faerdige")
    try:
        return compute_skaeringsdag(finished, outdoors, current_parametre()).dato
    except RegelFejl as error:
        raise UgyldigtInput([Fejl("sidste_bolig_faerdig", str(error))]) from None


def _areas(item: Mapping[str, Any]) -> dict[str, Any]:
    """Areas are Decimal; JSON holds them as text."""
    return {
        navn: Decimal(value) if navn in ("bruttoareal_m2", "areal_m2") else value
        for navn, value in item.items()
    }

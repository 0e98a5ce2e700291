"""Renovation: the project itself (prejekt and prækvalifikation), and Skema A, B and C with their figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from almen.ansoegninger.arter.slags import Slags, draft_of, faults
from almen.ansoegninger.forms import (
    BeskrivelseForm,
    OplysningsForm,
    RenoveringstitelForm,
    TekstForm,
    afdelingsfelt,
    renoveringsform,
)
from almen.ansoegninger.indhold import Indhold, as_row, show_tal
from almen.ansoegninger.models import Art, Indsendelse
from almen.ansoegninger.trin import Blankettrin, Renoveringstaltrin
from almen.byggeri.models import Problemtype, Renovering, Renoveringsskema
from almen.byggeri.selectors.renovering import (
    Renoveringsdata,
    add_renoveringsskema,
    forget_renovering,
    prime_renovering,
    renovering_of,
)
from almen.byggeri.services import (
    RenoveringsskemaInput,
    check_renoveringsfelter,
    check_tal,
    edit_renovering,
    open_renovering,
    save_renoveringsskema,
)
from almen.organisationer.models import Afdeling, Boligorganisation, Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.samling import Parametre
from almen.sager.models import Fortrolighed, Sag
from almen.sager.services import add_note

if TYPE_CHECKING:
    from almen.ansoegninger.blanket import Blanket
    from almen.ansoegninger.inddata import Ansoegning

AFDELINGER = "afdelinger"
STED = ("adresse", "boliger", "bruttoareal_m2", "problemer")
BEBOERE = ("beboerafstemning_dato", "beboere_godkendt", "genhusning", "genhusning_boliger")
GARANTI = ("garanti_soegt", "garanti_maks")
OPLYSNINGER: dict[str, tuple[str, ...]] = {
    "A": (*BEBOERE, *GARANTI),
    "B": ("lbf_tilsagn_dato", "udbud_dato", "garanti_maks"),
    "C": (),
}


class Renoveringsslags(Slags):
    """What all applications in a renovation share: facts of the renovation, and how they are read, tried and taken in."""

    sagstype = "renovering"
    modeller = (Renovering, Renoveringsskema)

    def typed(self, navn: str, value: Any) -> Any:
        if navn == AFDELINGER:
            return list(value)
        return Renovering._meta.get_field(navn).to_python(value)  # type: ignore[union-attr]

    def check_own(
        self,
        ansoegning: Ansoegning,
        felter: Mapping[str, Any],
        boligorganisation: Boligorganisation,
        sag: Sag | None,
    ) -> list[Fejl]:
        own = dict(felter)
        fejl = []
        if own.get("problemer") == [] or (self.aabner and sag is None and not own.get("problemer")):
            fejl.append(Fejl("problemer", f"skal være mindst én af {', '.join(Problemtype.values)}"))
        fejl += faults(_afdelinger, boligorganisation, own.pop(AFDELINGER, ()))
        return [*fejl, *faults(check_renoveringsfelter, own, sag)]

    def draft(self, ansoegning: Ansoegning, sag: Sag | None, today: dt.date) -> Sag:
        draft = draft_of(self.sagstype, ansoegning, sag, today)
        felter = dict(ansoegning.felter)
        chosen = felter.pop(AFDELINGER, None)
        if sag is None:
            data = prime_renovering(draft, Renovering(navn=ansoegning.titel[:160]), [])
        else:
            forget_renovering(draft)
            data = renovering_of(draft)
        if chosen is not None:
            data.afdelinger = [Afdeling(nummer=nummer) for nummer in chosen]
        for navn, value in felter.items():
            setattr(data.renovering, navn, value)
        self.add_figures(data, ansoegning)
        return draft

    def add_figures(self, data: Renoveringsdata, ansoegning: Ansoegning) -> None:
        """Adds the application's figures, in memory only; none where it has none."""

    def take_in(self, bruger: Bruger, indsendelse: Indsendelse, ansoegning: Ansoegning) -> Sag:
        sag, felter = indsendelse.sag, dict(ansoegning.felter)
        if AFDELINGER in felter:
            felter[AFDELINGER] = _afdelinger(indsendelse.boligorganisation, felter[AFDELINGER])
        if sag is None:
            return open_renovering(
                bruger=bruger,
                titel=ansoegning.titel,
                boligorganisation=indsendelse.boligorganisation,
                aabnet_dato=indsendelse.dag,
                kilde=indsendelse.som_kilde,
                note=ansoegning.tekst,
                **felter,
            )
        if felter:
            edit_renovering(bruger=bruger, sag=sag, **felter)
        self.save_figures(bruger, sag, indsendelse, ansoegning)
        return sag

    def save_figures(
        self, bruger: Bruger, sag: Sag, indsendelse: Indsendelse, ansoegning: Ansoegning
    ) -> None:
        """Keeps figures and text in a running case; a text without figures is a note that the organisation may read."""
        if ansoegning.tekst.strip():
            text = f"{indsendelse.som_kilde}: {ansoegning.tekst.strip()}"
            add_note(bruger=bruger, sag=sag, tekst=text, fortrolighed=Fortrolighed.AABEN)

    def show(self, ansoegning: Ansoegning, boligorganisation: Boligorganisation, sag: Sag | None) -> Indhold:
        return Indhold(
            oplysninger=[_row(navn, value, boligorganisation) for navn, value in ansoegning.felter.items()]
        )


class Helhedsplan(Renoveringsslags):
    """The renovation described: what is wrong, where, and what is to be done; the first phase's opens the case."""

    om = "Renovering og fysiske helhedsplaner"
    begynd = "Beskriv problemerne, afdelingerne og arbejderne."
    tekstnavn = "Problemer og arbejder"

    def __init__(self, art: Art, genstande: tuple[str, ...], aabner: bool = False) -> None:
        super().__init__(art)
        self.genstande, self.aabner = genstande, aabner

    def felter(self, parametre: Parametre | None = None) -> tuple[str, ...]:
        return (*STED, AFDELINGER, *BEBOERE, *GARANTI)

    def trin(self, blanket: Blanket) -> Iterable[Blankettrin]:
        sag = blanket.kladde.sag
        data = renovering_of(sag) if sag is not None else None
        known = data.renovering if data else None
        more = afdelingsfelt(blanket.kladde.boligorganisation, data.afdelinger if data else ())
        base = RenoveringstitelForm if self.aabner else OplysningsForm
        place = renoveringsform(base, STED, more=more)
        yield blanket.felttrin("projekt", "Renoveringen", place, known)
        people = renoveringsform(OplysningsForm, (*BEBOERE, *GARANTI))
        yield blanket.felttrin("beboere", "Beboere og garanti", people, known)
        yield blanket.felttrin("beskrivelse", "Beskrivelse", BeskrivelseForm)


class RenoveringsSkema(Renoveringsslags):
    """Skema A, B or C of a running renovation."""

    bogstav: str
    indhold = ("tal",)

    def __init__(self, art: Art, bogstav: str, genstande: tuple[str, ...]) -> None:
        super().__init__(art)
        self.bogstav, self.genstande = bogstav, genstande

    def felter(self, parametre: Parametre | None = None) -> tuple[str, ...]:
        return OPLYSNINGER[self.bogstav]

    def trin(self, blanket: Blanket) -> Iterable[Blankettrin]:
        assert blanket.kladde.sag is not None  # noqa: S101 - such a draft has its case
        data = renovering_of(blanket.kladde.sag)
        yield Renoveringstaltrin(blanket, self.bogstav, data)
        form = renoveringsform(TekstForm, OPLYSNINGER[self.bogstav], first=True)
        yield blanket.felttrin("oplysninger", "Oplysninger", form, data.renovering)

    def to_data(self, ansoegning: Ansoegning) -> dict[str, Any]:
        values = asdict(ansoegning.tal) if ansoegning.tal else {}
        return {"tal": {navn: value for navn, value in values.items() if value is not None}}

    def from_data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        values: dict[str, Any] = {
            navn: Decimal(value) if navn.startswith("leje_") else value for navn, value in data["tal"].items()
        }
        return {"tal": RenoveringsskemaInput(**values)}

    def check_own(
        self,
        ansoegning: Ansoegning,
        felter: Mapping[str, Any],
        boligorganisation: Boligorganisation,
        sag: Sag | None,
    ) -> list[Fejl]:
        fejl = super().check_own(ansoegning, felter, boligorganisation, sag)
        reason = (
            renovering_of(sag).closed(self.bogstav)
            if sag is not None and sag.sagstype == self.sagstype
            else ""
        )
        if reason:
            return [*fejl, Fejl("tal", f"kan ikke sendes nu: {reason}")]
        if ansoegning.tal is None or not any(value is not None for value in asdict(ansoegning.tal).values()):
            return [*fejl, Fejl("tal", "skal udfyldes: angiv mindst ét beløb eller tal")]
        wrong = faults(check_tal, ansoegning.tal)
        return [*fejl, *(Fejl(f"tal.{item.felt}", item.besked) for item in wrong)]

    def add_figures(self, data: Renoveringsdata, ansoegning: Ansoegning) -> None:
        if ansoegning.tal is not None:
            add_renoveringsskema(data, self.bogstav, asdict(ansoegning.tal))

    def save_figures(
        self, bruger: Bruger, sag: Sag, indsendelse: Indsendelse, ansoegning: Ansoegning
    ) -> None:
        assert ansoegning.tal is not None  # noqa: S101 - checked when it was sent
        save_renoveringsskema(
            bruger=bruger,
            sag=sag,
            bogstav=self.bogstav,
            tal=ansoegning.tal,
            indsendt=indsendelse.dag,
            kilde=indsendelse.som_kilde,
            note=ansoegning.tekst,
        )

    def show(self, ansoegning: Ansoegning, boligorganisation: Boligorganisation, sag: Sag | None) -> Indhold:
        rows = super().show(ansoegning, boligorganisation, sag).oplysninger
        if ansoegning.tal is None:
            return Indhold(oplysninger=rows)
        return show_tal(self.bogstav, ansoegning.tal, renovering_of(sag) if sag else None, rows)


def _afdelinger(boligorganisation: Boligorganisation, numre: Iterable[str]) -> list[Afdeling]:
    """The organisation's afdelinger with these numbers. Raises UgyldigtInput if one is not there."""
    wanted = list(dict.fromkeys(numre))
    found = {item.nummer: item for item in boligorganisation.afdelinger.filter(nummer__in=wanted)}
    if missing := [nummer for nummer in wanted if nummer not in found]:
        names = ", ".join(str(item)[:10] for item in missing[:5])
        raise UgyldigtInput([Fejl(AFDELINGER, f"{names} findes ikke hos {boligorganisation}")])
    return [found[nummer] for nummer in wanted]


def _row(navn: str, value: Any, boligorganisation: Boligorganisation) -> tuple[str, str]:
    if navn == AFDELINGER:
        names = {item.nummer: str(item) for item in boligorganisation.afdelinger.filter(nummer__in=value)}
        return "Afdelinger", ", ".join(names.get(nummer, nummer) for nummer in value) or "Ingen valgt"
    if navn == "problemer":
        return "Problemtyper", ", ".join(Renovering(problemer=value).problemnavne)
    return as_row(Renovering, navn, value)

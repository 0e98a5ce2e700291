"""The lines of a file of area figures: columns, what a line says, and its faults. Pure: what is registered is asked elsewhere."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from almen.grundlag.models import Sikkerhed
from almen.grundlag.services.aflaesning import check_kilde
from almen.grundlag.services.aflaesningsimport import MANGLER
from almen.omraader.indikatorer import Indikator, indikatorer_by_id
from almen.omraader.klasser import klasse_navn
from almen.omraader.navne import fold_navn
from almen.omraader.selectors.tal import klasser_on
from almen.omraader.services.listedag import check_liste
from almen.omraader.services.listeklasser import (
    INGEN,
    complete_klasser,
    read_klasse,
)
from almen.omraader.services.noegletal import check_vaerdi
from almen.omraader.services.omraade import LAENGDER
from almen.organisationer.selectors import current_profil
from almen.organisationer.services.tabelimport import Tabelraekke
from almen.regler.fejl import UgyldigtInput
from almen.regler.omraadeklasse import day_of_list
from almen.regler.samling import Parametre
from almen.ui.forms import fault_text
from almen.ui.parsere import parse_dato

PAAKRAEVET = ("aar", "omraade", "kilde")
OVRIGE = ("offentliggjorte_klasser", "kilde", "kilde_adresse", "sikkerhed", "note", "region", "opret")
# Point or comma before the decimals; a count may have points between its thousands.
_PROCENT = re.compile(r"[0-9]{1,4}([.,][0-9]{1,8})?")
_ANTAL = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(\.[0-9]{3}){1,2}")
_SKILLER = re.compile(r"[\s,;|]+")
_AAR = re.compile(r"[0-9]{4}")


def kolonner() -> tuple[str, ...]:
    """The columns that a file may have: the indicators of the catalogue among them."""
    return ("aar", "omraade", "kommune", *indikatorer_by_id(), *OVRIGE)


@dataclass
class Tallinje:
    """What a line says. `tal` and `referencer`: figure by indicator as text with its decimals, None where the source does not
    know. `klasser` None: the line says nothing of the published class; empty: on no list.
    """

    liste: dt.date
    navn: str
    kommune: str
    kilde: str
    sikkerhed: str
    kilde_adresse: str = ""
    note: str = ""
    region: str = ""
    opret: bool = False
    tal: dict[str, str | None] = field(default_factory=dict)
    referencer: dict[str, str | None] = field(default_factory=dict)
    klasser: list[str] | None = None

    @property
    def sted(self) -> tuple[str, str]:
        """The area, however it is written."""
        return self.kommune.casefold(), fold_navn(self.navn)

    @property
    def noegle(self) -> str:
        """What the line is about: the area and the list, or the references of a list and region alone."""
        place = "|".join(self.sted) if self.navn else f"reference|{self.region.casefold()}"
        return f"{self.liste.isoformat()}|{hashlib.sha256(place.encode()).hexdigest()[:32]}"

    @property
    def kildefelter(self) -> dict[str, str]:
        """What each of the line's readings says of its source."""
        return {
            "kilde": self.kilde,
            "kilde_adresse": self.kilde_adresse,
            "sikkerhed": self.sikkerhed,
            "note": self.note,
        }

    def reference_keys(self) -> Iterator[tuple[str, str, str | None]]:
        """Indicator, region ("" the whole country) and value of each reference."""
        known = indikatorer_by_id()
        for id_ in in_order(self.referencer):
            region = self.region if known[id_].reference == "regionen" else ""
            yield id_, region, self.referencer[id_]


class Linjelaeser:
    """Reads lines by one set of parameters, on one day. Each distinct list and source is checked once."""

    def __init__(self, parametre: Parametre, today: dt.date) -> None:
        self.parametre, self.today = parametre, today
        self.indikatorer = indikatorer_by_id()
        profil = current_profil()
        self.own = profil.kort_navn
        self._own_names = {"", profil.kort_navn.casefold(), profil.navn.casefold()}
        self._lister: dict[str, dt.date | str] = {}
        self._sikkerhed = {str(navn).casefold(): str(id_) for id_, navn in Sikkerhed.choices}

    def read(self, row: Tabelraekke) -> Tallinje | None:
        """What the line says; None, and the faults in their cells, if it cannot be read."""
        celler = row.celler
        liste = self._liste(celler.get("aar", ""))
        if isinstance(liste, str):
            row.mark("aar", liste)
        navn, kommune = self.place(celler)
        linje = Tallinje(
            liste=dt.date.min if isinstance(liste, str) else liste,
            navn=navn,
            kommune=kommune,
            kilde=celler.get("kilde", ""),
            sikkerhed=self._read_sikkerhed(celler.get("sikkerhed", "")),
            kilde_adresse=celler.get("kilde_adresse", ""),
            note=celler.get("note", ""),
            region=" ".join(celler.get("region", "").split()),
            opret=self._yes(row),
        )
        for fejl in check_kilde(linje.kilde, linje.kilde_adresse, linje.sikkerhed, linje.note):
            row.mark(fejl.felt, fault_text(fejl.besked))
        for name in ("navn", "kommune", "region"):
            if len(getattr(linje, name)) > LAENGDER[name]:
                row.mark("omraade" if name == "navn" else name, f"Må højst være {LAENGDER[name]} tegn.")
        self._figures(row, linje)
        if not isinstance(liste, str):
            self._klasser(row, linje)
        self._hangs_together(row, linje)
        return None if row.fejl else linje

    def place(self, celler: Mapping[str, str]) -> tuple[str, str]:
        """Name and municipality as they are written, blanks put right; the own municipality where none is named."""
        kommune = " ".join(celler.get("kommune", "").split())
        if kommune.casefold() in self._own_names:
            kommune = self.own
        return " ".join(celler.get("omraade", "").split()), kommune

    def _liste(self, tekst: str) -> dt.date | str:
        """The list's day, or what is wrong."""
        found = self._lister.get(tekst)
        if found is None:
            found = self._lister[tekst] = self._read_liste(tekst)
        return found

    def _read_liste(self, tekst: str) -> dt.date | str:
        try:
            day = day_of_list(int(tekst), self.parametre) if _AAR.fullmatch(tekst) else parse_dato(tekst)
        except UgyldigtInput as error:
            return fault_text(error.fejl[0].besked)
        except ValueError:
            return "Skriv listens år, for eksempel 2024, eller dens dag, for eksempel 01.02.2014."
        faults = check_liste(day, self.parametre, self.today)
        return fault_text(faults[0].besked) if faults else day

    def _read_sikkerhed(self, tekst: str) -> str:
        return self._sikkerhed.get(tekst.casefold(), tekst) or Sikkerhed.SIKKER.value

    def _yes(self, row: Tabelraekke) -> bool:
        tekst = row.celler.get("opret", "").casefold()
        if tekst not in ("", "ja", "nej"):
            row.mark("opret", "Skriv ja, nej eller ingenting.")
        return tekst == "ja"

    def _figures(self, row: Tabelraekke, linje: Tallinje) -> None:
        for id_, indikator in self.indikatorer.items():
            tekst = row.celler.get(id_, "")
            if not tekst:
                continue
            into = linje.tal if indikator.reference is None else linje.referencer
            if tekst == MANGLER:
                into[id_] = None
                continue
            try:
                vaerdi = read_vaerdi(tekst, indikator)
            except ValueError as error:
                row.mark(id_, str(error))
                continue
            if faults := check_vaerdi(id_, vaerdi):
                row.mark(id_, fault_text(faults[0].besked))
            into[id_] = str(vaerdi)

    def _klasser(self, row: Tabelraekke, linje: Tallinje) -> None:
        words = [word for word in _SKILLER.split(row.celler.get("offentliggjorte_klasser", "")) if word]
        if not words:
            return
        if [word.casefold() for word in words] == [INGEN]:
            linje.klasser = []
            return
        known = klasser_on(linje.liste, self.parametre)
        found = [read_klasse(word, linje.liste, self.parametre) for word in words]
        if wrong := [word for word, klasse in zip(words, found, strict=True) if klasse not in known]:
            allowed = ", ".join(f"{klasse} ({klasse_navn(klasse, linje.liste).lower()})" for klasse in known)
            row.mark(
                "offentliggjorte_klasser",
                f"“{wrong[0][:40]}” er ikke en klasse på denne liste. Skriv {INGEN}, eller en af: {allowed}.",
            )
        linje.klasser = list(complete_klasser(found))

    def _hangs_together(self, row: Tabelraekke, linje: Tallinje) -> None:
        """What a line must have: an area for an area's figures, a region for a region's, and something to say."""
        if not linje.navn and (linje.tal or linje.klasser is not None):
            row.mark("omraade", "Skriv områdets navn; kun referencetal kan stå uden område.")
        regional = [id_ for id_ in linje.referencer if self.indikatorer[id_].reference == "regionen"]
        if regional and not linje.region:
            row.mark("region", f"Skriv regionen; {self.indikatorer[regional[0]].navn.lower()} er én regions.")
        if not row.fejl and not linje.tal and not linje.referencer and linje.klasser is None:
            row.mark("omraade", "Linjen har hverken tal eller offentliggjorte klasser.")


def read_vaerdi(tekst: str, indikator: Indikator) -> Decimal:
    """The figure with the decimals it is written with. Raises ValueError in Danish."""
    if indikator.heltal:
        if not _ANTAL.fullmatch(tekst):
            raise ValueError(
                f"Skriv et helt tal, for eksempel 2041, eller {MANGLER} hvis kilden ikke oplyser det."
            )
        return Decimal(tekst.replace(".", ""))
    if not _PROCENT.fullmatch(tekst):
        raise ValueError(f"Skriv et tal som 54,1, eller {MANGLER} hvis kilden ikke oplyser det.")
    return Decimal(tekst.replace(",", "."))


def to_felter(linje: Tallinje) -> dict[str, Any]:
    """The line as JSON holds it."""
    return {**linje.__dict__, "liste": linje.liste.isoformat()}


def from_felter(felter: Mapping[str, Any]) -> Tallinje:
    """The line that `to_felter` wrote; what the check added is passed over."""
    names = Tallinje.__dataclass_fields__
    values = {key: value for key, value in felter.items() if key in names}
    return Tallinje(**{**values, "liste": dt.date.fromisoformat(values["liste"])})


def in_order(ids: Collection[str]) -> list[str]:
    """Indicators in the catalogue's order."""
    return [id_ for id_ in indikatorer_by_id() if id_ in ids]

"""The lines of a file of key figures: columns, what a line says, and its faults. Pure: what is registered is asked elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from almen.grundlag.models import Sikkerhed
from almen.grundlag.services.aflaesning import check_kilde
from almen.grundlag.services.aflaesningsimport import MANGLER
from almen.organisationer.services.tabelimport import Tabelraekke
from almen.tilsyn.indikatorer import Indikator, load_indikatorer
from almen.tilsyn.services.noegletal import check_niveau
from almen.tilsyn.talvaerdi import check_aar, check_vaerdi, read_vaerdi
from almen.ui.forms import fault_text

PAAKRAEVET = ("lbf_nummer", "regnskabsaar", "kilde")
OVRIGE = ("kilde", "kilde_adresse", "sikkerhed", "note")
_AAR = re.compile(r"[0-9]{4}")
_LBF = re.compile(r"[0-9]{1,4}")


def kolonner() -> tuple[str, ...]:
    """The columns that a file may have: the key figures of the catalogue among them."""
    return ("lbf_nummer", "afdelingsnummer", "regnskabsaar", *load_indikatorer(), *OVRIGE)


@dataclass
class Tallinje:
    """What a line says. `tal`: figure by key figure as text with its decimals, None where the source does not know.

    `afdeling` "": the boligorganisation's own. Numbers are as they are registered, without zeros that a spreadsheet lost.
    """

    lbf: str
    afdeling: str
    aar: int
    kilde: str
    sikkerhed: str
    kilde_adresse: str = ""
    note: str = ""
    tal: dict[str, str | None] = field(default_factory=dict)

    @property
    def sted(self) -> tuple[str, str]:
        """Whose the figures are."""
        return self.lbf, self.afdeling

    @property
    def noegle(self) -> str:
        """What the line is about."""
        return f"{self.lbf}|{self.afdeling}|{self.aar}"

    @property
    def kildefelter(self) -> dict[str, str]:
        """What each of the line's readings says of its source."""
        return {name: getattr(self, name) for name in OVRIGE}


class Linjelaeser:
    """Reads lines in a year (`i_aar`). Each distinct source, and each distinct figure, is checked once."""

    def __init__(self, i_aar: int) -> None:
        self.i_aar = i_aar
        self.indikatorer = load_indikatorer()
        self._sikkerhed = {str(navn).casefold(): str(id_) for id_, navn in Sikkerhed.choices}
        self._kilder: dict[tuple[str, ...], list[tuple[str, str]]] = {}

    def read(self, row: Tabelraekke) -> Tallinje | None:
        """What the line says; None, and the faults in their cells, if it cannot be read."""
        celler = row.celler
        sikkerhed = celler.get("sikkerhed", "")
        linje = Tallinje(
            lbf=self._lbf(row),
            afdeling=celler.get("afdelingsnummer", ""),
            aar=self._aar(row),
            kilde=celler.get("kilde", ""),
            sikkerhed=self._sikkerhed.get(sikkerhed.casefold(), sikkerhed) or Sikkerhed.SIKKER.value,
            kilde_adresse=celler.get("kilde_adresse", ""),
            note=celler.get("note", ""),
        )
        for name, message in self._source_faults(linje):
            row.mark(name, message)
        for id_, indikator in self.indikatorer.items():
            if tekst := celler.get(id_, ""):
                self._figure(row, linje, indikator, tekst)
        if not row.fejl and not linje.tal:
            row.mark("regnskabsaar", "Linjen har ingen tal.")
        return None if row.fejl else linje

    def _lbf(self, row: Tabelraekke) -> str:
        text = row.celler.get("lbf_nummer", "")
        if not _LBF.fullmatch(text):
            row.mark("lbf_nummer", "Skriv boligorganisationens LBF-nummer, for eksempel 0123.")
            return ""
        return text.zfill(4)

    def _aar(self, row: Tabelraekke) -> int:
        text = row.celler.get("regnskabsaar", "")
        if not _AAR.fullmatch(text):
            row.mark("regnskabsaar", "Skriv regnskabsåret med fire cifre, for eksempel 2024.")
            return 0
        for fejl in check_aar(int(text), self.i_aar):
            row.mark("regnskabsaar", fault_text(fejl.besked))
        return int(text)

    def _source_faults(self, linje: Tallinje) -> list[tuple[str, str]]:
        source = tuple(linje.kildefelter.values())
        if source not in self._kilder:
            found = check_kilde(linje.kilde, linje.kilde_adresse, linje.sikkerhed, linje.note)
            if len(self._kilder) > 10_000:
                self._kilder.clear()
            self._kilder[source] = [(fejl.felt, fault_text(fejl.besked)) for fejl in found]
        return self._kilder[source]

    def _figure(self, row: Tabelraekke, linje: Tallinje, indikator: Indikator, tekst: str) -> None:
        for fejl in check_niveau(indikator.id, bool(linje.afdeling)):
            row.mark(indikator.id, f"Afdelingsnummeret {fejl.besked}.")
        if tekst == MANGLER:
            linje.tal[indikator.id] = None
            return
        try:
            vaerdi = read_vaerdi(tekst, indikator)
        except ValueError as error:
            row.mark(indikator.id, str(error))
            return
        for fejl in check_vaerdi(indikator, vaerdi):
            row.mark(indikator.id, fault_text(fejl.besked))
        linje.tal[indikator.id] = str(vaerdi)


def to_felter(linje: Tallinje) -> dict[str, Any]:
    """The line as JSON holds it."""
    return dict(linje.__dict__)


def from_felter(felter: Mapping[str, Any]) -> Tallinje:
    """The line that `to_felter` wrote; what the check added is passed over."""
    return Tallinje(**{name: felter[name] for name in Tallinje.__dataclass_fields__})

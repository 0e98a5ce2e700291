"""A paper as data. Templates get it as plain texts and lists (`to_context`), so what it says is never run."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from almen.papirer.tegning import Tegning
from almen.regler.dansk import format_dato

# What nobody has settled is left to the case officer, and shown so that it cannot be overlooked.
UDFYLDES = "[udfyldes af sagsbehandleren]"
_UDFYLDES = re.compile(r"(\[udfyldes af sagsbehandleren[^\]]*\])")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Kilde:
    """Where a figure or statement comes from: a record or a parameter, and its legal basis or address.

    `url` is where it can be seen: a page of this system (`/parametre/…`), or an address; empty if nowhere.
    """

    tekst: str
    henvisning: str = ""
    url: str = ""

    @property
    def linje(self) -> str:
        """As the list of sources prints it."""
        return f"{self.tekst} ({self.henvisning})" if self.henvisning else self.tekst


@dataclass(frozen=True)
class Tekst:
    """A paragraph or a point, with the sources of the figures in it; a point may have points of its own."""

    tekst: str
    kilder: tuple[Kilde, ...] = ()
    underpunkter: tuple[Tekst, ...] = ()


@dataclass(frozen=True)
class Raekke:
    """A row of a table: the cells as text, and where they come from. `er_sum` sets it off."""

    celler: tuple[str, ...]
    kilder: tuple[Kilde, ...]
    er_sum: bool = False


@dataclass(frozen=True)
class Tabel:
    """A table; the first column names the row, the others are set right when they hold amounts (`tal`)."""

    titel: str
    kolonner: tuple[str, ...]
    raekker: tuple[Raekke, ...]
    tal: bool = True

    def __post_init__(self) -> None:
        if wrong := [item for item in self.raekker if len(item.celler) != len(self.kolonner)]:
            raise ValueError(
                f"Tabellen “{self.titel}” har {len(self.kolonner)} kolonner, men en række med "
                f"{len(wrong[0].celler)} celler."
            )


@dataclass(frozen=True)
class Afsnit:
    """A section: paragraphs, then numbered at-points, then tables, then drawings.

    `niveau` 2 is a section under the one before it, as the parts of an item on an agenda are.
    """

    overskrift: str
    tekst: tuple[Tekst, ...] = ()
    punkter: tuple[Tekst, ...] = ()
    tabeller: tuple[Tabel, ...] = ()
    niveau: int = 1
    tegninger: tuple[Tegning, ...] = ()

    @property
    def er_tomt(self) -> bool:
        """True if it says nothing."""
        return not (self.tekst or self.punkter or self.tabeller or self.tegninger)


@dataclass(frozen=True)
class Afsender:
    """Who writes: the municipality, the part of it, and whom to ask."""

    kommune: str
    enhed: str
    kontakt: str = ""


@dataclass(frozen=True)
class Papir:
    """One paper. `art` picks a template of its own where there is one; `maerke` is set above it, e.g. DEMO."""

    art: str
    titel: str
    dato: dt.date
    afsender: Afsender
    modtager: tuple[str, ...]
    henvisninger: tuple[tuple[str, str], ...]
    afsnit: tuple[Afsnit, ...]
    underskrift: tuple[str, ...]
    maerke: str = ""

    @property
    def kilder(self) -> tuple[Kilde, ...]:
        """The sources in order of first use, each once."""
        return tuple(dict.fromkeys(kilde for tekst in self.tekster for kilde in tekst.kilder))

    @property
    def tekster(self) -> tuple[Tekst, ...]:
        """Everything it says in sections, tables and points, one text after the other."""
        found: list[Tekst] = []
        for afsnit in self.afsnit:
            for tekst in (*afsnit.tekst, *afsnit.punkter):
                found += [tekst, *tekst.underpunkter]
            for tabel in afsnit.tabeller:
                found += [Tekst(" ".join(raekke.celler), raekke.kilder) for raekke in tabel.raekker]
        return tuple(found)

    def to_context(self) -> dict[str, Any]:
        """What templates may use, by the names in `skabelon.FELTER`: texts, lists and yes/no, nothing else."""
        numbers = {kilde: nummer for nummer, kilde in enumerate(self.kilder, start=1)}
        return {
            "titel": _clean(self.titel),
            "dato": format_dato(self.dato),
            "maerke": _clean(self.maerke),
            "afsender": {
                "kommune": _clean(self.afsender.kommune),
                "enhed": _clean(self.afsender.enhed),
                "kontakt": _clean(self.afsender.kontakt),
            },
            "modtager": [_parts(linje) for linje in self.modtager],
            "henvisninger": [
                {"navn": _clean(navn), "vaerdi": _clean(vaerdi)} for navn, vaerdi in self.henvisninger
            ],
            "afsnit": [_section(item, numbers) for item in self.afsnit],
            "underskrift": [_parts(linje) for linje in self.underskrift],
            "kilder": [{"nummer": nummer, "tekst": _clean(kilde.linje)} for kilde, nummer in numbers.items()],
        }


def split_lines(tekst: str, kilder: Sequence[Kilde] = ()) -> tuple[Tekst, ...]:
    """What somebody has typed, a paragraph for each line; nothing for an empty text."""
    return tuple(Tekst(linje.strip(), tuple(kilder)) for linje in tekst.splitlines() if linje.strip())


def _section(afsnit: Afsnit, numbers: dict[Kilde, int]) -> dict[str, Any]:
    return {
        "overskrift": _clean(afsnit.overskrift),
        "niveau": afsnit.niveau,
        "tekst": [_text(item, numbers) for item in afsnit.tekst],
        "punkter": [
            {
                "nummer": str(nummer),
                **_text(item, numbers),
                "underpunkter": [
                    {"nummer": _letter(index), **_text(under, numbers)}
                    for index, under in enumerate(item.underpunkter)
                ],
            }
            for nummer, item in enumerate(afsnit.punkter, start=1)
        ],
        "tabeller": [
            {
                "titel": _clean(tabel.titel),
                "kolonner": [_clean(item) for item in tabel.kolonner],
                "tal": tabel.tal,
                "raekker": [
                    {
                        "navn": _clean(raekke.celler[0]),
                        "celler": [_parts(item) for item in raekke.celler[1:]],
                        "noter": _notes(raekke.kilder, numbers),
                        "sum": raekke.er_sum,
                    }
                    for raekke in tabel.raekker
                ],
            }
            for tabel in afsnit.tabeller
        ],
        "tegninger": [
            {
                "titel": _clean(tegning.titel),
                "alt": _clean(tegning.alt),
                "svg": tegning.svg,
                "bredde": tegning.bredde,
            }
            for tegning in afsnit.tegninger
        ],
    }


def _text(tekst: Tekst, numbers: dict[Kilde, int]) -> dict[str, Any]:
    return {"dele": _parts(tekst.tekst), "noter": _notes(tekst.kilder, numbers)}


def _letter(index: int) -> str:
    """a, b … z, aa, ab …"""
    first, last = divmod(index, 26)
    return (_letter(first - 1) if first else "") + chr(ord("a") + last)


def _parts(tekst: str) -> list[dict[str, Any]]:
    """The text cut where the case officer has something to fill in."""
    return [
        {"tekst": part, "udfyldes": bool(_UDFYLDES.fullmatch(part))}
        for part in _UDFYLDES.split(_clean(tekst))
        if part
    ]


def _notes(kilder: Iterable[Kilde], numbers: dict[Kilde, int]) -> str:
    return ", ".join(str(nummer) for nummer in sorted({numbers[kilde] for kilde in kilder}))


def _clean(tekst: str) -> str:
    """One line without characters that no Word file can hold."""
    return " ".join(_NOT_XML.sub("", tekst).split())

"""A key figure as it is written in a cell, and what it may be. Pure: no query."""

from __future__ import annotations

import re
from decimal import Decimal

from almen.grundlag.services.aflaesning import count_decimals
from almen.grundlag.services.aflaesningsimport import MANGLER
from almen.regler.fejl import Fejl
from almen.tilsyn.indikatorer import Indikator

MAX_DECIMALER = 4
FOERSTE_AAR = 1990
# Kroner may have points between their thousands, and so only a comma before their decimals; other figures either.
_KRONER = re.compile(r"-?([0-9]{1,9}|[0-9]{1,3}(\.[0-9]{3}){1,2})(,[0-9]{1,8})?")
_TAL = re.compile(r"-?[0-9]{1,9}([.,][0-9]{1,8})?")
_JA_NEJ = {"ja": Decimal(1), "nej": Decimal(0), "1": Decimal(1), "0": Decimal(0)}
# The signs that spreadsheets write for minus.
_MINUS = str.maketrans({"−": "-", "–": "-"})


def read_vaerdi(tekst: str, indikator: Indikator) -> Decimal:
    """The figure with the decimals it is written with. Raises ValueError in Danish."""
    text = tekst.strip().translate(_MINUS)
    if indikator.enhed == "ja_nej":
        found = _JA_NEJ.get(text.casefold())
        if found is None:
            raise ValueError(f"Skriv ja eller nej, eller {MANGLER} hvis kilden ikke oplyser det.")
        return found
    if indikator.enhed.startswith("kr"):
        if not _KRONER.fullmatch(text):
            raise ValueError(
                f"Skriv et beløb som 12.500 eller 12500,50, eller {MANGLER} hvis kilden ikke oplyser det."
            )
        return Decimal(text.replace(".", "").replace(",", "."))
    if not _TAL.fullmatch(text):
        raise ValueError(f"Skriv et tal som 2,75, eller {MANGLER} hvis kilden ikke oplyser det.")
    return Decimal(text.replace(",", "."))


def check_vaerdi(indikator: Indikator, vaerdi: Decimal | None) -> list[Fejl]:
    """Faults of a value: outside what can be meant, or more precise than is kept."""
    if vaerdi is None:
        return []
    if not indikator.mindst <= vaerdi <= indikator.hoejst:
        if indikator.enhed == "ja_nej":
            return [Fejl("vaerdi", "skal være 1 (ja) eller 0 (nej)")]
        return [
            Fejl(
                "vaerdi",
                f"skal være fra {indikator.vis_tal(indikator.mindst)} til {indikator.vis(indikator.hoejst)}",
            )
        ]
    if indikator.enhed == "ja_nej" and vaerdi not in (0, 1):
        return [Fejl("vaerdi", "skal være 1 (ja) eller 0 (nej)")]
    if count_decimals(vaerdi) > MAX_DECIMALER:
        return [Fejl("vaerdi", f"må højst have {MAX_DECIMALER} decimaler")]
    return []


def check_aar(aar: int, i_aar: int) -> list[Fejl]:
    """Faults of a financial year: before anything is kept, or not begun. `i_aar` is this year."""
    if FOERSTE_AAR <= aar <= i_aar:
        return []
    return [Fejl("aar", f"skal være fra {FOERSTE_AAR} til {i_aar}")]

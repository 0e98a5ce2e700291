"""What people type in Danish, read back: the inverse of `formater`. Errors are ValueError in Danish."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+")
_DATES = (
    re.compile(r"(?P<d>\d{1,2})[.\-/](?P<m>\d{1,2})[.\-/](?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
)
MAX_DIGITS = 15


def _number_parts(tekst: str, eksempel: str) -> tuple[bool, str, str]:
    """Sign, whole digits and decimals of a Danish number.

    "1.23" is refused: it is either a slip or an English decimal, and guessing would change the figure.
    """
    renset = _SPACES.sub("", tekst).replace("−", "-")
    negativ = renset.startswith("-")
    renset = renset.removeprefix("-")
    hele, komma, decimaler = renset.partition(",")
    if (komma and not decimaler) or (decimaler and not decimaler.isdecimal()):
        raise ValueError(f"Skriv et tal, for eksempel {eksempel}.")
    if "." in hele:
        if not _GROUPED.fullmatch(hele):
            raise ValueError(f"Punktum skiller tusinder, komma decimaler. Skriv for eksempel {eksempel}.")
        hele = hele.replace(".", "")
    if not (hele.isdecimal() and hele.isascii() and decimaler.isascii()):
        raise ValueError(f"Skriv et tal, for eksempel {eksempel}.")
    if len(hele) > MAX_DIGITS:
        raise ValueError(f"Tallet er for stort: højst {MAX_DIGITS} cifre.")
    return negativ, hele, decimaler


def parse_kroner(tekst: str) -> int:
    """Whole kroner from "1.234.567", "1234567", "1 234 567 kr." or "1.234,00"; øre are refused."""
    renset = re.sub(r"\s*(kr\.?|kroner)\s*$", "", tekst.strip(), flags=re.IGNORECASE)
    negativ, hele, decimaler = _number_parts(renset, "1.234.567")
    if decimaler.strip("0"):
        raise ValueError("Skriv beløbet i hele kroner uden øre, for eksempel 1.234.567.")
    return -int(hele) if negativ else int(hele)


def parse_koordinat(tekst: str) -> Decimal:
    """Degrees from "55,676098" or, as maps write them, "55.676098": point and comma both mean decimals."""
    renset = _SPACES.sub("", tekst).replace("−", "-").removesuffix("°").replace(",", ".")
    if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,20})?", renset):
        raise ValueError("Skriv grader med decimaler, for eksempel 55,676098.")
    return Decimal(renset)


def parse_decimal(tekst: str) -> Decimal:
    """A decimal from "1.234,5"; the precision that was typed is kept."""
    negativ, hele, decimaler = _number_parts(tekst.strip(), "1.234,5")
    tal = Decimal(f"{hele}.{decimaler}" if decimaler else hele)
    return -tal if negativ else tal


def parse_m2(tekst: str) -> Decimal:
    """Square metres from "7.400", "7.400,5" or "7.400 m²"; never negative."""
    areal = parse_decimal(re.sub(r"\s*(m2|m²|kvm\.?)\s*$", "", tekst.strip(), flags=re.IGNORECASE))
    if areal < 0:
        raise ValueError("Et areal kan ikke være negativt.")
    return areal


def parse_dato(tekst: str) -> dt.date:
    """A day from "31.12.2026", "31-12-2026", "31/12/2026" or "2026-12-31"."""
    for form in _DATES:
        if found := form.fullmatch(tekst.strip()):
            try:
                return dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                raise ValueError(f"Datoen {tekst.strip()} findes ikke.") from None
    raise ValueError("Skriv datoen som dag.måned.år, for eksempel 31.12.2026.")

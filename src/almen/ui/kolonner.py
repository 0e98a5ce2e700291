"""A column is declared once: `Kolonne` is the list's column, the export's column and its description."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from almen.ui import formater

Type = Literal[
    "tekst", "kroner", "heltal", "decimal", "m2", "pct", "dato", "tidspunkt", "ja_nej", "link", "chip"
]  # fmt: skip

NUMERIC: frozenset[str] = frozenset({"kroner", "heltal", "decimal", "m2", "pct"})
_FORMATS: dict[str, Callable[[Any], str]] = {
    "kroner": formater.heltal,
    "heltal": formater.heltal,
    "decimal": formater.decimal,
    "m2": formater.areal,
    "pct": formater.decimal,
    "dato": formater.dato_kort,
    "tidspunkt": formater.tidspunkt,
    "ja_nej": formater.ja_nej,
}
_UNITS = {"kroner": "kr.", "m2": "m²", "pct": "pct."}


@dataclass(frozen=True, slots=True)
class Kolonne:
    """One column.

    - id: name in the URL's sorting, stable; titel: heading
    - vaerdi: accessor with points ("projekt.adresse") or a function of the row; None shows as an en dash
    - type: how it is formatted, and which kind of cell it is in the export
    - url: accessor or function that gives the cell's link
    - sorter: ORM fields to sort by; None for a column that cannot be sorted
    - eksport: in the spreadsheet; skjult: in the spreadsheet only
    - tone: function of the row that gives a chip's tone
    - beskrivelse: what the column means, shown as help and in the spreadsheet's second sheet
    """

    id: str
    titel: str
    vaerdi: str | Callable[[Any], Any]
    type: Type = "tekst"
    url: str | Callable[[Any], str | None] | None = None
    sorter: tuple[str, ...] | str | None = None
    eksport: bool = True
    skjult: bool = False
    tone: Callable[[Any], str] | None = None
    beskrivelse: str = ""

    @property
    def numerisk(self) -> bool:
        """Right-aligned with figures of equal width."""
        return self.type in NUMERIC

    @property
    def overskrift(self) -> str:
        """Heading with the unit, so that cells hold figures only."""
        enhed = _UNITS.get(self.type)
        return f"{self.titel} ({enhed})" if enhed else self.titel

    @property
    def sort_fields(self) -> tuple[str, ...]:
        """The ORM fields, always a tuple."""
        return (self.sorter,) if isinstance(self.sorter, str) else self.sorter or ()

    def value(self, row: Any) -> Any:
        """The raw value: what the export writes."""
        return _resolve(self.vaerdi, row)

    def text(self, vaerdi: Any) -> str:
        """The value as people read it, without its unit."""
        if vaerdi is None or vaerdi == "":
            return formater.INGEN
        formatter = _FORMATS.get(self.type)
        return formatter(vaerdi) if formatter else str(vaerdi)

    def html(self, row: Any) -> str | SafeString:
        """The cell's content for the page, escaped."""
        vaerdi = self.value(row)
        tekst: str | SafeString = self.text(vaerdi)
        if self.type == "chip" and vaerdi not in (None, ""):
            tone = self.tone(row) if self.tone else "neutral"
            tekst = format_html('<span class="a-chip a-tone-{}">{}</span>', tone, tekst)
        adresse = _resolve(self.url, row) if self.url is not None and vaerdi not in (None, "") else None
        return format_html('<a href="{}">{}</a>', adresse, tekst) if adresse else tekst


def _resolve(accessor: str | Callable[[Any], Any], row: Any) -> Any:
    """A value by function or by path. A missing link on the way gives None; a misspelt name is an error."""
    if callable(accessor):
        return accessor(row)
    value = row
    for part in accessor.split("."):
        if value is None:
            return None
        value = value[part] if isinstance(value, dict) else getattr(value, part)
    return value() if callable(value) else value


def shown(kolonner: Sequence[Kolonne]) -> list[Kolonne]:
    """The columns of the page."""
    return [k for k in kolonner if not k.skjult]


def exported(kolonner: Sequence[Kolonne]) -> list[Kolonne]:
    """The columns of the spreadsheet."""
    return [k for k in kolonner if k.eksport]

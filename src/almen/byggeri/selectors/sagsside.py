"""What the case's own page says of the project: facts, and the amounts of Skema A, B and C side by side."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from almen.byggeri.models import Bogstav
from almen.byggeri.selectors.projektdata import Skemadata, projektdata_of
from almen.organisationer.models import Boligtype
from almen.sager.models import Sag
from almen.ui import formater

LETTERS = (Bogstav.A, Bogstav.B, Bogstav.C)
BLOCKS: tuple[tuple[str, str], ...] = (
    ("grundudgifter", "Grundudgifter"),
    ("haandvaerkerudgifter", "Håndværkerudgifter"),
    ("omkostninger", "Omkostninger"),
    ("gebyrer", "Gebyrer"),
    ("tilskud", "Tilskud (trækkes fra)"),
)


def boliger_text(skema: Skemadata) -> str:
    """`83 ungdomsboliger og 6 familieboliger`; without a number only the type is named."""
    parts = []
    for item in skema.dele:
        navn = Boligtype(item.projektdel.boligtype).label.lower()
        if item.antal is None:
            parts.append(navn)
        else:
            parts.append(formater.antal(item.antal, navn.removesuffix("er"), navn))
    return " og ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def oplysninger(sag: Sag) -> list[tuple[str, Any]]:
    """The project's facts as (label, text); what is not known is left out."""
    data = projektdata_of(sag)
    projekt, current = data.projekt, data.current
    rows: list[tuple[str, str]] = [
        ("Boliger", boliger_text(current)),
        ("Adresse", ", ".join(part for part in (projekt.adresse, projekt.bydel) if part)),
        ("Bruttoareal", formater.m2(current.bruttoareal_m2.normalize()) if current.bruttoareal_m2 else ""),
        ("Lokalplan", projekt.lokalplan),
        ("Afdeling og byggeafsnit", projekt.lbf_byggeafsnit),
        ("Tilsagn givet", formater.dato(projekt.tilsagn_dato) if projekt.tilsagn_dato else ""),
        ("Forventet Skema B", formater.dato(projekt.forventet_skema_b) if projekt.forventet_skema_b else ""),
        (
            "Forventet ibrugtagning",
            formater.dato(projekt.forventet_ibrugtagning) if projekt.forventet_ibrugtagning else "",
        ),
        ("Grundkapital højst, inkl. reserve", _kroner(projekt.grundkapital_maks)),
        ("Garanti højst", _kroner(projekt.garanti_maks)),
        ("Långiver", projekt.laangiver),
    ]
    return [(label, value) for label, value in rows if value]


def _kroner(amount: int | None) -> str:
    return "" if amount is None else formater.kroner(amount)


def total(skema: Skemadata, field: str) -> int | None:
    """A field summed over the parts; None if any part lacks it."""
    values = [getattr(item, field) for item in skema.dele]
    return None if any(value is None for value in values) else sum(values)


def oekonomi(sag: Sag) -> dict[str, Any] | None:
    """Columns and rows for `<c-money-table>`: the latest version of each Skema, and the change from A to the
    last.

    Without any amount there is no table.
    """
    data = projektdata_of(sag)
    return amounts_table([item for item in (data.standing(letter) for letter in LETTERS) if item is not None])


def offentligt(sag: Sag) -> dict[str, Any]:
    """What anybody may read of the project in a public case: dwellings and amounts that a decision has fixed."""
    data = projektdata_of(sag)
    skemaer = [item for item in (data.fixed(letter) for letter in LETTERS) if item is not None]
    dwellings = [("Boliger", boliger_text(skemaer[-1]))] if skemaer else []
    return {"oplysninger": dwellings, "beloeb": amounts_table(skemaer)}


def amounts_table(skemaer: list[Skemadata]) -> dict[str, Any] | None:
    """Columns and rows for `<c-money-table>`, a column for each Skema; None without any amount."""
    if all(total(item, "anskaffelsessum") is None for item in skemaer):
        return None
    rows: list[dict[str, Any]] = []
    for field, titel in BLOCKS:
        amounts = [total(item, field) for item in skemaer]
        if any(amounts):
            rows.append({"titel": titel, "beloeb": amounts, "sum": False})
    rows.append(
        {"titel": "Anskaffelsessum", "beloeb": [item.anskaffelsessum for item in skemaer], "sum": True}
    )
    columns = [f"Skema {item.skema.bogstav}" for item in skemaer]
    if len(skemaer) > 1:
        columns += ["Ændring", "Ændring i pct."]
        for row in rows:
            row["beloeb"] = [*row["beloeb"], *difference(row["beloeb"][0], row["beloeb"][len(skemaer) - 1])]
    return {"columns": columns, "rows": rows}


def difference(first: int | None, last: int | None) -> tuple[int | None, str | None]:
    """The change in kroner and, as text with sign, in percent with one decimal."""
    if first is None or last is None:
        return None, None
    change = last - first
    if first == 0:
        return change, None
    pct = (Decimal(change) * 100 / Decimal(first)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    sign = "+" if pct > 0 else ""
    return change, f"{sign}{formater.pct(pct)}"

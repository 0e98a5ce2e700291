"""Figures on so few persons that the public is not told them. The one place that pages for the public ask.

The rule in words: a share is kept back if the persons it counts, or the rest of the group, may be fewer than five; another
figure if the group it is measured on may be. How many they are is reckoned from the area's residents on the same list and the
smallest part of them that the group is taken to be (`indikatorer.yaml`). Where residents are not known, nothing is told. What
is no figure on residents (the country's mean, lists in a row) is always told, and so is that a source does not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum

from almen.omraader.indikatorer import BEBOERE, Indikator, find_indikator, grupper_by_id, load_katalog


class Skjult(Enum):
    """Stands where a figure is kept back."""

    SKJULT = "skjult"

    def __str__(self) -> str:
        return "Vises ikke"


SKJULT = Skjult.SKJULT
UDEN_GRUPPE = "ingen"


def faerrest() -> int:
    """The number of persons from which a figure is told."""
    return load_katalog().diskretion.faerrest


def rule_text() -> str:
    """The rule as the public reads it."""
    return (
        f"Tal, der kan være opgjort på færre end {faerrest()} personer, vises ikke. Hvor mange personer et tal dækker, er regnet "
        "forsigtigt ud fra områdets beboere på samme liste."
    )


def is_small(indikator: str, vaerdi: Decimal | None, beboere: Decimal | int | None) -> bool:
    """True if the figure may be on fewer than five persons. `beboere`: the area's residents on the same list, None unknown.

    An indicator that the catalogue no longer has is not known to be on many, so it is small.
    """
    found = find_indikator(indikator)
    if vaerdi is None or (found is not None and found.gruppe == UDEN_GRUPPE):
        return False
    if found is None:
        return True
    if found.id == BEBOERE:
        return vaerdi < faerrest()
    if beboere is None:
        return True
    return _fewest(found, vaerdi, Decimal(beboere)) < faerrest()


def public_tal(tal: Mapping[str, Decimal | None]) -> dict[str, Decimal | Skjult | None]:
    """The figures of one area on one list as the public may see them; those kept back are `SKJULT`."""
    beboere = tal.get(BEBOERE)
    return {
        indikator: SKJULT if is_small(indikator, vaerdi, beboere) else vaerdi
        for indikator, vaerdi in tal.items()
    }


def _fewest(indikator: Indikator, vaerdi: Decimal, beboere: Decimal) -> Decimal:
    """How few persons the figure may be on: of a share the smaller part of the group, else the whole group."""
    group = beboere * grupper_by_id()[indikator.gruppe].mindst_pct / 100
    if not indikator.er_andel:
        return group
    return group * min(vaerdi, 100 - vaerdi) / 100

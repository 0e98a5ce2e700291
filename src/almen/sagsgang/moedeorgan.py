"""Bodies that have meetings, and their deadlines: profile data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from almen.sagsgang.profilskema import MoedeorganModel


@dataclass(frozen=True)
class Moedefrist:
    """How many days before a meeting something must be there: calendar days, or working days."""

    dage: int
    arbejdsdage: bool
    sikkerhed: str
    kilde: str


@dataclass(frozen=True)
class Moedeorgan:
    """A body that has meetings. `raad`: the municipality's highest; `almene_sager`: its share of almene items is watched (M3)."""

    aktoer: str
    raad: bool
    papirer_ind: Moedefrist
    dagsorden_ud: Moedefrist
    almene_sager: bool = False


def build_moedeorganer(models: Mapping[str, MoedeorganModel]) -> tuple[Moedeorgan, ...]:
    """The bodies as the profile writes them, in its order."""
    return tuple(
        Moedeorgan(
            id_,
            item.raad,
            Moedefrist(**item.papirer_ind.model_dump()),
            Moedefrist(**item.dagsorden_ud.model_dump()),
            item.almene_sager,
        )
        for id_, item in models.items()
    )

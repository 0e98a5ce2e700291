"""The parts of a mixed case: which steps each kind (e.g. each dwelling type) goes through, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass

from almen.sagsgang.definition import Faktum, Sagsgang
from almen.sagsgang.tilstand import Fakta, Tilstand, Trintilstand, gaelder
from almen.sagsgang.udfald import Trinstatus

_LEFT = frozenset({Trinstatus.AABEN, Trinstatus.VENTER, Trinstatus.STANDSET, Trinstatus.FORKASTET})
_COUNTED = _LEFT | {Trinstatus.UDFOERT}


@dataclass(frozen=True, slots=True)
class Delforloeb:
    """One value of the fact that divides the case: the mandatory and the taken steps that apply to it, in order."""

    vaerdi: str
    navn: str
    trin: tuple[Trintilstand, ...]

    @property
    def udfoerte(self) -> int:
        """Steps done."""
        return sum(1 for item in self.trin if item.status is Trinstatus.UDFOERT)

    @property
    def mangler(self) -> tuple[Trintilstand, ...]:
        """Steps not done yet."""
        return tuple(item for item in self.trin if item.status in _LEFT)

    @property
    def faerdig(self) -> bool:
        """True when nothing is left of this part's way; the case is finished when that is so of every part."""
        return not self.mangler


def split_forloeb(sagsgang: Sagsgang, fakta: Fakta, tilstand: Tilstand) -> tuple[Delforloeb, ...]:
    """The case's state part by part; empty unless a fact with several values sends them different ways."""
    for faktum in sagsgang.fakta:
        values = fakta.get(faktum.id)
        if (
            not faktum.flere
            or isinstance(values, str)
            or not isinstance(values, frozenset | set | tuple | list)
        ):
            continue
        named = [(value, navn) for value, navn in faktum.vaerdier if value in values]
        parts = tuple(
            Delforloeb(value, navn, _steps(sagsgang, fakta, tilstand, faktum, value)) for value, navn in named
        )
        if len({tuple(item.id for item in part.trin) for part in parts}) > 1:
            return parts
    return ()


def _steps(
    sagsgang: Sagsgang, fakta: Fakta, tilstand: Tilstand, faktum: Faktum, value: str
) -> tuple[Trintilstand, ...]:
    alone = {**fakta, faktum.id: frozenset({value})}
    return tuple(
        state
        for trin in sagsgang.orden
        if (state := tilstand.trin[trin.id]).status in _COUNTED
        and not (trin.valgfrit and state.status is Trinstatus.VENTER)
        and gaelder(trin, alone)
    )

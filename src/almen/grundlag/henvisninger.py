"""What rooms above add to the pages of a base and its versions: they subscribe, since an import would point upwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from almen.grundlag.models import Administrationsgrundlag, Grundlagsversion


@dataclass(frozen=True)
class Henvisning:
    """A way from here: the words, a note, the address, and whether it is an act that the user may do."""

    tekst: str
    note: str
    url: str
    handling: bool = False


OfVersion = Callable[[Grundlagsversion, Any], list[Henvisning]]
OfGrundlag = Callable[[Administrationsgrundlag, Any], list[Henvisning]]
OfOversigt = Callable[[Any], list[Henvisning]]
on_oversigt: list[OfOversigt] = []
on_version: list[OfVersion] = []
on_grundlag: list[OfGrundlag] = []


def of_oversigt(bruger: Any) -> list[Henvisning]:
    """What the user can go to from the page of all bases: changes and proposals."""
    return [item for ask in on_oversigt for item in ask(bruger)]


def of_version(version: Grundlagsversion, bruger: Any) -> list[Henvisning]:
    """What the user can go to from a version: cases handled under it, the case that adopted it."""
    return [item for ask in on_version for item in ask(version, bruger)]


def of_grundlag(grundlag: Administrationsgrundlag, bruger: Any) -> list[Henvisning]:
    """What the user can go to from a base: changes under way, and opening one."""
    return [item for ask in on_grundlag for item in ask(grundlag, bruger)]

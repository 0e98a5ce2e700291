"""How a municipality writes to its bodies: the sections of an indstilling, and which items are standard."""

from __future__ import annotations

from dataclasses import dataclass

from almen.sagsgang.definition import Trin
from almen.sagsgang.profilskema import PapirerModel


@dataclass(frozen=True)
class Papirafsnit:
    """A section of a paper: its heading, and which parts of the content stand in it."""

    overskrift: str
    indhold: tuple[str, ...]


@dataclass(frozen=True)
class Indstillingsform:
    """Which sections an indstilling to these bodies has."""

    organer: tuple[str, ...]
    afsnit: tuple[Papirafsnit, ...]
    sikkerhed: str
    kilde: str
    note: str = ""


@dataclass(frozen=True)
class Standardindstilling:
    """A standard item: the steps of `organ` with all of `virkninger`, while all of `kontroller` answer yes."""

    id: str
    navn: str
    organ: str
    virkninger: tuple[str, ...]
    kontroller: tuple[str, ...]
    tekst: str
    sikkerhed: str
    kilde: str


@dataclass(frozen=True)
class Papirprofil:
    """How the municipality writes to its bodies; `indstiller` is the actor that recommends."""

    indstiller: str
    indstillinger: tuple[Indstillingsform, ...]
    standardindstillinger: tuple[Standardindstilling, ...]

    def form_for(self, organ: str) -> Indstillingsform | None:
        """The form of an indstilling to this body; None if none is written to it."""
        return next((item for item in self.indstillinger if organ in item.organer), None)

    def standard_for(self, trin: Trin) -> Standardindstilling | None:
        """The standard item that this step can be, if its checks say so; None if it is none."""
        return next(
            (
                item
                for item in self.standardindstillinger
                if item.organ == trin.aktoer and set(item.virkninger) <= set(trin.virkninger)
            ),
            None,
        )


def build_papirprofil(model: PapirerModel) -> Papirprofil:
    """What the profile file says of papers."""
    return Papirprofil(
        model.indstiller,
        tuple(
            Indstillingsform(
                item.organer,
                tuple(Papirafsnit(part.overskrift, part.indhold) for part in item.afsnit),
                item.sikkerhed,
                item.kilde,
                item.note,
            )
            for item in model.indstillinger
        ),
        tuple(Standardindstilling(**item.model_dump()) for item in model.standardindstillinger),
    )

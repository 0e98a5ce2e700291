"""The points that a case's whole way is measured at, and the stretches between them, as data (`straekninger.yaml`)."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from almen.sagsgang.skema import Id, Model, Tekst
from almen.sagsgang.yamlmodel import parse_yaml

FIL = Path(__file__).with_name("straekninger.yaml")
LED = {"lokalplan": "Lokalplan", "stoettesag": "Støttesag", "byggesag": "Byggesag"}
FELTER = {
    "lokalplan": ("startredegoerelse", "forslag", "hoering_slut", "vedtaget"),
    "byggesag": ("ansoegt", "tilladelse", "ibrugtaget"),
}


class Punkt(Model):
    """A day on the way: of which link, and where it is written.

    `felt`: a field of the local plan or of the building case. `trin`: steps, of which the case's own route settles which counts.
    `flere`: the first or the last day where the project lies in several plans. `ellers`: the point whose day stands in where this
    one's is not known. `kort` heads a column of the page; without it the day is in the export only.
    """

    id: Id
    navn: Tekst
    kort: str = ""
    led: Literal["lokalplan", "stoettesag", "byggesag"]
    felt: Id | None = None
    trin: tuple[Id, ...] = ()
    flere: Literal["foerste", "sidste"] | None = None
    ellers: Id | None = None
    note: str = ""

    @property
    def led_navn(self) -> str:
        """What the link is called."""
        return LED[self.led]

    @model_validator(mode="after")
    def _has_one_source(self) -> Punkt:
        if (self.led == "stoettesag") != bool(self.trin) or bool(self.trin) == (self.felt is not None):
            raise ValueError(f"“{self.id}” skal have trin i støttesagen og ellers netop ét felt")
        if self.felt is not None and self.felt not in FELTER[self.led]:
            raise ValueError(
                f"“{self.id}” nævner feltet “{self.felt}”; tilladt er {', '.join(FELTER[self.led])}"
            )
        if (self.led == "lokalplan") != (self.flere is not None):
            raise ValueError(
                f"“{self.id}” skal sige, hvilken dag der tæller ved flere planer, hvis og kun hvis den er lokalplanens"
            )
        return self


class Straekning(Model):
    """From one point to a later one. `kort` as a point's."""

    id: Id
    navn: Tekst
    kort: str = ""
    fra: Id
    til: Id


class Vejkort(Model):
    """One case type's points, in the order in which they are meant to come, and its stretches, the whole way first."""

    punkter: Annotated[tuple[Punkt, ...], Field(min_length=2)]
    straekninger: Annotated[tuple[Straekning, ...], Field(min_length=1)]

    @cached_property
    def punkt(self) -> dict[str, Punkt]:
        """Points by id."""
        return {item.id: item for item in self.punkter}

    @cached_property
    def straekning(self) -> dict[str, Straekning]:
        """Stretches by id."""
        return {item.id: item for item in self.straekninger}

    @model_validator(mode="after")
    def _hangs_together(self) -> Vejkort:
        order = [item.id for item in self.punkter]
        for kind, ids in (("punktet", order), ("strækningen", [item.id for item in self.straekninger])):
            if double := sorted({id_ for id_ in ids if ids.count(id_) > 1}):
                raise ValueError(f"har {kind} “{double[0]}” to gange")
        asked = [(item.id, end) for item in self.straekninger for end in (item.fra, item.til)]
        asked += [(item.id, item.ellers) for item in self.punkter if item.ellers is not None]
        for owner, point in asked:
            if point not in order:
                raise ValueError(f"nævner punktet “{point}” i “{owner}”, som ikke findes")
        for item in self.straekninger:
            if order.index(item.fra) >= order.index(item.til):
                raise ValueError(f"har strækningen “{item.id}”, som ikke går fremad")
        return self


class Vejkatalog(Model):
    """The whole file: case type → its points and stretches."""

    sagstyper: Annotated[dict[Id, Vejkort], Field(min_length=1)]


def parse_straekninger(tekst: str, filnavn: str) -> Vejkatalog:
    """The file's content. Raises SagsgangFejl naming the file and the field."""
    return parse_yaml(Vejkatalog, tekst, filnavn)


@lru_cache(maxsize=1)
def load_straekninger() -> Vejkatalog:
    """What ships with the program. Raises SagsgangFejl."""
    return parse_straekninger(FIL.read_text(encoding="utf-8"), FIL.name)


def vejkort_of(sagstype: str) -> Vejkort:
    """The points and stretches of a case type. Raises KeyError for one that has none."""
    return load_straekninger().sagstyper[sagstype]

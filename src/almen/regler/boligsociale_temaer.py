"""The themes that Landsbyggefonden's regulation gives boligsociale helhedsplaner, by period."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from almen.regler.dansk import format_periode
from almen.regler.fejl import ParameterFilFejl, UdenForGyldighed
from almen.regler.parameter import Interval, day_after
from almen.regler.resultat import Kilde, Sikkerhed
from almen.regler.schema import describe_validation

FIL = Path(__file__).with_name("boligsociale_temaer.yaml")
TEMAER = "boligsocial.temaer"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Tema(_Model):
    """A theme; its id is what plans keep."""

    id: str = Field(pattern=r"^[a-z0-9_]{1,60}$")
    navn: str = Field(min_length=1)


class Temaperiode(_Model):
    """The themes of a regulation's period; both days belong to it."""

    id: str
    navn: str
    fra: date
    til: date | None
    hjemmel: str = Field(min_length=1)
    kilde: str = Field(min_length=1)
    sikkerhed: Sikkerhed
    note: str = ""
    temaer: tuple[Tema, ...] = Field(min_length=1)

    def covers(self, dag: date) -> bool:
        """True if the day lies in the period."""
        return self.fra <= dag and (self.til is None or dag <= self.til)

    def find(self, id_: str) -> Tema | None:
        """The theme with that id, None if the period has no such theme."""
        return next((tema for tema in self.temaer if tema.id == id_), None)

    @property
    def periode_tekst(self) -> str:
        """`1. januar 2020 – 31. december 2026`."""
        return format_periode(self.fra, self.til)

    @property
    def som_kilde(self) -> Kilde:
        """The regulation as a source in a result."""
        navne = "; ".join(tema.navn for tema in self.temaer)
        return Kilde(
            TEMAER,
            navne,
            self.hjemmel,
            self.fra,
            self.til,
            self.kilde,
            self.sikkerhed,
            navn=f"Temaer, {self.navn}",
            vaerdi_tekst=navne,
            note=self.note,
        )

    def warn_usikker(self) -> str | None:
        """The sentence a page must carry when it rests on this period, None for a sure one."""
        if self.sikkerhed is Sikkerhed.SIKKER:
            return None
        grad = (
            "uafklarede"
            if self.sikkerhed is Sikkerhed.UAFKLARET
            else "sandsynlige, men ikke læst i regulativet"
        )
        return f"Temaerne ({self.periode_tekst}) er {grad}. {self.note}".strip()


class _Fil(_Model):
    perioder: tuple[Temaperiode, ...]


@lru_cache(maxsize=1)
def load_temaperioder() -> tuple[Temaperiode, ...]:
    """All periods, the oldest first. Raises ParameterFilFejl naming the key, or two periods that overlap."""
    try:
        perioder = _Fil.model_validate(yaml.safe_load(FIL.read_text(encoding="utf-8"))).perioder
    except ValidationError as fejl:
        raise ParameterFilFejl(f"{FIL.name}: " + "; ".join(describe_validation(fejl))) from fejl
    ordnet = tuple(sorted(perioder, key=lambda p: p.fra))
    for foer, efter in pairwise(ordnet):
        if Interval(foer.fra, day_after(foer.til)).overlaps(Interval(efter.fra, day_after(efter.til))):
            raise ParameterFilFejl(f"{FIL.name}: {efter.id} overlapper {foer.id}")
    return ordnet


def themes_on(dag: date) -> Temaperiode:
    """The regulation's themes on the day of the grant. Raises UdenForGyldighed before the first known (2011)."""
    for periode in load_temaperioder():
        if periode.covers(dag):
            return periode
    perioder = [p.periode_tekst for p in load_temaperioder()]
    raise UdenForGyldighed(TEMAER, dag, perioder, "Temaer for boligsociale helhedsplaner")


def theme_name(id_: str) -> str:
    """What a theme is called, in whichever period it stands; the id itself if in none."""
    return next((t.navn for p in reversed(load_temaperioder()) if (t := p.find(id_))), id_)

"""The catalogue of key figures: the common ones (`indikatorer.yaml`) and the municipality's own (its profile)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import model_validator

from almen.organisationer.selectors import current_profil
from almen.regler.dansk import format_tal
from almen.sagsgang.fejl import Fejl, SagsgangFejl
from almen.sagsgang.profil import Profil
from almen.sagsgang.skema import Model
from almen.sagsgang.tilsynsindikator import Tilsynsindikator
from almen.sagsgang.yamlmodel import parse_yaml

FIL = Path(__file__).with_name("indikatorer.yaml")
ENHEDER = {
    "kr_pr_bolig": "kr. pr. bolig",
    "kr_pr_m2": "kr. pr. m²",
    "kr": "kr.",
    "pct": "pct.",
    "tal": "",
    "ja_nej": "",
}
Niveau = Literal["organisation", "afdeling"]


class Indikator(Tilsynsindikator):
    """A key figure. `egen`: the municipality's own."""

    egen: bool = False

    @property
    def enhed_tekst(self) -> str:
        """ "kr. pr. bolig", "kr. pr. m²", "kr.", "pct." or nothing."""
        return ENHEDER[self.enhed]

    def is_of(self, niveau: Niveau) -> bool:
        """True if an organisation, or an afdeling, can have this figure."""
        return self.niveau in (niveau, "begge")

    def vis(self, vaerdi: Decimal | None) -> str:
        """A value in words with its unit: "1.234 kr. pr. bolig", "2,50 pct.", "Ja"; "" for None."""
        if vaerdi is None:
            return ""
        return f"{self.vis_tal(vaerdi)} {self.enhed_tekst}".strip()

    def vis_tal(self, vaerdi: Decimal) -> str:
        """A value without its unit, with the figure's own decimals; yes and no as words."""
        if self.enhed == "ja_nej":
            return "Ja" if vaerdi else "Nej"
        return format_tal(vaerdi.quantize(Decimal(1).scaleb(-self.decimaler), rounding=ROUND_HALF_UP))


class Katalog(Model):
    """The whole file."""

    indikatorer: tuple[Indikator, ...]

    @model_validator(mode="after")
    def _distinct(self) -> Katalog:
        ids = [item.id for item in self.indikatorer]
        if double := sorted({id_ for id_ in ids if ids.count(id_) > 1}):
            raise ValueError(f"har nøgletallet “{double[0]}” to gange")
        return self


def parse_katalog(tekst: str, filnavn: str) -> Katalog:
    """The file's content. Raises SagsgangFejl naming the file and the field."""
    return parse_yaml(Katalog, tekst, filnavn)


@lru_cache(maxsize=1)
def load_katalog() -> Katalog:
    """What ships with the program. Raises SagsgangFejl."""
    return parse_katalog(FIL.read_text(encoding="utf-8"), FIL.name)


@lru_cache(maxsize=8)
def _of_kommune(own: tuple[Tilsynsindikator, ...]) -> Mapping[str, Indikator]:
    found = {item.id: item for item in load_katalog().indikatorer}
    for item in own:
        if item.id in found:
            raise SagsgangFejl(
                [Fejl("profil.yaml", "", "tilsynsindikatorer", f"“{item.id}” er fælles eller står to gange")]
            )
        found[item.id] = Indikator(**item.model_dump(), egen=True)
    return found


def load_indikatorer(profil: Profil | None = None) -> Mapping[str, Indikator]:
    """Every key figure of the municipality by its id, in order. Raises SagsgangFejl if its own takes a common id."""
    return _of_kommune((profil or current_profil()).tilsynsindikatorer)


def indikatorer_of(niveau: Niveau) -> tuple[Indikator, ...]:
    """Those that an organisation, or an afdeling, can have, in order."""
    return tuple(item for item in load_indikatorer().values() if item.is_of(niveau))


def find_indikator(id_: str) -> Indikator | None:
    """The key figure; None if the catalogue does not have it (any more)."""
    return load_indikatorer().get(id_)


def indikator_navn(id_: str) -> str:
    """Its name; the id itself if the catalogue no longer has it."""
    found = find_indikator(id_)
    return found.navn if found else id_

"""The standard themes of a dialogue's agenda: data with their source (`dialogtemaer.yaml`)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from almen.sagsgang.skema import Id, Model, Sikkerhed, Tekst
from almen.sagsgang.yamlmodel import parse_yaml

FIL = Path(__file__).with_name("dialogtemaer.yaml")


class Tema(Model):
    """One theme and the item that it makes."""

    id: Id
    navn: Tekst
    titel: Tekst
    oplaeg: str = ""


class Temaer(Model):
    """All of them, and where they come from."""

    kilde: Tekst
    sikkerhed: Sikkerhed
    note: str = ""
    temaer: Annotated[tuple[Tema, ...], Field(min_length=1)]


@lru_cache(maxsize=1)
def load_temaer() -> Temaer:
    """The themes that ship with the program. Raises SagsgangFejl."""
    return parse_yaml(Temaer, FIL.read_text(encoding="utf-8"), FIL.name)

"""What pages show of an application: its fields in words, its parts, and its amounts beside those before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import models

from almen.byggeri.models import Renovering, Renoveringsskema
from almen.byggeri.selectors.renovering import (
    Renoveringsdata,
    add_renoveringsskema,
    amounts_table,
    femtedel_of,
    lejestigning_of,
)
from almen.byggeri.services import RenoveringsskemaInput
from almen.ui import formater


@dataclass(frozen=True)
class Indhold:
    """Rows of words, a table of parts, and a table of amounts with the figures that follow from them."""

    oplysninger: list[tuple[str, str]] = field(default_factory=list)
    dele: Sequence[Any] = ()
    serviceareal: list[tuple[str, str]] = field(default_factory=list)
    beloeb: Mapping[str, Any] | None = None
    noegletal: list[tuple[str, str]] = field(default_factory=list)


def as_row(model: type[Any], navn: str, value: Any) -> tuple[str, str]:
    """A field's name and value in words; how it is written follows from the kind of the model's field."""
    label = model.title_of(navn)
    return f"{label[:1].upper()}{label[1:]}", _in_words(model._meta.get_field(navn), value)


def _in_words(found: Any, value: Any) -> str:
    if isinstance(value, bool):
        return formater.ja_nej(value)
    if isinstance(found, models.DateField):
        return formater.dato(value)
    if isinstance(found, models.PositiveBigIntegerField):
        return formater.kroner(value)
    if isinstance(found, models.DecimalField):
        return formater.m2(value)
    if isinstance(found, models.PositiveIntegerField):
        return formater.heltal(value)
    return str(dict(found.flatchoices).get(value, value))


def show_tal(
    bogstav: str,
    tal: RenoveringsskemaInput,
    data: Renoveringsdata | None,
    oplysninger: list[tuple[str, str]] | None = None,
) -> Indhold:
    """A renovation's figures beside those of the Skema before in `data`, with rent, loans and the municipality's part."""
    before = [item for item in data.shown if item.bogstav < bogstav] if data else []
    copy = Renoveringsdata(data.renovering if data else Renovering(), before)
    skema = add_renoveringsskema(copy, bogstav, asdict(tal))
    return Indhold(oplysninger or [], beloeb=amounts_table(copy), noegletal=_noegletal(copy, skema))


def _noegletal(data: Renoveringsdata, skema: Renoveringsskema) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for slags, navn in (("stoettet", "Støttet låns løbetid"), ("ustoettet", "Ustøttet låns løbetid")):
        if (years := getattr(skema, f"loebetid_{slags}")) is not None:
            rows.append((navn, f"{years} år"))
    for navn, value in (("Husleje før", skema.leje_foer_m2), ("Husleje efter", skema.leje_efter_m2)):
        if value is not None:
            rows.append((navn, f"{formater.decimal(value)} kr. pr. m² om året"))
    if (rise := lejestigning_of(skema)) is not None:
        pct = "" if rise.pct is None else f" ({formater.pct(rise.pct)})"
        rows.append(("Huslejen stiger", f"{formater.decimal(rise.kroner)} kr. pr. m² om året{pct}"))
    if (delt := femtedel_of(skema, data.parametre)) is not None:
        rows.append(("Kommunens del af kapitaltilførslen", formater.kroner(delt.kommune)))
    return rows

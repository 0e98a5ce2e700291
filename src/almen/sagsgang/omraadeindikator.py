"""A yearly figure on housing areas as a file describes it: what it is, on whom it is measured, and how sure that is."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from almen.sagsgang.skema import Id, Model, Sikkerhed, Tekst


class Omraadeindikator(Model):
    """One indicator. `gruppe` is the group of residents it is measured on, `udsat` the end that tells of a vulnerable area.

    `hoejst` is the largest value that can be meant. `kilde` None: the law (see `paragraf` of the statutory ones).
    """

    id: Annotated[Id, StringConstraints(max_length=40)]
    navn: Tekst
    kort: Tekst
    enhed: Literal["personer", "procent", "kroner", "lister"]
    gruppe: Literal["alle", "voksne_18_64", "voksne", "voksne_30_59", "indkomst_15_64", "unge", "ingen"]
    maalt_paa: Tekst
    udsat: Literal["hoej", "lav"] | None = None
    hoejst: Annotated[Decimal, Field(gt=0)] = Decimal(100)
    sikkerhed: Sikkerhed = "sikker"
    kilde: str = ""
    note: str = ""

"""A yearly key figure of supervision as a file describes it: what it is, whose it is, which end is bad, and how sure that is."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from almen.sagsgang.skema import Id, Model, Sikkerhed, Tekst


class Tilsynsindikator(Model):
    """One key figure of a financial year.

    `niveau`: whose it is. `daarligt`: the end that asks for attention. `mindst` and `hoejst` bound what can be meant; a
    figure outside is a fault. `konto`: the account it is, only where a source says so. `sammenlignes`: a figure is held
    against those of like afdelinger.
    """

    id: Annotated[Id, StringConstraints(max_length=60)]
    navn: Tekst
    kort: Tekst
    enhed: Literal["kr_pr_bolig", "kr_pr_m2", "kr", "pct", "tal", "ja_nej"]
    decimaler: Annotated[int, Field(ge=0, le=4, strict=True)] = 0
    niveau: Literal["organisation", "afdeling", "begge"] = "begge"
    daarligt: Literal["hoej", "lav", "ingen"] = "ingen"
    mindst: Decimal = Decimal(0)
    hoejst: Decimal
    sammenlignes: bool = True
    konto: str = ""
    maalt_paa: Tekst
    kilde: Tekst
    sikkerhed: Sikkerhed
    note: str = ""

    @model_validator(mode="after")
    def _bounds(self) -> Tilsynsindikator:
        if self.mindst >= self.hoejst:
            raise ValueError("skal have en hoejst, der er større end mindst")
        if self.enhed == "ja_nej" and (self.mindst, self.hoejst, self.decimaler) != (0, 1, 0):
            raise ValueError("er ja eller nej og skal gå fra 0 til 1")
        return self

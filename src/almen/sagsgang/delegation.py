"""Delegations as a profile writes them: which body has left which kinds of case to whom, and the decision that it rests on."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from almen.sagsgang.skema import Id, Model, Tekst, VedtagelseModel


class Profildelegation(Model):
    """One delegation. `fra` None: since before our first source; `til` None: until further notice.

    `vedtaget` names the body that delegated; without a day the day has not been found.
    """

    id: Annotated[Id, StringConstraints(max_length=40)]
    navn: Annotated[Tekst, StringConstraints(max_length=160)]
    til_aktoer: Id
    sagstyper: Annotated[tuple[Id, ...], Field(min_length=1)]
    fra: dt.date | None = None
    til: dt.date | None = None
    vedtaget: VedtagelseModel
    note: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Profildelegation:
        if self.fra and self.til and self.til < self.fra:
            raise ValueError("har en periode, der slutter, før den begynder")
        if len(set(self.sagstyper)) != len(self.sagstyper):
            raise ValueError("nævner en sagstype to gange")
        return self

"""What an application says, read and typed: the one form in which portal, API and cases exchange it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from almen.ansoegninger.arter import Slags, slags_of
from almen.byggeri.services import DelInput, RenoveringsskemaInput, ServicearealInput
from almen.organisationer.models import Boligorganisation
from almen.regler.fejl import UgyldigtInput
from almen.regler.samling import Parametre
from almen.sager.models import Sag


def felter_of(art: str, parametre: Parametre | None = None) -> tuple[str, ...]:
    """Every field that this kind of application may set."""
    return slags_of(art).felter(parametre)


@dataclass(frozen=True)
class Ansoegning:
    """An application. `felter` are fields of the project or the renovation; kroner as int, m² as Decimal, days as date;
    afdelinger by number. `dele` and `serviceareal` belong to new building, `tal` to a renovation's Skema. None = not known.
    """

    art: str
    titel: str = ""
    felter: Mapping[str, Any] = field(default_factory=dict)
    dele: tuple[DelInput, ...] = ()
    serviceareal: ServicearealInput | None = None
    tal: RenoveringsskemaInput | None = None
    tekst: str = ""

    @property
    def slags(self) -> Slags:
        """Its kind."""
        return slags_of(self.art)

    def to_data(self) -> dict[str, Any]:
        """As the submission keeps it: plain JSON, exact."""
        data = {
            "art": str(self.art),
            "titel": self.titel,
            "felter": {navn: value for navn, value in self.felter.items() if value not in (None, "")},
            **self.slags.to_data(self),
            "tekst": self.tekst,
        }
        return dict(json.loads(json.dumps(data, cls=DjangoJSONEncoder)))

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Ansoegning:
        """The inverse of `to_data`."""
        slags = slags_of(data["art"])
        return cls(
            art=data["art"],
            titel=data["titel"],
            felter={navn: slags.typed(navn, value) for navn, value in data["felter"].items()},
            tekst=data.get("tekst", ""),
            **slags.from_data(data),
        )


def check_ansoegning(
    ansoegning: Ansoegning,
    parametre: Parametre | None,
    boligorganisation: Boligorganisation,
    sag: Sag | None,
) -> None:
    """Raises UgyldigtInput with every fault that forbids sending, each at its field."""
    if fejl := ansoegning.slags.check(ansoegning, parametre, boligorganisation, sag):
        raise UgyldigtInput(fejl)

"""What an application says, read and typed: the one form in which portal, API and cases exchange it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from almen.ansoegninger.models import Art
from almen.byggeri.models import Projekt
from almen.byggeri.services import DelInput, ServicearealInput, check_felter
from almen.byggeri.services.inddata import check_dele, check_serviceareal
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.samling import Parametre
from almen.regler.skema import krav_ved

BOGSTAV: dict[str, str] = {Art.SKEMA_A: "A", Art.SKEMA_B: "B", Art.SKEMA_C: "C"}
PROJEKT = (
    "adresse",
    "bydel",
    "lokalplan",
    "forventet_tilsagn",
    "forventet_skema_b",
    "forventet_ibrugtagning",
)
_OPLYSNINGER: dict[str, tuple[str, ...]] = {
    Art.SKEMA_A: ("grundkapital_maks", "garanti_maks", "ejendomsvaerdi", "laangiver"),
    Art.SKEMA_B: ("laangiver", "ejendomsvaerdi", "byggetilladelse_m2", "forventet_ibrugtagning"),
    Art.SKEMA_C: ("sidste_bolig_faerdig", "udearealer_faerdige"),
    Art.SVAR: (),
}
MAX_TEKST = 5000


def facts_of(art: str, parametre: Parametre | None = None) -> tuple[str, ...]:
    """The points of the Skema's checklist that an applicant answers: those that the statute's parameters name."""
    bogstav = BOGSTAV.get(art)
    return krav_ved(bogstav.lower(), parametre) if bogstav else ()  # type: ignore[arg-type]


def oplysninger_of(art: str, parametre: Parametre | None = None) -> tuple[str, ...]:
    """The fields of the project that this kind of application asks about, the checklist last."""
    own = _OPLYSNINGER[art]
    return (*own, *(navn for navn in facts_of(art, parametre) if navn not in own))


def felter_of(art: str, parametre: Parametre | None = None) -> tuple[str, ...]:
    """Every field of the project that this kind of application may set."""
    return (*(PROJEKT if art == Art.SKEMA_A else ()), *oplysninger_of(art, parametre))


@dataclass(frozen=True)
class Ansoegning:
    """An application. `felter` are fields of the project; kroner as int, m² as Decimal, days as date; None = not known."""

    art: str
    titel: str = ""
    felter: Mapping[str, Any] = field(default_factory=dict)
    dele: tuple[DelInput, ...] = ()
    serviceareal: ServicearealInput | None = None
    tekst: str = ""

    @property
    def bogstav(self) -> str | None:
        """Which Skema it is about; None for an answer."""
        return BOGSTAV.get(self.art)

    def to_data(self) -> dict[str, Any]:
        """As the submission keeps it: plain JSON, exact."""
        data = {
            "art": str(self.art),
            "titel": self.titel,
            "felter": {navn: value for navn, value in self.felter.items() if value not in (None, "")},
            "dele": [item.as_data() for item in self.dele],
            "serviceareal": self.serviceareal.as_data() if self.serviceareal else None,
            "tekst": self.tekst,
        }
        return dict(json.loads(json.dumps(data, cls=DjangoJSONEncoder)))

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Ansoegning:
        """The inverse of `to_data`."""
        area = data.get("serviceareal")
        return cls(
            art=data["art"],
            titel=data["titel"],
            felter={navn: _typed(Projekt, navn, value) for navn, value in data["felter"].items()},
            dele=tuple(DelInput(**_areas(item)) for item in data["dele"]),
            serviceareal=ServicearealInput(**_areas(area)) if area else None,
            tekst=data.get("tekst", ""),
        )


def check_ansoegning(ansoegning: Ansoegning, parametre: Parametre | None = None) -> None:
    """Raises UgyldigtInput with every fault that forbids sending, each at its field."""
    fejl = _check_svar(ansoegning) if ansoegning.art == Art.SVAR else _check_skema(ansoegning, parametre)
    if fejl:
        raise UgyldigtInput(fejl)


def _check_svar(ansoegning: Ansoegning) -> list[Fejl]:
    if 1 <= len(ansoegning.tekst.strip()) <= MAX_TEKST:
        return []
    return [Fejl("tekst", f"skal være på 1 til {MAX_TEKST} tegn")]


def _check_skema(ansoegning: Ansoegning, parametre: Parametre | None) -> list[Fejl]:
    fejl: list[Fejl] = []
    if ansoegning.art == Art.SKEMA_A and not 1 <= len(ansoegning.titel.strip()) <= 200:
        fejl.append(Fejl("titel", "skal være på 1 til 200 tegn"))
    if len(ansoegning.tekst) > MAX_TEKST:
        fejl.append(Fejl("tekst", f"må højst være på {MAX_TEKST} tegn"))
    allowed = felter_of(ansoegning.art, parametre)
    label = Art(ansoegning.art).label
    unknown = [navn for navn in ansoegning.felter if navn not in allowed]
    fejl += [Fejl(navn[:60], f"hører ikke til {label}") for navn in unknown]
    known = {navn: value for navn, value in ansoegning.felter.items() if navn in allowed}
    fejl += _faults(check_dele, ansoegning.dele)
    fejl += _faults(check_serviceareal, ansoegning.serviceareal)
    return [*fejl, *_faults(check_felter, known)]


def _faults(check: Callable[[Any], None], value: Any) -> list[Fejl]:
    """What a check that raises has to say."""
    try:
        check(value)
    except UgyldigtInput as error:
        return list(error.fejl)
    return []


def _typed(model: type[Projekt], navn: str, value: Any) -> Any:
    return model._meta.get_field(navn).to_python(value)  # type: ignore[union-attr]


def _areas(item: Mapping[str, Any]) -> dict[str, Any]:
    """Areas are Decimal; JSON holds them as text."""
    return {
        navn: Decimal(value) if navn in ("bruttoareal_m2", "areal_m2") else value
        for navn, value in item.items()
    }

"""What follows from a housing area's class on a day: duties, bans and possibilities, with who acts, who approves and by when."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from almen.regler.dansk import MAANEDER
from almen.regler.fejl import Fejl, ParameterFilFejl, UgyldigtInput
from almen.regler.frister import Frist, compute_frist
from almen.regler.laes import load_parametre
from almen.regler.omraadeklasse import KLASSER
from almen.regler.parameter import Vaerdi
from almen.regler.resultat import Kilde, Sikkerhed, unique_kilder
from almen.regler.samling import Parametre
from almen.regler.schema import describe_validation

FIL = Path(__file__).with_name("omraadefoelger.yaml")
KLASSENAVNE = {klasse.id: klasse.navn for klasse in reversed(KLASSER)}
_TAL = re.compile(r"\{([a-z0-9_.]+)\}")


class Foelgeart(StrEnum):
    """Whether it must be done, must not be done, or may be done."""

    PLIGT = "pligt"
    FORBUD = "forbud"
    MULIGHED = "mulighed"


FOELGEARTER = {
    Foelgeart.PLIGT: "Skal",
    Foelgeart.FORBUD: "Må ikke",
    Foelgeart.MULIGHED: "Kan",
}


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Regelraekke(_Model):
    """What every rule kept as a row has; `fra` (None: the first day is not known) and `til` are both inclusive."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    navn: str = Field(min_length=1)
    art: Foelgeart
    fra: date | None
    til: date | None = None
    tekst: str = Field(min_length=1)
    udfoerer: str = Field(min_length=1)
    godkender: str = ""
    plan: str | None = None
    frist: str | None = None
    parametre: tuple[str, ...] = ()
    hjemmel: str = Field(min_length=1)
    kilde: str = Field(min_length=1)
    sikkerhed: Sikkerhed
    note: str = ""

    def covers(self, dag: date) -> bool:
        """True if the rule holds on the day."""
        return (self.fra is None or self.fra <= dag) and (self.til is None or dag <= self.til)

    @property
    def navngivne(self) -> tuple[str, ...]:
        """The parameters it names: in its text, beside it, and as its deadline."""
        frist = (self.frist,) if self.frist else ()
        return tuple(dict.fromkeys((*_TAL.findall(self.tekst), *self.parametre, *frist)))


class Foelgeregel(Regelraekke):
    """A row of `omraadefoelger.yaml`: what follows from the classes."""

    klasser: tuple[str, ...] = Field(min_length=1)
    tidligere: tuple[str, ...] = ()


class _Fil(_Model):
    foelger: tuple[Foelgeregel, ...]


@dataclass(frozen=True, slots=True)
class Foelge:
    """A rule as it holds for an area on a day; `tekst` with the day's figures.

    `klasser`: the area's classes that it follows from; `tidligere` is True if only a class that it had before does.
    `plan`: the kind of plan that is demanded. `frist`: the parameter with its deadline in months from the designation.
    """

    id: str
    navn: str
    art: Foelgeart
    klasser: tuple[str, ...]
    tidligere: bool
    tekst: str
    udfoerer: str
    godkender: str
    plan: str | None
    frist: str | None
    hjemmel: str
    sikkerhed: Sikkerhed
    note: str
    kilder: tuple[Kilde, ...]
    advarsler: tuple[str, ...]

    @property
    def kilde(self) -> Kilde:
        """The rule's own source; the figures' follow in `kilder`."""
        return self.kilder[0]

    def find_frist(self, udpeget: date, parametre: Parametre | None = None) -> Frist | None:
        """The day by which it must be done after the designation; None where no deadline is known."""
        return None if self.frist is None else compute_frist(self.frist, udpeget, parametre=parametre)


@lru_cache(maxsize=1)
def load_foelger() -> tuple[Foelgeregel, ...]:
    """The rules that ship with the program. Raises ParameterFilFejl naming the key."""
    try:
        regler = _Fil.model_validate(yaml.safe_load(FIL.read_text(encoding="utf-8"))).foelger
    except ValidationError as fejl:
        raise ParameterFilFejl(f"{FIL.name}: " + "; ".join(describe_validation(fejl))) from fejl
    for regel in regler:
        if ukendte := {*regel.klasser, *regel.tidligere} - KLASSENAVNE.keys():
            raise ParameterFilFejl(f"{FIL.name}: {regel.id}: ukendt klasse {', '.join(sorted(ukendte))}")
    return regler


def find_foelger(
    klasser: Collection[str],
    dag: date,
    *,
    tidligere: Collection[str] = (),
    parametre: Parametre | None = None,
) -> tuple[Foelge, ...]:
    """What follows from an area's classes on a day, duties first, then bans and possibilities.

    `tidligere`: classes it had on earlier lists; give them only for an area whose plan from then lives on. Raises
    UgyldigtInput for a class that the law does not know.
    """
    parametre = parametre or load_parametre()
    if ukendte := {*klasser, *tidligere} - KLASSENAVNE.keys():
        tilladt = f"tilladt er {', '.join(KLASSENAVNE)}"
        raise UgyldigtInput(
            [Fejl("klasser", f"»{navn[:40]}« kendes ikke; {tilladt}") for navn in sorted(ukendte)]
        )
    fundet = []
    for regel in load_foelger():
        if not regel.covers(dag):
            continue
        nu = tuple(k for k in regel.klasser if k in klasser)
        foer = tuple(k for k in regel.tidligere if k in tidligere)
        if nu or foer:
            fundet.append(apply_regel(regel, nu or foer, dag, parametre, tidligere=not nu))
    orden = list(Foelgeart)
    return tuple(sorted(fundet, key=lambda foelge: orden.index(foelge.art)))


def plan_kraevet(
    klasser: Collection[str],
    dag: date,
    *,
    tidligere: Collection[str] = (),
    parametre: Parametre | None = None,
) -> tuple[Foelge, ...]:
    """The duties that demand a plan (`Foelge.plan` names its kind), so that one that is missing can be shown."""
    alle = find_foelger(klasser, dag, tidligere=tidligere, parametre=parametre)
    return tuple(foelge for foelge in alle if foelge.plan and foelge.art is Foelgeart.PLIGT)


def apply_regel(
    regel: Regelraekke,
    klasser: Sequence[str],
    dag: date,
    parametre: Parametre,
    *,
    tidligere: bool = False,
    samling: str = FIL.stem,
) -> Foelge:
    """The rule with the day's figures in its words. `samling`: what its source's id begins with."""
    vaerdier = {id_: parametre.find(id_, dag) for id_ in regel.navngivne}
    kendte = [v for v in vaerdier.values() if v is not None]
    kilde = Kilde(
        f"{samling}.{regel.id}",
        FOELGEARTER[regel.art],
        regel.hjemmel,
        regel.fra,
        regel.til,
        regel.kilde,
        regel.sikkerhed,
        navn=regel.navn,
        vaerdi_tekst=FOELGEARTER[regel.art],
        note=regel.note,
    )
    advarsler = [text for v in kendte if (text := v.warn_usikker())]
    if regel.sikkerhed is not Sikkerhed.SIKKER:
        grad = (
            "uafklaret"
            if regel.sikkerhed is Sikkerhed.UAFKLARET
            else "sandsynlig, men ikke læst i loven selv"
        )
        advarsler.insert(0, f"{regel.navn} ({regel.hjemmel}) er {grad}. {regel.note}".strip())
    return Foelge(
        regel.id,
        regel.navn,
        regel.art,
        tuple(klasser),
        tidligere,
        _TAL.sub(lambda fund: _in_words(vaerdier[fund[1]]), regel.tekst),
        regel.udfoerer,
        regel.godkender,
        regel.plan,
        regel.frist,
        regel.hjemmel,
        regel.sikkerhed,
        regel.note,
        unique_kilder([kilde, *(v.kilde for v in kendte)]),
        tuple(dict.fromkeys(advarsler)),
    )


def _in_words(vaerdi: Vaerdi | None) -> str:
    if vaerdi is None or vaerdi.vaerdi is None:
        return "(kendes ikke)"
    if vaerdi.parameter.enhed.type == "maaned_dag":
        maaned, dag = str(vaerdi.vaerdi).split("-")
        return f"{int(dag)}. {MAANEDER[int(maaned) - 1]}"
    return vaerdi.tekst

"""How vacant almene dwellings may be let on a day: the statute by type of dwelling and by the classes of the area.

The main rules are rows of `udlejningsregler.yaml`; what follows from a class is `omraadefoelger`. Whether an agreement is at odds
with them is `udlejningskonflikter`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from almen.regler.dansk import format_procent, format_tal
from almen.regler.fejl import Fejl, ParameterFilFejl, UgyldigtInput
from almen.regler.laes import load_parametre
from almen.regler.omraadefoelger import KLASSENAVNE, Foelge, Foelgeart, Regelraekke, apply_regel, find_foelger
from almen.regler.resultat import Kilde, Trin, Udfald
from almen.regler.samling import Parametre
from almen.regler.schema import describe_validation

FIL = Path(__file__).with_name("udlejningsregler.yaml")
BOLIGTYPER = ("familie", "ungdom", "aeldre", "pleje")
# What of the classes' consequences is about letting; the ids are those of omraadefoelger.yaml.
FLEKSIBEL = frozenset({"fleksibel_udlejning", "fleksibel_udlejning_forebyggelse"})
ANVISNINGSFORBUD = frozenset({"anvisning_ghetto", "anvisning_udsat", "anvisning_forebyggelse"})
_AFVISNING = frozenset({"kombineret_udlejning", "afvisning_omdannelse"})
_BYTTE = frozenset({"bytte_fremleje", "bytte_fremleje_forebyggelse"})
# Flexible letting is demanded of family dwellings, and § 59, stk. 7, bans assigning to them; § 59, stk. 6, says dwellings.
_KUN_FAMILIE = FLEKSIBEL | _AFVISNING | {"anvisning_forebyggelse"}
_PCT = Decimal("0.01")


class Regelgrundlag(StrEnum):
    """Whether the rule is the statute's, or what an agreement is."""

    LOV = "lov"
    AFTALE = "aftale"


class Udlejningsregel(Regelraekke):
    """A row of `udlejningsregler.yaml`; with `klasser` it holds only in an area that has one of them."""

    boligtyper: tuple[str, ...]
    klasser: tuple[str, ...] = ()
    grundlag: Regelgrundlag = Regelgrundlag.LOV


class _Fil(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    regler: tuple[Udlejningsregel, ...]


@lru_cache(maxsize=1)
def load_udlejningsregler() -> tuple[Udlejningsregel, ...]:
    """The rules that ship with the program. Raises ParameterFilFejl naming the key."""
    try:
        regler = _Fil.model_validate(yaml.safe_load(FIL.read_text(encoding="utf-8"))).regler
    except ValidationError as fejl:
        raise ParameterFilFejl(f"{FIL.name}: " + "; ".join(describe_validation(fejl))) from fejl
    for regel in regler:
        if ukendte := {*regel.boligtyper} - {*BOLIGTYPER} | {*regel.klasser} - KLASSENAVNE.keys():
            raise ParameterFilFejl(f"{FIL.name}: {regel.id}: kender ikke {', '.join(sorted(ukendte))}")
    return regler


def find_udlejningsregler(
    boligtype: str, klasser: Collection[str], dag: date, *, parametre: Parametre | None = None
) -> tuple[Foelge, ...]:
    """What the statute says of letting a vacant dwelling of the type on a day in an area with these classes.

    Duties first, then bans and possibilities. Raises UgyldigtInput for a type or class that the law does not know.
    """
    if boligtype not in BOLIGTYPER:
        raise UgyldigtInput(
            [Fejl("boligtype", f"»{boligtype[:40]}« kendes ikke; tilladt er {', '.join(BOLIGTYPER)}")]
        )
    parametre = parametre or load_parametre()
    fundet = [
        *klasseregler(boligtype, klasser, dag, parametre=parametre),
        *(
            apply_regel(
                regel, tuple(sorted({*regel.klasser} & {*klasser})), dag, parametre, samling="udlejning"
            )
            for regel in load_udlejningsregler()
            if regel.grundlag is Regelgrundlag.LOV
            and boligtype in regel.boligtyper
            and regel.covers(dag)
            and (not regel.klasser or {*regel.klasser} & {*klasser})
        ),
    ]
    orden = list(Foelgeart)
    return tuple(sorted(fundet, key=lambda foelge: orden.index(foelge.art)))


def klasseregler(
    boligtype: str, klasser: Collection[str], dag: date, *, parametre: Parametre | None = None
) -> tuple[Foelge, ...]:
    """What of the statute's rules on letting the type follows from the area's classes alone."""
    ids = FLEKSIBEL | ANVISNINGSFORBUD | _AFVISNING | _BYTTE
    if boligtype != "familie":
        ids -= _KUN_FAMILIE
    return tuple(f for f in find_foelger(klasser, dag, parametre=parametre) if f.id in ids)


def find_regel(id_: str, dag: date, *, parametre: Parametre | None = None) -> Foelge:
    """One row of `udlejningsregler.yaml` with the day's figures. Raises KeyError for an unknown id."""
    regel = next((r for r in load_udlejningsregler() if r.id == id_), None)
    if regel is None:
        raise KeyError(id_)
    return apply_regel(regel, (), dag, parametre or load_parametre(), samling="udlejning")


def anvisning_hoejst(dag: date, parametre: Parametre) -> Decimal | None:
    """The share (percent) that the municipality may claim by its own decision; None where it is not known on the day."""
    vaerdi = parametre.find("udlejning.anvisning_hver", dag)
    return None if vaerdi is None or vaerdi.vaerdi is None else Decimal(100) / vaerdi.heltal


class Regelopslag:
    """The rules of one day, each looked up once: many afdelinger share a few combinations of classes."""

    def __init__(self, dag: date, parametre: Parametre) -> None:
        self.dag = dag
        self.parametre = parametre
        self.anvisning_hoejst = anvisning_hoejst(dag, parametre)
        self.fleksibel_aar = parametre.find("foelge.fleksibel_aar", dag)
        self._klasse: dict[tuple[str, frozenset[str]], tuple[Foelge, ...]] = {}
        self._regel: dict[str, Foelge] = {}

    def klasse(self, boligtype: str, klasser: Collection[str]) -> tuple[Foelge, ...]:
        """As `klasseregler` on the day."""
        noegle = (boligtype, frozenset(klasser))
        if noegle not in self._klasse:
            self._klasse[noegle] = klasseregler(boligtype, klasser, self.dag, parametre=self.parametre)
        return self._klasse[noegle]

    def regel(self, id_: str) -> Foelge:
        """As `find_regel` on the day."""
        if id_ not in self._regel:
            self._regel[id_] = find_regel(id_, self.dag, parametre=self.parametre)
        return self._regel[id_]


@dataclass(frozen=True, slots=True)
class Aftaledel:
    """Family dwellings of one organisation or afdeling, and whether the joint agreement covers it; `boliger` None: not known."""

    navn: str
    boliger: int | None
    daekket: bool


@dataclass(frozen=True, slots=True)
class Daekning:
    """How much of the municipality's family dwellings a joint agreement covers (§ 60 b).

    `pct` is cut off to two decimals (None without dwellings); the limit is tried with the exact share. `ukendte`: parts without a
    number of dwellings.
    """

    udfald: Udfald
    daekket: int
    udenfor: int
    ialt: int
    pct: Decimal | None
    graense: Decimal | None
    ukendte: tuple[str, ...]
    forklaring: str
    trin: tuple[Trin, ...]
    kilder: tuple[Kilde, ...]
    advarsler: tuple[str, ...] = ()


def compute_daekning(dele: Sequence[Aftaledel], dag: date, *, parametre: Parametre | None = None) -> Daekning:
    """Whether the agreement covers enough of the municipality's family dwellings to be made to hold for all (§ 60 b).

    A part without a number makes the answer *kan ikke afgøres*. Raises UgyldigtInput for a negative number.
    """
    fejl = [
        Fejl("boliger", f"er {del_.boliger} for {del_.navn[:60]}; tilladt er 0 og derover")
        for del_ in dele
        if del_.boliger is not None and del_.boliger < 0
    ]
    if fejl:
        raise UgyldigtInput(fejl)
    parametre = parametre or load_parametre()
    vaerdi = parametre.find("udlejning.daekning_over", dag)
    graense = None if vaerdi is None or vaerdi.vaerdi is None else vaerdi.tal
    daekket = sum(d.boliger or 0 for d in dele if d.daekket)
    udenfor = sum(d.boliger or 0 for d in dele if not d.daekket)
    ialt = daekket + udenfor
    ukendte = tuple(d.navn for d in dele if d.boliger is None)
    pct = (Decimal(daekket) * 100 / ialt).quantize(_PCT, ROUND_DOWN) if ialt else None
    if graense is None or ukendte or not ialt:
        udfald = Udfald.KAN_IKKE_AFGOERES
    else:
        udfald = Udfald.JA if Fraction(daekket * 100, ialt) > Fraction(graense) else Udfald.NEJ
    trin = [
        Trin(f"Aftalen dækker {format_tal(daekket)} familieboliger."),
        Trin(f"Uden for aftalen er {format_tal(udenfor)} familieboliger."),
    ]
    if pct is not None:
        trin.append(Trin(f"Det er {format_procent(pct)} af {format_tal(ialt)} familieboliger."))
    usikker = vaerdi.warn_usikker() if vaerdi else None
    return Daekning(
        udfald,
        daekket,
        udenfor,
        ialt,
        pct,
        graense,
        ukendte,
        _explain_daekning(udfald, pct, graense, ukendte),
        tuple(trin),
        (vaerdi.kilde,) if vaerdi else (),
        (usikker,) if usikker else (),
    )


def _explain_daekning(
    udfald: Udfald, pct: Decimal | None, graense: Decimal | None, ukendte: Sequence[str]
) -> str:
    if ukendte:
        flere = "" if len(ukendte) == 1 else f" og {len(ukendte) - 1} andre"
        return f"Kan ikke afgøres: antallet af familieboliger er ikke registreret for {ukendte[0]}{flere}."
    if pct is None:
        return "Kan ikke afgøres: der er ikke registreret familieboliger."
    if graense is None:
        return "Kan ikke afgøres: lovens grænse kendes ikke den dag."
    if udfald is Udfald.JA:
        return (
            f"Aftalen dækker {format_procent(pct)} af kommunens familieboliger, mere end {format_procent(graense)}: "
            "Kommunalbestyrelsen kan lade den gælde for alle boligorganisationer."
        )
    return (
        f"Aftalen dækker {format_procent(pct)} af kommunens familieboliger, ikke mere end {format_procent(graense)}: "
        "Den kan kun gøres gældende for alle med ministerens tilladelse."
    )

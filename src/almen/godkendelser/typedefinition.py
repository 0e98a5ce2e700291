"""Kinds of approval, and of acts of supervision and letting, as data: what is asked, what must be attached, which limits hold,
and who decides by law.

A kind is an entry in a file under `typer/` (the statute) or under a municipality's `godkendelser/` (its own).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from almen.sagsgang.fejl import Fejl, SagsgangFejl
from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.skema import Id, Model, Sikkerhed, Tekst
from almen.sagsgang.yamlmodel import locate_errors, parse_yaml

SHIPPED = Path(__file__).with_name("typer")
Art = Literal["kroner", "m2", "pct", "antal", "dato", "ja_nej", "valg", "tekst"]
ORGANISATION = "boligorganisation"
JA_NEJ: Mapping[str, str] = {"ja": "Ja", "nej": "Nej"}


class Felt(Model):
    """One question. `faktum`: the answer is a fact that the route may ask for (only yes/no and choices)."""

    id: Id
    navn: Tekst
    art: Art
    paakraevet: bool = True
    vaerdier: dict[Id, Tekst] = Field(default_factory=dict)
    hjaelp: str = ""
    faktum: bool = False

    @model_validator(mode="after")
    def _choices(self) -> Felt:
        if (self.art == "valg") != bool(self.vaerdier):
            raise ValueError("skal have vaerdier, når art er valg, og ellers ikke")
        if self.faktum and self.art not in ("valg", "ja_nej"):
            raise ValueError("kan kun være faktum, når art er valg eller ja_nej")
        return self

    @property
    def muligheder(self) -> Mapping[str, str]:
        """The allowed answers of a question with fixed answers."""
        return JA_NEJ if self.art == "ja_nej" else self.vaerdier


class Graense(Model):
    """A limit from a dated parameter: as a demand (`krav`), or as a fact (ja: beyond it) that chooses the way.

    `retning`: beyond it is what is larger (`hoejst`) or what is smaller (`mindst`).
    """

    felt: Id
    parameter: Tekst
    navn: Tekst
    rolle: Literal["krav", "faktum"]
    retning: Literal["hoejst", "mindst"] = "hoejst"
    faktum: Id | None = None

    @model_validator(mode="after")
    def _named_fact(self) -> Graense:
        if (self.rolle == "faktum") != (self.faktum is not None):
            raise ValueError("skal navngive sit faktum, når rollen er faktum, og ellers ikke")
        return self


class Godkendelsestype(Model):
    """One kind of approval; `faste_fakta` are settled by the law, `bilag` are demanded documents by id.

    `ansoegt`: a boligorganisation applies; False: the municipality acts of its own accord, and `beslutning` says in a letter
    what it has decided, with {question} and {boligorganisation} filled in. `udspringer_af` are the kinds of case that one of
    this kind may be opened on. `frister`: step of the route → the question that answers with its deadline.
    """

    id: Id
    navn: Tekst
    navn_flertal: Tekst
    emne: str = ""
    emne_id: str = ""
    hjemmel: Annotated[tuple[Tekst, ...], Field(min_length=1)]
    afgoeres_af: Tekst
    sikkerhed: Sikkerhed
    kilde: Tekst
    note: str = ""
    felter: tuple[Felt, ...] = ()
    faste_fakta: dict[Id, Id] = Field(default_factory=dict)
    graenser: tuple[Graense, ...] = ()
    bilag: dict[Id, Tekst] = Field(default_factory=dict)
    papir: tuple[Tekst, ...] = ("Afgørelsesbrev til boligorganisationen",)
    ansoegt: bool = True
    kraever_boligorganisation: bool = True
    fortrolighed: Literal["aaben", "intern", "fortrolig"] = "aaben"
    udspringer_af: tuple[Id, ...] = ()
    frister: dict[Id, Id] = Field(default_factory=dict)
    beslutning: str = ""

    @model_validator(mode="after")
    def _hangs_together(self) -> Godkendelsestype:
        ids = [felt.id for felt in self.felter]
        if double := sorted({id_ for id_ in ids if ids.count(id_) > 1}):
            raise ValueError(f"har feltet “{double[0]}” to gange")
        numbers = {felt.id for felt in self.felter if felt.art in ("kroner", "m2", "pct", "antal")}
        for graense in self.graenser:
            if graense.felt not in numbers:
                raise ValueError(f"har en grænse for “{graense.felt}”, som ikke er et felt med et tal")
        days = {felt.id for felt in self.felter if felt.art == "dato"}
        if wrong := sorted(set(self.frister.values()) - days):
            raise ValueError(f"har en frist fra “{wrong[0]}”, som ikke er et felt med en dato")
        named = {name for _, name, _, _ in Formatter().parse(self.beslutning) if name is not None}
        if unknown := sorted(named - {*ids, ORGANISATION}):
            raise ValueError(f"har “{unknown[0]}” i beslutning, som ikke er et felt")
        return self

    @property
    def oplysninger_navn(self) -> str:
        """What the answers are called on pages and in papers."""
        return "Ansøgningen" if self.ansoegt else "Sagens oplysninger"

    def felt(self, id_: str) -> Felt:
        """The question with this id. Raises KeyError."""
        return next(felt for felt in self.felter if felt.id == id_)


class _Fil(Model):
    emne: Tekst
    faelles_felter: tuple[Felt, ...] = ()
    typer: Annotated[tuple[dict[str, object], ...], Field(min_length=1)]


def parse_typer(tekst: str, *, filnavn: str) -> tuple[Godkendelsestype, ...]:
    """The kinds that a file describes. Raises SagsgangFejl naming file, kind and field."""
    fejl: list[Fejl] = []
    fil = parse_yaml(_Fil, tekst, filnavn)
    found = []
    for index, raw in enumerate(fil.typer, start=1):
        shared = [felt.model_dump() for felt in fil.faelles_felter]
        own = raw.get("felter", [])
        fixed = raw.get("faste_fakta", {})
        settled = set(fixed) if isinstance(fixed, dict) else set()
        fields = [item for item in shared if item["id"] not in settled]
        try:
            merged = {
                **raw,
                "emne": fil.emne,
                "emne_id": Path(filnavn).stem,
                "felter": [*fields, *own] if isinstance(own, list) else own,
            }
            found.append(Godkendelsestype.model_validate(merged))
        except ValidationError as error:
            fejl.extend(locate_errors(error, filnavn, str(raw.get("id") or f"nr. {index}")))
    if fejl:
        raise SagsgangFejl(fejl)
    return tuple(found)


@lru_cache(maxsize=8)
def load_typer(kommune: str) -> Mapping[str, Godkendelsestype]:
    """Every kind by id: the shipped ones and the municipality's own. Raises SagsgangFejl, also for an id used twice."""
    found: dict[str, Godkendelsestype] = {}
    fejl: list[Fejl] = []
    for path in [
        *sorted(SHIPPED.glob("*.yaml")),
        *sorted((KOMMUNER / kommune / "godkendelser").glob("*.yaml")),
    ]:
        for item in parse_typer(path.read_text(encoding="utf-8"), filnavn=path.name):
            if item.id in found:
                fejl.append(Fejl(path.name, item.id, "id", "bruges allerede af en anden type"))
            found[item.id] = item
    if fejl:
        raise SagsgangFejl(fejl)
    return found

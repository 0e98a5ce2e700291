"""A scenario: how many cases, on which routes, with which meetings, hands and durations. What a file or a form holds, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    ValidationError,
    model_validator,
)

from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sagsgang.skema import danish_errors
from almen.sagsgang.yamltekst import YamlFejl, read_yaml

GAELDENDE, FORRIGE = "gaeldende", "forrige"
HOEJST_AAR, HOEJST_GENTAGELSER, HOEJST_FORLOEB, HOEJST_TEGN = 30, 1000, 4, 120
_DAG_I_AARET = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def _between(lowest: int, highest: int) -> Any:
    def check(value: float) -> float:
        if not lowest <= value <= highest:
            raise ValueError(f"er {value:g}; tilladt er fra {lowest} til {highest}")
        return value

    return AfterValidator(check)


def _day_of_year(text: str) -> str:
    if not _DAG_I_AARET.fullmatch(text) or text in ("02-30", "02-31", "04-31", "06-31", "09-31", "11-31"):
        raise ValueError(f"“{text}” er ikke en dag i året; skriv måned og dag som 03-18")
    return text


def _heltal(lowest: int, highest: int) -> Any:
    return Annotated[int, Strict(), _between(lowest, highest)]


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"skal være et tal; læst: {value!r}")
    return value


def _short(text: str) -> str:
    if len(text) > HOEJST_TEGN:
        raise ValueError(f"er {len(text)} tegn langt; tilladt er {HOEJST_TEGN}")
    return text


def _tal(lowest: int, highest: int) -> Any:
    return Annotated[float, BeforeValidator(_number), _between(lowest, highest)]


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_short)]
Dage = _heltal(0, 20_000)


class _Model(BaseModel):
    """Unknown keys are errors; what is read never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _one_of(model: BaseModel, *names: str) -> None:
    if sum(getattr(model, name) is not None for name in names) != 1:
        raise ValueError(f"skal have netop én af {', '.join(names)}")


class Kapacitet(_Model):
    """What an actor can do: cases in hand at the same time (`samtidige`), or items at a meeting (`pr_moede`)."""

    samtidige: _heltal(1, 1000) | None = None  # type: ignore[valid-type]
    pr_moede: _heltal(1, 1000) | None = None  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _check(self) -> Kapacitet:
        _one_of(self, "samtidige", "pr_moede")
        return self


class Moederegel(_Model):
    """When a body meets: Mondays, the first `pr_maaned` of a month or each `hver_uge`-th, or the same days each year (`datoer`, MM-DD).

    `papirer_ind`: calendar days before the meeting that papers must be in; None: as the municipality's profile says.
    """

    pr_maaned: _heltal(1, 4) | None = None  # type: ignore[valid-type]
    hver_uge: _heltal(1, 26) | None = None  # type: ignore[valid-type]
    datoer: (
        Annotated[tuple[Annotated[str, AfterValidator(_day_of_year)], ...], Field(min_length=1)] | None
    ) = None
    papirer_ind: _heltal(0, 90) | None = None  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _check(self) -> Moederegel:
        _one_of(self, "pr_maaned", "hver_uge", "datoer")
        return self


class Varighed(_Model):
    """An assumed duration in calendar days: always `dage`, or one of `fordeling`, each as likely as the others."""

    dage: Dage | None = None  # type: ignore[valid-type]
    fordeling: Annotated[tuple[Dage, ...], Field(min_length=1, max_length=1000)] | None = None  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _check(self) -> Varighed:
        _one_of(self, "dage", "fordeling")
        return self


class Led(_Model):
    """A link outside the route: it waits for the steps in `efter` (none: it begins with the case), and those in `foer` wait for it.

    Its duration is observed (of local plans and building permits), or given among `varigheder` under its id.
    """

    efter: tuple[Id, ...] = ()
    foer: tuple[Id, ...] = ()


Lednavn = Literal["lokalplan", "byggesag"]


class Miks(_Model):
    """A kind of case: its share of all (shares need not add up to one), its facts, and its dwellings."""

    andel: _tal(0, 1_000_000)  # type: ignore[valid-type]
    fakta: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    boliger: _heltal(0, 10_000)  # type: ignore[valid-type]


class Aendring(_Model):
    """One change of the route: `trin` waits for other steps (`efter`), is settled with another (`sammen_med`), or is left out (`uden`).

    `sammen_med`: `trin` is settled on the day of the other step, which then also waits for what `trin` waited for.
    """

    trin: Id | None = None
    efter: tuple[Id, ...] | None = None
    sammen_med: Id | None = None
    uden: Id | None = None

    @model_validator(mode="after")
    def _check(self) -> Aendring:
        _one_of(self, "efter", "sammen_med", "uden")
        if (self.uden is None) == (self.trin is None):
            raise ValueError("skal have trin sammen med efter eller sammen_med, og ikke sammen med uden")
        return self


class Forloebsvalg(_Model):
    """One variant: an adopted version of the route (its number, `gaeldende` or `forrige`), and what is different in it.

    What stands here takes the place of the scenario's own under the same id.
    """

    navn: Tekst
    version: Tekst = GAELDENDE
    moeder: dict[Id, Moederegel] = Field(default_factory=dict)
    aendringer: tuple[Aendring, ...] = ()
    kapacitet: dict[Id, Kapacitet] = Field(default_factory=dict)
    varigheder: dict[Id, Varighed] = Field(default_factory=dict)
    led: dict[Lednavn, Led] = Field(default_factory=dict)


class Scenarie(_Model):
    """The whole question: 1–4 variants under the same cases.

    `sager_pr_aar` and `boligmiks`: None/empty is as observed. `indkoering_aar`: years before those that are counted, so that the count
    does not begin with an empty desk; None is as long as a case takes. `froe` fixes what is drawn: the same for every variant.
    """

    navn: Tekst
    beskrivelse: str = ""
    sagstype: Id = "nybyggeri"
    aar: _heltal(1, HOEJST_AAR) = 10  # type: ignore[valid-type]
    sager_pr_aar: _tal(1, 2000) | None = None  # type: ignore[valid-type]
    gentagelser: _heltal(1, HOEJST_GENTAGELSER) = 100  # type: ignore[valid-type]
    froe: _heltal(0, 2_147_483_647) = 1  # type: ignore[valid-type]
    indkoering_aar: _heltal(0, HOEJST_AAR) | None = None  # type: ignore[valid-type]
    boligmiks: tuple[Miks, ...] = ()
    kapacitet: dict[Id, Kapacitet] = Field(default_factory=dict)
    varigheder: dict[Id, Varighed] = Field(default_factory=dict)
    led: dict[Lednavn, Led] = Field(default_factory=dict)
    forloeb: tuple[Forloebsvalg, ...]

    @model_validator(mode="after")
    def _check(self) -> Scenarie:
        if not 1 <= len(self.forloeb) <= HOEJST_FORLOEB:
            raise ValueError(f"forloeb har {len(self.forloeb)}; tilladt er fra 1 til {HOEJST_FORLOEB}")
        names = [item.navn for item in self.forloeb]
        if len(set(names)) < len(names):
            raise ValueError("forloeb skal have hver sit navn")
        if self.boligmiks and not sum(item.andel for item in self.boligmiks):
            raise ValueError("boligmiks skal have mindst én andel over 0")
        return self


def read_scenarie(data: Mapping[str, Any]) -> Scenarie:
    """The scenario that `data` describes. Raises UgyldigtInput with every fault: the field's path, what was wrong, what is allowed."""
    try:
        return Scenarie.model_validate(data)
    except ValidationError as error:
        raise UgyldigtInput(Fejl(_path(path), besked) for path, besked in danish_errors(error)) from None


def parse_scenarie(tekst: str) -> dict[str, Any]:
    """What a file holds (YAML or JSON), not yet checked. Raises UgyldigtInput."""
    try:
        return read_yaml(tekst)
    except YamlFejl as error:
        raise UgyldigtInput([Fejl("", f"Filen {error}")]) from None


def scenarie_to_dict(scenarie: Scenarie) -> dict[str, Any]:
    """As JSON holds it; `read_scenarie` reads it again. What is as it would be without being said, is left out."""
    return scenarie.model_dump(mode="json", exclude_defaults=True)


def _path(path: tuple[str | int, ...]) -> str:
    text = ""
    for part in path:
        if part == "[key]":  # the path before it names the key already
            continue
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text

"""Who decides what on a given day: the route in force, for given facts, with the names of that day."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from almen.sagsgang.dansk import dansk_dato
from almen.sagsgang.definition import Sagsgang, Trin
from almen.sagsgang.forskel import Aendring, diff_sagsgange
from almen.sagsgang.profil import Profil
from almen.sagsgang.tilstand import gaelder

__all__ = [
    "Aendring",
    "Vej",
    "VejFejl",
    "Vejtrin",
    "beslutningsvej",
    "diff_sagsgange",
    "known_fakta",
    "sagsgang_on",
]


class VejFejl(ValueError):
    """The question cannot be answered; `fejl` says for each part what is wrong and what is allowed."""

    def __init__(self, fejl: Iterable[str]) -> None:
        self.fejl = tuple(fejl)
        super().__init__("\n".join(self.fejl))


@dataclass(frozen=True)
class Vejtrin:
    """A step of the way.

    `efter` holds applicable steps only; `betinget`: whether it applies hangs on a fact not given, and `betingelse` in Danish on which.
    """

    trin: Trin
    efter: tuple[str, ...]
    aktoer_navn: str
    betinget: bool
    betingelse: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The step as `./almen beslutningsvej --json` gives it."""
        return {
            "id": self.trin.id,
            "navn": self.trin.navn,
            "fase": self.trin.fase,
            "aktoer": self.trin.aktoer,
            "aktoer_navn": self.aktoer_navn,
            "medvirkende": list(self.trin.medvirkende),
            "handling": str(self.trin.handling),
            "genstand": list(self.trin.genstand),
            "efter": list(self.efter),
            "valgfrit": self.trin.valgfrit,
            "betinget": self.betinget,
            "hjemmel": list(self.trin.hjemmel),
            "sikkerhed": self.trin.sikkerhed,
        }


@dataclass(frozen=True)
class Vej:
    """The applicable steps of the version in force on `dato`, each after all it rests on."""

    sagsgang: Sagsgang
    dato: dt.date
    trin: tuple[Vejtrin, ...]

    def as_sagsgang(self) -> Sagsgang:
        """The way as a route of its own, for drawing: the applicable steps only.

        Its fingerprint is its own too: two ways under one route can stand on one page.
        """
        steps = " ".join([self.sagsgang.sha256, *(item.trin.id for item in self.trin)])
        used = {item.trin.fase for item in self.trin}
        return replace(
            self.sagsgang,
            sha256=hashlib.sha256(steps.encode()).hexdigest(),
            trin=tuple(replace(item.trin, efter=item.efter, naar={}) for item in self.trin),
            faser=tuple(fase for fase in self.sagsgang.faser if fase.id in used),
        )

    @property
    def sikkerhed(self) -> str:
        """How sure the version and its first day are."""
        return self.sagsgang.vedtaget.sikkerhed

    def to_dict(self) -> dict[str, Any]:
        """The way as `./almen beslutningsvej --json` gives it."""
        return {
            "version": self.sagsgang.version,
            "gyldig_fra": self.sagsgang.gyldig_fra.isoformat(),
            "sikkerhed": self.sikkerhed,
            "trin": [item.to_dict() for item in self.trin],
        }


def beslutningsvej(
    sagsgange: Sequence[Sagsgang],
    sagstype: str,
    fakta: Mapping[str, str | Collection[str]],
    dato: dt.date,
    profil: Profil,
) -> Vej:
    """The way a case of `sagstype` with `fakta` would have gone on `dato`.

    Steps that hang on a fact not given are included and marked `betinget`. Raises VejFejl with one message
    for each thing that is wrong: the case type, a fact, a value, or a day without a version.
    """
    types = sorted({item.sagstype for item in sagsgange})
    if sagstype not in types:
        raise VejFejl(
            [
                f"sagstype: “{sagstype}” har ingen sagsgang i {profil.navn}. "
                f"Mulige: {', '.join(types) or 'ingen'}."
            ]
        )
    fejl = _fact_errors([item for item in sagsgange if item.sagstype == sagstype], fakta)
    sagsgang = None
    try:
        sagsgang = sagsgang_on(sagsgange, sagstype, dato)
    except VejFejl as error:
        fejl = [*error.fejl, *fejl]
    if fejl or sagsgang is None:
        raise VejFejl(fejl)
    return Vej(sagsgang, dato, tuple(_steps(sagsgang, fakta, dato, profil)))


def sagsgang_on(sagsgange: Iterable[Sagsgang], sagstype: str, dato: dt.date) -> Sagsgang:
    """The newest version that has begun on `dato`, unless it has ended without successor. Raises VejFejl."""
    versions = sorted(
        (item for item in sagsgange if item.sagstype == sagstype), key=lambda item: item.gyldig_fra
    )
    begun = [item for item in versions if item.gyldig_fra <= dato]
    if begun and (begun[-1].gyldig_til is None or dato <= begun[-1].gyldig_til):
        return begun[-1]
    known = ", ".join(f"{item.version} fra {dansk_dato(item.gyldig_fra)}" for item in versions) or "ingen"
    raise VejFejl(
        [f"dato: Der er ingen sagsgang for “{sagstype}” den {dansk_dato(dato)}. Versioner: {known}."]
    )


def known_fakta(sagsgange: Iterable[Sagsgang]) -> dict[str, tuple[str, ...]]:
    """Facts and their values, as the routes declare them or use them in conditions."""
    known: dict[str, dict[str, None]] = {}
    for sagsgang in sagsgange:
        for faktum in sagsgang.fakta:
            known.setdefault(faktum.id, {}).update(dict.fromkeys(value for value, _ in faktum.vaerdier))
        for trin in sagsgang.trin:
            for navn, values in trin.naar.items():
                known.setdefault(navn, {}).update(dict.fromkeys(sorted(values)))
    return {navn: tuple(values) for navn, values in known.items()}


def _fact_errors(versions: Sequence[Sagsgang], fakta: Mapping[str, str | Collection[str]]) -> list[str]:
    known = known_fakta(versions)
    single = {faktum.id for sagsgang in versions for faktum in sagsgang.fakta if not faktum.flere}
    fejl = []
    for navn, given in fakta.items():
        values = _values(given)
        if navn not in known:
            fejl.append(f"fakta: “{navn}” kendes ikke. Mulige: {', '.join(known) or 'ingen'}.")
            continue
        fejl.extend(
            f"fakta: {navn} kan ikke være “{value}”. Mulige: {', '.join(known[navn])}."
            for value in values
            if value not in known[navn]
        )
        if navn in single and len(values) > 1:
            fejl.append(f"fakta: {navn} kan kun have én værdi.")
    return fejl


def _values(given: str | Collection[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _steps(
    sagsgang: Sagsgang, fakta: Mapping[str, str | Collection[str]], dato: dt.date, profil: Profil
) -> Iterable[Vejtrin]:
    given = {navn: _values(value) for navn, value in fakta.items() if _values(value)}
    # For each step: the applicable steps that stand for it, so that `efter` bridges what does not apply.
    stands_for: dict[str, tuple[str, ...]] = {}
    for trin in sagsgang.orden:
        efter = tuple(dict.fromkeys(key for parent in trin.efter for key in stands_for[parent]))
        if not gaelder(trin, given):
            stands_for[trin.id] = efter
            continue
        stands_for[trin.id] = (trin.id,)
        yield Vejtrin(
            trin=trin,
            efter=_without_detours(sagsgang, trin, efter),
            aktoer_navn=profil.aktoer_navn(trin.aktoer, dato),
            betinget=any(navn not in given for navn in trin.naar),
            betingelse=(words := sagsgang.betingelser.get(trin.id, ""))[:1].lower() + words[1:],
        )


def _without_detours(sagsgang: Sagsgang, trin: Trin, efter: tuple[str, ...]) -> tuple[str, ...]:
    """Drops what a bridge brought in if another of the steps follows it; what the route says itself stays."""
    return tuple(
        key
        for key in efter
        if key in trin.efter
        or not any(other != key and key in sagsgang.forgaengere[other] for other in efter)
    )

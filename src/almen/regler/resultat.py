"""What every rule hands back beside its figures: sources, steps and verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

ParameterVaerdi = Decimal | int | str | date | Mapping[str, Decimal] | None
Talvaerdi = Decimal | int | str | date | bool | None


class Udfald(StrEnum):
    """The answer of a check. A missing figure is *kan ikke afgøres*, never *nej*."""

    JA = "ja"
    NEJ = "nej"
    KAN_IKKE_AFGOERES = "kan_ikke_afgoeres"


class Sikkerhed(StrEnum):
    """How sure we are of a row: read in the source, inferred, or not settled."""

    SIKKER = "sikker"
    SANDSYNLIG = "sandsynlig"
    UAFKLARET = "uafklaret"


_RANG = {Sikkerhed.SIKKER: 0, Sikkerhed.SANDSYNLIG: 1, Sikkerhed.UAFKLARET: 2}


def least_sikker(sikkerheder: Iterable[Sikkerhed]) -> Sikkerhed:
    """The weakest link: a result is no surer than the least sure row it rests on."""
    return max(sikkerheder, key=_RANG.__getitem__, default=Sikkerhed.SIKKER)


def kilde_er_link(kilde: str | None) -> bool:
    """True if the source may be shown as a link; an address shortened with `...` or without http is only text."""
    tekst = kilde or ""
    return tekst.startswith(("http://", "https://")) and "..." not in tekst and " " not in tekst


@dataclass(frozen=True, slots=True)
class Kilde:
    """Which parameter gave which value, with what legal basis, in force when, from where and how sure."""

    parameter: str
    vaerdi: ParameterVaerdi
    hjemmel: str
    gyldig_fra: date | None
    gyldig_til: date | None
    url: str
    sikkerhed: Sikkerhed
    navn: str = ""
    vaerdi_tekst: str = ""
    lokal: bool = False
    raekke: str | None = None
    note: str = ""

    @property
    def er_link(self) -> bool:
        return kilde_er_link(self.url)


@dataclass(frozen=True, slots=True)
class Trin:
    """One step of the explanation, in Danish; `beloeb` in whole kroner where the step ends in an amount."""

    tekst: str
    beloeb: int | None = None


def _no_tal() -> Mapping[str, Talvaerdi]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Vurdering:
    """A check and its answer.

    `id` is stable ASCII; `tal` are the figures compared; `krav_blokerer` says whether *nej* stops the decision
    (a rule) or only informs (a custom).
    """

    id: str
    udfald: Udfald
    titel: str
    forklaring: str
    tal: Mapping[str, Talvaerdi] = field(default_factory=_no_tal)
    kilder: tuple[Kilde, ...] = ()
    krav_blokerer: bool = True
    trin: tuple[Trin, ...] = ()

    @property
    def sikkerhed(self) -> Sikkerhed:
        return least_sikker(kilde.sikkerhed for kilde in self.kilder)

    @property
    def blokerer(self) -> bool:
        return self.krav_blokerer and self.udfald is Udfald.NEJ


def json_vaerdi(vaerdi: ParameterVaerdi | Talvaerdi) -> object:
    """A value as JSON: kroner and counts stay integers, decimals and dates become strings."""
    if isinstance(vaerdi, Mapping):
        return {navn: str(tal) for navn, tal in vaerdi.items()}
    if isinstance(vaerdi, Decimal):
        return str(vaerdi)
    if isinstance(vaerdi, date):
        return vaerdi.isoformat()
    return vaerdi


def kilde_to_dict(kilde: Kilde) -> dict[str, object]:
    """The shape of issue A.7, with certainty, the mark *lokal* and the name beside it."""
    return {
        "parameter": kilde.parameter,
        "vaerdi": json_vaerdi(kilde.vaerdi),
        "hjemmel": kilde.hjemmel,
        "gyldig_fra": kilde.gyldig_fra.isoformat() if kilde.gyldig_fra else None,
        "gyldig_til": kilde.gyldig_til.isoformat() if kilde.gyldig_til else None,
        "url": kilde.url,
        "sikkerhed": kilde.sikkerhed.value,
        "lokal": kilde.lokal,
    }


def trin_to_dict(trin: Trin) -> dict[str, object]:
    """A step as JSON, for what stores checks; the commands of issue A.7 print the texts alone."""
    return {"tekst": trin.tekst, "beloeb": trin.beloeb}


def vurdering_to_dict(vurdering: Vurdering) -> dict[str, object]:
    """A check as JSON (used by the API and stored beside the decision it was made for)."""
    return {
        "id": vurdering.id,
        "udfald": vurdering.udfald.value,
        "titel": vurdering.titel,
        "forklaring": vurdering.forklaring,
        "tal": {navn: json_vaerdi(tal) for navn, tal in vurdering.tal.items()},
        "kilder": [kilde_to_dict(kilde) for kilde in vurdering.kilder],
        "krav_blokerer": vurdering.krav_blokerer,
        "trin": [trin_to_dict(trin) for trin in vurdering.trin],
    }


def unique_kilder(kilder: Iterable[Kilde]) -> tuple[Kilde, ...]:
    """The sources in order of first use, each row once."""
    set_: dict[tuple[str, str | None, date | None, str], Kilde] = {}
    for kilde in kilder:
        set_.setdefault((kilde.parameter, kilde.raekke, kilde.gyldig_fra, kilde.vaerdi_tekst), kilde)
    return tuple(set_.values())

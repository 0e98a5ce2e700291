"""The demo's figures: published ones as their sources print them, and synthetic ones marked DEMO."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.conf import settings

from almen.boligmasse.models import Boligtal, Emne, Enhed, Sikkerhed
from almen.boligmasse.services import Talinput, register_boligtal, register_first
from almen.organisationer.models import Bruger
from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.yamltekst import read_yaml

FIL = "7-boligmasse.yaml"
LAEST = dt.date(2026, 11, 24)


def load_demo(bruger: Bruger) -> None:
    """Loads the demo's figures if there are none; a municipality without the file has none."""
    path = KOMMUNER / settings.ALMEN_KOMMUNE / "demo" / FIL
    if not path.is_file() or Boligtal.objects.exists():
        return
    data = read_yaml(path.read_text(encoding="utf-8"))
    published = [
        Talinput(**{**group["faelles"], **item, "vaerdi": Decimal(item["vaerdi"])})
        for group in data["offentliggjorte"]
        for item in group["tal"]
    ]
    register_first(bruger=bruger, tal=published)
    made = data["opdigtede"]
    figures = [*_stock(made), *_completed(made)]
    first = made["foerste_aflaesning"]
    later = next(
        tal
        for tal in figures
        if (tal.emne, tal.aar, tal.ejerform) == (Emne.FAERDIGGJORT, first["aar"], first["ejerform"])
    )
    figures[figures.index(later)] = replace(later, vaerdi=Decimal(first["vaerdi"]))
    register_first(bruger=bruger, tal=figures, demo=True)
    register_boligtal(bruger=bruger, tal=later, begrundelse=first["begrundelse"], demo=True)


def _figure(made: Mapping[str, Any], emne: str, aar: int, ejerform: str, antal: int, bydel: str) -> Talinput:
    return Talinput(
        emne=emne,
        aar=aar,
        ejerform=ejerform,
        enhed=Enhed.ANTAL,
        vaerdi=Decimal(antal),
        kilde=made["kilde"],
        laest=LAEST,
        sikkerhed=Sikkerhed.USIKKER,
        bydel=bydel,
        note=made["note"],
    )


def _stock(made: Mapping[str, Any]) -> Iterator[Talinput]:
    """The districts year by year; the municipality is their sum, but in the last year only its shares are published."""
    for aar in range(made["fra_aar"], made["til_aar"] + 1):
        whole = dict.fromkeys(made["ejerformer"], 0)
        for bydel, item in made["bydele"].items():
            boliger = item["boliger"] * 1000 // (1000 + made["vaekst_promille"] * (made["til_aar"] - aar))
            for ejerform, promille in zip(made["ejerformer"], item["promille"], strict=True):
                antal = boliger * promille // 1000
                whole[ejerform] += antal
                yield _figure(made, Emne.BESTAND, aar, ejerform, antal, bydel)
        if aar < made["til_aar"]:
            for ejerform, antal in whole.items():
                yield _figure(made, Emne.BESTAND, aar, ejerform, antal, "")


def _completed(made: Mapping[str, Any]) -> Iterator[Talinput]:
    series = dict(made["faerdiggjorte"])
    first = series.pop("fra_aar")
    for ejerform, numbers in series.items():
        for aar, antal in enumerate(numbers, start=first):
            yield _figure(made, Emne.FAERDIGGJORT, aar, ejerform, antal, "")

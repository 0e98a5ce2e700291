"""The demo's renovations: published decisions with their sources, and synthetic ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from almen.byggeri.demo.forloeb import SYNTHETIC
from almen.byggeri.models import Bogstav, Renovering
from almen.byggeri.services import (
    RenoveringsskemaInput,
    edit_renovering,
    open_renovering,
    register_garanti,
    save_renoveringsskema,
)
from almen.organisationer.models import Boligorganisation, Bruger
from almen.sager.models import Sag
from almen.sager.services import record_beslutning

FACTS = (
    "adresse",
    "boliger",
    "genhusning",
    "genhusning_boliger",
    "beboere_godkendt",
    "garanti_maks",
    "kilde",
    "note",
)
LATEST_DAYS = 4


def load_renoveringer(
    items: list[dict[str, Any]],
    organisationer: Mapping[str, Boligorganisation],
    bruger: Bruger,
    today: dt.date,
) -> None:
    """Opens each renovation and decides its steps, if there are none yet."""
    if Renovering.objects.exists():
        return
    for item in items:
        organisation = organisationer.get(item["organisation"])
        if organisation is not None:
            _load(item, organisation, bruger, today)


def _load(item: Mapping[str, Any], organisation: Boligorganisation, bruger: Bruger, today: dt.date) -> None:
    opened = item.get("aabnet") or today - dt.timedelta(days=item["dage_siden"])
    felter = {navn: item[navn] for navn in FACTS if navn in item}
    if "bruttoareal_m2" in item:
        felter["bruttoareal_m2"] = Decimal(item["bruttoareal_m2"])
    if "beboerafstemning_dage_siden" in item:
        felter["beboerafstemning_dato"] = today - dt.timedelta(days=item["beboerafstemning_dage_siden"])
    sag = open_renovering(
        bruger=bruger,
        titel=item["titel"],
        boligorganisation=organisation,
        problemer=item["problemer"],
        tal=_tal(item["tal"]) if "tal" in item else None,
        aabnet_dato=opened,
        demo=True,
        **felter,
    )
    for trin, dato, known in _days(item, opened, today):
        _prepare(item, sag, trin, dato, bruger)
        record_beslutning(
            bruger=bruger,
            sag=sag,
            trin=trin,
            dato=dato,
            moede=known.get("moede", ""),
            kilde=item["kilde"] if known else SYNTHETIC,
        )
    if "garanti" not in item["trin"]:
        _register_garantier(item, sag, bruger)  # proposed: the committee has still to give them


def _register_garantier(item: Mapping[str, Any], sag: Sag, bruger: Bruger) -> None:
    for garanti in item.get("garantier", []):
        felter = {**garanti, "regaranti_pct": Decimal(garanti.get("regaranti_pct", 0))}
        register_garanti(bruger=bruger, sag=sag, kilde=item.get("kilde", SYNTHETIC), **felter)


def _prepare(item: Mapping[str, Any], sag: Sag, trin: str, dato: dt.date, bruger: Bruger) -> None:
    """What must be registered before a step is decided."""
    if trin == "lbf_tilsagn":
        edit_renovering(bruger=bruger, sag=sag, lbf_tilsagn_dato=dato)
    if trin == "skema_b" and "skema_b" in item:
        save_renoveringsskema(
            bruger=bruger, sag=sag, bogstav=Bogstav.B, tal=_tal(item["skema_b"]), indsendt=dato
        )
    if trin == "garanti":
        _register_garantier(item, sag, bruger)


def _tal(values: Mapping[str, Any]) -> RenoveringsskemaInput:
    figures: dict[str, Any] = {
        navn: Decimal(value) if navn.startswith("leje_") else value for navn, value in values.items()
    }
    return RenoveringsskemaInput(**figures)


def _days(
    item: Mapping[str, Any], opened: dt.date, today: dt.date
) -> Iterator[tuple[str, dt.date, Mapping[str, Any]]]:
    """Each step with its day: the published one, else evenly between the known days around it."""
    known: Mapping[str, Mapping[str, Any]] = item.get("kendt", {})
    steps: list[str] = item["trin"]
    last = today - dt.timedelta(days=LATEST_DAYS)
    before, since = opened, 0
    for index, trin in enumerate(steps):
        if trin in known:
            before, since = known[trin]["dato"], index + 1
            yield trin, before, known[trin]
            continue
        later = next((i for i in range(index, len(steps)) if steps[i] in known), None)
        end = known[steps[later]]["dato"] if later is not None else last
        count = (later if later is not None else len(steps)) - since + 1
        yield trin, before + (end - before) * (index - since + 1) // count, {}

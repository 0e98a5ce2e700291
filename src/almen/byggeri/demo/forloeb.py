"""The days of the demo's decisions: published where they are known, synthetic and marked DEMO where they are
not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from almen.byggeri.selectors.projektdata import projektdata_of
from almen.byggeri.services import DelInput, save_skema
from almen.grundlag.selectors import sagsgang_of
from almen.organisationer.models import Bruger
from almen.sager.models import Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import BeslutningAfvist, record_beslutning
from almen.sagsgang.definition import Sagsgang, Trin
from almen.sagsgang.udfald import Udfald, allowed_udfald

SYNTHETIC = "DEMO: dagen er ikke offentlig"
BEFORE_DAYS = 21  # between steps before the first published day
LATEST_DAYS = 4  # no synthetic decision is younger than this
# Figures are registered when the step that receives them is decided.
RECEIVES = {"skema_b_licitation": "B", "skema_c_regnskab": "C"}


@dataclass
class Plan:
    """What is to be recorded in a case: opened when, published days, how far, and how days in between are
    laid.
    """

    aabnet: dt.date
    til: Sequence[str]
    kilde: str
    today: dt.date
    kendt: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    efter_dage: int = 30
    slut: dt.date | None = None
    haendelse: Mapping[str, str] | None = None


def published_plan(item: Mapping[str, Any], today: dt.date) -> Plan:
    """A case opened some synthetic days before its first published one."""
    kendt = item.get("kendt", {})
    aabnet: dt.date = (
        item["aabnet"]
        if "aabnet" in item
        else min(known["dato"] for known in kendt.values()) - dt.timedelta(days=BEFORE_DAYS * 7)
    )
    return Plan(aabnet, item["til"], item["kilde"], today, kendt, item["efter_dage"])


def synthetic_plan(item: Mapping[str, Any], today: dt.date) -> Plan:
    """A case whose days are counted back from today."""
    aabnet = today - dt.timedelta(days=item["dage_siden"])
    return Plan(
        aabnet,
        item["til"],
        "DEMO",
        today,
        slut=today - dt.timedelta(days=item.get("seneste", item["dage_siden"])),
        haendelse=item.get("haendelse"),
    )


def record(sag: Sag, plan: Plan, bruger: Bruger, skemaer: Mapping[str, Sequence[DelInput]]) -> None:
    """Records the plan's decisions in the order of the route, and new figures when they come in."""
    sagsgang = sagsgang_of(sag.sagsgangsversion_id)
    steps = _steps(sag, sagsgang, plan)
    dates = _dates(steps, plan)
    for step, dato in zip(steps, dates, strict=True):
        if letter := RECEIVES.get(step.id):
            save_figures(sag, letter, dato, bruger, skemaer[letter])
        _decide(sag, step, dato, bruger, plan)
    if plan.haendelse:
        event: dict[str, Any] = dict(plan.haendelse)
        record_beslutning(
            bruger=bruger, sag=sag, dato=plan.today - dt.timedelta(days=LATEST_DAYS), kilde="DEMO", **event
        )


def _steps(sag: Sag, sagsgang: Sagsgang, plan: Plan) -> list[Trin]:
    """The applicable mandatory steps up to those of `til` and of the published days, in order of the route.

    Steps with a published day come where that day puts them.
    """
    wanted = {*plan.til, *plan.kendt}
    needed = {key for goal in wanted for key in sagsgang.forgaengere[goal]}
    applicable = {
        key for key, item in load_forloeb(sag).tilstand.trin.items() if item.status != "ikke_relevant"
    }
    chosen = [step for step in sagsgang.orden if step.id in needed & applicable and not step.valgfrit]
    return sorted(chosen, key=lambda step: _rank(step, chosen, sagsgang, plan))


def _rank(step: Trin, chosen: Sequence[Trin], sagsgang: Sagsgang, plan: Plan) -> tuple[dt.date, int]:
    """The latest published day among the step and what it rests on; then the order of the route."""
    known = [plan.kendt[key]["dato"] for key in sagsgang.forgaengere[step.id] if key in plan.kendt]
    return max(known, default=dt.date.min), chosen.index(step)


def _dates(steps: Sequence[Trin], plan: Plan) -> list[dt.date]:
    """A day for each step: published ones as they are, those between spread evenly, later ones `efter_dage`
    apart.
    """
    if plan.slut is not None:
        return _spread(plan.aabnet, plan.slut, len(steps))
    dates: list[dt.date | None] = [plan.kendt[s.id]["dato"] if s.id in plan.kendt else None for s in steps]
    previous, start = -1, plan.aabnet
    for index, dato in [(i, d) for i, d in enumerate(dates) if d is not None]:
        between = _spread(start, dato, index - previous)[: index - previous - 1]
        dates[previous + 1 : index] = between
        previous, start = index, dato
    latest = plan.today - dt.timedelta(days=LATEST_DAYS)
    for offset, index in enumerate(range(previous + 1, len(steps)), start=1):
        dates[index] = min(start + dt.timedelta(days=plan.efter_dage * offset), latest)
    return [dato for dato in dates if dato is not None]


def _spread(start: dt.date, end: dt.date, count: int) -> list[dt.date]:
    """`count` days from after `start` to `end`, evenly."""
    span = (end - start).days
    return [start + dt.timedelta(days=span * number // count) for number in range(1, count + 1)]


def save_figures(sag: Sag, bogstav: str, dato: dt.date, bruger: Bruger, dele: Sequence[DelInput]) -> None:
    """New figures of Skema B or C as they come in; none of C where there are none of B."""
    if bogstav == "C" and projektdata_of(sag).latest("B") is None:
        return
    save_skema(
        bruger=bruger,
        sag=sag,
        bogstav=bogstav,
        dele=dele,
        indsendt=dato,
        note="DEMO: ikke offentliggjorte tal",
    )


def _decide(sag: Sag, step: Trin, dato: dt.date, bruger: Bruger, plan: Plan) -> None:
    known = plan.kendt.get(step.id)
    decide(
        step,
        bruger=bruger,
        sag=sag,
        dato=dato,
        udfald=next(item for item in allowed_udfald(step) if item != Udfald.FRAFALDET),
        kilde=plan.kilde if known else SYNTHETIC,
        moede=known.get("moede", "") if known else "",
    )


def decide(step: Trin, **arguments: Any) -> None:
    """Records the decision; where a check refuses and the step allows it, with a dispensation that says DEMO."""
    try:
        record_beslutning(trin=step.id, **arguments)
    except BeslutningAfvist as refused:
        failing = [key.removeprefix("kontrol:") for key in refused.fejl if key.startswith("kontrol:")]
        if not failing or not set(failing) <= set(step.dispensation_mulig):
            raise
        reason = "DEMO: beslutningen er truffet, selv om kontrollen ikke er opfyldt"
        record_beslutning(trin=step.id, **arguments, dispensationer=dict.fromkeys(failing, reason))

"""Synthetic acts of supervision for the demo, about invented organisations only, each come of another as the file says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from almen.godkendelser.demo import decide_until
from almen.godkendelser.selectors import godkendelse_of, typer
from almen.godkendelser.services import edit_godkendelse, open_godkendelse
from almen.godkendelser.svar import decode_svar
from almen.godkendelser.typedefinition import Godkendelsestype
from almen.organisationer.models import Boligorganisation, Bruger
from almen.sager.models import Sag
from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.yamltekst import read_yaml

FIL = "9-tilsynssager.yaml"


def load_demo(bruger: Bruger) -> None:
    """Loads the demo's acts of supervision if there are none; a municipality without the file has none."""
    path = KOMMUNER / settings.ALMEN_KOMMUNE / "demo" / FIL
    if not path.is_file() or Sag.objects.filter(sagstype__startswith="tilsyn_").exists():
        return
    opened: dict[str, Sag] = {}
    invented = {item.lbf_nummer: item for item in Boligorganisation.objects.filter(demo=True)}
    for item in read_yaml(path.read_text(encoding="utf-8"))["tilsynssager"]:
        if organisation := invented.get(item["lbf"]):
            opened[item["noegle"]] = _load(item, organisation, opened.get(item.get("af", "")), bruger)


def _load(
    item: Mapping[str, Any], organisation: Boligorganisation, origin: Sag | None, bruger: Bruger
) -> Sag:
    type_, today = typer()[item["type"]], timezone.localdate()
    day = today - dt.timedelta(days=item["dage_siden"])
    svar = _answers(type_, item["svar"], today)
    sag = open_godkendelse(
        bruger=bruger,
        type_id=type_.id,
        titel=f"{item['titel']} (DEMO)",
        boligorganisation=organisation,
        svar=svar,
        bilag=item.get("bilag"),
        aabnet_dato=day,
        udspringer_af=origin,
        demo=True,
    )
    for part in item["skridt"]:
        if changed := part.get("rettes"):
            svar |= _answers(type_, changed, today)
            bilag = godkendelse_of(sag).bilag
            edit_godkendelse(bruger=bruger, sag=sag, svar=svar, bilag=bilag, afdelinger=())
        day = decide_until(sag, part["til"], day, bruger, {}, days=item["dage"])
    return sag


def _answers(type_: Godkendelsestype, kept: Mapping[str, Any], today: dt.date) -> dict[str, Any]:
    """Answers as the file writes them: days as a number of days from today, the rest as JSON keeps it."""
    return {
        key: today + dt.timedelta(days=value["dage"])
        if isinstance(value, Mapping)
        else decode_svar(type_.felt(key), value)
        for key, value in kept.items()
    }

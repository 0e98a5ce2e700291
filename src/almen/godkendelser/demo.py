"""Synthetic approval cases for the demo, each as far on its route as the file says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from almen.godkendelser.models import Godkendelse
from almen.godkendelser.selectors import typer
from almen.godkendelser.services import open_godkendelse
from almen.godkendelser.svar import decode_svar
from almen.organisationer.models import Boligorganisation, Bruger
from almen.sager.models import Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import record_beslutning
from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.udfald import allowed_udfald
from almen.sagsgang.yamltekst import read_yaml

FIL = "4-godkendelser.yaml"
DAYS_BETWEEN = 5
KILDE = "DEMO: dagen er opdigtet"


def load_demo(bruger: Bruger) -> None:
    """Loads the demo's approvals if there are none; a municipality without the file has none."""
    path = KOMMUNER / settings.ALMEN_KOMMUNE / "demo" / FIL
    if not path.is_file() or Godkendelse.objects.exists():
        return
    organisationer = {item.navn: item for item in Boligorganisation.objects.all()}
    for item in read_yaml(path.read_text(encoding="utf-8"))["godkendelser"]:
        organisation = organisationer.get(item["organisation"])
        if organisation is not None:
            _load(item, organisation, bruger)


def _load(item: Mapping[str, Any], organisation: Boligorganisation, bruger: Bruger) -> None:
    type_ = typer()[item["type"]]
    opened = timezone.localdate() - dt.timedelta(days=item["dage_siden"])
    sag = open_godkendelse(
        bruger=bruger,
        type_id=type_.id,
        titel=f"{item['titel']} (DEMO)",
        boligorganisation=organisation,
        svar={key: decode_svar(type_.felt(key), value) for key, value in item["svar"].items()},
        bilag=item["bilag"],
        aabnet_dato=opened,
        demo=True,
    )
    if item["til"]:
        outcome = {key: item[key] for key in ("udfald", "begrundelse") if key in item}
        decide_until(sag, item["til"], opened, bruger, outcome)


def decide_until(
    sag: Sag,
    last: str,
    opened: dt.date,
    bruger: Bruger,
    outcome: Mapping[str, Any],
    *,
    days: int = DAYS_BETWEEN,
) -> dt.date:
    """Takes the open steps in order up to and with `last`, which comes out as `outcome` says, `days` apart; gives the last day."""
    today = timezone.localdate()
    for step in load_forloeb(sag).sagsgang.orden:
        if step.id in load_forloeb(sag).tilstand.aabne:
            opened = min(opened + dt.timedelta(days=days), today)
            record_beslutning(
                bruger=bruger,
                sag=sag,
                trin=step.id,
                dato=opened,
                kilde=KILDE,
                **{"udfald": allowed_udfald(step)[0], **(outcome if step.id == last else {})},
            )
        if step.id == last:
            break
    return opened

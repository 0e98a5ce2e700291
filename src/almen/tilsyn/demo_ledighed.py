"""Synthetic counts of vacant dwellings for the demo: finished years, and one where answers are missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import cycle
from typing import Any

from django.conf import settings
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.sager.services import record_beslutning
from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.yamltekst import read_yaml
from almen.tilsyn.models import Ledighedsaarsag, Ledighedsopgoerelse
from almen.tilsyn.selectors.ledighed import ubesvarede
from almen.tilsyn.services.ledighed import Ledighedsinput, edit_opgoerelse, load_linjer, open_opgoerelse

FIL = "9-ledighed.yaml"
AARSAGER = (Ledighedsaarsag.RENOVERING, Ledighedsaarsag.HUSLEJE, Ledighedsaarsag.EFTERSPOERGSEL)
TAB_PR_BOLIG = 41_000


def load_demo(bruger: Bruger) -> None:
    """Loads the demo's counts if there are none; a municipality without the file has none."""
    path = KOMMUNER / settings.ALMEN_KOMMUNE / "demo" / FIL
    if not path.is_file() or Ledighedsopgoerelse.objects.exists():
        return
    data = read_yaml(path.read_text(encoding="utf-8"))["ledighed"]
    for item in data["opgoerelser"]:
        _load(item, data["kilde"], bruger)


def _load(item: Mapping[str, Any], kilde: str, bruger: Bruger) -> None:
    dag = item["dag"]
    opened = min(dag - dt.timedelta(days=20), timezone.localdate())
    sag = open_opgoerelse(
        bruger=bruger,
        aar=item["aar"],
        titel=f"Ledige boliger {item['aar']} (DEMO)",
        aabnet_dato=opened,
        demo=True,
    )
    opgoerelse = sag.ledighedsopgoerelse  # type: ignore[attr-defined]
    causes = cycle(AARSAGER)
    lines = []
    for number, asked in enumerate(ubesvarede(opgoerelse, dag), start=1):
        if number % item.get("mangler_hver", number + 1) == 0:
            continue
        vacant = min(asked.boliger, 1 + number % 4) if number % item["hver"] == 0 else 0
        cause = next(causes) if vacant else Ledighedsaarsag.UKENDT
        lines.append(
            (
                asked.afdeling,
                Ledighedsinput(
                    asked.boligtype, asked.boliger, vacant, vacant * TAB_PR_BOLIG, cause, "", kilde
                ),
            )
        )
    load_linjer(bruger=bruger, opgoerelse=opgoerelse, linjer=lines)
    edit_opgoerelse(
        bruger=bruger,
        opgoerelse=opgoerelse,
        opgjort=dag,
        vurdering=item["vurdering"],
        handling=item["handling"],
    )
    if "til" not in item:
        return
    opgoerelse.refresh_from_db()
    for days, step in enumerate(("optaelling", "vurdering", "afslutning"), start=1):
        record_beslutning(
            bruger=bruger,
            sag=sag,
            trin=step,
            dato=dag + dt.timedelta(days=14 * days),
            kilde="DEMO: dagen er opdigtet",
        )

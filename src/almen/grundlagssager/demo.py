"""The demo's changes of bases: the published analysis of 2026, and invented changes marked DEMO."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from almen.grundlag.models import Administrationsgrundlag
from almen.grundlag.services import first_case_day
from almen.grundlagssager.models import Medlemsforslag
from almen.grundlagssager.services import open_analyse, open_grundlagsaendring, save_forslag
from almen.organisationer.models import Bruger
from almen.sager.selectors import load_forloeb
from almen.sager.services import record_beslutning
from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.yamltekst import read_yaml

FIL = "7-grundlagssager.yaml"
DAYS_BETWEEN = 14
KILDE = "DEMO: dagen er opdigtet"


def load_demo(bruger: Bruger) -> None:
    """Loads the demo's changes if there are none; nothing where the file or a route for changes is missing."""
    path = KOMMUNER / settings.ALMEN_KOMMUNE / "demo" / FIL
    first = first_case_day()
    if not path.is_file() or Medlemsforslag.objects.exists() or first is None:
        return
    data = read_yaml(path.read_text(encoding="utf-8"))
    today = timezone.localdate()
    if data["analyse"]["aabnet"] <= today:
        _load_analyse(data["analyse"], bruger)
    for item in data["aendringer"]:
        opened = today - dt.timedelta(days=item["dage_siden"])
        if opened >= first:
            _load_aendring(item, opened, bruger)


def _forslag(item: Mapping[str, Any], bruger: Bruger, *, demo: bool) -> Medlemsforslag:
    values = {key: value for key, value in item.items() if key != "grundlag"}
    bases = Administrationsgrundlag.objects.filter(pk__in=item.get("grundlag", ()))
    return save_forslag(bruger=bruger, grundlag=bases, demo=demo, **values)


def _load_analyse(item: Mapping[str, Any], bruger: Bruger) -> None:
    forslag = _forslag(item["forslag"], bruger, demo=False)
    sag = open_analyse(
        bruger=bruger,
        titel=item["titel"],
        formaal=item["formaal"],
        grundlag=forslag.grundlag.all(),
        forslag=forslag,
        kilde=forslag.kilde,
        sikkerhed=forslag.sikkerhed,
        note=item["note"],
        aabnet_dato=item["aabnet"],
        demo=True,  # the fact is published; the case's days are an estimate, as those of published buildings
    )
    record_beslutning(
        bruger=bruger,
        sag=sag,
        trin=load_forloeb(sag).tilstand.aabne[0],
        dato=item["aabnet"],
        begrundelse=item["note"],
        kilde=forslag.kilde,
    )


def _load_aendring(item: Mapping[str, Any], opened: dt.date, bruger: Bruger) -> None:
    year = timezone.localdate().year + 1
    base = Administrationsgrundlag.objects.get(pk=item["grundlag"])
    sag = open_grundlagsaendring(
        bruger=bruger,
        grundlag=base,
        titel=f"{item['titel']} (DEMO)",
        version=f"{year}-1-DEMO",
        gyldig_fra=dt.date(year, item["gyldig_fra"]["maaned"], item["gyldig_fra"]["dag"]),
        tekst=item["tekst"],
        parametre=item["parametre"],
        note="DEMO: versionen er opdigtet.",
        begrundelse=item["begrundelse"],
        forslag=_forslag(item["forslag"], bruger, demo=True) if "forslag" in item else None,
        aabnet_dato=opened,
        demo=True,
    )
    day = opened
    for step in load_forloeb(sag).sagsgang.orden:
        if step.id in load_forloeb(sag).tilstand.aabne:
            day = min(day + dt.timedelta(days=DAYS_BETWEEN), timezone.localdate())
            record_beslutning(bruger=bruger, sag=sag, trin=step.id, dato=day, kilde=KILDE)
        if step.id == item["til"]:
            return

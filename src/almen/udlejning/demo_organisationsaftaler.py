"""For the demo: invented organisations' agreements on letting, in force, waiting for one of the parties, drafted, or missing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import cycle
from typing import Any

from django.conf import settings
from django.utils import timezone

from almen.organisationer.models import Boligorganisation, Boligtype, Bruger
from almen.sager.services import BeslutningAfvist, record_beslutning
from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.yamltekst import read_yaml
from almen.udlejning.models import Organisationsaftale, Rammeaftale, Vej
from almen.udlejning.services.aftalevilkaar import Celle, exempt_afdeling, save_vilkaar
from almen.udlejning.services.organisationsaftale import open_organisationsaftale, record_underskrift

FIL = "9-individuelle-aftaler.yaml"
# What has been done when a case waits at a step; `i_kraft` waits for nothing.
DONE = {
    "udkast": (),
    "sof": ("udkast",),
    "boligorganisation": ("udkast", "sof"),
    "i_kraft": ("udkast", "sof", "boligorganisation", "underskrift", "ikraft"),
}


def load_demo(bruger: Bruger) -> None:
    """Loads the agreements if there are none; a municipality without the file, or without the framework, has none."""
    path = KOMMUNER / settings.ALMEN_KOMMUNE / "demo" / FIL
    if not path.is_file() or Organisationsaftale.objects.exists():
        return
    data = read_yaml(path.read_text(encoding="utf-8"))
    ramme = Rammeaftale.objects.filter(navn=data["ramme"]).first()
    if ramme is None or data["underskrevet"] > timezone.localdate():
        return
    invented = Boligorganisation.objects.filter(demo=True, afdelinger__isnull=False).distinct()
    for organisation, stand in zip(invented.order_by("navn"), cycle(data["stande"]), strict=False):
        if stand != "mangler":
            _agreement(organisation, ramme, stand, data, bruger)


def _agreement(
    organisation: Boligorganisation, ramme: Rammeaftale, stand: str, data: Mapping[str, Any], bruger: Bruger
) -> None:
    aftale = open_organisationsaftale(
        bruger=bruger,
        rammeaftale=ramme,
        boligorganisation=organisation,
        titel=f"DEMO: Udlejningsaftale {ramme.gyldig_fra.year}–{ramme.gyldig_til.year} med {organisation}"[
            :200
        ],
        aabnet_dato=data["aabnet"],
        demo=True,
    )
    if stand == "udkast":
        return
    _terms(aftale, data, bruger)
    for step in DONE[stand]:
        if step == "underskrift":
            record_underskrift(bruger=bruger, sag=aftale.sag, dag=data["underskrevet"])
        try:
            record_beslutning(
                bruger=bruger,
                sag=aftale.sag,
                trin=step,
                udfald="taget_til_efterretning" if step == "ikraft" else "godkendt",
                kilde="DEMO",
                dato=data["underskrevet"],
            )
        except BeslutningAfvist:
            # The terms are at odds with the statute there: the case waits, as it would.
            return


def _terms(aftale: Organisationsaftale, data: Mapping[str, Any], bruger: Bruger) -> None:
    shares = cycle(data["andele"])
    cells = []
    outside = []
    for place, afdeling in enumerate(aftale.boligorganisation.afdelinger.order_by("nummer"), start=1):
        if place % data["undtaget_hver"] == 0:
            outside.append(afdeling)
            continue
        cells += [
            Celle(afdeling.pk, vej, Decimal(pct)) for vej, pct in zip(Vej.values, next(shares), strict=True)
        ]
    save_vilkaar(
        bruger=bruger, sag=aftale.sag, boligtype=Boligtype.FAMILIE, celler=cells, kilde=data["kilde"]
    )
    for afdeling in outside:
        exempt_afdeling(
            bruger=bruger,
            sag=aftale.sag,
            afdeling=afdeling,
            boligtype=Boligtype.FAMILIE,
            begrundelse=data["undtaget_hvorfor"],
        )

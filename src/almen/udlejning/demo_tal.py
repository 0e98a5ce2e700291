"""For the demo: invented lettings by way, a placement that was changed, and a running proposal with placements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone

from almen.omraader.models import Omraadeafdeling, Udlejningsjustering
from almen.omraader.services.justering import edit_justering
from almen.organisationer.models import Afdeling, Boligbestand, Bruger
from almen.regler.fejl import UgyldigtInput
from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.yamltekst import read_yaml
from almen.udlejning.models import Placering, Trappetrin, Udlejningstal, Vej
from almen.udlejning.selectors.aftalte_andele import shares_of_year
from almen.udlejning.selectors.forslag import kept_figures
from almen.udlejning.selectors.rammeaftale import agreement_on
from almen.udlejning.selectors.tal import measured_years
from almen.udlejning.services.placering import place_afdeling
from almen.udlejning.services.placeringsforslag import save_forslag
from almen.udlejning.services.udlejningstal import Udlejningstalinput, register_first

FIL = "9-udlejningstal.yaml"


def load_demo(bruger: Bruger) -> None:
    """Loads the lettings if there are none; a municipality without the file has none. After agreements and areas."""
    path = KOMMUNER / settings.ALMEN_KOMMUNE / "demo" / FIL
    if not path.is_file() or Udlejningstal.objects.exists():
        return
    data = read_yaml(path.read_text(encoding="utf-8"))
    _move(bruger, data["flyttes"], data["kilde"])
    register_first(bruger=bruger, tal=_lettings(data), demo=True)
    _propose(bruger, data["foreslaas"])


def _lettings(data: Mapping[str, Any]) -> list[Udlejningstalinput]:
    stock = dict(
        Boligbestand.objects.filter(boligtype=data["boligtype"], antal__gt=0, afdeling__demo=True)
        .order_by("opgjort")
        .values_list("afdeling", "antal")
    )
    # Most invented afdelinger have no counted dwellings: they are taken to have some.
    for place, key in enumerate(
        Afdeling.objects.filter(demo=True).order_by("pk").values_list("pk", flat=True)
    ):
        stock.setdefault(key, data["boliger"][place % len(data["boliger"])])
    inside = set(Omraadeafdeling.objects.filter(til=None, demo=True).values_list("afdeling", flat=True))
    afdelinger = sorted(stock)
    far_off = next((key for key in afdelinger if key in inside), None)
    found = []
    for aar in data["aar"]:
        agreed = shares_of_year(aar, afdelinger)
        for place, afdeling in enumerate(afdelinger):
            if aar == data["aar"][-1] and place % data["ubesvaret_hver"] == data["ubesvaret_hver"] - 1:
                continue
            turnover = data["omsaetning_pct"][place % len(data["omsaetning_pct"])]
            whole = max(1, round(stock[afdeling] * turnover / 100) + (place + aar) % 3)
            swing = data["udsving"][(place * 3 + aar) % len(data["udsving"])]
            percents = [
                row.pct if (row := agreed.get((afdeling, data["boligtype"], vej))) and row.pct is not None
                else Decimal(data["uden_aftale"][number])
                for number, vej in enumerate(Vej.values)
            ]  # fmt: skip
            flexible = percents[Vej.values.index(Vej.FLEKSIBEL)] + swing
            if afdeling == far_off and aar >= data["afviger"]["fra"]:
                flexible = Decimal(data["afviger"]["fleksibel_pct"])
            unknown = place % data["anvisning_ukendt_hver"] == data["anvisning_ukendt_hver"] - 1
            found += [
                Udlejningstalinput(
                    afdeling,
                    aar,
                    data["boligtype"],
                    vej,
                    None if unknown and vej == Vej.ANVISNING else antal,
                    data["kilde"],
                    "usikker",
                )
                for vej, antal in _split(whole, percents, flexible).items()
            ]
    return found


def _split(whole: int, percents: list[Decimal], flexible: Decimal) -> dict[str, int]:
    """Whole lettings by way that add up: the waiting list takes what is left."""
    flexible_n = min(whole, max(0, round(whole * flexible / 100)))
    assigned = min(whole - flexible_n, round(whole * percents[2] / 100))
    other = min(whole - flexible_n - assigned, round(whole * percents[3] / 100))
    return dict(
        zip(Vej.values, (whole - flexible_n - assigned - other, flexible_n, assigned, other), strict=True)
    )


def _move(bruger: Bruger, flyttes: Mapping[str, Any], kilde: str) -> None:
    """Moves the first demo afdeling that stands on another step of the stair then, so that a before and an after can be seen."""
    dag: dt.date = flyttes["fra"]
    aftale = agreement_on(dag)
    step = _step(aftale, flyttes["trappe"], flyttes["til"])
    if step is None:
        return
    standing = Placering.objects.filter(
        trin__rammeaftale=aftale, trin__trappe=step.trappe, afdeling__demo=True, ophaevet=False, fra__lt=dag
    )
    first = standing.exclude(trin=step).select_related("afdeling").order_by("afdeling").first()
    if first is not None:
        place_afdeling(
            bruger=bruger,
            afdeling=first.afdeling,
            trin=step,
            fra=dag,
            begrundelse=flyttes["hvorfor"],
            kilde=kilde,
            sikkerhed="usikker",
            demo=True,
        )


def _propose(bruger: Bruger, foreslaas: Mapping[str, Any]) -> None:
    """Gives the running demo proposal a placement for each of its afdelinger."""
    running = Udlejningsjustering.objects.filter(sag__demo=True, sag__overblik__afslutning="").first()
    dag = timezone.localdate() + dt.timedelta(days=foreslaas["dage_frem"])
    step = _step(agreement_on(timezone.localdate()), foreslaas["trappe"], foreslaas["trin"])
    if running is None or step is None:
        return
    afdelinger: list[Afdeling] = list(running.afdelinger.all())
    edit_justering(
        bruger=bruger,
        sag=running.sag,
        begrundelse=running.begrundelse,
        forslag=running.forslag,
        afdelinger=afdelinger,
        udlejning=kept_figures(running.omraade, measured_years()[0]),
    )
    for afdeling in afdelinger:
        try:
            save_forslag(
                bruger=bruger,
                sag=running.sag,
                afdeling=afdeling,
                trin=step,
                fra=dag,
                fleksibel_pct=Decimal(foreslaas["fleksibel_pct"]),
            )
        except UgyldigtInput:
            # The agreement ends before the day: a demo of another year proposes nothing.
            return


def _step(aftale: Any, trappe: str, nummer: int) -> Trappetrin | None:
    if aftale is None:
        return None
    return Trappetrin.objects.filter(rammeaftale=aftale, trappe=trappe, nummer=nummer).first()

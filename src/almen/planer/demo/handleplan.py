"""Policies, strategies and handleplaner of the demo: what is published with its source, and invented plans marked DEMO."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from almen.grundlag.models import Administrationsgrundlag
from almen.omraader.models import Kommuneudpegning, Omraade
from almen.omraader.selectors.tal import own_kommune
from almen.omraader.services import Omraadeinput, Udpegningsinput, create_omraade, designate_omraade
from almen.organisationer.models import Bruger
from almen.planer.models import Indsats, Plan, Politik, Strategi
from almen.planer.services import (
    Budgetbeloeb,
    carry_forward,
    open_plan,
    open_politik,
    reach_milepael,
    record_politik,
    report_status,
    save_budget,
    save_finansiering,
    save_indikator,
    save_indsats,
    save_maal,
    save_milepael,
    save_strategi,
)
from almen.sager.models import Sag
from almen.sager.services import record_beslutning
from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.yamltekst import read_yaml

FIL = "8-handleplan.yaml"
INVENTED = "DEMO: dagen er opdigtet"


def load_handleplaner(bruger: Bruger) -> None:
    """Loads strategies, policies and handleplaner if there are none; nothing where the municipality has no such file."""
    path = KOMMUNER / settings.ALMEN_KOMMUNE / "demo" / FIL
    if not path.is_file() or Politik.objects.exists():
        return
    data = read_yaml(path.read_text(encoding="utf-8"))
    for item in data["strategier"]:
        bases = Administrationsgrundlag.objects.filter(pk__in=item["grundlag"])
        save_strategi(bruger=bruger, **{**item, "grundlag": bases})
    for item in data["tidligere"]:
        record_politik(bruger=bruger, **item)
    politik = _load_politik(data["politik"], bruger)
    for item in data["handleplaner"]:
        if item["aabnet"] <= timezone.localdate():
            _load_handleplan(item, politik, bruger)


def _load_politik(item: Mapping[str, Any], bruger: Bruger) -> Politik:
    own = {
        key: item[key]
        for key in ("titel", "navn", "fra", "til", "beskrivelse", "kilde", "kilde_adresse", "sikkerhed")
    }
    for navn in item["omraader"]:
        _designate(item, _area(navn, item, bruger), bruger)
    # Those that the demo's areas bring with them too.
    designated = Kommuneudpegning.objects.filter(
        grundlag__iexact=item["navn"], omraade__kommune=own_kommune()
    )
    politik = open_politik(
        bruger=bruger,
        **own,
        udpegninger=designated,
        strategier=Strategi.objects.all(),
        demo=True,
        aabnet_dato=item["aabnet"],
    )
    for goal in item["maal"]:
        maal = save_maal(bruger=bruger, politik=politik, nummer=goal["nummer"], navn=goal["navn"])
        for row in goal["indikatorer"]:
            save_indikator(bruger=bruger, maal=maal, **row)
    _decide(politik.sag, item["beslutninger"], bruger)
    return politik


def _area(navn: str, item: Mapping[str, Any], bruger: Bruger) -> Omraade:
    found = Omraade.objects.filter(navn=navn, kommune=own_kommune()).first()
    return found or create_omraade(
        bruger=bruger, omraade=Omraadeinput(navn=navn, kilde=item["omraadekilde"]), demo=True
    )


def _designate(item: Mapping[str, Any], omraade: Omraade, bruger: Bruger) -> None:
    if omraade.kommuneudpegninger.filter(grundlag__iexact=item["navn"], til__isnull=True).exists():
        return
    given = Udpegningsinput(
        grundlag=item["navn"],
        fra=item["fra"],
        til=None,
        begrundelse="",
        kilde=item["omraadekilde"],
        kilde_adresse="",
        sikkerhed="usikker",
    )
    designate_omraade(bruger=bruger, omraade=omraade, udpegning=given, demo=True)


def _load_handleplan(item: Mapping[str, Any], politik: Politik, bruger: Bruger) -> None:
    areas = Omraade.objects.filter(kommuneudpegninger__politikker=politik)
    plan = open_plan(
        bruger=bruger,
        art="handleplan",
        titel=item["titel"],
        navn=item["navn"],
        fra=item["fra"],
        til=item["til"],
        formaal=item["formaal"],
        omraader=areas,
        politik=politik,
        strategier=Strategi.objects.filter(navn__in=item.get("strategier", ())),
        erstatter=Plan.objects.get(navn=item["erstatter"]) if "erstatter" in item else None,
        aabnet_dato=item["aabnet"],
        demo=True,
    )
    if "viderefoer" in item and plan.erstatter is not None:
        chosen = plan.erstatter.indsatser.filter(navn__in=item["viderefoer"])
        carry_forward(bruger=bruger, plan=plan, indsatser=list(chosen))
    goals = {goal.nummer: goal for goal in politik.maal.all()}
    made = [_load_indsats(row, plan, goals, bruger) for row in item["indsatser"]]
    for row in item.get("milepaele", ()):
        _load_milepael(row, plan, None, bruger)
    if "finansiering" in item:
        parts = {part: (row["beloeb"], row["note"]) for part, row in item["finansiering"].items()}
        save_finansiering(bruger=bruger, plan=plan, dele=parts)
    if "budget" in item:
        lines = [Budgetbeloeb("", aar, beloeb) for aar, beloeb in item["budget"].items()]
        save_budget(bruger=bruger, plan=plan, linjer=lines)
    _decide(plan.sag, item.get("beslutninger", ()), bruger)
    for indsats, row in zip(made, item["indsatser"], strict=True):
        _load_status(row.get("status", ()), plan, indsats, bruger)
    _load_status(item.get("status", ()), plan, None, bruger)


def _load_indsats(item: Mapping[str, Any], plan: Plan, goals: Mapping[int, Any], bruger: Bruger) -> Indsats:
    indsats = save_indsats(
        bruger=bruger,
        plan=plan,
        navn=item["navn"],
        art=item["art"],
        maal=goals[item["maal"]],
        ansvarlig=item["ansvarlig"],
        beskrivelse=item.get("beskrivelse", ""),
        omraader=Omraade.objects.filter(navn__in=item.get("omraader", ()), planer=plan),
        budget=item.get("budget"),
    )
    for row in item.get("milepaele", ()):
        _load_milepael(row, plan, indsats, bruger)
    return indsats


def _load_milepael(item: Mapping[str, Any], plan: Plan, indsats: Indsats | None, bruger: Bruger) -> None:
    milepael = save_milepael(
        bruger=bruger, plan=plan, titel=item["titel"], frist=item["frist"], indsats=indsats
    )
    reached = item.get("naaet")
    if reached is not None and reached <= timezone.localdate():
        reach_milepael(bruger=bruger, milepael=milepael, naaet=reached)


def _load_status(
    rows: Iterable[Mapping[str, Any]], plan: Plan, indsats: Indsats | None, bruger: Bruger
) -> None:
    for row in rows:
        if row["dato"] <= timezone.localdate():
            report_status(bruger=bruger, plan=plan, indsats=indsats, **row)


def _decide(sag: Sag | None, rows: Iterable[Mapping[str, Any]], bruger: Bruger) -> None:
    for row in rows:
        dato: dt.date = row["dato"]
        if sag is not None and dato <= timezone.localdate():
            record_beslutning(
                bruger=bruger, sag=sag, trin=row["trin"], dato=dato, kilde=row.get("kilde", INVENTED)
            )

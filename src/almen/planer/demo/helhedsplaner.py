"""The demo's boligsociale helhedsplaner: all synthetic, marked DEMO; days are counted back from the day of loading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from almen.grundlag.selectors import sagsgang_of
from almen.omraader.models import Omraade
from almen.organisationer.models import Boligorganisation, Bruger
from almen.organisationer.selectors import current_profil
from almen.planer.models import Plan, Planart
from almen.planer.services import (
    Budgetbeloeb,
    reach_milepael,
    report_status,
    save_indsats,
    save_milepael,
)
from almen.planer.services.helhedsplan import (
    open_helhedsplan,
    save_oekonomi,
    save_oplysninger,
    save_regnskab,
)
from almen.planer.services.saerindsats import add_forhandling, adopt_saerindsats, save_saerindsats
from almen.sager.models import Sag
from almen.sager.services import record_beslutning
from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.udfald import allowed_udfald
from almen.sagsgang.yamltekst import read_yaml

FIL = "8-helhedsplaner.yaml"
KILDE = "DEMO: opdigtet"


def load_helhedsplaner(bruger: Bruger) -> None:
    """Loads the demo's plans if there are none; a municipality without the file has none."""
    path = KOMMUNER / settings.ALMEN_KOMMUNE / "demo" / FIL
    if not path.is_file() or Plan.objects.filter(art=Planart.HELHEDSPLAN).exists():
        return
    today = timezone.localdate()
    for item in read_yaml(path.read_text(encoding="utf-8"))["helhedsplaner"]:
        _load(item, bruger, today)


def _load(item: Mapping[str, Any], bruger: Bruger, today: dt.date) -> None:
    first_year = today.year + item["foerste_aar"]
    term = {
        "fra": dt.date(first_year, 1, 1),
        "til": dt.date(first_year + item["antal_aar"] - 1, 12, 31),
    }
    profil = current_profil()
    areas = Omraade.objects.filter(navn__in=item["omraader"], kommune__in=(profil.navn, profil.kort_navn))
    steps: list[Mapping[str, Any]] = item["trin"]
    plan = open_helhedsplan(
        bruger=bruger,
        titel=item["titel"],
        navn=item["navn"],
        formaal=item["formaal"],
        boligorganisation=Boligorganisation.objects.get(kortnavn=item["organisation"]),
        omraader=areas,
        ansoegt=item.get("ansoegt"),
        kilde=KILDE,
        aabnet_dato=_day(today, first_year, item["aabnet"]),
        demo=True,
        **term,
    )
    save_oplysninger(bruger=bruger, plan=plan, **item["organisering"])
    _money(item["oekonomi"], plan, bruger, first_year)
    _efforts(item, plan, bruger, today, first_year)
    _negotiations(item, plan, bruger, today, first_year)
    for step in steps:
        sag = Sag.objects.get(pk=plan.sag_id)
        trin = sagsgang_of(sag.sagsgangsversion_id).efter_id[step["trin"]]
        record_beslutning(
            bruger=bruger,
            sag=sag,
            trin=trin.id,
            udfald=allowed_udfald(trin)[0],
            dato=_day(today, first_year, step),
            kilde=KILDE,
        )
    _what_happened(item, plan, bruger, today, first_year)


def _day(today: dt.date, first_year: int, item: Mapping[str, Any]) -> dt.date:
    """A day some days ago, or a day of the plan's first, second … year; never in the future."""
    if "dage_siden" in item:
        return today - dt.timedelta(days=item["dage_siden"])
    return min(dt.date(first_year + item["aar"], item["maaned"], item["dag"]), today)


def _money(item: Mapping[str, Any], plan: Plan, bruger: Bruger, first_year: int) -> None:
    lines = [
        Budgetbeloeb(tema, first_year + index, amount)
        for tema, amounts in item["temaer"].items()
        for index, amount in enumerate(amounts)
    ]
    save_oekonomi(bruger=bruger, plan=plan, budget=item["budget"], dele=item["dele"], linjer=lines)


def _efforts(item: Mapping[str, Any], plan: Plan, bruger: Bruger, today: dt.date, first_year: int) -> None:
    for effort in item.get("indsatser", []):
        felter = {key: value for key, value in effort.items() if key not in ("milepaele", "status")}
        row = save_indsats(bruger=bruger, plan=plan, art="social", **felter)
        for milestone in effort.get("milepaele", []):
            save_milepael(
                bruger=bruger,
                plan=plan,
                titel=milestone["titel"],
                frist=dt.date(first_year + milestone["aar"], milestone["maaned"], 1),
                indsats=row,
            )


def _negotiations(
    item: Mapping[str, Any], plan: Plan, bruger: Bruger, today: dt.date, first_year: int
) -> None:
    for effort in item.get("saerindsatser", []):
        row = save_saerindsats(
            bruger=bruger,
            plan=plan,
            navn=effort["navn"],
            beskrivelse=effort["beskrivelse"],
            budget=effort.get("budget"),
            foreslaaet=_day(today, first_year, effort["foreslaaet"]),
            kilde=effort["kilde"],
        )
        for entry in effort["forhandling"]:
            add_forhandling(
                bruger=bruger,
                saerindsats=row,
                part=entry["part"],
                stand=entry["stand"],
                dato=_day(today, first_year, entry),
                tekst=entry.get("tekst", ""),
            )
        if "optaget_hos" in effort:
            adopt_saerindsats(
                bruger=bruger, saerindsats=row, ansvarlig=effort["optaget_hos"], tema=effort["tema"]
            )


def _what_happened(
    item: Mapping[str, Any], plan: Plan, bruger: Bruger, today: dt.date, first_year: int
) -> None:
    efforts = {row.navn: row for row in plan.indsatser.all()}
    for effort in item.get("indsatser", []):
        row = efforts[effort["navn"]]
        status = effort.get("status")
        if status:
            report_status(
                bruger=bruger,
                plan=plan,
                indsats=row,
                lys=status["lys"],
                tekst=status["tekst"],
                dato=_day(today, first_year, status),
            )
        for milestone in effort.get("milepaele", []):
            if "naaet" in milestone:
                reach_milepael(
                    bruger=bruger,
                    milepael=row.milepaele.get(titel=milestone["titel"]),
                    naaet=_day(today, first_year, milestone["naaet"]),
                )
    for report in item.get("status", []):
        report_status(
            bruger=bruger,
            plan=plan,
            lys=report["lys"],
            tekst=report["tekst"],
            dato=_day(today, first_year, report),
        )
    for index, spent in enumerate(item.get("regnskab", [])):
        save_regnskab(
            bruger=bruger,
            plan=plan,
            aar=first_year + index,
            linjer=spent["temaer"],
            revideret=spent["revideret"],
        )

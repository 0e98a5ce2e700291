"""The demo's framework agreements: real ones with what their sources say, and DEMO shares and placements that are marked so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone

from almen.organisationer.models import Afdeling, Boligtype, Bruger
from almen.organisationer.services.organisationer import Optaelling, set_bestand
from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.yamltekst import read_yaml
from almen.udlejning.models import Rammeaftale, Trappe, Trappetrin, Vej
from almen.udlejning.selectors.placeringer import area_steps_on
from almen.udlejning.services.aftaledele import Bilagsinput, Trininput, save_bilag, save_trin
from almen.udlejning.services.andele import save_andele
from almen.udlejning.services.kriterier import Brug, Kriterieinput, save_kriterium, save_trinkriterier
from almen.udlejning.services.overfoersel import carry_placeringer
from almen.udlejning.services.placering import Placeringsinput, place_afdelinger
from almen.udlejning.services.rammeaftale import FIELDS, record_rammeaftale, start_renewal

FIL = "9-udlejning.yaml"


def load_demo(bruger: Bruger) -> None:
    """Loads the agreements if there are none; a municipality without the file has none."""
    path = KOMMUNER / settings.ALMEN_KOMMUNE / "demo" / FIL
    if not path.is_file() or Rammeaftale.objects.exists():
        return
    data = read_yaml(path.read_text(encoding="utf-8"))
    by_name: dict[str, Rammeaftale] = {}
    for item in data["aftaler"]:
        by_name[item["navn"]] = _agreement(item, data, by_name, bruger)
    _count_dwellings(data.get("opdigtede_boliger", {}), bruger)
    if told := data.get("placeringer"):
        _place(told, by_name[told["aftale"]], bruger)
    today = timezone.localdate()
    if (told := data.get("fornyelse")) and told["aabnet"] <= today:
        renewal = start_renewal(
            bruger=bruger,
            aftale=by_name[told["aftale"]],
            titel=told["titel"],
            aabnet_dato=told["aabnet"],
            demo=True,
        )
        carry_placeringer(bruger=bruger, aftale=renewal)


def _count_dwellings(told: Mapping[str, Any], bruger: Bruger) -> None:
    """Gives invented afdelinger that were never counted an invented number of dwellings."""
    invented = Afdeling.objects.filter(demo=True, bestand__isnull=True).order_by("pk") if told else ()
    for place, afdeling in enumerate(invented):
        counts = {
            boligtype: Optaelling(numbers[place % len(numbers)])
            for boligtype, numbers in told["antal"].items()
            if numbers[place % len(numbers)]
        }
        set_bestand(bruger=bruger, afdeling=afdeling, opgjort=told["opgjort"], bestand=counts)


def _agreement(
    item: Mapping[str, Any], data: Mapping[str, Any], by_name: Mapping[str, Rammeaftale], bruger: Bruger
) -> Rammeaftale:
    aftale = record_rammeaftale(
        bruger=bruger,
        forgaenger=by_name.get(item.get("afloeser", "")),
        demo=item.get("demo", False),
        **{name: item[name] for name in FIELDS if name in item},
    )
    for row in item.get("bilag", ()):
        save_bilag(bruger=bruger, aftale=aftale, bilag=Bilagsinput(**row))
    criteria = {
        row["kode"]: save_kriterium(
            bruger=bruger,
            aftale=aftale,
            kriterium=Kriterieinput(**{key: value for key, value in row.items() if key != "kode"}),
        )
        for row in item.get("kriterier", ())
    }
    for row in item.get("trin", ()):
        trin = save_trin(
            bruger=bruger,
            aftale=aftale,
            trin=Trininput(
                row["trappe"],
                row["nummer"],
                row["navn"],
                row.get("beskrivelse", ""),
                item["kilde"][:400],
                row["sikkerhed"],
            ),
        )
        use = [Brug(criteria[kode], binding) for kode, binding in row.get("demo_kriterier", ())]
        if use:
            save_trinkriterier(bruger=bruger, trin=trin, brug=use, fra=aftale.gyldig_fra)
        _shares(row, trin, aftale, data, bruger)
    return aftale


def _shares(
    row: Mapping[str, Any], trin: Trappetrin, aftale: Rammeaftale, data: Mapping[str, Any], bruger: Bruger
) -> None:
    own = Boligtype.UNGDOM if row["trappe"] == Trappe.UNGDOM else Boligtype.FAMILIE
    # A share that nobody has published is there, and is said not to be known.
    given = row.get("demo_andele", {own: [None] * len(Vej)})
    save_andele(
        bruger=bruger,
        aftale=aftale,
        gitter={
            (trin.pk, boligtype): {
                vej: None if text is None else Decimal(text)
                for vej, text in zip(Vej.values, texts, strict=True)
            }
            for boligtype, texts in given.items()
        },
        fra=aftale.gyldig_fra,
        kilde=data["demo_kilde" if "demo_andele" in row else "ukendt_kilde"],
        sikkerhed="usikker",
        med_ukendte=True,
    )


def _place(told: Mapping[str, Any], aftale: Rammeaftale, bruger: Bruger) -> None:
    """Gives demo afdelinger steps: by their area's class where it has one, else by their place in the list."""
    steps = {(item.trappe, item.nummer): item for item in aftale.trin.all()}
    own = [nummer for trappe, nummer in steps if trappe == Trappe.AFDELING]
    rows = [
        row
        for place, row in enumerate(
            Afdeling.objects.select_related("boligorganisation").order_by(
                "boligorganisation__navn", "nummer", "pk"
            )
        )
        if (place + 1) % told["uden"]
    ]
    said = area_steps_on(aftale.gyldig_fra)
    wanted: list[Placeringsinput] = []
    moved: list[Placeringsinput] = []
    later: dt.date | None = told.get("flyttes_fra")
    for place, row in enumerate(rows):
        area = said.get(row.pk)
        if area is not None and (Trappe.OMRAADE, area.trin) in steps:
            wanted.append(Placeringsinput(row, steps[Trappe.OMRAADE, area.trin], aftale.gyldig_fra))
        number = own[(place * 3 + place // 5) % len(own)]
        wanted.append(Placeringsinput(row, steps[Trappe.AFDELING, number], aftale.gyldig_fra))
        if later is not None and later <= timezone.localdate() and not place % 7 and number < max(own):
            moved.append(
                Placeringsinput(row, steps[Trappe.AFDELING, number + 1], later, told["flyttes_hvorfor"])
            )
    for portion in (wanted, moved):
        if portion:
            place_afdelinger(
                bruger=bruger, placeringer=portion, kilde=told["kilde"], sikkerhed="usikker", demo=True
            )

"""The demo's areas: real ones with what their sources print, and invented ones with invented figures, marked DEMO."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings

from almen.grundlag.selectors import current_parametre
from almen.omraader.beregning import Laest, compute_stande
from almen.omraader.models import Listeudpegning, Omraade, Omraadegraense
from almen.omraader.services import (
    Graenseinput,
    Listeinput,
    Noegletalinput,
    Omraadeinput,
    Udpegningsinput,
    create_omraade,
    designate_omraade,
    link_afdeling,
    register_graense,
    register_noegletal,
)
from almen.omraader.services.listeklasser import new_udpegning
from almen.omraader.services.noegletal import register_first
from almen.organisationer.models import Afdeling, Boligorganisation, Bruger
from almen.organisationer.services import save_afdeling
from almen.regler.omraadeklasse import day_of_list
from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.yamltekst import read_yaml

FIL = "8-omraader.yaml"
REGION = "Hovedstaden"
OMRIDS = "DEMO: opdigtet omrids et sted i bydelen, ikke områdets grænse"
HJOERNER = 7
# Half the width of an outline in degrees; a degree of latitude is almost twice as long as one of longitude here.
BREDDE, HOEJDE = 0.0034, 0.0019
# What the 2010 and 2014 rules ask of figures that were not made up yet.
FOERST_FRA = {"grundskole_pct": 2014, "indkomst_pct": 2014}


def load_demo(bruger: Bruger) -> None:
    """Loads the demo's areas if there are none; a municipality without the file has none."""
    path = KOMMUNER / settings.ALMEN_KOMMUNE / "demo" / FIL
    if not path.is_file() or Omraade.objects.exists():
        return
    data = read_yaml(path.read_text(encoding="utf-8"))["omraader"]
    _load_published(data, bruger)
    _load_invented(data["opdigtede"], bruger)


def _day(aar: int) -> dt.date:
    return day_of_list(aar, current_parametre())


def _load_published(data: Mapping[str, Any], bruger: Bruger) -> None:
    figures: list[Noegletalinput] = []
    lists: list[Listeudpegning] = []
    for item in (*data["offentliggjorte"], *data["andre_kommuner"]):
        omraade = _area(item, bruger, demo=False)
        for aar, entry in item["lister"].items():
            source = data["kilder"][entry["kilde"]]
            given = Listeinput(omraade.pk, _day(aar), tuple(entry["klasser"]), **source)
            lists.append(new_udpegning(given, bruger, None, ""))
            figures += [
                Noegletalinput(omraade.pk, _day(aar), indikator, Decimal(text), **source)
                for indikator, text in entry.get("tal", {}).items()
            ]
    register_first(bruger=bruger, tal=figures, lister=lists)


def _load_invented(made: Mapping[str, Any], bruger: Bruger) -> None:
    source = {"kilde": made["kilde"], "sikkerhed": made["sikkerhed"]}
    means = {_day(aar): Decimal(text) for aar, text in made["landsgennemsnit"].items()}
    figures = [
        Noegletalinput(None, day, "landsgennemsnit_doemte_pct", value, **source)
        for day, value in means.items()
    ]
    lists: list[Listeudpegning] = []
    areas: dict[str, Omraade] = {}
    for item in made["omraader"]:
        omraade = areas[item["navn"]] = _area(item, bruger, demo=True, kilde=made["kilde"])
        series = dict(_series(item, made))
        figures += [
            Noegletalinput(omraade.pk, day, indikator, value, **source)
            for day, values in series.items()
            for indikator, value in values.items()
        ]
        lists += _lists(item, omraade, series, means, bruger, source)
        if item.get("udpeget"):
            given = Udpegningsinput(made["grundlag"], til=None, sikkerhed="usikker", **made["udpeget"])
            designate_omraade(bruger=bruger, omraade=omraade, udpegning=given, demo=True)
    first = made["rettelse"]
    wrong = (areas[first["omraade"]].pk, _day(first["liste"]), first["indikator"])
    later = next(tal for tal in figures if (tal.omraade, tal.liste, tal.indikator) == wrong)
    figures[figures.index(later)] = replace(later, vaerdi=Decimal(first["foerst"]))
    register_first(bruger=bruger, tal=figures, lister=lists, demo=True)
    register_noegletal(bruger=bruger, tal=later, begrundelse=first["begrundelse"], demo=True)
    _link_afdelinger(made["omraader"], areas, bruger)


def _area(item: Mapping[str, Any], bruger: Bruger, *, demo: bool, kilde: str = "") -> Omraade:
    given = Omraadeinput(
        navn=item["navn"],
        kommune=item.get("kommune", ""),
        region="" if item.get("kommune") else REGION,
        bydel=item.get("bydel", ""),
        beskrivelse=f"DEMO: {item['fortaelling']}" if demo else "",
        kilde=kilde,
    )
    omraade = create_omraade(bruger=bruger, omraade=given, demo=demo)
    if "centrum" in item:
        _outline(omraade, item["centrum"], bruger)
    return omraade


def _outline(omraade: Omraade, centrum: tuple[float, float], bruger: Bruger) -> Omraadegraense:
    """A polygon around the middle; which shape follows from the name."""
    seed = sum(map(ord, omraade.navn))
    ring = []
    for corner in range(HJOERNER):
        angle = 2 * math.pi * corner / HJOERNER
        reach = 0.7 + (seed * (corner + 3) % 31) / 100
        x, y = centrum[0] + BREDDE * reach * math.cos(angle), centrum[1] + HOEJDE * reach * math.sin(angle)
        ring.append([round(x, 6), round(y, 6)])
    geometri = {"type": "MultiPolygon", "coordinates": [[[*ring, ring[0]]]]}
    given = Graenseinput(geometri, "wgs84", None, OMRIDS, "usikker")
    return register_graense(bruger=bruger, omraade=omraade, graense=given, demo=True)


def _series(
    item: Mapping[str, Any], made: Mapping[str, Any]
) -> Iterator[tuple[dt.date, dict[str, Decimal | None]]]:
    """The area's figures list by list: from the first value to the last, with a small swing that follows from name and year."""
    first, last = made["fra"], made["til"]
    for aar in range(first, last + 1):
        if aar in item.get("mangler", ()):
            continue
        part = Decimal(aar - first) / (last - first)
        residents = _between(
            Decimal(item["beboere"][0]), Decimal(item["beboere"][1]), part, _swing(item, aar, 0) * 6
        )
        values: dict[str, Decimal | None] = {"beboere": residents}
        for place, (indikator, (start, end)) in enumerate(item["pct"].items(), start=1):
            if aar >= FOERST_FRA.get(indikator, first):
                step = Decimal("0.03") if indikator == "doemte_pct" else Decimal("0.3")
                values[indikator] = _between(
                    Decimal(start), Decimal(end), part, _swing(item, aar, place) * step
                )
        if aar >= made["egne_fra"]:
            own = Decimal(aar - made["egne_fra"]) / (last - made["egne_fra"])
            for place, (indikator, (start, end)) in enumerate(item.get("egne", {}).items(), start=7):
                values[indikator] = _between(
                    Decimal(start), Decimal(end), own, _swing(item, aar, place) * Decimal("0.4")
                )
        for indikator, text in item.get("saerlige", {}).get(aar, {}).items():
            values[indikator] = None if text is None else Decimal(text)
        yield _day(aar), values


def _swing(item: Mapping[str, Any], aar: int, place: int) -> int:
    return (aar * 7 + len(item["navn"]) * 3 + place * 3) % 5 - 2


def _between(start: Decimal, end: Decimal, part: Decimal, swing: Decimal | int) -> Decimal:
    """Rounded to the decimals that the first value is written with."""
    return (start + (end - start) * part + swing).quantize(start, ROUND_HALF_UP)


def _lists(
    item: Mapping[str, Any],
    omraade: Omraade,
    series: Mapping[dt.date, dict[str, Decimal | None]],
    means: Mapping[dt.date, Decimal],
    bruger: Bruger,
    source: Mapping[str, str],
) -> Iterator[Listeudpegning]:
    """The classes that follow from the figures, as if published; but for what the file says otherwise, and what is undecided."""
    read = {day: Laest(values) for day, values in series.items()}
    said = {_day(aar): klasser for aar, klasser in item.get("offentliggjort", {}).items()}
    for stand in compute_stande(omraade.pk, read, means, current_parametre()):
        klasser = said.get(stand.liste, None if stand.uafgjorte else stand.klasser)
        if klasser is not None:
            given = Listeinput(omraade.pk, stand.liste, tuple(klasser), **source)
            yield new_udpegning(given, bruger, None, "", demo=True)


def _link_afdelinger(items: list[dict[str, Any]], areas: Mapping[str, Omraade], bruger: Bruger) -> None:
    """Invented afdelinger of the demo's invented boligorganisationer, in the invented areas."""
    parents = list(
        Boligorganisation.objects.filter(demo=True, navn__startswith="Demo-").order_by("lbf_nummer")
    )
    if not parents:
        return
    number = 0
    for item in items:
        for _ in range(item["afdelinger"]):
            parent = parents[number % len(parents)]
            number += 1
            afdeling = save_afdeling(
                bruger=bruger,
                afdeling=Afdeling(boligorganisation=parent, demo=True),
                nummer=str(800 + number),
                navn=f"{item['navn']} {number}",
                bydel=item["bydel"],
            )
            link_afdeling(
                bruger=bruger,
                omraade=areas[item["navn"]],
                afdeling=afdeling,
                kilde=OMRIDS.split(":")[0],
                demo=True,
            )

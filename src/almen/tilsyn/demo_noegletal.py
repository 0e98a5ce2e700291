"""The demo's key figures: invented ones of invented organisations and afdelinger, marked DEMO, and invented critical values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone

from almen.grundlag.services import add_lokale
from almen.organisationer.models import Afdeling, Boligbestand, Boligorganisation, Bruger
from almen.regler.lokale import LokalRaekke
from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.yamltekst import read_yaml
from almen.tilsyn.indikatorer import Indikator, load_indikatorer
from almen.tilsyn.models import Tilsynstal
from almen.tilsyn.services.noegletal import Tilsynstalinput, register_first

FIL = "9-tilsynstal.yaml"
OPDIGTET = "Demo-"
OPGJORT = dt.date(2019, 1, 1)


def load_demo(bruger: Bruger, administrator: Bruger) -> None:
    """Loads the demo's key figures if there are none; a municipality without the file has none."""
    path = KOMMUNER / settings.ALMEN_KOMMUNE / "demo" / FIL
    if not path.is_file() or Tilsynstal.objects.exists():
        return
    data = read_yaml(path.read_text(encoding="utf-8"))["tilsynstal"]
    # Real organisations have demo cases too; nobody invents their figures.
    organisations = list(
        Boligorganisation.objects.filter(demo=True, navn__startswith=OPDIGTET).order_by("lbf_nummer")
    )
    _invent(organisations, data)
    afdelinger = list(
        Afdeling.objects.filter(demo=True, boligorganisation__in=organisations).order_by(
            "boligorganisation", "nummer"
        )
    )
    _set_traits(afdelinger, data)
    figures = [*_of_afdelinger(afdelinger, data), *_of_organisations(organisations, data)]
    register_first(bruger=bruger, tal=figures, demo=True)
    _set_limits(data["kritiske"], administrator)


def _invent(organisations: Sequence[Boligorganisation], data: Mapping[str, Any]) -> None:
    """More afdelinger of each organisation."""
    Afdeling.objects.bulk_create(
        Afdeling(
            boligorganisation=organisation,
            nummer=str(900 + place),
            navn=f"{navn} {number}",
            bydel=data["bydele"][(number + place) % len(data["bydele"])],
            demo=True,
        )
        for number, organisation in enumerate(organisations, start=1)
        for place, navn in enumerate(data["nye_afdelinger"], start=1)
    )


def _set_traits(afdelinger: Sequence[Afdeling], data: Mapping[str, Any]) -> None:
    """How each is built, when, and its dwellings, where nobody has said; some are left without."""
    counted = set(Boligbestand.objects.filter(afdeling__in=afdelinger).values_list("afdeling", flat=True))
    changed, counts = [], []
    for number, afdeling in enumerate(afdelinger, start=1):
        if number % data["uden_traek_hver"] == 0:
            continue
        traits = data["traek"][number % len(data["traek"])]
        afdeling.bygningstype = afdeling.bygningstype or traits["bygningstype"]
        afdeling.ibrugtaget = afdeling.ibrugtaget or traits["ibrugtaget"]
        changed.append(afdeling)
        if afdeling.pk not in counted:
            antal = data["boliger"][number % len(data["boliger"])]
            counts.append(
                Boligbestand(
                    afdeling=afdeling,
                    boligtype="familie",
                    antal=antal,
                    bruttoareal_m2=antal * traits["m2"],
                    opgjort=OPGJORT,
                )
            )
    Afdeling.objects.bulk_update(changed, ["bygningstype", "ibrugtaget"], batch_size=500)
    Boligbestand.objects.bulk_create(counts)


def _of_afdelinger(afdelinger: Sequence[Afdeling], data: Mapping[str, Any]) -> Iterator[Tilsynstalinput]:
    for number, afdeling in enumerate(afdelinger, start=1):
        place = (afdeling.boligorganisation_id, afdeling.pk)
        worse = {
            id_: Decimal(item["spredninger_pr_aar"])
            for item in data["daarlige"]
            if number % item["hver"] == item["forskudt"]
            for id_ in item["tal"]
        }
        yield from _series(place, number, data["afdelinger"], worse, data)
        for aar in range(data["fra"], data["til"] + 1):
            yes = Decimal(int(number % 4 != 0 or aar > data["til"] - number % 3))
            yield _figure(place, aar, "afdelingsbestyrelse", yes, data)


def _of_organisations(
    organisations: Sequence[Boligorganisation], data: Mapping[str, Any]
) -> Iterator[Tilsynstalinput]:
    for number, organisation in enumerate(organisations, start=1):
        yield from _series((organisation.pk, None), number * 5, data["organisationer"], {}, data)


def _series(
    place: tuple[int, int | None],
    number: int,
    figures: Mapping[str, Mapping[str, Any]],
    worse: Mapping[str, Decimal],
    data: Mapping[str, Any],
) -> Iterator[Tilsynstalinput]:
    """Each figure over the years: its place in the spread follows from the number, with a small swing from year to year."""
    known = load_indikatorer()
    for order, (id_, item) in enumerate(figures.items()):
        indikator = known[id_]
        middle, spread, change = (Decimal(item[name]) for name in ("niveau", "spredning", "pr_aar"))
        place_in = Decimal((number * (order + 3) * 37) % 21 - 10) / 10
        sign = 1 if indikator.daarligt == "hoej" else -1
        for aar in range(data["fra"], data["til"] + 1):
            if (number * 7 + order * 5 + aar) % data["mangler_hver"] == 0:
                continue
            swing = Decimal((number + aar * 3 + order) % 7 - 3) / 20
            years = aar - data["fra"]
            value = middle + change * (aar - data["til"]) + spread * (place_in + swing)
            value += sign * spread * worse.get(id_, Decimal(0)) * years
            yield _figure(place, aar, id_, _possible(indikator, value), data)


def _possible(indikator: Indikator, vaerdi: Decimal) -> Decimal:
    """Within what the figure can be, with its own decimals."""
    inside = min(max(vaerdi, indikator.mindst, Decimal(0)), indikator.hoejst)
    return inside.quantize(Decimal(1).scaleb(-indikator.decimaler))


def _figure(
    place: tuple[int, int | None], aar: int, id_: str, vaerdi: Decimal, data: Mapping[str, Any]
) -> Tilsynstalinput:
    return Tilsynstalinput(*place, aar, id_, vaerdi, data["kilde"], data["sikkerhed"])


def _set_limits(limits: Mapping[str, Any], administrator: Bruger) -> None:
    today = timezone.localdate()
    rows = [
        LokalRaekke(id_, limits["fra"], None, vaerdi, limits["hjemmel"], limits["hjemmel"], today)
        for id_, vaerdi in limits["vaerdier"].items()
    ]
    add_lokale(bruger=administrator, raekker=rows)

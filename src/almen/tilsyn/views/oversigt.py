"""The front page of supervision: organisations × years, what is late now, and the ways on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from almen.organisationer.selectors import user_of
from almen.sager import adgang
from almen.tilsyn.aarsramme import first_year, hjulpunkt
from almen.tilsyn.forms_oversigt import AAR_TILBAGE, OversigtForm
from almen.tilsyn.kolonner_oversigt import OVERSIGTSKOLONNER, VALGBARE
from almen.tilsyn.oversigtslinks import Cellevisning, find_url, rooms
from almen.tilsyn.selectors.oversigt import (
    Celle,
    Oversigt,
    get_oversigt,
    overdue_aftaler,
    overdue_bemaerkninger,
)
from almen.tilsyn.stilling import FORKLARINGER, KALDER, NAVNE, TONER
from almen.ui import eksport, formater

MAY_NOT_SEE = "Tilsynet er for kommunens medarbejdere."
MAY_NOT_OPEN = "Kun sagsbehandlere og ledere kan åbne en styringsdialog."


def oversigt(request: HttpRequest) -> HttpResponseBase:
    """Every organisation's every year, with what is late now; also as a spreadsheet."""
    bruger = user_of(request)
    adgang.require(adgang.may_see_tilsyn(bruger), MAY_NOT_SEE)
    today = timezone.localdate()
    data = request.GET.copy()
    data.setdefault("fra", str(max(first_year(), today.year - AAR_TILBAGE)))
    data.setdefault("til", str(today.year))
    form = OversigtForm(data, bruger=bruger)
    if not form.is_valid():
        return render(request, "tilsyn/oversigt.html", {"form": form}, status=400)
    asked = form.cleaned_data
    found = get_oversigt(
        bruger,
        # The newest first: with many years the present one is what must not lie out of sight.
        range(asked["til"], asked["fra"] - 1, -1),
        today,
        organisation=asked["organisation"].pk if asked["organisation"] else None,
        administrator=asked["administrator"],
        tilstand=asked["tilstand"],
    )
    if wanted := request.GET.get("eksport", ""):
        return _export(request, found, asked["tilstand"], wanted)
    visning = Cellevisning(maa_starte=adgang.may_edit_tilsyn(bruger), this_year=today.year)
    context: dict[str, Any] = {
        "form": form,
        "oversigt": found,
        "raekker": [
            (row, visning.organisation.replace("NUMMER", row.lbf_nummer), visning.row(row))
            for row in found.raekker
        ],
        "fliser": _tiles(request, found, overdue_aftaler(bruger, today), overdue_bemaerkninger(today)),
        "tilstande": [(NAVNE[item], TONER[item], FORKLARINGER[item]) for item in VALGBARE],
        "rum": rooms(),
        "start": _start_buttons(today.year) if adgang.may_edit_tilsyn(bruger) else [],
        "har_organisationer": any(found.antal.values()),
        "demo": any(item.demo for item in found.celler),
    }
    return render(request, "tilsyn/oversigt.html", context)


def _start_buttons(aar: int) -> list[tuple[str, str]]:
    """Starting a year goes through the year wheel, where the wheel has the item; the form is for one organisation."""
    wheel = find_url("aarshjul:start") if hjulpunkt() is not None else ""
    found = (
        [(f"Start styringsdialogerne i {aar}", f"{wheel}?aar={aar}&punkt=styringsdialog")] if wheel else []
    )
    single = find_url("tilsyn:dialog_ny")
    return [*found, ("Registrér én dialog", single)] if single else found


def _tiles(request: HttpRequest, found: Oversigt, aftaler: int, bemaerkninger: int) -> list[dict[str, Any]]:
    """What calls for somebody first, then the other states; a state that none is in is left out, but not those that call."""
    query = request.GET.copy()
    for name in ("tilstand", "eksport"):
        query.pop(name, None)
    tiles = []
    for item in VALGBARE:
        query["tilstand"] = item.value
        count = found.antal[item]
        if count or item in KALDER:
            tone = "late" if item in KALDER and count else ""
            tiles.append(
                {"navn": NAVNE[item].lower(), "antal": count, "tone": tone, "url": f"?{query.urlencode()}"}
            )
    aftaleliste, revision = find_url("tilsyn:aftaler"), find_url("tilsyn:revision")
    tiles.append(
        {
            "navn": "aftaler med overskredet frist",
            "antal": aftaler,
            "tone": "late" if aftaler else "",
            "url": f"{aftaleliste}?status=overskredne" if aftaleliste else "",
        }
    )
    tiles.append(
        {
            "navn": "revisionsbemærkninger med overskredet frist",
            "antal": bemaerkninger,
            "tone": "late" if bemaerkninger else "",
            "url": f"{revision}?tilstand=overskredne" if revision else "",
        }
    )
    return tiles


def _export(request: HttpRequest, found: Oversigt, tilstand: str, wanted: str) -> HttpResponseBase:
    """The cells that are shown; of one state only, where one is chosen."""
    rows: Sequence[Celle] = [
        item for item in found.celler if not tilstand or item.stilling.tilstand == tilstand
    ]
    navn = f"styringsdialoger-{min(found.aar)}-{max(found.aar)}"
    if wanted == "csv":
        return eksport.csv_response(OVERSIGTSKOLONNER, rows, navn)
    if wanted == "xlsx":
        about = {
            "Liste": f"Styringsdialoger {min(found.aar)}–{max(found.aar)}",
            "Hentet": formater.tidspunkt(timezone.now()),
            "Hentet af": str(user_of(request)),
        }
        return eksport.xlsx_response(OVERSIGTSKOLONNER, rows, "Styringsdialoger", navn, about)
    return HttpResponse(
        "Oversigten kan hentes som xlsx eller csv.", status=400, content_type="text/plain; charset=utf-8"
    )

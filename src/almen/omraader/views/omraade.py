"""The page of an area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from almen.grundlag.selectors import current_parametre
from almen.omraader.kriterievisning import find_billede
from almen.omraader.maalestok import MAALESTOKKE, UDSAT
from almen.omraader.models import Omraade
from almen.omraader.omraadekort import acts_of, cards_of
from almen.omraader.selectors.side import (
    Liste,
    afdelinger_of,
    graenser_of,
    holding,
    lister_of,
    shown_indikatorer,
    udpegninger_of,
)
from almen.organisationer.selectors import user_of
from almen.regler.laes import load_parametre
from almen.regler.omraadeklasse import find_regelsaet
from almen.sager import adgang

MAY_NOT_SEE = "Områder og deres tal er for kommunens egne medarbejdere."


def require_view(request: HttpRequest) -> None:
    """Raises AdgangNaegtet unless the user reads areas."""
    adgang.require(adgang.may_see_omraader(user_of(request)), MAY_NOT_SEE)


def visible_omraade(request: HttpRequest, pk: int) -> Omraade:
    """The area, for those who read areas; 404 where there is none."""
    require_view(request)
    return get_object_or_404(Omraade, pk=pk)


def omraade(request: HttpRequest, pk: int) -> HttpResponse:
    """One area: its classes, what decides them, its history, and what else is registered about it.

    `?liste=` shows another list than the latest.
    """
    found = visible_omraade(request, pk)
    lister = lister_of(found)
    valgt = chosen(lister, request.GET.get("liste", ""))
    bruger, i_dag = user_of(request), timezone.localdate()
    kort = cards_of(found, bruger)
    udpegninger = udpegninger_of(found)
    context = {
        "omraade": found,
        "lister": lister,
        "valgt": valgt,
        "billede": find_billede(valgt.stand, valgt.tal, current_parametre()) if valgt else None,
        "maalestokke": _maalestokke(valgt) if valgt else [],
        "indikatorer": shown_indikatorer(lister),
        "historik": history_rows(lister),
        "udpegninger": udpegninger,
        "udpeget": holding(udpegninger, i_dag),
        "afdelinger": afdelinger_of(found),
        "graenser": graenser_of(found),
        "brede": [item for item in kort if item.kort.spalte == "bred"],
        "smalle": [item for item in kort if item.kort.spalte == "smal"],
        "hele": [item for item in kort if item.kort.spalte == "hel"],
        "handlinger": acts_of(found, bruger),
    }
    return render(request, "omraader/omraade.html", context)


def chosen(lister: Sequence[Liste], dag: str) -> Liste | None:
    """The list of that day, the latest without one; None where the area has none. Raises Http404 for another day."""
    if not dag:
        return lister[0] if lister else None
    for liste in lister:
        if liste.dag.isoformat() == dag:
            return liste
    raise Http404


def _maalestokke(valgt: Liste) -> list[tuple[str, str]]:
    """What the distances are shown for, with name: first what the area is, or what it would first become."""
    found = [(id_, navn) for id_, (navn, klasser) in MAALESTOKKE.items() if _in_force(klasser, valgt.dag)]
    heavy = valgt.stand.hovedklasse in MAALESTOKKE[UDSAT][1]
    return sorted(found, key=lambda item: (item[0] == UDSAT) != heavy)


def _in_force(klasser: Sequence[str], dag: dt.date) -> bool:
    return any(g.klasse.id in klasser for g in find_regelsaet(dag, load_parametre()).klasser)


def history_rows(lister: Sequence[Liste]) -> list[tuple[Liste, list[Any]]]:
    """Every list with its figures in the order of the table's columns, None where there is none."""
    ids = [item.id for item in shown_indikatorer(lister)]
    return [(liste, [liste.tal.get(id_) for id_ in ids]) for liste in lister]

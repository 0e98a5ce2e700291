"""The case page, its whole route, and its drawing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.selectors.forloeb import load_forloeb
from almen.sager.selectors.papirer import all_papirer, outdated_pdfs
from almen.sager.selectors.sagsside import get_sagsside
from almen.sager.selectors.slaegt import slaegt_of, slaegt_questions
from almen.sager.views.opslag import find_sag
from almen.sager.visning import afslutning_navn, fase_navn
from almen.sagsgang.register import REGISTER, Sagskort
from almen.sagsgang.tegning import draw_svg, draw_text

KORT = "kort_"


def sag(request: HttpRequest, nummer: str) -> HttpResponse:
    """What happens next and who does it, why it can or cannot, and what it rests on."""
    found = find_sag(request, nummer, **_questions(request.user))  # type: ignore[arg-type]
    side = get_sagsside(request.user, found)  # type: ignore[arg-type]
    sagstype = side.forloeb.sagstype
    tilstand = side.forloeb.tilstand
    return render(
        request,
        "sager/sag.html",
        {
            "side": side,
            "sag": found,
            "sagstype": sagstype,
            "tilstand": tilstand,
            "fase": afslutning_navn(tilstand.afslutning or "") or fase_navn(found.sagstype, tilstand.fase),
            "projekt_url": sagstype.side_url(found) if sagstype.side_url else None,
            "oplysninger": sagstype.oplysninger(found) if sagstype.oplysninger else [],
            "oekonomi": sagstype.oekonomi(found) if sagstype.oekonomi else None,
            "kontroller": side.kontroller,
            "slaegt": slaegt_of(found, request.user),  # type: ignore[arg-type]
            "sagskort": _cards(found, request.user),  # type: ignore[arg-type]
            "maa_rette": adgang.may_edit_sag(request.user),  # type: ignore[arg-type]
            "maa_vedtage": adgang.may_adopt(request.user),  # type: ignore[arg-type]
            "papirer": all_papirer(side.forloeb, timezone.localdate(), side.kontroller),
            "foraeldede": outdated_pdfs(side.dokumenter),
            "i_dag": timezone.localdate(),
            "raad": _council(),
            "forfalden": bool(
                side.naeste
                and any(f.trin == side.naeste.trin.id and f.dato < timezone.localdate() for f in side.frister)
            ),
        },
    )


def _questions(bruger: Bruger) -> dict[str, Any]:
    """What the query that finds the case answers besides: what it came of, and which cards there is anything for."""
    cards = {f"{KORT}{kort.id}": kort.findes() for kort in REGISTER.sagskort.values() if kort.findes}
    return {**slaegt_questions(bruger), **cards}


def _council() -> str:
    """What the municipality's highest body is called today, to which a stopped decision goes."""
    profil = current_profil()
    return profil.aktoer_navn(profil.raad, timezone.localdate()) if profil.raad else "kommunens øverste organ"


def _cards(sag: Sag, bruger: Bruger) -> list[tuple[Sagskort, object, object]]:
    """What the rooms above add to the page; a card with nothing on it is left out."""
    asked = (
        kort
        for kort in REGISTER.sagskort.values()
        if kort.findes is None or getattr(sag, f"{KORT}{kort.id}", True)
    )
    cards = [(kort, kort.linjer(sag, bruger), kort.handlinger(sag, bruger)) for kort in asked]
    return [card for card in cards if card[1] or card[2]]


def forloeb(request: HttpRequest, nummer: str) -> HttpResponse:
    """The whole route: drawing, the same as text, every decision, and which version it is."""
    found = find_sag(request, nummer)
    course = load_forloeb(found)
    return render(
        request,
        "sager/forloeb.html",
        {
            "sag": found,
            "sagsgang": course.sagsgang,
            "tekst": draw_text(course.sagsgang, course.tilstand, current_profil(), timezone.localdate()),
            "beslutninger": found.beslutninger.select_related("registreret_af").order_by("-nummer"),
            "maa_vedtage": adgang.may_adopt(request.user),  # type: ignore[arg-type]
            "kontrolnavne": {key: item.navn for key, item in REGISTER.kontroller.items()},
        },
    )


def forloeb_svg(request: HttpRequest, nummer: str) -> HttpResponse:
    """The route of this case as a drawing, with what is done."""
    course = load_forloeb(find_sag(request, nummer))
    today: dt.date = timezone.localdate()
    svg = draw_svg(course.sagsgang, course.tilstand, current_profil(), today)
    return HttpResponse(svg, content_type="image/svg+xml")

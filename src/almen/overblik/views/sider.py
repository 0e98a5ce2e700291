"""Front page, search, *Hvem beslutter?*, about."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from almen.ansoegninger.selectors.indsendelser import waiting_indsendelser
from almen.byggeri.selectors.projekter import pipeline
from almen.grundlag.forms import VejForm
from almen.grundlag.selectors import current_parametre
from almen.grundlag.selectors.vej import find_vej, vej_context
from almen.omraader.selectors.stilling import search_omraader
from almen.omraader.selectors.varsel import near_a_limit
from almen.organisationer.models import Rolle
from almen.organisationer.selectors import (
    current_profil,
    visible_afdelinger,
    visible_boligorganisationer,
)
from almen.overblik import selectors
from almen.planer.selectors.soegning import (
    search_indsatser,
    search_planer,
    search_politikker,
    search_strategier,
)
from almen.sager import adgang
from almen.sagsgang.tegning import draw_svg
from almen.sagsgang.vej import VejFejl
from almen.tilsyn.selectors.optaelling import count_years
from almen.tilsyn.stilling import KALDER, Tilstand
from almen.udlejning.selectors.fornyelse import late_renewal
from almen.udvalg.selectors.dagsorden import forgotten
from almen.udvalg.selectors.moeder import next_moeder
from almen.ui.formater import dato_med_ugedag, mio

SHOWN = 6


def forside(request: HttpRequest) -> HttpResponse:
    """What waits for me, what is late, what is on its way, and what was just decided."""
    bruger: Any = request.user
    if bruger.roller == {Rolle.BOLIGORGANISATION}:
        return redirect("portal:forside")
    today = timezone.localdate()
    waiting = selectors.waiting_for(bruger)
    return render(
        request,
        "overblik/forside.html",
        {
            "dag": dato_med_ugedag(today),
            "venter": waiting.select_related("boligorganisation").order_by("naeste_frist", "sag_id")[:SHOWN],
            "antal_venter": selectors.capped_count(waiting),
            "indsendelser": selectors.capped_count(waiting_indsendelser(bruger))
            if adgang.may_receive(bruger)
            else 0,
            "antal_over": selectors.capped_count(selectors.overdue(bruger)),
            "cap": selectors.COUNT_CAP,
            "frister": selectors.coming_deadlines(bruger)[:SHOWN],
            "pipeline": pipeline(bruger),
            "rammer": [_meter(ramme) for ramme in selectors.frames(today.year)]
            if bruger.has_rolle(*adgang.SEES_ALL)
            else [],
            "aar": today.year,
            "garanti": selectors.guarantee_exposure(bruger),
            "beslutninger": selectors.recent_beslutninger(bruger)[:SHOWN],
            "maa_aabne": adgang.may_open_sag(bruger),
            **_meetings(bruger),
            "dialoger": _dialogues(today.year, today) if adgang.may_edit_tilsyn(bruger) else None,
            "omraader": near_a_limit() if adgang.may_see_omraader(bruger) else None,
            "fornyelse": late_renewal(today) if bruger.has_rolle(Rolle.LEDER) else None,
            "i_dag": today,
            "venter_filter": _waiting_filter(bruger),
        },
    )


def _meetings(bruger: Any) -> dict[str, Any]:
    """The next meetings, and what awaits a body without being on an agenda; nothing for those who see no meetings."""
    if not adgang.may_see_moeder(bruger):
        return {}
    return {
        "moeder": next_moeder(antal=4),
        "uden_dagsorden": selectors.capped_count(forgotten(bruger)),
    }


def _dialogues(aar: int, today: dt.date) -> dict[str, Any] | None:
    """How many of the year's styringsdialoger are held, and how many are late or lack, those of last year too."""
    counts = count_years((aar - 1, aar), today)
    asked = sum(counts[aar].values()) - counts[aar][Tilstand.IKKE_AKTUEL]
    if not asked:
        return None
    calls = {year: sum(counts[year][item] for item in KALDER) for year in counts}
    return {
        "holdt": counts[aar][Tilstand.UDFOERT],
        "i_alt": asked,
        "mangler": calls[aar],
        "mangler_foer": calls[aar - 1],
    }


def _waiting_filter(bruger: Any) -> str:
    """The list filter that shows the same cases as *Venter på dig*, where one filter can."""
    if bruger.roller == {"sagsbehandler"}:
        return f"?tilstand=aaben&venter_paa=forvaltningen&ansvarlig={bruger.pk}"
    own = [item for rolle in bruger.roller for item in adgang.OWN_AKTOERER.get(rolle, ())]
    return f"?tilstand=aaben&venter_paa={own[0]}" if len(own) == 1 else "?tilstand=aaben"


def _meter(ramme: Any) -> dict[str, Any]:
    return {
        "navn": ramme.get_formaal_display(),
        "ramme": ramme,
        "dele": [
            {"titel": "tilsagn", "vaerdi": ramme.tilsagn, "tekst": mio(ramme.tilsagn), "tone": "1"},
            {"titel": "reserveret", "vaerdi": ramme.reserveret, "tekst": mio(ramme.reserveret), "tone": "2"},
        ],
    }


def soeg(request: HttpRequest) -> HttpResponse:
    """Cases, organisations, afdelinger, areas, plans and parameters; a case number goes straight to the case."""
    bruger: Any = request.user
    text = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    exact = adgang.visible_sager(bruger).filter(nummer=text).first() if text else None
    if exact is not None:
        return redirect(exact)
    words = text.split()[:8]
    context: dict[str, Any] = {"q": text}
    if words:
        by_name = Q()
        for word in words:
            by_name &= Q(navn__icontains=word)
        context |= {
            "sager": selectors.search_sager(bruger, words)[:20],
            "organisationer": visible_boligorganisationer(bruger).filter(by_name)[:10],
            "afdelinger": visible_afdelinger(bruger).filter(by_name).select_related("boligorganisation")[:10],
            "omraader": search_omraader(words)[:10] if adgang.may_see_omraader(bruger) else [],
            "planer": search_planer(bruger, words)[:10],
            "indsatser": search_indsatser(bruger, words)[:10],
            "politikker": [*search_politikker(bruger, words)[:10], *search_strategier(bruger, words)[:10]],
            "parametre": [
                item
                for item in current_parametre()
                if all(word.lower() in f"{item.id} {item.navn}".lower() for word in words)
            ][:10],
        }
    return render(request, "overblik/soeg.html", context)


def hvem_beslutter(request: HttpRequest) -> HttpResponse:
    """Choose a kind of case, facts and a day; see the route, the actors, the law, and what has changed since."""
    today = timezone.localdate()
    asked = bool(request.GET)
    form = VejForm(request.GET if asked else {"sagstype": "nybyggeri", "dato": f"{today:%d.%m.%Y}"})
    context: dict[str, Any] = {"form": form, "i_dag": today, "query": request.GET.urlencode()}
    if form.is_valid():
        context |= vej_context(form.cleaned_data, today)
    status = 400 if asked and (form.errors or context.get("fejl")) else 200
    return render(request, "overblik/hvem_beslutter.html", context, status=status)


def vej_svg(request: HttpRequest) -> HttpResponse:
    """The chosen route as a drawing."""
    form = VejForm(request.GET)
    if form.is_valid():
        try:
            vej = find_vej(form.cleaned_data)
            svg = draw_svg(vej.sagsgang, None, current_profil(), form.cleaned_data["dato"])
            return HttpResponse(svg, content_type="image/svg+xml")
        except VejFejl:
            pass
    return HttpResponse("Vejen kan ikke tegnes.", status=400, content_type="text/plain; charset=utf-8")


@login_not_required
def om(request: HttpRequest) -> HttpResponse:
    """What this is, and what it holds about people."""
    return render(request, "overblik/om.html", {"kommuneid": settings.ALMEN_KOMMUNE})


@login_not_required
def tilgaengelighed(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "overblik/tilgaengelighed.html")


@login_not_required
def sundhed(request: HttpRequest) -> HttpResponse:
    """`ok` while the database answers; for load balancers. Says nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return HttpResponse("databasen svarer ikke", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")

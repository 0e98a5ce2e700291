"""Where things stand: the front page, a case, and what has been sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from almen.ansoegninger.kolonner import INDSENDELSESKOLONNER, tilstand, tone
from almen.ansoegninger.models import Indsendelse, Udfald
from almen.ansoegninger.selectors.aabent import received_slags
from almen.ansoegninger.selectors.indsendelser import (
    open_anmodninger,
    own_kladder,
    visible_indsendelser,
)
from almen.ansoegninger.selectors.visning import show_indsendelse
from almen.ansoegninger.services import start_rettelse, withdraw
from almen.ansoegninger.views import IndsendelsesFilter, sent_file
from almen.organisationer.models import Boligorganisation
from almen.organisationer.selectors import visible_afdelinger
from almen.portal.selectors import get_status, own_overblik, request_lines, waiting_for_us
from almen.portal.views.opslag import own_indsendelse, own_sag, own_user
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Dokumentversion
from almen.ui.kolonner import Kolonne
from almen.ui.lists import ListView

SHOWN = 10


def forside(request: HttpRequest) -> HttpResponse:
    """What waits for us, what we are writing, what we have sent, and everything that is ours."""
    bruger = own_user(request)
    own, today = bruger.egne_boligorganisationer, timezone.localdate()
    asked = open_anmodninger(bruger).filter(sag__boligorganisation_id__in=own)[:SHOWN]
    context = {
        "organisationer": Boligorganisation.objects.filter(pk__in=own),
        "venter": waiting_for_us(bruger)[:SHOWN],
        "anmodninger": request_lines(asked, today),
        "kladder": own_kladder(bruger)[:SHOWN],
        "indsendelser": [
            (item, tilstand(item), tone(item))
            for item in visible_indsendelser(bruger).order_by("-id")[:SHOWN]
        ],
        "antal_sager": own_overblik(bruger).filter(afslutning="").count(),
        "antal_afdelinger": visible_afdelinger(bruger).filter(boligorganisation_id__in=own).count(),
        "nye": received_slags(today),
        "i_dag": today,
    }
    return render(request, "portal/forside.html", context)


def sag(request: HttpRequest, nummer: str) -> HttpResponse:
    """Where one case stands, who decides next, and what we can send or are asked for."""
    found = own_sag(request, nummer)
    bruger = own_user(request)
    today = timezone.localdate()
    context = {
        "sag": found,
        "status": get_status(found, today),
        "frister": found.frister.filter(opfyldt__isnull=True, aktoer="boligorganisation"),
        "anmodninger": request_lines(open_anmodninger(bruger).filter(sag=found), today),
        "kladder": own_kladder(bruger).filter(sag=found),
        "indsendelser": [
            (item, tilstand(item), tone(item))
            for item in visible_indsendelser(bruger).filter(sag=found).order_by("-id")
        ],
        "dokumenter": adgang.visible_dokumenter(bruger)
        .filter(sag=found)
        .prefetch_related(Prefetch("versioner", Dokumentversion.objects.order_by("-nummer"))),
        "i_dag": today,
    }
    return render(request, "portal/sag.html", context)


def _page_url(row: Indsendelse) -> str:
    return reverse("portal:indsendelse", args=[row.pk])


class IndsendelsesListe(ListView):
    """Everything we have sent in."""

    titel = "Vores indsendelser"
    navn = ("indsendelse", "indsendelser")
    beskrivelse = "Ansøgninger og svar, som vi har sendt til kommunen"
    kolonner = [
        Kolonne("nummer", "Nummer", "nummer", url=_page_url, sorter="id"),
        Kolonne("titel", "Titel", "titel", url=_page_url, sorter="titel"),
        *(item for item in INDSENDELSESKOLONNER if item.id not in ("nummer", "titel", "organisation")),
    ]
    filterset_class = IndsendelsesFilter
    search_fields = ("titel", "sag__nummer")
    search_label = "Søg på titel eller sagsnummer"
    standard_sortering = ("-id",)
    eksport_navn = "vores-indsendelser"
    broedkrumme = (("Min boligorganisation", "/portal/"),)
    tom_titel = "Vi har ikke sendt noget endnu"
    tom_tekst = "Begynd en ansøgning på forsiden af Min boligorganisation."

    def get_queryset(self) -> QuerySet[Indsendelse]:
        bruger = own_user(self.request)
        return visible_indsendelser(bruger).filter(boligorganisation_id__in=bruger.egne_boligorganisationer)


def indsendelse(request: HttpRequest, pk: int) -> HttpResponse:
    """One submission: the receipt, what became of it, and the way on."""
    found = own_indsendelse(request, pk)
    done = found.afgjort
    context: dict[str, Any] = {
        "indsendelse": found,
        "visning": show_indsendelse(found),
        "tilstand": tilstand(found),
        "tone": tone(found),
        "kan_rettes": done is not None
        and done.udfald != Udfald.MODTAGET
        and bool(found.indtastet)
        and not found.erstattet_af.exists(),
        "sag": found.sag or (done.sag if done else None),
    }
    return render(request, "portal/indsendelse.html", context)


def indsendelsesfil(request: HttpRequest, pk: int, index: int) -> HttpResponseBase:
    """One of the files that were sent."""
    return sent_file(own_indsendelse(request, pk), index)


@require_POST
def traek(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back what the municipality has not dealt with."""
    found = own_indsendelse(request, pk)
    try:
        withdraw(bruger=own_user(request), indsendelse=found)
    except UgyldigtInput as error:
        messages.error(request, f"{error.fejl[0].besked}.")
    else:
        messages.success(request, f"{found.nummer} er trukket tilbage. Den kan rettes og sendes igen.")
    return redirect("portal:indsendelse", pk=pk)


@require_POST
def ret(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins a draft from what was returned or withdrawn."""
    found = own_indsendelse(request, pk)
    try:
        kladde = start_rettelse(bruger=own_user(request), indsendelse=found)
    except UgyldigtInput as error:
        messages.error(request, f"{error.fejl[0].besked[:1].upper()}{error.fejl[0].besked[1:]}.")
        return redirect("portal:indsendelse", pk=pk)
    return redirect(kladde)

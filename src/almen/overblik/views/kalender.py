"""The calendar: a month for the signed-in user, the secret addresses, and the feed that they give."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from almen.organisationer.models import Bruger, Rolle
from almen.organisationer.selectors import user_of
from almen.overblik import services
from almen.overblik.forms import AdresseForm, KalenderForm
from almen.overblik.maaned import build_maaned, last_day
from almen.overblik.models import Kalenderadresse
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.ui.bremse import address_of, too_many
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter
from almen.ui.forms import place_fejl
from almen.ui.kalender import gather, kilder_for
from almen.ui.kolonner import Kolonne
from almen.ui.lists import ListView

# A calendar program asks a few times an hour; wrong secrets are guesses.
MAX_PER_HOUR, MAX_WRONG_PER_MINUTE = 120, 30
TEXT = "text/plain; charset=utf-8"


def own_first(bruger: Bruger) -> bool:
    """True if the calendar begins with the user's own: those who answer for cases or speak for an organisation."""
    return bool(bruger.roller) and bruger.roller <= {Rolle.SAGSBEHANDLER, Rolle.BOLIGORGANISATION}


def kalender(request: HttpRequest) -> HttpResponse:
    """One month: the weeks, and under them what each day holds."""
    bruger = user_of(request)
    today = timezone.localdate()
    sources = kilder_for(bruger)
    data = request.GET.copy()
    data.setdefault("maaned", f"{today:%Y-%m}")
    data.setdefault("omfang", "egne" if own_first(bruger) else "alle")
    form = KalenderForm(data, kilder=[(item.id, item.navn) for item in sources])
    context: dict[str, Any] = {"form": form, "i_dag": today}
    if form.is_valid():
        values = form.cleaned_data
        first: dt.date = values["maaned"]
        events = gather(
            bruger,
            first,
            last_day(first),
            kilder=[values["kilde"]] if values["kilde"] else None,
            kun_egne=values["omfang"] == "egne",
        )
        context |= {
            "maaned": build_maaned(first, events),
            "antal": len(events),
            "kun_egne": values["omfang"] == "egne",
        }
    return render(request, "overblik/kalender.html", context, status=400 if form.errors else 200)


def adresser(request: HttpRequest) -> HttpResponse:
    """The user's own addresses. A new secret is in the answer to its own form only: no session or log holds it."""
    bruger = user_of(request)
    choices = [(item.id, item.navn) for item in kilder_for(bruger)]
    names = dict(choices)
    form = AdresseForm(
        request.POST if request.method == "POST" else None,
        kilder=choices,
        initial={
            "kilder": [key for key, _ in choices],
            "omfang": "egne" if own_first(bruger) else "alle",
        },
    )
    new, address = None, ""
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            new, secret = services.create_kalenderadresse(
                bruger=bruger,
                navn=values["navn"],
                kilder=values["kilder"],
                kun_egne=values["omfang"] == "egne",
            )
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            address = request.build_absolute_uri(reverse("overblik:abonnement", args=[secret]))
            form = AdresseForm(kilder=choices, initial=form.initial)
    context = {
        "form": form,
        "ny": new,
        "adresse": address,
        "adresser": [
            (item, ", ".join(names.get(key, key) for key in item.kilder))
            for item in Kalenderadresse.objects.filter(bruger=bruger)[: 5 * services.MAX_ADDRESSES]
        ],
        "ser_alles": adgang.may_revoke_kalender(bruger),
    }
    return render(request, "overblik/kalenderadresser.html", context, status=400 if form.errors else 200)


def tilbagekald(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, and revokes. Somebody else's address is not there for those who may not revoke it."""
    bruger = user_of(request)
    rows = Kalenderadresse.objects.select_related("bruger")
    if not adgang.may_revoke_kalender(bruger):
        rows = rows.filter(bruger=bruger)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        services.revoke_kalenderadresse(bruger=bruger, adresse=found)
        messages.success(request, f"Kalenderadressen “{found.navn}” er tilbagekaldt.")
        return redirect("overblik:adresser" if found.bruger_id == bruger.pk else "overblik:alle_adresser")
    return render(
        request, "overblik/tilbagekald.html", {"adresse": found, "egen": found.bruger_id == bruger.pk}
    )


def _revoke_url(row: Kalenderadresse) -> str | None:
    return None if row.tilbagekaldt else reverse("overblik:tilbagekald", args=[row.pk])


ADRESSEKOLONNER = [
    Kolonne("navn", "Navn", "navn", sorter="navn"),
    Kolonne("bruger", "Tilhører", lambda row: str(row.bruger), sorter="bruger__username"),
    Kolonne("konto", "Konto lukket", lambda row: not row.bruger.is_active, "ja_nej"),
    Kolonne("oprettet", "Oprettet", "oprettet", "tidspunkt", sorter="oprettet"),
    Kolonne("brugt", "Sidst brugt", "sidst_brugt", "dato", sorter="sidst_brugt"),
    Kolonne("tilbagekaldt", "Tilbagekaldt", "tilbagekaldt", "tidspunkt", sorter="tilbagekaldt"),
    Kolonne(
        "handling",
        "Handling",
        lambda row: None if row.tilbagekaldt else "Tilbagekald",
        url=_revoke_url,
        eksport=False,
    ),
]


class AdresseFilter(AlmenFilterSet):
    """Whether an address still answers."""

    tilstand = ChoiceFilter(
        label="Tilstand", choices=(("i_brug", "I brug"), ("tilbagekaldt", "Tilbagekaldt")), method="by_state"
    )

    class Meta:
        model = Kalenderadresse
        fields: list[str] = []

    def by_state(
        self, queryset: QuerySet[Kalenderadresse], name: str, value: str
    ) -> QuerySet[Kalenderadresse]:
        return queryset.filter(tilbagekaldt__isnull=value == "i_brug")


class AdresseListe(ListView):
    """Everybody's addresses, for those who may revoke them. The secrets are nowhere."""

    titel = "Alle kalenderadresser"
    navn = ("kalenderadresse", "kalenderadresser")
    kolonner = ADRESSEKOLONNER
    filterset_class = AdresseFilter
    search_fields = ("navn", "bruger__navn", "bruger__username")
    standard_sortering = ("-pk",)
    tom_tekst = "Ingen har lavet en kalenderadresse."
    broedkrumme = (("Kalender", "/kalender/"), ("Kalenderadresser", "/kalender/adresser/"))

    def get_queryset(self) -> QuerySet[Kalenderadresse]:
        adgang.require(
            adgang.may_revoke_kalender(user_of(self.request)),
            "Kun ledere og administratorer ser alles kalenderadresser.",
        )
        return Kalenderadresse.objects.select_related("bruger")


@csrf_exempt
@login_not_required
def abonnement(request: HttpRequest, noegle: str) -> HttpResponseBase:
    """The feed of one secret address. It knows no session and sets no cookie (see `konfiguration.sikkerhed`)."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    found = services.find_kalenderadresse(noegle) if re.fullmatch(r"[\w-]{20,80}", noegle) else None
    if found is None:
        if too_many(f"kalender:fejl:{address_of(request)}", MAX_WRONG_PER_MINUTE, 60):
            return _refused(429, "For mange forkerte adresser. Prøv igen om et minut.", 60)
        return _refused(404, "Kalenderadressen findes ikke eller er tilbagekaldt.")
    if too_many(f"kalender:{found.pk}:{timezone.now():%Y%m%d%H}", MAX_PER_HOUR, 3600):
        return _refused(429, "Kalenderen er hentet for mange gange. Prøv igen om en time.", 3600)
    answer = services.answer_kalender(found, request.build_absolute_uri)
    headers = {
        "Cache-Control": "private, max-age=900",
        "ETag": f'"{answer.sha256}"',
        "Last-Modified": http_date(answer.aendret.timestamp()),
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "no-referrer",
    }
    unchanged = get_conditional_response(
        request, etag=headers["ETag"], last_modified=int(answer.aendret.timestamp())
    )
    if unchanged is not None:
        for name, value in headers.items():
            unchanged[name] = value
        return unchanged
    response = HttpResponse(answer.indhold, content_type="text/calendar; charset=utf-8", headers=headers)
    response["Content-Disposition"] = 'inline; filename="almen.ics"'
    return response


def _refused(status: int, text: str, wait: int = 0) -> HttpResponse:
    response = HttpResponse(text, status=status, content_type=TEXT, headers={"Cache-Control": "no-store"})
    if wait:
        response["Retry-After"] = str(wait)
    return response

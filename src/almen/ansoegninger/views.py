"""Pages of the municipality: what has been sent in, taken into cases or returned, and requests."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from almen.ansoegninger.arter import slags_of
from almen.ansoegninger.forms import AnmodningForm, RetursendForm
from almen.ansoegninger.kolonner import INDSENDELSESKOLONNER
from almen.ansoegninger.models import Anmodning, Art, Indsendelse, Udfald
from almen.ansoegninger.selectors.indsendelser import visible_anmodninger, visible_indsendelser
from almen.ansoegninger.selectors.proeve import try_ansoegning
from almen.ansoegninger.selectors.visning import show_indsendelse
from almen.ansoegninger.services import close_anmodning, create_anmodning, receive, remind_now, send_back
from almen.ansoegninger.services.behandling import NO_RIGHT
from almen.grundlag.selectors import IngenSagsgang
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import organisation_choices, user_of
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.sager.filer import file_response
from almen.sager.services import BeslutningAfvist
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, DatoFilter, ModelChoiceFilter
from almen.ui.forms import place_fejl
from almen.ui.lists import ListView

WAITS = "venter"


def require_municipality(bruger: Bruger) -> None:
    """These pages are the municipality's; a boligorganisation sees what it sent in the portal. Raises Http404."""
    if not adgang.may_see_received(bruger):
        raise Http404


def sent_file(indsendelse: Indsendelse, index: int) -> HttpResponseBase:
    """One of the files that were sent, for somebody who may see the submission. Raises Http404."""
    if index >= len(indsendelse.filer):
        raise Http404
    item = indsendelse.filer[index]
    return file_response(sha256=item["sha256"], filnavn=item["filnavn"], mimetype=item["mimetype"])


class IndsendelsesFilter(AlmenFilterSet):
    """What submissions can be narrowed by."""

    tilstand = ChoiceFilter(
        label="Tilstand",
        choices=((WAITS, "Venter på behandling"), *Udfald.choices),
        method="by_state",
    )
    art = ChoiceFilter(label="Art", choices=Art.choices)
    organisation = ModelChoiceFilter(
        label="Boligorganisation", field_name="boligorganisation", queryset=organisation_choices
    )
    fra = DatoFilter(label="Indsendt fra", field_name="indsendt", lookup_expr="date__gte")
    til = DatoFilter(label="Indsendt til", field_name="indsendt", lookup_expr="date__lte")

    class Meta:
        model = Indsendelse
        fields: list[str] = []

    def by_state(self, queryset: QuerySet[Indsendelse], name: str, value: str) -> QuerySet[Indsendelse]:
        return (
            queryset.filter(behandling__isnull=True)
            if value == WAITS
            else queryset.filter(behandling__udfald=value)
        )


class IndsendelsesListe(ListView):
    """Everything that boligorganisationer have sent in."""

    titel = "Indsendelser"
    navn = ("indsendelse", "indsendelser")
    beskrivelse = (
        "Ansøgninger og svar fra boligorganisationerne; det, der venter, tages ind i sagen eller sendes retur"
    )
    kolonner = INDSENDELSESKOLONNER
    filterset_class = IndsendelsesFilter
    search_fields = ("titel", "boligorganisation__navn", "boligorganisation__kortnavn", "sag__nummer")
    search_label = "Søg på titel, boligorganisation eller sagsnummer"
    standard_sortering = ("-id",)
    eksport_navn = "indsendelser"
    tom_titel = "Ingen indsendelser endnu"
    tom_tekst = "En indsendelse kommer på listen, når en boligorganisation søger eller svarer."

    def get_queryset(self) -> QuerySet[Indsendelse]:
        bruger = user_of(self.request)
        require_municipality(bruger)
        return visible_indsendelser(bruger)


def _find(request: HttpRequest, pk: int) -> Indsendelse:
    bruger = user_of(request)
    require_municipality(bruger)
    return get_object_or_404(visible_indsendelser(bruger), pk=pk)


def indsendelse(request: HttpRequest, pk: int) -> HttpResponse:
    """One submission: what it says, the checks then and now, its files, and the two things that can be done."""
    return _page(request, _find(request, pk))


def _page(request: HttpRequest, found: Indsendelse, status: int = 200, **more: Any) -> HttpResponse:
    shown = show_indsendelse(found)
    waits = found.afgjort is None
    now = try_ansoegning(shown.ansoegning, found.sag, timezone.localdate()) if waits else ()
    context = {
        "indsendelse": found,
        "visning": shown,
        "kontroller_nu": now if [item.to_dict() for item in now] != found.kontroller else (),
        "kan_behandle": waits and adgang.may_receive(user_of(request)),
        "form": RetursendForm(),
        "fejl": (),
        **more,
    }
    return render(request, "ansoegninger/indsendelse.html", context, status=status)


@require_POST
def modtag(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the submission into its case."""
    found = _find(request, pk)
    adgang.require(adgang.may_receive(user_of(request)), NO_RIGHT)
    try:
        sag = receive(bruger=user_of(request), indsendelse=found)
    except UgyldigtInput as error:
        reasons = [slags_of(found.art).fault_text(item) for item in error.fejl]
    except BeslutningAfvist as error:
        reasons = [str(error), *(f"{svar.titel}: {svar.forklaring}" for svar in error.kontroller)]
    except IngenSagsgang as error:
        reasons = [str(error)]
    else:
        messages.success(request, f"{found.nummer} er taget ind i sag {sag.nummer}.")
        return redirect(sag)
    return _page(request, _find(request, pk), 409, fejl=reasons)


@require_POST
def retur(request: HttpRequest, pk: int) -> HttpResponse:
    """Returns the submission with reasons."""
    found = _find(request, pk)
    bruger = user_of(request)
    adgang.require(adgang.may_receive(bruger), NO_RIGHT)
    form = RetursendForm(request.POST)
    if form.is_valid():
        try:
            send_back(bruger=bruger, indsendelse=found, begrundelse=form.cleaned_data["begrundelse"])
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(request, f"{found.nummer} er sendt retur til {found.boligorganisation}.")
            return redirect(found)
    return _page(request, found, 400, form=form)


def fil(request: HttpRequest, pk: int, index: int) -> HttpResponseBase:
    """One file of a submission."""
    return sent_file(_find(request, pk), index)


def anmod(request: HttpRequest, nummer: str) -> HttpResponse:
    """Asks the boligorganisation of a case for something."""
    bruger = user_of(request)
    sag = get_object_or_404(adgang.visible_sager(bruger).select_related("boligorganisation"), nummer=nummer)
    adgang.require(adgang.may_receive(bruger), NO_RIGHT)
    form = AnmodningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            create_anmodning(bruger=bruger, sag=sag, **form.cleaned_data)
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(request, f"Anmodningen er sendt til {sag.boligorganisation}.")
            return redirect(sag)
    status = 400 if form.is_bound else 200
    return render(request, "ansoegninger/anmod.html", {"sag": sag, "form": form}, status=status)


def anmodning(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what was asked, when it was reminded of, and closing it."""
    found = _find_anmodning(request, pk)
    if request.method == "POST":
        close_anmodning(bruger=user_of(request), anmodning=found)
        messages.success(request, "Anmodningen er lukket.")
        return redirect(found.sag)
    return _anmodning_page(request, found)


def _find_anmodning(request: HttpRequest, pk: int) -> Anmodning:
    bruger = user_of(request)
    require_municipality(bruger)
    return get_object_or_404(visible_anmodninger(bruger), pk=pk)


def _anmodning_page(request: HttpRequest, found: Anmodning, status: int = 200, **more: Any) -> HttpResponse:
    bruger = user_of(request)
    svar = list(visible_indsendelser(bruger).filter(anmodning=found).order_by("-id"))
    acts = found.lukket is None and adgang.may_receive(bruger)
    context = {
        "anmodning": found,
        "svar": svar,
        "rykkere": found.rykkere.select_related("bruger"),
        "kan_lukke": acts,
        "kan_rykke": acts and all(item.afgjort for item in svar),
        "overskredet": found.lukket is None
        and found.frist is not None
        and found.frist < timezone.localdate(),
        "fejl": (),
        **more,
    }
    return render(request, "ansoegninger/anmodning.html", context, status=status)


@require_POST
def ryk(request: HttpRequest, pk: int) -> HttpResponse:
    """Reminds the boligorganisation of one request now."""
    found = _find_anmodning(request, pk)
    try:
        remind_now(bruger=user_of(request), anmodning=found)
    except UgyldigtInput as error:
        return _anmodning_page(request, found, 409, fejl=[item.besked for item in error.fejl])
    messages.success(request, f"Der er sendt en rykker til {found.sag.boligorganisation}.")
    return redirect(found)

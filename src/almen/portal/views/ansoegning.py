"""The guided form: begin, step by step, files, checks, send."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from almen.ansoegninger.arter import SLAGS, slags_of
from almen.ansoegninger.blanket import Blanket, typed_of
from almen.ansoegninger.forms import BilagForm
from almen.ansoegninger.inddata import Ansoegning
from almen.ansoegninger.models import Art, Indsendelse, Kladde
from almen.ansoegninger.selectors.aabent import received_slags
from almen.ansoegninger.selectors.indsendelser import own_filer, visible_anmodninger
from almen.ansoegninger.selectors.proeve import try_ansoegning
from almen.ansoegninger.selectors.visning import show_indsendelse
from almen.ansoegninger.services import (
    AndenHarGemt,
    add_fil,
    delete_kladde,
    remove_fil,
    save_trin,
    send_kladde,
    start_ansoegning,
    start_svar,
)
from almen.ansoegninger.trin import Blankettrin
from almen.organisationer.models import Boligorganisation
from almen.portal.views.opslag import own_kladde, own_sag, own_user
from almen.regler.fejl import UgyldigtInput
from almen.sager.filer import file_response
from almen.sager.services import FilAfvist
from almen.ui.forms import fault_text, place_fejl

BILAG, SEND = "bilag", "send"


def ansoeg(request: HttpRequest, art: str = Art.SKEMA_A) -> HttpResponse:
    """Begins an application for a new project; with several boligorganisationer, asks for which."""
    bruger = own_user(request)
    slags = SLAGS.get(art)
    if slags is None or slags not in received_slags(timezone.localdate()):
        raise Http404
    own = Boligorganisation.objects.filter(pk__in=bruger.egne_boligorganisationer, aktiv_til__isnull=True)
    if request.method == "POST":
        organisation = get_object_or_404(own, lbf_nummer=request.POST.get("boligorganisation", "")[:4])
        return redirect(start_ansoegning(bruger=bruger, art=art, boligorganisation=organisation))
    return render(request, "portal/ansoeg.html", {"organisationer": own, "slags": slags})


@require_POST
def ansoeg_i_sag(request: HttpRequest, nummer: str, art: str) -> HttpResponse:
    """Begins an application in a running case, or goes on with the one begun."""
    sag = own_sag(request, nummer)
    slags = SLAGS.get(art)
    if slags is None or not slags.genstande:
        raise Http404
    try:
        kladde = start_ansoegning(
            bruger=own_user(request), art=art, boligorganisation=sag.boligorganisation, sag=sag
        )
    except UgyldigtInput as error:
        messages.error(request, fault_text(error.fejl[0].besked))
        return redirect("portal:sag", nummer=nummer)
    return redirect(kladde)


@require_POST
def svar(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins the answer to a request, or goes on with the one begun."""
    bruger = own_user(request)
    anmodning = get_object_or_404(
        visible_anmodninger(bruger).filter(sag__boligorganisation_id__in=bruger.egne_boligorganisationer),
        pk=pk,
    )
    try:
        kladde = start_svar(bruger=bruger, anmodning=anmodning)
    except UgyldigtInput as error:
        messages.error(request, fault_text(f"anmodningen {error.fejl[0].besked}"))
        return redirect("portal:sag", nummer=anmodning.sag.nummer)
    return redirect(kladde)


def kladde(request: HttpRequest, noegle: uuid.UUID) -> HttpResponse:
    """Where the draft is to be gone on with: the first step that is not done, else files and sending."""
    found = own_kladde(request, noegle)
    missing = Blanket(found).invalid()
    if missing:
        return redirect("portal:trin", noegle=noegle, trin=missing[0].id)
    return redirect("portal:bilag", noegle=noegle)


def trin(request: HttpRequest, noegle: uuid.UUID, trin: str) -> HttpResponse:
    """One step. Everything typed is kept, right or wrong; only what can be read lets one go on."""
    found = own_kladde(request, noegle)
    if Blanket(found).find(trin) is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    fejl = ""
    if posted is not None:
        typed = typed_of(posted)
        if "beregn" in posted:
            found.data = {**found.data, trin: typed}
        else:
            fejl = _save(request, found, trin, typed)
    blanket = Blanket(found)
    step = blanket.find(trin)
    assert step is not None  # noqa: S101 - found above
    is_right = step.is_valid() if blanket.is_saved(step) else False
    if posted is not None and "videre" in posted and is_right and not fejl:
        return redirect(_after(blanket, step))
    if posted is not None and "flere" in posted:
        step.add_row()
    context = _context(blanket, trin)
    context |= {"step": step, "form": step.form, "fejl": fejl, **step.context(is_right)}
    broken = bool(fejl) or (posted is not None and "videre" in posted)
    return render(request, step.template, context, status=400 if broken else 200)


def _save(request: HttpRequest, found: Kladde, trin: str, typed: dict[str, list[str]]) -> str:
    """Keeps the step; gives in words why not, if a colleague came first."""
    version = request.POST.get("version", "")
    try:
        save_trin(
            bruger=own_user(request),
            kladde=found,
            trin=trin,
            indtastet=typed,
            set_version=int(version) if version.isdecimal() and len(version) < 10 else None,
        )
    except AndenHarGemt as error:
        found.data = {**found.data, trin: typed}
        return str(error)
    return ""


def _after(blanket: Blanket, step: Blankettrin) -> str:
    ids = [item.id for item in blanket.trin]
    index = ids.index(step.id) + 1
    if index < len(ids):
        return reverse("portal:trin", args=[blanket.kladde.noegle, ids[index]])
    return reverse("portal:bilag", args=[blanket.kladde.noegle])


def _context(blanket: Blanket, active: str) -> dict[str, Any]:
    """The step indicator and the draft."""
    noegle = blanket.kladde.noegle
    rows = []
    for item in blanket.trin:
        saved = blanket.is_saved(item)
        state = "done" if saved and item.is_valid() else "fault" if saved else "wait"
        rows.append((item.navn, reverse("portal:trin", args=[noegle, item.id]), state, item.id == active))
    files = blanket.kladde.filer.count()
    rows.append(
        ("Bilag", reverse("portal:bilag", args=[noegle]), "done" if files else "wait", active == BILAG)
    )
    rows.append(("Kontrol og send", reverse("portal:send", args=[noegle]), "wait", active == SEND))
    return {
        "kladde": blanket.kladde,
        "trinrad": rows,
        "nr": next(i for i, row in enumerate(rows, 1) if row[3]),
    }


def bilag(request: HttpRequest, noegle: uuid.UUID) -> HttpResponse:
    """The files of a draft."""
    found = own_kladde(request, noegle)
    form = BilagForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["fil"]
        try:
            add_fil(
                bruger=own_user(request),
                kladde=found,
                name=file.name,
                size=file.size,
                stream=file,
                titel=form.cleaned_data["titel"],
                art=form.cleaned_data["art"],
            )
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        except FilAfvist as error:
            form.add_error("fil", str(error))
        except OSError:
            form.add_error("fil", "Filen kunne ikke gemmes på serveren. Prøv igen, eller kontakt kommunen.")
        else:
            messages.success(request, f"{file.name} er vedlagt.")
            return redirect("portal:bilag", noegle=noegle)
    context = {**_context(Blanket(found), BILAG), "form": form, "filer": found.filer.all()}
    return render(request, "portal/bilag.html", context, status=400 if form.is_bound else 200)


def bilag_hent(request: HttpRequest, noegle: uuid.UUID, fil: uuid.UUID) -> HttpResponseBase:
    """One file of a draft."""
    found = own_kladde(request, noegle)
    item = get_object_or_404(own_filer(own_user(request)).filter(kladde=found), noegle=fil)
    return file_response(sha256=item.sha256, filnavn=item.filnavn, mimetype=item.mimetype)


@require_POST
def bilag_fjern(request: HttpRequest, noegle: uuid.UUID, fil: uuid.UUID) -> HttpResponse:
    """Takes a file off the draft."""
    found = own_kladde(request, noegle)
    item = get_object_or_404(own_filer(own_user(request)).filter(kladde=found), noegle=fil)
    remove_fil(bruger=own_user(request), fil=item)
    messages.success(request, f"{item.titel} er fjernet.")
    return redirect("portal:bilag", noegle=noegle)


def send(request: HttpRequest, noegle: uuid.UUID) -> HttpResponse:
    """The whole application with the checks; sending it."""
    found = own_kladde(request, noegle)
    blanket = Blanket(found)
    try:
        ansoegning = blanket.read()
        if request.method == "POST":
            sent = send_kladde(bruger=own_user(request), kladde=found, ansoegning=ansoegning)
            messages.success(request, f"Sendt. Kvittering {sent.nummer}.")
            return redirect("portal:indsendelse", pk=sent.pk)
        context = {**_context(blanket, SEND), "visning": _shown(found, ansoegning)}
    except UgyldigtInput as error:
        slags = slags_of(found.art)
        context = {
            **_context(blanket, SEND),
            "fejl": [slags.fault_text(item) for item in error.fejl],
            "ret": [trin for trin in blanket.trin if trin.errors or not blanket.is_saved(trin)],
        }
        return render(request, "portal/send.html", context, status=409 if request.method == "POST" else 200)
    return render(request, "portal/send.html", context)


def _shown(found: Kladde, ansoegning: Ansoegning) -> Any:
    svar = try_ansoegning(ansoegning, found.sag, timezone.localdate())
    unsent = Indsendelse(
        art=found.art,
        boligorganisation=found.boligorganisation,
        sag=found.sag,
        data=ansoegning.to_data(),
        kontroller=[item.to_dict() for item in svar],
        filer=[
            {navn: getattr(fil, navn) for navn in ("titel", "art", "filnavn", "stoerrelse")}
            for fil in found.filer.all()
        ],
    )
    return show_indsendelse(unsent)


def slet(request: HttpRequest, noegle: uuid.UUID) -> HttpResponse:
    """Throws a draft away, after asking."""
    found = own_kladde(request, noegle)
    if request.method == "POST":
        delete_kladde(bruger=own_user(request), kladde=found)
        messages.success(request, "Kladden er slettet.")
        return redirect("portal:forside")
    return render(request, "portal/slet.html", {"kladde": found})

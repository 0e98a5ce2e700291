"""Recording a decision: the checks before, the form, and a clear refusal with nothing lost."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from almen.organisationer.selectors import aktoer_navn
from almen.sager import adgang
from almen.sager.forms import BeslutningForm
from almen.sager.models import Sag
from almen.sager.selectors.forloeb import Forloeb, load_forloeb
from almen.sager.services import AndenKomFoerst, BeslutningAfvist, record_beslutning, run_kontroller
from almen.sager.views.opslag import find_sag
from almen.sager.visning import source_link
from almen.sagsgang.definition import Trin
from almen.sagsgang.register import REGISTER, Kontrolsvar
from almen.sagsgang.udfald import allowed_udfald


def beslut(request: HttpRequest, nummer: str, trin: str) -> HttpResponse:
    """The form for one step. GET shows the checks as they stand; POST records or says why not."""
    sag = find_sag(request, nummer)
    forloeb = load_forloeb(sag)
    step = forloeb.sagsgang.efter_id.get(trin)
    if step is None:
        raise Http404
    user = request.user
    adgang.require(
        adgang.may_record(user, sag, step.aktoer),  # type: ignore[arg-type]
        f"Du kan ikke registrere beslutninger for {aktoer_navn(step.aktoer, timezone.localdate())}.",
    )
    if request.method != "POST" and not allowed_udfald(step, forloeb.tilstand.trin[trin].status):
        messages.info(request, f"“{step.navn}” kan ikke besluttes nu.")
        return redirect(sag)
    svar = run_kontroller(forloeb, step, timezone.localdate())
    own = step.aktoer in adgang.own_aktoerer(user, sag)  # type: ignore[arg-type]
    data = request.POST if request.method == "POST" else None
    form = BeslutningForm(data, forloeb=forloeb, trin=step, svar=svar, own=own)
    if request.method == "POST" and form.is_valid() and _record(request, sag, trin, form):
        messages.success(request, f"Beslutningen er registreret: {step.navn}.")
        return redirect(sag)
    return _page(request, sag, forloeb, step, svar, form)


def _record(request: HttpRequest, sag: Sag, trin: str, form: BeslutningForm) -> bool:
    """Records the decision; puts a refusal at the fields it concerns."""
    values = form.cleaned_data
    try:
        record_beslutning(
            bruger=request.user,  # type: ignore[arg-type]
            sag=sag,
            trin=trin,
            udfald=values["udfald"],
            dato=values["dato"],
            begrundelse=values["begrundelse"],
            tilbage_til=values.get("tilbage_til") or "",
            moede=values["moede"],
            kilde=values["kilde"],
            dispensationer=form.given_dispensationer(),
            set_antal=values["set_antal"],
        )
    except AndenKomFoerst as refused:
        form.add_error(None, str(refused))
        return False
    except BeslutningAfvist as refused:
        for felt, besked in refused.fejl.items():
            field = f"disp_{felt.removeprefix('kontrol:')}" if felt.startswith("kontrol:") else felt
            form.add_error(field if field in form.fields else None, besked)
        return False
    return True


def _page(
    request: HttpRequest,
    sag: Sag,
    forloeb: Forloeb,
    step: Trin,
    svar: tuple[Kontrolsvar, ...],
    form: BeslutningForm,
) -> HttpResponse:
    sources = [dict(item.kilder[0]) if item.kilder else {} for item in svar]
    return render(
        request,
        "sager/beslut.html",
        {
            "sag": sag,
            "trin": step,
            "aktoer": aktoer_navn(step.aktoer, timezone.localdate()),
            "form": form,
            "kontroller": [
                (item, source.get("hjemmel", ""), source_link(source))
                for item, source in zip(svar, sources, strict=True)
            ],
            "virkninger": [REGISTER.virkning(navn).navn for navn in step.virkninger],
        },
        status=400 if form.errors else 200,
    )

"""A project comes back as its own case: linking one that there is, or opening a new one with the link kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve

from almen.organisationer.selectors import user_of
from almen.planer.models import Indsats, Plan
from almen.planer.selectors.projektsager import address_to_open, kinds_to_open, sager_to_link
from almen.planer.services.projektsag import MAY_NOT_LINK, link_sag
from almen.planer.views.opslag import find_indsats, find_plan_to_edit
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT, Sag
from almen.ui.lists import SearchForm


def projektsag(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Search for a case and link it (`sag` = its number, empty: take the link away), or choose the kind to open."""
    plan, row = _find(request, nummer, pk)
    bruger = user_of(request)
    fejl = ""
    if request.method == "POST":
        number = request.POST.get("sag", "").strip()
        sag = adgang.visible_sager(bruger).filter(nummer=number).first() if number else None
        if number and sag is None:
            fejl = f"Der er ingen sag {number[:40]}, som du kan se. Søg på sagens nummer eller titel."
        else:
            try:
                link_sag(bruger=bruger, plan=plan, indsats=row, sag=sag)
            except UgyldigtInput as error:
                fejl = " ".join(item.besked for item in error.fejl)
            else:
                done = f"Projektet behandles i sag {sag.nummer}." if sag else "Projektet har ingen sag mere."
                messages.success(request, done)
                return redirect(plan)
    search = SearchForm(request.GET)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    context: dict[str, Any] = {
        "plan": plan,
        "indsats": row,
        "egen": _own_case(bruger, row),
        "q": words,
        "fundne": list(sager_to_link(bruger, words)) if words else [],
        "arter": kinds_to_open(),
        "fejl": fejl or " ".join(str(item) for items in search.errors.values() for item in items),
    }
    return render(request, "planer/projektsag.html", context, status=400 if context["fejl"] else 200)


def vaelg_projektsag(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """From the choice of a kind (`?sagstype=`) to its form."""
    plan, row = _find(request, nummer, pk)
    kind = request.GET.get("sagstype", "")
    if kind not in dict(kinds_to_open()):
        raise Http404
    return redirect("planer:aabn_projektsag", nummer=plan.sag.nummer, pk=row.pk, sagstype=kind)


def aabn_projektsag(request: HttpRequest, nummer: str, pk: int, sagstype: str) -> HttpResponseBase:
    """The form that opens a case of this kind, under the project's own address; the case that it opens is linked in the same act.

    The form is the one of the room that has the kind. It answers with a redirect to a page of the case once that is open.
    """
    plan, row = _find(request, nummer, pk)
    adgang.require(adgang.may_open_sag(user_of(request)), MAY_NOT_LINK)
    address = address_to_open(sagstype)
    if address is None or sagstype not in dict(kinds_to_open()):
        raise Http404
    form = resolve(address)
    if request.method != "POST":
        return form.func(request, *form.args, **form.kwargs)
    with transaction.atomic():  # with savepoints inside: a form that is refused is shown again
        response: HttpResponseBase = form.func(request, *form.args, **form.kwargs)
        if response.status_code == 302 and (opened := _opened(response.headers["Location"])) is not None:
            link_sag(bruger=user_of(request), plan=plan, indsats=row, sag=opened)
            messages.success(request, f"Sagen er knyttet til projektet “{row.navn}” i {plan.navn}.")
    return response


def _find(request: HttpRequest, nummer: str, pk: int) -> tuple[Plan, Indsats]:
    plan = find_plan_to_edit(request, nummer)
    row = find_indsats(plan, pk)
    if row.udgaaet is not None or plan.sag.overblik.afslutning in UDEN_RESULTAT:
        raise Http404("Projektet er udgået, eller planen blev ikke til noget.")
    return plan, row


def _own_case(bruger: Any, row: Indsats) -> Sag | None:
    """The project's case, if this user may see it."""
    return adgang.visible_sager(bruger).filter(pk=row.sag_id).first() if row.sag_id else None


def _opened(address: str) -> Sag | None:
    """The case that a form has opened, by the page it leads to."""
    try:
        number = resolve(address.split("?")[0].split("#")[0]).kwargs.get("nummer", "")
    except Resolver404:
        return None
    return Sag.objects.filter(nummer=number).first()

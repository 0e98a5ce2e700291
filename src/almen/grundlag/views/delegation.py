"""Delegations: what is left to whom on a day, each with its decision, and the door for new ones and for ends."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from almen.grundlag.delegationsform import DagForm, DelegationForm, DelegationsophoerForm
from almen.grundlag.selectors.delegation import (
    Delegering,
    delegation_of,
    delegationer,
    navn_of_sagstype,
    periode_of,
)
from almen.grundlag.services.delegation import DELEGERER, end_delegation, register_delegation
from almen.grundlag.services.rettigheder import IkkeTilladt
from almen.grundlag.views.opslag import place_error, require, rights, status_of
from almen.organisationer.selectors import aktoer_navn, user_of
from almen.regler.fejl import UgyldigtInput
from almen.ui.formater import dato

MAY_NOT = "Kun ledere og administratorer kan registrere og afslutte delegationer."


@dataclass(frozen=True)
class Linje:
    """A delegation as the pages show it on a day."""

    delegation: Delegering
    stand: str
    tone: str
    fra_organ: str
    til_aktoer: str
    periode: str
    sagstyper: tuple[str, ...]


def _linje(item: Delegering, dag: dt.date) -> Linje:
    if item.is_in_force(dag):
        stand, tone = "I kraft", "ok"
    elif item.til is not None and item.til < dag:
        stand, tone = "Ophørt", "neutral"
    else:
        stand, tone = "Kommende", "open"
    return Linje(
        item,
        stand,
        tone,
        aktoer_navn(item.fra_organ, dag),
        aktoer_navn(item.til_aktoer, dag),
        periode_of(item),
        tuple(navn_of_sagstype(sagstype) for sagstype in item.sagstyper),
    )


def liste(request: HttpRequest) -> HttpResponse:
    """Those in force on the chosen day first, then what has ended or is to come."""
    form = DagForm(request.GET or None)
    today = timezone.localdate()
    chosen = form.cleaned_data.get("dag") if form.is_valid() else None
    dag = chosen or today
    lines = [_linje(item, dag) for item in delegationer()]
    context = {
        "form": form,
        "dag": dag,
        "er_i_dag": dag == today,
        "i_kraft": [line for line in lines if line.stand == "I kraft"],
        "oevrige": [line for line in lines if line.stand != "I kraft"],
        **rights(request),
    }
    return render(request, "grundlag/delegationer.html", context, status=status_of(form))


def _find(kode: str) -> Delegering:
    if (found := delegation_of(kode)) is None:
        raise Http404(f"Delegationen “{kode}” findes ikke.")
    return found


def vis(request: HttpRequest, kode: str) -> HttpResponse:
    """One delegation: what it covers, the decision that it rests on, and its end."""
    context = {"linje": _linje(_find(kode), timezone.localdate()), **rights(request)}
    return render(request, "grundlag/delegation.html", context)


def ny(request: HttpRequest) -> HttpResponse:
    """Registers a delegation."""
    require(request, DELEGERER, MAY_NOT)
    form = DelegationForm(request.POST or None, initial={"fra": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            saved = register_delegation(bruger=user_of(request), data=form.as_input())
        except UgyldigtInput as error:
            place_error(form, error)
        else:
            messages.success(request, f"Delegationen er registreret og gælder fra {dato(saved.fra)}.")
            return redirect("grundlag:delegation", kode=saved.kode)
    return render(request, "grundlag/delegationsform.html", {"form": form}, status=status_of(form))


def ophoer(request: HttpRequest, kode: str) -> HttpResponse:
    """Ends a delegation."""
    require(request, DELEGERER, MAY_NOT)
    found = _find(kode)
    if found.ophoer is not None:
        raise Http404("Delegationen er allerede ophørt.")
    form = DelegationsophoerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_delegation(bruger=user_of(request), delegation=found, **form.cleaned_data)
        except (UgyldigtInput, IkkeTilladt) as error:
            place_error(form, error)  # type: ignore[arg-type]
        else:
            messages.success(request, f"Delegationen ophører {dato(form.cleaned_data['sidste_dag'])}.")
            return redirect("grundlag:delegation", kode=found.kode)
    context = {"form": form, "linje": _linje(found, timezone.localdate())}
    return render(request, "grundlag/delegationsform.html", context, status=status_of(form))

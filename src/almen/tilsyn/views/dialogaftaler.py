"""Agreements: those of one dialogue, and the list across all of them from which they are followed up."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from almen.organisationer.selectors import user_of
from almen.sager import adgang
from almen.tilsyn.filtre_dialogaftale import Aftalefilter
from almen.tilsyn.forms_dialog import Aftaleform, Opfoelgningsform
from almen.tilsyn.kolonner_dialogaftale import AFTALEKOLONNER
from almen.tilsyn.selectors.dialogaftaler import aftaler
from almen.tilsyn.services.dialogaftale import add_aftale, edit_aftale, follow_up, remove_aftale
from almen.tilsyn.views.dialogopslag import act, answer, find_aftale, find_to_edit
from almen.tilsyn.views.revision import MAY_NOT_SEE
from almen.ui.lists import ListView

AFTALER = "#aftaler"


class Aftaleliste(ListView):
    """Every agreement of every dialogue."""

    titel = "Aftaler fra styringsdialoger"
    navn = ("aftale", "aftaler")
    beskrivelse = "Hvad der er aftalt på dialogmøderne: hvem gør hvad hvornår, og hvad der er blevet af det."
    kolonner = AFTALEKOLONNER
    filterset_class = Aftalefilter
    search_fields = ("tekst", "ejer", "dialog__boligorganisation__navn", "dialog__sag__nummer")
    search_label = "Søg på aftale, funktion, boligorganisation eller sagsnummer"
    standard_sortering = ("status", "frist", "pk")  # "aaben" comes first
    eksport_navn = "dialogaftaler"
    tom_titel = "Ingen aftaler endnu"
    tom_tekst = "Aftaler skrives på dialogens side, når mødet er holdt."

    def get_queryset(self) -> QuerySet[Any]:
        """Those of the dialogues that the user may see; the list itself is for those who read supervision."""
        bruger = user_of(self.request)
        adgang.require(adgang.may_see_tilsyn(bruger), MAY_NOT_SEE)
        return aftaler(bruger)


def ny_aftale(request: HttpRequest, nummer: str) -> HttpResponse:
    """Adds an agreement, to the item that the address names (`?punkt=`)."""
    found = find_to_edit(request, nummer)
    form = Aftaleform(
        request.POST or None, punkter=found.punkter.all(), initial={"punkt": request.GET.get("punkt", "")}
    )
    return answer(
        request,
        found,
        form,
        lambda: add_aftale(bruger=user_of(request), dialog=found, aftale=form.item()),
        titel="Ny aftale",
        besked="Aftalen er gemt.",
        anker=AFTALER,
    )


def ret_aftale(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Corrects an open agreement."""
    found = find_to_edit(request, nummer)
    row = find_aftale(found, pk)
    form = Aftaleform(request.POST or None, punkter=found.punkter.all(), initial=Aftaleform.initial_of(row))
    return answer(
        request,
        found,
        form,
        lambda: edit_aftale(
            bruger=user_of(request), aftale=row, nyt=form.item(), set_=form.cleaned_data["set_"]
        ),
        titel="Ret aftalen",
        besked="Aftalen er gemt.",
        anker=AFTALER,
    )


@require_POST
def slet_aftale(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Takes away an agreement that was entered by mistake."""
    found = find_to_edit(request, nummer)
    row = find_aftale(found, pk)
    return act(
        request,
        found,
        lambda: remove_aftale(bruger=user_of(request), aftale=row),
        "Aftalen er slettet.",
        AFTALER,
    )


def opfoelgning(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Says what has become of an agreement, also when the dialogue has ended."""
    found = find_to_edit(request, nummer)
    row = find_aftale(found, pk)
    form = Opfoelgningsform(request.POST or None, initial=Opfoelgningsform.initial_of(row))
    return answer(
        request,
        found,
        form,
        lambda: follow_up(bruger=user_of(request), aftale=row, **form.cleaned_data),
        titel="Følg op på aftalen",
        besked="Opfølgningen er gemt.",
        tekst=row.tekst,
        anker=AFTALER,
    )

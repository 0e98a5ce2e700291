"""The pages where areas are kept: what one is, where it lies, its afdelinger, designations and published classes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from almen.grundlag.aflaesningsform import Begrundelsesform
from almen.omraader.forms_registrering import (
    Afdelingform,
    Afslutform,
    Graenseform,
    Omraadeform,
    Udpegningform,
)
from almen.omraader.forms_tal import Listeform
from almen.omraader.klasser import vis_klasser
from almen.omraader.models import (
    Kommuneudpegning,
    Listeudpegning,
    Omraade,
    Omraadeafdeling,
    Omraadegraense,
)
from almen.omraader.selectors.registrering import afdelinger_to_choose, registrations_of
from almen.omraader.selectors.tal import published_history
from almen.omraader.services import (
    create_omraade,
    designate_omraade,
    edit_omraade,
    end_tilknytning,
    link_afdeling,
    register_graense,
    register_listeklasser,
    remove_graense,
    remove_tilknytning,
    withdraw_listeklasser,
)
from almen.omraader.views.omraade import require_view
from almen.omraader.views.tal import require_edit
from almen.organisationer.selectors import user_of
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.ui.forms import AlmenForm, place_fejl

Crumbs = list[tuple[str, str]]


def registreringer(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is registered of an area, with its periods and sources."""
    require_view(request)
    omraade = get_object_or_404(Omraade.objects.select_related("oprettet_af"), pk=pk)
    context = {
        "omraade": omraade,
        "kan_rette": adgang.may_edit_omraader(user_of(request)),
        **registrations_of(omraade),
    }
    return render(request, "omraader/registreringer.html", context)


def nyt(request: HttpRequest) -> HttpResponse:
    """Registers an area."""
    require_edit(request)
    form = Omraadeform(request.POST or None)

    def act() -> Omraade:
        return create_omraade(bruger=user_of(request), omraade=form.omraade())

    crumbs = [("Områder", reverse("omraader:liste"))]
    return _form_page(
        request,
        form,
        act,
        "Nyt område",
        crumbs,
        "Området er oprettet.",
        forklaring="Områdets grænse, afdelinger og tal kommer bagefter.",
    )


def ret(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes what an area is called and said to be."""
    require_edit(request)
    omraade = get_object_or_404(Omraade, pk=pk)
    form = Omraadeform(request.POST or None, omraade=omraade)

    def act() -> Omraade:
        return edit_omraade(bruger=user_of(request), omraade=omraade, nyt=form.omraade())

    return _form_page(request, form, act, "Ret området", _crumbs(omraade), "Området er rettet.")


def graense(request: HttpRequest, pk: int) -> HttpResponse:
    """A new boundary from a file."""
    require_edit(request)
    omraade = get_object_or_404(Omraade, pk=pk)
    form = Graenseform(request.POST or None, request.FILES or None)

    def act() -> Any:
        register_graense(bruger=user_of(request), omraade=omraade, graense=form.graense())

    return _form_page(request, form, act, "Ny grænse", _crumbs(omraade), "Grænsen er gemt.")


def graense_fjern(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a boundary that was wrong out."""
    require_edit(request)
    found = get_object_or_404(Omraadegraense.objects.select_related("omraade"), pk=pk)
    form = Begrundelsesform(request.POST or None)

    def act() -> Any:
        remove_graense(bruger=user_of(request), graense=found, begrundelse=form.cleaned_data["begrundelse"])

    return _form_page(
        request, form, act, "Fjern grænse", _crumbs(found.omraade), "Grænsen er fjernet.",
        forklaring=f"{found}.", tekst="Den forrige grænse gælder igen. Journalen gemmer omridset.", knap="Fjern", farlig=True,
    )  # fmt: skip


def afdeling(request: HttpRequest, pk: int) -> HttpResponse:
    """An afdeling that lies in the area."""
    require_edit(request)
    omraade = get_object_or_404(Omraade, pk=pk)
    form = Afdelingform(request.POST or None, afdelinger=afdelinger_to_choose())

    def act() -> Any:
        link_afdeling(bruger=user_of(request), omraade=omraade, **form.cleaned_data)

    return _form_page(request, form, act, "Tilføj afdeling", _crumbs(omraade), "Afdelingen er tilføjet.")


def udpegning(request: HttpRequest, pk: int) -> HttpResponse:
    """The municipality's own designation of the area."""
    require_edit(request)
    omraade = get_object_or_404(Omraade, pk=pk)
    form = Udpegningform(request.POST or None)

    def act() -> Any:
        designate_omraade(bruger=user_of(request), omraade=omraade, udpegning=form.udpegning())

    return _form_page(
        request, form, act, "Kommunens udpegning", _crumbs(omraade), "Udpegningen er gemt.",
        forklaring="Kommunens egen udpegning står ved siden af statens lister og ændrer dem ikke.",
    )  # fmt: skip


def afdeling_afslut(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of an afdeling in the area."""
    return _end(request, _find(request, Omraadeafdeling, pk))


def afdeling_fjern(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an afdeling that was registered by mistake out."""
    return _remove(request, _find(request, Omraadeafdeling, pk))


def udpegning_afslut(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a designation."""
    return _end(request, _find(request, Kommuneudpegning, pk))


def udpegning_fjern(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a designation that was registered by mistake out."""
    return _remove(request, _find(request, Kommuneudpegning, pk))


def liste_ny(request: HttpRequest, pk: int) -> HttpResponse:
    """What a list of the state says of the area."""
    require_edit(request)
    omraade = get_object_or_404(Omraade, pk=pk)
    form = Listeform(request.POST or None, omraade=omraade)
    return _list_page(request, form, "Offentliggjorte klasser", None)


def listeudpegning(request: HttpRequest, pk: int) -> HttpResponse:
    """What one list says of an area, and every reading of it."""
    require_view(request)
    found = get_object_or_404(
        Listeudpegning.objects.select_related("omraade", "registreret_af", "hentet"), pk=pk
    )
    history = published_history(found.omraade, found.liste)
    counts = history[0].pk == found.pk and not found.tilbagekaldt
    context = {
        "udpegning": found,
        "klasser": vis_klasser(found.klasser, found.liste),
        "historik": [(row, vis_klasser(row.klasser, row.liste)) for row in history],
        "gaelder": counts,
        "kan_rette": counts and adgang.may_edit_omraader(user_of(request)),
    }
    return render(request, "omraader/listeudpegning.html", context)


def liste_erstat(request: HttpRequest, pk: int) -> HttpResponse:
    """Replaces what a list says by a newer reading."""
    require_edit(request)
    found = _counting(pk)
    form = Listeform(request.POST or None, omraade=found.omraade, erstatter=found)
    return _list_page(request, form, f"Erstat listen {found.liste.year}", found)


def liste_tilbagekald(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraws what was registered of a list."""
    require_edit(request)
    found = _counting(pk)
    form = Begrundelsesform(request.POST or None)

    def act() -> Any:
        withdraw_listeklasser(
            bruger=user_of(request), udpegning=found, begrundelse=form.cleaned_data["begrundelse"]
        )

    return _form_page(
        request, form, act, f"Tilbagekald listen {found.liste.year}", _crumbs(found.omraade), "Udpegningen er tilbagekaldt.",
        tekst="Den bliver stående i historikken.", knap="Tilbagekald", farlig=True,
    )  # fmt: skip


def _list_page(
    request: HttpRequest, form: Listeform, titel: str, erstatter: Listeudpegning | None
) -> HttpResponse:
    def act() -> Any:
        register_listeklasser(
            bruger=user_of(request),
            item=form.item(),
            begrundelse=form.cleaned_data["begrundelse"],
            erstatter=erstatter,
        )

    return _form_page(
        request, form, act, titel, _crumbs(form.omraade), "Listen er gemt.",
        forklaring="Det offentliggjorte er det, der gælder; programmets beregning står ved siden af.",
    )  # fmt: skip


def _counting(pk: int) -> Listeudpegning:
    rows = Listeudpegning.objects.gaeldende().select_related("omraade")
    found: Listeudpegning = get_object_or_404(rows, pk=pk)
    return found


def _find(request: HttpRequest, model: type[Model], pk: int) -> Any:
    require_edit(request)
    return get_object_or_404(model._default_manager.select_related("omraade"), pk=pk)


def _end(request: HttpRequest, found: Omraadeafdeling | Kommuneudpegning) -> HttpResponse:
    form = Afslutform(request.POST or None)

    def act() -> Any:
        end_tilknytning(bruger=user_of(request), tilknytning=found, til=form.cleaned_data["til"])

    return _form_page(
        request, form, act, "Afslut", _crumbs(found.omraade), "Slutdagen er gemt.", forklaring=f"{found}."
    )


def _remove(request: HttpRequest, found: Omraadeafdeling | Kommuneudpegning) -> HttpResponse:
    form = Begrundelsesform(request.POST or None)

    def act() -> Any:
        remove_tilknytning(
            bruger=user_of(request), tilknytning=found, begrundelse=form.cleaned_data["begrundelse"]
        )

    return _form_page(
        request, form, act, "Fjern", _crumbs(found.omraade), "Registreringen er fjernet.",
        forklaring=f"{found}.", tekst="Brug det kun om noget, der aldrig var rigtigt; ellers afslut det. Journalen gemmer det.",
        knap="Fjern", farlig=True,
    )  # fmt: skip


def _crumbs(omraade: Omraade) -> Crumbs:
    return [
        ("Områder", reverse("omraader:liste")),
        (omraade.navn, omraade.get_absolute_url()),
        ("Registreringer", reverse("omraader:registreringer", args=[omraade.pk])),
    ]


def _form_page(
    request: HttpRequest,
    form: AlmenForm | forms.Form,
    act: Callable[[], Any],
    titel: str,
    krummer: Crumbs,
    gemt: str,
    **more: Any,
) -> HttpResponse:
    """A form and what it does. After it one goes to what it gave, else a step back."""
    if request.method == "POST" and form.is_valid():
        try:
            saved = act()
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(request, gemt)
            return redirect(saved or krummer[-1][1])
    context = {"form": form, "titel": titel, "krummer": krummer, "tilbage": krummer[-1][1], **more}
    return render(request, "omraader/formular.html", context)

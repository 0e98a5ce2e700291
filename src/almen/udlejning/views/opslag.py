"""What the pages of agreements have in common: who may see them, finding one, and the page of a form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from almen.grundlag.selectors import IngenSagsgang
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import user_of
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT
from almen.sager.selectors import load_forloeb
from almen.udlejning.forms_aftale import AndeleForm
from almen.udlejning.models import Rammeaftale
from almen.udlejning.selectors.aftaler import visible_aftaler
from almen.udlejning.services.aftaleaendring import NO_RIGHT, is_put_forward
from almen.ui.forms import AlmenForm, fault_text, place_fejl

MAY_NOT_SEE = "Aftalerne om udlejning er for kommunens egne medarbejdere."
Crumbs = Sequence[tuple[str, str]]


def require_view(request: HttpRequest) -> Bruger:
    """The user, if they may read agreements on letting; else AdgangNaegtet."""
    bruger = user_of(request)
    adgang.require(adgang.may_see_udlejning(bruger), MAY_NOT_SEE)
    return bruger


def require_edit(request: HttpRequest) -> Bruger:
    """The user, if they may keep agreements on letting; else AdgangNaegtet."""
    bruger = require_view(request)
    adgang.require(adgang.may_edit_udlejning(bruger), NO_RIGHT)
    return bruger


def find_aftale(request: HttpRequest, pk: int) -> Rammeaftale:
    """An agreement that the user may see, else 404."""
    return get_object_or_404(visible_aftaler(require_view(request)), pk=pk)


def find_to_edit(request: HttpRequest, pk: int) -> Rammeaftale:
    """The agreement, for those who may change it; 403 for others who see it."""
    found = find_aftale(request, pk)
    require_edit(request)
    return found


def can_edit(bruger: Bruger, aftale: Rammeaftale) -> bool:
    """True if the page should offer to change the agreement."""
    ended = aftale.sag is not None and aftale.sag.overblik.afslutning in UDEN_RESULTAT
    return adgang.may_edit_udlejning(bruger) and not ended


def asks_reason(aftale: Rammeaftale) -> bool:
    """True if a change of the agreement may have to say why: it has been put forward, or it was registered as made."""
    return aftale.sag is None or is_put_forward(load_forloeb(aftale.sag))


def crumbs_of(aftale: Rammeaftale) -> list[tuple[str, str]]:
    """The way to the agreement's page."""
    return [
        ("Udlejning", reverse("udlejning:forside")),
        ("Rammeaftaler", reverse("udlejning:rammeaftaler")),
        (aftale.navn, aftale.get_absolute_url()),
    ]


def data_of(request: HttpRequest) -> Any:
    """What was posted, None before: a form that is posted empty is answered with what is missing."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    form: AlmenForm,
    act: Callable[[], Any],
    titel: str,
    krummer: Crumbs,
    gemt: str,
    *,
    skabelon: str = "udlejning/formular.html",
    til_det_nye: bool = False,
    **more: Any,
) -> HttpResponse:
    """A form and what it does. After it one goes to the way back, with `til_det_nye` to what `act` gave.

    What cannot be used is answered with 400, each fault at its field.
    """
    if request.method == "POST" and form.is_valid():
        try:
            saved = act()
        except UgyldigtInput as error:
            _place(form, error)
        except IngenSagsgang as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gemt)
            return redirect(saved if til_det_nye else krummer[-1][1])
    context = {"form": form, "titel": titel, "krummer": krummer, "tilbage": krummer[-1][1], **more}
    return render(request, skabelon, context, status=400 if form.errors else 200)


def _place(form: AlmenForm, error: UgyldigtInput) -> None:
    rest = [
        item
        for item in error.fejl
        if not (isinstance(form, AndeleForm) and form.place_line_fault(item.felt, fault_text(item.besked)))
    ]
    place_fejl(form, rest)

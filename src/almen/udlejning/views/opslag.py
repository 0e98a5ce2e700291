"""What the pages of agreements have in common: who may see them, finding one, and the page of a form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from almen.grundlag.selectors import IngenSagsgang
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import user_of
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT
from almen.sager.selectors import load_forloeb
from almen.udlejning.forms_aftale import AndeleForm
from almen.udlejning.models import Rammeaftale
from almen.udlejning.selectors.aftaler import visible_aftaler
from almen.udlejning.services.aftaleaendring import NO_RIGHT, is_put_forward
from almen.ui.forms import AlmenForm, fault_text, place_fejl
from almen.ui.formularside import Krummer, answer_form

MAY_NOT_SEE = "Aftalerne om udlejning er for kommunens egne medarbejdere."


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


def form_page(
    request: HttpRequest,
    form: AlmenForm,
    act: Callable[[], Any],
    titel: str,
    krummer: Krummer,
    gemt: str,
    *,
    knap: str = "Gem",
    **more: Any,
) -> HttpResponse:
    """A form and what it does; afterwards one goes to the way back, or where `answer_form` is told to by `more`."""

    def tried() -> Any:
        try:
            return act()
        except IngenSagsgang as error:
            raise UgyldigtInput([Fejl("", str(error))]) from None

    return answer_form(
        request,
        form,
        tried,
        titel=titel,
        done=gemt,
        til=krummer[-1][1],
        krummer=krummer,
        label=knap,
        placer=_place,
        **more,
    )


def _place(form: AlmenForm, fejl: Sequence[Fejl]) -> None:
    rest = [
        item
        for item in fejl
        if not (isinstance(form, AndeleForm) and form.place_line_fault(item.felt, fault_text(item.besked)))
    ]
    place_fejl(form, rest)

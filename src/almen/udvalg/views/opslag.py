"""Finding meetings and items through the user's rights: what may not be seen does not exist."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from almen.organisationer.selectors import user_of
from almen.sager import adgang
from almen.udvalg.models import Dagsordenspunkt, Moede
from almen.udvalg.selectors.dagsorden import visible_punkter
from almen.udvalg.selectors.moeder import visible_moeder


def find_moede(request: HttpRequest, pk: int) -> Moede:
    """The meeting, if the user sees meetings; else 404."""
    return get_object_or_404(visible_moeder(user_of(request)), pk=pk)


def find_punkt(request: HttpRequest, pk: int) -> Dagsordenspunkt:
    """The item, if the user may see it; else 404."""
    found = Dagsordenspunkt.objects.select_related("moede", "sag").filter(pk=pk).first()
    if found is None or not visible_punkter(user_of(request), found.moede).filter(pk=pk).exists():
        raise Http404
    return found


def require_keeper(request: HttpRequest) -> None:
    """Raises AdgangNaegtet (403) unless the user keeps meetings."""
    adgang.require(adgang.may_keep_moeder(user_of(request)), "Din rolle kan se mødet, men ikke rette det.")


def place(form: forms.Form, fejl: Mapping[str, str]) -> None:
    """A refusal at the fields it concerns, the rest above the form."""
    for felt, besked in fejl.items():
        form.add_error(felt if felt in form.fields else None, besked)

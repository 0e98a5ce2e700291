"""What the views share: finding a visible case, and putting a rule's faults at the fields of a form."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from almen.byggeri.selectors.projektdata import forget_projektdata
from almen.byggeri.selectors.projekter import visible_projekter
from almen.organisationer.models import Bruger
from almen.regler.fejl import Fejl
from almen.sager import adgang
from almen.sager.models import Sag


def user_of(request: HttpRequest) -> Bruger:
    """The signed-in user; LoginRequiredMiddleware lets nobody else in."""
    assert isinstance(request.user, Bruger)  # noqa: S101 - tells the type checker
    return request.user


def visible_sag(request: HttpRequest, nummer: str) -> Sag:
    """The case if this user may see it and it is about a building; else 404."""
    projekt = get_object_or_404(visible_projekter(user_of(request)), sag__nummer=nummer)
    sag = projekt.sag
    forget_projektdata(sag)
    return sag


def editable_sag(request: HttpRequest, nummer: str) -> Sag:
    """As `visible_sag`, and PermissionDenied unless this user may change it."""
    sag = visible_sag(request, nummer)
    adgang.require(adgang.may_edit_sag(user_of(request)), "Kun sagsbehandlere og ledere kan rette i sagen.")
    return sag


def place_fejl(form: forms.BaseForm, fejl: Iterable[Fejl]) -> None:
    """Each fault at its field; one without a field of its own above the form."""
    for item in fejl:
        text = f"{item.besked[:1].upper()}{item.besked[1:]}".rstrip(".") + "."
        if item.felt in form.fields:
            form.add_error(item.felt, text)
        else:
            form.add_error(None, f"{item.felt}: {text}" if item.felt else text)

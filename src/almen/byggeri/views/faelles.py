"""What the views share: finding a visible case."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from almen.byggeri.selectors.projektdata import forget_projektdata
from almen.byggeri.selectors.projekter import visible_projekter
from almen.organisationer.selectors import user_of
from almen.sager import adgang
from almen.sager.models import Sag


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

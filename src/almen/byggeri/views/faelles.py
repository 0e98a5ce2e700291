"""What the views share: finding a visible case."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from almen.byggeri.selectors.projektdata import forget_projektdata
from almen.byggeri.selectors.projekter import visible_projekter
from almen.grundlag.selectors import sagsgang_of
from almen.organisationer.selectors import user_of
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sagsgang.register import REGISTER

GIVES_GARANTI = "registrer_garanti"
NO_RIGHT = "Kun sagsbehandlere og ledere kan rette i sagen."


def visible_sag(request: HttpRequest, nummer: str) -> Sag:
    """The case if this user may see it and it is about a building; else 404."""
    found = visible_projekter(user_of(request)).select_related("sag__byggesag")
    projekt = get_object_or_404(found, sag__nummer=nummer)
    sag = projekt.sag
    forget_projektdata(sag)
    return sag


def page_of(sag: Sag) -> str:
    """The address of the domain's page about the case, else of the case itself."""
    side = REGISTER.sagstype(sag.sagstype).side_url
    return (side(sag) if side else None) or sag.get_absolute_url()


def editable_garantisag(request: HttpRequest, nummer: str) -> Sag:
    """A case on whose route a guarantee is given, building or not, if this user may change it; else 404 or 403."""
    bruger = user_of(request)
    sag = get_object_or_404(adgang.visible_sager(bruger), nummer=nummer)
    route = sagsgang_of(sag.sagsgangsversion_id)
    if not any(GIVES_GARANTI in trin.virkninger for trin in route.trin):
        raise Http404
    adgang.require(adgang.may_edit_sag(bruger), NO_RIGHT)
    return sag


def editable_sag(request: HttpRequest, nummer: str) -> Sag:
    """As `visible_sag`, and PermissionDenied unless this user may change it."""
    sag = visible_sag(request, nummer)
    adgang.require(adgang.may_edit_sag(user_of(request)), NO_RIGHT)
    return sag

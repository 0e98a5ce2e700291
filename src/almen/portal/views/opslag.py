"""What the portal's views share: who may be here, and finding one's own things."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from almen.ansoegninger.models import Indsendelse, Kladde
from almen.ansoegninger.selectors.indsendelser import own_kladder, visible_indsendelser
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import user_of
from almen.sager import adgang
from almen.sager.models import Sag


def own_user(request: HttpRequest) -> Bruger:
    """The user, if they speak for a boligorganisation; the portal is nobody else's. Raises Http404."""
    bruger = user_of(request)
    if not adgang.may_apply(bruger):
        raise Http404
    return bruger


def own_sag(request: HttpRequest, nummer: str) -> Sag:
    """A visible case of one's own boligorganisation. Raises Http404."""
    bruger = own_user(request)
    rows = adgang.visible_sager(bruger).filter(boligorganisation_id__in=bruger.egne_boligorganisationer)
    return get_object_or_404(rows.select_related("boligorganisation"), nummer=nummer)


def own_kladde(request: HttpRequest, noegle: uuid.UUID) -> Kladde:
    """A draft of one's own boligorganisation. Raises Http404."""
    return get_object_or_404(own_kladder(own_user(request)), noegle=noegle)


def own_indsendelse(request: HttpRequest, pk: int) -> Indsendelse:
    """A submission of one's own boligorganisation. Raises Http404."""
    bruger = own_user(request)
    rows = visible_indsendelser(bruger).filter(boligorganisation_id__in=bruger.egne_boligorganisationer)
    return get_object_or_404(rows.select_related("anmodning"), pk=pk)

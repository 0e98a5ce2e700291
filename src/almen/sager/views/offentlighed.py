"""What the public sees of a case, and the acts that make something public or take it back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import user_of
from almen.sager import adgang
from almen.sager.models import Dokument, Offentliggoerelse, Sag
from almen.sager.services import (
    KanIkkeOffentliggoeres,
    publish_begrundelse,
    publish_dokument,
    publish_sag,
    withdraw,
)
from almen.sager.views.opslag import find_sag, require_edit
from almen.ui.offentligt import ting_url

Act = Callable[[], Offentliggoerelse]


def offentligt(request: HttpRequest, nummer: str) -> HttpResponse:
    """GET shows what is public and what could be; POST does one act on the case, a document or a decision's reason."""
    sag = find_sag(request, nummer)
    require_edit(request)
    bruger = user_of(request)
    if request.method == "POST":
        return _act(request, bruger, sag)
    return _page(request, bruger, sag)


def _page(request: HttpRequest, bruger: Bruger, sag: Sag, fejl: str = "") -> HttpResponse:
    is_public = adgang.public_sager().filter(pk=sag.pk).exists()
    dokumenter = (
        adgang.visible_dokumenter(bruger)
        .filter(sag=sag)
        .select_related("offentliggoerelse__version")
        .prefetch_related("versioner")
    )
    beslutninger = adgang.public_beslutninger() if is_public else sag.beslutninger.all()
    context: dict[str, Any] = {
        "sag": sag,
        "er_offentlig": is_public,
        "adresse": ting_url("sager", sag.nummer),
        "sagens": sag.offentliggoerelser.filter(dokument=None, beslutning=None).first(),
        "dokumenter": [(item, max(item.versioner.all(), key=_nummer, default=None)) for item in dokumenter],
        "beslutninger": [
            item
            for item in beslutninger.filter(sag=sag).select_related("offentliggoerelse").order_by("nummer")
            if item.begrundelse or item.kilde
        ]
        if is_public
        else [],
        "fejl": fejl,
    }
    return render(request, "sager/offentligt.html", context, status=400 if fejl else 200)


def _nummer(version: Any) -> int:
    return int(version.nummer)


def _act(request: HttpRequest, bruger: Bruger, sag: Sag) -> HttpResponse:
    found, publish = _chosen(request, bruger, sag)
    try:
        if request.POST.get("handling") == "offentliggoer":
            publish()
            messages.success(request, "Det er offentliggjort.")
        elif request.POST.get("handling") == "traek_tilbage":
            if found is not None:
                withdraw(
                    bruger=bruger,
                    offentliggoerelse=found,
                    begrundelse=request.POST.get("begrundelse", "")[:500],
                )
            messages.success(request, "Det er trukket tilbage og kan ikke længere ses af offentligheden.")
        else:
            raise Http404
    except (KanIkkeOffentliggoeres, ValueError) as reason:
        return _page(request, bruger, sag, str(reason))
    return redirect("sager:offentligt", sag.nummer)


def _chosen(request: HttpRequest, bruger: Bruger, sag: Sag) -> tuple[Offentliggoerelse | None, Act]:
    """What the form is about: its publication if it has one, and the act that would make it public."""
    rows = Offentliggoerelse.objects.filter(sag=sag).select_related("sag", "dokument", "beslutning")
    if key := request.POST.get("dokument", ""):
        dokument = _dokument(bruger, sag, key)
        return rows.filter(dokument=dokument).first(), lambda: publish_dokument(
            bruger=bruger, dokument=dokument
        )
    if number := request.POST.get("beslutning", ""):
        if not (number.isascii() and number.isdigit() and len(number) < 7):
            raise Http404
        beslutning = get_object_or_404(sag.beslutninger.select_related("sag"), nummer=int(number))
        return rows.filter(beslutning=beslutning).first(), lambda: publish_begrundelse(
            bruger=bruger, beslutning=beslutning
        )
    own = rows.filter(dokument=None, beslutning=None).first()
    return own, lambda: publish_sag(bruger=bruger, sag=sag)


def _dokument(bruger: Bruger, sag: Sag, key: str) -> Dokument:
    try:
        noegle = uuid.UUID(key)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(
        adgang.visible_dokumenter(bruger).filter(sag=sag).select_related("sag"), noegle=noegle
    )

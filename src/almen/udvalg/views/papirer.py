"""A meeting's papers as Word and PDF: the open version for all who see meetings, the full one for those who see what is closed."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from almen.organisationer.selectors import user_of
from almen.papirer import MIMETYPER, Papir, SkabelonFejl, build_papir
from almen.sager import adgang
from almen.sager.filer import content_response
from almen.udvalg.breve import compose_dagsorden, compose_referat, compose_tillaegsdagsorden, compose_udskrift
from almen.udvalg.models import Moede
from almen.udvalg.selectors.papirer import paper_items
from almen.udvalg.views.opslag import find_moede

FULD = "-fuld"
MAY_NOT_SEE_CLOSED = "Den fulde udgave kan kun hentes af dem, der må se lukkede punkter."
COMPOSERS: dict[str, Callable[..., Papir | None]] = {
    "dagsorden": compose_dagsorden,
    "tillaegsdagsorden": compose_tillaegsdagsorden,
    "referat": compose_referat,
}


@require_GET
def papir(request: HttpRequest, pk: int, papir: str, endelse: str) -> HttpResponseBase:
    """`dagsorden`, `tillaegsdagsorden` or `referat`; with `-fuld` the version that shows what is closed."""
    moede = find_moede(request, pk)
    art = papir.removesuffix(FULD)
    if art not in COMPOSERS or endelse not in MIMETYPER:
        raise Http404
    aaben = papir == art
    if not aaben:
        adgang.require(adgang.sees_closed(user_of(request)), MAY_NOT_SEE_CLOSED)
    today = timezone.localdate()
    if art == "referat" and moede.dato > today:
        raise Http404("Mødet er ikke holdt endnu.")
    items = paper_items(user_of(request), moede, aaben=aaben)
    composed = COMPOSERS[art](moede, items, aaben=aaben, i_dag=today)
    if composed is None:
        raise Http404("Der er ingen tillægsdagsorden.")
    return _answer(request, moede, composed, papir, endelse)


@require_GET
def udskrift(request: HttpRequest, pk: int, nummer: int, endelse: str) -> HttpResponseBase:
    """The minutes of one item that the user sees; a closed one is marked and full, an open one is the open version."""
    bruger, moede = user_of(request), find_moede(request, pk)
    if endelse not in MIMETYPER or moede.dato > timezone.localdate():
        raise Http404
    found = next((item for item in paper_items(bruger, moede, aaben=True) if item.nummer == nummer), None)
    aaben = found is not None and found.visning is not None
    if not aaben:
        full = paper_items(bruger, moede, aaben=False)
        found = next((item for item in full if item.nummer == nummer and item.visning), None)
    if found is None:
        raise Http404
    composed = compose_udskrift(moede, found, aaben=aaben, i_dag=timezone.localdate())
    return _answer(request, moede, composed, f"udskrift-punkt-{nummer}", endelse)


def _answer(request: HttpRequest, moede: Moede, composed: Papir, navn: str, endelse: str) -> HttpResponseBase:
    try:
        content = build_papir(composed, settings.ALMEN_KOMMUNE, endelse)
    except SkabelonFejl as error:
        messages.error(request, str(error))
        return redirect(moede)
    filnavn = f"{navn}-{moede.organ}-{moede.dato:%Y-%m-%d}.{endelse}"
    return content_response(content, filnavn=filnavn, mimetype=MIMETYPER[endelse])

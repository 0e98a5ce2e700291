"""The event log: what it holds, and the log as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from almen.analyse.forms_log import Logform
from almen.analyse.haendelseslog.formater import LOGFORMATER
from almen.analyse.haendelseslog.kilde import count_log, logged_sager, read_log, sagstyper_of
from almen.analyse.views.opslag import require_view


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """What the log holds and what it never holds, how much of it there is, and the ways to fetch it."""
    return _page(request, _form(request))


@require_GET
def hent(request: HttpRequest, art: str) -> HttpResponseBase:
    """The log in one format, sent as it is read; a period that cannot be read gives the page with the fault."""
    if (found := LOGFORMATER.get(art)) is None:
        raise Http404
    form = _form(request)
    if not form.is_valid():
        return _page(request, form)
    sager = logged_sager(require_view(request), form.udsnit)
    name = f"haendelseslog-{timezone.localdate():%Y-%m-%d}.{found.endelse}"
    return StreamingHttpResponse(
        found.skriv(read_log(sager)),
        content_type=found.mimetype,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _form(request: HttpRequest) -> Logform:
    return Logform(request.GET, sagstyper_of(require_view(request)))


def _page(request: HttpRequest, form: Logform) -> HttpResponse:
    bruger = require_view(request)
    valid = form.is_valid()
    context = {
        "form": form,
        "omfang": count_log(logged_sager(bruger, form.udsnit)) if valid else None,
        "formater": LOGFORMATER,
        "query": request.GET.urlencode(),
    }
    return render(request, "analyse/log.html", context, status=200 if valid else 400)

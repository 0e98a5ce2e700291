"""Projects from a file: the page where it is chosen; the rest is as for every import."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from almen.organisationer.services.importart import arter
from almen.organisationer.views.importer import start_page

RAAD = (
    "En linje er én del af et projekt. Linjer med samme titel og boligorganisation er ét projekt med flere dele.",
    "Et projekt, der allerede er registreret, er en fejl, så en fil ikke åbner det samme to gange.",
)


def importer(request: HttpRequest) -> HttpResponse:
    """A file of projects."""
    crumbs = [("Nybyggeri", reverse("byggeri:liste"))]
    return start_page(request, arter()["projekter"], None, crumbs, RAAD)

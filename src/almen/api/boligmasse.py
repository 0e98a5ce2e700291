"""Figures on the housing stock by `/api/v1`, as `./almen statistik boligmasse --json` gives them."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.errors import HttpError

from almen.api import schemas, svar
from almen.api.operationer import REFUSALS, refuse_unknown
from almen.boligmasse.models import FOERSTE_AAR, SIDSTE_AAR
from almen.boligmasse.selectors import bydel_choices
from almen.boligmasse.svar import boligmasse_to_dict
from almen.sager import adgang

router = Router()


@router.get("/boligmasse", response={200: schemas.Liste, **REFUSALS}, summary="Boligmasse og færdiggjorte")
@refuse_unknown
def read_boligmasse(
    request: HttpRequest,
    aar: Annotated[int, Query(ge=FOERSTE_AAR, le=SIDSTE_AAR)] | None = None,
    bydel: Annotated[str, Query(max_length=80, pattern=r"^[^\x00]*$")] = "",
) -> HttpResponse:
    """The latest year, or `aar`; the whole municipality, or one of its districts."""
    adgang.require(
        adgang.may_see_boligmasse(request.user),  # type: ignore[arg-type]
        "Tal om boligmassen er for kommunens egne medarbejdere.",
    )
    names = dict(bydel_choices())
    if bydel not in names:
        raise HttpError(404, f"bydel findes ikke; tilladt er {', '.join(filter(None, names))}.")
    return svar.json_response(boligmasse_to_dict(bydel, aar))

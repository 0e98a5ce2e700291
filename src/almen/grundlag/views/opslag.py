"""What the pages have in common: who may act, and finding what a page is about."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from almen.grundlag.models import Grundlagsversion, Sagsgangsversion
from almen.grundlag.selectors import current_parametre
from almen.grundlag.selectors.parameteroversigt import find_parameter
from almen.grundlag.selectors.versionsoversigt import visible_versioner
from almen.grundlag.services.rettigheder import ADMINISTRER, SE_KLADDER, VEDTAG
from almen.regler.fejl import UgyldigtInput
from almen.regler.parameter import Parameter
from almen.regler.samling import Parametre
from almen.ui.forms import place_fejl


def rights(request: HttpRequest) -> dict[str, bool]:
    """What the templates offer; the views and services check again."""
    user: Any = request.user
    return {"kan_vedtage": user.has_perm(VEDTAG), "kan_administrere": user.has_perm(ADMINISTRER)}


def require(request: HttpRequest, perm: str, reason: str) -> None:
    """Raises PermissionDenied (403) with `reason` unless the user has `perm`."""
    if not request.user.has_perm(perm):  # type: ignore[union-attr]
        raise PermissionDenied(reason)


def require_adopt(request: HttpRequest) -> None:
    """Leder and administrator adopt versions."""
    require(request, VEDTAG, "Kun ledere og administratorer kan vedtage og ændre versioner.")


def require_administrate(request: HttpRequest) -> None:
    """Administrators keep the municipality's own figures."""
    require(request, ADMINISTRER, "Kun administratorer kan tilføje og tilbagekalde lokale tal.")


def get_parameter(parameter_id: str) -> tuple[Parametre, Parameter]:
    """All parameters and the one asked for; 404 for an unknown id."""
    parametre = current_parametre()
    parameter = find_parameter(parametre, parameter_id)
    if parameter is None:
        raise Http404(f"Parameteren “{parameter_id}” findes ikke.")
    return parametre, parameter


def get_sagsgangsversion(sagstype: str, version: str) -> Sagsgangsversion:
    """A version of a route; 404 if there is none."""
    queryset = Sagsgangsversion.objects.select_related("registreret_af", "retter")
    return get_object_or_404(queryset, sagstype=sagstype, version=version)


def sees_kladder(request: HttpRequest) -> bool:
    """True if the user may see drafts of bases."""
    return bool(request.user.has_perm(SE_KLADDER))


def get_grundlagsversion(request: HttpRequest, grundlag_id: str, version: str) -> Grundlagsversion:
    """A version of a base; 404 if there is none that the user may see."""
    queryset = visible_versioner(sees_kladder(request)).select_related("grundlag", "registreret_af", "retter")
    return get_object_or_404(queryset, grundlag_id=grundlag_id, version=version)


def status_of(*forms: Any) -> int:
    """400 where something typed could not be used, so that programs see it too."""
    return 400 if any(form is not None and form.errors for form in forms) else 200


def place_error(form: Any, error: ValueError | UgyldigtInput, praefikser: tuple[str, ...] = ("",)) -> None:
    """The error at the field that it names ("felt: text"), or above the form."""
    if isinstance(error, UgyldigtInput):
        place_fejl(form, error.fejl, praefikser)
        return
    name, _, text = str(error).partition(": ")
    known = name in form.fields and text
    form.add_error(name if known else None, text if known else str(error))

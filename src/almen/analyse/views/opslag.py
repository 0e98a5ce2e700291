"""What every page of the room asks first."""

from __future__ import annotations

from django.http import HttpRequest

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import user_of
from almen.sager import adgang

MAY_NOT_SEE = "Analysen af sagernes tid er for kommunens egne medarbejdere."
MAY_NOT_SIMULATE = "Kun sagsbehandlere, ledere og Direktionen kan køre simuleringer."


def require_view(request: HttpRequest) -> Bruger:
    """The user, if they may read the analysis; else AdgangNaegtet."""
    bruger = user_of(request)
    adgang.require(adgang.may_see_analyse(bruger), MAY_NOT_SEE)
    return bruger


def require_simulate(request: HttpRequest) -> Bruger:
    """The user, if they may run simulations; else AdgangNaegtet."""
    bruger = user_of(request)
    adgang.require(adgang.may_simulate(bruger), MAY_NOT_SIMULATE)
    return bruger

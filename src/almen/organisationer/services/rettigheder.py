"""Who may act here. The rights themselves stand two floors up, in `sager/adgang.py`; they are asked by name."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from almen.organisationer.models import Boligorganisation, Bruger
from almen.organisationer.selectors import visible_boligorganisationer

ADMINISTRER = "system.administrate"
SE_SYSTEM = "system.see"
RET_SAG = "sager.edit_sag"


class OrganisationFejl(ValueError):
    """The act is not possible; the text says why. Nothing was written."""


class IkkeTilladt(PermissionDenied, OrganisationFejl):
    """The user's role does not allow the act: 403 on a page, one line in a command."""


def may_administrate(bruger: Bruger) -> bool:
    """True if `bruger` may keep users and roles."""
    return bruger.has_perm(ADMINISTRER)


def require_administrate(bruger: Bruger) -> None:
    """Raises IkkeTilladt unless `bruger` may keep users and roles."""
    if not may_administrate(bruger):
        raise IkkeTilladt("Kun administratorer opretter og ændrer brugere.")


def may_see_brugere(bruger: Bruger) -> bool:
    """True if `bruger` may read the list of users."""
    return bruger.has_perm(ADMINISTRER) or bruger.has_perm(SE_SYSTEM)


def may_edit_stamdata(bruger: Bruger) -> bool:
    """True if `bruger` may change boligorganisationer and afdelinger: those who work with cases, and administrators."""
    return bruger.has_perm(RET_SAG) or bruger.has_perm(ADMINISTRER)


def require_edit_stamdata(bruger: Bruger, organisation: Boligorganisation | None = None) -> None:
    """Raises IkkeTilladt unless `bruger` may change master data, of `organisation` if one is given."""
    if not may_edit_stamdata(bruger):
        raise IkkeTilladt("Kun sagsbehandlere, ledere og administratorer retter boligorganisationer.")
    if organisation is None or organisation.pk is None:
        return
    if not visible_boligorganisationer(bruger).filter(pk=organisation.pk).exists():
        raise IkkeTilladt("Din rolle giver ikke adgang til boligorganisationen.")

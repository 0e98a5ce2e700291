"""Who may act here. The rights themselves stand a floor up, in `sager/adgang.py`; they are asked by name."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from almen.organisationer.models import Bruger

VEDTAG = "system.adopt"
ADMINISTRER = "system.administrate"
SE_KLADDER = "grundlag.see_drafts"


class GrundlagFejl(ValueError):
    """The act is not possible; the text says why and what is allowed. Nothing was written."""


class IkkeTilladt(PermissionDenied, GrundlagFejl):
    """The user's role does not allow the act: 403 on a page, one line in a command."""


def require_adopt(bruger: Bruger) -> None:
    """Raises IkkeTilladt unless `bruger` may record the adoption of versions."""
    if not bruger.has_perm(VEDTAG):
        raise IkkeTilladt("Kun ledere og administratorer kan vedtage og ændre versioner.")


def require_administrate(bruger: Bruger) -> None:
    """Raises IkkeTilladt unless `bruger` may enter the municipality's own figures."""
    if not bruger.has_perm(ADMINISTRER):
        raise IkkeTilladt("Kun administratorer kan tilføje og tilbagekalde lokale tal.")

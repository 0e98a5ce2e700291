"""Tokens: `Authorization: Bearer almen_…`."""

from __future__ import annotations

import time
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security import HttpBearer

from almen.api.models import Klient
from almen.api.services import hash_token
from almen.ui.bremse import address_of, too_many

# A revoked token stops within this time; reading it anew for every call would cost a query each.
CACHE_SECONDS = 5.0
MAX_FAILURES = 30
_known: dict[str, tuple[float, Klient]] = {}


def forget_tokens() -> None:
    """Forgets what has been read; for tests."""
    _known.clear()


class TokenAuth(HttpBearer):
    """Gives the request the client's user; a wrong token is slowed down per address.

    Client, user and roles are read once and kept for `CACHE_SECONDS`, so a token that is revoked, or a role that
    ends, stops within that time.
    """

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The client, or None (401)."""
        digest = hash_token(token)
        now = time.monotonic()
        kept = _known.get(digest)
        if kept is None or kept[0] < now:
            klient = _find(request, digest)
            if klient is None:
                return None
            if len(_known) > 1000:
                _known.clear()
            kept = (now + CACHE_SECONDS, klient)
            _known[digest] = kept
        request.user = kept[1].bruger
        request.klient = kept[1]  # type: ignore[attr-defined]
        return kept[1]


def _find(request: HttpRequest, digest: str) -> Klient | None:
    """The client of a token. Only wrong tokens are slowed down: others behind the same address go on working."""
    today = timezone.localdate()
    klient = (
        Klient.objects.select_related("bruger")
        .filter(Q(udloeber__isnull=True) | Q(udloeber__gte=today))
        .filter(token_sha256=digest, tilbagekaldt__isnull=True, bruger__is_active=True)
        .first()
    )
    if klient is None:
        _count_failure(request)
        return None
    if klient.sidst_brugt != today:
        Klient.objects.filter(pk=klient.pk).update(sidst_brugt=today)
    return klient


def _count_failure(request: HttpRequest) -> None:
    """Raises HttpError 429 when the address has sent too many wrong tokens in the last minute."""
    if too_many(f"api:fejl:{address_of(request)}", MAX_FAILURES, 60):
        raise HttpError(429, "For mange forkerte nøgler fra denne adresse. Prøv igen om et minut.")

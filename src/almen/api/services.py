"""Tokens, and writes that happen once."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from almen.api.models import Idempotensnoegle, Klient
from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.services import system_journal, whole_act

PREFIX = "almen_"
Answer = tuple[int, str, bool]


class NoegleGenbrugt(Exception):
    """The key was used for another request."""


def hash_token(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def create_klient(
    *, af: Bruger, navn: str, bruger: Bruger, udloeber: dt.date | None = None
) -> tuple[Klient, str]:
    """Creates a client that acts as `bruger`; gives it and its token, which is shown once."""
    adgang.require(adgang.may_administrate(af), "Kun administratorer kan give adgang til API'et.")
    token = PREFIX + secrets.token_urlsafe(32)
    klient = Klient.objects.create(
        navn=navn, bruger=bruger, praefiks=token[:12], token_sha256=hash_token(token), udloeber=udloeber
    )
    with system_journal(af) as journal:
        journal.append(
            "klient_oprettet", f"API-adgang givet: {navn} som {bruger.username}", {"klient": klient.pk}
        )
    return klient, token


@transaction.atomic
def revoke_klient(*, af: Bruger, klient: Klient) -> None:
    """Takes a client's access away; it holds within seconds (see `auth.CACHE_SECONDS`)."""
    adgang.require(adgang.may_administrate(af), "Kun administratorer kan fjerne adgang til API'et.")
    klient.tilbagekaldt = timezone.now()
    klient.save(update_fields=["tilbagekaldt"])
    with system_journal(af) as journal:
        journal.append("klient_tilbagekaldt", f"API-adgang fjernet: {klient.navn}", {"klient": klient.pk})


def write_once(
    *, klient_id: int, noegle: str, forespoergsel: bytes, act: Callable[[], tuple[int, str]]
) -> Answer:
    """Runs `act` (giving status and body) and keeps its answer under the key in the same transaction.

    Gives (status, body, replayed). If the key is known, nothing that `act` did remains and the kept answer is given;
    two at the same moment are settled by the unique key. A refused act keeps nothing, so it may be tried again.
    Raises NoegleGenbrugt if the key belongs to another request.
    """
    digest = hashlib.sha256(forespoergsel).hexdigest()
    try:
        with whole_act():
            status, body = act()
            _keep(klient_id, noegle, digest, status, body)
        return status, body, False
    except Exception as error:
        kept: Any = Idempotensnoegle.objects.filter(klient_id=klient_id, noegle=noegle).first()
        if kept is None:
            raise
        if kept.forespoergsel != digest:
            raise NoegleGenbrugt from (None if isinstance(error, IntegrityError) else error)
        return kept.status, kept.svar, True


def _keep(klient_id: int, noegle: str, digest: str, status: int, body: str) -> None:
    """Inserts the answer under its key. Raises IntegrityError if the key is taken; by hand, for every write pays it."""
    table = Idempotensnoegle._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (klient_id, noegle, forespoergsel, status, svar, oprettet) "  # noqa: S608 - a constant
            "VALUES (%s, %s, %s, %s, %s, %s)",
            [
                klient_id,
                noegle,
                digest,
                status,
                body,
                connection.ops.adapt_datetimefield_value(timezone.now()),
            ],
        )

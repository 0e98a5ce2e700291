"""What is in force: routes, administrationsgrundlag and parameters, local figures included."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from django.db import connection
from django.db.models import Q, QuerySet

from almen.grundlag.models import Grundlagsversion, LokalParameter, Sagsgangsversion, Status
from almen.regler.fejl import RegelFejl
from almen.regler.laes import load_parametre
from almen.regler.lokale import LokalRaekke
from almen.regler.samling import Parametre
from almen.sagsgang.definition import Sagsgang
from almen.sagsgang.indlaes import parse_sagsgang


class IngenSagsgang(LookupError):
    """No route for the case type was in force on the day; the text names both."""


def sagsgangsversion_on(sagstype: str, dato: dt.date) -> Sagsgangsversion:
    """The adopted route version in force on `dato`. Raises IngenSagsgang."""
    # Asked for every case that is opened: plain SQL, since building it anew cost more than answering it, and
    # without the route's text, which `sagsgang_of` keeps.
    found = Sagsgangsversion.objects.raw(
        f"SELECT id, sagstype, version, gyldig_fra FROM {Sagsgangsversion._meta.db_table} "  # noqa: S608 - constant
        "WHERE sagstype = %s AND status = %s AND gyldig_fra <= %s AND (gyldig_til IS NULL OR gyldig_til >= %s) "
        "ORDER BY gyldig_fra DESC LIMIT 1",
        [sagstype, Status.VEDTAGET.value, dato, dato],
    )
    version = next(iter(found), None)
    if version is None:
        raise IngenSagsgang(
            f"Der er ingen vedtaget sagsgang for “{sagstype}” den {dato:%d.%m.%Y}. "
            "En administrator kan indlæse kommunens sagsgange under Grundlag."
        )
    return version


def sagstyper_on(dato: dt.date) -> frozenset[str]:
    """The case types that have a route in force on `dato`. One query, however many there are."""
    found = Sagsgangsversion.objects.filter(
        Q(gyldig_til__isnull=True) | Q(gyldig_til__gte=dato), status=Status.VEDTAGET, gyldig_fra__lte=dato
    )
    return frozenset(found.order_by().values_list("sagstype", flat=True))


@lru_cache(maxsize=256)
def _parsed(sha256: str, definition: str) -> Sagsgang:
    return parse_sagsgang(definition, filnavn=f"version {sha256[:8]}")


@lru_cache(maxsize=1024)
def _definition_of(pk: int) -> tuple[str, str]:
    version = Sagsgangsversion.objects.only("sha256", "definition").get(pk=pk)
    return version.sha256, version.definition


def sagsgang_of(version_pk: int) -> Sagsgang:
    """The route of a version, parsed once per process: an adopted version never changes."""
    return _parsed(*_definition_of(version_pk))


def forget_cached() -> None:
    """Forgets parsed versions; for tests, where primary keys are used again."""
    _definition_of.cache_clear()
    _with_local.cache_clear()


def grundlagsversion_on(grundlag: str, dato: dt.date) -> Grundlagsversion | None:
    """The adopted version of an administrationsgrundlag in force on `dato`, or None."""
    return (
        Grundlagsversion.objects.filter(grundlag_id=grundlag, status=Status.VEDTAGET, gyldig_fra__lte=dato)
        .filter(Q(gyldig_til__isnull=True) | Q(gyldig_til__gte=dato))
        .order_by("-gyldig_fra")
        .first()
    )


def valid_lokale() -> QuerySet[LokalParameter]:
    """Local figures that have not been withdrawn."""
    return LokalParameter.objects.filter(tilbagekaldt__isnull=True)


def as_raekke(row: LokalParameter) -> LokalRaekke:
    """A stored local figure as the rules take it; its id tells where it came from."""
    return LokalRaekke(
        parameter=row.parameter,
        fra=row.fra,
        til=row.til,
        naar=row.naar,
        vaerdi=row.vaerdi,
        hjemmel=row.hjemmel,
        kilde=row.kilde,
        registreret=row.registreret.date(),
        id=f"lokal-{row.pk}",
    )


@lru_cache(maxsize=4)
def _with_local(stamp: object) -> tuple[Parametre, Mapping[int, str]]:
    """Parameters with the local rows, and for each row that cannot be used any more the reason.

    A later release may ship the very figure that was entered by hand. Then the shipped one counts, the local
    one is shown as unused, and nothing stops.
    """
    parametre, unusable = load_parametre(), {}
    for row in valid_lokale().order_by("pk"):
        try:
            parametre = parametre.med_lokale([as_raekke(row)])
        except RegelFejl as error:
            unusable[row.pk] = str(error).partition("): ")[2] or str(error)
    return parametre, unusable


def _stamp() -> tuple[object, object]:
    # Asked in every act that computes: plain SQL, as in `sagsgangsversion_on`.
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT max(id), max(tilbagekaldt) FROM {LokalParameter._meta.db_table}"  # noqa: S608 - constant
        )
        newest, withdrawn = cursor.fetchone()
    return newest, withdrawn


def current_parametre() -> Parametre:
    """Shipped parameters plus the municipality's own rows; one query tells whether those have changed."""
    return _with_local(_stamp())[0]


def unusable_lokale() -> Mapping[int, str]:
    """Local figures (primary keys) that no longer can be used, with the reason."""
    return _with_local(_stamp())[1]

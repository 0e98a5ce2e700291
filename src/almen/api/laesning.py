"""One case with its decisions and deadlines, read by queries whose SQL is built once."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.http import Http404

from almen.organisationer.models import Boligorganisation, Bruger
from almen.organisationer.selectors import may_see_boligorganisation
from almen.sager import adgang
from almen.sager.faste import FixedQuery, FixedRows, attnames
from almen.sager.models import Beslutning, Frist, Sag

SAG_FIELDS = attnames(Sag)
FRIST_FIELDS = ("trin", "titel", "dato", "aktoer", "hjemmel", "sikkerhed", "opfyldt")


class Besluttet(NamedTuple):
    """What is read of a decision; the engine and the answer ask for no more."""

    nummer: int
    trin: str
    aktoer: str
    aktoer_navn: str
    udfald: str
    tilbage_til: str
    dato: Any
    begrundelse: str
    moede: str
    kilde: str
    kontroller: list[Any]
    dispensationer: list[Any]
    registreret: Any


_sag = FixedQuery(
    lambda nummer: (
        Sag.objects.filter(nummer=nummer).order_by().values_list(*SAG_FIELDS, "boligorganisation__lbf_nummer")
    ),
    marker="fast-forespørgsel",
)
_organisation = FixedRows(Boligorganisation, "lbf_nummer", marker="fast-forespørgsel")
_beslutninger = FixedQuery(
    lambda sag: Beslutning.objects.filter(sag_id=sag).order_by("nummer").values_list(*Besluttet._fields)
)
_frister = FixedQuery(
    lambda sag: Frist.objects.filter(sag_id=sag).order_by("dato", "id").values_list(*FRIST_FIELDS)
)


def find_sag(bruger: Bruger, nummer: str) -> Sag:
    """The case if `bruger` may see it. Raises Http404.

    Only who sees every case takes the short way; the condition itself says so, not a copy of the rules.
    """
    if adgang.scope_of_sag(bruger, ""):
        queryset = adgang.visible_sager(bruger).select_related("boligorganisation")
        found = queryset.filter(nummer=nummer).first()
        if found is None:
            raise Http404
        return found
    rows = _sag.rows(nummer)
    if not rows:
        raise Http404
    sag = Sag.from_db(DEFAULT_DB_ALIAS, SAG_FIELDS, rows[0][:-1])
    if rows[0][-1] is not None:
        sag.boligorganisation = Boligorganisation.from_db(
            DEFAULT_DB_ALIAS, ("id", "lbf_nummer"), (sag.boligorganisation_id, rows[0][-1])
        )
    return sag


def find_organisation(bruger: Bruger, lbf_nummer: str) -> Boligorganisation | None:
    """The boligorganisation with that LBF number, if `bruger` may see it."""
    found = next(iter(_organisation.rows(lbf_nummer)), None)
    return found if found is not None and may_see_boligorganisation(bruger, found.pk) else None


def read_beslutninger(sag: Sag) -> list[Any]:
    """The case's decisions in order, as `Besluttet`."""
    return [Besluttet(*row) for row in _beslutninger.rows(sag.pk)]


def read_frister(sag: Sag) -> list[dict[str, Any]]:
    """The case's deadlines, the nearest first, as the answer shows them."""
    return [dict(zip(FRIST_FIELDS, row, strict=True)) for row in _frister.rows(sag.pk)]

"""One case with its project, decisions and deadlines, read in four queries whose SQL is built once."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.http import Http404

from almen.api.faste import FixedQuery
from almen.byggeri.models import Projekt, Projektdel, Skema, Skemadel
from almen.byggeri.selectors.projektdata import Skemadata, prime_projektdata
from almen.organisationer.models import Boligorganisation, Bruger
from almen.organisationer.selectors import visible_boligorganisationer
from almen.sager import adgang
from almen.sager.models import Beslutning, Frist, Sag

NYBYGGERI = "nybyggeri"
SAG_FIELDS = tuple(field.attname for field in Sag._meta.concrete_fields)
SKEMADEL_FIELDS = (
    "id",
    "skema_id",
    "projektdel_id",
    "antal",
    "bruttoareal_m2",
    "grundudgifter",
    "haandvaerkerudgifter",
    "omkostninger",
    "gebyrer",
    "tilskud",
    "anskaffelsessum",
)
SKEMA_FIELDS = ("id", "projekt_id", "bogstav", "version", "laast_af_beslutning")
PROJEKTDEL_FIELDS = ("id", "nummer", "boligtype")
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
_figures = FixedQuery(
    lambda sag: (
        Skemadel.objects.filter(skema__projekt__sag_id=sag)
        .order_by("skema__bogstav", "skema__version", "projektdel__nummer")
        .values_list(
            *SKEMADEL_FIELDS,
            *(f"skema__{name}" for name in SKEMA_FIELDS),
            *(f"projektdel__{name}" for name in PROJEKTDEL_FIELDS),
        )
    )
)
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
    return visible_boligorganisationer(bruger).filter(lbf_nummer=lbf_nummer).order_by().first()


def prime_figures(sag: Sag) -> None:
    """Reads the project's figures where `byggeri` will look for them; fields not read here are read when asked for."""
    if sag.sagstype != NYBYGGERI:
        return
    rows = _figures.rows(sag.pk)
    if not rows:
        return
    first, second = len(SKEMADEL_FIELDS), len(SKEMADEL_FIELDS) + len(SKEMA_FIELDS)
    projekt = Projekt.from_db(DEFAULT_DB_ALIAS, ("id", "sag_id"), (rows[0][first + 1], sag.pk))
    projekt.sag = sag
    versions: dict[int, Skemadata] = {}
    for row in rows:
        data = versions.get(row[1])
        if data is None:
            skema = Skema.from_db(DEFAULT_DB_ALIAS, SKEMA_FIELDS, row[first:second])
            skema.projekt = projekt
            data = versions[row[1]] = Skemadata(skema)
        part = Skemadel.from_db(DEFAULT_DB_ALIAS, SKEMADEL_FIELDS, row[:first])
        part.skema = data.skema
        part.projektdel = Projektdel.from_db(DEFAULT_DB_ALIAS, PROJEKTDEL_FIELDS, row[second:])
        data.dele.append(part)
    prime_projektdata(sag, projekt, list(versions.values()))


def read_beslutninger(sag: Sag) -> list[Any]:
    """The case's decisions in order, as `Besluttet`."""
    return [Besluttet(*row) for row in _beslutninger.rows(sag.pk)]


def read_frister(sag: Sag) -> list[dict[str, Any]]:
    """The case's deadlines, the nearest first, as the answer shows them."""
    return [dict(zip(FRIST_FIELDS, row, strict=True)) for row in _frister.rows(sag.pk)]

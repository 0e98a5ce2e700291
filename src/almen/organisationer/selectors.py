"""What can be asked about actors and organisations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from almen.organisationer.models import Afdeling, Boligbestand, Boligorganisation, Bruger, Rolle
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sagsgang.kort import Bydelskort, load_bydelskort
from almen.sagsgang.profil import Profil, load_profil


@lru_cache(maxsize=4)
def _profil(kommune: str) -> Profil:
    return load_profil(kommune)


def current_profil() -> Profil:
    """The profile of the municipality that this installation serves."""
    return _profil(settings.ALMEN_KOMMUNE)


def current_bydelskort() -> Bydelskort | None:
    """The outlines of the municipality's districts; None where its profile has none."""
    return load_bydelskort(settings.ALMEN_KOMMUNE)


def user_of(request: HttpRequest) -> Bruger:
    """The signed-in user; LoginRequiredMiddleware lets nobody else in."""
    assert isinstance(request.user, Bruger)  # noqa: S101 - tells the type checker
    return request.user


def aktoer_navn(aktoer: str, dato: dt.date) -> str:
    """What the body was called on `dato`, e.g. *Teknik- og Miljøudvalget* in 2023."""
    return current_profil().aktoer_navn(aktoer, dato)


def aktoer_kort(aktoer: str, dato: dt.date) -> str:
    """The body's short name on `dato`, e.g. *TMU*."""
    return current_profil().aktoer_kort(aktoer, dato)


def _sees_all(bruger: Bruger) -> bool:
    return bool(bruger.roller - {Rolle.BOLIGORGANISATION})


def visible_boligorganisationer(bruger: Bruger) -> QuerySet[Boligorganisation]:
    """All for the municipality's people; a boligorganisation sees itself only."""
    if _sees_all(bruger):
        return Boligorganisation.objects.all()
    return Boligorganisation.objects.filter(pk__in=bruger.egne_boligorganisationer)


def active_organisationer(dato: dt.date) -> list[Boligorganisation]:
    """The boligorganisationer that are active on `dato`, by name. Public facts, for papers that everybody reads."""
    ended = Q(aktiv_til__lt=dato) | Q(aktiv_fra__gt=dato)
    return list(Boligorganisation.objects.exclude(ended).order_by("navn"))


def may_see_boligorganisation(bruger: Bruger, pk: int) -> bool:
    """True if the boligorganisation is among the visible ones; asks no database for the municipality's people."""
    return _sees_all(bruger) or pk in bruger.egne_boligorganisationer


def visible_afdelinger(bruger: Bruger) -> QuerySet[Afdeling]:
    """Afdelinger of the visible boligorganisationer."""
    return Afdeling.objects.filter(boligorganisation__in=visible_boligorganisationer(bruger))


def latest_bestand(afdelinger: Sequence[Afdeling]) -> dict[tuple[int, str], int]:
    """Dwellings as counted last: (afdeling, dwelling type) → number. One query."""
    rows = Boligbestand.objects.filter(afdeling__in=afdelinger).order_by("opgjort")
    return {(row.afdeling_id, row.boligtype): row.antal for row in rows}


def own_afdelinger(organisation: Boligorganisation | None, afdelinger: Iterable[Afdeling]) -> list[Afdeling]:
    """The afdelinger, if all belong to the boligorganisation. Raises UgyldigtInput."""
    chosen = list(afdelinger)
    strange = [
        str(item) for item in chosen if organisation is None or item.boligorganisation_id != organisation.pk
    ]
    if strange:
        raise UgyldigtInput(
            [Fejl("afdelinger", f"hører ikke til boligorganisationen: {', '.join(strange[:5])}")]
        )
    return chosen


def organisationer_by_nummer() -> list[tuple[str, str]]:
    """Every boligorganisation by its LBF number, for the filters of those who see them all. One query."""
    return list(Boligorganisation.objects.order_by("navn").values_list("lbf_nummer", "navn"))


def organisation_choices(request: HttpRequest | None) -> QuerySet[Boligorganisation]:
    """The boligorganisationer that a list's filter offers to whoever asks; none without a request."""
    return (
        Boligorganisation.objects.none() if request is None else visible_boligorganisationer(user_of(request))
    )

"""What a boligorganisation can send in now: it follows from the case's route and state, never from a list of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from almen.ansoegninger.arter import Slags, find_slags, opening_slags
from almen.ansoegninger.models import Art, Indsendelse
from almen.grundlag.selectors import IngenSagsgang, sagsgang_of, sagsgangsversion_on
from almen.sager.models import Sag
from almen.sager.selectors.forloeb import Forloeb, load_forloeb
from almen.sagsgang.definition import Sagsgang, Trin

ORGANISATION = "boligorganisation"


def receiving_step(route: Sagsgang, genstand: str) -> Trin | None:
    """The boligorganisation's own step about `genstand` (e.g. `skema_b`); None if the route has none."""
    return next(
        (trin for trin in route.trin if trin.aktoer == ORGANISATION and genstand in trin.genstand), None
    )


def received_slags(today: dt.date) -> list[Slags]:
    """What can be sent in without a case: the kinds for which a route in force on `today` has a step that receives them."""
    return [slags for slags in opening_slags() if _is_received(slags, today)]


def _is_received(slags: Slags, today: dt.date) -> bool:
    try:
        route = sagsgang_of(sagsgangsversion_on(slags.sagstype, today).pk)
    except IngenSagsgang:
        return False
    return any(receiving_step(route, genstand) for genstand in slags.genstande)


def open_steps(forloeb: Forloeb) -> list[Trin]:
    """The boligorganisation's steps that can be taken now, in the route's order."""
    route = forloeb.sagsgang
    return [
        route.efter_id[key] for key in forloeb.tilstand.aabne if route.efter_id[key].aktoer == ORGANISATION
    ]


def arter_of(forloeb: Forloeb) -> list[Art]:
    """What can be sent in for the case as it stands, before what already waits is taken off."""
    sagstype = forloeb.sag.sagstype
    found = (find_slags(sagstype, genstand) for trin in open_steps(forloeb) for genstand in trin.genstand)
    return list(dict.fromkeys(slags.art for slags in found if slags is not None))


def waiting_arter(sager: Iterable[Sag]) -> set[tuple[int, str]]:
    """(case, kind) of what has been sent in and not been dealt with. One query."""
    rows = Indsendelse.objects.filter(sag__in=list(sager), behandling__isnull=True, anmodning__isnull=True)
    return {(sag, art) for sag, art in rows.values_list("sag_id", "art") if sag is not None}


def can_apply(sag: Sag, art: str, forloeb: Forloeb | None = None) -> bool:
    """True if this kind can be sent in for the case now: its step is open, and none waits already."""
    return Art(art) in arter_of(forloeb or load_forloeb(sag)) and (sag.pk, art) not in waiting_arter([sag])

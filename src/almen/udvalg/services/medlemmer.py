"""Members of bodies: who sits in them, for which party, from when to when."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.sager import adgang
from almen.sager.services import system_journal
from almen.udvalg.fejl import MoedeAfvist
from almen.udvalg.models import Medlemsrolle, Organmedlem


def add_medlem(
    *,
    bruger: Bruger,
    organ: str,
    navn: str,
    parti: str = "",
    rolle: str = Medlemsrolle.MEDLEM,
    fra: dt.date,
    til: dt.date | None = None,
    kilde: str = "",
    demo: bool = False,
) -> Organmedlem:
    """Adds a member of a body. Raises MoedeAfvist naming the field, or AdgangNaegtet."""
    _require(bruger)
    medlem = Organmedlem(
        organ=organ,
        navn=navn.strip(),
        parti=parti.strip(),
        rolle=rolle,
        fra=fra,
        til=til,
        kilde=kilde,
        demo=demo,
    )
    _refuse(medlem)
    return _save(bruger, medlem, "medlem_tilfoejet", "er medlem")


def edit_medlem(
    *,
    bruger: Bruger,
    medlem: Organmedlem,
    navn: str,
    parti: str,
    rolle: str,
    fra: dt.date,
    til: dt.date | None,
    kilde: str = "",
) -> Organmedlem:
    """Changes a membership, most often to end it. Raises MoedeAfvist or AdgangNaegtet."""
    _require(bruger)
    medlem.navn, medlem.parti, medlem.rolle = navn.strip(), parti.strip(), rolle
    medlem.fra, medlem.til, medlem.kilde = fra, til, kilde
    _refuse(medlem)
    return _save(bruger, medlem, "medlem_rettet", "er rettet som medlem")


def _require(bruger: Bruger) -> None:
    adgang.require(
        adgang.may_keep_moeder(bruger), "Kun udvalgssekretærer, sagsbehandlere og ledere retter medlemmer."
    )


def _refuse(medlem: Organmedlem) -> None:
    if medlem.organ not in current_profil().moedeorgan_ids:
        allowed = ", ".join(sorted(current_profil().moedeorgan_ids))
        raise MoedeAfvist({"organ": f"“{medlem.organ}” holder ikke møder. Tilladt er: {allowed}."})
    if not 1 <= len(medlem.navn) <= 120:
        raise MoedeAfvist({"navn": "Skriv et navn på 1 til 120 tegn."})
    if medlem.til is not None and medlem.til < medlem.fra:
        raise MoedeAfvist({"til": "Perioden slutter, før den begynder."})
    others = Organmedlem.objects.filter(organ=medlem.organ, navn=medlem.navn).exclude(pk=medlem.pk)
    if any(_overlaps(medlem, other) for other in others):
        raise MoedeAfvist({"navn": f"{medlem.navn} er allerede medlem i en del af perioden."})


def _overlaps(one: Organmedlem, other: Organmedlem) -> bool:
    return (one.til is None or other.fra <= one.til) and (other.til is None or one.fra <= other.til)


def _save(bruger: Bruger, medlem: Organmedlem, art: str, words: str) -> Organmedlem:
    with transaction.atomic(), system_journal(bruger) as journal:
        medlem.save()
        until = f" til {medlem.til:%d.%m.%Y}" if medlem.til else ""
        journal.append(
            art,
            f"{medlem} {words} af {aktoer_navn(medlem.organ, medlem.fra)} fra {medlem.fra:%d.%m.%Y}{until}.",
            {"medlem": medlem.pk, "organ": medlem.organ, "rolle": medlem.rolle},
        )
    return medlem

"""The card on the case page: which bodies the case awaits, and which meetings it has been on."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import aktoer_navn
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sagsgang.register import REGISTER, Sagskort
from almen.udvalg.models import Dagsordenspunkt
from almen.udvalg.selectors.dagsorden import awaiting
from almen.ui.formater import dato_kort

SHOWN = 8


def _lines(sag: Sag, bruger: Bruger) -> list[tuple[str, str, str]]:
    if not adgang.may_see_moeder(bruger):
        return []
    punkter = (
        Dagsordenspunkt.objects.filter(sag=sag)
        .select_related("moede")
        .prefetch_related("udfald__beslutning")
        .order_by("-moede__dato", "-nummer")[:SHOWN]
    )
    return [
        (
            f"{punkt.moede.organ_kort} {dato_kort(punkt.moede.dato)}, punkt {punkt.nummer}: {punkt.trin_navn}",
            _what(punkt),
            punkt.moede.get_absolute_url(),
        )
        for punkt in punkter
        if not punkt.lukket or adgang.sees_closed(bruger)
    ]


def _what(punkt: Dagsordenspunkt) -> str:
    if punkt.udgaaet:
        return f"Udgået: {punkt.udgaaet}"
    outcomes = [item.navn for item in punkt.udfald.all()]
    if outcomes:
        return ", derefter ".join(outcomes)
    return "Mødet er aflyst" if punkt.moede.aflyst else "På dagsordenen"


def _acts(sag: Sag, bruger: Bruger) -> list[tuple[str, str]]:
    if not adgang.may_keep_moeder(bruger):
        return []
    return [
        (
            f"Sæt på dagsordenen for {aktoer_navn(row.organ, timezone.localdate())}: {row.trin_navn}",
            reverse("udvalg:saet_paa", args=[sag.nummer, row.trin]),
        )
        for row in awaiting(bruger).filter(sag=sag)
        if row.paa_moede is None  # type: ignore[attr-defined]
    ]


def register() -> None:
    """Puts the card on the case page."""
    if "moeder" not in REGISTER.sagskort:
        REGISTER.register_sagskort(Sagskort("moeder", "Møder", _lines, _acts))

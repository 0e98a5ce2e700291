"""The effect of a change case: the draft is in force from its day, and a draft again if the decision does not stand."""

from __future__ import annotations

from almen.grundlag.services import GrundlagFejl, adopt_by_sag, withdraw_by_sag
from almen.grundlagssager.selectors import aendring_of, fingerprint
from almen.organisationer.models import Bruger
from almen.sager.models import Beslutning, Sag
from almen.sager.services import BeslutningAfvist
from almen.sagsgang.udfald import COMPLETES, Udfald
from almen.ui.formater import dato

# The body that a stopped committee decision is carried to (styrelsesloven § 23), by its name in every profile.
COUNCIL = "borgerrepraesentationen"


def put_in_force(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """Adopts the draft by the decision. Raises BeslutningAfvist where the version cannot come into force."""
    aendring = aendring_of(sag)
    earlier = [
        item
        for item in sag.beslutninger.filter(nummer__lt=beslutning.nummer).order_by("nummer")
        if item.trin == beslutning.trin
    ]
    decided, organ = beslutning, beslutning.aktoer
    if beslutning.udfald == Udfald.STANDSNING_OPHAEVET:
        # The stop fell away: what the committee decided then stands again, with its own day.
        decided = next((item for item in reversed(earlier) if item.udfald in COMPLETES), beslutning)
    elif earlier and earlier[-1].udfald == Udfald.STANDSET:
        organ = COUNCIL
    if decided.udfald == Udfald.GODKENDT_MED_AENDRINGER:
        _require_changed(sag, decided)
    try:
        adopt_by_sag(
            bruger=bruger,
            version=aendring.version,
            sagsnummer=sag.nummer,
            organ=organ,
            dato=decided.dato,
            kilde=_source(sag, decided),
            tilbagevirkende=bool(aendring.tilbagevirkning.strip()),
        )
    except GrundlagFejl as error:
        raise BeslutningAfvist({"trin": _sentence(error)}) from None


def withdraw(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """Takes the version out of force again, because the decision was stopped or undone."""
    try:
        withdraw_by_sag(bruger=bruger, version=aendring_of(sag).version, sagsnummer=sag.nummer)
    except GrundlagFejl as error:
        raise BeslutningAfvist({"trin": _sentence(error)}) from None


def _require_changed(sag: Sag, beslutning: Beslutning) -> None:
    """What was approved with changes must stand in the draft before it comes into force."""
    before = (
        sag.beslutninger.filter(nummer__lt=beslutning.nummer)
        .exclude(trin=beslutning.trin)
        .order_by("nummer")
        .last()
    )
    if before is not None and before.fakta.get("udkast") == fingerprint(aendring_of(sag).version):
        raise BeslutningAfvist(
            {
                "udfald": "Ændringerne står ikke i udkastet endnu. Ret udkastet, så det siger, hvad der er besluttet, "
                "og registrér så beslutningen."
            }
        )


def _source(sag: Sag, beslutning: Beslutning) -> str:
    where = beslutning.moede or f"beslutning {dato(beslutning.dato)}"
    return ", ".join(filter(None, [f"Sag {sag.nummer}", where, beslutning.kilde]))


def _sentence(error: Exception) -> str:
    name, _, text = str(error).partition(": ")
    return text if text and name.isidentifier() else str(error)

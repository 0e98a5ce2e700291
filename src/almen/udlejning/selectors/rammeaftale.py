"""Which framework agreement holds on a day, and where afdelinger stand on its stairs then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet

from almen.organisationer.models import Afdeling
from almen.sager.models import UDEN_RESULTAT, Sag
from almen.sager.selectors import Forloeb, load_forloeb
from almen.sager.selectors.forloeb import DECIDES
from almen.sagsgang.udfald import Trinstatus, Udfald
from almen.udlejning.models import Placering, Rammeaftale

RAMMEAFTALE = "udlejningsaftale"


def is_adopted(forloeb: Forloeb) -> bool:
    """True once every step of the route that decides, applies and is demanded is done, and the case came to something.

    What follows (signatures, spreading the agreement) is not waited for.
    """
    if forloeb.tilstand.afslutning in UDEN_RESULTAT:
        return False
    states = forloeb.tilstand.trin
    numbers = [
        (states[step.id].status, states[step.id].beslutning)
        for step in forloeb.sagsgang.orden
        if step.handling in DECIDES
        and not step.valgfrit
        and states[step.id].status is not Trinstatus.IKKE_RELEVANT
    ]
    if not numbers or any(status is not Trinstatus.UDFOERT for status, _ in numbers):
        return False
    decided = {item.nummer: item.udfald for item in forloeb.beslutninger}
    return all(decided.get(number) != Udfald.FRAFALDET for _, number in numbers if number is not None)


def holds(aftale: Rammeaftale) -> bool:
    """True for an agreement without a case, as it was registered, and for one that its case's route has adopted."""
    return aftale.sag is None or is_adopted(load_forloeb(aftale.sag))


def agreement_on(dag: dt.date) -> Rammeaftale | None:
    """The framework agreement that holds on `dag`; where two do, the one that began last. None if there is none."""
    found = Rammeaftale.objects.filter(gyldig_fra__lte=dag, gyldig_til__gte=dag).filter(
        Q(sag__isnull=True) | ~Q(sag__overblik__afslutning__in=UDEN_RESULTAT)
    )
    return next(
        (item for item in found.select_related("sag").order_by("-gyldig_fra", "-pk") if holds(item)), None
    )


def agreements_that_hold() -> list[Rammeaftale]:
    """Every agreement that has been adopted or is registered as made, the newest first. There is one every fourth year."""
    return [item for item in Rammeaftale.objects.select_related("sag", "forgaenger") if holds(item)]


def standing_placeringer(aftale: Rammeaftale, dag: dt.date | None = None) -> QuerySet[Placering]:
    """The agreement's placements that have not fallen away, with step; `dag` narrows to those that hold that day."""
    found = Placering.objects.filter(trin__rammeaftale=aftale, ophaevet=False).select_related("trin")
    if dag is None:
        return found
    return found.filter(fra__lte=dag).filter(Q(til__isnull=True) | Q(til__gte=dag))


def placeringer_on(
    afdelinger: Collection[Afdeling | int] | None, dag: dt.date, *, aftale: Rammeaftale | None = None
) -> dict[int, dict[str, Placering]]:
    """Where many afdelinger stand on `dag`: afdeling's key → stair (`Trappe`) → placement. One query beside the agreement's.

    `afdelinger` None: all of them. `aftale`: the agreement, where the caller has it; else the one that holds that day. An
    afdeling that stands nowhere is not among the keys. Nothing holds outside the agreement's period.
    """
    aftale = aftale or agreement_on(dag)
    if aftale is None or not aftale.gyldig_fra <= dag <= aftale.gyldig_til:
        return {}
    found = standing_placeringer(aftale, dag)
    if afdelinger is not None:
        found = found.filter(afdeling__in=[item if isinstance(item, int) else item.pk for item in afdelinger])
    result: dict[int, dict[str, Placering]] = {}
    for row in found:
        result.setdefault(row.afdeling_id, {})[row.trin.trappe] = row
    return result


def placering_on(
    afdeling: Afdeling, dag: dt.date, *, aftale: Rammeaftale | None = None
) -> dict[str, Placering]:
    """Where an afdeling stands on `dag`: stair (`Trappe`) → placement with its step; empty if it is not placed."""
    return placeringer_on([afdeling], dag, aftale=aftale).get(afdeling.pk, {})


def rammeaftale_of(sag: Sag) -> Rammeaftale:
    """The case's framework agreement, read once and kept on the case object. Raises DoesNotExist."""
    if "rammeaftale" not in sag._state.fields_cache:
        found = Rammeaftale.objects.select_related("forgaenger").get(sag=sag)
        found.sag = sag
        sag.rammeaftale = found  # type: ignore[attr-defined]
    return sag.rammeaftale  # type: ignore[attr-defined,no-any-return]

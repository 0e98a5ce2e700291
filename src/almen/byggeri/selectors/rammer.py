"""The frames of grundkapital with what is reserved, committed, paid and left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet, Sum

from almen.byggeri.models import Grundkapitalpost, Grundkapitalramme, Rammeflytning
from almen.byggeri.models.grundkapital import ACCOUNTS, MOVEMENTS
from almen.byggeri.selectors.projektdata import projektdata_of
from almen.organisationer.models import Bruger, Rolle
from almen.sager import adgang
from almen.sager.faste import FixedQuery
from almen.sager.models import Sag

Sums = dict[str, int]
_sums = FixedQuery(
    lambda sag: (
        Grundkapitalpost.objects.filter(sag_id=sag)
        .order_by()
        .values_list("ramme_id", "art")
        .annotate(Sum("beloeb"))
    )
)


def sums_of_sag(sag: Sag) -> dict[int, Sums]:
    """What the case has on each frame: frame → account → kroner. One query; empty for a case without
    movements.
    """
    result: dict[int, Sums] = defaultdict(lambda: dict.fromkeys(ACCOUNTS, 0))
    for ramme_id, art, beloeb in _sums.rows(sag.pk):
        account, direction = MOVEMENTS[art]
        result[ramme_id][account] += direction * beloeb
    return dict(result)


def held_sums(sag: Sag) -> dict[int, Sums]:
    """As `sums_of_sag`, asked for once in an act."""
    data = projektdata_of(sag)
    if data.sums is None:
        data.sums = sums_of_sag(sag)
    return data.sums


def formaal_of_rammer(ramme_ids: Iterable[int]) -> dict[int, str]:
    """Frame → purpose, for the frames that a case has movements on."""
    ids = list(ramme_ids)
    return dict(Grundkapitalramme.objects.filter(pk__in=ids).values_list("pk", "formaal")) if ids else {}


def may_see_rammer(bruger: Bruger) -> bool:
    """The municipality's own people see its budgets; boligorganisationer do not."""
    return bool(bruger.is_active and bruger.roller - {Rolle.BOLIGORGANISATION})


def visible_rammer(bruger: Bruger) -> QuerySet[Grundkapitalramme]:
    """All frames, newest year first, with their sums in the same row: one query."""
    rammer = Grundkapitalramme.objects.order_by("-aar", "formaal")
    return rammer if may_see_rammer(bruger) else rammer.none()


def visible_poster(bruger: Bruger) -> QuerySet[Grundkapitalpost]:
    """Entries of the ledger in cases that `bruger` may see."""
    if not may_see_rammer(bruger):
        return Grundkapitalpost.objects.none()
    return Grundkapitalpost.objects.filter(adgang.scope_of_sag(bruger, "sag__")).select_related(
        "sag", "ramme"
    )


def visible_flytninger(bruger: Bruger) -> QuerySet[Rammeflytning]:
    """What has been moved between years, the latest first, for those who see the frames."""
    if not may_see_rammer(bruger):
        return Rammeflytning.objects.none()
    return Rammeflytning.objects.select_related("fra", "til")


def find_ramme_afvigelser() -> list[str]:
    """One Danish line for each sum on a frame that is not the sum of its entries; empty when all is well."""
    sums: dict[tuple[int, str], int] = {}
    for ramme_id, art, beloeb in (
        Grundkapitalpost.objects.order_by().values_list("ramme_id", "art").annotate(Sum("beloeb"))
    ):
        account, direction = MOVEMENTS[art]
        sums[ramme_id, account] = sums.get((ramme_id, account), 0) + direction * beloeb
    return [
        f"{ramme}: {account} er {getattr(ramme, account)}, posterne giver {sums.get((ramme.pk, account), 0)}."
        for ramme in Grundkapitalramme.objects.all()
        for account in ACCOUNTS
        if getattr(ramme, account) != sums.get((ramme.pk, account), 0)
    ]

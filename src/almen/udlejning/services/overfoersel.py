"""Taking placements along into the agreement that follows: as afdelinger stand in the one before, until they are placed anew."""

from __future__ import annotations

from django.utils import timezone

from almen.organisationer.models import Afdeling, Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.udlejning.models import Rammeaftale
from almen.udlejning.selectors.indhold import day_in
from almen.udlejning.selectors.rammeaftale import placeringer_on, standing_placeringer
from almen.udlejning.services.aftaleaendring import require_visible
from almen.udlejning.services.placering import Placeringsinput, place_afdelinger


def carry_placeringer(*, bruger: Bruger, aftale: Rammeaftale) -> int:
    """Places afdelinger in `aftale` from its first day as they stand in the one before, on steps of the same stair and number.

    What is placed on a stair already is left as it is, and so is a step that the agreement does not have. The one before is read
    today, or on its last day. Gives how many were placed. Raises UgyldigtInput, AdgangNaegtet, Http404.
    """
    require_visible(bruger, aftale)
    before = aftale.forgaenger
    if before is None:
        raise UgyldigtInput(
            [Fejl("", "Aftalen afløser ingen anden, så der er ingen placeringer at tage med")]
        )
    standing = placeringer_on(None, day_in(before, timezone.localdate()), aftale=before)
    steps = {(item.trappe, item.nummer): item for item in aftale.trin.all()}
    there = set(standing_placeringer(aftale).values_list("afdeling", "trin__trappe"))
    afdelinger = Afdeling.objects.in_bulk(standing)
    wanted = [
        Placeringsinput(
            afdelinger[pk], steps[trappe, row.trin.nummer], aftale.gyldig_fra, sikkerhed=row.sikkerhed
        )
        for pk, by_stair in standing.items()
        for trappe, row in by_stair.items()
        if (trappe, row.trin.nummer) in steps and (pk, trappe) not in there
    ]
    if wanted:
        source = f"Taget med fra {before.navn}"[:400]
        place_afdelinger(
            bruger=bruger, placeringer=wanted, kilde=source, sikkerhed="usikker", demo=aftale.demo
        )
    return len(wanted)

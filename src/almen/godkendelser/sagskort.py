"""The card on the case page: which cases may be opened on the grounds of this one."""

from __future__ import annotations

from django.urls import reverse

from almen.godkendelser.selectors import kinds_after
from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sagsgang.register import REGISTER, Sagskort


def _acts(sag: Sag, bruger: Bruger) -> list[tuple[str, str]]:
    if sag.annulleret or not adgang.may_open_sag(bruger):
        return []
    return [
        (
            f"{item.navn}: åbn en sag på baggrund af denne",
            f"{reverse('godkendelser:ny_af_type', args=[item.id])}?fra={sag.nummer}",
        )
        for item in kinds_after(sag.sagstype)
    ]


def register() -> None:
    """Puts the card on the case page."""
    if "videre" not in REGISTER.sagskort:
        REGISTER.register_sagskort(
            Sagskort("videre", "Hvad sagen kan føre til", lambda sag, bruger: [], _acts)
        )

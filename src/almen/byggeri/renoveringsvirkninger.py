"""Effects of decisions in renovations: the figures that a decision fixes."""

from __future__ import annotations

from almen.byggeri.selectors.renovering import renovering_of
from almen.byggeri.virkninger import Effect, mark_fixed
from almen.organisationer.models import Bruger
from almen.sager.models import Beslutning, Sag


def fix_skema(bogstav: str) -> Effect:
    """Fixes the newest version of the Skema: from now on it is what was decided on."""

    def fix(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
        latest = renovering_of(sag).latest(bogstav)
        if latest is not None:
            mark_fixed(latest, beslutning)

    return fix


def unfix_skema(bogstav: str) -> Effect:
    """Opens the Skema for a new version; the figures that were decided on stay as they were."""

    def unfix(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
        fixed = renovering_of(sag).fixed(bogstav)
        if fixed is not None:
            mark_fixed(fixed, None)

    return unfix

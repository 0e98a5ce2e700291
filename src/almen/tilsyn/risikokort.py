"""The card of signs on a dialogue's page: what the accounts' year flags of the organisation, and the way to put it on the agenda."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.tilsyn.dialogkort import Dialogkort
from almen.tilsyn.dialogkort import register as register_dialogkort
from almen.tilsyn.models import Styringsdialog
from almen.tilsyn.selectors.risiko import flags_of

SHOWN = 8


def _tegn(dialog: Styringsdialog, bruger: Bruger) -> Mapping[str, Any] | None:
    """The gravest signs of the dialogue's accounts; nothing for those who do not read supervision. One query."""
    if not adgang.may_see_tilsyn(bruger):
        return None
    found = flags_of(dialog.boligorganisation, dialog.regnskabsaar)
    found.sort(key=lambda item: not item.alvorlig)
    return {
        "tegn": found[:SHOWN],
        "flere": max(len(found) - SHOWN, 0),
        "aar": dialog.regnskabsaar,
        "nummer": dialog.sag.nummer,
        "organisation": dialog.boligorganisation_id,
        "kan_rette": adgang.may_edit_tilsyn(bruger),
    }


def register() -> None:
    """Registers the card; called once when Django starts."""
    register_dialogkort(Dialogkort("tegn", "Tegn i risikooverblikket", "tilsyn/dialogkort/tegn.html", _tegn))

"""The card on a styringsdialog's page: what the boligorganisation was asked for, when it was reminded, and what it sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from almen.ansoegninger.sagskort import acts_of, lines_of
from almen.organisationer.models import Bruger
from almen.tilsyn.dialogkort import Dialogkort
from almen.tilsyn.dialogkort import register as register_kort
from almen.tilsyn.models import Styringsdialog


def _answers(dialog: Styringsdialog, bruger: Bruger) -> Mapping[str, Any] | None:
    """The same lines as on the case page; None for those who do not see what is sent in. Two queries."""
    lines, acts = lines_of(dialog.sag, bruger), acts_of(dialog.sag, bruger)
    return {"linjer": lines, "handlinger": acts} if lines or acts else None


def register() -> None:
    """Puts the card on the dialogue's page; called once when Django starts."""
    register_kort(Dialogkort("anmodninger", "Anmodninger og svar", "ansoegninger/dialogkort.html", _answers))

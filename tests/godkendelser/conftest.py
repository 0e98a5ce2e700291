"""An approval case of one kind, opened as a case officer would."""

from __future__ import annotations

from decimal import Decimal

import pytest

from almen.godkendelser.services import open_godkendelse

HUSLEJE = {
    "arbejder": "Nye badeværelser",
    "leje_foer": 900,
    "stigning_pct": Decimal("6.67"),
}
EJENDOM = {"ejendom": "Prøvevej 1", "begrundelse": "Grunde", "statslaan": "nej"}


@pytest.fixture
def open_case(sagsgange, sagsbehandler, organisation):
    def open_it(type_id, svar, **rest):
        return open_godkendelse(
            bruger=sagsbehandler,
            type_id=type_id,
            titel="Prøvesag",
            svar=svar,
            **{"boligorganisation": organisation, **rest},
        )

    return open_it

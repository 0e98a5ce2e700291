"""What the access table's addresses of acts of supervision point at: an enquiry, and the order that came of it."""

from __future__ import annotations

import datetime as dt

from almen.godkendelser.services import open_godkendelse


def tilsynssag_names(officer, organisation) -> dict[str, object]:
    """Numbers of cases by the names that the table uses."""
    henvendelse = open_godkendelse(
        bruger=officer,
        type_id="tilsyn_henvendelse",
        titel="Regnskab ikke fremlagt",
        boligorganisation=organisation,
        svar={
            "forhold": "Regnskabet er ikke fremlagt",
            "form": "klage",
            "kom_fra": "beboer",
            "modtaget": dt.date(2026, 1, 5),
            "omraade": "oekonomi",
        },
    )
    paabud = open_godkendelse(
        bruger=officer,
        type_id="tilsyn_paabud",
        titel="Fremlæggelse af regnskab",
        boligorganisation=organisation,
        svar={
            "forhold": "Regnskabet er ikke fremlagt",
            "krav": "Regnskabet fremlægges",
            "frist": dt.date(2026, 3, 1),
        },
        udspringer_af=henvendelse,
    )
    return {"henvendelse": henvendelse.nummer, "paabud": paabud.nummer}

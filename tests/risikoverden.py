"""What the access table's addresses of the risk pages point at."""

from __future__ import annotations

from almen.organisationer.models import Boligorganisation, Bruger
from almen.tilsyn.services.revision import Bemaerkningsinput, register_bemaerkning


def risk_names(officer: Bruger, organisation: Boligorganisation) -> dict[str, object]:
    """Objects by the names that the table uses."""
    bemaerkning = register_bemaerkning(
        bruger=officer,
        bemaerkning=Bemaerkningsinput(
            boligorganisation=organisation.pk,
            regnskabsaar=2025,
            art="kritisk",
            tekst="Der er ikke henlagt efter planen.",
            kilde="Revisionsprotokollen, side 14",
        ),
    )
    return {"bemaerkning": bemaerkning.pk}

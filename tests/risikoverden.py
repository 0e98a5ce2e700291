"""What the access table's addresses of the risk pages point at."""

from __future__ import annotations

from tests.tilsyn.billeder import make_afdeling, put_tal

from almen.organisationer.models import Boligorganisation, Bruger
from almen.tilsyn.models import Tilsynsbillede
from almen.tilsyn.services.billede import refresh_billeder
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
    afdeling = make_afdeling(organisation, 87)
    put_tal(officer, afdeling, 2025, lejetab_pct="2.50")
    refresh_billeder([2025])
    billede = Tilsynsbillede.objects.get(afdeling=afdeling, aar=2025)
    return {"bemaerkning": bemaerkning.pk, "risikobillede": billede.pk}

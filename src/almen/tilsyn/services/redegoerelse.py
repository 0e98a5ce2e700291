"""The public statement on a dialogue (almenboligloven § 164, stk. 2): published by the route's last step, withdrawn with it."""

from __future__ import annotations

from almen.organisationer.models import Bruger
from almen.sager.models import Beslutning, Sag
from almen.tilsyn.models import Redegoerelse
from almen.tilsyn.selectors.dialog import dialog_of


def publish_redegoerelse(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """Keeps the statement as it is now; from then on anybody can read it. The effect of the route's last step."""
    dialog = dialog_of(sag)
    dialog.refresh_from_db(fields=["redegoerelse", "moede_dato"])
    Redegoerelse.objects.create(
        dialog=dialog, tekst=dialog.redegoerelse, moede_dato=dialog.moede_dato, offentliggjort_af=bruger
    )


def withdraw_redegoerelse(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """Takes the publication back when the step no longer stands; the published text stays on record."""
    dialog = dialog_of(sag)
    latest = dialog.redegoerelser.first()
    if latest is not None and not latest.trukket:
        Redegoerelse.objects.create(
            dialog=dialog,
            tekst=latest.tekst,
            moede_dato=latest.moede_dato,
            trukket=True,
            offentliggjort_af=bruger,
        )

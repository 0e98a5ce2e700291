"""The public statement on a dialogue (almenboligloven § 164, stk. 2): published by the route's last step, withdrawn with it."""

from __future__ import annotations

from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Beslutning, Sag
from almen.sager.services import record_beslutning
from almen.sagsgang.udfald import Udfald
from almen.tilsyn.models import Redegoerelse, Styringsdialog
from almen.tilsyn.selectors.dialog import dialog_of
from almen.tilsyn.services.dialogaendring import NO_RIGHT, changed_dialog, check_text, refuse, refuse_stale


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


def save_redegoerelse(
    *, bruger: Bruger, dialog: Styringsdialog, tekst: str, set_: str | None = None
) -> Styringsdialog:
    """Writes the statement that is to be published. `set_` is the mark of what the page showed.

    Raises UgyldigtInput or AdgangNaegtet.
    """
    with changed_dialog(dialog, bruger) as aendring:
        row = aendring.dialog
        refuse_stale(set_, row.redegoerelse)
        refuse(check_text("tekst", tekst, 20_000, mindst=1))
        before, row.redegoerelse = row.redegoerelse, tekst.strip()
        row.save(update_fields=["redegoerelse"])
        aendring.record(
            "redegoerelse", "Redegørelsen er skrevet.", {"tekst": before}, {"tekst": row.redegoerelse}
        )
    return row


def take_back_redegoerelse(*, bruger: Bruger, dialog: Styringsdialog, grund: str) -> None:
    """Withdraws what has been published and opens the last step again, so that the text can be mended.

    An act of its own in the route (`rettelse`). Raises UgyldigtInput, AdgangNaegtet, or BeslutningAfvist where nothing is published.
    """
    adgang.require(adgang.may_edit_tilsyn(bruger), NO_RIGHT)
    refuse(check_text("grund", grund, mindst=1))
    record_beslutning(
        bruger=bruger,
        sag=dialog.sag,
        trin="rettelse",
        udfald=Udfald.SENDT_TILBAGE,
        tilbage_til="redegoerelse",
        begrundelse=grund.strip(),
    )

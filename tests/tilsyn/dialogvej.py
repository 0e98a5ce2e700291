"""How a dialogue is walked to a step: what each step demands is registered first."""

from __future__ import annotations

import datetime as dt

from almen.sager.models import Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import record_beslutning
from almen.sagsgang.udfald import allowed_udfald
from almen.tilsyn.models import Materialeart, Styringsdialog
from almen.tilsyn.services.dialogmateriale import receive_materiale, review_materiale
from almen.tilsyn.services.dialogmoede import Konklusion, Punktinput, add_punkter, save_moede, save_referat
from almen.tilsyn.services.redegoerelse import save_redegoerelse

HELD = dt.date(2026, 11, 26)


def fresh(dialog):
    return Styringsdialog.objects.select_related("sag", "boligorganisation").get(pk=dialog.pk)


def prepare(bruger, dialog, trin, held=HELD):
    """What a step demands of the dialogue before it can be taken."""
    rows = dialog.materialer.all()
    if trin == "foreloebige_tal":
        receive_materiale(bruger=bruger, materiale=rows.get(art=Materialeart.FORELOEBIGE_TAL), modtaget=held)
    elif trin == "materiale":
        for row in rows.filter(modtaget__isnull=True, undladt=False):
            receive_materiale(bruger=bruger, materiale=row, modtaget=held)
    elif trin == "gennemgang":
        for row in rows.filter(gennemgaaet__isnull=True, undladt=False):
            review_materiale(bruger=bruger, materiale=row, bemaerkning="HEMMELIGT FUND")
    elif trin == "dagsorden":
        add_punkter(bruger=bruger, dialog=dialog, punkter=[Punktinput("Regnskab", "Vedligeholdelse")])
        save_moede(bruger=bruger, dialog=dialog, dato=held, sted="Rådhuset", deltagere="Direktør")
    elif trin == "referat":
        given = {row.pk: Konklusion("Drøftet og afklaret", row.aabent) for row in dialog.punkter.all()}
        save_referat(bruger=bruger, dialog=dialog, referat="Godt møde", konklusioner=given)
    elif trin == "redegoerelse":
        save_redegoerelse(bruger=bruger, dialog=dialog, tekst="Kommunen og boligorganisationen har mødtes.")


def walk(bruger, dialog, last, held=HELD):
    """Records the open steps in the route's order up to and with `last`; gives the dialogue as it then stands."""
    while True:
        sag = Sag.objects.get(pk=dialog.sag_id)
        forloeb = load_forloeb(sag)
        trin = forloeb.sagsgang.efter_id[forloeb.tilstand.aabne[0]]
        prepare(bruger, fresh(dialog), trin.id, held)
        outcome = allowed_udfald(trin)[0]
        record_beslutning(
            bruger=bruger,
            sag=sag,
            trin=trin.id,
            udfald=outcome,
            kilde="brev",
            dispensationer={"dialog_moede_i_aaret": "Mødet måtte flyttes"} if trin.id == "moede" else None,
        )
        if trin.id == last:
            return fresh(dialog)

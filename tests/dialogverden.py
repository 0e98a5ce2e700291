"""What the access table's addresses of dialogues point at."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from almen.tilsyn.services.dialog import open_dialog
from almen.tilsyn.services.dialogaftale import Aftaleinput, add_aftale
from almen.tilsyn.services.dialogmoede import Konklusion, Punktinput, add_punkter, save_referat


def dialog_names(officer, organisation) -> dict[str, object]:
    """This year's dialogue of the organisation, with an item to be taken up again and an agreement on it."""
    aar = timezone.localdate().year
    sag = open_dialog(bruger=officer, boligorganisation=organisation, aar=aar, frist=dt.date(aar, 12, 31))
    dialog = sag.styringsdialog
    (punkt,) = add_punkter(bruger=officer, dialog=dialog, punkter=[Punktinput("Prøvepunkt")])
    save_referat(
        bruger=officer, dialog=dialog, referat="", konklusioner={punkt.pk: Konklusion("Set", aabent=True)}
    )
    aftale = add_aftale(
        bruger=officer,
        dialog=dialog,
        aftale=Aftaleinput("Prøveaftale", "begge", "Direktør", dt.date(aar + 1, 6, 1), punkt.pk),
    )
    return {
        "dialog": sag.nummer,
        "dialogmateriale": dialog.materialer.get(art="styringsrapport").pk,
        "dialogpunkt": punkt.pk,
        "dialogaftale": aftale.pk,
    }

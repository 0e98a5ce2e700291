"""Each project of a plan comes back as its own case: the link between the project and that case."""

from __future__ import annotations

from almen.organisationer.models import Bruger
from almen.planer.models import Indsats, Plan, Planart
from almen.planer.services.aendring import changed_plan
from almen.planer.services.inddata import refuse
from almen.regler.fejl import Fejl
from almen.sager import adgang
from almen.sager.models import Fortrolighed, Sag

MAY_NOT_LINK = "Kun sagsbehandlere og ledere kan knytte sager til projekter."


def link_sag(*, bruger: Bruger, plan: Plan, indsats: Indsats, sag: Sag | None) -> Indsats:
    """Links a project to the case in which it is decided; None takes the link away. Raises UgyldigtInput or AdgangNaegtet.

    The case must be one that the user may see, and none of a plan: a project is something that a plan leads to.
    """
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_LINK)
    with changed_plan(plan, bruger, kraever_grund=False) as aendring:
        row = aendring.plan.indsatser.filter(pk=indsats.pk).select_related("sag").first()
        if row is None:
            refuse([Fejl("", "Projektet er slettet af en anden. Se planen igen")])
            raise AssertionError
        if sag is not None:
            if not adgang.visible_sager(bruger).filter(pk=sag.pk).exists():
                refuse([Fejl("sag", "Sagen findes ikke")])
            if sag.sagstype in Planart.values:
                refuse([Fejl("sag", f"{sag.nummer} er en plan. Vælg den sag, projektet afgøres i")])
            if sag.annulleret is not None:
                refuse([Fejl("sag", f"{sag.nummer} er annulleret")])
        before = row.sag_id
        row.sag = sag
        row.save(update_fields=["sag"])
        if sag is None:
            text = f"Projektet “{row}” har ingen sag mere."
        else:
            # The plan's journal is read by some who may not see the case.
            named = (
                f"sag {sag.nummer}" if sag.fortrolighed == Fortrolighed.AABEN else "en sag, der ikke er åben"
            )
            text = f"Projektet “{row}” behandles i {named}."
        aendring.record(
            "projektsag", text, {"indsats": row.pk, "sag": before}, {"indsats": row.pk, "sag": row.sag_id}
        )
    return row

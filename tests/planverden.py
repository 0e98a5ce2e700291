"""What the access table's addresses of plans point at: a policy, a strategy, a handleplan with an effort of SUF and a milestone."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from almen.omraader.models import Omraade
from almen.planer.models import Politik, Strategi
from almen.planer.services import Budgetbeloeb, open_plan, save_indsats, save_milepael
from almen.planer.services.helhedsplan import open_helhedsplan, save_oekonomi
from almen.planer.services.saerindsats import add_forhandling, save_saerindsats
from almen.sager.selectors import load_forloeb
from almen.sager.services import record_beslutning


def plan_names(officer) -> dict[str, object]:
    """Objects by the names that the table uses."""
    omraade = Omraade.objects.create(navn="Prøveparken", kommune="København", oprettet_af=officer)
    politik = Politik.objects.create(
        navn="Prøvepolitik",
        fra=dt.date(2025, 1, 1),
        til=dt.date(2035, 12, 31),
        kilde="Prøve",
        sikkerhed="sikker",
    )
    maal = politik.maal.create(nummer=1, navn="Gode livschancer")
    strategi = Strategi.objects.create(navn="Prøvestrategi", kilde="Prøve", sikkerhed="usikker")
    plan = open_plan(
        bruger=officer,
        art="handleplan",
        titel="Handleplan",
        navn="Prøvehandleplan",
        omraader=[omraade],
        politik=politik,
        strategier=[strategi],
    )
    indsats = save_indsats(bruger=officer, plan=plan, navn="Prøveindsats", ansvarlig="suf", maal=maal)
    milepael = save_milepael(
        bruger=officer, plan=plan, titel="Prøvemilepæl", frist=dt.date(2030, 1, 1), indsats=indsats
    )
    indikator = maal.indikatorer.create(indikator="doemte_pct", retning="ned")
    return {
        "maal": maal.pk,
        "politikindikator": indikator.pk,
        "plan": plan.sag.nummer,
        "indsats": indsats.pk,
        "milepael": milepael.pk,
        "politik": politik.pk,
        "strategi": strategi.pk,
        "besluttet_plan": _decided(officer, omraade, politik).sag.nummer,
    }


def _decided(officer, omraade, politik):
    """A handleplan that the council has approved, and which therefore anybody can read."""
    plan = open_plan(
        bruger=officer,
        art="handleplan",
        titel="Besluttet",
        navn="Besluttet plan",
        omraader=[omraade],
        politik=politik,
    )
    save_indsats(bruger=officer, plan=plan, navn="Besluttet indsats", ansvarlig="suf", budget=1_000_000)
    for step in load_forloeb(plan.sag).sagsgang.orden:
        if not step.valgfrit:
            record_beslutning(bruger=officer, sag=plan.sag, trin=step.id, kilde="Prøve")
    return plan


def helhedsplan_names(officer, organisation) -> dict[str, object]:
    """A helhedsplan of the organisation whose term has begun, with a special effort that is negotiated."""
    first_year = timezone.localdate().year
    plan = open_helhedsplan(
        bruger=officer,
        titel="Helhedsplan",
        navn="Prøvehelhedsplan",
        fra=dt.date(first_year, 1, 1),
        til=dt.date(first_year + 3, 12, 31),
        boligorganisation=organisation,
    )
    save_oekonomi(
        bruger=officer,
        plan=plan,
        budget=8_000_000,
        dele={"lbf": 6_000_000, "kommune": 1_000_000, "boligorganisation": 999_999},
        linjer=[Budgetbeloeb("beskaeftigelse", first_year, 8_000_000)],
    )
    saerindsats = save_saerindsats(bruger=officer, plan=plan, navn="Prøvesærindsats")
    add_forhandling(bruger=officer, saerindsats=saerindsats, part="lbf", stand="droeftes", tekst="Prøve")
    return {"helhedsplan": plan.sag.nummer, "saerindsats": saerindsats.pk, "planaar": first_year}

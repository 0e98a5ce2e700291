"""What the access table's addresses of physical plans point at: an udviklingsplan of the organisation's, and a kvarterplan of nobody's."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from almen.planer.services import save_indsats
from almen.planer.services.boliger import save_boligopgoerelse, save_virkemiddel
from almen.planer.services.dispensation import ask_dispensation
from almen.planer.services.evaluering import save_evaluering
from almen.planer.services.fysisk_plan import open_fysisk_plan


def physical_names(officer, organisation) -> dict[str, object]:
    """Objects by the names that the table uses."""
    plan = open_fysisk_plan(
        bruger=officer,
        art="udviklingsplan",
        titel="Udviklingsplan",
        navn="Prøveudviklingsplan",
        boligorganisation=organisation,
    )
    today = timezone.localdate()
    count = save_boligopgoerelse(
        bruger=officer, plan=plan, dag=today, almene_familieboliger=90, andre_boliger=10, kilde="Prøve"
    )
    means = save_virkemiddel(bruger=officer, plan=plan, art="salg", aar=today.year, antal=60)
    asked = ask_dispensation(
        bruger=officer, plan=plan, grundlag="stk_4", ansoegt=today, ansoegt_pct=Decimal(50), oplysninger={}
    )
    report = save_evaluering(bruger=officer, plan=plan, art="aarlig", frist=dt.date(2030, 10, 1))
    project = save_indsats(bruger=officer, plan=plan, navn="Salg af en blok", ansvarlig="kmtf", art="fysisk")
    quarter = open_fysisk_plan(
        bruger=officer, art="kvarterplan", titel="Kvarterplan", navn="Prøvekvarterplan", ramme=1_000_000
    )
    return {
        "udviklingsplan": plan.sag.nummer,
        "opgoerelse": count.pk,
        "virkemiddel": means.pk,
        "dispensation": asked.pk,
        "evaluering": report.pk,
        "projekt": project.pk,
        "kvarterplan": quarter.sag.nummer,
    }

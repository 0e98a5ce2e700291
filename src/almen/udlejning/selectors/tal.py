"""What can be asked of readings on lettings."""

from __future__ import annotations

from django.db.models import QuerySet

from almen.udlejning.models import Udlejningstal


def alle_tal() -> QuerySet[Udlejningstal]:
    """Every reading with its afdeling; who may see one may see all."""
    return Udlejningstal.objects.select_related("afdeling__boligorganisation")


def history_of(tal: Udlejningstal) -> list[Udlejningstal]:
    """Every reading of the same figure, the newest first, with who registered it. One query."""
    rows = Udlejningstal.objects.filter(
        afdeling=tal.afdeling_id, aar=tal.aar, boligtype=tal.boligtype, vej=tal.vej
    )
    return list(rows.select_related("registreret_af", "afdeling").order_by("-pk"))


def measured_years() -> list[int]:
    """The years that have figures that count, the latest first. One query."""
    rows = Udlejningstal.objects.gaeldende().order_by("-aar").values_list("aar", flat=True)
    return list(rows.distinct())

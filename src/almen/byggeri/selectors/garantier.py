"""The guarantee register and the land loans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from almen.byggeri.models import Garanti, Garantiramme, Grundkoebslaan
from almen.byggeri.selectors.projektdata import projektdata_of
from almen.byggeri.selectors.renovering import renovering_of
from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Sag


def visible_garantier(bruger: Bruger) -> QuerySet[Garanti]:
    """Guarantees in visible cases, each with its case's frame (`ramme_beloeb`, `ramme_dato`) in the same
    query.
    """
    frame = Garantiramme.objects.filter(sag=OuterRef("sag"), ophaevet_af_beslutning__isnull=True)
    return (
        Garanti.objects.filter(adgang.scope_of_sag(bruger, "sag__"))
        .select_related("sag__boligorganisation")
        .annotate(
            ramme_beloeb=Subquery(frame.values("beloeb")[:1]), ramme_dato=Subquery(frame.values("dato")[:1])
        )
    )


def visible_grundkoebslaan(bruger: Bruger) -> QuerySet[Grundkoebslaan]:
    """Land loans in visible cases."""
    return Grundkoebslaan.objects.filter(adgang.scope_of_sag(bruger, "sag__")).select_related(
        "sag__boligorganisation"
    )


def proposed_garanti(sag: Sag) -> dict[str, Any]:
    """What a new guarantee of the case begins with, by the names of its fields."""
    if sag.sagstype == "renovering":
        current = renovering_of(sag).current
        sats = current_parametre().find("renovering.regaranti", timezone.localdate())
        supported = current is not None and bool(current.stoettet_laan)
        return {
            "laan": (current.stoettet_laan or current.ustoettet_laan) if current else None,
            "loebetid_aar": (current.loebetid_stoettet if supported else current.loebetid_ustoettet)
            if current
            else None,
            "regaranti_pct": sats.tal if supported and sats else 0,
        }
    if sag.sagstype == "nybyggeri":
        projekt = projektdata_of(sag).projekt
        return {"laangiver": projekt.laangiver, "ejendomsvaerdi": projekt.ejendomsvaerdi}
    return {}


@dataclass(frozen=True)
class Eksponering:
    """What the municipality stands surety for, in kroner: decided guarantees only."""

    antal: int
    brutto: int
    netto: int
    uden_beloeb: int


def garanti_eksponering(bruger: Bruger) -> Eksponering:
    """The decided guarantees of visible cases added up. One query."""
    row = Garanti.objects.filter(
        adgang.scope_of_sag(bruger, "sag__"), beslutning_nummer__isnull=False
    ).aggregate(
        antal=Count("pk"),
        sum_brutto=Sum("brutto"),
        sum_netto=Sum("netto"),
        uden=Count("pk", filter=Q(brutto__isnull=True)),
    )
    return Eksponering(row["antal"], row["sum_brutto"] or 0, row["sum_netto"] or 0, row["uden"])

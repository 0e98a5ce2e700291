"""What an adjustment proposes of afdelinger on the stairs: the placements, and which agreement empowers the committee."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import QuerySet

from almen.omraader.models import Udlejningsjustering
from almen.organisationer.models import Afdeling
from almen.regler.dansk import format_dato, format_tal
from almen.udlejning.models import Placeringsforslag, Trappetrin
from almen.udlejning.selectors.rammeaftale import agreement_on, placeringer_on
from almen.udlejning.services.placering import Kaeder, Placeringsinput, check_placering

EMPTY = "–"


def forslag_of(justering: Udlejningsjustering) -> list[Placeringsforslag]:
    """The proposed placements, by afdeling. One query."""
    rows = Placeringsforslag.objects.filter(justering=justering)
    return list(
        rows.select_related("afdeling__boligorganisation", "trin__rammeaftale__sag__overblik").order_by(
            "afdeling__boligorganisation__navn", "afdeling__nummer"
        )
    )


def as_input(forslag: Placeringsforslag) -> Placeringsinput:
    """The placement that the proposal would make; the reason names the case."""
    share = (
        f" Andelen fleksibel udlejning foreslås til {format_tal(forslag.fleksibel_pct)} pct."
        if forslag.fleksibel_pct is not None
        else ""
    )
    return Placeringsinput(
        forslag.afdeling,
        forslag.trin,
        forslag.fra,
        f"Justering efter udlejningsaftalen, sag {forslag.justering.sag.nummer}.{share}",
    )


def faults_of(rows: Sequence[Placeringsforslag], dag: dt.date) -> list[str]:
    """Why the proposed placements cannot be carried out by a decision on `dag`; empty where they can. Few queries."""
    if not rows:
        return []
    inputs = [as_input(row) for row in rows]
    chains = Kaeder(inputs)
    told: list[str] = []
    for row, item in zip(rows, inputs, strict=True):
        faults = [fejl.besked for fejl in check_placering(item)]
        if (refused := chains.refuse(item, again=True)) is not None:
            faults.append(refused.besked)
        if row.fra < dag:
            faults.append(f"gælder fra {format_dato(row.fra)}, før der besluttes den {format_dato(dag)}")
        told += [f"{row.afdeling}: {fault}" for fault in faults]
    return told


def empowering_text(dag: dt.date) -> str | None:
    """Which framework agreement lets the committee adjust on `dag`; None where none is in force."""
    aftale = agreement_on(dag)
    if aftale is None:
        return None
    return (
        f"{aftale.navn} er i kraft til {format_dato(aftale.gyldig_til)} og bemyndiger udvalget til at justere fleksibel udlejning. "
        f"Kilde: {aftale.kilde} ({aftale.get_sikkerhed_display().lower()})."
    )


def steps_to_choose(dag: dt.date) -> QuerySet[Trappetrin]:
    """The steps of the agreement in force on `dag`."""
    aftale = agreement_on(dag)
    rows = Trappetrin.objects.select_related("rammeaftale")
    return rows.filter(rammeaftale=aftale) if aftale else rows.none()


def afdelinger_to_choose(justering: Udlejningsjustering) -> QuerySet[Afdeling]:
    """The afdelinger that the adjustment is about: those chosen, else all of the area's."""
    chosen = justering.afdelinger.all()
    rows = (
        chosen if chosen.exists() else Afdeling.objects.filter(omraadeafdelinger__omraade=justering.omraade)
    )
    return rows.select_related("boligorganisation").distinct()


def now_of(rows: Sequence[Placeringsforslag], dag: dt.date) -> dict[int, str]:
    """Where each proposal's afdeling stands on `dag`, on the proposed step's stair, in words."""
    stands = placeringer_on([row.afdeling_id for row in rows], dag)
    found = {}
    for row in rows:
        placed = stands.get(row.afdeling_id, {}).get(row.trin.trappe)
        found[row.pk] = str(placed.trin) if placed else EMPTY
    return found

"""What the public sees of meetings: agendas that have been sent out, and when the minutes are complete what came of the items.

Only open items are told: neither a closed one nor one whose case is not open, by title or otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from almen.organisationer.selectors import current_profil
from almen.sager import adgang
from almen.sager.models import Fortrolighed
from almen.udvalg.models import Dagsordenspunkt, Moede, Punktudfald
from almen.ui.kolonner import Kolonne
from almen.ui.offentligt import Offentligsamling, ting_url
from almen.ui.offentligt import register as register_samling


def political_organer() -> list[str]:
    """The bodies whose agendas and minutes are public; an administration's own meetings are not."""
    profil = current_profil()
    return [item for item in profil.moedeorgan_ids if profil.aktoer(item).art == "organ"]


def public_moeder() -> QuerySet[Moede]:
    """Political bodies' meetings whose agenda is out or whose minutes are complete, and that were not cancelled."""
    return (
        Moede.objects.filter(organ__in=political_organer(), aflyst__isnull=True)
        .filter(Q(dagsorden_udsendt__isnull=False) | Q(afsluttet__isnull=False))
        .order_by("-dato", "organ")
    )


def public_punkter() -> QuerySet[Dagsordenspunkt]:
    """Open items whose case, if there is one, is open too."""
    return Dagsordenspunkt.objects.filter(lukket=False).filter(
        Q(sag__isnull=True) | Q(sag__fortrolighed=Fortrolighed.AABEN)
    )


def moede_noegle(moede: Moede) -> str:
    """The meeting's part of its address."""
    return f"{moede.organ}-{moede.dato:%Y-%m-%d}"


def _find(noegle: str) -> Moede | None:
    organ, day = noegle[:-11], noegle[-10:]
    try:
        dato = dt.date.fromisoformat(day)
    except ValueError:
        return None
    found = public_moeder().filter(organ=organ, dato=dato).first()
    # One spelling of an address only.
    return found if found is not None and moede_noegle(found) == noegle else None


def moede_detaljer(moede: Moede) -> Mapping[str, Any]:
    """The open items; outcomes and votes once the minutes are complete."""
    rows = (
        public_punkter()
        .filter(moede=moede)
        .select_related("sag")
        .prefetch_related(
            Prefetch("udfald", Punktudfald.objects.select_related("beslutning").prefetch_related("stemmer"))
        )
        .order_by("nummer")
    )
    public = set(adgang.public_sager().filter(dagsordenspunkter__moede=moede).values_list("pk", flat=True))
    return {"punkter": [_told(row, moede.afsluttet is not None, public) for row in rows]}


def _told(punkt: Dagsordenspunkt, done: bool, public: set[int]) -> dict[str, Any]:
    outcomes = list(punkt.udfald.all()) if done else []
    return {
        "nummer": punkt.nummer,
        "titel": punkt.titel,
        "trin": punkt.trin_navn,
        "udgaaet": bool(punkt.udgaaet),
        "tillaeg": punkt.tillaeg,
        "sag_url": ting_url("sager", punkt.sag.nummer) if punkt.sag and punkt.sag_id in public else "",
        "udfald": [item.navn for item in outcomes],
        "stemmer": [
            {"parti": row.parti, "for": row.stemte_for, "imod": row.imod, "undlod": row.undlod}
            for item in outcomes
            for row in item.stemmer.all()
        ],
    }


FELTER = (
    Kolonne("dato", "Dato", "dato", "dato", sorter=("dato", "organ"), beskrivelse="Mødets dag"),
    Kolonne("organ", "Organ", "organ_navn", sorter="organ", beskrivelse="Organets navn den dag"),
    Kolonne(
        "stadie",
        "Stadie",
        lambda moede: "Referat" if moede.afsluttet else "Dagsorden",
        beskrivelse="Dagsorden: sendt ud; Referat: alle punkter har deres udfald",
    ),
)


def register() -> None:
    """Registers the collection."""
    register_samling(
        Offentligsamling(
            id="moeder",
            navn="Møder",
            ental="møde",
            flertal="møder",
            beskrivelse="Politiske organers dagsordener, når de er sendt ud, og udfaldene, når mødet er ført til ende. Kun "
            "åbne punkter.",
            kilde="Kommunens møder i Almen",
            felter=FELTER,
            raekker=public_moeder,
            find=_find,
            noegle=moede_noegle,
            titel=lambda moede: f"{moede.organ_navn} den {moede.dato:%d.%m.%Y}",
            note=lambda moede: "Referat" if moede.afsluttet else "Dagsorden",
            dato=lambda moede: moede.dato,
            soegefelter=(),
            demo=lambda moede: moede.demo,
            detaljer=moede_detaljer,
            skabelon="udvalg/offentligt_moede.html",
            orden=40,
        )
    )

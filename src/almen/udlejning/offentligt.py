"""What the public sees of letting: framework agreements that hold, and where afdelinger stand on their stairs.

Told: parties, period, purpose, annexes, steps, shares and criteria with their source, of agreements that were made before the system, and
of those adopted in a case that anybody may read. A share that is not known is told to be so. Placements are told per afdeling, as
administrators publish shares per afdeling themselves. Not told: drafts, placements that fell away, why an afdeling was moved, notes, and
who registered what.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import slugify

from almen.grundlag.models import Sikkerhed
from almen.sager import adgang
from almen.udlejning.models import Placering, Rammeaftale
from almen.udlejning.selectors.indhold import as_data, day_in, steps_on
from almen.udlejning.selectors.rammeaftale import holds
from almen.ui.kolonner import Kolonne
from almen.ui.offentligt import Offentligsamling, ting_url
from almen.ui.offentligt import register as register_samling

AFTALER, PLACERINGER = "udlejningsaftaler", "placeringer"
DANSK = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "–": "-"})
TONER = {Sikkerhed.SIKKER: "ok", Sikkerhed.SANDSYNLIG: "warn", Sikkerhed.USIKKER: "bad"}


def public_aftaler() -> list[Rammeaftale]:
    """The agreements that anybody may read, the newest first."""
    rows = Rammeaftale.objects.filter(Q(sag__isnull=True) | adgang.public_scope("sag__"))
    found = rows.select_related("sag", "forgaenger").order_by("-gyldig_fra", "-pk")
    return [item for item in found if holds(item)]


def public_placeringer() -> QuerySet[Placering]:
    """Placements in those agreements that have not fallen away, by boligorganisation, afdeling and day."""
    return (
        Placering.objects.filter(ophaevet=False, trin__rammeaftale__in=[item.pk for item in public_aftaler()])
        .select_related("afdeling__boligorganisation", "trin__rammeaftale")
        .defer("begrundelse")
        .order_by("afdeling__boligorganisation__navn", "afdeling__nummer", "trin__trappe", "-fra", "pk")
    )


def aftale_noegle(row: Rammeaftale) -> str:
    """Its part of the address: name and first year."""
    return f"{slugify(row.navn.lower().translate(DANSK))[:60]}-{row.gyldig_fra:%Y}"


def placering_noegle(row: Placering) -> str:
    """Its part of the address: afdeling, stair and first day."""
    place = f"{row.afdeling.boligorganisation.lbf_nummer}-{row.afdeling.nummer}"
    return f"{place}-{row.trin.trappe}-{row.fra.isoformat()}"


def find_placering(noegle: str) -> Placering | None:
    """The public placement with this key."""
    parts = noegle.split("-")
    if len(parts) != 6:
        return None
    try:
        day = dt.date.fromisoformat("-".join(parts[3:]))
    except ValueError:
        return None
    return (
        public_placeringer()
        .filter(
            afdeling__boligorganisation__lbf_nummer=parts[0],
            afdeling__nummer=parts[1],
            trin__trappe=parts[2],
            fra=day,
        )
        .first()
    )


def _parter(row: Rammeaftale) -> str:
    return "; ".join(line.strip() for line in row.parter.splitlines() if line.strip())


def aftale_detaljer(row: Rammeaftale) -> Mapping[str, Any]:
    """Steps with shares and criteria on the day, and annexes."""
    day = day_in(row, timezone.localdate())
    before = row.forgaenger
    return {
        "dag": day,
        "formaal": row.formaal,
        "trin": as_data(steps_on(row, day)),
        "bilag": [
            {
                "titel": str(item),
                "om": item.get_art_display(),
                "beskrivelse": item.beskrivelse,
                "url": item.kilde_adresse,
            }
            for item in row.bilag.all()
        ],
        "afloeser": {"navn": before.navn, "url": ting_url(AFTALER, aftale_noegle(before))}
        if before is not None and any(item.pk == before.pk for item in public_aftaler())
        else None,
        "sag_url": ting_url("sager", row.sag.nummer) if row.sag is not None else "",
    }


def _sikkerhed(prefix: str = "") -> Kolonne:
    return Kolonne(
        "sikkerhed",
        "Sikkerhed",
        lambda row: Sikkerhed(row.sikkerhed).label,
        "chip",
        tone=lambda row: TONER[row.sikkerhed],
        beskrivelse="Hvor sikkert det er: sikker, sandsynlig eller usikker",
    )


AFTALEFELTER = (
    Kolonne("navn", "Aftale", "navn", sorter="navn", beskrivelse="Aftalens navn"),
    Kolonne("fra", "Gælder fra", "gyldig_fra", "dato", sorter="gyldig_fra", beskrivelse="Første dag"),
    Kolonne("til", "Gælder til", "gyldig_til", "dato", sorter="gyldig_til", beskrivelse="Sidste dag"),
    Kolonne("parter", "Parter", _parter, beskrivelse="Hvem aftalen er mellem"),
    Kolonne(
        "kilde", "Kilde", "kilde", url=lambda row: row.kilde_adresse or None, beskrivelse="Hvor det er læst"
    ),
    Kolonne(
        "kilde_adresse",
        "Kildens adresse",
        lambda row: row.kilde_adresse or None,
        skjult=True,
        beskrivelse="Tom: kilden har ingen adresse",
    ),
    _sikkerhed(),
)
PLACERINGSFELTER = (
    Kolonne("afdeling", "Afdeling", "afdeling.navn", sorter="afdeling__navn", beskrivelse="Afdelingens navn"),
    Kolonne(
        "afdelingsnummer",
        "Nr.",
        "afdeling.nummer",
        sorter="afdeling__nummer",
        beskrivelse="Afdelingens nummer",
    ),
    Kolonne(
        "organisation",
        "Boligorganisation",
        "afdeling.boligorganisation.navn",
        sorter=("afdeling__boligorganisation__navn", "afdeling__nummer"),
        beskrivelse="Afdelingens boligorganisation",
    ),
    Kolonne(
        "lbf_nummer",
        "LBF-nummer",
        "afdeling.boligorganisation.lbf_nummer",
        skjult=True,
        beskrivelse="Boligorganisationens nummer",
    ),
    Kolonne(
        "trappe",
        "Trappe",
        lambda row: str(row.trin.get_trappe_display()),
        sorter="trin__trappe",
        beskrivelse="Områdetrappen, afdelingstrappen eller ungdomsboliger",
    ),
    Kolonne("trin", "Trin", "trin.nummer", "heltal", sorter="trin__nummer", beskrivelse="Trinnets nummer"),
    Kolonne("fra", "Fra", "fra", "dato", sorter="fra", beskrivelse="Første dag på trinnet"),
    Kolonne(
        "til",
        "Til",
        lambda row: row.til or row.trin.rammeaftale.gyldig_til,
        "dato",
        beskrivelse="Sidste dag på trinnet; senest aftalens",
    ),
    Kolonne("aftale", "Aftale", "trin.rammeaftale.navn", beskrivelse="Rammeaftalen, trappen hører til"),
    Kolonne("kilde", "Kilde", "kilde", beskrivelse="Hvor det er læst"),
    _sikkerhed(),
)


def register() -> None:
    """Registers the collections."""
    register_samling(
        Offentligsamling(
            id=AFTALER,
            navn="Udlejningsaftaler",
            ental="rammeaftale",
            flertal="rammeaftaler",
            beskrivelse="Rammeaftalerne om udlejning af almene boliger: parter, periode, trapper, kriterier og andele. Det, der ikke er kendt, står som ukendt.",
            kilde="Den, der står ved hver aftale",
            felter=AFTALEFELTER,
            raekker=public_aftaler,
            noegle=aftale_noegle,
            titel=lambda row: row.navn,
            dato=lambda row: row.gyldig_fra,
            demo=lambda row: row.demo,
            detaljer=aftale_detaljer,
            skabelon="udlejning/offentlig_aftale.html",
            orden=27,
        )
    )
    register_samling(
        Offentligsamling(
            id=PLACERINGER,
            navn="Afdelingernes placering",
            ental="placering",
            flertal="placeringer",
            beskrivelse="Hvor hver almen afdeling står på udlejningsaftalens trapper, og hvor den har stået.",
            kilde="Den, der står ved hver placering",
            felter=PLACERINGSFELTER,
            raekker=public_placeringer,
            find=find_placering,
            noegle=placering_noegle,
            titel=lambda row: f"{row.afdeling}: {row.trin}",
            soegefelter=("afdeling__navn", "afdeling__nummer", "afdeling__boligorganisation__navn"),
            demo=lambda row: row.demo,
            orden=28,
        )
    )

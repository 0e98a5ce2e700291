"""What the public sees of organisations' agreements on letting: those in force whose cases anybody may read, with their shares.

Told: organisation, period, day of signature, and the shares and exemptions that the agreement itself sets, afdeling by afdeling. Not told:
agreements whose cases are not public (no body decides on them, so each is made public by an act), drafts, what is agreed beside the
terms, conflicts, and who registered what.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from almen.organisationer.models import Boligtype
from almen.regler.dansk import format_tal, to_decimal
from almen.sager import adgang
from almen.udlejning.models import Organisationsaftale, Vej
from almen.udlejning.selectors.vilkaar import in_force
from almen.ui.kolonner import Kolonne
from almen.ui.offentligt import Offentligsamling
from almen.ui.offentligt import register as register_samling


def public_aftaler() -> QuerySet[Organisationsaftale]:
    """The agreements in force today whose cases are public, by organisation."""
    return (
        in_force(timezone.localdate())
        .filter(adgang.public_scope("sag__"))
        .select_related("rammeaftale")
        .order_by("boligorganisation__navn", "pk")
    )


def _noegle(row: Organisationsaftale) -> str:
    return f"{row.boligorganisation.lbf_nummer}-{row.gyldig_fra.isoformat()}"


def _find(noegle: str) -> Organisationsaftale | None:
    lbf, _, fra = noegle.partition("-")
    try:
        first = dt.date.fromisoformat(fra)
    except ValueError:
        return None
    return public_aftaler().filter(boligorganisation__lbf_nummer=lbf, gyldig_fra=first).first()


def _detaljer(row: Organisationsaftale) -> Mapping[str, Any]:
    """The shares and exemptions that the agreement sets, afdeling by afdeling; null: agreed, but not known."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    today = timezone.localdate()
    rows = row.vilkaar.filter(Q(til__isnull=True) | Q(til__gte=today), fra__lte=today)
    for item in rows.select_related("afdeling").order_by("afdeling__nummer", "boligtype", "vej"):
        boligtype = str(Boligtype(item.boligtype).label)
        line = found.setdefault(
            (str(item.afdeling), boligtype),
            {"afdeling": str(item.afdeling), "boligtype": boligtype, "undtaget": False, "andele": []},
        )
        if item.undtaget:
            line["undtaget"] = True
        else:
            pct = None if item.pct is None else format_tal(to_decimal(item.pct, 3))
            line["andele"].append({"vej": str(Vej(item.vej).label), "pct": pct})
    return {"vilkaar": list(found.values())}


def register() -> None:
    """Registers the collection; called once when Django starts."""
    register_samling(
        Offentligsamling(
            id="organisationsaftaler",
            navn="Aftaler om udlejning med boligorganisationer",
            ental="aftale",
            flertal="aftaler",
            beskrivelse="De individuelle aftaler i kraft, der udfylder rammeaftalen om udlejning, med andele for hver afdeling.",
            kilde="Kommunens aftaler med boligorganisationerne",
            felter=(
                Kolonne(
                    "boligorganisation",
                    "Boligorganisation",
                    "boligorganisation.navn",
                    sorter="boligorganisation__navn",
                    beskrivelse="Den boligorganisation, aftalen er med",
                ),
                Kolonne(
                    "rammeaftale", "Rammeaftale", "rammeaftale.navn", beskrivelse="Den aftale, den udfylder"
                ),
                Kolonne(
                    "gyldig_fra",
                    "Gælder fra",
                    "gyldig_fra",
                    "dato",
                    sorter="gyldig_fra",
                    beskrivelse="Første dag",
                ),
                Kolonne(
                    "gyldig_til",
                    "Gælder til",
                    "gyldig_til",
                    "dato",
                    sorter="gyldig_til",
                    beskrivelse="Sidste dag",
                ),
                Kolonne(
                    "underskrevet",
                    "Underskrevet",
                    "underskrevet",
                    "dato",
                    beskrivelse="Tom: dagen er ikke registreret",
                ),
            ),
            raekker=public_aftaler,
            find=_find,
            noegle=_noegle,
            titel=lambda row: f"Udlejningsaftale med {row.boligorganisation}",
            soegefelter=("boligorganisation__navn",),
            demo=lambda row: row.sag.demo,
            detaljer=_detaljer,
            skabelon="udlejning/offentlig_organisationsaftale.html",
            orden=86,
        )
    )

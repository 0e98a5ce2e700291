"""The overview of supervision: every organisation's every year with its state. A fixed number of queries, however many there are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from almen.organisationer.models import Boligorganisation, Bruger
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT, Frist
from almen.tilsyn.aarsramme import load_rammer
from almen.tilsyn.models import (
    Aftalestatus,
    Dialogaftale,
    Dialogmateriale,
    Materialeart,
    Revisionsbemaerkning,
    Styringsdialog,
)
from almen.tilsyn.stilling import (
    Delfrist,
    Dialogstand,
    Stilling,
    Tilstand,
    count_tilstande,
    find_stilling,
)

# The route's steps by which the organisation hands in its material.
MATERIALETRIN = frozenset({"foreloebige_tal", "materiale"})
ORGANISATION_FIELDS = ("id", "navn", "lbf_nummer", "administrator", "aktiv_fra", "aktiv_til", "demo")


@dataclass(frozen=True)
class Celle:
    """One organisation's one year. `sag` and `trin` are empty where there is no dialogue, or none that the user may see.

    `mangler` is the material that is asked for and has not come.
    """

    organisation: int
    navn: str
    lbf_nummer: str
    administrator: str
    aar: int
    stilling: Stilling
    sag: str = ""
    trin: str = ""
    mangler: tuple[str, ...] = ()
    demo: bool = False

    @property
    def forsinket(self) -> str:
        """What is late, as one text."""
        return ", ".join(self.stilling.forsinket)


@dataclass(frozen=True)
class Raekke:
    """One organisation with its years, in the order that they were asked for."""

    organisation: int
    navn: str
    lbf_nummer: str
    administrator: str
    celler: tuple[Celle, ...]

    def has(self, tilstand: str) -> bool:
        """True if one of its years is in that state."""
        return any(item.stilling.tilstand == tilstand for item in self.celler)


@dataclass(frozen=True)
class Oversigt:
    """Organisations × years. `antal` counts all of it by state, before a state was chosen."""

    aar: tuple[int, ...]
    raekker: tuple[Raekke, ...]
    antal: dict[Tilstand, int]

    @property
    def celler(self) -> list[Celle]:
        """Every organisation's every year that counts, row by row."""
        return [
            item
            for row in self.raekker
            for item in row.celler
            if item.stilling.tilstand != Tilstand.IKKE_AKTUEL
        ]


@dataclass(frozen=True)
class _Forloeb:
    """A dialogue as the overview reads it."""

    sag: str
    trin: str
    stand: Dialogstand
    demo: bool


def get_oversigt(
    bruger: Bruger | None,
    aar: Sequence[int],
    today: dt.date,
    *,
    organisation: int | None = None,
    administrator: str = "",
    tilstand: str = "",
) -> Oversigt:
    """The overview of the years `aar`, in that order. `bruger` None: no user's rights limit what is named (the command line).

    A dialogue that the user may not see counts with its state, and neither its case nor its step is told. `organisation` (pk) and
    `administrator` choose rows; `tilstand` keeps the rows with a year in that state. Organisations without a year that counts are
    left out. Four queries, five for a user who does not see every case.
    """
    rows = Boligorganisation.objects.order_by("navn", "id")
    if organisation is not None:
        rows = rows.filter(pk=organisation)
    if administrator:
        rows = rows.filter(administrator=administrator)
    rammer = load_rammer(aar)
    dialoger = _dialoger(aar, organisation, today)
    seen = _visible(bruger, aar)
    raekker = []
    for item in rows.values(*ORGANISATION_FIELDS):
        celler = tuple(_celle(item, year, rammer, dialoger, seen, today) for year in aar)
        if any(celle.stilling.tilstand != Tilstand.IKKE_AKTUEL for celle in celler):
            raekker.append(
                Raekke(item["id"], item["navn"], item["lbf_nummer"], item["administrator"], celler)
            )
    antal = count_tilstande(celle.stilling for row in raekker for celle in row.celler)
    kept = tuple(row for row in raekker if not tilstand or row.has(tilstand))
    return Oversigt(tuple(aar), kept, antal)


def _celle(
    item: dict[str, Any],
    aar: int,
    rammer: dict[int, Any],
    dialoger: dict[tuple[int, int], _Forloeb],
    seen: Collection[str] | None,
    today: dt.date,
) -> Celle:
    found = dialoger.get((item["id"], aar))
    stilling = find_stilling(
        item["aktiv_fra"], item["aktiv_til"], rammer[aar], found.stand if found else None, today
    )
    head = (item["id"], item["navn"], item["lbf_nummer"], item["administrator"], aar)
    if found is None:
        return Celle(*head, stilling)
    if seen is not None and found.sag not in seen:
        return Celle(*head, Stilling(stilling.tilstand, stilling.frist))
    missing = () if found.stand.faldet else tuple(d.navn for d in found.stand.aabne if d.materiale)
    return Celle(*head, stilling, found.sag, found.trin, missing, found.demo)


def _visible(bruger: Bruger | None, aar: Sequence[int]) -> set[str] | None:
    """The numbers of the dialogues' cases that the user may see; None where that is all of them."""
    scope = adgang.scope_of_sag(bruger, "sag__") if bruger is not None else Q()
    if not scope:
        return None
    return set(Styringsdialog.objects.filter(scope, aar__in=aar).values_list("sag__nummer", flat=True))


def _dialoger(
    aar: Sequence[int], organisation: int | None, today: dt.date
) -> dict[tuple[int, int], _Forloeb]:
    """Every dialogue of the years by (organisation, year). Three queries.

    A step that hands in material is not named where a part of the material is late and says so itself.
    """
    rows = Styringsdialog.objects.filter(aar__in=aar).order_by()
    if organisation is not None:
        rows = rows.filter(boligorganisation=organisation)
    values = list(
        rows.values(
            "sag_id",
            "boligorganisation_id",
            "aar",
            "frist",
            "sag__nummer",
            "sag__demo",
            "sag__overblik__afslutning",
            "sag__overblik__naeste_trin_navn",
        )
    )
    running = [item["sag_id"] for item in values if item["sag__overblik__afslutning"] == ""]
    aabne: dict[int, list[Delfrist]] = defaultdict(list)
    material = Dialogmateriale.objects.filter(
        dialog__sag__in=running, modtaget__isnull=True, undladt=False
    ).order_by("id")
    for sag, art, frist in material.values_list("dialog__sag_id", "art", "frist"):
        aabne[sag].append(Delfrist(str(Materialeart(art).label), frist, materiale=True))
    steps = Frist.objects.filter(sag__in=running, opfyldt__isnull=True).order_by("dato", "id")
    told = {sag for sag, parts in aabne.items() if any(item.is_late(today) for item in parts)}
    for sag, trin, titel, dato in steps.values_list("sag_id", "trin", "titel", "dato"):
        if trin not in MATERIALETRIN or sag not in told:
            aabne[sag].append(Delfrist(titel, dato))
    found = {}
    for item in values:
        ended = item["sag__overblik__afslutning"] or ""
        fallen = ended in UDEN_RESULTAT
        stand = Dialogstand(
            item["frist"], bool(ended) and not fallen, fallen, tuple(aabne.get(item["sag_id"], ()))
        )
        found[(item["boligorganisation_id"], item["aar"])] = _Forloeb(
            item["sag__nummer"], item["sag__overblik__naeste_trin_navn"] or "", stand, item["sag__demo"]
        )
    return found


def administrators() -> list[str]:
    """Who administers organisations, by name."""
    rows = Boligorganisation.objects.exclude(administrator="").order_by("administrator")
    return list(rows.values_list("administrator", flat=True).distinct())


def overdue_aftaler(bruger: Bruger, today: dt.date) -> int:
    """How many open agreements have passed their day, in dialogues that the user may see."""
    return Dialogaftale.objects.filter(
        adgang.scope_of_sag(bruger, "dialog__sag__"), status=Aftalestatus.AABEN, frist__lt=today
    ).count()


def overdue_bemaerkninger(today: dt.date) -> int:
    """How many of the auditors' remarks are open past their day."""
    return Revisionsbemaerkning.objects.filter(afsluttet__isnull=True, frist__lt=today).count()

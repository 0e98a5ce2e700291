"""What the dialogue's page shows, and to whom: an organisation reads agenda, minutes, agreements and statement once each is given.

Remarks of the review, follow-up notes, suggestions and what is being written stay in the house.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT
from almen.sager.selectors import load_forloeb
from almen.sagsgang.definition import Trin
from almen.tilsyn.models import (
    Aftalestatus,
    Dialogaftale,
    Dialogmateriale,
    Dialogpunkt,
    Redegoerelse,
    Styringsdialog,
)
from almen.tilsyn.selectors.dialog import materialer_of


@dataclass(frozen=True)
class Materialevisning:
    """One part of the material with where it stands, and its remark only in the house."""

    materiale: Dialogmateriale
    stand: str
    tone: str
    bemaerkning: str


@dataclass(frozen=True)
class Dialogside:
    """Everything on the page that this user may read."""

    intern: bool
    kan_rette: bool
    afsluttet: bool
    naeste: Trin | None
    materialer: tuple[Materialevisning, ...]
    punkter: tuple[Dialogpunkt, ...] = ()
    vis_dagsorden: bool = False
    vis_referat: bool = False
    aftaler: tuple[Dialogaftale, ...] = ()
    offentliggjort: Redegoerelse | None = None
    kan_traekkes: bool = False
    sene: tuple[str, ...] = field(default=())
    referat: str = ""

    @property
    def har_referat(self) -> bool:
        """True if something of the minutes is written."""
        return bool(self.referat) or any(row.konklusion for row in self.punkter)


def get_dialogside(bruger: Bruger, dialog: Styringsdialog, today: dt.date) -> Dialogside:
    """Puts the page together; the number of queries does not grow with the dialogue."""
    forloeb = load_forloeb(dialog.sag)
    state = forloeb.tilstand
    done = set(state.udfoerte)
    intern = adgang.may_see_tilsyn(bruger)
    called, told = intern or "dagsorden" in done, intern or "referat" in done
    materialer = tuple(show_materiale(item, today, intern) for item in materialer_of(dialog))
    latest = dialog.redegoerelser.select_related("offentliggjort_af").first()
    return Dialogside(
        intern=intern,
        kan_rette=adgang.may_edit_tilsyn(bruger) and state.afslutning not in UDEN_RESULTAT,
        afsluttet=state.afsluttet,
        naeste=forloeb.sagsgang.efter_id[state.aabne[0]] if state.aabne else None,
        materialer=materialer,
        punkter=_punkter(dialog) if called else (),
        vis_dagsorden=called,
        vis_referat=told,
        aftaler=tuple(aftaler_of(dialog)) if told else (),
        offentliggjort=None if latest is None or latest.trukket else latest,
        kan_traekkes="redegoerelse" in done and state.afsluttet,
        referat=dialog.referat if told else "",
        sene=tuple(item.materiale.get_art_display() for item in materialer if item.tone == "bad"),
    )


def show_materiale(row: Dialogmateriale, today: dt.date, intern: bool) -> Materialevisning:
    """Where one part stands on `today`; pure."""
    if row.undladt:
        stand, tone = "Bruges ikke i år", "neutral"
    elif row.modtaget is None:
        late = row.frist is not None and row.frist < today
        stand, tone = ("Mangler, fristen er overskredet", "bad") if late else ("Ikke modtaget", "warn")
    elif row.gennemgaaet is None:
        stand, tone = "Modtaget", "open"
    else:
        stand, tone = ("Gennemgået", "ok") if intern else ("Modtaget", "ok")
    return Materialevisning(row, stand, tone, row.bemaerkning if intern else "")


def aftaler_of(dialog: Styringsdialog) -> Sequence[Dialogaftale]:
    """The dialogue's agreements with where they came from and where they went, those that are open first. One query."""
    rows = dialog.aftaler.select_related(
        "punkt", "viderefoert_fra__dialog__sag", "viderefoert_som__dialog__sag"
    )
    return sorted(rows, key=lambda row: (row.status != Aftalestatus.AABEN, row.frist, row.pk))


def _punkter(dialog: Styringsdialog) -> tuple[Dialogpunkt, ...]:
    return tuple(dialog.punkter.select_related("genoptaget_fra__dialog__sag", "genoptaget_som__dialog__sag"))

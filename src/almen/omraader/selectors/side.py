"""Everything on an area's page, read at once: a fixed number of queries however many lists there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from almen.omraader.indikatorer import Indikator, omraadeindikatorer
from almen.omraader.klasser import Klassenavn, vis_klasser
from almen.omraader.kolonner import shown_of
from almen.omraader.models import (
    Kommuneudpegning,
    Listeudpegning,
    Noegletal,
    Omraade,
    Omraadeafdeling,
    Omraadegraense,
    Omraadestand,
)
from almen.omraader.selectors.tal import published_of, tal_of


@dataclass(frozen=True)
class Liste:
    """An area on one list: its figures, what is published and computed, and the stand of both."""

    stand: Omraadestand
    tal: dict[str, Noegletal]
    udpegning: Listeudpegning | None

    @property
    def dag(self) -> dt.date:
        """The list's day."""
        return self.stand.liste

    @property
    def offentliggjorte(self) -> list[Klassenavn]:
        """The published classes, the gravest first; a single "Ingen klasse" where the list has none of it."""
        return vis_klasser(self.stand.offentliggjort or [], self.dag)

    @property
    def beregnede(self) -> list[Klassenavn]:
        """The computed classes, the gravest first."""
        return vis_klasser(self.stand.klasser, self.dag)

    @property
    def uafgjorte(self) -> list[Klassenavn]:
        """The classes that the missing figures could change."""
        return vis_klasser(self.stand.uafgjorte, self.dag) if self.stand.uafgjorte else []

    @property
    def vist(self) -> dict[str, object]:
        """The main classes as the list shows them."""
        return shown_of(self.stand)

    @property
    def kilder(self) -> list[tuple[str, str, str, bool]]:
        """(source, address, certainty, demo) of figures and publication, each once."""
        rows: Iterable[Noegletal | Listeudpegning] = [
            *([self.udpegning] if self.udpegning else []),
            *self.tal.values(),
        ]
        return list(
            dict.fromkeys((r.kilde, r.kilde_adresse, r.get_sikkerhed_display(), r.demo) for r in rows)
        )


def lister_of(omraade: Omraade) -> list[Liste]:
    """The area's lists, the latest first. Three queries."""
    tal, published = tal_of(omraade), published_of(omraade)
    return [
        Liste(stand, tal.get(stand.liste, {}), published.get(stand.liste))
        for stand in Omraadestand.objects.filter(omraade=omraade).order_by("-liste")
    ]


def shown_indikatorer(lister: Iterable[Liste]) -> list[Indikator]:
    """The indicators that any of the lists has a figure for: the statutory ones, then the municipality's own."""
    known = {id_ for liste in lister for id_ in liste.tal}
    return [item for item in omraadeindikatorer() if item.id in known]


def udpegninger_of(omraade: Omraade) -> list[Kommuneudpegning]:
    """The municipality's own designations, the latest first."""
    return list(omraade.kommuneudpegninger.all())


def holding(udpegninger: Iterable[Kommuneudpegning], dag: dt.date) -> list[Kommuneudpegning]:
    """Those that hold on a day."""
    return [u for u in udpegninger if (u.fra is None or u.fra <= dag) and (u.til is None or u.til >= dag)]


def afdelinger_of(omraade: Omraade) -> list[Omraadeafdeling]:
    """The afdelinger in the area, those that lie there now first. One query."""
    rows = omraade.omraadeafdelinger.select_related("afdeling__boligorganisation").order_by(
        "til", "afdeling__boligorganisation__navn", "afdeling__nummer"
    )
    return sorted(rows, key=lambda row: row.til is not None)


def graenser_of(omraade: Omraade) -> list[Omraadegraense]:
    """Where the area has lain, the latest first, without the outlines themselves. One query."""
    return list(omraade.graenser.defer("geometri"))

"""What a meeting's papers may tell whom: the open version never a closed title, the full one only what the reader sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from almen.organisationer.models import Bruger
from almen.sager.models import Beslutning, Dokument, Fortrolighed
from almen.sagsgang.udfald import Handling, Udfald
from almen.udvalg.models import Dagsordenspunkt, Moede, Punktbilag, Punktudfald
from almen.udvalg.selectors.dagsorden import Punktvisning, agenda

RECOMMENDS = (Handling.INDSTILLER, Handling.ANBEFALER)
NOT_FOR_YOU = "Punktet hører til en sag, som du ikke har adgang til"
CONFIDENTIAL = "sagen er fortrolig"


@dataclass(frozen=True)
class Papirpunkt:
    """An item as a paper shows it. `visning` is None where only `skjult` (why it is not shown) may be told."""

    nummer: int
    tillaeg: bool
    visning: Punktvisning | None
    skjult: str = ""
    indstillinger: tuple[Beslutning, ...] = ()
    aaben: bool = True

    @property
    def besluttet(self) -> Punktudfald | None:
        """The newest outcome that is not itself a stop."""
        rows = self.visning.udfald if self.visning else ()
        return next((item for item in reversed(rows) if item.id_udfald != Udfald.STANDSET), None)

    @property
    def standset(self) -> Punktudfald | None:
        """The stop, if it is what stands."""
        newest = self.visning.seneste if self.visning else None
        return newest if newest is not None and newest.standset_af else None

    @property
    def bilag(self) -> Iterable[tuple[int, str]]:
        """Number and title of each annex; in the open version a title only where the document is open."""
        for item in self.visning.bilag if self.visning else ():
            yield item.nummer, item.dokument.titel if self._shows(item) else "ikke offentligt"

    def _shows(self, bilag: Punktbilag) -> bool:
        dokument: Dokument = bilag.dokument
        return not self.aaben or dokument.fortrolighed == Fortrolighed.AABEN


def paper_items(bruger: Bruger, moede: Moede, *, aaben: bool) -> list[Papirpunkt]:
    """The agenda for a paper, in order, the items that may not be told as empty places; queries do not grow with it.

    `aaben`: without closed items and without titles of annexes that are not open, whoever asks. Otherwise all that the user sees.
    """
    shown = {item.punkt.pk: item for item in agenda(bruger, moede)}
    every = list(moede.punkter.select_related("sag").order_by("nummer"))
    recommended = _recommendations(shown)
    return [_item(punkt, shown.get(punkt.pk), recommended, aaben) for punkt in every]


def _item(
    punkt: Dagsordenspunkt,
    visning: Punktvisning | None,
    recommended: Mapping[int, list[Beslutning]],
    aaben: bool,
) -> Papirpunkt:
    reason = _closed(punkt) if aaben or visning is None else ""
    if reason or visning is None:
        return Papirpunkt(punkt.nummer, punkt.tillaeg, None, reason or NOT_FOR_YOU)
    own = min((item.beslutning.nummer for item in visning.udfald if item.beslutning), default=None)
    before = {
        item.trin: item
        for item in recommended.get(punkt.sag_id or 0, [])
        if item.trin != punkt.trin and item.dato <= punkt.moede.dato and (own is None or item.nummer < own)
    }
    return Papirpunkt(punkt.nummer, punkt.tillaeg, visning, "", tuple(before.values()), aaben)


def _closed(punkt: Dagsordenspunkt) -> str:
    """Why the open version does not show the item; empty where it does. A confidential case is never in it."""
    if punkt.lukket:
        return f"Lukket punkt: {punkt.lukket_grund}" if punkt.lukket_grund else "Lukket punkt"
    if punkt.sag is not None and punkt.sag.fortrolighed == Fortrolighed.FORTROLIG:
        return f"Lukket punkt: {CONFIDENTIAL}"
    return ""


def _recommendations(shown: Mapping[int, Punktvisning]) -> dict[int, list[Beslutning]]:
    """Case → what was recommended in it, in order; one query."""
    sager = {item.punkt.sag_id for item in shown.values() if item.punkt.sag_id is not None}
    result: dict[int, list[Beslutning]] = {}
    found = Beslutning.objects.filter(sag_id__in=sager, handling__in=RECOMMENDS)
    rows = found.select_related("sag").order_by("sag", "nummer")
    for item in rows:
        result.setdefault(item.sag_id, []).append(item)
    return result

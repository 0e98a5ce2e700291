"""The register of what anybody may read without signing in. What is not registered here is not public.

A room registers each collection in its AppConfig.ready(), with a function that gives exactly the rows that are public now.
List, page, search, feed, downloads and data description (room `offentlig`) all come from that one function:

    register(Offentligsamling(
        id="boliger", navn="Boliger", ental="række", flertal="rækker", beskrivelse="…", kilde="…",
        felter=FELTER, raekker=lambda: selectors.public_rows(), find=…, noegle=…, titel=…,
    ))
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from almen.ui.kolonner import Kolonne

Raekke = Any


def _no_demo(raekke: Raekke) -> bool:
    return False


def _no_note(raekke: Raekke) -> str:
    return ""


def _no_date(raekke: Raekke) -> dt.date | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offentligsamling:
    """One public collection.

    - id: its place in addresses, stable; navn: heading; ental, flertal: what a row is called
    - beskrivelse, kilde: what it holds and where it comes from, for the page and the data description
    - felter: the columns of list, downloads and data description; `beskrivelse` of each says what it means
    - raekker: exactly the rows that are public now, in an order that is the same every time: a queryset, or for few
      rows a list
    - noegle: a row's own, stable part of its address: no key of the database, and nothing that can be counted up to
      find what is hidden; find: the public row with that key, or None (a list is looked through without it)
    - titel, note, dato: what the row is called, a line about it, and the day it became so (for feeds; None: not in any)
    - soegefelter: ORM fields that search looks in; a list is searched in its fields' texts
    - demo: True for a row of demo data, marked wherever it shows
    - detaljer: more of one row, as values that JSON can hold; the page's template `skabelon` shows the same
    - fil: (hash, file name, MIME type) of the file that the row is about
    - orden: place on the front page
    """

    id: str
    navn: str
    ental: str
    flertal: str
    beskrivelse: str
    kilde: str
    felter: Sequence[Kolonne]
    raekker: Callable[[], QuerySet[Any] | Sequence[Raekke]]
    noegle: Callable[[Raekke], str]
    titel: Callable[[Raekke], str]
    find: Callable[[str], Raekke | None] | None = None
    note: Callable[[Raekke], str] = _no_note
    dato: Callable[[Raekke], dt.date | None] = _no_date
    soegefelter: tuple[str, ...] = ()
    demo: Callable[[Raekke], bool] = _no_demo
    detaljer: Callable[[Raekke], Mapping[str, Any]] | None = None
    skabelon: str = ""
    fil: Callable[[Raekke], tuple[str, str, str]] | None = None
    orden: int = 100

    @property
    def har_dato(self) -> bool:
        """True if its rows have a day, so that there is a feed."""
        return self.dato is not _no_date

    def get(self, noegle: str) -> Raekke | None:
        """The public row with this key, or None."""
        if self.find is not None:
            return self.find(noegle)
        return next((row for row in self.raekker() if self.noegle(row) == noegle), None)

    def url(self, raekke: Raekke) -> str:
        """The row's public address."""
        return ting_url(self.id, self.noegle(raekke))


_samlinger: dict[str, Offentligsamling] = {}


def ting_url(samling_id: str, noegle: str) -> str:
    """The public address of a thing, for pages that point at one of another collection."""
    return reverse("offentlig:ting", args=[samling_id, noegle])


def register(samling: Offentligsamling) -> None:
    """Adds a collection, or replaces the one with the same id."""
    _samlinger[samling.id] = samling


def unregister(id_: str) -> None:
    """Forgets a collection; for tests."""
    _samlinger.pop(id_, None)


def samlinger() -> list[Offentligsamling]:
    """Every public collection in the order of the front page."""
    return sorted(_samlinger.values(), key=lambda item: (item.orden, item.navn))


def get_samling(id_: str) -> Offentligsamling | None:
    """The collection with this id, or None."""
    return _samlinger.get(id_)

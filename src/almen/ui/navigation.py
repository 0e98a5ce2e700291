"""The menus, filled by the apps themselves: each calls `register` in its AppConfig.ready()."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.urls import NoReverseMatch, reverse

log = logging.getLogger(__name__)


def everyone(user: Any) -> bool:
    """Shown to all, signed in or not."""
    return True


def signed_in(user: Any) -> bool:
    """Shown to anyone who is signed in."""
    return bool(getattr(user, "is_authenticated", False))


@dataclass(frozen=True, slots=True)
class Menupunkt:
    """One entry. `url_name` is reversed without arguments; `orden` sorts; `sted` is the menu it stands in."""

    id: str
    titel: str
    url_name: str
    synlig_for: Callable[[Any], bool] = signed_in
    orden: int = 100
    sted: Literal["top", "mere", "bruger", "sidefod"] = "top"


@dataclass(frozen=True, slots=True)
class Link:
    """A menu entry as the template sees it."""

    titel: str
    url: str
    aktiv: bool


_punkter: dict[str, Menupunkt] = {}
_kommunenavn: Callable[[], str] | None = None


def register(punkt: Menupunkt) -> None:
    """Adds an entry, or replaces the one with the same id."""
    _punkter[punkt.id] = punkt


def register_kommunenavn(navn: Callable[[], str]) -> None:
    """Tells where the municipality's name comes from (floor 1 knows no profile)."""
    global _kommunenavn
    _kommunenavn = navn


def kommunenavn() -> str:
    """The municipality's name in the header, empty if nobody has told."""
    return _kommunenavn() if _kommunenavn else ""


def links(user: Any, path: str, sted: str = "top") -> list[Link]:
    """The entries that this user sees in one menu, the one that holds `path` marked as active."""
    synlige: list[tuple[str, str]] = []
    for punkt in sorted(_punkter.values(), key=lambda p: (p.orden, p.titel)):
        if punkt.sted != sted or not punkt.synlig_for(user):
            continue
        try:
            synlige.append((punkt.titel, reverse(punkt.url_name)))
        except NoReverseMatch:
            log.warning("Menupunktet %s peger på adressen %s, som ikke findes", punkt.id, punkt.url_name)
    aktiv = max((url for _, url in synlige if _holds(url, path)), key=len, default=None)
    return [Link(titel, url, url == aktiv) for titel, url in synlige]


def _holds(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))

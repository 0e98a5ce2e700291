"""Acts that must stand in the journal, which lies on a higher floor and subscribes to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

OnAct = Callable[[Any, str, str, Mapping[str, Any]], None]
on_act: list[OnAct] = []


def announce(bruger: Any, art: str, tekst: str, data: Mapping[str, Any] | None = None) -> None:
    """Tells every subscriber that `bruger` did `art`, in words `tekst` (Danish) and as `data` (JSON)."""
    for subscriber in on_act:
        subscriber(bruger, art, tekst, data or {})

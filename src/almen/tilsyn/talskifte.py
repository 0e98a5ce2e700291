"""Who must know that key figures have changed: whoever computes from them registers in AppConfig.ready().

    on_change(lambda organisationer: project.enqueue(...))

Called within the act that changed the figures; what takes long waits for the commit.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

Lytter = Callable[[Collection[int]], None]
_lyttere: list[Lytter] = []


def on_change(lytter: Lytter) -> None:
    """Adds a listener; it is given the keys of the boligorganisationer whose figures have changed."""
    if lytter not in _lyttere:
        _lyttere.append(lytter)


def forget(lytter: Lytter) -> None:
    """Takes a listener away; for tests."""
    _lyttere.remove(lytter)


def figures_changed(organisationer: Collection[int]) -> None:
    """Tells every listener."""
    for lytter in _lyttere:
        lytter(organisationer)

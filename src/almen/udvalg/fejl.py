"""What an act on a meeting can be refused for."""

from __future__ import annotations

from collections.abc import Mapping


class MoedeAfvist(ValueError):
    """Refused; `fejl` maps field to the reason in Danish. Nothing was written."""

    def __init__(self, fejl: Mapping[str, str]) -> None:
        self.fejl = dict(fejl)
        super().__init__(" ".join(self.fejl.values()))

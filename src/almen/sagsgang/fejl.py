"""What is wrong with a route file or a profile: where, and in plain Danish."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fejl:
    """One error: the file, the step (or empty), the field (or empty) and the message."""

    fil: str
    trin: str
    felt: str
    besked: str

    def __str__(self) -> str:
        parts = [f"trin “{self.trin}”" if self.trin else "", f"felt “{self.felt}”" if self.felt else ""]
        where = ", ".join(part for part in parts if part)
        return f"{self.fil}: {where} {self.besked}" if where else f"{self.fil}: {self.besked}"


class SagsgangFejl(ValueError):
    """A route or a profile cannot be used; `fejl` has every error found, not just the first."""

    def __init__(self, fejl: Iterable[Fejl]) -> None:
        self.fejl = tuple(fejl)
        super().__init__("\n".join(str(item) for item in self.fejl))

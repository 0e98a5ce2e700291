"""The room's entry in the menu."""

from __future__ import annotations

from typing import Any

from almen.sager import adgang
from almen.ui.navigation import Menupunkt, signed_in
from almen.ui.navigation import register as register_punkt


def _sees(user: Any) -> bool:
    return signed_in(user) and adgang.may_see_analyse(user)


def register() -> None:
    """Registers it; called once when Django starts."""
    register_punkt(Menupunkt("analyse", "Analyse", "analyse:forside", _sees, orden=15, sted="mere"))

"""What plans add elsewhere: the strategies that bear on a base, on the base's page, and entries in the menu."""

from __future__ import annotations

from typing import Any

from almen.grundlag import henvisninger
from almen.grundlag.henvisninger import Henvisning
from almen.grundlag.models import Administrationsgrundlag
from almen.organisationer.models import Bruger
from almen.planer.selectors import forvaltninger_of
from almen.planer.selectors.politik import visible_strategier
from almen.sager import adgang
from almen.ui import navigation
from almen.ui.navigation import Menupunkt


def links_of_grundlag(grundlag: Administrationsgrundlag, bruger: Bruger) -> list[Henvisning]:
    """The strategies that point to the base."""
    return [
        Henvisning(f"Strategi: {item.navn}", item.stand, item.get_absolute_url())
        for item in visible_strategier(bruger).filter(grundlag=grundlag)
    ]


def _reports(bruger: Any) -> bool:
    return bool(getattr(bruger, "is_authenticated", False)) and bool(forvaltninger_of(bruger))


def _sees(bruger: Any) -> bool:
    return bool(getattr(bruger, "is_authenticated", False)) and adgang.may_see_omraader(bruger)


def register() -> None:
    """Registers links and menu entries; called once when Django starts."""
    if links_of_grundlag not in henvisninger.on_grundlag:
        henvisninger.on_grundlag.append(links_of_grundlag)
    navigation.register(
        Menupunkt("politikker", "Politik for byområder", "planer:politikker", _sees, orden=66, sted="mere")
    )
    navigation.register(
        Menupunkt(
            "mine_indsatser", "Mine indsatser", "planer:mine_indsatser", _reports, orden=67, sted="mere"
        )
    )

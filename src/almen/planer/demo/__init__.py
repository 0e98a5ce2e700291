"""The demo's plans, kind by kind. Loading them again changes nothing."""

from __future__ import annotations

from almen.organisationer.models import Bruger
from almen.planer.demo.fysiske import load_fysiske
from almen.planer.demo.handleplan import load_handleplaner
from almen.planer.demo.helhedsplaner import load_helhedsplaner


def load_demo(bruger: Bruger) -> None:
    """Loads what is missing of the demo's plans; `bruger` opens the cases and records decisions."""
    load_handleplaner(bruger)
    load_fysiske(bruger)
    load_helhedsplaner(bruger)  # in the areas that the plans before it are about

"""What can be asked about plans and their efforts."""

from almen.planer.selectors.forvaltninger import (
    find_forvaltning,
    forvaltninger,
    forvaltninger_of,
    kort_navn,
    may_report,
)
from almen.planer.selectors.indsatser import indsatser_of, is_late, milepaele_of, with_status
from almen.planer.selectors.oekonomi import Planoekonomi, oekonomi_of
from almen.planer.selectors.plan import is_put_forward, plan_of, require_visible, running_on, visible_planer

__all__ = [
    "Planoekonomi",
    "find_forvaltning",
    "forvaltninger",
    "forvaltninger_of",
    "indsatser_of",
    "is_late",
    "is_put_forward",
    "kort_navn",
    "may_report",
    "milepaele_of",
    "oekonomi_of",
    "plan_of",
    "require_visible",
    "running_on",
    "visible_planer",
    "with_status",
]

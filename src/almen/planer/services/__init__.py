"""What can be done with plans: one function a use case, and the only place that writes them."""

from almen.planer.services.aendring import changed_plan
from almen.planer.services.indsats import (
    drop_indsats,
    drop_milepael,
    reach_milepael,
    report_status,
    save_indsats,
    save_milepael,
)
from almen.planer.services.oekonomi import Budgetbeloeb, save_budget, save_finansiering
from almen.planer.services.plan import edit_plan, open_plan, opened_plan

__all__ = [
    "Budgetbeloeb",
    "changed_plan",
    "drop_indsats",
    "drop_milepael",
    "edit_plan",
    "open_plan",
    "opened_plan",
    "reach_milepael",
    "report_status",
    "save_budget",
    "save_finansiering",
    "save_indsats",
    "save_milepael",
]

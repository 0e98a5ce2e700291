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
from almen.planer.services.politik import (
    drop_indikator,
    drop_maal,
    edit_politik,
    open_politik,
    record_politik,
    save_indikator,
    save_maal,
)
from almen.planer.services.samlet_status import Melding, carry_forward, report_statuser
from almen.planer.services.strategi import save_strategi

__all__ = [
    "Budgetbeloeb",
    "Melding",
    "carry_forward",
    "changed_plan",
    "drop_indikator",
    "drop_indsats",
    "drop_maal",
    "drop_milepael",
    "edit_plan",
    "edit_politik",
    "open_plan",
    "open_politik",
    "opened_plan",
    "reach_milepael",
    "record_politik",
    "report_status",
    "report_statuser",
    "save_budget",
    "save_finansiering",
    "save_indikator",
    "save_indsats",
    "save_maal",
    "save_milepael",
    "save_strategi",
]

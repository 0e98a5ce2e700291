"""Policy, strategies and every plan for vulnerable areas. One model for all plans; what a kind has of its own stands beside it."""

from almen.planer.models.helhedsplan import Forhandling, Helhedsplan, Regnskabslinje, Saerindsats
from almen.planer.models.kvarterplan import Evaluering, Evalueringsart
from almen.planer.models.plan import (
    Budgetlinje,
    Finansieringsdel,
    Finansieringspart,
    Indsats,
    Indsatsart,
    Lys,
    Milepael,
    Plan,
    Planart,
    Statusmelding,
)
from almen.planer.models.politik import Politik, Politikindikator, Politikmaal, Strategi
from almen.planer.models.udviklingsplan import (
    Boligopgoerelse,
    Dispensation,
    Dispensationsgrundlag,
    Virkemiddel,
    Virkemiddelart,
)

__all__ = [
    "Boligopgoerelse",
    "Budgetlinje",
    "Dispensation",
    "Dispensationsgrundlag",
    "Evaluering",
    "Evalueringsart",
    "Finansieringsdel",
    "Finansieringspart",
    "Forhandling",
    "Helhedsplan",
    "Indsats",
    "Indsatsart",
    "Lys",
    "Milepael",
    "Plan",
    "Planart",
    "Politik",
    "Politikindikator",
    "Politikmaal",
    "Regnskabslinje",
    "Saerindsats",
    "Statusmelding",
    "Strategi",
    "Virkemiddel",
    "Virkemiddelart",
]

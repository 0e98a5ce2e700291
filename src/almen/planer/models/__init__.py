"""Policy, strategies and every plan for vulnerable areas. One model for all plans; what a kind has of its own stands beside it."""

from almen.planer.models.helhedsplan import Forhandling, Helhedsplan, Regnskabslinje, Saerindsats
from almen.planer.models.kvarterplan import Evaluering, Evalueringsart, Kvarterplan
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
from almen.planer.models.politik import POLITIK, Politik, Politikindikator, Politikmaal, Strategi
from almen.planer.models.udgave import Gaeldendeudgave, Planudgave
from almen.planer.models.udviklingsplan import (
    Boligopgoerelse,
    Dispensation,
    Dispensationsgrundlag,
    Forandringsplan,
    Udviklingsplan,
    Virkemiddel,
    Virkemiddelart,
)

__all__ = [
    "POLITIK",
    "Boligopgoerelse",
    "Budgetlinje",
    "Dispensation",
    "Dispensationsgrundlag",
    "Evaluering",
    "Evalueringsart",
    "Finansieringsdel",
    "Finansieringspart",
    "Forandringsplan",
    "Forhandling",
    "Gaeldendeudgave",
    "Helhedsplan",
    "Indsats",
    "Indsatsart",
    "Kvarterplan",
    "Lys",
    "Milepael",
    "Plan",
    "Planart",
    "Planudgave",
    "Politik",
    "Politikindikator",
    "Politikmaal",
    "Regnskabslinje",
    "Saerindsats",
    "Statusmelding",
    "Strategi",
    "Udviklingsplan",
    "Virkemiddel",
    "Virkemiddelart",
]

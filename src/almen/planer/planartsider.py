"""What the shared pages need to know of a kind of plan: its words, form, themes, and who opens and edits it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from almen.planer.forms import PlanForm
from almen.planer.models import Plan, Planart
from almen.planer.services import edit_plan, open_plan


def _no_themes(plan: Plan) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class Planartside:
    """A kind of plan on the shared pages.

    A kind with fields of its own gives a subclass of `PlanForm` (whose `plan_data()` gives what `aabn` and `ret` take) and its own
    services. `uden` are fields of `PlanForm` that it has no use for. `temaer` gives its themes (id → name) for a plan;
    `budgetposter` what its budget's lines are called, where they are projects and not themes.
    `liste` names the address of the kind's list.
    `pengeside` names the address of a money form of its own; it and the kind's own card take the shared ones' place.
    """

    art: Planart
    ny_titel: str
    indledning: str = ""
    formular: type[PlanForm] = PlanForm
    aabn: Callable[..., Plan] = open_plan
    ret: Callable[..., Plan] = edit_plan
    uden: frozenset[str] = frozenset()
    pengeside: str = ""
    liste: str = ""
    temaer: Callable[[Plan], Mapping[str, str]] = field(default=_no_themes)
    budgetposter: Callable[[Plan], Mapping[str, str]] | None = None


_sider: dict[str, Planartside] = {}


def register(side: Planartside) -> None:
    """Adds a kind, or replaces the one of the same art."""
    _sider[side.art] = side


def find_side(art: str) -> Planartside | None:
    """The kind's pages; None for an unknown kind."""
    return _sider.get(art)


def tema_navne(plan: Plan) -> Mapping[str, str]:
    """The names of the themes of the plan's kind, by id."""
    side = find_side(plan.art)
    return side.temaer(plan) if side else {}


def budgetpost_ord(plan: Plan) -> str:
    """What a line of the budget of the plan's kind is called."""
    side = find_side(plan.art)
    return "Projekt" if side is not None and side.budgetposter else "Tema"


def budgetpost_navne(plan: Plan) -> Mapping[str, str]:
    """The names of the budget's lines of the plan's kind, by id: its themes, or what it has instead."""
    side = find_side(plan.art)
    if side is None:
        return {}
    return side.budgetposter(plan) if side.budgetposter else side.temaer(plan)

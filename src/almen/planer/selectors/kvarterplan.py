"""A kvarterplan's frame held against projects, years and parties, and what was moved within it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from almen.grundlag.selectors import current_parametre
from almen.planer.models import Finansieringspart, Indsats, Kvarterplan, Plan
from almen.planer.selectors.artsoplysninger import kvarterplan_of
from almen.planer.selectors.oekonomi import Planoekonomi, oekonomi_of
from almen.regler.fejl import RegelFejl
from almen.regler.medfinansiering import Medfinansiering, Overtraedelse
from almen.regler.omraadefornyelse import check_omraadefornyelse
from almen.sager.models import Journalpost

PARTER = {
    Finansieringspart.KOMMUNE: "kommune",
    Finansieringspart.STAT: "stat",
    Finansieringspart.BOLIGORGANISATION: "boligorganisation",
    Finansieringspart.LBF: "andre",
    Finansieringspart.ANDRE: "andre",
}


@dataclass(frozen=True)
class Kvarteroekonomi:
    """Amounts in whole kroner. `svar`: the rules' answer on the frame; None where there is no frame, or `fejl` says why.

    `projekter`: what the projects cost together, None where no project has an amount.
    """

    kvarterplan: Kvarterplan
    oekonomi: Planoekonomi
    svar: Medfinansiering | None = None
    fejl: str = ""

    @property
    def projekter(self) -> int | None:
        """What the projects cost together."""
        return self.oekonomi.indsatser

    @property
    def ufordelt(self) -> int | None:
        """What of the frame no project has yet; negative where they have more. None where frame or projects are not known."""
        if self.kvarterplan.ramme is None or self.projekter is None:
            return None
        return self.kvarterplan.ramme - self.projekter

    def brud(self, *regler: str) -> list[Overtraedelse]:
        """The rules that are broken, of those asked for."""
        return [item for item in (self.svar.overtraedelser if self.svar else ()) if item.regel in regler]


def kvarteroekonomi_of(plan: Plan, dag: dt.date) -> Kvarteroekonomi:
    """The kvarterplan's money as the rules of `dag` see it; what cannot be computed is told in `fejl`."""
    own, money = kvarterplan_of(plan), oekonomi_of(plan)
    if own.ramme is None:
        return Kvarteroekonomi(own, money, fejl="Planens ramme er ikke oplyst.")
    years = {
        aar: sum(b for (_, a), b in money.budget.items() if a == aar) for aar in money.aar if aar is not None
    }
    try:
        svar = check_omraadefornyelse(
            own.ramme,
            dag,
            dele=_dele(money) or None,
            aar=years or None,
            fra=plan.fra,
            til=plan.til,
            parametre=current_parametre(),
        )
    except RegelFejl as error:
        return Kvarteroekonomi(own, money, fejl=str(error))
    return Kvarteroekonomi(own, money, svar)


def projektpost(indsats: Indsats) -> str:
    """What a project's lines are called in the plan's budget (`Budgetlinje.tema`)."""
    return f"projekt-{indsats.pk}"


def projektposter(plan: Plan) -> dict[str, str]:
    """The budget's lines of a kvarterplan: its projects, by what their lines are called."""
    rows = plan.indsatser.order_by("id")
    return {projektpost(item): item.navn for item in rows} | {"": "Ikke fordelt på projekter"}


def flytninger_of(plan: Plan, antal: int) -> list[Journalpost]:
    """The latest moves of money between the plan's projects, as the case's journal has them; those who see the plan see them."""
    posts = Journalpost.objects.filter(sag=plan.sag_id, art="budget_flyttet").select_related("bruger")
    return list(posts.order_by("-nummer")[:antal])


def _dele(money: Planoekonomi) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for item in money.finansiering:
        navn = PARTER[Finansieringspart(item.part)]
        found[navn] = found.get(navn, 0) + item.beloeb
    return found

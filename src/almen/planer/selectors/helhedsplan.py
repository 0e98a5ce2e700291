"""A boligsocial helhedsplan with its money, special efforts and what the rules answer of it; read once per case object."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.planer.gulve import gulve_on
from almen.planer.helhedsplanbudget import years_of
from almen.planer.helhedsplansvar import (
    svar_budget,
    svar_loebetid,
    svar_lokale_andele,
    svar_medfinansiering,
    svar_saerindsatser,
)
from almen.planer.models import (
    Finansieringspart,
    Forhandling,
    Helhedsplan,
    Plan,
    Planart,
    Saerindsats,
)
from almen.planer.selectors.oekonomi import Planoekonomi, oekonomi_of
from almen.planer.selectors.plan import plan_of, visible_planer
from almen.regler.boligsociale_temaer import themes_on
from almen.regler.fejl import UdenForGyldighed
from almen.regler.samling import Parametre
from almen.sager.models import Beslutning, Sag
from almen.sager.selectors import Forloeb, load_forloeb
from almen.sagsgang.register import Kontrolsvar
from almen.sagsgang.udfald import COMPLETES, Handling, Trinstatus

_CACHE = "_planer_helhedsplan"
PARTER = (Finansieringspart.LBF, Finansieringspart.BOLIGORGANISATION, Finansieringspart.KOMMUNE)
MODPARTER = PARTER[:2]
BUDGET = "boligsocialt_budget"
DECIDES = frozenset({Handling.GODKENDER, Handling.GIVER_TILSAGN})


@dataclass(frozen=True)
class Indsatsstand:
    """Where a special effort stands: the latest entry of each party, and what that comes to."""

    saerindsats: Saerindsats
    seneste: Mapping[str, Forhandling]

    @property
    def afvist_af(self) -> str:
        """The party that said no ("" nobody). The municipality's own no means that it was withdrawn."""
        found = (
            part
            for part in PARTER
            if (row := self.seneste.get(part)) and row.stand == Forhandling.Stand.AFVIST
        )
        return next(found, "")

    @property
    def enig(self) -> bool:
        """True once the fund and the boligorganisation both have agreed, and nobody has said no."""
        return not self.afvist_af and all(
            (row := self.seneste.get(part)) is not None and row.stand == Forhandling.Stand.ENIGHED
            for part in MODPARTER
        )

    @property
    def aaben(self) -> bool:
        """True while it is neither agreed nor dropped."""
        return not self.enig and not self.afvist_af

    @property
    def ord(self) -> tuple[str, str]:
        """What it comes to in a word, and the word's tone."""
        if self.afvist_af == Finansieringspart.KOMMUNE:
            return "Trukket tilbage", "neutral"
        if self.afvist_af:
            return "Afvist", "bad"
        if self.enig:
            return "Aftalt", "ok"
        return ("Forhandles", "open") if self.seneste else ("Foreslået", "warn")

    def stand_of(self, part: str) -> str:
        """Where a party stands, in a word."""
        row = self.seneste.get(part)
        return row.get_stand_display() if row else "Ikke forelagt"

    @property
    def tekst(self) -> str:
        """The effort and where the two other parties stand, as a check tells it."""
        parties = ", ".join(f"{part.label}: {self.stand_of(part).lower()}" for part in MODPARTER)
        return f"{self.saerindsats.navn} ({parties})"


@dataclass
class Helhedsplandata:
    """A plan with what only a helhedsplan has. Amounts are whole kroner; `dele` by party, None where it is not known."""

    plan: Plan
    egne: Helhedsplan
    oekonomi: Planoekonomi

    @cached_property
    def dele(self) -> Mapping[str, int | None]:
        """What the three parties pay."""
        known = {item.part: item.beloeb for item in self.oekonomi.finansiering}
        return {part.value: known.get(part.value) for part in PARTER}

    @cached_property
    def parametre(self) -> Parametre:
        """The parameters with the municipality's own rows, asked for once."""
        return current_parametre()

    @cached_property
    def besluttet(self) -> Beslutning | None:
        """The decision that stands on the budget; None while it may be changed."""
        return fixed_by(load_forloeb(self.plan.sag))

    @property
    def retsdag(self) -> dt.date:
        """The day whose rules the plan is held against: of the decision that stands, else today."""
        return self.besluttet.dato if self.besluttet else timezone.localdate()

    @cached_property
    def aar(self) -> tuple[int, ...]:
        """The calendar years that the term touches."""
        return years_of(self.plan.fra, self.plan.til)

    @cached_property
    def saerindsatser(self) -> list[Indsatsstand]:
        """The special efforts with the latest entry of each party: two queries."""
        rows = self.plan.saerindsatser.prefetch_related(
            Prefetch("forhandlinger", Forhandling.objects.order_by("dato", "id"))
        )
        return [Indsatsstand(row, {item.part: item for item in row.forhandlinger.all()}) for row in rows]

    def svar(self, dato: dt.date) -> tuple[Kontrolsvar, ...]:
        """What all five checks answer as of `dato`."""
        return (*self.svar_paa_penge(dato), self.loebetid(dato), self.forhandlet())

    def svar_paa_penge(self, dato: dt.date) -> tuple[Kontrolsvar, ...]:
        """The checks of the money as of `dato`: the fund's ceiling and the sum, the two floors, the budget's lines."""
        return (self.medfinansiering(dato), self.lokale_andele(dato), self.budget(dato))

    def medfinansiering(self, dato: dt.date) -> Kontrolsvar:
        """The fund's ceiling, and whether the parts give the budget."""
        return svar_medfinansiering(self.egne.budget, self.dele, dato, self.parametre)

    def lokale_andele(self, dato: dt.date) -> Kontrolsvar:
        """The floors that the municipality's practice sets."""
        gulve = gulve_on(current_profil(), dato)
        return svar_lokale_andele(self.egne.budget, self.dele, gulve, dato, self.parametre)

    def budget(self, dato: dt.date) -> Kontrolsvar:
        """The budget's lines against the sum, the term and the themes in force."""
        return svar_budget(
            self.egne.budget, self.oekonomi.budget, self.plan.fra, self.plan.til, temaer_on(dato)
        )

    def loebetid(self, dato: dt.date) -> Kontrolsvar:
        """The term."""
        return svar_loebetid(self.plan.fra, self.plan.til, dato, self.parametre)

    def forhandlet(self) -> Kontrolsvar:
        """Whether any special effort is still negotiated."""
        rows = self.saerindsatser
        return svar_saerindsatser(
            [row.tekst for row in rows if row.aaben],
            sum(row.enig for row in rows),
            sum(bool(row.afvist_af) for row in rows),
        )


def temaer_on(dato: dt.date) -> dict[str, str]:
    """The themes of the fund's regulation in force on the day, id → name; empty where none is known."""
    try:
        return {item.id: item.navn for item in themes_on(dato).temaer}
    except UdenForGyldighed:
        return {}


def helhedsplan_of(sag: Sag) -> Helhedsplandata:
    """The case's plan, read once and kept on the case object. Raises Helhedsplan.DoesNotExist."""
    found: Helhedsplandata | None = sag.__dict__.get(_CACHE)
    if found is None:
        plan = plan_of(sag)
        found = sag.__dict__[_CACHE] = Helhedsplandata(
            plan, Helhedsplan.objects.get(plan=plan), oekonomi_of(plan)
        )
    return found


def money_fingerprint(data: Helhedsplandata) -> str:
    """What tells whether two readings of a plan's money are the same."""
    lines = sorted((tema, year or 0, amount) for (tema, year), amount in data.oekonomi.budget.items())
    figures = [data.egne.budget, dict(data.dele), lines]
    return hashlib.sha256(json.dumps(figures, sort_keys=True).encode()).hexdigest()[:16]


def forget_helhedsplan(sag: Sag) -> None:
    """Lets the next question read anew."""
    sag.__dict__.pop(_CACHE, None)
    sag._state.fields_cache.pop("plan", None)


def fixed_by(forloeb: Forloeb) -> Beslutning | None:
    """The latest decision that stands on the budget; None while it may be changed. A decision that is stopped stands too."""
    numbers = {
        item.nummer
        for item in forloeb.beslutninger
        if item.udfald in COMPLETES
        and BUDGET in (trin := forloeb.sagsgang.efter_id.get(item.trin)).genstand  # type: ignore[union-attr]
        and trin.handling in DECIDES  # type: ignore[union-attr]
        and forloeb.tilstand.trin[item.trin].status in (Trinstatus.UDFOERT, Trinstatus.STANDSET)
    }
    return next((item for item in reversed(forloeb.beslutninger) if item.nummer in numbers), None)


def visible_helhedsplaner(bruger: Bruger) -> QuerySet[Plan]:
    """The boligsociale helhedsplaner that `bruger` may see, with what the list shows of them in a fixed number of queries.

    `besluttet_den`: the day of the latest decision on the budget, which picks the rules that the plan is held against.
    """
    bodies = current_profil().aktoerer_of_art("organ")
    decided = Beslutning.objects.filter(
        Q(handling=Handling.GIVER_TILSAGN) | Q(handling=Handling.GODKENDER, aktoer__in=bodies),
        sag=OuterRef("sag"),
        udfald__in=COMPLETES,
    )
    return (
        visible_planer(bruger)
        .filter(art=Planart.HELHEDSPLAN)
        .select_related("helhedsplan", "sag__overblik__boligorganisation")
        .prefetch_related("finansiering", "omraader")
        .annotate(besluttet_den=Subquery(decided.order_by("-nummer").values("dato")[:1]))
    )


def money_svar(plan: Plan) -> tuple[Kontrolsvar, Kontrolsvar]:
    """What a row of the list is answered of who pays; asks the database nothing."""
    day = getattr(plan, "besluttet_den", None) or timezone.localdate()
    parts = {part.value: None for part in PARTER} | {
        item.part: item.beloeb for item in plan.finansiering.all()
    }
    budget = plan.helhedsplan.budget
    return (
        svar_medfinansiering(budget, parts, day),
        svar_lokale_andele(budget, parts, gulve_on(current_profil(), day), day),
    )

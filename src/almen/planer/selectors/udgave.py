"""The edition of a plan or a policy that was decided, and what of it anybody may read."""

from __future__ import annotations

from django.db.models import QuerySet

from almen.organisationer.selectors import current_profil
from almen.planer.models import POLITIK, Gaeldendeudgave, Planart
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT, Beslutning, Sag
from almen.sager.selectors import Forloeb
from almen.sagsgang.udfald import Handling, Trinstatus, Udfald

# What a body says of the plan itself, as opposed to being heard, discussing it, or reading a report on it.
SAYS = frozenset(
    {
        Handling.GODKENDER,
        Handling.GIVER_TILSAGN,
        Handling.SAMTYKKER,
        Handling.INDSTILLER,
        Handling.ANBEFALER,
        Handling.AFGIVER_ERKLAERING,
    }
)
SETTLES = frozenset({Handling.GODKENDER, Handling.GIVER_TILSAGN})


def decided_by(forloeb: Forloeb) -> Beslutning | None:
    """The decision by which the municipality decided the plan: the last of its bodies', once all that must speak have.

    Where no body takes part, the administration's own last approval. None while somebody is still to speak, and where the case
    came to nothing. What others say afterwards (the state, Landsbyggefonden) is not waited for.
    """
    if forloeb.tilstand.afslutning in UDEN_RESULTAT:
        return None
    profil, states = current_profil(), forloeb.tilstand.trin
    steps = [
        step
        for step in forloeb.sagsgang.orden
        if not step.valgfrit
        and step.handling in SAYS
        and states[step.id].status is not Trinstatus.IKKE_RELEVANT
    ]
    asked = [step for step in steps if step.aktoer in profil.aktoerer_of_art("organ")] or [
        step
        for step in steps
        if step.handling in SETTLES and step.aktoer in profil.aktoerer_of_art("forvaltning")
    ]
    numbers = [states[step.id].beslutning for step in asked if states[step.id].status is Trinstatus.UDFOERT]
    if not asked or len(numbers) < len(asked):
        return None
    last = max(number for number in numbers if number is not None)
    found = next(item for item in forloeb.beslutninger if item.nummer == last)
    return None if found.udfald == Udfald.FRAFALDET else found


def has_udgaver(sag: Sag) -> bool:
    """True for cases of plans and policies."""
    return sag.sagstype == POLITIK or sag.sagstype in Planart.values


def udgave_of(sag: Sag) -> Gaeldendeudgave | None:
    """The edition that stands, with its decision: one query. None while nothing is decided."""
    return Gaeldendeudgave.objects.filter(sag=sag).select_related("udgave__beslutning").first()


def public_udgaver() -> QuerySet[Gaeldendeudgave]:
    """Editions that stand, of plans and policies in cases that anybody may read, the newest decision first."""
    return (
        Gaeldendeudgave.objects.filter(adgang.public_scope("sag__"))
        .select_related("sag__overblik", "udgave__beslutning")
        .defer(*(f"udgave__beslutning__{name}" for name in ("kontroller", "dispensationer", "fakta")))
        .order_by("-udgave__beslutning__dato", "-pk")
    )


def public_planer() -> QuerySet[Gaeldendeudgave]:
    """Those of plans."""
    return public_udgaver().filter(udgave__art__in=Planart.values)


def public_politikudgaver() -> QuerySet[Gaeldendeudgave]:
    """Those of policies."""
    return public_udgaver().filter(udgave__art=POLITIK).select_related("sag__politik")

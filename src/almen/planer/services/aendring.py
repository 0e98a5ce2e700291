"""Every change of a plan or policy goes through here: the case's lock, whether it may be changed, the reason, and the journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from almen.organisationer.models import Bruger
from almen.planer.models import Gaeldendeudgave, Plan, Politik
from almen.planer.selectors.plan import is_put_forward, require_visible
from almen.planer.selectors.politik import require_visible_politik
from almen.planer.selectors.udgave import decided_by
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager.models import UDEN_RESULTAT, Sag
from almen.sager.selectors import Forloeb, load_forloeb
from almen.sager.services import locked_journal, refresh_overblik, system_journal
from almen.sager.services.journal import Journal

MAX_GRUND = 400


@dataclass
class Aendring:
    """A change under lock; what is recorded stands in the journal of the case, or of the system where there is none."""

    journal: Journal
    grund: str
    om: Mapping[str, Any]
    aendret: bool = False

    def record(
        self,
        art: str,
        tekst: str,
        foer: Mapping[str, Any] | None = None,
        efter: Mapping[str, Any] | None = None,
    ) -> None:
        """Journals one change: what was, what is, and why. Nothing is written where both are the same."""
        if foer is not None and foer == efter:
            return
        words = f"{tekst} Grund: {self.grund}" if self.grund else tekst
        data = {**self.om, "foer": foer or {}, "efter": efter or {}, "grund": self.grund}
        self.journal.append(art, words, data)
        self.aendret = True


@dataclass
class Planaendring(Aendring):
    """A change of a plan, with the plan as it stands now and its case's course."""

    plan: Plan = None  # type: ignore[assignment]  # set by the one that makes it
    forloeb: Forloeb = None  # type: ignore[assignment]


@contextmanager
def changed_plan(
    plan: Plan, bruger: Bruger, *, grund: str = "", kraever_grund: bool = True
) -> Iterator[Planaendring]:
    """The plan as it stands now, locked until the transaction ends.

    Once the plan has been put forward, a change must say why (`grund`); reports of what happened need not
    (`kraever_grund=False`). Raises UgyldigtInput if the case came to nothing or the reason is missing. Rights are the caller's,
    except that nobody changes a plan that they may not see.
    """
    require_visible(bruger, plan)
    grund = _reason(grund)
    with locked_journal(plan.sag, bruger) as journal:
        # What another has written since the page was read must be seen, not what this object remembers.
        fresh = Plan.objects.select_related("sag__ansvarlig", "sag__boligorganisation", "politik").get(
            pk=plan.pk
        )
        fresh.sag.plan = fresh  # type: ignore[attr-defined]
        forloeb = _may_change(fresh.sag, "Planen", grund, kraever_grund)
        aendring = Planaendring(journal, grund, {"plan": fresh.pk}, plan=fresh, forloeb=forloeb)
        yield aendring
        if aendring.aendret:
            refresh_overblik(fresh.sag)
            _withdraw_if_undecided(fresh.sag)


@contextmanager
def changed_politik(
    politik: Politik, bruger: Bruger, *, grund: str = ""
) -> Iterator[tuple[Politik, Aendring]]:
    """The policy as it stands now, locked by its case, or by the system's journal where it has none (an earlier policy).

    Raises as `changed_plan`.
    """
    require_visible_politik(bruger, politik)
    grund = _reason(grund)
    lock = system_journal(bruger) if politik.sag is None else locked_journal(politik.sag, bruger)
    with lock as journal:
        fresh = Politik.objects.select_related("sag").get(pk=politik.pk)
        if fresh.sag is not None:
            fresh.sag.politik = fresh  # type: ignore[attr-defined]
            _may_change(fresh.sag, "Politikken", grund, True)
        aendring = Aendring(journal, grund, {"politik": fresh.pk})
        yield fresh, aendring
        if aendring.aendret and fresh.sag is not None:
            refresh_overblik(fresh.sag)


def _reason(grund: str) -> str:
    grund = grund.strip()
    if len(grund) > MAX_GRUND:
        raise UgyldigtInput([Fejl("grund", f"må højst være på {MAX_GRUND} tegn")])
    return grund


def _may_change(sag: Sag, what: str, grund: str, kraever_grund: bool) -> Forloeb:
    forloeb = load_forloeb(sag)
    if forloeb.tilstand.afslutning in UDEN_RESULTAT:
        raise UgyldigtInput([Fejl("", f"Sagen blev ikke til noget; {what.lower()} kan ikke ændres")])
    if kraever_grund and not grund and is_put_forward(forloeb):
        besked = f"{what} er lagt frem eller besluttet: skriv, hvorfor den rettes, eller send sagen tilbage"
        raise UgyldigtInput([Fejl("grund", besked)])
    return forloeb


def _withdraw_if_undecided(sag: Sag) -> None:
    """What was decided no longer stands where new facts ask a body that has not spoken yet."""
    standing = Gaeldendeudgave.objects.filter(sag=sag)
    if standing.exists() and decided_by(load_forloeb(sag)) is None:
        standing.delete()

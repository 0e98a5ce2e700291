"""Every change of a plan goes through here: the case's lock, whether the plan may be changed, the reason, and the journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from almen.organisationer.models import Bruger
from almen.planer.models import Plan
from almen.planer.selectors.plan import is_put_forward, require_visible
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager.models import UDEN_RESULTAT
from almen.sager.selectors import Forloeb, load_forloeb
from almen.sager.services import locked_journal, refresh_overblik
from almen.sager.services.journal import Journal

MAX_GRUND = 400


@dataclass
class Planaendring:
    """A plan under its case's lock; what is recorded stands in the case's journal."""

    plan: Plan
    forloeb: Forloeb
    journal: Journal
    grund: str
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
        data = {"plan": self.plan.pk, "foer": foer or {}, "efter": efter or {}, "grund": self.grund}
        self.journal.append(art, words, data)
        self.aendret = True


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
    grund = grund.strip()
    if len(grund) > MAX_GRUND:
        raise UgyldigtInput([Fejl("grund", f"må højst være på {MAX_GRUND} tegn")])
    with locked_journal(plan.sag, bruger) as journal:
        # What another has written since the page was read must be seen, not what this object remembers.
        fresh = Plan.objects.select_related("sag__ansvarlig", "sag__boligorganisation", "politik").get(
            pk=plan.pk
        )
        fresh.sag.plan = fresh  # type: ignore[attr-defined]
        forloeb = load_forloeb(fresh.sag)
        if forloeb.tilstand.afslutning in UDEN_RESULTAT:
            raise UgyldigtInput([Fejl("", "Sagen blev ikke til noget; planen kan ikke ændres")])
        if kraever_grund and not grund and is_put_forward(forloeb):
            raise UgyldigtInput(
                [
                    Fejl(
                        "grund",
                        "Planen er lagt frem eller besluttet: skriv, hvorfor den rettes, eller send sagen tilbage",
                    )
                ]
            )
        aendring = Planaendring(fresh, forloeb, journal, grund)
        yield aendring
        if aendring.aendret:
            refresh_overblik(fresh.sag)

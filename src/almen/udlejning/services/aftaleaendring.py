"""Every change of a framework agreement goes through here: lock, whether it may be changed, the reason, and the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from almen.organisationer.models import Bruger
from almen.regler.dansk import format_dato, format_periode
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT
from almen.sager.selectors import Forloeb, load_forloeb
from almen.sager.services import locked_journal, refresh_overblik, system_journal
from almen.sager.services.journal import Journal
from almen.sagsgang.udfald import Handling
from almen.udlejning.models import Rammeaftale
from almen.udlejning.selectors.rammeaftale import is_adopted

MAX_GRUND = 400
NO_RIGHT = "Kun sagsbehandlere og ledere kan rette aftaler om udlejning."
PREPARES = frozenset({Handling.FORBEREDER, Handling.HOERES, Handling.FORHANDLER})


@dataclass
class Aftaleaendring:
    """A change under lock. `vedtaget`: the agreement holds, so that what stands is ended and not overwritten."""

    journal: Journal
    aftale: Rammeaftale
    grund: str
    vedtaget: bool
    lagt_frem: bool
    aendret: bool = False

    def record(self, art: str, tekst: str, foer: Mapping[str, Any], efter: Mapping[str, Any]) -> None:
        """Journals what was, what is, and why; nothing where both are the same.

        Raises UgyldigtInput (`grund`) if a reason is missing: what replaces something that is put forward needs one, and so
        does all that is added once a case has put it forward.
        """
        if foer == efter:
            return
        if self.lagt_frem and not self.grund and (foer or self.aftale.sag is not None):
            told = "aftalen er lagt frem eller gælder: skriv, hvorfor den rettes"
            raise UgyldigtInput([Fejl("grund", told)])
        words = f"{tekst} Grund: {self.grund}" if self.grund else tekst
        data = {"rammeaftale": self.aftale.pk, "foer": foer, "efter": efter, "grund": self.grund}
        self.journal.append(art, words, data)
        self.aendret = True


def is_put_forward(forloeb: Forloeb) -> bool:
    """True once anybody has more than prepared the agreement: from then on a change says why."""
    steps = (forloeb.sagsgang.efter_id.get(key) for key in forloeb.tilstand.udfoerte)
    return any(step.handling not in PREPARES for step in steps if step is not None)


@contextmanager
def changed_aftale(aftale: Rammeaftale, bruger: Bruger, *, grund: str = "") -> Iterator[Aftaleaendring]:
    """The agreement as it stands now, locked until the transaction ends.

    Raises UgyldigtInput if its case came to nothing or a reason is missing; AdgangNaegtet; Http404 for an agreement whose case
    the user may not see.
    """
    adgang.require(adgang.may_edit_udlejning(bruger), NO_RIGHT)
    require_visible(bruger, aftale)
    grund = grund.strip()
    if len(grund) > MAX_GRUND:
        raise UgyldigtInput([Fejl("grund", f"må højst være på {MAX_GRUND} tegn")])
    sag = aftale.sag
    lock = system_journal(bruger) if sag is None else locked_journal(sag, bruger)
    with lock as journal:
        # What another has written since the page was read must be seen, not what this object remembers.
        fresh = Rammeaftale.objects.select_for_update(of=("self",)).select_related("sag").get(pk=aftale.pk)
        adopted = forward = True
        if fresh.sag is not None:
            forloeb = load_forloeb(fresh.sag)
            if forloeb.tilstand.afslutning in UDEN_RESULTAT:
                raise UgyldigtInput([Fejl("", "Sagen blev ikke til noget; aftalen kan ikke ændres")])
            adopted, forward = is_adopted(forloeb), is_put_forward(forloeb)
        change = Aftaleaendring(journal, fresh, grund, adopted, forward)
        yield change
        if change.aendret and fresh.sag is not None:
            refresh_overblik(fresh.sag)


def require_visible(bruger: Bruger, aftale: Rammeaftale) -> None:
    """Raises Http404 unless the user may see the agreement's case: that it exists must not leak."""
    if (
        aftale.sag_id is not None
        and not Rammeaftale.objects.filter(adgang.scope_of_sag(bruger, "sag__"), pk=aftale.pk).exists()
    ):
        raise Http404("Aftalen findes ikke.")


def check_day(aftale: Rammeaftale, fra: dt.date) -> list[Fejl]:
    """A fault if the day lies outside the agreement's period."""
    if aftale.gyldig_fra <= fra <= aftale.gyldig_til:
        return []
    period = format_periode(aftale.gyldig_fra, aftale.gyldig_til)
    return [Fejl("fra", f"{format_dato(fra)} ligger uden for aftalens periode: {period}")]

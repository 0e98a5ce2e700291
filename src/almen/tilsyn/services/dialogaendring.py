"""Every change of a dialogue goes through here: the case's lock, whether it may be changed, and the journal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from almen.organisationer.models import Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT, Fortrolighed
from almen.sager.selectors import load_forloeb
from almen.sager.services import locked_journal, refresh_overblik
from almen.sager.services.journal import Journal
from almen.tilsyn.models import Styringsdialog

NO_RIGHT = "Kun sagsbehandlere og ledere kan rette en styringsdialog."
TEKST, TITEL = 10_000, 200
SOMEBODY_ELSE = (
    "En anden har rettet det samme, siden siden blev hentet. Intet er gemt; hent siden igen, og sammenlign"
)


@dataclass
class Dialogaendring:
    """A change under lock, with the dialogue as it stands now."""

    journal: Journal
    dialog: Styringsdialog
    aendret: bool = False

    def record(
        self,
        art: str,
        tekst: str,
        foer: dict[str, Any] | None = None,
        efter: dict[str, Any] | None = None,
        *,
        aaben: bool = False,
    ) -> None:
        """Journals one change, inside the house unless `aaben`. Nothing is written where before and after are the same."""
        if foer is not None and foer == efter:
            return
        level = Fortrolighed.AABEN if aaben else Fortrolighed.INTERN
        data = {"dialog": self.dialog.pk, "foer": foer or {}, "efter": efter or {}}
        self.journal.append(f"dialog_{art}", tekst, data, fortrolighed=level)
        self.aendret = True


@contextmanager
def changed_dialog(
    dialog: Styringsdialog, bruger: Bruger, *, efter_afslutning: bool = False
) -> Iterator[Dialogaendring]:
    """The dialogue as it stands now, locked by its case until the transaction ends.

    Once the statement is published only what follows the meeting may change (`efter_afslutning`). Raises AdgangNaegtet or UgyldigtInput.
    """
    adgang.require(adgang.may_edit_tilsyn(bruger), NO_RIGHT)
    with locked_journal(dialog.sag, bruger) as journal:
        # What another has written since the page was read must be seen, not what this object remembers.
        rows = Styringsdialog.objects.select_related("sag__ansvarlig", "boligorganisation")
        fresh = rows.get(pk=dialog.pk)
        fresh.sag.styringsdialog = fresh  # type: ignore[attr-defined]
        state = load_forloeb(fresh.sag).tilstand
        if state.afslutning in UDEN_RESULTAT:
            raise UgyldigtInput([Fejl("", "Sagen blev ikke til noget; dialogen kan ikke ændres")])
        if state.afsluttet and not efter_afslutning:
            raise UgyldigtInput(
                [Fejl("", "Redegørelsen er offentliggjort. Træk den tilbage, før dialogen rettes")]
            )
        aendring = Dialogaendring(journal, fresh)
        yield aendring
        if aendring.aendret:
            again = rows.get(pk=dialog.pk)
            again.sag.styringsdialog = again  # type: ignore[attr-defined]
            refresh_overblik(again.sag)


def maerke_of(*vaerdier: object) -> str:
    """A short mark of what a page showed; a change of any of it gives another."""
    text = json.dumps(vaerdier, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def refuse_stale(set_: str | None, *vaerdier: object) -> None:
    """Raises UgyldigtInput if the mark that the page had (`set_`, None: not asked) is not that of what stands now."""
    if set_ is not None and set_ != maerke_of(*vaerdier):
        raise UgyldigtInput([Fejl("", SOMEBODY_ELSE)])


def check_text(felt: str, value: str, hoejst: int = TEKST, *, mindst: int = 0) -> list[Fejl]:
    """A fault if the text, without blanks around it, is too short or too long."""
    if mindst <= len(value.strip()) <= hoejst:
        return []
    return [
        Fejl(
            felt, f"skal være på {mindst} til {hoejst} tegn" if mindst else f"må højst være på {hoejst} tegn"
        )
    ]


def refuse(fejl: Iterable[Fejl]) -> None:
    """Raises UgyldigtInput if there are any faults."""
    if found := list(fejl):
        raise UgyldigtInput(found)

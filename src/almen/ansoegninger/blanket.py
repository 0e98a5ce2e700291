"""The guided form of a draft: all its steps, read together when it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from almen.ansoegninger.arter import slags_of
from almen.ansoegninger.inddata import Ansoegning, check_ansoegning
from almen.ansoegninger.models import MAX_TEKST, Kladde
from almen.ansoegninger.trin import Blankettrin
from almen.grundlag.selectors import current_parametre
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.ui.forms import AlmenForm

MAX_FELTER = MAX_VALG = 400


class Blanket:
    """All steps of a draft's kind, bound to what the draft holds."""

    def __init__(self, kladde: Kladde) -> None:
        self.kladde = kladde
        self.trin: list[Blankettrin] = list(slags_of(kladde.art).trin(self))

    def posted(self, id_: str) -> QueryDict | None:
        """What was typed in the step, as a browser sends it; None if it has not been saved."""
        kept = self.kladde.data.get(id_)
        if kept is None:
            return None
        posted = QueryDict(mutable=True)
        for key, values in kept.items():
            posted.setlist(key, values)
        return posted

    def bound(self, id_: str, form: type[AlmenForm], known: Any = None) -> AlmenForm:
        """The form with what was typed in the step, else with what `known` says already."""
        posted = self.posted(id_)
        return form(posted, initial=self._initial(form, known) if posted is None else None)

    def felttrin(self, id_: str, navn: str, form: type[AlmenForm], known: Any = None) -> Blankettrin:
        """A step of plain fields."""
        return Blankettrin(id_, navn, self.bound(id_, form, known))

    def _initial(self, form: type[AlmenForm], known: Any) -> dict[str, Any]:
        if known is None:
            return {}
        own = {item.name for item in known._meta.concrete_fields}
        values = {navn: getattr(known, navn) for navn in form.base_fields if navn in own}
        return {**values, "titel": self.kladde.sag.titel if self.kladde.sag else ""}

    def find(self, id_: str) -> Blankettrin | None:
        """The step with this id."""
        return next((trin for trin in self.trin if trin.id == id_), None)

    def is_saved(self, trin: Blankettrin) -> bool:
        """True if the step has been saved at least once."""
        return trin.id in self.kladde.data

    def invalid(self) -> list[Blankettrin]:
        """The steps that are not saved or hold a fault, in order."""
        return [trin for trin in self.trin if not self.is_saved(trin) or not trin.is_valid()]

    def read(self) -> Ansoegning:
        """The application that the steps add up to. Raises UgyldigtInput; each fault is put at its field, too."""
        broken = self.invalid()
        if broken:
            names = ", ".join(trin.navn for trin in broken)
            raise UgyldigtInput([Fejl("", f"Disse trin mangler eller har fejl: {names}")])
        parts: dict[str, Any] = {"felter": {}}
        for trin in self.trin:
            found = trin.read()
            parts["felter"] |= found.pop("felter", {})
            parts |= found
        kladde = self.kladde
        ansoegning = Ansoegning(art=kladde.art, **parts)
        try:
            check_ansoegning(ansoegning, current_parametre(), kladde.boligorganisation, kladde.sag)
        except UgyldigtInput as error:
            for trin in self.trin:
                trin.place(error.fejl)
            raise
        return ansoegning


def typed_of(posted: Mapping[str, Any]) -> dict[str, list[str]]:
    """What was typed on a page, to be kept with the draft: everything but the token and the buttons."""
    buttons = ("csrfmiddlewaretoken", "gem", "videre", "flere", "beregn", "version")
    assert isinstance(posted, QueryDict)  # noqa: S101 - tells the type checker
    return {
        key: [value.replace("\x00", "")[:MAX_TEKST] for value in posted.getlist(key)[:MAX_VALG]]
        for key in list(posted)[:MAX_FELTER]
        if key not in buttons
    }

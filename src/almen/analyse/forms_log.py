"""Which cases the event log is to hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from almen.analyse.haendelseslog.kilde import Udsnit
from almen.ui.filtre import ALLE
from almen.ui.forms import AlmenForm, DatoField


class Logform(AlmenForm):
    """Case type, and the period in which the cases were opened."""

    hide_optional = True
    sagstype = forms.ChoiceField(label="Sagstype", required=False)
    fra = DatoField(label="Åbnet fra og med", required=False)
    til = DatoField(label="Åbnet til og med", required=False)

    def __init__(self, data: Any, sagstyper: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["sagstype"].choices = [("", ALLE), *sagstyper]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A period must end after it begins."""
        given = self.cleaned_data
        if (fra := given.get("fra")) and (til := given.get("til")) and til < fra:
            self.add_error("til", "Skal være samme dag som fra-datoen eller senere.")
        return given

    @property
    def udsnit(self) -> Udsnit:
        """What was asked for; call when the form is valid."""
        return Udsnit(**self.cleaned_data)

"""The question of *Hvem beslutter?*."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms

from almen.sagsgang.register import REGISTER
from almen.ui.forms import AlmenForm


def _sagstyper() -> list[tuple[str, str]]:
    return [(item.id, item.navn) for item in REGISTER.sagstyper.values()]


OMFANG = (("egne", "Mine egne"), ("alle", "Alle, jeg må se"))


class MaanedField(forms.Field):
    """A month as the address holds it: 2026-11. Gives its first day."""

    def to_python(self, value: Any) -> dt.date | None:
        """The first day of the month. Refuses what is not a month of a year that calendars know."""
        if value in self.empty_values:
            return None
        match = re.fullmatch(r"([12]\d{3})-(0[1-9]|1[0-2])", str(value))
        if not match:
            raise forms.ValidationError("Skriv måneden som år og måned, fx 2026-11.")
        return dt.date(int(match[1]), int(match[2]), 1)


class KalenderForm(AlmenForm):
    """Which month, which kinds of events, and whose."""

    hide_optional = True
    maaned = MaanedField(label="Måned (år-måned)")
    kilde = forms.ChoiceField(label="Indhold", required=False)
    omfang = forms.ChoiceField(label="Hvis", choices=OMFANG)

    def __init__(self, *args: Any, kilder: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kilde"].choices = [("", "Alt"), *kilder]  # type: ignore[attr-defined]


class AdresseForm(AlmenForm):
    """A new calendar address."""

    navn = forms.CharField(
        label="Navn",
        max_length=80,
        help_text="Så du kan kende den igen, fx “Telefonen”. Kalenderen får navnet.",
    )
    kilder = forms.MultipleChoiceField(
        label="Indhold",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én slags indhold."},
    )
    omfang = forms.ChoiceField(label="Hvis", choices=OMFANG, widget=forms.RadioSelect)

    def __init__(self, *args: Any, kilder: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kilder"].choices = kilder  # type: ignore[attr-defined]

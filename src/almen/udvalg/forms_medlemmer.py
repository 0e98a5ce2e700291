"""The form of a membership."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from almen.udvalg.models import Medlemsrolle, Organmedlem
from almen.ui.forms import AlmenForm, DatoField, ForslagInput


class MedlemForm(AlmenForm):
    """Who sits in the body, for which party, from when to when."""

    navn = forms.CharField(label="Navn", max_length=120)
    parti = forms.CharField(
        label="Parti",
        max_length=60,
        required=False,
        help_text="Skriv bogstavet i parentes til sidst, fx Liste A (A); så kan stemmer skrives kort.",
    )
    rolle = forms.ChoiceField(label="Rolle", choices=Medlemsrolle.choices, initial=Medlemsrolle.MEDLEM)
    fra = DatoField(label="Medlem fra")
    til = DatoField(
        label="Medlem til", required=False, help_text="Tom: sidder stadig. Skriv den sidste dag i organet."
    )
    kilde = forms.CharField(
        label="Kilde", max_length=300, required=False, help_text="Adressen eller dokumentet, det står i."
    )

    def __init__(self, *args: Any, partier: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parti"].widget = ForslagInput(
            lambda: partier, {"class": "form-input", "maxlength": "60"}
        )

    @staticmethod
    def initial_of(medlem: Organmedlem) -> dict[str, Any]:
        """A membership as the form shows it."""
        return {navn: getattr(medlem, navn) for navn in ("navn", "parti", "rolle", "fra", "til", "kilde")}

"""Saying that the plan as it now stands is what was decided."""

from __future__ import annotations

from django import forms

from almen.ui.forms import AlmenForm


class UdgaveForm(AlmenForm):
    """The reason, which stands in the journal."""

    grund = forms.CharField(
        label="Hvorfor er det en del af beslutningen?",
        max_length=400,
        help_text="Fx at organets ændringer er skrevet ind i planen. Det står i sagens journal.",
        error_messages={"required": "Skriv, hvorfor det er en del af beslutningen."},
    )

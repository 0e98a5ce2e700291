"""A new version of a Skema, beside its parts."""

from __future__ import annotations

from django import forms

from almen.ui.forms import AlmenForm, DatoField


class SkemaForm(AlmenForm):
    """When it came in, from where, and what is to be said of it."""

    indsendt = DatoField(label="Indsendt", required=False)
    kilde = forms.CharField(label="Kilde", max_length=500, required=False)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea, max_length=2000)

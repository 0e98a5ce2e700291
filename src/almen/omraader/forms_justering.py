"""Form of a proposal to adjust flexible letting."""

from __future__ import annotations

from typing import Any

from django import forms

from almen.omraader.models import Omraade, Udlejningsjustering
from almen.organisationer.models import Afdeling
from almen.ui.forms import AlmenForm


class JusteringForm(AlmenForm):
    """Why, what, and for which of the area's afdelinger. `nye_tal` is asked only of a proposal that exists."""

    titel = forms.CharField(label="Sagens titel", max_length=200)
    begrundelse = forms.CharField(
        label="Hvorfor skal udlejningen justeres?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Tallene om området følger med sagen.",
    )
    forslag = forms.CharField(
        label="Nye kriterier og andele",
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text="Kan skrives senere; forslaget skal være fuldstændigt, før det indstilles.",
    )
    afdelinger = forms.ModelMultipleChoiceField(
        label="Afdelinger",
        queryset=Afdeling.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nye_tal = forms.BooleanField(label="Tag områdets seneste tal ind i sagen", required=False)

    def __init__(
        self, *args: Any, omraade: Omraade, justering: Udlejningsjustering | None = None, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.fields["afdelinger"].queryset = (  # type: ignore[attr-defined]
            Afdeling.objects.filter(omraadeafdelinger__omraade=omraade)
            .select_related("boligorganisation")
            .distinct()
        )
        if justering is None:
            del self.fields["nye_tal"]
        else:
            del self.fields["titel"]  # the case's own page changes it

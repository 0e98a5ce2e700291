"""The forms of a proposal to adjust: raising it from the measurement, and proposing placements on it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from almen.omraader.models import Omraade, Udlejningsjustering
from almen.organisationer.models import Afdeling
from almen.udlejning.models import Trappetrin
from almen.udlejning.selectors.placeringsforslag import afdelinger_to_choose, steps_to_choose
from almen.ui.forms import AlmenForm, DatoField, DecimalField


class Rejsform(AlmenForm):
    """A proposal raised from the measurement: the reasons are filled in, and may be changed."""

    titel = forms.CharField(label="Sagens titel", max_length=200)
    begrundelse = forms.CharField(
        label="Hvorfor skal udlejningen justeres?",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Årets tal om udlejningen og områdets egne tal følger med sagen.",
    )
    forslag = forms.CharField(
        label="Nye kriterier og andele",
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        help_text="Kan skrives senere; forslaget skal være fuldstændigt, før det indstilles.",
    )
    afdelinger = forms.ModelMultipleChoiceField(
        label="Afdelinger",
        queryset=Afdeling.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, omraade: Omraade, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["afdelinger"].queryset = (  # type: ignore[attr-defined]
            Afdeling.objects.filter(omraadeafdelinger__omraade=omraade, omraadeafdelinger__til=None)
            .select_related("boligorganisation")
            .distinct()
        )


class Placeringsform(AlmenForm):
    """An afdeling on a step from a day, and perhaps another share of flexible letting."""

    afdeling = forms.ModelChoiceField(label="Afdeling", queryset=Afdeling.objects.none(), empty_label="Vælg")
    trin = forms.ModelChoiceField(label="Nyt trin", queryset=Trappetrin.objects.none(), empty_label="Vælg")
    fra = DatoField(label="Gælder fra")
    fleksibel_pct = DecimalField(
        label="Andel fleksibel udlejning (pct.)",
        required=False,
        help_text="Kun hvis andelen skal være en anden end trinnets.",
    )

    def __init__(self, *args: Any, justering: Udlejningsjustering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["afdeling"].queryset = afdelinger_to_choose(justering)  # type: ignore[attr-defined]
        self.fields["trin"].queryset = steps_to_choose(timezone.localdate())  # type: ignore[attr-defined]

"""The forms of a proposal to adjust: raising it from the measurement, and proposing placements on it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from almen.omraader.forms_justering import JusteringForm
from almen.omraader.models import Omraade, Udlejningsjustering
from almen.organisationer.models import Afdeling
from almen.udlejning.models import Trappetrin
from almen.udlejning.selectors.placeringsforslag import afdelinger_to_choose, steps_to_choose
from almen.ui.forms import AlmenForm, DatoField, DecimalField


class Rejsform(JusteringForm):
    """A proposal raised from the measurement: the reasons are filled in, and may be changed."""

    def __init__(self, *args: Any, omraade: Omraade, **kwargs: Any) -> None:
        super().__init__(*args, omraade=omraade, **kwargs)
        self.fields[
            "begrundelse"
        ].help_text = "Årets tal om udlejningen og områdets egne tal følger med sagen."
        chosen = self.fields["afdelinger"]
        chosen.queryset = chosen.queryset.filter(omraadeafdelinger__til=None)  # type: ignore[attr-defined]


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

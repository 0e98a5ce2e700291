"""The forms of placements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from almen.organisationer.models import Afdeling
from almen.udlejning.forms_aftale import sikkerhed_field
from almen.udlejning.models import Trappetrin
from almen.udlejning.services.placering import Placeringsinput
from almen.ui.forms import AlmenForm, DatoField


class PlaceringForm(AlmenForm):
    """Places the ticked afdelinger on one step from a day."""

    afdelinger = forms.MultipleChoiceField(
        label="Afdelinger",
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Vælg mindst én afdeling.",
            "invalid_choice": "Vælg afdelinger på listen.",
        },
    )
    trin = forms.ChoiceField(label="Trin", choices=())
    fra = DatoField(label="Fra", help_text="En placering i forvejen på samme trappe slutter dagen før.")
    begrundelse = forms.CharField(
        label="Hvorfor",
        max_length=400,
        required=False,
        help_text="Skal udfyldes, når en afdeling flyttes fra et andet trin.",
    )
    kilde = forms.CharField(label="Kilde", max_length=400, help_text="Fx bilag til aftalen, dato og side.")
    sikkerhed = sikkerhed_field()

    def __init__(
        self, *args: Any, afdelinger: Sequence[Afdeling], trin: Sequence[Trappetrin], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._afdelinger = {str(row.pk): row for row in afdelinger}
        self._trin = {str(row.pk): row for row in trin}
        chosen = self.fields["afdelinger"]
        chosen.choices = [  # type: ignore[attr-defined]
            (key, f"{row.boligorganisation.navn}: {row}") for key, row in self._afdelinger.items()
        ]
        chosen.initial = list(self._afdelinger)
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, row in self._trin.items():
            groups.setdefault(row.rammeaftale.navn, []).append((key, f"{row}: {row.navn}"))
        self.fields["trin"].choices = [("", "Vælg et trin"), *groups.items()]  # type: ignore[attr-defined]

    def placeringer(self) -> list[Placeringsinput]:
        """The placements that were entered."""
        data = self.cleaned_data
        step = self._trin[data["trin"]]
        return [
            Placeringsinput(self._afdelinger[key], step, data["fra"], data["begrundelse"])
            for key in data["afdelinger"]
        ]


class OphaevForm(AlmenForm):
    """Why a placement is taken back."""

    begrundelse = forms.CharField(label="Hvorfor", max_length=300)

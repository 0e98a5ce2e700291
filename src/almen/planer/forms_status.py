"""Reporting on many efforts in one form, and choosing those that are carried forward."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from almen.planer.forms import GrundForm
from almen.planer.models import Indsats, Lys
from almen.planer.selectors.indsatser import Meldepligt
from almen.planer.services import Melding
from almen.ui.forms import AlmenForm, DatoField, dress


class SamletStatusForm(AlmenForm):
    """A light and a text for each effort, and one day for all. A row without both is not reported; with one of them it is a fault."""

    hide_optional = True
    dato = DatoField(label="Status pr.")

    def __init__(self, *args: Any, pligter: Sequence[Meldepligt], **kwargs: Any) -> None:
        kwargs["initial"] = {"dato": timezone.localdate()}
        super().__init__(*args, **kwargs)
        self.pligter = list(pligter)
        for item in self.pligter:
            name = item.indsats.navn
            self.fields[self._key(item, "lys")] = forms.ChoiceField(
                label=f"Status: {name}", choices=[("", "Ikke nu"), *Lys.choices], required=False
            )
            self.fields[self._key(item, "tekst")] = forms.CharField(
                label=f"Hvordan går det? {name}",
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        dress(self)

    @staticmethod
    def _key(item: Meldepligt, field: str) -> str:
        return f"i{item.indsats.pk}-{field}"

    @property
    def raekker(self) -> list[tuple[Meldepligt, forms.BoundField, forms.BoundField]]:
        """Each effort with its two fields, in the order of `pligter`."""
        return [(item, self[self._key(item, "lys")], self[self._key(item, "tekst")]) for item in self.pligter]

    def clean(self) -> dict[str, Any]:
        """A light without words, or words without a light, is told at the one that is missing."""
        data = super().clean() or self.cleaned_data
        for item in self.pligter:
            light, text = self._key(item, "lys"), self._key(item, "tekst")
            if data.get(light) and not data.get(text):
                self.add_error(text, "Skriv, hvordan det går.")
            elif data.get(text) and not data.get(light):
                self.add_error(light, "Vælg en status.")
        return data

    def meldinger(self) -> list[Melding]:
        """The rows that are filled in."""
        data = self.cleaned_data
        return [
            Melding(item.indsats, data[self._key(item, "lys")], data[self._key(item, "tekst")])
            for item in self.pligter
            if data.get(self._key(item, "lys"))
        ]


class ViderefoerForm(GrundForm):
    """Which efforts of earlier plans are carried forward."""

    indsatser = forms.ModelMultipleChoiceField(
        label="Indsatser",
        queryset=Indsats.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én indsats."},
    )

    def __init__(self, *args: Any, kandidater: QuerySet[Indsats], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indsatser"].queryset = kandidater  # type: ignore[attr-defined]

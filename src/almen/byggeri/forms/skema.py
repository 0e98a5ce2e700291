"""A new version of a Skema, beside its parts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from almen.byggeri.selectors.projektdata import Skemadata
from almen.byggeri.services import ServicearealInput
from almen.regler.fejl import Fejl
from almen.ui.forms import AlmenForm, DatoField, KronerField, M2Field, fault_text


class SkemaForm(AlmenForm):
    """When it came in, from where, and what is to be said of it."""

    indsendt = DatoField(label="Indsendt", required=False)
    kilde = forms.CharField(label="Kilde", max_length=500, required=False)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea, max_length=2000)


class ServicearealForm(AlmenForm):
    """The service area that goes with elderly and care dwellings; left empty where there is none."""

    prefix = "serviceareal"
    hide_optional = True

    boliger = forms.IntegerField(
        label="Boliger, det betjener",
        min_value=1,
        required=False,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "a-w-s"}),
        error_messages={"invalid": "Skriv et helt tal.", "min_value": "Skal være mindst 1."},
    )
    areal_m2 = M2Field(label="Serviceareal (m²)", required=False)
    anskaffelsessum = KronerField(label="Serviceareal, anskaffelsessum (kr.)", required=False)

    @classmethod
    def begin(cls, posted: QueryDict | None, skema: Skemadata | None = None) -> ServicearealForm:
        """The form as posted, else with the figures of `skema`."""
        area = skema.serviceareal if skema else None
        initial: dict[str, Any] = {navn: getattr(area, navn) for navn in cls.base_fields} if area else {}
        return cls(posted, initial=initial)

    @property
    def is_open(self) -> bool:
        """True if the section holds something that must be seen."""
        return bool(self.errors) or any(self[navn].value() not in (None, "") for navn in self.fields)

    def as_input(self) -> ServicearealInput | None:
        """The figures as the service takes them; None where nothing was typed."""
        typed = {navn: value for navn, value in self.cleaned_data.items() if value is not None}
        return ServicearealInput(**typed) if typed else None

    def place(self, fejl: Iterable[Fejl]) -> list[Fejl]:
        """Puts each fault of the service area at its field; gives back the others."""
        rest = []
        for item in fejl:
            sted, _, felt = item.felt.partition(".")
            if sted == self.prefix and felt in self.fields:
                self.add_error(felt, fault_text(item.besked))
            else:
                rest.append(item)
        return rest

"""Forms for users, roles and organisations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone

from almen.organisationer.models import Afdeling, Boligorganisation, Boligtype, Rolle
from almen.organisationer.selectors import current_profil
from almen.ui.forms import AlmenForm, AlmenModelForm, DatoField


class OrganisationForm(AlmenModelForm):
    """Master data of a boligorganisation."""

    aktiv_fra = DatoField(label="Aktiv fra", required=False)
    aktiv_til = DatoField(label="Aktiv til", required=False)

    class Meta:
        model = Boligorganisation
        fields = [
            "navn",
            "kortnavn",
            "lbf_nummer",
            "administrator",
            "adresse",
            "kontakt_email",
            "aktiv_fra",
            "aktiv_til",
            "kilde",
        ]


class AfdelingForm(AlmenModelForm):
    """An afdeling with its dwellings by type as of today."""

    ibrugtaget = DatoField(label="Taget i brug", required=False)

    class Meta:
        model = Afdeling
        fields = ["nummer", "navn", "adresse", "bydel", "ibrugtaget"]

    def __init__(self, *args: Any, bestand: dict[str, int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for value, label in Boligtype.choices:
            self.fields[f"antal_{value}"] = forms.IntegerField(
                label=f"{label}, antal",
                required=False,
                min_value=0,
                max_value=100_000,
                initial=(bestand or {}).get(value),
                widget=forms.NumberInput(attrs={"class": "form-input a-w-s"}),
            )

    def bestand(self) -> dict[str, int]:
        """Dwelling type → number, of the types that were filled in."""
        return {
            value: self.cleaned_data[f"antal_{value}"]
            for value in Boligtype.values
            if self.cleaned_data.get(f"antal_{value}") is not None
        }


class BrugerForm(AlmenForm):
    """A new user."""

    username = forms.CharField(
        label="Brugernavn",
        max_length=60,
        validators=[
            RegexValidator(
                r"^[a-z0-9._-]+$", "Brug små bogstaver, tal, punktum, bindestreg og understregning."
            )
        ],
    )
    navn = forms.CharField(label="Navn", max_length=120)
    email = forms.EmailField(label="E-mail", required=False, help_text="Bruges til kommunens login.")


class RolleForm(AlmenForm):
    """A role from a day."""

    rolle = forms.ChoiceField(label="Rolle", choices=Rolle.choices)
    aktoer = forms.ChoiceField(label="Forvaltning", required=False, help_text="Kun for en anden forvaltning.")
    boligorganisation = forms.ModelChoiceField(
        label="Boligorganisation",
        queryset=Boligorganisation.objects.all(),
        required=False,
        help_text="Kun for en boligorganisation.",
    )
    fra = DatoField(label="Gælder fra")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"fra": timezone.localdate()})
        super().__init__(*args, **kwargs)
        profil, today = current_profil(), timezone.localdate()
        own = {"forvaltningen", "direktionen", "udvalget", "oekonomiudvalget", "borgerrepraesentationen"}
        self.fields["aktoer"].choices = [  # type: ignore[attr-defined]
            ("", "Ingen"),
            *(
                (item.id, profil.aktoer_navn(item.id, today))
                for item in profil.aktoerer
                if item.art == "forvaltning" and item.id not in own
            ),
        ]

"""Forms for users, roles, boligorganisationer and afdelinger."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone

from almen.organisationer.models import Afdeling, Boligorganisation, Boligtype, Rolle
from almen.organisationer.selectors import current_profil
from almen.organisationer.services import Optaelling
from almen.organisationer.services.importart import Importart
from almen.organisationer.services.organisationer import HIGHEST_ANTAL, HIGHEST_AREAL
from almen.ui.forms import AlmenForm, AlmenModelForm, DatoField

MUNICIPAL_BODIES = {"forvaltningen", "direktionen", "udvalget", "oekonomiudvalget", "borgerrepraesentationen"}


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

    def clean(self) -> dict[str, Any]:
        """A period that ends before it begins is told in words; the database refuses it too."""
        data = super().clean() or self.cleaned_data
        fra, til = data.get("aktiv_fra"), data.get("aktiv_til")
        if til is not None and (fra is None or til < fra):
            self.add_error("aktiv_til", "Aktiv til kræver en “Aktiv fra”, der ikke er senere.")
        return data


class AfdelingForm(AlmenModelForm):
    """Master data of an afdeling."""

    ibrugtaget = DatoField(label="Taget i brug", required=False)

    class Meta:
        model = Afdeling
        fields = ["nummer", "navn", "adresse", "bydel", "ibrugtaget", "bygningstype"]


class _CountFields:
    """Number and gross area for each dwelling type; an empty number is left alone. Mixed into a form."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def add_counts(self, known: dict[str, Optaelling] | None = None) -> None:
        """Adds the fields, filled with `known`."""
        for value, label in Boligtype.choices:
            count = (known or {}).get(value)
            self.fields[f"antal_{value}"] = _whole(f"{label}, antal", HIGHEST_ANTAL, count and count.antal)
            self.fields[f"areal_{value}"] = _whole(
                f"{label}, bruttoareal i m²", HIGHEST_AREAL, count and count.bruttoareal_m2
            )

    def clean(self) -> dict[str, Any]:
        """An area without a number says nothing."""
        data = super().clean() or self.cleaned_data  # type: ignore[misc]
        for value, label in Boligtype.choices:
            if data.get(f"areal_{value}") is not None and data.get(f"antal_{value}") is None:
                self.add_error(  # type: ignore[attr-defined]
                    f"antal_{value}", f"Skriv antallet af {label.lower()}, eller slet arealet."
                )
        return data

    def bestand(self) -> dict[str, Optaelling]:
        """Dwelling type → count, of the types that were filled in."""
        data = self.cleaned_data
        return {
            value: Optaelling(data[f"antal_{value}"], data.get(f"areal_{value}"))
            for value in Boligtype.values
            if data.get(f"antal_{value}") is not None
        }


class NyAfdelingForm(_CountFields, AfdelingForm):
    """A new afdeling, with its dwellings as of today if they are known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_counts()


class BestandForm(_CountFields, AlmenForm):
    """Dwellings by type as counted on a day."""

    opgjort = DatoField(label="Opgjort den", help_text="En ny opgørelse af samme dag retter den gamle.")

    def __init__(self, *args: Any, kendt: dict[str, Optaelling], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"opgjort": timezone.localdate()})
        super().__init__(*args, **kwargs)
        self.add_counts(kendt)

    def clean_opgjort(self) -> dt.date:
        """A day that has come."""
        day: dt.date = self.cleaned_data["opgjort"]
        if day > timezone.localdate():
            raise ValidationError("Dagen er ikke kommet endnu. Skriv i dag eller en tidligere dag.")
        return day

    def clean(self) -> dict[str, Any]:
        """At least one figure."""
        data = super().clean()
        if not self.errors and not self.bestand():
            self.add_error(None, "Udfyld antallet for mindst én boligtype.")
        return data


class ImportForm(AlmenForm):
    """A file of many things at once."""

    fil = forms.FileField(
        label="Fil",
        error_messages={
            "required": "Vælg en fil.",
            "empty": "Filen er tom.",
            "invalid": "Filen kunne ikke modtages. Vælg den igen.",
        },
        widget=forms.ClearableFileInput(),
    )

    def __init__(self, *args: Any, art: Importart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fil"].help_text = art.filtyper
        self.fields["fil"].widget.attrs["accept"] = art.endelser


class BrugerForm(AlmenForm):
    """A new user."""

    username = forms.CharField(
        label="Brugernavn",
        max_length=60,
        help_text="Kan ikke ændres senere.",
        validators=[
            RegexValidator(
                r"^[a-z0-9._-]+\Z", "Brug små bogstaver, tal, punktum, bindestreg og understregning."
            )
        ],
    )
    navn = forms.CharField(label="Navn", max_length=120)
    email = forms.EmailField(label="E-mail", required=False, help_text="Bruges til kommunens login.")


class RetBrugerForm(AlmenForm):
    """Name and e-mail of a user."""

    navn = forms.CharField(label="Navn", max_length=120)
    email = forms.EmailField(label="E-mail", required=False, help_text="Bruges til kommunens login.")


class RolleForm(AlmenForm):
    """A role in a period."""

    rolle = forms.ChoiceField(label="Rolle", choices=Rolle.choices)
    aktoer = forms.ChoiceField(label="Forvaltning", required=False, help_text="Kun for en anden forvaltning.")
    boligorganisation = forms.ModelChoiceField(
        label="Boligorganisation",
        queryset=Boligorganisation.objects.all(),
        required=False,
        empty_label="Ingen",
        help_text="Kun for en boligorganisation.",
    )
    fra = DatoField(label="Gælder fra")
    til = DatoField(
        label="Gælder til og med", required=False, help_text="Tom: indtil en administrator afslutter den."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"fra": timezone.localdate()})
        super().__init__(*args, **kwargs)
        profil, today = current_profil(), timezone.localdate()
        self.fields["aktoer"].choices = [
            ("", "Ingen"),
            *(
                (item.id, profil.aktoer_navn(item.id, today))
                for item in profil.aktoerer
                if item.art == "forvaltning" and item.id not in MUNICIPAL_BODIES
            ),
        ]

    def clean(self) -> dict[str, Any]:
        """What a role needs stands at the field that lacks it."""
        data = super().clean() or self.cleaned_data
        if data.get("rolle") == Rolle.BOLIGORGANISATION and data.get("boligorganisation") is None:
            self.add_error("boligorganisation", "Vælg den boligorganisation, brugeren taler for.")
        if data.get("rolle") == Rolle.ANDEN_FORVALTNING and not data.get("aktoer"):
            self.add_error("aktoer", "Vælg den forvaltning, brugeren hører til.")
        if data.get("fra") and data.get("til") and data["til"] < data["fra"]:
            self.add_error("til", "Rollen kan ikke slutte, før den begynder.")
        return data


def _whole(label: str, highest: int, initial: int | None) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=highest,
        initial=initial,
        localize=False,
        widget=forms.NumberInput(attrs={"class": "form-input a-w-s"}),
        error_messages={"invalid": "Skriv et helt tal, for eksempel 120."},
    )

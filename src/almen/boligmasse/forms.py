"""The forms of the housing stock: what the picture shows, a figure, and why one is replaced or withdrawn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from almen.boligmasse.kategorier import ejerform_choices
from almen.boligmasse.models import FOERSTE_AAR, SIDSTE_AAR, Boligtal, Emne, Enhed, Sikkerhed
from almen.boligmasse.selectors import bydel_choices
from almen.boligmasse.services import Talinput
from almen.ui.forms import AlmenForm, DatoField, DecimalField

HELE = "hele"


def place_choices() -> list[tuple[str, str]]:
    """The whole municipality and its districts, each with a value that is not empty."""
    return [(key or HELE, navn) for key, navn in bydel_choices()]


def year_field(label: str, **kwargs: Any) -> forms.IntegerField:
    """A year, typed."""
    wrong = f"Skriv et årstal fra {FOERSTE_AAR} til {SIDSTE_AAR}."
    return forms.IntegerField(
        label=label,
        min_value=FOERSTE_AAR,
        max_value=SIDSTE_AAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "a-w-s"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value", "required"), wrong),
        **kwargs,
    )


class Udsnitform(AlmenForm):
    """Which place and years the picture shows."""

    hide_optional = True

    bydel = forms.ChoiceField(label="Område", choices=place_choices, required=False)
    fra = year_field("Fra år", required=False)
    til = year_field("Til år", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("fra") and data.get("til") and data["fra"] > data["til"]:
            self.add_error("til", "Til år skal være det samme som fra år eller senere.")
        return data


class Talform(AlmenForm):
    """A figure as it stands in its source. With `boligtal` a newer reading of that one, which needs a reason."""

    emne = forms.ChoiceField(label="Hvad tælles", choices=Emne.choices)
    enhed = forms.ChoiceField(label="Tallet er", choices=Enhed.choices)
    aar = year_field("År", help_text="Ved en periode: periodens sidste år.")
    fra_aar = year_field(
        "Periodens første år",
        required=False,
        help_text="Kun når kilden giver ét tal for færdiggjorte i flere år.",
    )
    bydel = forms.ChoiceField(label="Område", choices=place_choices, initial=HELE)
    ejerform = forms.ChoiceField(label="Ejerform", choices=ejerform_choices)
    vaerdi = DecimalField(
        label="Værdi",
        help_text="Som kilden skriver det, med de samme decimaler: 4300 eller 19,1.",
    )
    mangler = forms.BooleanField(label="Kilden oplyser ikke tallet", required=False)
    kilde = forms.CharField(label="Kilde", max_length=400, help_text="Navn, dato og side eller tabel.")
    kilde_adresse = forms.CharField(label="Kildens adresse", max_length=400, required=False)
    laest = DatoField(label="Læst den")
    sikkerhed = forms.ChoiceField(label="Sikkerhed", choices=Sikkerhed.choices)
    note = forms.CharField(label="Note", max_length=400, required=False)
    begrundelse = forms.CharField(
        label="Hvorfor erstattes tallet",
        max_length=300,
        required=False,
        help_text="Skrives, når tallet er registreret i forvejen. Det gamle tal bliver stående i historikken.",
    )

    def __init__(self, *args: Any, boligtal: Boligtal | None = None, **kwargs: Any) -> None:
        self.boligtal = boligtal
        initial = {"laest": timezone.localdate(), "sikkerhed": Sikkerhed.SIKKER}
        if boligtal is not None:
            names = ("kilde", "kilde_adresse", "sikkerhed", "note")
            initial |= {name: getattr(boligtal, name) for name in names}
            initial |= {"vaerdi": boligtal.tal, "mangler": boligtal.tal is None}
        kwargs["initial"] = {**initial, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if boligtal is not None:
            for name in Boligtal.NOEGLE:
                del self.fields[name]
            self.fields["begrundelse"].required = True
            self.fields["begrundelse"].error_messages["required"] = "Skriv, hvorfor tallet erstattes."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("mangler"):
            if data.get("vaerdi") is not None:
                self.add_error("mangler", "Fjern enten tallet eller krydset; begge dele kan ikke gælde.")
            elif not self.data.get(self.add_prefix("vaerdi"), "").strip():
                self.errors.pop("vaerdi", None)
                data["vaerdi"] = None
        return data

    def tal(self) -> Talinput:
        """The figure that was entered."""
        data = {key: self.cleaned_data[key] for key in self.fields if key not in ("mangler", "begrundelse")}
        if self.boligtal is not None:
            data |= {name: getattr(self.boligtal, name) for name in Boligtal.NOEGLE}
        return Talinput(**{**data, "bydel": "" if data["bydel"] == HELE else data["bydel"]})


class Tilbagekaldform(AlmenForm):
    """Why a figure is withdrawn."""

    begrundelse = forms.CharField(
        label="Begrundelse",
        max_length=300,
        error_messages={"required": "Skriv, hvorfor tallet tilbagekaldes."},
    )

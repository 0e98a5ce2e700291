"""The forms of areas: what one is, where it lies, its afdelinger and the municipality's own designations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet

from almen.grundlag.models import Sikkerhed
from almen.omraader.geojson import KOORDINATSYSTEMER, MAX_BYTES, Omridsinput, parse_omrids
from almen.omraader.models import Kommuneudpegning, Omraade
from almen.omraader.selectors.tal import own_kommune
from almen.omraader.services import Graenseinput, Omraadeinput, Udpegningsinput
from almen.organisationer.models import Afdeling
from almen.organisationer.selectors import current_profil
from almen.regler.fejl import UgyldigtInput
from almen.ui.forms import AlmenForm, DatoField, ForslagInput, fault_text


def kilde_field() -> forms.CharField:
    """A source, which must be there."""
    return forms.CharField(label="Kilde", max_length=400, help_text="Navn, dato og side eller tabel.")


def address_field() -> forms.CharField:
    """The address of a source."""
    return forms.CharField(label="Kildens adresse", max_length=400, required=False)


def sikkerhed_field() -> forms.ChoiceField:
    """How sure a source is."""
    return forms.ChoiceField(label="Sikkerhed", choices=Sikkerhed.choices, initial=Sikkerhed.SIKKER)


def suggest(ask: Callable[[], list[str]]) -> forms.TextInput:
    """Text with suggestions; other text is allowed."""
    return ForslagInput(ask)


def _bydele() -> list[str]:
    return [item.navn for item in current_profil().bydele]


def _kommuner() -> list[str]:
    used = Omraade.objects.order_by("kommune").values_list("kommune", flat=True).distinct()
    return list(dict.fromkeys([own_kommune(), *used]))


def _grundlag() -> list[str]:
    return list(Kommuneudpegning.objects.order_by("grundlag").values_list("grundlag", flat=True).distinct())


class Omraadeform(AlmenForm):
    """What an area is."""

    navn = forms.CharField(
        label="Navn", max_length=160, help_text="Som på statens lister, hvis området er på en."
    )
    kommune = forms.CharField(label="Kommune", max_length=80, widget=suggest(_kommuner))
    region = forms.CharField(
        label="Region", max_length=40, required=False, help_text="Den, indkomsten måles mod, fx Hovedstaden."
    )
    bydel = forms.CharField(label="Bydel", max_length=80, required=False, widget=suggest(_bydele))
    beskrivelse = forms.CharField(label="Beskrivelse", max_length=5000, required=False, widget=forms.Textarea)
    kilde = forms.CharField(label="Kilde", max_length=400, required=False)

    def __init__(self, *args: Any, omraade: Omraade | None = None, **kwargs: Any) -> None:
        initial = {"kommune": own_kommune()}
        if omraade is not None:
            initial = {name: getattr(omraade, name) for name in self.base_fields}
        super().__init__(*args, initial=initial, **kwargs)

    def omraade(self) -> Omraadeinput:
        """What was entered."""
        return Omraadeinput(**{name: self.cleaned_data[name] for name in self.fields})


class Graenseform(AlmenForm):
    """Where an area lies from a day on: a GeoJSON file."""

    fil = forms.FileField(
        label="GeoJSON-fil",
        help_text=f"Ét omrids (Polygon eller MultiPolygon) i {' eller '.join(KOORDINATSYSTEMER.values())}, højst {MAX_BYTES // 1_000_000} MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".geojson,.json"}),
        error_messages={"required": "Vælg en fil.", "empty": "Filen er tom."},
    )
    koordinatsystem = forms.ChoiceField(
        label="Koordinatsystem",
        required=False,
        choices=[("", "Aflæs det af filen"), *KOORDINATSYSTEMER.items()],
    )
    gyldig_fra = DatoField(
        label="Gælder fra", required=False, help_text="En ny grænse afslutter den forrige dagen før."
    )
    kilde = kilde_field()
    kilde_adresse = address_field()
    sikkerhed = sikkerhed_field()
    note = forms.CharField(label="Note", max_length=400, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        fil = data.get("fil")
        if fil is None:
            return data
        try:
            data["omrids"] = parse_omrids(fil.read(MAX_BYTES + 1), data.get("koordinatsystem", ""))
        except UgyldigtInput as error:
            for item in error.fejl:
                self.add_error(item.felt, fault_text(item.besked))
        return data

    def graense(self) -> Graenseinput:
        """The boundary that was entered."""
        data = self.cleaned_data
        omrids: Omridsinput = data["omrids"]
        return Graenseinput(
            geometri=omrids.geometri,
            koordinatsystem=omrids.koordinatsystem,
            gyldig_fra=data["gyldig_fra"],
            kilde=data["kilde"],
            sikkerhed=data["sikkerhed"],
            kilde_adresse=data["kilde_adresse"],
            note=data["note"],
        )


class Afdelingform(AlmenForm):
    """An afdeling that lies in the area."""

    afdeling = forms.ModelChoiceField(
        label="Afdeling", queryset=Afdeling.objects.none(), empty_label="Vælg en afdeling"
    )
    fra = DatoField(label="Fra", required=False, help_text="Tomt: det vides ikke, eller fra begyndelsen.")
    til = DatoField(label="Til og med", required=False, help_text="Tomt: stadig.")
    kilde = forms.CharField(label="Kilde", max_length=400, required=False)

    def __init__(self, *args: Any, afdelinger: QuerySet[Afdeling], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["afdeling"]
        field.queryset = afdelinger  # type: ignore[attr-defined]
        field.label_from_instance = lambda row: f"{row.boligorganisation.navn}: {row}"  # type: ignore[attr-defined]


class Udpegningform(AlmenForm):
    """The municipality's own designation."""

    grundlag = forms.CharField(
        label="Udpeget efter",
        max_length=200,
        widget=suggest(_grundlag),
        help_text="Fx Politik for udsatte byområder 2025–2035.",
    )
    fra = DatoField(label="Fra", required=False)
    til = DatoField(label="Til og med", required=False, help_text="Tomt: stadig.")
    begrundelse = forms.CharField(label="Hvorfor", max_length=5000, required=False, widget=forms.Textarea)
    kilde = kilde_field()
    kilde_adresse = address_field()
    sikkerhed = sikkerhed_field()

    def udpegning(self) -> Udpegningsinput:
        """What was entered."""
        return Udpegningsinput(**{name: self.cleaned_data[name] for name in self.fields})


class Afslutform(AlmenForm):
    """The last day of something."""

    til = DatoField(label="Sidste dag")

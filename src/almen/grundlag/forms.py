"""What people type about versions and local figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from almen.grundlag.parametervaerdier import parametre_of
from almen.organisationer.models import Boligtype
from almen.organisationer.selectors import current_profil
from almen.regler.dansk import name_of
from almen.regler.fejl import Fejl
from almen.regler.lokale import LokalRaekke
from almen.regler.parameter import Dimension, Parameter
from almen.sagsgang.grundlagsparameter import HOEJST_TEGN, TAL, Grundlagsparameter, to_text
from almen.sagsgang.register import REGISTER
from almen.ui.forms import AlmenForm, DatoField, DecimalField, KronerField, M2Field, dress, fault_text

PARAMETER = "parameter-"

VIS = [
    ("", "Alle"),
    ("usikre", "Ikke sikre"),
    ("mangler", "Uden værdi den dag"),
    ("lokale", "Med lokale tal"),
    ("suppleres", "Kan suppleres lokalt"),
]


class ParameterSoegning(AlmenForm):
    """Which parameters, on which day."""

    hide_optional = True
    q = forms.CharField(label="Søg", required=False, max_length=200, help_text="")
    dato = DatoField(label="Gælder den", required=False)
    emne = forms.ChoiceField(label="Emne", required=False)
    vis = forms.ChoiceField(label="Vis", required=False, choices=VIS)

    def __init__(self, *args: Any, emner: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["emne"].choices = [("", "Alle"), *((emne, emne) for emne in emner)]  # type: ignore[attr-defined]


class LokalForm(AlmenForm):
    """One local figure of one parameter; the fields follow the parameter's conditions and unit."""

    def __init__(self, *args: Any, parameter: Parameter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parameter = parameter
        self.fields["fra"] = DatoField(label="Gælder fra")
        self.fields["til"] = DatoField(
            label="Gælder til og med",
            required=parameter.aarlig,
            help_text="Tallet gælder ét kalenderår: senest 31. december samme år."
            if parameter.aarlig
            else "Tom: ingen slutdato.",
        )
        for dimension in parameter.dimensioner:
            self._add_dimension(dimension)
        self.fields["vaerdi"] = _value_field(parameter)
        self.fields["hjemmel"] = forms.CharField(
            label="Hjemmel", max_length=200, help_text="Lov, bekendtgørelse eller beslutning med paragraf."
        )
        self.fields["kilde"] = forms.CharField(
            label="Kilde",
            max_length=400,
            help_text="Hvor tallet er læst: adresse, dokument eller møde og punkt.",
        )
        dress(self)

    def _add_dimension(self, dimension: Dimension) -> None:
        label = dimension.titel[:1].upper() + dimension.titel[1:]
        if dimension.slags == "valg":
            self.fields[dimension.navn] = forms.MultipleChoiceField(
                label=label,
                choices=[(value, name_of(value).capitalize()) for value in dimension.tilladt],
                required=dimension.paakraevet,
                widget=forms.CheckboxSelectMultiple,
                help_text="" if dimension.paakraevet else "Ingen valgt: gælder alle.",
                error_messages={"required": "Vælg mindst én."},
            )
            return
        ends = (("mindst", "mindst"), ("under", "under"))
        field: type[forms.Field] = DecimalField
        if dimension.slags == "datointerval":
            ends, field = (("fra", "fra"), ("til", "til og med")), DatoField
        for key, text in ends:
            self.fields[f"{dimension.navn}_{key}"] = field(label=f"{label}, {text}", required=False)

    def as_raekke(self) -> LokalRaekke:
        """The cleaned form as a local row."""
        data = self.cleaned_data
        naar: dict[str, Any] = {}
        for dimension in self.parameter.dimensioner:
            name = dimension.navn
            if dimension.slags == "valg":
                if data.get(name):
                    naar[name] = list(data[name])
                continue
            ends = ("mindst", "under") if dimension.slags == "talinterval" else ("fra", "til")
            interval = {key: data[f"{name}_{key}"] for key in ends if data.get(f"{name}_{key}") is not None}
            if interval:
                naar[name] = interval
        value = data["vaerdi"]
        if self.parameter.enhed.type == "heltal" and isinstance(value, Decimal):
            value = format(value, "f")
        return LokalRaekke(
            parameter=self.parameter.id, fra=data["fra"], til=data.get("til"), vaerdi=value,
            hjemmel=data["hjemmel"], kilde=data["kilde"], registreret=timezone.localdate(), naar=naar,
        )  # fmt: skip

    def show_faults(self, fejl: tuple[Fejl, ...]) -> None:
        """Puts the rules' faults at the fields they name."""
        for fault in fejl:
            self.add_error(fault.felt if fault.felt in self.fields else None, fault_text(fault.besked))


def _value_field(parameter: Parameter) -> forms.Field:
    label = f"Værdi ({parameter.enhed.tekst})" if parameter.enhed.tekst else "Værdi"
    if parameter.enhed.type in ("heltal", "decimal"):
        return DecimalField(label=label)
    if parameter.enhed.type == "dato":
        return DatoField(label=label)
    return forms.CharField(label=label, max_length=60)


class ImportForm(AlmenForm):
    """A CSV file with local figures."""

    fil = forms.FileField(
        label="CSV-fil",
        help_text="Første linje er kolonnenavne. Semikolon eller komma som skilletegn.",
        error_messages={"empty": "Filen er tom.", "missing": "Vælg en fil.", "required": "Vælg en fil."},
    )


class TilbagekaldForm(AlmenForm):
    """Why a local figure is withdrawn."""

    grund = forms.CharField(
        label="Begrundelse", max_length=300, help_text="Tallet bliver stående med begrundelsen."
    )


class SagsgangKladdeForm(AlmenForm):
    """A route as YAML."""

    tekst = forms.CharField(
        label="Sagsgang (YAML)",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "false", "wrap": "off"}),
        help_text="Hele sagsgangen: sagstype, version, gyldig_fra, vedtaget, faser og trin.",
    )


class GrundlagKladdeForm(AlmenForm):
    """A version of an administrationsgrundlag; its figures and demands are fields of the kind that the profile says."""

    version = forms.CharField(label="Version", max_length=30, help_text="For eksempel 2027-1.")
    gyldig_fra = DatoField(label="Gælder fra")
    tekst = forms.CharField(
        label="Tekst",
        required=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text="En tom linje skiller afsnit. En linje med # foran er en overskrift, med ## en underoverskrift, med - et punkt.",
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, grundlag_id: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for definition in parametre_of(grundlag_id):
            self.fields[PARAMETER + definition.id] = _parameter_field(definition)
        self.fields["note"] = self.fields.pop("note")
        dress(self)

    def parametre(self) -> dict[str, Any]:
        """The figures and demands by id; what was left empty is None."""
        return {
            key.removeprefix(PARAMETER): value
            for key, value in self.cleaned_data.items()
            if key.startswith(PARAMETER)
        }

    def version_data(self) -> dict[str, Any]:
        """What the services take of a version."""
        own = {key: self.cleaned_data[key] for key in ("version", "gyldig_fra", "tekst", "note")}
        return {**own, "parametre": self.parametre()}


def initial_parametre(grundlag_id: str, parametre: Mapping[str, str]) -> dict[str, Any]:
    """A version's figures and demands as the form's fields show them; what cannot be read is left empty."""
    initial: dict[str, Any] = {}
    for definition in parametre_of(grundlag_id):
        kept = parametre.get(definition.id, "")
        try:
            value = to_text(definition, kept) if kept else ""
        except ValueError:
            continue
        if value:
            is_number = definition.art in TAL
            is_day = definition.art == "dato"
            initial[PARAMETER + definition.id] = (
                Decimal(value) if is_number else dt.date.fromisoformat(value) if is_day else value
            )
    return initial


def _parameter_field(definition: Grundlagsparameter) -> forms.Field:
    label = f"{definition.navn} ({definition.enhed})" if definition.enhed else definition.navn
    common: dict[str, Any] = {"label": label, "required": False, "help_text": definition.note}
    low = definition.mindst if definition.mindst is not None else Decimal(0)
    match definition.art:
        case "kroner":
            return KronerField(**common, mindst=int(low), hoejst=definition.hoejst)
        case "m2":
            return M2Field(**common, mindst=low, hoejst=definition.hoejst)
        case "procent" | "antal":
            return DecimalField(**common, mindst=low, hoejst=definition.hoejst)
        case "dato":
            return DatoField(**common)
        case "ja_nej":
            return forms.ChoiceField(**common, choices=[("", "Ikke fastsat"), ("ja", "Ja"), ("nej", "Nej")])
    return forms.CharField(**common, max_length=HOEJST_TEGN, widget=forms.Textarea(attrs={"rows": 3}))


class VedtagForm(AlmenForm):
    """The decision by which a draft comes into force."""

    organ = forms.ChoiceField(label="Vedtaget af")
    dato = DatoField(label="Vedtaget den")
    kilde = forms.CharField(
        label="Kilde", max_length=400, help_text="Mødet og punktet, eller adressen på referatet."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profil, today = current_profil(), timezone.localdate()
        self.fields["organ"].choices = [  # type: ignore[attr-defined]
            (aktoer.id, profil.aktoer_navn(aktoer.id, today))
            for aktoer in profil.aktoerer
            if aktoer.art in ("organ", "forvaltning")
        ]


class OphoerForm(AlmenForm):
    """A version that ends although nothing follows it."""

    sidste_dag = DatoField(label="Sidste dag")
    kilde = forms.CharField(label="Kilde", max_length=400, help_text="Beslutningen om, at versionen ophører.")


class SammenlignForm(AlmenForm):
    """Two versions of one base."""

    hide_optional = True
    a = forms.ChoiceField(label="Version")
    b = forms.ChoiceField(label="Sammenlignet med")

    def __init__(self, *args: Any, versioner: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("a", "b"):
            self.fields[name].choices = [(version, version) for version in versioner]  # type: ignore[attr-defined]


def chosen_dato(form: ParameterSoegning) -> dt.date:
    """The day that was asked for; today without one or where it cannot be read."""
    if form.is_valid() and form.cleaned_data.get("dato"):
        return form.cleaned_data["dato"]
    return timezone.localdate()


def _sagstyper() -> list[tuple[str, str]]:
    return [(item.id, item.navn) for item in REGISTER.sagstyper.values()]


class VejForm(AlmenForm):
    """The question of *Hvem beslutter?*: a kind of case, its facts and a day."""

    hide_optional = True
    sagstype = forms.ChoiceField(label="Sagstype", choices=_sagstyper)
    boligtype = forms.MultipleChoiceField(
        label="Boligtyper",
        choices=Boligtype.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ingen valgt: alle trin, der kan komme på tale.",
    )
    dato = DatoField(label="På dagen")

"""The forms of applications, answers, files and requests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from almen.ansoegninger.models import MAX_TEKST, Bilagsart
from almen.byggeri.forms.projekt import danish_field
from almen.byggeri.forms.renovering import TALFELTER, renovering_field, tal_field
from almen.byggeri.models import Projekt, Renovering, Renoveringsskema
from almen.organisationer.models import Afdeling, Boligorganisation
from almen.ui.forms import AlmenForm, DatoField

HELP = {
    "forventet_tilsagn": "Dagen for tilsagn afgør, hvilke satser der gælder.",
    "forventet_skema_b": "Året afgør, hvilket maksimumsbeløb der gælder.",
    "grundkapital_maks": "Udfyldes, hvis der søges om et maksimum. Ellers beregnes beløbet.",
    "udearealer_faerdige": "Kun hvis udearealerne blev færdige efter den sidste bolig.",
    "breddegrad": "WGS 84, fx 55,676098. Begge tal eller ingen.",
    "byggetilladelse_m2": "Skal svare til arealet i ansøgningen.",
}


class OplysningsForm(AlmenForm):
    """Facts, as far as they are known."""

    hide_optional = True
    vejledning = "Udfyld, hvad I ved. Det, der ikke er oplyst, kan kommunen spørge om."


class TalForm(OplysningsForm):
    """Figures: an empty one is not known, which is not the same as none."""

    vejledning = "Udfyld de beløb, I kender, i hele kroner. Skriv 0, hvor der ingen er: summerne beregnes, når alle beløb er kendt."


class TitelForm(OplysningsForm):
    """What the project is called; the first step of Skema A. Only the title must be given."""

    vejledning = "Titlen skal udfyldes; resten kan vente."

    titel = forms.CharField(
        label="Projektets titel",
        max_length=200,
        help_text="Fx 83 ungdomsboliger og 6 familieboliger, August Schade Kvarter.",
        error_messages={"required": "Skriv, hvad projektet hedder."},
    )


class RenoveringstitelForm(OplysningsForm):
    """What the renovation is called; its first step."""

    vejledning = "Titel og mindst én problemtype skal udfyldes; resten kan vente."

    titel = forms.CharField(
        label="Renoveringens titel",
        max_length=200,
        help_text="Fx Fysisk helhedsplan, Valby Ejendomme.",
        error_messages={"required": "Skriv, hvad renoveringen hedder."},
    )


class BeskrivelseForm(OplysningsForm):
    """What is wrong and what is to be done, in words."""

    tekst = forms.CharField(
        label="Problemer og arbejder",
        required=False,
        max_length=MAX_TEKST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Hvad er galt, hvad skal gøres, og hvordan inddrages beboerne. Helhedsplanen kan lægges ved som bilag.",
    )


class TekstForm(OplysningsForm):
    """Free text beside the facts; everything may be left empty."""

    tekst = forms.CharField(
        label="Bemærkninger til kommunen", required=False, max_length=MAX_TEKST, widget=forms.Textarea
    )


class SvarForm(AlmenForm):
    """The answer to a request."""

    tekst = forms.CharField(
        label="Svar",
        max_length=MAX_TEKST,
        widget=forms.Textarea,
        error_messages={"required": "Skriv svaret. Filer kan lægges ved i næste trin."},
    )


class BilagForm(AlmenForm):
    """One file."""

    fil = forms.FileField(label="Fil", error_messages={"required": "Vælg en fil."})
    art = forms.ChoiceField(label="Hvad viser filen", choices=Bilagsart.choices)
    titel = forms.CharField(
        label="Titel", max_length=200, required=False, help_text="Ellers bruges filens navn."
    )


class RetursendForm(AlmenForm):
    """Why a submission is returned."""

    begrundelse = forms.CharField(
        label="Hvad mangler eller skal rettes",
        max_length=MAX_TEKST,
        widget=forms.Textarea,
        help_text="Boligorganisationen ser teksten og kan rette og sende igen.",
        error_messages={"required": "Skriv, hvad der mangler eller skal rettes."},
    )


class AnmodningForm(AlmenForm):
    """What the municipality asks for."""

    tekst = forms.CharField(
        label="Hvad anmodes der om",
        max_length=MAX_TEKST,
        widget=forms.Textarea,
        error_messages={"required": "Skriv, hvad boligorganisationen skal sende."},
    )
    frist = DatoField(label="Svar senest", required=False)


def _with_fields(
    base: type[AlmenForm], own: Mapping[str, forms.Field | None], first: bool = False
) -> type[AlmenForm]:
    """A form with `own` fields beside the base's, before or after them."""
    fields: dict[str, Any] = {navn: field for navn, field in own.items() if field is not None}
    form = type("Oplysningsform", (base,), dict(fields))
    if first:
        form.base_fields = {**fields, **base.base_fields}  # type: ignore[attr-defined]
    return form


def projektform(base: type[AlmenForm], names: Iterable[str], first: bool = False) -> type[AlmenForm]:
    """A form with fields of the project; all may be left empty."""
    own = {navn: danish_field(Projekt._meta.get_field(navn)) for navn in names}  # type: ignore[arg-type]
    for navn, field in own.items():
        if field is not None:
            field.required, field.help_text = False, HELP.get(navn, "")
    return _with_fields(base, own, first)


def renoveringsform(
    base: type[AlmenForm],
    names: Iterable[str],
    first: bool = False,
    more: Mapping[str, forms.Field] | None = None,
) -> type[AlmenForm]:
    """A form with fields of the renovation, and `more` after them; only the kinds of problems must be chosen."""
    own = {navn: renovering_field(Renovering._meta.get_field(navn)) for navn in names}
    return _with_fields(base, {**own, **(more or {})}, first)


def renoveringstalform() -> type[AlmenForm]:
    """The figures of a renovation's Skema; what is not known is left empty."""
    own = {navn: tal_field(Renoveringsskema._meta.get_field(navn)) for navn in TALFELTER}
    return _with_fields(TalForm, own)


def afdelingsfelt(boligorganisation: Boligorganisation, valgt: Iterable[Afdeling]) -> dict[str, forms.Field]:
    """The organisation's afdelinger to choose from, by number, with those chosen so far; empty where it has none."""
    rows = [(item.nummer, str(item)) for item in boligorganisation.afdelinger.order_by("nummer")]
    if not rows:
        return {}
    widget = forms.CheckboxSelectMultiple
    return {
        "afdelinger": forms.MultipleChoiceField(
            label="Afdelinger",
            choices=rows,
            required=False,
            widget=widget,
            initial=[item.nummer for item in valgt],
        )
    }

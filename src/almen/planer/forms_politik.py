"""What people type about policies, their goals and indicators, and about strategies."""

from __future__ import annotations

from typing import Any

from django import forms

from almen.grundlag.models import Administrationsgrundlag, Sikkerhed
from almen.omraader.indikatorer import omraadeindikatorer
from almen.omraader.models import Kommuneudpegning
from almen.omraader.selectors.tal import own_kommune
from almen.planer.forms import GrundForm
from almen.planer.models import Politik, Politikindikator, Politikmaal, Strategi
from almen.ui.forms import AlmenForm, DatoField, DecimalField

RETNINGER = (("ned", "Lavere"), ("op", "Højere"))


def _whole(label: str, mindst: int, hoejst: int, **mere: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=mindst,
        max_value=hoejst,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "a-w-s"}),
        error_messages={
            "invalid": "Skriv et helt tal.",
            "min_value": f"Skal være mindst {mindst}.",
            "max_value": f"Må højst være {hoejst}.",
        },
        **mere,
    )


class PolitikForm(GrundForm):
    """A policy. `ny`: the case's title is asked for, and whether it has a case at all."""

    uden_sag = forms.BooleanField(
        label="Politikken er vedtaget, før systemet blev taget i brug",
        required=False,
        help_text="Så registreres den uden en sag, med kilden til vedtagelsen.",
    )
    titel = forms.CharField(
        label="Sagens titel",
        max_length=200,
        required=False,
        help_text="Udfyldes ikke, når politikken er uden sag.",
    )
    navn = forms.CharField(label="Politikkens navn", max_length=200)
    fra = DatoField(label="Gælder fra")
    til = DatoField(label="Gælder til og med")
    beskrivelse = forms.CharField(
        label="Beskrivelse", required=False, widget=forms.Textarea, max_length=20_000
    )
    udpegninger = forms.ModelMultipleChoiceField(
        label="Udpegede områder",
        queryset=Kommuneudpegning.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kommunens egne udpegninger. En ny udpegning føres ind på områdets side.",
    )
    strategier = forms.ModelMultipleChoiceField(
        label="Strategier, politikken henviser til",
        queryset=Strategi.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kilde = forms.CharField(label="Kilde", max_length=400)
    kilde_adresse = forms.URLField(
        label="Kildens adresse", required=False, max_length=400, assume_scheme="https"
    )
    sikkerhed = forms.ChoiceField(label="Sikkerhed", choices=Sikkerhed.choices)

    def __init__(self, *args: Any, politik: Politik | None = None, **kwargs: Any) -> None:
        if politik is not None:
            names = ("navn", "fra", "til", "beskrivelse", "kilde", "kilde_adresse", "sikkerhed")
            kwargs["initial"] = {name: getattr(politik, name) for name in names} | {
                name: list(getattr(politik, name).all()) for name in ("udpegninger", "strategier")
            }
        super().__init__(*args, **kwargs)
        if politik is not None:
            del self.fields["titel"], self.fields["uden_sag"]
        own = Kommuneudpegning.objects.filter(omraade__kommune=own_kommune())
        self.fields["udpegninger"].queryset = own.select_related("omraade").order_by("omraade__navn", "-fra")  # type: ignore[attr-defined]
        for name in ("udpegninger", "strategier"):
            if not self.fields[name].queryset.exists():  # type: ignore[attr-defined]
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The period in order; a title where there is to be a case."""
        data = super().clean() or self.cleaned_data
        if data.get("fra") and data.get("til") and data["til"] < data["fra"]:
            self.add_error("til", "Skal ligge efter den første dag.")
        if "titel" in self.fields and not data.get("uden_sag") and not data.get("titel"):
            self.add_error("titel", "Skriv sagens titel, eller sæt kryds ved, at politikken er vedtaget før.")
        return data


class MaalForm(GrundForm):
    """A goal of a policy."""

    nummer = _whole("Nummer", 1, 99)
    navn = forms.CharField(label="Mål", max_length=200)
    beskrivelse = forms.CharField(label="Beskrivelse", required=False, widget=forms.Textarea, max_length=4000)

    def __init__(self, *args: Any, maal: Politikmaal | None = None, **kwargs: Any) -> None:
        if maal is not None:
            kwargs["initial"] = {name: getattr(maal, name) for name in ("nummer", "navn", "beskrivelse")}
        super().__init__(*args, **kwargs)


class IndikatorForm(GrundForm):
    """What a goal is measured by."""

    indikator = forms.ChoiceField(label="Indikator")
    retning = forms.ChoiceField(label="Ønsket udvikling", choices=RETNINGER, widget=forms.RadioSelect)
    maalsaetning = DecimalField(
        label="Målsætning",
        required=False,
        mindst=0,
        help_text="I indikatorens enhed. Tom, hvis der ingen er.",
    )
    maalaar = _whole("Nås i år", 2000, 2100, required=False)
    note = forms.CharField(label="Note", required=False, max_length=400)

    def __init__(self, *args: Any, indikator: Politikindikator | None = None, **kwargs: Any) -> None:
        if indikator is not None:
            names = ("indikator", "retning", "maalaar", "note")
            target = indikator.maalsaetning
            kwargs["initial"] = {name: getattr(indikator, name) for name in names} | {
                "maalsaetning": None if target is None else target.normalize()
            }
        super().__init__(*args, **kwargs)
        self.fields["indikator"].choices = [  # type: ignore[attr-defined]
            ("", "Vælg"),
            *((item.id, f"{item.navn} ({item.enhed_tekst})") for item in omraadeindikatorer()),
        ]


class StrategiForm(AlmenForm):
    """A strategy that plans and bases point to."""

    navn = forms.CharField(label="Navn", max_length=200)
    beskrivelse = forms.CharField(
        label="Hvad handler den om?", required=False, widget=forms.Textarea, max_length=10_000
    )
    stand = forms.CharField(
        label="Hvor langt er den?",
        required=False,
        max_length=200,
        help_text="Fx under udarbejdelse, i høring, vedtaget.",
    )
    fra = DatoField(label="Gælder fra", required=False)
    til = DatoField(label="Gælder til og med", required=False)
    grundlag = forms.ModelMultipleChoiceField(
        label="Administrationsgrundlag, den har betydning for",
        queryset=Administrationsgrundlag.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kilde = forms.CharField(label="Kilde", max_length=400)
    kilde_adresse = forms.URLField(
        label="Kildens adresse", required=False, max_length=400, assume_scheme="https"
    )
    sikkerhed = forms.ChoiceField(label="Sikkerhed", choices=Sikkerhed.choices)

    def __init__(self, *args: Any, strategi: Strategi | None = None, **kwargs: Any) -> None:
        if strategi is not None:
            names = ("navn", "beskrivelse", "stand", "fra", "til", "kilde", "kilde_adresse", "sikkerhed")
            kwargs["initial"] = {name: getattr(strategi, name) for name in names} | {
                "grundlag": list(strategi.grundlag.all())
            }
        super().__init__(*args, **kwargs)

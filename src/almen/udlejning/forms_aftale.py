"""The forms of framework agreements: the agreement itself, its annexes, steps, criteria, and the grid of shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from almen.grundlag.models import Sikkerhed
from almen.organisationer.models import Boligtype
from almen.sager.models import Dokument
from almen.udlejning.andele import plain
from almen.udlejning.models import (
    Aftalebilag,
    Bilagsart,
    Binding,
    Kriterium,
    Rammeaftale,
    Trappe,
    Trappetrin,
    Trinkriterium,
    Vej,
)
from almen.udlejning.selectors.indhold import BOLIGTYPER, Trinindhold
from almen.udlejning.services.aftaledele import Bilagsinput, Trininput
from almen.udlejning.services.andele import line_name
from almen.udlejning.services.kriterier import Brug, Kriterieinput
from almen.ui.forms import AlmenForm, DatoField, DecimalField

AFTALEFELTER = (
    "navn",
    "gyldig_fra",
    "gyldig_til",
    "parter",
    "formaal",
    "kilde",
    "kilde_adresse",
    "sikkerhed",
    "note",
)


def _number(label: str, hoejst: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=hoejst,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "a-w-s"}),
        error_messages={
            "invalid": "Skriv et helt tal.",
            "min_value": "Skal være mindst 1.",
            "max_value": f"Må højst være {hoejst}.",
        },
    )


def sikkerhed_field() -> forms.ChoiceField:
    """How sure a source is."""
    return forms.ChoiceField(label="Sikkerhed", choices=Sikkerhed.choices, initial=Sikkerhed.SIKKER)


def address_field() -> forms.CharField:
    """The address of a source."""
    return forms.CharField(label="Kildens adresse", max_length=400, required=False)


class GrundForm(AlmenForm):
    """Base of the forms that change an agreement: with `lagt_frem` a reason is asked for."""

    grund = forms.CharField(
        label="Hvorfor det rettes",
        max_length=400,
        required=False,
        help_text="Aftalen er lagt frem eller gælder. Grunden står i journalen.",
    )

    def __init__(self, *args: Any, lagt_frem: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lagt_frem:
            self.order_fields([*(name for name in self.fields if name != "grund"), "grund"])
        else:
            del self.fields["grund"]

    @property
    def grund_tekst(self) -> str:
        """The reason, empty where none is asked for."""
        return str(self.cleaned_data.get("grund", ""))


class AftaleForm(GrundForm):
    """What an agreement is."""

    navn = forms.CharField(label="Aftalens navn", max_length=200)
    gyldig_fra = DatoField(label="Gælder fra")
    gyldig_til = DatoField(label="Gælder til og med")
    parter = forms.CharField(label="Parter", widget=forms.Textarea, help_text="En part på hver linje.")
    formaal = forms.CharField(label="Formål", widget=forms.Textarea, required=False)
    kilde = forms.CharField(label="Kilde", max_length=400, help_text="Navn, dato og side.")
    kilde_adresse = address_field()
    sikkerhed = sikkerhed_field()
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)

    def __init__(self, *args: Any, aftale: Rammeaftale | None = None, **kwargs: Any) -> None:
        if aftale is not None:
            kwargs["initial"] = {name: getattr(aftale, name) for name in AFTALEFELTER}
        super().__init__(*args, **kwargs)

    def aftale(self) -> dict[str, Any]:
        """What was entered of the agreement."""
        return {name: self.cleaned_data[name] for name in AFTALEFELTER}


class NyAftaleForm(AftaleForm):
    """An agreement that is to be negotiated, with its case, or one that was made before the system."""

    uden_sag = forms.BooleanField(
        label="Aftalen er indgået, før systemet blev taget i brug",
        required=False,
        help_text="Så registreres den uden en sag, med kilden til aftalen.",
    )
    titel = forms.CharField(
        label="Sagens titel",
        max_length=200,
        required=False,
        help_text="Udfyldes ikke, når aftalen er uden sag.",
    )
    forgaenger = forms.ModelChoiceField(
        label="Afløser", queryset=Rammeaftale.objects.none(), required=False, empty_label="Ingen"
    )

    def __init__(self, *args: Any, aftaler: QuerySet[Rammeaftale], **kwargs: Any) -> None:
        super().__init__(*args, lagt_frem=False, **kwargs)
        self.fields["forgaenger"].queryset = aftaler  # type: ignore[attr-defined]
        self.order_fields(["uden_sag", "titel"])


class FornyelseForm(AlmenForm):
    """The renewal's case and period."""

    titel = forms.CharField(label="Sagens titel", max_length=200)
    navn = forms.CharField(label="Den nye aftales navn", max_length=200)
    gyldig_fra = DatoField(label="Gælder fra")
    gyldig_til = DatoField(label="Gælder til og med")


class BilagForm(GrundForm):
    """An annex."""

    nummer = _number("Nummer", 99)
    art = forms.ChoiceField(label="Om", choices=Bilagsart.choices)
    titel = forms.CharField(label="Titel", max_length=200)
    beskrivelse = forms.CharField(label="Indhold i korte træk", widget=forms.Textarea, required=False)
    kilde_adresse = forms.CharField(label="Adresse", max_length=400, required=False)
    dokument = forms.ModelChoiceField(
        label="Dokument på sagen", queryset=Dokument.objects.none(), required=False, empty_label="Intet"
    )

    def __init__(
        self, *args: Any, dokumenter: QuerySet[Dokument], bilag: Aftalebilag | None = None, **kwargs: Any
    ) -> None:
        if bilag is not None:
            names = ("nummer", "art", "titel", "beskrivelse", "kilde_adresse", "dokument")
            kwargs["initial"] = {name: getattr(bilag, name) for name in names}
        super().__init__(*args, **kwargs)
        self.fields["dokument"].queryset = dokumenter  # type: ignore[attr-defined]

    def bilag(self) -> Bilagsinput:
        """The annex that was entered."""
        names = ("nummer", "art", "titel", "beskrivelse", "kilde_adresse", "dokument")
        return Bilagsinput(**{name: self.cleaned_data[name] for name in names})


class TrinForm(GrundForm):
    """A step; stair and number are asked for a new one only."""

    trappe = forms.ChoiceField(label="Trappe", choices=Trappe.choices)
    nummer = _number("Trin", 20)
    navn = forms.CharField(label="Navn", max_length=160)
    beskrivelse = forms.CharField(label="Hvem der står her", widget=forms.Textarea, required=False)
    kilde = forms.CharField(label="Kilde", max_length=400, required=False)
    sikkerhed = sikkerhed_field()

    def __init__(self, *args: Any, trin: Trappetrin | None = None, **kwargs: Any) -> None:
        names = ("navn", "beskrivelse", "kilde", "sikkerhed")
        if trin is not None:
            kwargs["initial"] = {name: getattr(trin, name) for name in names}
        super().__init__(*args, **kwargs)
        self.rettes = trin
        if trin is not None:
            del self.fields["trappe"], self.fields["nummer"]

    def trin(self) -> Trininput:
        """The step that was entered."""
        data = self.cleaned_data
        place = self.rettes or data
        trappe, nummer = (
            (place.trappe, place.nummer)
            if isinstance(place, Trappetrin)
            else (data["trappe"], data["nummer"])
        )
        return Trininput(trappe, nummer, data["navn"], data["beskrivelse"], data["kilde"], data["sikkerhed"])


class KriteriumForm(GrundForm):
    """A criterion."""

    navn = forms.CharField(label="Navn", max_length=160)
    tekst = forms.CharField(label="Hvad der kræves", widget=forms.Textarea)
    skaerpet = forms.BooleanField(
        label="Skærpet kriterium", required=False, help_text="Alle voksne i husstanden skal opfylde det."
    )
    kilde = forms.CharField(label="Kilde", max_length=400, required=False)
    sikkerhed = sikkerhed_field()

    def __init__(self, *args: Any, kriterium: Kriterium | None = None, **kwargs: Any) -> None:
        names = ("navn", "tekst", "skaerpet", "kilde", "sikkerhed")
        if kriterium is not None:
            kwargs["initial"] = {name: getattr(kriterium, name) for name in names}
        super().__init__(*args, **kwargs)

    def kriterium(self) -> Kriterieinput:
        """The criterion that was entered."""
        names = ("navn", "tekst", "skaerpet", "kilde", "sikkerhed")
        return Kriterieinput(**{name: self.cleaned_data[name] for name in names})


class TrinkriterierForm(GrundForm):
    """Which criteria a step uses: compulsory, agreed or not, and their order."""

    fra = DatoField(label="Gælder fra")

    def __init__(
        self,
        *args: Any,
        kriterier: Sequence[Kriterium],
        nu: Sequence[Trinkriterium],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kriterier = kriterier
        used = {row.kriterium_id: row for row in nu}
        for item in kriterier:
            row = used.get(item.pk)
            label = f"{item.navn}{' (skærpet)' if item.skaerpet else ''}"
            self.fields[f"kriterium-{item.pk}"] = forms.ChoiceField(
                label=label,
                required=False,
                choices=[("", "Bruges ikke"), *Binding.choices],
                initial=row.binding if row else "",
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            number = _number(f"{label}: nummer i rækkefølgen", 99)
            number.required = False
            number.initial = row.raekkefoelge if row else None
            number.widget.attrs["class"] = "form-input a-w-s"
            self.fields[f"nummer-{item.pk}"] = number
        last = [name for name in ("fra", "grund") if name in self.fields]
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    def brug(self) -> list[Brug]:
        """The criteria that are used, in order; those without a number come last."""
        rows = [
            (self.cleaned_data.get(f"nummer-{item.pk}") or 100, place, item)
            for place, item in enumerate(self.kriterier)
            if self.cleaned_data.get(f"kriterium-{item.pk}")
        ]
        return [
            Brug(item, self.cleaned_data[f"kriterium-{item.pk}"])
            for _, _, item in sorted(rows, key=lambda r: r[:2])
        ]


class AndeleForm(GrundForm):
    """The grid: a line for each step and type of dwelling, a share for each way."""

    fra = DatoField(label="Gælder fra")
    kilde = forms.CharField(label="Kilde", max_length=400)
    sikkerhed = sikkerhed_field()

    def __init__(self, *args: Any, trin: Sequence[Trinindhold], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trin = trin
        for item, boligtype in self.keys():
            line = next((row for row in item.linjer if row.boligtype == boligtype), None)
            for place, vej in enumerate(Vej):
                share = line.andele[place] if line is not None else None
                label = f"{item.trin}, {boligtype.label.lower()}: {vej.label.lower()} (pct.)"
                field = DecimalField(label=label, required=False)
                field.initial = plain(share.pct) if share is not None and share.pct is not None else None
                field.widget.attrs |= {"class": "form-input a-w-s", "aria-label": label}
                self.fields[f"{line_name(item.trin.pk, boligtype)}-{vej}"] = field

    def keys(self) -> Iterator[tuple[Trinindhold, Boligtype]]:
        """The lines of the grid: family dwellings on the stairs of areas and afdelinger, youth dwellings on their own; and what is registered."""
        for item in self.trin:
            own = Boligtype.UNGDOM if item.trin.trappe == Trappe.UNGDOM else Boligtype.FAMILIE
            for boligtype in BOLIGTYPER:
                if boligtype == own or any(line.boligtype == boligtype for line in item.linjer):
                    yield item, boligtype

    def linjer(self) -> Iterator[dict[str, Any]]:
        """The lines for the template: the step, the type, the fields and what is wrong with the line."""
        for item, boligtype in self.keys():
            name = line_name(item.trin.pk, boligtype)
            fields = [(vej.label, self[f"{name}-{vej}"]) for vej in Vej]
            line = next((row for row in item.linjer if row.boligtype == boligtype), None)
            yield {
                "trin": item.trin,
                "boligtype": boligtype,
                "felter": fields,
                "sum": line.sum if line else None,
            }

    @property
    def enkelte(self) -> list[Any]:
        """The fields beside the grid."""
        return [self[name] for name in ("fra", "kilde", "sikkerhed", "grund") if name in self.fields]

    def gitter(self) -> dict[tuple[int, str], dict[str, Decimal | None]]:
        """The shares that were entered, by line."""
        return {
            (item.trin.pk, str(boligtype)): {
                str(vej): self.cleaned_data.get(f"{line_name(item.trin.pk, boligtype)}-{vej}") for vej in Vej
            }
            for item, boligtype in self.keys()
        }

    def place_line_fault(self, name: str, text: str) -> bool:
        """Puts a fault of a whole line at its first field; False if there is no such line."""
        first = f"{name}-{Vej.VENTELISTE}"
        if first not in self.fields:
            return False
        self.add_error(first, text)
        return True

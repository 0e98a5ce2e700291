"""Frames, payments, guarantees and land loans."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from almen.byggeri.models import Formaal, Garanti, Garantiformaal, Grundkapitalramme, Sikkerhed
from almen.regler.dansk import format_kroner
from almen.ui.forms import AlmenForm, DatoField, DecimalField, KronerField

KILDE_HJAELP = "Adressen eller dokumentet, som beløbet står i."


class RammeForm(AlmenForm):
    """The year's frame for one purpose."""

    aar = forms.IntegerField(
        label="År",
        min_value=1990,
        max_value=2099,
        error_messages={"invalid": "Skriv et årstal.", "required": "Skriv et årstal."},
    )
    formaal = forms.ChoiceField(label="Formål", choices=Formaal.choices)
    beloeb = KronerField(label="Ramme (kr.)", mindst=1)
    vedtaget_af = forms.CharField(label="Vedtaget af", max_length=120)
    vedtaget_dato = DatoField(label="Vedtaget den", required=False)
    kilde = forms.CharField(label="Kilde", max_length=500, help_text=KILDE_HJAELP)
    sikkerhed = forms.ChoiceField(label="Sikkerhed", choices=Sikkerhed.choices)

    @staticmethod
    def initial_of(ramme: Grundkapitalramme) -> dict[str, Any]:
        """A registered frame as the form shows it."""
        names = ("aar", "formaal", "beloeb", "vedtaget_af", "vedtaget_dato", "kilde", "sikkerhed")
        return {navn: getattr(ramme, navn) for navn in names}


class RammeField(forms.ModelChoiceField):
    """A registered frame, shown with what is not bound of it."""

    def __init__(self, **kwargs: Any) -> None:
        registered = Grundkapitalramme.objects.filter(beloeb__isnull=False)
        super().__init__(registered, empty_label="Vælg", **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """The frame with its unbound kroner."""
        return f"{obj}: {format_kroner(obj.tilbage or 0)} ikke bundet"


class FlytningForm(AlmenForm):
    """Unbound grundkapital moved from one year to another."""

    fra = RammeField(
        label="Fra ramme",
        error_messages={"required": "Vælg den ramme, der flyttes fra."},
    )
    til = RammeField(
        label="Til ramme",
        help_text="Samme formål, et andet år.",
        error_messages={"required": "Vælg den ramme, der flyttes til."},
    )
    beloeb = KronerField(
        label="Beløb (kr.)", mindst=1, help_text="Højst det, der ikke er reserveret eller givet tilsagn om."
    )
    begrundelse = forms.CharField(label="Begrundelse", max_length=500, widget=forms.Textarea)
    vedtaget_af = forms.CharField(label="Vedtaget af", max_length=120)
    vedtaget_dato = DatoField(label="Vedtaget den")
    kilde = forms.CharField(label="Kilde", max_length=500, help_text=KILDE_HJAELP)


class ReservationForm(AlmenForm):
    """Another year for what is reserved for a case."""

    til_aar = forms.IntegerField(
        label="Flyt til år",
        min_value=1990,
        max_value=2099,
        error_messages={
            "invalid": "Skriv et årstal.",
            "required": "Skriv det år, reservationen skal ligge i.",
        },
    )
    begrundelse = forms.CharField(label="Begrundelse", max_length=300, widget=forms.Textarea)


class UdbetalingForm(AlmenForm):
    """A payment that Landsbyggefonden has called in."""

    beloeb = KronerField(label="Beløb (kr.)", mindst=1)
    dato = DatoField(label="Udbetalt den")
    note = forms.CharField(label="Note", max_length=300, required=False)


class DagForm(AlmenForm):
    """The day that an overview is made for; today where it is left empty."""

    dag = DatoField(label="Dag", required=False, help_text="Tom: i dag.")


class GarantiForm(AlmenForm):
    """A guarantee: given as an amount, or computed from loan and lender's valuation."""

    formaal = forms.ChoiceField(label="Formål", choices=Garantiformaal.choices)
    laan = KronerField(label="Lån (kr.)", mindst=1)
    ejendomsvaerdi = KronerField(
        label="Långivers værdiansættelse (kr.)",
        required=False,
        mindst=1,
        help_text="Hvis garantien ikke er angivet, beregnes den af lån og værdiansættelse.",
    )
    pct = DecimalField(
        label="Garanti i pct. af lånet",
        required=False,
        mindst=0,
        hoejst=100,
        help_text="Udfyldes i stedet for beløbet, når garantien er aftalt som en procent.",
    )
    brutto = KronerField(label="Garanti brutto (kr.)", required=False)
    regaranti_pct = DecimalField(label="Regaranti (pct.)", required=False, mindst=0, hoejst=100)
    laangiver = forms.CharField(label="Långiver", max_length=120, required=False)
    laanetype = forms.CharField(label="Lånetype", max_length=120, required=False)
    loebetid_aar = forms.IntegerField(label="Løbetid (år)", required=False, min_value=1, max_value=100)
    kilde = forms.CharField(label="Kilde", max_length=500, required=False, help_text=KILDE_HJAELP)
    note = forms.CharField(label="Note", max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        given = [data.get(navn) is not None for navn in ("brutto", "pct")]
        if all(given):
            self.add_error("pct", "Angiv enten garantien i kroner eller i procent af lånet.")
        elif not any(given) and data.get("ejendomsvaerdi") is None and "brutto" not in self.errors:
            self.add_error("brutto", "Angiv garantien, dens procent eller långivers værdiansættelse.")
        data["regaranti_pct"] = data.get("regaranti_pct") or Decimal(0)
        return data

    @staticmethod
    def initial_of(garanti: Garanti) -> dict[str, Any]:
        """A guarantee as the form shows it."""
        return {navn: getattr(garanti, navn) for navn in GarantiForm.base_fields if navn != "pct"}


class GrundkoebslaanForm(AlmenForm):
    """A land loan: the whole loan, split by the statute, or both parts as known."""

    ansoegningsdato = DatoField(label="Ansøgt den", required=False)
    beloeb = KronerField(
        label="Lån i alt (kr.)",
        required=False,
        mindst=1,
        help_text="Fordeles efter loven på ansøgningsdagen.",
    )
    kommune = KronerField(label="Kommunens andel (kr.)", required=False)
    fond = KronerField(label="Fondens andel (kr.)", required=False)
    grundudgifter = KronerField(label="Grundudgifter i alt (kr.)", required=False, mindst=1)
    maksimumsbeloeb_familie = KronerField(
        label="Maksimumsbeløb for familieboliger (kr.)",
        required=False,
        mindst=1,
        help_text="Regnet for alle projektets boliger. Sammen med grundudgifterne giver det lånets loft.",
    )
    lbf_tilsagn_dato = DatoField(label="Landsbyggefondens tilsagn", required=False)
    kilde = forms.CharField(label="Kilde", max_length=500, required=False, help_text=KILDE_HJAELP)
    note = forms.CharField(label="Note", max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        parts = [data.get("kommune") is not None, data.get("fond") is not None]
        if data.get("beloeb") is not None and any(parts):
            self.add_error("beloeb", "Angiv enten lånet i alt eller de to andele.")
        elif data.get("beloeb") is None and not all(parts) and "beloeb" not in self.errors:
            self.add_error("beloeb", "Angiv lånet i alt eller begge andele.")
        return data

"""Forms of organisations' agreements: opening, period, shares in one grid, exemption, criteria and signature."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from almen.organisationer.models import Afdeling, Boligorganisation, Boligtype
from almen.regler.udlejningskonflikter import ALVORSNAVNE, KONFLIKTNAVNE
from almen.udlejning.andele import plain
from almen.udlejning.models import Kriterium, Organisationsaftale, Rammeaftale, Vej
from almen.udlejning.selectors.organisationsaftale import AFTALETYPER, STATUSNAVNE
from almen.udlejning.services.aftalevilkaar import Celle
from almen.udlejning.vilkaarssvar import Vilkaar
from almen.ui import formater, parsere
from almen.ui.forms import AlmenForm, DanishNumberInput, DatoField, dress

UKENDT = "ukendt"
ALLE = [("", "Alle")]


class NyAftaleForm(AlmenForm):
    """Which organisation, under which framework, and for how long."""

    rammeaftale = forms.ModelChoiceField(label="Rammeaftale", queryset=Rammeaftale.objects.all())
    boligorganisation = forms.ModelChoiceField(
        label="Boligorganisation",
        queryset=Boligorganisation.objects.filter(afdelinger__isnull=False).distinct(),
    )
    gyldig_fra = DatoField(label="Gælder fra", required=False, help_text="Tom: fra rammeaftalens første dag.")
    gyldig_til = DatoField(label="Gælder til", required=False, help_text="Tom: til rammeaftalens sidste dag.")
    note = forms.CharField(
        label="Aftalt i øvrigt", required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 4})
    )


class RetAftaleForm(AlmenForm):
    """The period, and what is agreed beside the terms."""

    gyldig_fra = DatoField(label="Gælder fra")
    gyldig_til = DatoField(label="Gælder til")
    note = forms.CharField(
        label="Aftalt i øvrigt", required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 4})
    )


class UnderskriftForm(AlmenForm):
    """The day that both parties signed."""

    dag = DatoField(label="Underskrevet den", help_text="Den dag, begge parter havde skrevet under.")


class AndelField(forms.CharField):
    """A share: a number from 0 to 100, »ukendt«, or empty. Gives Decimal, UKENDT or None."""

    widget = DanishNumberInput

    def clean(self, value: Any) -> Any:
        text = str(value or "").strip().removesuffix("%").strip()
        if not text:
            return None
        if text.casefold() == UKENDT:
            return UKENDT
        try:
            return parsere.parse_decimal(text)
        except ValueError as error:
            raise forms.ValidationError(
                f"{error} Skriv »ukendt«, hvis andelen er aftalt, men ikke kendt."
            ) from None


class VilkaarForm(AlmenForm):
    """One grid: afdelinger × ways, for one type of dwelling. An empty cell: the step's share holds."""

    hide_optional = True
    kilde = forms.CharField(
        label="Kilde", required=False, max_length=400, help_text="Fx bilag 1 til aftalen."
    )

    def __init__(
        self,
        *args: Any,
        aftale: Organisationsaftale,
        vilkaar: Sequence[Vilkaar],
        boligtype: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.boligtype = boligtype
        self.vilkaar = [v for v in vilkaar if boligtype in (v.boligtyper or (Boligtype.FAMILIE,))]
        own = {
            (row.afdeling_id, row.vej): row
            for row in aftale.vilkaar.filter(boligtype=boligtype, undtaget=False)
        }
        self.initial["kilde"] = next((row.kilde for row in own.values() if row.kilde), "")
        for item in self.vilkaar:
            if item.is_undtaget(boligtype):
                continue
            for vej in Vej:
                row = own.get((item.afdeling.pk, vej.value))
                field = AndelField(label=f"{vej.label}, {item.afdeling} (pct.)", required=False)
                if row is not None:
                    field.initial = UKENDT if row.pct is None else formater.decimal(plain(row.pct))
                self.fields[self._key(item, vej.value)] = field
        dress(self)

    @staticmethod
    def _key(item: Vilkaar, vej: str) -> str:
        return f"pct_{item.afdeling.pk}_{vej}"

    @property
    def raekker(self) -> list[tuple[Vilkaar, list[tuple[forms.BoundField, str]]]]:
        """Each afdeling with its cells and the step's share in words; an exempted one has no cells."""
        return [
            (
                item,
                []
                if item.is_undtaget(self.boligtype)
                else [(self[self._key(item, vej)], self._of_step(item, vej)) for vej in Vej.values],
            )
            for item in self.vilkaar
        ]

    def _of_step(self, item: Vilkaar, vej: str) -> str:
        andel = item.andel(self.boligtype, vej)
        if andel is None or andel.oprindelse != "trin":
            return ""
        return "ukendt" if andel.pct is None else f"{formater.decimal(plain(andel.pct))}"

    def celler(self) -> list[Celle]:
        """The cells that are filled in."""
        found = []
        for item in self.vilkaar:
            for vej in Vej.values:
                value = self.cleaned_data.get(self._key(item, vej))
                if value is not None:
                    found.append(Celle(item.afdeling.pk, vej, None if value == UKENDT else value))
        return found


class UndtagForm(AlmenForm):
    """Which afdeling and type of dwelling is left outside, and why."""

    afdeling = forms.ModelChoiceField(label="Afdeling", queryset=Afdeling.objects.none())
    boligtype = forms.ChoiceField(
        label="Boligtype", choices=[(item.value, item.label) for item in AFTALETYPER]
    )
    begrundelse = forms.CharField(label="Hvorfor", max_length=400, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, aftale: Organisationsaftale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["afdeling"].queryset = aftale.boligorganisation.afdelinger.order_by("nummer")  # type: ignore[attr-defined]


class KriterierForm(AlmenForm):
    """The criteria beside the step's own, in the order of the framework agreement."""

    kriterier = forms.ModelMultipleChoiceField(
        label="Kriterier, aftalen bruger ud over trinets",
        queryset=Kriterium.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, aftale: Organisationsaftale, vilkaar: Vilkaar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fixed = [
            k.kriterium.pk
            for k in vilkaar.kriterier
            if k.oprindelse == "trin" and k.binding == "obligatorisk"
        ]
        self.fields["kriterier"].queryset = aftale.rammeaftale.kriterier.exclude(pk__in=fixed)  # type: ignore[attr-defined]


class AftaleFilterForm(AlmenForm):
    """The overview's filters."""

    hide_optional = True
    ramme = forms.ModelChoiceField(
        label="Periode", queryset=Rammeaftale.objects.all(), required=False, empty_label="Den gældende"
    )
    status = forms.ChoiceField(label="Status", choices=[*ALLE, *STATUSNAVNE.items()], required=False)
    vis = forms.ChoiceField(
        label="Vis",
        choices=[*ALLE, ("vilkaar", "Hvor vilkår mangler"), ("konflikter", "Med alvorlige konflikter")],
        required=False,
    )


class KonfliktFilterForm(AlmenForm):
    """The list of conflicts' filters."""

    hide_optional = True
    alvor = forms.ChoiceField(
        label="Alvor", choices=[*ALLE, *((k.value, navn) for k, navn in ALVORSNAVNE.items())], required=False
    )
    type = forms.ChoiceField(
        label="Konflikt",
        choices=[*ALLE, *((k.value, navn) for k, navn in KONFLIKTNAVNE.items())],
        required=False,
    )
    organisation = forms.ModelChoiceField(
        label="Boligorganisation",
        queryset=Boligorganisation.objects.order_by("navn"),
        required=False,
        empty_label="Alle",
    )
    dag = DatoField(label="På dagen", required=False)


class DagForm(AlmenForm):
    """The day that a page is asked about; empty: today."""

    hide_optional = True
    dag = DatoField(label="På dagen", required=False)

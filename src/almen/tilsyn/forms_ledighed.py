"""What people type about vacant dwellings."""

from __future__ import annotations

from typing import Any

from django import forms

from almen.organisationer.models import Afdeling, Boligorganisation, Boligtype
from almen.tilsyn.models import Ledighed, Ledighedsaarsag, Ledighedsopgoerelse
from almen.tilsyn.selectors.ledighed import TAELLES
from almen.tilsyn.services.ledighed import Ledighedsinput
from almen.ui.forms import AlmenForm, DatoField, HeltalField, KronerField


class OpgoerelseForm(AlmenForm):
    """The day of the count, the judgement, and what is done."""

    opgjort = DatoField(
        label="Opgjort den", required=False, help_text="Den dag, som tallene fortæller om, fx 01.10.2026."
    )
    vurdering = forms.CharField(
        label="Vurdering af årsagerne", required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    handling = forms.CharField(
        label="Hvad der gøres", required=False, widget=forms.Textarea(attrs={"rows": 6})
    )

    @classmethod
    def initial_of(cls, opgoerelse: Ledighedsopgoerelse) -> dict[str, Any]:
        """The form's values for a count."""
        return {
            "opgjort": opgoerelse.opgjort,
            "vurdering": opgoerelse.vurdering,
            "handling": opgoerelse.handling,
        }


class LinjeForm(AlmenForm):
    """One line of a count."""

    afdeling = forms.ModelChoiceField(label="Afdeling", queryset=Afdeling.objects.none())
    boligtype = forms.ChoiceField(
        label="Boligtype", choices=[(kind.value, Boligtype(kind).label) for kind in TAELLES]
    )
    boliger = HeltalField(label="Boliger af typen i afdelingen")
    ledige = HeltalField(label="Ledige boliger med lejetab", help_text="0, når ingen står ledige.")
    lejetab = KronerField(label="Lejetab i året (kr.)", required=False)
    aarsag = forms.ChoiceField(label="Årsag", choices=Ledighedsaarsag.choices, initial=Ledighedsaarsag.UKENDT)
    bemaerkning = forms.CharField(label="Bemærkning", required=False, max_length=400)
    kilde = forms.CharField(
        label="Kilde",
        required=False,
        max_length=400,
        help_text="Fx boligorganisationens svar den 1. oktober.",
    )

    def __init__(self, *args: Any, linje: Ledighed | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["afdeling"].queryset = Afdeling.objects.select_related("boligorganisation")  # type: ignore[attr-defined]
        self.fields["afdeling"].label_from_instance = lambda item: f"{item.boligorganisation}: {item}"  # type: ignore[attr-defined]
        if linje is not None:
            del self.fields["afdeling"], self.fields["boligtype"]
            for name in ("boliger", "ledige", "lejetab", "aarsag", "bemaerkning", "kilde"):
                self.fields[name].initial = getattr(linje, name)

    def as_input(self, linje: Ledighed | None = None) -> Ledighedsinput:
        """What was typed; `linje` is the one being changed."""
        values = {key: value for key, value in self.cleaned_data.items() if key != "afdeling"}
        if linje is not None:
            values["boligtype"] = linje.boligtype
        return Ledighedsinput(**values)


class IngenLedigeForm(AlmenForm):
    """An organisation that has told that none of the remaining afdelinger has vacant dwellings."""

    organisation = forms.ModelChoiceField(
        label="Boligorganisation", queryset=Boligorganisation.objects.none()
    )
    kilde = forms.CharField(
        label="Hvor det er oplyst",
        max_length=400,
        help_text="Fx mail fra boligorganisationen 3. oktober 2026.",
    )

    def __init__(self, *args: Any, organisationer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisationer  # type: ignore[attr-defined]

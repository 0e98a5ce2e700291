"""What the overview is asked for, and registering an earlier dialogue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from almen.organisationer.models import Boligorganisation, Bruger
from almen.organisationer.selectors import visible_boligorganisationer
from almen.sager.adgang import WORKS_WITH_CASES
from almen.tilsyn.aarsramme import AAR_FREM, FOERSTE_AAR
from almen.tilsyn.kolonner_oversigt import VALGBARE
from almen.tilsyn.selectors.oversigt import administrators
from almen.tilsyn.stilling import NAVNE
from almen.ui.forms import AlmenForm, DatoField

# The years shown where none are chosen: this one and so many before it.
AAR_TILBAGE = 6


def _year_field(label: str) -> forms.IntegerField:
    words = "Skriv et årstal, for eksempel 2026."
    return forms.IntegerField(label=label, error_messages={"required": words, "invalid": words})


def check_year(aar: int) -> int:
    """The year, if it is one of a dialogue. Raises ValidationError."""
    last = timezone.localdate().year + AAR_FREM
    if not FOERSTE_AAR <= aar <= last:
        raise forms.ValidationError(f"Skriv et årstal mellem {FOERSTE_AAR} og {last}.")
    return aar


class OversigtForm(AlmenForm):
    """Which years, whose, in which state."""

    hide_optional = True
    fra = _year_field("Fra år")
    til = _year_field("Til år")
    tilstand = forms.ChoiceField(
        label="Tilstand",
        choices=[("", "Alle"), *((item.value, NAVNE[item]) for item in VALGBARE)],
        required=False,
    )
    organisation = forms.ModelChoiceField(
        label="Boligorganisation",
        queryset=Boligorganisation.objects.none(),
        required=False,
        empty_label="Alle",
    )
    administrator = forms.ChoiceField(label="Administrator", required=False)

    def __init__(self, *args: Any, bruger: Bruger, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = visible_boligorganisationer(bruger).order_by("navn")  # type: ignore[attr-defined]
        self.fields["administrator"].choices = [("", "Alle"), *((navn, navn) for navn in administrators())]  # type: ignore[attr-defined]

    def clean_fra(self) -> int:
        return check_year(self.cleaned_data["fra"])

    def clean_til(self) -> int:
        return check_year(self.cleaned_data["til"])

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("fra") and values.get("til") and values["fra"] > values["til"]:
            self.add_error("til", "Det sidste år skal ligge efter det første.")
        return values


class TidligereDialogForm(AlmenForm):
    """One organisation's dialogue of one year, opened outside the year wheel."""

    boligorganisation = forms.ModelChoiceField(
        label="Boligorganisation",
        queryset=Boligorganisation.objects.none(),
        empty_label="Vælg en boligorganisation",
        error_messages={"required": "Vælg en boligorganisation."},
    )
    aar = _year_field("År")
    aabnet_dato = DatoField(
        label="Begyndt den",
        required=False,
        help_text="Dagen, arbejdet med dialogen begyndte. Udeladt: i dag.",
    )
    ansvarlig = forms.ModelChoiceField(label="Ansvarlig", queryset=Bruger.objects.none())

    def __init__(self, *args: Any, bruger: Bruger, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["boligorganisation"].queryset = visible_boligorganisationer(bruger).order_by("navn")  # type: ignore[attr-defined]
        self.fields["ansvarlig"].queryset = Bruger.objects.filter(  # type: ignore[attr-defined]
            is_active=True, rolletildelinger__rolle__in=WORKS_WITH_CASES
        ).distinct()

    def clean_aar(self) -> int:
        return check_year(self.cleaned_data["aar"])

"""What the wheel is asked for, and starting a year."""

from __future__ import annotations

from typing import Any

from django import forms

from almen.aarshjul.selectors import punkter
from almen.organisationer.models import Boligorganisation, Bruger
from almen.organisationer.selectors import aktoer_navn, visible_boligorganisationer
from almen.sager.adgang import WORKS_WITH_CASES
from almen.ui.forms import AlmenForm

FIRST_YEAR, LAST_YEAR = 2000, 2100


class HjulForm(AlmenForm):
    """Which year, whose items, which organisation."""

    hide_optional = True
    aar = forms.IntegerField(
        label="År",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={
            "invalid": f"Skriv et årstal mellem {FIRST_YEAR} og {LAST_YEAR}.",
            "min_value": f"Året skal være mellem {FIRST_YEAR} og {LAST_YEAR}.",
            "max_value": f"Året skal være mellem {FIRST_YEAR} og {LAST_YEAR}.",
        },
    )
    aktoer = forms.ChoiceField(label="Hvem", required=False)
    organisation = forms.ModelChoiceField(
        label="Boligorganisation",
        queryset=Boligorganisation.objects.none(),
        required=False,
        empty_label="Alle",
    )

    def __init__(self, *args: Any, bruger: Bruger, dag: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = dict.fromkeys(punkt.aktoer for punkt in punkter())
        self.fields["aktoer"].choices = [("", "Alle"), *((item, aktoer_navn(item, dag)) for item in ids)]  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = visible_boligorganisationer(bruger).order_by("navn")  # type: ignore[attr-defined]


class StartForm(AlmenForm):
    """Which items of the year to start, and who answers for the cases."""

    punkter = forms.MultipleChoiceField(
        label="Opgaver, der startes",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én opgave."},
    )
    ansvarlig = forms.ModelChoiceField(
        label="Ansvarlig",
        queryset=Bruger.objects.none(),
        help_text="Kan ændres på den enkelte sag.",
    )

    def __init__(self, *args: Any, valg: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["punkter"].choices = valg  # type: ignore[attr-defined]
        self.fields["ansvarlig"].queryset = (  # type: ignore[attr-defined]
            Bruger.objects.filter(is_active=True, rolletildelinger__rolle__in=WORKS_WITH_CASES).distinct()
        )

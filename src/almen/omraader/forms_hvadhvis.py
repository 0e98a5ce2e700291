"""The what-if form: a criterion's figures as they would be."""

from __future__ import annotations

from typing import Any

from django import forms

from almen.regler.omraadesvar import TITLER
from almen.ui.forms import AlmenForm, DecimalField

HELE = ("beboere", "aar_i_traek")
NATIONAL = "landsgennemsnit_doemte_pct"
FELTER = {**TITLER, NATIONAL: "Landsgennemsnit for dømte"}


class HvadHvisForm(AlmenForm):
    """One field a figure; an empty one is a figure that nobody knows. What a figure can be, the law's own check says."""

    aar = forms.IntegerField(label="Listens år", min_value=2010, max_value=2099)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, titel in FELTER.items():
            if name in HELE:
                self.fields[name] = forms.IntegerField(label=titel, required=False, min_value=0)
            else:
                self.fields[name] = DecimalField(label=f"{titel} (pct.)", required=False)

"""The question of *Hvem beslutter?*."""

from __future__ import annotations

from django import forms

from almen.organisationer.models import Boligtype
from almen.sagsgang.register import REGISTER
from almen.ui.forms import AlmenForm, DatoField


def _sagstyper() -> list[tuple[str, str]]:
    return [(item.id, item.navn) for item in REGISTER.sagstyper.values()]


class VejForm(AlmenForm):
    """A kind of case, its facts and a day."""

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

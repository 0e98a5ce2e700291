"""A local plan, and a project that fulfils some of it."""

from __future__ import annotations

from typing import Any

from django import forms

from almen.byggeri.forms.projekt import danish_field
from almen.byggeri.models import Lokalplan, Projekt
from almen.byggeri.selectors.projekter import visible_projekter
from almen.byggeri.services.lokalplan import LOKALPLANFELTER
from almen.organisationer.models import Bruger
from almen.sager.models import UDEN_RESULTAT
from almen.ui.forms import AlmenForm, AlmenModelForm, M2Field

HELP = {
    "andel_pct": "Andelen af planens boliger, der skal være almene.",
    "krav_m2": "Hvis kravet er skrevet i m². Ellers beregnes det af andelen og planens boliger.",
}


def _field(field: Any, **kwargs: Any) -> forms.Field | None:
    label = str(field.verbose_name)
    if field.name.endswith("_m2"):
        made: forms.Field | None = M2Field(label=label[:1].upper() + label[1:], required=False)
    else:
        made = danish_field(field, **kwargs)
    if made is not None and field.name in HELP:
        made.help_text = HELP[field.name]
    return made


class LokalplanForm(AlmenModelForm):
    """The plan and its requirement."""

    class Meta:
        model = Lokalplan
        fields = LOKALPLANFELTER
        formfield_callback = _field

    def _post_clean(self) -> None:
        """Nothing: the service validates and writes; the instance only gives the fields."""


class LinkForm(AlmenForm):
    """A project and the area that counts."""

    projekt = forms.ModelChoiceField(
        label="Projekt",
        queryset=Projekt.objects.none(),
        empty_label="Vælg",
        error_messages={"required": "Vælg det projekt, der opfylder kravet."},
    )
    m2 = M2Field(label="Areal, der tæller (m²)")

    def __init__(self, *args: Any, bruger: Bruger, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = (
            visible_projekter(bruger).exclude(sag__overblik__afslutning__in=UDEN_RESULTAT).order_by("navn")
        )
        self.fields["projekt"].queryset = found  # type: ignore[attr-defined]

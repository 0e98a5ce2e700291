"""Opening a renovation, its facts, and a version of its figures."""

from __future__ import annotations

from typing import Any

from django import forms

from almen.byggeri.forms.projekt import danish_field
from almen.byggeri.models import Problemtype, Renovering, Renoveringsskema
from almen.byggeri.services import RenoveringsskemaInput
from almen.organisationer.models import Boligorganisation, Bruger
from almen.organisationer.selectors import visible_afdelinger, visible_boligorganisationer
from almen.ui.forms import AlmenModelForm

TALFELTER = tuple(RenoveringsskemaInput.__dataclass_fields__)
HELP = {
    "stoettede_arbejder": "Arbejder, som Landsbyggefonden støtter efter § 91.",
    "ustoettede_arbejder": "Vedligeholdelse og opretning uden støtte.",
    "forbedringer": "Arbejder, der hæver det lejedes værdi.",
    "tilskud": "Tilskud og trækningsret fra Landsbyggefonden.",
    "kapitaltilfoersel": "Penge, der skal holde afdelingen i gang; ikke en del af arbejderne. Skriv 0, hvis der ingen er.",
}
ORDER = (
    "navn",
    "adresse",
    "problemer",
    "boliger",
    "bruttoareal_m2",
    "beboerafstemning_dato",
    "beboere_godkendt",
    "genhusning",
    "genhusning_boliger",
    "garanti_soegt",
    "garanti_maks",
    "lbf_tilsagn_dato",
    "udbud_dato",
    "kilde",
    "note",
)


def renovering_field(field: Any, **kwargs: Any) -> forms.Field | None:
    """The form field that reads a field of a renovation."""
    if field.name == "problemer":
        return forms.MultipleChoiceField(
            label="Problemtyper",
            choices=Problemtype.choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Vælg mindst én problemtype."},
        )
    if field.name == "garanti_soegt":
        return forms.BooleanField(label="Der søges kommunal garanti", required=False, initial=True)
    made = danish_field(field, **kwargs)
    if isinstance(made, forms.TypedChoiceField):
        made.choices = [("", "Ikke oplyst"), *field.choices]
    return made


class RenoveringForm(AlmenModelForm):
    """Everything that is said of a renovation, and the afdelinger it concerns."""

    class Meta:
        model = Renovering
        fields = ORDER
        formfield_callback = renovering_field

    def __init__(self, *args: Any, bruger: Bruger, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = visible_afdelinger(bruger).filter(boligorganisation=self.instance.sag.boligorganisation_id)
        if own.exists():
            self.fields["afdelinger"] = forms.ModelMultipleChoiceField(
                label="Afdelinger",
                queryset=own.order_by("nummer"),
                required=False,
                initial=list(self.instance.afdelinger.values_list("pk", flat=True)),
                widget=forms.CheckboxSelectMultiple,
            )


class NyRenoveringForm(AlmenModelForm):
    """What a renovation is opened with; the rest can wait."""

    titel = forms.CharField(
        label="Sagens titel",
        max_length=200,
        help_text="Fx Fysisk helhedsplan, Valby Ejendomme.",
        error_messages={"required": "Skriv, hvad sagen handler om."},
    )
    boligorganisation = forms.ModelChoiceField(
        label="Boligorganisation",
        queryset=Boligorganisation.objects.none(),
        empty_label="Vælg",
        error_messages={"required": "Vælg den boligorganisation, der søger."},
    )

    class Meta:
        model = Renovering
        fields = ("adresse", "problemer", "boliger", "garanti_soegt", "garanti_maks", "kilde")
        formfield_callback = renovering_field

    def __init__(self, *args: Any, bruger: Bruger, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisationer = visible_boligorganisationer(bruger).filter(aktiv_til__isnull=True)
        self.fields["boligorganisation"].queryset = organisationer  # type: ignore[attr-defined]
        self.order_fields(["titel", "boligorganisation"])


def tal_field(field: Any, **kwargs: Any) -> forms.Field | None:
    """The form field that reads one of the figures."""
    made = danish_field(field, **kwargs)
    if made is not None and field.name in HELP:
        made.help_text = HELP[field.name]
    return made


class RenoveringsskemaForm(AlmenModelForm):
    """The figures of Skema A, B or C; what is not known is left empty."""

    class Meta:
        model = Renoveringsskema
        fields = (*TALFELTER, "indsendt", "kilde", "note")
        formfield_callback = tal_field

    def tal(self) -> RenoveringsskemaInput:
        """The figures as the service takes them."""
        return RenoveringsskemaInput(**{navn: self.cleaned_data[navn] for navn in TALFELTER})

    def head(self) -> dict[str, Any]:
        """When it came in, from where, and what is said of it."""
        return {navn: self.cleaned_data[navn] for navn in ("indsendt", "kilde", "note")}

    def _post_clean(self) -> None:
        """Nothing: the service validates and writes; the instance here only gives the fields."""

"""The form of an approval, made from its kind's questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from almen.godkendelser.models import Godkendelse
from almen.godkendelser.svar import HOEJST_ANTAL, decode_svar
from almen.godkendelser.typedefinition import Felt, Godkendelsestype
from almen.organisationer.models import Afdeling, Boligorganisation, Bruger
from almen.organisationer.selectors import visible_afdelinger, visible_boligorganisationer
from almen.sager.models import Sag
from almen.ui.forms import AlmenForm, DatoField, DecimalField, KronerField, M2Field, dress

SVAR, BILAG = "svar-", "bilag-"
BILAG_VALG = (("", "Ikke oplyst"), ("ja", "Foreligger"), ("nej", "Mangler"))
LONG_TEXT = frozenset(
    [
        "begrundelse",
        "arbejder",
        "formaal",
        "kriterier",
        "udlejningsproblem",
        "forhold",
        "krav",
        "spoergsmaal",
        "vurdering",
        "konklusion",
        "opgaver",
    ]
)


class GodkendelseForm(AlmenForm):
    """The case's title and organisation (when it is opened) or its afdelinger (later), the questions and the documents."""

    def __init__(
        self,
        *args: Any,
        type_: Godkendelsestype,
        bruger: Bruger,
        godkendelse: Godkendelse | None = None,
        ophav: Sag | None = None,
        **kwargs: Any,
    ) -> None:
        if godkendelse is not None:
            kwargs["initial"] = _initial(type_, godkendelse)
        elif ophav is not None:
            kwargs["initial"] = _initial_of_origin(ophav)
        super().__init__(*args, **kwargs)
        self.type = type_
        if godkendelse is None:
            self._add_head(bruger)
        for felt in type_.felter:
            self.fields[SVAR + felt.id] = _field(felt)
        for key, navn in type_.bilag.items():
            self.fields[BILAG + key] = forms.ChoiceField(
                label=f"Bilag: {navn}", choices=BILAG_VALG, required=False
            )
        # The organisation's own; without a case or an origin nobody knows whose they are.
        if godkendelse is not None:
            self._add_afdelinger(bruger, godkendelse.sag.boligorganisation_id)
        elif ophav is not None and ophav.boligorganisation_id:
            self._add_afdelinger(bruger, ophav.boligorganisation_id)
        dress(self)

    def _add_afdelinger(self, bruger: Bruger, organisation: int | None) -> None:
        own = visible_afdelinger(bruger).filter(boligorganisation=organisation).order_by("nummer")
        if own.exists():
            self.fields["afdelinger"] = forms.ModelMultipleChoiceField(
                label="Afdelinger, sagen handler om",
                queryset=own,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def _add_head(self, bruger: Bruger) -> None:
        self.fields["titel"] = forms.CharField(
            label="Sagens titel",
            max_length=200,
            help_text="Fx Lån til nyt tag, Bøgelunden."
            if self.type.ansoegt
            else "Vises på lister; ingen navne på personer.",
            error_messages={"required": "Skriv, hvad sagen handler om."},
        )
        self.fields["boligorganisation"] = forms.ModelChoiceField(
            label="Boligorganisation",
            queryset=visible_boligorganisationer(bruger).filter(aktiv_til__isnull=True),
            empty_label="Vælg" if self.type.kraever_boligorganisation else "Ingen bestemt",
            required=self.type.kraever_boligorganisation,
            error_messages={
                "required": "Vælg den boligorganisation, der søger."
                if self.type.ansoegt
                else "Vælg den boligorganisation, sagen handler om."
            },
        )

    def svar(self) -> dict[str, Any]:
        """The answers by question, typed."""
        return {
            key.removeprefix(SVAR): value for key, value in self.cleaned_data.items() if key.startswith(SVAR)
        }

    def bilag(self) -> dict[str, bool | None]:
        """Whether each document is there; None = not known."""
        known = {"ja": True, "nej": False}
        return {
            key.removeprefix(BILAG): known.get(value)
            for key, value in self.cleaned_data.items()
            if key.startswith(BILAG)
        }

    def afdelinger(self) -> list[Afdeling]:
        """The chosen afdelinger."""
        return list(self.cleaned_data.get("afdelinger", ()))

    def head(self) -> dict[str, Any]:
        """Title and organisation of a case to be opened."""
        organisation: Boligorganisation | None = self.cleaned_data["boligorganisation"]
        return {"titel": self.cleaned_data["titel"], "boligorganisation": organisation}


def _field(felt: Felt) -> forms.Field:
    """The form field of a question."""
    common: dict[str, Any] = {"label": felt.navn, "required": felt.paakraevet, "help_text": felt.hjaelp}
    match felt.art:
        case "kroner":
            return KronerField(**common)
        case "m2":
            return M2Field(**common)
        case "pct":
            return DecimalField(**common, mindst=0)
        case "dato":
            return DatoField(**common)
        case "antal":
            return forms.IntegerField(
                **common,
                min_value=0,
                max_value=HOEJST_ANTAL,
                localize=True,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "a-w-s"}),
                error_messages={"invalid": "Skriv et helt tal.", "min_value": "Skal være mindst 0."},
            )
        case "tekst":
            widget = forms.Textarea if felt.id in LONG_TEXT else forms.TextInput
            return forms.CharField(**common, max_length=5000, widget=widget)
    return forms.ChoiceField(**common, choices=[("", "Vælg"), *felt.muligheder.items()])


def _initial_of_origin(ophav: Sag) -> dict[str, Any]:
    """What a new case takes over: organisation and afdelinger. Not the title: an open case must not tell what an internal one is called."""
    own = getattr(ophav, "godkendelse", None)
    return {
        "boligorganisation": ophav.boligorganisation_id,
        "afdelinger": list(own.afdelinger.values_list("pk", flat=True)) if own else [],
    }


def _initial(type_: Godkendelsestype, godkendelse: Godkendelse) -> dict[str, Any]:
    shown: Mapping[bool, str] = {True: "ja", False: "nej"}
    return {
        **{SVAR + felt.id: decode_svar(felt, godkendelse.svar.get(felt.id)) for felt in type_.felter},
        **{BILAG + key: shown[value] for key, value in godkendelse.bilag.items()},
        "afdelinger": list(godkendelse.afdelinger.values_list("pk", flat=True)),
    }

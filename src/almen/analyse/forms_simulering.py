"""Forms of simulations: the assumptions that matter, the whole scenario as text, and a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

import yaml
from django import forms
from django.forms import BoundField

from almen.analyse.services.simulering import MAX_NAVN
from almen.analyse.simulering.scenarie import parse_scenarie
from almen.analyse.simuleringsfelter import Afsnit, place_of
from almen.regler.fejl import Fejl
from almen.ui.forms import AlmenForm, dress, fault_text, place_fejl

MAX_TEKST = 100_000


class NavnForm(AlmenForm):
    """What a simulation is called."""

    navn = forms.CharField(label="Navn", max_length=MAX_NAVN)


class ScenarieForm(AlmenForm):
    """The assumptions that matter, filled in from a scenario; `scenarie` is that scenario with what was typed."""

    hide_optional = True  # most may be empty, and each section says what that means

    navn = forms.CharField(
        label="Navn", max_length=MAX_NAVN, help_text="Det, simuleringen kendes på i listen."
    )

    def __init__(
        self, *args: Any, data_for: Mapping[str, Any], afsnit: Sequence[Afsnit], **kwargs: Any
    ) -> None:
        self.udgangspunkt, self.afsnit = data_for, afsnit
        felter = [felt for item in afsnit for felt in item.felter]
        initial = {"navn": data_for.get("navn", "")} | {felt.navn: felt.vaerdi for felt in felter}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields.update({felt.navn: felt.felt for felt in felter})
        dress(self)

    def grupper(self) -> list[tuple[Afsnit, list[BoundField]]]:
        """The sections with their fields, for the page."""
        return [(item, [self[felt.navn] for felt in item.felter]) for item in self.afsnit if item.felter]

    def scenarie(self) -> dict[str, Any]:
        """The scenario as typed; what the form does not ask for as it was."""
        found = deepcopy(dict(self.udgangspunkt))
        found["navn"] = self.cleaned_data["navn"]
        for item in self.afsnit:
            item.apply(found, self.cleaned_data)
        return found


def place_in_sections(form: ScenarieForm, fejl: Iterable[Fejl]) -> None:
    """Each fault at the field that its path leads to; one without a field above the form."""
    place_fejl(form, [Fejl(place_of(form.afsnit, item.felt), item.besked) for item in fejl])


class ScenarietekstForm(AlmenForm):
    """The whole scenario as text."""

    tekst = forms.CharField(
        label="Scenariet",
        max_length=MAX_TEKST,
        widget=forms.Textarea(attrs={"rows": "24", "spellcheck": "false"}),
        help_text="YAML eller JSON, som ./almen analyse simuler læser det.",
    )

    def scenarie(self) -> dict[str, Any]:
        """What the text holds. Raises UgyldigtInput."""
        return parse_scenarie(self.cleaned_data["tekst"])


def place_in_text(form: ScenarietekstForm, fejl: Iterable[Fejl]) -> None:
    """Every fault at the text, with where in it."""
    for item in fejl:
        text = fault_text(item.besked)
        form.add_error("tekst", f"{item.felt}: {text}" if item.felt else text)


def scenarie_as_text(data: Mapping[str, Any]) -> str:
    """The scenario as YAML that people read and change."""
    text: str = yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=110)
    return text

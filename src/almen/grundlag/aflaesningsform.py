"""The forms of readings: what a source says and why a reading is replaced or withdrawn. A figure's form adds what it is about."""

from __future__ import annotations

from typing import Any

from django import forms

from almen.grundlag.models import Aflaesning, Sikkerhed
from almen.ui.forms import AlmenForm, DecimalField

KILDEFELTER = ("kilde", "kilde_adresse", "sikkerhed", "note")


class Kildeform(AlmenForm):
    """What every reading says of its source, and why it replaces another (`erstatter`), which then must be told."""

    kilde = forms.CharField(label="Kilde", max_length=400, help_text="Navn, dato og side eller tabel.")
    kilde_adresse = forms.CharField(label="Kildens adresse", max_length=400, required=False)
    sikkerhed = forms.ChoiceField(label="Sikkerhed", choices=Sikkerhed.choices)
    note = forms.CharField(label="Note", max_length=400, required=False)
    begrundelse = forms.CharField(
        label="Hvorfor erstattes det",
        max_length=300,
        required=False,
        help_text="Skrives, når det er registreret i forvejen. Det gamle bliver stående i historikken.",
    )

    def __init__(self, *args: Any, erstatter: Aflaesning | None = None, **kwargs: Any) -> None:
        # Each form knows which kind of reading it replaces.
        self.erstatter: Any = erstatter
        initial: dict[str, Any] = {"sikkerhed": Sikkerhed.SIKKER}
        if erstatter is not None:
            initial |= {name: getattr(erstatter, name) for name in KILDEFELTER}
        kwargs["initial"] = {**initial, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if erstatter is not None:
            self.fields["begrundelse"].required = True
            self.fields["begrundelse"].error_messages["required"] = "Skriv, hvorfor det erstattes."

    def source(self) -> dict[str, Any]:
        """The source that was entered."""
        return {name: self.cleaned_data[name] for name in KILDEFELTER}


class Talaflaesningsform(Kildeform):
    """A figure as it stands in its source, or that the source does not know it.

    `noegle` names the fields that say what the figure is about: a newer reading (`erstatter`, which has `tal`) keeps them.
    """

    noegle: tuple[str, ...] = ()

    vaerdi = DecimalField(
        label="Værdi",
        help_text="Som kilden trykker det, med de samme decimaler.",
        error_messages={"required": "Skriv et tal, eller sæt kryds i, at kilden ikke oplyser det."},
    )
    mangler = forms.BooleanField(label="Kilden oplyser ikke tallet", required=False)

    def __init__(self, *args: Any, erstatter: Aflaesning | None = None, **kwargs: Any) -> None:
        if erstatter is not None:
            tal = getattr(erstatter, "tal", None)
            kwargs["initial"] = {"vaerdi": tal, "mangler": tal is None, **(kwargs.get("initial") or {})}
        super().__init__(*args, erstatter=erstatter, **kwargs)
        if erstatter is not None:
            for name in self.noegle:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("mangler"):
            if data.get("vaerdi") is not None:
                self.add_error("mangler", "Fjern enten tallet eller krydset; begge dele kan ikke gælde.")
            elif not self.data.get(self.add_prefix("vaerdi"), "").strip():
                self.errors.pop("vaerdi", None)
                data["vaerdi"] = None
        return data


class Begrundelsesform(AlmenForm):
    """Why something is withdrawn or taken out."""

    begrundelse = forms.CharField(
        label="Begrundelse", max_length=300, error_messages={"required": "Skriv hvorfor."}
    )

"""The form of a key figure: whose it is, of which year, and what its source says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from almen.grundlag.aflaesningsform import Talaflaesningsform
from almen.organisationer.models import Afdeling, Boligorganisation
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.tilsyn.indikatorer import load_indikatorer
from almen.tilsyn.models import Tilsynstal
from almen.tilsyn.services.noegletal import Tilsynstalinput
from almen.tilsyn.talvaerdi import FOERSTE_AAR


def indikator_choices() -> list[tuple[str, str]]:
    """Every key figure by name with its unit."""
    return [(item.id, f"{item.navn}{_unit(item.enhed_tekst)}") for item in load_indikatorer().values()]


def _unit(enhed: str) -> str:
    return f" ({enhed})" if enhed else ""


class Tilsynstalform(Talaflaesningsform):
    """A key figure. With `erstatter` a newer reading of that one, which needs a reason."""

    boligorganisation = forms.ModelChoiceField(
        label="Boligorganisation", queryset=Boligorganisation.objects.order_by("navn"), empty_label="Vælg"
    )
    afdeling = forms.CharField(
        label="Afdelingsnummer",
        max_length=5,
        required=False,
        help_text="Tomt, når tallet er boligorganisationens eget.",
    )
    aar = forms.IntegerField(
        label="Regnskabsår",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "a-w-s"}),
        error_messages=dict.fromkeys(
            ("invalid", "required"), "Skriv regnskabsåret med fire cifre, for eksempel 2024."
        ),
    )
    indikator = forms.ChoiceField(label="Nøgletal", choices=indikator_choices)

    noegle = ("boligorganisation", "afdeling", "aar", "indikator")
    field_order = (*noegle, "vaerdi", "mangler")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vaerdi"].help_text = "Som kilden skriver det, med de samme decimaler. Ja er 1, nej er 0."
        if "aar" in self.fields:
            self.fields["aar"].help_text = f"Fra {FOERSTE_AAR} til {timezone.localdate().year}."

    def tal(self) -> Tilsynstalinput:
        """The figure that was entered. Raises UgyldigtInput if the organisation has no such afdeling."""
        data, old = self.cleaned_data, self.erstatter
        if isinstance(old, Tilsynstal):
            return Tilsynstalinput(
                old.boligorganisation_id,
                old.afdeling_id,
                old.aar,
                old.indikator,
                data["vaerdi"],
                **self.source(),
            )
        organisation, nummer = data["boligorganisation"], data["afdeling"].strip()
        afdeling = (
            Afdeling.objects.filter(boligorganisation=organisation, nummer=nummer).first() if nummer else None
        )
        if nummer and afdeling is None:
            raise UgyldigtInput([Fejl("afdeling", f"findes ikke i {organisation}")])
        return Tilsynstalinput(
            organisation.pk,
            afdeling.pk if afdeling else None,
            data["aar"],
            data["indikator"],
            data["vaerdi"],
            **self.source(),
        )

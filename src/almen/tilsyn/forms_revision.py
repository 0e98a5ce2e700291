"""The forms of auditors' remarks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from almen.organisationer.models import Afdeling
from almen.organisationer.selectors import active_organisationer
from almen.tilsyn.models import Bemaerkningsart, Revisionsbemaerkning
from almen.tilsyn.services.revision import MAX_TEKST, Bemaerkningsinput
from almen.ui.forms import AlmenForm, DatoField, HeltalField

LANG = forms.Textarea(attrs={"rows": 5})


def organisation_pairs(now: Revisionsbemaerkning | None = None) -> list[tuple[str, str]]:
    """The organisations that are active today, and the one that a remark is about already."""
    found = active_organisationer(timezone.localdate())
    if now is not None and now.boligorganisation not in found:
        found.append(now.boligorganisation)
    return [(str(item.pk), item.navn) for item in found]


class Bemaerkningsform(AlmenForm):
    """A remark as it stands in its source."""

    boligorganisation = forms.ChoiceField(label="Boligorganisation", choices=())
    afdelingsnummer = forms.CharField(
        label="Afdelingens nummer",
        max_length=5,
        required=False,
        help_text="Tomt, når bemærkningen gælder hele boligorganisationen.",
    )
    regnskabsaar = HeltalField(label="Regnskabsår", help_text="Året, regnskabet gælder, fx 2025.")
    art = forms.ChoiceField(label="Art", choices=Bemaerkningsart.choices, widget=forms.RadioSelect)
    tekst = forms.CharField(
        label="Bemærkning", max_length=MAX_TEKST, widget=LANG, help_text="Gengivet eller kort refereret."
    )
    kilde = forms.CharField(
        label="Står i", max_length=400, help_text="Dokument og side, fx revisionsprotokollen, side 14."
    )
    frist = DatoField(
        label="Følges op senest", required=False, help_text="Vises i kalenderen, til den er afsluttet."
    )

    def __init__(self, *args: Any, nu: Revisionsbemaerkning | None = None, **kwargs: Any) -> None:
        if nu is not None:
            kwargs["initial"] = {
                "boligorganisation": str(nu.boligorganisation_id),
                "afdelingsnummer": nu.afdeling.nummer if nu.afdeling else "",
                **{name: getattr(nu, name) for name in ("regnskabsaar", "art", "tekst", "kilde", "frist")},
                **(kwargs.get("initial") or {}),
            }
        super().__init__(*args, **kwargs)
        self.fields["boligorganisation"].choices = [("", "Vælg"), *organisation_pairs(nu)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["afdeling"] = None
        if (nummer := data.get("afdelingsnummer", "").strip()) and data.get("boligorganisation"):
            rows = Afdeling.objects.filter(boligorganisation=int(data["boligorganisation"]), nummer=nummer)
            data["afdeling"] = rows.values_list("pk", flat=True).first()
            if data["afdeling"] is None:
                self.add_error("afdelingsnummer", "Boligorganisationen har ingen afdeling med det nummer.")
        return data

    def item(self) -> Bemaerkningsinput:
        """What was typed."""
        data = self.cleaned_data
        return Bemaerkningsinput(
            boligorganisation=int(data["boligorganisation"]),
            afdeling=data["afdeling"],
            **{name: data[name] for name in ("regnskabsaar", "art", "tekst", "kilde", "frist")},
        )


class Svarform(AlmenForm):
    """What the organisation answers."""

    svar = forms.CharField(
        label="Boligorganisationens svar",
        max_length=MAX_TEKST,
        widget=LANG,
        help_text="Gengivet eller kort refereret, med dag og afsender (funktion, ikke navn).",
    )


class Opfoelgningsform(AlmenForm):
    """What the municipality does about it, and when it looks again."""

    opfoelgning = forms.CharField(label="Kommunens opfølgning", max_length=MAX_TEKST, widget=LANG)
    frist = DatoField(label="Følges op igen senest", required=False)


class Afslutningsform(AlmenForm):
    """What was done, and the day it was settled."""

    opfoelgning = forms.CharField(
        label="Hvad er der gjort?",
        max_length=MAX_TEKST,
        widget=LANG,
        help_text="Står på bemærkningen, når den er afsluttet.",
        error_messages={"required": "Skriv, hvad der er gjort; en bemærkning kan ikke afsluttes uden."},
    )
    afsluttet = DatoField(label="Afsluttet den")


class Genaabningsform(AlmenForm):
    """Why a closed remark is open again."""

    begrundelse = forms.CharField(label="Hvorfor åbnes den igen?", max_length=1000, widget=LANG)
    frist = DatoField(label="Følges op senest", required=False)

"""What people type about delegations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from almen.grundlag.models import Sikkerhed
from almen.grundlag.services.delegation import Delegationsinput
from almen.organisationer.selectors import current_profil
from almen.sagsgang.register import REGISTER
from almen.ui.forms import AlmenForm, DatoField


class DagForm(AlmenForm):
    """The day that the list is asked about."""

    hide_optional = True
    dag = DatoField(label="I kraft den", required=False)


class DelegationForm(AlmenForm):
    """A delegation and the decision that it rests on."""

    navn = forms.CharField(label="Navn", max_length=160, help_text="Fx Godkendelse af lån uden garanti.")
    kode = forms.CharField(
        label="Kode",
        max_length=40,
        help_text="Små bogstaver, tal og _; står i adressen og i sagernes kontroller. Fx laan_uden_garanti.",
    )
    fra_organ = forms.ChoiceField(label="Delegeret fra")
    til_aktoer = forms.ChoiceField(label="Delegeret til")
    fra = DatoField(label="Første dag")
    til = DatoField(
        label="Sidste dag", required=False, help_text="Tom, når delegationen gælder indtil videre."
    )
    besluttet = DatoField(
        label="Besluttet den", required=False, help_text="Tom, når beslutningens dag ikke kendes."
    )
    kilde = forms.CharField(
        label="Kilde", max_length=400, help_text="Mødet og punktet, eller adressen på referatet."
    )
    sikkerhed = forms.ChoiceField(label="Sikkerhed", choices=Sikkerhed.choices)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    # Last, because it is long.
    sagstyper = forms.MultipleChoiceField(label="Sagstyper", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profil, today = current_profil(), timezone.localdate()
        for name, arter in (("fra_organ", ("organ",)), ("til_aktoer", ("forvaltning", "organ"))):
            ids = [item.id for art in arter for item in profil.aktoerer if item.art == art]
            self.fields[name].choices = [  # type: ignore[attr-defined]
                ("", "Vælg"),
                *((id_, profil.aktoer_navn(id_, today)) for id_ in ids),
            ]
        kinds = sorted(REGISTER.sagstyper.values(), key=lambda item: item.navn)
        self.fields["sagstyper"].choices = [(item.id, item.navn) for item in kinds]  # type: ignore[attr-defined]

    def as_input(self) -> Delegationsinput:
        """What the service takes."""
        data = dict(self.cleaned_data)
        return Delegationsinput(**{**data, "sagstyper": tuple(data["sagstyper"])})


class DelegationsophoerForm(AlmenForm):
    """That a delegation ends, and by which decision."""

    sidste_dag = DatoField(label="Sidste dag")
    kilde = forms.CharField(
        label="Kilde", max_length=400, help_text="Beslutningen om, at delegationen ophører."
    )
    begrundelse = forms.CharField(label="Begrundelse", max_length=300)

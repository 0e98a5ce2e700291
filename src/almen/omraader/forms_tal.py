"""The forms of figures and published classes of areas, as a source says them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from almen.grundlag.aflaesningsform import Kildeform, Talaflaesningsform
from almen.grundlag.selectors import current_parametre
from almen.omraader.indikatorer import alle_indikatorer
from almen.omraader.klasser import NAVNE, ORDEN, klasse_navn
from almen.omraader.models import Listeudpegning, Noegletal, Omraade
from almen.omraader.selectors.tal import coming_list, klasser_on, list_days
from almen.omraader.services import Listeinput, Noegletalinput
from almen.ui.formater import dato


def list_choices() -> list[tuple[str, str]]:
    """Every list until the coming one, the latest first."""
    parametre = current_parametre()
    days = list_days(parametre, coming_list(timezone.localdate(), parametre))
    return [(day.isoformat(), dato(day)) for day in days]


def latest_list() -> str:
    """The last list that has come, which is what one mostly enters."""
    return list_days(current_parametre(), timezone.localdate())[0].isoformat()


def omraade_choices() -> list[tuple[str, str]]:
    """Every area with its municipality. One query."""
    rows = Omraade.objects.order_by("kommune", "navn").values_list("pk", "navn", "kommune")
    return [(str(pk), f"{navn} ({kommune})") for pk, navn, kommune in rows]


def klasse_choices(liste: dt.date | None) -> list[tuple[str, str]]:
    """The classes of a list's day by the names of that day; all by today's names where no list is chosen yet."""
    if liste is None:
        return [(klasse, NAVNE[klasse]) for klasse in ORDEN]
    known = klasser_on(liste)
    return [(klasse, klasse_navn(klasse, liste)) for klasse in ORDEN if klasse in known]


class Talform(Talaflaesningsform):
    """A figure as it stands in its source. With `erstatter` a newer reading of that one, which needs a reason."""

    omraade = forms.ChoiceField(
        label="Område",
        choices=lambda: [("", "Intet område"), *omraade_choices()],
        required=False,
        help_text="Tomt for et tal, der gælder landet eller regionen.",
    )
    region = forms.CharField(
        label="Region",
        max_length=40,
        required=False,
        help_text="Kun når tallet er en regions, fx Hovedstaden.",
    )
    liste = forms.ChoiceField(label="Liste", choices=list_choices, initial=latest_list)
    indikator = forms.ChoiceField(label="Tal", choices=lambda: [(i.id, i.navn) for i in alle_indikatorer()])
    noegle = ("omraade", "region", "liste", "indikator")
    field_order = (*noegle, "vaerdi", "mangler")

    def tal(self) -> Noegletalinput:
        """The figure that was entered."""
        data = self.cleaned_data
        old = self.erstatter
        if isinstance(old, Noegletal):
            about = {name: getattr(old, name) for name in ("region", "liste", "indikator")}
            return Noegletalinput(omraade=old.omraade_id, vaerdi=data["vaerdi"], **about, **self.source())
        return Noegletalinput(
            omraade=int(data["omraade"]) if data["omraade"] else None,
            region=" ".join(data["region"].split()),
            liste=dt.date.fromisoformat(data["liste"]),
            indikator=data["indikator"],
            vaerdi=data["vaerdi"],
            **self.source(),
        )


class Listeform(Kildeform):
    """What the state's list of a day says of an area. With `erstatter` a newer reading of that list."""

    liste = forms.ChoiceField(label="Liste", choices=list_choices, initial=latest_list)
    klasser = forms.MultipleChoiceField(
        label="Klasser på listen",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ingen kryds: området er ikke på nogen af listerne. Klasser, en anden forudsætter, kommer med af sig selv.",
    )

    field_order = ("liste", "klasser")

    def __init__(
        self, *args: Any, omraade: Omraade, erstatter: Listeudpegning | None = None, **kwargs: Any
    ) -> None:
        self.omraade = omraade
        if erstatter is not None:
            kwargs["initial"] = {"klasser": erstatter.klasser, **(kwargs.get("initial") or {})}
        super().__init__(*args, erstatter=erstatter, **kwargs)
        self.fields["klasser"].choices = klasse_choices(erstatter.liste if erstatter else None)  # type: ignore[attr-defined]
        if erstatter is not None:
            del self.fields["liste"]

    def item(self) -> Listeinput:
        """What was entered."""
        old = self.erstatter
        return Listeinput(
            omraade=self.omraade.pk,
            liste=old.liste if old is not None else dt.date.fromisoformat(self.cleaned_data["liste"]),
            klasser=tuple(self.cleaned_data["klasser"]),
            **self.source(),
        )

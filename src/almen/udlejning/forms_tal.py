"""The form of a figure on lettings as its source says it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from almen.grundlag.aflaesningsform import Kildeform
from almen.organisationer.models import Afdeling, Boligtype
from almen.udlejning.models import Udlejningstal, Vej
from almen.udlejning.services.udlejningstal import FIRST_YEAR, MOST_LETTINGS, Udlejningstalinput

OM = ("afdeling", "aar", "boligtype", "vej")


def afdeling_choices() -> list[tuple[str, str]]:
    """Every afdeling with its boligorganisation. One query."""
    rows = Afdeling.objects.order_by("boligorganisation__navn", "nummer")
    return [
        (str(pk), f"{organisation}: {navn} (afd. {nummer})")
        for pk, organisation, navn, nummer in rows.values_list(
            "pk", "boligorganisation__navn", "navn", "nummer"
        )
    ]


class Udlejningstalform(Kildeform):
    """A figure as it stands in its source. With `erstatter` a newer reading of that one, which needs a reason."""

    afdeling = forms.ChoiceField(label="Afdeling", choices=lambda: [("", "Vælg"), *afdeling_choices()])
    aar = forms.IntegerField(
        label="År", min_value=FIRST_YEAR, help_text="Kalenderåret, udlejningerne er talt i."
    )
    boligtype = forms.ChoiceField(label="Boligtype", choices=Boligtype.choices)
    vej = forms.ChoiceField(label="Udlejet ved", choices=Vej.choices)
    antal = forms.IntegerField(
        label="Udlejninger",
        min_value=0,
        max_value=MOST_LETTINGS,
        error_messages={"required": "Skriv et tal, eller sæt kryds i, at kilden ikke oplyser det."},
    )
    mangler = forms.BooleanField(label="Kilden oplyser ikke tallet", required=False)

    field_order = (*OM, "antal", "mangler")

    def __init__(self, *args: Any, erstatter: Udlejningstal | None = None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"aar": timezone.localdate().year - 1}
        if erstatter is not None:
            initial |= {"antal": erstatter.antal, "mangler": erstatter.antal is None}
        kwargs["initial"] = {**initial, **(kwargs.get("initial") or {})}
        super().__init__(*args, erstatter=erstatter, **kwargs)
        if erstatter is not None:
            for name in OM:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("mangler"):
            if data.get("antal") is not None:
                self.add_error("mangler", "Fjern enten tallet eller krydset; begge dele kan ikke gælde.")
            elif not self.data.get(self.add_prefix("antal"), "").strip():
                self.errors.pop("antal", None)
                data["antal"] = None
        return data

    def tal(self) -> Udlejningstalinput:
        """The figure that was entered."""
        data, old = self.cleaned_data, self.erstatter
        about: dict[str, Any] = (
            {"afdeling": int(data["afdeling"]), **{name: data[name] for name in OM[1:]}}
            if old is None
            else {"afdeling": old.afdeling_id, **{name: getattr(old, name) for name in OM[1:]}}
        )
        return Udlejningstalinput(antal=data["antal"], **about, **self.source())

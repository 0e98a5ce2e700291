"""The maksimumsbeløb of one year in one form: regions × dwelling types, kroner per m² and per dwelling."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from almen.regler.dansk import name_of
from almen.regler.fejl import Fejl
from almen.regler.lokale import LokalRaekke
from almen.regler.samling import Parametre
from almen.ui.forms import AlmenForm, DatoField, KronerField, dress

PR_M2, PR_BOLIG = "maksimumsbeloeb.pr_m2", "maksimumsbeloeb.pr_bolig"
SLAGS = (("m2", PR_M2, "kr. pr. m²"), ("bolig", PR_BOLIG, "kr. pr. bolig"))


class TabelForm(AlmenForm):
    """Empty cells are left out; every filled cell becomes one local row."""

    def __init__(self, *args: Any, parametre: Parametre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aar"] = forms.IntegerField(
            label="År for Skema B", min_value=1990, max_value=2100,
            widget=forms.TextInput(attrs={"class": "a-w-s"}),
            error_messages={"invalid": "Skriv et årstal, for eksempel 2024."},
        )  # fmt: skip
        self.fields["fra"] = DatoField(
            label="Gælder fra", required=False, help_text="Kun hvis tabellen ikke gælder hele året."
        )
        self.fields["til"] = DatoField(label="Gælder til og med", required=False)
        self.fields["tilsagn_fra"] = DatoField(
            label="Kun for tilsagn fra", required=False, help_text="Kun hvis tabellen skelner mellem tilsagn."
        )
        self.fields["tilsagn_til"] = DatoField(label="Kun for tilsagn til og med", required=False)
        self.fields["hjemmel"] = forms.CharField(label="Hjemmel", max_length=200)
        self.fields["kilde"] = forms.CharField(label="Kilde", max_length=400)
        self.leading = tuple(self.fields)
        dimensions = {item.navn: item.tilladt for item in parametre.get(PR_M2).dimensioner}
        self.lines = [
            (region, boligtype) for region in dimensions["region"] for boligtype in dimensions["boligtype"]
        ]
        for region, boligtype in self.lines:
            for key, _, unit in SLAGS:
                title = f"{name_of(region)}, {name_of(boligtype)}, {unit}"
                field = KronerField(label=title[:1].upper() + title[1:], required=False, mindst=1)
                field.widget.attrs["aria-label"] = field.label
                self.fields[f"{key}_{region}_{boligtype}"] = field
        dress(self)

    def clean(self) -> dict[str, Any]:
        """At least one figure, and days inside the year."""
        data = super().clean() or self.cleaned_data
        if not any(data.get(f"{key}_{r}_{b}") is not None for r, b in self.lines for key, _, _ in SLAGS):
            self.add_error(None, "Udfyld mindst ét beløb i tabellen.")
        for name in ("fra", "til"):
            day = data.get(name)
            if day is not None and data.get("aar") and day.year != data["aar"]:
                self.add_error(name, f"Dagen skal ligge i {data['aar']}.")
        return data

    @property
    def table(self) -> list[dict[str, Any]]:
        """The lines of the table with their two fields."""
        return [
            {
                "region": name_of(region).capitalize(),
                "boligtype": name_of(boligtype).capitalize(),
                "celler": [self[f"{key}_{region}_{boligtype}"] for key, _, _ in SLAGS],
            }
            for region, boligtype in self.lines
        ]

    @property
    def leading_fields(self) -> list[Any]:
        """The fields above the table."""
        return [self[name] for name in self.leading]

    def filled(self) -> list[tuple[str, LokalRaekke]]:
        """(field name, local row) for every filled cell."""
        data = self.cleaned_data
        year = data["aar"]
        interval = {
            key: data[f"tilsagn_{key}"] for key in ("fra", "til") if data.get(f"tilsagn_{key}") is not None
        }
        rows = []
        for region, boligtype in self.lines:
            for key, parameter, _ in SLAGS:
                name = f"{key}_{region}_{boligtype}"
                if data.get(name) is None:
                    continue
                naar: dict[str, Any] = {"region": [region], "boligtype": [boligtype]}
                if interval:
                    naar["tilsagnsdato"] = interval
                row = LokalRaekke(
                    parameter=parameter, fra=data.get("fra") or dt.date(year, 1, 1),
                    til=data.get("til") or dt.date(year, 12, 31), vaerdi=data[name], hjemmel=data["hjemmel"],
                    kilde=data["kilde"], registreret=timezone.localdate(), naar=naar,
                )  # fmt: skip
                rows.append((name, row))
        return rows

    def show_faults(self, fejl: tuple[Fejl, ...]) -> None:
        """Puts each fault (`række 3.fra`) at the cell it came from."""
        names = [name for name, _ in self.filled()]
        for fault in fejl:
            where, _, felt = fault.felt.rpartition(".")
            number = where.removeprefix("række ")
            name = names[int(number) - 1] if number.isdecimal() else names[0]
            text = f"{felt}: {fault.besked}." if felt else f"{fault.besked}."
            self.add_error(felt if felt in self.leading and not where else name, text)

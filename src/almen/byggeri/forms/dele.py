"""The parts of a project in a form: rows of figures, of which empty ones are passed over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict

from almen.byggeri.selectors.projektdata import Skemadata
from almen.byggeri.services import DelInput
from almen.byggeri.services.inddata import MAX_DELE, check_del
from almen.organisationer.models import Boligtype
from almen.regler.fejl import Fejl
from almen.ui.forms import AlmenForm, KronerField, M2Field, fault_text

FIRST_ROWS = 2


class DelForm(AlmenForm):
    """One part: type, number, area and sum, with the sum's four blocks as BOSSINF-STB has them."""

    hide_optional = True

    boligtype = forms.ChoiceField(
        label="Boligtype", choices=[("", "Vælg"), *Boligtype.choices], required=False
    )
    antal = forms.IntegerField(
        label="Antal boliger",
        min_value=1,
        required=False,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "a-w-s"}),
        error_messages={"invalid": "Skriv et helt tal.", "min_value": "Skal være mindst 1."},
    )
    bruttoareal_m2 = M2Field(label="Bruttoareal (m²)", required=False)
    anskaffelsessum = KronerField(label="Anskaffelsessum (kr.)", required=False)
    grundudgifter = KronerField(label="Grundudgifter (kr.)", required=False)
    haandvaerkerudgifter = KronerField(label="Håndværkerudgifter (kr.)", required=False)
    omkostninger = KronerField(label="Omkostninger (kr.)", required=False)
    gebyrer = KronerField(label="Gebyrer (kr.)", required=False)
    tilskud = KronerField(label="Tilskud, trækkes fra (kr.)", required=False)
    nummer = forms.IntegerField(widget=forms.HiddenInput, required=False)

    MAIN = ("boligtype", "antal", "bruttoareal_m2", "anskaffelsessum")
    BLOCKS = ("grundudgifter", "haandvaerkerudgifter", "omkostninger", "gebyrer", "tilskud")

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """The fields that every part has."""
        return [self[navn] for navn in self.MAIN]

    @property
    def block_fields(self) -> list[forms.BoundField]:
        """The breakdown of the sum."""
        return [self[navn] for navn in self.BLOCKS]

    @property
    def blocks_open(self) -> bool:
        """True if the breakdown holds something that must be seen."""
        return any(self[navn].value() not in (None, "", "0", 0) or self[navn].errors for navn in self.BLOCKS)

    @property
    def is_empty(self) -> bool:
        """True if nothing has been typed in the row."""
        return not any(str(self[navn].value() or "").strip() for navn in (*self.MAIN, *self.BLOCKS))

    def as_input(self) -> DelInput:
        """The row as the service takes it."""
        values = {key: value for key, value in self.cleaned_data.items() if key != "tilskud"}
        return DelInput(**values, tilskud=self.cleaned_data.get("tilskud") or 0)


class Deleformularer:
    """All rows of one form. `valid_dele` gives the parts, or None with each fault at its field."""

    def __init__(self, data: QueryDict | None = None, skema: Skemadata | None = None) -> None:
        self.fejl: list[str] = []
        if data is not None:
            rows = min(_number(data.get("dele-antal")), MAX_DELE)
            self.forms = [DelForm(data, prefix=f"dele-{index}") for index in range(max(rows, 1))]
        else:
            initial: Sequence[dict[str, Any]] = _initial(skema) if skema else [{}] * FIRST_ROWS
            self.forms = [DelForm(prefix=f"dele-{index}", initial=item) for index, item in enumerate(initial)]

    @property
    def antal(self) -> int:
        """How many rows the form shows."""
        return len(self.forms)

    def add_row(self) -> None:
        """One more empty row at the end, however many there are up to the limit."""
        if self.antal < MAX_DELE:
            self.forms.append(DelForm(prefix=f"dele-{self.antal}"))

    def valid_dele(self) -> list[DelInput] | None:
        """The parts of the rows that are not empty, or None. Read once: asking again tells no fault twice."""
        return self._valid_dele

    @cached_property
    def _valid_dele(self) -> list[DelInput] | None:
        used = [form for form in self.forms if not form.is_empty]
        if not used:
            self.fejl.append("Angiv mindst én del af projektet med boligtype.")
            return None
        dele: list[DelInput] = []
        for form in used:
            if not form.is_valid():
                continue
            if not form.cleaned_data["boligtype"]:
                form.add_error("boligtype", "Vælg en boligtype.")
                continue
            item = form.as_input()
            self.place(check_del("dele[0]", item), [form])
            dele.append(item)
        return dele if all(not form.errors for form in used) else None

    def place(self, fejl: Iterable[Fejl], forms_: Sequence[DelForm] | None = None) -> list[Fejl]:
        """Puts each fault of a part at its field; gives back those that are not about a part."""
        used = forms_ or [form for form in self.forms if not form.is_empty]
        rest = []
        for item in fejl:
            sted, _, felt = item.felt.partition(".")
            index = _index(sted)
            if index is not None and index < len(used) and felt in used[index].fields:
                used[index].add_error(felt, fault_text(item.besked))
            elif sted.startswith("dele"):
                self.fejl.append(f"Projektets dele: {item.besked}.")
            else:
                rest.append(item)
        return rest

    @property
    def errors(self) -> bool:
        """True if any row has a fault, or the rows together."""
        return bool(self.fejl) or any(form.is_bound and form.errors for form in self.forms)


def _index(sted: str) -> int | None:
    number = sted.removeprefix("dele[").removesuffix("]")
    return int(number) if sted.startswith("dele[") and number.isdecimal() else None


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 4 else FIRST_ROWS


def _initial(skema: Skemadata) -> list[dict[str, Any]]:
    rows = []
    for item in skema.dele:
        row: dict[str, Any] = {navn: getattr(item, navn) for navn in (*DelForm.MAIN[1:], *DelForm.BLOCKS)}
        row["tilskud"] = item.tilskud or None
        row |= {"boligtype": item.projektdel.boligtype, "nummer": item.projektdel.nummer}
        rows.append(row)
    return rows

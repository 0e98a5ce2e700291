"""What people type about a boligsocial helhedsplan: opening it, its money as one grid, its organisation, special efforts and accounts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from almen.organisationer.models import Boligorganisation
from almen.planer.forms import GrundForm, PlanForm
from almen.planer.models import Forhandling, Indsatsart, Plan, Saerindsats
from almen.planer.selectors.forvaltninger import forvaltninger
from almen.planer.selectors.helhedsplan import PARTER, Helhedsplandata, money_fingerprint
from almen.planer.services import Budgetbeloeb
from almen.ui.forms import AlmenForm, DatoField, KronerField, dress

DELE = {
    "lbf": "Landsbyggefonden (kr.)",
    "kommune": "Kommunen (kr.)",
    "boligorganisation": "Boligorganisationen (kr.)",
}


class HelhedsplanForm(PlanForm):
    """A plan's own fields; when it is opened also who applies, and for how much."""

    ansoeger = forms.ModelChoiceField(
        label="Ansøgende boligorganisation",
        queryset=Boligorganisation.objects.none(),
        empty_label="Vælg",
        help_text="Sagen er denne boligorganisations; den ser sagen og svarer for sine trin.",
        error_messages={"required": "Vælg den boligorganisation, der søger."},
    )
    ansoegt = KronerField(
        label="Søgt hos Landsbyggefonden (kr.)", required=False, help_text="Må være tomt, til beløbet kendes."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ansoeger"].queryset = Boligorganisation.objects.filter(aktiv_til__isnull=True)  # type: ignore[attr-defined]
        self.fields["boligorganisationer"].label = "Andre boligorganisationer i planen"
        if self.plan is not None:
            del self.fields["ansoeger"], self.fields["ansoegt"]
            self.fields["boligorganisationer"].label = "Boligorganisationer i planen"
        else:
            self.order_fields(["titel", "navn", "ansoeger", "ansoegt"])

    def plan_data(self) -> dict[str, Any]:
        """As the service takes it: the applicant is the case's boligorganisation."""
        data = super().plan_data()
        if "ansoeger" in data:
            data["boligorganisation"] = data.pop("ansoeger")
        return data


class OekonomiForm(GrundForm):
    """The budget's sum, who pays it, and an amount for each theme and year; an empty cell is no line."""

    hide_optional = True

    budget = KronerField(label="Budget i alt (kr.)", required=False)
    aftryk = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(
        self,
        *args: Any,
        data_: Helhedsplandata,
        temaer: Mapping[str, str],
        aar: list[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.aar, self.temaer = aar, list(temaer.items())
        self.fields["budget"].initial = data_.egne.budget
        self.fields["aftryk"].initial = money_fingerprint(data_)
        rows: dict[str, forms.Field] = {"budget": self.fields["budget"]}
        for part, label in DELE.items():
            rows[part] = KronerField(label=label, required=False, initial=data_.dele[part])
        for index, (tema, name) in enumerate(self.temaer):
            for year in aar:
                rows[self._key(index, year)] = KronerField(
                    label=f"{name}, {year} (kr.)",
                    required=False,
                    initial=data_.oekonomi.budget.get((tema, year)),
                )
        # The reason, where it is asked for, stands last.
        self.fields = {**rows, **{key: item for key, item in self.fields.items() if key not in rows}}
        dress(self)

    @staticmethod
    def _key(index: int, year: int) -> str:
        return f"b{index}_{year}"

    @property
    def hoved(self) -> list[forms.BoundField]:
        """The sum and the three parties."""
        return [self[name] for name in ("budget", *DELE)]

    @property
    def raekker(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The grid's rows: a theme's name and its cells."""
        return [
            (name, [self[self._key(index, year)] for year in self.aar])
            for index, (_, name) in enumerate(self.temaer)
        ]

    @property
    def grund_felt(self) -> forms.BoundField | None:
        """The reason's field where one is asked for."""
        return self["grund"] if "grund" in self.fields else None

    def figures_are_valid(self) -> bool:
        """True if every amount can be read; a missing reason is no matter for a preview."""
        return self.is_bound and not set(self.errors) - {"grund"}

    def dele(self) -> dict[str, int | None]:
        """Whole kroner by party, None where nothing is typed."""
        return {part: self.cleaned_data.get(part) for part in DELE}

    def linjer(self) -> list[Budgetbeloeb]:
        """The cells that hold an amount."""
        return [
            Budgetbeloeb(tema, year, amount)
            for index, (tema, _) in enumerate(self.temaer)
            for year in self.aar
            if (amount := self.cleaned_data.get(self._key(index, year)))
        ]


class OplysningerForm(AlmenForm):
    """Prequalification, board and coordination. The day of the prequalification is the decision's."""

    ansoegt = KronerField(label="Søgt hos Landsbyggefonden (kr.)", required=False)
    praekvalificeret_beloeb = KronerField(label="Prækvalificeret beløb (kr.)", required=False)
    bestyrelse = forms.CharField(
        label="Bestyrelse",
        required=False,
        max_length=4000,
        widget=forms.Textarea,
        help_text="En på hver linje: funktion og organisation, ikke navne på personer. Fx Områdechef, Socialforvaltningen.",
    )
    koordinator = forms.ChoiceField(label="Koordinerende forvaltning", required=False)

    def __init__(self, *args: Any, data_: Helhedsplandata, **kwargs: Any) -> None:
        names = ("ansoegt", "praekvalificeret_beloeb", "bestyrelse", "koordinator")
        kwargs["initial"] = {name: getattr(data_.egne, name) for name in names}
        super().__init__(*args, **kwargs)
        self.fields["koordinator"].choices = [  # type: ignore[attr-defined]
            ("", "Ikke udpeget"),
            *((item.id, item.navn) for item in forvaltninger()),
        ]


class SaerindsatsForm(AlmenForm):
    """A special municipal effort that the committee proposes."""

    navn = forms.CharField(label="Indsats", max_length=200, help_text="Fx Fritidsjob til unge.")
    beskrivelse = forms.CharField(
        label="Hvad og hvorfor", required=False, widget=forms.Textarea, max_length=4000
    )
    budget = KronerField(label="Beløb (kr.)", required=False)
    foreslaaet = DatoField(label="Foreslået af udvalget den", required=False)
    kilde = forms.CharField(label="Kilde", required=False, max_length=400)

    def __init__(self, *args: Any, saerindsats: Saerindsats | None = None, **kwargs: Any) -> None:
        if saerindsats is not None:
            names = ("navn", "beskrivelse", "budget", "foreslaaet", "kilde")
            kwargs["initial"] = {name: getattr(saerindsats, name) for name in names}
        super().__init__(*args, **kwargs)


class ForhandlingForm(AlmenForm):
    """Where a party stands on a day. What is entered stays in the log."""

    part = forms.ChoiceField(label="Part", choices=[(part.value, part.label) for part in PARTER])
    stand = forms.ChoiceField(
        label="Stand",
        choices=Forhandling.Stand.choices,
        help_text="“Afvist” fra kommunen betyder, at indsatsen er trukket tilbage.",
    )
    dato = DatoField(label="Dato")
    tekst = forms.CharField(label="Hvad blev sagt", required=False, widget=forms.Textarea, max_length=4000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"dato": timezone.localdate()}
        super().__init__(*args, **kwargs)


class OptagForm(GrundForm):
    """Taking an agreed special effort into the plan: who owns it, and under which theme."""

    ansvarlig = forms.ChoiceField(
        label="Ansvarlig forvaltning", error_messages={"required": "Vælg den ansvarlige forvaltning."}
    )
    tema = forms.ChoiceField(label="Tema", required=False)
    art = forms.ChoiceField(label="Art", choices=Indsatsart.choices, initial=Indsatsart.SOCIAL)

    def __init__(self, *args: Any, temaer: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ansvarlig"].choices = [("", "Vælg"), *((item.id, item.navn) for item in forvaltninger())]  # type: ignore[attr-defined]
        self.fields["tema"].choices = [("", "Intet tema"), *temaer.items()]  # type: ignore[attr-defined]


class RegnskabForm(AlmenForm):
    """What was spent in one year, by theme; an empty field is nothing spent."""

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        aar: int,
        temaer: Mapping[str, str],
        budget: Mapping[tuple[str, int | None], int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        known = {row.tema: row for row in plan.regnskabslinjer.filter(aar=aar)}
        self.temaer = [*temaer, *(tema for tema in known if tema not in temaer)]
        for index, tema in enumerate(self.temaer):
            planned = budget.get((tema, aar))
            self.fields[f"t{index}"] = KronerField(
                label=f"{temaer.get(tema, tema)} (kr.)",
                required=False,
                initial=known[tema].beloeb if tema in known else None,
                help_text=f"Budget {planned:,} kr.".replace(",", ".") if planned else "",
            )
        self.fields["revideret"] = forms.BooleanField(
            label="Regnskabet er revideret",
            required=False,
            initial=bool(known) and all(row.revideret for row in known.values()),
        )
        dress(self)

    def linjer(self) -> dict[str, int]:
        """Whole kroner by theme."""
        return {
            tema: amount
            for index, tema in enumerate(self.temaer)
            if (amount := self.cleaned_data.get(f"t{index}")) is not None
        }

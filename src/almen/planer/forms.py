"""What people type about a plan, its efforts, milestones and status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone

from almen.omraader.models import Omraade
from almen.omraader.selectors.tal import own_kommune
from almen.organisationer.models import Boligorganisation
from almen.planer.models import Indsats, Indsatsart, Lys, Milepael, Plan, Politik, Politikmaal, Strategi
from almen.planer.selectors.forvaltninger import forvaltninger
from almen.ui.forms import AlmenForm, DatoField, KronerField, dress

SETS = ("omraader", "strategier", "boligorganisationer")
GRUND = "Planen er lagt frem eller besluttet. Skriv, hvad rettelsen følger af; det står i sagens journal."


def own_omraader() -> Any:
    """The areas of this municipality, which its plans can be about."""
    return Omraade.objects.filter(kommune=own_kommune()).order_by("navn")


class GrundForm(AlmenForm):
    """A form with the reason that is demanded once a plan has been put forward (`lagt_frem`)."""

    def __init__(self, *args: Any, lagt_frem: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lagt_frem:
            self.fields["grund"] = forms.CharField(
                label="Hvorfor rettes planen?",
                max_length=400,
                help_text=GRUND,
                error_messages={"required": "Skriv, hvorfor planen rettes."},
            )
            dress(self)

    @property
    def grund(self) -> str:
        """The reason typed, empty where none is asked for."""
        return str(self.cleaned_data.get("grund", ""))

    def data_without_grund(self) -> dict[str, Any]:
        """The other fields, as the services take them."""
        return {key: value for key, value in self.cleaned_data.items() if key != "grund"}


class PlanForm(GrundForm):
    """The fields that every kind of plan has. A kind with more subclasses it: add fields, extend `initial_of` and `plan_data`."""

    titel = forms.CharField(
        label="Sagens titel",
        max_length=200,
        help_text="Som den står på dagsordener, fx Handleplan for udsatte byområder 2026–2027.",
    )
    navn = forms.CharField(label="Planens navn", max_length=200)
    fra = DatoField(label="Gælder fra", required=False, help_text="Må være tom, til perioden er aftalt.")
    til = DatoField(label="Gælder til og med", required=False)
    formaal = forms.CharField(
        label="Formål og indhold", required=False, widget=forms.Textarea, max_length=20_000
    )
    omraader = forms.ModelMultipleChoiceField(
        label="Områder", queryset=Omraade.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    politik = forms.ModelChoiceField(
        label="Politik", queryset=Politik.objects.all(), required=False, empty_label="Ingen",
        help_text="Planens indsatser kan høre til politikkens mål.",
    )  # fmt: skip
    strategier = forms.ModelMultipleChoiceField(
        label="Strategier, planen henviser til",
        queryset=Strategi.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    boligorganisationer = forms.ModelMultipleChoiceField(
        label="Boligorganisationer",
        queryset=Boligorganisation.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    erstatter = forms.ModelChoiceField(
        label="Afløser", queryset=Plan.objects.none(), required=False, empty_label="Ingen tidligere plan"
    )
    kilde = forms.CharField(label="Kilde", required=False, max_length=400)
    kilde_adresse = forms.URLField(
        label="Kildens adresse", required=False, max_length=400, assume_scheme="https"
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea, max_length=4000)

    def __init__(
        self,
        *args: Any,
        art: str,
        planer: Any,
        plan: Plan | None = None,
        uden: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        if plan is not None:
            kwargs["initial"] = {**self.initial_of(plan), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.art, self.plan = art, plan
        self.fields["omraader"].queryset = own_omraader()  # type: ignore[attr-defined]
        others = planer.filter(art=art)
        self.fields["erstatter"].queryset = others if plan is None else others.exclude(pk=plan.pk)  # type: ignore[attr-defined]
        for name in (*uden, *(("titel",) if plan is not None else ())):
            self.fields.pop(name, None)
        for name in ("strategier", "politik"):
            # Nothing to choose from is no question.
            if name in self.fields and not self.fields[name].queryset.exists():  # type: ignore[attr-defined]
                del self.fields[name]

    @classmethod
    def initial_of(cls, plan: Plan) -> dict[str, Any]:
        """A plan's fields as the form starts with them."""
        names = ("navn", "fra", "til", "formaal", "politik", "erstatter", "kilde", "kilde_adresse", "note")
        own = {name: getattr(plan, name) for name in names}
        return own | {name: list(getattr(plan, name).all()) for name in SETS}

    def plan_data(self) -> dict[str, Any]:
        """What the kind's service takes; without `bruger`, `art` and `grund`."""
        return self.data_without_grund()

    def clean(self) -> dict[str, Any]:
        """A period that ends before it begins is told at its end."""
        data = super().clean() or self.cleaned_data
        if data.get("fra") and data.get("til") and data["til"] < data["fra"]:
            self.add_error("til", "Skal ligge efter den første dag.")
        return data


class IndsatsForm(GrundForm):
    """An effort or project of a plan."""

    navn = forms.CharField(label="Indsats", max_length=200)
    beskrivelse = forms.CharField(
        label="Hvad og hvorfor", required=False, widget=forms.Textarea, max_length=10_000
    )
    maal = forms.ModelChoiceField(
        label="Mål", queryset=Politikmaal.objects.none(), required=False, empty_label="Intet bestemt mål"
    )
    art = forms.ChoiceField(label="Art", choices=Indsatsart.choices, initial=Indsatsart.TVAERGAAENDE)
    tema = forms.ChoiceField(label="Tema", required=False)
    ansvarlig = forms.ChoiceField(label="Ansvarlig forvaltning", required=False)
    ansvarlig_tekst = forms.CharField(
        label="Anden ansvarlig",
        required=False,
        max_length=160,
        help_text="Kun når ingen forvaltning er ansvarlig.",
    )
    omraader = forms.ModelMultipleChoiceField(
        label="Områder",
        queryset=Omraade.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ingen valgt: hele planens område.",
    )
    budget = KronerField(label="Budget (kr.)", required=False, help_text="Tomt, til beløbet er aftalt.")
    fra = DatoField(label="Fra", required=False)
    til = DatoField(label="Til og med", required=False)

    def __init__(
        self, *args: Any, plan: Plan, temaer: Mapping[str, str], indsats: Indsats | None = None, **kwargs: Any
    ) -> None:
        if indsats is not None:
            names = (
                "navn",
                "beskrivelse",
                "maal",
                "art",
                "tema",
                "ansvarlig",
                "ansvarlig_tekst",
                "budget",
                "fra",
                "til",
            )
            kwargs["initial"] = {name: getattr(indsats, name) for name in names} | {
                "omraader": list(indsats.omraader.all())
            }
        super().__init__(*args, **kwargs)
        self.fields["maal"].queryset = plan.politik.maal.all() if plan.politik else Politikmaal.objects.none()  # type: ignore[attr-defined]
        self.fields["omraader"].queryset = plan.omraader.all()  # type: ignore[attr-defined]
        self.fields["ansvarlig"].choices = [
            ("", "Ingen forvaltning"),
            *((item.id, item.navn) for item in forvaltninger()),
        ]  # type: ignore[attr-defined]
        self.fields["tema"].choices = [("", "Intet tema"), *temaer.items()]  # type: ignore[attr-defined]
        if not temaer:
            del self.fields["tema"]
        if plan.politik is None:
            del self.fields["maal"]


class MilepaelForm(GrundForm):
    """A milestone of a plan or of one of its efforts."""

    titel = forms.CharField(label="Milepæl", max_length=200)
    frist = DatoField(label="Skal nås senest")
    indsats = forms.ModelChoiceField(
        label="Indsats", queryset=Indsats.objects.none(), required=False, empty_label="Hele planen"
    )
    note = forms.CharField(label="Note", required=False, max_length=400)

    def __init__(self, *args: Any, plan: Plan, milepael: Milepael | None = None, **kwargs: Any) -> None:
        if milepael is not None:
            kwargs["initial"] = {
                name: getattr(milepael, name) for name in ("titel", "frist", "indsats", "note")
            }
        super().__init__(*args, **kwargs)
        self.fields["indsats"].queryset = plan.indsatser.filter(udgaaet__isnull=True)  # type: ignore[attr-defined]


class NaaetForm(AlmenForm):
    """The day on which a milestone was reached; empty: it was not after all."""

    naaet = DatoField(
        label="Nået den", required=False, help_text="Tom, hvis milepælen ikke er nået alligevel."
    )
    note = forms.CharField(label="Note", required=False, max_length=400)

    def __init__(self, *args: Any, milepael: Milepael, **kwargs: Any) -> None:
        kwargs["initial"] = {"naaet": milepael.naaet or timezone.localdate(), "note": milepael.note}
        super().__init__(*args, **kwargs)


class StatusForm(AlmenForm):
    """A status report: a light with its word, and how it goes."""

    lys = forms.ChoiceField(label="Status", choices=Lys.choices, widget=forms.RadioSelect)
    tekst = forms.CharField(label="Hvordan går det?", widget=forms.Textarea, max_length=4000)
    dato = DatoField(label="Status pr.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"dato": timezone.localdate(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class UdgaaForm(GrundForm):
    """Taking an effort out of a plan."""

    dato = DatoField(label="Udgår den")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"dato": timezone.localdate()}
        super().__init__(*args, **kwargs)

"""What people type about udviklings-, forandrings- and kvarterplaner beside what every plan has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from almen.planer.forms import GrundForm, PlanForm
from almen.planer.models import (
    Boligopgoerelse,
    Dispensationsgrundlag,
    Evaluering,
    Evalueringsart,
    Indsats,
    Plan,
    Virkemiddel,
    Virkemiddelart,
)
from almen.planer.selectors.artsoplysninger import forandringsplan_of, kvarterplan_of, udviklingsplan_of
from almen.planer.services.dispensation import FORHOLD
from almen.sager.models import Dokument
from almen.ui.forms import AlmenForm, DatoField, DecimalField, HeltalField, KronerField

JA_NEJ = (("", "Ikke oplyst"), ("ja", "Ja"), ("nej", "Nej"))


def year_field(label: str, **kwargs: Any) -> forms.IntegerField:
    """A year: digits without points between thousands."""
    return forms.IntegerField(
        label=label,
        min_value=2010,
        max_value=2100,
        widget=forms.NumberInput(attrs={"class": "form-input a-w-s"}),
        error_messages={
            "required": "Skriv et årstal.",
            "invalid": "Skriv et årstal, for eksempel 2027.",
            "min_value": "Skriv et årstal fra 2010 til 2100.",
            "max_value": "Skriv et årstal fra 2010 til 2100.",
        },
        **kwargs,
    )


class UdviklingsplanForm(PlanForm):
    """A statutory plan: since when the area is designated, and whether the parties agree."""

    udpeget = DatoField(
        label="Udpeget som omdannelsesområde den",
        required=False,
        help_text="Dagen for statens liste, fx 01.12.2018. Fristen for planen regnes herfra.",
    )
    enige = forms.TypedChoiceField(
        label="Er boligorganisation og kommune enige om planen?",
        choices=(
            ("ja", "Ja, planen laves i fællesskab (§ 168 a)"),
            ("nej", "Nej, kommunens egen plan (§ 168 b)"),
        ),
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        initial="ja",
        help_text="Svaret vælger sagens vej.",
    )

    @classmethod
    def initial_of(cls, plan: Plan) -> dict[str, Any]:
        """The plan's fields, and its kind's."""
        own = udviklingsplan_of(plan)
        return {**super().initial_of(plan), "udpeget": own.udpeget, "enige": "ja" if own.enige else "nej"}


class ForandringsplanForm(PlanForm):
    """A preventive plan: its goals."""

    maal = forms.CharField(
        label="Planens mål",
        required=False,
        widget=forms.Textarea,
        max_length=4000,
        help_text="Ét mål på hver linje.",
    )

    @classmethod
    def initial_of(cls, plan: Plan) -> dict[str, Any]:
        """The plan's fields, and its kind's."""
        return {**super().initial_of(plan), "maal": forandringsplan_of(plan).maal}


class KvarterplanForm(PlanForm):
    """An områdefornyelse: frame, those who take part, and who approves."""

    ramme = KronerField(
        label="Ramme (kr.)", required=False, help_text="Det, projekterne og årene tilsammen er inden for."
    )
    beboere = forms.CharField(
        label="Beboerne i planen",
        required=False,
        widget=forms.Textarea,
        max_length=4000,
        help_text="Hvordan beboerne er med, fx borgermøder og styregruppe. Funktioner, ikke navne på personer.",
    )
    lokale_aktoerer = forms.CharField(
        label="Lokale aktører",
        required=False,
        widget=forms.Textarea,
        max_length=4000,
        help_text="Foreninger, institutioner og erhvervsliv, ikke navne på personer.",
    )
    i_br = forms.BooleanField(
        label="Planen skal i Borgerrepræsentationen",
        required=False,
        help_text="Sæt kryds, når planen følges af en anlægsbevilling eller vedtægter. Udvalget godkender ellers selv, og ændringer inden for rammen.",
    )

    @classmethod
    def initial_of(cls, plan: Plan) -> dict[str, Any]:
        """The plan's fields, and its kind's."""
        own = kvarterplan_of(plan)
        names = ("ramme", "beboere", "lokale_aktoerer", "i_br")
        return {**super().initial_of(plan), **{name: getattr(own, name) for name in names}}


class OpgoerelseForm(AlmenForm):
    """What stood in the area on a day."""

    dag = DatoField(label="Opgjort pr.")
    almene_familieboliger = HeltalField(label="Almene familieboliger")
    andre_boliger = HeltalField(
        label="Andre boliger",
        help_text="Ungdoms- og ældreboliger, private boliger og andet, der ikke er almene familieboliger.",
    )
    nedrevne = HeltalField(
        label="Nedrevne boliger, der ikke er erstattet",
        required=False,
        help_text="Kun dem, loven lader blive i det samlede tal: revet ned efter 2010 og ikke erstattet af almene familieboliger.",
    )
    erhverv_m2 = HeltalField(
        label="Erhvervsareal (m²)",
        required=False,
        help_text="Loven regner arealet om til boliger; det gør systemet.",
    )
    kilde = forms.CharField(
        label="Kilde", max_length=400, help_text="Fx BBR-udtræk eller boligorganisationens opgørelse."
    )
    note = forms.CharField(label="Note", required=False, max_length=400)

    def __init__(self, *args: Any, opgoerelse: Boligopgoerelse | None = None, **kwargs: Any) -> None:
        if opgoerelse is not None:
            kwargs["initial"] = {name: getattr(opgoerelse, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        """As the service takes it; a number left empty is none."""
        data = self.cleaned_data
        return {**data, "nedrevne": data["nedrevne"] or 0, "erhverv_m2": data["erhverv_m2"] or 0}


class VirkemiddelForm(GrundForm):
    """A means in a year, and the day it was carried out."""

    art = forms.ChoiceField(label="Virkemiddel", choices=Virkemiddelart.choices)
    aar = year_field("År", help_text="Det år, virkemidlet ventes gennemført.")
    antal = HeltalField(label="Boliger", required=False, help_text="Tomt for erhvervsareal.")
    m2 = HeltalField(label="Erhvervsareal (m²)", required=False, help_text="Kun for nyt erhvervsareal.")
    gennemfoert = DatoField(
        label="Gennemført den", required=False, help_text="Tom, så længe det kun er planlagt."
    )
    indsats = forms.ModelChoiceField(
        label="Projekt", queryset=Indsats.objects.none(), required=False, empty_label="Intet bestemt projekt"
    )
    note = forms.CharField(label="Note", required=False, max_length=400)

    def __init__(self, *args: Any, plan: Plan, virkemiddel: Virkemiddel | None = None, **kwargs: Any) -> None:
        if virkemiddel is not None:
            names = ("art", "aar", "antal", "m2", "gennemfoert", "indsats", "note")
            kwargs["initial"] = {name: getattr(virkemiddel, name) or None for name in names}
        super().__init__(*args, **kwargs)
        self.fields["indsats"].queryset = plan.indsatser.filter(udgaaet__isnull=True)  # type: ignore[attr-defined]
        if "grund" in self.fields and virkemiddel is not None:
            # Reporting that a means was carried out is no change of the plan; the service asks where it is.
            self.fields["grund"].required = False
            self.fields["grund"].help_text += " Behøves ikke, når du kun melder virkemidlet gennemført."

    def values(self) -> dict[str, Any]:
        """As the service takes it; a number left empty is none."""
        data = self.data_without_grund()
        return {**data, "antal": data["antal"] or 0, "m2": data["m2"] or 0}


class DispensationForm(AlmenForm):
    """An application for a dispensation with what is known of the law's conditions."""

    grundlag = forms.ChoiceField(
        label="Søges efter", choices=Dispensationsgrundlag.choices, widget=forms.RadioSelect
    )
    ansoegt = DatoField(label="Ansøgt den")
    ansoegt_pct = DecimalField(label="Ansøgt andel (pct.)")
    omdannelsesomraade = forms.ChoiceField(
        label="Er området et omdannelsesområde?", choices=JA_NEJ, required=False
    )
    redegoerelse = forms.ChoiceField(
        label="Redegør ansøgningen for, hvordan området ikke er omdannelsesområde den dag, andelen skal være nået?",
        choices=JA_NEJ,
        required=False,
        help_text="Stk. 3, nr. 1.",
    )
    familieboliger_i_parallelsamfund = HeltalField(
        label="Kommunens almene familieboliger i parallelsamfund", required=False, help_text="Stk. 3, nr. 2."
    )
    familieboliger_i_kommunen = HeltalField(label="Kommunens almene familieboliger i alt", required=False)
    nybyggeri_kan_bidrage = forms.ChoiceField(
        label="Kan nybyggeri bidrage i væsentligt omfang?",
        choices=JA_NEJ,
        required=False,
        help_text="Stk. 3, nr. 3.",
    )
    salg_kun_med_tab = forms.ChoiceField(
        label="Kan salg efter ejendomsmæglers vurdering kun ske med tab?",
        choices=JA_NEJ,
        required=False,
        help_text="Stk. 3, nr. 4.",
    )
    beboere = HeltalField(label="Beboere i området", required=False, help_text="Stk. 4.")
    doemte_opfyldt = forms.ChoiceField(
        label="Opfylder området kriteriet om dømte?", choices=JA_NEJ, required=False, help_text="Stk. 4."
    )
    kilde = forms.CharField(label="Kilde", required=False, max_length=400)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"ansoegt": timezone.localdate(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        """As the service takes it: the conditions on their own, yes and no as such, the unknown left out."""
        answers: Mapping[str, Any] = {"ja": True, "nej": False, "": None}
        data = self.cleaned_data
        known = {
            name: answers.get(data[name]) if isinstance(data[name], str) else data[name] for name in FORHOLD
        }
        head = {name: data[name] for name in ("grundlag", "ansoegt", "ansoegt_pct", "kilde")}
        return {**head, "oplysninger": {name: value for name, value in known.items() if value is not None}}


class DispensationssvarForm(AlmenForm):
    """What the minister answered."""

    afgjort = DatoField(label="Afgjort den")
    givet = forms.TypedChoiceField(
        label="Afgørelse",
        choices=(("ja", "Dispensation givet"), ("nej", "Afslag")),
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )
    maal_pct = DecimalField(label="Ny andel (pct.)", required=False, help_text="Tom ved afslag.")
    kilde = forms.CharField(label="Kilde", required=False, max_length=400)


class EvalueringForm(GrundForm):
    """When a report is due."""

    art = forms.ChoiceField(
        label="Hvad skal afgives?", choices=Evalueringsart.choices, widget=forms.RadioSelect
    )
    frist = DatoField(label="Senest")

    def __init__(self, *args: Any, evaluering: Evaluering | None = None, **kwargs: Any) -> None:
        if evaluering is not None:
            kwargs["initial"] = {"art": evaluering.art, "frist": evaluering.frist}
        super().__init__(*args, **kwargs)


class AfgivForm(AlmenForm):
    """A report that was given: when, what it says, and its document among the case's."""

    afgivet = DatoField(label="Afgivet den")
    konklusion = forms.CharField(label="Konklusion", widget=forms.Textarea, max_length=4000)
    dokument = forms.ModelChoiceField(
        label="Dokument på sagen",
        queryset=Dokument.objects.none(),
        required=False,
        empty_label="Intet dokument",
        help_text="Læg først rapporten på sagen som dokument.",
    )

    def __init__(self, *args: Any, evaluering: Evaluering, dokumenter: Any, **kwargs: Any) -> None:
        names = ("afgivet", "konklusion", "dokument")
        kwargs["initial"] = {name: getattr(evaluering, name) for name in names}
        kwargs["initial"]["afgivet"] = evaluering.afgivet or timezone.localdate()
        super().__init__(*args, **kwargs)
        self.fields["dokument"].queryset = dokumenter  # type: ignore[attr-defined]


class FlytForm(AlmenForm):
    """Moving money from one project to another."""

    fra = forms.ModelChoiceField(label="Fra projekt", queryset=Indsats.objects.none(), empty_label="Vælg")
    til = forms.ModelChoiceField(label="Til projekt", queryset=Indsats.objects.none(), empty_label="Vælg")
    beloeb = KronerField(label="Beløb (kr.)")
    aar = year_field("År", required=False, help_text="Kun når projektets budget er fordelt på år.")
    grund = forms.CharField(
        label="Hvem har besluttet det, og hvorfor?",
        max_length=400,
        error_messages={"required": "Skriv, hvem der har besluttet flytningen, og hvorfor."},
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = plan.indsatser.filter(udgaaet__isnull=True).order_by("id")
        self.fields["fra"].queryset = running.filter(budget__gt=0)  # type: ignore[attr-defined]
        self.fields["til"].queryset = running  # type: ignore[attr-defined]

"""Opening a case, and the project's facts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models

from almen.byggeri.models import Projekt
from almen.byggeri.services import KOORDINATER, PROJEKTFELTER
from almen.organisationer.models import Boligorganisation, Bruger
from almen.organisationer.selectors import current_profil, visible_afdelinger, visible_boligorganisationer
from almen.ui.forms import (
    AlmenForm,
    AlmenModelForm,
    DatoField,
    DecimalField,
    ForslagInput,
    KoordinatField,
    KronerField,
    M2Field,
)

UNKNOWN = (("", "Ikke oplyst"), ("ja", "Ja"), ("nej", "Nej"))


def district_names() -> list[str]:
    """The profile's districts, suggested where a district is typed."""
    return [bydel.navn for bydel in current_profil().bydele]


class FactField(forms.ChoiceField):
    """Yes, no, or not known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=UNKNOWN, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "ja", False: "nej", None: ""}.get(value, value)

    def clean(self, value: Any) -> bool | None:
        return {"ja": True, "nej": False}.get(super().clean(value))


def danish_field(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """The form field that reads a model field as it is written in Danish."""
    common: dict[str, Any] = {"label": str(field.verbose_name)[:1].upper() + str(field.verbose_name)[1:]}
    optional: dict[str, Any] = {**common, "required": not field.blank}
    if isinstance(field, models.BooleanField):
        return FactField(**common)
    if isinstance(field, models.DateField):
        return DatoField(**optional)
    if isinstance(field, models.PositiveBigIntegerField):
        return KronerField(**optional)
    if field.name in KOORDINATER:
        return KoordinatField(**optional)
    if isinstance(field, models.DecimalField):
        return M2Field(**optional) if field.name == "byggetilladelse_m2" else DecimalField(**optional)
    if field.name == "bydel":
        kwargs["widget"] = ForslagInput(district_names)
    form_field = field.formfield(**kwargs)
    if form_field is not None:
        form_field.label = common["label"]
    return form_field


class RedigerForm(AlmenModelForm):
    """Everything that may be changed about a project by hand."""

    class Meta:
        model = Projekt
        fields = PROJEKTFELTER
        formfield_callback = danish_field

    GRUPPER: tuple[tuple[str, tuple[str, ...]], ...] = (
        (
            "Projektet",
            (
                "navn",
                "adresse",
                "bydel",
                "breddegrad",
                "laengdegrad",
                "dar_id",
                "region",
                "afdeling",
                "lbf_byggeafsnit",
                "lokalplan",
                "kilde",
            ),
        ),
        (
            "Tidsplan",
            (
                "forventet_tilsagn",
                "forventet_skema_b",
                "frist_skema_b_forlaenget_til",
                "forventet_ibrugtagning",
                "sidste_bolig_faerdig",
                "udearealer_faerdige",
                "skaeringsdag",
                "frist_skema_c_forlaenget_til",
            ),
        ),
        ("Økonomi", ("reserve_pct", "grundkapital_maks", "garanti_maks", "laangiver", "ejendomsvaerdi")),
        (
            "Til Skema A",
            ("jorddokument", "lokalplan_paabegyndt", "indberettet", "husleje_oplyst", "tegninger"),
        ),
        (
            "Til Skema B",
            (
                "udbud_afholdt",
                "kvalitet_fastholdt",
                "lokalplan_endelig",
                "husleje_godkendt",
                "byggetilladelse",
                "byggetilladelse_m2",
                "totaloekonomi",
                "overskridelse_kommune",
                "overskridelse_lbf",
            ),
        ),
        ("Til Skema C", ("regnskab_revideret", "skoede_tinglyst")),
    )

    def __init__(self, *args: Any, bruger: Bruger, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation = self.instance.sag.boligorganisation_id
        afdelinger = visible_afdelinger(bruger).filter(boligorganisation=organisation)
        self.fields["afdeling"].queryset = afdelinger  # type: ignore[attr-defined]
        self.fields["afdeling"].empty_label = "Ikke valgt"  # type: ignore[attr-defined]
        self.fields[
            "lbf_byggeafsnit"
        ].help_text = "Afdelingsnummer, bindestreg og byggeafsnit 1-4, fx 0123-1."
        self.fields["breddegrad"].help_text = "WGS 84, fx 55,676098. Sammen med længdegrad."
        self.fields["laengdegrad"].help_text = "WGS 84, fx 12,568337."
        self.fields["dar_id"].help_text = "Adressens id i adresseregistret, 36 tegn."

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(titel, [self[navn] for navn in names]) for titel, names in self.GRUPPER]


class NyForm(AlmenForm):
    """What a case of new building is opened with, beside its parts."""

    titel = forms.CharField(
        label="Sagens titel",
        max_length=200,
        help_text="Fx 83 ungdomsboliger og 6 familieboliger, August Schade Kvarter.",
        error_messages={"required": "Skriv, hvad sagen handler om."},
    )
    boligorganisation = forms.ModelChoiceField(
        label="Boligorganisation",
        queryset=Boligorganisation.objects.none(),
        empty_label="Vælg",
        error_messages={"required": "Vælg den boligorganisation, der søger."},
    )
    adresse = forms.CharField(label="Adresse", max_length=200, required=False)
    bydel = forms.CharField(label="Bydel", max_length=80, required=False, widget=ForslagInput(district_names))
    lokalplan = forms.CharField(label="Lokalplan", max_length=120, required=False)
    indsendt = DatoField(label="Ansøgningen er indsendt", required=False)
    forventet_tilsagn = DatoField(
        label="Forventet tilsagn",
        required=False,
        help_text="Dagen for tilsagn afgør, hvilke satser der gælder.",
    )
    forventet_skema_b = DatoField(
        label="Forventet Skema B", required=False, help_text="Året afgør, hvilket maksimumsbeløb der gælder."
    )
    reserve_pct = DecimalField(label="Reserve til regulering (pct.)", required=False, mindst=0, hoejst=100)
    grundkapital_maks = KronerField(
        label="Grundkapital højst, inkl. reserve (kr.)",
        required=False,
        help_text="Udfyldes, hvis der søges om et maksimum. Ellers beregnes beløbet.",
    )
    garanti_maks = KronerField(label="Garanti højst (kr.)", required=False)
    ejendomsvaerdi = KronerField(label="Långivers værdiansættelse (kr.)", required=False)

    def __init__(self, *args: Any, bruger: Bruger, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisationer = visible_boligorganisationer(bruger).filter(aktiv_til__isnull=True)
        self.fields["boligorganisation"].queryset = organisationer  # type: ignore[attr-defined]

    @classmethod
    def preview_fields(cls, posted: Any) -> dict[str, Any]:
        """The two fields that the computation needs, as far as they can be read; faults are told when
        saving.
        """
        found: dict[str, Any] = {}
        for navn, key in (("forventet_tilsagn", "tilsagnsdato"), ("ejendomsvaerdi", "ejendomsvaerdi")):
            try:
                found[key] = cls.base_fields[navn].clean(posted.get(navn))
            except forms.ValidationError:
                found[key] = None
        return found

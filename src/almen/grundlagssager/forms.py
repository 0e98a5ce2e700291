"""What people type about changes of bases, analyses and members' proposals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from almen.grundlag.forms import PARAMETER, GrundlagKladdeForm, initial_parametre
from almen.grundlag.models import Administrationsgrundlag, Grundlagsversion, Sikkerhed, Status
from almen.grundlagssager.models import Grundlagsaendring, Medlemsforslag, Stillerrolle
from almen.organisationer.selectors import current_profil
from almen.ui.forms import AlmenForm, DatoField, dress

LONG = {"rows": 4}


class _Udkast(GrundlagKladdeForm):
    """The draft with why, what it is built on, and why it may hold from a day before the decision."""

    def __init__(
        self, *args: Any, grundlag_id: str, udgangspunkt: Grundlagsversion | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, grundlag_id=grundlag_id, **kwargs)
        adopted = Grundlagsversion.objects.filter(grundlag=grundlag_id, status=Status.VEDTAGET)
        self.fields["begrundelse"] = forms.CharField(
            label="Hvorfor ændres grundlaget?",
            widget=forms.Textarea(attrs=LONG),
            max_length=10_000,
            error_messages={"required": "Skriv, hvorfor grundlaget ændres."},
        )
        self.fields["udgangspunkt"] = forms.ModelChoiceField(
            label="Bygger på",
            queryset=adopted.order_by("-gyldig_fra"),
            initial=udgangspunkt,
            required=False,
            empty_label="Ingen tidligere version",
            help_text="Den version, som udkastet skal afløse. Er en anden vedtaget imens, så gennemgå udkastet og vælg den.",
        )
        self.fields["udgangspunkt"].label_from_instance = _version_label  # type: ignore[attr-defined]
        self.fields["tilbagevirkning"] = forms.CharField(
            label="Hvorfor skal det gælde fra en dag før beslutningen?",
            required=False,
            max_length=400,
            help_text="Udfyldes kun, hvis dagen ligger før beslutningen.",
        )
        dress(self)

    def aendring_data(self) -> dict[str, Any]:
        """What the services take of the draft and the change."""
        own = {key: self.cleaned_data[key] for key in ("begrundelse", "udgangspunkt", "tilbagevirkning")}
        return {**self.version_data(), **own}


class NyAendringForm(_Udkast):
    """A change case to be opened."""

    def __init__(self, *args: Any, forslag: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["titel"] = forms.CharField(
            label="Sagens titel",
            max_length=200,
            error_messages={"required": "Skriv, hvad ændringen handler om."},
        )
        self.fields["forslag"] = forms.ModelChoiceField(
            label="Medlemsforslag",
            queryset=forslag,
            required=False,
            empty_label="Intet",
            help_text="Det forslag, ændringen kommer af.",
        )
        self.order_fields(
            ["titel", "begrundelse", "version", "gyldig_fra", "tilbagevirkning", "udgangspunkt", "forslag"]
        )
        dress(self)


class RetUdkastForm(_Udkast):
    """The draft of a running case; once it has been put forward, which amendment the change follows."""

    def __init__(self, *args: Any, lagt_frem: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        order = ["begrundelse", "gyldig_fra", "tilbagevirkning", "udgangspunkt"]
        if lagt_frem:
            self.fields["aendringsgrund"] = forms.CharField(
                label="Hvilket ændringsforslag følger rettelsen?",
                max_length=500,
                help_text="Udkastet er lagt frem. Skriv møde, punkt og forslag; det står i journalen.",
                error_messages={"required": "Skriv, hvilket ændringsforslag rettelsen følger."},
            )
            order.insert(0, "aendringsgrund")
        self.order_fields(order)
        dress(self)

    def edit_data(self) -> dict[str, Any]:
        """What `edit_grundlagsaendring` takes."""
        names = ("gyldig_fra", "tekst", "note", "begrundelse", "udgangspunkt", "tilbagevirkning")
        own = {key: self.cleaned_data[key] for key in names}
        return {
            **own,
            "parametre": self.parametre(),
            "aendringsgrund": self.cleaned_data.get("aendringsgrund", ""),
        }


def initial_of(aendring: Grundlagsaendring) -> dict[str, Any]:
    """A change as its form shows it."""
    draft = aendring.version
    return {
        "gyldig_fra": draft.gyldig_fra,
        "tekst": draft.tekst,
        "note": draft.note,
        "begrundelse": aendring.begrundelse,
        "tilbagevirkning": aendring.tilbagevirkning,
        **initial_parametre(draft.grundlag_id, draft.parametre),
    }


def _version_label(version: Grundlagsversion) -> str:
    return f"{version.version}, gælder fra {version.gyldig_fra:%d.%m.%Y}"


class ForslagForm(AlmenForm):
    """A member's proposal: party and role, never a name."""

    titel = forms.CharField(label="Titel", max_length=200)
    stiller = forms.CharField(
        label="Stillet af",
        max_length=80,
        help_text="Partiet, eller “et medlem”. Skriv ikke navne på personer.",
    )
    rolle = forms.ChoiceField(label="Stilleren er", choices=Stillerrolle.choices)
    organ = forms.ChoiceField(label="Behandlet i", required=False)
    dato = DatoField(label="Mødedato", required=False, help_text="Tom, hvis dagen ikke kendes.")
    tekst = forms.CharField(label="Forslaget", max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}))
    grundlag = forms.ModelMultipleChoiceField(
        label="Grundlag, det handler om",
        queryset=Administrationsgrundlag.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kan vælges senere.",
    )
    kilde = forms.CharField(
        label="Kilde", max_length=400, help_text="Adressen på referatet, eller mødet og punktet."
    )
    sikkerhed = forms.ChoiceField(label="Sikkerhed", choices=Sikkerhed.choices)
    note = forms.CharField(
        label="Note", required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profil, today = current_profil(), timezone.localdate()
        self.fields["organ"].choices = [  # type: ignore[attr-defined]
            ("", "Ikke oplyst"),
            *(
                (item.id, profil.aktoer_navn(item.id, today))
                for item in profil.aktoerer
                if item.art == "organ"
            ),
        ]


def initial_of_forslag(forslag: Medlemsforslag) -> dict[str, Any]:
    """A proposal as its form shows it."""
    names = ("titel", "stiller", "rolle", "organ", "dato", "tekst", "kilde", "sikkerhed", "note")
    return {
        **{name: getattr(forslag, name) for name in names},
        "grundlag": list(forslag.grundlag.values_list("pk", flat=True)),
    }


class AnalyseForm(AlmenForm):
    """An analysis of bases."""

    titel = forms.CharField(label="Sagens titel", max_length=200)
    formaal = forms.CharField(
        label="Formål",
        max_length=10_000,
        widget=forms.Textarea(attrs=LONG),
        help_text="Hvad analysen skal finde ud af, og hvad den omfatter.",
    )
    grundlag = forms.ModelMultipleChoiceField(
        label="Grundlag",
        queryset=Administrationsgrundlag.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label="Note", required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 3})
    )


PRAEFIKSER = ("", PARAMETER)

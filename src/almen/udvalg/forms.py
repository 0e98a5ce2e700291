"""Forms of meetings and agendas."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.sager import adgang
from almen.udvalg.models import Dagsordenspunkt, Moede, Punktart
from almen.udvalg.selectors.dagsorden import indstilling_to
from almen.udvalg.selectors.moeder import next_moeder, organer
from almen.udvalg.services.moeder import HOEJST_ANDRE
from almen.ui.forms import AlmenForm, DatoField, dress

LUKKET = "Fx at punktet handler om personlige forhold, køb og salg af ejendom eller priser i et udbud."


class KlokkeslaetField(forms.TimeField):
    """A time of day; reads 9.30, 09:30 and 9."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid": "Skriv et klokkeslæt, for eksempel 9.30."})
        super().__init__(
            input_formats=["%H:%M", "%H.%M", "%H"],
            widget=forms.TimeInput(
                format="%H.%M", attrs={"class": "a-w-s", "inputmode": "numeric", "placeholder": "tt.mm"}
            ),
            **kwargs,
        )


class MoedeForm(AlmenForm):
    """A new meeting."""

    organ = forms.ChoiceField(label="Organ")
    dato = DatoField(label="Dato", help_text="Fristerne for papirer og dagsorden regnes baglæns fra dagen.")
    klokken = KlokkeslaetField(label="Kl.", required=False)
    sted = forms.CharField(label="Sted", max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = [(item.id, item.navn) for item in organer()]  # type: ignore[attr-defined]


class MoederetForm(AlmenForm):
    """Moving a meeting or its deadlines."""

    dato = DatoField(label="Dato")
    klokken = KlokkeslaetField(label="Kl.", required=False)
    sted = forms.CharField(label="Sted", max_length=120, required=False)
    papirer_ind = DatoField(label="Papirer skal være inde")
    dagsorden_ud = DatoField(label="Dagsordenen skal være ude")


class GrundForm(AlmenForm):
    """Why something is cancelled or taken off."""

    grund = forms.CharField(label="Hvorfor", max_length=300)

    def __init__(self, *args: Any, paakraevet: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grund"].required = paakraevet


class PunktForm(AlmenForm):
    """An item that is no case in the system."""

    titel = forms.CharField(label="Titel", max_length=200)
    art = forms.ChoiceField(
        label="Hvad er det",
        choices=[
            (Punktart.FORMALIA, "Formalia, fx godkendelse af dagsordenen (tæller ikke med i andelen)"),
            (Punktart.ANDEN, "En sag om andet end almene boliger"),
            (Punktart.ALMEN, "En sag om almene boliger, som ikke ligger i systemet"),
        ],
        widget=forms.RadioSelect,
        initial=Punktart.FORMALIA,
    )
    omraade = forms.ChoiceField(label="Sagsområde", required=False, help_text="Når sagen handler om andet.")
    lukket = forms.BooleanField(label="Lukket punkt", required=False)
    lukket_grund = forms.CharField(label="Hvorfor lukket", max_length=200, required=False, help_text=LUKKET)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = current_profil().andre_sagsomraader
        self.fields["omraade"].choices = [("", "Vælg"), *((item, item) for item in areas)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A closed item says why; a case about something else says what."""
        values = super().clean() or {}
        if values.get("lukket") and not values.get("lukket_grund"):
            self.add_error("lukket_grund", "Skriv, hvorfor punktet er lukket.")
        if values.get("art") == Punktart.ANDEN and not values.get("omraade"):
            self.add_error("omraade", "Vælg, hvad sagen handler om.")
        return values


class PunktretForm(AlmenForm):
    """What an item is called, whether it is closed, and its annexes; without any, the case's indstilling is proposed."""

    titel = forms.CharField(label="Titel", max_length=200)
    standard = forms.BooleanField(
        label="Standardindstilling",
        required=False,
        help_text="Sagen følger af noget, der allerede er besluttet, og behandles uden drøftelse.",
    )
    lukket = forms.BooleanField(label="Lukket punkt", required=False)
    lukket_grund = forms.CharField(label="Hvorfor lukket", max_length=200, required=False, help_text=LUKKET)

    def __init__(self, *args: Any, punkt: Dagsordenspunkt, bruger: Bruger, **kwargs: Any) -> None:
        chosen = list(punkt.bilag.values_list("dokument_id", flat=True))
        if punkt.sag is not None and not chosen:
            written = indstilling_to(bruger, punkt.sag, punkt.trin)
            chosen = [written.pk] if written is not None else []
        kwargs.setdefault(
            "initial",
            {
                "titel": punkt.titel,
                "standard": punkt.standard,
                "lukket": punkt.lukket,
                "lukket_grund": punkt.lukket_grund,
                "bilag": chosen,
            },
        )
        super().__init__(*args, **kwargs)
        if punkt.sag is not None:
            documents = adgang.visible_dokumenter(bruger).filter(sag=punkt.sag).order_by("id")
            self.fields["bilag"] = forms.ModelMultipleChoiceField(
                label="Bilag",
                queryset=documents,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="Et fortroligt dokument bliver ved med at være fortroligt, også når punktet er åbent.",
            )
            self.fields["bilag"].label_from_instance = (  # type: ignore[attr-defined]
                lambda item: f"{item.titel} ({item.get_fortrolighed_display().lower()})"
            )
        dress(self)


class SaetPaaForm(AlmenForm):
    """Which meeting a step is put on the agenda of."""

    moede = forms.ModelChoiceField(label="Møde", queryset=Moede.objects.none(), empty_label="Vælg")
    standard = forms.BooleanField(label="Standardindstilling", required=False)

    def __init__(self, *args: Any, organ: str, standard: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standard"].initial = standard
        rows = next_moeder(organ).filter(afsluttet__isnull=True)
        self.fields["moede"].queryset = rows  # type: ignore[attr-defined]
        self.fields["moede"].label_from_instance = _moede_label  # type: ignore[attr-defined]
        if first := rows.filter(papirer_ind__gte=timezone.localdate()).first() or rows.first():
            self.fields["moede"].initial = first.pk


def _moede_label(moede: Moede) -> str:
    note = (
        " (tillægsdagsorden)" if moede.dagsorden_udsendt else f" (papirer ind {moede.papirer_ind:%d.%m.%Y})"
    )
    return f"{moede.dato:%d.%m.%Y}{note}"


class AndreSagerForm(AlmenForm):
    """How many of the meeting's cases were about other things, by kind."""

    hide_optional = True

    def __init__(self, *args: Any, moede: Moede, **kwargs: Any) -> None:
        counted = {item.omraade: item.antal for item in moede.andre_sager.all()}
        areas = current_profil().andre_sagsomraader
        kwargs["initial"] = {f"omraade_{n}": counted.get(item) for n, item in enumerate(areas)}
        super().__init__(*args, **kwargs)
        self.areas = {f"omraade_{n}": item for n, item in enumerate(areas)}
        for name, item in self.areas.items():
            self.fields[name] = forms.IntegerField(
                label=item,
                required=False,
                min_value=0,
                max_value=HOEJST_ANDRE,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "a-w-s"}),
                error_messages={
                    "invalid": "Skriv et helt tal.",
                    "min_value": "Skal være mindst 0.",
                    "max_value": f"Må højst være {HOEJST_ANDRE}.",
                },
            )
        dress(self)

    def antal(self) -> dict[str, int | None]:
        """The number by kind; None where nothing is known."""
        return {item: self.cleaned_data.get(name) for name, item in self.areas.items()}

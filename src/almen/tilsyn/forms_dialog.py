"""The forms of a dialogue. Free texts carry the mark of what the page showed, so that two at once do not overwrite each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from almen.tilsyn.models import Aftalepart, Aftalestatus, Dialogaftale, Dialogpunkt, Styringsdialog
from almen.tilsyn.selectors.dialogforslag import Forslag
from almen.tilsyn.services.dialogaendring import TEKST, TITEL, maerke_of
from almen.tilsyn.services.dialogaftale import STATUSSER, Aftaleinput, content_of
from almen.tilsyn.services.dialogmoede import Konklusion, Punktinput, referat_maerke
from almen.ui.forms import AlmenForm, DatoField

LANG = {"rows": 4}


def _tekst(
    label: str, *, required: bool = False, hoejst: int = TEKST, rows: int = 4, hjaelp: str = ""
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=hoejst, widget=widget, help_text=hjaelp)


class Maerketform(AlmenForm):
    """A form that tells what the page showed when it was read (`set_`)."""

    set_ = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)


class Modtagelsesform(AlmenForm):
    """When a part of the material came."""

    modtaget = DatoField(label="Modtaget den", initial=timezone.localdate)


class Gennemgangsform(AlmenForm):
    """What the review found."""

    gennemgaaet = DatoField(label="Gennemgået den", initial=timezone.localdate)
    bemaerkning = _tekst(
        "Bemærkning",
        hjaelp="Kun til brug i kommunen; boligorganisationen ser den ikke. Skriv ikke navne på personer.",
    )


class Undladelsesform(AlmenForm):
    """Why a part is not asked for this year."""

    grund = _tekst("Hvorfor bruges det ikke i år?", required=True)


class Materialefristform(AlmenForm):
    """When a part is due."""

    frist = DatoField(label="Frist", required=False, help_text="Tom, når der ikke er aftalt en dag.")


class Forslagsform(AlmenForm):
    """Which of the suggested items come on the agenda."""

    valgte = forms.MultipleChoiceField(label="Forslag", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, forslag: Iterable[Forslag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.forslag = {item.noegle: item for item in forslag}
        choices = [(key, f"{item.titel} ({item.tema})") for key, item in self.forslag.items()]
        self.fields["valgte"].choices = choices  # type: ignore[attr-defined]
        self.fields["valgte"].initial = [key for key, item in self.forslag.items() if key.startswith("tema-")]

    def items(self) -> list[Punktinput]:
        """The items that were chosen."""
        chosen = [self.forslag[key] for key in self.cleaned_data["valgte"]]
        return [Punktinput(item.titel, item.oplaeg, item.tema) for item in chosen]


class Punktform(Maerketform):
    """An item of the agenda."""

    titel = forms.CharField(label="Punkt", max_length=TITEL)
    oplaeg = _tekst("Oplæg", hjaelp="Boligorganisationen kan læse det, når mødet er indkaldt.")

    @classmethod
    def initial_of(cls, punkt: Dialogpunkt) -> dict[str, Any]:
        """What the form starts with."""
        mark = maerke_of(punkt.titel, punkt.oplaeg)
        return {"titel": punkt.titel, "oplaeg": punkt.oplaeg, "set_": mark}

    def item(self) -> Punktinput:
        """What was typed."""
        return Punktinput(self.cleaned_data["titel"], self.cleaned_data["oplaeg"])


class Moedeform(AlmenForm):
    """When and where the meeting is, and who takes part."""

    dato = DatoField(label="Mødets dag")
    sted = forms.CharField(label="Sted", required=False, max_length=200)
    deltagere = _tekst(
        "Deltagere",
        rows=3,
        hjaelp="Funktioner og organisationer, ikke navne. Fx: direktør, formand, to fra forvaltningen.",
    )


class Lukkeform(AlmenForm):
    """Why an open item is not taken up again."""

    grund = _tekst("Hvorfor tages punktet ikke op igen?", required=True)


class Referatform(Maerketform):
    """The minutes on one page: the general text, and a conclusion for each item."""

    hide_optional = True

    def __init__(
        self, *args: Any, dialog: Styringsdialog, punkter: Iterable[Dialogpunkt], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.punkter = list(punkter)
        self.fields["set_"].initial = maerke_of(*referat_maerke(dialog, self.punkter))
        for row in self.punkter:
            self.fields[f"konklusion_{row.pk}"] = _tekst(f"{row}")
            self.fields[f"konklusion_{row.pk}"].initial = row.konklusion
            self.fields[f"aabent_{row.pk}"] = forms.BooleanField(
                label=f"Punkt {row.nummer} tages op igen næste år", required=False, initial=row.aabent
            )
        self.fields["referat"] = _tekst("Referat i øvrigt", hjaelp="Funktioner, ikke navne.")
        self.fields["referat"].initial = dialog.referat
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["class"] = "form-input"
            elif isinstance(field.widget, forms.CheckboxInput):
                field.widget.attrs["class"] = "form-checkbox"

    def konklusioner(self) -> dict[int, Konklusion]:
        """What was typed for each item."""
        data = self.cleaned_data
        return {
            row.pk: Konklusion(data[f"konklusion_{row.pk}"], data[f"aabent_{row.pk}"]) for row in self.punkter
        }


class Aftaleform(Maerketform):
    """What was agreed: who does what by when."""

    tekst = _tekst("Aftale", required=True)
    part = forms.ChoiceField(label="Hvem", choices=Aftalepart.choices, widget=forms.RadioSelect)
    ejer = forms.CharField(
        label="Ansvarlig funktion", max_length=120, help_text="En funktion, ikke et navn. Fx driftschef."
    )
    frist = DatoField(label="Senest")
    punkt = forms.TypedChoiceField(label="Hører til punkt", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, punkter: Iterable[Dialogpunkt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["punkt"].choices = [("", "Intet bestemt punkt"), *((row.pk, str(row)) for row in punkter)]  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, row: Dialogaftale) -> dict[str, Any]:
        """What the form starts with."""
        own = {name: getattr(row, name) for name in ("tekst", "part", "ejer", "frist")}
        return {**own, "punkt": row.punkt_id, "set_": maerke_of(*content_of(row))}

    def item(self) -> Aftaleinput:
        """What was typed."""
        return Aftaleinput(
            **{name: self.cleaned_data[name] for name in ("tekst", "part", "ejer", "frist", "punkt")}
        )


class Opfoelgningsform(Maerketform):
    """What has become of an agreement."""

    status = forms.ChoiceField(
        label="Status", widget=forms.RadioSelect, choices=[(item.value, item.label) for item in STATUSSER]
    )
    dato = DatoField(
        label="Afsluttet den", required=False, help_text="Tom: i dag. Bruges ikke, når aftalen er åben."
    )
    note = _tekst(
        "Opfølgning",
        hjaelp="Kun til brug i kommunen. Skal udfyldes, når aftalen bortfalder eller åbnes igen.",
    )

    @classmethod
    def initial_of(cls, row: Dialogaftale) -> dict[str, Any]:
        """What the form starts with."""
        open_ = row.status in (Aftalestatus.AABEN, Aftalestatus.VIDEREFOERT)
        return {
            "status": Aftalestatus.AABEN if open_ else row.status,
            "dato": row.afsluttet,
            "note": row.note,
            "set_": maerke_of(*content_of(row)),
        }


class Redegoerelsesform(Maerketform):
    """The statement that is to be published."""

    tekst = _tekst(
        "Redegørelse",
        required=True,
        hoejst=20_000,
        rows=16,
        hjaelp="Bliver offentlig. Skriv ingen navne og intet fortroligt.",
    )


class Tilbagetraekningsform(AlmenForm):
    """Why the statement is withdrawn."""

    grund = _tekst("Hvorfor trækkes redegørelsen tilbage?", required=True)

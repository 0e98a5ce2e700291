"""The guided form: an application's steps, each bound to what the draft holds of it, and read together when it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from almen.ansoegninger.inddata import (
    MAX_TEKST,
    PROJEKT,
    Ansoegning,
    check_ansoegning,
    oplysninger_of,
)
from almen.ansoegninger.models import Art, Bilagsart, Kladde
from almen.byggeri.forms.dele import Deleformularer
from almen.byggeri.forms.projekt import danish_field
from almen.byggeri.forms.skema import ServicearealForm
from almen.byggeri.models import Projekt
from almen.byggeri.selectors.projektdata import Projektdata, Skemadata, projektdata_of
from almen.byggeri.services import DelInput
from almen.grundlag.selectors import current_parametre
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.ui.forms import AlmenForm, DatoField, place_fejl

HELP = {
    "forventet_tilsagn": "Dagen for tilsagn afgør, hvilke satser der gælder.",
    "forventet_skema_b": "Året afgør, hvilket maksimumsbeløb der gælder.",
    "grundkapital_maks": "Udfyldes, hvis der søges om et maksimum. Ellers beregnes beløbet.",
    "udearealer_faerdige": "Kun hvis udearealerne blev færdige efter den sidste bolig.",
    "byggetilladelse_m2": "Skal svare til arealet i ansøgningen.",
}


class TitelForm(AlmenForm):
    """What the project is called; the first step of Skema A. Only the title must be given."""

    hide_optional = True

    titel = forms.CharField(
        label="Projektets titel",
        max_length=200,
        help_text="Fx 83 ungdomsboliger og 6 familieboliger, August Schade Kvarter.",
        error_messages={"required": "Skriv, hvad projektet hedder."},
    )


class TekstForm(AlmenForm):
    """Free text beside the facts; everything may be left empty."""

    hide_optional = True

    tekst = forms.CharField(
        label="Bemærkninger til kommunen", required=False, max_length=MAX_TEKST, widget=forms.Textarea
    )


class SvarForm(AlmenForm):
    """The answer to a request."""

    tekst = forms.CharField(
        label="Svar",
        max_length=MAX_TEKST,
        widget=forms.Textarea,
        error_messages={"required": "Skriv svaret. Filer kan lægges ved i næste trin."},
    )


class BilagForm(AlmenForm):
    """One file."""

    fil = forms.FileField(label="Fil", error_messages={"required": "Vælg en fil."})
    art = forms.ChoiceField(label="Hvad viser filen", choices=Bilagsart.choices)
    titel = forms.CharField(
        label="Titel", max_length=200, required=False, help_text="Ellers bruges filens navn."
    )


class RetursendForm(AlmenForm):
    """Why a submission is returned."""

    begrundelse = forms.CharField(
        label="Hvad mangler eller skal rettes",
        max_length=MAX_TEKST,
        widget=forms.Textarea,
        help_text="Boligorganisationen ser teksten og kan rette og sende igen.",
        error_messages={"required": "Skriv, hvad der mangler eller skal rettes."},
    )


class AnmodningForm(AlmenForm):
    """What the municipality asks for."""

    tekst = forms.CharField(
        label="Hvad anmodes der om",
        max_length=MAX_TEKST,
        widget=forms.Textarea,
        error_messages={"required": "Skriv, hvad boligorganisationen skal sende."},
    )
    frist = DatoField(label="Svar senest", required=False)


def _with_fields(base: type[AlmenForm], names: Iterable[str], first: bool = False) -> type[AlmenForm]:
    """A form with fields of the project beside the base's own, before or after them; all may be left empty."""
    own: dict[str, Any] = {}
    for navn in names:
        field = danish_field(Projekt._meta.get_field(navn))  # type: ignore[arg-type]
        if field is not None:
            field.required = False
            field.help_text = HELP.get(navn, "")
            own[navn] = field
    form = type("Oplysningsform", (base,), dict(own))
    if first:
        form.base_fields = {**own, **base.base_fields}  # type: ignore[attr-defined]
    return form


class Felttrin:
    """A step of plain fields."""

    template = "portal/trin_felter.html"

    def __init__(self, id_: str, navn: str, form: AlmenForm) -> None:
        self.id, self.navn, self.form = id_, navn, form

    def is_valid(self) -> bool:
        """True if every field can be read."""
        return self.form.is_valid()

    def read(self) -> dict[str, Any]:
        """Title, text and fields of the project, as far as they are given."""
        given = {key: value for key, value in self.form.cleaned_data.items() if value not in (None, "")}
        own: dict[str, Any] = {key: given.pop(key) for key in ("titel", "tekst") if key in given}
        return {**own, "felter": given}

    def place(self, fejl: Iterable[Fejl]) -> None:
        """Faults of this step at their fields."""
        place_fejl(self.form, [item for item in fejl if item.felt in self.form.fields])

    @property
    def errors(self) -> bool:
        """True if something must be mended."""
        return bool(self.form.is_bound and self.form.errors)


class Taltrin:
    """The step of figures: parts of the project, and the service area."""

    template = "portal/trin_tal.html"

    def __init__(self, posted: QueryDict | None, before: Skemadata | None) -> None:
        self.id, self.navn = "tal", "Boliger og økonomi"
        self.dele = Deleformularer(posted, None if posted else before)
        self.form = ServicearealForm.begin(posted, None if posted else before)
        self.parts: list[DelInput] | None = None
        self._posted = posted is not None

    def is_valid(self) -> bool:
        """True if the figures can be read and hang together."""
        if not self._posted:
            return False
        self.parts = self.dele.valid_dele()
        return self.form.is_valid() and self.parts is not None

    def read(self) -> dict[str, Any]:
        """The parts and the service area."""
        return {"dele": tuple(self.parts or ()), "serviceareal": self.form.as_input()}

    def place(self, fejl: Iterable[Fejl]) -> None:
        """Faults of the figures at their fields."""
        self.form.place(
            self.dele.place(item for item in fejl if item.felt.startswith(("dele", "serviceareal")))
        )

    @property
    def errors(self) -> bool:
        """True if something must be mended."""
        return self._posted and (self.dele.errors or bool(self.form.errors))


Trin = Felttrin | Taltrin


class Blanket:
    """All steps of a draft's kind, bound to what the draft holds."""

    def __init__(self, kladde: Kladde) -> None:
        self.kladde = kladde
        self.data: Projektdata | None = (
            projektdata_of(kladde.sag) if kladde.sag is not None and kladde.art != Art.SVAR else None
        )
        self.trin: list[Trin] = list(self._steps())

    def _steps(self) -> Iterable[Trin]:
        art = self.kladde.art
        if art == Art.SVAR:
            yield self._fields("svar", "Svar", SvarForm)
            return
        parametre = current_parametre()
        if art == Art.SKEMA_A:
            yield self._fields("projekt", "Projektet", _with_fields(TitelForm, PROJEKT))
        bogstav = art.rpartition("_")[2].upper()
        before = (self.data.latest(bogstav) or self.data.current) if self.data else None
        yield Taltrin(self._posted("tal"), before)
        form = _with_fields(TekstForm, oplysninger_of(art, parametre), first=True)
        yield self._fields("oplysninger", "Oplysninger", form)

    def _posted(self, trin: str) -> QueryDict | None:
        kept = self.kladde.data.get(trin)
        if kept is None:
            return None
        posted = QueryDict(mutable=True)
        for key, values in kept.items():
            posted.setlist(key, values)
        return posted

    def _fields(self, id_: str, navn: str, form: type[AlmenForm]) -> Felttrin:
        posted = self._posted(id_)
        return Felttrin(id_, navn, form(posted, initial=self._initial(form) if posted is None else None))

    def _initial(self, form: type[AlmenForm]) -> dict[str, Any]:
        """What the project says already, for a Skema of a running case."""
        if self.data is None:
            return {}
        known = {navn: getattr(self.data.projekt, navn, None) for navn in form.base_fields}
        return {**known, "titel": self.kladde.sag.titel if self.kladde.sag else ""}

    def find(self, id_: str) -> Trin | None:
        """The step with this id."""
        return next((trin for trin in self.trin if trin.id == id_), None)

    def is_saved(self, trin: Trin) -> bool:
        """True if the step has been saved at least once."""
        return trin.id in self.kladde.data

    def invalid(self) -> list[Trin]:
        """The steps that are not saved or hold a fault, in order."""
        return [trin for trin in self.trin if not self.is_saved(trin) or not trin.is_valid()]

    def read(self) -> Ansoegning:
        """The application that the steps add up to. Raises UgyldigtInput; each fault is put at its field, too."""
        broken = self.invalid()
        if broken:
            names = ", ".join(trin.navn for trin in broken)
            raise UgyldigtInput([Fejl("", f"Disse trin mangler eller har fejl: {names}")])
        parts: dict[str, Any] = {"felter": {}}
        for trin in self.trin:
            found = trin.read()
            parts["felter"] |= found.pop("felter", {})
            parts |= found
        ansoegning = Ansoegning(art=self.kladde.art, **parts)
        try:
            check_ansoegning(ansoegning, current_parametre())
        except UgyldigtInput as error:
            for trin in self.trin:
                trin.place(error.fejl)
            raise
        return ansoegning


def typed_of(posted: Mapping[str, Any]) -> dict[str, list[str]]:
    """What was typed on a page, to be kept with the draft: everything but the token and the buttons."""
    buttons = ("csrfmiddlewaretoken", "gem", "videre", "flere", "beregn", "version")
    assert isinstance(posted, QueryDict)  # noqa: S101 - tells the type checker
    return {
        key: [value.replace("\x00", "")[:MAX_TEKST] for value in posted.getlist(key)[:5]]
        for key in list(posted)[:400]
        if key not in buttons
    }

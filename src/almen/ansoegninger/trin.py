"""The steps of the guided form, each bound to what the draft holds of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from almen.ansoegninger.forms import renoveringstalform
from almen.ansoegninger.indhold import show_tal
from almen.byggeri.forms.dele import Deleformularer
from almen.byggeri.forms.renovering import TALFELTER
from almen.byggeri.forms.skema import ServicearealForm
from almen.byggeri.selectors.forhaandsvisning import preview, preview_aendring
from almen.byggeri.selectors.projektdata import Projektdata
from almen.byggeri.selectors.renovering import Renoveringsdata
from almen.byggeri.services import DelInput, RenoveringsskemaInput
from almen.regler.fejl import Fejl
from almen.ui.forms import AlmenForm, place_fejl

if TYPE_CHECKING:
    from almen.ansoegninger.blanket import Blanket


class Blankettrin:
    """A step of plain fields; other steps inherit and change what differs."""

    template = "portal/trin_felter.html"
    form: Any

    def __init__(self, id_: str, navn: str, form: AlmenForm) -> None:
        self.id, self.navn, self.form = id_, navn, form

    def is_valid(self) -> bool:
        """True if every field can be read."""
        return bool(self.form.is_valid())

    def read(self) -> dict[str, Any]:
        """Title, text and fields, as far as they are given."""
        given = {key: value for key, value in self.form.cleaned_data.items() if value not in (None, "")}
        own: dict[str, Any] = {key: given.pop(key) for key in ("titel", "tekst") if key in given}
        return {**own, "felter": given}

    def place(self, fejl: Iterable[Fejl]) -> None:
        """Faults of this step at their fields."""
        place_fejl(self.form, [item for item in fejl if item.felt in self.form.fields])

    def add_row(self) -> None:
        """One more row, in a step that has rows."""

    def context(self, is_right: bool) -> dict[str, Any]:
        """What the page shows beside the form; `is_right` if the step can be read."""
        return {}

    @property
    def errors(self) -> bool:
        """True if something must be mended."""
        return bool(self.form.is_bound and self.form.errors)


class Taltrin(Blankettrin):
    """The figures of new building: parts of the project, and the service area."""

    template = "portal/trin_tal.html"

    def __init__(self, blanket: Blanket, bogstav: str, data: Projektdata | None) -> None:
        posted = blanket.posted("tal")
        before = (data.latest(bogstav) or data.current) if data and posted is None else None
        super().__init__("tal", "Boliger og økonomi", ServicearealForm.begin(posted, before))
        self.dele = Deleformularer(posted, before)
        self.parts: list[DelInput] | None = None
        self._blanket, self._bogstav, self._data = blanket, bogstav, data
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

    def add_row(self) -> None:
        """One more part."""
        self.dele.add_row()

    def context(self, is_right: bool) -> dict[str, Any]:
        """The rows, and when they can be read the financing and what the rules say of a change since the Skema before."""
        shown: dict[str, Any] = {"dele": self.dele, "serviceareal": self.form}
        if not is_right:
            return shown
        change, sag = None, self._blanket.kladde.sag
        if sag is not None and self._data is not None:
            change = preview_aendring(sag, self._data, self._bogstav, self.parts or (), timezone.localdate())
        return {**shown, "beregning": self._preview(), "aendring": change}

    def _preview(self) -> Any:
        """The financing of the figures by the rules of the expected day of tilsagn."""
        fields: dict[str, Any] = {}
        if self._data is not None:
            projekt = self._data.projekt
            fields = {
                "tilsagnsdato": projekt.tilsagn_dato or projekt.forventet_tilsagn,
                "ejendomsvaerdi": projekt.ejendomsvaerdi,
            }
        else:
            first = self._blanket.find("projekt")
            if first is not None and self._blanket.is_saved(first) and first.is_valid():
                fields = {"tilsagnsdato": first.read()["felter"].get("forventet_tilsagn")}
        return preview(self.parts or (), fields, timezone.localdate())

    @property
    def errors(self) -> bool:
        """True if something must be mended."""
        return self._posted and (self.dele.errors or bool(self.form.errors))


class Renoveringstaltrin(Blankettrin):
    """The figures of a renovation's Skema, beginning with the newest there are."""

    template = "portal/trin_renoveringstal.html"

    def __init__(self, blanket: Blanket, bogstav: str, data: Renoveringsdata) -> None:
        form = blanket.bound("tal", renoveringstalform(), data.latest(bogstav) or data.current)
        super().__init__("tal", "Arbejder og finansiering", form)
        self._bogstav, self._data = bogstav, data

    def read(self) -> dict[str, Any]:
        """The figures."""
        values = {navn: self.form.cleaned_data[navn] for navn in TALFELTER}
        return {"tal": RenoveringsskemaInput(**values)}

    def place(self, fejl: Iterable[Fejl]) -> None:
        """Faults of the figures at their fields; that there are none, above them."""
        for item in fejl:
            sted, _, felt = item.felt.partition(".")
            if sted == "tal":
                place_fejl(self.form, [Fejl(felt, item.besked)])

    def context(self, is_right: bool) -> dict[str, Any]:
        """When they can be read, the figures beside those of the Skema before."""
        return {"tal": show_tal(self._bogstav, self.read()["tal"], self._data)} if is_right else {}

"""The filters of the list of figures on lettings."""

from __future__ import annotations

from almen.grundlag.aflaesningsliste import Aflaesningsfilter
from almen.organisationer.models import Boligtype
from almen.organisationer.selectors import organisationer_by_nummer
from almen.udlejning.models import Udlejningstal, Vej
from almen.udlejning.selectors.tal import measured_years
from almen.ui.filtre import ChoiceFilter


def year_choices() -> list[tuple[str, str]]:
    """The years that have figures."""
    return [(str(aar), str(aar)) for aar in measured_years()]


class UdlejningstalFilter(Aflaesningsfilter):
    """Whose, which year, type and way; and whether readings that were replaced are shown."""

    organisation = ChoiceFilter(
        label="Boligorganisation",
        choices=organisationer_by_nummer,
        field_name="afdeling__boligorganisation__lbf_nummer",
    )
    aar = ChoiceFilter(label="År", choices=year_choices)
    boligtype = ChoiceFilter(label="Boligtype", choices=Boligtype.choices)
    vej = ChoiceFilter(label="Udlejet ved", choices=Vej.choices)

    class Meta:
        model = Udlejningstal
        fields: list[str] = []

"""The filters and columns of the list of key figures, declared once for page and export."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from almen.grundlag.aflaesningsliste import KILDEKOLONNER, SKJULTE_KOLONNER, VAERDI, Aflaesningsfilter
from almen.organisationer.selectors import organisation_choices
from almen.tilsyn.forms_noegletal import indikator_choices
from almen.tilsyn.indikatorer import find_indikator, indikator_navn
from almen.tilsyn.models import Tilsynstal
from almen.ui.filtre import ChoiceFilter, ModelChoiceFilter
from almen.ui.kolonner import Kolonne

EGNE, AFDELINGER = "egne", "afdelinger"


def year_choices() -> list[tuple[str, str]]:
    """The years that have figures, the latest first. One query."""
    years = Tilsynstal.objects.order_by("-aar").values_list("aar", flat=True).distinct()
    return [(str(aar), str(aar)) for aar in years]


class Tilsynstalfilter(Aflaesningsfilter):
    """Whose figure, which, of which year and source; and whether readings that were replaced are shown."""

    boligorganisation = ModelChoiceFilter(label="Boligorganisation", queryset=organisation_choices)
    gaelder = ChoiceFilter(
        label="Gælder",
        choices=[(EGNE, "Boligorganisationer selv"), (AFDELINGER, "Afdelinger")],
        method="of_level",
    )
    afdeling = ChoiceFilter(label="Afdelingsnummer", choices=(), field_name="afdeling__nummer")
    indikator = ChoiceFilter(label="Nøgletal", choices=indikator_choices)
    aar = ChoiceFilter(label="Regnskabsår", choices=())

    class Meta:
        model = Tilsynstal
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A callable would be asked once to check what was chosen, and once more to draw the field.
        self.filters["aar"].extra["choices"] = year_choices()
        chosen = (self.data or {}).get("boligorganisation", "")
        if not chosen.isdecimal():
            del self.filters["afdeling"]
            return
        rows = Tilsynstal.objects.filter(boligorganisation=int(chosen), afdeling__isnull=False)
        names = rows.order_by("afdeling__nummer").values_list("afdeling__nummer", "afdeling__navn").distinct()
        self.filters["afdeling"].extra["choices"] = [(nummer, f"{nummer} {navn}") for nummer, navn in names]

    def of_level(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The organisations' own figures, or those of afdelinger."""
        return queryset.filter(afdeling__isnull=value == EGNE)


def _enhed(row: Tilsynstal) -> str:
    found = find_indikator(row.indikator)
    if found is None:
        return ""
    return "ja = 1" if found.enhed == "ja_nej" else found.enhed_tekst


TALKOLONNER = (
    Kolonne("aar", "Regnskabsår", "aar", sorter="aar"),
    Kolonne(
        "boligorganisation",
        "Boligorganisation",
        "boligorganisation.navn",
        sorter=("boligorganisation__navn", "afdeling__nummer"),
    ),
    Kolonne("lbf", "LBF-nr.", "boligorganisation.lbf_nummer", skjult=True),
    Kolonne(
        "afdelingsnummer",
        "Afd.",
        lambda row: row.afdeling.nummer if row.afdeling else None,
        sorter="afdeling__nummer",
    ),
    Kolonne(
        "afdeling",
        "Afdeling",
        lambda row: row.afdeling.navn if row.afdeling else None,
        sorter="afdeling__navn",
    ),
    Kolonne(
        "indikator",
        "Nøgletal",
        lambda row: indikator_navn(row.indikator),
        url="get_absolute_url",
        sorter="indikator",
    ),
    VAERDI,
    Kolonne("enhed", "Enhed", _enhed),
    *KILDEKOLONNER,
    Kolonne("indikator_id", "Nøgletallets id", "indikator", skjult=True),
    *SKJULTE_KOLONNER,
)

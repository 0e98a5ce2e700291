"""The filters of the list of areas; the map and the small multiples take the same."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from almen.omraader.klasser import INGEN, klasse_choices
from almen.omraader.models import Omraadestand
from almen.omraader.selectors.stilling import kendte_lister, kommuner_og_bydele, own_kommune, with_klasse
from almen.ui import formater
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter

ALLE_KOMMUNER, INGEN_KLASSE = "alle", "ingen"
OFFENTLIGGJORT, BEREGNET, UENIG, UAFGJORT = "offentliggjort", "beregnet", "uenig", "uafgjort"


class OmraadeFilter(AlmenFilterSet):
    """Which areas on which list. Without a municipality: the own one; without a list: each area's latest.

    Reads `stilling.stande()`. `liste_dag` is the chosen list once the form is valid, else None.
    """

    klasse = ChoiceFilter(
        label="Klasse", choices=[*klasse_choices(), (INGEN_KLASSE, INGEN)], method="with_others"
    )
    efter = ChoiceFilter(
        label="Klassen er",
        empty_label="Offentliggjort, ellers beregnet",
        choices=[
            (OFFENTLIGGJORT, "Offentliggjort"),
            (BEREGNET, "Beregnet"),
            (UENIG, "Liste og beregning er uenige"),
            (UAFGJORT, "Kan ikke afgøres"),
        ],
        method="by_origin",
    )
    udpeget = ChoiceFilter(
        label="Kommunens udpegning", choices=[("ja", "Udpeget"), ("nej", "Ikke udpeget")], method="by_own"
    )
    kommune = ChoiceFilter(label="Kommune", choices=(), method="with_others")
    bydel = ChoiceFilter(label="Bydel", choices=(), field_name="omraade__bydel")
    liste = ChoiceFilter(label="Liste", choices=(), empty_label="Den seneste", method="with_others")

    class Meta:
        model = Omraadestand
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kommuner, bydele = kommuner_og_bydele()
        own = own_kommune()
        self.filters["kommune"].extra["empty_label"] = own
        self.filters["kommune"].extra["choices"] = [
            (ALLE_KOMMUNER, "Alle kommuner"),
            *((navn, navn) for navn in kommuner if navn != own),
        ]
        self.filters["bydel"].extra["choices"] = [(navn, navn) for navn in bydele]
        self.filters["liste"].extra["choices"] = [
            (dag.isoformat(), formater.dato(dag)) for dag in kendte_lister()
        ]

    @property
    def liste_dag(self) -> dt.date | None:
        """The list that was chosen."""
        valgt = self.form.cleaned_data.get("liste") if self.form.is_valid() else ""
        return dt.date.fromisoformat(valgt) if valgt else None

    def with_others(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Read together with others in `filter_queryset`."""
        return queryset

    def by_own(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those that the municipality itself has designated, or not."""
        return queryset.filter(udpeget=value == "ja")

    def by_origin(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those with a published class, where list and computation disagree, or that are undecided."""
        if value == OFFENTLIGGJORT:
            return queryset.filter(offentliggjort__isnull=False)
        if value == UENIG:
            return queryset.filter(uenig=True)
        return queryset.exclude(uafgjort="[]") if value == UAFGJORT else queryset

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The filters, and what counts where one is not set."""
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        data = self.form.cleaned_data
        rows = rows.filter(liste=self.liste_dag) if self.liste_dag else rows.filter(seneste=True)
        if data.get("kommune") != ALLE_KOMMUNER:
            rows = rows.filter(omraade__kommune=data.get("kommune") or own_kommune())
        if klasse := data.get("klasse"):
            felt = "beregnet" if data.get("efter") == BEREGNET else "gaeldende"
            rows = with_klasse(rows, "" if klasse == INGEN_KLASSE else klasse, felt=felt)
        return rows

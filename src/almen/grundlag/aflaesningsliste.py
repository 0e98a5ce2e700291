"""What every list of readings has: the columns of source and state, and the filter that shows what counts or the history."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from almen.grundlag.models import Aflaesning, Sikkerhed
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter
from almen.ui.kolonner import Kolonne

HISTORIK = "historik"
FAELLES = ("kilde", "sikkerhed", "vis")
SIKKERHEDSTONER = {"sikker": "neutral", "sandsynlig": "warn", "usikker": "bad"}


class Historikfilter(AlmenFilterSet):
    """What counts, unless the history is asked for. A list's own filters stand before those that all readings share."""

    vis = ChoiceFilter(
        label="Vis",
        empty_label="Gældende tal",
        choices=[(HISTORIK, "Erstattede og tilbagekaldte")],
        method="history",
    )

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """The list's own first."""
        found: dict[str, Any] = super().get_filters()
        own = {name: item for name, item in found.items() if name not in FAELLES}
        return own | {name: found[name] for name in FAELLES if name in found}

    def history(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """What counts no more."""
        return queryset.filter(Q(erstattet_af__isnull=False) | Q(tilbagekaldt=True))

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What counts, unless the history is asked for."""
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("vis"):
            return rows
        return rows.filter(erstattet_af__isnull=True, tilbagekaldt=False)


class Aflaesningsfilter(Historikfilter):
    """Where something was read, and how sure that is."""

    kilde = django_filters.CharFilter(label="Kilde", lookup_expr="icontains", max_length=200)
    sikkerhed = ChoiceFilter(label="Sikkerhed", choices=Sikkerhed.choices)


def _status(row: Aflaesning) -> str:
    if row.tilbagekaldt:
        return "Tilbagekaldt"
    return "Demodata" if row.demo else "Gældende"


VAERDI = Kolonne(
    "vaerdi", "Værdi", "tal", "decimal", sorter="vaerdi", beskrivelse="Med de decimaler, kilden trykker"
)
KILDEKOLONNER = (
    Kolonne("kilde", "Kilde", "kilde", url=lambda row: row.kilde_adresse or None, sorter="kilde"),
    Kolonne(
        "sikkerhed",
        "Sikkerhed",
        "get_sikkerhed_display",
        "chip",
        sorter="sikkerhed",
        tone=lambda row: SIKKERHEDSTONER[row.sikkerhed],
    ),
    Kolonne("status", "Status", _status, "chip", tone=lambda row: "demo" if row.demo else "neutral"),
)
SKJULTE_KOLONNER = (
    Kolonne("kilde_adresse", "Kildens adresse", "kilde_adresse", skjult=True),
    Kolonne("note", "Note", "note", skjult=True),
    Kolonne("registreret", "Registreret", "registreret", "tidspunkt", skjult=True),
    Kolonne("begrundelse", "Hvorfor erstattet eller tilbagekaldt", "begrundelse", skjult=True),
)

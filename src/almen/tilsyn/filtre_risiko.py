"""The filters of the risk overview."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Afdeling, Bygningstype
from almen.organisationer.selectors import organisation_choices
from almen.tilsyn.grupper import Graenser, all_groups
from almen.tilsyn.models import Tilsynsbillede
from almen.tilsyn.risikoregler import load_regler
from almen.tilsyn.selectors.risiko import latest_year, years
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, ModelChoiceFilter

ALVORLIGE, MED_TEGN, UDEN_TEGN, ALLE = "alvorlige", "tegn", "uden", "alle"
UDEN_GRUPPE = "ingen"


class Risikofilter(AlmenFilterSet):
    """Which year's afdelinger, whose, and with which signs. Without a year: the latest. Without a choice: those with any sign.

    `valgt_aar` is the year that is shown once the form is valid; None where nothing has been computed.
    """

    aar = ChoiceFilter(label="Regnskabsår", choices=(), method="as_it_is")
    tegn = ChoiceFilter(
        label="Tegn",
        empty_label="Med tegn",
        choices=[(ALVORLIGE, "Med alvorlige tegn"), (UDEN_TEGN, "Uden tegn"), (ALLE, "Alle afdelinger")],
        method="as_it_is",
    )
    regel = ChoiceFilter(
        label="Regel",
        choices=lambda: [(item.id, item.navn) for item in load_regler() if "afdeling" in item.gaelder],
        method="by_rule",
    )
    organisation = ModelChoiceFilter(
        label="Boligorganisation", field_name="boligorganisation", queryset=organisation_choices
    )
    gruppe = ChoiceFilter(label="Lignende afdelinger", choices=(), method="by_group")
    bydel = ChoiceFilter(label="Bydel", choices=(), field_name="afdeling__bydel")
    bygningstype = ChoiceFilter(
        label="Bygningstype", choices=Bygningstype.choices, field_name="afdeling__bygningstype"
    )

    class Meta:
        model = Tilsynsbillede
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aarene = years()
        self.valgt_aar: int | None = latest_year()
        self.filters["aar"].extra["empty_label"] = str(self.valgt_aar or "Ingen")
        self.filters["aar"].extra["choices"] = [
            (str(aar), str(aar)) for aar in self.aarene if aar != self.valgt_aar
        ]
        self.filters["gruppe"].extra["choices"] = group_choices(self.valgt_aar)
        names = (
            Afdeling.objects.exclude(bydel="").order_by("bydel").values_list("bydel", flat=True).distinct()
        )
        self.filters["bydel"].extra["choices"] = [(navn, navn) for navn in names]

    def as_it_is(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """What is settled for the whole form at once."""
        return queryset

    def by_rule(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those on which a rule has raised a flag. Both databases write the key and a space before its value."""
        return queryset.alias(flagtekst=Cast("flag", TextField())).filter(
            flagtekst__contains=f'"regel": "{value}"'
        )

    def by_group(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those of one group, or those that can be compared with none."""
        return queryset.filter(gruppe="" if value == UDEN_GRUPPE else value)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The chosen year, or the latest; and those with signs unless something else is asked for."""
        asked = self.form.cleaned_data
        if asked.get("aar"):
            self.valgt_aar = int(asked["aar"])
        rows: QuerySet[Any] = super().filter_queryset(queryset).filter(aar=self.valgt_aar or 0)
        wanted = asked.get("tegn") or MED_TEGN
        if wanted == ALVORLIGE:
            return rows.filter(alvorlige__gt=0)
        if wanted == MED_TEGN:
            return rows.filter(Q(alvorlige__gt=0) | Q(opmaerksomme__gt=0))
        return rows.filter(alvorlige=0, opmaerksomme=0) if wanted == UDEN_TEGN else rows


def group_choices(aar: int | None) -> list[tuple[str, str]]:
    """The groups of a financial year with their bounds, and those that can be compared with none."""
    if aar is None:
        return []
    bounds = Graenser.of_year(aar, current_parametre())
    return [*((item.id, item.navn) for item in all_groups(bounds)), (UDEN_GRUPPE, "Kan ikke sammenlignes")]

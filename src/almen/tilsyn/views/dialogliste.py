"""The list of dialogues."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from almen.organisationer.selectors import organisation_choices, user_of
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT
from almen.tilsyn.aarsramme import AAR_FREM, FOERSTE_AAR
from almen.tilsyn.kolonner_oversigt import DIALOGKOLONNER
from almen.tilsyn.models import Styringsdialog
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, ModelChoiceFilter
from almen.ui.lists import ListView


def _aar() -> list[tuple[str, str]]:
    this_year = timezone.localdate().year
    return [(str(aar), str(aar)) for aar in range(this_year + AAR_FREM, FOERSTE_AAR - 1, -1)]


class DialogFilter(AlmenFilterSet):
    """What dialogues can be narrowed by."""

    aar = ChoiceFilter(label="År", choices=_aar)
    stand = ChoiceFilter(
        label="Stand",
        choices=[("gang", "I gang"), ("afsluttet", "Afsluttet"), ("faldet", "Annulleret")],
        method="by_stand",
    )
    organisation = ModelChoiceFilter(
        label="Boligorganisation", field_name="boligorganisation", queryset=organisation_choices
    )

    class Meta:
        model = Styringsdialog
        fields: list[str] = []

    def by_stand(self, queryset: QuerySet[Styringsdialog], name: str, value: str) -> QuerySet[Styringsdialog]:
        if value == "gang":
            return queryset.filter(sag__overblik__afslutning="")
        if value == "faldet":
            return queryset.filter(sag__overblik__afslutning__in=UDEN_RESULTAT)
        return queryset.exclude(sag__overblik__afslutning__in=("", *UDEN_RESULTAT))


class DialogListe(ListView):
    """Every dialogue whose case the user may see; a boligorganisation sees its own."""

    titel = "Styringsdialoger"
    navn = ("styringsdialog", "styringsdialoger")
    beskrivelse = "Den årlige dialog med hver boligorganisation"
    kolonner = DIALOGKOLONNER
    filterset_class = DialogFilter
    search_fields = ("boligorganisation__navn", "boligorganisation__kortnavn", "sag__nummer", "moede_sted")
    search_label = "Søg på boligorganisation, sted eller sagsnummer"
    standard_sortering = ("-aar", "boligorganisation__navn")
    eksport_navn = "styringsdialoger"
    tom_titel = "Ingen styringsdialoger endnu"
    tom_tekst = "En dialog kommer på listen, når den er startet fra årshjulet eller registreret."

    def get_queryset(self) -> QuerySet[Styringsdialog]:
        scope = adgang.scope_of_sag(user_of(self.request), "sag__")
        return Styringsdialog.objects.filter(scope).select_related(
            "sag__overblik", "sag__ansvarlig", "boligorganisation"
        )

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Back to the overview, for those who may see it."""
        seen = adgang.may_see_tilsyn(user_of(self.request))
        return [("Se oversigten", reverse("tilsyn:oversigt"))] if seen else []

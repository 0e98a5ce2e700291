"""Deadlines across cases, as a list."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.sager.kalenderkilde import open_frister
from almen.sager.models import Frist, Fristart, Rykker
from almen.sager.selectors.frister import overskredne
from almen.sager.services.rykker import DAYS_BEFORE
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, DatoFilter
from almen.ui.formater import dage_til
from almen.ui.kolonner import Kolonne
from almen.ui.lists import ListView


def _aktoerer() -> list[tuple[str, str]]:
    today, profil = timezone.localdate(), current_profil()
    return [(item, profil.aktoer_navn(item, today)) for item in profil.aktoer_ids]


def _sag_url(frist: Frist) -> str:
    return reverse("sager:sag", args=[frist.sag.nummer])


FRIST_KOLONNER = [
    Kolonne("dato", "Frist", "dato", "dato", sorter="dato"),
    Kolonne(
        "om",
        "Om",
        lambda frist: dage_til(frist.dato),
        "chip",
        tone=lambda frist: "bad" if frist.dato < timezone.localdate() else "neutral",
    ),
    Kolonne("titel", "Hvad", "titel"),
    Kolonne("sag", "Sag", lambda frist: f"{frist.sag.nummer} {frist.sag.titel}", url=_sag_url),
    Kolonne("aktoer", "Hvem", lambda f: aktoer_navn(f.aktoer, timezone.localdate()) if f.aktoer else None),
    Kolonne("hjemmel", "Hjemmel", "hjemmel"),
    Kolonne("sikkerhed", "Sikkerhed", "sikkerhed"),
    Kolonne("rykket", "Rykket", "rykket", "dato", beskrivelse="Den seneste påmindelse til sagens ansvarlige"),
]


class FristFilter(AlmenFilterSet):
    """What deadlines can be narrowed by."""

    tilstand = ChoiceFilter(
        label="Tilstand",
        choices=(("overskredet", "Overskredet"), ("snart", f"Inden for {DAYS_BEFORE} dage")),
        method="by_state",
    )
    aktoer = ChoiceFilter(label="Hvem", choices=_aktoerer)
    art = ChoiceFilter(label="Følger af", choices=Fristart.choices)
    til = DatoFilter(label="Senest den", field_name="dato", lookup_expr="lte")

    class Meta:
        model = Frist
        fields: list[str] = []

    def by_state(self, queryset: QuerySet[Frist], name: str, value: str) -> QuerySet[Frist]:
        today = timezone.localdate()
        if value == "overskredet":
            return queryset.filter(dato__lt=today)
        return queryset.filter(dato__gte=today, dato__lte=today + dt.timedelta(days=DAYS_BEFORE))


def _open_frister(user: Any) -> QuerySet[Frist]:
    reminded = Rykker.objects.filter(
        sag=OuterRef("sag"), trin=OuterRef("trin"), titel=OuterRef("titel"), frist_dato=OuterRef("dato")
    ).order_by("-dato")
    return open_frister(user).select_related("sag").annotate(rykket=Subquery(reminded.values("dato")[:1]))


class FristListe(ListView):
    """Open deadlines of the cases that the user may see, the most overdue first."""

    titel = "Frister"
    navn = ("frist", "frister")
    kolonner = FRIST_KOLONNER
    filterset_class = FristFilter
    search_fields = ("titel", "sag__titel", "sag__nummer")
    standard_sortering = ("dato",)
    template_name = "sager/frister.html"
    eksport_navn = "frister"
    tom_tekst = "Der er ingen åbne frister."
    handlinger = (("Vis som kalender", "/kalender/"),)

    def get_queryset(self) -> QuerySet[Any]:
        """Open deadlines with their cases."""
        return _open_frister(self.request.user)

    def extra_context(self) -> dict[str, Any]:
        """Who is late, and with how many."""
        return {"overskredne": overskredne(self.get_queryset(), timezone.localdate())}

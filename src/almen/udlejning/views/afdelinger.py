"""How one afdeling is let on a day, and all conflicts over all afdelinger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from almen.omraader.klasser import vis_klasser
from almen.organisationer.models import Afdeling, Boligtype
from almen.organisationer.selectors import user_of
from almen.regler.udlejningskonflikter import Alvor
from almen.sager import adgang
from almen.udlejning.forms_organisationsaftale import DagForm, KonfliktFilterForm
from almen.udlejning.kolonner_aftale import KONFLIKTKOLONNER, Konfliktraekke
from almen.udlejning.models import Placering
from almen.udlejning.selectors.vilkaar import vilkaar_of, vilkaar_on
from almen.ui.raekkeliste import Raekkeliste

MAY_NOT_SEE = "Vilkårene for udlejning er for kommunens egne medarbejdere."


def afdeling(request: HttpRequest, pk: int) -> HttpResponse:
    """One afdeling: placement, shares, criteria, what the statute demands there, conflicts and sources, on `?dag=`."""
    adgang.require(adgang.may_see_udlejning(user_of(request)), MAY_NOT_SEE)
    found = get_object_or_404(Afdeling.objects.select_related("boligorganisation"), pk=pk)
    form = DagForm(request.GET if "dag" in request.GET else None)
    known = form.is_bound and form.is_valid()
    dag = (form.cleaned_data["dag"] if known else None) or timezone.localdate()
    vilkaar = vilkaar_on(found, dag)
    placeringer = (
        Placering.objects.filter(afdeling=found, ophaevet=False)
        .select_related("trin__rammeaftale", "justering__sag")
        .order_by("-fra", "-pk")
    )
    context = {
        "afdeling": found,
        "dag": dag,
        "form": form,
        "vilkaar": vilkaar,
        "typer": [
            (
                str(Boligtype(boligtype).label),
                [a for a in vilkaar.andele if a.boligtype == boligtype],
                [u for u in vilkaar.undtagelser if u.boligtype == boligtype],
                vilkaar.lov(boligtype),
            )
            for boligtype in vilkaar.viste_boligtyper
        ],
        "omraader": [
            (item, vis_klasser(item.klasser, item.liste) if item.liste else []) for item in vilkaar.omraader
        ],
        "placeringer": list(placeringer),
    }
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "udlejning/afdeling.html", context, status=status)


class Konfliktliste(Raekkeliste):
    """Every conflict between terms and statute or agreement, over all afdelinger, on a day."""

    titel = "Konflikter mellem aftale og lov"
    navn = ("konflikt", "konflikter")
    beskrivelse = "Hvor vilkårene for udlejning ikke passer med loven eller med aftalen, de hviler på."
    kolonner = KONFLIKTKOLONNER
    filterform_class = KonfliktFilterForm
    search_label = "Søg på afdeling, boligorganisation eller ord"
    eksport_navn = "udlejningskonflikter"
    tom_titel = "Ingen konflikter"
    tom_tekst = "Der er ingen konflikter den dag, eller ingen svarer til filtrene."

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back."""
        return [
            ("Udlejning", reverse("udlejning:forside")),
            ("Aftaler med boligorganisationer", reverse("udlejning:organisationsaftaler")),
        ]

    def get_rows(self, valg: Mapping[str, Any]) -> Sequence[Konfliktraekke]:
        adgang.require(adgang.may_see_udlejning(user_of(self.request)), MAY_NOT_SEE)
        return conflict_rows(valg, timezone.localdate())

    def search_text(self, row: Konfliktraekke) -> str:
        afdeling = row.vilkaar.afdeling
        return f"{afdeling} {afdeling.boligorganisation} {row.konflikt.navn} {row.konflikt.tekst}"


def conflict_rows(valg: Mapping[str, Any], today: dt.date) -> list[Konfliktraekke]:
    """The conflicts that fit the filters, the gravest first. A fixed number of queries."""
    afdelinger = Afdeling.objects.select_related("boligorganisation").order_by(
        "boligorganisation__navn", "nummer"
    )
    if organisation := valg.get("organisation"):
        afdelinger = afdelinger.filter(boligorganisation=organisation)
    terms = vilkaar_of(list(afdelinger), valg.get("dag") or today)
    rows = [
        Konfliktraekke(item, konflikt)
        for item in terms.values()
        for konflikt in item.konflikter
        if valg.get("alvor") in ("", None, konflikt.alvor) and valg.get("type") in ("", None, konflikt.type)
    ]
    orden = list(Alvor)
    return sorted(rows, key=lambda row: orden.index(row.konflikt.alvor))

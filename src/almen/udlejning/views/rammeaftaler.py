"""Framework agreements: the list, one agreement, a new one, its renewal, and two side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from almen.sager import adgang
from almen.udlejning.andele import Andelsstand
from almen.udlejning.forms_aftale import AftaleForm, FornyelseForm, NyAftaleForm
from almen.udlejning.models import Rammeaftale, Vej
from almen.udlejning.perioder import ONE_DAY
from almen.udlejning.selectors.aftaler import compare, gaps_in, stand_of, visible_aftaler
from almen.udlejning.selectors.fornyelse import renewal_of
from almen.udlejning.selectors.indhold import day_in, stairs_of, steps_on
from almen.udlejning.selectors.placeringer import distribution_on
from almen.udlejning.selectors.rammeaftale import agreements_that_hold, holds
from almen.udlejning.services.rammeaftale import (
    MAY_NOT_OPEN,
    edit_rammeaftale,
    open_rammeaftale,
    proposed_end,
    record_rammeaftale,
    start_renewal,
)
from almen.udlejning.views.opslag import (
    asks_reason,
    can_edit,
    crumbs_of,
    find_aftale,
    find_to_edit,
    form_page,
    require_edit,
    require_view,
)
from almen.ui.filtre import AlmenFilterSet, DatoFilter
from almen.ui.formularside import bound
from almen.ui.kolonner import Kolonne
from almen.ui.lists import ListView
from almen.ui.parsere import parse_dato

FORSIDE = ("Udlejning", "udlejning:forside")


class AftaleFilter(AlmenFilterSet):
    """What agreements can be narrowed by."""

    paa_dag = DatoFilter(label="Gjaldt den", method="on_day")

    class Meta:
        model = Rammeaftale
        fields: list[str] = []

    def on_day(self, queryset: QuerySet[Any], name: str, value: dt.date) -> QuerySet[Any]:
        """Whose period holds the day."""
        return queryset.filter(gyldig_fra__lte=value, gyldig_til__gte=value)


class Rammeaftaleliste(ListView):
    """Every agreement that the user may see, the earlier ones too."""

    titel = "Rammeaftaler om udlejning"
    navn = ("rammeaftale", "rammeaftaler")
    beskrivelse = "Aftalerne mellem kommunen og BL, også tidligere og dem, der forhandles"
    filterset_class = AftaleFilter
    search_fields = ("navn", "parter", "kilde")
    search_label = "Søg på navn, part eller kilde"
    standard_sortering = ("-gyldig_fra",)
    template_name = "udlejning/rammeaftaler.html"
    eksport_navn = "rammeaftaler"
    tom_titel = "Ingen rammeaftaler endnu"
    tom_tekst = "En aftale kommer på listen, når dens sag er åbnet, eller en tidligere er registreret."

    def get_queryset(self) -> QuerySet[Rammeaftale]:
        return visible_aftaler(require_view(self.request))

    def get_kolonner(self) -> Sequence[Kolonne]:
        today = timezone.localdate()
        stands: dict[int, tuple[str, str]] = {}

        def stand(row: Rammeaftale) -> tuple[str, str]:
            if row.pk not in stands:
                stands[row.pk] = stand_of(row, today)
            return stands[row.pk]

        return (
            Kolonne("navn", "Aftale", "navn", url="get_absolute_url", sorter="navn"),
            Kolonne("stand", "Stand", lambda row: stand(row)[0], "chip", tone=lambda row: stand(row)[1]),
            Kolonne("gyldig_fra", "Gælder fra", "gyldig_fra", "dato", sorter="gyldig_fra"),
            Kolonne("gyldig_til", "Gælder til", "gyldig_til", "dato", sorter="gyldig_til"),
            Kolonne("parter", "Parter", lambda row: ", ".join(row.parter.splitlines())),
            Kolonne("sag", "Sag", "sag.nummer", url="sag.get_absolute_url", sorter="sag__nummer"),
            Kolonne("afloeser", "Afløser", "forgaenger.navn", sorter="forgaenger__navn"),
            Kolonne("sikkerhed", "Sikkerhed", "get_sikkerhed_display", sorter="sikkerhed"),
            Kolonne("kilde", "Kilde", "kilde", skjult=True),
            Kolonne(
                "demo", "Data", lambda row: "Demodata" if row.demo else None, "chip", tone=lambda row: "demo"
            ),
        )

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        return [(FORSIDE[0], reverse(FORSIDE[1]))]

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Comparing two; and for those who may: another agreement."""
        ways = [("Sammenlign to aftaler", reverse("udlejning:sammenlign"))]
        if adgang.may_edit_udlejning(require_view(self.request)):
            ways.insert(0, ("Ny rammeaftale", reverse("udlejning:ny_rammeaftale")))
        return ways

    def extra_context(self) -> dict[str, Any]:
        """The days that no known agreement covers."""
        return {"huller": gaps_in(agreements_that_hold())}


def chosen_day(request: HttpRequest, aftale: Rammeaftale) -> dt.date:
    """The day in the address, else today, within the agreement's period."""
    try:
        day = parse_dato(request.GET.get("dag", ""))
    except ValueError:
        day = timezone.localdate()
    return day_in(aftale, day)


def rammeaftale(request: HttpRequest, pk: int) -> HttpResponse:
    """An agreement as it stands on a day: parties, annexes, stairs, shares and criteria."""
    found = find_aftale(request, pk)
    bruger = require_view(request)
    today = timezone.localdate()
    day = chosen_day(request, found)
    steps = steps_on(found, day)
    numbers = {item.trin.pk: item for item in distribution_on(found, day)}
    context = {
        "aftale": found,
        "parter": [line.strip() for line in found.parter.splitlines() if line.strip()],
        "stand": stand_of(found, today),
        "fornyelse": renewal_of(found, today) if holds(found) else None,
        "dag": day,
        "trapper": [
            (navn, [(item, numbers[item.trin.pk]) for item in rows]) for navn, rows in stairs_of(steps)
        ],
        "andele": [(item.trin, line) for item in steps for line in item.linjer],
        "veje": list(Vej.labels),
        "forkert": Andelsstand.FORKERT,
        "hel": Andelsstand.HEL,
        "kriterier": list(found.kriterier.all()),
        "bilag": list(found.bilag.select_related("dokument")),
        "dokumenter": set(
            adgang.visible_dokumenter(bruger).filter(sag=found.sag_id).values_list("pk", flat=True)
        )
        if found.sag_id
        else set(),
        "kan_rette": can_edit(bruger, found),
        "kan_aabne": adgang.may_open_sag(bruger) and adgang.may_edit_udlejning(bruger),
    }
    return render(request, "udlejning/rammeaftale.html", context)


def ny_rammeaftale(request: HttpRequest) -> HttpResponse:
    """Opens the case of an agreement, or records one from before the system."""
    bruger = require_edit(request)
    form = NyAftaleForm(bound(request), aftaler=visible_aftaler(bruger))

    def act() -> Rammeaftale:
        data = form.cleaned_data
        before = data["forgaenger"]
        if data["uden_sag"]:
            return record_rammeaftale(bruger=bruger, forgaenger=before, **form.aftale())
        return open_rammeaftale(bruger=bruger, titel=data["titel"], forgaenger=before, **form.aftale())

    crumbs = [(FORSIDE[0], reverse(FORSIDE[1])), ("Rammeaftaler", reverse("udlejning:rammeaftaler"))]
    return form_page(
        request, form, act, "Ny rammeaftale", crumbs, "Aftalen er registreret.", til_det_nye=True,
        tekst="Vælges en aftale, den afløser, begynder udkastet til en ny med dens trapper, kriterier, andele og bilag.",
    )  # fmt: skip


def ret_rammeaftale(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes what an agreement says of itself."""
    found = find_to_edit(request, pk)
    form = AftaleForm(bound(request), aftale=found, lagt_frem=asks_reason(found))

    def act() -> Any:
        return edit_rammeaftale(
            bruger=require_edit(request), aftale=found, grund=form.grund_tekst, **form.aftale()
        )

    return form_page(request, form, act, "Ret aftalen", crumbs_of(found), "Aftalen er rettet.")


def fornyelse(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens the case of the agreement that follows."""
    found = find_to_edit(request, pk)
    bruger = require_edit(request)
    adgang.require(adgang.may_open_sag(bruger), MAY_NOT_OPEN)
    start = found.gyldig_til + ONE_DAY
    end = proposed_end(start)
    initial = {
        "titel": f"Fornyelse af {found.navn}"[:200],
        "navn": f"Rammeaftale om udlejning {start.year}–{end.year}",
        "gyldig_fra": start,
        "gyldig_til": end,
    }
    form = FornyelseForm(bound(request), initial=initial)

    def act() -> Rammeaftale:
        return start_renewal(bruger=bruger, aftale=found, **form.cleaned_data)

    return form_page(
        request, form, act, "Start fornyelsen", crumbs_of(found), "Sagen er åbnet. Udkastet er den nuværende aftale.",
        til_det_nye=True, knap="Start fornyelsen",
        tekst="Der åbnes en sag. Trapper, kriterier, andele og bilag tages med fra den nuværende aftale som et udkast; den nuværende gælder, til den udløber.",
    )  # fmt: skip


def sammenlign(request: HttpRequest) -> HttpResponse:
    """Two agreements side by side: by default the two that hold or held last."""
    bruger = require_view(request)
    rows = list(visible_aftaler(bruger).order_by("gyldig_fra", "pk"))
    by_key = {str(item.pk): item for item in rows}
    last = rows[-2:] if len(rows) > 1 else []
    before = by_key.get(request.GET.get("foer", ""), last[0] if last else None)
    after = by_key.get(request.GET.get("efter", ""), last[1] if last else None)
    context = {
        "aftaler": rows,
        "foer": before,
        "efter": after,
        "svar": compare(before, after, timezone.localdate())
        if before and after and before != after
        else None,
        "krummer": [(FORSIDE[0], reverse(FORSIDE[1])), ("Rammeaftaler", reverse("udlejning:rammeaftaler"))],
    }
    return render(request, "udlejning/sammenlign.html", context)

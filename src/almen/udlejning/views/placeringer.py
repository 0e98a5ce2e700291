"""Placements: the list on a day, the drawing, placing one or many, one afdeling's history, and a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from almen.omraader.models import Omraade
from almen.organisationer.models import Afdeling
from almen.organisationer.services.importart import arter
from almen.organisationer.views.importer import start_page
from almen.sager import adgang
from almen.udlejning.filtre_placering import PlaceringFilter, filter_with
from almen.udlejning.forms_placering import OphaevForm, PlaceringForm
from almen.udlejning.kolonner_placering import history_url, make_kolonner
from almen.udlejning.models import Placering, Rammeaftale, Trappe
from almen.udlejning.selectors.aftaler import visible_aftaler
from almen.udlejning.selectors.placeringer import (
    Omraadetrin,
    afdelinger_on,
    area_steps_on,
    count_unplaced,
    differing,
    distribution_on,
    has_demo,
    history_of,
    open_steps,
)
from almen.udlejning.selectors.rammeaftale import agreement_on
from almen.udlejning.services.overfoersel import carry_placeringer
from almen.udlejning.services.placering import place_afdelinger, withdraw_placering
from almen.udlejning.views.opslag import (
    crumbs_of,
    find_to_edit,
    form_page,
    require_edit,
    require_view,
)
from almen.ui.diagrammer import requested_width, stacked_bar_chart, svg_response
from almen.ui.forms import AlmenForm
from almen.ui.formularside import bound
from almen.ui.kolonner import Kolonne
from almen.ui.lists import ListView
from almen.ui.parsere import parse_dato

# So many that they can be looked through before they are placed.
MOST = 200
RAAD = (
    "Én linje for hver afdeling og trappe. trappe er omraade, afdeling eller ungdom; trin er trinnets nummer.",
    "Linjen hører til den rammeaftale, der gælder den dag, der står i fra; ellers til et udkast, hvis periode dagen ligger i.",
    "Står afdelingen på et andet trin i forvejen, skal begrundelse udfyldes, og den gamle placering slutter dagen før.",
    "Tom sikkerhed er sikker.",
)
CRUMBS = (("Udlejning", "udlejning:forside"), ("Placeringer", "udlejning:placeringer"))


def crumbs() -> list[tuple[str, str]]:
    """The way to the list of placements."""
    return [(navn, reverse(url)) for navn, url in CRUMBS]


def day_of(request: HttpRequest) -> dt.date:
    """The day in the address, else today."""
    try:
        return parse_dato(request.GET.get("dag", ""))
    except ValueError:
        return timezone.localdate()


class Placeringsliste(ListView):
    """Every afdeling with its step on each stair on the chosen day."""

    titel = "Afdelingernes placering"
    navn = ("afdeling", "afdelinger")
    beskrivelse = "Hvor hver afdeling står på trapperne"
    filterset_class = PlaceringFilter
    search_fields = ("navn", "nummer", "adresse", "boligorganisation__navn", "boligorganisation__kortnavn")
    search_label = "Søg på afdeling, adresse eller boligorganisation"
    standard_sortering = ("boligorganisation__navn", "nummer")
    template_name = "udlejning/placeringer.html"
    eksport_navn = "placeringer"
    tom_titel = "Ingen afdelinger endnu"
    tom_tekst = "Afdelinger kommer på listen, når de er registreret på deres boligorganisation."

    @cached_property
    def dag(self) -> dt.date:
        """The day that the list is about."""
        return day_of(self.request)

    @cached_property
    def aftale(self) -> Rammeaftale | None:
        """The agreement that holds then."""
        return agreement_on(self.dag)

    @cached_property
    def omraadetrin(self) -> Mapping[int, Omraadetrin]:
        """What the areas' classes say, by afdeling."""
        return area_steps_on(self.dag)

    @cached_property
    def forskelle(self) -> set[int]:
        """The afdelinger that stand elsewhere than that."""
        return differing(self.omraadetrin, self.aftale, self.dag)

    def get_queryset(self) -> QuerySet[Afdeling]:
        require_view(self.request)
        return afdelinger_on(self.aftale, self.dag)

    def filtered(self, request: HttpRequest) -> QuerySet[Any]:
        """As the list does; the filter is told which afdelinger differ."""
        self.filterset_class = filter_with(self.forskelle)
        return super().filtered(request)

    def get_kolonner(self) -> Sequence[Kolonne]:
        return make_kolonner(
            lambda: self.omraadetrin, lambda: self.forskelle, gaelder=self.aftale is not None
        )

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        return crumbs()[:1]

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Placing those that are shown, or from a file, for those who may."""
        if not adgang.may_edit_udlejning(require_view(self.request)):
            return []
        query = self.request.GET.urlencode()
        place = reverse("udlejning:placer") + (f"?{query}" if query else "")
        return [("Placer de viste", place), ("Hent fra fil", reverse("udlejning:importer_placeringer"))]

    def extra_context(self) -> dict[str, Any]:
        """The agreement, the chart's figures, and what is missing."""
        rows = distribution_on(self.aftale, self.dag) if self.aftale else []
        return {
            "aftale": self.aftale,
            "dag": self.dag,
            "fordeling": rows,
            "demo": has_demo(self.aftale, self.dag),
            "svg": f"{reverse('udlejning:fordeling_svg')}?{urlencode({'dag': self.dag.isoformat()})}",
            "mangler": count_unplaced(self.aftale, self.dag) if self.aftale else None,
            "forskelle": len(self.forskelle),
        }


def fordeling_svg(request: HttpRequest) -> HttpResponse:
    """Afdelinger per step on the day, a bar for each stair."""
    require_view(request)
    day = day_of(request)
    aftale = agreement_on(day)
    rows = distribution_on(aftale, day) if aftale else []
    bars = [
        (str(item.trin.get_trappe_display()), f"Trin {item.trin.nummer}", item.afdelinger) for item in rows
    ]
    return svg_response(
        stacked_bar_chart(
            bars,
            titel="Afdelinger på hvert trin",
            enhed="afdelinger",
            beskrivelse="De afdelinger, der er placeret, efter trappe og trin",
            bredde=requested_width(request),
        ),
        max_age=0,
    )


def placer(request: HttpRequest) -> HttpResponseBase:
    """Places afdelinger: those that the list's filters find, at most `MOST` of them."""
    bruger = require_edit(request)
    view, found = Placeringsliste.read(request)
    rows = list(found[: MOST + 1])
    if view.fejl or len(rows) > MOST:
        told = (
            view.fejl[0]
            if view.fejl
            else f"Listen har over {MOST} afdelinger. Brug filtrene, så der er færre."
        )
        messages.warning(request, told)
        return redirect(f"{reverse('udlejning:placeringer')}?{request.GET.urlencode()}")
    today = timezone.localdate()
    steps = sorted(
        open_steps(today, bruger),
        key=lambda item: (item.rammeaftale.gyldig_fra, Trappe.values.index(item.trappe), item.nummer),
    )
    form = PlaceringForm(bound(request), afdelinger=rows, trin=steps, initial={"fra": today})

    def act() -> Any:
        data = form.cleaned_data
        return place_afdelinger(
            bruger=bruger,
            placeringer=form.placeringer(),
            kilde=data["kilde"],
            sikkerhed=data["sikkerhed"],
        )

    tekst = "" if steps else "Der er ingen rammeaftale med trin at placere på. Registrér aftalen først."
    return form_page(
        request,
        form,
        act,
        "Placer afdelinger",
        crumbs(),
        "Afdelingerne er placeret.",
        knap="Placer",
        tekst=tekst,
    )


def historik(request: HttpRequest, lbf: str, nummer: str) -> HttpResponse:
    """One afdeling: where it stands, and where it has stood."""
    bruger = require_view(request)
    found = get_object_or_404(
        Afdeling.objects.select_related("boligorganisation"), boligorganisation__lbf_nummer=lbf, nummer=nummer
    )
    today = timezone.localdate()
    rows = list(history_of(found))
    own = {row.justering.sag_id for row in rows if row.justering is not None}
    own |= {row.trin.rammeaftale.sag_id for row in rows if row.trin.rammeaftale.sag_id}
    visible = set(adgang.visible_sager(bruger).filter(pk__in=own).values_list("pk", flat=True))
    said = area_steps_on(today, [found.pk]).get(found.pk)
    aftale = agreement_on(today)
    now = [row for row in rows if _holds(row, today, aftale)]
    context = {
        "afdeling": found,
        "aftale": aftale,
        "nu": now,
        "raekker": [
            (row, row.justering.sag if row.justering and row.justering.sag_id in visible else None)
            for row in rows
            if row.trin.rammeaftale.sag_id is None or row.trin.rammeaftale.sag_id in visible
        ],
        "omraadetrin": said,
        "forskel": bool(
            said
            and not any(row.trin.trappe == Trappe.OMRAADE and row.trin.nummer == said.trin for row in now)
        ),
        "omraader": list(
            Omraade.objects.filter(omraadeafdelinger__afdeling=found).distinct().order_by("navn")
        ),
        "kan_rette": adgang.may_edit_udlejning(bruger),
        "krummer": crumbs(),
        "placer": f"{reverse('udlejning:placer')}?{urlencode({'organisation': found.boligorganisation_id, 'q': found.nummer})}",
    }
    return render(request, "udlejning/placeringshistorik.html", context)


def _holds(row: Placering, dag: dt.date, aftale: Rammeaftale | None) -> bool:
    if row.ophaevet or aftale is None or row.trin.rammeaftale_id != aftale.pk:
        return False
    return row.fra <= dag and (row.til is None or dag <= row.til)


def ophaev(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a placement back that was registered by mistake."""
    bruger = require_edit(request)
    rows = Placering.objects.filter(trin__rammeaftale__in=visible_aftaler(bruger)).select_related(
        "afdeling__boligorganisation", "trin"
    )
    found = get_object_or_404(rows, pk=pk)
    form = OphaevForm(bound(request))
    way = [*crumbs(), (str(found.afdeling), history_url(found.afdeling))]

    def act() -> Any:
        return withdraw_placering(
            bruger=bruger, placering=found, begrundelse=form.cleaned_data["begrundelse"]
        )

    return form_page(
        request, form, act, f"Ophæv placeringen på {found.trin}", way, "Placeringen er ophævet.", knap="Ophæv", farlig=True,
        tekst="Brug det kun, når placeringen aldrig var rigtig. Den før gælder så igen, og historikken viser begge.",
    )  # fmt: skip


def overfoer(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the placements of the agreement before along into this one."""
    aftale = find_to_edit(request, pk)
    form = AlmenForm(bound(request))

    def act() -> Any:
        return carry_placeringer(bruger=require_edit(request), aftale=aftale)

    return form_page(
        request, form, act, "Tag placeringer med", crumbs_of(aftale), "Placeringerne er taget med.", knap="Tag dem med",
        tekst="Afdelinger, der ikke er placeret i aftalen endnu, placeres fra dens første dag på det samme trin som i aftalen før. De kan flyttes bagefter.",
    )  # fmt: skip


def importer(request: HttpRequest) -> HttpResponse:
    """A file of placements."""
    return start_page(request, arter()["placeringer"], None, crumbs(), RAAD)

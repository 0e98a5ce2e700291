"""The committee's caseload: which share of its cases is about almene boliger, as chart and table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from almen.organisationer.selectors import user_of
from almen.sager import adgang
from almen.udvalg.selectors.andel import (
    NIVEAUER,
    Andelsbaand,
    Andelslinje,
    Moedeandel,
    share_band,
    share_lines,
    total_line,
    visible_held_moeder,
    watched_organer,
)
from almen.udvalg.selectors.moeder import Organ
from almen.ui import eksport
from almen.ui.diagrammer import line_chart, requested_width, svg_response
from almen.ui.formater import decimal, tidspunkt
from almen.ui.forms import AlmenForm
from almen.ui.kolonner import Kolonne

FINER = {"periode": "aar", "aar": "kvartal", "kvartal": "moede"}
NOT_COUNTED = "Holdte møder, hvor sagerne om andet ikke er talt; de er ikke med i tallene"
ANDELSKOLONNER = [
    Kolonne("periode", "Periode", "navn"),
    Kolonne("fra", "Fra", "periode.fra", "dato"),
    Kolonne("til", "Til", "periode.til", "dato"),
    Kolonne("almene", "Almene sager", "almene", "heltal"),
    Kolonne("i_alt", "Sager i alt", "i_alt", "heltal"),
    Kolonne("andel", "Andel", "andel.pct", "pct", beskrivelse="Almene sager af alle sager på talte møder"),
    Kolonne("plads", "Båndet", "plads_navn"),
    Kolonne("moeder", "Møder, der er talt", "andel.moeder", "heltal"),
    Kolonne("udeladt", "Møder, der er udeladt", "andel.udeladt", "heltal", beskrivelse=NOT_COUNTED),
]


class AndelForm(AlmenForm):
    """What is shown: the body, the grain, and the time."""

    hide_optional = True
    organ = forms.ChoiceField(label="Organ", required=False)
    niveau = forms.ChoiceField(
        label="Vis pr.", required=False, choices=[(key, item[0]) for key, item in NIVEAUER.items()]
    )
    aar = forms.ChoiceField(label="År", required=False)
    kvartal = forms.ChoiceField(
        label="Kvartal",
        required=False,
        choices=[("", "Alle"), *((str(number), f"{number}. kvartal") for number in range(1, 5))],
    )

    def __init__(self, data: Any, *, organer: list[Organ], aar: list[int]) -> None:
        super().__init__(data)
        self.fields["organ"].choices = [(item.id, item.navn) for item in organer]  # type: ignore[attr-defined]
        self.fields["aar"].choices = [("", "Alle år"), *((str(item), str(item)) for item in aar)]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Visning:
    """What the address asks for, read."""

    organ: Organ
    niveau: str
    aar: int | None
    form: AndelForm
    moeder: list[Moedeandel]
    baand: Andelsbaand

    @property
    def linjer(self) -> list[Andelslinje]:
        """The table's lines."""
        return share_lines(self.moeder, self.niveau, self.baand.baand)

    @property
    def i_alt(self) -> Andelslinje | None:
        """All of what is shown together."""
        return total_line(self.moeder, "I alt", self.baand.baand)

    @property
    def niveau_navn(self) -> str:
        """The grain as the page calls it."""
        return NIVEAUER[self.niveau][0]

    def address_of(self, line: Andelslinje) -> str:
        """Where the line is split further: the meeting itself, or this page at a finer grain."""
        if line.moede is not None:
            return line.moede.get_absolute_url()
        finer = FINER[self.niveau]
        query = {"organ": self.organ.id, "niveau": finer}
        if finer != "aar":
            query["aar"] = str(line.periode.fra.year)
        if finer == "moede":
            query["kvartal"] = str(_quarter(line.periode.fra.month))
        return f"?{urlencode(query)}"


@require_GET
def andel(request: HttpRequest) -> HttpResponseBase:
    """The share per meeting, quarter, year or council term, with the band; as a page or as a spreadsheet."""
    shown = _read(request)
    wanted = request.GET.get("eksport", "")
    if wanted in ("csv", "xlsx"):
        return _export(request, shown, wanted)
    context = {
        "visning": shown,
        "linjer": [(line, shown.address_of(line)) for line in shown.linjer],
        "i_alt": shown.i_alt,
        "form": shown.form,
        "baand": shown.baand.baand,
        "praksis": shown.baand.praksis,
        "query": request.GET.urlencode(),
    }
    return render(request, "udvalg/andel.html", context)


@require_GET
def andel_svg(request: HttpRequest) -> HttpResponse:
    """The shares over time with the band behind them; what cannot be told is no point."""
    shown = _read(request)
    rows = [
        (_short(line), "Almene sagers andel", line.andel.pct)
        for line in shown.linjer
        if line.andel.pct is not None
    ]
    baand = shown.baand.baand
    named = (f"Båndet, {_span(baand.fra, baand.til)}", baand.fra, baand.til) if baand else None
    svg = line_chart(
        rows,
        titel=f"Almene boligers andel af sagerne, {shown.organ.navn}",
        enhed="pct.",
        bredde=requested_width(request),
        baand=named,
    )
    return svg_response(svg, max_age=60)


def _read(request: HttpRequest) -> Visning:
    """What is asked for; what cannot be read is told at its field, and the page shows what it shows from the start."""
    bruger = user_of(request)
    organer = watched_organer()
    if not adgang.may_see_moeder(bruger) or not organer:
        raise Http404
    organ = next((item for item in organer if item.id == request.GET.get("organ")), organer[0])
    moeder = visible_held_moeder(bruger, organ.id)
    years = sorted({item.tal.dato.year for item in moeder}, reverse=True)
    latest = years[0] if years else timezone.localdate().year
    start = {"organ": organ.id, "niveau": "kvartal", "aar": "", "kvartal": ""}
    form = AndelForm({**start, **request.GET.dict()}, organer=organer, aar=years)
    read = form.cleaned_data if form.is_valid() else start
    niveau = read["niveau"] or "kvartal"
    year = int(read["aar"]) if read["aar"] and niveau in ("moede", "kvartal") else None
    if niveau == "moede" and year is None:
        year = latest  # all years' meetings would be hundreds of lines
    quarter = int(read["kvartal"]) if read["kvartal"] and niveau == "moede" else None
    chosen = [
        item
        for item in moeder
        if year in (None, item.tal.dato.year) and quarter in (None, _quarter(item.tal.dato.month))
    ]
    return Visning(organ, niveau, year, form, chosen, share_band(timezone.localdate()))


def _quarter(month: int) -> int:
    return (month + 2) // 3


def _short(line: Andelslinje) -> str:
    """The line's name under the axis."""
    if line.moede is not None:
        return f"{line.periode.fra:%d.%m.%y}"
    return line.navn.replace(". kvartal ", ". kv. ")


def _span(fra: Any, til: Any) -> str:
    return f"{decimal(fra)}–{decimal(til)} pct."


def _export(request: HttpRequest, shown: Visning, wanted: str) -> HttpResponseBase:
    navn = f"udvalgsandel-{shown.organ.id}-{timezone.localdate():%Y-%m-%d}"
    rows = [*shown.linjer, *filter(None, [shown.i_alt])]
    if wanted == "csv":
        return eksport.csv_response(ANDELSKOLONNER, rows, navn)
    praksis = shown.baand.praksis
    about = {
        "Organ": shown.organ.navn,
        "Hentet": tidspunkt(timezone.now()),
        "Hentet af": str(user_of(request)),
        "Båndets kilde": praksis.kilde if praksis else "Intet bånd",
    }
    return eksport.xlsx_response(ANDELSKOLONNER, rows, "Udvalgsandel", navn, about)

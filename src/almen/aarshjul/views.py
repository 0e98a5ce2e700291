"""Pages of the year wheel: the year, its drawing, starting it, and the list of tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from almen.aarshjul import selectors
from almen.aarshjul.forms import HjulForm, StartForm
from almen.aarshjul.kolonner import HJULKOLONNER, OPGAVEKOLONNER, cells
from almen.aarshjul.models import Aarshjulsopgave
from almen.aarshjul.plan import Planlagt
from almen.aarshjul.selectors import Hjulrad, Tilstand
from almen.aarshjul.services import YEARS_AHEAD, check_input, open_aar
from almen.grundlag.selectors import IngenSagsgang
from almen.organisationer.selectors import aktoer_navn, current_profil, organisation_choices, user_of
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.ui import diagrammer, eksport, formater
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, ModelChoiceFilter
from almen.ui.forms import place_fejl
from almen.ui.kolonner import Kolonne
from almen.ui.lists import ListView

MAY_NOT_SEE = "Årshjulet er for kommunens medarbejdere."
MAY_NOT_START = "Kun sagsbehandlere og ledere kan starte opgaver i årshjulet."


def _asked(request: HttpRequest) -> HjulForm:
    """The question, this year's wheel where none is asked."""
    bruger = user_of(request)
    adgang.require(adgang.may_see_aarshjul(bruger), MAY_NOT_SEE)
    today = timezone.localdate()
    data = request.GET.copy()
    data.setdefault("aar", str(today.year))
    return HjulForm(data, bruger=bruger, dag=today)


def _rows(request: HttpRequest, form: HjulForm) -> tuple[list[Hjulrad], tuple[str, ...]]:
    values = form.cleaned_data
    return selectors.hjul(
        user_of(request),
        values["aar"],
        timezone.localdate(),
        aktoer=values["aktoer"],
        organisation=values["organisation"],
    )


def hjul(request: HttpRequest) -> HttpResponseBase:
    """The year as a wheel and as a table, with what has been done, is under way and is late; also as a spreadsheet."""
    form = _asked(request)
    if not form.is_valid():
        return render(request, "aarshjul/hjul.html", {"form": form}, status=400)
    rows, without = _rows(request, form)
    if wanted := request.GET.get("eksport", ""):
        return _export(request, rows, form.cleaned_data["aar"], wanted)
    today = timezone.localdate()
    aar = form.cleaned_data["aar"]
    context: dict[str, Any] = {
        "form": form,
        "aar": aar,
        "raekker": [
            (number, row, cells(row), current_profil().aktoer_kort(row.aktoer, row.frist))
            for number, row in enumerate(rows, start=1)
        ],
        "fliser": _tiles(rows, aar),
        "forrige_aar": aar - 1,
        "naeste_aar": aar + 1,
        "uden_frist": without,
        "i_dag": today,
        "har_punkter": bool(selectors.punkter()),
        "maa_starte": adgang.may_open_sag(user_of(request)),
        "query": request.GET.urlencode(),
        "organisation": form.cleaned_data["organisation"],
    }
    return render(request, "aarshjul/hjul.html", context)


def _tiles(rows: Sequence[Hjulrad], aar: int) -> list[dict[str, Any]]:
    """How many tasks of the year stand where, those that there are none of left out."""
    address = f"{reverse('aarshjul:opgaver')}?aar={aar}&tilstand="
    found = [(item, sum(row.antal[item] for row in rows)) for item in Tilstand]
    return [
        {
            "navn": item.label,
            "antal": count,
            "tone": "late" if item in selectors.LATE else "",
            "url": f"{address}{item}" if item in selectors.STARTET else "",
        }
        for item, count in found
        if count
    ]


def _export(request: HttpRequest, rows: Sequence[Hjulrad], aar: int, wanted: str) -> HttpResponseBase:
    kolonner: list[Kolonne] = HJULKOLONNER
    navn = f"aarshjul-{aar}"
    if wanted == "csv":
        return eksport.csv_response(kolonner, rows, navn)
    if wanted == "xlsx":
        about = {"Liste": f"Årshjul {aar}", "Hentet": formater.tidspunkt(timezone.now())}
        about["Hentet af"] = str(user_of(request))
        return eksport.xlsx_response(kolonner, rows, f"Årshjul {aar}", navn, about)
    return HttpResponse(
        "Årshjulet kan hentes som xlsx eller csv.", status=400, content_type="text/plain; charset=utf-8"
    )


def hjul_svg(request: HttpRequest) -> HttpResponse:
    """The year as a drawing: a mark for each item, numbered as in the table."""
    form = _asked(request)
    if not form.is_valid():
        return HttpResponse("Hjulet kan ikke tegnes.", status=400, content_type="text/plain; charset=utf-8")
    rows, _ = _rows(request, form)
    today, aar = timezone.localdate(), form.cleaned_data["aar"]
    marks = [
        diagrammer.Hjulmaerke(
            row.frist.month,
            str(number),
            row.samlet.label,
            row.navn,
            f"frist {formater.dato(row.frist)}, {row.samlet.label.lower()}",
        )
        for number, row in enumerate(rows, start=1)
    ]
    svg = diagrammer.wheel_chart(
        marks,
        serier=[item.label for item in Tilstand if item != Tilstand.IKKE_STARTET_I_TIDE],
        titel=f"Årshjul {aar}",
        midte=str(aar),
        nu=today.month if aar == today.year else None,
        bredde=diagrammer.requested_width(request),
    )
    return diagrammer.svg_response(svg)


def _grouped(missing: Sequence[Planlagt]) -> list[dict[str, Any]]:
    groups: dict[str, list[Planlagt]] = {}
    for item in missing:
        groups.setdefault(item.punkt.id, []).append(item)
    return [
        {"punkt": items[0].punkt, "frist": items[0].frist, "aabnes": items[0].aabnes, "opgaver": items}
        for items in groups.values()
    ]


def _year(request: HttpRequest, today: dt.date) -> int:
    """The year in the address; next year where it is not one. The service refuses one that is too far off."""
    text = request.GET.get("aar", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today.year + 1


def _chosen(request: HttpRequest, known: Sequence[str]) -> list[str]:
    """The items ticked at first: those that the address names (`?punkt=`, may be repeated), or else all."""
    wanted = [item for item in known if item in request.GET.getlist("punkt")]
    return wanted or list(known)


def start(request: HttpRequest) -> HttpResponse:
    """What would be opened in a year, and opening it. Asking again shows only what is missing; `?punkt=` ticks only that item."""
    bruger = user_of(request)
    adgang.require(adgang.may_open_sag(bruger), MAY_NOT_START)
    today = timezone.localdate()
    aar = _year(request, today)
    context: dict[str, Any] = {"aar": aar, "i_dag": today, "kommune": current_profil().navn}
    try:
        check_input(aar, None)
    except UgyldigtInput as error:
        context["fejl"] = [item.besked for item in error.fejl]
        return render(request, "aarshjul/start.html", context, status=400)
    groups = _grouped(selectors.missing_opgaver(aar))
    choices = [
        (
            item["punkt"].id,
            f"{item['punkt'].navn} ({formater.antal(len(item['opgaver']), 'sag', 'sager')})",
        )
        for item in groups
    ]
    form = StartForm(
        request.POST if request.method == "POST" else None,
        valg=choices,
        initial={"punkter": _chosen(request, [key for key, _ in choices]), "ansvarlig": bruger},
    )
    if request.method == "POST" and not choices:
        messages.info(request, f"Alle opgaver i {aar} er allerede startet.")
        return redirect(f"{reverse('aarshjul:hjul')}?aar={aar}")
    if request.method == "POST" and form.is_valid():
        try:
            sager = open_aar(
                bruger=bruger,
                aar=aar,
                valgte=form.cleaned_data["punkter"],
                ansvarlig=form.cleaned_data["ansvarlig"],
            )
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        except IngenSagsgang as error:
            form.add_error(None, str(error))
        else:
            count = formater.antal(len(sager), "opgave", "opgaver")
            messages.success(request, f"{count} er startet i {aar}.")
            return redirect(f"{reverse('aarshjul:hjul')}?aar={aar}")
    context |= {"form": form, "grupper": groups, "antal": sum(len(item["opgaver"]) for item in groups)}
    return render(request, "aarshjul/start.html", context, status=400 if form.errors else 200)


def _aktoerer() -> list[tuple[str, str]]:
    today = timezone.localdate()
    ids = dict.fromkeys(punkt.aktoer for punkt in selectors.punkter())
    return [(item, aktoer_navn(item, today)) for item in ids]


def _aar() -> list[tuple[str, str]]:
    this_year = timezone.localdate().year
    return [(str(aar), str(aar)) for aar in range(this_year + YEARS_AHEAD, this_year - 10, -1)]


class OpgaveFilter(AlmenFilterSet):
    """What started tasks can be narrowed by."""

    aar = ChoiceFilter(label="År", choices=_aar)
    tilstand = ChoiceFilter(
        label="Tilstand", choices=[(item.value, item.label) for item in selectors.STARTET]
    )
    punkt = ChoiceFilter(label="Opgave", choices=lambda: [(p.id, p.navn) for p in selectors.punkter()])
    aktoer = ChoiceFilter(label="Hvem", choices=_aktoerer)
    organisation = ModelChoiceFilter(
        label="Boligorganisation", field_name="boligorganisation", queryset=organisation_choices
    )

    class Meta:
        model = Aarshjulsopgave
        fields: list[str] = []


class OpgaveListe(ListView):
    """Every started task whose case the user may see."""

    titel = "Opgaver i årshjulet"
    navn = ("opgave", "opgaver")
    beskrivelse = "Startede opgaver; det, der ikke er startet, står i årshjulet"
    kolonner = OPGAVEKOLONNER
    filterset_class = OpgaveFilter
    search_fields = ("sag__titel", "sag__nummer")
    search_label = "Søg på opgave, organisation eller sagsnummer"
    standard_sortering = ("frist", "pk")
    eksport_navn = "aarshjul-opgaver"
    tom_titel = "Ingen opgaver endnu"
    tom_tekst = "En opgave kommer på listen, når den er startet fra årshjulet."

    def get_queryset(self) -> QuerySet[Aarshjulsopgave]:
        return selectors.visible_opgaver(user_of(self.request), timezone.localdate()).select_related(
            "sag__overblik", "sag__ansvarlig", "boligorganisation"
        )

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Back to the wheel, for those who may see it."""
        seen = adgang.may_see_aarshjul(user_of(self.request))
        return [("Se årshjulet", reverse("aarshjul:hjul"))] if seen else []

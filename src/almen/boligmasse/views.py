"""The pages of the housing stock: the picture over time, its figures one by one, entering and importing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from almen.boligmasse.billede import Aarssaet, kilder_of
from almen.boligmasse.filtre import TalFilter
from almen.boligmasse.forms import HELE, Talform, Tilbagekaldform, Udsnitform
from almen.boligmasse.kategorier import ejerform_navne, in_order, load_kategorier
from almen.boligmasse.kolonner import TALKOLONNER
from almen.boligmasse.models import Boligtal, Emne
from almen.boligmasse.selectors import (
    completed_of,
    district_advarsler,
    history_of,
    saet_of,
)
from almen.boligmasse.services import register_boligtal, withdraw_boligtal
from almen.organisationer.selectors import user_of
from almen.organisationer.services.importart import arter
from almen.organisationer.views.importer import start_page
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.ui.diagrammer import requested_width, stacked_bar_chart, svg_response
from almen.ui.forms import place_fejl
from almen.ui.lists import ListView

MAY_NOT_SEE = "Tal om boligmassen er for kommunens egne medarbejdere."
MAY_NOT_EDIT = "Kun sagsbehandlere, ledere og administratorer retter tal om boligmassen."
RAAD = (
    "Filer fra Danmarks Statistik kan hentes, som de er: JSON-stat eller CSV med semikolon. "
    "Vælg kun de kategorier, der skal tælle med; andre kommuner i filen springes over.",
    "I egne filer er emne bestand eller faerdiggjort, enhed antal eller andel, og ejerform en af dem på siden, eller ialt.",
    "Skriv .. hvor kilden ikke oplyser tallet. Andele skrives med de decimaler, kilden trykker.",
    "Tomt bydel er hele kommunen. Tomt laest er i dag, og tomt sikkerhed er sikker.",
    "Et tal, der er registreret i forvejen, erstattes; det gamle bliver stående i historikken.",
)


def _require_view(request: HttpRequest) -> None:
    adgang.require(adgang.may_see_boligmasse(user_of(request)), MAY_NOT_SEE)


def _require_edit(request: HttpRequest) -> None:
    adgang.require(adgang.may_edit_boligmasse(user_of(request)), MAY_NOT_EDIT)


def _udsnit(request: HttpRequest) -> tuple[Udsnitform, str, int | None, int | None]:
    """The form, and the place and years to show; everything where it cannot be read."""
    form = Udsnitform(request.GET or None, initial={"bydel": HELE})
    if not form.is_bound or not form.is_valid():
        return form, "", None, None
    bydel = form.cleaned_data["bydel"]
    return form, "" if bydel in ("", HELE) else bydel, form.cleaned_data["fra"], form.cleaned_data["til"]


def _of(sets: Sequence[Aarssaet], emne: str, *, yearly: bool = True) -> list[Aarssaet]:
    """The sets of one kind: on single years, or on periods."""
    return [item for item in sets if item.emne == emne and (item.fra_aar == item.aar) == yearly]


def _table(sets: Sequence[Aarssaet]) -> dict[str, Any]:
    """Sets as a table: a row each, a column for each tenure that any of them has."""
    ids = in_order(part.ejerform for item in sets for part in item.andele)
    names = {item.id: item.kort for item in load_kategorier().ejerformer}
    return {
        "kolonner": [names.get(id_, id_) for id_ in ids],
        "kilder": kilder_of([row for item in reversed(sets) for row in item.tal]),
        "demo": any(item.demo for item in sets),
        "raekker": [(item, [item.get(id_) for id_ in ids]) for item in reversed(sets)],
    }


def oversigt(request: HttpRequest) -> HttpResponse:
    """Stock by tenure and completed dwellings over time, with what does not add up."""
    _require_view(request)
    form, bydel, fra, til = _udsnit(request)
    sets = saet_of(bydel, fra, til)
    stock, completed = _of(sets, Emne.BESTAND), _of(sets, Emne.FAERDIGGJORT)
    periods = _of(sets, Emne.FAERDIGGJORT, yearly=False)
    faults = [item.advarsel for item in sets if item.advarsel]
    if not bydel:
        faults += district_advarsler(sets, fra, til)
    first = min((item.aar for item in completed), default=None)
    query = request.GET.copy()
    query["bydel"] = bydel or HELE
    context = {
        "form": form,
        "bydel": bydel,
        "sets": sets,
        "seneste": next((item for item in reversed(stock) if item.andele), None),
        "bestand": _table(stock),
        "faerdiggjorte": _table(completed),
        "perioder": _table(periods),
        "siden": completed_of(sets, first) if first else None,
        "advarsler": sorted(faults, key=lambda item: -item.aar),
        "query": query.urlencode(),
        "kan_rette": adgang.may_edit_boligmasse(user_of(request)),
        "tabeller": load_kategorier().tabeller,
        "noter": [item for item in load_kategorier().ejerformer if item.note],
    }
    return render(request, "boligmasse/oversigt.html", context, status=400 if form.errors else 200)


def bestand_svg(request: HttpRequest) -> HttpResponse:
    """The shares by tenure, a bar a year: computed from numbers where there are any, else as published."""
    _require_view(request)
    _, bydel, fra, til = _udsnit(request)
    by_year = {item.aar: item for item in saet_of(bydel, fra, til, Emne.BESTAND) if item.sum is not None}
    return svg_response(
        stacked_bar_chart(
            _bars(list(by_year.values()), "andel"),
            titel="Boligmassen efter ejerform",
            enhed="pct.",
            beskrivelse=bydel or "Hele kommunen",
            bredde=requested_width(request),
            staaende=True,
        ),
        max_age=0,
    )


def faerdiggjorte_svg(request: HttpRequest) -> HttpResponse:
    """Completed dwellings by tenure, a bar a year."""
    _require_view(request)
    _, bydel, fra, til = _udsnit(request)
    sets = _of(saet_of(bydel, fra, til, Emne.FAERDIGGJORT), Emne.FAERDIGGJORT)
    return svg_response(
        stacked_bar_chart(
            _bars([item for item in sets if item.beregnet], "antal"),
            titel="Færdiggjorte boliger efter ejerform",
            enhed="boliger",
            beskrivelse=bydel or "Hele kommunen",
            bredde=requested_width(request),
            staaende=True,
        ),
        max_age=0,
    )


def _bars(sets: Sequence[Aarssaet], felt: str) -> list[tuple[str, str, Any]]:
    # The series in the file's order, whichever year has them first.
    rows = [
        (part.ejerform, item.periode, part.navn, getattr(part, felt)) for item in sets for part in item.andele
    ]
    order = {id_: place for place, id_ in enumerate(in_order(row[0] for row in rows))}
    years = {item.periode: place for place, item in enumerate(sets)}
    known = [row for row in rows if row[3] is not None]
    return [(row[1], row[2], row[3]) for row in sorted(known, key=lambda r: (order[r[0]], years[r[1]]))]


class Talliste(ListView):
    """Every figure with its source; those that count, or the history."""

    titel = "Tal om boligmassen"
    navn = ("tal", "tal")
    beskrivelse = "Hvert tal, som det er læst i sin kilde."
    kolonner = TALKOLONNER
    filterset_class = TalFilter
    search_fields = ("kilde", "note", "bydel", "ejerform")
    search_label = "Søg på kilde, note, område eller ejerform"
    standard_sortering = ("-aar", "emne", "bydel", "enhed", "pk")
    eksport_navn = "boligmasse"
    tom_titel = "Ingen tal endnu"
    tom_tekst = "Tal kommer på listen, når de er indtastet eller hentet fra en fil."

    def get_queryset(self) -> QuerySet[Any]:
        """All of them: who may see one may see all."""
        _require_view(self.request)
        return Boligtal.objects.all()

    def search(self, queryset: QuerySet[Any], tekst: str) -> QuerySet[Any]:
        """Tenures are found by their names too."""
        for word in tekst.split()[:8]:
            named = [id_ for id_, navn in ejerform_navne().items() if word.casefold() in navn.casefold()]
            fields = Q(ejerform__in=named)
            for name in self.search_fields:
                fields |= Q(**{f"{name}__icontains": word})
            queryset = queryset.filter(fields)
        return queryset

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back to the picture."""
        return [("Boligmasse", reverse("boligmasse:oversigt"))]

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Entering and importing, for those who may."""
        if not adgang.may_edit_boligmasse(user_of(self.request)):
            return []
        return [("Indtast tal", reverse("boligmasse:nyt")), ("Hent fra fil", reverse("boligmasse:importer"))]


def boligtal(request: HttpRequest, pk: int) -> HttpResponse:
    """One figure: what its source says, and every reading of it before and after."""
    _require_view(request)
    found = get_object_or_404(Boligtal.objects.select_related("registreret_af"), pk=pk)
    history = history_of(found)
    counts = history[0].pk == found.pk and not found.tilbagekaldt
    context = {
        "tal": found,
        "historik": history,
        "gaelder": counts,
        "kan_rette": counts and adgang.may_edit_boligmasse(user_of(request)),
    }
    return render(request, "boligmasse/boligtal.html", context)


def nyt(request: HttpRequest) -> HttpResponse:
    """Enters a figure."""
    _require_edit(request)
    form = Talform(request.POST or None)
    if (saved := _save(request, form)) is not None:
        return redirect(saved)
    return render(request, "boligmasse/formular.html", {"form": form})


def erstat(request: HttpRequest, pk: int) -> HttpResponse:
    """Replaces a figure by a newer reading."""
    _require_edit(request)
    found = get_object_or_404(Boligtal.objects.gaeldende(), pk=pk)
    form = Talform(request.POST or None, boligtal=found)
    if (saved := _save(request, form)) is not None:
        return redirect(saved)
    return render(request, "boligmasse/formular.html", {"form": form, "tal": found})


def _save(request: HttpRequest, form: Talform) -> Boligtal | None:
    """The reading that was saved; None while there is nothing to save or something is wrong."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        saved = register_boligtal(
            bruger=user_of(request), tal=form.tal(), begrundelse=form.cleaned_data["begrundelse"]
        )
    except UgyldigtInput as error:
        place_fejl(form, error.fejl)
        return None
    messages.success(request, "Tallet er gemt.")
    return saved


def tilbagekald(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraws a figure, with a reason."""
    _require_edit(request)
    found = get_object_or_404(Boligtal.objects.gaeldende(), pk=pk)
    form = Tilbagekaldform(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            saved = withdraw_boligtal(
                bruger=user_of(request), boligtal=found, begrundelse=form.cleaned_data["begrundelse"]
            )
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(request, "Tallet er tilbagekaldt. Det står i historikken.")
            return redirect(saved)
    return render(request, "boligmasse/tilbagekald.html", {"form": form, "tal": found})


def importer(request: HttpRequest) -> HttpResponse:
    """A file of figures: our own table, or one of Statistics Denmark's as it comes."""
    crumbs = [("Boligmasse", reverse("boligmasse:oversigt"))]
    return start_page(request, arter()["boligtal"], None, crumbs, RAAD)

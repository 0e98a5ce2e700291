"""Pages of the yearly count of vacant dwellings: the counts over the years, one count with its lines, and what is typed into it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Boligorganisation
from almen.organisationer.selectors import organisation_choices, user_of
from almen.organisationer.services.importart import arter
from almen.organisationer.views.importer import start_page
from almen.regler.fejl import RegelFejl
from almen.regler.grundkoebslaan import check_ledighed
from almen.sager import adgang
from almen.tilsyn.forms_ledighed import IngenLedigeForm, LinjeForm, OpgoerelseForm
from almen.tilsyn.kolonner_ledighed import LINJER, OPGOERELSER, share_of
from almen.tilsyn.ledighedstal import sum_of, sums_by
from almen.tilsyn.models import Ledighed, Ledighedsaarsag, Ledighedsopgoerelse
from almen.tilsyn.selectors.ledighed import (
    TAELLES,
    latest_ledighedsgrad,
    linjer_of,
    ubesvarede,
    visible_opgoerelser,
    with_sums,
)
from almen.tilsyn.services.ledighed import (
    NO_RIGHT,
    delete_linje,
    edit_opgoerelse,
    register_none_vacant,
    save_linje,
)
from almen.ui.diagrammer import line_chart, requested_width, svg_response
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, ModelChoiceFilter
from almen.ui.forms import AlmenForm
from almen.ui.formularside import answer_form, bound
from almen.ui.lists import ListView

MAY_NOT_SEE = "Tilsynet er for kommunens medarbejdere i almene boligsager."
LISTE = "Ledige boliger"
SHOWN_MISSING = 50
RAAD = (
    "Én linje for hver afdeling og boligtype. aar er opgørelsens år; opgørelsen skal være startet, fx fra årshjulet.",
    "boligtype er familie eller ungdom. ledige er de boliger, der stod tomme med lejetab på opgørelsens dag; skriv 0, hvor der ingen er.",
    f"aarsag er en af: {', '.join(Ledighedsaarsag.values)}. lejetab er årets tab i hele kroner.",
    "En linje, der står i forvejen, erstattes. Sagens journal viser importen, og den kan fortrydes.",
)


def _krummer(opgoerelse: Ledighedsopgoerelse | None = None) -> list[tuple[str, str]]:
    crumbs = [("Tilsyn", reverse("tilsyn:oversigt")), (LISTE, reverse("tilsyn:ledighedsliste"))]
    return [*crumbs, (str(opgoerelse.aar), opgoerelse.get_absolute_url())] if opgoerelse else crumbs


class Ledighedsliste(ListView):
    """The counts of the years, with their sums."""

    titel = LISTE
    navn = ("opgørelse", "opgørelser")
    beskrivelse = "Kommunen tæller hvert år de familie- og ungdomsboliger, der står tomme med lejetab, vurderer årsagen og handler"
    kolonner = OPGOERELSER
    search_fields = ("vurdering", "handling", "sag__nummer")
    search_label = "Søg i vurdering og handling"
    standard_sortering = ("-aar",)
    eksport_navn = "ledige-boliger"
    template_name = "tilsyn/ledighedsliste.html"
    tom_titel = "Ingen opgørelser endnu"
    tom_tekst = "Årets opgørelse startes fra årshjulet."

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back."""
        return _krummer()[:1]

    def get_queryset(self) -> QuerySet[Ledighedsopgoerelse]:
        adgang.require(adgang.may_see_tilsyn(user_of(self.request)), MAY_NOT_SEE)
        return with_sums(visible_opgoerelser(user_of(self.request)))

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Starting the year's, and files, for those who may."""
        if not adgang.may_edit_tilsyn(user_of(self.request)):
            return []
        return [
            ("Start i årshjulet", reverse("aarshjul:start")),
            ("Hent fra fil", reverse("tilsyn:ledighed_importer")),
        ]

    def extra_context(self) -> dict[str, Any]:
        """The latest rate against the limit for land loans."""
        today = timezone.localdate()
        grad = latest_ledighedsgrad(today)
        try:
            grense = check_ledighed(grad.pct if grad else None, today, current_parametre())
        except RegelFejl:
            grense = None
        return {"grad": grad, "grundkoebslaan": grense}


class LinjeFilter(AlmenFilterSet):
    """What a count's lines can be narrowed by."""

    organisation = ModelChoiceFilter(
        label="Boligorganisation", field_name="afdeling__boligorganisation", queryset=organisation_choices
    )
    aarsag = ChoiceFilter(label="Årsag", field_name="aarsag", choices=Ledighedsaarsag.choices)
    vis = ChoiceFilter(label="Vis", choices=(("ledige", "Kun afdelinger med ledige"),), method="with_vacant")

    class Meta:
        model = Ledighed
        fields: list[str] = []

    def with_vacant(self, queryset: QuerySet[Ledighed], name: str, value: str) -> QuerySet[Ledighed]:
        return queryset.filter(ledige__gt=0)


class Opgoerelse(ListView):
    """One count: its sums, what is judged and done, who has not answered, and every line."""

    navn = ("linje", "linjer")
    filterset_class = LinjeFilter
    search_fields = ("afdeling__navn", "afdeling__nummer", "afdeling__boligorganisation__navn")
    search_label = "Søg på afdeling"
    standard_sortering = ("-ledige", "afdeling__boligorganisation__navn", "afdeling__nummer")
    template_name = "tilsyn/ledighed.html"
    tom_titel = "Ingen svar endnu"
    tom_tekst = "Linjerne kommer, når de hentes fra en fil eller føres ind."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The page of the count in the address."""
        self.opgoerelse = find_opgoerelse(request, kwargs["nummer"])
        self.titel = f"Ledige boliger {self.opgoerelse.aar}"
        self.eksport_navn = f"ledige-boliger-{self.opgoerelse.aar}"
        self.broedkrumme = _krummer()
        self.kan_rette = _can_edit(request, self.opgoerelse)
        return super().get(request)

    def get_queryset(self) -> QuerySet[Ledighed]:
        return linjer_of(self.opgoerelse)

    def get_kolonner(self) -> Any:
        """With a way to correct each line for those who may."""
        if not self.kan_rette:
            return LINJER
        nummer = self.opgoerelse.sag.nummer
        first = replace(LINJER[1], url=lambda row: reverse("tilsyn:ledighed_linje", args=[nummer, row.pk]))
        return [LINJER[0], first, *LINJER[2:]]

    def extra_context(self) -> dict[str, Any]:
        """Sums and who is missing; three queries."""
        rows = list(linjer_of(self.opgoerelse))
        dag = self.opgoerelse.opgjort or min(timezone.localdate(), self.opgoerelse.frist)
        missing = ubesvarede(self.opgoerelse, dag)
        vacant = [row for row in rows if row.ledige]
        return {
            "opgoerelse": self.opgoerelse,
            "sag": self.opgoerelse.sag,
            "ialt": sum_of(rows),
            "typer": [
                (row.label, total)
                for row in TAELLES
                if (total := sum_of(item for item in rows if item.boligtype == row)).boliger
            ],
            "aarsager": sums_by(vacant, lambda row: row.get_aarsag_display()),
            "mangler": missing[:SHOWN_MISSING],
            "mangler_flere": max(0, len(missing) - SHOWN_MISSING),
            "mangler_antal": len(missing),
            "kan_rette": self.kan_rette,
        }


def find_opgoerelse(request: HttpRequest, nummer: str) -> Ledighedsopgoerelse:
    """The count of a case that the user may see. Raises Http404."""
    return get_object_or_404(visible_opgoerelser(user_of(request)), sag__nummer=nummer)


def _can_edit(request: HttpRequest, opgoerelse: Ledighedsopgoerelse) -> bool:
    return adgang.may_edit_tilsyn(user_of(request)) and not opgoerelse.sag.overblik.afslutning


def _to_edit(request: HttpRequest, nummer: str) -> Ledighedsopgoerelse:
    opgoerelse = find_opgoerelse(request, nummer)
    adgang.require(adgang.may_edit_tilsyn(user_of(request)), NO_RIGHT)
    return opgoerelse


def rediger(request: HttpRequest, nummer: str) -> HttpResponse:
    """The day of the count, the judgement, and what is done."""
    opgoerelse = _to_edit(request, nummer)
    form = OpgoerelseForm(bound(request), initial=OpgoerelseForm.initial_of(opgoerelse))
    return answer_form(
        request,
        form,
        lambda: edit_opgoerelse(bruger=user_of(request), opgoerelse=opgoerelse, **form.cleaned_data),
        titel="Vurdering og handling",
        done="Opgørelsen er gemt.",
        til=opgoerelse,
        krummer=_krummer(opgoerelse),
    )


def ny_linje(request: HttpRequest, nummer: str) -> HttpResponse:
    """Enters what an afdeling has told."""
    opgoerelse = _to_edit(request, nummer)
    chosen = {"afdeling": request.GET.get("afdeling"), "boligtype": request.GET.get("boligtype")}
    initial = {key: value for key, value in chosen.items() if value} | {"boliger": request.GET.get("boliger")}
    form = LinjeForm(bound(request), initial=initial)
    return answer_form(
        request,
        form,
        lambda: save_linje(
            bruger=user_of(request),
            opgoerelse=opgoerelse,
            afdeling=form.cleaned_data["afdeling"],
            linje=form.as_input(),
        ),
        titel="Før et svar ind",
        done="Svaret er ført ind.",
        til=opgoerelse,
        krummer=_krummer(opgoerelse),
    )


def ret_linje(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Corrects a line."""
    opgoerelse = _to_edit(request, nummer)
    linje = get_object_or_404(linjer_of(opgoerelse), pk=pk)
    form = LinjeForm(bound(request), linje=linje)
    return answer_form(
        request,
        form,
        lambda: save_linje(
            bruger=user_of(request),
            opgoerelse=opgoerelse,
            afdeling=linje.afdeling,
            linje=form.as_input(linje),
        ),
        titel=f"{linje.afdeling}, {linje.get_boligtype_display().lower()}",
        done="Linjen er rettet.",
        til=opgoerelse,
        krummer=_krummer(opgoerelse),
        slet=reverse("tilsyn:ledighed_slet_linje", args=[nummer, pk]),
        template="tilsyn/ledighed_linje.html",
    )


def slet_linje(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Takes a line out that was entered in error."""
    opgoerelse = _to_edit(request, nummer)
    linje = get_object_or_404(linjer_of(opgoerelse), pk=pk)
    form = AlmenForm(bound(request))
    return answer_form(
        request,
        form,
        lambda: delete_linje(bruger=user_of(request), linje=linje),
        titel=f"Slet linjen om {linje.afdeling}",
        done="Linjen er slettet.",
        til=opgoerelse,
        krummer=_krummer(opgoerelse),
        label="Slet linjen",
        tekst="Afdelingen mangler derefter svar. Hvad der stod, bliver stående i sagens journal.",
        farlig=True,
    )


def ingen_ledige(request: HttpRequest, nummer: str) -> HttpResponse:
    """Enters that the rest of an organisation's afdelinger have no vacant dwellings."""
    opgoerelse = _to_edit(request, nummer)
    dag = opgoerelse.opgjort or min(timezone.localdate(), opgoerelse.frist)
    keys = {item.afdeling.boligorganisation_id for item in ubesvarede(opgoerelse, dag)}
    form = IngenLedigeForm(
        bound(request),
        organisationer=Boligorganisation.objects.filter(pk__in=keys),
        initial={"organisation": request.GET.get("organisation")},
    )
    return answer_form(
        request,
        form,
        lambda: register_none_vacant(
            bruger=user_of(request),
            opgoerelse=opgoerelse,
            organisation=form.cleaned_data["organisation"],
            dag=dag,
            kilde=form.cleaned_data["kilde"],
        ),
        titel="Ingen ledige i resten",
        done="Resten af boligorganisationens afdelinger står med 0 ledige.",
        til=opgoerelse,
        krummer=_krummer(opgoerelse),
        tekst="Alle afdelinger i boligorganisationen, som der ikke er svaret på, føres ind med 0 ledige og deres senest talte boliger.",
    )


def importer(request: HttpRequest) -> HttpResponse:
    """A file of what boligorganisationer have told."""
    return start_page(request, arter()["ledighed"], None, _krummer(), RAAD)


def udvikling_svg(request: HttpRequest) -> HttpResponse:
    """The share of vacant dwellings over the years; the same figures stand in the list."""
    if not adgang.may_see_tilsyn(user_of(request)):
        raise Http404
    rows = [
        (str(row.aar), "Ledige", pct)
        for row in with_sums(visible_opgoerelser(user_of(request))).order_by("aar")
        if (pct := share_of(row)) is not None
    ]
    return svg_response(
        line_chart(rows, titel="Ledige boliger med lejetab", enhed="pct.", bredde=requested_width(request))
    )

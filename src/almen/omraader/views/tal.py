"""The pages of figures: the list of all, one with its history, entering, replacing, withdrawing, and files of many."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from almen.grundlag.aflaesningsform import Begrundelsesform
from almen.grundlag.services.aflaesningsimport import MANGLER
from almen.omraader.diskretion import is_small, rule_text
from almen.omraader.filtre_tal import TalFilter
from almen.omraader.forms_tal import Talform
from almen.omraader.indikatorer import BEBOERE, alle_indikatorer, find_indikator, indikator_navn
from almen.omraader.kolonner_tal import TALKOLONNER, sted
from almen.omraader.models import Noegletal
from almen.omraader.selectors.tal import history_of
from almen.omraader.services import register_noegletal, withdraw_noegletal
from almen.omraader.services.omraade import NO_RIGHT
from almen.omraader.views.omraade import require_view
from almen.organisationer.selectors import user_of
from almen.organisationer.services.importart import arter
from almen.organisationer.views.importer import start_page
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.ui.forms import place_fejl
from almen.ui.lists import ListView

RAAD = (
    "Én linje for hvert område og hver liste. aar er listens år, fx 2024; den ekstra liste fra 2014 skrives 01.02.2014.",
    f"En tom celle røres ikke. Skriv {MANGLER} hvor kilden ikke oplyser tallet. Procenter skrives med de decimaler, kilden trykker.",
    "offentliggjorte_klasser er klasserne på statens lister med mellemrum imellem, eller ingen.",
    "Tom kommune er kommunens egen. Et område, der ikke findes, oprettes kun, når der står ja i opret.",
    "Landsgennemsnittet er ét tal for hele listen; det må stå i hver linje, når det er det samme. Det kan også stå alene.",
    "Et tal, der er registreret i forvejen, erstattes; det gamle bliver stående i historikken.",
    "Filen til ./almen beregn omraadeklasse kan bruges, som den er, når den får kolonnen kilde.",
)


def require_edit(request: HttpRequest) -> None:
    """Raises AdgangNaegtet unless the user keeps areas."""
    adgang.require(adgang.may_edit_omraader(user_of(request)), NO_RIGHT)


def _residents() -> Subquery:
    """The residents of a row's area on its list, as they count today."""
    rows = Noegletal.objects.gaeldende().filter(
        omraade=OuterRef("omraade"), liste=OuterRef("liste"), indikator=BEBOERE
    )
    return Subquery(rows.values("vaerdi")[:1])


class Noegletalsliste(ListView):
    """Every figure with its source; those that count, or the history."""

    titel = "Nøgletal for områder"
    navn = ("tal", "tal")
    beskrivelse = "Hvert tal, som det er læst i sin kilde."
    kolonner = TALKOLONNER
    filterset_class = TalFilter
    search_fields = ("omraade__navn", "omraade__kommune", "region", "kilde", "note", "indikator")
    search_label = "Søg på område, tal, kilde eller note"
    standard_sortering = ("-liste", "omraade__navn", "indikator", "pk")
    eksport_navn = "noegletal"
    tom_titel = "Ingen tal endnu"
    tom_tekst = "Tal kommer på listen, når de er indtastet eller hentet fra en fil."

    def get_queryset(self) -> QuerySet[Any]:
        """All of them: who may see one may see all."""
        require_view(self.request)
        return Noegletal.objects.select_related("omraade").annotate(beboere=_residents())

    def search(self, queryset: QuerySet[Any], tekst: str) -> QuerySet[Any]:
        """Figures are found by their names too."""
        for word in tekst.split()[:8]:
            named = [item.id for item in alle_indikatorer() if word.casefold() in item.navn.casefold()]
            fields = Q(indikator__in=named)
            for name in self.search_fields:
                fields |= Q(**{f"{name}__icontains": word})
            queryset = queryset.filter(fields)
        return queryset

    def extra_context(self) -> dict[str, Any]:
        """What the mark of small groups means."""
        return {"note": rule_text()}

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back to the areas."""
        return [("Områder", reverse("omraader:liste"))]

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Entering and importing, for those who may."""
        if not adgang.may_edit_omraader(user_of(self.request)):
            return []
        return [
            ("Indtast tal", reverse("omraader:tal_nyt")),
            ("Hent fra fil", reverse("omraader:importer")),
        ]


def noegletal(request: HttpRequest, pk: int) -> HttpResponse:
    """One figure: what its source says, what it is measured on, and every reading of it before and after."""
    require_view(request)
    rows = Noegletal.objects.select_related("omraade", "registreret_af", "hentet")
    found = get_object_or_404(rows.annotate(beboere=_residents()), pk=pk)
    history = history_of(found)
    counts = history[0].pk == found.pk and not found.tilbagekaldt
    context = {
        "tal": found,
        "indikator": find_indikator(found.indikator),
        "navn": indikator_navn(found.indikator),
        "sted": sted(found),
        "historik": history,
        "gaelder": counts,
        "lille": is_small(found.indikator, found.tal, found.beboere),
        "regel": rule_text(),
        "kan_rette": counts and adgang.may_edit_omraader(user_of(request)),
    }
    return render(request, "omraader/noegletal.html", context)


def nyt(request: HttpRequest) -> HttpResponse:
    """Enters a figure; the address may say of which area, list and indicator."""
    require_edit(request)
    given = {name: request.GET[name] for name in ("omraade", "liste", "indikator") if name in request.GET}
    form = Talform(request.POST or None, initial=given)
    if (saved := _save(request, form, None)) is not None:
        return redirect(saved)
    context = {
        "form": form,
        "titel": "Indtast tal",
        "forklaring": "Ét tal ad gangen, som det står i kilden.",
        "krummer": [
            ("Områder", reverse("omraader:liste")),
            ("Alle tal", reverse("omraader:noegletalsliste")),
        ],
        "tilbage": reverse("omraader:noegletalsliste"),
    }
    return render(request, "omraader/formular.html", context)


def erstat(request: HttpRequest, pk: int) -> HttpResponse:
    """Replaces a figure by a newer reading."""
    require_edit(request)
    found = _counting(pk)
    form = Talform(request.POST or None, erstatter=found)
    if (saved := _save(request, form, found)) is not None:
        return redirect(saved)
    return render(request, "omraader/formular.html", {"form": form, **_about(found, "Erstat med nyere tal")})


def tilbagekald(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraws a figure, with a reason."""
    require_edit(request)
    found = _counting(pk)
    form = Begrundelsesform(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            saved = withdraw_noegletal(
                bruger=user_of(request), noegletal=found, begrundelse=form.cleaned_data["begrundelse"]
            )
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(request, "Tallet er tilbagekaldt. Det står i historikken.")
            return redirect(saved)
    context = {
        "form": form,
        **_about(found, "Tilbagekald tal"),
        "knap": "Tilbagekald",
        "farlig": True,
        "tekst": "Tallet indgår ikke længere i områdets klasser, men bliver stående i historikken.",
    }
    return render(request, "omraader/formular.html", context)


def importer(request: HttpRequest) -> HttpResponse:
    """A file of figures and published classes."""
    crumbs = [("Områder", reverse("omraader:liste")), ("Alle tal", reverse("omraader:noegletalsliste"))]
    return start_page(request, arter()["noegletal"], None, crumbs, RAAD)


def _counting(pk: int) -> Noegletal:
    rows = Noegletal.objects.gaeldende().select_related("omraade")
    found: Noegletal = get_object_or_404(rows, pk=pk)
    return found


def _about(found: Noegletal, titel: str) -> dict[str, Any]:
    """What a form about one figure says of it."""
    now = "ikke oplyst" if found.tal is None else str(found.tal).replace(".", ",")
    navn = indikator_navn(found.indikator)
    return {
        "titel": titel,
        "forklaring": f"{navn}, {sted(found)}, listen {found.liste.year}. Nu: {now}.",
        "krummer": [
            ("Områder", reverse("omraader:liste")),
            ("Alle tal", reverse("omraader:noegletalsliste")),
            (navn, found.get_absolute_url()),
        ],
        "tilbage": found.get_absolute_url(),
    }


def _save(request: HttpRequest, form: Talform, erstatter: Noegletal | None) -> Noegletal | None:
    """The reading that was saved; None while there is nothing to save or something is wrong."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        saved = register_noegletal(
            bruger=user_of(request),
            tal=form.tal(),
            begrundelse=form.cleaned_data["begrundelse"],
            erstatter=erstatter,
        )
    except UgyldigtInput as error:
        place_fejl(form, error.fejl)
        return None
    messages.success(request, "Tallet er gemt.")
    return saved

"""The pages of key figures: the list of all, one with its history, entering, replacing, withdrawing, and files of many."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from almen.grundlag.aflaesningsform import Begrundelsesform
from almen.grundlag.selectors import current_parametre
from almen.grundlag.services.aflaesningsimport import MANGLER
from almen.organisationer.selectors import user_of
from almen.organisationer.services.importart import arter
from almen.organisationer.views.importer import start_page
from almen.sager import adgang
from almen.tilsyn.forms_noegletal import Tilsynstalform
from almen.tilsyn.indikatorer import find_indikator, indikator_navn, load_indikatorer
from almen.tilsyn.kritisk import critical_value
from almen.tilsyn.models import Tilsynstal
from almen.tilsyn.noegletalsliste import TALKOLONNER, Tilsynstalfilter
from almen.tilsyn.selectors.noegletal import history_of
from almen.tilsyn.services.noegletal import register_tal, require_edit, withdraw_tal
from almen.tilsyn.views.revision import require_view
from almen.ui.formularside import answer_form, bound
from almen.ui.lists import ListView

LISTE = "Nøgletal"
RAAD = (
    "Én linje for hver boligorganisation eller afdeling og hvert regnskabsår. Tomt afdelingsnummer er organisationens eget tal.",
    f"En tom celle røres ikke. Skriv {MANGLER} hvor kilden ikke oplyser tallet. Procenter skrives som 2,75 og beløb som 12.500.",
    "afdelingsbestyrelse er ja eller nej. sikkerhed er sikker, sandsynlig eller usikker; tom er sikker.",
    "Et tal, der er registreret i forvejen, erstattes; det gamle bliver stående i historikken.",
)


def crumbs() -> list[tuple[str, str]]:
    """The way back to the list."""
    return [(LISTE, reverse("tilsyn:noegletalsliste"))]


class Noegletalsliste(ListView):
    """Every key figure with its source; those that count, or the history."""

    titel = LISTE
    navn = ("tal", "tal")
    beskrivelse = "Boligorganisationernes og afdelingernes nøgletal, som de er læst i deres kilder"
    kolonner = TALKOLONNER
    filterset_class = Tilsynstalfilter
    search_fields = (
        "boligorganisation__navn",
        "boligorganisation__lbf_nummer",
        "afdeling__navn",
        "kilde",
        "note",
    )
    search_label = "Søg på boligorganisation, afdeling, nøgletal eller kilde"
    standard_sortering = ("-aar", "boligorganisation__navn", "afdeling__nummer", "pk")
    eksport_navn = "noegletal-tilsyn"
    tom_titel = "Ingen nøgletal endnu"
    tom_tekst = "Tal kommer på listen, når de er indtastet eller hentet fra en fil."

    def get_queryset(self) -> QuerySet[Any]:
        """All of them: who may see one may see all."""
        require_view(self.request)
        return Tilsynstal.objects.select_related("boligorganisation", "afdeling")

    def search(self, queryset: QuerySet[Any], tekst: str) -> QuerySet[Any]:
        """Figures are found by their names too."""
        for word in tekst.split()[:8]:
            named = [
                id_ for id_, item in load_indikatorer().items() if word.casefold() in item.navn.casefold()
            ]
            fields = Q(indikator__in=named)
            for name in self.search_fields:
                fields |= Q(**{f"{name}__icontains": word})
            queryset = queryset.filter(fields)
        return queryset

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Comparing; entering and importing for those who may."""
        compare = [("Sammenlign afdelinger", reverse("tilsyn:noegletal_sammenlign"))]
        if not adgang.may_import_tilsynstal(user_of(self.request)):
            return compare
        return [
            ("Indtast tal", reverse("tilsyn:noegletal_nyt")),
            ("Hent fra fil", reverse("tilsyn:noegletal_importer")),
            *compare,
        ]


def noegletal(request: HttpRequest, pk: int) -> HttpResponse:
    """One figure: what its source says, its limit, and every reading of it before and after."""
    require_view(request)
    rows = Tilsynstal.objects.select_related("boligorganisation", "afdeling", "registreret_af", "hentet")
    found = get_object_or_404(rows, pk=pk)
    history = history_of(found)
    counts = history[0].pk == found.pk and not found.tilbagekaldt
    indikator = find_indikator(found.indikator)
    kritisk = critical_value(indikator, found.aar, current_parametre()) if indikator else None
    context = {
        "tal": found,
        "indikator": indikator,
        "navn": indikator_navn(found.indikator),
        "sted": found.afdeling or found.boligorganisation,
        "stedside": place_url(found),
        "vaerdi": indikator.vis(found.tal) if indikator else found.tal,
        "kritisk": kritisk,
        "er_kritisk": kritisk is not None and kritisk.is_hit_by(found.vaerdi),
        "historik": history,
        "gaelder": counts,
        "kan_rette": counts and adgang.may_import_tilsynstal(user_of(request)),
    }
    return render(request, "tilsyn/noegletal.html", context)


def place_url(tal: Tilsynstal) -> str:
    """The page of all figures of the afdeling or organisation."""
    if tal.afdeling_id is not None:
        return reverse("tilsyn:noegletal_afdeling", args=[tal.afdeling_id])
    return reverse("tilsyn:noegletal_organisation", args=[tal.boligorganisation_id])


def nyt(request: HttpRequest) -> HttpResponse:
    """Enters a figure; the address may say whose, of which year, and which."""
    require_edit(user_of(request))
    given = {name: request.GET[name] for name in Tilsynstalform.noegle if name in request.GET}
    given.setdefault("aar", str(timezone.localdate().year - 1))
    form = Tilsynstalform(bound(request), initial=given)
    return answer_form(
        request,
        form,
        lambda: register_tal(
            bruger=user_of(request), tal=form.tal(), begrundelse=form.cleaned_data["begrundelse"]
        ),
        titel="Indtast nøgletal",
        tekst="Ét tal ad gangen, som det står i kilden.",
        done="Tallet er gemt.",
        til=reverse("tilsyn:noegletalsliste"),
        til_det_nye=True,
        krummer=crumbs(),
    )


def erstat(request: HttpRequest, pk: int) -> HttpResponse:
    """Replaces a figure by a newer reading."""
    require_edit(user_of(request))
    found = _counting(pk)
    form = Tilsynstalform(bound(request), erstatter=found)
    return answer_form(
        request,
        form,
        lambda: register_tal(
            bruger=user_of(request),
            tal=form.tal(),
            begrundelse=form.cleaned_data["begrundelse"],
            erstatter=found,
        ),
        titel="Erstat med nyere tal",
        tekst=_about(found),
        done="Tallet er gemt.",
        til=found,
        til_det_nye=True,
        krummer=[*crumbs(), (indikator_navn(found.indikator), found.get_absolute_url())],
    )


def tilbagekald(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraws a figure, with a reason."""
    require_edit(user_of(request))
    found = _counting(pk)
    form = Begrundelsesform(bound(request))
    return answer_form(
        request,
        form,
        lambda: withdraw_tal(
            bruger=user_of(request), tal=found, begrundelse=form.cleaned_data["begrundelse"]
        ),
        titel="Tilbagekald tal",
        tekst=f"{_about(found)} Tallet bruges ikke længere, men bliver stående i historikken.",
        label="Tilbagekald",
        farlig=True,
        done="Tallet er tilbagekaldt. Det står i historikken.",
        til=found,
        til_det_nye=True,
        krummer=[*crumbs(), (indikator_navn(found.indikator), found.get_absolute_url())],
    )


def importer(request: HttpRequest) -> HttpResponse:
    """A file of key figures."""
    return start_page(request, arter()["tilsynstal"], None, crumbs(), RAAD)


def _counting(pk: int) -> Tilsynstal:
    rows = Tilsynstal.objects.gaeldende().select_related("boligorganisation", "afdeling")
    found: Tilsynstal = get_object_or_404(rows, pk=pk)
    return found


def _about(found: Tilsynstal) -> str:
    """What a form about one figure says of it."""
    indikator = find_indikator(found.indikator)
    now = "ikke oplyst" if found.tal is None else indikator.vis(found.tal) if indikator else str(found.tal)
    return f"{indikator_navn(found.indikator)}, {found.afdeling or found.boligorganisation}, {found.aar}. Nu: {now}."

"""The pages of figures on lettings: the list of all, one with its history, entering, replacing, withdrawing, and files of many."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from almen.grundlag.aflaesningsform import Begrundelsesform
from almen.grundlag.services.aflaesningsimport import MANGLER
from almen.organisationer.selectors import user_of
from almen.organisationer.services.importart import arter
from almen.organisationer.views.importer import start_page
from almen.sager import adgang
from almen.udlejning.filtre_tal import UdlejningstalFilter
from almen.udlejning.forms_tal import Udlejningstalform
from almen.udlejning.kolonner_tal import TALKOLONNER
from almen.udlejning.models import Udlejningstal
from almen.udlejning.selectors.tal import alle_tal, history_of
from almen.udlejning.services.udlejningstal import (
    register_udlejningstal,
    require_edit,
    withdraw_udlejningstal,
)
from almen.ui.formularside import answer_form, bound
from almen.ui.lists import ListView

RAAD = (
    "Én linje for hver afdeling, hvert år og hver boligtype. Udlejningerne står i kolonnerne venteliste, fleksibel, anvisning og anden.",
    f"En tom celle røres ikke. Skriv 0, når der ingen udlejninger var, og {MANGLER}, hvor kilden ikke oplyser tallet.",
    "Et tal, der er registreret i forvejen, erstattes; det gamle bliver stående i historikken.",
)
NO_VIEW = "Tal om udlejningen ses af kommunens egne."

GEMT = "Tallet er gemt."


def require_view(request: HttpRequest) -> None:
    """Raises AdgangNaegtet unless the user may read about letting."""
    adgang.require(adgang.may_see_udlejning(user_of(request)), NO_VIEW)


def krummer() -> list[tuple[str, str]]:
    """The way back from the pages of figures."""
    return [
        ("Udlejning", reverse("udlejning:forside")),
        ("Måling", reverse("udlejning:maaling")),
        ("Tal om udlejningen", reverse("udlejning:talliste")),
    ]


class Talliste(ListView):
    """Every figure with its source; those that count, or the history."""

    titel = "Tal om udlejningen"
    navn = ("tal", "tal")
    beskrivelse = "Hvor mange boliger der er udlejet på hver måde, som det er læst i kilden."
    kolonner = TALKOLONNER
    filterset_class = UdlejningstalFilter
    search_fields = (
        "afdeling__navn",
        "afdeling__nummer",
        "afdeling__boligorganisation__navn",
        "kilde",
        "note",
    )
    search_label = "Søg på afdeling, boligorganisation, kilde eller note"
    standard_sortering = ("-aar", "afdeling__boligorganisation__navn", "afdeling__nummer", "boligtype", "pk")
    eksport_navn = "udlejningstal"
    tom_titel = "Ingen tal endnu"
    tom_tekst = "Tal kommer på listen, når de er indtastet eller hentet fra en fil."

    def get_queryset(self) -> QuerySet[Any]:
        """All of them: who may see one may see all."""
        require_view(self.request)
        return alle_tal()

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back to the measurement."""
        return krummer()[:2]

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Entering and importing, for those who may."""
        if not adgang.may_import_udlejningstal(user_of(self.request)):
            return []
        return [
            ("Indtast tal", reverse("udlejning:tal_nyt")),
            ("Hent fra fil", reverse("udlejning:tal_importer")),
        ]


def udlejningstal(request: HttpRequest, pk: int) -> HttpResponse:
    """One figure: what its source says, and every reading of it before and after."""
    require_view(request)
    found = get_object_or_404(alle_tal().select_related("hentet"), pk=pk)
    history = history_of(found)
    counts = history[0].pk == found.pk and not found.tilbagekaldt
    context = {
        "tal": found,
        "historik": history,
        "gaelder": counts,
        "krummer": krummer(),
        "kan_rette": counts and adgang.may_import_udlejningstal(user_of(request)),
    }
    return render(request, "udlejning/udlejningstal.html", context)


def nyt(request: HttpRequest) -> HttpResponse:
    """Enters a figure; the address may say of which afdeling, year, type and way."""
    require_edit(user_of(request))
    given = {
        name: request.GET[name] for name in ("afdeling", "aar", "boligtype", "vej") if name in request.GET
    }
    form = Udlejningstalform(bound(request), initial=given)
    return answer_form(
        request,
        form,
        lambda: _register(request, form, None),
        titel="Indtast tal",
        done=GEMT,
        til=reverse("udlejning:talliste"),
        krummer=krummer(),
        forklaring="Ét tal ad gangen, som det står i kilden.",
        til_det_nye=True,
    )


def erstat(request: HttpRequest, pk: int) -> HttpResponse:
    """Replaces a figure by a newer reading."""
    require_edit(user_of(request))
    found = _counting(pk)
    form = Udlejningstalform(bound(request), erstatter=found)
    return answer_form(
        request,
        form,
        lambda: _register(request, form, found),
        titel="Erstat med nyere tal",
        done=GEMT,
        til_det_nye=True,
        **_about(found),
    )


def tilbagekald(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraws a figure, with a reason."""
    require_edit(user_of(request))
    found = _counting(pk)
    form = Begrundelsesform(bound(request))
    return answer_form(
        request,
        form,
        lambda: withdraw_udlejningstal(
            bruger=user_of(request), tal=found, begrundelse=form.cleaned_data["begrundelse"]
        ),
        titel="Tilbagekald tal",
        done="Tallet er tilbagekaldt. Det står i historikken.",
        label="Tilbagekald",
        farlig=True,
        tekst="Tallet indgår ikke længere i målingen, men bliver stående i historikken.",
        til_det_nye=True,
        **_about(found),
    )


def importer(request: HttpRequest) -> HttpResponse:
    """A file of lettings."""
    return start_page(request, arter()["udlejningstal"], None, krummer(), RAAD)


def _counting(pk: int) -> Udlejningstal:
    found: Udlejningstal = get_object_or_404(
        Udlejningstal.objects.gaeldende().select_related("afdeling__boligorganisation"), pk=pk
    )
    return found


def _about(found: Udlejningstal) -> dict[str, Any]:
    """What a form about one figure says of it, and the way back."""
    now = "ikke oplyst" if found.antal is None else str(found.antal)
    url = found.get_absolute_url()
    return {
        "forklaring": f"{found.afdeling}, {found.get_boligtype_display().lower()}, {found.get_vej_display().lower()} {found.aar}. Nu: {now}.",
        "krummer": [*krummer(), (f"{found.afdeling.navn} {found.aar}", url)],
        "til": url,
    }


def _register(
    request: HttpRequest, form: Udlejningstalform, erstatter: Udlejningstal | None
) -> Udlejningstal:
    return register_udlejningstal(
        bruger=user_of(request),
        tal=form.tal(),
        begrundelse=form.cleaned_data["begrundelse"],
        erstatter=erstatter,
    )

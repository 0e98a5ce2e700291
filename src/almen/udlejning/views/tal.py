"""The pages of figures on lettings: the list of all, one with its history, entering, replacing, withdrawing, and files of many."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from almen.grundlag.aflaesningsform import Begrundelsesform
from almen.grundlag.services.aflaesningsimport import MANGLER
from almen.organisationer.selectors import user_of
from almen.organisationer.services.importart import arter
from almen.organisationer.views.importer import start_page
from almen.regler.fejl import UgyldigtInput
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
from almen.ui.forms import place_fejl
from almen.ui.lists import ListView

RAAD = (
    "Én linje for hver afdeling, hvert år og hver boligtype. Udlejningerne står i kolonnerne venteliste, fleksibel, anvisning og anden.",
    f"En tom celle røres ikke. Skriv 0, når der ingen udlejninger var, og {MANGLER}, hvor kilden ikke oplyser tallet.",
    "Et tal, der er registreret i forvejen, erstattes; det gamle bliver stående i historikken.",
)
NO_VIEW = "Tal om udlejningen ses af kommunens egne."


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
    form = Udlejningstalform(_posted(request), initial=given)
    if (saved := _save(request, form, None)) is not None:
        return redirect(saved)
    context = {
        "form": form,
        "titel": "Indtast tal",
        "forklaring": "Ét tal ad gangen, som det står i kilden.",
        "krummer": krummer(),
        "tilbage": reverse("udlejning:talliste"),
    }
    return _form_page(request, form, context)


def erstat(request: HttpRequest, pk: int) -> HttpResponse:
    """Replaces a figure by a newer reading."""
    require_edit(user_of(request))
    found = _counting(pk)
    form = Udlejningstalform(_posted(request), erstatter=found)
    if (saved := _save(request, form, found)) is not None:
        return redirect(saved)
    return _form_page(request, form, {"form": form, **_about(found, "Erstat med nyere tal")})


def tilbagekald(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraws a figure, with a reason."""
    require_edit(user_of(request))
    found = _counting(pk)
    form = Begrundelsesform(_posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            saved = withdraw_udlejningstal(
                bruger=user_of(request), tal=found, begrundelse=form.cleaned_data["begrundelse"]
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
        "tekst": "Tallet indgår ikke længere i målingen, men bliver stående i historikken.",
    }
    return _form_page(request, form, context)


def importer(request: HttpRequest) -> HttpResponse:
    """A file of lettings."""
    return start_page(request, arter()["udlejningstal"], None, krummer(), RAAD)


def _posted(request: HttpRequest) -> Any:
    """What was sent, also when nothing was: an empty form is answered with its faults."""
    return request.POST if request.method == "POST" else None


def _form_page(request: HttpRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    return render(request, "udlejning/talformular.html", context, status=400 if form.errors else 200)


def _counting(pk: int) -> Udlejningstal:
    found: Udlejningstal = get_object_or_404(
        Udlejningstal.objects.gaeldende().select_related("afdeling__boligorganisation"), pk=pk
    )
    return found


def _about(found: Udlejningstal, titel: str) -> dict[str, Any]:
    """What a form about one figure says of it."""
    now = "ikke oplyst" if found.antal is None else str(found.antal)
    url = found.get_absolute_url()
    return {
        "titel": titel,
        "forklaring": f"{found.afdeling}, {found.get_boligtype_display().lower()}, {found.get_vej_display().lower()} {found.aar}. Nu: {now}.",
        "krummer": [*krummer(), (f"{found.afdeling.navn} {found.aar}", url)],
        "tilbage": url,
    }


def _save(
    request: HttpRequest, form: Udlejningstalform, erstatter: Udlejningstal | None
) -> Udlejningstal | None:
    """The reading that was saved; None while there is nothing to save or something is wrong."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        saved = register_udlejningstal(
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

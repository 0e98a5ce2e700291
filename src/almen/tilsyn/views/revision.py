"""The pages of auditors' remarks: the list, one with its follow-up, and what is written about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from almen.organisationer.selectors import user_of
from almen.sager import adgang
from almen.tilsyn.filtre_revision import Bemaerkningsfilter
from almen.tilsyn.forms_revision import (
    Afslutningsform,
    Bemaerkningsform,
    Genaabningsform,
    Opfoelgningsform,
    Svarform,
)
from almen.tilsyn.kolonner_revision import BEMAERKNINGSKOLONNER, art_tone
from almen.tilsyn.models import Revisionsbemaerkning
from almen.tilsyn.selectors.revision import bemaerkninger, status_of
from almen.tilsyn.services.revision import (
    close_bemaerkning,
    edit_bemaerkning,
    register_bemaerkning,
    register_opfoelgning,
    register_svar,
    reopen_bemaerkning,
    require_edit,
)
from almen.ui.forms import AlmenForm
from almen.ui.formularside import answer_form, bound
from almen.ui.lists import ListView

MAY_NOT_SEE = "Tilsynet er for dem, der ser alle sager, og administratorer."
TITEL = "Revisionens bemærkninger"


def require_view(request: HttpRequest) -> None:
    """Raises AdgangNaegtet unless the user reads supervision."""
    adgang.require(adgang.may_see_tilsyn(user_of(request)), MAY_NOT_SEE)


class Bemaerkningsliste(ListView):
    """Every remark with where it stands."""

    titel = TITEL
    navn = ("bemærkning", "bemærkninger")
    beskrivelse = "Hvad revisorer bemærker til boligorganisationernes regnskaber, og hvordan det følges op."
    kolonner = BEMAERKNINGSKOLONNER
    filterset_class = Bemaerkningsfilter
    search_fields = (
        "boligorganisation__navn",
        "afdeling__navn",
        "tekst",
        "kilde",
        "svar",
        "opfoelgning",
    )
    search_label = "Søg på boligorganisation, afdeling eller tekst"
    standard_sortering = ("-regnskabsaar", "boligorganisation__navn", "pk")
    eksport_navn = "revisionsbemaerkninger"
    tom_titel = "Ingen bemærkninger endnu"
    tom_tekst = "Bemærkninger kommer på listen, når de er registreret fra revisionsprotokollen."

    def get_queryset(self) -> QuerySet[Any]:
        """All of them: who may see one may see all."""
        require_view(self.request)
        return bemaerkninger()

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Registering, for those who may."""
        if not adgang.may_edit_tilsyn(user_of(self.request)):
            return []
        return [("Registrér bemærkning", reverse("tilsyn:bemaerkning_ny"))]


def bemaerkning(request: HttpRequest, pk: int) -> HttpResponse:
    """One remark: what it says, what was answered, what has been done, and what can be done now."""
    require_view(request)
    found = _find(pk)
    status, tone = status_of(found, timezone.localdate())
    context = {
        "bemaerkning": found,
        "art_tone": art_tone(found),
        "status": status,
        "tone": tone,
        "kan_rette": adgang.may_edit_tilsyn(user_of(request)),
    }
    return render(request, "tilsyn/bemaerkning.html", context)


def ny(request: HttpRequest) -> HttpResponse:
    """Registers a remark; the address may say of which organisation and year."""
    require_edit(user_of(request))
    given = {name: request.GET[name] for name in ("boligorganisation", "regnskabsaar") if name in request.GET}
    form = Bemaerkningsform(bound(request), initial=given)
    return _answer(
        request,
        form,
        lambda: register_bemaerkning(bruger=user_of(request), bemaerkning=form.item()),
        None,
        "Registrér bemærkning",
        "Bemærkningen er registreret.",
    )


def rediger(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrects what was registered."""
    require_edit(user_of(request))
    found = _find(pk)
    form = Bemaerkningsform(bound(request), nu=found)
    return _answer(
        request,
        form,
        lambda: edit_bemaerkning(bruger=user_of(request), bemaerkning=found, nyt=form.item()),
        found,
        "Ret bemærkning",
        "Rettelsen er gemt.",
    )


def svar(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes the organisation's answer."""
    require_edit(user_of(request))
    found = _find(pk)
    form = Svarform(bound(request), initial={"svar": found.svar})
    return _answer(
        request,
        form,
        lambda: register_svar(bruger=user_of(request), bemaerkning=found, **form.cleaned_data),
        found,
        "Skriv svar",
        "Svaret er gemt.",
    )


def opfoelgning(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes the municipality's follow-up."""
    require_edit(user_of(request))
    found = _find(pk)
    form = Opfoelgningsform(bound(request), initial={"opfoelgning": found.opfoelgning, "frist": found.frist})
    return _answer(
        request,
        form,
        lambda: register_opfoelgning(bruger=user_of(request), bemaerkning=found, **form.cleaned_data),
        found,
        "Skriv opfølgning",
        "Opfølgningen er gemt.",
    )


def afslut(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes a remark with what was done."""
    require_edit(user_of(request))
    found = _find(pk)
    given = {"opfoelgning": found.opfoelgning, "afsluttet": timezone.localdate()}
    form = Afslutningsform(bound(request), initial=given)
    return _answer(
        request,
        form,
        lambda: close_bemaerkning(bruger=user_of(request), bemaerkning=found, **form.cleaned_data),
        found,
        "Afslut bemærkning",
        "Bemærkningen er afsluttet.",
    )


def genaabn(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens a closed remark again."""
    require_edit(user_of(request))
    found = _find(pk)
    form = Genaabningsform(bound(request))
    return _answer(
        request,
        form,
        lambda: reopen_bemaerkning(bruger=user_of(request), bemaerkning=found, **form.cleaned_data),
        found,
        "Genåbn bemærkning",
        "Bemærkningen er åben igen.",
    )


def _find(pk: int) -> Revisionsbemaerkning:
    rows = bemaerkninger().select_related("boligorganisation", "afdeling", "oprettet_af")
    found: Revisionsbemaerkning = get_object_or_404(rows, pk=pk)
    return found


def _answer(
    request: HttpRequest,
    form: AlmenForm,
    save: Callable[[], Revisionsbemaerkning],
    found: Revisionsbemaerkning | None,
    titel: str,
    besked: str,
) -> HttpResponse:
    """Saves what a valid form says and goes to the remark; else the form, with 400 where something is wrong."""
    krummer = [(TITEL, reverse("tilsyn:revision"))]
    if found is not None:
        krummer.append((_kort(found), found.get_absolute_url()))
    return answer_form(
        request,
        form,
        save,
        titel=titel,
        done=besked,
        til=krummer[-1][1],
        krummer=krummer,
        forklaring=str(found.boligorganisation) if found else "Som den står i revisionsprotokollen.",
        til_det_nye=True,
        template="tilsyn/revisionsformular.html",
        bemaerkning=found,
    )


def _kort(found: Revisionsbemaerkning) -> str:
    return f"{found.get_art_display()} {found.regnskabsaar}"

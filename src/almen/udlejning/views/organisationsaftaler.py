"""Organisations' agreements: the overview of a period, one agreement, and the acts on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from almen.grundlag.selectors import IngenSagsgang
from almen.organisationer.models import Boligtype
from almen.organisationer.selectors import user_of
from almen.regler.fejl import UgyldigtInput
from almen.regler.udlejningskonflikter import Alvor
from almen.sager import adgang
from almen.udlejning.forms_organisationsaftale import (
    AftaleFilterForm,
    KriterierForm,
    NyAftaleForm,
    RetAftaleForm,
    UnderskriftForm,
    UndtagForm,
    VilkaarForm,
)
from almen.udlejning.kolonner_aftale import AFTALEKOLONNER
from almen.udlejning.models import Organisationsaftale, Rammeaftale
from almen.udlejning.selectors.organisationsaftale import (
    AFTALETYPER,
    Aftalestand,
    daekning_of,
    lacking,
    previous_of,
    stande_of,
    tried_vilkaar,
    visible_aftaler,
    why_locked,
)
from almen.udlejning.selectors.rammeaftale import agreement_on
from almen.udlejning.services.aftalevilkaar import (
    copy_vilkaar,
    exempt_afdeling,
    include_afdeling,
    save_kriterier,
    save_vilkaar,
)
from almen.udlejning.services.organisationsaftale import (
    NO_RIGHT,
    edit_aftale,
    open_for_all,
    open_organisationsaftale,
    record_underskrift,
)
from almen.udlejning.views.opslag import form_page
from almen.ui.forms import AlmenForm
from almen.ui.formularside import bound
from almen.ui.raekkeliste import Raekkeliste

MAY_NOT_SEE = "Oversigten over aftaler om udlejning er for kommunens egne medarbejdere."


def shown_ramme(valgt: Rammeaftale | None) -> Rammeaftale | None:
    """The framework agreement that is asked about: the chosen, else the one in force today, else the latest."""
    return valgt or agreement_on(timezone.localdate()) or Rammeaftale.objects.first()


class Aftaleoversigt(Raekkeliste):
    """Every organisation that has afdelinger, with its agreement in a framework's period and what is missing."""

    titel = "Aftaler med boligorganisationer"
    navn = ("boligorganisation", "boligorganisationer")
    beskrivelse = "De individuelle aftaler, der udfylder rammeaftalen om udlejning."
    kolonner = AFTALEKOLONNER
    filterform_class = AftaleFilterForm
    search_label = "Søg på boligorganisation eller sagsnummer"
    template_name = "udlejning/aftaleoversigt.html"
    eksport_navn = "udlejningsaftaler"
    tom_titel = "Ingen boligorganisationer at vise"
    tom_tekst = "Der er ingen rammeaftale, eller ingen boligorganisationer svarer til filtrene."

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back."""
        return _crumbs()[:1]

    def get_rows(self, valg: Mapping[str, Any]) -> Sequence[Aftalestand]:
        bruger = user_of(self.request)
        adgang.require(adgang.may_see_udlejning(bruger), MAY_NOT_SEE)
        self.valgt_ramme = shown_ramme(valg.get("ramme"))
        today = timezone.localdate()
        self.alle = stande_of(self.valgt_ramme, today, bruger) if self.valgt_ramme else []
        self.daekning = daekning_of(self.alle, today) if self.valgt_ramme else None
        rows = [row for row in self.alle if valg.get("status") in ("", row.status)]
        if valg.get("vis") == "vilkaar":
            rows = [row for row in rows if row.uden_vilkaar]
        elif valg.get("vis") == "konflikter":
            rows = [row for row in rows if row.alvorlige]
        return rows

    def search_text(self, row: Aftalestand) -> str:
        return f"{row.organisation} {row.aftale.sag.nummer if row.aftale else ''}"

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Opening an agreement."""
        may = adgang.may_open_sag(user_of(self.request))
        return [("Ny aftale", reverse("udlejning:ny_organisationsaftale"))] if may else []

    def extra_context(self) -> dict[str, Any]:
        alle = getattr(self, "alle", [])
        return {
            "ramme": getattr(self, "valgt_ramme", None),
            "daekning": getattr(self, "daekning", None),
            "antal_stande": {
                status: sum(row.status == status for row in alle)
                for status in ("i_kraft", "underskrevet", "undervejs", "mangler")
            },
            "kan_aabne_alle": adgang.may_open_sag(user_of(self.request))
            and any(row.aftale is None for row in alle),
        }


def ny_organisationsaftale(request: HttpRequest) -> HttpResponse:
    """Opens the case of one organisation's agreement."""
    bruger = user_of(request)
    adgang.require(adgang.may_open_sag(bruger), NO_RIGHT)
    initial = {
        "rammeaftale": shown_ramme(None),
        "boligorganisation": request.GET.get("organisation") or None,
    }
    form = NyAftaleForm(bound(request), initial=initial)
    return form_page(
        request,
        form,
        lambda: open_organisationsaftale(
            bruger=bruger, demo=form.cleaned_data["rammeaftale"].demo, **form.cleaned_data
        ),
        "Ny aftale med en boligorganisation",
        _crumbs(),
        "Sagen er åbnet.",
        knap="Åbn sagen",
        til_det_nye=True,
    )


def _crumbs(aftale: Organisationsaftale | None = None) -> list[tuple[str, str]]:
    """The way to the overview, or to an agreement."""
    way = [
        ("Udlejning", reverse("udlejning:forside")),
        ("Aftaler med boligorganisationer", reverse("udlejning:organisationsaftaler")),
    ]
    return [*way, (aftale.sag.nummer, aftale.get_absolute_url())] if aftale else way


@require_POST
def aabn_alle(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens a case for every organisation that has none in the framework's period."""
    bruger = user_of(request)
    adgang.require(adgang.may_open_sag(bruger), NO_RIGHT)
    ramme = get_object_or_404(Rammeaftale, pk=pk)
    try:
        made = open_for_all(bruger=bruger, rammeaftale=ramme, demo=ramme.demo)
    except (UgyldigtInput, IngenSagsgang) as error:
        messages.error(request, str(error))
    else:
        number = "1 sag" if len(made) == 1 else f"{len(made)} sager"
        messages.success(request, f"{number} er åbnet." if made else "Alle har en aftale i perioden.")
    return redirect(f"{reverse('udlejning:organisationsaftaler')}?ramme={ramme.pk}")


def find_aftale(request: HttpRequest, nummer: str) -> Organisationsaftale:
    """An agreement whose case the user may see, else 404."""
    found = get_object_or_404(visible_aftaler(user_of(request)), sag__nummer=nummer)
    found.sag.organisationsaftale = found  # type: ignore[attr-defined]  # read once
    return found


def find_to_edit(request: HttpRequest, nummer: str) -> Organisationsaftale:
    """The agreement, for those who may change it; 403 for others who see it."""
    found = find_aftale(request, nummer)
    adgang.require(adgang.may_edit_udlejning(user_of(request)), NO_RIGHT)
    return found


def organisationsaftale(request: HttpRequest, nummer: str) -> HttpResponse:
    """One agreement: its terms afdeling by afdeling, what is missing, and the conflicts."""
    bruger = user_of(request)
    aftale = find_aftale(request, nummer)
    terms = tried_vilkaar(aftale, timezone.localdate())
    conflicts = [(item, k) for item in terms for k in item.konflikter]
    locked = why_locked(aftale.sag)
    context = {
        "aftale": aftale,
        "sag": aftale.sag,
        "dag": terms[0].dag if terms else None,
        "typer": [
            (str(boligtype.label), boligtype.value, rows)
            for boligtype in AFTALETYPER
            if (
                rows := [
                    (item, _cells(item, boligtype)) for item in terms if boligtype in item.viste_boligtyper
                ]
            )
        ],
        "vilkaar": terms,
        "kriterier": [(item, [k for k in item.kriterier if k.bruges]) for item in terms if item.kriterier],
        "mangler": [
            (item, [Boligtype(b).label for b in types]) for item in terms if (types := lacking(item))
        ],
        "konflikter": sorted(conflicts, key=lambda pair: list(Alvor).index(pair[1].alvor)),
        "forrige": previous_of(aftale),
        "laast": locked,
        "kan_rette": adgang.may_edit_udlejning(bruger) and not locked,
        "kan_underskrive": adgang.may_edit_udlejning(bruger) and not aftale.sag.overblik.afslutning,
        "ser_udlejning": adgang.may_see_udlejning(bruger),
    }
    return render(request, "udlejning/organisationsaftale.html", context)


def _cells(item: Any, boligtype: str) -> list[Any]:
    return [item.andel(boligtype, vej) for vej in ("venteliste", "fleksibel", "anvisning", "anden")]


def _act_page(
    request: HttpRequest,
    aftale: Organisationsaftale,
    form: AlmenForm,
    act: Callable[[], Any],
    titel: str,
    gemt: str,
    **more: Any,
) -> HttpResponse:
    """A form on the agreement and what it does."""
    return form_page(
        request,
        form,
        act,
        titel,
        _crumbs(aftale),
        gemt,
        forklaring=str(aftale.boligorganisation),
        aftale=aftale,
        **more,
    )


def ret_organisationsaftale(request: HttpRequest, nummer: str) -> HttpResponse:
    """Changes the period, and what is agreed beside the terms."""
    aftale = find_to_edit(request, nummer)
    initial = {"gyldig_fra": aftale.gyldig_fra, "gyldig_til": aftale.gyldig_til, "note": aftale.note}
    form = RetAftaleForm(bound(request), initial=initial)
    return _act_page(
        request,
        aftale,
        form,
        lambda: edit_aftale(bruger=user_of(request), sag=aftale.sag, **form.cleaned_data),
        "Ret aftalen",
        "Aftalen er gemt.",
    )


def aftalevilkaar(request: HttpRequest, nummer: str, boligtype: str) -> HttpResponse:
    """The shares of one type of dwelling for all afdelinger, saved whole or not at all."""
    aftale = find_to_edit(request, nummer)
    type_ = get_type(boligtype)
    terms = tried_vilkaar(aftale, timezone.localdate())
    form = VilkaarForm(bound(request), aftale=aftale, vilkaar=terms, boligtype=boligtype)
    return _act_page(
        request,
        aftale,
        form,
        lambda: save_vilkaar(
            bruger=user_of(request),
            sag=aftale.sag,
            boligtype=boligtype,
            celler=form.celler(),
            kilde=form.cleaned_data["kilde"],
        ),
        f"Andele af ledige {str(type_.label).lower()}",
        "Andelene er gemt.",
        template="udlejning/aftalevilkaar.html",
    )


def get_type(boligtype: str) -> Boligtype:
    """The type of dwelling in an address; 404 for one that agreements have no terms for."""
    if boligtype not in AFTALETYPER:
        raise Http404
    return Boligtype(boligtype)


def undtag_afdeling(request: HttpRequest, nummer: str) -> HttpResponse:
    """Leaves a type of dwelling in an afdeling outside the agreement."""
    aftale = find_to_edit(request, nummer)
    form = UndtagForm(bound(request), aftale=aftale)
    return _act_page(
        request,
        aftale,
        form,
        lambda: exempt_afdeling(bruger=user_of(request), sag=aftale.sag, **form.cleaned_data),
        "Hold en afdeling uden for aftalen",
        "Afdelingen er holdt uden for aftalen.",
    )


@require_POST
def medtag_afdeling(request: HttpRequest, nummer: str, pk: int, boligtype: str) -> HttpResponse:
    """Takes an exempted type of dwelling in again."""
    aftale = find_to_edit(request, nummer)
    afdeling = get_object_or_404(aftale.boligorganisation.afdelinger, pk=pk)
    try:
        include_afdeling(bruger=user_of(request), sag=aftale.sag, afdeling=afdeling, boligtype=boligtype)
    except UgyldigtInput as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{afdeling} er med i aftalen igen.")
    return redirect(aftale)


def aftalekriterier(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """The criteria that the agreement uses for an afdeling beside its step's."""
    aftale = find_to_edit(request, nummer)
    afdeling = get_object_or_404(aftale.boligorganisation.afdelinger, pk=pk)
    terms = {item.afdeling.pk: item for item in tried_vilkaar(aftale, timezone.localdate())}[pk]
    chosen = list(aftale.kriterier.filter(afdeling=afdeling).values_list("kriterium_id", flat=True))
    form = KriterierForm(bound(request), aftale=aftale, vilkaar=terms, initial={"kriterier": chosen})
    return _act_page(
        request,
        aftale,
        form,
        lambda: save_kriterier(
            bruger=user_of(request),
            sag=aftale.sag,
            afdeling=afdeling,
            kriterier=list(form.cleaned_data["kriterier"]),
        ),
        f"Kriterier for {afdeling}",
        "Kriterierne er gemt.",
    )


@require_POST
def kopier_vilkaar(request: HttpRequest, nummer: str) -> HttpResponse:
    """Takes the terms of the organisation's agreement before."""
    aftale = find_to_edit(request, nummer)
    try:
        number = copy_vilkaar(bruger=user_of(request), sag=aftale.sag)
    except UgyldigtInput as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{number} vilkår er kopieret. Se dem efter, før aftalen sendes videre.")
    return redirect(aftale)


def underskrift(request: HttpRequest, nummer: str) -> HttpResponse:
    """Records the day of the signatures."""
    aftale = find_to_edit(request, nummer)
    form = UnderskriftForm(bound(request), initial={"dag": aftale.underskrevet or timezone.localdate()})
    return _act_page(
        request,
        aftale,
        form,
        lambda: record_underskrift(bruger=user_of(request), sag=aftale.sag, dag=form.cleaned_data["dag"]),
        "Registrér underskrift",
        "Underskriften er registreret.",
    )

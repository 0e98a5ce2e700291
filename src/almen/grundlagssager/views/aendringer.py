"""Pages of the change case: the list, opening one, its draft beside what it changes, and the cases under a version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from almen.grundlag.forms import initial_parametre
from almen.grundlag.models import Administrationsgrundlag, Grundlagsversion, Status
from almen.grundlag.parametervaerdier import value_lines
from almen.grundlag.selectors import IngenSagsgang, grundlagsversion_on
from almen.grundlag.selectors.sammenligning import compare_versions, read_blokke
from almen.grundlag.selectors.versionsoversigt import as_linje, grundlag_with_versions
from almen.grundlag.services import GrundlagFejl
from almen.grundlag.views.opslag import place_error
from almen.grundlagssager.forms import PRAEFIKSER, NyAendringForm, RetUdkastForm, initial_of
from almen.grundlagssager.kolonner import AENDRINGSKOLONNER
from almen.grundlagssager.models import Grundlagsaendring
from almen.grundlagssager.selectors import sager_under, visible_aendringer, visible_forslag
from almen.grundlagssager.services import edit_grundlagsaendring, open_grundlagsaendring
from almen.grundlagssager.services.aendring import is_put_forward
from almen.organisationer.selectors import user_of
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.sager.filtre import SagFilter
from almen.sager.kolonner import SAG_KOLONNER
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, DatoFilter, ModelChoiceFilter
from almen.ui.lists import ListView

MAY_NOT_OPEN = "Kun sagsbehandlere og ledere kan åbne en sag."
MAY_NOT_EDIT = "Kun sagsbehandlere og ledere kan rette udkastet."


class AendringFilter(AlmenFilterSet):
    """What changes can be narrowed by."""

    grundlag = ModelChoiceFilter(
        label="Grundlag", field_name="version__grundlag", queryset=Administrationsgrundlag.objects.all()
    )
    tilstand = ChoiceFilter(
        label="Tilstand",
        choices=(("aaben", "Under behandling"), ("vedtaget", "Vedtaget"), ("forkastet", "Ikke vedtaget")),
        method="by_state",
    )
    fra = DatoFilter(label="Gælder fra tidligst", field_name="version__gyldig_fra", lookup_expr="gte")

    class Meta:
        model = Grundlagsaendring
        fields: list[str] = []

    def by_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Running, adopted, or ended without adoption."""
        if value == "aaben":
            return queryset.filter(sag__overblik__afslutning="")
        adopted = queryset.exclude(version__status=Status.KLADDE)
        return (
            adopted
            if value == "vedtaget"
            else queryset.exclude(sag__overblik__afslutning="").filter(version__status=Status.KLADDE)
        )


class AendringListe(ListView):
    """Every change of a base whose case the user may see."""

    titel = "Ændringer af grundlag"
    navn = ("ændring", "ændringer")
    beskrivelse = "Sager, der ændrer et administrationsgrundlag. Versionen gælder, når sagen er besluttet."
    kolonner = AENDRINGSKOLONNER
    filterset_class = AendringFilter
    search_fields = ("sag__titel", "sag__nummer", "version__version", "begrundelse")
    search_label = "Søg på sag, version eller begrundelse"
    standard_sortering = ("-sag_id",)
    eksport_navn = "grundlagsaendringer"
    tom_titel = "Ingen ændringer endnu"
    tom_tekst = "En ændring kommer på listen, når der er åbnet en ændringssag."
    broedkrumme = (("Grundlag", "/grundlag/"),)

    def get_queryset(self) -> QuerySet[Grundlagsaendring]:
        return visible_aendringer(user_of(self.request))

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Opening a change, and the proposals."""
        bruger = user_of(self.request)
        opens = [("Åbn en ændringssag", reverse("grundlagssager:ny"))] if adgang.may_open_sag(bruger) else []
        reads = [("Medlemsforslag", reverse("grundlagssager:forslagsliste"))]
        return opens + (reads if adgang.may_see_forberedelse(bruger) else [])


class Anvendelse(ListView):
    """The cases handled under one version of a base, as far as the user may see them (M7)."""

    navn = ("sag", "sager")
    kolonner = SAG_KOLONNER
    filterset_class = SagFilter
    search_fields = ("soegetekst",)
    search_label = "Søg i nummer, titel, adresse"
    standard_sortering = ("-sag_id",)
    tom_tekst = "Ingen sager, du kan se, er åbnet, mens versionen gjaldt."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = Grundlagsversion.objects.exclude(status=Status.KLADDE).select_related("grundlag")
        # Asked only for those who are signed in; the middleware turns others away before `get`.
        self.version = found.filter(grundlag=kwargs["grundlag_id"], version=kwargs["version"]).first()
        if self.version is not None:
            self.titel = f"Sager efter {self.version.grundlag.navn} {self.version.version}"
            self.eksport_navn = f"sager-{self.version.grundlag_id}-{self.version.version}"
            self.beskrivelse = "Sager af grundlagets typer, der blev åbnet, mens versionen gjaldt"
            self.broedkrumme = (
                ("Grundlag", "/grundlag/"),
                (
                    str(self.version),
                    reverse(
                        "grundlag:grundlagsversion", args=[self.version.grundlag_id, self.version.version]
                    ),
                ),
            )

    def get_queryset(self) -> QuerySet[Any]:
        bruger = user_of(self.request)
        if self.version is None or not adgang.may_see_forberedelse(bruger):
            raise Http404
        return sager_under(self.version, bruger).select_related("boligorganisation", "ansvarlig")

    def search(self, queryset: QuerySet[Any], tekst: str) -> QuerySet[Any]:
        """Every word must occur in the projection's lower-case search text."""
        for word in tekst.lower().split()[:8]:
            queryset = queryset.filter(soegetekst__contains=word)
        return queryset


def ny(request: HttpRequest) -> HttpResponse:
    """Which base is to be changed; `?forslag=` is kept on the way, and a proposal about one base alone leads straight to it."""
    bruger = user_of(request)
    adgang.require(adgang.may_open_sag(bruger), MAY_NOT_OPEN)
    wanted = request.GET.get("forslag", "")
    if wanted.isdecimal() and (found := visible_forslag(bruger).filter(pk=wanted).first()) is not None:
        about = list(found.grundlag.values_list("pk", flat=True)[:2])
        if len(about) == 1:
            address = reverse("grundlagssager:ny_af_grundlag", args=about)
            return redirect(f"{address}?forslag={wanted}")
    context = {
        "grundlag": grundlag_with_versions(timezone.localdate(), kladder=False),
        "forslag": wanted if wanted.isdecimal() else "",
    }
    return render(request, "grundlagssager/vaelg.html", context)


def ny_af_grundlag(request: HttpRequest, grundlag_id: str) -> HttpResponse:
    """Opens a change case of one base, from the version in force, `?fra=` or the correction of `?retter=`."""
    bruger = user_of(request)
    adgang.require(adgang.may_open_sag(bruger), MAY_NOT_OPEN)
    base = get_object_or_404(Administrationsgrundlag, pk=grundlag_id)
    retter = _chosen(request, base, "retter")
    if retter is not None and retter.status != Status.VEDTAGET:
        raise Http404("Kun en vedtaget version kan rettes.")
    current = grundlagsversion_on(base.pk, timezone.localdate())
    start = retter or _chosen(request, base, "fra") or current
    wanted = request.GET.get("forslag", "")
    form = NyAendringForm(
        request.POST or None,
        grundlag_id=base.pk,
        udgangspunkt=retter or current,
        forslag=visible_forslag(bruger),
        initial=_initial(base, start, retter) | ({"forslag": wanted} if wanted.isdecimal() else {}),
    )
    if request.method == "POST" and form.is_valid():
        try:
            sag = open_grundlagsaendring(
                bruger=bruger,
                grundlag=base,
                titel=form.cleaned_data["titel"],
                forslag=form.cleaned_data["forslag"],
                retter=retter,
                **form.aendring_data(),
            )
        except (GrundlagFejl, UgyldigtInput) as error:
            place_error(form, error, PRAEFIKSER)
        except IngenSagsgang as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, f"Sag {sag.nummer} er åbnet. Udkastet gælder ikke, før sagen er besluttet."
            )
            return redirect("grundlagssager:aendring", nummer=sag.nummer)
    context = {"form": form, "base": base, "start": start, "retter": retter}
    return render(request, "grundlagssager/formular.html", context, status=400 if form.errors else 200)


def _initial(
    base: Administrationsgrundlag, start: Grundlagsversion | None, retter: Grundlagsversion | None
) -> dict[str, Any]:
    if start is None:
        return {}
    initial: dict[str, Any] = {"tekst": start.tekst, **initial_parametre(base.pk, start.parametre)}
    if start.status == Status.KLADDE and not start.sagsnummer:
        initial |= {"version": start.version, "gyldig_fra": start.gyldig_fra, "note": start.note}
    elif retter is not None:
        initial["gyldig_fra"] = retter.gyldig_fra
    return initial


def _chosen(request: HttpRequest, base: Administrationsgrundlag, name: str) -> Grundlagsversion | None:
    version = request.GET.get(name, "")
    return get_object_or_404(base.versioner.all(), version=version) if version else None


def _find(request: HttpRequest, nummer: str) -> Grundlagsaendring:
    found = visible_aendringer(user_of(request)).select_related("udgangspunkt__grundlag", "version__retter")
    return get_object_or_404(found, sag__nummer=nummer)


def aendring(request: HttpRequest, nummer: str) -> HttpResponse:
    """One change: why, when, the draft beside what it is built on, and where the case stands."""
    found = _find(request, nummer)
    bruger = user_of(request)
    draft, built_on = found.version, found.udgangspunkt
    context: dict[str, Any] = {
        "aendring": found,
        "sag": found.sag,
        "linje": as_linje(draft, timezone.localdate()),
        "kan_rette": adgang.may_edit_sag(bruger)
        and draft.status == Status.KLADDE
        and not found.sag.overblik.afslutning,
        "ser_forslag": adgang.may_see_forberedelse(bruger),
    }
    if built_on is not None:
        tal, tekst = compare_versions(built_on, draft)
        context |= {
            "tal": tal,
            "tekst": tekst,
            "ens": all(par.ens for par in (*tal, *tekst)),
            "a_navn": built_on.version,
            "b_navn": draft.version,
        }
    else:
        context |= {
            "blokke": read_blokke(draft.tekst),
            "parametre": value_lines(draft.grundlag_id, draft.parametre),
        }
    return render(request, "grundlagssager/aendring.html", context)


def rediger(request: HttpRequest, nummer: str) -> HttpResponse:
    """Changes the draft, as long as it is one."""
    found = _find(request, nummer)
    bruger = user_of(request)
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    if found.version.status != Status.KLADDE or found.sag.overblik.afslutning:
        raise Http404("Udkastet kan ikke ændres længere.")
    form = RetUdkastForm(
        request.POST or None,
        grundlag_id=found.version.grundlag_id,
        udgangspunkt=found.udgangspunkt,
        lagt_frem=is_put_forward(found.sag),
        initial=initial_of(found),
    )
    if request.method == "POST" and form.is_valid():
        try:
            edit_grundlagsaendring(bruger=bruger, sag=found.sag, **form.edit_data())
        except (GrundlagFejl, UgyldigtInput) as error:
            place_error(form, error, PRAEFIKSER)
        else:
            messages.success(request, "Udkastet er gemt.")
            return redirect(found)
    context = {"form": form, "base": found.version.grundlag, "aendring": found}
    return render(request, "grundlagssager/formular.html", context, status=400 if form.errors else 200)

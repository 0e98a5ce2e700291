"""Pages of policies: the list, the page with goals and indicators, and changing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from almen.grundlag.selectors import IngenSagsgang
from almen.omraader.indikatorer import indikator_navn
from almen.organisationer.selectors import user_of
from almen.planer.forms_politik import IndikatorForm, MaalForm, PolitikForm
from almen.planer.kolonner_politik import POLITIKKOLONNER, stand_of
from almen.planer.models import Planart, Politik, Politikindikator
from almen.planer.selectors import is_put_forward, visible_planer
from almen.planer.selectors.indikatorudvikling import udvikling_of
from almen.planer.selectors.politik import maal_of, visible_politikker
from almen.planer.services.politik import (
    MAY_NOT_EDIT,
    drop_indikator,
    drop_maal,
    edit_politik,
    open_politik,
    record_politik,
    save_indikator,
    save_maal,
)
from almen.planer.views.opslag import place_error, status_of
from almen.planer.views.svar import answer, delete_form
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT
from almen.sager.selectors import load_forloeb
from almen.ui.diagrammer import line_chart, requested_width, svg_response
from almen.ui.filtre import AlmenFilterSet, DatoFilter
from almen.ui.lists import ListView

MAY_NOT_SEE = "Politikker for byområder er for kommunens egne medarbejdere."


class PolitikFilter(AlmenFilterSet):
    """What policies can be narrowed by."""

    paa_dag = DatoFilter(label="Gjaldt den", method="on_day")

    class Meta:
        model = Politik
        fields: list[str] = []

    def on_day(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        """In force on the day."""
        return queryset.filter(fra__lte=value, til__gte=value)


class PolitikListe(ListView):
    """Every policy, the latest first; earlier ones are kept."""

    titel = "Politikker for udsatte byområder"
    navn = ("politik", "politikker")
    beskrivelse = (
        "Den gældende politik og de tidligere, med mål, indikatorer, udpegede områder og handleplaner."
    )
    kolonner = POLITIKKOLONNER
    filterset_class = PolitikFilter
    search_fields = ("navn", "beskrivelse", "kilde")
    search_label = "Søg på navn, beskrivelse eller kilde"
    standard_sortering = ("-fra",)
    eksport_navn = "politikker"
    tom_titel = "Ingen politikker endnu"
    tom_tekst = (
        "En politik kommer på listen, når der er åbnet en sag om den, eller en tidligere er registreret."
    )

    def get_queryset(self) -> QuerySet[Politik]:
        bruger = user_of(self.request)
        adgang.require(adgang.may_see_omraader(bruger), MAY_NOT_SEE)
        handleplan = Q(planer__art=Planart.HANDLEPLAN) & adgang.scope_of_sag(bruger, "planer__sag__")
        return visible_politikker(bruger).annotate(
            antal_maal=Count("maal", distinct=True),
            antal_omraader=Count("udpegninger__omraade", distinct=True),
            antal_handleplaner=Count("planer", filter=handleplan, distinct=True),
        )

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Opening a policy; what hangs on policies."""
        opens = adgang.may_open_sag(user_of(self.request))
        own = [("Ny politik", reverse("planer:ny_politik"))] if opens else []
        return [
            *own,
            ("Indsatser", reverse("planer:indsatser")),
            ("Strategier", reverse("planer:strategier")),
        ]


def _find(request: HttpRequest, pk: int) -> Politik:
    return get_object_or_404(visible_politikker(user_of(request)), pk=pk)


def _find_to_edit(request: HttpRequest, pk: int) -> Politik:
    found = _find(request, pk)
    adgang.require(adgang.may_edit_sag(user_of(request)), MAY_NOT_EDIT)
    return found


def _lagt_frem(politik: Politik) -> bool:
    return politik.sag is not None and is_put_forward(load_forloeb(politik.sag))


def politik(request: HttpRequest, pk: int) -> HttpResponse:
    """A policy: goals with indicators and their development, designated areas, plans under it, earlier and later ones."""
    found = _find(request, pk)
    bruger = user_of(request)
    goals = maal_of(found, bruger)
    for goal in goals:
        goal.politik = found
        for item in goal.indikatorer.all():
            item.maal = goal
    developments = udvikling_of(found, (item for goal in goals for item in goal.indikatorer.all()))
    by_goal = {goal.pk: [item for item in developments if item.maal.maal_id == goal.pk] for goal in goals}
    plans = visible_planer(bruger).filter(politik=found).order_by("-fra", "navn")
    opens, edits = adgang.may_open_sag(bruger), adgang.may_edit_sag(bruger)
    ended = found.sag is not None and found.sag.overblik.afslutning in UDEN_RESULTAT
    context = {
        "politik": found,
        "stand": stand_of(found),
        "sag": found.sag,
        "maal": [(goal, by_goal[goal.pk]) for goal in goals],
        "udpegninger": list(found.udpegninger.select_related("omraade").order_by("omraade__navn")),
        "planer": list(plans),
        "strategier": list(found.strategier.all()),
        "andre": list(visible_politikker(bruger).exclude(pk=found.pk)),
        "kan_rette": edits and not ended,
        "kan_aabne": opens and found.til >= timezone.localdate(),
        "ny_handleplan": reverse("planer:ny", args=[Planart.HANDLEPLAN.value]),
    }
    return render(request, "planer/politik.html", context)


def politik_svg(request: HttpRequest, pk: int, indikator: str) -> HttpResponse:
    """One indicator over the years: the designated areas and the others."""
    found = _find(request, pk)
    rows = list(_indikatorer(found).filter(indikator=indikator)[:1])
    if not rows:
        raise Http404("Politikken måles ikke på den indikator.")
    rows[0].maal.politik = found
    (development,) = udvikling_of(found, rows)
    known = development.indikator
    points = [
        (str(item.aar), name, group.vaerdi)
        for item in development.aar
        for name, group in (("Udpegede områder", item.udpegede), ("Øvrige områder", item.oevrige))
        if group is not None
    ]
    return svg_response(
        line_chart(
            points,
            titel=indikator_navn(indikator),
            enhed=known.enhed_tekst if known else "",
            beskrivelse="Områder udpeget i politikken mod kommunens øvrige",
            bredde=requested_width(request),
            fra_nul=False,
        ),
        max_age=0,
    )


def ny_politik(request: HttpRequest) -> HttpResponse:
    """Opens a case with a policy, or records an earlier one without."""
    bruger = user_of(request)
    adgang.require(adgang.may_open_sag(bruger), "Kun sagsbehandlere og ledere kan åbne en sag.")
    form = PolitikForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data.copy()
        without, titel = data.pop("uden_sag"), data.pop("titel")
        try:
            opened = (
                record_politik(bruger=bruger, **data)
                if without
                else open_politik(bruger=bruger, titel=titel, **data)
            )
        except UgyldigtInput as error:
            place_error(form, error)
        except IngenSagsgang as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Politikken er registreret. Tilføj nu dens mål.")
            return redirect(opened)
    back = ("Politikker", reverse("planer:politikker"))
    context = {"form": form, "titel": "Ny politik", "label": "Gem", "tilbage": back}
    return render(request, "planer/formular.html", context, status=status_of(form))


def ret_politik(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a policy's own fields."""
    found = _find_to_edit(request, pk)
    form = PolitikForm(request.POST or None, politik=found, lagt_frem=_lagt_frem(found))
    return _answer(
        request,
        form,
        lambda: edit_politik(
            bruger=user_of(request), politik=found, grund=form.grund, **form.data_without_grund()
        ),
        found,
        "Ret politikken",
    )


def nyt_maal(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a goal."""
    found = _find_to_edit(request, pk)
    form = MaalForm(request.POST or None, lagt_frem=_lagt_frem(found))
    return _answer(
        request,
        form,
        lambda: save_maal(
            bruger=user_of(request), politik=found, grund=form.grund, **form.data_without_grund()
        ),
        found,
        "Nyt mål",
    )


def ret_maal(request: HttpRequest, pk: int, maal: int) -> HttpResponse:
    """Changes a goal."""
    found = _find_to_edit(request, pk)
    goal = get_object_or_404(found.maal, pk=maal)
    form = MaalForm(request.POST or None, maal=goal, lagt_frem=_lagt_frem(found))
    return _answer(
        request,
        form,
        lambda: save_maal(
            bruger=user_of(request), politik=found, maal=goal, grund=form.grund, **form.data_without_grund()
        ),
        found,
        f"Ret mål {goal.nummer}",
    )


def slet_maal(request: HttpRequest, pk: int, maal: int) -> HttpResponse:
    """Deletes a goal."""
    found = _find_to_edit(request, pk)
    goal = get_object_or_404(found.maal, pk=maal)
    form = delete_form(request, _lagt_frem(found))
    return _answer(
        request,
        form,
        lambda: drop_maal(bruger=user_of(request), maal=goal, grund=form.grund),
        found,
        f"Slet mål {goal.nummer}: {goal.navn}",
        label="Slet målet",
        fare=True,
        indledning="Målet og dets indikatorer forsvinder. Et mål, der har indsatser, kan ikke slettes.",
    )


def ny_indikator(request: HttpRequest, pk: int, maal: int) -> HttpResponse:
    """Says that a goal is measured by an indicator."""
    found = _find_to_edit(request, pk)
    goal = get_object_or_404(found.maal, pk=maal)
    form = IndikatorForm(request.POST or None, lagt_frem=_lagt_frem(found))
    return _answer(
        request,
        form,
        lambda: save_indikator(
            bruger=user_of(request), maal=goal, grund=form.grund, **form.data_without_grund()
        ),
        found,
        f"Ny indikator for mål {goal.nummer}",
    )


def ret_indikator(request: HttpRequest, pk: int, indikator: int) -> HttpResponse:
    """Changes what a goal is measured by."""
    found = _find_to_edit(request, pk)
    row = get_object_or_404(_indikatorer(found), pk=indikator)
    form = IndikatorForm(request.POST or None, indikator=row, lagt_frem=_lagt_frem(found))
    return _answer(
        request,
        form,
        lambda: save_indikator(
            bruger=user_of(request),
            maal=row.maal,
            politikindikator=row,
            grund=form.grund,
            **form.data_without_grund(),
        ),
        found,
        f"Ret indikatoren: {indikator_navn(row.indikator)}",
    )


def slet_indikator(request: HttpRequest, pk: int, indikator: int) -> HttpResponse:
    """A goal is no longer measured by an indicator."""
    found = _find_to_edit(request, pk)
    row = get_object_or_404(_indikatorer(found), pk=indikator)
    form = delete_form(request, _lagt_frem(found))
    return _answer(
        request,
        form,
        lambda: drop_indikator(bruger=user_of(request), politikindikator=row, grund=form.grund),
        found,
        f"Fjern indikatoren: {indikator_navn(row.indikator)}",
        label="Fjern indikatoren",
        fare=True,
    )


def _indikatorer(politik: Politik) -> QuerySet[Politikindikator]:
    return Politikindikator.objects.filter(maal__politik=politik).select_related("maal")


def _answer(
    request: HttpRequest,
    form: Any,
    act: Callable[[], object],
    politik: Politik,
    titel: str,
    label: str = "Gem",
    **mere: Any,
) -> HttpResponse:
    back = (str(politik), politik.get_absolute_url())
    return answer(
        request, form, act, titel=titel, label=label, done="Gemt.", til=politik, tilbage=back, **mere
    )

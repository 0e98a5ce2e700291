"""All efforts in one list, a forvaltning's own with their reports, and efforts carried forward."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from almen.organisationer.selectors import user_of
from almen.planer.filtre_indsats import IndsatsFilter
from almen.planer.forms_status import SamletStatusForm, ViderefoerForm
from almen.planer.kolonner_indsats import INDSATSKOLONNER
from almen.planer.kort import light
from almen.planer.models import Indsats, Plan
from almen.planer.selectors import (
    find_forvaltning,
    forvaltninger,
    forvaltninger_of,
    is_put_forward,
    may_report,
)
from almen.planer.selectors.indsatser import (
    Meldepligt,
    meldepligter_of,
    months_between_reports,
    visible_indsatser,
)
from almen.planer.services import carry_forward, report_statuser
from almen.planer.views.opslag import find_plan_to_edit, place_error, status_of
from almen.planer.views.politik import MAY_NOT_SEE
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.sager.selectors import load_forloeb
from almen.ui.lists import ListView

MAY_NOT_REPORT = "Status meldes af forvaltningernes egne folk."


class IndsatsListe(ListView):
    """Every effort of every plan that the user may see."""

    titel = "Indsatser"
    navn = ("indsats", "indsatser")
    beskrivelse = "Indsatser og projekter i alle planer, med seneste status og milepæle."
    kolonner = INDSATSKOLONNER
    filterset_class = IndsatsFilter
    search_fields = ("navn", "beskrivelse", "plan__navn", "ansvarlig_tekst", "omraader__navn")
    search_label = "Søg på indsats, plan eller område"
    standard_sortering = ("-plan__fra", "plan_id", "maal__nummer", "pk")
    eksport_navn = "indsatser"
    tom_titel = "Ingen indsatser endnu"
    tom_tekst = "Indsatser kommer på listen, når de er ført ind på en plan."
    broedkrumme = (("Planer", "/planer/"), ("Politikker", "/planer/politikker/"))

    def get_queryset(self) -> QuerySet[Indsats]:
        bruger = user_of(self.request)
        adgang.require(adgang.may_see_omraader(bruger), MAY_NOT_SEE)
        return visible_indsatser(bruger).prefetch_related("omraader")

    def search(self, queryset: QuerySet[Any], tekst: str) -> QuerySet[Any]:
        """As everywhere; an effort in several areas is one row."""
        found = super().search(Indsats.objects.all(), tekst)
        return queryset.filter(pk__in=found.values("pk"))

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Reporting on one's own."""
        own = forvaltninger_of(user_of(self.request))
        return [("Meld status", reverse("planer:mine_indsatser"))] if own else []


def mine_indsatser(request: HttpRequest) -> HttpResponse:
    """A forvaltning's own efforts with what is due, and one form to report on them all; `?forvaltning=` for those who report for any."""
    bruger = user_of(request)
    own = forvaltninger_of(bruger)
    wanted = request.GET.get("forvaltning", "")
    if wanted and find_forvaltning(wanted) is not None and may_report(bruger, wanted):
        own = (wanted,)
    adgang.require(bool(own), MAY_NOT_REPORT)
    duties = meldepligter_of(bruger, own)
    form = SamletStatusForm(request.POST or None, pligter=duties)
    if request.method == "POST" and form.is_valid():
        try:
            written = report_statuser(
                bruger=bruger, meldinger=form.meldinger(), dato=form.cleaned_data["dato"]
            )
        except UgyldigtInput as error:
            place_error(form, error)
        else:
            number = "1 indsats" if len(written) == 1 else f"{len(written)} indsatser"
            messages.success(request, f"Status er meldt på {number}.")
            return redirect(request.get_full_path())
    context = {
        "form": form,
        "planer": _by_plan(form),
        "forvaltninger": [find_forvaltning(item) for item in own],
        "andre": [item for item in forvaltninger() if item.id not in own and may_report(bruger, item.id)],
        "forfaldne": sum(item.er_forfalden for item in duties),
        "antal": len(duties),
        "maaneder": months_between_reports(timezone.localdate()),
    }
    return render(request, "planer/mine_indsatser.html", context, status=status_of(form))


def _by_plan(form: SamletStatusForm) -> list[tuple[Plan, list[dict[str, Any]]]]:
    found: dict[int, tuple[Plan, list[dict[str, Any]]]] = {}
    for item, lys, tekst in form.raekker:
        plan = item.indsats.plan
        found.setdefault(plan.pk, (plan, []))[1].append(_row(item, lys, tekst))
    return list(found.values())


def _row(item: Meldepligt, lys: Any, tekst: Any) -> dict[str, Any]:
    return {"pligt": item, "indsats": item.indsats, "nu": light(item.indsats.lys), "lys": lys, "tekst": tekst}  # type: ignore[attr-defined]


def viderefoer(request: HttpRequest, nummer: str) -> HttpResponse:
    """Carries efforts of the plan that this one follows forward into it."""
    plan = find_plan_to_edit(request, nummer)
    bruger = user_of(request)
    before = plan.erstatter
    if before is None or not adgang.visible_sager(bruger).filter(pk=before.sag_id).exists():
        messages.info(request, "Planen afløser ingen anden plan. Vælg først, hvilken plan den afløser.")
        return redirect(plan)
    carried = plan.indsatser.filter(viderefoert_fra__isnull=False).values("viderefoert_fra")
    candidates = before.indsatser.filter(udgaaet__isnull=True).exclude(pk__in=carried)
    form = ViderefoerForm(
        request.POST or None, kandidater=candidates, lagt_frem=is_put_forward(load_forloeb(plan.sag))
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["indsatser"].select_related("maal").prefetch_related("omraader")
        try:
            made = carry_forward(bruger=bruger, plan=plan, indsatser=list(chosen), grund=form.grund)
        except UgyldigtInput as error:
            place_error(form, error)
        else:
            number = "1 indsats" if len(made) == 1 else f"{len(made)} indsatser"
            messages.success(request, f"{number} er videreført. Beløb og milepæle fastsættes på ny.")
            return redirect(plan)
    context = {
        "form": form,
        "plan": plan,
        "titel": f"Viderefør indsatser fra {before.navn}",
        "label": "Viderefør de valgte",
        "indledning": "Navn, beskrivelse, mål, ansvarlig og områder følger med. Beløb, periode, milepæle og status fastsættes på ny.",
    }
    return render(request, "planer/formular.html", context, status=status_of(form))

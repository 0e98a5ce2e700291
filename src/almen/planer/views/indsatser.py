"""Efforts and milestones of a plan: their pages and forms, and status reports."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from almen.organisationer.selectors import user_of
from almen.planer.forms import IndsatsForm, MilepaelForm, NaaetForm, StatusForm, UdgaaForm
from almen.planer.kort import light
from almen.planer.models import Milepael, Plan
from almen.planer.planartsider import tema_navne
from almen.planer.selectors import find_forvaltning, is_late, kort_navn, may_report
from almen.planer.services import (
    drop_indsats,
    drop_milepael,
    reach_milepael,
    report_status,
    save_indsats,
    save_milepael,
)
from almen.planer.services.indsats import MAY_NOT_REPORT
from almen.planer.views.opslag import (
    can_edit,
    find_indsats,
    find_plan,
    find_plan_to_edit,
)
from almen.planer.views.svar import answer, delete_form, lagt_frem
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT


def indsats(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """One effort: what it is, its milestones, and every report on it."""
    plan = find_plan(request, nummer)
    row = find_indsats(plan, pk)
    bruger, today = user_of(request), timezone.localdate()
    owner = find_forvaltning(row.ansvarlig)
    reports = list(row.statusmeldinger.select_related("registreret_af"))
    before = row.viderefoert_fra
    if before is not None and not adgang.visible_sager(bruger).filter(pk=before.plan.sag_id).exists():
        before = None
    context = {
        "plan": plan,
        "sag": plan.sag,
        "indsats": row,
        "lys": light(row.lys),  # type: ignore[attr-defined]
        "tema": tema_navne(plan).get(row.tema, row.tema),
        "ansvarlig": owner.navn if owner else row.ansvarlig_tekst or row.ansvarlig,
        "omraader": list(row.omraader.all()),
        "ser_omraader": adgang.may_see_omraader(bruger),
        "milepaele": [(item, is_late(item, today)) for item in row.milepaele.all()],
        "meldinger": [(item, light(item.lys), kort_navn(item.forvaltning)) for item in reports],
        "kan_rette": can_edit(request, plan),
        "kan_melde": may_report(bruger, row.ansvarlig)
        and row.udgaaet is None
        and plan.sag.overblik.afslutning not in UDEN_RESULTAT,
        "foer": before,
        # Linked to a case that this user may not see: only that there is one.
        "egen_sag": adgang.visible_sager(bruger).filter(pk=row.sag_id).first() if row.sag_id else None,
    }
    return render(request, "planer/indsats.html", context)


def ny_indsats(request: HttpRequest, nummer: str) -> HttpResponse:
    """Adds an effort."""
    plan = find_plan_to_edit(request, nummer)
    form = IndsatsForm(request.POST or None, plan=plan, temaer=tema_navne(plan), lagt_frem=lagt_frem(plan))
    return answer(
        request,
        form,
        lambda: save_indsats(
            bruger=user_of(request), plan=plan, grund=form.grund, **form.data_without_grund()
        ),
        plan=plan,
        titel="Ny indsats",
        done="Indsatsen er tilføjet.",
    )


def ret_indsats(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Changes an effort."""
    plan = find_plan_to_edit(request, nummer)
    row = find_indsats(plan, pk)
    form = IndsatsForm(
        request.POST or None, plan=plan, temaer=tema_navne(plan), indsats=row, lagt_frem=lagt_frem(plan)
    )
    # What the form does not ask for here is kept.
    kept = {"sag": row.sag, "tema": row.tema, "maal": row.maal}
    return answer(
        request,
        form,
        lambda: save_indsats(
            bruger=user_of(request),
            plan=plan,
            indsats=row,
            grund=form.grund,
            **{**kept, **form.data_without_grund()},
        ),
        plan=plan,
        titel=f"Ret indsatsen: {row.navn}",
        done="Indsatsen er gemt.",
        til=row,
    )


def udgaa_indsats(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Takes an effort out of the plan."""
    plan = find_plan_to_edit(request, nummer)
    row = find_indsats(plan, pk)
    form = UdgaaForm(request.POST or None, lagt_frem=lagt_frem(plan))
    return answer(
        request,
        form,
        lambda: drop_indsats(
            bruger=user_of(request), indsats=row, dato=form.cleaned_data["dato"], grund=form.grund
        ),
        plan=plan,
        titel=f"Lad indsatsen udgå: {row.navn}",
        label="Lad indsatsen udgå",
        done=f"Indsatsen “{row.navn}” er udgået.",
        fare=True,
    )


def indsats_status(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """A report on one effort."""
    plan = find_plan(request, nummer)
    row = find_indsats(plan, pk)
    bruger = user_of(request)
    adgang.require(may_report(bruger, row.ansvarlig), MAY_NOT_REPORT)
    form = StatusForm(request.POST or None)
    return answer(
        request,
        form,
        lambda: report_status(bruger=bruger, plan=plan, indsats=row, **form.cleaned_data),
        plan=plan,
        titel=f"Meld status: {row.navn}",
        label="Meld status",
        done="Status er meldt.",
        til=row,
    )


def status(request: HttpRequest, nummer: str) -> HttpResponse:
    """A report on the plan as a whole."""
    plan = find_plan_to_edit(request, nummer)
    form = StatusForm(request.POST or None)
    return answer(
        request,
        form,
        lambda: report_status(bruger=user_of(request), plan=plan, **form.cleaned_data),
        plan=plan,
        titel="Meld status for planen",
        label="Meld status",
        done="Status er meldt.",
    )


def ny_milepael(request: HttpRequest, nummer: str) -> HttpResponse:
    """Adds a milestone; `?indsats=` chooses the effort beforehand."""
    plan = find_plan_to_edit(request, nummer)
    wanted = request.GET.get("indsats", "")
    form = MilepaelForm(
        request.POST or None,
        plan=plan,
        lagt_frem=lagt_frem(plan),
        initial={"indsats": wanted} if wanted.isdecimal() else {},
    )
    return answer(
        request,
        form,
        lambda: save_milepael(
            bruger=user_of(request), plan=plan, grund=form.grund, **form.data_without_grund()
        ),
        plan=plan,
        titel="Ny milepæl",
        done="Milepælen er tilføjet.",
    )


def _find_milepael(plan: Plan, pk: int) -> Milepael:
    row = get_object_or_404(plan.milepaele.select_related("indsats"), pk=pk)
    row.plan = plan
    return row


def ret_milepael(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Changes a milestone."""
    plan = find_plan_to_edit(request, nummer)
    row = _find_milepael(plan, pk)
    form = MilepaelForm(request.POST or None, plan=plan, milepael=row, lagt_frem=lagt_frem(plan))
    return answer(
        request,
        form,
        lambda: save_milepael(
            bruger=user_of(request), plan=plan, milepael=row, grund=form.grund, **form.data_without_grund()
        ),
        plan=plan,
        titel=f"Ret milepælen: {row.titel}",
        done="Milepælen er gemt.",
    )


def slet_milepael(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Deletes a milestone."""
    plan = find_plan_to_edit(request, nummer)
    row = _find_milepael(plan, pk)
    form = delete_form(request, lagt_frem(plan))
    return answer(
        request,
        form,
        lambda: drop_milepael(bruger=user_of(request), milepael=row, grund=form.grund),
        plan=plan,
        titel=f"Slet milepælen: {row.titel}",
        label="Slet milepælen",
        done=f"Milepælen “{row.titel}” er slettet.",
        fare=True,
        indledning="Milepælen forsvinder fra planen. Hvad der stod, bliver stående i sagens journal.",
    )


def naaet_milepael(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Says that a milestone was reached, or not after all."""
    plan = find_plan(request, nummer)
    row = _find_milepael(plan, pk)
    bruger = user_of(request)
    allowed = (
        adgang.may_edit_sag(bruger) if row.indsats is None else may_report(bruger, row.indsats.ansvarlig)
    )
    adgang.require(allowed, MAY_NOT_REPORT)
    form = NaaetForm(request.POST or None, milepael=row)
    return answer(
        request,
        form,
        lambda: reach_milepael(bruger=bruger, milepael=row, **form.cleaned_data),
        plan=plan,
        titel=f"Er milepælen nået? {row.titel}",
        done="Milepælen er gemt.",
    )

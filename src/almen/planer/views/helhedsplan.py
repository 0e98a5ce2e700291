"""The forms of a boligsocial helhedsplan: money in one grid, prequalification and board, special efforts, accounts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from almen.organisationer.selectors import user_of
from almen.planer.forms_helhedsplan import (
    ForhandlingForm,
    OekonomiForm,
    OplysningerForm,
    OptagForm,
    RegnskabForm,
    SaerindsatsForm,
)
from almen.planer.kort import may_change
from almen.planer.models import Plan, Planart, Saerindsats
from almen.planer.selectors import is_put_forward
from almen.planer.selectors.helhedsplan import (
    MODPARTER,
    PARTER,
    Helhedsplandata,
    Indsatsstand,
    fixed_by,
    helhedsplan_of,
    temaer_on,
)
from almen.planer.selectors.helhedsplantal import (
    aar_columns,
    budget_matrix,
    financing_rows,
    plan_years_until,
    tema_rows,
    with_figures,
)
from almen.planer.services.helhedsplan import save_oekonomi, save_oplysninger, save_regnskab
from almen.planer.services.saerindsats import add_forhandling, adopt_saerindsats, save_saerindsats
from almen.planer.views.opslag import find_plan, find_plan_to_edit, place_error, status_of
from almen.planer.views.svar import answer, lagt_frem
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.sager.selectors import load_forloeb


def _only_helhedsplan(plan: Plan) -> Plan:
    if plan.art != Planart.HELHEDSPLAN:
        raise Http404("Planen er ikke en boligsocial helhedsplan.")
    return plan


def _editable(request: HttpRequest, nummer: str) -> Plan:
    return _only_helhedsplan(find_plan_to_edit(request, nummer))


def oekonomi(request: HttpRequest, nummer: str) -> HttpResponse:
    """Budget, financing and the grid of themes and years in one form. *Beregn* shows the sums and checks without saving."""
    plan = _editable(request, nummer)
    data, today = helhedsplan_of(plan.sag), timezone.localdate()
    forloeb = load_forloeb(plan.sag)
    decided = fixed_by(forloeb)
    if decided is not None:
        messages.error(
            request,
            f"{decided.aktoer_navn} har besluttet budgettet. Send sagen tilbage, eller åbn en ny sag, der afløser planen.",
        )
        return redirect(plan)
    posted = request.POST if request.method == "POST" else None
    form = OekonomiForm(
        posted,
        data_=data,
        temaer=tema_rows(data, today),
        aar=aar_columns(data),
        lagt_frem=is_put_forward(forloeb),
    )
    shown: Helhedsplandata | None = data
    saving = posted is not None and "gem" in posted
    if posted is not None:
        shown = None
        if form.figures_are_valid():
            lines = {(item.tema, item.aar): item.beloeb for item in form.linjer()}
            shown = with_figures(data, form.cleaned_data["budget"], form.dele(), lines)
    if saving and form.is_valid():
        try:
            save_oekonomi(
                bruger=user_of(request),
                plan=plan,
                budget=form.cleaned_data["budget"],
                dele=form.dele(),
                linjer=form.linjer(),
                grund=form.grund,
                set_aftryk=form.cleaned_data["aftryk"],
            )
        except UgyldigtInput as error:
            place_error(form, error)
        else:
            messages.success(request, "Budget og finansiering er gemt.")
            return redirect(plan)
    elif posted is not None and not saving:
        # A preview says nothing of the reason that only saving asks for.
        form.errors.pop("grund", None)
    context = {
        "form": form,
        "plan": plan,
        "sag": plan.sag,
        "billede": None if shown is None else _picture(shown, today),
        "uden_periode": not aar_columns(data),
    }
    return render(request, "planer/helhedsplan/oekonomi.html", context, status=status_of(form))


def _picture(data: Helhedsplandata, dag: Any) -> dict[str, Any]:
    return {
        "parter": financing_rows(data, dag),
        "matrix": budget_matrix(data, dag),
        "budget": data.egne.budget,
        "svar": data.svar_paa_penge(dag),
    }


def oplysninger(request: HttpRequest, nummer: str) -> HttpResponse:
    """Prequalification, board and coordination."""
    plan = _editable(request, nummer)
    form = OplysningerForm(request.POST or None, data_=helhedsplan_of(plan.sag))
    return answer(
        request,
        form,
        lambda: save_oplysninger(bruger=user_of(request), plan=plan, **form.cleaned_data),
        plan=plan,
        titel="Prækvalifikation, bestyrelse og koordination",
        done="Oplysningerne er gemt.",
    )


def ny_saerindsats(request: HttpRequest, nummer: str) -> HttpResponse:
    """Adds a special effort."""
    plan = _editable(request, nummer)
    form = SaerindsatsForm(request.POST or None)
    return answer(
        request,
        form,
        lambda: save_saerindsats(bruger=user_of(request), plan=plan, **form.cleaned_data),
        plan=plan,
        titel="Ny særlig kommunal indsats",
        done="Den særlige indsats er tilføjet. Skriv forhandlingen ind, efterhånden som den går.",
        til_det_nye=True,
    )


def saerindsats(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """One special effort: where each party stands, and the whole log."""
    plan = _only_helhedsplan(find_plan(request, nummer))
    row = get_object_or_404(plan.saerindsatser.select_related("indsats"), pk=pk)
    row.plan = plan
    log = list(row.forhandlinger.select_related("registreret_af").order_by("-dato", "-id"))
    stand = Indsatsstand(row, {item.part: item for item in reversed(log)})
    bruger = user_of(request)
    can_edit = may_change(plan, bruger)
    context = {
        "plan": plan,
        "sag": plan.sag,
        "saerindsats": row,
        "stand": stand,
        "parter": [
            (part.label, stand.stand_of(part), stand.seneste.get(part))
            for part in PARTER
            if part in MODPARTER or part in stand.seneste
        ],
        "log": [(item, adgang.may_see_forhandling(bruger, item.part)) for item in log],
        "kan_rette": can_edit,
        "kan_optages": can_edit and stand.enig and row.indsats is None,
    }
    return render(request, "planer/helhedsplan/saerindsats.html", context)


def ret_saerindsats(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Changes what the special effort is."""
    plan, row = _find_effort(request, nummer, pk)
    form = SaerindsatsForm(request.POST or None, saerindsats=row)
    return answer(
        request,
        form,
        lambda: save_saerindsats(bruger=user_of(request), plan=plan, saerindsats=row, **form.cleaned_data),
        plan=plan,
        titel=f"Ret “{row.navn}”",
        done="Den særlige indsats er gemt.",
        til=row,
    )


def forhandling(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Adds an entry to the log of a special effort."""
    plan, row = _find_effort(request, nummer, pk)
    form = ForhandlingForm(request.POST or None)
    return answer(
        request,
        form,
        lambda: add_forhandling(bruger=user_of(request), saerindsats=row, **form.cleaned_data),
        plan=plan,
        titel="Forhandling",
        done="Forhandlingen er skrevet ind.",
        til=row,
        indledning=f"“{row.navn}”. Det, der skrives ind, bliver stående og kan ikke rettes; skriv en ny linje, hvis noget ændrer sig.",
    )


def optag(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Takes an agreed special effort into the plan."""
    plan, row = _find_effort(request, nummer, pk)
    form = OptagForm(
        request.POST or None,
        temaer=temaer_on(timezone.localdate()),
        lagt_frem=lagt_frem(plan),
    )
    return answer(
        request,
        form,
        lambda: adopt_saerindsats(
            bruger=user_of(request), saerindsats=row, grund=form.grund, **form.data_without_grund()
        ),
        plan=plan,
        titel=f"Optag “{row.navn}” i planen",
        label="Optag i planen",
        done=f"“{row.navn}” er nu en af planens indsatser.",
    )


def regnskab(request: HttpRequest, nummer: str, aar: int) -> HttpResponse:
    """The accounts of a year, by theme."""
    plan = _editable(request, nummer)
    data, today = helhedsplan_of(plan.sag), timezone.localdate()
    if aar not in plan_years_until(plan, today):
        raise Http404("Året er ikke et af planens, eller det er ikke begyndt.")
    form = RegnskabForm(
        request.POST or None, plan=plan, aar=aar, temaer=tema_rows(data, today), budget=data.oekonomi.budget
    )
    return answer(
        request,
        form,
        lambda: save_regnskab(
            bruger=user_of(request),
            plan=plan,
            aar=aar,
            linjer=form.linjer(),
            revideret=form.cleaned_data["revideret"],
        ),
        plan=plan,
        titel=f"Regnskab for {aar}",
        done=f"Regnskabet for {aar} er gemt.",
    )


def _find_effort(request: HttpRequest, nummer: str, pk: int) -> tuple[Plan, Saerindsats]:
    plan = _editable(request, nummer)
    row = get_object_or_404(plan.saerindsatser.all(), pk=pk)
    row.plan = plan
    return plan, row

"""A boligsocial helhedsplan: opened with its case, its money saved as one, its board and coordination, its accounts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.planer.helhedsplanbudget import AAR_HOEJST, years_of
from almen.planer.models import Helhedsplan, Plan, Planart, Regnskabslinje
from almen.planer.selectors.forvaltninger import forvaltninger
from almen.planer.selectors.helhedsplan import (
    PARTER,
    fixed_by,
    forget_helhedsplan,
    helhedsplan_of,
    money_fingerprint,
)
from almen.planer.services.aendring import Planaendring, changed_plan
from almen.planer.services.inddata import check_beloeb, check_text, check_valg, refuse
from almen.planer.services.oekonomi import Budgetbeloeb, save_budget, save_finansiering
from almen.planer.services.plan import MAY_NOT_EDIT, edit_plan, opened_plan
from almen.regler.dansk import format_dato
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.inddata import SUM_HOEJST
from almen.sager import adgang
from almen.sager.models import Beslutning, Journalpost, Sag

OPLYSNINGER = ("ansoegt", "praekvalificeret_beloeb", "bestyrelse", "koordinator")
MAX_BESTYRELSE = 4000
MONEY_POSTS = ("budget_i_alt_rettet", "finansiering_rettet", "budget_rettet")


def open_helhedsplan(*, bruger: Bruger, ansoegt: int | None = None, **felter: Any) -> Plan:
    """Opens a case with a helhedsplan. `ansoegt`: whole kroner applied for; the rest as `opened_plan`, and so are the errors.

    Where one boligorganisation is in the plan and no other is named as the case's, it is the applicant: the case is its own.
    """
    refuse([*_check_kroner("ansoegt", ansoegt), *_check_term(felter.get("fra"), felter.get("til"))])
    chosen = list(felter.get("boligorganisationer", ()))
    if felter.get("boligorganisation") is None and len(chosen) == 1:
        felter["boligorganisation"] = chosen[0]
    applicant = felter.get("boligorganisation")
    if applicant is not None and applicant not in chosen:
        felter["boligorganisationer"] = [applicant, *chosen]
    with opened_plan(bruger=bruger, **{**felter, "art": Planart.HELHEDSPLAN}) as plan:
        Helhedsplan.objects.create(plan=plan, ansoegt=ansoegt)
    return plan


def edit_helhedsplan(*, bruger: Bruger, plan: Plan, grund: str = "", **felter: Any) -> Plan:
    """As `edit_plan`; once budget and content are decided the term stands, since the budget's years and the supervision follow it."""
    term = {name: felter.get(name, getattr(plan, name)) for name in ("fra", "til")}
    refuse(_check_term(term["fra"], term["til"]))
    with transaction.atomic():
        if any(term[name] != getattr(plan, name) for name in term):
            with _open_budget(plan, bruger, grund or "perioden"):
                pass
        fresh = edit_plan(bruger=bruger, plan=plan, grund=grund, **felter)
    forget_helhedsplan(plan.sag)
    return fresh


def save_oekonomi(
    *,
    bruger: Bruger,
    plan: Plan,
    budget: int | None,
    dele: Mapping[str, int | None],
    linjer: Sequence[Budgetbeloeb],
    grund: str = "",
    set_aftryk: str = "",
) -> None:
    """Saves the budget's sum, who pays it and its lines by theme and year in one transaction, all in whole kroner.

    What does not add up yet is saved too: the checks say so, and no body can approve it. `set_aftryk` is the fingerprint of the
    figures that the user had seen (`money_fingerprint`): if others have been saved since, nothing is. Raises UgyldigtInput (also for a
    figure that cannot be right, or a budget that a decision has fixed) or AdgangNaegtet; then nothing is written.
    """
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    unknown = set(dele) - {part.value for part in PARTER}
    refuse(
        [
            *_check_kroner("budget", budget),
            *(fejl for part, value in dele.items() for fejl in _check_kroner(part, value)),
            *(Fejl(part, "betaler ikke en boligsocial helhedsplan") for part in sorted(unknown)),
        ]
    )
    with transaction.atomic():
        with _open_budget(plan, bruger, grund) as aendring:
            if set_aftryk and set_aftryk != money_fingerprint(helhedsplan_of(aendring.plan.sag)):
                refuse(
                    [
                        Fejl(
                            "",
                            f"{_latest_editor(plan)} har rettet tallene, siden du åbnede siden. Se dem igen",
                        )
                    ]
                )
            row = aendring.plan.helhedsplan
            before = {"budget": row.budget}
            row.budget = budget
            row.save(update_fields=["budget"])
            aendring.record(
                "budget_i_alt_rettet", "Planens budget i alt er rettet.", before, {"budget": budget}
            )
        paid = {part: (value, "") for part, value in dele.items() if value is not None}
        save_finansiering(bruger=bruger, plan=plan, dele=paid, grund=grund)
        save_budget(bruger=bruger, plan=plan, linjer=[item for item in linjer if item.beloeb], grund=grund)
    forget_helhedsplan(plan.sag)


def save_oplysninger(*, bruger: Bruger, plan: Plan, grund: str = "", **felter: Any) -> None:
    """Changes what was applied for and prequalified, the board (functions, never persons) and who coordinates (`OPLYSNINGER`).

    Raises UgyldigtInput or AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    if unknown := felter.keys() - set(OPLYSNINGER):
        raise TypeError(f"save_oplysninger kender ikke {', '.join(sorted(unknown))}")
    known = ["", *(item.id for item in forvaltninger())]
    refuse(
        [
            *_check_kroner("ansoegt", felter.get("ansoegt")),
            *_check_kroner("praekvalificeret_beloeb", felter.get("praekvalificeret_beloeb")),
            *check_text("bestyrelse", felter.get("bestyrelse", ""), MAX_BESTYRELSE, mindst=0),
            *check_valg("koordinator", felter.get("koordinator", ""), known),
        ]
    )
    with changed_plan(plan, bruger, grund=grund, kraever_grund=False) as aendring:
        row = aendring.plan.helhedsplan
        before = {name: getattr(row, name) for name in felter}
        for name, value in felter.items():
            setattr(row, name, value.strip() if isinstance(value, str) else value)
        row.save(update_fields=list(felter))
        after = {name: getattr(row, name) for name in felter}
        aendring.record(
            "helhedsplan_rettet", "Prækvalifikation, bestyrelse eller koordination er rettet.", before, after
        )
    forget_helhedsplan(plan.sag)


def save_regnskab(
    *, bruger: Bruger, plan: Plan, aar: int, linjer: Mapping[str, int], revideret: bool = False
) -> None:
    """Sets what was spent in a year by theme ("" common to the themes), in whole kroner; the whole year is replaced.

    Accounts are what happened, so no reason is asked for. Raises UgyldigtInput (a year outside the term or to come) or
    AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    years = years_of(plan.fra, plan.til)
    fejl = [item for tema, value in linjer.items() for item in _check_kroner(tema or "faelles", value)]
    if aar not in years:
        period = f"{years[0]}-{years[-1]}" if years else "ikke aftalt"
        fejl.append(Fejl("aar", f"er {aar}; planens periode er {period}"))
    elif aar > timezone.localdate().year:
        fejl.append(Fejl("aar", f"{aar} er ikke begyndt"))
    refuse(fejl)
    with changed_plan(plan, bruger, kraever_grund=False) as aendring:
        old = aendring.plan.regnskabslinjer.filter(aar=aar)
        before = _accounts(old)
        old.delete()
        rows = [
            Regnskabslinje(plan=aendring.plan, aar=aar, tema=tema, beloeb=value, revideret=revideret)
            for tema, value in linjer.items()
        ]
        Regnskabslinje.objects.bulk_create(rows)
        aendring.record("regnskab_rettet", f"Regnskabet for {aar} er rettet.", before, _accounts(rows))


def register_praekvalifikation(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """Effect: the day of the fund's prequalification is the day of the decision."""
    Helhedsplan.objects.filter(plan__sag=sag).update(praekvalificeret=beslutning.dato)
    forget_helhedsplan(sag)


def undo_praekvalifikation(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """The prequalification no longer stands."""
    Helhedsplan.objects.filter(plan__sag=sag).update(praekvalificeret=None)
    forget_helhedsplan(sag)


@contextmanager
def _open_budget(plan: Plan, bruger: Bruger, grund: str) -> Iterator[Planaendring]:
    """The plan under its lock; refused where a decision stands on the budget, with how it is changed all the same."""
    with changed_plan(plan, bruger, grund=grund) as aendring:
        decided = fixed_by(aendring.forloeb)
        if decided is not None:
            raise UgyldigtInput(
                [
                    Fejl(
                        "",
                        f"{decided.aktoer_navn} har besluttet budget og periode den {format_dato(decided.dato)} "
                        f"({decided.trin_navn.lower()}). Send sagen tilbage, eller åbn en ny sag, der afløser planen",
                    )
                ]
            )
        yield aendring


def _latest_editor(plan: Plan) -> str:
    latest = (
        Journalpost.objects.filter(sag=plan.sag_id, art__in=MONEY_POSTS)
        .select_related("bruger")
        .order_by("-nummer")
        .first()
    )
    return str(latest.bruger) if latest else "En anden"


def _accounts(rows: Any) -> dict[str, Any]:
    return {row.tema or "fælles": [row.beloeb, row.revideret] for row in rows}


def _check_kroner(felt: str, value: int | None) -> list[Fejl]:
    if value is not None and value > SUM_HOEJST:
        return [Fejl(felt, f"er {value}; tilladt er højst {SUM_HOEJST} kr.")]
    return check_beloeb(felt, value)


def _check_term(fra: dt.date | None, til: dt.date | None) -> list[Fejl]:
    if len(years_of(fra, til)) > AAR_HOEJST:
        return [Fejl("til", f"giver flere end {AAR_HOEJST} kalenderår, som sagsgangen kan føre tilsyn med")]
    return []


__all__ = [
    "edit_helhedsplan",
    "open_helhedsplan",
    "register_praekvalifikation",
    "save_oekonomi",
    "save_oplysninger",
    "save_regnskab",
    "undo_praekvalifikation",
]

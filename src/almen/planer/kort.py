"""The cards that every plan's page has: purpose, efforts, milestones, money, status, case, areas, and what it hangs together with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.planer.models import Lys, Plan
from almen.planer.planartsider import budgetpost_navne, budgetpost_ord, find_side, tema_navne
from almen.planer.plankort import ALLE, Plankort, register
from almen.planer.selectors import indsatser_of, is_late, kort_navn, may_report, milepaele_of, oekonomi_of
from almen.planer.selectors.oekonomi import budget_table, finansiering_table
from almen.planer.selectors.politik import visible_politikker, visible_strategier
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT

Handlinger = list[tuple[str, str]]
TONER = {Lys.GROEN: "ok", Lys.GUL: "warn", Lys.ROED: "bad"}
SHOWN_STATUS = 5


def may_change(plan: Plan, bruger: Bruger) -> bool:
    """True if the user may change the plan as its case stands."""
    return adgang.may_edit_sag(bruger) and plan.sag.overblik.afslutning not in UDEN_RESULTAT


def _address(plan: Plan, name: str, *args: Any) -> str:
    return reverse(f"planer:{name}", args=[plan.sag.nummer, *args])


def light(lys: str | None) -> tuple[str, str]:
    """A light's word and tone; what nobody has reported is said too."""
    return (Lys(lys).label, TONER[Lys(lys)]) if lys else ("Ikke meldt", "neutral")


def _formaal(plan: Plan, bruger: Bruger) -> Mapping[str, Any] | None:
    return {} if plan.formaal or plan.kilde or plan.note else None


def _indsatser(plan: Plan, bruger: Bruger) -> Mapping[str, Any]:
    names = tema_navne(plan)
    efforts = indsatser_of(plan)
    rows = [
        {
            "indsats": row,
            "ansvarlig": kort_navn(row.ansvarlig) or row.ansvarlig_tekst,
            "lys": light(row.lys),  # type: ignore[attr-defined]
            "tema": names.get(row.tema, row.tema),
        }
        for row in efforts
    ]
    known = [row.budget for row in efforts if row.udgaaet is None and row.budget is not None]
    return {
        "raekker": rows,
        "sum": sum(known) if known else None,
        "har_temaer": bool(names),
        "har_maal": plan.politik_id is not None,
    }


def _indsatshandlinger(plan: Plan, bruger: Bruger) -> Handlinger:
    if not may_change(plan, bruger):
        return []
    found = [("Tilføj en indsats", _address(plan, "ny_indsats"))]
    if plan.erstatter_id is not None:
        found.append(("Viderefør indsatser fra planen før", _address(plan, "viderefoer")))
    return found


def _milepaele(plan: Plan, bruger: Bruger) -> Mapping[str, Any]:
    today = timezone.localdate()
    rows = milepaele_of(plan)
    running = plan.sag.overblik.afslutning not in UDEN_RESULTAT
    edits = may_change(plan, bruger)
    return {
        "raekker": [
            {
                "milepael": row,
                "forsinket": is_late(row, today),
                "kan_naa": running
                and (edits if row.indsats is None else may_report(bruger, row.indsats.ansvarlig)),
            }
            for row in rows
        ],
        "naaet": sum(row.naaet is not None for row in rows),
        "forsinkede": sum(is_late(row, today) for row in rows),
    }


def _milepaelshandlinger(plan: Plan, bruger: Bruger) -> Handlinger:
    return [("Tilføj en milepæl", _address(plan, "ny_milepael"))] if may_change(plan, bruger) else []


def _oekonomi(plan: Plan, bruger: Bruger) -> Mapping[str, Any] | None:
    side = find_side(plan.art)
    if side is not None and side.pengeside:
        return None
    found = oekonomi_of(plan)
    if found.i_alt is None and not may_change(plan, bruger):
        return None
    columns, rows = budget_table(found, budgetpost_navne(plan))
    return {
        "oekonomi": found,
        "kolonner": columns,
        "budget": rows,
        "budgetpost": budgetpost_ord(plan),
        "finansiering": finansiering_table(found),
        "kolonner_finansiering": ["Beløb (kr.)", "Andel"],
    }


def _oekonomihandlinger(plan: Plan, bruger: Bruger) -> Handlinger:
    if not may_change(plan, bruger):
        return []
    return [
        ("Ret finansieringen", _address(plan, "finansiering")),
        ("Ret budgettet", _address(plan, "budget")),
    ]


def _status(plan: Plan, bruger: Bruger) -> Mapping[str, Any]:
    rows = list(
        plan.statusmeldinger.filter(indsats__isnull=True).select_related("registreret_af")[: SHOWN_STATUS + 1]
    )
    return {
        "meldinger": [(row, light(row.lys), kort_navn(row.forvaltning)) for row in rows[:SHOWN_STATUS]],
        "flere": len(rows) > SHOWN_STATUS,
    }


def _statushandlinger(plan: Plan, bruger: Bruger) -> Handlinger:
    return [("Meld status for planen", _address(plan, "status"))] if may_change(plan, bruger) else []


def _sag(plan: Plan, bruger: Bruger) -> Mapping[str, Any]:
    return {"overblik": plan.sag.overblik}


def _omraader(plan: Plan, bruger: Bruger) -> Mapping[str, Any]:
    return {"omraader": list(plan.omraader.all()), "ser_omraader": adgang.may_see_omraader(bruger)}


def _sammenhaeng(plan: Plan, bruger: Bruger) -> Mapping[str, Any] | None:
    scope = adgang.scope_of_sag(bruger, "sag__")
    after = list(plan.afloest_af.filter(scope).select_related("sag"))
    before = plan.erstatter
    if before is not None and not type(plan).objects.filter(scope, pk=before.pk).exists():
        before = None
    organisations = list(plan.boligorganisationer.all())
    strategies = list(visible_strategier(bruger).filter(planer=plan))
    policy = visible_politikker(bruger).filter(pk=plan.politik_id).first() if plan.politik_id else None
    if not (after or before or organisations or strategies or policy):
        return None
    return {
        "efter": after,
        "foer": before,
        "boligorganisationer": organisations,
        "strategier": strategies,
        "politik": policy,
    }


def register_shared() -> None:
    """Registers the shared cards; called once when Django starts."""
    for kort in (
        Plankort("formaal", ALLE, "Formål", 10, "planer/kort/formaal.html", _formaal),
        Plankort(
            "indsatser", ALLE, "Indsatser", 30, "planer/kort/indsatser.html", _indsatser, _indsatshandlinger
        ),
        Plankort(
            "milepaele", ALLE, "Milepæle", 40, "planer/kort/milepaele.html", _milepaele, _milepaelshandlinger
        ),
        Plankort(
            "oekonomi", ALLE, "Økonomi", 50, "planer/kort/oekonomi.html", _oekonomi, _oekonomihandlinger
        ),
        Plankort(
            "status", ALLE, "Status for planen", 60, "planer/kort/status.html", _status, _statushandlinger
        ),
        Plankort("sag", ALLE, "Sagen", 10, "planer/kort/sag.html", _sag, sted="side"),
        Plankort("omraader", ALLE, "Områder", 20, "planer/kort/omraader.html", _omraader, sted="side"),
        Plankort(
            "sammenhaeng",
            ALLE,
            "Hænger sammen med",
            30,
            "planer/kort/sammenhaeng.html",
            _sammenhaeng,
            sted="side",
        ),
    ):
        register(kort)

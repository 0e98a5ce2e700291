"""The cards that a boligsocial helhedsplan adds to its plan's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from almen.omraader.models import Omraadeafdeling
from almen.organisationer.models import Bruger
from almen.planer.kort import light, may_change
from almen.planer.models import Plan, Planart
from almen.planer.plankort import Plankort, register
from almen.planer.selectors import indsatser_of, is_late, milepaele_of
from almen.planer.selectors.forvaltninger import find_forvaltning, forvaltninger, kort_navn
from almen.planer.selectors.helhedsplan import PARTER, helhedsplan_of
from almen.planer.selectors.helhedsplantal import (
    budget_matrix,
    financing_rows,
    plan_years_until,
    regnskab_of,
)
from almen.regler.boligsociale_temaer import themes_on
from almen.regler.fejl import UdenForGyldighed
from almen.sager.models import Frist

Handlinger = list[tuple[str, str]]
ARTER = frozenset({Planart.HELHEDSPLAN})
SHOWN_LATE = 5
TILSYN = ("status_", "regnskab_", "afslutning")


def _address(plan: Plan, name: str, *args: Any) -> str:
    return reverse(f"planer:{name}", args=[plan.sag.nummer, *args])


def _oekonomi(plan: Plan, bruger: Bruger) -> Mapping[str, Any]:
    data = helhedsplan_of(plan.sag)
    decided, day = data.besluttet, data.retsdag
    return {
        "besluttet": decided,
        "dag": day,
        "budget": data.egne.budget,
        "parter": financing_rows(data, day),
        "matrix": budget_matrix(data, day),
        "svar": data.svar_paa_penge(day),
        "kan_rette": may_change(plan, bruger) and decided is None,
    }


def _oekonomihandlinger(plan: Plan, bruger: Bruger) -> Handlinger:
    if not may_change(plan, bruger):
        return []
    if helhedsplan_of(plan.sag).besluttet is not None:
        return [
            (
                "Åbn en sag om ændring af planen",
                f"{reverse('planer:ny', args=[plan.art])}?erstatter={plan.pk}",
            )
        ]
    return [("Ret budget og finansiering", _address(plan, "helhedsplan_oekonomi"))]


def _tilsyn(plan: Plan, bruger: Bruger) -> Mapping[str, Any] | None:
    """What is due of status, accounts and milestones, and what is late."""
    today = timezone.localdate()
    rows = [item for item in Frist.objects.filter(sag=plan.sag) if item.trin.startswith(TILSYN)]
    milestones = [item for item in milepaele_of(plan) if item.naaet is None]
    late = [item for item in milestones if is_late(item, today)]
    coming = [item for item in milestones if not is_late(item, today)]
    if not rows and not milestones:
        return None
    pending = [item for item in rows if item.opfyldt is None]
    return {
        "frister": [(item, item.opfyldt is None and item.dato < today) for item in rows],
        "naeste": pending[0] if pending else None,
        "forsinkede_frister": sum(item.dato < today for item in pending),
        "milepaele": late[:SHOWN_LATE],
        "forsinkede_milepaele": len(late),
        "naeste_milepael": coming[0] if coming else None,
        "sikker": all(item.sikkerhed == "sikker" for item in rows),
        "idag": today,
    }


def _saerindsatser(plan: Plan, bruger: Bruger) -> Mapping[str, Any] | None:
    data = helhedsplan_of(plan.sag)
    if not data.saerindsatser and not may_change(plan, bruger):
        return None
    return {
        "raekker": [
            (
                row,
                [row.stand_of(part) for part in PARTER[:2]],
                row.saerindsats.get_absolute_url(),
            )
            for row in data.saerindsatser
        ],
        "svar": data.forhandlet(),
    }


def _saerindsatshandlinger(plan: Plan, bruger: Bruger) -> Handlinger:
    return (
        [("Foreslå en særlig indsats", _address(plan, "ny_saerindsats"))] if may_change(plan, bruger) else []
    )


def _koordination(plan: Plan, bruger: Bruger) -> Mapping[str, Any] | None:
    """Which forvaltning owns which effort, in the profile's order; forvaltninger without any are told together."""
    rows = [row for row in indsatser_of(plan) if row.udgaaet is None]
    data = helhedsplan_of(plan.sag)
    if not rows and not data.egne.koordinator:
        return None
    owned: dict[str, list[Any]] = {}
    for row in rows:
        owned.setdefault(row.ansvarlig or "", []).append((row, light(row.lys)))  # type: ignore[attr-defined]
    order = [item.id for item in forvaltninger()]
    ids = [*(id_ for id_ in order if id_ in owned), *(id_ for id_ in owned if id_ and id_ not in order)]
    coordinator = find_forvaltning(data.egne.koordinator)
    return {
        "koordinator": coordinator.navn if coordinator else "",
        "ejere": [
            ((found.navn if (found := find_forvaltning(id_)) else id_), kort_navn(id_), owned[id_])
            for id_ in ids
        ],
        "andre": owned.get("", []),
        "uden": [item.kort for item in forvaltninger() if item.id not in owned],
    }


def _regnskab(plan: Plan, bruger: Bruger) -> Mapping[str, Any] | None:
    data, today = helhedsplan_of(plan.sag), timezone.localdate()
    found = regnskab_of(data, today)
    if found.i_alt is None and not plan_years_until(plan, today):
        return None
    return {
        "regnskab": found,
        "aar": [(row, found.temaer_pr_aar.get(row.aar or 0, ())) for row in found.aar],
    }


def _regnskabshandlinger(plan: Plan, bruger: Bruger) -> Handlinger:
    if not may_change(plan, bruger):
        return []
    years = plan_years_until(plan, timezone.localdate())
    return [(f"Regnskab for {year}", _address(plan, "regnskab", year)) for year in years]


def _praekvalifikation(plan: Plan, bruger: Bruger) -> Mapping[str, Any]:
    data = helhedsplan_of(plan.sag)
    try:
        themes = themes_on(data.retsdag)
    except UdenForGyldighed:
        themes = None
    return {
        "egne": data.egne,
        "bestyrelse": [line.strip() for line in data.egne.bestyrelse.splitlines() if line.strip()],
        "temaer": themes,
        "forbehold": themes.warn_usikker() if themes else None,
    }


def _praekvalifikationshandlinger(plan: Plan, bruger: Bruger) -> Handlinger:
    return [("Ret", _address(plan, "helhedsplan_oplysninger"))] if may_change(plan, bruger) else []


def _afdelinger(plan: Plan, bruger: Bruger) -> Mapping[str, Any] | None:
    """The afdelinger that lie in the plan's areas, of the plan's boligorganisationer where it names any."""
    organisations = {item.pk for item in plan.boligorganisationer.all()}
    rows = (
        Omraadeafdeling.objects.filter(omraade__in=plan.omraader.all(), til__isnull=True)
        .select_related("afdeling__boligorganisation", "omraade")
        .order_by("afdeling__boligorganisation__navn", "afdeling__nummer")
    )
    found: dict[str, list[Any]] = {}
    for row in rows:
        if not organisations or row.afdeling.boligorganisation_id in organisations:
            found.setdefault(str(row.afdeling.boligorganisation), []).append(row)
    return {"organisationer": list(found.items())} if found else None


def register_kort() -> None:
    """Registers the cards; called once when Django starts."""
    folder = "planer/helhedsplan/kort_"
    for kort in (
        Plankort("tilsyn", ARTER, "Tilsyn: hvad der forfalder", 20, f"{folder}tilsyn.html", _tilsyn),
        Plankort(
            "saerindsatser",
            ARTER,
            "Særlige kommunale indsatser",
            35,
            f"{folder}saerindsatser.html",
            _saerindsatser,
            _saerindsatshandlinger,
        ),
        Plankort(
            "koordination", ARTER, "Koordination på tværs", 38, f"{folder}koordination.html", _koordination
        ),
        Plankort(
            "helhedsplan_oekonomi",
            ARTER,
            "Budget og finansiering",
            50,
            f"{folder}oekonomi.html",
            _oekonomi,
            _oekonomihandlinger,
        ),
        Plankort(
            "regnskab",
            ARTER,
            "Regnskab mod budget",
            55,
            f"{folder}regnskab.html",
            _regnskab,
            _regnskabshandlinger,
        ),
        Plankort(
            "praekvalifikation",
            ARTER,
            "Prækvalifikation og organisation",
            15,
            f"{folder}praekvalifikation.html",
            _praekvalifikation,
            _praekvalifikationshandlinger,
            sted="side",
        ),
        Plankort(
            "afdelinger",
            ARTER,
            "Afdelinger i planen",
            25,
            f"{folder}afdelinger.html",
            _afdelinger,
            sted="side",
        ),
    ):
        register(kort)

"""How well a simulation of the present gives the times that were seen: the present version, the meetings as they are, no capacity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from almen.analyse.maalepunkter import HELE, STRAEKNINGER, Maal
from almen.analyse.maalestok import mindste_antal
from almen.analyse.models import Ophold
from almen.analyse.regneprogram import compute
from almen.analyse.selectors.spand import cells_of, measured
from almen.analyse.simulering.motor import Fremdrift, simulate
from almen.analyse.simulering.observeret import Observeret
from almen.analyse.simulering.opstilling import Opstilling
from almen.analyse.simulering.rute import build_ruter
from almen.analyse.simulering.scenarie import GAELDENDE, Forloebsvalg, Scenarie
from almen.grundlag.selectors import current_parametre
from almen.regler.dansk import format_tal
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import not_confidential
from almen.sagsgang.definition import Sagsgang

AAR, GENTAGELSER = 20, 20
NUTIDEN = "Nutiden"
FRAKTILER = ("q1", "median", "q3")


def calibrate(
    scenarie: Scenarie,
    observeret: Observeret,
    routes: Mapping[str, Sagsgang],
    fremdrift: Fremdrift | None = None,
) -> dict[str, Any]:
    """Observed and simulated times side by side, and whether their medians lie within the limit (`analyse.kalibrering_graense`).

    {"version", "maalinger": [{"id", "navn", "antal", "afsluttede", "observeret": {"q1", "median", "q3", "median_fra",
    "median_til"}, "simuleret": {"q1", "median", "q3"}, "afvigelse_pct", "ok"}], "graense_pct", "holder", "forklaring"}. `ok` and `afvigelse_pct` are None where too few cases were
    seen; `holder` is None where that goes for all of them.
    """
    graense = float(str(current_parametre().vaerdi("analyse.kalibrering_graense").vaerdi))
    present = Scenarie(
        navn=NUTIDEN,
        sagstype=scenarie.sagstype,
        aar=AAR,
        gentagelser=GENTAGELSER,
        froe=scenarie.froe,
        indkoering_aar=0,
        sager_pr_aar=100.0,
        forloeb=(Forloebsvalg(navn=NUTIDEN, version=GAELDENDE),),
    )
    try:
        rute = build_ruter(present, routes, observeret.dag)
        version, steps = rute[0].sagsgang.version, rute[0].sagsgang.efter_id
        given = {key: item for key, item in scenarie.varigheder.items() if key in steps}
        present = present.model_copy(update={"varigheder": given})
        plan = Opstilling(present, rute, routes, observeret.of_version(version)).build()
    except UgyldigtInput as error:
        return _answer("", [], graense, None, f"Nutiden kunne ikke simuleres: {error}")
    variant = simulate(plan, scenarie.froe, fremdrift, processer=1)["forloeb"][0]
    simulated = {item["id"]: item for item in variant["maal"]}
    spans = [item for item in (*STRAEKNINGER.get(scenarie.sagstype, ()), HELE) if item.id in simulated]
    seen = _observe(spans, version, routes, scenarie.sagstype, observeret.dag)
    mindst = mindste_antal()
    rows = [
        _compare(maal, simulated[maal.id], answer, graense, mindst)
        for maal, answer in zip(spans, seen, strict=True)
    ]
    judged = [row["ok"] for row in rows if row["ok"] is not None]
    holder = all(judged) if judged else None
    return _answer(version, rows, graense, holder, _explain(version, rows, graense, holder))


def _observe(
    spans: Sequence[Maal],
    version: str,
    routes: Mapping[str, Sagsgang],
    sagstype: str,
    today: dt.date,
) -> list[dict[str, Any]]:
    rows = Ophold.objects.filter(not_confidential("sag__"), sagstype=sagstype, version=version)
    return compute(
        [{"art": "overlevelse", "tider": cells_of(measured(rows, maal, routes, today))} for maal in spans]
    )


def _compare(
    maal: Maal, simulated: Mapping[str, Any], seen: Mapping[str, Any], graense: float, mindst: int
) -> dict[str, Any]:
    ours, theirs = simulated["median"][0], seen["median"]
    few = seen["afsluttede"] < mindst or ours is None or theirs is None
    # A median of nought days has no percentage; a day is the least that can be told.
    off = None if few else round(100 * (ours - theirs) / max(1, theirs), 1)
    return {
        "id": maal.id,
        "navn": maal.navn,
        "antal": seen["antal"],
        "afsluttede": seen["afsluttede"],
        "observeret": {key: seen[key] for key in (*FRAKTILER, "median_fra", "median_til")},
        "simuleret": {key: simulated[key][0] for key in FRAKTILER},
        "afvigelse_pct": off,
        "ok": None if off is None else abs(off) <= graense,
    }


def _explain(version: str, rows: Sequence[Mapping[str, Any]], graense: float, holder: bool | None) -> str:
    limit = f"{format_tal(round(graense))} pct."
    if holder is None:
        return f"Der er for få afsluttede sager efter {version} til at efterprøve simuleringen. Resultatet hviler på antagelserne alene."
    judged = [row for row in rows if row["ok"] is not None]
    untried = [row["navn"] for row in rows if row["ok"] is None]
    rest = f" For få sager til at efterprøve: {'; '.join(untried)}." if untried else ""
    if holder:
        return (
            f"Simuleringen af nutiden ({version}) rammer de sete medianer inden for {limit} på {len(judged)} af"
            f" {len(rows)} mål.{rest}"
        )
    wrong = [
        f"{row['navn']} (set {row['observeret']['median']} dage, simuleret {round(row['simuleret']['median'])})"
        for row in judged
        if not row["ok"]
    ]
    return (
        f"Simuleringen gengiver ikke nutiden ({version}): medianen ligger mere end {limit} fra den sete i {'; '.join(wrong)}."
        f" Brug forskellene mellem forløbene med forsigtighed.{rest}"
    )


def _answer(
    version: str, rows: list[dict[str, Any]], graense: float, holder: bool | None, forklaring: str
) -> dict[str, Any]:
    return {
        "version": version,
        "maalinger": rows,
        "graense_pct": graense,
        "holder": holder,
        "forklaring": forklaring,
    }

"""What the public sees of plans: what the plan said when it was decided, in cases that anybody may read.

Neither drafts nor figures before the decision, nor what has been written since: everything comes from the edition that the decision
kept. Status reports, negotiations, accounts and notes are not in it. A status report becomes public as a document of the case, one by
one, as every document. Another plan, a policy, a strategy or a project's own case is named only as long as it is public itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from almen.planer.models import Gaeldendeudgave, Indsats
from almen.planer.offentlige_politikker import named_politik, named_strategier
from almen.planer.offentlige_politikker import register as register_politikker
from almen.planer.selectors.oekonomi import Planoekonomi, budget_table
from almen.planer.selectors.udgave import public_planer
from almen.planer.udgaveindhold import Indhold
from almen.planer.visning import period_of
from almen.sager import adgang
from almen.sager.visning import sagstype_navn
from almen.sagsgang.udfald import Udfald, udfald_navn
from almen.ui.kolonner import Kolonne
from almen.ui.offentligt import Offentligsamling, ting_url
from almen.ui.offentligt import register as register_samling

SAMLING = "planer"


def day_of(text: str | None) -> dt.date | None:
    """A day as an edition keeps it."""
    return dt.date.fromisoformat(text) if text else None


def indhold(row: Gaeldendeudgave) -> Indhold:
    """What the plan said."""
    return row.udgave.indhold  # type: ignore[no-any-return]


def plan_url(row: Gaeldendeudgave) -> str:
    """The plan's public address."""
    return ting_url(SAMLING, row.sag.nummer)


def _udfald(row: Gaeldendeudgave) -> str:
    beslutning = row.udgave.beslutning
    return udfald_navn(beslutning.handling, Udfald(beslutning.udfald))


def plan_detaljer(row: Gaeldendeudgave) -> Mapping[str, Any]:
    """What is told of a plan beside its fields: five queries, however much it holds."""
    told = indhold(row)
    politik = named_politik(told["politik"])
    return {
        "formaal": told["formaal"],
        "egne": [{"navn": navn, "vaerdi": vaerdi} for navn, vaerdi in told["egne"]],
        "boligorganisationer": told["boligorganisationer"],
        "politik": politik,
        "strategier": named_strategier(told["strategier"]),
        "afloeser": _plans(told["erstatter"]),
        "indsatser": _indsatser(told, with_goals=politik is not None),
        "milepaele": [{**item, "frist": day_of(item["frist"])} for item in told["milepaele"]],
        "finansiering": told["finansiering"],
        "budget": told["budget"],
        "tabeller": _tables(told),
        "dokumenter": [
            {
                "titel": item.dokument.titel,
                "dato": item.dato,
                "url": ting_url("dokumenter", str(item.dokument.noegle)),
            }
            for item in adgang.public_offentliggoerelser()
            .filter(sag=row.sag_id)
            .select_related("dokument")
            .order_by("-dato", "-pk")
            if item.dokument is not None
        ],
        "sag_url": ting_url("sager", row.sag.nummer),
    }


def _indsatser(told: Indhold, *, with_goals: bool) -> list[dict[str, Any]]:
    """The efforts; each with its own case where one has come that anybody may read."""
    cases = {
        item.pk: item.sag
        for item in Indsats.objects.filter(adgang.public_scope("sag__"))
        .filter(pk__in=[item["id"] for item in told["indsatser"]])
        .select_related("sag")
    }
    return [_indsats(item, cases.get(item["id"]), with_goals=with_goals) for item in told["indsatser"]]


def _indsats(item: Indhold, sag: Any, *, with_goals: bool) -> dict[str, Any]:
    shown = {key: value for key, value in item.items() if key != "id"}
    return shown | {
        "fra": day_of(item["fra"]),
        "til": day_of(item["til"]),
        "maal": item["maal"] if with_goals else "",
        "sag": sag.titel if sag else "",
        "sag_url": ting_url("sager", sag.nummer) if sag else "",
    }


def _tables(told: Indhold) -> dict[str, Any]:
    """Financing and budget as money tables."""
    paid = [{"titel": item["part"], "beloeb": [item["beloeb"]]} for item in told["finansiering"]]
    if paid:
        total = sum(item["beloeb"] for item in told["finansiering"])
        paid.append({"titel": "I alt", "beloeb": [total], "sum": True})
    lines = {(item["tema"], item["aar"]): item["beloeb"] for item in told["budget"]}
    columns, rows = budget_table(Planoekonomi((), lines, None, 0), {})
    return {"finansiering": paid, "budget_kolonner": columns, "budget": rows}


def _plans(plan_id: int | None) -> dict[str, str] | None:
    """The plan that this one follows, as long as it is public."""
    if plan_id is None:
        return None
    found = public_planer().filter(sag__plan=plan_id).first()
    return {"navn": found.udgave.navn, "url": plan_url(found)} if found else None


def offentligt(sag: Any) -> Mapping[str, Any]:
    """What the public page of the plan's case tells: the same edition in short. Nothing while nothing is decided."""
    row = public_planer().filter(sag=sag.pk).first()
    if row is None:
        return {}
    told = indhold(row)
    areas = ", ".join(told["omraader"])
    rows = [item for item in _tables(told)["finansiering"] if not item.get("sum")]
    if told["beloeb"] is not None:
        rows.append({"titel": "I alt", "beloeb": [told["beloeb"]], "sum": True})
    return {
        "side": {"navn": "Hele planen, som den er besluttet", "url": plan_url(row)},
        "oplysninger": [
            ("Plan", told["navn"]),
            ("Periode", _period(told)),
            *([("Områder", areas)] if areas else []),
            *([("Formål", told["formaal"])] if told["formaal"] else []),
        ],
        "beloeb": {"columns": ["Beløb"], "rows": rows} if rows else None,
    }


def _period(told: Indhold) -> str:
    return period_of(day_of(told["fra"]), day_of(told["til"]))


FELTER = (
    Kolonne("navn", "Plan", "udgave.navn", sorter="udgave__navn", beskrivelse="Planens navn"),
    Kolonne(
        "slags",
        "Slags",
        lambda row: sagstype_navn(row.udgave.art),
        sorter="udgave__art",
        beskrivelse="Fx handleplan eller boligsocial helhedsplan",
    ),
    Kolonne(
        "omraader",
        "Områder",
        lambda row: ", ".join(indhold(row)["omraader"]) or None,
        beskrivelse="De områder, planen omfatter",
    ),
    Kolonne("periode", "Periode", lambda row: _period(indhold(row)), beskrivelse="Planens periode med ord"),
    Kolonne(
        "fra",
        "Fra",
        lambda row: day_of(indhold(row)["fra"]),
        "dato",
        skjult=True,
        beskrivelse="Første dag; tom: ikke aftalt",
    ),
    Kolonne(
        "til",
        "Til",
        lambda row: day_of(indhold(row)["til"]),
        "dato",
        skjult=True,
        beskrivelse="Sidste dag; tom: ikke aftalt",
    ),
    Kolonne(
        "indsatser",
        "Indsatser",
        lambda row: len(indhold(row)["indsatser"]),
        "heltal",
        beskrivelse="Antal indsatser og projekter i den besluttede plan",
    ),
    Kolonne(
        "beloeb",
        "Beløb",
        lambda row: indhold(row)["beloeb"],
        "kroner",
        beskrivelse="Hvad planen koster, som det er besluttet; tom: ikke fastsat",
    ),
    Kolonne(
        "besluttet",
        "Besluttet den",
        "udgave.beslutning.dato",
        "dato",
        sorter=("udgave__beslutning__dato", "pk"),
        beskrivelse="Dagen, planen blev besluttet",
    ),
    Kolonne(
        "organ",
        "Besluttet af",
        "udgave.beslutning.aktoer_navn",
        skjult=True,
        beskrivelse="Organets navn dengang",
    ),
    Kolonne("udfald", "Udfald", _udfald, skjult=True, beskrivelse="Fx godkendt eller godkendt med ændringer"),
    Kolonne(
        "sagsnummer",
        "Sag",
        "sag.nummer",
        skjult=True,
        beskrivelse="Nummeret på den sag, hvor planen blev besluttet",
    ),
)


def register() -> None:
    """Registers plans, and policies with strategies."""
    register_samling(
        Offentligsamling(
            id=SAMLING,
            navn="Planer",
            ental="plan",
            flertal="planer",
            beskrivelse="Planer for udsatte byområder, som de blev besluttet: indsatser, milepæle og penge. Udkast og det, der er "
            "ændret siden, er ikke med.",
            kilde="Kommunens sager i Almen",
            felter=FELTER,
            raekker=public_planer,
            find=lambda noegle: public_planer().filter(sag__nummer=noegle).first(),
            noegle=lambda row: row.sag.nummer,
            titel=lambda row: row.udgave.navn,
            note=lambda row: f"{sagstype_navn(row.udgave.art)} · {_period(indhold(row))}",
            dato=lambda row: row.udgave.beslutning.dato,
            soegefelter=("udgave__soegetekst", "sag__nummer"),
            demo=lambda row: row.sag.demo,
            detaljer=plan_detaljer,
            skabelon="planer/offentlig_plan.html",
            orden=24,
        )
    )
    register_politikker()

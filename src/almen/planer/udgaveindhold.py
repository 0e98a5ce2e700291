"""A plan or a policy as it stands, as values that JSON holds: what an edition keeps, and all that may ever be told of it in public.

Left out, because they are the municipality's own working papers: notes, status reports, what was reached, negotiations, accounts,
who works on it, and efforts that were dropped. Of other plans, policies and strategies only the keys are kept, since those may be
closed, now or later: whether they may be named is asked anew each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from almen.planer.models import Indsats, Milepael, Plan, Planart, Politik
from almen.planer.planartsider import tema_navne
from almen.planer.selectors import indsatser_of, milepaele_of, oekonomi_of
from almen.planer.selectors.forvaltninger import find_forvaltning
from almen.planer.selectors.oekonomi import Planoekonomi
from almen.planer.udgavearter import UDEN_TEMA, own_indhold
from almen.sager.models import Sag

Indhold = dict[str, Any]
# The parts that a page names when it says what has changed, in their order.
DELE: Mapping[str, str] = {
    "navn": "navn",
    "fra": "første dag",
    "til": "sidste dag",
    "formaal": "formål",
    "omraader": "områder",
    "boligorganisationer": "boligorganisationer",
    "strategier": "strategier",
    "politik": "politik",
    "erstatter": "hvad den afløser",
    "egne": "planens egne oplysninger",
    "indsatser": "indsatser",
    "milepaele": "milepæle",
    "budget": "budget",
    "finansiering": "finansiering",
    "beloeb": "beløb i alt",
    "beskrivelse": "beskrivelse",
    "maal": "mål og indikatorer",
}


# What `politik_indhold` reads of each policy.
POLITIK_MED = ("maal__indikatorer", "udpegninger__omraade", "strategier")


def indhold_of(sag: Sag) -> Indhold:
    """What the case's plan or policy says now, read afresh."""
    if sag.sagstype in Planart.values:
        return plan_indhold(Plan.objects.select_related("sag").get(sag=sag))
    return politik_indhold(Politik.objects.prefetch_related(*POLITIK_MED).get(sag=sag))


def plan_indhold(plan: Plan) -> Indhold:
    """The plan with its efforts, milestones and money. Days as ISO text, amounts in whole kroner."""
    themes = {**tema_navne(plan), "": UDEN_TEMA.get(plan.art, "")}
    money = oekonomi_of(plan)
    efforts = [row for row in indsatser_of(plan) if row.udgaaet is None]
    kept = {row.pk for row in efforts}
    return {
        "navn": plan.navn,
        "fra": _day(plan.fra),
        "til": _day(plan.til),
        "formaal": plan.formaal,
        "omraader": list(plan.omraader.values_list("navn", flat=True)),
        "boligorganisationer": list(plan.boligorganisationer.values_list("navn", flat=True)),
        "strategier": sorted(plan.strategier.values_list("pk", flat=True)),
        "politik": plan.politik_id,
        "erstatter": plan.erstatter_id,
        "indsatser": [_indsats(row, themes) for row in efforts],
        "milepaele": [
            _milepael(row) for row in milepaele_of(plan) if row.indsats_id is None or row.indsats_id in kept
        ],
        **_money(money, themes),
        "egne": [],
        **own_indhold(plan),
    }


def politik_indhold(politik: Politik) -> Indhold:
    """The policy with its goals and what each is measured by."""
    return {
        "navn": politik.navn,
        "fra": _day(politik.fra),
        "til": _day(politik.til),
        "beskrivelse": politik.beskrivelse,
        "kilde": politik.kilde,
        "kilde_adresse": politik.kilde_adresse,
        "sikkerhed": politik.sikkerhed,
        "omraader": sorted({item.omraade.navn for item in politik.udpegninger.all()}),
        "strategier": sorted(item.pk for item in politik.strategier.all()),
        "maal": [
            {
                "nummer": goal.nummer,
                "navn": goal.navn,
                "beskrivelse": goal.beskrivelse,
                "indikatorer": [
                    {
                        "indikator": row.indikator,
                        "retning": row.retning,
                        "maalsaetning": None
                        if row.maalsaetning is None
                        else f"{row.maalsaetning.normalize():f}",
                        "maalaar": row.maalaar,
                    }
                    for row in goal.indikatorer.all()
                ],
            }
            for goal in politik.maal.all()
        ],
    }


def soegetekst(indhold: Indhold) -> str:
    """What the public search looks in: name, areas, purpose, efforts and goals of an edition."""
    parts = [
        indhold["navn"],
        indhold.get("formaal", ""),
        indhold.get("beskrivelse", ""),
        *indhold["omraader"],
        *indhold.get("boligorganisationer", ()),
        *(row["navn"] for row in indhold.get("indsatser", ())),
        *(row["navn"] for row in indhold.get("maal", ())),
    ]
    return " ".join(part for part in parts if part)


def changed_dele(foer: Indhold, efter: Indhold) -> list[str]:
    """The parts that are not the same in two editions, in Danish."""
    return [navn for key, navn in DELE.items() if foer.get(key) != efter.get(key)]


def _indsats(row: Indsats, themes: Mapping[str, str]) -> Indhold:
    owner = find_forvaltning(row.ansvarlig)
    return {
        "id": row.pk,
        "navn": row.navn,
        "art": row.get_art_display(),
        "beskrivelse": row.beskrivelse,
        "maal": str(row.maal) if row.maal else "",
        "ansvarlig": owner.navn if owner else row.ansvarlig_tekst,
        "omraader": [item.navn for item in row.omraader.all()],
        "tema": themes.get(row.tema, row.tema) if row.tema else "",
        "budget": row.budget,
        "fra": _day(row.fra),
        "til": _day(row.til),
    }


def _milepael(row: Milepael) -> Indhold:
    return {"titel": row.titel, "frist": _day(row.frist), "indsats": row.indsats.navn if row.indsats else ""}


def _money(money: Planoekonomi, themes: Mapping[str, str]) -> Indhold:
    lines = sorted(money.budget.items(), key=lambda item: (item[0][0], item[0][1] or 0))
    return {
        "budget": [
            {"tema": themes.get(tema, tema), "aar": aar, "beloeb": amount} for (tema, aar), amount in lines
        ],
        "finansiering": [
            {"part": item.get_part_display(), "beloeb": item.beloeb} for item in money.finansiering
        ],
        "beloeb": money.i_alt,
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day is not None else None

"""The demo's udviklings-, forandrings- and kvarterplaner: published decisions, means and budgets with their sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from almen.omraader.models import Omraade
from almen.omraader.services import Omraadeinput, create_omraade
from almen.organisationer.models import Boligorganisation, Bruger
from almen.planer.models import Evaluering, Evalueringsart, Indsats, Plan, Planart
from almen.planer.selectors.kvarterplan import projektpost
from almen.planer.services import (
    Budgetbeloeb,
    report_status,
    save_budget,
    save_finansiering,
    save_indsats,
    save_milepael,
)
from almen.planer.services.boliger import save_boligopgoerelse, save_virkemiddel
from almen.planer.services.budgetflytning import move_budget
from almen.planer.services.evaluering import deliver_evaluering, save_evaluering
from almen.planer.services.fysisk_plan import open_fysisk_plan
from almen.planer.services.indsats import reach_milepael
from almen.sager.models import Sag
from almen.sager.services import record_beslutning
from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.yamltekst import read_yaml

FIL = "8-fysiske-planer.yaml"
SIDEN = "Det, der er sket siden beslutningen"
SKOEN = "DEMO: dagen er et skøn"
FYSISKE = (Planart.UDVIKLINGSPLAN, Planart.FORANDRINGSPLAN, Planart.KVARTERPLAN)


def load_fysiske(bruger: Bruger) -> None:
    """Loads the plans if there are none; nothing where the municipality has no file. Areas are taken by name, and made if missing."""
    path = KOMMUNER / settings.ALMEN_KOMMUNE / "demo" / FIL
    if not path.is_file() or Plan.objects.filter(art__in=FYSISKE).exists():
        return
    today = timezone.localdate()
    for item in read_yaml(path.read_text(encoding="utf-8"))["fysiske_planer"]:
        if item["aabnet"] <= today:
            _load(item, bruger)


def _load(item: Mapping[str, Any], bruger: Bruger) -> None:
    organisations = {row.kortnavn: row for row in Boligorganisation.objects.all()}
    plan = open_fysisk_plan(
        bruger=bruger,
        art=item["art"],
        titel=item["titel"],
        navn=item["navn"],
        fra=item.get("fra"),
        til=item.get("til"),
        omraader=[_area(navn, item, bruger) for navn in item["omraader"]],
        boligorganisationer=[
            organisations[name] for name in item.get("boligorganisationer", ()) if name in organisations
        ],
        boligorganisation=organisations.get(item.get("organisation", "")),
        formaal=item["formaal"],
        kilde=item["kilde"],
        kilde_adresse=item["kilde_adresse"],
        note=item["note"],
        aabnet_dato=item["aabnet"],
        demo=True,
        **item.get("egne", {}),
    )
    projects = {row["navn"]: _project(row, plan, bruger) for row in item.get("indsatser", ())}
    _money(item, plan, projects, bruger)
    for row in item.get("opgoerelser", ()):
        save_boligopgoerelse(bruger=bruger, plan=plan, **row)
    for row in item.get("virkemidler", ()):
        values = {**row, "indsats": projects.get(row.get("indsats", ""))}
        save_virkemiddel(bruger=bruger, plan=plan, **values)
    _milestones(item, plan, bruger)
    _decide(item, plan, bruger)
    for row in item.get("indsatser", ()):
        # What has become known since is no part of what was decided, which the decision kept.
        if "siden" in row:
            _project({**row, **row["siden"]}, plan, bruger, projects[row["navn"]], SIDEN)
    for row in item.get("flytninger", ()):
        values = {**row, "fra": projects[row["fra"]], "til": projects[row["til"]]}
        move_budget(bruger=bruger, plan=plan, **values)
    if status := item.get("status"):
        report_status(bruger=bruger, plan=plan, **status)


def _area(navn: str, item: Mapping[str, Any], bruger: Bruger) -> Omraade:
    found = Omraade.objects.filter(navn=navn).order_by("pk").first()
    if found is not None:
        return found
    area = Omraadeinput(navn=navn, bydel=item.get("bydel", ""), kilde=item["kilde"])
    return create_omraade(bruger=bruger, omraade=area, demo=True)


def _project(
    row: Mapping[str, Any], plan: Plan, bruger: Bruger, indsats: Indsats | None = None, grund: str = ""
) -> Indsats:
    case = Sag.objects.filter(titel=row["sag"], demo=True).first() if "sag" in row else None
    years: Mapping[int, int] = row.get("aar", {})
    return save_indsats(
        bruger=bruger,
        plan=plan,
        indsats=indsats,
        grund=grund,
        navn=row["navn"],
        art=row["art"],
        beskrivelse=row.get("beskrivelse", ""),
        ansvarlig=row.get("ansvarlig", ""),
        ansvarlig_tekst=row.get("ansvarlig_tekst", ""),
        budget=sum(years.values()) if years else row.get("budget"),
        sag=case,
    )


def _money(item: Mapping[str, Any], plan: Plan, projects: Mapping[str, Indsats], bruger: Bruger) -> None:
    if parties := item.get("finansiering"):
        save_finansiering(
            bruger=bruger, plan=plan, dele={part: (amount, "") for part, amount in parties.items()}
        )
    lines = [Budgetbeloeb("", year, amount) for year, amount in item.get("budget", {}).items()]
    lines += [
        Budgetbeloeb(projektpost(projects[row["navn"]]), year, amount)
        for row in item.get("indsatser", ())
        for year, amount in row.get("aar", {}).items()
    ]
    if lines:
        save_budget(bruger=bruger, plan=plan, linjer=lines)


def _milestones(item: Mapping[str, Any], plan: Plan, bruger: Bruger) -> None:
    for row in item.get("milepaele", ()):
        values = {key: row[key] for key in ("titel", "frist", "note") if key in row}
        saved = save_milepael(bruger=bruger, plan=plan, **values)
        if "naaet" in row:
            reach_milepael(bruger=bruger, milepael=saved, naaet=row["naaet"])


def _decide(item: Mapping[str, Any], plan: Plan, bruger: Bruger) -> None:
    """Takes the steps, and gives each report as soon as it is there to be given: before the step that demands it."""
    today = timezone.localdate()
    for step in item["trin"]:
        if step["dato"] > today:
            return
        _reports(item, plan, bruger)
        record_beslutning(
            bruger=bruger,
            sag=Sag.objects.get(pk=plan.sag_id),
            trin=step["trin"],
            udfald=step.get("udfald", "godkendt"),
            dato=step["dato"],
            moede=step.get("moede", ""),
            kilde=step.get("kilde") or (SKOEN if step.get("skoen") else item["kilde"]),
            dispensationer=item.get("dispensationer"),
        )
    _reports(item, plan, bruger)


def _reports(item: Mapping[str, Any], plan: Plan, bruger: Bruger) -> None:
    known = {(row.art, row.frist): row for row in Evaluering.objects.filter(plan=plan)}
    for row in item.get("evalueringer", ()):
        art = row.get("art", Evalueringsart.AARLIG.value)
        report = known.get((art, row["frist"]))
        if report is None and art != Evalueringsart.AARLIG:
            report = save_evaluering(bruger=bruger, plan=plan, art=art, frist=row["frist"])
        if (
            report is not None
            and report.afgivet is None
            and "afgivet" in row
            and row["afgivet"] <= timezone.localdate()
        ):
            deliver_evaluering(
                bruger=bruger,
                plan=plan,
                evaluering=report,
                afgivet=row["afgivet"],
                konklusion=row["konklusion"],
            )

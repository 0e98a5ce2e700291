"""Loads the municipality's demo cases from `kommuner/<id>/demo/*.yaml`. Running it again changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import yaml
from django.conf import settings
from django.utils import timezone

from almen.byggeri.demo.forloeb import Plan, published_plan, record, synthetic_plan
from almen.byggeri.demo.historik import load_historik
from almen.byggeri.demo.lokalplaner import load_lokalplaner
from almen.byggeri.demo.placering import synthetic_place
from almen.byggeri.demo.renovering import load_renoveringer
from almen.byggeri.demo.tal import dele_of, facts_of, serviceareal_of, titel_of
from almen.byggeri.models import Grundkapitalramme
from almen.byggeri.services import open_nybyggeri, register_garanti, register_grundkoebslaan, set_ramme
from almen.byggeri.services.byggesag import BYGGESAGSDATOER, save_byggesag
from almen.organisationer.models import Boligorganisation, Bruger, Rolle
from almen.sager.models import Sag

MARK = "DEMO"
ORGANISATION_KILDE = "Navnet er offentligt; LBF-nummeret er DEMO"


def load_demo(bruger: Bruger, *, historik: bool = False) -> None:
    """Loads organisations, frames and cases that are missing; `bruger` opens the cases and records
    decisions. `historik`: also the profile's synthetic history, which takes longest.
    """
    if Sag.objects.filter(demo=True, sagstype="nybyggeri").exists():
        return
    data = _read_files(settings.ALMEN_KOMMUNE)
    organisationer = _load_organisationer(data)
    _load_rammer(data.get("rammer", []), _adopter(bruger))
    today = timezone.localdate()
    if historik and "historik" in data:  # the oldest first, so that lists begin with what is new
        load_historik(data["historik"], organisationer, bruger, today)
    for item in data.get("sager", []):
        _load_published(item, organisationer, bruger)
    for item in data.get("syntetiske", []):
        _load_synthetic(item, organisationer, bruger, today)
    load_lokalplaner(data.get("lokalplaner", []), bruger)
    load_renoveringer(data.get("renoveringer", []), organisationer, bruger, today)


def _read_files(kommune: str) -> dict[str, Any]:
    """All demo files of the profile laid together, in the order of their names; empty if there are none."""
    folder = files("almen") / "kommuner" / kommune / "demo"
    result: dict[str, Any] = {}
    if not folder.is_dir():
        return result
    for path in sorted(folder.iterdir(), key=lambda item: item.name):
        if not path.name.endswith(".yaml"):
            continue
        for key, value in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            result[key] = [*result.get(key, []), *value] if isinstance(value, list) else value
    return result


def _adopter(bruger: Bruger) -> Bruger:
    """Somebody who may register frames: `bruger`, else the demo's leder or administrator."""
    if bruger.has_rolle(Rolle.LEDER, Rolle.ADMINISTRATOR):
        return bruger
    roles = [Rolle.LEDER, Rolle.ADMINISTRATOR]
    found = Bruger.objects.filter(rolletildelinger__rolle__in=roles).order_by("pk").first()
    return found or bruger


def _load_organisationer(data: Mapping[str, Any]) -> dict[str, Boligorganisation]:
    """Short name, or number of a demo organisation → organisation."""
    known = {item.kortnavn: item for item in Boligorganisation.objects.all()}
    result: dict[str, Boligorganisation] = {}
    for item in data.get("organisationer", []):
        result[item["kortnavn"]] = known.get(item["kortnavn"]) or Boligorganisation.objects.create(
            **item, demo=True, kilde=ORGANISATION_KILDE
        )
    wanted = data.get("demo_organisationer", {"antal": 0, "foerste_lbf_nummer": 0})
    for number in range(1, wanted["antal"] + 1):
        navn = f"Demo-boligorganisation {number}"
        lbf_nummer = f"{wanted['foerste_lbf_nummer'] + number - 1:04d}"
        found, _ = Boligorganisation.objects.get_or_create(
            lbf_nummer=lbf_nummer,
            defaults={"navn": navn, "kortnavn": f"Demo {number}", "demo": True, "kilde": MARK},
        )
        result[str(number)] = found
    return result


def _load_rammer(rows: Sequence[Mapping[str, Any]], bruger: Bruger) -> None:
    for row in rows:
        for aar in range(row["fra_aar"], row["til_aar"] + 1):
            if Grundkapitalramme.objects.filter(
                aar=aar, formaal=row["formaal"], beloeb__isnull=False
            ).exists():
                continue
            set_ramme(
                bruger=bruger,
                aar=aar,
                formaal=row["formaal"],
                beloeb=row["beloeb"],
                vedtaget_af=f"{MARK}: syntetisk ramme",
                kilde=f"{MARK}: kommunens rammer er ikke fundet offentliggjort",
                sikkerhed="usikker",
                demo=True,
            )


def _load_published(
    item: Mapping[str, Any], organisationer: Mapping[str, Boligorganisation], bruger: Bruger
) -> None:
    plan = published_plan(item, timezone.localdate())
    dele = dele_of(item["dele"])
    sag = open_nybyggeri(
        bruger=bruger,
        titel=item["titel"],
        boligorganisation=organisationer[str(item["organisation"])] if "organisation" in item else None,
        adresse=item["adresse"],
        bydel=item.get("bydel", ""),
        dele=dele,
        aabnet_dato=plan.aabnet,
        kilde=item["kilde"],
        note=item["note"],
        reserve_pct=item.get("reserve_pct"),
        grundkapital_maks=item.get("grundkapital_maks"),
        garanti_maks=item.get("garanti_maks"),
        demo=True,
    )
    for garanti in item.get("garantier", []):
        register_garanti(bruger=bruger, sag=sag, kilde=item["kilde"], **garanti)
    _load_grundkoebslaan(item, sag, bruger, plan)
    record(sag, plan, bruger, {"B": dele, "C": dele})


def _load_grundkoebslaan(item: Mapping[str, Any], sag: Sag, bruger: Bruger, plan: Plan) -> None:
    laan = item.get("grundkoebslaan")
    if laan:
        register_grundkoebslaan(
            bruger=bruger, sag=sag, ansoegningsdato=plan.aabnet, kilde=item.get("kilde", MARK), **laan
        )


def _load_synthetic(
    item: Mapping[str, Any],
    organisationer: Mapping[str, Boligorganisation],
    bruger: Bruger,
    today: dt.date,
) -> None:
    plan = synthetic_plan(item, today)
    dele = dele_of(item["dele"])
    sag = open_nybyggeri(
        bruger=bruger,
        titel=f"{titel_of(dele)}, {item['sted']} ({MARK})",
        navn=f"{item['sted']} ({MARK})",
        boligorganisation=organisationer[str(item["organisation"])],
        adresse=item["sted"],
        **synthetic_place(item["sted"]),
        dele=dele,
        serviceareal=serviceareal_of(item.get("serviceareal")),
        aabnet_dato=plan.aabnet,
        indsendt=plan.aabnet,
        note=f"{MARK}: opdigtede tal",
        reserve_pct=item.get("reserve_pct"),
        forventet_tilsagn=plan.aabnet + dt.timedelta(days=150),
        forventet_skema_b=plan.aabnet + dt.timedelta(days=450),
        forventet_ibrugtagning=plan.aabnet + dt.timedelta(days=1100),
        demo=True,
        **facts_of(item.get("fakta", "")),
    )
    if garanti := item.get("garanti"):
        total = sum(del_.sum or 0 for del_ in dele)
        # A lender's valuation stands in the file; the loan is near nine tenths of the sum, as the rules make
        # it.
        register_garanti(
            bruger=bruger,
            sag=sag,
            laan=total * 9 // 10,
            ejendomsvaerdi=garanti["vaerdi"],
            laangiver="Demokredit",
            laanetype="Realkreditlån",
            loebetid_aar=30,
            kilde=MARK,
        )
    _load_grundkoebslaan(item, sag, bruger, plan)
    if days := item.get("byggesag"):
        dates = [today - dt.timedelta(days=number) for number in days]
        felter: dict[str, Any] = dict(zip(BYGGESAGSDATOER, dates, strict=False))
        save_byggesag(bruger=bruger, sag=sag, journalnummer=f"{MARK}-{sag.nummer}", kilde=MARK, **felter)
    later = {
        "B": dele_of(item["dele"], item.get("skema_b_pct", 0)),
        "C": dele_of(item["dele"], item.get("skema_b_pct", 0) + item.get("skema_c_pct", 0)),
    }
    record(sag, plan, bruger, later)

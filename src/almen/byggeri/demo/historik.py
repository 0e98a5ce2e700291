"""The demo's history: synthetic cases of new building since 2014, with the days of their local plans and building permits.

Everything is drawn from the profile's `historik` with a fixed seed and recorded by the services; what would lie later than
three weeks ago is left out, so that those cases run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import count
from typing import Any

from almen.byggeri.demo.forloeb import RECEIVES, decide, save_figures
from almen.byggeri.demo.livsloeb import Livsloeb, Skridt, plan_life
from almen.byggeri.demo.placering import synthetic_place
from almen.byggeri.demo.tal import dele_of, facts_of, titel_of
from almen.byggeri.models import Projekt
from almen.byggeri.services import open_nybyggeri, register_garanti
from almen.byggeri.services.byggesag import save_byggesag
from almen.byggeri.services.lokalplan import LOKALPLANDATOER, link_projekt, save_lokalplan
from almen.byggeri.services.projekt import SAGSTYPE
from almen.grundlag.selectors import sagsgang_of, sagsgangsversion_on
from almen.organisationer.models import Boligorganisation, Bruger
from almen.sager.demo_moededage import demo_moededage
from almen.sager.models import Sag
from almen.sagsgang.udfald import Udfald

MARK = "DEMO"
KILDE = f"{MARK}: dagen er trukket tilfældigt"
ENDS_DAYS = 21  # before the load day: what is nearer belongs to the demo's present
AHEAD = dt.timedelta(days=365 * 12)  # the calendar of bodies reaches beyond every life


def load_historik(
    spec: Mapping[str, Any],
    organisationer: Mapping[str, Boligorganisation],
    bruger: Bruger,
    today: dt.date,
) -> None:
    """Opens every case of the history that had begun, and records what had come of it three weeks before `today`."""
    moededage = demo_moededage(today + AHEAD)
    owners = [item for key, item in organisationer.items() if key.isdigit()]
    planer = count(spec["lokalplan"]["foerste_nummer"])
    for number, aabnet in enumerate(_openings(spec)):
        sted = f"{spec['steder'][number % len(spec['steder'])]} {101 + number}"
        draw = Livsloeb(spec, moededage, sted)
        if aabnet <= today - dt.timedelta(days=ENDS_DAYS):
            owner = owners[draw.chance("organisation").randrange(len(owners))]
            _load(draw, aabnet, owner, bruger, today, planer)


def _openings(spec: Mapping[str, Any]) -> Iterator[dt.date]:
    """The days on which the cases were opened: evenly over each period."""
    for periode in spec["perioder"]:
        span = (periode["til"] - periode["fra"]).days
        for number in range(periode["antal"]):
            yield periode["fra"] + dt.timedelta(days=span * number // max(1, periode["antal"] - 1))


def _load(
    draw: Livsloeb,
    aabnet: dt.date,
    owner: Boligorganisation,
    bruger: Bruger,
    today: dt.date,
    planer: count[int],
) -> None:
    rows = _rows(draw, aabnet)
    dele = dele_of(rows)
    route = sagsgang_of(sagsgangsversion_on(SAGSTYPE, aabnet).pk)
    life = plan_life(draw, route, {"boligtype": tuple(row["boligtype"] for row in rows)}, aabnet)
    done = {step.trin.id: step.dato for step in life}
    sag = open_nybyggeri(
        bruger=bruger,
        titel=f"{titel_of(dele)}, {draw.navn} ({MARK})",
        navn=f"{draw.navn} ({MARK})",
        boligorganisation=owner,
        adresse=draw.navn,
        **synthetic_place(draw.navn),
        dele=dele,
        aabnet_dato=aabnet,
        indsendt=aabnet,
        note=f"{MARK}: opdigtede tal",
        forventet_tilsagn=done.get("tilsagn"),
        forventet_skema_b=done.get("skema_b"),
        forventet_ibrugtagning=done.get("skaeringsdag"),
        demo=True,
        **facts_of("skema_c"),
    )
    _plan(draw, sag, rows, done.get("ansoegning", aabnet), bruger, planer, today)
    _record(draw, sag, life, rows, bruger, today)
    _permit(draw, sag, done, bruger, today)


def _rows(draw: Livsloeb, aabnet: dt.date) -> list[dict[str, Any]]:
    """The parts: dwellings, area and sum at the prices of the year."""
    spec, chance = draw.spec, draw.chance("byggeri")
    kinds = spec["byggerier"]
    dele = chance.choices(kinds, [kind["vaegt"] for kind in kinds])[0]["dele"]
    price = spec["kr_pr_m2"]
    per_m2 = price["beloeb"] * (1 + price["stigning_pct"] / 100) ** (aabnet.year - price["aar"])
    rows = []
    for boligtype, (fewest, most) in dele.items():
        antal = chance.randint(fewest, most)
        m2 = antal * spec["m2_pr_bolig"][boligtype]
        dearer = price["ungdom_pct"] if boligtype == "ungdom" else 100
        total = round(m2 * per_m2 * dearer / 100, -5)
        rows.append({"boligtype": boligtype, "antal": antal, "m2": m2, "sum": int(total)})
    return rows


def _record(
    draw: Livsloeb,
    sag: Sag,
    life: Sequence[Skridt],
    rows: Sequence[Mapping[str, Any]],
    bruger: Bruger,
    today: dt.date,
) -> None:
    dele = dele_of(rows)
    for step in life:
        if step.dato > today - dt.timedelta(days=ENDS_DAYS):
            return
        key = step.trin.id
        if key in RECEIVES:
            save_figures(sag, RECEIVES[key], step.dato, bruger, dele)
        if key == "garanti" and step.udfald == Udfald.GODKENDT and draw.hit(60, "garanti"):
            _guarantee(sag, rows, bruger)
        body = step.trin.aktoer in draw.moededage
        decide(
            step.trin,
            bruger=bruger,
            sag=sag,
            dato=step.dato,
            udfald=step.udfald,
            tilbage_til=step.tilbage_til or "",
            kilde=KILDE,
            moede=f"Møde den {step.dato:%d.%m.%Y} ({MARK})" if body else "",
            begrundelse="" if step.udfald not in _REASONS else f"{_REASONS[step.udfald]} ({MARK}).",
        )


_REASONS = {
    Udfald.UDSAT.value: "Udsat til næste møde",
    Udfald.SENDT_TILBAGE.value: "Oplysningerne skal kontrolleres igen",
    Udfald.FORKASTET.value: "Projektet er opgivet",
}


def _guarantee(sag: Sag, rows: Sequence[Mapping[str, Any]], bruger: Bruger) -> None:
    total = sum(row["sum"] for row in rows)
    register_garanti(
        bruger=bruger,
        sag=sag,
        laan=total * 9 // 10,
        ejendomsvaerdi=total * 3 // 4,
        laangiver="Demokredit",
        laanetype="Realkreditlån",
        loebetid_aar=30,
        kilde=MARK,
    )


def _plan(
    draw: Livsloeb,
    sag: Sag,
    rows: Sequence[Mapping[str, Any]],
    ansoegt: dt.date,
    bruger: Bruger,
    planer: count[int],
    today: dt.date,
) -> None:
    """The local plan of most cases, adopted before the application; some of its days are not registered."""
    spec = draw.spec["lokalplan"]
    if not draw.hit(spec["pct"], "lokalplan"):
        return
    span = {navn: draw.days(figures, "lokalplan", navn) for navn, figures in spec["dage"].items()}
    adopted = ansoegt - dt.timedelta(days=span["foer_ansoegning"])
    heard = adopted - dt.timedelta(days=span["vedtaget"])
    proposed = heard - dt.timedelta(days=span["hoering_slut"])
    begun = proposed - dt.timedelta(days=span["startredegoerelse"])
    days = dict(zip(LOKALPLANDATOER, (begun, proposed, heard, adopted), strict=True))
    m2 = Decimal(sum(row["m2"] for row in rows))
    nummer = next(planer)
    plan = save_lokalplan(
        bruger=bruger,
        demo=True,
        nummer=str(nummer),
        navn=f"{draw.navn} ({MARK})",
        bydel=sag.projekt.bydel,
        krav_m2=m2 * draw.chance("lokalplan", "krav").randint(*spec["krav_pct"]) // 100,
        kilde=KILDE,
        **_kept(draw, days, spec["mangler_pct"], today),
    )
    link_projekt(bruger=bruger, lokalplan=plan, projekt=Projekt.objects.get(sag=sag), m2=m2)


def _permit(draw: Livsloeb, sag: Sag, done: Mapping[str, dt.date], bruger: Bruger, today: dt.date) -> None:
    """The building permit of most cases that have come so far; some of its days are not registered."""
    spec = draw.spec["byggesag"]
    if "tilsagn" not in done or not draw.hit(spec["pct"], "byggesag"):
        return
    span = {
        navn: dt.timedelta(days=draw.days(figures, "byggesag", navn))
        for navn, figures in spec["dage"].items()
    }
    applied = done["tilsagn"] + span["ansoegt"]
    given = applied + span["tilladelse"]
    days = {"ansoegt": applied, "tilladelse": given}
    if "skaeringsdag" in done:
        days["ibrugtaget"] = max(given, done["skaeringsdag"] - span["ibrugtaget"])
    kept = _kept(draw, days, spec["mangler_pct"], today)
    if kept:
        save_byggesag(bruger=bruger, sag=sag, journalnummer=f"{MARK}-{sag.nummer}", kilde=KILDE, **kept)


def _kept(draw: Livsloeb, days: Mapping[str, dt.date], mangler_pct: int, today: dt.date) -> dict[str, Any]:
    """The days that had come three weeks ago and that somebody registered."""
    last = today - dt.timedelta(days=ENDS_DAYS)
    return {
        navn: dato
        for navn, dato in days.items()
        if dato <= last and not draw.hit(mangler_pct, "mangler", navn)
    }

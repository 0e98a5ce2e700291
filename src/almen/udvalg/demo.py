"""The demo's meetings: published items with their source; members, monthly meetings and outcomes synthetic and marked DEMO."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from itertools import count
from typing import Any

from django.conf import settings
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.sager.demo_moededage import demo_moededage
from almen.sager.models import Beslutning, Ventetrin
from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.yamltekst import read_yaml
from almen.udvalg.fejl import MoedeAfvist
from almen.udvalg.models import Medlemsrolle, Moede, Punktart
from almen.udvalg.selectors.moeder import party_sizes
from almen.udvalg.services import (
    Udfaldsdata,
    add_medlem,
    add_punkt,
    create_moede,
    finish_moede,
    put_on_agenda,
    record_udfald,
    save_andre_sager,
    send_dagsorden,
)

FIL = "7-moeder.yaml"
MARK = "DEMO"
DAY_ONLY = f"{MARK}: mødedagen er opdigtet, og dagsordenen er ikke lagt ind"
PRESENT_DAYS = 21
FORMALIA = "Godkendelse af dagsordenen"
# What comes of the synthetic items, in turn; a text where the outcome asks for one.
OUTCOMES = (
    ("godkendt", ""),
    ("godkendt", ""),
    ("taget_til_efterretning", ""),
    ("godkendt", ""),
    ("godkendt_med_aendringer", f"Godkendt med den ændring, at beboerne høres først ({MARK})."),
    ("godkendt", ""),
    ("udsat", f"Udsat til et senere møde ({MARK})."),
)


def load_demo(bruger: Bruger, *, historik: bool = False) -> None:
    """Loads the demo's meetings if there are none; a municipality without the file has none. `bruger` keeps the meetings.

    `historik`: also the days of the years before, on which the decisions of the history fall.
    """
    path = KOMMUNER / settings.ALMEN_KOMMUNE / "demo" / FIL
    if not path.is_file() or Moede.objects.exists():
        return
    data = read_yaml(path.read_text(encoding="utf-8"))
    for item in data["demo_medlemmer"]:
        _load_medlemmer(item, bruger)
    for item in data["offentliggjorte_moeder"]:
        _load_published(item, bruger)
    today = timezone.localdate()
    for item in data["demo_moeder_nu"]:
        _load_current(item, today, bruger)
    numbers = count()
    for item in data["demo_moeder"]:
        _load_monthly(item, data["demo_titler"], numbers, today, bruger)
    if historik:
        _load_calendar(data, numbers, today, bruger)


def _load_calendar(data: Mapping[str, Any], numbers: count[int], today: dt.date, bruger: Bruger) -> None:
    """The days on which the bodies met, one of them with its agendas; the last three weeks are the present's own."""
    known = set(Moede.objects.values_list("organ", "dato"))
    others = {item["organ"]: item["andre"] for item in data["demo_moedekalender"] if "andre" in item}
    for organ, dates in demo_moededage(today - dt.timedelta(days=PRESENT_DAYS)).items():
        for dato in dates:
            if (organ, dato) in known:
                continue
            if organ not in others:
                create_moede(bruger=bruger, organ=organ, dato=dato, kilde=DAY_ONLY, demo=True)
                continue
            moede = create_moede(bruger=bruger, organ=organ, dato=dato, kilde=f"{MARK}: opdigtet", demo=True)
            _load_decided(moede, data["demo_titler"], numbers, bruger)
            chance = random.Random(dato.isoformat())  # noqa: S311 - invented, the same in every demo
            antal = {kind: chance.randint(low, high) for kind, (low, high) in others[organ].items()}
            save_andre_sager(bruger=bruger, moede=moede, antal=antal)


def _load_decided(moede: Moede, titler: list[str], numbers: count[int], bruger: Bruger) -> None:
    """Items for what the body decided that day, by the cases' titles; an invented one where that was nothing."""
    found = Beslutning.objects.filter(
        sag__demo=True, aktoer=moede.organ, dato=moede.dato, moede__endswith=f"({MARK})"
    )
    items = list(found.order_by("pk").values_list("sag__titel", "udfald"))
    for title, outcome in items or [(_title(titler, next(numbers)), "godkendt")]:
        punkt = add_punkt(bruger=bruger, moede=moede, titel=title, art=Punktart.ALMEN)
        text = "" if outcome == "godkendt" else f"Se sagen ({MARK})."
        record_udfald(bruger=bruger, punkt=punkt, data=Udfaldsdata(outcome, tekst=text))


def _title(titler: list[str], number: int) -> str:
    return f"{titler[number % len(titler)]} {number * 3 + 2} ({MARK})"


def _load_medlemmer(item: Mapping[str, Any], bruger: Bruger) -> None:
    roles = iter((Medlemsrolle.FORMAND, Medlemsrolle.NAESTFORMAND))
    for parti, (first, last) in item["partier"].items():
        for number in range(first, last + 1):
            add_medlem(
                bruger=bruger,
                organ=item["organ"],
                navn=f"Medlem {number} ({MARK})",
                parti=parti,
                rolle=next(roles, Medlemsrolle.MEDLEM),
                fra=item["fra"],
                til=item.get("til"),
                kilde=f"{MARK}: opdigtet",
                demo=True,
            )


def _load_published(item: Mapping[str, Any], bruger: Bruger) -> None:
    """A real meeting with the one item that was read; a second item of the same meeting adds its own address."""
    moede = Moede.objects.filter(organ=item["organ"], dato=item["dato"]).first()
    if moede is None:
        moede = create_moede(bruger=bruger, organ=item["organ"], dato=item["dato"], kilde=item["kilde"])
    else:
        moede.kilde = f"{moede.kilde} {item['kilde']}"
        moede.save(update_fields=["kilde"])
    punkt = add_punkt(
        bruger=bruger, moede=moede, titel=item["titel"], art=Punktart.ALMEN, nummer=item["nummer"]
    )
    if "udfald" in item:
        data = Udfaldsdata(item["udfald"], tekst=item.get("tekst", ""))
        record_udfald(bruger=bruger, punkt=punkt, data=data)


def _load_monthly(
    item: Mapping[str, Any], titler: list[str], numbers: count[int], today: dt.date, bruger: Bruger
) -> None:
    """A meeting of titles, brought to an end if it has been held; none where a meeting is on that day already."""
    dato = item["dato"]
    if Moede.objects.filter(organ=item["organ"], dato=dato).exists():
        return
    moede = _create(item["organ"], dato, dt.time(14), bruger)
    if dato > today:
        return
    for _ in range(item["almene"]):
        number = next(numbers)
        punkt = add_punkt(bruger=bruger, moede=moede, titel=_title(titler, number), art=Punktart.ALMEN)
        outcome, text = OUTCOMES[number % len(OUTCOMES)]
        votes = _votes(item["organ"], dato) if number % 4 == 1 and outcome == "godkendt" else ""
        record_udfald(bruger=bruger, punkt=punkt, data=Udfaldsdata(outcome, tekst=text, stemmer=votes))
    save_andre_sager(bruger=bruger, moede=moede, antal=item["andre"])
    finish_moede(bruger=bruger, moede=moede)


def _votes(organ: str, dato: dt.date) -> str:
    """Everybody for, but for the smallest party; empty where no members are known."""
    sizes = party_sizes(organ, dato)
    if len(sizes) < 2:
        return ""
    against = min(sizes, key=lambda parti: sizes[parti])
    others = ", ".join(f"{parti} {antal}" for parti, antal in sizes.items() if parti != against)
    return f"for {others}; imod {against} {sizes[against]}"


def _load_current(item: Mapping[str, Any], today: dt.date, bruger: Bruger) -> None:
    """A meeting near today with the demo's own cases; one that has been held has had its agenda sent."""
    monday = today - dt.timedelta(days=today.weekday())
    dato = monday + dt.timedelta(days=item["dage"])
    moede = _create(item["organ"], dato, dt.time.fromisoformat(item["klokken"]), bruger)
    if dato <= today:
        _load_cases(item, moede, bruger)
        return
    _fill(item, moede, bruger)


def _fill(item: Mapping[str, Any], moede: Moede, bruger: Bruger) -> dict[str, Any]:
    """Puts on what the file names; a case that no longer awaits the body is passed over. Title part → item."""
    placed = {}
    for wanted in item["sager"]:
        waiting = Ventetrin.objects.filter(
            sag__titel__contains=wanted["titel"], trin=wanted["trin"], organ=moede.organ
        )
        for row in waiting.select_related("sag")[:1]:
            try:
                placed[wanted["titel"]] = put_on_agenda(
                    bruger=bruger, moede=moede, sag=row.sag, trin=row.trin
                )
            except MoedeAfvist:
                continue
    for title in item.get("punkter", []):
        add_punkt(bruger=bruger, moede=moede, titel=title, art=Punktart.ALMEN)
    for closed in item.get("lukkede", []):
        add_punkt(
            bruger=bruger,
            moede=moede,
            titel=closed["titel"],
            art=Punktart.ALMEN,
            lukket=True,
            lukket_grund=closed["grund"],
        )
    return placed


def _load_cases(item: Mapping[str, Any], moede: Moede, bruger: Bruger) -> None:
    placed = _fill(item, moede, bruger)
    send_dagsorden(bruger=bruger, moede=moede)
    if "andre" not in item:
        return
    for wanted in item["sager"]:
        if wanted["titel"] in placed and "udfald" in wanted:
            data = Udfaldsdata(
                wanted["udfald"],
                tekst=wanted.get("tekst", ""),
                stemmer=wanted.get("stemmer", ""),
                standset_af=wanted.get("standset_af", ""),
                bemaerkninger=wanted.get("bemaerkninger", {}),
            )
            placed[wanted["titel"]].refresh_from_db()
            record_udfald(bruger=bruger, punkt=placed[wanted["titel"]], data=data)
    save_andre_sager(bruger=bruger, moede=moede, antal=item["andre"])
    finish_moede(bruger=bruger, moede=moede)


def _create(organ: str, dato: dt.date, klokken: dt.time, bruger: Bruger) -> Moede:
    moede = create_moede(
        bruger=bruger,
        organ=organ,
        dato=dato,
        klokken=klokken,
        sted="Rådhuset" if organ != "direktionen" else "",
        kilde=f"{MARK}: opdigtet",
        demo=True,
    )
    add_punkt(bruger=bruger, moede=moede, titel=FORMALIA)
    return moede

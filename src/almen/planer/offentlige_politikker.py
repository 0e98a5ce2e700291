"""What the public sees of policies and strategies: name, period, goals, source and how certain it is.

A policy with a case is told as it was decided there. One without was recorded as decided before the system came, from the source that
it names. A strategy is another body's own document: it is told once it applies, or where its source has an address that anybody can
read; one that only we know to be under way is not. Not told: how far a strategy is in our own words, and notes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import slugify

from almen.grundlag.models import Sikkerhed
from almen.omraader.indikatorer import find_indikator
from almen.planer.models import Gaeldendeudgave, Politik, Strategi
from almen.planer.selectors.udgave import public_planer, public_politikudgaver
from almen.planer.udgaveindhold import POLITIK_MED, Indhold, politik_indhold
from almen.planer.visning import period_of
from almen.sager.models import Sag
from almen.ui.formater import decimal
from almen.ui.kolonner import Kolonne
from almen.ui.offentligt import Offentligsamling, ting_url
from almen.ui.offentligt import register as register_samling

SAMLING = "politikker"
DANSK = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "–": "-"})
TONER = {Sikkerhed.SIKKER: "ok", Sikkerhed.SANDSYNLIG: "warn", Sikkerhed.USIKKER: "bad"}
RETNINGER = {"ned": "lavere", "op": "højere"}


@dataclass(frozen=True)
class Offentligpolitik:
    """A policy or a strategy. `indhold` is what a policy says; None for a strategy."""

    noegle: str
    slags: str
    pk: int
    navn: str
    beskrivelse: str
    fra: dt.date | None
    til: dt.date | None
    kilde: str
    kilde_adresse: str
    sikkerhed: str
    demo: bool
    indhold: Indhold | None = None
    sagsnummer: str = ""

    @property
    def url(self) -> str:
        """Its public address."""
        return ting_url(SAMLING, self.noegle)


def _slug(navn: str) -> str:
    return slugify(navn.lower().translate(DANSK))


def _noegle(politik: Politik) -> str:
    return f"{_slug(politik.navn)}-{politik.fra:%Y}"


def _of_udgave(row: Gaeldendeudgave) -> Offentligpolitik:
    politik, told = row.sag.politik, row.udgave.indhold
    return _politik(row.sag.nummer, politik, told, row.sag.demo, row.sag.nummer)


def _politik(
    noegle: str, politik: Politik, told: Indhold, demo: bool, sagsnummer: str = ""
) -> Offentligpolitik:
    return Offentligpolitik(
        noegle=noegle,
        slags="Politik",
        pk=politik.pk,
        navn=told["navn"],
        beskrivelse=told["beskrivelse"],
        fra=dt.date.fromisoformat(told["fra"]),
        til=dt.date.fromisoformat(told["til"]),
        kilde=told["kilde"],
        kilde_adresse=told["kilde_adresse"],
        sikkerhed=told["sikkerhed"],
        demo=demo,
        indhold=told,
        sagsnummer=sagsnummer,
    )


def _of_strategi(row: Strategi) -> Offentligpolitik:
    return Offentligpolitik(
        noegle=_slug(row.navn),
        slags="Strategi",
        pk=row.pk,
        navn=row.navn,
        beskrivelse=row.beskrivelse,
        fra=row.fra,
        til=row.til,
        kilde=row.kilde,
        kilde_adresse=row.kilde_adresse,
        sikkerhed=row.sikkerhed,
        demo=row.demo,
    )


def _earlier() -> QuerySet[Politik]:
    """Policies that were recorded as decided before the system came."""
    return Politik.objects.filter(sag__isnull=True).prefetch_related(*POLITIK_MED)


def public_strategier() -> QuerySet[Strategi]:
    """Strategies that apply, or whose source anybody can read."""
    return Strategi.objects.filter(Q(fra__lte=timezone.localdate()) | ~Q(kilde_adresse=""))


def public_politikker() -> list[Offentligpolitik]:
    """Policies and strategies, the newest first, those without a first day last."""
    rows = [_of_udgave(row) for row in public_politikudgaver()]
    for politik in _earlier():
        told = politik_indhold(politik)
        rows.append(_politik(_noegle(politik), politik, told, politik.demo))
    rows += [_of_strategi(row) for row in public_strategier()]
    rows.sort(key=lambda row: (row.slags, row.navn))
    return sorted(rows, key=lambda row: row.fra or dt.date.min, reverse=True)


def named_politik(pk: int | None) -> dict[str, str] | None:
    """A policy's name and public address; None where it is not public."""
    politik = Politik.objects.filter(pk=pk).first() if pk is not None else None
    if politik is None:
        return None
    if politik.sag_id is None:
        return {"navn": politik.navn, "url": ting_url(SAMLING, _noegle(politik))}
    found = public_politikudgaver().filter(sag=politik.sag_id).first()
    return {"navn": found.udgave.navn, "url": ting_url(SAMLING, found.sag.nummer)} if found else None


def named_strategier(pks: Collection[int]) -> list[dict[str, str]]:
    """Names and public addresses of those that are public: one query."""
    rows = [_of_strategi(row) for row in public_strategier().filter(pk__in=list(pks)).order_by("navn")]
    return [{"navn": row.navn, "url": row.url} for row in rows]


def politiksag(sag: Sag) -> Mapping[str, Any]:
    """What the public page of the policy's case tells: the policy as it was decided. Nothing while it is in hearing."""
    found = public_politikudgaver().filter(sag=sag.pk).first()
    if found is None:
        return {}
    row = _of_udgave(found)
    return {
        "side": {"navn": "Hele politikken, som den er besluttet", "url": row.url},
        "oplysninger": [
            ("Politik", row.navn),
            ("Periode", period_of(row.fra, row.til)),
            *((f"Mål {goal['nummer']}", goal["navn"]) for goal in found.udgave.indhold["maal"]),
            *([("Beskrivelse", row.beskrivelse)] if row.beskrivelse else []),
        ],
    }


def politik_detaljer(row: Offentligpolitik) -> Mapping[str, Any]:
    """Goals and what they are measured by, areas, and the public plans that follow it."""
    told = row.indhold or {}
    plans = public_planer()
    if row.slags == "Politik":
        found = list(plans.filter(udgave__indhold__politik=row.pk))
    else:
        found = [
            item
            for item in plans.filter(sag__plan__strategier=row.pk)
            if row.pk in item.udgave.indhold["strategier"]
        ]
    return {
        "beskrivelse": row.beskrivelse,
        "maal": [
            {**goal, "indikatorer": [_indikator(item) for item in goal["indikatorer"]]}
            for goal in told.get("maal", ())
        ],
        "omraader": told.get("omraader", []),
        "strategier": named_strategier(told.get("strategier", ())),
        "planer": [{"navn": item.udgave.navn, "url": ting_url("planer", item.sag.nummer)} for item in found],
        "sag_url": ting_url("sager", row.sagsnummer) if row.sagsnummer else "",
    }


def _indikator(item: Indhold) -> dict[str, Any]:
    known = find_indikator(item["indikator"])
    return {
        **item,
        "navn": known.navn if known else item["indikator"],
        "retning": RETNINGER[item["retning"]],
        "enhed": known.enhed_tekst if known else "",
        "maalsaetning_tekst": decimal(Decimal(item["maalsaetning"])) if item["maalsaetning"] else "",
    }


FELTER = (
    Kolonne("navn", "Navn", "navn", sorter="navn", beskrivelse="Politikkens eller strategiens navn"),
    Kolonne("slags", "Slags", "slags", sorter="slags", beskrivelse="Politik eller strategi"),
    Kolonne(
        "beskrivelse",
        "Hvad den handler om",
        lambda row: row.beskrivelse or None,
        skjult=True,
        beskrivelse="Kort beskrivelse; tom: ikke skrevet",
    ),
    Kolonne("fra", "Gælder fra", "fra", "dato", sorter="fra", beskrivelse="Første dag; tom: ikke kendt"),
    Kolonne("til", "Gælder til", "til", "dato", sorter="til", beskrivelse="Sidste dag; tom: ikke kendt"),
    Kolonne("kilde", "Kilde", "kilde", url="kilde_adresse", beskrivelse="Hvor det er læst"),
    Kolonne(
        "kilde_adresse",
        "Kildens adresse",
        lambda row: row.kilde_adresse or None,
        skjult=True,
        beskrivelse="Tom: kilden har ingen adresse",
    ),
    Kolonne(
        "sikkerhed",
        "Sikkerhed",
        lambda row: Sikkerhed(row.sikkerhed).label,
        "chip",
        sorter="sikkerhed",
        tone=lambda row: TONER[row.sikkerhed],
        beskrivelse="Hvor sikkert det er: sikker, sandsynlig eller usikker",
    ),
)


def register() -> None:
    """Registers the collection."""
    register_samling(
        Offentligsamling(
            id=SAMLING,
            navn="Politikker og strategier",
            ental="politik eller strategi",
            flertal="politikker og strategier",
            beskrivelse="Det, som planerne følger: politikker med mål og indikatorer, og strategier. Kilden står ved hver.",
            kilde="Den, der står ved hver politik og strategi",
            felter=FELTER,
            raekker=public_politikker,
            noegle=lambda row: row.noegle,
            titel=lambda row: row.navn,
            note=lambda row: row.slags,
            dato=lambda row: row.fra,
            demo=lambda row: row.demo,
            detaljer=politik_detaljer,
            skabelon="planer/offentlig_politik.html",
            orden=26,
        )
    )

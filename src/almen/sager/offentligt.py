"""What the public sees of cases: cases, decisions, documents. The rights are in `adgang.py`; here is only what is told."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from almen.organisationer.selectors import aktoer_navn
from almen.sager import adgang
from almen.sager.models import Beslutning, Offentliggoerelse, Sag
from almen.sager.selectors.forloeb import Forloeb, load_forloeb
from almen.sager.visning import STATES, afslutning_navn, sagstype_navn
from almen.sagsgang.udfald import Trinstatus, Udfald, udfald_navn
from almen.ui.kolonner import Kolonne
from almen.ui.offentligt import Offentligsamling, ting_url
from almen.ui.offentligt import register as register_samling

KILDE = "Kommunens sager i Almen"
STADIER = {
    "done": "udført",
    "open": "kan afgøres nu",
    "optional": "valgfrit",
    "wait": "venter",
    "held": "standset",
    "rejected": "forkastet",
}


def _sager() -> QuerySet[Sag]:
    latest = adgang.public_beslutninger().filter(sag_id=OuterRef("pk")).order_by("-dato", "-nummer")
    return (
        adgang.public_sager()
        .select_related("boligorganisation", "overblik")
        .annotate(senest_afgjort=Subquery(latest.values("dato")[:1]))
        .order_by("-pk")
    )


def _beslutninger() -> QuerySet[Beslutning]:
    return (
        adgang.public_beslutninger()
        .select_related("sag__boligorganisation", "offentliggoerelse")
        .defer("kontroller", "dispensationer", "fakta")
        .order_by("-dato", "-pk")
    )


def _dokumenter() -> QuerySet[Offentliggoerelse]:
    return (
        adgang.public_offentliggoerelser()
        .select_related("dokument", "version", "sag__boligorganisation")
        .order_by("-dato", "-pk")
    )


def _find_beslutning(noegle: str) -> Beslutning | None:
    nummer, _, number = noegle.rpartition("-")
    if not re.fullmatch(r"[0-9]{1,6}", number):
        return None
    return _beslutninger().filter(sag__nummer=nummer, nummer=int(number)).first()


def _find_dokument(noegle: str) -> Offentliggoerelse | None:
    try:
        key = uuid.UUID(noegle)
    except ValueError:
        return None
    # One spelling of an address only: a stable address is not several.
    return _dokumenter().filter(dokument__noegle=key).first() if str(key) == noegle else None


def _opened(beslutning: Beslutning) -> bool:
    """True if somebody has made the decision's reason and source public."""
    return hasattr(beslutning, "offentliggoerelse")


def beslutning_noegle(beslutning: Beslutning) -> str:
    """The decision's part of its address: the case's number and its own within the case."""
    return f"{beslutning.sag.nummer}-{beslutning.nummer}"


def _udfald(beslutning: Beslutning) -> str:
    return udfald_navn(beslutning.handling, Udfald(beslutning.udfald))


def beslutning_detaljer(beslutning: Beslutning) -> Mapping[str, Any]:
    """What is told of a decision beside its fields: reason and source where they have been made public."""
    shown = _opened(beslutning)
    return {
        "begrundelse": beslutning.begrundelse if shown else "",
        "kilde": beslutning.kilde if shown else "",
        "sag_url": ting_url("sager", beslutning.sag.nummer),
    }


def sag_detaljer(sag: Sag) -> Mapping[str, Any]:
    """What is told of a case beside its fields: the route as steps, decisions, amounts as decided, documents."""
    forloeb = load_forloeb(sag)
    beslutninger = list(_beslutninger().filter(sag=sag).order_by("nummer"))
    told = forloeb.sagstype.offentligt(sag) if forloeb.sagstype.offentligt else {}
    return {
        "oplysninger": [{"navn": navn, "vaerdi": vaerdi} for navn, vaerdi in told.get("oplysninger", ())],
        "beloeb": told.get("beloeb"),
        "side": told.get("side"),
        "sagsgang": {
            "version": forloeb.sagsgang.version,
            "url": ting_url("sagsgange", f"{sag.sagstype}:{forloeb.sagsgang.version}"),
        },
        "forloeb": _phases(forloeb, {item.nummer: item for item in beslutninger}),
        "beslutninger": [_told(item) for item in beslutninger],
        "dokumenter": [
            {
                "titel": row.dokument.titel,
                "dato": row.dato,
                "url": ting_url("dokumenter", str(row.dokument.noegle)),
            }
            for row in _dokumenter().filter(sag=sag)
            if row.dokument is not None
        ],
    }


def _told(item: Beslutning) -> dict[str, Any]:
    shown = _opened(item)
    return {
        "nummer": item.nummer,
        "dato": item.dato,
        "trin": item.trin_navn,
        "organ": item.aktoer_navn,
        "udfald": _udfald(item),
        "moede": item.moede,
        "begrundelse": item.begrundelse if shown else "",
        "kilde": item.kilde if shown else "",
        "url": ting_url("beslutninger", beslutning_noegle(item)),
    }


def _phases(forloeb: Forloeb, public: Mapping[int, Beslutning]) -> list[dict[str, Any]]:
    """The steps that apply, phase by phase. A day is told only of a decision that is public itself."""
    today, states = timezone.localdate(), forloeb.tilstand.trin
    steps = [step for step in forloeb.sagsgang.orden if states[step.id].status != Trinstatus.IKKE_RELEVANT]
    rows: dict[str, list[dict[str, Any]]] = {}
    for number, step in enumerate(steps, start=1):
        state = states[step.id]
        decided = public.get(state.beslutning) if state.beslutning else None
        code = STATES[state.status]
        rows.setdefault(step.fase, []).append(
            {
                "nummer": number,
                "navn": step.navn,
                "hvem": decided.aktoer_navn if decided else aktoer_navn(step.aktoer, today),
                "kode": code,
                "stadie": STADIER[code],
                "dato": decided.dato if decided else None,
                "hjemmel": next(iter(step.retsgrundlag), ""),
            }
        )
    return [{"fase": fase.navn, "trin": rows[fase.id]} for fase in forloeb.sagsgang.faser if fase.id in rows]


def _file(row: Offentliggoerelse) -> tuple[str, str, str]:
    """The version that was made public, named by the document's title: the file's own name was not."""
    assert row.dokument is not None and row.version is not None  # noqa: S101 - the database holds them to it
    ending = PurePath(row.version.filnavn).suffix.lower()
    name = re.sub(r"[^\w .,()-]+", " ", row.dokument.titel).strip()[:120] or "dokument"
    return row.version.sha256, f"{name}{ending}", row.version.mimetype


def _is_demo(row: Beslutning | Offentliggoerelse) -> bool:
    return row.sag.demo


def _dato(row: Beslutning | Offentliggoerelse) -> dt.date:
    return row.dato


SAG_FELTER = (
    Kolonne("nummer", "Sagsnummer", "nummer", sorter="pk", beskrivelse="Kommunens nummer på sagen"),
    Kolonne("titel", "Titel", "titel", sorter="titel", beskrivelse="Hvad sagen handler om"),
    Kolonne(
        "sagstype",
        "Slags",
        lambda sag: sagstype_navn(sag.sagstype),
        sorter="sagstype",
        beskrivelse="Den slags sag, der er tale om",
    ),
    Kolonne(
        "boligorganisation",
        "Boligorganisation",
        lambda sag: sag.boligorganisation.navn if sag.boligorganisation else None,
        sorter="boligorganisation__navn",
        beskrivelse="Den boligorganisation, sagen angår",
    ),
    Kolonne(
        "senest_afgjort",
        "Senest afgjort",
        "senest_afgjort",
        "dato",
        beskrivelse="Dagen for den seneste beslutning, der er offentlig",
    ),
    Kolonne(
        "stadie",
        "Stadie",
        lambda sag: afslutning_navn(sag.overblik.afslutning) or "I gang",
        beskrivelse="I gang, gennemført eller forkastet",
    ),
)
BESLUTNING_FELTER = (
    Kolonne(
        "id", "Id", beslutning_noegle, skjult=True, beskrivelse="Sagsnummer og beslutningens nummer i sagen"
    ),
    Kolonne("trin", "Beslutning", "trin_navn", beskrivelse="Det trin i sagens vej, der blev besluttet"),
    Kolonne(
        "dato",
        "Besluttet den",
        "dato",
        "dato",
        sorter=("dato", "pk"),
        beskrivelse="Dagen, beslutningen blev truffet",
    ),
    Kolonne("organ", "Organ", "aktoer_navn", sorter="aktoer_navn", beskrivelse="Organets navn dengang"),
    Kolonne("udfald", "Udfald", _udfald, beskrivelse="Fx godkendt, forkastet eller udsat"),
    Kolonne("moede", "Møde og punkt", "moede", beskrivelse="Tom: ikke oplyst"),
    Kolonne(
        "sagsnummer",
        "Sagsnummer",
        "sag.nummer",
        url=lambda row: ting_url("sager", row.sag.nummer),
        beskrivelse="Sagen, som det hører til",
    ),
    Kolonne("sag", "Sag", "sag.titel", beskrivelse="Sagens titel"),
)
DOKUMENT_FELTER = (
    Kolonne(
        "id",
        "Id",
        lambda row: str(row.dokument.noegle),
        skjult=True,
        beskrivelse="Dokumentets faste nøgle i adresser",
    ),
    Kolonne("titel", "Titel", "dokument.titel", sorter="dokument__titel", beskrivelse="Dokumentets titel"),
    Kolonne(
        "dato",
        "Offentliggjort den",
        "dato",
        "dato",
        sorter=("dato", "pk"),
        beskrivelse="Dagen, udgaven blev offentliggjort",
    ),
    Kolonne(
        "sagsnummer",
        "Sagsnummer",
        "sag.nummer",
        url=lambda row: ting_url("sager", row.sag.nummer),
        beskrivelse="Sagen, som det hører til",
    ),
    Kolonne("sag", "Sag", "sag.titel", beskrivelse="Sagens titel"),
    Kolonne(
        "version", "Version", "version.nummer", "heltal", beskrivelse="Den udgave, der er offentliggjort"
    ),
    Kolonne(
        "stoerrelse",
        "Størrelse i byte",
        "version.stoerrelse",
        "heltal",
        skjult=True,
        beskrivelse="Filens længde",
    ),
    Kolonne("sha256", "SHA-256", "version.sha256", skjult=True, beskrivelse="Filens fingeraftryk"),
)


def register() -> None:
    """Registers the three collections."""
    register_samling(
        Offentligsamling(
            id="sager",
            navn="Sager",
            ental="sag",
            flertal="sager",
            beskrivelse="Åbne sager om almene boliger, som et politisk organ har afgjort, eller som kommunen har "
            "offentliggjort.",
            kilde=KILDE,
            felter=SAG_FELTER,
            raekker=_sager,
            find=lambda noegle: _sager().filter(nummer=noegle).first(),
            noegle=lambda sag: sag.nummer,
            titel=lambda sag: sag.titel,
            note=lambda sag: f"{sag.nummer} · {sagstype_navn(sag.sagstype)}",
            soegefelter=("nummer", "titel", "boligorganisation__navn"),
            demo=lambda sag: sag.demo,
            detaljer=sag_detaljer,
            skabelon="sager/offentlig_sag.html",
            orden=20,
        )
    )
    register_samling(
        Offentligsamling(
            id="beslutninger",
            navn="Beslutninger",
            ental="beslutning",
            flertal="beslutninger",
            beskrivelse="Hvad de politiske organer, og forvaltningen efter delegation, har besluttet i sagerne.",
            kilde=KILDE,
            felter=BESLUTNING_FELTER,
            raekker=_beslutninger,
            find=_find_beslutning,
            noegle=beslutning_noegle,
            titel=lambda row: f"{row.trin_navn}: {_udfald(row).lower()}",
            note=lambda row: f"{row.sag.titel} · {row.aktoer_navn}",
            dato=_dato,
            soegefelter=("trin_navn", "aktoer_navn", "moede", "sag__titel", "sag__nummer"),
            demo=_is_demo,
            detaljer=beslutning_detaljer,
            skabelon="sager/offentlig_beslutning.html",
            orden=10,
        )
    )
    register_samling(
        Offentligsamling(
            id="dokumenter",
            navn="Dokumenter",
            ental="dokument",
            flertal="dokumenter",
            beskrivelse="Dokumenter i de offentlige sager, som kommunen har offentliggjort et for et.",
            kilde=KILDE,
            felter=DOKUMENT_FELTER,
            raekker=_dokumenter,
            find=_find_dokument,
            noegle=lambda row: str(row.dokument.noegle),
            titel=lambda row: row.dokument.titel,
            note=lambda row: row.sag.titel,
            dato=_dato,
            soegefelter=("dokument__titel", "sag__titel", "sag__nummer"),
            demo=_is_demo,
            fil=_file,
            orden=30,
        )
    )

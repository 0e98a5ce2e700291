"""What the case page shows, put together from route, state, checks and journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.regler.dansk import join_med
from almen.sager import adgang
from almen.sager.models import Beslutning, Dokument, Dokumentversion, Frist, Journalpost, Sag
from almen.sager.selectors.forloeb import Forloeb, load_forloeb
from almen.sager.services.beslutning import run_kontroller
from almen.sager.visning import STATES
from almen.sagsgang.definition import Trin
from almen.sagsgang.delforloeb import split_forloeb
from almen.sagsgang.register import REGISTER, Kontrolsvar
from almen.sagsgang.udfald import Trinstatus, Udfald, udfald_navn
from almen.ui.formater import dato_kort


@dataclass(frozen=True)
class Trinvisning:
    """One step as the page shows it."""

    trin: Trin
    state: str
    nummer: int
    hvem: str
    hvornaar: str
    for_sent: bool
    bemaerkning: str
    kan_beslutte: bool


@dataclass(frozen=True)
class Fasevisning:
    """One phase with the steps that apply, and apart from them those that do not."""

    navn: str
    trin: tuple[Trinvisning, ...]
    gaelder_ikke: tuple[Trinvisning, ...]


@dataclass(frozen=True)
class Delvisning:
    """One part of a mixed case (e.g. its youth dwellings): how far its own steps have come and what it awaits."""

    navn: str
    udfoerte: int
    antal: int
    venter: tuple[Trinvisning, ...]


@dataclass(frozen=True)
class Sagsside:
    """Everything on the case page."""

    sag: Sag
    forloeb: Forloeb
    faser: tuple[Fasevisning, ...]
    dele: tuple[Delvisning, ...]
    naeste: Trinvisning | None
    ogsaa_aabne: tuple[Trinvisning, ...]
    kontroller: tuple[Kontrolsvar, ...]
    frister: tuple[Frist, ...]
    dokumenter: tuple[Dokument, ...]
    journal: tuple[Journalpost, ...]
    antal_poster: int
    antal_udfoert: int
    antal_trin: int
    beslutninger: tuple[Beslutning, ...]
    forberedelser: tuple[tuple[str, str], ...]

    @property
    def usikker(self) -> bool:
        """True if the route's adoption or any of its steps is not certain."""
        route = self.forloeb.sagsgang
        return route.vedtaget.sikkerhed != "sikker" or any(trin.sikkerhed != "sikker" for trin in route.trin)


def get_sagsside(bruger: Bruger, sag: Sag) -> Sagsside:
    """Puts the page together; the number of queries does not grow with the case."""
    beslutninger = tuple(sag.beslutninger.select_related("registreret_af").order_by("nummer"))
    forloeb = load_forloeb(sag, beslutninger)
    frister = tuple(sag.frister.all())
    rows = _rows(bruger, forloeb, frister)
    by_id = {row.trin.id: row for row in rows}
    open_rows = [by_id[key] for key in forloeb.tilstand.aabne]
    today = timezone.localdate()
    dokumenter = tuple(
        adgang.visible_dokumenter(bruger)
        .filter(sag=sag)
        .select_related("offentliggoerelse")
        .prefetch_related(
            Prefetch(
                "versioner", Dokumentversion.objects.select_related("registreret_af").order_by("-nummer")
            )
        )
    )
    journal = adgang.visible_journal(bruger).filter(sag=sag)
    return Sagsside(
        sag=sag,
        forloeb=forloeb,
        faser=_phases(forloeb, rows),
        dele=_parts(forloeb, by_id),
        naeste=open_rows[0] if open_rows else None,
        ogsaa_aabne=tuple(open_rows[1:]),
        kontroller=_kontroller(forloeb, today),
        frister=tuple(frist for frist in frister if frist.opfyldt is None),
        dokumenter=dokumenter,
        journal=tuple(journal.select_related("bruger").order_by("-nummer")[:8]),
        antal_poster=journal.count(),
        antal_udfoert=len(forloeb.tilstand.udfoerte),
        antal_trin=sum(
            1 for item in forloeb.tilstand.trin.values() if item.status != Trinstatus.IKKE_RELEVANT
        ),
        beslutninger=tuple(reversed(beslutninger)),
        forberedelser=_preparations(forloeb) if adgang.may_edit_sag(bruger) else (),
    )


def _preparations(forloeb: Forloeb) -> tuple[tuple[str, str], ...]:
    """What the steps that can be decided now want registered first: the words and the address, each once."""
    effects = (
        REGISTER.virkning(navn)
        for key in forloeb.tilstand.aabne
        for navn in forloeb.sagsgang.efter_id[key].virkninger
    )
    found = {item.id: item.forbered for item in effects if item.forbered is not None}
    offered = ((words, address(forloeb.sag)) for words, address in found.values())
    return tuple((words, url) for words, url in offered if url)


def _rows(bruger: Bruger, forloeb: Forloeb, frister: tuple[Frist, ...]) -> list[Trinvisning]:
    deadlines = {frist.trin: frist for frist in frister if frist.trin and frist.opfyldt is None}
    decided = {item.nummer: item for item in forloeb.beslutninger}
    states = forloeb.tilstand.trin
    relevant = [trin for trin in forloeb.sagsgang.orden if states[trin.id].status != Trinstatus.IKKE_RELEVANT]
    numbers = {trin.id: index for index, trin in enumerate(relevant, start=1)}
    today = timezone.localdate()
    rows = []
    for trin in forloeb.sagsgang.orden:
        state = forloeb.tilstand.trin[trin.id]
        beslutning = decided.get(state.beslutning) if state.beslutning else None
        frist = deadlines.get(trin.id)
        rows.append(
            Trinvisning(
                trin=trin,
                state=STATES[state.status],
                nummer=numbers.get(trin.id, 0),
                hvem=_who(trin, beslutning, today),
                hvornaar=_when(beslutning, frist),
                for_sent=frist is not None and beslutning is None and frist.dato < today,
                bemaerkning=_remark(forloeb, trin, beslutning, numbers),
                kan_beslutte=state.status
                in (Trinstatus.AABEN, Trinstatus.VALGFRI, Trinstatus.STANDSET, Trinstatus.UDFOERT)
                and adgang.may_record(bruger, forloeb.sag, trin.aktoer),
            )
        )
    return rows


def _who(trin: Trin, beslutning: Beslutning | None, today: dt.date) -> str:
    who = beslutning.aktoer_navn if beslutning else aktoer_navn(trin.aktoer, today)
    if trin.medvirkende:
        profil = current_profil()
        who += f" sammen med {join_med([profil.aktoer_kort(item, today) for item in trin.medvirkende])}"
    return who


def _when(beslutning: Beslutning | None, frist: Frist | None) -> str:
    if beslutning is not None:
        return dato_kort(beslutning.dato)
    return f"frist {dato_kort(frist.dato)}" if frist else ""


def _remark(forloeb: Forloeb, trin: Trin, beslutning: Beslutning | None, numbers: Mapping[str, int]) -> str:
    state = forloeb.tilstand.trin[trin.id]
    parts = []
    if beslutning is not None and beslutning.udfald != Udfald.GODKENDT:
        parts.append(udfald_navn(beslutning.handling, Udfald(beslutning.udfald)))
    if state.status == Trinstatus.AABEN:
        parts.append("kan besluttes nu")
    elif state.status == Trinstatus.VALGFRI:
        parts.append("valgfrit")
    elif state.status == Trinstatus.VENTER and state.venter_paa:
        steps = join_med([str(number) for number in sorted(numbers[key] for key in state.venter_paa)])
        parts.append(f"venter på trin {steps}")
    elif state.status == Trinstatus.IKKE_RELEVANT:
        parts.append(state.aarsag)
    if state.runde > 1:
        parts.append(f"{state.runde}. runde")
    if state.udfoert_uden_at_gaelde:
        parts.append("besluttet, men gælder ikke længere for sagen")
    if trin.sikkerhed != "sikker":
        parts.append(trin.sikkerhed)
    postponed = [
        item for item in forloeb.beslutninger if item.trin == trin.id and item.udfald == Udfald.UDSAT
    ]
    if postponed and beslutning is None:
        parts.append(f"udsat {dato_kort(postponed[-1].dato)}")
    return " · ".join(parts)


def _phases(forloeb: Forloeb, rows: list[Trinvisning]) -> tuple[Fasevisning, ...]:
    return tuple(
        Fasevisning(
            fase.navn,
            tuple(row for row in rows if row.trin.fase == fase.id and row.state != "na"),
            tuple(row for row in rows if row.trin.fase == fase.id and row.state == "na"),
        )
        for fase in forloeb.sagsgang.faser
        if any(row.trin.fase == fase.id for row in rows)
    )


def _parts(forloeb: Forloeb, by_id: Mapping[str, Trinvisning]) -> tuple[Delvisning, ...]:
    """Each part's own way with the steps of it that can be decided now."""
    return tuple(
        Delvisning(
            part.navn,
            part.udfoerte,
            len(part.trin),
            tuple(by_id[item.id] for item in part.mangler if by_id[item.id].state in ("open", "held")),
        )
        for part in split_forloeb(forloeb.sagsgang, forloeb.fakta, forloeb.tilstand)
    )


def _kontroller(forloeb: Forloeb, today: dt.date) -> tuple[Kontrolsvar, ...]:
    """The checks of the steps that are open, or of the last decision when the case is finished."""
    steps = [forloeb.sagsgang.efter_id[key] for key in forloeb.tilstand.aabne]
    seen: dict[str, Kontrolsvar] = {}
    for step in steps:
        for svar in run_kontroller(forloeb, step, today):
            seen.setdefault(svar.id, svar)
    if not seen:
        recorded = [item for beslutning in reversed(forloeb.beslutninger) for item in beslutning.kontroller]
        for item in recorded:
            seen.setdefault(item["id"], Kontrolsvar.from_dict(item))
    return tuple(seen.values())

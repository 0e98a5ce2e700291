"""Recording a decision: rights → checks → record → effects, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils import timezone

from almen.grundlag.selectors import sagsgang_of
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.sager import adgang
from almen.sager.faste import FixedRows, insert
from almen.sager.haendelser import announce_beslutning
from almen.sager.models import AF_SIG_SELV, Beslutning, Sag
from almen.sager.selectors.forloeb import Forloeb, as_route, load_forloeb
from almen.sager.services.journal import Journal, locked_journal
from almen.sager.services.overblik import write_overblik
from almen.sager.services.transaktion import whole_act
from almen.sagsgang.definition import Sagsgang, Trin
from almen.sagsgang.register import REGISTER, Kontrolsvar
from almen.sagsgang.tilstand import Beslutning as Routebeslutning
from almen.sagsgang.tilstand import Tilstand, may_decide, tilstand
from almen.sagsgang.udfald import Trinstatus, Udfald, udfald_navn

_sag = FixedRows(Sag, "pk")
NEEDS_REASON = frozenset({Udfald.FORKASTET, Udfald.UDSAT, Udfald.SENDT_TILBAGE, Udfald.STANDSET})


class BeslutningAfvist(Exception):
    """The decision was refused; `fejl` maps field to the reason in Danish. Nothing was written."""

    def __init__(self, fejl: Mapping[str, str], kontroller: Iterable[Kontrolsvar] = ()) -> None:
        self.fejl = dict(fejl)
        self.kontroller = tuple(kontroller)
        super().__init__(" ".join(self.fejl.values()))


class AndenKomFoerst(BeslutningAfvist):
    """Somebody else recorded a decision on the case since the user read it."""


def record_beslutning(
    *,
    bruger: Bruger,
    sag: Sag,
    trin: str,
    udfald: str = Udfald.GODKENDT,
    dato: dt.date | None = None,
    begrundelse: str = "",
    tilbage_til: str = "",
    moede: str = "",
    kilde: str = "",
    dispensationer: Mapping[str, str] | None = None,
    set_antal: int | None = None,
) -> Beslutning:
    """Records what was decided on `trin`, runs its effects and rewrites the case's projection.

    `dato` is the day of the decision (default today; may lie in the past, acts come late), `dispensationer` maps a
    failing check to the reason for deciding all the same, where the step allows it. `set_antal` is the number of
    decisions that the user had seen; if there are more by now, `AndenKomFoerst` says by whom.
    Where a check of a step that is open now demands a new decision, the case is sent back by itself, in the same act.
    Raises `adgang.AdgangNaegtet` or `BeslutningAfvist`; then nothing is written.
    """
    with whole_act():
        beslutning = _record(
            bruger=bruger,
            sag=sag,
            trin=trin,
            udfald=udfald,
            dato=dato,
            begrundelse=begrundelse,
            tilbage_til=tilbage_til,
            moede=moede,
            kilde=kilde,
            dispensationer=dispensationer,
            set_antal=set_antal,
        )
        for sent in send_back_where_demanded(
            bruger=bruger, sag=beslutning.sag, tilstand=beslutning.tilstand_efter
        ):
            beslutning.tilstand_efter = sent.tilstand_efter
    return beslutning


def send_back_where_demanded(
    *, bruger: Bruger, sag: Sag, tilstand: Tilstand | None = None, nye_tal: bool = False
) -> list[Beslutning]:
    """Sends the case back from each open step whose check demands a decision by another (`tilbage_ved_nej`).

    A decision that stands settles it, unless the figures are new (`nye_tal`): it was taken on the old ones. `tilstand` is the
    case's state where the caller has it. Call inside the act's transaction; the one who acts is named as recording it.
    """
    route = sagsgang_of(sag.sagsgangsversion_id)
    if not any(step.tilbage_ved_nej for step in route.trin):
        return []
    open_ = tilstand.aabne if tilstand is not None else load_forloeb(sag).tilstand.aabne
    sent = []
    for step in (route.efter_id[key] for key in open_ if route.efter_id[key].tilbage_ved_nej):
        forloeb = load_forloeb(_sag.get(sag.pk))
        if step.id not in forloeb.tilstand.aabne:
            continue
        answers = _answers(forloeb, step, step.tilbage_ved_nej, timezone.localdate())
        refused = [
            svar
            for svar in (answers if nye_tal else (_settled(forloeb, step, item) for item in answers))
            if svar.udfald == "nej"
        ]
        if refused:
            reasons = " ".join(f"{svar.titel}: {svar.forklaring}" for svar in refused)
            sent.append(
                _record(
                    bruger=bruger,
                    sag=sag,
                    trin=step.id,
                    udfald=Udfald.SENDT_TILBAGE,
                    tilbage_til=step.tilbage_ved_nej[refused[0].id],
                    begrundelse=f"Reglerne kræver en ny beslutning. {reasons}",
                    kilde=AF_SIG_SELV,
                    by_itself=True,
                )
            )
    return sent


def _record(
    *,
    bruger: Bruger,
    sag: Sag,
    trin: str,
    udfald: str,
    dato: dt.date | None = None,
    begrundelse: str = "",
    tilbage_til: str = "",
    moede: str = "",
    kilde: str = "",
    dispensationer: Mapping[str, str] | None = None,
    set_antal: int | None = None,
    by_itself: bool = False,
) -> Beslutning:
    with locked_journal(sag, bruger) as journal:
        sag = _sag.get(sag.pk)
        journal.sag = sag
        if sag.annulleret:
            raise BeslutningAfvist(
                {"trin": "Sagen er annulleret. Genåbn den, før der registreres beslutninger i den."}
            )
        before = load_forloeb(sag)
        _refuse_stale(before, set_antal)
        step = _step(before.sagsgang, trin)
        if not by_itself:
            _require_right(bruger, sag, step, moede=moede, kilde=kilde)
        decision_date = _valid_date(dato)
        route_decision = Routebeslutning(
            nummer=len(before.beslutninger) + 1,
            trin=trin,
            udfald=_known_udfald(udfald),
            dato=decision_date,
            tilbage_til=tilbage_til or None,
        )
        _refuse_illegal(before, route_decision, begrundelse)
        after = tilstand(before.sagsgang, before.fakta, (*as_route(before.beslutninger), route_decision))
        completes = _became(after, before.tilstand)
        svar: tuple[Kontrolsvar, ...] = ()
        if trin in completes:
            svar = run_kontroller(before, step, decision_date)
        elif route_decision.udfald == Udfald.FORKASTET:
            svar = _of_refusal(before, step, decision_date)
        dispensationer_used = _settle_kontroller(step, svar, dispensationer or {})
        beslutning = Beslutning(
            sag=sag,
            nummer=route_decision.nummer,
            trin=trin,
            trin_navn=step.navn,
            aktoer=(body := acting_body(step, before.tilstand.trin[trin].status, udfald)),
            aktoer_navn=aktoer_navn(body, decision_date),
            handling=step.handling,
            udfald=route_decision.udfald,
            tilbage_til=tilbage_til,
            dato=decision_date,
            begrundelse=begrundelse.strip(),
            moede=moede.strip(),
            kilde=kilde.strip(),
            kontroller=[item.to_dict() for item in svar],
            dispensationer=dispensationer_used,
            fakta=_plain(before.fakta),
            registreret_af=bruger,
        )
        insert(beslutning)
        _journal(journal, step, beslutning)
        _apply_effects(before, after, beslutning, bruger)
        course = load_forloeb(sag, (*before.beslutninger, beslutning))
        write_overblik(course, before=before)
        announce_beslutning(sag, beslutning, bruger)
        beslutning.tilstand_efter = course.tilstand
    return beslutning


def run_kontroller(forloeb: Forloeb, trin: Trin, dato: dt.date) -> tuple[Kontrolsvar, ...]:
    """The answers of the step's checks as of `dato`, in the order that the route names them.

    A no that another step must decide (`tilbage_ved_nej`) is settled once that step has been decided.
    """
    return tuple(_settled(forloeb, trin, svar) for svar in _answers(forloeb, trin, trin.kontroller, dato))


def _answers(
    forloeb: Forloeb, trin: Trin, kontroller: Iterable[str], dato: dt.date
) -> tuple[Kontrolsvar, ...]:
    return tuple(REGISTER.kontrol(navn).answer(forloeb.sag, trin, dato) for navn in kontroller)


def _of_refusal(forloeb: Forloeb, trin: Trin, dato: dt.date) -> tuple[Kontrolsvar, ...]:
    """What must hold as well when the matter is refused: who has no right to decide may not refuse either."""
    binding = [navn for navn in trin.kontroller if REGISTER.kontrol(navn).ufravigelig]
    return _answers(forloeb, trin, binding, dato)


def _settled(forloeb: Forloeb, trin: Trin, svar: Kontrolsvar) -> Kontrolsvar:
    target = trin.tilbage_ved_nej.get(svar.id)
    if svar.udfald != "nej" or target is None:
        return svar
    state = forloeb.tilstand.trin[target]
    decided = next((item for item in forloeb.beslutninger if item.nummer == state.beslutning), None)
    if decided is None or state.status != Trinstatus.UDFOERT:
        return svar
    text = (
        f"{svar.forklaring} Besluttet den {decided.dato:%d.%m.%Y}: {forloeb.sagsgang.efter_id[target].navn}."
    )
    return replace(svar, udfald="ja", forklaring=text.strip())


def acting_body(trin: Trin, status: str, udfald: str) -> str:
    """Who takes the decision: the step's own body, or the council once it was stopped (styrelsesloven § 23).

    The committee can itself let a stop fall away.
    """
    if status == Trinstatus.STANDSET and udfald != Udfald.STANDSNING_OPHAEVET:
        return current_profil().raad or trin.aktoer
    return trin.aktoer


def beslutning_as_data(beslutning: Beslutning) -> dict[str, Any]:
    """What the journal keeps of a decision: every field, so that the row can be proven against it."""
    return {
        "nummer": beslutning.nummer,
        "trin": beslutning.trin,
        "trin_navn": beslutning.trin_navn,
        "aktoer": beslutning.aktoer,
        "aktoer_navn": beslutning.aktoer_navn,
        "handling": str(beslutning.handling),
        "udfald": str(beslutning.udfald),
        "tilbage_til": beslutning.tilbage_til,
        "dato": beslutning.dato,
        "begrundelse": beslutning.begrundelse,
        "moede": beslutning.moede,
        "kilde": beslutning.kilde,
        "kontroller": beslutning.kontroller,
        "dispensationer": beslutning.dispensationer,
        "fakta": beslutning.fakta,
        "registreret_af": beslutning.registreret_af_id,
    }


def describe_latest(forloeb: Forloeb) -> str:
    """Who recorded the latest decision, on what and when: for the one who comes second."""
    latest = forloeb.beslutninger[-1]
    clock = timezone.localtime(latest.registreret)
    return (
        f"{latest.registreret_af} har i mellemtiden (kl. {clock:%H.%M}) registreret en beslutning på trinnet "
        f"“{latest.trin_navn}”. Intet er gemt. Se sagen igen, før du beslutter."
    )


def _refuse_stale(forloeb: Forloeb, set_antal: int | None) -> None:
    if set_antal is not None and set_antal != len(forloeb.beslutninger):
        raise AndenKomFoerst({"trin": describe_latest(forloeb)})


def _step(sagsgang: Sagsgang, trin: str) -> Trin:
    for step in sagsgang.trin:
        if step.id == trin:
            return step
    allowed = ", ".join(step.id for step in sagsgang.trin)
    raise BeslutningAfvist({"trin": f"Trinnet “{trin}” findes ikke i sagens forløb. Mulige trin: {allowed}."})


def _require_right(bruger: Bruger, sag: Sag, step: Trin, *, moede: str, kilde: str) -> None:
    adgang.require(
        adgang.may_record(bruger, sag, step.aktoer),
        f"Du kan ikke registrere beslutninger for {aktoer_navn(step.aktoer, dt.date.today())}.",
    )
    own = step.aktoer in adgang.own_aktoerer(bruger, sag)
    if not own and not moede.strip() and not kilde.strip():
        raise BeslutningAfvist(
            {
                "kilde": f"Beslutningen er truffet af {aktoer_navn(step.aktoer, dt.date.today())}. "
                "Angiv mødet og punktet eller den kilde, som registreringen bygger på."
            }
        )


def _valid_date(dato: dt.date | None) -> dt.date:
    today = timezone.localdate()
    if dato is not None and dato > today:
        raise BeslutningAfvist(
            {"dato": "Datoen ligger i fremtiden. Angiv den dag, beslutningen blev truffet."}
        )
    return dato or today


def _known_udfald(udfald: str) -> Udfald:
    try:
        return Udfald(udfald)
    except ValueError:
        allowed = ", ".join(Udfald)
        raise BeslutningAfvist({"udfald": f"“{udfald}” er ikke et udfald. Tilladt er: {allowed}."}) from None


def _refuse_illegal(forloeb: Forloeb, beslutning: Routebeslutning, begrundelse: str) -> None:
    reason = may_decide(forloeb.sagsgang, forloeb.fakta, as_route(forloeb.beslutninger), beslutning)
    if reason:
        raise BeslutningAfvist({"trin": reason})
    if beslutning.udfald in NEEDS_REASON and not begrundelse.strip():
        raise BeslutningAfvist({"begrundelse": "Dette udfald kræver en begrundelse."})


def _done(state: Tilstand) -> frozenset[str]:
    return frozenset(state.udfoerte)


def _became(after: Tilstand, before: Tilstand) -> frozenset[str]:
    return _done(after) - _done(before)


def _settle_kontroller(
    step: Trin, svar: Iterable[Kontrolsvar], dispensationer: Mapping[str, str]
) -> list[dict[str, str]]:
    """Refuses on a failing check, unless the step allows a dispensation and one is given with its reason."""
    used, fejl = [], {}
    answers = tuple(svar)
    for item in answers:
        if item.udfald != "nej":
            continue
        reason = dispensationer.get(item.id, "").strip()
        if item.id in step.dispensation_mulig and reason and not REGISTER.kontrol(item.id).ufravigelig:
            used.append({"kontrol": item.id, "begrundelse": reason})
            continue
        hint = " Trinnet tillader dispensation med begrundelse." if item.id in step.dispensation_mulig else ""
        fejl[f"kontrol:{item.id}"] = f"{item.titel}: {item.forklaring}{hint}"
    if fejl:
        raise BeslutningAfvist(fejl, answers)
    return used


def _journal(journal: Journal, step: Trin, beslutning: Beslutning) -> None:
    label = udfald_navn(step.handling, Udfald(beslutning.udfald))
    journal.append(
        "beslutning",
        f"{label}: {step.navn} ({beslutning.aktoer_navn}, {beslutning.dato:%d.%m.%Y})",
        beslutning_as_data(beslutning),
    )


def _apply_effects(before: Forloeb, after: Tilstand, beslutning: Beslutning, bruger: Bruger) -> None:
    """Runs effects of steps that became done and undoes those of steps that no longer are.

    One rule covers approval, standsning and its end, and sendt tilbage. A case that ends rejected undoes all it had
    set in motion, so that reserved capital is free again.
    """
    steps = {step.id: step for step in before.sagsgang.trin}
    order = [step.id for step in before.sagsgang.trin]
    done_before, done_after = _done(before.tilstand), _done(after)
    rejected = after.afsluttet and after.afslutning == "forkastet"
    undone = done_before if rejected else done_before - done_after
    for step_id in reversed([item for item in order if item in undone]):
        for navn in reversed(steps[step_id].virkninger):
            REGISTER.virkning(navn).undo(before.sag, beslutning, bruger)
    if rejected:
        return
    for step_id in (item for item in order if item in done_after - done_before):
        for navn in steps[step_id].virkninger:
            REGISTER.virkning(navn).funktion(before.sag, beslutning, bruger)


def _plain(fakta: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as JSON can hold them; sets become sorted lists so that equal facts are equal text."""
    return {
        key: sorted(value) if isinstance(value, set | frozenset | list | tuple) else value
        for key, value in sorted(fakta.items())
    }

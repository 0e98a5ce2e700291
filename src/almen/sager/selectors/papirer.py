"""Which papers can be written in a case now, and the paper as data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.papirer import Papir
from almen.sager.models import Beslutning, Dokument, Sag
from almen.sager.selectors.forloeb import DECIDES, Forloeb, load_forloeb
from almen.sagsgang.definition import Trin
from almen.sagsgang.papirprofil import Standardindstilling
from almen.sagsgang.register import REGISTER, Kontrolsvar, Papirtype
from almen.sagsgang.udfald import COMPLETES, Trinstatus, Udfald

PREFIKS = "papir:"
INDSTILLING, FOELGEBREV, FOELGEBREV_FOND = "indstilling", "foelgebrev", "foelgebrev_lbf"
NOW = (Trinstatus.AABEN, Trinstatus.VALGFRI, Trinstatus.STANDSET)


@dataclass(frozen=True)
class Papirvalg:
    """A paper that can be written: about decisions that stand, or (`trin`) for a body to decide.

    `standard` is set where the body's item is a standard one; `kommende` where the step is not open yet.
    """

    sag: Sag
    type: Papirtype
    beslutninger: tuple[Beslutning, ...]
    trin: Trin | None = None
    standard: Standardindstilling | None = None
    kommende: bool = False

    @property
    def grundlag(self) -> Beslutning:
        """The last of the decisions; an indstilling has none."""
        return self.beslutninger[-1]

    def compose(self, dato: dt.date) -> Papir:
        """The paper as it reads on `dato`."""
        papir: Papir = self.type.funktion(self.sag, self.beslutninger, dato)
        return papir


@dataclass(frozen=True)
class Papirer:
    """All papers of a case in the order that a case officer looks for them."""

    indstillinger: tuple[Papirvalg, ...]
    breve: tuple[Papirvalg, ...]
    foelgebreve: tuple[Papirvalg, ...]
    kommende: tuple[Papirvalg, ...]

    @property
    def alle(self) -> tuple[Papirvalg, ...]:
        """One after the other."""
        return (*self.indstillinger, *self.breve, *self.foelgebreve, *self.kommende)

    def __bool__(self) -> bool:
        return bool(self.alle)


def all_papirer(forloeb: Forloeb, dato: dt.date, svar: Sequence[Kontrolsvar] = ()) -> Papirer:
    """Every paper that the state of the case lets be written on `dato`. Asks nothing.

    `svar` are the answers of the open steps' checks: an item is known for a standard one by them.
    """
    items = indstilling_choices(forloeb, dato, svar)
    return Papirer(
        tuple(item for item in items if not item.kommende),
        papir_choices(forloeb),
        foelgebrev_choices(forloeb, dato),
        tuple(item for item in items if item.kommende),
    )


def papir_choices(forloeb: Forloeb) -> tuple[Papirvalg, ...]:
    """The letters about decisions that the state of the case lets be written, in the order its type names them. Asks nothing."""
    found = ((type_, _decisions(forloeb, type_)) for type_ in REGISTER.papirer_of(forloeb.sagstype))
    return tuple(Papirvalg(forloeb.sag, type_, decisions) for type_, decisions in found if decisions)


def indstilling_choices(
    forloeb: Forloeb, dato: dt.date, svar: Sequence[Kontrolsvar] = ()
) -> tuple[Papirvalg, ...]:
    """An indstilling for each step of a body that is open, then for each that will be, in the route's order."""
    papirer = current_profil().papirer
    if papirer is None or forloeb.tilstand.afsluttet:
        return ()
    now, later = [], []
    for trin in forloeb.sagsgang.orden:
        status = forloeb.tilstand.trin[trin.id].status
        if status is Trinstatus.STANDSET and current_profil().raad:
            # What was stopped goes to the council, which settles it (styrelsesloven § 23).
            # Its paper is another than the committee's, which stays as it was.
            trin = replace(trin, aktoer=str(current_profil().raad))
        if papirer.form_for(trin.aktoer) is None or status not in (*NOW, Trinstatus.VENTER):
            continue
        type_ = Papirtype(
            f"{INDSTILLING}-{indstilling_key(trin.id, status)}",
            f"Indstilling til {aktoer_navn(trin.aktoer, dato)}",
            partial(_indstilling, trin),
        )
        if status in NOW:
            now.append(Papirvalg(forloeb.sag, type_, (), trin, is_standard(trin, svar)))
        else:
            later.append(Papirvalg(forloeb.sag, type_, (), trin, kommende=True))
    return (*now, *later)


def foelgebrev_choices(forloeb: Forloeb, dato: dt.date) -> tuple[Papirvalg, ...]:
    """A cover letter for each decision of a body that stands, newest first: to the case's boligorganisation, and to
    Landsbyggefonden where it takes part.
    """
    from almen.sager.foelgebrev import FOND, cover_letter, cover_letter_to_fund

    papirer = current_profil().papirer
    if papirer is None:
        return ()
    by_number = {item.nummer: item for item in forloeb.beslutninger}
    with_fund = any(
        FOND in (trin.aktoer, *trin.medvirkende)
        and forloeb.tilstand.trin[trin.id].status != Trinstatus.IKKE_RELEVANT
        for trin in forloeb.sagsgang.trin
    )
    found = []
    for trin in reversed(forloeb.sagsgang.orden):
        state = forloeb.tilstand.trin[trin.id]
        if papirer.form_for(trin.aktoer) is None or trin.handling not in DECIDES or state.beslutning is None:
            continue
        decision = by_number[state.beslutning]
        if state.status != Trinstatus.UDFOERT or decision.udfald not in COMPLETES - {Udfald.FRAFALDET}:
            continue
        types = []
        if forloeb.sag.boligorganisation_id is not None:
            types.append((FOELGEBREV, "Følgebrev til boligorganisationen", cover_letter))
        if with_fund:
            types.append((FOELGEBREV_FOND, f"Følgebrev til {aktoer_navn(FOND, dato)}", cover_letter_to_fund))
        for id_, navn, funktion in types:
            type_ = Papirtype(f"{id_}-{trin.id}", navn, funktion)
            found.append(Papirvalg(forloeb.sag, type_, (decision,)))
    return tuple(found)


def find_papir(sag: Sag, papir_id: str, dato: dt.date | None = None) -> Papirvalg | None:
    """The paper, if the case has it and it can be written now; `dato` (default: the day it would be written)."""
    forloeb = load_forloeb(sag)
    found = all_papirer(forloeb, dato or dt.date.today()).alle
    return next((item for item in found if item.type.id == papir_id), None)


def is_standard(trin: Trin, svar: Iterable[Kontrolsvar]) -> Standardindstilling | None:
    """The standard item that the step is: the profile has one for it, and its checks' answers are all yes; else None."""
    papirer = current_profil().papirer
    found = papirer.standard_for(trin) if papirer is not None else None
    said_yes = {item.id for item in svar if item.udfald == "ja"}
    return found if found is not None and said_yes.issuperset(found.kontroller) else None


def _indstilling(trin: Trin, sag: Sag, _: Sequence[Beslutning], dato: dt.date) -> Papir:
    # What composes papers asks these selectors; so it is loaded when a paper is.
    from almen.sager.indstilling import compose_indstilling

    return compose_indstilling(sag, trin, dato)


def edited_papirer(dokumenter: Iterable[Dokument]) -> dict[str, int]:
    """Papers whose Word file has been edited since it was written from data: paper's id → the edited version's number."""
    found = {}
    for dokument in dokumenter:
        if not dokument.art.startswith(PREFIKS) or not dokument.art.endswith(".docx"):
            continue
        latest = max(dokument.versioner.all(), key=lambda item: item.nummer, default=None)
        if latest is not None and latest.kilder is None:
            found[dokument.art.removeprefix(PREFIKS).removesuffix(".docx")] = latest.nummer
    return found


def outdated_pdfs(dokumenter: Iterable[Dokument]) -> dict[int, int]:
    """PDFs of papers that are older than their edited Word file: the PDF's key → the edited version's number."""
    papers = list(dokumenter)
    edited = edited_papirer(papers)
    latest = {item.art: max((v.registreret for v in item.versioner.all()), default=None) for item in papers}
    found = {}
    for item in papers:
        papir_id = item.art.removeprefix(PREFIKS).removesuffix(".pdf")
        word, pdf = latest.get(f"{PREFIKS}{papir_id}.docx"), latest[item.art]
        if item.art.endswith(".pdf") and papir_id in edited and word and pdf and pdf < word:
            found[item.pk] = edited[papir_id]
    return found


def indstilling_key(trin: str, status: str) -> str:
    """What tells a step's indstilling from others: a stopped step's, to the council, is another than the committee's."""
    return f"{trin}-raad" if status == Trinstatus.STANDSET else trin


def latest_indstilling(dokumenter: Iterable[Dokument], key: str) -> Dokument | None:
    """The indstilling of that `indstilling_key`, as it is sent out: the PDF, unless Word has been edited since; or None."""
    papers = {item.art: item for item in dokumenter if item.art.startswith(f"{PREFIKS}{INDSTILLING}-{key}.")}
    pdf = papers.get(f"{PREFIKS}{INDSTILLING}-{key}.pdf")
    if pdf is not None and pdf.pk not in outdated_pdfs(papers.values()):
        return pdf
    return papers.get(f"{PREFIKS}{INDSTILLING}-{key}.docx") or pdf


def _decisions(forloeb: Forloeb, type_: Papirtype) -> tuple[Beslutning, ...]:
    """The standing decisions the paper is about; none while any of them is lacking."""
    if type_.afslag:
        return tuple(_refusals(forloeb))[-1:]
    by_number = {item.nummer: item for item in forloeb.beslutninger}
    found = []
    for trin in forloeb.sagsgang.orden:
        state = forloeb.tilstand.trin[trin.id]
        if not type_.concerns(trin) or state.status == Trinstatus.IKKE_RELEVANT:
            continue
        if state.status == Trinstatus.VALGFRI or (trin.valgfrit and state.status == Trinstatus.VENTER):
            continue
        if state.status != Trinstatus.UDFOERT or state.beslutning is None:
            return ()
        if by_number[state.beslutning].udfald != Udfald.FRAFALDET:
            found.append(by_number[state.beslutning])
    return tuple(sorted(found, key=lambda item: item.nummer))


def _refusals(forloeb: Forloeb) -> Iterator[Beslutning]:
    if forloeb.tilstand.afslutning == "forkastet":
        yield from (item for item in forloeb.beslutninger if item.udfald == Udfald.FORKASTET)

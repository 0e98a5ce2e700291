"""An area's classes with their criteria as pages show them: words and tones for what `regler.omraadesvar` answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from almen.omraader.beregning import disagreements
from almen.omraader.indikatorer import find_indikator
from almen.omraader.klasser import Klassenavn, vis_klasse
from almen.omraader.models import Noegletal, Omraadestand
from almen.omraader.selectors.tal import omraadetal_of_stand
from almen.regler.fejl import UgyldigtInput
from almen.regler.omraadeafstand import Omraadeafstand, compute_omraadeafstand
from almen.regler.omraadeklasse import Afgoerelse, find_regelsaet
from almen.regler.omraadeklasse import Kriterium as Lovkriterium
from almen.regler.omraadeslukket import Slukket, find_slukkede
from almen.regler.omraadesvar import Kriteriesvar, Omraadeklasse
from almen.regler.parameter import Vaerdi
from almen.regler.samling import Parametre
from almen.ui import formater
from almen.ui.graensediagram import SAMMENLIGNINGER

DOMME = {True: ("Opfyldt", "bad"), False: ("Ikke opfyldt", "ok"), None: ("Kan ikke afgøres", "warn")}
SVAR = {True: "ja", False: "nej", None: "kan ikke afgøres"}


@dataclass(frozen=True)
class Kriterium:
    """A criterion of a class as a row: its figure (None: not registered), the limit in words, the verdict, by how much."""

    svar: Kriteriesvar
    navn: str
    enhed: str
    tal: Noegletal | None
    vaerdi: str
    krav: str
    dom: str
    tone: str
    forskel: str
    note: str


@dataclass(frozen=True)
class Klassesvar:
    """A class in force on the list's day: the answer, the criteria that all must hold, those of which `antal` must, and why."""

    klasse: Klassenavn
    holder: bool | None
    krav: list[Kriterium]
    valgfri: list[Kriterium]
    antal: int | None
    begrundelse: str
    hjemmel: str

    @property
    def svar(self) -> str:
        """ "ja", "nej" or "kan ikke afgøres"."""
        return SVAR[self.holder]


@dataclass(frozen=True)
class Uenighed:
    """A class that list and computation differ on, and why the computation says what it says."""

    klasse: Klassenavn
    offentliggjort: bool
    begrundelse: str


@dataclass(frozen=True)
class Skift:
    """A change of one figure that alone gives (`faar`) or takes a class; `pct`: how far, in percent of the limit."""

    klasse: Klassenavn
    faar: bool
    tekst: str
    pct: Decimal


@dataclass(frozen=True)
class Klassebillede:
    """Everything that a list's figures say of the classes. `fejl`: why they cannot be used; then nothing is computed."""

    klasser: list[Klassesvar]
    uenigheder: list[Uenighed]
    slukkede: tuple[Slukket, ...]
    svar: Omraadeklasse | None
    skift: list[Skift]
    fejl: list[str]


def find_billede(stand: Omraadestand, tal: Mapping[str, Noegletal], parametre: Parametre) -> Klassebillede:
    """The classes of a stand by the law of its list's day, with the figures it rests on. No query."""
    slukkede = find_slukkede(stand.liste, parametre)
    try:
        afstand = compute_omraadeafstand(omraadetal_of_stand(stand), parametre)
    except UgyldigtInput as error:
        return Klassebillede(
            [], [], slukkede, None, [], [f"{item.felt}: {item.besked}" for item in error.fejl]
        )
    klasser = list(_classes(stand, afstand.svar, tal, parametre))
    uenige = _disagreements(stand, afstand.svar, klasser)
    return Klassebillede(klasser, uenige, slukkede, afstand.svar, _nearest(afstand, stand.liste), [])


def _classes(
    stand: Omraadestand, svar: Omraadeklasse, tal: Mapping[str, Noegletal], parametre: Parametre
) -> list[Klassesvar]:
    regelsaet = find_regelsaet(stand.liste, parametre)
    ids = [g.klasse.id for g in regelsaet.klasser]
    found, place = [], 0
    for gaeldende, begrundelse in zip(regelsaet.klasser, svar.trin, strict=True):
        klasse = gaeldende.klasse.id
        parts = [*gaeldende.krav, *gaeldende.valgfri]
        own = svar.kriterier[place : place + len(parts)]
        place += len(parts)
        holder = None if klasse in svar.uafgjorte else klasse in svar.klasser
        if ids.count(klasse) > 1:
            # One of two ways to the class: whether this way leads there.
            outcomes = [k.opfyldt for k in own]
            holder = False if False in outcomes else None if None in outcomes else True
        limits = [regelsaet.kriterier[indeks] for indeks in parts]
        rows = [_row(k, *limit, tal) for k, limit in zip(own, limits, strict=True)]
        first = gaeldende.antal or next((graense for _, graense in limits), None)
        found.append(
            Klassesvar(
                Klassenavn(klasse, gaeldende.navn, vis_klasse(klasse).tone),
                holder,
                rows[: len(gaeldende.krav)],
                rows[len(gaeldende.krav) :],
                gaeldende.antal.heltal if gaeldende.antal and gaeldende.antal.vaerdi is not None else None,
                begrundelse,
                first.kilde.hjemmel if first else "",
            )
        )
    return found


def _row(
    svar: Kriteriesvar, kriterium: Lovkriterium, graense: Vaerdi, tal: Mapping[str, Noegletal]
) -> Kriterium:
    found = find_indikator(svar.navn)
    enhed = found.enhed_tekst if found else ""
    dom, tone = DOMME[svar.opfyldt]
    return Kriterium(
        svar,
        found.navn if found else svar.navn,
        enhed,
        tal.get(svar.navn),
        "" if svar.vaerdi is None else f"{formater.decimal(svar.vaerdi)} {enhed}",
        _demand(svar, graense, enhed, relativ=kriterium.relativ),
        dom,
        tone,
        _difference(svar, enhed),
        f"gennemsnit af {svar.middel_aar} år" if svar.middel_aar else "",
    )


def _demand(svar: Kriteriesvar, graense: Vaerdi, enhed: str, *, relativ: bool) -> str:
    """ "over 40 pct.", "mindst 3 gange landsgennemsnittet, her 2,10 pct."."""
    ord_ = SAMMENLIGNINGER[str(svar.sammenligning)][0]
    if svar.graense is None:
        return f"{ord_} {graense.tekst}, som ikke kendes"
    own = f"{formater.decimal(svar.graense)} {enhed}"
    return f"{ord_} {graense.tekst}, her {own}" if relativ else f"{ord_} {own}"


def _difference(svar: Kriteriesvar, enhed: str) -> str:
    """How far the figure is from its limit, in its own unit."""
    if svar.afvigelse is None:
        return ""
    if not svar.afvigelse:
        return "på grænsen"
    unit = "procentpoint" if enhed == "pct." else enhed
    side = "over" if svar.afvigelse > 0 else "under"
    return f"{formater.decimal(abs(Decimal(svar.afvigelse)))} {unit} {side} grænsen"


def _nearest(afstand: Omraadeafstand, liste: dt.date) -> list[Skift]:
    return [
        Skift(
            vis_klasse(item.klasse, liste),
            item.faar,
            item.forklaring.partition(": ")[2],
            (Decimal(item.andel.numerator * 100) / item.andel.denominator).quantize(Decimal("0.1")),
        )
        for item in afstand.skift
    ]


def _disagreements(stand: Omraadestand, svar: Omraadeklasse, klasser: list[Klassesvar]) -> list[Uenighed]:
    if stand.offentliggjort is None:
        return []
    why = {item.klasse.id: item.begrundelse for item in reversed(klasser)}
    return [
        Uenighed(vis_klasse(id_, stand.liste), id_ in stand.offentliggjort, why.get(id_, ""))
        for id_ in disagreements(Afgoerelse(svar.klasser, svar.uafgjorte), stand.offentliggjort)
    ]

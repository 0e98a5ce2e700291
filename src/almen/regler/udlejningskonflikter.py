"""Where the terms of letting of an afdeling are at odds with the statute or with the agreement they rest on.

Every conflict names the rule it rests on. What is not known is said to be unsettled, never taken to be in order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from almen.regler.dansk import format_dato, format_periode, format_procent, join_med, to_decimal
from almen.regler.frister import add_maaneder
from almen.regler.omraadefoelger import KLASSENAVNE, Foelge
from almen.regler.resultat import Kilde, Sikkerhed, least_sikker
from almen.regler.samling import Parametre
from almen.regler.udlejning import ANVISNINGSFORBUD, FLEKSIBEL, Regelopslag

FAMILIE = "familie"
BOLIGTYPENAVNE = {
    "familie": "familieboliger",
    "ungdom": "ungdomsboliger",
    "aeldre": "ældreboliger",
    "pleje": "plejeboliger",
}
VEJNAVNE = {
    "venteliste": "venteliste",
    "fleksibel": "fleksibel udlejning",
    "anvisning": "boligsocial anvisning",
    "anden": "anden udlejning",
}


class Alvor(StrEnum):
    """How grave a conflict is: it breaks a rule, it needs attention, or it cannot be settled with what is known."""

    ALVORLIG = "alvorlig"
    ADVARSEL = "advarsel"
    UAFGJORT = "uafgjort"


ALVORSNAVNE = {
    Alvor.ALVORLIG: "Alvorlig",
    Alvor.ADVARSEL: "Advarsel",
    Alvor.UAFGJORT: "Kan ikke afgøres",
}


class Konflikttype(StrEnum):
    """What is at odds."""

    FLEKSIBEL_MANGLER = "fleksibel_mangler"
    UNDTAGET = "undtaget"
    OVER_HUNDREDE = "over_hundrede"
    ANVISNING_UDEN_AFTALE = "anvisning_uden_aftale"
    ANVISNING_FORBUD = "anvisning_forbud"
    KRITERIER_MANGLER = "kriterier_mangler"
    KRITERIER_FOR_GAMLE = "kriterier_for_gamle"
    SKAERPET_IKKE_BRUGT = "skaerpet_ikke_brugt"
    PERIODE = "periode"
    UDLOEBET = "udloebet"
    ANDEL_UKENDT = "andel_ukendt"


KONFLIKTNAVNE = {
    Konflikttype.FLEKSIBEL_MANGLER: "Fleksibel udlejning mangler",
    Konflikttype.UNDTAGET: "Uden for aftalen, hvor loven kræver fleksibel udlejning",
    Konflikttype.OVER_HUNDREDE: "Andelene er tilsammen over 100 %",
    Konflikttype.ANVISNING_UDEN_AFTALE: "Anvisning ud over loven uden en aftale",
    Konflikttype.ANVISNING_FORBUD: "Anvisning, hvor visse husstande ikke må anvises",
    Konflikttype.KRITERIER_MANGLER: "Kriterier mangler",
    Konflikttype.KRITERIER_FOR_GAMLE: "Kriterier er ældre, end de gælder",
    Konflikttype.SKAERPET_IKKE_BRUGT: "Skærpede kriterier bruges ikke",
    Konflikttype.PERIODE: "Aftalen ligger uden for rammeaftalens periode",
    Konflikttype.UDLOEBET: "Aftalen er udløbet",
    Konflikttype.ANDEL_UKENDT: "Andelen kendes ikke",
}


@dataclass(frozen=True, slots=True)
class Andel:
    """The share (percent) of vacant dwellings of a type let in one way; `pct` None: agreed, but not known.

    `aftalt`: an agreement in force on the day stands behind it.
    """

    boligtype: str
    vej: str
    pct: Decimal | None
    aftalt: bool = True


@dataclass(frozen=True, slots=True)
class Kriterievalg:
    """A criterion of flexible letting and the day it was set. `kraevet`: the step demands it; `bruges`: the agreement uses it."""

    navn: str
    skaerpet: bool
    fra: date
    kraevet: bool = False
    bruges: bool = True


@dataclass(frozen=True, slots=True)
class Periode:
    """An agreement's first and last day, both inclusive."""

    fra: date
    til: date

    @property
    def tekst(self) -> str:
        """The period in words."""
        return format_periode(self.fra, self.til)


@dataclass(frozen=True, slots=True)
class Udlejningsvilkaar:
    """How an afdeling's dwellings are let on a day, as the rules see it.

    `boligtyper`: the types it has (empty: not known). `undtaget`: the types that the agreement leaves outside. `aftale` and `ramme`:
    the periods of the organisation's and the framework agreement that the terms rest on.
    """

    boligtyper: frozenset[str] = frozenset()
    andele: tuple[Andel, ...] = ()
    kriterier: tuple[Kriterievalg, ...] = ()
    undtaget: frozenset[str] = frozenset()
    aftale: Periode | None = None
    ramme: Periode | None = None


@dataclass(frozen=True, slots=True)
class Konflikt:
    """One conflict: kind, severity, words with figures, the rule it rests on with its paragraph and sources.

    `boligtype` is "" where it is about the whole afdeling; `klasser` are the area's classes it follows from.
    """

    type: Konflikttype
    alvor: Alvor
    tekst: str
    regel: str
    hjemmel: str
    kilder: tuple[Kilde, ...]
    boligtype: str = ""
    klasser: tuple[str, ...] = ()
    advarsler: tuple[str, ...] = field(default=())

    @property
    def navn(self) -> str:
        """The kind in words."""
        return KONFLIKTNAVNE[self.type]

    @property
    def alvorsnavn(self) -> str:
        """The severity in words."""
        return ALVORSNAVNE[self.alvor]

    @property
    def sikkerhed(self) -> Sikkerhed:
        """How sure the rule is that it rests on."""
        return least_sikker(kilde.sikkerhed for kilde in self.kilder)


def find_konflikter(
    vilkaar: Udlejningsvilkaar,
    klasser: Collection[str],
    dag: date,
    parametre: Parametre,
    *,
    opslag: Regelopslag | None = None,
) -> tuple[Konflikt, ...]:
    """Every conflict of the terms on a day in an area with these classes, the gravest first.

    `opslag` holds the day's rules where many afdelinger are asked about. Raises UgyldigtInput for a class that the law does not know.
    """
    opslag = opslag or Regelopslag(dag, parametre)
    fundet = [
        *_fleksibel(vilkaar, klasser, opslag),
        *_forbud(vilkaar, klasser, opslag),
        *_andele(vilkaar, opslag),
        *_skaerpede(vilkaar, opslag),
        *_periode(vilkaar, opslag),
    ]
    orden = list(Alvor)
    return tuple(sorted(fundet, key=lambda konflikt: orden.index(konflikt.alvor)))


def _conflict(type_: Konflikttype, alvor: Alvor, tekst: str, regel: Foelge, boligtype: str = "") -> Konflikt:
    return Konflikt(
        type_, alvor, tekst, regel.id, regel.hjemmel, regel.kilder, boligtype, regel.klasser, regel.advarsler
    )


def _names(klasser: Collection[str]) -> str:
    return join_med([KLASSENAVNE[k].lower() for k in KLASSENAVNE if k in klasser])


def _pct(tal: Decimal) -> str:
    return format_procent(to_decimal(tal))


def _fleksibel(
    vilkaar: Udlejningsvilkaar, klasser: Collection[str], opslag: Regelopslag
) -> Iterator[Konflikt]:
    """What the duty to let family dwellings flexibly demands: a share, criteria, and that they are not too old."""
    if vilkaar.boligtyper and FAMILIE not in vilkaar.boligtyper:
        return
    for pligt in (regel for regel in opslag.klasse(FAMILIE, klasser) if regel.id in FLEKSIBEL):
        hvor = f"Området er {_names(pligt.klasser)}, og loven kræver fleksibel udlejning af familieboliger"
        if FAMILIE in vilkaar.undtaget:
            tekst = f"{hvor}, men afdelingen er holdt uden for aftalen."
            yield _conflict(Konflikttype.UNDTAGET, Alvor.ALVORLIG, tekst, pligt, FAMILIE)
            continue
        egne = [a for a in vilkaar.andele if a.boligtype == FAMILIE]
        andel = next((a for a in egne if a.vej == "fleksibel"), None)
        if andel is None and not egne:
            tekst = f"{hvor}. Om den sker, kan ikke afgøres: der er ingen vilkår for afdelingen."
            yield _conflict(Konflikttype.FLEKSIBEL_MANGLER, Alvor.UAFGJORT, tekst, pligt, FAMILIE)
        elif andel is None:
            tekst = f"{hvor}, men vilkårene har ingen andel til fleksibel udlejning."
            yield _conflict(Konflikttype.FLEKSIBEL_MANGLER, Alvor.ALVORLIG, tekst, pligt, FAMILIE)
        elif andel.pct is None:
            tekst = f"{hvor}. Om andelen er over 0 %, kan ikke afgøres: den er aftalt, men ikke kendt."
            yield _conflict(Konflikttype.FLEKSIBEL_MANGLER, Alvor.UAFGJORT, tekst, pligt, FAMILIE)
        elif andel.pct == 0:
            tekst = f"{hvor}, men andelen er {_pct(andel.pct)}."
            yield _conflict(Konflikttype.FLEKSIBEL_MANGLER, Alvor.ALVORLIG, tekst, pligt, FAMILIE)
        else:
            yield from _kriterier(vilkaar, pligt, hvor, opslag)


def _kriterier(
    vilkaar: Udlejningsvilkaar, pligt: Foelge, hvor: str, opslag: Regelopslag
) -> Iterator[Konflikt]:
    brugte = [k for k in vilkaar.kriterier if k.bruges]
    if not brugte:
        tekst = f"{hvor} efter særlige kriterier, men der er ingen kriterier for afdelingen."
        yield _conflict(Konflikttype.KRITERIER_MANGLER, Alvor.ALVORLIG, tekst, pligt, FAMILIE)
        return
    vaerdi = opslag.fleksibel_aar
    if vaerdi is None or vaerdi.vaerdi is None:
        tekst = "Hvor længe kriterier gælder ad gangen, kendes ikke den dag. Om de er for gamle, kan ikke afgøres."
        yield _conflict(Konflikttype.KRITERIER_FOR_GAMLE, Alvor.UAFGJORT, tekst, pligt, FAMILIE)
        return
    gamle = [k for k in brugte if add_maaneder(k.fra, 12 * vaerdi.heltal) <= opslag.dag]
    if gamle:
        navne = join_med([f"»{k.navn}« (fra {format_dato(k.fra)})" for k in gamle])
        tekst = f"Kriterier gælder {vaerdi.tekst} ad gangen. {navne} er ældre og skal fastsættes på ny."
        yield _conflict(Konflikttype.KRITERIER_FOR_GAMLE, Alvor.ADVARSEL, tekst, pligt, FAMILIE)


def _forbud(vilkaar: Udlejningsvilkaar, klasser: Collection[str], opslag: Regelopslag) -> Iterator[Konflikt]:
    for andel in vilkaar.andele:
        if andel.vej != "anvisning" or andel.pct == 0 or andel.boligtype in vilkaar.undtaget:
            continue
        if andel.boligtype in ("aeldre", "pleje"):
            continue
        for forbud in opslag.klasse(andel.boligtype, klasser):
            if forbud.id in ANVISNINGSFORBUD:
                hvor_meget = "en andel, der ikke kendes," if andel.pct is None else _pct(andel.pct)
                tekst = (
                    f"Boligsocial anvisning af {hvor_meget} af ledige {BOLIGTYPENAVNE[andel.boligtype]} er aftalt. "
                    f"{forbud.tekst}"
                )
                yield _conflict(Konflikttype.ANVISNING_FORBUD, Alvor.ADVARSEL, tekst, forbud, andel.boligtype)


def _andele(vilkaar: Udlejningsvilkaar, opslag: Regelopslag) -> Iterator[Konflikt]:
    for boligtype, navn in BOLIGTYPENAVNE.items():
        egne = [a for a in vilkaar.andele if a.boligtype == boligtype]
        ialt = sum((a.pct for a in egne if a.pct is not None), Decimal(0))
        if ialt > 100:
            dele = join_med(
                [f"{VEJNAVNE.get(a.vej, a.vej)} {_pct(a.pct)}" for a in egne if a.pct is not None]
            )
            tekst = f"Andelene for {navn} er tilsammen {_pct(ialt)}: {dele}. De kan højst være 100 %."
            regel = opslag.regel("andele_i_alt")
            yield _conflict(Konflikttype.OVER_HUNDREDE, Alvor.ALVORLIG, tekst, regel, boligtype)
        for andel in egne:
            if andel.pct is None:
                tekst = f"Andelen af {navn} til {VEJNAVNE.get(andel.vej, andel.vej)} er ikke kendt. Om den er i orden, kan ikke afgøres."
                regel = opslag.regel("andel_kendt")
                yield _conflict(Konflikttype.ANDEL_UKENDT, Alvor.UAFGJORT, tekst, regel, boligtype)
            elif andel.vej == "anvisning" and boligtype == FAMILIE and not andel.aftalt:
                yield from _anvisning(andel.pct, opslag)


def _anvisning(pct: Decimal, opslag: Regelopslag) -> Iterator[Konflikt]:
    regel = opslag.regel("anvisning")
    type_, hoejst = Konflikttype.ANVISNING_UDEN_AFTALE, opslag.anvisning_hoejst
    if hoejst is None:
        tekst = "Hvor mange ledige familieboliger kommunen selv kan kræve, kendes ikke den dag."
        yield _conflict(type_, Alvor.UAFGJORT, tekst, regel, FAMILIE)
    elif pct > hoejst:
        tekst = (
            f"Boligsocial anvisning er {_pct(pct)} af ledige familieboliger. Uden en aftale, der er i kraft, kan "
            f"kommunen højst kræve {_pct(hoejst)}."
        )
        yield _conflict(type_, Alvor.ALVORLIG, tekst, regel, FAMILIE)


def _skaerpede(vilkaar: Udlejningsvilkaar, opslag: Regelopslag) -> Iterator[Konflikt]:
    mangler = [k.navn for k in vilkaar.kriterier if k.skaerpet and k.kraevet and not k.bruges]
    if mangler:
        navne = join_med([f"»{navn}«" for navn in mangler])
        tekst = f"Afdelingens trin kræver skærpede kriterier, som aftalen ikke bruger: {navne}."
        regel = opslag.regel("trinets_kriterier")
        yield _conflict(Konflikttype.SKAERPET_IKKE_BRUGT, Alvor.ALVORLIG, tekst, regel)


def _periode(vilkaar: Udlejningsvilkaar, opslag: Regelopslag) -> Iterator[Konflikt]:
    regel = opslag.regel("aftaleperiode")
    aftale, ramme = vilkaar.aftale, vilkaar.ramme
    if aftale and ramme and (aftale.fra < ramme.fra or aftale.til > ramme.til):
        tekst = f"Aftalen gælder {aftale.tekst}, men rammeaftalen {ramme.tekst}."
        yield _conflict(Konflikttype.PERIODE, Alvor.ALVORLIG, tekst, regel)
    for navn, periode in (("Den individuelle aftale", aftale), ("Rammeaftalen", ramme)):
        if periode and periode.til < opslag.dag:
            tekst = f"{navn} udløb {format_dato(periode.til)}."
            yield _conflict(Konflikttype.UDLOEBET, Alvor.ALVORLIG, tekst, regel)

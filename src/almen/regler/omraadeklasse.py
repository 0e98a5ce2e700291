"""Which classes a housing area has by the law in force on a list's day (almenboligloven §§ 51 b, 61 a and 61 b).

A class is a set of criteria; every limit, every needed number and the days they hold are parameters (`omraade.*`), only
whether a comparison is strict stands here, as the law's words do. Figures are compared as printed, never rounded.
Percentages of persons outside work and of convicted are the means the law asks for (2 or 4 years; one year for § 51 b).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import product

from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.inddata import SIDSTE_DATO
from almen.regler.laes import load_parametre
from almen.regler.omraadegraenser import (
    Figur,
    Graense,
    Sammenligning,
    group_figurer,
    possible_outcomes,
)
from almen.regler.parameter import Vaerdi
from almen.regler.samling import Parametre

LISTEDAG = "omraade.listedag"


@dataclass(frozen=True, slots=True)
class Omraadetal:
    """The figures of one area on one list; None = not known.

    `liste`: the list's day. `beboere`: residents 1 January. Percentages as printed: of all residents, of those aged
    18-64, 18+, 30-59; `indkomst_pct` of the region's mean; `landsgennemsnit_doemte_pct`: the national mean of convicted.
    `aar_i_traek`: lists in a row, this one included, that met the conditions of parallelsamfund.
    """

    liste: date
    beboere: int | None = None
    ikkevestlige_pct: Decimal | None = None
    uden_for_arbejdsmarked_pct: Decimal | None = None
    doemte_pct: Decimal | None = None
    grundskole_pct: Decimal | None = None
    indkomst_pct: Decimal | None = None
    landsgennemsnit_doemte_pct: Decimal | None = None
    aar_i_traek: int | None = None


@dataclass(frozen=True, slots=True)
class Kriterium:
    """A figure, the parameter with its limit, and how the two are compared.

    `relativ`: the limit is a multiple of the national mean. `middel`: the parameter with the years of the mean;
    `et_aar`: one year's figure where the other classes take a mean, so that an answer carries a caution.
    """

    navn: str
    parameter: str
    sammenligning: Sammenligning
    relativ: bool = False
    middel: str | None = None
    et_aar: bool = False


@dataclass(frozen=True, slots=True)
class Klasse:
    """A class: all `krav` hold, and of `valgfri` at least the number that the parameter `antal` says.

    `forudsaetter` must be met too, `udelukkes_af` must not. Two entries of one id are alternatives.
    `navneparameter`: what the law calls it, where that has changed.
    """

    id: str
    navn: str
    krav: tuple[Kriterium, ...]
    valgfri: tuple[Kriterium, ...] = ()
    antal: str | None = None
    forudsaetter: str | None = None
    udelukkes_af: str | None = None
    navneparameter: str | None = None


_OVER, _MINDST, _UNDER = Sammenligning.OVER, Sammenligning.MINDST, Sammenligning.UNDER
_BEBOERE = Kriterium("beboere", "omraade.beboere", _MINDST)


def _ikkevestlige(emne: str) -> Kriterium:
    return Kriterium("ikkevestlige_pct", f"omraade.{emne}.ikkevestlige", _OVER)


def _sociale(emne: str, *, relativ: bool) -> tuple[Kriterium, ...]:
    """The four criteria on work, convictions, schooling and income that the classes share with limits of their own."""
    return (
        Kriterium(
            "uden_for_arbejdsmarked_pct",
            f"omraade.{emne}.uden_for_arbejdsmarked",
            _OVER,
            middel="omraade.middel.uden_for_arbejdsmarked",
        ),
        Kriterium(
            "doemte_pct",
            f"omraade.{emne}.doemte",
            _MINDST if relativ else _OVER,
            relativ,
            "omraade.middel.doemte",
        ),
        Kriterium("grundskole_pct", f"omraade.{emne}.grundskole", _OVER),
        Kriterium("indkomst_pct", f"omraade.{emne}.indkomst", _UNDER),
    )


def _kombineret(navn: str, stort: str) -> Klasse:
    return Klasse(
        "kombineret_udlejning_mulig",
        navn,
        (
            Kriterium("beboere", f"omraade.kombineret.beboere{stort}", _MINDST),
            Kriterium(
                "uden_for_arbejdsmarked_pct",
                f"omraade.kombineret.uden_for_arbejdsmarked{stort}",
                _MINDST,
                et_aar=True,
            ),
        ),
    )


# In an order where a class stands after those it depends on.
KLASSER = (
    Klasse(
        "ghettoomraade",
        "Ghettoområde",
        (_BEBOERE,),
        (_ikkevestlige("ghetto"), *_sociale("ghetto", relativ=False)),
        "omraade.ghetto.antal",
    ),
    Klasse(
        "udsat_boligomraade",
        "Udsat boligområde",
        (_BEBOERE,),
        _sociale("udsat", relativ=True),
        "omraade.udsat.antal",
    ),
    Klasse(
        "parallelsamfund",
        "Parallelsamfund",
        (_ikkevestlige("parallelsamfund"),),
        forudsaetter="udsat_boligomraade",
        navneparameter="omraade.parallelsamfund.navn",
    ),
    Klasse(
        "omdannelsesomraade",
        "Omdannelsesområde",
        (Kriterium("aar_i_traek", "omraade.omdannelse.aar_i_traek", _MINDST),),
        forudsaetter="parallelsamfund",
        navneparameter="omraade.omdannelse.navn",
    ),
    # The statute does not say that an udsat boligområde is no forebyggelsesområde; the published lists behave so.
    Klasse(
        "forebyggelsesomraade",
        "Forebyggelsesområde",
        (_BEBOERE, _ikkevestlige("forebyggelse")),
        _sociale("forebyggelse", relativ=True),
        "omraade.forebyggelse.antal",
        udelukkes_af="udsat_boligomraade",
    ),
    _kombineret("Kombineret udlejning mulig", ""),
    _kombineret("Kombineret udlejning mulig, stort område", "_stort"),
)


@dataclass(frozen=True, slots=True)
class Afgoerelse:
    """The ids of the classes an area has, and of those that cannot be decided with the figures there are."""

    klasser: tuple[str, ...]
    uafgjorte: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gaeldende:
    """A class in force on a day with its limits; `afklaret` False = the law of that day is not known well enough."""

    klasse: Klasse
    navn: str
    krav: tuple[int, ...]
    valgfri: tuple[int, ...]
    antal: Vaerdi | None
    afklaret: bool


@dataclass(frozen=True)
class Regelsaet:
    """The law of one day: the criteria in force, each with its limit, and the classes that rest on them."""

    dag: date
    kriterier: tuple[tuple[Kriterium, Vaerdi], ...]
    klasser: tuple[Gaeldende, ...]
    midler: Mapping[str, Vaerdi]
    _graenser: tuple[Graense, ...]
    _figurer: tuple[Figur, ...]
    _husket: dict[tuple[bool | None, ...], Afgoerelse]

    def classify(self, tal: Omraadetal) -> Afgoerelse:
        """The classes for these figures, remembered by what each figure answers to its limits."""
        svar: list[bool | None] = []
        for navn, relativ, proever in self._figurer:
            vaerdi = getattr(tal, navn)
            if vaerdi is None:
                svar.append(None)
            elif not relativ:
                for holder, graense in proever:
                    svar.append(holder(vaerdi, graense))
            elif (landet := tal.landsgennemsnit_doemte_pct) is not None:
                for holder, graense in proever:
                    svar.append(holder(vaerdi, graense * landet))
            else:
                # No convicted at all is below any multiple of any mean.
                svar += [None] if vaerdi else [False] * len(proever)
        noegle = tuple(svar)
        afgoerelse = self._husket.get(noegle)
        if afgoerelse is None:
            afgoerelse = self._husket[noegle] = self.decide(self.outcomes(tal))
        return afgoerelse

    def outcomes(self, tal: Omraadetal) -> tuple[bool | None, ...]:
        """Whether each criterion holds, in the order of `kriterier`; None where a figure is missing."""
        landet = tal.landsgennemsnit_doemte_pct
        return tuple(g.outcome(getattr(tal, g.navn), landet) for g in self._graenser)

    def decide(self, udfald: tuple[bool | None, ...]) -> Afgoerelse:
        """The classes for these outcomes: met whatever the missing figures are, or undecided."""
        muligheder = [self._classes(fuldt) for fuldt in self._completions(udfald)]
        sikre, mulige = frozenset.intersection(*muligheder), frozenset.union(*muligheder)
        ukendte = {g.klasse.id for g in self.klasser if not g.afklaret}
        orden = tuple(dict.fromkeys(g.klasse.id for g in self.klasser))
        return Afgoerelse(
            tuple(k for k in orden if k in sikre),
            tuple(k for k in orden if k not in sikre and (k in mulige or k in ukendte)),
        )

    def _classes(self, udfald: tuple[bool, ...]) -> frozenset[str]:
        fundet: set[str] = set()
        for g in self.klasser:
            if (
                g.afklaret
                and all(udfald[i] for i in g.krav)
                and (g.antal is None or sum(udfald[i] for i in g.valgfri) >= g.antal.heltal)
                and (g.klasse.forudsaetter is None or g.klasse.forudsaetter in fundet)
                and (g.klasse.udelukkes_af is None or g.klasse.udelukkes_af not in fundet)
            ):
                fundet.add(g.klasse.id)
        return frozenset(fundet)

    def _completions(self, udfald: tuple[bool | None, ...]) -> Iterator[tuple[bool, ...]]:
        """Every set of outcomes that some value of the missing figures gives: one figure answers all its criteria."""
        mangler: dict[tuple[str, bool], list[int]] = {}
        for i, g in enumerate(self._graenser):
            if udfald[i] is None:
                mangler.setdefault((g.navn, g.relativ), []).append(i)
        mulige = [
            possible_outcomes(tuple(self._graenser[i] for i in indekser)) for indekser in mangler.values()
        ]
        for valg in product(*mulige):
            fuldt = [bool(u) for u in udfald]
            for indekser, svar in zip(mangler.values(), valg, strict=True):
                for i, holder in zip(indekser, svar, strict=True):
                    fuldt[i] = holder
            yield tuple(fuldt)


def day_of_list(aar: int, parametre: Parametre | None = None) -> date:
    """The day of a year's list. Raises UgyldigtInput for a year without one: the first list is from 2010."""
    parametre = parametre or load_parametre()
    foerste = first_day(parametre).year
    if not foerste <= aar <= SIDSTE_DATO.year:
        raise UgyldigtInput([Fejl("aar", f"er {aar}; tilladt er {foerste} til {SIDSTE_DATO.year}")])
    maaned, dag = str(parametre.vaerdi(LISTEDAG, date(aar, 12, 31)).vaerdi).split("-")
    return date(aar, int(maaned), int(dag))


def first_day(parametre: Parametre) -> date:
    """The first day the program knows the classes of."""
    return min(r.fra for r in parametre.get(LISTEDAG).raekker if r.fra)


@lru_cache(maxsize=256)
def find_regelsaet(dag: date, parametre: Parametre) -> Regelsaet:
    """The criteria and classes in force on a day. A class without a row for its number or a demand does not exist."""
    kriterier: dict[Kriterium, tuple[int, Vaerdi]] = {}
    klasser: list[Gaeldende] = []
    for klasse in KLASSER:
        antal = parametre.find(klasse.antal, dag) if klasse.antal else None
        krav = {k: v for k in klasse.krav if (v := parametre.find(k.parameter, dag))}
        if (klasse.antal and antal is None) or len(krav) < len(klasse.krav):
            continue
        if klasse.forudsaetter and klasse.forudsaetter not in {g.klasse.id for g in klasser}:
            continue
        valgfri = {k: v for k in klasse.valgfri if (v := parametre.find(k.parameter, dag))}
        brugt = krav | valgfri
        afklaret = all(v.vaerdi is not None for v in (*brugt.values(), antal) if v is not None)
        if afklaret:
            for kriterium, graense in brugt.items():
                kriterier.setdefault(kriterium, (len(kriterier), graense))
        else:
            krav = valgfri = {}
        navn = parametre.find(klasse.navneparameter, dag) if klasse.navneparameter else None
        klasser.append(
            Gaeldende(
                klasse,
                str(navn.vaerdi) if navn else klasse.navn,
                tuple(kriterier[k][0] for k in krav),
                tuple(kriterier[k][0] for k in valgfri),
                antal,
                afklaret,
            )
        )
    par = tuple((k, v) for k, (_, v) in kriterier.items())
    midler = {k.middel: m for k, _ in par if k.middel and (m := parametre.find(k.middel, dag))}
    graenser = tuple(Graense(k.navn, k.sammenligning, v.tal, k.relativ) for k, v in par)
    lov = (
        graenser,
        tuple((g.klasse, g.krav, g.valgfri, g.antal and g.antal.vaerdi, g.afklaret) for g in klasser),
    )
    return Regelsaet(dag, par, tuple(klasser), midler, graenser, group_figurer(graenser), _memory_of(lov))


@lru_cache(maxsize=256)
def _memory_of(lov: Hashable) -> dict[tuple[bool | None, ...], Afgoerelse]:
    """What days with the same law remember together."""
    return {}


def find_klasser(tal: Omraadetal, parametre: Parametre | None = None) -> Afgoerelse:
    """The classes alone, for many rows at a time. Figures must be sound (see `check_omraadetal`)."""
    return find_regelsaet(tal.liste, parametre or load_parametre()).classify(tal)


_PCT = ("ikkevestlige_pct", "uden_for_arbejdsmarked_pct", "doemte_pct", "grundskole_pct")
_TAL_HOEJST = {
    **dict.fromkeys(_PCT, 100),
    "landsgennemsnit_doemte_pct": 100,
    "indkomst_pct": 1000,
    "beboere": 1_000_000,
    "aar_i_traek": 100,
}


def check_omraadetal(tal: Omraadetal, parametre: Parametre | None = None) -> list[Fejl]:
    """Faults of the figures: outside what a share, a count or the law's days can be. A missing figure is none."""
    foerste = first_day(parametre or load_parametre())
    fejl = []
    if not foerste <= tal.liste <= SIDSTE_DATO:
        fejl.append(Fejl("aar", f"er {tal.liste.isoformat()}; tilladt er {foerste.isoformat()} og senere"))
    for navn, hoejst in _TAL_HOEJST.items():
        vaerdi = getattr(tal, navn)
        if vaerdi is not None and not (Decimal(vaerdi).is_finite() and 0 <= vaerdi <= hoejst):
            fejl.append(Fejl(navn, f"er {str(vaerdi)[:40]}; tilladt er 0 til {hoejst}"))
    if tal.landsgennemsnit_doemte_pct == 0:
        fejl.append(Fejl("landsgennemsnit_doemte_pct", "er 0; tilladt er tal over 0"))
    return fejl

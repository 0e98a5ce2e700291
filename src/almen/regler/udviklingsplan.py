"""The share of almene familieboliger in an omdannelsesområde, today and as its plan goes (almenboligloven § 168 a)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from almen.regler.dansk import format_dato, format_m2, format_procent, format_tal, to_decimal
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.inddata import ANTAL_HOEJST, AREAL_HOEJST, is_heltal
from almen.regler.laes import load_parametre
from almen.regler.parameter import Vaerdi
from almen.regler.resultat import Kilde, Trin, unique_kilder
from almen.regler.samling import Parametre

FAMILIEANDEL = "udviklingsplan.familieandel"
MAALDAG = "udviklingsplan.maaldag"
ERHVERV_M2 = "udviklingsplan.erhverv_m2"
AFRUNDING = "udviklingsplan.erhverv_afrunding"
NEDREVET_EFTER = "udviklingsplan.nedrevet_efter"
STATUSDAG = "udviklingsplan.statusdag"

_RUND: dict[str, Callable[[Fraction], Fraction]] = {
    "uafrundet": lambda tal: tal,
    "ned": lambda tal: Fraction(floor(tal)),
    "op": lambda tal: Fraction(ceil(tal)),
}


@dataclass(frozen=True, slots=True)
class Boligtaelling:
    """What stands in an area on a day.

    `familie`: almene familieboliger. `andre`: all other dwellings (youth, elderly, private). `erhverv_m2`: business floor
    area. `nedrevne`: dwellings demolished after 2010 that almene familieboliger have not replaced.
    """

    familie: int
    andre: int = 0
    erhverv_m2: int | Decimal = 0
    nedrevne: int = 0


class Middel(StrEnum):
    """What a plan can do to the share."""

    NEDRIVNING = "nedrivning"
    SALG = "salg"
    OMMAERKNING = "ommaerkning"
    SAMMENLAEGNING = "sammenlaegning"
    NYE_FAMILIEBOLIGER = "nye_familieboliger"
    NYBYGGERI = "nybyggeri"
    ERHVERV = "erhverv"


MIDDELNAVNE = {
    Middel.NEDRIVNING: "Nedrivning af almene familieboliger",
    Middel.SALG: "Salg af almene familieboliger",
    Middel.OMMAERKNING: "Ommærkning til ungdoms- eller ældreboliger",
    Middel.SAMMENLAEGNING: "Sammenlægning (almene familieboliger, der bliver færre)",
    Middel.NYE_FAMILIEBOLIGER: "Nye almene familieboliger",
    Middel.NYBYGGERI: "Andre nye boliger",
    Middel.ERHVERV: "Nyt erhvervsareal i m²",
}


@dataclass(frozen=True, slots=True)
class Tiltag:
    """A means of a plan: `antal` dwellings (m² for `erhverv`, below 0 where it is closed), done on `dato`."""

    middel: Middel
    antal: int
    dato: date


@dataclass(frozen=True, slots=True)
class Familieandel:
    """The share of almene familieboliger on a day and how far it is from the limit.

    `andel` (0 to 1) is exact. `mindst` and `hoejst` are what it would be with business area rounded up and down to whole
    dwellings; `afgjort` is False where that decides. `for_mange`: family dwellings that must be sold, relabelled or
    demolished (the total stays); `mangler_andre`: other dwellings that would have to come instead. Both 0 if the limit is kept.
    """

    dag: date
    taelling: Boligtaelling
    boliger: Fraction
    andel: Fraction
    mindst: Fraction
    hoejst: Fraction
    graense_pct: Decimal
    for_mange: int
    mangler_andre: int
    trin: tuple[Trin, ...]
    advarsler: tuple[str, ...]
    kilder: tuple[Kilde, ...]

    @property
    def pct(self) -> Decimal:
        """The share in percent with two decimals, for showing only: it is compared exactly."""
        return to_decimal(self.andel * 100)

    @property
    def opfyldt(self) -> bool:
        """True if the share is at most the limit."""
        return self.andel * 100 <= Fraction(self.graense_pct)

    @property
    def afgjort(self) -> bool:
        """True if the answer is the same however business area is rounded."""
        return (self.mindst * 100 <= Fraction(self.graense_pct)) == (
            self.hoejst * 100 <= Fraction(self.graense_pct)
        )


@dataclass(frozen=True, slots=True)
class Planforloeb:
    """A plan's share year by year: `nu` on the counting day, `aar` each 1 January, the last of them the target day."""

    nu: Familieandel
    aar: tuple[Familieandel, ...]

    @property
    def maal(self) -> Familieandel:
        """The share as the target day begins."""
        return self.aar[-1]

    @property
    def naar(self) -> bool:
        """True if the plan brings the share down to the limit in time."""
        return self.maal.opfyldt

    @property
    def foerste_dag(self) -> date | None:
        """The first of the days on which the limit is kept, None if it is on none."""
        return next((a.dag for a in (self.nu, *self.aar) if a.opfyldt), None)


def compute_familieandel(
    taelling: Boligtaelling,
    dag: date,
    *,
    dispensation_pct: Decimal | None = None,
    parametre: Parametre | None = None,
) -> Familieandel:
    """The share on a day, counted as § 168 a, stk. 1, says: business area and demolished dwellings are in the total.

    `dispensation_pct`: the limit that the minister has granted instead. Raises UgyldigtInput naming the field,
    UdenForGyldighed before the rule of 1 December 2018.
    """
    if fejl := [*_check_taelling(taelling), *_check_dispensation(dispensation_pct)]:
        raise UgyldigtInput(fejl)
    parametre = parametre or load_parametre()
    loft, m2, maade, efter = (
        parametre.vaerdi(navn, dag) for navn in (FAMILIEANDEL, ERHVERV_M2, AFRUNDING, NEDREVET_EFTER)
    )
    graense = loft.tal if dispensation_pct is None else dispensation_pct
    erhverv = Fraction(taelling.erhverv_m2) / m2.heltal
    i_boliger = taelling.familie + taelling.andre + taelling.nedrevne
    boliger = i_boliger + _RUND[str(maade.vaerdi)](erhverv)
    andel, mindst, hoejst = (
        Fraction(taelling.familie) / total if total else Fraction(0)
        for total in (boliger, i_boliger + ceil(erhverv), i_boliger + floor(erhverv))
    )
    tilladt = Fraction(graense) / 100
    for_mange = max(0, ceil(taelling.familie - tilladt * boliger))
    mangler = max(0, ceil(taelling.familie / tilladt - boliger)) if for_mange else 0
    svar = Familieandel(
        dag, taelling, boliger, andel, mindst, hoejst, graense, for_mange, mangler, (), (), ()
    )
    return replace(
        svar,
        trin=_steps(svar, erhverv, m2, efter, dispensation_pct is not None),
        advarsler=_warnings(svar, maade),
        kilder=unique_kilder(v.kilde for v in (loft, m2, maade, efter)),
    )


def compute_planforloeb(
    start: Boligtaelling,
    dag: date,
    tiltag: Iterable[Tiltag],
    *,
    dispensation_pct: Decimal | None = None,
    parametre: Parametre | None = None,
) -> Planforloeb:
    """The share on each 1 January after the counting day `dag` until the target day, as the plan's means are carried out.

    A means counts from the day after its own. New almene familieboliger replace demolished dwellings, whichever came
    first, so that those no longer stay in the total (our reading of stk. 1, 3. pkt.; it is the strict one).
    Raises UgyldigtInput naming the means that cannot be.
    """
    parametre = parametre or load_parametre()
    maaldag = parametre.vaerdi(MAALDAG, dag).dag
    tiltag = tuple(tiltag)
    if fejl := _check_taelling(start) or _check_tiltag(dag, maaldag, tiltag) or _check_order(start, tiltag):
        raise UgyldigtInput(fejl)

    def share(d: date) -> Familieandel:
        taelling = taelling_on(start, tiltag, d)
        return compute_familieandel(taelling, d, dispensation_pct=dispensation_pct, parametre=parametre)

    dage = [d for aar in range(dag.year + 1, maaldag.year + 1) if (d := date(aar, 1, 1)) < maaldag]
    return Planforloeb(share(dag), tuple(share(d) for d in [*dage, maaldag]))


def taelling_on(start: Boligtaelling, tiltag: Iterable[Tiltag], dag: date) -> Boligtaelling:
    """What stands in the area as `dag` begins: the count at the start and what was done before that day."""
    sum_: dict[Middel, int] = dict.fromkeys(Middel, 0)
    for t in tiltag:
        if t.dato < dag:
            sum_[t.middel] += t.antal
    til_andre = sum_[Middel.SALG] + sum_[Middel.OMMAERKNING]
    vaek = sum_[Middel.NEDRIVNING] + sum_[Middel.SAMMENLAEGNING]
    nye = sum_[Middel.NYE_FAMILIEBOLIGER]
    return Boligtaelling(
        start.familie - til_andre - vaek + nye,
        start.andre + til_andre + sum_[Middel.NYBYGGERI],
        start.erhverv_m2 + sum_[Middel.ERHVERV],
        max(0, start.nedrevne + sum_[Middel.NEDRIVNING] - nye),
    )


def list_statusdage(godkendt: date, parametre: Parametre | None = None) -> tuple[date, ...]:
    """The days by which the plan's yearly status is due: from the year after the plan was approved, as long as it is asked."""
    parametre = parametre or load_parametre()
    dage = []
    for aar in range(godkendt.year + 1, parametre.vaerdi(MAALDAG, godkendt).dag.year + 1):
        if (vaerdi := parametre.find(STATUSDAG, date(aar, 1, 1))) is not None:
            maaned, dag = str(vaerdi.vaerdi).split("-")
            dage.append(date(aar, int(maaned), int(dag)))
    return tuple(dage)


def _check_taelling(taelling: Boligtaelling) -> list[Fejl]:
    fejl = [
        Fejl(navn, f"er {str(tal)[:40]}; tilladt er hele tal fra 0 til {format_tal(ANTAL_HOEJST)}")
        for navn in ("familie", "andre", "nedrevne")
        if not (is_heltal(tal := getattr(taelling, navn)) and 0 <= tal <= ANTAL_HOEJST)
    ]
    m2 = taelling.erhverv_m2
    if not (
        (is_heltal(m2) or isinstance(m2, Decimal)) and Decimal(m2).is_finite() and 0 <= m2 <= AREAL_HOEJST
    ):
        fejl.append(Fejl("erhverv_m2", f"er {str(m2)[:40]}; tilladt er 0 til {format_m2(AREAL_HOEJST)}"))
    return fejl


def _check_dispensation(pct: Decimal | None) -> list[Fejl]:
    if pct is None or (pct.is_finite() and 0 < pct <= 100):
        return []
    return [Fejl("dispensation_pct", f"er {str(pct)[:40]}; tilladt er over 0 til 100")]


def _check_tiltag(dag: date, maaldag: date, tiltag: Sequence[Tiltag]) -> list[Fejl]:
    if not dag < maaldag:
        return [Fejl("dag", f"er {format_dato(dag)}; tilladt er dage før {format_dato(maaldag)}")]
    fejl = []
    for nr, t in enumerate(tiltag):
        erhverv = t.middel is Middel.ERHVERV
        mindst, hoejst = (-AREAL_HOEJST, AREAL_HOEJST) if erhverv else (1, ANTAL_HOEJST)
        if not is_heltal(t.antal) or not mindst <= t.antal <= hoejst:
            tilladt = "hele m²" if erhverv else f"hele tal fra 1 til {format_tal(ANTAL_HOEJST)}"
            fejl.append(Fejl(f"tiltag[{nr}].antal", f"er {str(t.antal)[:40]}; tilladt er {tilladt}"))
        if not dag <= t.dato < maaldag:
            tilladt = f"fra {format_dato(dag)} til dagen før {format_dato(maaldag)}"
            fejl.append(Fejl(f"tiltag[{nr}].dato", f"er {format_dato(t.dato)}; tilladt er {tilladt}"))
    return fejl


def _check_order(start: Boligtaelling, tiltag: Sequence[Tiltag]) -> list[Fejl]:
    """What is taken away must be there on the day it happens."""
    for dato in sorted({t.dato for t in tiltag}):
        efter = taelling_on(start, tiltag, dato + timedelta(days=1))
        for navn, hvad in (("familie", "mange almene familieboliger"), ("erhverv_m2", "meget erhvervsareal")):
            if getattr(efter, navn) < 0:
                nr = next(nr for nr, t in enumerate(tiltag) if t.dato == dato and _takes(t, navn))
                return [Fejl(f"tiltag[{nr}].antal", f"er {tiltag[nr].antal}; så {hvad} er der ikke den dag")]
    return []


def _takes(t: Tiltag, navn: str) -> bool:
    if navn == "erhverv_m2":
        return t.middel is Middel.ERHVERV and t.antal < 0
    return t.middel in (Middel.NEDRIVNING, Middel.SALG, Middel.OMMAERKNING, Middel.SAMMENLAEGNING)


def _steps(
    svar: Familieandel, erhverv: Fraction, m2: Vaerdi, efter: Vaerdi, dispensation: bool
) -> tuple[Trin, ...]:
    t = svar.taelling
    dele = [f"{format_tal(t.familie)} almene familieboliger", f"{format_tal(t.andre)} andre"]
    if t.erhverv_m2:
        dele.append(
            f"{format_m2(t.erhverv_m2)} erhverv = {format_tal(to_decimal(erhverv))} boliger à {m2.heltal} m²"
        )
    if t.nedrevne:
        dele.append(
            f"{format_tal(t.nedrevne)} nedrevet efter {efter.vaerdi} og ikke erstattet af almene familieboliger"
        )
    krav = f"højst {format_procent(svar.graense_pct)}" + (" efter dispensation" if dispensation else "")
    steps = [
        Trin(f"Alle boliger: {' + '.join(dele)} = {format_tal(to_decimal(svar.boliger))}."),
        Trin(
            f"Almene familieboliger den {format_dato(svar.dag)}: {format_procent(svar.pct)} af alle boliger; kravet er "
            f"{krav}. {'Opfyldt' if svar.opfyldt else 'Ikke opfyldt'}."
        ),
    ]
    if svar.for_mange:
        steps.append(
            Trin(
                f"Der mangler, at {format_tal(svar.for_mange)} almene familieboliger sælges, ommærkes eller rives ned, eller "
                f"at der kommer {format_tal(svar.mangler_andre)} andre boliger til."
            )
        )
    return tuple(steps)


def _warnings(svar: Familieandel, maade: Vaerdi) -> tuple[str, ...]:
    if svar.mindst == svar.hoejst:
        return ()
    tekst = maade.warn_usikker() or ""
    fra, til = (format_procent(to_decimal(a * 100)) for a in (svar.mindst, svar.hoejst))
    dom = "" if svar.afgjort else " Afrundingen afgør, om kravet er opfyldt."
    return (f"{tekst} Andelen er {fra} rundet op og {til} rundet ned.{dom}".strip(),)

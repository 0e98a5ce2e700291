"""What the rules answer of a boligsocial helhedsplan: pure, so that a case, a list and figures nobody has saved get the same answer.

Two answers on who pays: the fund's ceiling and the sum are the regulation's; the two floors are the municipality's own practice, which
its committee may depart from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta

from almen.planer.helhedsplanbudget import AAR_HOEJST, Linjer, find_budgetfejl, years_of
from almen.regler.dansk import format_dato, format_kroner, format_tal, join_med
from almen.regler.fejl import RegelFejl, UdenForGyldighed, UgyldigtInput
from almen.regler.laes import load_parametre
from almen.regler.medfinansiering import (
    LBF,
    LBF_HOEJST,
    LOKALE,
    NAVNE,
    Gulv,
    Medfinansiering,
    Overtraedelse,
    check_medfinansiering,
    required_kroner,
)
from almen.regler.resultat import Sikkerhed, kilde_to_dict
from almen.regler.samling import Parametre
from almen.sagsgang.register import Kontrolsvar

JA, NEJ, UAFGJORT = "ja", "nej", "kan_ikke_afgoeres"
MEDFINANSIERING, LOKALE_ANDELE = "helhedsplan_medfinansiering", "helhedsplan_lokale_andele"
BUDGET, LOEBETID, SAERINDSATSER = "helhedsplan_budget", "helhedsplan_loebetid", "helhedsplan_saerindsatser"
TITLER = {
    MEDFINANSIERING: "Fondens andel og summen",
    LOKALE_ANDELE: "Kommunens og boligorganisationens andele",
    BUDGET: "Budgettet går op",
    LOEBETID: "Planens periode",
    SAERINDSATSER: "Særlige indsatser er forhandlet",
}
LAENGDE = "boligsocial.plan_aar"
FONDENS_REGLER = frozenset({"lbf_hoejst", "sum"})
Dele = Mapping[str, int | None]


def _svar(
    id_: str, udfald: str, tekst: str, kilder: Iterable[Mapping[str, Any]] = (), /, **tal: object
) -> Kontrolsvar:
    return Kontrolsvar(
        id_,
        udfald,
        TITLER[id_],
        " ".join(tekst.split()),
        tuple(kilder),
        {key: str(value) for key, value in tal.items()},
    )


def _missing(budget: int | None, dele: Dele, navne: Collection[str]) -> str:
    names = [
        *(["budgettet"] if budget is None else []),
        *(NAVNE[item] for item in navne if dele.get(item) is None),
    ]
    return f"Ikke oplyst: {join_med(names)}." if names else ""


def svar_medfinansiering(
    budget: int | None, dele: Dele, dato: dt.date, parametre: Parametre | None = None
) -> Kontrolsvar:
    """Does the fund pay at most its share on `dato`, and are the three parts the budget to the krone.

    What is known is judged: a fund's part above the ceiling is refused though the local parts are not known yet.
    """
    rules = parametre or load_parametre()
    if budget is None:
        return _svar(MEDFINANSIERING, UAFGJORT, _missing(budget, dele, NAVNE))
    try:
        answer = check_medfinansiering(budget, dele, {}, dato, rules)
    except UdenForGyldighed as error:
        return _svar(MEDFINANSIERING, UAFGJORT, str(error))
    except UgyldigtInput as error:
        return _svar(MEDFINANSIERING, UAFGJORT, f"Kan ikke beregnes: {_faults(error)}")
    (kilde,) = answer.kilder
    broken = [item for item in answer.overtraedelser if item.regel in FONDENS_REGLER]
    warning = rules.vaerdi(LBF_HOEJST, dato).warn_usikker() or ""
    told = " ".join([*(item.tekst for item in broken), *_paid(budget, dele, answer, (LBF,), broken)])
    told = f"{told} {_missing(budget, dele, NAVNE)}"
    if not broken and not answer.mangler:
        told += f"Delene giver tilsammen budgettet på {format_kroner(budget)}"
    unsure = bool(answer.mangler) or kilde.sikkerhed is Sikkerhed.UAFKLARET
    return _svar(
        MEDFINANSIERING,
        NEJ if broken else UAFGJORT if unsure else JA,
        f"{told} {warning}",
        (kilde_to_dict(kilde),),
        **_tal(broken),
    )


def svar_lokale_andele(
    budget: int | None,
    dele: Dele,
    gulve: Mapping[str, Gulv],
    dato: dt.date,
    parametre: Parametre | None = None,
) -> Kontrolsvar:
    """Do municipality and boligorganisation each pay what the municipality's practice demands; a floor not set is told."""
    unset = [NAVNE[item] for item in LOKALE if item not in gulve]
    note = (
        f"Kommunen har ikke sat, hvad {join_med(unset)} mindst betaler; det er ikke prøvet." if unset else ""
    )
    asked = [item for item in LOKALE if item in gulve]
    if budget is None or not asked:
        return _svar(LOKALE_ANDELE, UAFGJORT, f"{_missing(budget, dele, asked)} {note}")
    try:
        answer = check_medfinansiering(budget, dele, gulve, dato, parametre)
    except (UdenForGyldighed, UgyldigtInput) as error:
        text = _faults(error) if isinstance(error, UgyldigtInput) else str(error)
        return _svar(LOKALE_ANDELE, UAFGJORT, f"Kan ikke beregnes: {text}")
    broken = [item for item in answer.overtraedelser if item.regel not in FONDENS_REGLER]
    missing = _missing(budget, dele, asked)
    told = " ".join([*(item.tekst for item in broken), *_paid(budget, dele, answer, asked, broken)])
    return _svar(
        LOKALE_ANDELE,
        NEJ if broken else UAFGJORT if missing or unset else JA,
        f"{told} {missing} {note}",
        [_praksis(gulve[item]) for item in asked],
        **_tal(broken),
    )


def _paid(
    budget: int, dele: Dele, answer: Medfinansiering, navne: Collection[str], broken: Sequence[Overtraedelse]
) -> list[str]:
    """What each party pays, where nothing is broken by it."""
    told = {item.regel.rpartition("_")[0] for item in broken}
    return [
        f"{NAVNE[item][:1].upper()}{NAVNE[item][1:]} betaler {trimmed(answer.andele[item])} % af budgettet: "
        f"{format_kroner(dele[item] or 0)} af {format_kroner(budget)}"
        for item in navne
        if item in answer.andele and item not in told
    ]


def trimmed(andel: Decimal) -> str:
    """A share with the decimals that it has: 75 and 66,67."""
    return format_tal(Decimal(f"{andel:f}".rstrip("0").rstrip(".") if "." in f"{andel:f}" else andel))


def _tal(broken: Iterable[Overtraedelse]) -> dict[str, object]:
    return {
        key: value
        for item in broken
        for key, value in (
            (f"{item.regel}.kraevet", item.kraevet),
            (f"{item.regel}.faktisk", item.faktisk),
        )
    }


def _faults(error: UgyldigtInput) -> str:
    return "; ".join(f"{item.felt} {item.besked}" for item in error.fejl)


def _praksis(gulv: Gulv) -> dict[str, Any]:
    """The municipality's practice in the shape of a rule's source."""
    return {
        "parameter": "",
        "navn": "Kommunens praksis",
        "vaerdi": str(gulv.pct),
        "vaerdi_tekst": f"{format_tal(gulv.pct)} %",
        "hjemmel": f"kommunens praksis: {gulv.hjemmel.partition(': ')[2] or gulv.hjemmel}",
        "url": "",
        "sikkerhed": "sikker",
    }


def svar_budget(
    budget: int | None, linjer: Linjer, fra: dt.date | None, til: dt.date | None, temaer: Mapping[str, str]
) -> Kontrolsvar:
    """Do the lines by theme and year give the budget, within the term, on themes in force (`temaer`, id → name)."""
    if budget is None or not linjer:
        missing = [
            *(["budgettet i alt"] if budget is None else []),
            *([] if linjer else ["budget pr. tema og år"]),
        ]
        return _svar(BUDGET, UAFGJORT, f"Ikke oplyst: {join_med(missing)}.")
    found = find_budgetfejl(budget, linjer, years_of(fra, til), temaer)
    tal: dict[str, object] = {"budget": budget, "linjer": sum(linjer.values())}
    if found:
        return _svar(BUDGET, NEJ, " ".join(item.tekst for item in found), **tal)
    used = {theme for (theme, _), amount in linjer.items() if amount and theme}
    return _svar(
        BUDGET,
        JA,
        f"Linjerne giver {format_kroner(budget)}, fordelt på {len(used)} af regulativets temaer og inden for perioden.",
        **tal,
    )


def svar_loebetid(
    fra: dt.date | None, til: dt.date | None, dato: dt.date, parametre: Parametre | None = None
) -> Kontrolsvar:
    """Is there a term, and is it as long as terms are. That length is no sure rule: another length is told, not refused."""
    if fra is None or til is None:
        return _svar(LOEBETID, NEJ, "Planens første og sidste dag skal være kendt, før planen kan godkendes.")
    if len(years_of(fra, til)) > AAR_HOEJST:
        return _svar(
            LOEBETID,
            NEJ,
            f"Planen løber over {len(years_of(fra, til))} kalenderår; sagsgangen fører tilsyn med højst {AAR_HOEJST}. Del den i to planer.",
        )
    term = f"{format_dato(fra)} – {format_dato(til)}"
    try:
        value = (parametre or load_parametre()).vaerdi(LAENGDE, dato)
    except RegelFejl as error:
        return _svar(LOEBETID, UAFGJORT, f"{term}. {error}")
    years = value.heltal
    last = fra + relativedelta(years=years) - dt.timedelta(days=1)
    kilder = (kilde_to_dict(value.kilde),)
    if til == last:
        return _svar(LOEBETID, JA, f"{term}: {years} år.", kilder)
    way = "kortere" if til < last else "længere"
    warning = value.warn_usikker() or ""
    return _svar(
        LOEBETID,
        UAFGJORT,
        f"{term} er {way} end {years} år, som planer plejer at løbe. Det stopper ikke beslutningen. {warning}",
        kilder,
    )


def svar_saerindsatser(aabne: Sequence[str], enige: int, bortfaldne: int) -> Kontrolsvar:
    """Is every special effort either agreed or dropped. `aabne`: for each that is not, its name and where the parties stand."""
    if aabne:
        return _svar(SAERINDSATSER, NEJ, f"Forhandles stadig: {'; '.join(aabne)}.", forhandles=len(aabne))
    if not enige and not bortfaldne:
        return _svar(SAERINDSATSER, JA, "Udvalget har ikke foreslået særlige indsatser.")
    words = []
    if enige:
        words.append(f"{enige} {'indsats er' if enige == 1 else 'indsatser er'} aftalt")
    if bortfaldne:
        words.append(f"{bortfaldne} er afvist eller trukket tilbage")
    return _svar(SAERINDSATSER, JA, f"{join_med(words)}.", enige=enige, bortfaldne=bortfaldne)


def samlet(svar: Iterable[Kontrolsvar]) -> str:
    """Several answers as one: nej if any refuses, undecided if any is, else ja."""
    outcomes = {item.udfald for item in svar}
    return next((item for item in (NEJ, UAFGJORT) if item in outcomes), JA)


@dataclass(frozen=True)
class Krav:
    """What a party is to pay of the budget: `ord` højst or mindst, in percent and whole kroner, and what it rests on."""

    ord: str
    pct: Decimal
    beloeb: int
    hjemmel: str


def krav_on(
    budget: int, gulve: Mapping[str, Gulv], dato: dt.date, parametre: Parametre | None = None
) -> dict[str, Krav]:
    """The fund's ceiling and the floors in kroner of this budget, by part; what has no rule on the day is left out."""
    found = {}
    try:
        loft = (parametre or load_parametre()).vaerdi(LBF_HOEJST, dato)
    except UdenForGyldighed:
        pass
    else:
        found[LBF] = Krav("højst", loft.tal, required_kroner(budget, loft.tal), loft.kilde.hjemmel)
    for item in LOKALE:
        if item in gulve:
            gulv = gulve[item]
            found[item] = Krav("mindst", gulv.pct, required_kroner(budget, gulv.pct), gulv.hjemmel)
    return found

"""A kvarterplan's money and length (byfornyelsesloven kap. 2): parts and years make the budget, the state's refund keeps its ceilings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor

from almen.regler.dansk import format_dato, format_kroner
from almen.regler.fejl import Fejl, RegelFejl, UgyldigtInput
from almen.regler.frister import add_maaneder
from almen.regler.inddata import SUM_HOEJST, check_sum, is_heltal
from almen.regler.laes import load_parametre
from almen.regler.medfinansiering import Medfinansiering, Overtraedelse
from almen.regler.resultat import Trin
from almen.regler.samling import Parametre

STATSANDEL = "omraadefornyelse.statsandel"
STAT_HOEJST = "omraadefornyelse.stat_hoejst"
LAENGDE = "omraadefornyelse.laengde"
KOMMUNE, STAT, BOLIGORGANISATION, ANDRE = "kommune", "stat", "boligorganisation", "andre"
NAVNE = {
    KOMMUNE: "kommunen",
    STAT: "staten",
    BOLIGORGANISATION: "boligorganisationen",
    ANDRE: "andre",
}


def check_omraadefornyelse(
    budget: int,
    dato: date,
    *,
    dele: Mapping[str, int] | None = None,
    aar: Mapping[int, int] | None = None,
    fra: date | None = None,
    til: date | None = None,
    parametre: Parametre | None = None,
) -> Medfinansiering:
    """Holds a kvarterplan against the rules on `dato`; amounts in whole kroner. What is None is not checked, and is warned of.

    `dele`: who pays (`kommune` after the refund, `stat`, `boligorganisation`, `andre`; one left out pays nothing). The
    state refunds at most its share of what municipality and state pay together. `aar`: the budget by year. `fra`, `til`:
    the plan's first and last day. Raises UgyldigtInput naming the field.
    """
    fejl = [
        *check_sum("budget", budget),
        *(item for navn, beloeb in (dele or {}).items() for item in _check_part(navn, beloeb)),
        *(item for nr, beloeb in (aar or {}).items() for item in _check_year(nr, beloeb, fra, til)),
    ]
    if fra and til and til < fra:
        fejl.append(Fejl("til", f"er {format_dato(til)}; tilladt er fra {format_dato(fra)}"))
    if fejl:
        raise UgyldigtInput(fejl)
    parametre = parametre or load_parametre()
    statsandel, stat_hoejst, laengde = (parametre.vaerdi(n, dato) for n in (STATSANDEL, STAT_HOEJST, LAENGDE))
    try:
        andel = Fraction(str(statsandel.vaerdi))
    except ValueError:
        raise RegelFejl(f"»{STATSANDEL}« er ikke en brøk.") from None
    steps: list[Trin] = []
    found: list[Overtraedelse] = []
    warnings = [text for v in (statsandel, stat_hoejst, laengde) if (text := v.warn_usikker())]
    if dele is None:
        warnings.append("Det er ikke oplyst, hvem der betaler; statens andel er ikke prøvet.")
    else:
        stat, udgifter = dele.get(STAT, 0), dele.get(KOMMUNE, 0) + dele.get(STAT, 0)
        lofter = (
            (
                "stat_andel",
                floor(udgifter * andel),
                f"{statsandel.tekst} på {format_kroner(udgifter)}",
                statsandel,
            ),
            ("stat_hoejst", stat_hoejst.heltal, "pr. område", stat_hoejst),
        )
        for regel, most, hvoraf, vaerdi in lofter:
            steps.append(Trin(f"Staten højst {format_kroner(most)} ({hvoraf})", most))
            if stat > most:
                text = f"Staten kan højst refundere {format_kroner(most)} ({hvoraf}), men er sat til {format_kroner(stat)}"
                found.append(Overtraedelse(regel, most, stat, vaerdi.kilde.hjemmel, text))
        found += _check_total("sum", "Delene", sum(dele.values()), budget, steps)
    if aar is None:
        warnings.append("Budgettet er ikke fordelt på år.")
    else:
        found += _check_total("aar", "Årene", sum(aar.values()), budget, steps)
    if fra is None or til is None:
        warnings.append("Planens periode er ikke oplyst; længden er ikke prøvet.")
    else:
        last = add_maaneder(fra, 12 * laengde.heltal)
        steps.append(Trin(f"Planen varer højst {laengde.heltal} år, til dagen før {format_dato(last)}"))
        if til >= last:
            years = next(n for n in range(laengde.heltal + 1, 200) if til < add_maaneder(fra, 12 * n))
            text = f"Planen må vare {laengde.heltal} år, men varer fra {format_dato(fra)} til {format_dato(til)}."
            found.append(Overtraedelse("laengde", laengde.heltal, years, laengde.kilde.hjemmel, text))
    return Medfinansiering(
        tuple(found),
        {navn: _share(beloeb, budget) for navn, beloeb in (dele or {}).items()},
        tuple(steps),
        (statsandel.kilde, stat_hoejst.kilde, laengde.kilde),
        tuple(warnings),
    )


def _check_part(navn: str, beloeb: object) -> list[Fejl]:
    if navn not in NAVNE:
        return [Fejl(str(navn)[:40], f"kendes ikke; tilladt er {', '.join(NAVNE)}")]
    return _check_amount(navn, beloeb)


def _check_year(aar: object, beloeb: object, fra: date | None, til: date | None) -> list[Fejl]:
    mindst, hoejst = fra.year if fra else 1990, til.year if til else 2099
    if not (isinstance(aar, int) and mindst <= aar <= hoejst):
        return [Fejl(f"aar.{str(aar)[:40]}", f"ligger uden for planen; tilladt er {mindst} til {hoejst}")]
    return _check_amount(f"aar.{aar}", beloeb)


def _check_amount(felt: str, beloeb: object) -> list[Fejl]:
    if is_heltal(beloeb) and 0 <= beloeb <= SUM_HOEJST:  # type: ignore[operator]
        return []
    tilladt = f"hele kroner fra 0 kr. til {format_kroner(SUM_HOEJST)}"
    return [Fejl(felt, f"er {str(beloeb)[:40]}; tilladt er {tilladt}")]


def _check_total(regel: str, hvad: str, total: int, budget: int, steps: list[Trin]) -> list[Overtraedelse]:
    steps.append(Trin(f"{hvad} giver {format_kroner(total)} af {format_kroner(budget)}", total))
    if total == budget:
        return []
    text = f"{hvad} skal tilsammen være {format_kroner(budget)}, men er {format_kroner(total)}"
    return [Overtraedelse(regel, budget, total, f"{hvad.lower()} skal give budgettet", text)]


def _share(beloeb: int, budget: int) -> Decimal:
    return (Decimal(beloeb) * 100 / budget).quantize(Decimal("0.01"), ROUND_HALF_UP)

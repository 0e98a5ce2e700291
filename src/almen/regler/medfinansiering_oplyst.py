"""What is known of who pays a boligsocial helhedsplan, held against the rules: a published plan seldom prints every amount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from almen.regler.dansk import format_kroner, format_procent, join_med
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.inddata import SUM_HOEJST, is_heltal
from almen.regler.laes import load_parametre
from almen.regler.medfinansiering import LBF, LBF_HOEJST, LOKALE, NAVNE, Gulv, required_kroner
from almen.regler.resultat import Kilde, Trin, Udfald, Vurdering
from almen.regler.samling import Parametre


def _none() -> Mapping[str, Decimal]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class OplystFinansiering:
    """What a source tells, in whole kroner; None = not told. `lokalt`: municipality and boligorganisation together.

    `pct`: shares told in percent by part. `dato`: the day whose rules apply (the fund's grant).
    """

    dato: date
    budget: int | None = None
    lbf: int | None = None
    lokalt: int | None = None
    kommune: int | None = None
    boligorganisation: int | None = None
    pct: Mapping[str, Decimal] = field(default_factory=_none)


def assess_oplyst(
    oplyst: OplystFinansiering, gulve: Mapping[str, Gulv], parametre: Parametre | None = None
) -> Vurdering:
    """Whether what is known keeps the rules; what is missing makes *kan ikke afgøres* with the reason, never *nej*.

    `gulve`: the municipality's own floors; one it has not set is not asked for. Amounts that follow from others are
    reckoned. Raises UgyldigtInput naming the field.
    """
    if fejl := _check(oplyst):
        raise UgyldigtInput(fejl)
    kendt = _fill(oplyst)
    parameter = (parametre or load_parametre()).get(LBF_HOEJST)
    raekke = parameter.find(oplyst.dato, {})
    if raekke is None or raekke.vaerdi is None:
        aarsag = raekke.note if raekke else "Der er ingen kendt regel fra den dag."
        kilder = (parameter.kilde(raekke),) if raekke else ()
        return _verdict([None], [f"Kan ikke afgøres: {aarsag}"], kilder)
    loft = Decimal(str(raekke.vaerdi))
    udfald: list[bool | None] = []
    trin: list[str] = []
    for navn, graense, hoejst in [
        (LBF, loft, True),
        *((n, gulve[n].pct, False) for n in LOKALE if n in gulve),
    ]:
        holder, tekst = _hold(navn, graense, hoejst, kendt, oplyst.pct)
        udfald.append(holder)
        trin.append(tekst)
    budget, lokalt = kendt.get("budget"), kendt.get("lokalt")
    if budget is not None and lokalt is not None and None in udfald[1:]:
        mindst = sum(required_kroner(budget, gulve[n].pct) for n in LOKALE if n in gulve)
        if lokalt < mindst:
            udfald.append(False)
            trin.append(
                f"Lokalt betales {format_kroner(lokalt)}; sammen skal de mindst {format_kroner(mindst)}"
            )
    dele = [kendt.get(navn) for navn in NAVNE]
    if budget is not None and None not in dele:
        total = sum(del_ for del_ in dele if del_ is not None)
        udfald.append(total == budget)
        trin.append(f"Delene giver {format_kroner(total)} af {format_kroner(budget)}")
    return _verdict(udfald, trin, (parameter.kilde(raekke),))


def _check(oplyst: OplystFinansiering) -> list[Fejl]:
    fejl = [
        Fejl(navn, f"er {str(beloeb)[:40]}; tilladt er hele kroner fra 0 kr. til {format_kroner(SUM_HOEJST)}")
        for navn in ("budget", "lbf", "lokalt", "kommune", "boligorganisation")
        if (beloeb := getattr(oplyst, navn)) is not None
        and not (is_heltal(beloeb) and 0 <= beloeb <= SUM_HOEJST)
    ]
    dele = [getattr(oplyst, navn) for navn in LOKALE]
    if not fejl and oplyst.lokalt is not None and None not in dele and sum(dele) != oplyst.lokalt:
        fejl.append(Fejl("lokalt", f"er {oplyst.lokalt}; de to lokale dele giver {sum(dele)}"))
    for navn, pct in oplyst.pct.items():
        if navn not in NAVNE or not (pct.is_finite() and 0 <= pct <= 100):
            fejl.append(
                Fejl(f"pct.{navn[:40]}", f"er {str(pct)[:40]}; tilladt er 0 til 100 for {', '.join(NAVNE)}")
            )
    return fejl


def _fill(oplyst: OplystFinansiering) -> dict[str, int]:
    """The amounts that are told and those that follow from them."""
    kendt = {
        navn: beloeb
        for navn in ("budget", "lbf", "lokalt", "kommune", "boligorganisation")
        if (beloeb := getattr(oplyst, navn)) is not None
    }
    for _ in range(3):
        for hele, dele in (("lokalt", LOKALE), ("budget", ("lbf", "lokalt"))):
            for navn, beloeb in _follow(kendt, hele, dele):
                kendt.setdefault(navn, beloeb)
    return kendt


def _follow(kendt: Mapping[str, int], hele: str, dele: tuple[str, ...]) -> list[tuple[str, int]]:
    a, b = dele
    if a in kendt and b in kendt:
        return [(hele, kendt[a] + kendt[b])]
    return [
        (ukendt, kendt[hele] - kendt[anden])
        for ukendt, anden in ((a, b), (b, a))
        if hele in kendt and anden in kendt and kendt[hele] >= kendt[anden]
    ]


def _hold(
    navn: str, graense: Decimal, hoejst: bool, kendt: Mapping[str, int], pct: Mapping[str, Decimal]
) -> tuple[bool | None, str]:
    who, ord_ = NAVNE[navn][:1].upper() + NAVNE[navn][1:], "højst" if hoejst else "mindst"
    krav = f"{ord_} {format_procent(graense)}"
    if navn in kendt and "budget" in kendt:
        need = required_kroner(kendt["budget"], graense)
        return (
            kendt[navn] <= need if hoejst else kendt[navn] >= need,
            f"{who} betaler {format_kroner(kendt[navn])}; kravet er {krav} = {format_kroner(need)}",
        )
    if navn in pct:
        holder = pct[navn] <= graense if hoejst else pct[navn] >= graense
        return holder, f"{who} betaler {format_procent(pct[navn])}, kroner er ikke oplyst; kravet er {krav}."
    mangler = [
        hvad for hvad, n in (("budgettet", "budget"), (f"beløbet fra {NAVNE[navn]}", navn)) if n not in kendt
    ]
    return None, f"{who}: kravet er {krav}. Kan ikke afgøres: {join_med(mangler)} er ikke oplyst."


def _verdict(udfald: list[bool | None], trin: list[str], kilder: tuple[Kilde, ...]) -> Vurdering:
    samlet = Udfald.KAN_IKKE_AFGOERES if None in udfald else Udfald.JA
    samlet = Udfald.NEJ if False in udfald else samlet
    return Vurdering(
        "medfinansiering_oplyst",
        samlet,
        "Hvem betaler, efter hvad der er oplyst",
        " ".join(trin),
        kilder=kilder,
        krav_blokerer=False,
        trin=tuple(Trin(tekst) for tekst in trin),
    )

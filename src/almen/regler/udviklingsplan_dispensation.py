"""Whether the minister may let an udviklingsplan stop above the limit (almenboligloven § 168 a, stk. 3 and 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from almen.regler.dansk import format_dato, format_procent, format_tal, to_decimal
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.inddata import is_heltal
from almen.regler.laes import load_parametre
from almen.regler.resultat import Kilde, Udfald, Vurdering, unique_kilder
from almen.regler.samling import Parametre
from almen.regler.udviklingsplan import MAALDAG

KOMMUNENS_ANDEL = "udviklingsplan.dispensation.kommunens_andel"
BEBOERE = "udviklingsplan.dispensation.beboere"
_STK3 = "almenboligloven § 168 a, stk. 3"
_STK4 = "almenboligloven § 168 a, stk. 4"
_TAL_HOEJST = 10_000_000


@dataclass(frozen=True, slots=True)
class Dispensationsforhold:
    """What is known of an area for a dispensation; None = not known.

    `redegoerelse`: the application accounts for how the area will not be an omdannelsesområde on the target day.
    `familieboliger_i_parallelsamfund` and `familieboliger_i_kommunen` are almene. `nybyggeri_kan_bidrage`: new building
    can lower the share materially. `salg_kun_med_tab`: by a registered estate agent's current valuation.
    `doemte_opfyldt`: the criterion of § 61 a, stk. 1, nr. 2, is met.
    """

    omdannelsesomraade: bool | None = None
    redegoerelse: bool | None = None
    familieboliger_i_parallelsamfund: int | None = None
    familieboliger_i_kommunen: int | None = None
    nybyggeri_kan_bidrage: bool | None = None
    salg_kun_med_tab: bool | None = None
    beboere: int | None = None
    doemte_opfyldt: bool | None = None


@dataclass(frozen=True, slots=True)
class Dispensationsvej:
    """One of the two ways to a dispensation: *ja* means that the minister may, not that he does."""

    id: str
    hjemmel: str
    udfald: Udfald
    betingelser: tuple[Vurdering, ...]
    forklaring: str

    @property
    def kilder(self) -> tuple[Kilde, ...]:
        return unique_kilder(k for b in self.betingelser for k in b.kilder)


def assess_dispensation(
    forhold: Dispensationsforhold, dag: date, parametre: Parametre | None = None
) -> tuple[Dispensationsvej, Dispensationsvej]:
    """Both ways, stk. 3 and stk. 4, condition by condition; all of a way's must hold, and a missing one is no *nej*.

    What share a dispensation gives is the minister's to say. Raises UgyldigtInput naming the field, UdenForGyldighed
    before the rule of 1 December 2018.
    """
    if fejl := _check(forhold):
        raise UgyldigtInput(fejl)
    parametre = parametre or load_parametre()
    loft, lille = parametre.vaerdi(KOMMUNENS_ANDEL, dag), parametre.vaerdi(BEBOERE, dag)
    omraade = _fact(
        "omdannelsesomraade", "Området er et omdannelsesområde", forhold.omdannelsesomraade, "§ 61 a, stk. 4"
    )
    andel = _share(forhold)
    over = None if andel is None else andel * 100 > Fraction(loft.tal)
    vist = "kendes ikke" if andel is None else format_procent(to_decimal(andel * 100))
    stk3 = (
        omraade,
        _fact(
            "redegoerelse",
            f"Ansøgningen redegør fyldestgørende for skridtene mod {format_dato(parametre.vaerdi(MAALDAG, dag).dag)}",
            forhold.redegoerelse,
            "nr. 1",
        ),
        Vurdering(
            "kommunens_andel",
            _verdict(over),
            "Andelen af kommunens almene familieboliger i parallelsamfund",
            f"Andelen er {vist}; kravet er over {loft.tekst} (nr. 2).",
            kilder=(loft.kilde,),
        ),
        _fact(
            "nybyggeri",
            "Nybyggeri kan ikke i væsentligt omfang bidrage",
            None if forhold.nybyggeri_kan_bidrage is None else not forhold.nybyggeri_kan_bidrage,
            "nr. 3",
        ),
        _fact(
            "salg",
            "Salg kan efter ejendomsmæglers vurdering kun ske med tab",
            forhold.salg_kun_med_tab,
            "nr. 4",
        ),
    )
    faa = None if forhold.beboere is None else forhold.beboere < lille.heltal
    beboere = "kendes ikke" if forhold.beboere is None else format_tal(forhold.beboere)
    stk4 = (
        omraade,
        Vurdering(
            "beboere",
            _verdict(faa),
            "Antallet af beboere",
            f"Antallet er {beboere}; kravet er færre end {lille.tekst}.",
            kilder=(lille.kilde,),
        ),
        _fact(
            "doemte",
            "Området opfylder ikke kriteriet om dømte",
            None if forhold.doemte_opfyldt is None else not forhold.doemte_opfyldt,
            "§ 61 a, stk. 1, nr. 2",
        ),
    )
    return _way("stk_3", _STK3, stk3), _way("stk_4", _STK4, stk4)


def _check(forhold: Dispensationsforhold) -> list[Fejl]:
    fejl = [
        Fejl(navn, f"er {str(tal)[:40]}; tilladt er hele tal fra 0 til {format_tal(_TAL_HOEJST)}")
        for navn in ("familieboliger_i_parallelsamfund", "familieboliger_i_kommunen", "beboere")
        if (tal := getattr(forhold, navn)) is not None and not (is_heltal(tal) and 0 <= tal <= _TAL_HOEJST)
    ]
    del_, alle = forhold.familieboliger_i_parallelsamfund, forhold.familieboliger_i_kommunen
    if not fejl and del_ is not None and alle is not None and del_ > alle:
        fejl.append(Fejl("familieboliger_i_parallelsamfund", f"er {del_}; kommunen har kun {alle}"))
    return fejl


def _share(forhold: Dispensationsforhold) -> Fraction | None:
    del_, alle = forhold.familieboliger_i_parallelsamfund, forhold.familieboliger_i_kommunen
    return Fraction(del_, alle) if del_ is not None and alle else None


def _verdict(holder: bool | None) -> Udfald:
    if holder is None:
        return Udfald.KAN_IKKE_AFGOERES
    return Udfald.JA if holder else Udfald.NEJ


def _fact(id_: str, titel: str, holder: bool | None, hvor: str) -> Vurdering:
    svar = {True: "Ja", False: "Nej", None: "Ikke oplyst"}[holder]
    return Vurdering(id_, _verdict(holder), titel, f"{svar} ({hvor}).")


def _way(id_: str, hjemmel: str, betingelser: Sequence[Vurdering]) -> Dispensationsvej:
    udfald = [b.udfald for b in betingelser]
    if Udfald.NEJ in udfald:
        samlet, tekst = Udfald.NEJ, "Der kan ikke dispenseres"
    elif Udfald.KAN_IKKE_AFGOERES in udfald:
        samlet, tekst = Udfald.KAN_IKKE_AFGOERES, "Det kan ikke afgøres, om der kan dispenseres"
    else:
        samlet, tekst = Udfald.JA, "Ministeren kan i særlige tilfælde dispensere"
    return Dispensationsvej(id_, hjemmel, samlet, tuple(betingelser), f"{tekst} efter {hjemmel}.")

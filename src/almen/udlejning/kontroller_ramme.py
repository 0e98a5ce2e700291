"""The checks of a framework agreement's case: period, length, shares, criteria, placements."""

from __future__ import annotations

import datetime as dt

from almen.grundlag.selectors import current_parametre
from almen.regler.dansk import format_dato
from almen.regler.frister import add_maaneder
from almen.regler.resultat import kilde_to_dict
from almen.sager.models import Sag
from almen.sagsgang.register import REGISTER, Kontrol, Kontrolsvar
from almen.udlejning.andele import Andelsstand
from almen.udlejning.perioder import ONE_DAY
from almen.udlejning.selectors.indhold import steps_on
from almen.udlejning.selectors.placeringer import count_unplaced
from almen.udlejning.selectors.rammeaftale import rammeaftale_of
from almen.udlejning.services.rammeaftale import LAENGDE

SHOWN = 5
PERIODE, LAENGDEN = "rammeaftale_periode", "rammeaftale_laengde"
ANDELE, KRITERIER, PLACERINGER = "rammeaftale_andele", "rammeaftale_kriterier", "rammeaftale_placeringer"
TITLER = {
    PERIODE: "Perioden følger efter den forrige aftale",
    LAENGDEN: "Aftalen varer ikke længere, end kriterier må gælde",
    ANDELE: "Andelene på hvert trin er tilsammen 100 pct.",
    KRITERIER: "Hvert trin har sine kriterier",
    PLACERINGER: "Alle afdelinger er placeret",
}


def check_periode(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The agreement begins the day after the one before ends."""
    aftale = rammeaftale_of(sag)
    before = aftale.forgaenger
    if before is None:
        return _svar(PERIODE, "kan_ikke_afgoeres", "Der er ikke registreret en aftale før denne.")
    first = before.gyldig_til + ONE_DAY
    told = f"{before.navn} gælder til {format_dato(before.gyldig_til)}, og denne fra {format_dato(aftale.gyldig_fra)}."
    if aftale.gyldig_fra == first:
        return _svar(PERIODE, "ja", told)
    days = abs((aftale.gyldig_fra - first).days)
    between = (
        f"{days} dage imellem er uden aftale" if aftale.gyldig_fra > first else f"{days} dage har to aftaler"
    )
    return _svar(PERIODE, "nej", f"{told} {between}.")


def check_laengde(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The agreement lasts no longer than the statute lets criteria hold at a time."""
    aftale = rammeaftale_of(sag)
    found = current_parametre().find(LAENGDE, aftale.gyldig_fra)
    if found is None or found.vaerdi is None:
        told = "Hvor længe kriterier kan gælde ad gangen, er ikke kendt for den dag, aftalen begynder."
        return _svar(LAENGDEN, "kan_ikke_afgoeres", told)
    last = add_maaneder(aftale.gyldig_fra, 12 * found.heltal) - ONE_DAY
    told = f"Kriterier gælder {found.heltal} år ad gangen, her højst til {format_dato(last)}. Aftalen slutter {format_dato(aftale.gyldig_til)}."
    return Kontrolsvar(
        LAENGDEN,
        "ja" if aftale.gyldig_til <= last else "nej",
        TITLER[LAENGDEN],
        told,
        kilder=(kilde_to_dict(found.kilde),),
    )


def check_andele(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """On each step and for each type of dwelling the shares are 100 percent together, where they all are known."""
    aftale = rammeaftale_of(sag)
    wrong, unknown, empty = [], [], []
    for item in steps_on(aftale, aftale.gyldig_fra):
        if not item.linjer:
            empty.append(str(item.trin))
        for line in item.linjer:
            where = f"{item.trin} ({line.boligtype.label.lower()})"
            if line.sum.stand is Andelsstand.FORKERT:
                wrong.append(where)
            elif line.sum.stand is Andelsstand.UKENDT:
                unknown.append(where)
    if wrong:
        return _svar(ANDELE, "nej", f"Ikke 100 pct.: {_some(wrong)}.")
    if unknown or empty:
        told = [f"andele, der ikke er kendt: {_some(unknown)}"] if unknown else []
        told += [f"trin uden andele: {_some(empty)}"] if empty else []
        return _svar(ANDELE, "kan_ikke_afgoeres", f"Der er {'; '.join(told)}.")
    return _svar(ANDELE, "ja", "Andelene er tilsammen 100 pct. på alle trin.")


def check_kriterier(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """Every step has criteria that flexible letting goes by."""
    aftale = rammeaftale_of(sag)
    steps = steps_on(aftale, aftale.gyldig_fra)
    without = [str(item.trin) for item in steps if not item.kriterier]
    if not steps:
        return _svar(KRITERIER, "nej", "Aftalen har ingen trin endnu.")
    if without:
        return _svar(KRITERIER, "nej", f"Trin uden kriterier: {_some(without)}.")
    return _svar(KRITERIER, "ja", "Alle trin har kriterier.")


def check_placeringer(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """Every afdeling stands on a step on the agreement's first day."""
    aftale = rammeaftale_of(sag)
    missing = count_unplaced(aftale, aftale.gyldig_fra)
    if missing:
        words = "1 afdeling" if missing == 1 else f"{missing} afdelinger"
        return _svar(PLACERINGER, "nej", f"{words} står ikke på noget trin, når aftalen begynder.")
    return _svar(PLACERINGER, "ja", "Alle afdelinger står på et trin, når aftalen begynder.")


def _some(names: list[str]) -> str:
    more = f" og {len(names) - SHOWN} andre" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _svar(id_: str, udfald: str, forklaring: str) -> Kontrolsvar:
    return Kontrolsvar(id_, udfald, TITLER[id_], forklaring)


def register() -> None:
    """Puts the checks in the engine's register."""
    for id_, funktion in (
        (PERIODE, check_periode),
        (LAENGDEN, check_laengde),
        (ANDELE, check_andele),
        (KRITERIER, check_kriterier),
        (PLACERINGER, check_placeringer),
    ):
        REGISTER.register_kontrol(Kontrol(id_, TITLER[id_], funktion, for_ansoeger=False))

"""Deadlines reckoned in months (støttebekendtgørelsen): Skema B, Skema C, skæringsdag."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from almen.regler.dansk import format_dato
from almen.regler.fejl import RegelFejl
from almen.regler.laes import load_parametre
from almen.regler.resultat import Kilde, Sikkerhed, Trin
from almen.regler.samling import Parametre

SKEMA_B = "frist.skema_b"
SKEMA_B_FORLAENGET = "frist.skema_b_forlaenget"
SKEMA_C = "frist.skema_c"
SKAERINGSDAG = "frist.skaeringsdag_udearealer"


@dataclass(frozen=True, slots=True)
class Frist:
    """The last day on which something may be done, and what it rests on."""

    dato: date
    udgangsdato: date
    maaneder: int
    kilde: Kilde
    sikkerhed: Sikkerhed
    trin: tuple[Trin, ...]
    advarsler: tuple[str, ...]


def add_maaneder(dato: date, maaneder: int) -> date:
    """The same day of the month a number of months later; the month's last day where that day does not exist.

    30 November + 15 months = the last day of February. From the last day of a short month the day is kept, not
    moved to the end (28 February + 1 month = 28 March).
    """
    nul_maaned = dato.year * 12 + dato.month - 1 + maaneder
    aar, maaned = nul_maaned // 12, nul_maaned % 12 + 1
    return date(aar, maaned, min(dato.day, monthrange(aar, maaned)[1]))


def compute_frist(
    parameter_id: str, udgangsdato: date, regeldato: date | None = None, parametre: Parametre | None = None
) -> Frist:
    """The deadline that a parameter in months gives from `udgangsdato` (which is not itself counted).

    `regeldato` picks the row where the rule depends on another day than the start; for parameters dated by
    tilsagn the start is the tilsagn. Raises UdenForGyldighed where the rule is not known for the date.
    """
    parameter = (parametre or load_parametre()).get(parameter_id)
    if parameter.enhed.id != "maaneder":
        raise RegelFejl(
            f"»{parameter_id}« er ikke en frist i måneder, men {parameter.enhed.tekst or 'uden enhed'}."
        )
    vaerdi = parameter.lookup(regeldato or udgangsdato, {})
    dato = add_maaneder(udgangsdato, vaerdi.heltal)
    usikker = vaerdi.warn_usikker()
    tekst = (
        f"{parameter.navn}: {vaerdi.heltal} måneder fra {format_dato(udgangsdato)} = {format_dato(dato)} (samme dag i "
        "måneden, eller månedens sidste dag)."
    )
    return Frist(
        dato, udgangsdato, vaerdi.heltal, vaerdi.kilde, vaerdi.sikkerhed, (Trin(tekst),),
        (usikker,) if usikker else (),
    )  # fmt: skip


def compute_skaeringsdag(
    sidste_bolig_faerdig: date, udearealer_faerdige: date | None = None, parametre: Parametre | None = None
) -> Frist:
    """The skæringsdag: completion of the last dwelling, moved for outdoor areas by at most the statutory months."""
    hoejst = compute_frist(SKAERINGSDAG, sidste_bolig_faerdig, parametre=parametre)
    dato = max(sidste_bolig_faerdig, min(udearealer_faerdige or sidste_bolig_faerdig, hoejst.dato))
    tekst = (
        f"Skæringsdagen er {format_dato(dato)}: sidste bolig var færdig {format_dato(sidste_bolig_faerdig)}, og "
        f"udearealer kan højst flytte den til {format_dato(hoejst.dato)}."
    )
    return Frist(
        dato,
        sidste_bolig_faerdig,
        hoejst.maaneder,
        hoejst.kilde,
        hoejst.sikkerhed,
        (Trin(tekst),),
        hoejst.advarsler,
    )

"""The state's grant to service areas of elderly and care dwellings (almenboligloven § 141)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from almen.regler.dansk import format_kroner, format_procent
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.inddata import check_sum, is_heltal
from almen.regler.laes import load_parametre
from almen.regler.resultat import Kilde, Trin
from almen.regler.samling import Parametre

BOLIGER_HOEJST = 100_000  # plausibility, as the bounds of `regler.inddata`


@dataclass(frozen=True, slots=True)
class Servicetilskud:
    """A service area's sum in whole kroner: the state's grant, and the rest that must be financed otherwise.

    How the rest is shared between loan and own money the act does not say here.
    """

    anskaffelsessum: int
    tilskud: int
    rest: int
    trin: tuple[Trin, ...]
    kilder: tuple[Kilde, ...]
    advarsler: tuple[str, ...]


def compute_servicetilskud(
    anskaffelsessum: int, boliger: int, tilsagnsdato: date, parametre: Parametre | None = None
) -> Servicetilskud:
    """The grant: an amount per dwelling that the area serves, at most a percent of the area's own sum.

    The percent is rounded down to whole kroner, so that the ceiling is never passed. Raises UgyldigtInput.
    """
    fejl = check_sum("anskaffelsessum", anskaffelsessum)
    if not is_heltal(boliger) or not 1 <= boliger <= BOLIGER_HOEJST:
        fejl.append(Fejl("boliger", f"er {boliger!r}; tilladt er et helt tal fra 1 til {BOLIGER_HOEJST}"))
    if fejl:
        raise UgyldigtInput(fejl)
    parametre = parametre or load_parametre()
    pr_bolig = parametre.vaerdi("serviceareal.tilskud_pr_bolig", tilsagnsdato)
    hoejst = parametre.vaerdi("serviceareal.tilskud_hoejst", tilsagnsdato)
    efter_boliger = pr_bolig.heltal * boliger
    loft = int((Decimal(anskaffelsessum) * hoejst.tal / 100).quantize(Decimal(1), ROUND_DOWN))
    tilskud = min(efter_boliger, loft)
    trin = (
        Trin(
            f"{boliger} boliger à {format_kroner(pr_bolig.heltal)} = {format_kroner(efter_boliger)}",
            efter_boliger,
        ),
        Trin(
            f"Højst {format_procent(hoejst.tal)} af {format_kroner(anskaffelsessum)} = {format_kroner(loft)}",
            loft,
        ),
        Trin(f"Tilskuddet er det mindste: {format_kroner(tilskud)}", tilskud),
    )
    advarsler = tuple(tekst for tekst in (pr_bolig.warn_usikker(), hoejst.warn_usikker()) if tekst)
    return Servicetilskud(
        anskaffelsessum, tilskud, anskaffelsessum - tilskud, trin, (pr_bolig.kilde, hoejst.kilde), advarsler
    )

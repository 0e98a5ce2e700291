"""Checks at Skema A, B and C: what must be there, what may have changed since the last Skema, and
deadlines.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from almen.byggeri.kontroller import JA, NEJ, UAFGJORT, maksimumsbeloeb
from almen.byggeri.models import Bogstav, Projekt
from almen.byggeri.selectors.beregning import MISSING_SUM
from almen.byggeri.selectors.projektdata import Projektdata, Skemadata, projektdata_of
from almen.regler.dansk import format_dato, format_kroner, format_m2, join_med
from almen.regler.fejl import RegelFejl
from almen.regler.frister import SKEMA_B, SKEMA_C, Frist, compute_frist
from almen.regler.resultat import kilde_to_dict
from almen.sager.models import Beslutning, Sag
from almen.sagsgang.register import Kontrolsvar

# The checklist of each Skema: facts of the project. Unknown is not missing.
BILAG: Mapping[str, Sequence[str]] = {
    Bogstav.A: ("jorddokument", "lokalplan_paabegyndt", "indberettet", "husleje_oplyst", "tegninger"),
    Bogstav.B: (
        "udbud_afholdt",
        "kvalitet_fastholdt",
        "lokalplan_endelig",
        "husleje_godkendt",
        "byggetilladelse",
        "totaloekonomi",
    ),
    Bogstav.C: ("regnskab_revideret",),
}


def bilag_skema_a(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """What an application for tilsagn must hold."""
    return _bilag(sag, Bogstav.A)


def bilag_skema_b(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """What must be there before the start; the building permit's area is the case's."""
    svar = _bilag(sag, Bogstav.B)
    data = projektdata_of(sag)
    permitted, area = data.projekt.byggetilladelse_m2, data.current.bruttoareal_m2
    if permitted is None or area is None or permitted == area:
        return svar
    tekst = f"Byggetilladelsen er på {format_m2(permitted)}, sagen på {format_m2(area)}"
    return Kontrolsvar(svar.id, NEJ, svar.titel, " ".join(filter(None, [svar.forklaring, f"{tekst}."])))


def bilag_skema_c(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The accounts are audited."""
    return _bilag(sag, Bogstav.C)


def _bilag(sag: Sag, bogstav: str) -> Kontrolsvar:
    projekt = projektdata_of(sag).projekt
    id_, titel = f"bilag_skema_{bogstav.lower()}", f"Oplysninger og bilag til Skema {bogstav}"
    missing = [Projekt.title_of(navn) for navn in BILAG[bogstav] if getattr(projekt, navn) is False]
    unknown = [Projekt.title_of(navn) for navn in BILAG[bogstav] if getattr(projekt, navn) is None]
    if missing:
        return Kontrolsvar(id_, NEJ, titel, f"Ikke opfyldt: {join_med(missing)}.")
    if unknown:
        return Kontrolsvar(id_, UAFGJORT, titel, f"Ikke oplyst: {join_med(unknown)}.")
    return Kontrolsvar(id_, JA, titel, f"{len(BILAG[bogstav])} af {len(BILAG[bogstav])} er opfyldt.")


def frist_skema_b(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """Skema B is in within the statutory months of tilsagn."""
    data = projektdata_of(sag)
    skema = data.latest(Bogstav.B)
    day = (skema.skema.indsendt if skema else None) or dato
    return _frist(
        "frist_skema_b", "Skema B er indsendt i tide", SKEMA_B, data.projekt.tilsagn_dato, day, data
    )


def frist_skema_c(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The accounts are in within the statutory months of the skæringsdag."""
    data = projektdata_of(sag)
    skema = data.latest(Bogstav.C)
    day = (skema.skema.indsendt if skema else None) or dato
    return _frist("frist_skema_c", "Skema C er indsendt i tide", SKEMA_C, skaeringsdag_of(sag), day, data)


def skaeringsdag_of(sag: Sag) -> dt.date | None:
    """The day from which the accounts are due: the decision's that fixed it, else as typed on the project."""
    decided = (
        Beslutning.objects.filter(sag=sag, trin="skaeringsdag", udfald__startswith="godkendt")
        .order_by("-nummer")
        .values_list("dato", flat=True)
        .first()
    )
    return decided or projektdata_of(sag).projekt.skaeringsdag


def _frist(
    id_: str, titel: str, parameter: str, start: dt.date | None, day: dt.date, data: Projektdata
) -> Kontrolsvar:
    if start is None:
        return Kontrolsvar(id_, UAFGJORT, titel, "Den dag, fristen regnes fra, er ikke registreret.")
    try:
        frist: Frist = compute_frist(parameter, start, parametre=data.parametre)
    except RegelFejl as error:
        return Kontrolsvar(id_, UAFGJORT, titel, str(error))
    when = f"Fristen er {format_dato(frist.dato)}, {frist.maaneder} måneder efter {format_dato(start)}"
    forklaring = " ".join([f"{when}; indsendt eller behandlet {format_dato(day)}.", *frist.advarsler])
    return Kontrolsvar(
        id_,
        JA if day <= frist.dato else NEJ,
        titel,
        forklaring,
        (kilde_to_dict(frist.kilde),),
        {"frist": frist.dato.isoformat(), "dato": day.isoformat()},
    )


def laangiver(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """A lender has been chosen, at Skema B at the latest."""
    navn = projektdata_of(sag).projekt.laangiver
    titel = "Långiver er valgt"
    if navn:
        return Kontrolsvar("laangiver", JA, titel, navn)
    return Kontrolsvar(
        "laangiver", UAFGJORT, titel, "Långiver er ikke oplyst; den skal være valgt senest ved Skema B."
    )


def aendring_a_b(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """From A to B the sum may change within the maksimumsbeløb; other changes are told, for people to
    weigh.
    """
    id_, titel = "aendring_a_b", "Ændringer fra Skema A til Skema B kan godkendes"
    data = projektdata_of(sag)
    a, b = data.standing(Bogstav.A), data.standing(Bogstav.B)
    if a is None or b is None:
        return Kontrolsvar(id_, UAFGJORT, titel, "Skema B er ikke registreret.")
    told, other = _differences(a, b)
    tal = _sums(a, b)
    if a.anskaffelsessum is None or b.anskaffelsessum is None:
        return Kontrolsvar(id_, UAFGJORT, titel, " ".join([MISSING_SUM, *told]), tal=tal)
    if b.anskaffelsessum > a.anskaffelsessum:
        within = maksimumsbeloeb(sag, dato)
        if within.udfald != JA:
            return Kontrolsvar(
                id_, within.udfald, titel, " ".join([*told, within.forklaring]), within.kilder, tal
            )
    if other:
        tekst = "Om ændringen er væsentlig, er et skøn; loven sætter intet tal."
        return Kontrolsvar(id_, UAFGJORT, titel, " ".join([*told, tekst]), tal=tal)
    return Kontrolsvar(id_, JA, titel, " ".join(told) or "Tallene er de samme.", tal=tal)


def aendring_b_c(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The approved Skema B sum is the ceiling for the accounts, and what was approved has been built."""
    id_, titel = "aendring_b_c", "Skema C holder sig inden for Skema B"
    data = projektdata_of(sag)
    b, c = data.standing(Bogstav.B), data.standing(Bogstav.C)
    if b is None or c is None:
        return Kontrolsvar(id_, UAFGJORT, titel, "Skema B eller Skema C er ikke registreret.")
    told, other = _differences(b, c)
    tal = _sums(b, c)
    if (
        b.anskaffelsessum is not None
        and c.anskaffelsessum is not None
        and c.anskaffelsessum > b.anskaffelsessum
    ):
        over = format_kroner(c.anskaffelsessum - b.anskaffelsessum)
        tekst = f"Regnskabet er {over} over den godkendte sum, som er loftet for støtten."
        return Kontrolsvar(id_, NEJ, titel, " ".join([tekst, *told]), tal=tal)
    if other:
        return Kontrolsvar(
            id_, NEJ, titel, " ".join(["Byggeriet afviger fra det godkendte.", *told]), tal=tal
        )
    if b.anskaffelsessum is None or c.anskaffelsessum is None:
        return Kontrolsvar(id_, UAFGJORT, titel, MISSING_SUM, tal=tal)
    return Kontrolsvar(id_, JA, titel, " ".join(told) or "Tallene er de samme.", tal=tal)


def _differences(before: Skemadata, after: Skemadata) -> tuple[list[str], bool]:
    """What has changed, in words, and whether it is more than the sum: dwellings, types or area."""
    told, other = [], False
    if before.boligtyper != after.boligtyper:
        told.append("Boligtyperne er ændret.")
        other = True
    if None not in (before.boliger, after.boliger) and before.boliger != after.boliger:
        told.append(f"Antal boliger: fra {before.boliger} til {after.boliger}.")
        other = True
    first, last = before.bruttoareal_m2, after.bruttoareal_m2
    if first is not None and last is not None and first != last:
        told.append(f"Bruttoareal: fra {format_m2(first)} til {format_m2(last)}.")
        other = True
    old, new = before.anskaffelsessum, after.anskaffelsessum
    if old is not None and new is not None and old != new:
        told.append(f"Anskaffelsessum: fra {format_kroner(old)} til {format_kroner(new)}")
    return told, other


def _sums(before: Skemadata, after: Skemadata) -> dict[str, str]:
    return {
        f"skema_{item.skema.bogstav.lower()}": ""
        if item.anskaffelsessum is None
        else str(item.anskaffelsessum)
        for item in (before, after)
    }

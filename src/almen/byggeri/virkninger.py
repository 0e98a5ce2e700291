"""Effects that routes name: what a decision does to grundkapital, guarantees and figures, and how it is
undone.

All run inside the decision's transaction and under the case's lock. Undoing adds counter-entries or takes a
mark away; nothing that was recorded is altered.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from almen.byggeri.models import (
    Bogstav,
    Garanti,
    Garantiramme,
    Grundkoebslaan,
    Postart,
    Renoveringsskema,
    Skema,
)
from almen.byggeri.selectors.beregning import (
    compute_skema,
    grundkapital_by_formaal,
    grundkapital_to_bind,
)
from almen.byggeri.selectors.projektdata import Projektdata, projektdata_of
from almen.byggeri.selectors.rammer import Sums, formaal_of_rammer, held_sums
from almen.byggeri.selectors.renovering import renovering_of
from almen.byggeri.services.garanti import ramme_and_used
from almen.byggeri.services.hovedbog import (
    Anledning,
    Bevaegelse,
    RammeOverskredet,
    ramme_for,
    undo_virkning,
    write_poster,
)
from almen.organisationer.models import Bruger
from almen.regler.dansk import format_kroner
from almen.regler.garanti import pct_af_laan
from almen.sager.faste import insert, update
from almen.sager.models import Beslutning, Sag
from almen.sager.services import BeslutningAfvist

Effect = Callable[[Sag, Beslutning, Bruger], None]
RAMME_KONTROL = "grundkapitalramme"
NYBYGGERI, RENOVERING = "nybyggeri", "renovering"
NO_GARANTI = "Registrér den konkrete garanti med långiver, lån og procent, før den godkendes"


@contextmanager
def _refusing() -> Iterator[None]:
    """A movement that does not fit refuses the decision, with the figures."""
    try:
        yield
    except RammeOverskredet as error:
        raise BeslutningAfvist({f"kontrol:{RAMME_KONTROL}": str(error)}) from None


def _anledning(beslutning: Beslutning, virkning: str) -> Anledning:
    return Anledning(beslutning.dato, virkning, beslutning.nummer, beslutning.trin_navn)


def _split_by_formaal(sums: dict[int, Sums], formaal_of: dict[int, str]) -> dict[str, dict[int, Sums]]:
    result: dict[str, dict[int, Sums]] = defaultdict(dict)
    for ramme_id, accounts in sums.items():
        result[formaal_of[ramme_id]][ramme_id] = accounts
    return result


def _positions(sag: Sag) -> dict[str, dict[int, Sums]]:
    """Purpose → frame → the case's sums there."""
    sums = held_sums(sag)
    return _split_by_formaal(sums, formaal_of_rammer(sums))


def reserver_grundkapital(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """Reserves what the project needs and does not hold already, on the frame of the decision's year.

    Where the deciding body has dispensed from the frame, what is missing is granted to the case beyond it.
    """
    wanted = grundkapital_to_bind(projektdata_of(sag), beslutning.dato)
    if not wanted:
        return
    held = _positions(sag)
    beyond = any(item["kontrol"] == RAMME_KONTROL for item in beslutning.dispensationer)
    moves = []
    for formaal, amount in wanted.items():
        has = sum(item["reserveret"] + item["tilsagn"] for item in held.get(formaal, {}).values())
        missing = amount - has
        if missing <= 0:
            continue
        ramme = ramme_for(beslutning.dato.year, formaal)
        if beyond and ramme.tilbage is not None and ramme.tilbage < missing:
            moves.append(Bevaegelse(ramme.pk, Postart.TILLAEG, missing - max(0, ramme.tilbage)))
        moves.append(Bevaegelse(ramme.pk, Postart.RESERVERET, missing))
    with _refusing():
        write_poster(sag, bruger, moves, _anledning(beslutning, "reserver_grundkapital"))


def giv_tilsagn_grundkapital(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """Turns reservation into tilsagn: the computed grundkapital, else all that was reserved. The reserve
    stays.

    Sets the day of tilsagn, which picks the rules from here on.
    """
    data = projektdata_of(sag)
    data.projekt.tilsagn_dato = beslutning.dato
    update(data.projekt, "tilsagn_dato")
    held = _positions(sag)
    computed = grundkapital_by_formaal(data, data.standing(Bogstav.A) or data.current, beslutning.dato)
    moves: list[Bevaegelse] = []
    for formaal in sorted({*held, *(computed or {})}):
        reserved = sum(item["reserveret"] for item in held.get(formaal, {}).values())
        given = sum(item["tilsagn"] for item in held.get(formaal, {}).values())
        wanted = (computed.get(formaal, 0) if computed is not None else reserved + given) - given
        moves += _commit(beslutning, formaal, held.get(formaal, {}), wanted)
    with _refusing():
        write_poster(sag, bruger, moves, _anledning(beslutning, "giv_tilsagn_grundkapital"))


def _commit(beslutning: Beslutning, formaal: str, held: dict[int, Sums], wanted: int) -> list[Bevaegelse]:
    """Movements that commit `wanted` kroner more: from the case's own reservations, then from the year's
    frame.
    """
    moves: list[Bevaegelse] = []
    for ramme_id, sums in sorted(held.items()):
        part = min(sums["reserveret"], wanted)
        if part > 0:
            moves += [
                Bevaegelse(ramme_id, Postart.FRIGIVET, part),
                Bevaegelse(ramme_id, Postart.TILSAGN, part),
            ]
            wanted -= part
    if wanted > 0:
        moves.append(Bevaegelse(ramme_for(beslutning.dato.year, formaal).pk, Postart.TILSAGN, wanted))
    return moves


def undo_tilsagn(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """Takes the tilsagn back into reservation, and the day of tilsagn away."""
    undo_poster("giv_tilsagn_grundkapital")(sag, beslutning, bruger)
    projekt = projektdata_of(sag).projekt
    projekt.tilsagn_dato = None
    update(projekt, "tilsagn_dato")


def reguler_grundkapital(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """Settles the grundkapital by percent of the final sum: more from the reserve, or less back to the
    frame.
    """
    data = projektdata_of(sag)
    skema = data.standing(Bogstav.C) or data.standing(Bogstav.B) or data.current
    computed = grundkapital_by_formaal(data, skema, beslutning.dato)
    if computed is None:
        return
    moves: list[Bevaegelse] = []
    positions = _positions(sag)
    for formaal in sorted({*computed, *positions}):
        held = positions.get(formaal, {})
        given = sum(item["tilsagn"] for item in held.values())
        paid = sum(item["udbetalt"] for item in held.values())
        final = computed.get(formaal, 0)
        if final < paid:
            tekst = (
                f"Den endelige grundkapital er {format_kroner(final)}, men der er udbetalt "
                f"{format_kroner(paid)}. Før det for meget udbetalte tilbage først"
            )
            raise BeslutningAfvist({f"kontrol:{RAMME_KONTROL}": tekst})
        if final >= given:
            moves += _commit(beslutning, formaal, held, final - given)
        else:
            moves += _reduce(held, given - final)
    with _refusing():
        write_poster(sag, bruger, moves, _anledning(beslutning, "reguler_grundkapital"))


def _reduce(held: dict[int, Sums], surplus: int) -> list[Bevaegelse]:
    """Movements that give `surplus` kroner of tilsagn back, newest frame first, never below what is paid
    there.
    """
    moves: list[Bevaegelse] = []
    for ramme_id, sums in sorted(held.items(), reverse=True):
        part = min(sums["tilsagn"] - sums["udbetalt"], surplus)
        moves.append(Bevaegelse(ramme_id, Postart.TILBAGEKALDT, part))
        surplus -= part
    return moves


def frigiv_grundkapital(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """Frees what is still reserved for the case."""
    moves = [
        Bevaegelse(ramme_id, Postart.FRIGIVET, sums["reserveret"])
        for ramme_id, sums in held_sums(sag).items()
    ]
    with _refusing():
        write_poster(sag, bruger, moves, _anledning(beslutning, "frigiv_grundkapital"))


def undo_poster(virkning: str) -> Effect:
    """The undoing of a ledger effect: a counter-entry for each of its standing entries."""

    def undo(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
        with _refusing():
            undo_virkning(sag, bruger, virkning, _anledning(beslutning, f"ophaev:{virkning}"))

    return undo


def registrer_garantiramme(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """Records the most that the case's guarantees may come to; a frame in force gives way to the new one."""
    amount = _garanti_maks(sag, beslutning.dato)
    end_garantiramme(sag, beslutning, bruger)
    Garantiramme.objects.create(
        sag=sag, beloeb=amount, beslutning_nummer=beslutning.nummer, dato=beslutning.dato
    )


def _garanti_maks(sag: Sag, dato: dt.date) -> int | None:
    """What is applied for in guarantees, else what follows from the project's figures; None = not known."""
    if sag.sagstype == RENOVERING:
        return renovering_of(sag).renovering.garanti_maks
    if sag.sagstype != NYBYGGERI:
        return None
    data = projektdata_of(sag)
    if data.projekt.garanti_maks is not None:
        return data.projekt.garanti_maks
    beregnet = compute_skema(data, data.current, dato).finansiering
    return beregnet.garanti.beloeb if beregnet and beregnet.garanti else None


def end_garantiramme(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """The frame is no longer in force; the row stays with the decision that ended it."""
    Garantiramme.objects.filter(sag=sag, ophaevet_af_beslutning__isnull=True).update(
        ophaevet_af_beslutning=beslutning.nummer
    )


def registrer_garanti(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """Gives the case's proposed guarantees; without a proposal one row is made from what is known of the
    project.
    """
    forbrug = ramme_and_used(sag)
    if forbrug.ramme is not None and forbrug.brugt > forbrug.ramme:
        tekst = f"Garantierne er {format_kroner(forbrug.brugt)}; rammen er {format_kroner(forbrug.ramme)}"
        raise BeslutningAfvist({"kontrol:garantiramme": tekst})
    given = {"beslutning_nummer": beslutning.nummer, "beslutning_dato": beslutning.dato}
    if Garanti.objects.filter(sag=sag, beslutning_nummer__isnull=True).update(**given):
        return
    if not Garanti.objects.filter(sag=sag).exists():
        if sag.sagstype != NYBYGGERI:
            raise BeslutningAfvist({"kontrol:garantiramme": NO_GARANTI})
        insert(_garanti_from_projekt(projektdata_of(sag), sag, beslutning))


def _garanti_from_projekt(data: Projektdata, sag: Sag, beslutning: Beslutning) -> Garanti:
    row = Garanti(
        sag=sag,
        laangiver=data.projekt.laangiver,
        beslutning_nummer=beslutning.nummer,
        beslutning_dato=beslutning.dato,
        kilde=beslutning.kilde,
        note="Beløbet følger, når långiver har værdiansat ejendommen.",
    )
    beregnet = compute_skema(data, data.current, beslutning.dato).finansiering
    if beregnet is not None:
        row.laan = beregnet.i_alt.laan
        if beregnet.garanti is not None:
            row.ejendomsvaerdi = data.projekt.ejendomsvaerdi
            row.brutto = row.netto = beregnet.garanti.beloeb
            row.pct_af_laan = pct_af_laan(beregnet.garanti.beloeb, beregnet.i_alt.laan)
            row.note = ""
    return row


def undo_garanti(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """The guarantees are proposals again; the decision that gave them stays in the case."""
    Garanti.objects.filter(sag=sag).update(beslutning_nummer=None, beslutning_dato=None)


def registrer_grundkoebslaan(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """The case's proposed land loans are now decided."""
    Grundkoebslaan.objects.filter(sag=sag, beslutning_nummer__isnull=True).update(
        beslutning_nummer=beslutning.nummer, beslutning_dato=beslutning.dato
    )


def undo_grundkoebslaan(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """The land loans are proposals again."""
    Grundkoebslaan.objects.filter(sag=sag).update(beslutning_nummer=None, beslutning_dato=None)


def mark_fixed(skema: Skema | Renoveringsskema, beslutning: Beslutning | None) -> None:
    """Notes the decision that a version of the figures is fixed by; None opens it again."""
    skema.laast_af_beslutning = beslutning.nummer if beslutning else None
    skema.laast_dato = beslutning.dato if beslutning else None
    update(skema, "laast_af_beslutning", "laast_dato")


def fix_skema(bogstav: str) -> Effect:
    """Fixes the newest version of the Skema: from now on it is what was decided on. Notes the day of
    approval.
    """

    def fix(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
        data = projektdata_of(sag)
        _note_day(data, bogstav, beslutning.dato)
        latest = data.latest(bogstav)
        if latest is not None:
            mark_fixed(latest.skema, beslutning)

    return fix


def unfix_skema(bogstav: str) -> Effect:
    """Opens the Skema for a new version; the figures that were decided on stay as they were."""

    def unfix(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
        data = projektdata_of(sag)
        _note_day(data, bogstav, None)
        fixed = data.fixed(bogstav)
        if fixed is not None:
            mark_fixed(fixed.skema, None)

    return unfix


def _note_day(data: Projektdata, bogstav: str, dato: dt.date | None) -> None:
    """The day of approval of Skema B or C on the project; that of A is the day of tilsagn."""
    felt = {Bogstav.B: "skema_b_dato", Bogstav.C: "skema_c_dato"}.get(Bogstav(bogstav))
    if felt:
        setattr(data.projekt, felt, dato)
        update(data.projekt, felt)

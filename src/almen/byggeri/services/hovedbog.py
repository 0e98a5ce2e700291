"""The grundkapital ledger: writing movements so that a frame is never bound beyond what it holds.

One conditional UPDATE of the frame is lock, check and sum at once: of two people who act in the same second
the second waits for the first and is then measured against what is left. The database's own constraint
stands behind it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from almen.byggeri.models import Formaal, Grundkapitalpost, Grundkapitalramme
from almen.byggeri.models.grundkapital import ACCOUNTS, MOVEMENTS, OPPOSITE
from almen.byggeri.selectors.projektdata import projektdata_of
from almen.byggeri.selectors.rammer import Sums, sums_of_sag
from almen.organisationer.models import Bruger
from almen.regler.dansk import format_kroner
from almen.sager.models import Sag


class RammeOverskredet(ValueError):
    """The movement does not fit: beyond the frame, or below what has been committed or paid. Nothing was
    written.
    """


@dataclass(frozen=True)
class Bevaegelse:
    """One movement on a frame, in kroner (at least 1)."""

    ramme_id: int
    art: str
    beloeb: int
    modpost_til: int | None = None


@dataclass(frozen=True)
class Anledning:
    """Why a movement is written: which effect of which decision, or an act of its own, and on which day."""

    dato: dt.date
    virkning: str = ""
    beslutning_nummer: int | None = None
    note: str = ""


def ramme_for(aar: int, formaal: str) -> Grundkapitalramme:
    """The frame of the year; made without an amount if nobody has registered it yet."""
    return Grundkapitalramme.objects.get_or_create(aar=aar, formaal=formaal)[0]


def write_poster(
    sag: Sag, bruger: Bruger, bevaegelser: Sequence[Bevaegelse], anledning: Anledning
) -> list[Grundkapitalpost]:
    """Moves the frames' sums and writes the entries. Call under the case's lock, inside the act's
    transaction.

    Raises RammeOverskredet with the figures in Danish.
    """
    moves = [item for item in bevaegelser if item.beloeb > 0]
    if not moves:
        return []
    projektdata_of(sag).sums = None
    # Always in the same order, so that two acts on several frames cannot wait for each other.
    for ramme_id, deltas in sorted(_deltas(moves).items()):
        _move(ramme_id, deltas)
    return Grundkapitalpost.objects.bulk_create(
        Grundkapitalpost(
            ramme_id=item.ramme_id,
            sag=sag,
            art=item.art,
            beloeb=item.beloeb,
            modpost_til_id=item.modpost_til,
            virkning=anledning.virkning,
            beslutning_nummer=anledning.beslutning_nummer,
            dato=anledning.dato,
            note=anledning.note[:300],
            registreret_af=bruger,
        )
        for item in moves
    )


def undo_virkning(sag: Sag, bruger: Bruger, virkning: str, anledning: Anledning) -> list[Grundkapitalpost]:
    """Writes a counter-entry for each standing entry of an effect in the case."""
    standing = Grundkapitalpost.objects.filter(
        sag=sag, virkning=virkning, modpost__isnull=True, modpost_til__isnull=True
    )
    moves = [Bevaegelse(post.ramme_id, OPPOSITE[post.art], post.beloeb, post.pk) for post in standing]
    if moves:
        _refuse_below_paid(sums_of_sag(sag), moves)
    return write_poster(sag, bruger, moves, anledning)


def _refuse_below_paid(sums: Mapping[int, Sums], moves: Sequence[Bevaegelse]) -> None:
    for ramme_id, deltas in _deltas(moves).items():
        after = {account: sums[ramme_id][account] + deltas[account] for account in ACCOUNTS}
        if after["tilsagn"] < after["udbetalt"]:
            raise RammeOverskredet(
                f"Der er udbetalt {format_kroner(after['udbetalt'])} grundkapital til sagen. "
                "Tilsagnet kan ikke falde bort, før udbetalingen er ført tilbage."
            )


def _deltas(moves: Iterable[Bevaegelse]) -> dict[int, Sums]:
    result: dict[int, Sums] = defaultdict(lambda: dict.fromkeys(ACCOUNTS, 0))
    for item in moves:
        account, direction = MOVEMENTS[item.art]
        result[item.ramme_id][account] += direction * item.beloeb
    return result


def _move(ramme_id: int, deltas: Sums) -> None:
    bound = deltas["reserveret"] + deltas["tilsagn"] - deltas["tillaeg"]
    allowed = Q(
        **{f"{account}__gte": -deltas[account] for account in ("reserveret", "udbetalt", "tillaeg")}
    ) & Q(tilsagn__gte=F("udbetalt") + deltas["udbetalt"] - deltas["tilsagn"])
    if bound > 0:
        allowed &= Q(beloeb__isnull=True) | Q(
            beloeb__gte=F("reserveret") + F("tilsagn") - F("tillaeg") + bound
        )
    changed = {account: F(account) + delta for account, delta in deltas.items() if delta}
    if changed and not Grundkapitalramme.objects.filter(allowed, pk=ramme_id).update(**changed):
        raise RammeOverskredet(_explain(Grundkapitalramme.objects.get(pk=ramme_id), bound))


def _explain(ramme: Grundkapitalramme, bound: int) -> str:
    navn = f"Rammen for {Formaal(ramme.formaal).label.lower()} i {ramme.aar}"
    left = ramme.tilbage
    if bound > 0 and left is not None and left < bound:
        return f"{navn} har {format_kroner(left)} tilbage; der skal bruges {format_kroner(bound)}"
    return f"{navn} kan ikke nedskrives under det, der er reserveret, givet tilsagn om eller udbetalt."

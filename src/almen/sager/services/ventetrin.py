"""Which steps await a body's meeting: a projection of the case's state, so that none can be forgotten."""

from __future__ import annotations

import datetime as dt

from almen.organisationer.selectors import current_profil
from almen.sager.models import Beslutning, Sag, Ventetrin
from almen.sager.selectors.forloeb import Forloeb
from almen.sagsgang.definition import Trin
from almen.sagsgang.udfald import FOELGER, Foelge, Trinstatus, Udfald

AWAITS = (Trinstatus.AABEN, Trinstatus.VALGFRI, Trinstatus.STANDSET)


def compute_ventetrin(forloeb: Forloeb) -> list[Ventetrin]:
    """The case's steps that a body with meetings has to take up now; none in a finished case. Pure."""
    organer, council = current_profil().moedeorgan_ids, current_profil().raad
    state = forloeb.tilstand
    if state.afsluttet:
        return []
    rows = []
    for step in forloeb.sagsgang.orden:
        status = state.trin[step.id].status
        if status not in AWAITS or step.aktoer not in organer:
            continue
        # A decision that was stopped can be settled by the council only (styrelsesloven § 23).
        organ = council if status is Trinstatus.STANDSET and council else step.aktoer
        rows.append(
            Ventetrin(
                sag=forloeb.sag,
                trin=step.id,
                trin_navn=step.navn,
                organ=organ,
                handling=str(step.handling),
                status=str(status),
                siden=waits_since(forloeb, step),
            )
        )
    return rows


def waits_since(forloeb: Forloeb, trin: Trin) -> dt.date:
    """The day from which the step could be taken up: its last prerequisite, or what sent it here again or stopped it."""
    decided = {item.nummer: item.dato for item in forloeb.beslutninger}
    days = [forloeb.sag.aabnet_dato]
    for parent in trin.efter:
        number = forloeb.tilstand.trin[parent].beslutning
        if number in decided:
            days.append(decided[number])
    days += [item.dato for item in forloeb.beslutninger if _brought_here(forloeb, item, trin)]
    return max(days)


def _brought_here(forloeb: Forloeb, beslutning: Beslutning, trin: Trin) -> bool:
    steps = forloeb.sagsgang.efter_id
    if beslutning.trin not in steps:
        return False
    match FOELGER[Udfald(beslutning.udfald)]:
        case Foelge.STANDSER:
            return beslutning.trin == trin.id
        case Foelge.TILBAGE:
            target = beslutning.tilbage_til
        case Foelge.AFSLUTTER:
            target = steps[beslutning.trin].ved_forkastet
        case _:
            return False
    return target in steps and trin.id in forloeb.sagsgang.efterfoelgere[target]


def write_ventetrin(forloeb: Forloeb, before: Forloeb | None = None, *, new: bool = False) -> None:
    """Makes the stored rows equal to those that follow from the state; asks nothing where the act changed none."""
    wanted = compute_ventetrin(forloeb)
    if new:
        Ventetrin.objects.bulk_create(wanted)
        return
    if before is not None and _contents(compute_ventetrin(before)) == _contents(wanted):
        return
    _replace(forloeb.sag, wanted)


def _replace(sag: Sag, wanted: list[Ventetrin]) -> None:
    have = {row.trin: row for row in Ventetrin.objects.filter(sag=sag)}
    by_trin = {row.trin: row for row in wanted}
    gone = [row.pk for trin, row in have.items() if _content(row) != _content(by_trin.get(trin))]
    if gone:
        Ventetrin.objects.filter(pk__in=gone).delete()
    Ventetrin.objects.bulk_create(
        row for trin, row in by_trin.items() if _content(row) != _content(have.get(trin))
    )


def waits_as_computed(forloeb: Forloeb) -> bool:
    """True if what is stored of the case is what follows from its state; for the check of the projection."""
    stored = Ventetrin.objects.filter(sag=forloeb.sag)
    return sorted(map(str, _contents(list(stored)))) == sorted(
        map(str, _contents(compute_ventetrin(forloeb)))
    )


def _contents(rows: list[Ventetrin]) -> list[tuple[object, ...] | None]:
    return [_content(row) for row in rows]


def _content(row: Ventetrin | None) -> tuple[object, ...] | None:
    if row is None:
        return None
    return (row.trin, row.trin_navn, row.organ, row.handling, row.status, row.siden)

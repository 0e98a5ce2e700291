"""A base changed by a case: its draft belongs to the case, and the case's decision puts it in force and takes it back.

Who may decide is settled where the decision is recorded (`sager`); these are called by its effects.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from almen.grundlag import haendelser
from almen.grundlag.models import Grundlagsversion, Status
from almen.grundlag.services.rettigheder import GrundlagFejl
from almen.grundlag.services.vedtagelse import end_predecessors, put_in_force, siblings_of
from almen.organisationer.models import Bruger


@transaction.atomic
def adopt_by_sag(
    *,
    bruger: Bruger,
    version: Grundlagsversion,
    sagsnummer: str,
    organ: str,
    dato: dt.date,
    kilde: str,
    tilbagevirkende: bool = False,
) -> Grundlagsversion:
    """Puts the case's draft in force from its own first day by the decision that the case has just recorded.

    `tilbagevirkende`: the case says why it holds from a day before the decision. Raises GrundlagFejl; nothing is written.
    """
    series = {row.pk: row for row in siblings_of(version).select_for_update()}
    draft = series.get(version.pk)
    if draft is None or draft.status != Status.KLADDE or draft.sagsnummer != sagsnummer or not sagsnummer:
        raise GrundlagFejl("Kladden hører ikke til sagen eller er allerede vedtaget.")
    if draft.gyldig_fra < dato and draft.retter_id is None and not tilbagevirkende:
        raise GrundlagFejl(
            f"gyldig_fra: versionen skal gælde fra {draft.gyldig_fra:%d.%m.%Y}, men er besluttet {dato:%d.%m.%Y}."
        )
    put_in_force(draft, series.values(), organ=organ, dato=dato, kilde=kilde[:400], bruger=bruger)
    haendelser.announce(
        bruger,
        "version_vedtaget",
        f"{draft} er vedtaget i sag {sagsnummer} og gælder fra {draft.gyldig_fra:%d.%m.%Y}.",
        {"grundlag": draft.grundlag_id, "version": draft.version, "organ": organ, "dato": dato.isoformat(),
         "sag": sagsnummer},
    )  # fmt: skip
    return draft


@transaction.atomic
def withdraw_by_sag(*, bruger: Bruger, version: Grundlagsversion, sagsnummer: str) -> Grundlagsversion:
    """Makes the version a draft again, because the decision no longer stands; its predecessor gets its time back.

    Raises GrundlagFejl if the version was not adopted by this case.
    """
    series = {row.pk: row for row in siblings_of(version).select_for_update()}
    found = series.get(version.pk)
    if found is None or found.status != Status.VEDTAGET or found.sagsnummer != sagsnummer or not sagsnummer:
        raise GrundlagFejl("Versionen er ikke vedtaget i sagen.")
    Grundlagsversion.objects.filter(pk=found.pk).update(
        status=Status.KLADDE,
        gyldig_til=None,
        egen_slutdato=None,
        vedtaget_af="",
        vedtaget_dato=None,
        kilde="",
    )
    found.status = Status.KLADDE
    if found.retter_id is not None and (corrected := series.get(found.retter_id)) is not None:
        Grundlagsversion.objects.filter(pk=corrected.pk).update(status=Status.VEDTAGET)
        corrected.status = Status.VEDTAGET
    end_predecessors(series.values())
    found.refresh_from_db()
    haendelser.announce(
        bruger,
        "version_taget_tilbage",
        f"{found} er igen en kladde: beslutningen i sag {sagsnummer} står ikke længere ved magt.",
        {"grundlag": found.grundlag_id, "version": found.version, "sag": sagsnummer},
    )
    return found

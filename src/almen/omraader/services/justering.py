"""A proposal to adjust flexible letting: opened with the figures it rests on, and changed until it is decided (M12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from almen.omraader.models import Omraade, Udlejningsjustering
from almen.omraader.selectors.justering import JUSTERING, justering_of, running_justering
from almen.omraader.selectors.varsel import snapshot
from almen.organisationer.models import Afdeling, Boligorganisation, Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import locked_journal, opened_sag, refresh_overblik

# Where the figures on lettings stand among those that a proposal rests on.
UDLEJNING = "udlejning"
NO_RIGHT = "Kun sagsbehandlere og ledere kan rejse og rette forslag om udlejningen."


def open_justering(
    *,
    bruger: Bruger,
    omraade: Omraade,
    titel: str,
    begrundelse: str,
    forslag: str,
    afdelinger: Sequence[Afdeling] = (),
    udlejning: Mapping[str, Any] | None = None,
    **sagsfelter: Any,
) -> Sag:
    """Opens the case with the area's figures as they stand. `sagsfelter` go to `opened_sag`.

    `udlejning` are figures on lettings that the proposal rests on too, as JSON: kept beside the area's own.

    Afdelinger of one boligorganisation make the case that organisation's. Raises UgyldigtInput (naming the field; also where a
    proposal on the area is running), AdgangNaegtet, IngenSagsgang.
    """
    adgang.require(adgang.may_open_sag(bruger), NO_RIGHT)
    _check(titel, begrundelse, forslag, omraade, afdelinger)
    organisations = {afdeling.boligorganisation_id for afdeling in afdelinger}
    if len(organisations) == 1:
        sagsfelter.setdefault("boligorganisation", Boligorganisation.objects.get(pk=organisations.pop()))
    with (
        _only_one(omraade),
        opened_sag(bruger=bruger, sagstype=JUSTERING, titel=titel.strip(), **sagsfelter) as sag,
    ):
        found = Udlejningsjustering.objects.create(
            sag=sag,
            omraade=omraade,
            anledning=snapshot(omraade) | ({UDLEJNING: dict(udlejning)} if udlejning else {}),
            begrundelse=begrundelse.strip(),
            forslag=forslag.strip(),
        )
        found.afdelinger.set(afdelinger)
    return sag


@contextmanager
def _only_one(omraade: Omraade) -> Iterator[None]:
    """Raises UgyldigtInput if a proposal on the area is running; the area is locked, so that two do not open one each."""
    with transaction.atomic():
        Omraade.objects.select_for_update().get(pk=omraade.pk)
        if running := running_justering(omraade):
            told = f"Der er allerede et forslag om {omraade} i sag {running.sag.nummer}. Ret det i stedet."
            raise UgyldigtInput([Fejl("", told)])
        yield


def edit_justering(
    *,
    bruger: Bruger,
    sag: Sag,
    begrundelse: str,
    forslag: str,
    afdelinger: Sequence[Afdeling] = (),
    nye_tal: bool = False,
    udlejning: Mapping[str, Any] | None = None,
) -> Udlejningsjustering:
    """Changes the proposal; what it was stands in the journal. `nye_tal` takes the area's figures of today in.

    `udlejning` takes newer figures on lettings in; without it those that are kept stay.

    Raises UgyldigtInput, AdgangNaegtet; a case that has ended is not changed.
    """
    adgang.require(adgang.may_edit_sag(bruger), NO_RIGHT)
    with locked_journal(sag, bruger) as journal:
        sag = Sag.objects.get(pk=sag.pk)
        found = justering_of(sag)
        _check("-", begrundelse, forslag, found.omraade, afdelinger)
        if load_forloeb(sag).tilstand.afsluttet:
            raise UgyldigtInput([Fejl("", "Sagen er afsluttet; forslaget kan ikke ændres.")])
        before = _as_data(found)
        found.begrundelse, found.forslag = begrundelse.strip(), forslag.strip()
        if nye_tal:
            kept = {UDLEJNING: found.anledning[UDLEJNING]} if UDLEJNING in found.anledning else {}
            found.anledning = snapshot(found.omraade) | kept
        if udlejning is not None:
            found.anledning = {**found.anledning, UDLEJNING: dict(udlejning)}
        found.save(update_fields=["begrundelse", "forslag", "anledning"])
        found.afdelinger.set(afdelinger)
        if before != (after := _as_data(found)):
            journal.append(
                "justering_rettet", "Forslaget om udlejningen er rettet.", {"fra": before, "til": after}
            )
            refresh_overblik(sag)
    return found


def _as_data(found: Udlejningsjustering) -> dict[str, Any]:
    return {
        "begrundelse": found.begrundelse,
        "forslag": found.forslag,
        "afdelinger": sorted(found.afdelinger.values_list("pk", flat=True)),
        "anledning": found.anledning,
    }


def _check(
    titel: str, begrundelse: str, forslag: str, omraade: Omraade, afdelinger: Sequence[Afdeling]
) -> None:
    fejl = []
    if not 1 <= len(titel.strip()) <= 200:
        fejl.append(Fejl("titel", "skal være på 1 til 200 tegn"))
    if not begrundelse.strip():
        fejl.append(Fejl("begrundelse", "skal udfyldes: skriv, hvorfor udlejningen skal justeres"))
    if len(forslag) > 10_000:
        fejl.append(Fejl("forslag", f"er på {len(forslag)} tegn; højst 10.000 er tilladt"))
    inside = set(omraade.omraadeafdelinger.values_list("afdeling_id", flat=True))
    outside = [str(item) for item in afdelinger if item.pk not in inside]
    if outside:
        fejl.append(Fejl("afdelinger", f"{', '.join(outside)} ligger ikke i {omraade}"))
    if fejl:
        raise UgyldigtInput(fejl)

"""Registering that a body has delegated, and that a delegation ends: each with the decision that it rests on."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from almen.grundlag import haendelser
from almen.grundlag.models import Delegation, Delegationsophoer, Sikkerhed
from almen.grundlag.selectors.delegation import Delegering, delegation_of
from almen.grundlag.services.rettigheder import IkkeTilladt
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.regler.dansk import format_dato
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sagsgang.register import REGISTER

KODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
# What the addresses of the pages mean themselves.
OPTAGET = "ny"
DELEGERER = "system.adopt"


@dataclass(frozen=True)
class Delegationsinput:
    """A delegation as it is registered. `besluttet` None: the day of the decision is not known."""

    kode: str
    navn: str
    fra_organ: str
    til_aktoer: str
    sagstyper: tuple[str, ...]
    fra: dt.date
    til: dt.date | None = None
    besluttet: dt.date | None = None
    kilde: str = ""
    sikkerhed: str = Sikkerhed.SIKKER
    note: str = ""


def may_delegate(bruger: Bruger) -> bool:
    """Leder and administrator, as for adopting versions."""
    return bool(bruger.has_perm(DELEGERER))


@transaction.atomic
def register_delegation(*, bruger: Bruger, data: Delegationsinput) -> Delegation:
    """Registers a delegation. Raises IkkeTilladt, or UgyldigtInput with every fault; then nothing is written."""
    _require(bruger)
    if fejl := _faults(data):
        raise UgyldigtInput(fejl)
    taken = Fejl("kode", "er brugt af en anden delegation")
    if delegation_of(data.kode) is not None:
        raise UgyldigtInput([taken])
    try:
        with transaction.atomic():
            saved = Delegation.objects.create(
                kode=data.kode,
                navn=data.navn.strip(),
                fra_organ=data.fra_organ,
                til_aktoer=data.til_aktoer,
                sagstyper=sorted(set(data.sagstyper)),
                fra=data.fra,
                til=data.til,
                besluttet=data.besluttet,
                kilde=data.kilde.strip(),
                sikkerhed=data.sikkerhed,
                note=data.note.strip(),
                registreret_af=bruger,
            )
    except IntegrityError:
        raise UgyldigtInput([taken]) from None
    haendelser.announce(
        bruger,
        "delegation_registreret",
        f"Delegation registreret: {saved.navn}, fra {format_dato(saved.fra)}.",
        {"kode": saved.kode, "fra_organ": saved.fra_organ, "til_aktoer": saved.til_aktoer,
         "sagstyper": saved.sagstyper, "fra": saved.fra.isoformat(),
         "til": saved.til.isoformat() if saved.til else None,
         "besluttet": saved.besluttet.isoformat() if saved.besluttet else None,
         "kilde": saved.kilde, "sikkerhed": saved.sikkerhed},
    )  # fmt: skip
    return saved


@transaction.atomic
def end_delegation(
    *, bruger: Bruger, delegation: Delegering, sidste_dag: dt.date, kilde: str, begrundelse: str
) -> Delegationsophoer:
    """Ends a delegation, of the profile or registered. What was decided under it stands. Raises IkkeTilladt or UgyldigtInput."""
    _require(bruger)
    found = delegation_of(delegation.kode)
    if found is None or found.ophoer is not None:
        raise UgyldigtInput([Fejl("", "Delegationen er allerede ophørt.")])
    fejl = []
    if found.fra and sidste_dag < found.fra:
        fejl.append(Fejl("sidste_dag", f"skal være den {format_dato(found.fra)} eller senere"))
    if found.til and sidste_dag >= found.til:
        fejl.append(Fejl("sidste_dag", f"skal ligge før delegationens egen, den {format_dato(found.til)}"))
    fejl += _text_faults(kilde=(kilde, 400), begrundelse=(begrundelse, 300))
    if fejl:
        raise UgyldigtInput(fejl)
    try:
        with transaction.atomic():
            saved = Delegationsophoer.objects.create(
                kode=found.kode,
                sidste_dag=sidste_dag,
                kilde=kilde.strip(),
                begrundelse=begrundelse.strip(),
                registreret_af=bruger,
            )
    except IntegrityError:
        raise UgyldigtInput([Fejl("", "Delegationen er allerede ophørt.")]) from None
    haendelser.announce(
        bruger,
        "delegation_ophoert",
        f"Delegation ophører: {found.navn}, sidste dag {format_dato(sidste_dag)}.",
        {"kode": found.kode, "sidste_dag": sidste_dag.isoformat(), "kilde": saved.kilde,
         "begrundelse": saved.begrundelse},
    )  # fmt: skip
    return saved


def _require(bruger: Bruger) -> None:
    if not may_delegate(bruger):
        raise IkkeTilladt("Kun ledere og administratorer kan registrere og afslutte delegationer.")


def _faults(data: Delegationsinput) -> list[Fejl]:
    profil = current_profil()
    bodies, actors = profil.aktoerer_of_art("organ"), profil.aktoerer_of_art("organ", "forvaltning")
    unknown = sorted(set(data.sagstyper) - set(REGISTER.sagstyper))
    checks = (
        (
            "kode",
            bool(KODE.fullmatch(data.kode)) and data.kode != OPTAGET,
            f"skal begynde med et bogstav og bestå af højst 40 små bogstaver a-z, tal og _; ikke “{OPTAGET}”",
        ),
        ("fra_organ", data.fra_organ in bodies, f"skal være et af: {', '.join(bodies)}"),
        ("til_aktoer", data.til_aktoer in actors, f"skal være en af: {', '.join(actors)}"),
        ("til_aktoer", data.til_aktoer != data.fra_organ, "skal være en anden end den, der delegerer"),
        ("sagstyper", bool(data.sagstyper), "skal have mindst én sagstype"),
        ("sagstyper", not unknown, f"kender ikke {', '.join(unknown)}"),
        ("til", data.til is None or data.til >= data.fra, "ligger før den første dag"),
        (
            "besluttet",
            data.besluttet is None or data.besluttet <= timezone.localdate(),
            "ligger i fremtiden; en delegation registreres, når den er besluttet",
        ),
        ("sikkerhed", data.sikkerhed in Sikkerhed.values, f"skal være en af: {', '.join(Sikkerhed.values)}"),
        (
            "sikkerhed",
            data.besluttet is not None or data.sikkerhed != Sikkerhed.SIKKER,
            "kan ikke være sikker, når beslutningens dag ikke kendes",
        ),
    )
    fejl = [Fejl(felt, besked) for felt, holds, besked in checks if not holds]
    return fejl + _text_faults(navn=(data.navn, 160), kilde=(data.kilde, 400))


def _text_faults(**texts: tuple[str, int]) -> list[Fejl]:
    return [
        Fejl(felt, f"skal udfyldes med højst {hoejst} tegn")
        for felt, (text, hoejst) in texts.items()
        if not 1 <= len(text.strip()) <= hoejst
    ]

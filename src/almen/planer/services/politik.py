"""Policies for vulnerable areas: opened with their case or recorded from before, their goals and indicators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from almen.grundlag.models import Sikkerhed
from almen.omraader.indikatorer import find_indikator
from almen.omraader.models import Kommuneudpegning
from almen.organisationer.models import Bruger
from almen.planer.models import POLITIK, Politik, Politikindikator, Politikmaal, Strategi
from almen.planer.services.aendring import changed_politik
from almen.planer.services.inddata import check_periode, check_text, check_valg, refuse
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.services import opened_sag, system_journal

FIELDS = ("navn", "fra", "til", "beskrivelse", "kilde", "kilde_adresse", "sikkerhed")
SETS = ("udpegninger", "strategier")
MAY_NOT_OPEN = "Kun sagsbehandlere og ledere kan åbne en sag."
MAY_NOT_EDIT = "Kun sagsbehandlere og ledere kan rette politikker."
RETNINGER = ("ned", "op")


def open_politik(
    *,
    bruger: Bruger,
    titel: str,
    navn: str,
    fra: dt.date,
    til: dt.date,
    kilde: str,
    sikkerhed: str = Sikkerhed.SIKKER,
    beskrivelse: str = "",
    kilde_adresse: str = "",
    udpegninger: Collection[Kommuneudpegning] = (),
    strategier: Collection[Strategi] = (),
    demo: bool = False,
    **sagsfelter: Any,
) -> Politik:
    """Opens a case with a policy that is to be decided; `sagsfelter` go to `opened_sag`.

    Raises UgyldigtInput, AdgangNaegtet or IngenSagsgang; then nothing is written.
    """
    adgang.require(adgang.may_open_sag(bruger), MAY_NOT_OPEN)
    politik = _new(navn, fra, til, beskrivelse, kilde, kilde_adresse, sikkerhed, demo)
    refuse([*check_text("titel", titel, 200), *_check(politik)])
    with opened_sag(bruger=bruger, sagstype=POLITIK, titel=titel.strip(), demo=demo, **sagsfelter) as sag:
        politik.sag = sag
        politik.save()
        politik.udpegninger.set(udpegninger)
        politik.strategier.set(strategier)
    return politik


def record_politik(
    *,
    bruger: Bruger,
    navn: str,
    fra: dt.date,
    til: dt.date,
    kilde: str,
    sikkerhed: str = Sikkerhed.SIKKER,
    beskrivelse: str = "",
    kilde_adresse: str = "",
    udpegninger: Collection[Kommuneudpegning] = (),
    strategier: Collection[Strategi] = (),
    demo: bool = False,
) -> Politik:
    """Records a policy that was decided before the system came, without a case. Raises UgyldigtInput or AdgangNaegtet."""
    adgang.require(adgang.may_open_sag(bruger), MAY_NOT_EDIT)
    politik = _new(navn, fra, til, beskrivelse, kilde, kilde_adresse, sikkerhed, demo)
    refuse(_check(politik))
    with system_journal(bruger) as journal:
        politik.save()
        politik.udpegninger.set(udpegninger)
        politik.strategier.set(strategier)
        journal.append(
            "politik_registreret", f"Politikken er registreret: {politik.navn}", politik_as_data(politik)
        )
    return politik


def edit_politik(*, bruger: Bruger, politik: Politik, grund: str = "", **felter: Any) -> Politik:
    """Changes the policy's own fields (`FIELDS`, `SETS`); what is not given is kept. Raises UgyldigtInput or AdgangNaegtet."""
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    if unknown := felter.keys() - {*FIELDS, *SETS}:
        raise TypeError(f"edit_politik kender ikke {', '.join(sorted(unknown))}")
    with changed_politik(politik, bruger, grund=grund) as (fresh, aendring):
        before = politik_as_data(fresh)
        for name in FIELDS:
            if name in felter:
                value = felter[name]
                setattr(fresh, name, value.strip() if isinstance(value, str) else value)
        refuse(_check(fresh))
        fresh.save()
        for name in SETS:
            if name in felter:
                getattr(fresh, name).set(felter[name])
        aendring.record(
            "politik_rettet", f"Politikken er rettet: {fresh.navn}.", before, politik_as_data(fresh)
        )
    return fresh


def save_maal(
    *,
    bruger: Bruger,
    politik: Politik,
    nummer: int,
    navn: str,
    beskrivelse: str = "",
    maal: Politikmaal | None = None,
    grund: str = "",
) -> Politikmaal:
    """Adds a goal or changes `maal`. Raises UgyldigtInput (also for a number that another goal has) or AdgangNaegtet."""
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    with changed_politik(politik, bruger, grund=grund) as (fresh, aendring):
        row = Politikmaal(politik=fresh) if maal is None else _maal(fresh, maal)
        before = _maal_as_data(row) if maal is not None else None
        row.nummer, row.navn, row.beskrivelse = nummer, navn.strip(), beskrivelse.strip()
        fejl = check_text("navn", navn, 200)
        if not 1 <= nummer <= 99:
            fejl.append(Fejl("nummer", "skal ligge mellem 1 og 99"))
        elif fresh.maal.filter(nummer=nummer).exclude(pk=row.pk).exists():
            fejl.append(Fejl("nummer", f"Politikken har allerede et mål {nummer}"))
        refuse(fejl)
        row.save()
        words = f"Mål {row.nummer} er {'rettet' if before else 'tilføjet'}: {row.navn}."
        aendring.record("maal_rettet" if before else "maal_tilfoejet", words, before, _maal_as_data(row))
    return row


def drop_maal(*, bruger: Bruger, maal: Politikmaal, grund: str = "") -> None:
    """Deletes a goal with its indicators. Raises UgyldigtInput if efforts hang on it, or AdgangNaegtet."""
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    with changed_politik(maal.politik, bruger, grund=grund) as (fresh, aendring):
        row = _maal(fresh, maal)
        if row.indsatser.exists():
            refuse([Fejl("", f"Mål {row.nummer} har indsatser og kan ikke slettes")])
        before = {
            **_maal_as_data(row),
            "indikatorer": [_indikator_as_data(item) for item in row.indikatorer.all()],
        }
        row.delete()
        aendring.record("maal_slettet", f"Mål {maal.nummer} er slettet: {maal.navn}.", before, {})


def save_indikator(
    *,
    bruger: Bruger,
    maal: Politikmaal,
    indikator: str,
    retning: str,
    maalsaetning: Decimal | None = None,
    maalaar: int | None = None,
    note: str = "",
    politikindikator: Politikindikator | None = None,
    grund: str = "",
) -> Politikindikator:
    """Says that a goal is measured by an indicator of the areas' catalogue; `maalsaetning` in its unit, reached in `maalaar`.

    Raises UgyldigtInput or AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    with changed_politik(maal.politik, bruger, grund=grund) as (fresh, aendring):
        goal = _maal(fresh, maal)
        row = Politikindikator(maal=goal)
        if politikindikator is not None:
            row = _indikator(goal, politikindikator)
        before = _indikator_as_data(row) if politikindikator is not None else None
        row.indikator, row.retning, row.note = indikator, retning, note.strip()
        row.maalsaetning, row.maalaar = maalsaetning, maalaar
        refuse(_check_indikator(fresh, goal, row))
        row.save()
        known = find_indikator(row.indikator)
        words = f"Mål {goal.nummer} måles på {known.navn if known else row.indikator}."
        aendring.record("indikator_gemt", words, before, _indikator_as_data(row))
    return row


def drop_indikator(*, bruger: Bruger, politikindikator: Politikindikator, grund: str = "") -> None:
    """A goal is no longer measured by this indicator. Raises UgyldigtInput or AdgangNaegtet."""
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    goal = politikindikator.maal
    with changed_politik(goal.politik, bruger, grund=grund) as (fresh, aendring):
        row = _indikator(_maal(fresh, goal), politikindikator)
        before = _indikator_as_data(row)
        row.delete()
        aendring.record(
            "indikator_slettet", f"Mål {goal.nummer} måles ikke længere på indikatoren.", before, {}
        )


def politik_as_data(politik: Politik) -> dict[str, Any]:
    """The policy's own fields as the journal keeps them."""
    own = {name: getattr(politik, name) for name in FIELDS}
    return own | {name: sorted(getattr(politik, name).values_list("pk", flat=True)) for name in SETS}


def _maal_as_data(maal: Politikmaal) -> dict[str, Any]:
    return {"id": maal.pk, "nummer": maal.nummer, "navn": maal.navn, "beskrivelse": maal.beskrivelse}


def _indikator_as_data(row: Politikindikator) -> dict[str, Any]:
    names = ("indikator", "retning", "maalaar", "note")
    target = None if row.maalsaetning is None else str(row.maalsaetning.normalize())
    return {"id": row.pk, **{name: getattr(row, name) for name in names}, "maalsaetning": target}


def _new(
    navn: str,
    fra: dt.date,
    til: dt.date,
    beskrivelse: str,
    kilde: str,
    kilde_adresse: str,
    sikkerhed: str,
    demo: bool,
) -> Politik:
    return Politik(
        navn=navn.strip(),
        fra=fra,
        til=til,
        beskrivelse=beskrivelse.strip(),
        kilde=kilde.strip(),
        kilde_adresse=kilde_adresse.strip(),
        sikkerhed=sikkerhed,
        demo=demo,
    )


def _check(politik: Politik) -> list[Fejl]:
    return [
        *check_text("navn", politik.navn, 200),
        *check_periode(politik.fra, politik.til),
        *check_text("kilde", politik.kilde, 400),
        *check_text("kilde_adresse", politik.kilde_adresse, 400, mindst=0),
        *check_valg("sikkerhed", politik.sikkerhed, Sikkerhed.values),
    ]


def _check_indikator(politik: Politik, maal: Politikmaal, row: Politikindikator) -> list[Fejl]:
    fejl = [*check_valg("retning", row.retning, RETNINGER), *check_text("note", row.note, 400, mindst=0)]
    known = find_indikator(row.indikator)
    if known is None or known.reference is not None:
        fejl.append(Fejl("indikator", "Vælg en af områdernes indikatorer"))
    elif maal.indikatorer.filter(indikator=row.indikator).exclude(pk=row.pk).exists():
        fejl.append(Fejl("indikator", f"Målet måles allerede på {known.navn}"))
    if row.maalsaetning is not None and row.maalsaetning < 0:
        fejl.append(Fejl("maalsaetning", "må ikke være negativ"))
    if row.maalaar is not None and not politik.fra.year <= row.maalaar <= politik.til.year:
        fejl.append(
            Fejl("maalaar", f"skal ligge i politikkens periode, {politik.fra.year}–{politik.til.year}")
        )
    if row.maalaar is not None and row.maalsaetning is None:
        fejl.append(Fejl("maalsaetning", "skal udfyldes, når der er et år, den skal nås"))
    return fejl


def _maal(politik: Politik, maal: Politikmaal) -> Politikmaal:
    row = politik.maal.filter(pk=maal.pk).first()
    if row is None:
        raise UgyldigtInput([Fejl("", f"Mål {maal.nummer} findes ikke længere i politikken")])
    return row


def _indikator(maal: Politikmaal, indikator: Politikindikator) -> Politikindikator:
    row = maal.indikatorer.filter(pk=indikator.pk).first()
    if row is None:
        raise UgyldigtInput([Fejl("", "Indikatoren hører ikke længere til målet")])
    return row

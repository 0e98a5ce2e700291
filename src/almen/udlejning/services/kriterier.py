"""Criteria of flexible letting in an agreement, and which of them a step uses, in order, from a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from almen.grundlag.models import Sikkerhed
from almen.organisationer.models import Bruger
from almen.regler.dansk import format_dato
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.udlejning.models import Binding, Kriterium, Rammeaftale, Trappetrin, Trinkriterium
from almen.udlejning.perioder import ONE_DAY
from almen.udlejning.services.aftaleaendring import changed_aftale, check_day

DANSK = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "–": "-"})


@dataclass(frozen=True)
class Kriterieinput:
    """What a criterion demands; `skaerpet`: all adults of the household must meet it."""

    navn: str
    tekst: str
    skaerpet: bool = False
    kilde: str = ""
    sikkerhed: str = Sikkerhed.SIKKER


@dataclass(frozen=True)
class Brug:
    """A criterion that a step uses, compulsory or agreed; their order is the order they are given in."""

    kriterium: Kriterium
    binding: str


def save_kriterium(
    *,
    bruger: Bruger,
    aftale: Rammeaftale,
    kriterium: Kriterieinput,
    rettes: Kriterium | None = None,
    grund: str = "",
) -> Kriterium:
    """Adds a criterion to the agreement, or changes `rettes`. Raises UgyldigtInput naming the fields; AdgangNaegtet."""
    fejl = _check(kriterium)
    if fejl:
        raise UgyldigtInput(fejl)
    with changed_aftale(aftale, bruger, grund=grund) as change:
        row = Kriterium(rammeaftale=change.aftale)
        if rettes is not None:
            row = _find(change.aftale, rettes)
        before = _as_data(row) if rettes is not None else {}
        row.navn, row.tekst = kriterium.navn.strip(), kriterium.tekst.strip()
        row.skaerpet, row.kilde = kriterium.skaerpet, kriterium.kilde.strip()
        row.sikkerhed = kriterium.sikkerhed
        if rettes is None:
            row.kode = slugify(row.navn.lower().translate(DANSK))[:40] or "kriterium"
            if change.aftale.kriterier.filter(kode=row.kode).exists():
                raise UgyldigtInput([Fejl("navn", f"Aftalen har allerede et kriterium “{row.navn}”")])
        row.save()
        words = f"Kriteriet “{row.navn}” er {'rettet' if before else 'tilføjet'}."
        change.record("kriterium_gemt", words, before, _as_data(row))
    return row


def drop_kriterium(*, bruger: Bruger, kriterium: Kriterium, grund: str = "") -> None:
    """Takes out a criterion that no step uses or has used. Raises UgyldigtInput, AdgangNaegtet."""
    with changed_aftale(kriterium.rammeaftale, bruger, grund=grund) as change:
        row = _find(change.aftale, kriterium)
        if row.trinkriterier.exists() or row.afdelingskriterier.exists():
            told = "Kriteriet bruges eller har været brugt, så det bliver stående. Afslut det på trinnene"
            raise UgyldigtInput([Fejl("", told)])
        change.record("kriterium_fjernet", f"Kriteriet “{row.navn}” er fjernet.", _as_data(row), {})
        row.delete()


def save_trinkriterier(
    *, bruger: Bruger, trin: Trappetrin, brug: Sequence[Brug], fra: dt.date, grund: str = ""
) -> bool:
    """Says which criteria the step uses from `fra`, in the order given; True if that is another list than before.

    In an agreement that holds the list before ends the day before; a draft is written anew from its first day. Raises
    UgyldigtInput naming `fra`, `grund` or `kriterium-<key>`; AdgangNaegtet.
    """
    with changed_aftale(trin.rammeaftale, bruger, grund=grund) as change:
        aftale = change.aftale
        fejl = check_day(aftale, fra)
        for item in brug:
            if item.binding not in Binding.values or item.kriterium.rammeaftale_id != aftale.pk:
                fejl.append(Fejl(f"kriterium-{item.kriterium.pk}", "hører ikke til aftalen"))
        if len({item.kriterium.pk for item in brug}) < len(brug):
            fejl.append(Fejl("", "Et kriterium kan kun stå én gang på et trin"))
        if fejl:
            raise UgyldigtInput(fejl)
        start = fra if change.vedtaget else aftale.gyldig_fra
        rows = list(trin.trinkriterier.select_related("kriterium").order_by("raekkefoelge", "pk"))
        now = [row for row in rows if row.fra <= start and (row.til is None or start <= row.til)]
        before = [(row.kriterium.navn, row.binding) for row in now]
        after = [(item.kriterium.navn, str(item.binding)) for item in brug]
        if before == after:
            return False
        if change.vedtaget:
            _refuse_overwriting(trin, rows, start)
            for row in now:
                row.til = start - ONE_DAY
            Trinkriterium.objects.bulk_update(now, ["til"])
        else:
            trin.trinkriterier.all().delete()
        Trinkriterium.objects.bulk_create(
            Trinkriterium(
                trin=trin, kriterium=item.kriterium, binding=item.binding, raekkefoelge=place, fra=start
            )
            for place, item in enumerate(brug, start=1)
        )
        told = f"Kriterierne er ført ind: {trin}, fra {format_dato(start)}."
        foer = {"trin": trin.pk, "kriterier": before} if before else {}
        change.record("trinkriterier_gemt", told, foer, {"trin": trin.pk, "kriterier": after, "fra": start})
    return True


def _refuse_overwriting(trin: Trappetrin, rows: Sequence[Trinkriterium], fra: dt.date) -> None:
    days = [row.fra for row in rows if row.fra >= fra]
    if days:
        told = f"{trin} har kriterier fra {format_dato(max(days))}, som bliver stående; vælg en senere dag"
        raise UgyldigtInput([Fejl("fra", told)])


def _find(aftale: Rammeaftale, kriterium: Kriterium) -> Kriterium:
    found = aftale.kriterier.filter(pk=kriterium.pk).first()
    if found is None:
        raise UgyldigtInput([Fejl("", "Kriteriet er fjernet i mellemtiden. Intet er ændret")])
    return found


def _check(kriterium: Kriterieinput) -> list[Fejl]:
    checks = (
        ("navn", 0 < len(kriterium.navn.strip()) <= 160, "skal være på 1 til 160 tegn"),
        ("tekst", 0 < len(kriterium.tekst.strip()) <= 5000, "skal være på 1 til 5.000 tegn"),
        ("kilde", len(kriterium.kilde.strip()) <= 400, "må højst være på 400 tegn"),
        (
            "sikkerhed",
            kriterium.sikkerhed in Sikkerhed.values,
            f"skal være en af: {', '.join(Sikkerhed.values)}",
        ),
    )
    return [Fejl(felt, besked) for felt, holds, besked in checks if not holds]


def _as_data(row: Kriterium) -> dict[str, Any]:
    names = ("navn", "tekst", "skaerpet", "kilde", "sikkerhed")
    return {"kriterium": row.pk, **{name: getattr(row, name) for name in names}}

"""Shares per step, type of dwelling and way: saved as a whole grid or not at all, dated, never overwritten once they hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from almen.grundlag.services.aflaesning import check_kilde
from almen.organisationer.models import Boligtype, Bruger
from almen.regler.dansk import format_dato, format_procent
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.udlejning.andele import Andelsstand, plain, sum_shares
from almen.udlejning.models import Rammeaftale, Trappetrin, Trinandel, Vej
from almen.udlejning.perioder import ONE_DAY
from almen.udlejning.services.aftaleaendring import Aftaleaendring, changed_aftale, check_day

# Step's key, type of dwelling.
Linje = tuple[int, str]
Gitter = Mapping[Linje, Mapping[str, Decimal | None]]


def save_andele(
    *,
    bruger: Bruger,
    aftale: Rammeaftale,
    gitter: Gitter,
    fra: dt.date,
    kilde: str,
    sikkerhed: str,
    grund: str = "",
    med_ukendte: bool = False,
) -> int:
    """Saves the grid: (step's key, type) → way → percent, None for a share that is not known. Gives how many lines changed.

    A line without any figure that nothing is registered of is left out, unless `med_ukendte`: then it is registered as unknown. In an agreement that holds a line that changes ends
    the day before `fra` and a new one begins; what was unknown is filled in where it stands. A draft is written anew from its
    first day. All or nothing. Raises UgyldigtInput naming `fra`, `kilde`, `sikkerhed`, `grund` or the line
    (`andel-<step>-<type>`); AdgangNaegtet.
    """
    with changed_aftale(aftale, bruger, grund=grund) as change:
        fejl = [*check_kilde(kilde, "", sikkerhed, ""), *check_day(change.aftale, fra)]
        steps = {trin.pk: trin for trin in change.aftale.trin.all()}
        for line, shares in gitter.items():
            fejl += _check_line(line, shares, steps)
        if fejl:
            raise UgyldigtInput(fejl)
        start = fra if change.vedtaget else change.aftale.gyldig_fra
        changed = [
            _save_line(change, steps[trin], boligtype, shares, start, kilde.strip(), sikkerhed, med_ukendte)
            for (trin, boligtype), shares in gitter.items()
        ]
    return sum(changed)


def line_name(trin: int, boligtype: str) -> str:
    """What a line is called in faults and forms."""
    return f"andel-{trin}-{boligtype}"


def _check_line(
    line: Linje, shares: Mapping[str, Decimal | None], steps: Mapping[int, Trappetrin]
) -> list[Fejl]:
    trin, boligtype = line
    name = line_name(trin, boligtype)
    if trin not in steps or boligtype not in Boligtype.values:
        return [Fejl(name, "er ikke en linje i aftalen")]
    where = f"{steps[trin]}, {Boligtype(boligtype).label.lower()}"
    if not set(shares) <= set(Vej.values):
        return [Fejl(name, f"{where}: ukendt vej. Mulige: {', '.join(Vej.values)}")]
    known = [pct for pct in shares.values() if pct is not None]
    if any(not 0 <= pct <= 100 for pct in known):
        return [Fejl(name, f"{where}: en andel skal ligge mellem 0 og 100 pct.")]
    if any(pct != round(pct, 3) for pct in known):
        return [Fejl(name, f"{where}: en andel skrives med højst tre decimaler")]
    total = sum_shares([shares.get(vej) for vej in Vej.values])
    if total.stand is Andelsstand.FORKERT:
        told = f"{where}: andelene er tilsammen {format_procent(plain(total.kendt))}; de skal være 100 %"
        return [Fejl(name, f"{told}, eller en af dem skal stå tom som ukendt")]
    return []


def _save_line(
    change: Aftaleaendring,
    trin: Trappetrin,
    boligtype: str,
    shares: Mapping[str, Decimal | None],
    fra: dt.date,
    kilde: str,
    sikkerhed: str,
    med_ukendte: bool,
) -> bool:
    rows = list(Trinandel.objects.filter(trin=trin, boligtype=boligtype).order_by("fra"))
    wanted = {str(vej): shares.get(vej) for vej in Vej.values}
    now = {row.vej: row for row in rows if row.fra <= fra and (row.til is None or fra <= row.til)}
    if not rows and not med_ukendte and all(pct is None for pct in wanted.values()):
        return False
    if rows and {vej: row.pct for vej, row in now.items()} == {
        vej: pct for vej, pct in wanted.items() if vej in now or pct is not None
    }:
        return False
    before = {vej: row.pct for vej, row in now.items()}
    if not change.vedtaget:
        Trinandel.objects.filter(trin=trin, boligtype=boligtype).delete()
        now = {}
    else:
        _refuse_overwriting(trin, boligtype, rows, wanted, now, fra)
    for vej, pct in wanted.items():
        standing = now.get(vej)
        if standing is not None and standing.pct == pct:
            continue
        if standing is not None and standing.fra == fra:
            standing.pct, standing.kilde, standing.sikkerhed = pct, kilde, sikkerhed
            standing.save(update_fields=["pct", "kilde", "sikkerhed"])
            continue
        if standing is not None:
            standing.til = fra - ONE_DAY
            standing.save(update_fields=["til"])
        Trinandel.objects.create(
            trin=trin, boligtype=boligtype, vej=vej, pct=pct, fra=fra, kilde=kilde, sikkerhed=sikkerhed
        )
    where = f"{trin}, {Boligtype(boligtype).label.lower()}"
    foer = {"trin": trin.pk, "boligtype": boligtype, "pct": before} if before else {}
    efter = {"trin": trin.pk, "boligtype": boligtype, "pct": wanted, "fra": fra, "kilde": kilde}
    change.record("andele_gemt", f"Andelene er ført ind: {where}, fra {format_dato(fra)}.", foer, efter)
    return True


def _refuse_overwriting(
    trin: Trappetrin,
    boligtype: str,
    rows: list[Trinandel],
    wanted: Mapping[str, Decimal | None],
    now: Mapping[str, Trinandel],
    fra: dt.date,
) -> None:
    """What holds is ended and kept: a figure that began the same day, or one that begins later, stands in the way."""
    where = f"{trin}, {Boligtype(boligtype).label.lower()}"
    later = [row.fra for row in rows if row.fra > fra]
    if later:
        told = (
            f"{where}: der er registreret andele fra {format_dato(min(later))}; vælg den dag eller en senere"
        )
        raise UgyldigtInput([Fejl("fra", told)])
    # What was not known then may be filled in; it takes nothing away.
    if any(row.fra == fra and row.pct is not None and row.pct != wanted[row.vej] for row in now.values()):
        told = f"{where}: andelene gælder allerede fra den dag og bliver stående; vælg en senere dag"
        raise UgyldigtInput([Fejl("fra", told)])

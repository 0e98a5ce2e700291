"""The terms of an organisation's agreement: shares in one grid, exemptions, criteria, and terms copied from the agreement before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from almen.organisationer.models import Afdeling, Bruger
from almen.regler.dansk import format_procent, to_decimal
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager.models import Sag
from almen.udlejning.models import (
    Afdelingskriterium,
    Afdelingsvilkaar,
    Kriterium,
    Organisationsaftale,
    Vej,
)
from almen.udlejning.selectors.organisationsaftale import AFTALETYPER, previous_of
from almen.udlejning.services.organisationsaftale import changed_aftale

HUNDREDE = Decimal(100)


@dataclass(frozen=True)
class Celle:
    """A cell of the grid: the share (percent) of an afdeling's dwellings let in one way; `pct` None: agreed, but not known."""

    afdeling: int
    vej: str
    pct: Decimal | None


def save_vilkaar(
    *, bruger: Bruger, sag: Sag, boligtype: str, celler: Sequence[Celle], kilde: str = ""
) -> list[Afdelingsvilkaar]:
    """Sets the shares of one type for all the organisation's afdelinger at once; what is not among the cells follows the step.

    All or nothing. Exempted afdelinger keep their exemption. Raises UgyldigtInput whose fields are `pct_<afdeling>_<vej>`,
    AdgangNaegtet.
    """
    with changed_aftale(sag, bruger) as (aftale, journal):
        own = {item.pk: item for item in aftale.boligorganisation.afdelinger.all()}
        outside = set(
            aftale.vilkaar.filter(boligtype=boligtype, undtaget=True).values_list("afdeling_id", flat=True)
        )
        if fejl := _check(boligtype, celler, own, outside):
            raise UgyldigtInput(fejl)
        before = _shares(aftale, boligtype)
        aftale.vilkaar.filter(boligtype=boligtype, undtaget=False).delete()
        rows = Afdelingsvilkaar.objects.bulk_create(
            Afdelingsvilkaar(
                aftale=aftale,
                afdeling=own[item.afdeling],
                boligtype=boligtype,
                vej=item.vej,
                pct=item.pct,
                fra=aftale.gyldig_fra,
                kilde=kilde.strip(),
            )
            for item in celler
        )
        if before != (after := _shares(aftale, boligtype)):
            journal.append(
                "udlejningsvilkaar_rettet",
                f"Andelene er rettet for {_count(rows)}.",
                {"boligtype": boligtype, "fra": before, "til": after},
            )
    return rows


def exempt_afdeling(
    *, bruger: Bruger, sag: Sag, afdeling: Afdeling, boligtype: str, begrundelse: str
) -> Afdelingsvilkaar:
    """Leaves a type of dwelling in an afdeling outside the agreement, with the reason; its shares fall away.

    Raises UgyldigtInput, AdgangNaegtet.
    """
    with changed_aftale(sag, bruger) as (aftale, journal):
        fejl = _check_own(aftale, afdeling, boligtype)
        why = begrundelse.strip()
        if not 1 <= len(why) <= 400:
            fejl.append(Fejl("begrundelse", "skal udfyldes med højst 400 tegn: skriv, hvorfor"))
        if fejl:
            raise UgyldigtInput(fejl)
        aftale.vilkaar.filter(afdeling=afdeling, boligtype=boligtype).delete()
        row = Afdelingsvilkaar.objects.create(
            aftale=aftale,
            afdeling=afdeling,
            boligtype=boligtype,
            vej=Vej.VENTELISTE,
            undtaget=True,
            fra=aftale.gyldig_fra,
            begrundelse=why,
        )
        journal.append(
            "udlejningsvilkaar_undtaget",
            f"{afdeling} er holdt uden for aftalen: {why}",
            {"afdeling": afdeling.pk, "boligtype": boligtype, "begrundelse": why},
        )
    return row


def include_afdeling(*, bruger: Bruger, sag: Sag, afdeling: Afdeling, boligtype: str) -> None:
    """Takes an exempted type of dwelling into the agreement again; its step's shares hold until others are set."""
    with changed_aftale(sag, bruger) as (aftale, journal):
        rows = aftale.vilkaar.filter(afdeling=afdeling, boligtype=boligtype, undtaget=True)
        if not rows.exists():
            raise UgyldigtInput([Fejl("afdeling", f"{afdeling} er ikke holdt uden for aftalen")])
        rows.delete()
        journal.append(
            "udlejningsvilkaar_medtaget",
            f"{afdeling} er igen med i aftalen.",
            {"afdeling": afdeling.pk, "boligtype": boligtype},
        )


def save_kriterier(
    *, bruger: Bruger, sag: Sag, afdeling: Afdeling, kriterier: Sequence[Kriterium]
) -> list[Afdelingskriterium]:
    """Sets the criteria that the agreement uses for an afdeling beside its step's, in their order. Raises UgyldigtInput, AdgangNaegtet."""
    with changed_aftale(sag, bruger) as (aftale, journal):
        fejl = _check_own(aftale, afdeling, None)
        strange = [item.navn for item in kriterier if item.rammeaftale_id != aftale.rammeaftale_id]
        if strange:
            fejl.append(Fejl("kriterier", f"{', '.join(strange)} står ikke i aftalens rammeaftale"))
        if len({item.pk for item in kriterier}) != len(kriterier):
            fejl.append(Fejl("kriterier", "et kriterium kan kun vælges én gang"))
        if fejl:
            raise UgyldigtInput(fejl)
        old = aftale.kriterier.filter(afdeling=afdeling)
        before = list(old.order_by("raekkefoelge").values_list("kriterium__kode", flat=True))
        old.delete()
        rows = Afdelingskriterium.objects.bulk_create(
            Afdelingskriterium(
                aftale=aftale, afdeling=afdeling, kriterium=item, raekkefoelge=place, fra=aftale.gyldig_fra
            )
            for place, item in enumerate(kriterier, start=1)
        )
        after = [item.kode for item in kriterier]
        if before != after:
            journal.append(
                "udlejningskriterier_rettet",
                f"Kriterierne for {afdeling} er rettet.",
                {"afdeling": afdeling.pk, "fra": before, "til": after},
            )
    return rows


def copy_vilkaar(*, bruger: Bruger, sag: Sag) -> int:
    """Takes shares and exemptions of the organisation's agreement before into one that has none yet. Gives how many.

    Criteria are another framework's and are not copied. Raises UgyldigtInput where there is nothing to copy or terms stand already,
    AdgangNaegtet.
    """
    with changed_aftale(sag, bruger) as (aftale, journal):
        before = previous_of(aftale)
        if before is None:
            told = f"{aftale.boligorganisation} har ingen tidligere aftale at kopiere fra."
            raise UgyldigtInput([Fejl("", told)])
        if aftale.vilkaar.exists():
            raise UgyldigtInput([Fejl("", "Aftalen har allerede vilkår. Ret dem i stedet for at kopiere.")])
        # The terms as they stood on the last day of the agreement before.
        latest = {
            (row.afdeling_id, row.boligtype, row.vej): row
            for row in before.vilkaar.order_by("fra", "pk")
            if row.til is None or row.til >= before.gyldig_til
        }
        rows = Afdelingsvilkaar.objects.bulk_create(
            Afdelingsvilkaar(
                aftale=aftale,
                afdeling_id=row.afdeling_id,
                boligtype=row.boligtype,
                vej=row.vej,
                pct=row.pct,
                undtaget=row.undtaget,
                fra=aftale.gyldig_fra,
                begrundelse=row.begrundelse,
                kilde=f"Kopieret fra sag {before.sag.nummer}",
            )
            for row in latest.values()
        )
        if not rows:
            raise UgyldigtInput([Fejl("", f"Aftalen i sag {before.sag.nummer} har ingen vilkår at kopiere.")])
        journal.append(
            "udlejningsvilkaar_kopieret",
            f"Vilkårene er kopieret fra aftalen i sag {before.sag.nummer}.",
            {"fra_sag": before.sag.nummer, "antal": len(rows)},
        )
    return len(rows)


def _check(
    boligtype: str, celler: Sequence[Celle], own: dict[int, Afdeling], outside: Collection[int]
) -> list[Fejl]:
    if boligtype not in AFTALETYPER:
        return [
            Fejl(
                "boligtype", f"»{boligtype[:40]}« har ingen vilkår i en aftale; tilladt er familie og ungdom"
            )
        ]
    fejl = []
    sums: dict[int, Decimal] = defaultdict(Decimal)
    seen: set[tuple[int, str]] = set()
    for item in celler:
        felt = f"pct_{item.afdeling}_{item.vej}"
        if item.afdeling not in own:
            fejl.append(Fejl(felt, "afdelingen hører ikke til boligorganisationen"))
        elif item.afdeling in outside:
            fejl.append(Fejl(felt, f"{own[item.afdeling]} er holdt uden for aftalen; tag den med igen først"))
        if item.vej not in Vej.values:
            fejl.append(Fejl(felt, f"tilladt er {', '.join(Vej.values)}"))
        if (item.afdeling, item.vej) in seen:
            fejl.append(Fejl(felt, "står der to gange"))
        seen.add((item.afdeling, item.vej))
        if item.pct is not None and not (item.pct.is_finite() and 0 <= item.pct <= HUNDREDE):
            fejl.append(Fejl(felt, f"er {item.pct}; tilladt er 0 til 100"))
        elif item.pct is not None:
            sums[item.afdeling] += item.pct
    for afdeling, ialt in sums.items():
        if ialt > HUNDREDE and afdeling in own:
            last = [item for item in celler if item.afdeling == afdeling][-1]
            told = f"andelene for {own[afdeling]} er tilsammen {format_procent(to_decimal(ialt))}; højst 100 % er tilladt"
            fejl.append(Fejl(f"pct_{afdeling}_{last.vej}", told))
    return fejl


def _check_own(aftale: Organisationsaftale, afdeling: Afdeling, boligtype: str | None) -> list[Fejl]:
    fejl = []
    if afdeling.boligorganisation_id != aftale.boligorganisation_id:
        fejl.append(Fejl("afdeling", f"{afdeling} hører ikke til {aftale.boligorganisation}"))
    if boligtype is not None and boligtype not in AFTALETYPER:
        fejl.append(Fejl("boligtype", f"»{boligtype[:40]}« kan ikke vælges; tilladt er familie og ungdom"))
    return fejl


def _shares(aftale: Organisationsaftale, boligtype: str) -> dict[str, Any]:
    rows = aftale.vilkaar.filter(boligtype=boligtype, undtaget=False).order_by("afdeling_id", "vej")
    return {f"{row.afdeling_id}:{row.vej}": None if row.pct is None else str(row.pct) for row in rows}


def _count(rows: Sequence[Afdelingsvilkaar]) -> str:
    number = len({row.afdeling_id for row in rows})
    return "1 afdeling" if number == 1 else f"{number} afdelinger"

"""What can be asked about the housing stock and completed dwellings. Public facts: the callers settle who sees the page.

Other rooms call `latest_shares`, `completed_since` and `advarsler`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Count, F, Max, Sum

from almen.boligmasse.billede import (
    Aarssaet,
    Advarsel,
    Faerdiggjorte,
    make_saet,
)
from almen.boligmasse.models import Boligtal, BoligtalQuerySet, Emne, Enhed
from almen.organisationer.selectors import current_profil
from almen.regler.boligmasse import check_ialt, compute_periodeandel
from almen.ui import formater

ALMEN = "almen"


def gaeldende() -> BoligtalQuerySet:
    """The readings that count today."""
    return Boligtal.objects.gaeldende()


def history_of(boligtal: Boligtal) -> list[Boligtal]:
    """Every reading of the same figure, the newest first, with who registered it."""
    same = {name: getattr(boligtal, name) for name in Boligtal.NOEGLE}
    return list(Boligtal.objects.filter(**same).select_related("registreret_af").order_by("-pk"))


def saet_of(
    bydel: str = "", fra: int | None = None, til: int | None = None, emne: str | None = None
) -> list[Aarssaet]:
    """The sets of one place ("" the whole municipality) whose last year lies in `fra`–`til`, in order of time. One query.

    A year may have two: shares as published, then shares computed from numbers.
    """
    return make_saet(list(_rows(fra, til, emne).filter(bydel=bydel)))


def saet_everywhere(emne: str, aar: int | None = None) -> list[Aarssaet]:
    """The sets about `emne` of the municipality and every district; of those whose last year is `aar`, or all. One query."""
    return make_saet(list(_rows(aar, aar, emne)))


def latest_shares(aar: int | None = None, bydel: str = "") -> Aarssaet | None:
    """The stock by tenure in `aar`, or in the latest year that has figures; None if there are none (M1).

    `andele` holds each tenure's `andel` (percent, Decimal), `antal` (None where only shares are published), name and
    reading (`tal`, with source); `sum` is what the shares make, `advarsel` is there if they do not add up, `beregnet`
    tells shares computed from numbers from published ones. Where a year has both, the computed ones are given. One query.
    """
    rows = gaeldende().filter(emne=Emne.BESTAND, bydel=bydel)
    if aar is None:
        aar = rows.aggregate(sidste=Max("aar"))["sidste"]
    found = [item for item in make_saet(list(rows.filter(aar=aar))) if item.andele]
    return found[-1] if found else None


def completed_since(aar: int, til: int | None = None, bydel: str = "") -> Faerdiggjorte | None:
    """Dwellings completed since `aar` (to `til`, else the latest year with figures) and the almene share (M2).

    None if nothing is known. `beregnet.andel` is None where a year lacks a figure; `beregnet.mangler` names those years.
    Numbers on single years are summed; what a source prints on the period itself stands in `offentliggjort`. One query.
    """
    return completed_of(saet_of(bydel, aar, til, Emne.FAERDIGGJORT), aar, til)


def completed_of(sets: Sequence[Aarssaet], aar: int, til: int | None = None) -> Faerdiggjorte | None:
    """As `completed_since`, of the sets of one place that have been read."""
    sets = [item for item in sets if item.emne == Emne.FAERDIGGJORT]
    yearly = [item for item in sets if item.fra_aar == item.aar >= aar and item.beregnet]
    printed = tuple(item for item in sets if item.fra_aar == aar and item.fra_aar < item.aar)
    if not yearly and not printed:
        return None
    last = til or (yearly[-1].aar if yearly else printed[-1].aar)
    almene = {item.aar: part.antal for item in yearly if (part := item.get(ALMEN))}
    alle = {item.aar: item.antal for item in yearly}
    return Faerdiggjorte(
        compute_periodeandel(almene, alle, aar, max(last, aar)),
        tuple(row for item in yearly for row in item.tal),
        printed,
    )


def advarsler(bydel: str | None = None, fra: int | None = None, til: int | None = None) -> list[Advarsel]:
    """Every set of figures that does not add up, in order of time; of one place, or of all (None).

    Each has `id` (stable), `type`, `tekst` (Danish), `sum`, `helhed`, `tal` (the readings) and `kilder`. Two queries.
    """
    rows = _rows(fra, til)
    sets = make_saet(list(rows if bydel is None else rows.filter(bydel=bydel)))
    own = [item.advarsel for item in sets if item.advarsel]
    return sorted(own + (district_advarsler(sets, fra, til) if not bydel else []), key=lambda item: item.aar)


def district_advarsler(
    sets: Sequence[Aarssaet], fra: int | None = None, til: int | None = None
) -> list[Advarsel]:
    """Where the districts' numbers do not make the municipality's, tenure by tenure. One query, whatever their number.

    Districts that have no figure may hold the difference: then only a sum that is too great is a fault.
    """
    whole = {
        (row.emne, row.aar, row.ejerform): row
        for item in sets
        if item.beregnet and not item.bydel and item.fra_aar == item.aar
        for row in item.tal
    }
    if not whole:
        return []
    sums = (
        _rows(fra, til)
        .filter(enhed=Enhed.ANTAL, fra_aar=F("aar"))
        .exclude(bydel="")
        .order_by()
        .values("emne", "aar", "ejerform")
        .annotate(i_alt=Sum("vaerdi"), kendte=Count("vaerdi"))
    )
    known = len(current_profil().bydele)
    found = []
    for item in sums:
        row = whole.get((item["emne"], item["aar"], item["ejerform"]))
        if row is None or item["i_alt"] is None:
            continue
        total = Decimal(item["i_alt"]).quantize(Decimal(1))
        parts: dict[str, Decimal | None] = {"bydele": total}
        if item["kendte"] >= known > 0:
            parts["uden for bydele"] = Decimal(0)
        if fault := check_ialt(parts, row.tal):
            found.append(_district_fault(row, fault.sum, fault.helhed, item["kendte"]))
    return found


def _district_fault(row: Boligtal, total: Decimal, helhed: Decimal, antal: int) -> Advarsel:
    text = (
        f"{row.get_emne_display()} {row.aar}, {row.ejerform_navn.lower()}: "
        f"{formater.antal(antal, 'bydel', 'bydele')} giver {formater.decimal(total)} boliger, "
        f"men hele kommunen er opgjort til {formater.decimal(helhed)}. "
        f"Forskellen er {formater.decimal(total - helhed)}."
    )
    return Advarsel(
        id=f"bydele_ikke_kommune:{row.emne}:{row.aar}:{row.ejerform}",
        type="bydele_ikke_kommune",
        emne=row.emne,
        aar=row.aar,
        bydel="",
        sum=total,
        helhed=helhed,
        tekst=text,
        tal=(row,),
    )


def known_years() -> list[int]:
    """The years that have figures, the newest first."""
    return list(gaeldende().order_by("-aar").values_list("aar", flat=True).distinct())


def bydel_choices() -> list[tuple[str, str]]:
    """The whole municipality and its districts, as forms and filters offer them."""
    return [("", "Hele kommunen"), *((item.navn, item.navn) for item in current_profil().bydele)]


def _rows(fra: int | None, til: int | None, emne: str | None = None) -> BoligtalQuerySet:
    given = {"aar__gte": fra, "aar__lte": til, "emne": emne}
    return gaeldende().filter(**{key: value for key, value in given.items() if value is not None})

"""Everything that the project page shows: figures side by side, computed beside published, and what is left
open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from almen.byggeri.models import (
    Byggesag,
    Garanti,
    Garantiramme,
    Grundkapitalpost,
    Grundkoebslaan,
    Servicearealtal,
)
from almen.byggeri.selectors.beregning import (
    Beregnet,
    compute_skema,
    maksimumsbeloeb_input,
    missing_for_maksimum,
)
from almen.byggeri.selectors.projektdata import Projektdata, Skemadata, projektdata_of
from almen.byggeri.selectors.rammer import sums_of_sag
from almen.byggeri.selectors.sagsside import BLOCKS, LETTERS, difference, total
from almen.organisationer.models import Boligtype
from almen.organisationer.selectors import current_profil
from almen.regler.fejl import RegelFejl
from almen.regler.finansiering import Finansiering
from almen.regler.maksimumsbeloeb import Maksimumsbeloeb, compute_maksimumsbeloeb
from almen.regler.serviceareal import Servicetilskud, compute_servicetilskud
from almen.sager.models import Sag
from almen.sagsgang.profil import Profil, ProfilFejl
from almen.ui import formater


@dataclass(frozen=True)
class Skemaberegning:
    """One Skema's standing version with what the statute makes of it."""

    skema: Skemadata
    beregnet: Beregnet
    versioner: int

    @property
    def finansiering(self) -> Finansiering | None:
        """The computed split; None where it cannot be decided."""
        return self.beregnet.finansiering


@dataclass(frozen=True)
class Offentliggjort:
    """A published amount beside the computed one (kroner), and what the difference means."""

    titel: str
    offentliggjort: int
    beregnet: int | None
    forklaring: str

    @property
    def stemmer(self) -> bool | None:
        """True when they are the same krone for krone; None where nothing could be computed."""
        return None if self.beregnet is None else self.beregnet == self.offentliggjort


@dataclass(frozen=True)
class Maksimum:
    """The maksimumsbeløb of the newest figures, or why it cannot be decided."""

    beloeb: Maksimumsbeloeb | None
    aar: int
    sum: int | None
    aarsag: str = ""

    @property
    def difference(self) -> int | None:
        """What is left under the maximum, in kroner; negative when exceeded."""
        return None if self.beloeb is None or self.sum is None else self.beloeb.maksimum - self.sum


@dataclass(frozen=True)
class Serviceareal:
    """The newest service area with the state's grant (§ 141), or why the grant cannot be decided."""

    tal: Servicearealtal
    bogstav: str
    tilskud: Servicetilskud | None
    aarsag: str = ""

    @property
    def areal_m2(self) -> Decimal | None:
        """The area without needless decimals, in m²."""
        return None if self.tal.areal_m2 is None else self.tal.areal_m2.normalize()


@dataclass(frozen=True)
class Projektside:
    """The page's content, all read."""

    data: Projektdata
    skemaer: Sequence[Skemaberegning]
    offentliggjort: Sequence[Offentliggjort]
    aabent: Sequence[str]
    maksimum: Maksimum
    serviceareal: Serviceareal | None
    garantiramme: Garantiramme | None
    garantier: Sequence[Garanti]
    grundkoebslaan: Sequence[Grundkoebslaan]
    poster: Sequence[Grundkapitalpost]
    grundkapital: dict[str, int]

    @property
    def current(self) -> Skemaberegning:
        """The newest Skema."""
        return self.skemaer[-1]


def beregning(sag: Sag, dato: dt.date) -> Projektside:
    """The project's figures as of `dato`. Seven small queries at most; never raises on missing figures."""
    data = projektdata_of(sag)
    standing = [item for item in (data.standing(letter) for letter in LETTERS) if item is not None]
    skemaer = [
        Skemaberegning(
            item,
            compute_skema(data, item, dato),
            sum(1 for version in data.skemaer if version.skema.bogstav == item.skema.bogstav),
        )
        for item in standing
    ]
    sums = sums_of_sag(sag)
    accounts = {
        account: sum(item[account] for item in sums.values())
        for account in ("reserveret", "tilsagn", "udbetalt")
    }
    return Projektside(
        data=data,
        skemaer=skemaer,
        offentliggjort=_published(data, skemaer),
        aabent=_left_open(data, skemaer),
        maksimum=_maksimum(data, dato),
        serviceareal=_serviceareal(data, dato),
        garantiramme=Garantiramme.objects.filter(sag=sag, ophaevet_af_beslutning__isnull=True).first(),
        garantier=list(Garanti.objects.filter(sag=sag)),
        grundkoebslaan=list(Grundkoebslaan.objects.filter(sag=sag)),
        poster=list(Grundkapitalpost.objects.filter(sag=sag).select_related("ramme")),
        grundkapital=accounts,
    )


def _maksimum(data: Projektdata, dato: dt.date) -> Maksimum:
    skema = data.current
    input_ = maksimumsbeloeb_input(data, skema, dato)
    if missing := missing_for_maksimum(skema):
        return Maksimum(None, input_.skema_b_aar, skema.anskaffelsessum, missing)
    try:
        found = compute_maksimumsbeloeb(input_, data.parametre)
    except RegelFejl as error:
        return Maksimum(None, input_.skema_b_aar, skema.anskaffelsessum, str(error))
    return Maksimum(found, input_.skema_b_aar, skema.anskaffelsessum)


def _serviceareal(data: Projektdata, dato: dt.date) -> Serviceareal | None:
    area, bogstav = data.current.serviceareal, data.current.skema.bogstav
    if area is None:
        return None
    if area.anskaffelsessum is None or area.boliger is None:
        return Serviceareal(
            area, bogstav, None, "Summen eller antallet af boliger, arealet betjener, er ikke oplyst."
        )
    day = data.projekt.tilsagn_dato or dato
    try:
        tilskud = compute_servicetilskud(area.anskaffelsessum, area.boliger, day, data.parametre)
    except RegelFejl as error:
        return Serviceareal(area, bogstav, None, str(error))
    return Serviceareal(area, bogstav, tilskud)


def _published(data: Projektdata, skemaer: Sequence[Skemaberegning]) -> list[Offentliggjort]:
    rows: list[Offentliggjort] = []
    for item in skemaer:
        parts = item.finansiering.dele if item.finansiering else (None,) * len(item.skema.dele)
        for row, computed in zip(item.skema.dele, parts, strict=True):
            navn = f"Skema {item.skema.skema.bogstav}, {Boligtype(row.projektdel.boligtype).label.lower()}"
            if row.offentliggjort_laan is not None:
                rows.append(
                    Offentliggjort(
                        f"Lån ({navn})", row.offentliggjort_laan, computed.laan if computed else None, ""
                    )
                )
            if row.offentliggjort_grundkapital is not None:
                rows.append(
                    Offentliggjort(
                        f"Grundkapital ({navn})",
                        row.offentliggjort_grundkapital,
                        computed.grundkapital if computed else None,
                        "",
                    )
                )
    maksimum = data.projekt.grundkapital_maks
    if maksimum is not None and data.projekt.kilde:
        computed_all = skemaer[0].finansiering.i_alt.grundkapital if skemaer[0].finansiering else None
        rows.append(Offentliggjort("Grundkapital, højst", maksimum, computed_all, _reserve_text(data)))
    if data.projekt.garanti_maks is not None and data.projekt.kilde:
        rows.append(
            Offentliggjort(
                "Garanti, højst",
                data.projekt.garanti_maks,
                None,
                "Et maksimum. Garantien følger ikke af finansieringen: den kræver långivers værdiansættelse.",
            )
        )
    return rows


def _reserve_text(data: Projektdata) -> str:
    if data.projekt.reserve_pct is None:
        return "Et maksimum, ikke fordelingen."
    reserve = formater.pct(data.projekt.reserve_pct.normalize())
    return f"Et maksimum inkl. en reserve til regulering på {reserve}, ikke fordelingen."


def _left_open(data: Projektdata, skemaer: Sequence[Skemaberegning]) -> list[str]:
    """What the record does not say, so that nobody takes a gap for a nought."""
    current = data.current
    lines = []
    if current.anskaffelsessum is None:
        lines.append("Anskaffelsessummen er ikke oplyst, så finansieringen kan ikke beregnes.")
    if current.bruttoareal_m2 is None:
        lines.append("Bruttoarealet er ikke oplyst, så areal og maksimumsbeløb kan ikke kontrolleres.")
    if current.boliger is None:
        lines.append("Antallet af boliger er ikke oplyst for alle dele.")
    if data.projekt.grundkapital_maks is not None and current.anskaffelsessum is None:
        lines.append(
            "Grundkapitalen er kun kendt som et maksimum med reserve. Den endelige fordeling følger først af "
            "anskaffelsessummen."
        )
    if data.projekt.garanti_maks is not None and data.projekt.ejendomsvaerdi is None:
        lines.append("Långivers værdiansættelse er ikke oplyst, så garantiens størrelse er åben.")
    return lines


def amounts_table(skemaer: Sequence[Skemaberegning]) -> dict[str, Any]:
    """Columns and rows of the figures side by side: each Skema, then the change from the first to the
    last.
    """
    rows: list[dict[str, Any]] = []
    for field, titel in BLOCKS:
        amounts = [total(item.skema, field) for item in skemaer]
        if any(amounts):
            rows.append({"titel": titel, "beloeb": amounts})
    rows.append(
        {"titel": "Anskaffelsessum", "beloeb": [item.skema.anskaffelsessum for item in skemaer], "sum": True}
    )
    for field, titel in (
        ("laan", "Lån"),
        ("grundkapital", "Grundkapital"),
        ("beboerindskud", "Beboerindskud"),
    ):
        computed = [
            getattr(item.finansiering.i_alt, field) if item.finansiering else None for item in skemaer
        ]
        if any(value is not None for value in computed):
            rows.append({"titel": titel, "beloeb": computed, "note": "beregnet"})
    columns = [f"Skema {item.skema.skema.bogstav}" for item in skemaer]
    if len(skemaer) > 1:
        first, last = columns[0][-1], columns[-1][-1]
        columns += [f"Ændring {first}–{last}", "i pct."]
        for row in rows:
            row["beloeb"] = [*row["beloeb"], *difference(row["beloeb"][0], row["beloeb"][-1])]
    return {"columns": columns, "rows": rows}


def parts_table(skemaer: Sequence[Skemaberegning], dato: dt.date) -> list[dict[str, Any]]:
    """One row per part and Skema: type, whose budget pays on `dato`, dwellings, area, mean area, sum."""
    profil = current_profil()
    rows = []
    for item in skemaer:
        for row in item.skema.dele:
            mean = None
            if row.bruttoareal_m2 and row.antal:
                mean = formater.decimal(row.bruttoareal_m2 / row.antal, 1)
            rows.append(
                {
                    "skema": item.skema.skema.bogstav,
                    "boligtype": Boligtype(row.projektdel.boligtype).label,
                    "budget": _budget_holders(profil, row.projektdel.boligtype, dato),
                    "antal": row.antal,
                    "areal": None if row.bruttoareal_m2 is None else row.bruttoareal_m2.normalize(),
                    "middel": mean,
                    "sum": row.anskaffelsessum,
                }
            )
    return rows


def _budget_holders(profil: Profil, boligtype: str, dato: dt.date) -> str:
    """The short names of those who hold the grundkapital budget (M14, M18); empty where the profile has none."""
    try:
        budget = profil.budget_for(boligtype)
    except ProfilFejl:
        return ""
    return " og ".join(profil.aktoer_kort(aktoer, dato) for aktoer in budget.budgetansvarlige)


def schedule(
    data: Projektdata, byggesag: Byggesag | None
) -> list[tuple[str, dt.date | None, dt.date | None]]:
    """The project's milestones as (name, expected day, day it happened)."""
    projekt = data.projekt
    taken = byggesag.ibrugtaget if byggesag else None
    return [
        ("Tilsagn (Skema A)", projekt.forventet_tilsagn, projekt.tilsagn_dato),
        ("Igangsætning (Skema B)", projekt.forventet_skema_b, projekt.skema_b_dato),
        ("Ibrugtagning", projekt.forventet_ibrugtagning, taken),
        ("Skæringsdag", None, projekt.skaeringsdag),
        ("Regnskab godkendt (Skema C)", None, projekt.skema_c_dato),
    ]

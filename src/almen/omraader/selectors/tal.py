"""Figures of areas as they stand today, references, published classes, and all of it as the rules take it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from almen.grundlag.selectors import current_parametre
from almen.omraader.indikatorer import LANDSGENNEMSNIT, load_katalog
from almen.omraader.models import Listeudpegning, Noegletal, Omraade, Omraadestand
from almen.organisationer.selectors import current_profil
from almen.regler.omraadeklasse import Omraadetal, day_of_list, find_regelsaet, first_day
from almen.regler.samling import Parametre

PROCENTER = ("ikkevestlige_pct", "uden_for_arbejdsmarked_pct", "doemte_pct", "grundskole_pct", "indkomst_pct")


def own_kommune() -> str:
    """The system's own municipality, as the state's lists call it."""
    return current_profil().kort_navn


def tal_of(omraade: Omraade) -> dict[dt.date, dict[str, Noegletal]]:
    """The figures that count, by the list's day (the latest first) and indicator. One query."""
    rows = Noegletal.objects.gaeldende().filter(omraade=omraade).order_by("-liste", "id")
    found: dict[dt.date, dict[str, Noegletal]] = {}
    for row in rows:
        found.setdefault(row.liste, {})[row.indikator] = row
    return found


def references_on(liste: dt.date, region: str = "") -> dict[str, Noegletal]:
    """The references of a list by indicator: the country's, and with `region` that region's too. One query."""
    rows = Noegletal.objects.gaeldende().filter(omraade=None, liste=liste, region__in={"", region})
    return {row.indikator: row for row in rows.order_by("region")}


def national_means(lister: Iterable[dt.date] | None = None) -> dict[dt.date, Decimal]:
    """The national mean of convicted by the list's day, as printed; of these lists or all. One query."""
    rows = Noegletal.objects.gaeldende().filter(
        omraade=None, region="", indikator=LANDSGENNEMSNIT, vaerdi__isnull=False
    )
    if lister is not None:
        rows = rows.filter(liste__in=set(lister))
    return {row.liste: tal for row in rows if (tal := row.tal) is not None}


def published_of(omraade: Omraade) -> dict[dt.date, Listeudpegning]:
    """What the state's lists say of the area, by the list's day, the latest first. One query."""
    rows = Listeudpegning.objects.gaeldende().filter(omraade=omraade).order_by("-liste")
    return {row.liste: row for row in rows}


def omraadetal_of(omraade: Omraade, liste: dt.date) -> Omraadetal:
    """The figures of a list as the rules take them; what nobody knows is None. Two queries.

    Lists in a row are the source's own number, else those that the area's stand counts.
    """
    rows = Noegletal.objects.gaeldende().filter(omraade=omraade, liste=liste)
    tal: dict[str, Decimal | None] = {row.indikator: row.tal for row in rows}
    tal[LANDSGENNEMSNIT] = national_means([liste]).get(liste)
    stand = Omraadestand.objects.filter(omraade=omraade, liste=liste).first()
    return as_omraadetal(liste, tal, stand.aar_i_traek if stand else None)


def omraadetal_of_stand(stand: Omraadestand) -> Omraadetal:
    """As `omraadetal_of`, from what the stand holds. No query."""
    tal = {key: None if value is None else Decimal(value) for key, value in stand.tal.items()}
    return as_omraadetal(stand.liste, tal, stand.aar_i_traek)


def as_omraadetal(
    liste: dt.date, tal: Mapping[str, Decimal | None], aar_i_traek: int | None = None
) -> Omraadetal:
    """Figures by indicator as the rules take them; others than the statutory ones are left out."""
    beboere, own = tal.get("beboere"), tal.get("aar_i_traek")
    return Omraadetal(
        liste=liste,
        beboere=None if beboere is None else int(beboere),
        landsgennemsnit_doemte_pct=tal.get(LANDSGENNEMSNIT),
        aar_i_traek=aar_i_traek if own is None else int(own),
        **{navn: tal.get(navn) for navn in PROCENTER},
    )


def history_of(noegletal: Noegletal) -> list[Noegletal]:
    """Every reading of the same figure, the newest first, with who registered it. One query."""
    rows = Noegletal.objects.filter(
        omraade=noegletal.omraade_id,
        region=noegletal.region,
        liste=noegletal.liste,
        indikator=noegletal.indikator,
    )
    return list(rows.select_related("registreret_af", "omraade").order_by("-pk"))


def published_history(omraade: Omraade, liste: dt.date) -> list[Listeudpegning]:
    """Every reading of what a list says of the area, the newest first. One query."""
    rows = Listeudpegning.objects.filter(omraade=omraade, liste=liste)
    return list(rows.select_related("registreret_af", "omraade").order_by("-pk"))


def list_days(parametre: Parametre, til: dt.date) -> list[dt.date]:
    """The day of every list until `til`, extra ones too, the latest first."""
    yearly = [day_of_list(aar, parametre) for aar in range(first_day(parametre).year, til.year + 1)]
    extra = [item.dag for item in load_katalog().ekstra_lister]
    return sorted((day for day in (*yearly, *extra) if day <= til), reverse=True)


def coming_list(today: dt.date, parametre: Parametre) -> dt.date:
    """The day of the first list that has not come yet; today's own counts as coming."""
    this = day_of_list(today.year, parametre)
    return this if today <= this else day_of_list(today.year + 1, parametre)


def is_list_day(dag: dt.date, parametre: Parametre) -> bool:
    """True if a list of the state has this day: the yearly one, or an extra one that is known."""
    if dag in {item.dag for item in load_katalog().ekstra_lister}:
        return True
    return dag >= first_day(parametre) and dag == day_of_list(dag.year, parametre)


def klasser_on(dag: dt.date, parametre: Parametre | None = None) -> list[str]:
    """The classes that the law of a list's day has (`klasser.klasse_navn` gives its names for them)."""
    regelsaet = find_regelsaet(dag, parametre or current_parametre())
    return list(dict.fromkeys(g.klasse.id for g in regelsaet.klasser))

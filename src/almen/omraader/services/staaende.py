"""What the lines of a file of area figures say, held against what stands: a fixed number of queries for any number of lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from almen.grundlag.models import printed
from almen.grundlag.services.aflaesning import is_same_source
from almen.omraader.indikatorer import indikator_navn
from almen.omraader.models import Listeudpegning, Noegletal, Omraade
from almen.omraader.navne import fold_navn
from almen.omraader.talfil import Tallinje, in_order

Sted = tuple[str, str]
# Area (None: a reference), region, list, indicator ("" the published classes).
Noegle = tuple[int | None, str, dt.date, str]


@dataclass(frozen=True, slots=True)
class Oplysning:
    """One thing that a line says: a figure as text, or the published classes as text. None: the source does not know."""

    noegle: Noegle
    siger: str | None

    @property
    def navn(self) -> str:
        """What it is about, in words."""
        return indikator_navn(self.noegle[3]).lower() if self.noegle[3] else "den offentliggjorte klasse"


@dataclass(frozen=True, slots=True)
class Staaende:
    """The last reading of something, as far as the import asks: what it says, and whether it is a withdrawal."""

    pk: int
    siger: str | None
    kilde: str
    kilde_adresse: str
    sikkerhed: str
    tilbagekaldt: bool

    def says(self, siger: str | None, linje: Tallinje) -> bool:
        """True if the line brings nothing new."""
        same_source = is_same_source(self, linje.kilde, linje.kilde_adresse)
        return same_source and self.siger == siger and self.sikkerhed == linje.sikkerhed


def areas_of(linjer: Iterable[Tallinje]) -> dict[Sted, Omraade]:
    """The areas of the municipalities that the lines name. One query."""
    asked = Q()
    for kommune in {linje.kommune for linje in linjer if linje.navn}:
        asked |= Q(kommune__iexact=kommune)
    if not asked:
        return {}
    rows = Omraade.objects.filter(asked).only("pk", "navn", "kommune", "region")
    return {(row.kommune.casefold(), fold_navn(row.navn)): row for row in rows}


def items_of(linje: Tallinje, omraade: Omraade | None) -> list[Oplysning]:
    """What the line says, one by one. A new area has no key yet, and so nothing stands of it."""
    pk = omraade.pk if omraade else 0
    # In the catalogue's order: a database that keeps JSON may give a line's figures back in another than they had.
    items = [Oplysning((pk, "", linje.liste, id_), linje.tal[id_]) for id_ in in_order(linje.tal)]
    items += [
        Oplysning((None, region, linje.liste, id_), tekst) for id_, region, tekst in linje.reference_keys()
    ]
    if linje.klasser is not None:
        items.append(Oplysning((pk, "", linje.liste, ""), "|".join(linje.klasser)))
    return items


def latest_of(linjer: Sequence[Tallinje], known: Mapping[Sted, Omraade]) -> dict[Noegle, Staaende]:
    """The last reading of each thing that the lines may be about, withdrawals too. Three queries."""
    lister = {linje.liste for linje in linjer}
    areas = {known[linje.sted].pk for linje in linjer if linje.navn and linje.sted in known}
    said = ("kilde", "kilde_adresse", "sikkerhed", "tilbagekaldt")
    found: dict[Noegle, Staaende] = {}
    figures = Noegletal.objects.filter(erstattet_af__isnull=True, liste__in=lister).order_by()
    about = ("omraade_id", "region", "liste", "indikator", "pk", "vaerdi", "decimaler")
    for rows in (figures.filter(omraade__in=areas), figures.filter(omraade=None)):
        for *key, pk, vaerdi, decimaler, kilde, adresse, sikkerhed, withdrawn in rows.values_list(
            *about, *said
        ):
            siger = None if vaerdi is None else str(printed(vaerdi, decimaler))
            found[tuple(key)] = Staaende(pk, siger, kilde, adresse, sikkerhed, withdrawn)  # type: ignore[index]
    lists = Listeudpegning.objects.filter(
        erstattet_af__isnull=True, liste__in=lister, omraade__in=areas
    ).order_by()
    for omraade, liste, pk, klasser, *rest in lists.values_list(
        "omraade_id", "liste", "pk", "klasser", *said
    ):
        found[omraade, "", liste, ""] = Staaende(pk, "|".join(klasser), *rest)
    return found


def effect_of(linje: Tallinje, found: Sequence[tuple[Oplysning, Staaende | None]], *, new_area: bool) -> str:
    """What saving the line would do: `aendret` if something that stands is replaced, `ny`, or `uaendret`."""
    news = [
        before
        for item, before in found
        if before is None or before.tilbagekaldt or not before.says(item.siger, linje)
    ]
    if any(before is not None and not before.tilbagekaldt for before in news):
        return "aendret"
    return "ny" if news or new_area else "uaendret"

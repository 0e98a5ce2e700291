"""What the lines of a file of key figures say, held against what stands: a fixed number of queries for any number of lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from almen.grundlag.models import printed
from almen.grundlag.services.aflaesning import is_same_source
from almen.organisationer.models import Afdeling, Boligorganisation
from almen.tilsyn.indikatorer import load_indikatorer
from almen.tilsyn.models import Tilsynstal
from almen.tilsyn.talfil import Tallinje

# Organisation and afdeling (None: the organisation's own) by key.
Sted = tuple[int, int | None]
# Organisation, afdeling, financial year, key figure.
Noegle = tuple[int, int | None, int, str]


@dataclass(frozen=True, slots=True)
class Staaende:
    """The last reading of a figure, as far as the import asks: what it says, and whether it is a withdrawal."""

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


@dataclass(frozen=True, slots=True)
class Steder:
    """The registered places that some lines name."""

    organisationer: Mapping[str, int]
    afdelinger: Mapping[tuple[str, str], Sted]

    def find(self, linje: Tallinje) -> Sted | None:
        """The line's place; None if it is not registered."""
        if linje.afdeling:
            return self.afdelinger.get(linje.sted)
        found = self.organisationer.get(linje.lbf)
        return None if found is None else (found, None)


def places_of(linjer: Iterable[Tallinje]) -> Steder:
    """The organisations that the lines name, and the afdelinger among theirs. Two queries."""
    wanted = {linje.sted for linje in linjer}
    organisations = dict(
        Boligorganisation.objects.filter(lbf_nummer__in={lbf for lbf, _ in wanted}).values_list(
            "lbf_nummer", "pk"
        )
    )
    rows = Afdeling.objects.filter(
        boligorganisation__in=organisations.values(), nummer__in={nummer for _, nummer in wanted if nummer}
    )
    values = rows.order_by().values_list("boligorganisation__lbf_nummer", "nummer", "boligorganisation", "pk")
    return Steder(organisations, {(lbf, nummer): (parent, pk) for lbf, nummer, parent, pk in values})


def items_of(linje: Tallinje, sted: Sted) -> list[tuple[Noegle, str | None]]:
    """What the line says, one by one: what it is about, and the figure as text (None: the source does not know)."""
    # In the catalogue's order: a database that keeps JSON may give a line's figures back in another than they had.
    ids = (id_ for id_ in load_indikatorer() if id_ in linje.tal)
    return [((*sted, linje.aar, id_), linje.tal[id_]) for id_ in ids]


def latest_of(linjer: Iterable[tuple[Tallinje, Sted]]) -> dict[Noegle, Staaende]:
    """The last reading of each figure that the lines may be about, withdrawals too. One query."""
    years: set[int] = set()
    own: set[int] = set()
    afdelinger: set[int] = set()
    for linje, (organisation, afdeling) in linjer:
        years.add(linje.aar)
        if afdeling is None:
            own.add(organisation)
        else:
            afdelinger.add(afdeling)
    place = Q(afdeling__in=afdelinger)
    if own:
        place |= Q(afdeling=None, boligorganisation__in=own)
    rows = Tilsynstal.objects.filter(place, erstattet_af__isnull=True, aar__in=years).order_by()
    about = ("boligorganisation_id", "afdeling_id", "aar", "indikator", "pk", "vaerdi", "decimaler")
    said = ("kilde", "kilde_adresse", "sikkerhed", "tilbagekaldt")
    found: dict[Noegle, Staaende] = {}
    for organisation, afdeling, aar, indikator, pk, vaerdi, decimaler, *rest in rows.values_list(
        *about, *said
    ):
        siger = None if vaerdi is None else str(printed(vaerdi, decimaler))
        found[organisation, afdeling, aar, indikator] = Staaende(pk, siger, *rest)
    return found


def effect_of(linje: Tallinje, found: Sequence[tuple[str | None, Staaende | None]]) -> str:
    """What saving the line would do: `aendret` if something that stands is replaced, `ny`, or `uaendret`."""
    news = [
        before
        for siger, before in found
        if before is None or before.tilbagekaldt or not before.says(siger, linje)
    ]
    if any(before is not None and not before.tilbagekaldt for before in news):
        return "aendret"
    return "ny" if news else "uaendret"

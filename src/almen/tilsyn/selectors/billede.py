"""What the risk rules are asked of: every organisation and afdeling of a financial year with its figures and those of its like.

A year is computed whole, for every figure moves what its group is compared with. The number of queries is fixed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Max, Q, Sum

from almen.grundlag.models import printed
from almen.organisationer.models import Afdeling, Boligorganisation
from almen.regler.samling import Parametre
from almen.sager.models import UDEN_RESULTAT, Fortrolighed
from almen.tilsyn.grupper import Graenser as Gruppegraenser
from almen.tilsyn.grupper import Gruppe, Traek, group_of
from almen.tilsyn.indikatorer import load_indikatorer
from almen.tilsyn.kritisk import critical_values, day_of
from almen.tilsyn.models import Ledighed, Revisionsbemaerkning, Tilsynsbillede, Tilsynstal
from almen.tilsyn.risiko import (
    Bemaerkning,
    Emne,
    Graenser,
    Laest,
    Ledige,
    Sammenligning,
    count_flag,
    find_flag,
)
from almen.tilsyn.risikoregler import load_regler, print_of
from almen.tilsyn.selectors.grupper import traek_of
from almen.tilsyn.selectors.revision import ALVORLIGE
from almen.tilsyn.stilling import is_active
from almen.tilsyn.udvikling import GRAENSE_ID, MINDST_ID, describe

# Raised when the program computes pictures otherwise than it did.
UDGAVE = "1"
AAR_I_TRAEK, UDVIKLING_PCT = "tilsyn.udvikling.aar_i_traek", "tilsyn.udvikling.mindst_pct"
MANGLER_PCT = "tilsyn.mangler.andel_pct"
# The earlier figures that are read; no rule may look further back.
HOEJST_AAR_TILBAGE = 6
ALLE_ORGANISATIONER = "Alle boligorganisationer"
# (organisation, afdeling or None)
Noegle = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Tal:
    """A figure that counts: its value as printed, and the key of its reading."""

    vaerdi: Decimal | None
    noegle: int


@dataclass(frozen=True)
class Verden:
    """What pictures of all years are made from, besides the figures. Seven queries, the parameters' own not counted."""

    organisationer: Mapping[int, tuple[object, object]]
    afdelinger: Mapping[int, int]
    traek: Mapping[int, Traek]
    bemaerkninger: Mapping[Noegle, tuple[Bemaerkning, ...]]
    ledige: Mapping[int, Mapping[int, Ledige]]
    aftryk: Mapping[int, str]
    parametre: Parametre
    regler: str = field(default="")

    @property
    def aar(self) -> list[int]:
        """The years that have anything to tell, the earliest first."""
        remarked = {item.aar for rows in self.bemaerkninger.values() for item in rows}
        return sorted({*self.aftryk, *remarked, *self.ledige})


def load_verden(parametre: Parametre) -> Verden:
    """Everything but the figures."""
    remarks: dict[Noegle, list[Bemaerkning]] = defaultdict(list)
    rows = Revisionsbemaerkning.objects.filter(afsluttet__isnull=True, art__in=ALVORLIGE).order_by("pk")
    for pk, organisation, afdeling, art, aar in rows.values_list(
        "pk", "boligorganisation", "afdeling", "art", "regnskabsaar"
    ):
        remarks[organisation, afdeling].append(Bemaerkning(pk, art, aar))
    vacant: dict[int, dict[int, Ledige]] = defaultdict(dict)
    # Everybody who reads supervision sees the pictures, so what only some may see is not in them.
    open_counts = Ledighed.objects.exclude(
        Q(opgoerelse__sag__fortrolighed=Fortrolighed.FORTROLIG)
        | Q(opgoerelse__sag__overblik__afslutning__in=UDEN_RESULTAT)
    )
    counts = open_counts.order_by().values_list("opgoerelse__aar", "afdeling")
    for aar, afdeling, ledige, boliger in counts.annotate(Sum("ledige"), Sum("boliger")):
        vacant[aar][afdeling] = Ledige(ledige, boliger)
    prints = Tilsynstal.objects.order_by().values_list("aar").annotate(Count("pk"), Max("pk"))
    organisations = Boligorganisation.objects.order_by("pk").values_list("pk", "aktiv_fra", "aktiv_til")
    return Verden(
        organisationer={pk: (fra, til) for pk, fra, til in organisations},
        afdelinger=dict(Afdeling.objects.order_by("pk").values_list("pk", "boligorganisation")),
        traek=traek_of(),
        bemaerkninger={key: tuple(items) for key, items in remarks.items()},
        ledige=vacant,
        aftryk={aar: f"{antal}.{sidste}" for aar, antal, sidste in prints},
        parametre=parametre,
        regler=rules_print(parametre),
    )


def rules_print(parametre: Parametre) -> str:
    """A fingerprint of the rules, the limits, the catalogue of figures, and the way in which the program computes."""
    limits = [repr((p.id, p.raekker)) for p in parametre if p.id.startswith("tilsyn.")]
    return print_of(load_regler(), [UDGAVE, *limits, *(repr(item) for item in load_indikatorer().values())])


def print_of_year(aar: int, verden: Verden) -> str:
    """A fingerprint of everything a year's pictures follow from; readings are only added, so their last key tells of all."""
    remarks = sorted(
        (str(key), str([item for item in rows if item.aar <= aar]))
        for key, rows in verden.bemaerkninger.items()
    )
    parts = (
        verden.regler,
        repr([(year, verden.aftryk.get(year)) for year in range(aar - HOEJST_AAR_TILBAGE, aar + 1)]),
        repr(sorted((pk, repr(item)) for pk, item in verden.traek.items())),
        repr(sorted(verden.afdelinger.items())),
        repr(sorted(verden.organisationer.items())),
        repr([row for row in remarks if row[1] != "[]"]),
        repr(sorted((pk, repr(item)) for pk, item in verden.ledige.get(aar, {}).items())),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def graenser_of(aar: int, parametre: Parametre) -> Graenser:
    """The limits of a financial year, None where one is not set."""

    def number(id_: str) -> Decimal | None:
        found = parametre.find(id_, day_of(aar)) if id_ in parametre else None
        value = found.raekke.vaerdi if found else None
        return Decimal(value) if isinstance(value, int | Decimal) else None

    smallest, years = number(MINDST_ID), number(AAR_I_TRAEK)
    return Graenser(
        kritiske=critical_values(load_indikatorer(), aar, parametre),
        afvigelse=number(GRAENSE_ID),
        gruppe_mindst=None if smallest is None else int(smallest),
        aar_i_traek=None if years is None else min(int(years), HOEJST_AAR_TILBAGE),
        udvikling_pct=number(UDVIKLING_PCT),
        mangler_pct=number(MANGLER_PCT),
    )


def compute_billeder(aar: int, verden: Verden) -> Iterator[Tilsynsbillede]:
    """The pictures of one year as they should be, not saved. One query."""
    figures, earlier = _figures(aar)
    members = _subjects(aar, verden, figures)
    grupper = _groups(aar, verden)
    comparisons = _compare(members, figures, grupper)
    indikatorer, regler = load_indikatorer(), load_regler()
    graenser = graenser_of(aar, verden.parametre)
    fingeraftryk = print_of_year(aar, verden)
    homes = _homes(verden)
    vacant = verden.ledige.get(aar, {})
    for key in members:
        organisation, afdeling = key
        own = figures.get(key, {})
        emne = Emne(
            niveau="organisation" if afdeling is None else "afdeling",
            aar=aar,
            tal={id_: Laest(item.vaerdi, item.noegle) for id_, item in own.items()},
            andre=comparisons[_kind(key, grupper)],
            foer=earlier.get(key, {}),
            bemaerkninger=verden.bemaerkninger.get(key, ()),
            ledige=None if afdeling is None else vacant.get(afdeling),
        )
        flag = find_flag(emne, regler, indikatorer, graenser)
        alvorlige, opmaerksomme = count_flag(flag)
        yield Tilsynsbillede(
            boligorganisation_id=organisation,
            afdeling_id=afdeling,
            aar=aar,
            boliger=homes.get(key),
            gruppe=grupper[afdeling].id if afdeling in grupper else "",
            tal={id_: None if own[id_].vaerdi is None else str(own[id_].vaerdi) for id_ in sorted(own)},
            flag=[item.as_json() for item in flag],
            alvorlige=alvorlige,
            opmaerksomme=opmaerksomme,
            fingeraftryk=fingeraftryk,
        )


def _figures(
    aar: int,
) -> tuple[dict[Noegle, dict[str, Tal]], dict[Noegle, dict[str, dict[int, Decimal]]]]:
    """The figures of the year, and the known ones of the years before it."""
    now: dict[Noegle, dict[str, Tal]] = defaultdict(dict)
    before: dict[Noegle, dict[str, dict[int, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    rows = Tilsynstal.objects.gaeldende().filter(aar__range=(aar - HOEJST_AAR_TILBAGE, aar)).order_by()
    names = ("boligorganisation", "afdeling", "aar", "indikator", "vaerdi", "decimaler", "pk")
    for organisation, afdeling, year, indikator, vaerdi, decimaler, pk in rows.values_list(*names).iterator(
        chunk_size=5000
    ):
        value = None if vaerdi is None else printed(vaerdi, decimaler)
        if year == aar:
            now[organisation, afdeling][indikator] = Tal(value, pk)
        elif value is not None:
            before[organisation, afdeling][indikator][year] = value
    return now, before


def _subjects(aar: int, verden: Verden, figures: Collection[Noegle]) -> list[Noegle]:
    """Who has a picture: organisations active when the year ended, afdelinger in use by then, and whoever has figures or remarks."""
    day = day_of(aar)
    found: set[Noegle] = set(figures)
    found |= {key for key, rows in verden.bemaerkninger.items() if any(item.aar <= aar for item in rows)}
    active = {pk for pk, (fra, til) in verden.organisationer.items() if is_active(fra, til, day)}  # type: ignore[arg-type]
    found |= {(pk, None) for pk in active}
    for pk, organisation in verden.afdelinger.items():
        begun = verden.traek[pk].ibrugtaget if pk in verden.traek else None
        if organisation in active and (begun is None or begun <= day):
            found.add((organisation, pk))
    return sorted(found, key=lambda key: (key[0], key[1] or 0))


def _groups(aar: int, verden: Verden) -> dict[int, Gruppe]:
    """The group of each afdeling that can be compared, by the bounds of the year."""
    bounds = Gruppegraenser.of_year(aar, verden.parametre)
    found = {pk: group_of(item, bounds) for pk, item in verden.traek.items()}
    return {pk: item for pk, item in found.items() if isinstance(item, Gruppe)}


def _kind(key: Noegle, grupper: Mapping[int, Gruppe]) -> str:
    """Whom a subject is compared with: its group, all organisations, or (an afdeling without a group) nobody's figures."""
    if key[1] is None:
        return "organisation"
    return grupper[key[1]].id if key[1] in grupper else ""


def _compare(
    members: Collection[Noegle], figures: Mapping[Noegle, Mapping[str, Tal]], grupper: Mapping[int, Gruppe]
) -> dict[str, Sammenligning]:
    """Each group's figures described. An afdeling without a group is held against all afdelinger only for what is missing."""
    sizes: dict[str, int] = defaultdict(int)
    values: dict[str, dict[str, list[Decimal]]] = defaultdict(lambda: defaultdict(list))
    afdelinger: dict[str, int] = defaultdict(int)
    for key in members:
        kind = _kind(key, grupper)
        sizes[kind] += 1
        for id_, item in figures.get(key, {}).items():
            if item.vaerdi is not None:
                values[kind][id_].append(item.vaerdi)
                if key[1] is not None:
                    afdelinger[id_] += 1
    names = {item.id: item.navn for item in grupper.values()} | {"organisation": ALLE_ORGANISATIONER}
    found = {}
    for kind, size in sizes.items():
        described = {id_: group for id_, rows in values[kind].items() if (group := describe(rows))}
        have = {id_: len(rows) for id_, rows in values[kind].items()}
        found[kind] = Sammenligning(names.get(kind, ""), size, described, have)
    if "" in found:
        found[""] = Sammenligning("", sum(sizes.values()) - sizes["organisation"], {}, dict(afdelinger))
    return found


def _homes(verden: Verden) -> dict[Noegle, int]:
    """Dwellings as counted last: of each afdeling, and of each organisation together."""
    found: dict[Noegle, int] = {}
    for pk, organisation in verden.afdelinger.items():
        traek = verden.traek.get(pk)
        if traek is not None and traek.boliger:
            found[organisation, pk] = traek.boliger
            found[organisation, None] = found.get((organisation, None), 0) + traek.boliger
    return found


def stale_years(verden: Verden) -> dict[int, str]:
    """The years whose pictures were computed from something else, with the fingerprint they should have. One query."""
    stored: dict[int, set[str]] = defaultdict(set)
    for aar, fingeraftryk in Tilsynsbillede.objects.order_by().values_list("aar", "fingeraftryk").distinct():
        stored[aar].add(fingeraftryk)
    should = {aar: print_of_year(aar, verden) for aar in verden.aar}
    return {aar: value for aar, value in should.items() if stored.get(aar) != {value}} | {
        aar: "" for aar in stored if aar not in should
    }

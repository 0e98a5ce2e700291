"""What the page of one afdeling's or organisation's key figures shows: year by year, with limits and the figures of like ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from almen.organisationer.models import Afdeling, Boligorganisation
from almen.regler.samling import Parametre
from almen.tilsyn.grupper import Gruppe, Ukendt
from almen.tilsyn.indikatorer import Indikator, Niveau, indikatorer_of
from almen.tilsyn.kritisk import Kritisk, critical_value
from almen.tilsyn.models import Tilsynstal
from almen.tilsyn.selectors.grupper import Gruppesvar, Talnoegle, figures_of, groups_of, members_of
from almen.tilsyn.selectors.noegletal import tal_of
from almen.tilsyn.udvikling import (
    Afvigelse,
    Gruppetal,
    Udvikling,
    afvigelse_fra,
    afvigelsesgraense,
    find_udvikling,
    mindst_i_gruppe,
)

VISTE_AAR = 10


@dataclass(frozen=True, slots=True)
class Celle:
    """A key figure in one year. `tal` None: nobody has entered it. `gruppe` None: nothing to compare with."""

    aar: int
    indikator: Indikator
    tal: Tilsynstal | None
    kritisk: Kritisk | None
    gruppe: Gruppetal | None
    afvigelse: Afvigelse | None

    @property
    def vaerdi(self) -> Decimal | None:
        """The figure; None also where the source does not know it."""
        return self.tal.vaerdi if self.tal else None

    @property
    def tekst(self) -> str:
        """The figure without its unit; what is missing is said to be."""
        if self.tal is None:
            return "–"
        return "Ikke oplyst" if self.tal.vaerdi is None else self.indikator.vis_tal(self.tal.vaerdi)

    @property
    def kvartiler(self) -> tuple[str, str, str]:
        """The group's lower quartile, median and upper quartile as the figure is written; dashes where it has none."""
        if self.gruppe is None:
            return ("–", "–", "–")
        nedre, midt, oevre = map(
            self.indikator.vis_tal, (self.gruppe.nedre, self.gruppe.median, self.gruppe.oevre)
        )
        return nedre, midt, oevre

    @property
    def median_tekst(self) -> str:
        """The group's median as the figure is written."""
        return self.kvartiler[1]

    @property
    def er_kritisk(self) -> bool:
        """True if the figure is beyond the limit of its year."""
        return self.kritisk is not None and self.kritisk.is_hit_by(self.vaerdi)


@dataclass(frozen=True, slots=True)
class Talraekke:
    """A key figure over the years shown, with the trend over all that are known."""

    indikator: Indikator
    celler: tuple[Celle, ...]
    udvikling: Udvikling | None

    @property
    def seneste(self) -> Celle:
        """The last year shown."""
        return self.celler[-1]

    @property
    def kan_tegnes(self) -> bool:
        """True with two figures to draw a line between."""
        drawn = [celle for celle in self.celler if celle.vaerdi is not None]
        return len(drawn) > 1 and self.indikator.enhed != "ja_nej"


@dataclass(frozen=True, slots=True)
class Talside:
    """All of it: the years, a row for each key figure that may be known, the group, and how many are in it."""

    aarene: tuple[int, ...]
    raekker: tuple[Talraekke, ...]
    gruppe: Gruppesvar | None
    i_gruppen: int
    mindst: int

    @property
    def sammenlignes(self) -> bool:
        """True if the group is known and large enough."""
        return isinstance(self.gruppe, Gruppe) and self.i_gruppen >= self.mindst

    @property
    def mangler(self) -> str:
        """Why nothing is compared; "" if something is, or the figures are an organisation's."""
        if isinstance(self.gruppe, Ukendt):
            return self.gruppe.tekst
        if self.gruppe is not None and not self.sammenlignes:
            return f"Gruppen har kun {self.i_gruppen}; der sammenlignes først fra {self.mindst} afdelinger."
        return ""

    @property
    def demo(self) -> bool:
        """True if any of the figures is invented."""
        return any(celle.tal.demo for row in self.raekker for celle in row.celler if celle.tal)

    @property
    def har_tal(self) -> bool:
        """True if anything is known."""
        return any(celle.tal for row in self.raekker for celle in row.celler)


def talside_of(sted: Afdeling | Boligorganisation, parametre: Parametre, i_aar: int) -> Talside:
    """The page's content. One query for an organisation, four for an afdeling. `i_aar` is this year."""
    tal = tal_of(sted)
    years = tuple(sorted(tal)[-VISTE_AAR:])
    niveau: Niveau = "afdeling" if isinstance(sted, Afdeling) else "organisation"
    latest = years[-1] if years else i_aar
    gruppe: Gruppesvar | None = None
    members: list[int] = []
    group: Mapping[Talnoegle, Gruppetal] = {}
    if isinstance(sted, Afdeling):
        grupper = groups_of(latest, parametre)
        gruppe = grupper[sted.pk]
        members = members_of(gruppe, grupper) if isinstance(gruppe, Gruppe) else []
        if len(members) >= mindst_i_gruppe(parametre, latest):
            group = figures_of(members, min(years, default=latest))
    rows = tuple(_row(item, tal, years, group, parametre) for item in indikatorer_of(niveau)) if years else ()
    return Talside(years, rows, gruppe, len(members), mindst_i_gruppe(parametre, latest))


def _row(
    indikator: Indikator,
    tal: Mapping[int, Mapping[str, Tilsynstal]],
    years: Sequence[int],
    group: Mapping[Talnoegle, Gruppetal],
    parametre: Parametre,
) -> Talraekke:
    cells = tuple(
        _cell(indikator, aar, tal.get(aar, {}).get(indikator.id), group.get((aar, indikator.id)), parametre)
        for aar in years
    )
    serie = {aar: items[indikator.id].vaerdi for aar, items in tal.items() if indikator.id in items}
    return Talraekke(indikator, cells, find_udvikling(serie) if indikator.enhed != "ja_nej" else None)


def _cell(
    indikator: Indikator, aar: int, tal: Tilsynstal | None, gruppe: Gruppetal | None, parametre: Parametre
) -> Celle:
    if not indikator.sammenlignes or (gruppe and gruppe.antal < mindst_i_gruppe(parametre, aar)):
        gruppe = None
    kritisk = critical_value(indikator, aar, parametre)
    vaerdi = tal.vaerdi if tal else None
    away = (
        afvigelse_fra(vaerdi, gruppe, afvigelsesgraense(parametre, aar))
        if vaerdi is not None and gruppe is not None
        else None
    )
    return Celle(aar, indikator, tal, kritisk, gruppe, away)


def afdelinger_in(
    organisation: Boligorganisation, aar: int, parametre: Parametre
) -> list[tuple[Afdeling, list[Celle]]]:
    """Every afdeling of an organisation with its figures of one year against their limits. Two queries."""
    rows = Tilsynstal.objects.gaeldende().filter(
        boligorganisation=organisation, aar=aar, afdeling__isnull=False
    )
    found: dict[int, dict[str, Tilsynstal]] = {}
    for row in rows.order_by():
        found.setdefault(row.afdeling_id, {})[row.indikator] = row
    indikatorer = indikatorer_of("afdeling")
    return [
        (
            afdeling,
            [
                _cell(item, aar, found.get(afdeling.pk, {}).get(item.id), None, parametre)
                for item in indikatorer
            ],
        )
        for afdeling in Afdeling.objects.filter(boligorganisation=organisation).order_by("nummer")
    ]

"""A renovation with all versions of its figures, read once per case object; and the lists of renovations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from almen.byggeri.models import Bogstav, Renovering, Renoveringsskema
from almen.byggeri.selectors.sagsside import difference
from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Afdeling, Bruger
from almen.regler.renovering import (
    Femtedel,
    Lejestigning,
    Renoveringstal,
    compute_femtedel,
    compute_lejestigning,
)
from almen.regler.samling import Parametre
from almen.sager import adgang
from almen.sager.models import Sag

_CACHE = "_byggeri_renovering"
OERE = Decimal("0.01")  # as the database keeps rents
LETTERS = tuple(Bogstav.values)
ARBEJDER = (
    ("stoettede_arbejder", "Støttede arbejder"),
    ("ustoettede_arbejder", "Ustøttede arbejder"),
    ("forbedringer", "Forbedringer"),
)
PENGE = (
    ("stoettet_laan", "Støttet lån"),
    ("ustoettet_laan", "Ustøttet lån"),
    ("tilskud", "Tilskud og trækningsret"),
    ("egne_midler", "Egne midler"),
)


def tal_of(skema: Renoveringsskema) -> Renoveringstal:
    """A version's figures as the rules take them."""
    return Renoveringstal(**{navn: getattr(skema, navn) for navn, _ in (*ARBEJDER, *PENGE)})


@dataclass
class Renoveringsdata:
    """A renovation and every version of its figures, oldest first within a letter."""

    renovering: Renovering
    skemaer: list[Renoveringsskema]

    @cached_property
    def afdelinger(self) -> list[Afdeling]:
        """The afdelinger that it concerns."""
        return list(self.renovering.afdelinger.all())

    @cached_property
    def parametre(self) -> Parametre:
        """The parameters with the municipality's own rows, asked for once in an act."""
        return current_parametre()

    def latest(self, bogstav: str) -> Renoveringsskema | None:
        """The newest version of Skema A, B or C; None if there is none."""
        return next((item for item in reversed(self.skemaer) if item.bogstav == bogstav), None)

    def fixed(self, bogstav: str) -> Renoveringsskema | None:
        """The version that a decision has fixed."""
        return next(
            (item for item in self.skemaer if item.bogstav == bogstav and item.laast_af_beslutning), None
        )

    @property
    def current(self) -> Renoveringsskema | None:
        """The newest figures there are: of Skema C, else B, else A; None before any figures."""
        found = (self.latest(letter) for letter in reversed(LETTERS))
        return next((item for item in found if item is not None), None)

    @property
    def shown(self) -> list[Renoveringsskema]:
        """One version of each Skema: the fixed one, else the newest."""
        found = (self.fixed(letter) or self.latest(letter) for letter in LETTERS)
        return [item for item in found if item is not None]

    def closed(self, bogstav: str) -> str:
        """Why no version of the Skema can be added now, in Danish; empty if one can."""
        index = LETTERS.index(bogstav)
        for later in LETTERS[index:]:
            fixed = self.fixed(later)
            if fixed is not None:
                return (
                    f"Skema {later} er låst af beslutning nr. {fixed.laast_af_beslutning}. Send sagen tilbage, hvis "
                    "tallene skal ændres"
                )
        if index and self.latest(LETTERS[index - 1]) is None:
            return f"Skema {LETTERS[index - 1]} skal være registreret før Skema {bogstav}"
        return ""


def renovering_of(sag: Sag) -> Renoveringsdata:
    """The case's renovation, read once and kept on the case object. Raises Renovering.DoesNotExist."""
    found: Renoveringsdata | None = sag.__dict__.get(_CACHE)
    if found is None:
        renovering = Renovering.objects.get(sag=sag)
        renovering.sag = sag
        skemaer = list(renovering.skemaer.order_by("bogstav", "version"))
        found = sag.__dict__[_CACHE] = Renoveringsdata(renovering, skemaer)
    return found


def prime_renovering(sag: Sag, renovering: Renovering, afdelinger: list[Afdeling]) -> Renoveringsdata:
    """Keeps facts that have not been saved on the case object, as `renovering_of` would read them."""
    data = sag.__dict__[_CACHE] = Renoveringsdata(renovering, [])
    data.afdelinger = afdelinger
    return data


def add_renoveringsskema(data: Renoveringsdata, bogstav: str, tal: Mapping[str, Any]) -> Renoveringsskema:
    """Adds figures to `data`, in memory only, as the next version of the Skema would be."""
    latest = data.latest(bogstav)
    kept = {
        navn: value.quantize(OERE) if isinstance(value, Decimal) else value for navn, value in tal.items()
    }
    skema = Renoveringsskema(bogstav=bogstav, version=latest.version + 1 if latest else 1, **kept)
    data.skemaer.append(skema)
    data.skemaer.sort(key=lambda item: (item.bogstav, item.version))
    return skema


def forget_renovering(sag: Sag) -> None:
    """Lets the next question read anew."""
    sag.__dict__.pop(_CACHE, None)


def visible_renoveringer(bruger: Bruger) -> QuerySet[Renovering]:
    """The renovations of the cases that `bruger` may see, with what lists show of them in the same query."""
    return Renovering.objects.filter(adgang.scope_of_sag(bruger, "sag__")).select_related(
        "sag__overblik__boligorganisation"
    )


def lejestigning_of(skema: Renoveringsskema | None) -> Lejestigning | None:
    """The rise of the rent; None where the rent before or after is not known."""
    if skema is None or skema.leje_foer_m2 is None or skema.leje_efter_m2 is None:
        return None
    return compute_lejestigning(skema.leje_foer_m2, skema.leje_efter_m2)


def femtedel_of(skema: Renoveringsskema | None, parametre: Parametre) -> Femtedel | None:
    """Who pays a capital injection; None where there is none."""
    if skema is None or not skema.kapitaltilfoersel:
        return None
    return compute_femtedel(skema.kapitaltilfoersel, parametre)


def amounts_table(data: Renoveringsdata, *, fixed: bool = False) -> Mapping[str, Any] | None:
    """Columns and rows for `<c-money-table>`: works and what pays for them, Skema by Skema. None without figures.

    With `fixed` only those that a decision has fixed.
    """
    shown = [item for item in data.shown if item.laast_af_beslutning or not fixed]
    if not shown:
        return None
    rows: list[dict[str, Any]] = []
    for fields, total, of in (
        (ARBEJDER, "Arbejder i alt", "arbejder"),
        (PENGE, "Finansiering i alt", "finansiering"),
    ):
        rows += [
            {"titel": titel, "beloeb": [getattr(item, navn) for item in shown], "sum": False}
            for navn, titel in fields
            if any(getattr(item, navn) for item in shown)
        ]
        rows.append({"titel": total, "beloeb": [getattr(tal_of(item), of) for item in shown], "sum": True})
    if any(item.kapitaltilfoersel for item in shown):
        rows.append(
            {"titel": "Kapitaltilførsel", "beloeb": [item.kapitaltilfoersel for item in shown], "sum": False}
        )
    columns = [f"Skema {item.bogstav}" for item in shown]
    if len(shown) > 1:
        columns += ["Ændring", "Ændring i pct."]
        for row in rows:
            row["beloeb"] = [*row["beloeb"], *difference(row["beloeb"][0], row["beloeb"][-1])]
    return {"columns": columns, "rows": rows}


def oekonomi(sag: Sag) -> dict[str, Any] | None:
    """What the case page shows of the money."""
    table = amounts_table(renovering_of(sag))
    return dict(table) if table else None


def offentligt(sag: Sag) -> dict[str, Any]:
    """What anybody may read of the renovation in a public case: the amounts that a decision has fixed."""
    return {"oplysninger": [], "beloeb": amounts_table(renovering_of(sag), fixed=True)}


def laan_dato(data: Renoveringsdata, dato: dt.date) -> dt.date:
    """The day that picks the rules of the loans: Landsbyggefonden's tilsagn, else the day asked about."""
    return data.renovering.lbf_tilsagn_dato or dato

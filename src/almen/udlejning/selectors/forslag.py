"""Where the yearly figures call for a proposal to adjust: areas with their reasons, and whether a proposal is running."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from almen.grundlag.selectors import current_parametre
from almen.omraader.klasser import klasse_navn
from almen.omraader.models import Klassefremskrivning, Omraade, Omraadeafdeling, Udlejningsjustering
from almen.omraader.selectors.varsel import BAD, chance_of_graver, varsel_pct, varsler
from almen.udlejning.forslagsregler import met_rules
from almen.udlejning.models import Vej
from almen.udlejning.selectors.maaling import Maaleraekke, measure
from almen.ui import formater


@dataclass(frozen=True)
class Afdelingsgrund:
    """An afdeling that has been off the agreed share, with the year's figures."""

    raekke: Maaleraekke
    grund: str
    vej: str

    @property
    def tekst(self) -> str:
        """The reason with its figures, in words."""
        found = self.raekke.domme[self.vej]
        return (
            f"{self.raekke.sted.navn} (afd. {self.raekke.sted.nummer}): {self.grund.lower()}: "
            f"{formater.decimal(found.andel)} pct. i {self.raekke.aar} "
            f"({formater.decimal(found.nedre)}–{formater.decimal(found.oevre)}), aftalt {formater.decimal(found.aftalt)}."
        )


@dataclass(frozen=True)
class Anledning:
    """An area that calls for a proposal. `omraade` None: afdelinger outside the areas, for which no proposal can be raised."""

    omraade: Omraade | None
    grunde: tuple[Afdelingsgrund, ...]
    varsel: Klassefremskrivning | None
    loebende: Udlejningsjustering | None

    @property
    def tekster(self) -> list[str]:
        """Every reason in words."""
        found = [item.tekst for item in self.grunde]
        if self.varsel is not None:
            ventet = klasse_navn(self.varsel.ventet, self.varsel.liste).lower()
            found.append(
                f"Fremskrivningen til listen {formater.dato(self.varsel.liste)}: ventet klasse {ventet}, chance for en tungere "
                f"klasse {formater.decimal(chance_of_graver(self.varsel))} pct."
            )
        return found


def years_in_a_row() -> int:
    """How many years in a row call for a proposal, by the parameter."""
    return int(str(current_parametre().vaerdi("udlejning.maaling.aar_i_traek").vaerdi))


def off_agreed(raekker: Sequence[Maaleraekke], aar: int) -> list[Afdelingsgrund]:
    """The rows of `aar` that have been off the agreed share for the years in a row. The earlier years are measured here."""
    years = years_in_a_row()
    wanted = {row.sted.pk for row in raekker if any(row.domme[vej].dom in ("over", "under") for vej in _VEJE)}
    if not wanted:
        return []
    domme: dict[tuple[int, str], dict[int, dict[str, Any]]] = defaultdict(dict)
    steder = list({row.sted.pk: row.sted for row in raekker if row.sted.pk in wanted}.values())
    earlier = [row for year in range(aar - years + 1, aar) for row in measure(year, wanted, steder=steder)]
    for row in [*earlier, *raekker]:
        domme[row.sted.pk, row.boligtype][row.aar] = {vej: found.dom for vej, found in row.domme.items()}
    return [
        Afdelingsgrund(row, regel.grund, regel.vej)
        for row in raekker
        if row.sted.pk in wanted
        for regel in met_rules(domme[row.sted.pk, row.boligtype], aar, years)
    ]


_VEJE = (Vej.FLEKSIBEL.value, Vej.ANVISNING.value)


def occasions(raekker: Sequence[Maaleraekke], aar: int) -> list[Anledning]:
    """What the rows of a year and the areas' projections call for, area by area; last the afdelinger outside the areas."""
    grunde = off_agreed(raekker, aar)
    limits = varsel_pct()
    bad = {
        row.omraade_id: row
        for row in varsler()
        if limits is not None and (row.skifte in BAD or chance_of_graver(row) >= limits[0])
    }
    by_area: dict[int, list[Afdelingsgrund]] = defaultdict(list)
    inside: set[int] = set()
    links = Omraadeafdeling.objects.filter(afdeling__in={item.raekke.sted.pk for item in grunde}, til=None)
    for afdeling, omraade in links.values_list("afdeling", "omraade"):
        inside.add(afdeling)
        by_area[omraade] += [item for item in grunde if item.raekke.sted.pk == afdeling]
    areas = Omraade.objects.filter(pk__in={*by_area, *bad}).order_by("navn")
    running = {
        item.omraade_id: item
        for item in Udlejningsjustering.objects.filter(
            omraade__in=areas, sag__overblik__afslutning=""
        ).select_related("sag")
    }
    found = [
        Anledning(area, tuple(by_area[area.pk]), bad.get(area.pk), running.get(area.pk)) for area in areas
    ]
    outside = tuple(item for item in grunde if item.raekke.sted.pk not in inside)
    return [*found, Anledning(None, outside, None, None)] if outside else found


def kept_figures(omraade: Omraade, aar: int) -> dict[str, Any]:
    """The year's letting figures of the area's afdelinger as a proposal keeps them: text, so that they stand as they were."""
    links = Omraadeafdeling.objects.filter(omraade=omraade, til=None)
    rows = measure(aar, set(links.values_list("afdeling", flat=True)))
    return {
        "aar": aar,
        "afdelinger": [
            {
                "afdeling": row.sted.pk,
                "navn": f"{row.sted.navn} (afd. {row.sted.nummer})",
                "boligtype": row.boligtype,
                "i_alt": row.i_alt,
                "veje": {
                    vej: {
                        "antal": row.antal.get(vej),
                        "andel": _text(found.andel),
                        "nedre": _text(found.nedre),
                        "oevre": _text(found.oevre),
                        "aftalt": _text(found.aftalt),
                        "dom": found.navn,
                    }
                    for vej, found in row.domme.items()
                },
            }
            for row in rows
        ],
        "grunde": [item.tekst for item in off_agreed(rows, aar)],
    }


def _text(value: Any) -> str | None:
    return None if value is None else str(value)

"""The columns of the list of areas, declared once for page and export."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from almen.omraader.indikatorer import find_indikator, indikator_navn, omraadeindikatorer
from almen.omraader.klasser import KOMBINERET, Klassenavn, vis_klasse, vis_klasser
from almen.omraader.models import Omraadestand
from almen.regler.omraadehistorie import RANGORDEN, main_klasse
from almen.ui import formater
from almen.ui.kolonner import Kolonne

UAFGJORT, UENIG, UDPEGET = "Kan ikke afgøres", "Uenige", "Udpeget"


def offentliggjort(stand: Omraadestand) -> Klassenavn | None:
    """The main class that the state's list gives, None where nothing is published."""
    if stand.offentliggjort is None:
        return None
    return vis_klasse(main_klasse(stand.offentliggjort) or "", stand.liste)


def beregnet(stand: Omraadestand) -> Klassenavn:
    """The main class that is computed; "Mindst …" or that it cannot be decided, where a graver one is undecided."""
    main = stand.beregnet_hovedklasse
    shown = vis_klasse(main, stand.liste)
    graver = RANGORDEN[: RANGORDEN.index(main)] if main in RANGORDEN else RANGORDEN
    if set(graver).isdisjoint(stand.uafgjorte):
        return shown
    return (
        Klassenavn(main, f"Mindst {shown.navn.lower()}", shown.tone)
        if main
        else Klassenavn("", UAFGJORT, "warn")
    )


def kombineret(stand: Omraadestand) -> bool | None:
    """Whether kombineret udlejning is possible: as published, else as computed; None where it cannot be decided."""
    if stand.offentliggjort is not None and KOMBINERET in stand.offentliggjort:
        return True
    return None if KOMBINERET in stand.uafgjorte else KOMBINERET in stand.klasser


def naermeste(stand: Omraadestand) -> str | None:
    """The criterion that is nearest to changing the main class, and which way."""
    if stand.naermest is None:
        return None
    found = find_indikator(stand.naermeste_kriterium)
    navn = found.kort if found else stand.naermeste_kriterium
    retning = "tungere" if stand.naermest < 0 else "lettere"
    return f"{navn}: {formater.decimal(abs(stand.naermest))} pct. fra en {retning} klasse"


def _klasser(klasser: list[str] | None, stand: Omraadestand) -> str | None:
    return None if klasser is None else "; ".join(item.navn for item in vis_klasser(klasser, stand.liste))


def _figure(indikator: str, stand: Omraadestand) -> Decimal | None:
    """The figure as printed, from the stand."""
    vaerdi = stand.tal.get(indikator)
    return None if vaerdi is None else Decimal(vaerdi)


def _figures() -> list[Kolonne]:
    """A column of the spreadsheet for each indicator but residents, which the page shows."""
    return [
        Kolonne(
            item.id,
            f"{item.navn} ({item.enhed_tekst})",
            partial(_figure, item.id),
            "decimal",
            skjult=True,
            beskrivelse=item.maalt_paa,
        )
        for item in omraadeindikatorer()
        if item.id not in ("beboere", "aar_i_traek")
    ]


def make_kolonner(*, med_kommune: bool = False) -> Sequence[Kolonne]:
    """The columns; the municipality is shown where there may be more than one."""
    return (
        Kolonne("omraade", "Område", "omraade.navn", url="omraade.get_absolute_url", sorter="omraade__navn"),
        Kolonne("kommune", "Kommune", "omraade.kommune", sorter="omraade__kommune", skjult=not med_kommune),
        Kolonne("bydel", "Bydel", "omraade.bydel", sorter="omraade__bydel"),
        Kolonne(
            "offentliggjort",
            "Offentliggjort",
            offentliggjort,
            "chip",
            sorter=("rang", "omraade__navn"),
            tone=lambda row: getattr(offentliggjort(row), "tone", "neutral"),
            beskrivelse="Statens liste; den er det, der gælder. Den tungeste af områdets klasser",
        ),
        Kolonne(
            "beregnet",
            "Beregnet",
            beregnet,
            "chip",
            tone=lambda row: beregnet(row).tone,
            beskrivelse="Programmets kontrol: klassen efter listens tal og loven på listens dag",
        ),
        Kolonne(
            "uenig",
            "Uenige",
            lambda row: UENIG if row.uenig else None,
            "chip",
            sorter=("-uenig", "omraade__navn"),
            tone=lambda row: "warn",
            beskrivelse="Uenige: den offentliggjorte og den beregnede klasse er ikke den samme",
        ),
        Kolonne(
            "udpeget",
            "Udpeget",
            lambda row: UDPEGET if row.udpeget else None,
            "chip",
            sorter=("-udpeget", "omraade__navn"),
            beskrivelse="Kommunens egen udpegning i dag, ved siden af statens lister",
        ),
        Kolonne("beboere", "Beboere", "beboere", "heltal", sorter="beboere"),
        Kolonne(
            "naermest",
            "Nærmeste grænse",
            naermeste,
            sorter=("afstand", "omraade__navn"),
            beskrivelse="Det mindste et enkelt tal skal flytte sig, i procent af grænsen, før områdets klasse er en anden",
        ),
        Kolonne(
            "aar_i_traek",
            "I træk",
            "aar_i_traek",
            "heltal",
            sorter="aar_i_traek",
            beskrivelse="Lister i træk, hvor betingelserne for parallelsamfund var opfyldt",
        ),
        Kolonne("liste", "Liste", "liste", "dato", sorter="liste"),
        Kolonne(
            "demo",
            "Data",
            lambda row: "Demodata" if row.demo or row.omraade.demo else None,
            "chip",
            tone=lambda row: "demo",
        ),
        Kolonne(
            "offentliggjorte",
            "Alle offentliggjorte klasser",
            lambda row: _klasser(row.offentliggjort, row),
            skjult=True,
        ),
        Kolonne("beregnede", "Alle beregnede klasser", lambda row: _klasser(row.klasser, row), skjult=True),
        Kolonne(
            "uafgjorte",
            "Kan ikke afgøres",
            lambda row: _klasser(row.uafgjorte, row) if row.uafgjorte else None,
            skjult=True,
            beskrivelse="Klasser, som de manglende tal kan ændre",
        ),
        Kolonne(
            "kombineret",
            "Kombineret udlejning mulig",
            kombineret,
            "ja_nej",
            skjult=True,
            beskrivelse="§ 51 b",
        ),
        Kolonne("naermest_pct", "Afstand til nærmeste grænse", lambda row: row.naermest, "pct", skjult=True),
        Kolonne(
            "naermeste_kriterium",
            "Nærmeste grænse, tal",
            lambda row: indikator_navn(row.naermeste_kriterium) if row.naermeste_kriterium else None,
            skjult=True,
        ),
        *_figures(),
    )


def shown_of(stand: Omraadestand) -> dict[str, Any]:
    """What pages say of a stand in chips: published (None: nothing is), computed, and whether they agree."""
    return {
        "offentliggjort": offentliggjort(stand),
        "beregnet": beregnet(stand),
        "uenig": stand.uenig,
        "kombineret": kombineret(stand),
    }

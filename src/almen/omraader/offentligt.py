"""What the public sees of the municipality's areas: the classes that the state has published, and the figures on those lists.

Public is what is read from a list of the state: an area, the classes that the list gives it, and the statutory figures on the same
list, those that may be on fewer than five persons kept back (`diskretion`). Not told: areas and lists that no published class is
registered on, other municipalities' areas, what we compute and project, the municipality's own figures and designation, readings that
were replaced or withdrawn, why they were, notes, and who registered them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

from django.utils.text import slugify

from almen.grundlag.aflaesningsliste import SIKKERHEDSTONER
from almen.omraader.diskretion import SKJULT, public_tal, rule_text
from almen.omraader.indikatorer import LANDSGENNEMSNIT, Indikator, indikator_navn, omraadeindikatorer
from almen.omraader.klasser import Klassenavn, vis_klasse, vis_klasser
from almen.omraader.models import Listeudpegning, Noegletal, Omraade
from almen.omraader.selectors.stilling import own_kommune
from almen.omraader.selectors.tal import national_means
from almen.regler.omraadehistorie import main_klasse
from almen.ui.kolonner import Kolonne
from almen.ui.offentligt import Offentligsamling
from almen.ui.offentligt import register as register_samling

DANSK = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
# What is read of thousands of rows: nothing that is not told.
LAEST = ("omraade", "liste", "kilde", "kilde_adresse", "sikkerhed", "demo")
TALLET, OMRAADET = ("indikator", "vaerdi", "decimaler"), ("navn", "bydel", "demo")
# From certain to uncertain: a row is as certain as its least certain reading.
SIKKERHEDER = list(SIKKERHEDSTONER)


@dataclass(frozen=True)
class Offentligliste:
    """An area on a published list: the classes, and the readings behind them. Only `vist` and `tal` are for the public."""

    omraade: Omraade
    navn: str
    udpegning: Listeudpegning
    aflaesninger: Mapping[str, Noegletal]

    @cached_property
    def vist(self) -> Mapping[str, Any]:
        """The figures by indicator as the public may see them."""
        return public_tal({id_: row.tal for id_, row in self.aflaesninger.items()})

    @property
    def dag(self) -> dt.date:
        """The list's day."""
        return self.udpegning.liste

    @property
    def noegle(self) -> str:
        """Its part of the address: "proeveparken-2024-12-01"."""
        return f"{self.navn}-{self.dag.isoformat()}"

    @property
    def klasse(self) -> Klassenavn:
        """The main class by the law's name on the list's day."""
        return vis_klasse(main_klasse(self.udpegning.klasser) or "", self.dag)

    @property
    def klasser(self) -> list[Klassenavn]:
        """Every published class, the gravest first."""
        return vis_klasser(self.udpegning.klasser, self.dag)

    @property
    def skjulte(self) -> list[str]:
        """The names of the figures that are kept back."""
        return [indikator_navn(id_) for id_, value in self.vist.items() if value is SKJULT]

    @property
    def demo(self) -> bool:
        """True if the publication or a figure is demo data."""
        return self.udpegning.demo or any(row.demo for row in self.aflaesninger.values())

    def tal(self, indikator: str) -> Decimal | None:
        """The figure as printed; None where it is unknown or kept back."""
        value = self.vist.get(indikator)
        return None if value is SKJULT else value


@dataclass(frozen=True)
class Offentligtomraade:
    """An area with what its lists say, the latest first."""

    omraade: Omraade
    noegle: str
    udpegninger: tuple[Listeudpegning, ...]

    @property
    def seneste(self) -> Listeudpegning:
        """What the latest list says."""
        return self.udpegninger[0]

    @property
    def klasse(self) -> Klassenavn:
        """The main class on the latest list."""
        return vis_klasse(main_klasse(self.seneste.klasser) or "", self.seneste.liste)


def told_indikatorer() -> list[Indikator]:
    """The figures that are told: the statutory ones."""
    return [item for item in omraadeindikatorer() if item.lovens]


def _published() -> list[Listeudpegning]:
    """What the state's lists say of the municipality's areas, the latest first. One query."""
    rows = Listeudpegning.objects.gaeldende().filter(omraade__kommune=own_kommune())
    rows = rows.select_related("omraade").only(*LAEST, "klasser", *(f"omraade__{name}" for name in OMRAADET))
    return list(rows.order_by("-liste", "omraade__navn", "omraade__pk"))


def public_omraader() -> list[Offentligtomraade]:
    """Every area of the municipality that a list of the state tells of, by name. One query."""
    by_area: dict[int, list[Listeudpegning]] = {}
    for item in _published():
        by_area.setdefault(item.omraade_id, []).append(item)
    names = _names([rows[0].omraade for rows in by_area.values()])
    found = [Offentligtomraade(rows[0].omraade, names[pk], tuple(rows)) for pk, rows in by_area.items()]
    return sorted(found, key=lambda item: (item.omraade.navn, item.noegle))


def public_lister() -> list[Offentligliste]:
    """Every area of the municipality on every list that it is published on, the latest list first. Two queries."""
    published = _published()
    return _with_figures(published, _names({item.omraade_id: item.omraade for item in published}.values()))


def _with_figures(published: Sequence[Listeudpegning], names: Mapping[int, str]) -> list[Offentligliste]:
    """The figures on the same lists, those on few persons kept back. One query."""
    order = [item.id for item in told_indikatorer()]
    rows = (
        Noegletal.objects.gaeldende()
        .filter(omraade__in=list(names), indikator__in=order)
        .only(*LAEST, *TALLET)
    )
    figures: dict[tuple[int | None, dt.date], dict[str, Noegletal]] = {}
    for row in rows:
        figures.setdefault((row.omraade_id, row.liste), {})[row.indikator] = row
    lister = []
    for item in published:
        found = figures.get((item.omraade_id, item.liste), {})
        read = {id_: found[id_] for id_ in order if id_ in found}
        lister.append(Offentligliste(item.omraade, names[item.omraade_id], item, read))
    return lister


def _names(omraader: Collection[Omraade]) -> dict[int, str]:
    """Each area's part of the address: its name, with a print of it where two would be the same."""
    slugs = {item.pk: slugify(item.navn.lower().translate(DANSK)) or "omraade" for item in omraader}
    taken = Counter(slugs.values())
    return {
        item.pk: slugs[item.pk]
        if taken[slugs[item.pk]] == 1
        else f"{slugs[item.pk]}-{hashlib.sha256(item.navn.encode()).hexdigest()[:6]}"
        for item in omraader
    }


def _sikkerhed(row: Offentligliste) -> str:
    """The least certain of what is told."""
    readings = [row.udpegning, *row.aflaesninger.values()]
    return max((item.sikkerhed for item in readings), key=SIKKERHEDER.index)


def _kilder(row: Offentligliste) -> str:
    readings = [row.udpegning, *row.aflaesninger.values()]
    return "; ".join(dict.fromkeys(item.kilde for item in readings))


OMRAADEFELTER = (
    Kolonne("omraade", "Område", "omraade.navn", sorter="navn", beskrivelse="Områdets navn på listen"),
    Kolonne("bydel", "Bydel", "omraade.bydel", sorter="bydel", beskrivelse="Bydelen, området ligger i"),
    Kolonne("liste", "Seneste liste", "seneste.liste", "dato", sorter="liste", beskrivelse="Listens dag"),
    Kolonne(
        "klasse",
        "Klasse",
        lambda row: row.klasse.navn,
        "chip",
        sorter="klasse",
        tone=lambda row: row.klasse.tone,
        beskrivelse="Den tungeste klasse, listen giver området, med lovens navn på listens dag",
    ),
    Kolonne(
        "klasser",
        "Alle klasser",
        lambda row: "; ".join(item.navn for item in vis_klasser(row.seneste.klasser, row.seneste.liste)),
        skjult=True,
        beskrivelse="Alle klasser på listen; Ingen klasse: listen har ikke området",
    ),
    Kolonne(
        "antal_lister",
        "Lister",
        lambda row: len(row.udpegninger),
        "heltal",
        sorter="lister",
        beskrivelse="Lister, der er læst",
    ),
    Kolonne(
        "kilde",
        "Kilde",
        "seneste.kilde",
        url=lambda row: row.seneste.kilde_adresse or None,
        beskrivelse="Hvor klassen er læst",
    ),
    Kolonne(
        "sikkerhed",
        "Sikkerhed",
        lambda row: row.seneste.get_sikkerhed_display(),
        "chip",
        tone=lambda row: SIKKERHEDSTONER[row.seneste.sikkerhed],
        beskrivelse="Hvor sikkert klassen er læst: sikker, sandsynlig eller usikker",
    ),
)


def make_talfelter() -> tuple[Kolonne, ...]:
    """The fields of the figures, one for each statutory indicator."""
    return (
        Kolonne("omraade", "Område", "omraade.navn", sorter="navn", beskrivelse="Områdets navn på listen"),
        Kolonne("bydel", "Bydel", "omraade.bydel", skjult=True, beskrivelse="Bydelen, området ligger i"),
        Kolonne("liste", "Liste", "dag", "dato", sorter="liste", beskrivelse="Listens dag"),
        Kolonne(
            "klasse",
            "Klasse",
            lambda row: row.klasse.navn,
            "chip",
            sorter="klasse",
            tone=lambda row: row.klasse.tone,
            beskrivelse="Den tungeste klasse, listen giver området",
        ),
        *(
            Kolonne(
                item.id,
                item.kort,
                partial(_figure, item.id),
                "pct" if item.enhed == "procent" else "heltal",
                sorter=item.id if item.heltal else None,
                beskrivelse=f"{item.navn}: {item.maalt_paa} Tom: ikke oplyst, eller vises ikke",
            )
            for item in told_indikatorer()
            if item.id != "aar_i_traek"
        ),
        Kolonne(
            "vises_ikke",
            "Vises ikke",
            lambda row: ", ".join(row.skjulte) or None,
            beskrivelse=f"Tal, der er holdt tilbage. {rule_text()}",
        ),
        Kolonne("kilde", "Kilde", _kilder, skjult=True, beskrivelse="Hvor klasse og tal er læst"),
        Kolonne(
            "sikkerhed",
            "Sikkerhed",
            lambda row: _sikkerhed(row).capitalize(),
            "chip",
            tone=lambda row: SIKKERHEDSTONER[_sikkerhed(row)],
            skjult=True,
            beskrivelse="Det mindst sikre af klasse og tal: sikker, sandsynlig eller usikker",
        ),
    )


def _figure(indikator: str, row: Offentligliste) -> Decimal | None:
    return row.tal(indikator)


def liste_detaljer(row: Offentligliste) -> Mapping[str, Any]:
    """A list of an area with every figure and source; a figure kept back is told as such. One query."""
    return _detaljer(row, national_means([row.dag]))


def omraade_detaljer(row: Offentligtomraade) -> Mapping[str, Any]:
    """Every list of the area. Two queries."""
    lister = _with_figures(row.udpegninger, {row.omraade.pk: row.noegle})
    means = national_means(item.dag for item in lister)
    return {"lister": [_detaljer(item, means) for item in lister], "regel": rule_text()}


def _detaljer(row: Offentligliste, means: Mapping[dt.date, Decimal]) -> Mapping[str, Any]:
    return {
        "liste": row.dag,
        "klasser": [{"id": item.id, "navn": item.navn, "tone": item.tone} for item in row.klasser if item.id],
        "kilde": row.udpegning.kilde,
        "kilde_url": row.udpegning.kilde_adresse,
        "sikkerhed": row.udpegning.sikkerhed,
        "demo": row.udpegning.demo,
        LANDSGENNEMSNIT: means.get(row.dag),
        "regel": rule_text(),
        "tal": [
            {
                "id": id_,
                "navn": indikator_navn(id_),
                "vaerdi": row.tal(id_),
                "vises_ikke": row.vist[id_] is SKJULT,
                "kilde": reading.kilde,
                "kilde_url": reading.kilde_adresse,
                "sikkerhed": reading.sikkerhed,
                "demo": reading.demo,
            }
            for id_, reading in row.aflaesninger.items()
        ],
    }


def register() -> None:
    """Registers the two collections."""
    register_samling(
        Offentligsamling(
            id="omraader",
            navn="Boligområder",
            ental="område",
            flertal="områder",
            beskrivelse="Kommunens almene boligområder på statens lister, med de klasser, staten har offentliggjort.",
            kilde="Den, der står ved hver liste",
            felter=OMRAADEFELTER,
            raekker=public_omraader,
            noegle=lambda row: row.noegle,
            titel=lambda row: row.omraade.navn,
            note=lambda row: f"{row.klasse.navn}, liste {row.seneste.liste:%d.%m.%Y}",
            dato=lambda row: row.seneste.liste,
            demo=lambda row: row.omraade.demo or any(item.demo for item in row.udpegninger),
            detaljer=omraade_detaljer,
            skabelon="omraader/offentligt_omraade.html",
            orden=62,
        )
    )
    register_samling(
        Offentligsamling(
            id="omraadetal",
            navn="Områdetal",
            ental="liste",
            flertal="lister",
            beskrivelse=f"Tallene bag klasserne, område for område og liste for liste. {rule_text()}",
            kilde="Den, der står ved hvert tal",
            felter=make_talfelter(),
            raekker=public_lister,
            noegle=lambda row: row.noegle,
            titel=lambda row: f"{row.omraade.navn}, liste {row.dag:%d.%m.%Y}",
            note=lambda row: row.klasse.navn,
            dato=lambda row: row.dag,
            demo=lambda row: row.omraade.demo or row.demo,
            detaljer=liste_detaljer,
            skabelon="omraader/offentlig_liste.html",
            orden=63,
        )
    )

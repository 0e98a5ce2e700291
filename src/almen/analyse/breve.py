"""A simulation as a paper: the question, what was assumed, whether the present was reproduced, what came out, and what it cannot say.

Composed and kept nowhere: the same simulation gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from almen.analyse.models import Simulering
from almen.analyse.simuleringsvisning import (
    FRAKTILER,
    Maal,
    aar_of,
    calibration_rows,
    day_of,
    fordeling_of,
    forskelle_of,
    holds,
    koeer_of,
    maal_of,
    names_of,
    sager_of,
    steps_of,
)
from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.papirer import Afsender, Afsnit, Kilde, Papir, Raekke, Tabel, Tegning, Tekst
from almen.regler.dansk import format_dato
from almen.ui.diagrammer import WIDE, line_chart
from almen.ui.formater import antal, heltal

ART = "simulering"
FORVALTNING = "forvaltningen"
FORBEHOLD = (
    "En simulering siger, hvad forudsætningerne fører til. Den beviser ikke, at en ændret sagsgang er årsag til en ændret tid.",
    "Intervallerne viser, hvor meget tilfældet kan flytte tallene: 90 af 100 gentagelser ligger inden for dem. De viser ikke, om "
    "forudsætningerne er rigtige.",
    "Trinenes varigheder er trukket blandt de observerede. Ændrer folk adfærd, når sagsgangen ændres, er det ikke med.",
    "Sager, der ikke er afgjort, når de talte år er forbi, er talt som uafsluttede og ikke udeladt.",
)
TRINENE = "Hvad trinenes varighed hviler på"
HENVISNING = f"{TRINENE}, står sidst i notatet."
# What the reader is told first where the calibration did not hold, or could not be tried.
USIKKER = {
    False: (
        "FORBEHOLD: kalibreringen holder ikke",
        "Simuleringen af nutiden ramte ikke de sete tider inden for grænsen. Resultaterne skal læses med forbehold: forskellene mellem "
        "forløbene kan være skæve.",
    ),
    None: (
        "FORBEHOLD: kalibreringen er ikke efterprøvet",
        "Simuleringen kunne ikke holdes op mod sete tider. Resultaterne hviler på antagelserne alene.",
    ),
}


def compose_simulering(simulering: Simulering) -> Papir:
    """The paper of a simulation that has run."""
    profil = current_profil()
    dato = timezone.localdate(simulering.afsluttet or simulering.oprettet)
    part, held = _Skrivning(simulering), holds(simulering.kalibrering)
    marks = [
        "DEMO: simuleringen bygger også på opdigtede sager" if simulering.demo else "",
        USIKKER[held][0] if held in USIKKER else "",
    ]
    return Papir(
        art=ART,
        titel=simulering.navn,
        dato=dato,
        afsender=Afsender(profil.navn, aktoer_navn(FORVALTNING, dato), str(simulering.oprettet_af)),
        modtager=(),
        henvisninger=(("Notat", "Simulering af sagsgange"), ("Simulering", f"nr. {simulering.pk}")),
        afsnit=tuple(
            item
            for item in (
                part.question(),
                part.assumptions(),
                part.calibration(),
                part.differences(),
                part.cases(),
                *part.measures(),
                part.queues(),
                part.dwellings(),
                Afsnit("Forbehold", punkter=tuple(Tekst(item) for item in FORBEHOLD)),
                part.steps(),
            )
            if not item.er_tomt
        ),
        underskrift=(),
        maerke=" · ".join(filter(None, marks)),
    )


def draw_fordeling(resultat: Mapping[str, Any], maal: Maal, bredde: int) -> str:
    """The distribution of a measure, a line for each variant."""
    names = names_of(resultat)
    rows = [
        (dage, navn, pct)
        for dage, shares in fordeling_of(resultat, maal.id)
        for navn, pct in zip(names, shares, strict=True)
        if pct is not None
    ]
    return line_chart(rows, titel=f"{maal.navn}: pct. af sagerne efter dage", enhed="pct.", bredde=bredde)


def draw_boliger(resultat: Mapping[str, Any], bredde: int) -> str:
    """Dwellings completed a year, a line for each variant."""
    names = names_of(resultat)
    rows = [
        (str(row.aar), navn, figure.exact)
        for row in aar_of(resultat)
        for navn, figure in zip(names, row.boliger, strict=True)
        if figure.exact is not None
    ]
    return line_chart(rows, titel="Færdige boliger pr. år", enhed="boliger", bredde=bredde)


@dataclass(frozen=True)
class _Skrivning:
    """The parts of the paper, with what they rest on."""

    simulering: Simulering

    @property
    def resultat(self) -> Mapping[str, Any]:
        return self.simulering.resultat or {}

    @property
    def forudsaetninger(self) -> Mapping[str, Any]:
        return self.simulering.forudsaetninger or {}

    @property
    def kilde(self) -> tuple[Kilde]:
        """The simulation itself."""
        found = self.resultat
        how = f"frø {found['froe']}, {antal(found['gentagelser'], 'gentagelse', 'gentagelser')}"
        return (
            Kilde(
                f"Simulering nr. {self.simulering.pk}: {self.simulering.navn}",
                how,
                self.simulering.get_absolute_url(),
            ),
        )

    @property
    def observeret(self) -> tuple[Kilde]:
        """The cases that durations were drawn from."""
        return (Kilde("Sagernes ophold ved trin, registreret i Almen", self._day(), "/analyse/"),)

    def _day(self) -> str:
        day = day_of(self.forudsaetninger)
        return f"som de stod den {format_dato(day)}" if day else ""

    def question(self) -> Afsnit:
        """What is compared."""
        text = str(self.simulering.scenarie.get("beskrivelse") or "")
        points = tuple(
            Tekst(f"{item['navn']}: sagsgangens version {item['version']}.", (self._route(item["version"]),))
            for item in self.resultat["forloeb"]
        )
        return Afsnit("Spørgsmålet", (Tekst(text),) if text else (), points)

    def _route(self, version: str) -> Kilde:
        sagstype = self.simulering.scenarie.get("sagstype", "nybyggeri")
        return Kilde(f"Sagsgang {sagstype} {version}", "", f"/sagsgange/{sagstype}/{version}/")

    def assumptions(self) -> Afsnit:
        """What was assumed."""
        found = self.resultat
        repeated = antal(found["gentagelser"], "gentagelse", "gentagelser")
        size = f"Der er regnet {repeated} af {found['aar']} år, alle forløb med de samme sager."
        points = tuple(
            Tekst(f"{item['emne']}: {item['tekst']}", self.kilde)
            for item in self.forudsaetninger.get("punkter", ())
        )
        return Afsnit("Forudsætninger", (Tekst(f"{size} {HENVISNING}", self.kilde),), points)

    def steps(self) -> Afsnit:
        """What each step's duration rests on."""
        rows = tuple(
            Raekke(
                (
                    item["navn"],
                    item["forloeb"],
                    item["kilde"],
                    heltal(item["antal"]),
                    heltal(item["afgjorte"]),
                ),
                self.observeret if item["antal"] else self.kilde,
            )
            for item in steps_of(self.forudsaetninger)
        )
        columns = ("Trin", "Forløb", "Hviler på", "Sager", "Afgjort")
        table = Tabel("Hvor trinenes varighed kommer fra", columns, rows, tal=False)
        return Afsnit(TRINENE, tabeller=(table,) if rows else ())

    def calibration(self) -> Afsnit:
        """Whether the present was reproduced."""
        found = self.simulering.kalibrering or {}
        kilder = (*self.kilde, *self.observeret)
        texts = [Tekst(str(found.get("forklaring", "")), kilder)]
        held = holds(found)
        if held in USIKKER:
            texts.append(Tekst(USIKKER[held][1]))
        rows = tuple(
            Raekke(
                (
                    row["navn"],
                    heltal(row["antal"]),
                    heltal(row["afsluttede"]),
                    row["observeret"],
                    row["simuleret"],
                    row["afvigelse"],
                ),
                kilder,
            )
            for row in calibration_rows(found)
        )
        columns = ("Måling", "Sager", "Heraf afsluttet", "Set", "Simuleret", "Afvigelse")
        table = Tabel("Set og simuleret median, dage", columns, rows)
        return Afsnit("Kalibrering", tuple(texts), (), (table,) if rows else ())

    def differences(self) -> Afsnit:
        """What the variants differ by, in words."""
        found = forskelle_of(self.resultat)
        points = tuple(
            Tekst(f"{item.maal}: “{item.forloeb}” mod “{item.mod}”: {item.tekst}.", self.kilde)
            for item in found
        )
        return Afsnit("Forskellen mellem forløbene", (), points)

    def cases(self) -> Afsnit:
        """How many cases there were, and how many were not done."""
        rows = tuple(
            Raekke(
                (
                    row.forloeb,
                    *(item.tekst for item in (row.begyndt, row.afsluttede, row.forkastede, row.ufaerdige)),
                ),
                self.kilde,
            )
            for row in sager_of(self.resultat)
        )
        columns = ("Forløb", "Begyndt", "Afsluttet", "Forkastet", "Ikke færdige")
        return Afsnit("Sager i simuleringen", tabeller=(Tabel("Sager i de talte år", columns, rows),))

    def measures(self) -> Iterator[Afsnit]:
        """Each measure: the days of each variant; drawn where the variants surely differ, and for the last, the whole case."""
        measures = maal_of(self.resultat)
        drawn = {item.maal for item in forskelle_of(self.resultat) if item.sikker} | {measures[-1].navn}
        shown = range(
            1, len(FRAKTILER)
        )  # five figures of four digits with their ranges are wider than a page
        columns = ("Forløb", *(FRAKTILER[place][2] for place in shown))
        for maal in measures:
            rows = tuple(
                Raekke((row.forloeb, *(row.fraktiler[place].tekst for place in shown)), self.kilde)
                for row in maal.raekker
            )
            drawings = (self._spread(maal),) if maal.navn in drawn else ()
            table = Tabel("Dage, som så mange af sagerne er færdige inden for", columns, rows)
            counts = ", ".join(f"{row.forloeb}: {heltal(row.antal)}" for row in maal.raekker)
            text = Tekst(f"Sager i hver gentagelse. {counts}.", self.kilde)
            yield Afsnit(maal.navn, (text,), tabeller=(table,), niveau=2, tegninger=drawings)

    def _spread(self, maal: Maal) -> Tegning:
        return Tegning(
            f"Fordelingen: {maal.navn}",
            f"En linje for hvert forløb: pct. af sagerne efter dage. {_medians(maal)}",
            draw_fordeling(self.resultat, maal, WIDE),
        )

    def queues(self) -> Afsnit:
        """How long the queue of each actor was."""
        rows = tuple(
            Raekke((row.aktoer, row.forloeb, row.gennemsnit.tekst, row.stoerste, row.ventedage), self.kilde)
            for row in koeer_of(self.resultat)
        )
        columns = ("Aktør", "Forløb", "Sager i kø, gennemsnit", "Flest", "Dage i kø, median")
        return Afsnit(
            "Kø hos aktørerne",
            tabeller=(Tabel("Sager, der venter på aktøren", columns, rows, tal=False),) if rows else (),
        )

    def dwellings(self) -> Afsnit:
        """Dwellings completed year by year."""
        names = names_of(self.resultat)
        years = aar_of(self.resultat)
        rows = tuple(
            Raekke((str(row.aar), *(item.tekst for item in row.boliger)), self.kilde) for row in years
        )
        if not rows:
            return Afsnit("Færdige boliger")
        drawing = Tegning(
            "Færdige boliger pr. år",
            "En linje for hvert forløb. Tallene står i tabellen.",
            draw_boliger(self.resultat, WIDE),
        )
        return Afsnit(
            "Færdige boliger",
            tabeller=(Tabel("Færdige boliger pr. år", ("År", *names), rows),),
            tegninger=(drawing,),
        )


def _medians(maal: Maal) -> str:
    """The medians of the variants, for those who cannot see the drawing."""
    place = next(number for number, item in enumerate(FRAKTILER) if item[0] == "median")
    return "; ".join(f"{row.forloeb}: median {row.fraktiler[place].tekst} dage" for row in maal.raekker)

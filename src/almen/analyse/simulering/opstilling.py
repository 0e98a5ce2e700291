"""From scenario and observed cases to the plan of a run, and in words what it assumes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean

from almen.analyse.maalepunkter import HELE, STRAEKNINGER
from almen.analyse.maalestok import mindste_antal
from almen.analyse.simulering import plan
from almen.analyse.simulering.forudsaetninger import Forudsaetninger
from almen.analyse.simulering.kalender import (
    meetings_by_rule,
    meetings_each_year,
    rule_text,
)
from almen.analyse.simulering.navne import find_unknown
from almen.analyse.simulering.observeret import AAR_TILBAGE, Observeret
from almen.analyse.simulering.rute import LEDNAVNE, Rute
from almen.analyse.simulering.scenarie import HOEJST_AAR, Forloebsvalg, Kapacitet, Scenarie
from almen.analyse.simulering.trinvalg import Trinvalg, Valg, given
from almen.organisationer.selectors import aktoer_navn
from almen.regler.dansk import format_tal
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sagsgang.definition import Sagsgang, Trin
from almen.sagsgang.tilstand import gaelder

HOEJST_SAGER = 6_000_000  # over all repetitions and variants: what a machine does in some minutes
HOEJST_INDKOERING = 15
MAANED = 30  # about how long a step at a body takes, where only the length of running in depends on it


class Opstilling:
    """Builds the plan of one scenario; `forudsaetninger` are filled on the way, faults are gathered and raised together."""

    def __init__(
        self,
        scenarie: Scenarie,
        ruter: Sequence[Rute],
        routes: Mapping[str, Sagsgang],
        observeret: Observeret,
    ) -> None:
        self.scenarie, self.ruter, self.routes, self.observeret = scenarie, ruter, routes, observeret
        self.forudsaetninger = Forudsaetninger(observeret.dag)
        self.fejl: list[Fejl] = []
        self.mindst = mindste_antal()

    def build(self) -> plan.Plan:
        """The plan. Raises UgyldigtInput with every fault."""
        self.fejl += find_unknown(self.scenarie, self.ruter, frozenset(self.observeret.moeder))
        arter, fakta = self._kinds()
        pr_aar = self._arrivals()
        self._stop_at_faults()
        steps = [
            self._steps(number, valg, rute, fakta)
            for number, (valg, rute) in enumerate(zip(self.scenarie.forloeb, self.ruter, strict=True))
        ]
        self._stop_at_faults()
        indkoering = self._running_in(steps)
        year = self.observeret.dag.year + 1
        first, last = dt.date(year - indkoering, 1, 1), dt.date(year + self.scenarie.aar, 1, 31)
        number = (indkoering + self.scenarie.aar) * pr_aar * self.scenarie.gentagelser * len(steps)
        if number > HOEJST_SAGER:
            self._wrong(
                "gentagelser",
                f"giver {format_tal(round(number))} sager i alt; tilladt er {format_tal(HOEJST_SAGER)}. Vælg færre"
                " gentagelser, år, forløb eller sager om året",
            )
        self._stop_at_faults()
        forloeb = tuple(
            self._variant(valg, rute, trin, first, last)
            for valg, rute, trin in zip(self.scenarie.forloeb, self.ruter, steps, strict=True)
        )
        self.forudsaetninger.add_always()
        return plan.Plan(
            self.scenarie.aar, indkoering, pr_aar, self.scenarie.gentagelser, year, arter, forloeb
        )

    def _wrong(self, felt: str, besked: str) -> None:
        self.fejl.append(Fejl(felt, besked))

    def _stop_at_faults(self) -> None:
        if self.fejl:
            raise UgyldigtInput(dict.fromkeys(self.fejl))

    def _capacity(self, valg: Forloebsvalg) -> dict[str, Kapacitet]:
        return {**self.scenarie.kapacitet, **valg.kapacitet}

    def _has_meetings(self, valg: Forloebsvalg, aktoer: str) -> bool:
        return aktoer in valg.moeder or aktoer in self.observeret.moeder

    # -- the cases -----------------------------------------------------------------------------------------------------

    def _arrivals(self) -> float:
        if self.scenarie.sager_pr_aar is not None:
            self.forudsaetninger.add(
                "Sager om året", f"{format_tal(round(self.scenarie.sager_pr_aar))}, antaget i scenariet."
            )
            return self.scenarie.sager_pr_aar
        this_year = self.observeret.dag.year
        seen = {
            year: count
            for year, count in self.observeret.ankomster.items()
            if this_year - AAR_TILBAGE <= year < this_year
        }
        if not seen:
            self._wrong(
                "sager_pr_aar",
                f"ingen sager er åbnet i de sidste {AAR_TILBAGE} hele år; skriv, hvor mange der regnes med om året",
            )
            return 0.0
        years = this_year - min(seen)
        mean = sum(seen.values()) / years
        self.forudsaetninger.add(
            "Sager om året",
            f"{mean:.1f}".replace(".", ",")
            + f" i gennemsnit, som set {min(seen)}–{this_year - 1} ({format_tal(sum(seen.values()))} sager).",
        )
        return mean

    def _kinds(self) -> tuple[tuple[plan.Sagsart, ...], list[Mapping[str, Sequence[str]]]]:
        """The kinds of case, and the facts of each."""
        if self.scenarie.boligmiks:
            self.forudsaetninger.add("Boligtyper", "Fordelingen er antaget i scenariet.")
            return (
                tuple(plan.Sagsart(item.andel, (item.boliger,)) for item in self.scenarie.boligmiks),
                [item.fakta for item in self.scenarie.boligmiks],
            )
        known: dict[tuple[str, ...], list[int]] = {}
        for (_, boligtyper), boliger in self.observeret.miks.items():
            if boligtyper:
                known.setdefault(boligtyper, []).extend(boliger)
        if not known:
            self.forudsaetninger.add(
                "Boligtyper",
                "Ingen sager har boligtyper; alle trin, der ellers kun gælder nogle, regnes med i alle sager.",
            )
            number = [item for boliger in self.observeret.miks.values() for item in boliger] or [0]
            return (plan.Sagsart(1.0, tuple(number)),), [{}]
        cases = sum(map(len, known.values()))
        self.forudsaetninger.add(
            "Boligtyper",
            f"Boligtyper og antal boliger trækkes, som de er i de {format_tal(cases)} sager, der er set.",
        )
        return (
            tuple(plan.Sagsart(len(boliger), tuple(boliger)) for boliger in known.values()),
            [{"boligtype": key} for key in known],
        )

    # -- the variants --------------------------------------------------------------------------------------------------

    def _steps(
        self, number: int, valg: Forloebsvalg, rute: Rute, fakta: Sequence[Mapping[str, Sequence[str]]]
    ) -> tuple[plan.Trinplan, ...]:
        order = rute.sagsgang.orden
        places = {trin.id: place for place, trin in enumerate(order)}
        choose = Trinvalg(self.observeret, self.routes, rute.sagsgang.version, self.mindst)
        found = []
        for trin in order:
            applies = tuple(gaelder(trin, item) for item in fakta)
            use = choose.use(trin)
            meets = self._meets(valg, rute, trin)
            chosen = Valg((0,), "tages aldrig i disse sager")
            if any(applies) and use:
                chosen = self._choose(number, valg, rute, trin, choose, meets)
                self.forudsaetninger.trin.append(
                    {
                        "forloeb": valg.navn,
                        "trin": trin.id,
                        "navn": trin.navn,
                        "kilde": chosen.kilde
                        + (f"; bruges i {round(100 * use)} pct. af sagerne" if trin.valgfrit else ""),
                        "antal": chosen.antal,
                        "afgjorte": chosen.afgjorte,
                    }
                )
            # A step may only go back to what comes before it; in a changed route that may be less than in the observed cases.
            before = rute.sagsgang.forgaengere[trin.id]
            allowed = {key: place for key, place in places.items() if key in before}
            outcomes = [] if trin.id in rute.led else choose.outcomes(trin, allowed)
            found.append(
                plan.Trinplan(
                    trin.id,
                    trin.navn,
                    "" if trin.id in rute.samme_dag else trin.aktoer,
                    tuple(places[key] for key in trin.efter),
                    tuple(sorted(places[key] for key in rute.sagsgang.efterfoelgere[trin.id])),
                    chosen.tabel,
                    applies,
                    use,
                    trin.aktoer if meets else "",
                    tuple((chance, target) for chance, target, _ in outcomes),
                    tuple(must for _, _, must in outcomes),
                )
            )
        return tuple(found)

    def _meets(self, valg: Forloebsvalg, rute: Rute, trin: Trin) -> bool:
        """True if the step waits for a meeting: a given duration, or another step's day, takes the meeting's place."""
        assumed = trin.id in valg.varigheder or trin.id in self.scenarie.varigheder
        return self._has_meetings(valg, trin.aktoer) and not assumed and trin.id not in rute.samme_dag

    def _choose(
        self, number: int, valg: Forloebsvalg, rute: Rute, trin: Trin, choose: Trinvalg, meets: bool
    ) -> Valg:
        varighed = valg.varigheder.get(trin.id) or self.scenarie.varigheder.get(trin.id)
        if varighed is not None:
            return given(varighed)
        if trin.id in rute.samme_dag:
            other = rute.sagsgang.efter_id[trin.efter[0]]
            return Valg((0,), f"samme dag som “{other.navn}”, antaget i scenariet")
        if meets:
            return choose.meetings(trin)
        found = choose.times(trin)
        if found is None:
            self._wrong(
                f"varigheder.{trin.id}",
                f"“{trin.navn}” er ikke set afgjort i nogen sag. Skriv, hvor længe det tager, fx {{dage: 30}} eller"
                " {fordeling: [20, 30, 60]}",
            )
            return Valg((0,), "")
        return found

    def _variant(
        self,
        valg: Forloebsvalg,
        rute: Rute,
        trin: tuple[plan.Trinplan, ...],
        first: dt.date,
        last: dt.date,
    ) -> plan.Forloebsplan:
        capacity = self._capacity(valg)
        actors = {item.aktoer for item in trin if item.aktoer}
        names = {key: LEDNAVNE.get(key) or aktoer_navn(key, self.observeret.dag) for key in actors}
        places = {item.id: place for place, item in enumerate(trin)}
        finished = [item.id for item in rute.sagsgang.orden if "skaeringsdag" in item.genstand]
        for aktoer, kapacitet in capacity.items():
            self._say_capacity(valg, names.get(aktoer, aktoer), kapacitet)
        return plan.Forloebsplan(
            valg.navn,
            rute.sagsgang.version,
            trin,
            _times_told(self.scenarie.sagstype, places),
            {
                organ: self._calendar(valg, organ, names[organ], first, last)
                for organ in sorted({item.kalender for item in trin} - {""})
            },
            {key: item.samtidige for key, item in capacity.items() if item.samtidige is not None},
            {key: item.pr_moede for key, item in capacity.items() if item.pr_moede is not None},
            names,
            places[finished[-1]] if finished else None,
        )

    def _calendar(
        self, valg: Forloebsvalg, organ: str, navn: str, first: dt.date, last: dt.date
    ) -> tuple[tuple[int, int], ...]:
        if (regel := valg.moeder.get(organ)) is not None:
            self.forudsaetninger.add(
                f"Møder i {valg.navn}",
                f"{navn}: {rule_text(regel)}, antaget i scenariet. Kommer en sag ikke på det første mulige møde, er det lige så mange møder senere eller tidligere som hidtil.",
            )
            return meetings_by_rule(organ, regel, first, last)
        year, moeder = self.observeret.moeder[organ]
        self.forudsaetninger.add("Møder", f"{navn}: {len(moeder)} om året på samme dage som i {year}.")
        return meetings_each_year(moeder, first, last)

    def _running_in(self, steps: Sequence[Sequence[plan.Trinplan]]) -> int:
        years = self.scenarie.indkoering_aar
        if years is None:
            longest = max(_longest(trin) for trin in steps)
            years = min(HOEJST_INDKOERING, HOEJST_AAR, round(longest / 365.25 + 0.5))
        self.forudsaetninger.add(
            "Indkøring",
            f"{years} år køres først uden at tælle med, så tællingen ikke begynder med tomme skriveborde.",
        )
        return years

    def _say_capacity(self, valg: Forloebsvalg, navn: str, kapacitet: Kapacitet) -> None:
        if kapacitet.pr_moede is not None:
            self.forudsaetninger.add(
                f"Kapacitet i {valg.navn}",
                f"{navn}: højst {kapacitet.pr_moede} sager på et møde, de tidligst klare først.",
            )
            return
        self.forudsaetninger.add(
            f"Kapacitet i {valg.navn}",
            f"{navn}: højst {kapacitet.samtidige} sager ad gangen, i den rækkefølge de kommer. De sete tider regnes som arbejdstid, og køen"
            " kommer oveni; men de sete tider rummer også den kø, der var, så køen her er snarere for lang end for kort.",
        )


def _times_told(sagstype: str, places: Mapping[str, int]) -> tuple[plan.Tidsmaal, ...]:
    """What the analysis measures of the case type, where the variant has both ends; the whole case last."""

    def there(keys: Sequence[str]) -> tuple[int, ...]:
        return tuple(places[key] for key in keys if key in places)

    spans = [
        plan.Tidsmaal(maal.id, maal.navn, there(maal.fra), there(maal.til))
        for maal in STRAEKNINGER.get(sagstype, ())
        if there(maal.fra) and there(maal.til)
    ]
    return (*spans, plan.Tidsmaal(HELE.id, HELE.navn))


def _longest(trin: Sequence[plan.Trinplan]) -> float:
    """Days along the longest way through the steps that every case takes, by their means."""
    ends: list[float] = []
    mean: Callable[[plan.Trinplan], float] = lambda item: (  # noqa: E731 - reads as the definition it is
        MAANED if item.kalender else fmean(item.tider) if item.brug == 1 else 0.0
    )
    for item in trin:
        ends.append(max((ends[place] for place in item.efter), default=0.0) + mean(item))
    return max(ends)

"""What an area's yearly lists tell together: its main class, and how many lists in a row it was a parallelsamfund."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from almen.regler.dansk import format_dato
from almen.regler.laes import load_parametre
from almen.regler.omraadeklasse import Afgoerelse, day_of_list, first_day
from almen.regler.resultat import Kilde, Trin
from almen.regler.samling import Parametre

# The gravest first. Kombineret udlejning is a possibility, never what an area is.
RANGORDEN = (
    "omdannelsesomraade",
    "parallelsamfund",
    "udsat_boligomraade",
    "forebyggelsesomraade",
    "ghettoomraade",
)
# An area with one of these met the conditions of parallelsamfund on its list. Until 2018 the class was ghettoomraade.
TAELLER = frozenset({"omdannelsesomraade", "parallelsamfund", "ghettoomraade"})
KRAEVET = "omraade.omdannelse.aar_i_traek"
# The lists that the published omdannelsesområder of 2018-2020 prove to have been counted begin here.
_EFTERVIST_FRA = 2014

_AELDRE_LISTER = (
    "Lister før 2014 er lavet efter reglen om 2 af 3 kriterier. Om de tæller med, er ikke afklaret; ingen "
    "offentliggjort klasse afhænger af det."
)


def main_klasse(klasser: Collection[str]) -> str | None:
    """The gravest of an area's classes, None where it has none (almenboligloven §§ 61 a and 61 b)."""
    return next((klasse for klasse in RANGORDEN if klasse in klasser), None)


def settled_klasser(afgoerelse: Afgoerelse) -> frozenset[str] | None:
    """A computed list as a list of the history: None (unknown) where it is undecided whether it counts in a row."""
    uafgjort = TAELLER & set(afgoerelse.uafgjorte) and not TAELLER & set(afgoerelse.klasser)
    return None if uafgjort else frozenset(afgoerelse.klasser)


@dataclass(frozen=True, slots=True)
class ListerITraek:
    """How many lists in a row, up to the one of `liste`, met the conditions of parallelsamfund.

    `mindst` is known; `hoejst` is what it would be if every unknown list had met them. `kraevet`: the number that the
    law of that list asks of an omdannelsesområde, None where it had no such class. `dage`: the lists counted, the
    latest first. `ukendte`: lists inside the run that nobody knows.
    """

    liste: date
    mindst: int
    hoejst: int
    kraevet: int | None
    dage: tuple[date, ...]
    ukendte: tuple[date, ...]
    trin: tuple[Trin, ...]
    advarsler: tuple[str, ...]
    kilder: tuple[Kilde, ...]

    @property
    def eksakt(self) -> bool:
        """True if no unknown list could change the number."""
        return self.mindst == self.hoejst

    @property
    def aar_i_traek(self) -> int | None:
        """The figure for `Omraadetal`: the known minimum, None where the unknown lists decide if the demand is met."""
        if self.eksakt or (self.kraevet is not None and not self.mindst < self.kraevet <= self.hoejst):
            return self.mindst
        return None


def count_lister_i_traek(
    lister: Mapping[date, Collection[str] | None], dag: date, parametre: Parametre | None = None
) -> ListerITraek:
    """Counts back from the latest list on or before `dag`. Raises UgyldigtInput before the first list (2010).

    `lister` holds the classes by the list's day: those published where there are any, else those computed; None, or no
    entry for a year's list, is an unknown one. Only the lists of `omraade.listedag` count: the extra one of
    1 February 2014 is no year of its own. A list of 2010-2017 counts where the area was a ghettoområde: only so the
    published omdannelsesområder of 2018, 2019 and 2020 come out.
    """
    parametre = parametre or load_parametre()
    foerste = first_day(parametre).year
    aar = dag.year if day_of_list(dag.year, parametre) <= dag else dag.year - 1
    liste = day_of_list(aar, parametre)
    taget: list[date] = []
    ukendte: list[date] = []
    bagved: list[date] = []
    trin: list[Trin] = []
    stille: list[date] = []  # unknown lists side by side are told in one step
    for tidligere in range(aar, foerste - 1, -1):
        listedag = day_of_list(tidligere, parametre)
        klasser = lister.get(listedag)
        if klasser is None:
            stille.append(listedag)
            continue
        trin += _tell_unknown(stille)
        ukendte += stille
        stille = []
        if not TAELLER & set(klasser):
            trin.append(Trin(f"{format_dato(listedag)}: ikke opfyldt; rækken begynder efter denne liste."))
            break
        (bagved if ukendte else taget).append(listedag)
        trin.append(Trin(f"{format_dato(listedag)}: betingelserne for parallelsamfund var opfyldt."))
    trin += _tell_unknown(stille)
    ukendte += stille
    ekstra = [d for d in lister if d <= liste and d != day_of_list(d.year, parametre)]
    trin += [Trin(f"{format_dato(d)}: ingen årlig liste; den tæller ikke for sig.") for d in sorted(ekstra)]
    krav = parametre.find(KRAEVET, liste)
    kraevet = krav.heltal if krav is not None and krav.vaerdi is not None else None
    mindst, hoejst = len(taget), len(taget) + len(bagved) + len(ukendte)
    trin.append(Trin(_sum_up(mindst, hoejst, kraevet)))
    advarsler = [text] if krav is not None and (text := krav.warn_usikker()) else []
    if any(d.year < _EFTERVIST_FRA for d in taget):
        advarsler.append(_AELDRE_LISTER)
    return ListerITraek(
        liste,
        mindst,
        hoejst,
        kraevet,
        tuple(taget),
        tuple(ukendte),
        tuple(trin),
        tuple(advarsler),
        (krav.kilde,) if krav is not None else (),
    )


def _tell_unknown(dage: list[date]) -> list[Trin]:
    if len(dage) > 1:
        return [Trin(f"{format_dato(dage[-1])} – {format_dato(dage[0])}: {len(dage)} lister kendes ikke.")]
    return [Trin(f"{format_dato(dag)}: listen kendes ikke.") for dag in dage]


def _sum_up(mindst: int, hoejst: int, kraevet: int | None) -> str:
    antal = f"{mindst}" if mindst == hoejst else f"mindst {mindst} og højst {hoejst}"
    tekst = f"Lister i træk: {antal}."
    if kraevet is None:
        return tekst
    if mindst >= kraevet:
        dom = "kravet er opfyldt"
    else:
        dom = "kravet er ikke opfyldt" if hoejst < kraevet else "det kan ikke afgøres"
    return f"{tekst} Et omdannelsesområde kræver {kraevet}: {dom}."

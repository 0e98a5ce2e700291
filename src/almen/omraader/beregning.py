"""An area's stand on each of its lists, computed from what was read: pure, so that a test can hold it against what is stored."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from almen.omraader.indikatorer import LANDSGENNEMSNIT
from almen.omraader.klasser import KOMBINERET
from almen.omraader.models import Omraadestand
from almen.omraader.selectors.tal import as_omraadetal
from almen.regler.omraadehistorie import TAELLER, count_lister_i_traek, main_klasse, settled_klasser
from almen.regler.omraadeklasse import KLASSER, Afgoerelse, day_of_list, find_regelsaet
from almen.regler.omraadenaermest import find_naermest
from almen.regler.samling import Parametre

# Written anew when what is computed here changes without any parameter doing so.
UDGAVE = "1"


@dataclass
class Laest:
    """What was read of one area on one list. `offentliggjort` None: nothing is published."""

    tal: dict[str, Decimal | None] = field(default_factory=dict)
    offentliggjort: list[str] | None = None
    demo: bool = False


@lru_cache(maxsize=4)
def rules_print(parametre: Parametre) -> str:
    """A fingerprint of everything that the classes follow from: the parameters `omraade.*` and the classes' own make-up."""
    rows = [repr((p.id, p.raekker)) for p in parametre if p.id.startswith("omraade.")]
    return hashlib.sha256("\n".join([UDGAVE, repr(KLASSER), *sorted(rows)]).encode()).hexdigest()


def compute_stande(
    omraade_id: int,
    laest: Mapping[dt.date, Laest],
    landsgennemsnit: Mapping[dt.date, Decimal],
    parametre: Parametre,
) -> list[Omraadestand]:
    """The area's stand on each list in `laest`, in order of time.

    Classes follow from the figures by the law of the list's day. For the lists in a row a published list counts before
    a computed one; on the list itself what the figures say is computed, so that the two can be held against each other.
    """
    history: dict[dt.date, Collection[str] | None] = {}
    stande = []
    for liste in sorted(laest):
        read = laest[liste]
        tal = dict(read.tal)
        if liste in landsgennemsnit:
            tal[LANDSGENNEMSNIT] = landsgennemsnit[liste]
        regelsaet = find_regelsaet(liste, parametre)
        figures = as_omraadetal(liste, tal)
        answer = regelsaet.classify(figures)
        computed = settled_klasser(answer)
        history[liste] = computed if read.offentliggjort is None else read.offentliggjort
        in_row = _in_row(history, liste, parametre)
        if figures.aar_i_traek is None:
            own = in_row if computed is None else _in_row({**history, liste: computed}, liste, parametre)
            figures = replace(figures, aar_i_traek=own)
            answer = regelsaet.classify(figures)
        else:
            in_row = figures.aar_i_traek
        nearest = find_naermest(figures, regelsaet)
        computed_main = main_klasse(answer.klasser) or ""
        published = read.offentliggjort
        stande.append(
            Omraadestand(
                omraade_id=omraade_id,
                liste=liste,
                tal={key: None if value is None else str(value) for key, value in tal.items()},
                klasser=list(answer.klasser),
                uafgjorte=list(answer.uafgjorte),
                offentliggjort=published,
                hovedklasse=computed_main if published is None else main_klasse(published) or "",
                beregnet_hovedklasse=computed_main,
                uenig=published is not None and bool(disagreements(answer, published)),
                aar_i_traek=in_row,
                naermest=nearest.pct if nearest else None,
                naermeste_kriterium=nearest.navn if nearest else "",
                regler=rules_print(parametre),
                demo=read.demo,
            )
        )
    if stande:
        stande[-1].seneste = True
    return stande


def disagreements(beregnet: Afgoerelse, offentliggjort: Collection[str]) -> list[str]:
    """The classes on which computation and published list differ. What cannot be decided contradicts nothing.

    Kombineret udlejning has a list of its own (§ 51 b), so that it is not named says nothing.
    """
    return [
        klasse
        for klasse in dict.fromkeys([*beregnet.klasser, *offentliggjort])
        if (klasse in beregnet.klasser) != (klasse in offentliggjort)
        and klasse not in beregnet.uafgjorte
        and (klasse != KOMBINERET or klasse in offentliggjort)
    ]


def _in_row(
    history: Mapping[dt.date, Collection[str] | None], liste: dt.date, parametre: Parametre
) -> int | None:
    """Lists in a row up to this one; None where it cannot be known well enough to decide."""
    klasser = history[liste]
    if klasser is not None and not TAELLER.intersection(klasser) and _is_yearly(liste, parametre):
        return 0
    return count_lister_i_traek(history, liste, parametre).aar_i_traek


def _is_yearly(liste: dt.date, parametre: Parametre) -> bool:
    return liste == day_of_list(liste.year, parametre)

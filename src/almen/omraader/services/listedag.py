"""Which days a reading of an area may be of: those of the state's lists."""

from __future__ import annotations

import datetime as dt

from almen.omraader.indikatorer import load_katalog
from almen.omraader.selectors.tal import coming_list, is_list_day
from almen.regler.dansk import format_dato
from almen.regler.fejl import Fejl
from almen.regler.omraadeklasse import first_day
from almen.regler.samling import Parametre


def check_liste(liste: dt.date, parametre: Parametre, today: dt.date) -> list[Fejl]:
    """Faults of a list's day: only days that the state's lists have, from the first one to the one that comes next."""
    coming = coming_list(today, parametre)
    if is_list_day(liste, parametre) and liste <= coming:
        return []
    first, extra = first_day(parametre).year, [format_dato(item.dag) for item in load_katalog().ekstra_lister]
    allowed = f"de årlige lister {first} til {coming.year}" + "".join(f" og listen {dag}" for dag in extra)
    return [Fejl("liste", f"{format_dato(liste)} er ikke dagen for en liste; tilladt er {allowed}")]

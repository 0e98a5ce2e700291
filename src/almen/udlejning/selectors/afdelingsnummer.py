"""Finding an afdeling by the number people type: `lbf-nummer/afdelingsnummer`, or an afdelingsnummer that only one has."""

from __future__ import annotations

from almen.organisationer.models import Afdeling
from almen.regler.fejl import Fejl, UgyldigtInput

SHOWN = 8


def find_afdeling(tekst: str) -> Afdeling:
    """The afdeling that `tekst` means. Raises UgyldigtInput naming the candidates where it is unknown or means several."""
    lbf, slash, nummer = tekst.strip().rpartition("/")
    found = Afdeling.objects.select_related("boligorganisation").order_by(
        "boligorganisation__lbf_nummer", "nummer"
    )
    if slash:
        return _one(
            tekst, list(found.filter(boligorganisation__lbf_nummer=lbf.strip(), nummer=nummer.strip())), lbf
        )
    return _one(tekst, list(found.filter(nummer=nummer.strip())), "")


def _one(tekst: str, rows: list[Afdeling], lbf: str) -> Afdeling:
    if len(rows) == 1:
        return rows[0]
    shown = tekst.strip()[:40]
    if rows:
        told = f"»{shown}« er ikke entydigt. Skriv et af disse: {_names(rows)}."
        raise UgyldigtInput([Fejl("afdeling", told)])
    own = Afdeling.objects.select_related("boligorganisation").filter(
        boligorganisation__lbf_nummer=lbf.strip()
    )
    candidates = list(own.order_by("nummer")) if lbf else []
    if candidates:
        told = f"»{shown}« findes ikke. Boligorganisationen har {_names(candidates)}."
    else:
        told = f"»{shown}« findes ikke. Skriv lbf-nummer og afdelingsnummer, fx 9001/17."
    raise UgyldigtInput([Fejl("afdeling", told)])


def number_of(afdeling: Afdeling) -> str:
    """The unambiguous number, "9001/17"."""
    return f"{afdeling.boligorganisation.lbf_nummer}/{afdeling.nummer}"


def _names(rows: list[Afdeling]) -> str:
    told = ", ".join(f"{number_of(item)} ({item.navn}, {item.boligorganisation})" for item in rows[:SHOWN])
    return f"{told} og {len(rows) - SHOWN} mere" if len(rows) > SHOWN else told

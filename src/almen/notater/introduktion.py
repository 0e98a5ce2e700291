"""The introduction to the area for a new committee, composed of what the system holds on the day.

It tells the truth of the data: what the system does not hold is said in the section where it would stand, never filled in.
It is read by everybody in the municipality, so confidential cases are counted nowhere in it; only the frames' sums and the numbers of
items on agendas hold them, which the same readers see on the pages of frames and agendas.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from almen.notater.afsnit import byggeri, byomraader, omraadet, styring
from almen.notater.stykke import Grundlag, Stykke
from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.papirer import Afsender, Papir

ART = "introduktionsnotat"
# The years whose figures can be asked for: from this one to so many after the present.
FOERSTE_AAR, AAR_FREM = 2000, 1
FORVALTNING, UDVALG = "forvaltningen", "udvalget"
# The sections in the order of the administration's own introduction of 2026.
AFSNIT: tuple[Callable[[Grundlag], Sequence[Stykke]], ...] = (
    omraadet.resume,
    omraadet.introduktion,
    styring.tilsyn,
    styring.administrationsgrundlag,
    styring.udlejningsaftale,
    byggeri.nybyggeri,
    byggeri.renovering,
    byomraader.politik,
    byomraader.boligsociale_planer,
    byomraader.forandringsplaner,
    byomraader.omraadefornyelser,
    byomraader.strategi,
)


def compose_stykker(aar: int, dato: dt.date) -> tuple[Stykke, ...]:
    """Every section with the figures of `aar`, as of `dato`; a section without data says so (`Stykke.mangler`)."""
    grundlag = Grundlag(aar, dato)
    return tuple(stykke for compose in AFSNIT for stykke in compose(grundlag))


def compose_introduktion(aar: int, dato: dt.date, stykker: Sequence[Stykke] | None = None) -> Papir:
    """The paper. `stykker` where the caller has composed them already."""
    profil = current_profil()
    parts = stykker if stykker is not None else compose_stykker(aar, dato)
    demo = any(item.demo for item in parts)
    return Papir(
        art=ART,
        titel=f"Almene boliger i {profil.kort_navn} {aar}",
        dato=dato,
        afsender=Afsender(profil.navn, aktoer_navn(FORVALTNING, dato)),
        modtager=(f"Til {aktoer_navn(UDVALG, dato)}",),
        henvisninger=(("Notat", f"Introduktion til området, {aar}"),),
        afsnit=tuple(item.afsnit for item in parts),
        underskrift=(),
        maerke="DEMO: notatet bygger også på opdigtede sager og tal" if demo else "",
    )

"""What indstillinger say of an approval: the same for every kind, since the kind is data."""

from __future__ import annotations

import datetime as dt

from almen.godkendelser.breve import application_section, legal_basis_section, limits_section, subject
from almen.godkendelser.egne_breve import decided_matter
from almen.papirer import Afsnit, Tekst
from almen.regler.dansk import format_dato
from almen.sager.breve import to_fill
from almen.sager.indstilling import Indstillingsindhold, sag_kilde
from almen.sager.models import Sag
from almen.sagsgang.definition import Trin


def approval(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """What is applied for, the figures against their limits, and the law that it rests on."""
    kilde = (sag_kilde(sag, "ansøgningen"),)
    who = str(sag.boligorganisation or to_fill("ansøger"))
    applied = Tekst(
        f"{who} har søgt om godkendelse: {subject(sag)}. Sagen blev åbnet den {format_dato(sag.aabnet_dato)}.",
        kilde,
    )
    limits = limits_section(sag, dato)
    return Indstillingsindhold(
        ekstra=(Tekst(f"at ansøgningen fra {who} imødekommes ({subject(sag)})", kilde),),
        problemstilling=Afsnit("", (applied,), tabeller=application_section(sag).tabeller),
        loesning=Afsnit("", limits.tekst),
        retsgrundlag=legal_basis_section(sag, "Sagen afgøres").tekst,
    )


def own_decision(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """What the municipality is to decide of its own accord, what it knows of the matter, and the law that it rests on."""
    kilde = (sag_kilde(sag, "oplysningerne"),)
    known = Tekst(
        f"Sagen handler om {subject(sag)}. Den blev åbnet den {format_dato(sag.aabnet_dato)}.", kilde
    )
    limits = limits_section(sag, dato)
    return Indstillingsindhold(
        ekstra=(Tekst(decided_matter(sag), kilde),),
        problemstilling=Afsnit("", (known,), tabeller=application_section(sag).tabeller),
        loesning=Afsnit("", limits.tekst),
        retsgrundlag=legal_basis_section(sag, "Sagen afgøres").tekst,
    )

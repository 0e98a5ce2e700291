"""What the municipality itself demands of who pays a boligsocial helhedsplan: its practice on a day, as the rule takes it."""

from __future__ import annotations

import datetime as dt

from almen.regler.medfinansiering import LOKALE, Gulv
from almen.sagsgang.profil import Profil


def gulve_on(profil: Profil, dato: dt.date) -> dict[str, Gulv]:
    """The floors of municipality and boligorganisation on `dato`, by part; a floor that the profile has not set is left out."""
    found = ((navn, profil.praksis_on(f"boligsocial_{navn}_mindst", dato)) for navn in LOKALE)
    return {
        navn: Gulv(item.vaerdier[0], f"{item.navn}: {item.kilde}")
        for navn, item in found
        if item is not None and item.vaerdier
    }

"""The check `delegation`, which a route names on steps that an actor takes on another body's behalf."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from almen.grundlag.selectors import sagsgang_of
from almen.grundlag.selectors.delegation import Delegationssvar, find_delegation, periode_of
from almen.sagsgang.definition import Trin
from almen.sagsgang.register import REGISTER, Kontrol, Kontrolsvar, Sagskort

ID = "delegation"
TITEL = "Delegation til den, der afgør sagen"


def delegated_actors(sag: Any) -> tuple[str, ...]:
    """The actors that the case's route lets act by delegation; empty where it names the check nowhere. No query."""
    if not sag.sagsgangsversion_id:
        return ()
    route = sagsgang_of(sag.sagsgangsversion_id)
    return tuple(dict.fromkeys(step.aktoer for step in route.trin if ID in step.kontroller))


def answer_step(sag: Any, trin: Trin, dato: dt.date) -> Kontrolsvar:
    """Whether the step's actor may decide this kind of case on `dato`."""
    return _answer(find_delegation(sag.sagstype, trin.aktoer, dato))


def answer_sag(sag: Any, dato: dt.date) -> Kontrolsvar:
    """The same for the whole case: yes if every actor that acts by delegation may."""
    answers = [find_delegation(sag.sagstype, aktoer, dato) for aktoer in delegated_actors(sag)]
    refused = [item for item in answers if not item.tilladt]
    if not answers:
        return Kontrolsvar(ID, "ja", TITEL, "Ingen afgør sagen på en andens vegne.")
    return _answer((refused or answers)[0])


def _answer(svar: Delegationssvar) -> Kontrolsvar:
    found = svar.delegation
    if found is None:
        return Kontrolsvar(ID, "nej", TITEL, svar.begrundelse)
    kilde = {
        "navn": f"Delegation: {found.navn}",
        "hjemmel": found.kilde,
        "delegation": found.kode,
        "sikkerhed": found.sikkerhed,
    }
    return Kontrolsvar(ID, "ja", TITEL, f"{svar.begrundelse} {found.beslutning}.", (kilde,))


def _lines(sag: Any, bruger: Any) -> list[tuple[str, str, str]]:
    lines = []
    for aktoer in delegated_actors(sag):
        svar = find_delegation(sag.sagstype, aktoer, sag.aabnet_dato)
        if svar.delegation is None:
            lines.append(("Ingen delegation", svar.begrundelse, reverse("grundlag:delegationer")))
        else:
            way = reverse("grundlag:delegation", args=[svar.delegation.kode])
            lines.append((svar.delegation.navn, periode_of(svar.delegation).capitalize(), way))
    return lines


def register() -> None:
    """Puts the check in the engine's register, and the way to the delegation on the case page; once, when Django starts."""
    if ID in REGISTER.kontroller:
        return
    REGISTER.register_kontrol(
        Kontrol(ID, TITEL, answer_sag, for_ansoeger=False, af_trin=answer_step, ufravigelig=True)
    )
    REGISTER.register_sagskort(Sagskort(ID, "Delegation", _lines, lambda sag, bruger: []))

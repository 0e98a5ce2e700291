"""Criteria that are switched off on a day, and the classes that are gone with them (e.g. after EU Court case C-417/23).

A criterion is switched off by ending its row among the parameters `omraade.*`, from a date and without code.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from almen.regler.dansk import format_dato
from almen.regler.laes import load_parametre
from almen.regler.omraadeklasse import KLASSER, Klasse, Kriterium
from almen.regler.omraadesvar import TITLER
from almen.regler.parameter import Raekke
from almen.regler.samling import Parametre


@dataclass(frozen=True, slots=True)
class Slukket:
    """A class that lacks a criterion which it had, or the class that it rests on.

    `kriterium`, `parameter`, `sidste` (its last day): None where only the class it rests on is gone. `findes`: the class
    is there without it. `tekst`: what it means, in Danish.
    """

    klasse: str
    navn: str
    kriterium: str | None
    parameter: str | None
    sidste: date | None
    findes: bool
    tekst: str


def find_slukkede(dag: date, parametre: Parametre | None = None) -> tuple[Slukket, ...]:
    """What is switched off on a day though the rest of its class holds; empty where the law is whole.

    A class that was replaced as a whole, or that is not known well enough on that day, is none.
    """
    parametre = parametre or load_parametre()
    fundet: list[Slukket] = []
    vaek: set[str] = set()
    for klasse in KLASSER:
        if not _in_force(klasse, dag, parametre):
            continue
        if klasse.forudsaetter in vaek:
            vaek.add(klasse.id)
            navn = next(k.navn for k in KLASSER if k.id == klasse.forudsaetter)
            tekst = f"{klasse.navn} findes ikke, for klassen forudsætter {navn.lower()}."
            fundet.append(Slukket(klasse.id, klasse.navn, None, None, None, False, tekst))
            continue
        for kriterium in (*klasse.krav, *klasse.valgfri):
            if sidste := _ended(kriterium, dag, parametre):
                findes = kriterium in klasse.valgfri
                if not findes:
                    vaek.add(klasse.id)
                fundet.append(_switched_off(klasse, kriterium, sidste, findes))
    return tuple(fundet)


def _in_force(klasse: Klasse, dag: date, parametre: Parametre) -> bool:
    if klasse.antal is None:
        # Held up by its demands: one of them, or the class before it, must be known on the day.
        return klasse.forudsaetter is not None or any(parametre.find(k.parameter, dag) for k in klasse.krav)
    antal = parametre.find(klasse.antal, dag)
    return antal is not None and antal.vaerdi is not None


def _ended(kriterium: Kriterium, dag: date, parametre: Parametre) -> Raekke | None:
    """The last row of a criterion that has ended before the day and has none on it."""
    if parametre.find(kriterium.parameter, dag) is not None:
        return None
    ended = [r for r in parametre.get(kriterium.parameter).raekker if r.til is not None and r.til < dag]
    return max(ended, key=lambda r: r.til or date.min, default=None)


def _switched_off(klasse: Klasse, kriterium: Kriterium, raekke: Raekke, findes: bool) -> Slukket:
    assert raekke.til is not None  # noqa: S101 - `_ended` gives only rows that end
    tekst = f"{TITLER[kriterium.navn]} er slået fra fra {format_dato(raekke.til + timedelta(days=1))}. "
    if findes:
        tekst += f"Kriteriet tæller ikke med, når {klasse.navn.lower()} afgøres; de øvrige kriterier gør."
    else:
        tekst += f"Uden kriteriet findes klassen {klasse.navn.lower()} ikke."
    if raekke.note:
        tekst += f" {raekke.note}"
    return Slukket(klasse.id, klasse.navn, kriterium.navn, kriterium.parameter, raekke.til, findes, tekst)

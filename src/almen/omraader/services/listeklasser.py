"""The classes that the state's list of a day gives an area: registered, replaced with a reason, withdrawn. Only added, never altered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from almen.grundlag.selectors import current_parametre
from almen.grundlag.services.aflaesning import (
    AGAIN,
    Aflaesningsord,
    check_kilde,
    clean_begrundelse,
    is_same_source,
    require_begrundelse,
    require_news,
    save_withdrawal,
)
from almen.omraader.klasser import NAVNE, ORDEN, klasse_navn
from almen.omraader.models import Listeudpegning, Omraade
from almen.omraader.selectors.tal import klasser_on
from almen.omraader.services.listedag import check_liste
from almen.omraader.services.omraade import require_edit
from almen.omraader.services.stand import refresh_stande
from almen.organisationer.models import Bruger
from almen.regler.dansk import format_dato
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.omraadeklasse import KLASSER
from almen.regler.samling import Parametre
from almen.sager.services import system_journal

INGEN = "ingen"
ORD = Aflaesningsord(
    "klasser",
    "Udpegningen er erstattet eller tilbagekaldt i mellemtiden. Intet er ændret.",
    "listen er registreret i forvejen",
)
_FORUDSAETTER = {klasse.id: klasse.forudsaetter for klasse in KLASSER if klasse.forudsaetter}


@dataclass(frozen=True)
class Listeinput:
    """What the list of a day says of an area. No classes: the area is on none of the lists."""

    omraade: int
    liste: dt.date
    klasser: tuple[str, ...]
    kilde: str
    sikkerhed: str
    kilde_adresse: str = ""
    note: str = ""


def check_listeklasser(item: Listeinput, parametre: Parametre, today: dt.date) -> list[Fejl]:
    """Every fault, in Danish. No query."""
    faults = [
        *check_liste(item.liste, parametre, today),
        *check_kilde(item.kilde, item.kilde_adresse, item.sikkerhed, item.note),
    ]
    if any(fejl.felt == "liste" for fejl in faults):
        return faults
    known = klasser_on(item.liste, parametre)
    for klasse in item.klasser:
        if klasse not in known:
            told = NAVNE.get(klasse, klasse[:40])
            faults.append(
                Fejl(
                    "klasser",
                    f"“{told}” er ikke på listen den {format_dato(item.liste)}; tilladt er {', '.join(known)}",
                )
            )
    return faults


def complete_klasser(klasser: Iterable[str]) -> tuple[str, ...]:
    """The classes with those they presuppose (an omdannelsesområde is a parallelsamfund), in the order of gravity."""
    found = set(klasser)
    for klasse in tuple(found):
        while klasse in _FORUDSAETTER:
            klasse = _FORUDSAETTER[klasse]
            found.add(klasse)
    known = [klasse for klasse in ORDEN if klasse in found]
    return (*known, *sorted(found - set(known)))


def read_klasse(tekst: str, liste: dt.date, parametre: Parametre) -> str:
    """The class that a text means on a list's day: its id, or what the law called it then; else the text itself."""
    plain = _plain(tekst)
    for klasse in klasser_on(liste, parametre):
        if plain in (klasse, _plain(klasse_navn(klasse, liste))):
            return klasse
    return plain


def _plain(tekst: str) -> str:
    folded = tekst.strip().casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return "_".join(folded.split())


def register_listeklasser(
    *,
    bruger: Bruger,
    item: Listeinput,
    begrundelse: str = "",
    erstatter: Listeudpegning | None = None,
    demo: bool = False,
) -> Listeudpegning:
    """Adds what a list says. One that replaces another needs a reason, and the old one stays in the history.

    Raises UgyldigtInput naming the fields, AdgangNaegtet.
    """
    require_edit(bruger)
    if faults := check_listeklasser(item, current_parametre(), timezone.localdate()):
        raise UgyldigtInput(faults)
    why = clean_begrundelse(begrundelse)
    with system_journal(bruger) as journal:
        if not Omraade.objects.filter(pk=item.omraade).exists():
            raise UgyldigtInput([Fejl("omraade", "findes ikke")])
        before = Listeudpegning.objects.filter(
            omraade=item.omraade, liste=item.liste, erstattet_af__isnull=True
        ).first()
        same = before is not None and says_the_same(before, item)
        require_news(before, erstatter, same=same, begrundelse=why, ord_=ORD)
        reading = new_udpegning(item, bruger, before, why or (AGAIN if before else ""), demo)
        reading.save(force_insert=True)
        journal.append(
            "listeklasser_registreret",
            f"{reading}: {describe_klasser(reading.klasser, reading.liste)}.",
            {**_facts(reading), "foer": before.klasser if before else None},
        )
        refresh_stande([item.omraade])
    return reading


def withdraw_listeklasser(*, bruger: Bruger, udpegning: Listeudpegning, begrundelse: str) -> Listeudpegning:
    """Takes what was registered of a list out of the picture. Raises UgyldigtInput, AdgangNaegtet."""
    require_edit(bruger)
    why = require_begrundelse(begrundelse)
    with system_journal(bruger) as journal:
        withdrawal = save_withdrawal(udpegning, bruger, why, ORD)
        journal.append("listeklasser_tilbagekaldt", f"{withdrawal}: tilbagekaldt.", _facts(withdrawal))
        refresh_stande([withdrawal.omraade_id])
    return withdrawal


def new_udpegning(
    item: Listeinput, bruger: Bruger, before: Listeudpegning | None, begrundelse: str, demo: bool = False
) -> Listeudpegning:
    """The reading, not saved yet."""
    return Listeudpegning(
        omraade_id=item.omraade,
        liste=item.liste,
        klasser=list(complete_klasser(item.klasser)),
        kilde=item.kilde.strip(),
        kilde_adresse=item.kilde_adresse,
        sikkerhed=item.sikkerhed,
        note=item.note,
        demo=demo,
        registreret_af=bruger,
        erstatter=before,
        begrundelse=begrundelse,
    )


def says_the_same(before: Listeudpegning, item: Listeinput) -> bool:
    """True if the classes, the certainty and the source are as registered."""
    same_source = is_same_source(before, item.kilde, item.kilde_adresse)
    same_classes = set(before.klasser) == set(complete_klasser(item.klasser))
    return same_source and same_classes and before.sikkerhed == item.sikkerhed


def describe_klasser(klasser: Iterable[str], liste: dt.date) -> str:
    """The classes in words, by the names of the list's day."""
    return ", ".join(klasse_navn(klasse, liste) for klasse in klasser) or "på ingen liste"


def _facts(reading: Listeudpegning) -> dict[str, object]:
    names = ("liste", "klasser", "kilde", "begrundelse")
    facts = {name: getattr(reading, name) for name in names}
    return {
        **facts,
        "udpegning": reading.pk,
        "omraade": reading.omraade.navn,
        "omraade_id": reading.omraade_id,
    }

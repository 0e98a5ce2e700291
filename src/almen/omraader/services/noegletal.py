"""Figures one at a time: registered, replaced with a reason, withdrawn. Readings are added, never altered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from almen.grundlag.selectors import current_parametre
from almen.grundlag.services.aflaesning import (
    AGAIN,
    Aflaesningsord,
    check_kilde,
    clean_begrundelse,
    count_decimals,
    is_same_source,
    require_begrundelse,
    require_news,
    save_withdrawal,
)
from almen.omraader.indikatorer import LANDSGENNEMSNIT, find_indikator, indikatorer_by_id
from almen.omraader.models import Listeudpegning, Noegletal, Omraade
from almen.omraader.services.listedag import check_liste
from almen.omraader.services.omraade import require_edit
from almen.omraader.services.stand import refresh_lister, refresh_stande
from almen.organisationer.models import Bruger
from almen.regler.dansk import format_tal
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.samling import Parametre
from almen.sager.services import system_journal

MAX_DECIMALER = 4
ORD = Aflaesningsord(
    "vaerdi",
    "Tallet er erstattet eller tilbagekaldt i mellemtiden. Intet er ændret.",
    "tallet erstatter et andet",
)


@dataclass(frozen=True)
class Noegletalinput:
    """A figure as it stands in its source. `omraade` None: a reference, of a region or ("") the whole country.

    `vaerdi` None: the source says that it does not know. `liste` is the list's day.
    """

    omraade: int | None
    liste: dt.date
    indikator: str
    vaerdi: Decimal | None
    kilde: str
    sikkerhed: str
    region: str = ""
    kilde_adresse: str = ""
    note: str = ""

    @property
    def noegle(self) -> tuple[int | None, str, dt.date, str]:
        """What the figure is about."""
        return (self.omraade, self.region, self.liste, self.indikator)


def check_noegletal(tal: Noegletalinput, parametre: Parametre, today: dt.date) -> list[Fejl]:
    """Every fault of a figure, in Danish: what is wrong and what is allowed. No query."""
    return [
        *check_liste(tal.liste, parametre, today),
        *_check_indikator(tal),
        *check_vaerdi(tal.indikator, tal.vaerdi),
        *check_kilde(tal.kilde, tal.kilde_adresse, tal.sikkerhed, tal.note),
    ]


def register_noegletal(
    *,
    bruger: Bruger,
    tal: Noegletalinput,
    begrundelse: str = "",
    erstatter: Noegletal | None = None,
    demo: bool = False,
) -> Noegletal:
    """Adds a reading. One that replaces a figure needs a reason, and the old one stays in the history.

    `erstatter`: the reading that the user saw and replaces; refused if another has come since.
    Raises UgyldigtInput naming the fields, AdgangNaegtet.
    """
    require_edit(bruger)
    if faults := check_noegletal(tal, current_parametre(), timezone.localdate()):
        raise UgyldigtInput(faults)
    why = clean_begrundelse(begrundelse)
    with system_journal(bruger) as journal:
        if tal.omraade is not None and not Omraade.objects.filter(pk=tal.omraade).exists():
            raise UgyldigtInput([Fejl("omraade", "findes ikke")])
        before = _latest(tal)
        same = before is not None and says_the_same(before, tal)
        require_news(before, erstatter, same=same, begrundelse=why, ord_=ORD)
        reading = new_reading(tal, bruger, before, why or (AGAIN if before else ""), demo)
        reading.save(force_insert=True)
        journal.append(
            "noegletal_registreret",
            f"{reading}: {'erstattet' if before else 'registreret'}.",
            {**_facts(reading), "foer": str(before.tal) if before else None},
        )
        _refresh(reading)
    return reading


def register_first(
    *,
    bruger: Bruger,
    tal: Sequence[Noegletalinput],
    lister: Sequence[Listeudpegning] = (),
    demo: bool = False,
) -> int:
    """Adds readings of figures, and of lists, that have none yet, in one act: all or none; returns how many.

    Raises UgyldigtInput whose fields are `tal[3].vaerdi`, AdgangNaegtet; IntegrityError if one has a reading.
    """
    require_edit(bruger)
    parametre, today = current_parametre(), timezone.localdate()
    faults = [
        Fejl(f"tal[{place}].{fejl.felt}", fejl.besked)
        for place, item in enumerate(tal)
        for fejl in check_noegletal(item, parametre, today)
    ]
    if faults:
        raise UgyldigtInput(faults)
    with system_journal(bruger) as journal:
        Noegletal.objects.bulk_create(
            [new_reading(item, bruger, None, "", demo) for item in tal], batch_size=500
        )
        Listeudpegning.objects.bulk_create(lister, batch_size=500)
        areas = {item.omraade for item in tal if item.omraade is not None}
        refresh_stande(areas | {item.omraade_id for item in lister})
        if means := {item.liste for item in tal if item.omraade is None}:
            refresh_lister(means, besides=areas)
        count = len(tal) + len(lister)
        journal.append(
            "noegletal_registreret",
            f"Nøgletal for områder registreret: {count} aflæsninger.",
            {"antal": count},
        )
    return count


def withdraw_noegletal(*, bruger: Bruger, noegletal: Noegletal, begrundelse: str) -> Noegletal:
    """Takes a figure out of the picture; it stays in the history. Raises UgyldigtInput, AdgangNaegtet."""
    require_edit(bruger)
    why = require_begrundelse(begrundelse)
    with system_journal(bruger) as journal:
        withdrawal = save_withdrawal(noegletal, bruger, why, ORD)
        journal.append("noegletal_tilbagekaldt", f"{withdrawal}: tilbagekaldt.", _facts(withdrawal))
        _refresh(withdrawal)
    return withdrawal


def says_the_same(before: Noegletal, tal: Noegletalinput) -> bool:
    """True if the figure as printed, its certainty and where it stands are as registered."""
    same_source = is_same_source(before, tal.kilde, tal.kilde_adresse)
    return same_source and str(before.tal) == str(tal.vaerdi) and before.sikkerhed == tal.sikkerhed


def new_reading(
    tal: Noegletalinput, bruger: Bruger, before: Noegletal | None, begrundelse: str, demo: bool = False
) -> Noegletal:
    """The reading, not saved yet."""
    return Noegletal(
        omraade_id=tal.omraade,
        region=tal.region,
        liste=tal.liste,
        indikator=tal.indikator,
        vaerdi=tal.vaerdi,
        decimaler=count_decimals(tal.vaerdi),
        kilde=tal.kilde.strip(),
        kilde_adresse=tal.kilde_adresse,
        sikkerhed=tal.sikkerhed,
        note=tal.note,
        demo=demo,
        registreret_af=bruger,
        erstatter=before,
        begrundelse=begrundelse,
    )


def check_vaerdi(indikator: str, vaerdi: Decimal | None) -> list[Fejl]:
    """Faults of a value: outside what the indicator can be, or more precise than is kept."""
    found = find_indikator(indikator)
    if found is None or vaerdi is None:
        return []
    if not 0 <= vaerdi <= found.hoejst:
        return [Fejl("vaerdi", f"skal være fra 0 til {format_tal(found.hoejst)} {found.enhed_tekst}")]
    if indikator == LANDSGENNEMSNIT and not vaerdi:
        return [Fejl("vaerdi", "skal være over 0")]
    if found.heltal and count_decimals(vaerdi):
        return [Fejl("vaerdi", "skal være et helt tal")]
    if count_decimals(vaerdi) > MAX_DECIMALER:
        return [Fejl("vaerdi", f"må højst have {MAX_DECIMALER} decimaler")]
    return []


def _check_indikator(tal: Noegletalinput) -> list[Fejl]:
    found = find_indikator(tal.indikator)
    if found is None:
        return [Fejl("indikator", f"skal være en af: {', '.join(indikatorer_by_id())}")]
    if found.reference is None:
        fejl = [] if tal.omraade is not None else [Fejl("omraade", "skal vælges for dette tal")]
        return fejl + ([Fejl("region", "skal være tom, når tallet er et områdes")] if tal.region else [])
    if tal.omraade is not None:
        return [Fejl("omraade", f"skal være tomt; {found.navn.lower()} er fælles for alle områder")]
    if found.reference == "landet" and tal.region:
        return [Fejl("region", "skal være tom, når tallet er hele landets")]
    if found.reference == "regionen" and not 0 < len(tal.region) <= 40:
        return [Fejl("region", "skal udfyldes med højst 40 tegn")]
    return []


def _latest(tal: Noegletalinput) -> Noegletal | None:
    """The last reading of the same figure, a withdrawal too."""
    return Noegletal.objects.filter(
        omraade=tal.omraade,
        region=tal.region,
        liste=tal.liste,
        indikator=tal.indikator,
        erstattet_af__isnull=True,
    ).first()


def _refresh(reading: Noegletal) -> None:
    if reading.omraade_id is not None:
        refresh_stande([reading.omraade_id])
    elif reading.indikator == LANDSGENNEMSNIT:
        refresh_lister([reading.liste])


def _facts(reading: Noegletal) -> dict[str, object]:
    names = ("region", "liste", "indikator", "kilde", "begrundelse")
    facts = {name: getattr(reading, name) for name in names}
    omraade = reading.omraade.navn if reading.omraade else None
    return {
        **facts,
        "noegletal": reading.pk,
        "omraade": omraade,
        "omraade_id": reading.omraade_id,
        "vaerdi": str(reading.tal),
    }

"""Strategies that plans and bases point to (M29)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from almen.grundlag.models import Administrationsgrundlag, Sikkerhed
from almen.organisationer.models import Bruger
from almen.planer.models import Strategi
from almen.planer.services.inddata import check_periode, check_text, check_valg, refuse
from almen.regler.fejl import Fejl
from almen.sager import adgang
from almen.sager.services import system_journal

MAY_NOT_EDIT = "Kun sagsbehandlere og ledere kan rette strategier."


def save_strategi(
    *,
    bruger: Bruger,
    navn: str,
    kilde: str,
    sikkerhed: str,
    strategi: Strategi | None = None,
    beskrivelse: str = "",
    fra: dt.date | None = None,
    til: dt.date | None = None,
    stand: str = "",
    kilde_adresse: str = "",
    grundlag: Collection[Administrationsgrundlag] = (),
    demo: bool = False,
) -> Strategi:
    """Adds a strategy or changes `strategi`, wholly. `stand` says in words how far it is; `grundlag` are the bases it bears on.

    Raises UgyldigtInput or AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    with system_journal(bruger) as journal:
        row = Strategi(demo=demo) if strategi is None else Strategi.objects.get(pk=strategi.pk)
        before = _as_data(row) if row.pk else {}
        row.navn, row.beskrivelse, row.stand = navn.strip(), beskrivelse.strip(), stand.strip()
        row.fra, row.til, row.sikkerhed = fra, til, sikkerhed
        row.kilde, row.kilde_adresse = kilde.strip(), kilde_adresse.strip()
        fejl = [
            *check_text("navn", row.navn, 200),
            *check_text("kilde", row.kilde, 400),
            *check_text("kilde_adresse", row.kilde_adresse, 400, mindst=0),
            *check_text("stand", row.stand, 200, mindst=0),
            *check_valg("sikkerhed", sikkerhed, Sikkerhed.values),
            *check_periode(fra, til),
        ]
        if Strategi.objects.filter(navn=row.navn).exclude(pk=row.pk).exists():
            fejl.append(Fejl("navn", "Der er allerede en strategi med det navn"))
        refuse(fejl)
        row.save()
        row.grundlag.set(grundlag)
        after = _as_data(row)
        if before != after:
            words = f"Strategien er {'rettet' if before else 'registreret'}: {row.navn}"
            journal.append("strategi_gemt", words, {"strategi": row.pk, "foer": before, "efter": after})
    return row


def _as_data(row: Strategi) -> dict[str, object]:
    names = ("navn", "beskrivelse", "fra", "til", "stand", "kilde", "kilde_adresse", "sikkerhed")
    return {name: getattr(row, name) for name in names} | {
        "grundlag": sorted(row.grundlag.values_list("pk", flat=True))
    }

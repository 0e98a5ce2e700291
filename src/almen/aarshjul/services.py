"""What can be done with the year wheel; the only place that writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.utils import timezone

from almen.aarshjul.models import Aarshjulsopgave
from almen.aarshjul.plan import Planlagt
from almen.aarshjul.selectors import missing_opgaver, punkter
from almen.organisationer.models import Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.services import opened_sag, system_journal, whole_act
from almen.sagsgang.aarshjul import AARSHJULSOPGAVE
from almen.sagsgang.register import REGISTER, Aarsopgave

# How far from today a year may be started: the house's own guard against a mistyped year.
YEARS_BACK, YEARS_AHEAD = 2, 2


def open_aar(
    *,
    bruger: Bruger,
    aar: int,
    valgte: Collection[str] | None = None,
    aabnes_senest: dt.date | None = None,
    ansvarlig: Bruger | None = None,
    demo: bool = False,
) -> list[Sag]:
    """Opens a case for every task of `aar` that has none, in one act; gives the cases.

    Running it again opens only what is missing; two at once wait for each other. `valgte` and `aabnes_senest` as in
    `selectors.missing_opgaver`. Raises AdgangNaegtet, UgyldigtInput (year or item), or IngenSagsgang; then nothing
    is opened.
    """
    adgang.require(
        adgang.may_open_sag(bruger), "Kun sagsbehandlere og ledere kan starte opgaver i årshjulet."
    )
    check_input(aar, valgte)
    # The system's journal is the queue: whoever comes second sees what the first has opened.
    with whole_act(), system_journal(bruger) as journal:
        found = missing_opgaver(aar, valgte, aabnes_senest)
        sager = [_open(bruger, item, ansvarlig or bruger, demo) for item in found]
        if sager:
            journal.append(
                "aarshjul_startet",
                f"Årshjulet {aar}: {len(sager)} opgaver er startet.",
                {"aar": aar, "sager": [sag.nummer for sag in sager]},
            )
    return sager


def check_input(aar: int, valgte: Collection[str] | None) -> None:
    """Raises UgyldigtInput if the year is too far from today, or an item is not the wheel's."""
    this_year = timezone.localdate().year
    fejl = []
    if not this_year - YEARS_BACK <= aar <= this_year + YEARS_AHEAD:
        fejl.append(
            Fejl("aar", f"er {aar}; tilladt er {this_year - YEARS_BACK} til {this_year + YEARS_AHEAD}")
        )
    known = [punkt.id for punkt in punkter()]
    fejl += [
        Fejl("punkter", f"“{item[:60]}” er ikke i årshjulet; tilladt er {', '.join(known) or 'ingen'}")
        for item in valgte or ()
        if item not in known
    ]
    if fejl:
        raise UgyldigtInput(fejl)


def _open(bruger: Bruger, item: Planlagt, ansvarlig: Bruger, demo: bool) -> Sag:
    today = timezone.localdate()
    opgave = Aarshjulsopgave(
        punkt=item.punkt.id,
        navn=item.punkt.navn,
        aar=item.aar,
        boligorganisation=item.boligorganisation,
        frist=item.frist,
        aktoer=item.punkt.aktoer,
        hjemmel="; ".join(item.punkt.hjemmel)[:200],
        sikkerhed=item.punkt.sikkerhed,
    )
    opened = min(item.aabnes, today) if demo else today
    if item.punkt.sagstype == AARSHJULSOPGAVE:
        with opened_sag(
            bruger=bruger,
            sagstype=AARSHJULSOPGAVE,
            titel=_titel(item, demo),
            aabnet_dato=opened,
            boligorganisation=item.boligorganisation,
            fortrolighed=item.punkt.fortrolighed,
            ansvarlig=ansvarlig,
            demo=demo,
        ) as sag:
            opgave.sag = sag
            opgave.save(force_insert=True)
        return sag
    opener = REGISTER.sagstype(item.punkt.sagstype).aabn_aarsopgave
    if opener is None:
        raise UgyldigtInput(
            [Fejl("punkter", f"“{item.punkt.id}” hører til {item.punkt.sagstype}, som ikke kan åbnes herfra")]
        )
    opgave.sag = opener(
        bruger,
        Aarsopgave(
            item.punkt.id,
            _titel(item, demo),
            item.aar,
            item.frist,
            opened,
            item.boligorganisation,
            item.punkt.fortrolighed,
            ansvarlig,
            demo,
        ),
    )
    opgave.save(force_insert=True)
    return opgave.sag


def _titel(item: Planlagt, demo: bool) -> str:
    return f"{item.titel} (DEMO)"[:200] if demo else item.titel

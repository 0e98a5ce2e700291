"""Opening a case, and the acts that change what a case is called, who has it and which route it follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from almen.grundlag.models import Grundlagsversion, Sagsgangsversion
from almen.grundlag.selectors import sagsgangsversion_on
from almen.organisationer.models import Boligorganisation, Bruger
from almen.sager import adgang
from almen.sager.faste import insert
from almen.sager.models import Fortrolighed, Sag
from almen.sager.selectors.forloeb import load_forloeb
from almen.sager.services.journal import locked_journal, new_journal
from almen.sager.services.nummer import next_number
from almen.sager.services.offentlighed import withdraw_what_closed
from almen.sager.services.overblik import write_overblik
from almen.sager.services.transaktion import act_transaction


@contextmanager
def opened_sag(
    *,
    bruger: Bruger,
    sagstype: str,
    titel: str,
    aabnet_dato: dt.date | None = None,
    boligorganisation: Boligorganisation | None = None,
    fortrolighed: str = Fortrolighed.AABEN,
    ansvarlig: Bruger | None = None,
    grundlagsversion: Grundlagsversion | None = None,
    udspringer_af: Sag | None = None,
    demo: bool = False,
) -> Iterator[Sag]:
    """Opens a case under the route in force on `aabnet_dato` (default today); the body adds the domain's data.

    `udspringer_af` is the case that this one came of.

    Number, journal and projection are written in the same transaction when the body ends, so a case never exists
    without its project. Raises `AdgangNaegtet`, or `grundlag.selectors.IngenSagsgang` when no route was in force.
    """
    adgang.require(adgang.may_open_sag(bruger), "Kun sagsbehandlere og ledere kan åbne en sag.")
    opened = aabnet_dato or timezone.localdate()
    version = sagsgangsversion_on(sagstype, opened)
    with act_transaction():
        sag = Sag(
            nummer=next_number(opened.year),
            sagstype=sagstype,
            titel=titel,
            sagsgangsversion=version,
            grundlagsversion=grundlagsversion,
            aabnet_dato=opened,
            aabnet_af=bruger,
            ansvarlig=ansvarlig or bruger,
            boligorganisation=boligorganisation,
            fortrolighed=fortrolighed,
            udspringer_af=udspringer_af,
            demo=demo,
        )
        insert(sag)
        yield sag
        with new_journal(sag, bruger) as journal:
            journal.append(
                "sag_aabnet",
                f"Sagen er åbnet: {titel}",
                {
                    "sagstype": sagstype,
                    "sagsgang": version.version,
                    "aabnet": opened,
                    **({"udspringer_af": udspringer_af.nummer} if udspringer_af else {}),
                },
            )
        write_overblik(load_forloeb(sag, ()), new=True)


def refresh_overblik(sag: Sag) -> None:
    """Rewrites the projection after the domain's figures changed. Call inside the act's transaction."""
    write_overblik(load_forloeb(sag))


def move_to_version(*, bruger: Bruger, sag: Sag, version: Sagsgangsversion, begrundelse: str) -> None:
    """Moves a running case to another version of its route; its decisions stay and are read by the new route.

    Raises ValueError (Danish) if the version is a draft, of another case type, or no reason is given.
    """
    adgang.require(
        adgang.may_adopt(bruger), "Kun ledere og administratorer kan flytte en sag til en anden sagsgang."
    )
    if version.sagstype != sag.sagstype or version.status != "vedtaget":
        raise ValueError("Sagen kan kun flyttes til en vedtaget sagsgang for samme sagstype.")
    if not begrundelse.strip():
        raise ValueError("Skriv, hvorfor sagen flyttes.")
    with locked_journal(sag, bruger) as journal:
        sag = Sag.objects.select_related("sagsgangsversion").get(pk=sag.pk)
        old = sag.sagsgangsversion
        sag.sagsgangsversion = version
        sag.save(update_fields=["sagsgangsversion"])
        journal.append(
            "sagsgang_skiftet",
            f"Sagen er flyttet fra sagsgang {old.version} til {version.version}: {begrundelse.strip()}",
            {"fra": old.version, "til": version.version},
        )
        write_overblik(load_forloeb(sag))


def assign_sag(*, bruger: Bruger, sag: Sag, ansvarlig: Bruger) -> None:
    """Gives the case to another responsible person."""
    adgang.require(adgang.may_edit_sag(bruger), "Kun sagsbehandlere og ledere kan fordele sager.")
    with locked_journal(sag, bruger) as journal:
        sag.ansvarlig = ansvarlig
        sag.save(update_fields=["ansvarlig"])
        journal.append(
            "ansvarlig_skiftet", f"{ansvarlig} er nu ansvarlig for sagen.", {"ansvarlig": ansvarlig.pk}
        )
        write_overblik(load_forloeb(sag))


def edit_sag(*, bruger: Bruger, sag: Sag, titel: str, fortrolighed: str) -> None:
    """Changes the case's title and confidentiality; both the old and the new stand in the journal."""
    adgang.require(adgang.may_edit_sag(bruger), "Kun sagsbehandlere og ledere kan rette sagen.")
    with locked_journal(sag, bruger) as journal:
        old = {"titel": sag.titel, "fortrolighed": sag.fortrolighed}
        sag.titel, sag.fortrolighed = titel, fortrolighed
        sag.save(update_fields=["titel", "fortrolighed"])
        journal.append(
            "sag_rettet",
            "Sagens stamdata er rettet.",
            {"fra": old, "til": {"titel": titel, "fortrolighed": fortrolighed}},
        )
        if fortrolighed != Fortrolighed.AABEN:
            withdraw_what_closed(journal, sag=sag)
        write_overblik(load_forloeb(sag))

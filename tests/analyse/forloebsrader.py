"""Cases with the stays that a test says, put in as they are: what is tried is reading."""

from __future__ import annotations

import datetime as dt
import itertools

from almen.analyse.models import Ophold
from almen.grundlag.models import Sagsgangsversion
from almen.sager.models import Sag, Sagsoverblik

_numbers = itertools.count(1)


def put_case(
    bruger, organisation, version, aabnet, *stays, afslutning="", boligtyper="familie", fortrolighed="aaben"
):
    """A case of new building. Each stay: (step, first day, days or None[, how it ended]), days counted from `aabnet`."""
    route = Sagsgangsversion.objects.get(sagstype="nybyggeri", version=version)
    nummer = f"P-{next(_numbers):05}"
    sag = Sag.objects.create(
        nummer=nummer,
        titel=f"Prøvesag {nummer}",
        sagstype="nybyggeri",
        sagsgangsversion=route,
        boligorganisation=organisation,
        aabnet_dato=aabnet,
        aabnet_af=bruger,
        ansvarlig=bruger,
        fortrolighed=fortrolighed,
    )
    Sagsoverblik.objects.create(
        sag=sag,
        nummer=nummer,
        titel=sag.titel,
        soegetekst=sag.titel.lower(),
        sagstype="nybyggeri",
        fortrolighed=fortrolighed,
        aabnet_dato=aabnet,
        boligorganisation=organisation,
        version=version,
        afslutning=afslutning,
        boligtyper=boligtyper,
        senest_aendret=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )
    rounds: dict[str, int] = {}
    for trin, first, days, *art in stays:
        rounds[trin] = rounds.get(trin, 0) + 1
        klar = aabnet + dt.timedelta(days=first)
        Ophold.objects.create(
            sag=sag,
            trin=trin,
            runde=rounds[trin],
            fase="skema_a",
            aktoer="forvaltningen",
            klar=klar,
            slut=None if days is None else klar + dt.timedelta(days=days),
            dage=days,
            art=art[0] if art else "aaben" if days is None else "udfoert",
            klar_aar=klar.year,
            sagstype="nybyggeri",
            version=version,
            boligtyper=boligtyper,
            boligorganisation=organisation,
        )
    return sag

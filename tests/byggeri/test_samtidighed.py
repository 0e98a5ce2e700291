"""Two people act in the same second: what one frame cannot hold twice is bound once."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection, connections

from almen.byggeri.models import Grundkapitalramme
from almen.byggeri.selectors.rammer import find_ramme_afvigelser
from almen.byggeri.services import set_ramme
from almen.grundlag.demo import load_demo as load_grundlag
from almen.organisationer.models import Boligorganisation, Rolle
from almen.sager.services import BeslutningAfvist, record_beslutning
from byggeri.conftest import TIL_DIREKTION, decide, make_sag
from people import make_bruger


@pytest.mark.django_db(transaction=True)
def test_two_reservations_at_once_never_exceed_the_frame():
    admin = make_bruger("adam", Rolle.ADMINISTRATOR)
    load_grundlag(admin)
    set_ramme(bruger=make_bruger("leif", Rolle.LEDER), aar=2026, formaal="familie_ungdom", beloeb=20_000_000)
    organisation = Boligorganisation.objects.create(navn="Prøven", lbf_nummer="9001")
    people = [make_bruger(name, Rolle.SAGSBEHANDLER) for name in ("karen", "kim")]
    cases = [make_sag(bruger, organisation) for bruger in people]
    for sag, bruger in zip(cases, people, strict=True):
        decide(sag, bruger, *TIL_DIREKTION)
    start, results = threading.Barrier(2), []

    def act(sag, bruger):
        try:
            start.wait(10)
            record_beslutning(
                bruger=bruger, sag=sag, trin="direktion_oekonomi", dato=dt.date(2026, 2, 2), kilde="referat"
            )
            results.append("bound")
        except BeslutningAfvist as refused:
            results.append(" ".join(refused.fejl.values()))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act, args=pair) for pair in zip(cases, people, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(results) == 2
    assert results.count("bound") == 1
    assert "2.400.000 kr." in next(item for item in results if item != "bound")
    ramme = Grundkapitalramme.objects.get()
    assert (ramme.reserveret, ramme.tilbage) == (17_600_000, 2_400_000)
    assert find_ramme_afvigelser() == []
    assert connection.vendor in ("sqlite", "postgresql")

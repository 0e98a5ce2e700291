"""Two people keep the same meeting in the same second: one entry stands, nobody is fooled, nothing is there twice."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connections

from almen.grundlag.demo import load_demo as load_grundlag
from almen.organisationer.models import Boligorganisation, Rolle
from almen.sager.models import Beslutning
from almen.sager.services import BeslutningAfvist, record_beslutning
from almen.udvalg.fejl import MoedeAfvist
from almen.udvalg.models import Dagsordenspunkt, Punktudfald
from almen.udvalg.services import Udfaldsdata, create_moede, put_on_agenda, record_udfald
from byggeri.conftest import TIL_DIREKTION, decide, make_sag
from people import make_bruger


def together(*acts):
    """Runs the acts in threads that start at once; gives what each returned or raised."""
    start, results = threading.Barrier(len(acts)), []

    def run(act):
        try:
            start.wait(10)
            results.append(act())
        except (BeslutningAfvist, MoedeAfvist) as refused:
            results.append(refused)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.fixture
def scene(transactional_db):
    load_grundlag(make_bruger("adam", Rolle.ADMINISTRATOR))
    officer, direktion = make_bruger("karen", Rolle.SAGSBEHANDLER), make_bruger("dorte", Rolle.DIREKTION)
    sag = make_sag(officer, Boligorganisation.objects.create(navn="Prøven", lbf_nummer="9001"))
    decide(sag, officer, *TIL_DIREKTION)
    meetings = [
        create_moede(bruger=officer, organ="direktionen", dato=day)
        for day in (dt.date(2026, 3, 2), dt.date(2026, 3, 9))
    ]
    return officer, direktion, sag, meetings


def test_two_who_put_the_same_case_on_two_agendas_get_it_on_one(scene):
    officer, _, sag, (first, second) = scene
    results = together(
        *(
            lambda moede=moede: put_on_agenda(bruger=officer, moede=moede, sag=sag, trin="direktion_oekonomi")
            for moede in (first, second)
        )
    )
    assert sum(isinstance(item, Dagsordenspunkt) for item in results) == 1
    assert "allerede på dagsordenen" in str(next(item for item in results if isinstance(item, MoedeAfvist)))
    assert Dagsordenspunkt.objects.count() == 1


def test_the_minutes_and_the_case_page_at_once_give_one_decision(scene):
    officer, direktion, sag, (moede, _) = scene
    punkt = put_on_agenda(bruger=officer, moede=moede, sag=sag, trin="direktion_oekonomi")
    seen = sag.beslutninger.count()
    results = together(
        lambda: record_udfald(
            bruger=direktion, punkt=punkt, data=Udfaldsdata("udsat", tekst="Mere tid", set_antal=seen)
        ),
        lambda: record_beslutning(
            bruger=officer, sag=sag, trin="direktion_oekonomi", udfald="udsat", begrundelse="Mere tid",
            dato=moede.dato, kilde="referat", set_antal=seen,
        ),
    )  # fmt: skip
    assert sum(isinstance(item, BeslutningAfvist) for item in results) == 1
    assert Beslutning.objects.filter(trin="direktion_oekonomi").count() == 1
    assert Punktudfald.objects.get().beslutning.trin == "direktion_oekonomi"

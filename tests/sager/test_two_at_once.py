"""Two people act on one case at the same second: one wins, the other is told, nothing is lost."""

from __future__ import annotations

import datetime as dt
import threading
from functools import partial

import pytest
from django.db import connection

from almen.sager.models import Beslutning, Sag
from almen.sager.services import BeslutningAfvist, opened_sag, record_beslutning, verify_journal

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts):
    """Runs `acts` in threads that start together; returns each one's result or exception."""
    barrier, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index, act):
        barrier.wait()
        try:
            results[index] = act()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def test_one_decision_wins_and_the_other_is_told(sag, sagsbehandler, leder):
    results = at_once(
        [
            lambda: record_beslutning(
                bruger=sagsbehandler, sag=sag, trin="ansoegning", kilde="brev", set_antal=0
            ),
            lambda: record_beslutning(bruger=leder, sag=sag, trin="ansoegning", kilde="brev", set_antal=0),
        ]
    )
    assert sorted(type(item).__name__ for item in results) == ["AndenKomFoerst", "Beslutning"]
    assert Beslutning.objects.filter(sag=sag).count() == 1
    assert verify_journal() == []


def test_without_a_seen_version_the_second_is_still_refused(sag, sagsbehandler, leder):
    results = at_once(
        [
            lambda: record_beslutning(bruger=sagsbehandler, sag=sag, trin="ansoegning", kilde="brev"),
            lambda: record_beslutning(bruger=leder, sag=sag, trin="ansoegning", kilde="brev"),
        ]
    )
    refused = [item for item in results if isinstance(item, BeslutningAfvist)]
    assert len(refused) == 1
    assert "allerede" in str(refused[0])


def test_cases_opened_at_once_get_numbers_of_their_own(route, sagsbehandler, organisation):
    def open_one():
        with opened_sag(
            bruger=sagsbehandler, sagstype="proeve", titel="Samtidig", boligorganisation=organisation
        ) as sag:
            return sag.nummer

    results = at_once([open_one] * 6)
    assert len(set(results)) == 6, results
    assert Sag.objects.count() == 6
    assert verify_journal() == []


def test_a_letter_written_twice_at_once_is_one_document_of_each_form(sag, sagsbehandler, leder):
    from almen.papirer import Afsnit, Kilde, Tekst
    from almen.sager.breve import compose_letter
    from almen.sager.models import Dokument
    from almen.sager.selectors import find_papir
    from almen.sager.services import write_papir
    from almen.sagsgang.register import REGISTER, Papirtype
    from almen.sagsgang.udfald import Handling

    def letter(sag, beslutninger, dato):
        afsnit = [Afsnit("Modtaget", (Tekst("Ansøgningen er modtaget.", (Kilde("Sagen"),)),))]
        return compose_letter(sag, art="brev", titel="Kvittering", dato=dato, afsnit=afsnit)

    REGISTER.register_papir(
        Papirtype("kvittering", "Kvittering", letter, handlinger=frozenset({Handling.FORBEREDER}))
    )
    try:
        record_beslutning(bruger=sagsbehandler, sag=sag, trin="ansoegning", kilde="brev")
        valg, dato = find_papir(sag, "kvittering"), dt.date(2026, 11, 25)
        at_once([partial(write_papir, bruger=who, valg=valg, dato=dato) for who in (sagsbehandler, leder)])
    finally:
        REGISTER.unregister("kvittering")
    assert sorted(Dokument.objects.values_list("art", flat=True)) == [
        "papir:kvittering.docx",
        "papir:kvittering.pdf",
    ]
    assert verify_journal() == []

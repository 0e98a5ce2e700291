"""What the public and the calendar see of meetings: nothing closed, nothing of a case that is not open."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.sager.services import edit_sag
from almen.udvalg.fejl import MoedeAfvist
from almen.udvalg.offentligt import moede_noegle, public_moeder
from almen.udvalg.services import (
    Udfaldsdata,
    add_punkt,
    cancel_moede,
    create_moede,
    edit_punkt,
    finish_moede,
    put_on_agenda,
    record_udfald,
    send_dagsorden,
)
from almen.ui.kalender import gather
from udvalg.conftest import MOEDEDAG


@pytest.fixture
def public(client):
    def read(address: str = "/offentlig/moeder/") -> str:
        response = client.get(address)
        assert response.status_code == 200, address
        return response.content.decode()

    return read


def address(moede) -> str:
    return f"/offentlig/moeder/{moede_noegle(moede)}/"


def test_a_meeting_is_public_once_its_agenda_is_out(moede, sekretaer, public):
    add_punkt(bruger=sekretaer, moede=moede, titel="Godkendelse af dagsorden")
    assert not public_moeder().exists()
    send_dagsorden(bruger=sekretaer, moede=moede)
    assert "14.09.2026" in public(address(moede))


def test_closed_items_and_confidential_cases_are_told_neither_by_title_nor_outcome(
    moede, ny_sag, sekretaer, sagsbehandler, public
):
    secret, later = ny_sag("Hemmelig sag", fortrolighed="fortrolig"), ny_sag("Bliver fortrolig")
    put_on_agenda(bruger=sekretaer, moede=moede, sag=secret, trin="udvalg")
    put_on_agenda(bruger=sekretaer, moede=moede, sag=later, trin="udvalg")
    add_punkt(bruger=sekretaer, moede=moede, titel="Lukket handel", lukket=True, lukket_grund="Pris")
    add_punkt(bruger=sekretaer, moede=moede, titel="Trafikplan", art="anden", omraade="Andet")
    send_dagsorden(bruger=sekretaer, moede=moede)
    page = public(address(moede))
    assert "Trafikplan" in page and "Bliver fortrolig" in page
    assert not any(word in page for word in ("Hemmelig", "handel", "Pris"))
    edit_sag(bruger=sagsbehandler, sag=later, titel=later.titel, fortrolighed="intern")
    assert "Bliver fortrolig" not in public(address(moede))


def test_outcomes_are_public_when_the_minutes_are_complete(moede, sag, sekretaer, public):
    punkt = put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg")
    send_dagsorden(bruger=sekretaer, moede=moede)
    record_udfald(bruger=sekretaer, punkt=punkt, data=Udfaldsdata("godkendt", stemmer="for A 6; imod B 5"))
    assert "5 imod" not in public(address(moede))
    finish_moede(bruger=sekretaer, moede=moede)
    assert "5 imod" in public(address(moede))


def test_direktionens_meetings_are_not_public(sekretaer, client):
    moede = create_moede(bruger=sekretaer, organ="direktionen", dato=MOEDEDAG)
    add_punkt(bruger=sekretaer, moede=moede, titel="Internt")
    send_dagsorden(bruger=sekretaer, moede=moede)
    assert client.get(address(moede)).status_code == 404


@pytest.mark.parametrize("key", ["udvalget-2026-09-15", "udvalget-20260914", "UDVALGET-2026-09-14", "x", "-"])
def test_another_spelling_is_not_there(moede, sekretaer, client, key):
    add_punkt(bruger=sekretaer, moede=moede, titel="Punkt")
    send_dagsorden(bruger=sekretaer, moede=moede)
    assert client.get(f"/offentlig/moeder/{key}/").status_code == 404


def test_an_item_cannot_be_closed_while_its_case_is_open(moede, sag, sekretaer):
    with pytest.raises(MoedeAfvist, match="Gør sagen intern eller fortrolig"):
        put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg", lukket=True)
    punkt = put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg")
    with pytest.raises(MoedeAfvist) as refused:
        edit_punkt(bruger=sekretaer, punkt=punkt, titel="x", lukket=True, lukket_grund="Pris", standard=False)
    assert set(refused.value.fejl) == {"lukket"}


def test_the_calendar_has_meetings_and_their_deadlines_until_the_agenda_is_out(
    sekretaer, boligorganisation_bruger
):
    moede = create_moede(
        bruger=sekretaer, organ="udvalget", dato=dt.date(2026, 12, 14), klokken=dt.time(9, 30)
    )
    span = (dt.date(2026, 11, 1), dt.date(2026, 12, 31))

    def titles(bruger):
        return [item.titel for item in gather(bruger, *span, kilder=["moeder"])]

    assert len(titles(sekretaer)) == 3
    assert titles(boligorganisation_bruger) == []
    add_punkt(bruger=sekretaer, moede=moede, titel="Punkt")
    send_dagsorden(bruger=sekretaer, moede=moede)
    assert titles(sekretaer) == ["Møde: Klima-, Miljø- og Teknikudvalget"]
    hour = gather(sekretaer, *span, kilder=["moeder"])[0]
    assert hour.klokken == "09.30"
    other = create_moede(bruger=sekretaer, organ="udvalget", dato=dt.date(2026, 12, 21))
    cancel_moede(bruger=sekretaer, moede=other, grund="Jul")
    assert len(titles(sekretaer)) == 1


def test_own_meetings_are_those_of_the_bodies_one_acts_for(sekretaer, direktion):
    create_moede(bruger=sekretaer, organ="direktionen", dato=dt.date(2026, 12, 1))
    create_moede(bruger=sekretaer, organ="udvalget", dato=dt.date(2026, 12, 1))
    span = (dt.date(2026, 12, 1), dt.date(2026, 12, 1))
    own = gather(direktion, *span, kilder=["moeder"], kun_egne=True)
    assert [item.titel for item in own] == ["Møde: Direktionen"]

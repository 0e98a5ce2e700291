"""Reminders: once before the day and once after it, to who answers for the case; and who is late."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from almen.sager.models import Frist, Rykker
from almen.sager.selectors.frister import overskredne
from almen.sager.services import add_frist, edit_sag, meet_frist
from almen.sager.services.rykker import send_rykkere
from byggeri.conftest import make_sag

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 6, 1)


@pytest.fixture
def sag(sagsgange, sagsbehandler, organisation):
    sagsbehandler.email = "sagsbehandler@example.org"
    sagsbehandler.save()
    return make_sag(sagsbehandler, organisation, titel="Hemmelig titel")


def test_one_reminder_before_and_one_after_and_none_twice(sag, sagsbehandler):
    add_frist(bruger=sagsbehandler, sag=sag, titel="Svar på høring", dato=DAY)
    assert send_rykkere(DAY - dt.timedelta(days=15)).rykkere == 0
    first = send_rykkere(DAY - dt.timedelta(days=14))
    assert (first.rykkere, first.mails) == (1, 1)
    assert send_rykkere(DAY).rykkere == 0
    late = send_rykkere(DAY + dt.timedelta(days=1))
    assert (late.rykkere, late.mails) == (1, 1)
    assert send_rykkere(DAY + dt.timedelta(days=30)).rykkere == 0
    assert [item.grund for item in Rykker.objects.order_by("pk")] == ["snart", "overskredet"]


def test_a_person_gets_one_mail_with_all_deadlines_and_no_titles(sag, sagsbehandler):
    for titel in ("Svar på høring", "Send bilag"):
        add_frist(bruger=sagsbehandler, sag=sag, titel=titel, dato=DAY)
    send_rykkere(DAY)
    message = mail.outbox[0]
    assert len(mail.outbox) == 1 and message.to == ["sagsbehandler@example.org"]
    assert "2 frister" in message.subject
    assert sag.nummer in message.body and "Send bilag" in message.body
    assert "Hemmelig titel" not in message.body


def test_a_deadline_that_is_met_or_moved_is_told_as_it_is(sag, sagsbehandler):
    frist = add_frist(bruger=sagsbehandler, sag=sag, titel="Svar", dato=DAY)
    meet_frist(bruger=sagsbehandler, frist=frist)
    assert send_rykkere(DAY).rykkere == 0
    add_frist(bruger=sagsbehandler, sag=sag, titel="Svar", dato=DAY + dt.timedelta(days=5))
    assert send_rykkere(DAY).rykkere == 1


def test_a_mail_that_fails_is_tried_again_and_not_forever(sag, sagsbehandler, monkeypatch):
    add_frist(bruger=sagsbehandler, sag=sag, titel="Svar", dato=DAY)

    def broken(*args, **kwargs):
        raise OSError("ingen forbindelse")

    with monkeypatch.context() as patch:
        patch.setattr("almen.sager.services.rykker.send_mail", broken)
        result = send_rykkere(DAY)
        assert (result.rykkere, result.mails, result.fejlet) == (1, 0, 1)
    assert Rykker.objects.get().mail_sendt is None
    assert send_rykkere(DAY).mails == 1
    assert send_rykkere(DAY).mails == 0
    Rykker.objects.update(mail_sendt=None)
    assert send_rykkere(DAY).mails == 1
    Rykker.objects.update(mail_sendt=None, dato=DAY - dt.timedelta(days=4))
    assert send_rykkere(DAY).mails == 0


def test_nobody_answers_for_the_case(sag, sagsbehandler):
    add_frist(bruger=sagsbehandler, sag=sag, titel="Svar", dato=DAY)
    type(sag).objects.update(ansvarlig=None)
    assert send_rykkere(DAY).uden_ansvarlig == 1 and not Rykker.objects.exists()


def test_who_is_late_and_with_how_many(sag, sagsbehandler, organisation):
    for aktoer, days in (("boligorganisation", 3), ("boligorganisation", 9), ("forvaltningen", 1)):
        add_frist(
            bruger=sagsbehandler,
            sag=sag,
            titel=f"{aktoer} {days}",
            aktoer=aktoer,
            dato=DAY - dt.timedelta(days),
        )
    rows = overskredne(Frist.objects.all(), DAY)
    assert [(row.aktoer, row.antal, row.aeldste) for row in rows] == [
        ("boligorganisation", 2, DAY - dt.timedelta(9)),
        ("forvaltningen", 1, DAY - dt.timedelta(1)),
    ]


def test_the_page_shows_who_is_late_for_the_cases_that_one_may_see(client, sag, sagsbehandler, suf):
    add_frist(
        bruger=sagsbehandler, sag=sag, titel="Svar", dato=dt.date(2026, 1, 1), aktoer="boligorganisation"
    )
    send_rykkere(dt.date(2026, 2, 1))
    client.force_login(sagsbehandler)
    page = client.get(reverse("sager:frister"), {"tilstand": "overskredet"}).content.decode()
    assert "Boligorganisationen" in page and "1. jan. 2026" in page and "1. feb. 2026" in page
    assert "Svar" not in client.get(reverse("sager:frister"), {"tilstand": "snart"}).content.decode()
    edit_sag(bruger=sagsbehandler, sag=sag, titel=sag.titel, fortrolighed="fortrolig")
    client.force_login(suf)
    assert "Ældste" not in client.get(reverse("sager:frister")).content.decode()


def test_what_has_been_reminded_of_costs_no_question_each(sag, sagsbehandler, django_assert_max_num_queries):
    for number in range(12):
        add_frist(bruger=sagsbehandler, sag=sag, titel=f"Frist {number}", dato=DAY)
    assert send_rykkere(DAY).rykkere == 12
    with django_assert_max_num_queries(4):
        assert send_rykkere(DAY).rykkere == 0


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_mail_a_person_once(sag, sagsbehandler, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    add_frist(bruger=sagsbehandler, sag=sag, titel="Svar", dato=DAY)
    sent: list[str] = []
    meanwhile: list[int] = []

    def other_run() -> None:
        try:
            meanwhile.append(send_rykkere(DAY).mails)
        finally:
            connection.close()

    def slow_mail(*args, **kwargs) -> None:
        sent.append(args[0])
        if len(sent) == 1:
            thread = threading.Thread(target=other_run)
            thread.start()
            thread.join()

    monkeypatch.setattr("almen.sager.services.rykker.send_mail", slow_mail)
    assert send_rykkere(DAY).mails == 1
    assert (meanwhile, len(sent)) == ([0], 1)

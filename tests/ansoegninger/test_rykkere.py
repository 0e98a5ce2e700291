"""A request is answered, or the boligorganisation is reminded: once before the day, once after it, and by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from tests.sager.test_two_at_once import at_once

from almen.ansoegninger.inddata import Ansoegning
from almen.ansoegninger.models import Anmodning, Anmodningsrykker
from almen.ansoegninger.services import (
    close_anmodning,
    create_anmodning,
    remind_now,
    send_anmodningsrykkere,
    send_back,
    send_in,
)
from almen.ansoegninger.virkninger import ANMOD, ask, take_back
from almen.organisationer.models import Boligorganisation
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost
from almen.sager.services import edit_sag, verify_journal
from almen.sagsgang.register import REGISTER
from byggeri.conftest import make_sag

pytestmark = pytest.mark.django_db
SECRET = "Send den hemmelige rapport"


def day(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


@pytest.fixture
def sag(sagsgange, sagsbehandler, organisation, boligorganisation_bruger):
    Boligorganisation.objects.filter(pk=organisation.pk).update(kontakt_email="post@example.org")
    boligorganisation_bruger.email = "bo@example.org"
    boligorganisation_bruger.save()
    return make_sag(sagsbehandler, organisation, titel="Hemmelig titel")


@pytest.fixture
def anmod(sag, sagsbehandler, django_capture_on_commit_callbacks):
    """Asks for something with a day so many days ahead."""

    def act(ahead: int | None = 30):
        frist = None if ahead is None else day(ahead)
        return create_anmodning(bruger=sagsbehandler, sag=sag, tekst=SECRET, frist=frist)

    return act


def answer(bruger, organisation, anmodning):
    return send_in(
        bruger=bruger,
        boligorganisation=organisation,
        ansoegning=Ansoegning(art="svar", tekst="Her er den"),
        sag=anmodning.sag,
        anmodning=anmodning,
    )


def test_one_reminder_before_the_day_and_one_after_and_none_twice(anmod):
    anmod(30)
    assert send_anmodningsrykkere(day(22)).rykkere == 0
    near = send_anmodningsrykkere(day(23))
    assert (near.rykkere, near.mails) == (1, 1)
    assert send_anmodningsrykkere(day(30)).rykkere == 0
    late = send_anmodningsrykkere(day(31))
    assert (late.rykkere, late.mails) == (1, 1)
    assert send_anmodningsrykkere(day(90)).rykkere == 0
    assert [item.grund for item in Anmodningsrykker.objects.order_by("pk")] == ["snart", "overskredet"]


def test_the_organisation_gets_one_mail_with_all_of_them_that_tells_nothing_of_the_contents(anmod, sag):
    anmod(30)
    anmod(31)
    assert send_anmodningsrykkere(day(29)).mails == 1
    (message,) = mail.outbox
    assert message.to == ["bo@example.org", "post@example.org"] and "2 svar" in message.subject
    assert message.body.count(sag.nummer) == 2
    assert SECRET not in message.body and "Hemmelig titel" not in message.body


def test_what_is_answered_closed_without_a_day_or_just_sent_is_not_reminded_of(
    anmod, sagsbehandler, boligorganisation_bruger, organisation
):
    sent = answer(boligorganisation_bruger, organisation, anmod(30))
    close_anmodning(bruger=sagsbehandler, anmodning=anmod(30))
    anmod(None)
    anmod(2)
    assert send_anmodningsrykkere(day(0)).rykkere == 0
    assert send_anmodningsrykkere(day(1)).rykkere == 1
    send_back(bruger=sagsbehandler, indsendelse=sent, begrundelse="Filen mangler")
    assert send_anmodningsrykkere(day(29)).rykkere == 2


def test_a_case_that_was_closed_to_the_organisation_tells_it_nothing(anmod, sag, sagsbehandler):
    anmod(5)
    edit_sag(bruger=sagsbehandler, sag=sag, titel=sag.titel, fortrolighed="fortrolig")
    assert send_anmodningsrykkere(day(6)).rykkere == 0 and mail.outbox == []


def test_a_mail_that_fails_is_tried_again_and_not_forever(anmod, monkeypatch):
    anmod(5)

    def broken(*args, **kwargs):
        raise OSError("ingen forbindelse")

    with monkeypatch.context() as patch:
        patch.setattr("almen.ansoegninger.services.rykker.send_mail", broken)
        result = send_anmodningsrykkere(day(1))
        assert (result.rykkere, result.mails, result.fejlet) == (1, 0, 1)
    assert send_anmodningsrykkere(day(2)).mails == 1
    Anmodningsrykker.objects.update(mail_sendt=None)
    assert send_anmodningsrykkere(day(5)).mails == 0


def test_an_organisation_without_an_address_is_counted(anmod, organisation, boligorganisation_bruger):
    anmod(5)
    Boligorganisation.objects.filter(pk=organisation.pk).update(kontakt_email="")
    boligorganisation_bruger.rolletildelinger.update(gyldig_til=day(-1))
    assert send_anmodningsrykkere(day(1)).uden_adresse == 1 and mail.outbox == []


def test_an_officer_reminds_by_hand_once_a_day_and_it_is_journalled(
    anmod, sagsbehandler, direktion, django_capture_on_commit_callbacks
):
    anmodning = anmod(None)
    with django_capture_on_commit_callbacks(execute=True):
        remind_now(bruger=sagsbehandler, anmodning=anmodning)
    assert len(mail.outbox) == 1 and SECRET not in mail.outbox[0].body
    assert Anmodningsrykker.objects.get().mail_sendt is not None
    assert Journalpost.objects.filter(art="anmodning_rykket").count() == 1
    with pytest.raises(UgyldigtInput, match="i dag"):
        remind_now(bruger=sagsbehandler, anmodning=anmodning)
    with pytest.raises(AdgangNaegtet):
        remind_now(bruger=direktion, anmodning=anmodning)
    close_anmodning(bruger=sagsbehandler, anmodning=anmodning)
    with pytest.raises(UgyldigtInput, match="venter ikke"):
        remind_now(bruger=sagsbehandler, anmodning=anmodning)


def test_the_officer_sees_when_it_was_reminded_and_reminds_from_the_page(anmod, client, sagsbehandler):
    anmodning = anmod(5)
    client.force_login(sagsbehandler)
    page = client.get(anmodning.get_absolute_url()).content.decode()
    assert "Send rykker nu" in page and "Ingen rykkere" in page
    address = reverse("ansoegninger:ryk", args=[anmodning.pk])
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 409
    page = client.get(anmodning.get_absolute_url()).content.decode()
    assert "Sendt af en sagsbehandler" in page and "Karen Sagsbehandler" in page


# -- the effect -------------------------------------------------------------------------------------------


def decision(number: int = 1, ahead: int = 0):
    return SimpleNamespace(nummer=number, dato=day(ahead))


@pytest.fixture
def asks(sag, monkeypatch):
    """Makes the case's type ask for something by a day so many days ahead."""

    def act(ahead: int | None):
        own = REGISTER.sagstype(sag.sagstype)
        frist = None if ahead is None else day(ahead)
        monkeypatch.setitem(
            REGISTER.sagstyper, sag.sagstype, replace(own, anmodning=lambda case: ("Send regnskabet", frist))
        )

    return act


def run(sag, bruger, beslutning):
    with transaction.atomic():
        REGISTER.virkning(ANMOD).funktion(sag, beslutning, bruger)


def test_a_step_asks_through_the_door_and_takes_it_back_when_it_no_longer_stands(sag, asks, sagsbehandler):
    asks(20)
    own = create_anmodning(bruger=sagsbehandler, sag=sag, tekst="Noget andet")
    run(sag, sagsbehandler, decision())
    made = Anmodning.objects.get(beslutning_nummer=1)
    assert (made.tekst, made.frist, made.lukket) == ("Send regnskabet", day(20), None)
    REGISTER.virkning(ANMOD).undo(sag, decision(2), sagsbehandler)
    made.refresh_from_db()
    own.refresh_from_db()
    assert made.lukket is not None and own.lukket is None
    run(sag, sagsbehandler, decision(3))
    assert Anmodning.objects.filter(lukket__isnull=True, beslutning_nummer=3).count() == 1
    assert verify_journal() == []


def test_a_passed_day_is_left_out_and_the_past_asks_for_nothing(sag, asks, sagsbehandler):
    asks(-3)
    run(sag, sagsbehandler, decision(1))
    assert Anmodning.objects.get().frist is None
    run(sag, sagsbehandler, decision(2, ahead=-400))
    assert Anmodning.objects.count() == 1
    assert "registreret efter fristen" in Journalpost.objects.get(art="anmodning_udeladt").tekst


def test_an_organisation_that_cannot_see_the_case_is_not_asked_through_the_door(sag, asks, sagsbehandler):
    asks(20)
    edit_sag(bruger=sagsbehandler, sag=sag, titel=sag.titel, fortrolighed="fortrolig")
    sag.refresh_from_db()
    run(sag, sagsbehandler, decision())
    assert not Anmodning.objects.exists()
    assert Journalpost.objects.filter(art="anmodning_udeladt").exists()


def test_a_case_type_without_words_is_a_fault_in_the_code(sag, sagsbehandler):
    with pytest.raises(ValueError, match="ingen tekst"):
        ask(sag, decision(), sagsbehandler)
    take_back(sag, decision(), sagsbehandler)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_remind_once(anmod):
    anmod(5)
    mail.outbox.clear()
    results = at_once([lambda: send_anmodningsrykkere(day(1))] * 2)
    assert not [item for item in results if isinstance(item, Exception)], results
    assert Anmodningsrykker.objects.count() == 1 and len(mail.outbox) == 1

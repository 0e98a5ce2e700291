"""A year's dialogues are started once: from the wheel or one by one, twice or at the same moment, by whomever."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.sager.test_two_at_once import at_once

from almen.aarshjul.models import Aarshjulsopgave
from almen.aarshjul.selectors import missing_opgaver
from almen.aarshjul.services import open_aar
from almen.ansoegninger.inddata import Ansoegning
from almen.ansoegninger.models import Anmodning
from almen.ansoegninger.services import create_anmodning, receive, send_in
from almen.sager.services import record_beslutning, verify_journal
from almen.tilsyn.models import Styringsdialog
from almen.tilsyn.services.dialog import open_dialog

pytestmark = pytest.mark.django_db
THIS_YEAR = timezone.localdate().year
PUNKT = ["styringsdialog"]


@pytest.fixture
def enkelt(sagsgange, sagsbehandler, organisation):
    """The organisation's dialogue of this year, opened outside the wheel."""
    return open_dialog(
        bruger=sagsbehandler,
        boligorganisation=organisation,
        aar=THIS_YEAR,
        frist=dt.date(THIS_YEAR, 12, 31),
    )


def test_a_dialogue_opened_outside_the_wheel_counts_as_started_there(
    enkelt, sagsbehandler, organisation, anden_organisation
):
    sager = open_aar(bruger=sagsbehandler, aar=THIS_YEAR, valgte=PUNKT)
    assert enkelt in sager and len(sager) == Styringsdialog.objects.count() == 2
    assert Aarshjulsopgave.objects.get(boligorganisation=organisation).sag == enkelt
    assert missing_opgaver(THIS_YEAR, PUNKT) == []
    assert open_aar(bruger=sagsbehandler, aar=THIS_YEAR, valgte=PUNKT) == []


def test_an_earlier_dialogue_is_registered_from_the_overview(client, sagsgange, sagsbehandler, organisation):
    client.force_login(sagsbehandler)
    address = reverse("tilsyn:dialog_ny")
    earlier = THIS_YEAR - 5
    page = client.get(address, {"boligorganisation": organisation.pk, "aar": earlier}).content.decode()
    assert f'value="{earlier}"' in page
    data = {
        "boligorganisation": organisation.pk,
        "aar": earlier,
        "aabnet_dato": f"01.10.{earlier}",
        "ansvarlig": sagsbehandler.pk,
    }
    answer = client.post(address, data)
    dialog = Styringsdialog.objects.get()
    assert answer["Location"] == reverse("tilsyn:dialog", args=[dialog.sag.nummer])
    assert (dialog.aar, dialog.frist) == (earlier, dt.date(earlier, 12, 31))
    assert dialog.sag.aabnet_dato == dt.date(earlier, 10, 1)
    again = client.post(address, data)
    assert again.status_code == 400 and "har allerede en styringsdialog" in again.content.decode()
    assert client.post(address, {**data, "aar": "1999"}).status_code == 400
    assert Styringsdialog.objects.count() == 1


def test_calling_in_asks_the_organisation_through_its_door_and_its_answer_settles_the_request_alone(
    enkelt, sagsbehandler, organisation, boligorganisation_bruger, client
):
    record_beslutning(bruger=sagsbehandler, sag=enkelt, trin="indkaldelse", kilde="brev")
    anmodning = Anmodning.objects.get()
    assert "Styringsrapport" in anmodning.tekst and anmodning.beslutning_nummer == 1
    client.force_login(boligorganisation_bruger)
    assert "Materiale til styringsdialogen" in client.get("/portal/").content.decode()
    sent = send_in(
        bruger=boligorganisation_bruger,
        boligorganisation=organisation,
        ansoegning=Ansoegning(art="svar", tekst="Her er rapporten"),
        sag=enkelt,
        anmodning=anmodning,
    )
    receive(bruger=sagsbehandler, indsendelse=sent)
    anmodning.refresh_from_db()
    dialog = Styringsdialog.objects.get()
    assert anmodning.lukket is not None
    assert not dialog.materialer.filter(modtaget__isnull=False).exists()
    client.force_login(sagsbehandler)
    for address in (enkelt.get_absolute_url(), dialog.get_absolute_url()):
        assert sent.nummer in client.get(address).content.decode()
    assert verify_journal() == []


def test_the_door_shows_how_many_days_are_left(enkelt, sagsbehandler, boligorganisation_bruger, client):
    today = timezone.localdate()
    for days in (5, 0):
        create_anmodning(
            bruger=sagsbehandler, sag=enkelt, tekst=f"Om {days} dage", frist=today + dt.timedelta(days=days)
        )
    Anmodning.objects.filter(tekst="Om 0 dage").update(frist=today - dt.timedelta(days=3))
    client.force_login(boligorganisation_bruger)
    page = client.get("/portal/").content.decode()
    assert "5 dage tilbage" in page and "3 dage over fristen" in page


@pytest.mark.django_db(transaction=True)
def test_wheel_and_form_at_the_same_moment_open_one(
    sagsgange, sagsbehandler, leder, organisation, anden_organisation
):
    def single():
        return open_dialog(
            bruger=leder,
            boligorganisation=organisation,
            aar=THIS_YEAR,
            frist=dt.date(THIS_YEAR, 12, 31),
        )

    def wheel(who):
        return lambda: open_aar(bruger=who, aar=THIS_YEAR, valgte=PUNKT)

    at_once([wheel(sagsbehandler), single, wheel(leder)])
    assert Styringsdialog.objects.filter(boligorganisation=organisation).count() == 1
    open_aar(bruger=sagsbehandler, aar=THIS_YEAR, valgte=PUNKT)
    assert Styringsdialog.objects.count() == Aarshjulsopgave.objects.count() == 2
    assert verify_journal() == []

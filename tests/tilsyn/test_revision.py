"""Auditors' remarks: registered with their source, answered, followed up, closed with what was done; nothing is lost."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from almen.organisationer.models import Afdeling
from almen.regler.fejl import UgyldigtInput
from almen.sager.models import Journalpost
from almen.sager.services import verify_journal
from almen.tilsyn.models import Revisionsbemaerkning
from almen.tilsyn.services.revision import (
    Bemaerkningsinput,
    close_bemaerkning,
    edit_bemaerkning,
    register_bemaerkning,
    register_opfoelgning,
    register_svar,
    reopen_bemaerkning,
)
from almen.ui import kalender

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def inddata(organisation):
    return Bemaerkningsinput(
        boligorganisation=organisation.pk,
        regnskabsaar=2025,
        art="kritisk",
        tekst="Der er ikke henlagt efter planen.",
        kilde="Revisionsprotokollen, side 14",
        frist=dt.date(2026, 3, 1),
    )


@pytest.fixture
def bemaerkning(sagsbehandler, inddata):
    return register_bemaerkning(bruger=sagsbehandler, bemaerkning=inddata)


def faults(act) -> dict[str, str]:
    with pytest.raises(UgyldigtInput) as error:
        act()
    return {item.felt: item.besked for item in error.value.fejl}


def test_a_remark_is_followed_from_the_protocol_to_what_was_done(sagsbehandler, bemaerkning):
    register_svar(bruger=sagsbehandler, bemaerkning=bemaerkning, svar="Planen er ændret.")
    register_opfoelgning(
        bruger=sagsbehandler,
        bemaerkning=bemaerkning,
        opfoelgning="Ny plan bedt om.",
        frist=dt.date(2026, 9, 1),
    )
    close_bemaerkning(
        bruger=sagsbehandler,
        bemaerkning=bemaerkning,
        opfoelgning="Planen er set.",
        afsluttet=dt.date(2026, 8, 1),
    )
    bemaerkning.refresh_from_db()
    assert bemaerkning.svar == "Planen er ændret." and bemaerkning.opfoelgning == "Planen er set."
    reopen_bemaerkning(
        bruger=sagsbehandler, bemaerkning=bemaerkning, begrundelse="Planen er ikke fulgt.", frist=None
    )
    bemaerkning.refresh_from_db()
    assert bemaerkning.afsluttet is None and bemaerkning.opfoelgning == "Planen er set."
    posts = Journalpost.objects.filter(art__startswith="revisionsbemaerkning_").order_by("nummer")
    assert [item.art.removeprefix("revisionsbemaerkning_") for item in posts] == [
        "registreret", "besvaret", "fulgt_op", "afsluttet", "genaabnet",
    ]  # fmt: skip
    assert posts[3].data["foer"] == {"opfoelgning": "Ny plan bedt om."}
    assert verify_journal() == []


def test_it_is_not_closed_without_telling_what_was_done_nor_in_the_future(sagsbehandler, bemaerkning):
    def close(tekst, dag):
        return close_bemaerkning(
            bruger=sagsbehandler, bemaerkning=bemaerkning, opfoelgning=tekst, afsluttet=dag
        )

    today = timezone.localdate()
    assert faults(lambda: close(" ", today)) == {"opfoelgning": "skal udfyldes med højst 10000 tegn"}
    assert "afsluttet" in faults(lambda: close("Gjort", today + dt.timedelta(days=1)))


def test_what_is_closed_is_not_written_on_until_it_is_opened_again(sagsbehandler, bemaerkning, inddata):
    close_bemaerkning(
        bruger=sagsbehandler, bemaerkning=bemaerkning, opfoelgning="Gjort", afsluttet=dt.date(2026, 1, 5)
    )
    for act in (
        lambda: register_svar(bruger=sagsbehandler, bemaerkning=bemaerkning, svar="Nej"),
        lambda: edit_bemaerkning(
            bruger=sagsbehandler, bemaerkning=bemaerkning, nyt=replace(inddata, tekst="Andet")
        ),
        lambda: close_bemaerkning(
            bruger=sagsbehandler, bemaerkning=bemaerkning, opfoelgning="Igen", afsluttet=dt.date(2026, 1, 6)
        ),
    ):
        assert "Genåbn den først" in faults(act)[""]


def test_every_fault_is_named_at_its_field(sagsbehandler, inddata, anden_organisation):
    strange = Afdeling.objects.create(boligorganisation=anden_organisation, nummer="1", navn="Fremmed")
    wrong = replace(inddata, afdeling=strange.pk, regnskabsaar=1700, art="slem", tekst=" ", kilde="")
    found = faults(lambda: register_bemaerkning(bruger=sagsbehandler, bemaerkning=wrong))
    assert set(found) == {"afdeling", "regnskabsaar", "art", "tekst", "kilde"}


def test_a_correction_without_change_leaves_no_trace(sagsbehandler, bemaerkning, inddata):
    before = Journalpost.objects.count()
    edit_bemaerkning(bruger=sagsbehandler, bemaerkning=bemaerkning, nyt=inddata)
    assert Journalpost.objects.count() == before


def test_who_reads_supervision_does_not_write_in_it(revisor, inddata):
    with pytest.raises(PermissionDenied):
        register_bemaerkning(bruger=revisor, bemaerkning=inddata)


def test_open_deadlines_stand_in_the_calendar_of_those_who_read_supervision(sagsbehandler, suf, bemaerkning):
    def days(bruger):
        found = kalender.gather(bruger, dt.date(2026, 1, 1), dt.date(2026, 12, 31), kilder=["revision"])
        return [item.dag for item in found]

    assert days(sagsbehandler) == [dt.date(2026, 3, 1)]
    assert days(suf) == []
    close_bemaerkning(
        bruger=sagsbehandler, bemaerkning=bemaerkning, opfoelgning="Gjort", afsluttet=dt.date(2026, 1, 5)
    )
    assert days(sagsbehandler) == []


def test_the_form_registers_for_an_afdeling_by_its_number(client, sagsbehandler, organisation):
    Afdeling.objects.create(boligorganisation=organisation, nummer="17", navn="Nordgården")
    client.force_login(sagsbehandler, BACKEND)
    data = {
        "boligorganisation": organisation.pk,
        "afdelingsnummer": "17",
        "regnskabsaar": "2025",
        "art": "forbehold",
        "tekst": "Forbehold for udlæg.",
        "kilde": "Påtegningen",
        "frist": "01.03.2026",
    }
    wrong = client.post(reverse("tilsyn:bemaerkning_ny"), {**data, "afdelingsnummer": "99"})
    assert wrong.status_code == 400 and "ingen afdeling med det nummer" in wrong.content.decode()
    assert "Forbehold for udlæg." in wrong.content.decode()
    right = client.post(reverse("tilsyn:bemaerkning_ny"), data, follow=True)
    assert right.status_code == 200 and "Nordgården" in right.content.decode()


@pytest.mark.parametrize(
    ("side", "data", "expected"),
    [
        ("svar", {"svar": "Det er rettet."}, {"svar": "Det er rettet."}),
        ("opfoelgning", {"opfoelgning": "Ses igen.", "frist": "01.10.2026"}, {"frist": dt.date(2026, 10, 1)}),
        ("afslut", {"opfoelgning": "Set.", "afsluttet": "02.02.2026"}, {"afsluttet": dt.date(2026, 2, 2)}),
    ],
)
def test_each_page_writes_what_it_says(client, sagsbehandler, bemaerkning, side, data, expected):
    client.force_login(sagsbehandler, BACKEND)
    address = reverse(f"tilsyn:bemaerkning_{side}", args=[bemaerkning.pk])
    assert client.post(address, {}).status_code == 400
    assert client.post(address, data).status_code == 302
    bemaerkning.refresh_from_db()
    assert {name: getattr(bemaerkning, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("valg", "antal"),
    [
        ({}, 2),
        ({"tilstand": "aabne"}, 1),
        ({"tilstand": "overskredne"}, 1),
        ({"tilstand": "afsluttede"}, 1),
        ({"art": "kritisk"}, 1),
        ({"aar": "2024"}, 1),
        ({"q": "henlagt"}, 1),
        ({"q": "naboen"}, 0),
    ],
)
def test_the_list_finds_them_by_what_one_asks_for(
    client, sagsbehandler, revisor, bemaerkning, inddata, valg, antal
):
    Revisionsbemaerkning.objects.filter(pk=bemaerkning.pk).update(frist=dt.date(2020, 1, 1))
    other = register_bemaerkning(
        bruger=sagsbehandler, bemaerkning=replace(inddata, art="anbefaling", regnskabsaar=2024, tekst="Råd")
    )
    close_bemaerkning(
        bruger=sagsbehandler, bemaerkning=other, opfoelgning="Set", afsluttet=dt.date(2026, 1, 5)
    )
    client.force_login(revisor, BACKEND)
    page = client.get(reverse("tilsyn:revision"), valg)
    assert len(page.context["page"].object_list) == antal
    rows = client.get(reverse("tilsyn:revision"), {**valg, "eksport": "csv"}).getvalue().decode()
    assert rows.strip().count("\n") == antal


def test_the_list_asks_as_often_of_many_as_of_few(
    client, sagsbehandler, bemaerkning, inddata, django_assert_num_queries
):
    client.force_login(sagsbehandler, BACKEND)
    address = reverse("tilsyn:revision")
    client.get(address)
    for extra in (0, 12):
        for number in range(extra):
            register_bemaerkning(
                bruger=sagsbehandler, bemaerkning=replace(inddata, tekst=f"Bemærkning {number}")
            )
        with django_assert_num_queries(8):
            client.get(address)

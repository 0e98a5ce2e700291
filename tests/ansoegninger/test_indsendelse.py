"""What a boligorganisation sends is kept as it was sent, and is taken into the case whole or returned with reasons."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.ansoegninger.conftest import FAMILIE, skema_a, upload

from almen.ansoegninger.arter import slags_of
from almen.ansoegninger.inddata import Ansoegning, felter_of
from almen.ansoegninger.models import Behandling, Fil, Indsendelse, Kladde
from almen.ansoegninger.selectors.aabent import arter_of, can_apply
from almen.ansoegninger.selectors.proeve import try_ansoegning
from almen.ansoegninger.services import (
    create_anmodning,
    receive,
    send_back,
    send_in,
    send_kladde,
    start_ansoegning,
    start_rettelse,
    start_svar,
    withdraw,
)
from almen.ansoegninger.services.indsend import fingerprint
from almen.byggeri.models import Projekt
from almen.byggeri.services import DelInput
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import append_only
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Beslutning, Journalpost, Sag
from almen.sager.selectors.forloeb import load_forloeb
from almen.sager.services import record_beslutning, verify_journal

pytestmark = pytest.mark.django_db


def fields(error) -> set[str]:
    return {item.felt for item in error.value.fejl}


def test_a_submission_is_journalled_with_its_checksum_and_its_files(indsendelse):
    post = Journalpost.objects.get(art="indsendelse")
    assert post.data["sha256"] == indsendelse.sha256 == fingerprint(indsendelse)
    assert post.data["filer"] == [indsendelse.filer[0]["sha256"]]
    assert not Fil.objects.exists()
    assert verify_journal() == []


def test_nobody_can_alter_or_remove_what_was_sent(indsendelse):
    for change in (
        lambda: Indsendelse.objects.filter(pk=indsendelse.pk).update(titel="noget andet"),
        lambda: Indsendelse.objects.filter(pk=indsendelse.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_proof_of_the_journal_finds_a_submission_that_was_altered_past_the_database(indsendelse):
    assert verify_journal() == []
    append_only.remove(connection, ["ansoegninger_indsendelse"])
    try:
        Indsendelse.objects.update(data={**indsendelse.data, "titel": "noget andet"})
        assert verify_journal() == [f"Indsendelse {indsendelse.nummer} er ikke, som den blev sendt."]
    finally:
        append_only.install(connection, ["ansoegninger_indsendelse"])


def test_what_became_of_it_cannot_be_altered_either(indsendelse, sagsbehandler):
    send_back(bruger=sagsbehandler, indsendelse=indsendelse, begrundelse="Tegninger mangler")
    with pytest.raises(DatabaseError), transaction.atomic():
        Behandling.objects.update(begrundelse="")


def test_taking_it_in_opens_the_case_with_figures_facts_files_and_the_application_recorded(
    indsendelse, modtaget
):
    projekt = Projekt.objects.get(sag=modtaget)
    assert (projekt.adresse, projekt.jorddokument) == ("Prøvevej 1", True)
    assert projekt.skemaer.get().dele.get().anskaffelsessum == 220_000_000
    assert modtaget.dokumenter.get().art == "Tegninger"
    decision = Beslutning.objects.get(sag=modtaget)
    assert (decision.trin, decision.dato) == ("ansoegning", timezone.localdate(indsendelse.indsendt))
    assert indsendelse.nummer in decision.kilde
    assert "oplysning" in load_forloeb(modtaget).tilstand.aabne
    assert verify_journal() == []


def test_the_checks_shown_before_sending_are_those_that_the_case_gets(indsendelse, modtaget):
    before = {item["id"]: item["udfald"] for item in indsendelse.kontroller}
    route = load_forloeb(modtaget).sagsgang
    assert set(before) == set(route.efter_id["oplysning"].kontroller)
    from almen.sager.services import run_kontroller

    after = run_kontroller(load_forloeb(modtaget), route.efter_id["oplysning"], timezone.localdate())
    assert {item.id: item.udfald for item in after} == before


def test_trying_writes_nothing(sagsgange, modtaget):
    before = (Projekt.objects.count(), Sag.objects.count(), Journalpost.objects.count())
    assert try_ansoegning(skema_a(), None, timezone.localdate())
    assert try_ansoegning(skema_a(art="skema_b", felter={}), modtaget, timezone.localdate())
    assert (Projekt.objects.count(), Sag.objects.count(), Journalpost.objects.count()) == before
    assert Projekt.objects.get().skemaer.count() == 1


def test_a_submission_is_dealt_with_once(indsendelse, sagsbehandler, leder):
    receive(bruger=sagsbehandler, indsendelse=indsendelse)
    for again in (
        lambda: receive(bruger=leder, indsendelse=Indsendelse.objects.get()),
        lambda: send_back(bruger=leder, indsendelse=Indsendelse.objects.get(), begrundelse="x"),
    ):
        with pytest.raises(UgyldigtInput, match="allerede behandlet af Karen"):
            again()
    assert Sag.objects.count() == 1


def test_taking_in_leaves_nothing_if_a_part_of_it_fails(indsendelse, sagsbehandler, monkeypatch):
    def broken(**kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("almen.ansoegninger.services.behandling.attach_upload", broken)
    with pytest.raises(OSError):
        receive(bruger=sagsbehandler, indsendelse=indsendelse)
    assert not Sag.objects.exists()
    assert not Behandling.objects.exists()


def test_it_is_returned_with_reasons_and_can_be_mended_and_sent_again(
    sagsgange, boligorganisation_bruger, organisation, sagsbehandler, client
):
    organisation.kontakt_email = "post@proeven.example"
    organisation.save()
    sent = send_in(
        bruger=boligorganisation_bruger,
        boligorganisation=organisation,
        ansoegning=skema_a(),
        filer=[upload(boligorganisation_bruger, organisation)],
        indtastet={"projekt": {"titel": ["91 familieboliger"]}},
    )
    with pytest.raises(UgyldigtInput) as error:
        send_back(bruger=sagsbehandler, indsendelse=sent, begrundelse=" ")
    assert fields(error) == {"begrundelse"}
    send_back(bruger=sagsbehandler, indsendelse=sent, begrundelse="Budgettet mangler")
    kladde = start_rettelse(bruger=boligorganisation_bruger, indsendelse=Indsendelse.objects.get(pk=sent.pk))
    assert kladde.data["projekt"]["titel"] == ["91 familieboliger"]
    assert kladde.erstatter == sent
    assert kladde.filer.get().sha256 == sent.filer[0]["sha256"]
    again = start_rettelse(bruger=boligorganisation_bruger, indsendelse=Indsendelse.objects.get(pk=sent.pk))
    assert again == kladde, "pressed twice, begun once"
    send_kladde(bruger=boligorganisation_bruger, kladde=kladde, ansoegning=skema_a())
    with pytest.raises(UgyldigtInput, match="rettet og sendt igen"):
        start_rettelse(bruger=boligorganisation_bruger, indsendelse=Indsendelse.objects.get(pk=sent.pk))


@pytest.mark.parametrize(
    ("art", "felt", "called"),
    [
        ("skema_a", "dele[1].bruttoareal_m2", "Del 2, bruttoareal (m²): er 0."),
        ("skema_a", "serviceareal.areal_m2", "Serviceareal, areal (m²): er 0."),
        ("skema_c", "sidste_bolig_faerdig", "Sidste bolig færdig: er 0."),
        ("skema_a", "", "Er 0."),
    ],
)
def test_a_fault_calls_its_field_what_the_form_calls_it(art, felt, called):
    assert slags_of(art).fault_text(Fejl(felt, "er 0")) == called


def test_the_sender_is_told_by_mail_and_the_mail_says_nothing_of_the_contents(
    indsendelse, sagsbehandler, django_capture_on_commit_callbacks
):
    indsendelse.indsendt_af.email = "bo@proeven.example"
    with django_capture_on_commit_callbacks(execute=True):
        send_back(bruger=sagsbehandler, indsendelse=indsendelse, begrundelse="Hemmelig grund")
    assert mail.outbox[0].to == ["bo@proeven.example"]
    assert "Hemmelig" not in mail.outbox[0].body + mail.outbox[0].subject


def test_only_the_organisations_own_people_send_for_it(
    sagsgange, organisation, sagsbehandler, anden_boligorganisation_bruger, administrator
):
    for stranger in (sagsbehandler, anden_boligorganisation_bruger, administrator):
        with pytest.raises(AdgangNaegtet):
            send_in(bruger=stranger, boligorganisation=organisation, ansoegning=skema_a())


def test_only_case_officers_take_in_or_return(indsendelse, direktion, boligorganisation_bruger, revisor):
    for other in (direktion, boligorganisation_bruger, revisor):
        with pytest.raises(AdgangNaegtet):
            receive(bruger=other, indsendelse=indsendelse)
        with pytest.raises(AdgangNaegtet):
            send_back(bruger=other, indsendelse=indsendelse, begrundelse="x")


def test_what_waits_can_be_withdrawn_by_the_sender(indsendelse, boligorganisation_bruger, sagsbehandler):
    withdraw(bruger=boligorganisation_bruger, indsendelse=indsendelse)
    with pytest.raises(UgyldigtInput, match="trukket tilbage"):
        receive(bruger=sagsbehandler, indsendelse=indsendelse)


def test_every_fault_of_an_application_is_told_at_its_field(
    sagsgange, boligorganisation_bruger, organisation
):
    bad = skema_a(
        titel=" ",
        felter={"tilsagn_dato": dt.date(2026, 1, 1), "grundkapital_maks": -1},
        dele=(DelInput("familie", antal=0),),
    )
    with pytest.raises(UgyldigtInput) as error:
        send_in(bruger=boligorganisation_bruger, boligorganisation=organisation, ansoegning=bad)
    assert {"titel", "tilsagn_dato", "grundkapital_maks", "dele[0].antal"} <= fields(error)
    assert not Indsendelse.objects.exists()


def test_only_what_the_route_waits_for_can_be_applied_for(modtaget, boligorganisation_bruger, organisation):
    assert arter_of(load_forloeb(modtaget)) == []
    for art in ("skema_a", "skema_b", "skema_c"):
        assert not can_apply(modtaget, art)
        with pytest.raises(UgyldigtInput) as error:
            start_ansoegning(
                bruger=boligorganisation_bruger, art=art, boligorganisation=organisation, sag=modtaget
            )
        assert fields(error) == {"art"}


def until_skema_b(sag, sagsbehandler, leder):
    from almen.byggeri.services import edit_projekt, set_ramme

    today = timezone.localdate()
    set_ramme(bruger=leder, aar=today.year, formaal="familie_ungdom", beloeb=100_000_000, kilde="budget")
    edit_projekt(
        bruger=sagsbehandler,
        sag=sag,
        lokalplan_paabegyndt=True,
        indberettet=True,
        husleje_oplyst=True,
        tegninger=True,
    )
    for trin in ("oplysning", "direktion_oekonomi", "tilsagn"):
        record_beslutning(bruger=sagsbehandler, sag=sag, trin=trin, kilde="test", dato=today)


def test_skema_b_is_applied_for_and_taken_into_the_running_case(
    modtaget, boligorganisation_bruger, organisation, sagsbehandler, leder
):
    until_skema_b(modtaget, sagsbehandler, leder)
    assert can_apply(modtaget, "skema_b")
    b = Ansoegning(
        art="skema_b",
        felter={
            "laangiver": "Realkredit Prøve",
            "byggetilladelse_m2": Decimal("7400"),
            "udbud_afholdt": True,
        },
        dele=(FAMILIE,),
    )
    sent = send_in(
        bruger=boligorganisation_bruger, boligorganisation=organisation, ansoegning=b, sag=modtaget
    )
    assert not can_apply(modtaget, "skema_b"), "one that waits is enough"
    assert Journalpost.objects.filter(sag=modtaget, art="indsendelse").count() == 1
    receive(bruger=sagsbehandler, indsendelse=sent)
    projekt = Projekt.objects.get(sag=modtaget)
    assert (projekt.laangiver, projekt.byggetilladelse_m2) == ("Realkredit Prøve", Decimal("7400"))
    assert projekt.skemaer.filter(bogstav="B").count() == 1
    assert "skema_b_licitation" in load_forloeb(Sag.objects.get(pk=modtaget.pk)).tilstand.udfoerte
    assert verify_journal() == []


def test_a_request_is_answered_and_closed(modtaget, boligorganisation_bruger, organisation, sagsbehandler):
    anmodning = create_anmodning(bruger=sagsbehandler, sag=modtaget, tekst="Send opdateret tegning")
    kladde = start_svar(bruger=boligorganisation_bruger, anmodning=anmodning)
    assert start_svar(bruger=boligorganisation_bruger, anmodning=anmodning) == kladde
    sent = send_in(
        bruger=boligorganisation_bruger,
        boligorganisation=organisation,
        ansoegning=Ansoegning(art="svar", tekst="Her er den"),
        filer=[upload(boligorganisation_bruger, organisation)],
        sag=modtaget,
        anmodning=anmodning,
    )
    receive(bruger=sagsbehandler, indsendelse=sent)
    anmodning.refresh_from_db()
    assert anmodning.lukket
    assert modtaget.dokumenter.count() == 2
    with pytest.raises(UgyldigtInput):
        start_svar(bruger=boligorganisation_bruger, anmodning=anmodning)


def test_a_request_in_a_case_that_the_organisation_cannot_see_is_refused(modtaget, sagsbehandler):
    modtaget.fortrolighed = "intern"
    with pytest.raises(UgyldigtInput, match="ikke åben"):
        create_anmodning(bruger=sagsbehandler, sag=modtaget, tekst="x")


def test_two_colleagues_begin_the_same_application_once(
    modtaget, boligorganisation_bruger, organisation, sagsbehandler, leder
):
    until_skema_b(modtaget, sagsbehandler, leder)
    first = start_ansoegning(
        bruger=boligorganisation_bruger, art="skema_b", boligorganisation=organisation, sag=modtaget
    )
    second = start_ansoegning(
        bruger=boligorganisation_bruger, art="skema_b", boligorganisation=organisation, sag=modtaget
    )
    assert first == second
    assert Kladde.objects.count() == 1


KRONER = st.none() | st.integers(min_value=1, max_value=10**10)


@given(
    antal=st.none() | st.integers(min_value=1, max_value=2000),
    areal=st.none() | st.decimals(min_value=1, max_value=99_999, places=2),
    sum_=KRONER,
    maks=KRONER,
    day=st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
    ja=st.booleans(),
)
def test_what_is_kept_reads_back_as_what_was_sent(antal, areal, sum_, maks, day, ja):
    sent = Ansoegning(
        art="skema_a",
        titel="Prøve",
        felter={
            key: value
            for key, value in {
                "grundkapital_maks": maks,
                "forventet_tilsagn": day,
                "jorddokument": ja,
            }.items()
            if value is not None
        },
        dele=(DelInput("ungdom", antal=antal, bruttoareal_m2=areal, anskaffelsessum=sum_),),
    )
    assert Ansoegning.from_data(sent.to_data()) == sent


def test_the_fields_of_an_application_are_those_of_the_statutes_checklist():
    from almen.regler.skema import krav_ved

    for art, bogstav in (("skema_a", "a"), ("skema_b", "b"), ("skema_c", "c")):
        assert set(krav_ved(bogstav)) <= set(felter_of(art))


def test_the_case_page_leads_nobody_to_a_request_that_they_may_not_open(
    client, modtaget, sagsbehandler, administrator
):
    found = create_anmodning(bruger=sagsbehandler, sag=modtaget, tekst="Send tegningerne")
    address = reverse("ansoegninger:anmodning", args=[found.pk])
    for bruger, led in ((sagsbehandler, True), (administrator, False)):
        client.force_login(bruger)
        assert (address in client.get(modtaget.get_absolute_url()).content.decode()) is led
        assert client.get(address).status_code == (200 if led else 404)

"""Making public and taking back: chosen by a person, journalled, and refused where it must not be."""

from __future__ import annotations

import io

import pytest

from almen.sager import adgang
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import AF_SIG_SELV, Beslutning, Journalpost, Offentliggoerelse
from almen.sager.services import (
    KanIkkeOffentliggoeres,
    add_dokument,
    add_dokumentversion,
    edit_dokument,
    edit_sag,
    publish_begrundelse,
    publish_dokument,
    publish_sag,
    record_beslutning,
    verify_journal,
    withdraw,
)

PDF = b"%PDF-1.7\n%%EOF\n"


def add(bruger, sag, content=PDF, name="brev.pdf", **more):
    return add_dokument(
        bruger=bruger, sag=sag, titel="Brev", name=name, size=len(content), stream=io.BytesIO(content), **more
    )


def decide(bruger, sag, *trin, **more):
    for item in trin:
        found = record_beslutning(bruger=bruger, sag=sag, trin=item, kilde="brev", **more)
    return found


def test_a_political_decision_makes_an_open_case_public_and_nothing_less_does(sag, sagsbehandler):
    decide(sagsbehandler, sag, "ansoegning", "direktion")
    assert not adgang.public_sager().exists()
    decide(sagsbehandler, sag, "udvalg")
    assert adgang.public_sager().get() == sag


@pytest.mark.parametrize("udfald", ["udsat", "sendt_tilbage"])
def test_a_postponement_or_a_return_settles_nothing(sag, sagsbehandler, udfald):
    decide(sagsbehandler, sag, "ansoegning", "direktion")
    back = {"tilbage_til": "direktion"} if udfald == "sendt_tilbage" else {}
    decide(sagsbehandler, sag, "udvalg", udfald=udfald, begrundelse="Mangler", **back)
    assert not adgang.public_sager().exists()


def test_a_rejection_by_a_body_is_public_too(sag, sagsbehandler):
    decide(sagsbehandler, sag, "ansoegning", "direktion")
    decide(sagsbehandler, sag, "udvalg", udfald="forkastet", begrundelse="Nej")
    assert adgang.public_sager().get() == sag


def test_of_decisions_the_public_sees_those_of_bodies_and_what_the_administration_settled(sag, sagsbehandler):
    decide(sagsbehandler, sag, "ansoegning", "direktion", "udvalg", "tilsagn")
    shown = adgang.public_beslutninger().order_by("nummer").values_list("trin", flat=True)
    assert list(shown) == ["direktion", "udvalg", "tilsagn"]


def test_what_the_system_sent_back_by_itself_is_no_bodys_decision(sag, sagsbehandler):
    decide(sagsbehandler, sag, "ansoegning", "direktion", "udvalg")
    Beslutning.objects.create(
        sag=sag, nummer=9, trin="udvalg", trin_navn="Udvalget godkender", aktoer="udvalget", aktoer_navn="Udvalget",
        handling="godkender", udfald="sendt_tilbage", dato=sag.aabnet_dato, kilde=AF_SIG_SELV, registreret_af=sagsbehandler,
    )  # fmt: skip
    assert not adgang.public_beslutninger().filter(nummer=9).exists()


def test_a_case_decided_by_delegation_is_public_when_somebody_makes_it_so(sag, sagsbehandler):
    decide(sagsbehandler, sag, "ansoegning")
    with pytest.raises(KanIkkeOffentliggoeres, match="ikke afgjort noget"):
        publish_sag(bruger=sagsbehandler, sag=sag)
    decide(sagsbehandler, sag, "direktion")
    row = publish_sag(bruger=sagsbehandler, sag=sag)
    assert adgang.public_sager().get() == sag
    withdraw(bruger=sagsbehandler, offentliggoerelse=row, begrundelse="For tidligt")
    assert not adgang.public_sager().exists()


@pytest.mark.parametrize(
    "navn", ["direktion", "sekretaer", "suf", "boligorganisation_bruger", "revisor", "administrator"]
)
def test_only_sagsbehandler_and_leder_make_public_and_withdraw(sag, sagsbehandler, navn, request):
    stranger = request.getfixturevalue(navn)
    dokument = add(sagsbehandler, sag)
    row = publish_dokument(bruger=sagsbehandler, dokument=dokument)
    with pytest.raises(AdgangNaegtet):
        publish_dokument(bruger=stranger, dokument=dokument)
    with pytest.raises(AdgangNaegtet):
        publish_sag(bruger=stranger, sag=sag)
    with pytest.raises(AdgangNaegtet):
        withdraw(bruger=stranger, offentliggoerelse=row, begrundelse="x")
    assert Offentliggoerelse.objects.count() == 1


def test_an_open_document_is_not_public_by_itself(sag, sagsbehandler):
    decide(sagsbehandler, sag, "ansoegning", "direktion", "udvalg")
    add(sagsbehandler, sag)
    assert not adgang.public_offentliggoerelser().exists()


@pytest.mark.parametrize("level", ["intern", "fortrolig"])
def test_a_closed_document_or_one_of_a_closed_case_cannot_be_made_public(sag, sagsbehandler, level):
    closed, opened = add(sagsbehandler, sag, fortrolighed=level), add(sagsbehandler, sag, PDF + b"2")
    with pytest.raises(KanIkkeOffentliggoeres, match="Kun åbne"):
        publish_dokument(bruger=sagsbehandler, dokument=closed)
    edit_sag(bruger=sagsbehandler, sag=sag, titel=sag.titel, fortrolighed=level)
    with pytest.raises(KanIkkeOffentliggoeres, match="ikke åben"):
        publish_dokument(bruger=sagsbehandler, dokument=opened)
    assert not Offentliggoerelse.objects.exists()


def test_a_file_that_can_hide_earlier_wording_cannot_be_made_public(sag, sagsbehandler):
    with pytest.raises(KanIkkeOffentliggoeres, match="ikke en PDF"):
        publish_dokument(bruger=sagsbehandler, dokument=add(sagsbehandler, sag, b"tekst", "brev.txt"))


def test_a_new_version_is_public_only_when_it_is_made_so(sag, sagsbehandler):
    dokument = add(sagsbehandler, sag)
    row = publish_dokument(bruger=sagsbehandler, dokument=dokument)
    add_dokumentversion(
        bruger=sagsbehandler, dokument=dokument, name="b.pdf", size=9, stream=io.BytesIO(PDF + b"ny")
    )
    row.refresh_from_db()
    assert row.version.nummer == 1
    assert publish_dokument(bruger=sagsbehandler, dokument=dokument).version.nummer == 2
    assert Offentliggoerelse.objects.count() == 1


def test_every_act_stands_in_the_journal_and_its_chain_is_whole(sag, sagsbehandler):
    beslutning = decide(sagsbehandler, sag, "ansoegning", "direktion", "udvalg", begrundelse="Fordi")
    dokument = add(sagsbehandler, sag)
    row = publish_dokument(bruger=sagsbehandler, dokument=dokument)
    publish_begrundelse(bruger=sagsbehandler, beslutning=beslutning)
    publish_begrundelse(bruger=sagsbehandler, beslutning=beslutning)
    withdraw(bruger=sagsbehandler, offentliggoerelse=row, begrundelse="Et navn stod i det")
    arts = list(Journalpost.objects.filter(sag=sag).order_by("nummer").values_list("art", flat=True))
    assert arts[-3:] == ["offentliggjort", "offentliggjort", "trukket_tilbage"]
    assert "Et navn stod i det" in Journalpost.objects.filter(art="trukket_tilbage").get().tekst
    assert verify_journal() == []


def test_withdrawing_needs_a_reason(sag, sagsbehandler):
    row = publish_dokument(bruger=sagsbehandler, dokument=add(sagsbehandler, sag))
    with pytest.raises(ValueError, match="begrundelse"):
        withdraw(bruger=sagsbehandler, offentliggoerelse=row, begrundelse="  ")
    assert Offentliggoerelse.objects.exists()


def test_what_turns_confidential_is_withdrawn_in_the_same_act_and_its_title_not_told_to_more(
    sag, sagsbehandler
):
    dokument = add(sagsbehandler, sag)
    publish_dokument(bruger=sagsbehandler, dokument=dokument)
    edit_dokument(bruger=sagsbehandler, dokument=dokument, titel="Brev", fortrolighed="fortrolig")
    assert not Offentliggoerelse.objects.exists()
    assert Journalpost.objects.get(art="trukket_tilbage").fortrolighed == "fortrolig"
    edit_dokument(bruger=sagsbehandler, dokument=dokument, titel="Brev", fortrolighed="aaben")
    assert not Offentliggoerelse.objects.exists()


@pytest.fixture
def browse(client, sagsbehandler):
    client.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    return client


def test_the_page_publishes_and_withdraws(browse, sag, sagsbehandler):
    decide(sagsbehandler, sag, "ansoegning", "direktion", "udvalg", begrundelse="Fordi taget er utæt")
    dokument = add(sagsbehandler, sag)
    path = f"/sager/{sag.nummer}/offentligt/"
    page = browse.get(path).content.decode()
    assert "Alle kan læse" in page and "Fordi taget er utæt" in page
    chosen = {"dokument": str(dokument.noegle)}
    assert browse.post(path, {**chosen, "handling": "offentliggoer"}).status_code == 302
    assert browse.post(path, {"beslutning": "3", "handling": "offentliggoer"}).status_code == 302
    assert adgang.public_offentliggoerelser().count() == 1
    assert "version 1 er offentlig" in browse.get(path).content.decode()
    assert "Offentliggjort" in browse.get(sag.get_absolute_url()).content.decode()
    refused = browse.post(path, {**chosen, "handling": "traek_tilbage"})
    assert refused.status_code == 400 and "Skriv en begrundelse" in refused.content.decode()
    browse.post(path, {**chosen, "handling": "traek_tilbage", "begrundelse": "Fejl"})
    assert not adgang.public_offentliggoerelser().exists()


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"handling": "slet"},
        {"dokument": "x", "handling": "offentliggoer"},
        {"beslutning": "²", "handling": "offentliggoer"},
        {"beslutning": "99", "handling": "offentliggoer"},
    ],
)
def test_a_form_that_names_nothing_known_is_404(browse, sag, content):
    assert browse.post(f"/sager/{sag.nummer}/offentligt/", content).status_code == 404


def test_the_page_of_a_case_does_not_ask_more_for_more_documents(browse, sag, sagsbehandler):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    path = f"/sager/{sag.nummer}/offentligt/"
    publish_dokument(bruger=sagsbehandler, dokument=add(sagsbehandler, sag))
    browse.get(path)
    with CaptureQueriesContext(connection) as first:
        browse.get(path)
    for number in range(4):
        publish_dokument(bruger=sagsbehandler, dokument=add(sagsbehandler, sag, PDF + b"%d" % number))
    with CaptureQueriesContext(connection) as later:
        browse.get(path)
    assert len(later) == len(first)

"""Nothing that is not public can be found: not by list, search, count, file, feed, guess or the time an answer takes."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almen.sager import adgang
from almen.sager.models import Offentliggoerelse
from almen.sager.services import (
    KanIkkeOffentliggoeres,
    edit_dokument,
    edit_sag,
    publish_sag,
    withdraw,
)
from offentlig.conftest import body_of, crawl, decide, leaks, open_case

# Hundreds of pages for each test; what they ask the database, the pages' own tests ask on both.
pytestmark = pytest.mark.kun_en_gang
UKENDT = "2026-99999"


def asked(client, path):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        body = body_of(response)
    return response.status_code, body, dict(response.headers), len(queries)


def is_an_address_without_a_key(path):
    """No address holds a key of the database, by which one could guess how much there is that one may not see."""
    return "?p=" in path or "side=" in path or not path.rstrip("/").rsplit("/", 1)[-1].isdigit()


def test_all_public_addresses_tell_what_is_public_and_nothing_else(client, alt):
    pages = crawl(client, rules=True)
    assert leaks(pages, alt.hemmelig) == []
    everything = "\n".join(pages.values())
    assert [word for word in alt.kendt if word not in everything] == []
    for sag in alt.skjulte:
        assert f"/sager/{sag.nummer}/" not in everything
        assert sag.nummer not in everything
    for path in pages:
        assert is_an_address_without_a_key(path), path


def test_who_is_signed_in_sees_no_more_there(alt, leder):
    inside = Client()
    inside.force_login(leder, "django.contrib.auth.backends.ModelBackend")
    assert crawl(inside) == crawl(Client())


CASES = (
    "/offentlig/sager/{}/",
    "/offentlig/sager/{}/data.json",
    "/offentlig/sager/{}/fil/",
    "/offentlig/beslutninger/{}-1/",
    "/offentlig/beslutninger/{}-3/data.json",
    "/offentlig/planer/{}/",
    "/offentlig/planer/{}/data.json",
    "/offentlig/politikker/{}/",
)


def test_a_hidden_case_answers_as_one_that_never_was(client, alt):
    client.get("/offentlig/")
    for address in CASES:
        never = asked(client, address.format(UKENDT))
        assert never[0] == 404
        for sag in alt.skjulte:
            assert asked(client, address.format(sag.nummer)) == never, (address, sag.titel)


def test_a_hidden_document_answers_as_one_that_never_was(client, alt):
    client.get("/offentlig/")
    public = set(adgang.public_offentliggoerelser().values_list("dokument__noegle", flat=True))
    assert len(public) == 1
    for ending in ("", "data.json", "fil/"):
        never = asked(client, f"/offentlig/dokumenter/{uuid.uuid4()}/{ending}")
        assert never[0] == 404
        for sag in alt.sager.values():
            for dokument in sag.dokumenter.exclude(noegle__in=public):
                found = asked(client, f"/offentlig/dokumenter/{dokument.noegle}/{ending}")
                assert found == never, (ending, dokument.titel)


def test_counts_hold_the_public_alone(client, alt):
    assert len(client.get("/offentlig/sager/data.json").json()["raekker"]) == 3
    assert len(client.get("/offentlig/planer/data.json").json()["raekker"]) == 1
    assert len(client.get("/offentlig/dokumenter/data.json").json()["raekker"]) == 1
    assert "3 sager" in client.get("/offentlig/sager/").content.decode()
    assert len(body_of(client.get("/offentlig/sager/data.csv")).splitlines()) == 4


def test_a_search_for_what_is_hidden_finds_as_little_as_one_for_nothing(client, alt):
    def answer(word: str) -> str:
        return client.get("/offentlig/soeg/", {"q": word}).content.decode().replace(word, "")

    nothing = answer("findesaldrig")
    for word in sorted(alt.hemmelig):
        # What is internal and what is confidential is closed by the same condition.
        if not word.endswith(("-indhold", "-filnavn")) and "-intern-" not in word:
            assert answer(word) == nothing, word


@pytest.mark.parametrize("level", ["intern", "fortrolig"])
def test_a_case_that_is_closed_later_is_gone_everywhere_at_once(client, alt, sagsbehandler, level):
    sag = alt.offentlig
    plan = alt.sager["aaben", "plan-besluttet"]
    words = {word for word in alt.kendt if "-afgjort" in word or "-besluttet" in word}
    assert len(words) > 6
    for closing in (sag, plan):
        edit_sag(bruger=sagsbehandler, sag=closing, titel=closing.titel, fortrolighed=level)
    assert leaks(crawl(client), words | {sag.nummer, plan.nummer}) == []


def test_what_was_closed_does_not_come_back_by_itself(client, alt, sagsbehandler):
    sag = alt.offentlig
    for level in ("fortrolig", "aaben"):
        edit_sag(bruger=sagsbehandler, sag=sag, titel=sag.titel, fortrolighed=level)
    assert client.get(f"/offentlig/sager/{sag.nummer}/").status_code == 200
    assert client.get("/offentlig/dokumenter/data.json").json()["raekker"] == []


def test_a_document_that_is_withdrawn_or_closed_is_gone_everywhere_at_once(client, alt, sagsbehandler):
    row = adgang.public_offentliggoerelser().get()
    dokument = row.dokument
    file = f"/offentlig/dokumenter/{dokument.noegle}/fil/"
    assert client.get(file).status_code == 200
    withdraw(bruger=sagsbehandler, offentliggoerelse=row, begrundelse="Et navn stod i bilaget")
    assert leaks(crawl(client), {dokument.titel, str(dokument.noegle)}) == []
    assert client.get(file).status_code == 404


def test_a_document_that_turns_confidential_is_gone_though_its_publication_were_left(
    client, alt, sagsbehandler
):
    dokument = adgang.public_offentliggoerelser().get().dokument
    edit_dokument(bruger=sagsbehandler, dokument=dokument, titel=dokument.titel, fortrolighed="intern")
    assert not Offentliggoerelse.objects.filter(dokument=dokument).exists()
    assert leaks(crawl(client), {dokument.titel}) == []


def test_a_kept_answer_is_asked_about_again_and_refused_once_the_case_is_closed(client, alt, sagsbehandler):
    sag = alt.offentlig
    path = f"/offentlig/sager/{sag.nummer}/"
    first = client.get(path)
    assert "must-revalidate" in first["Cache-Control"]
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    edit_sag(bruger=sagsbehandler, sag=sag, titel=sag.titel, fortrolighed="fortrolig")
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 404


def test_a_file_known_by_its_fingerprint_is_still_asked_for_by_right(client, alt, sagsbehandler):
    row = adgang.public_offentliggoerelser().get()
    path = f"/offentlig/dokumenter/{row.dokument.noegle}/fil/"
    tag = client.get(path)["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    withdraw(bruger=sagsbehandler, offentliggoerelse=row, begrundelse="Fejl")
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 404


def test_no_public_answer_sets_a_cookie(client, alt):
    for path in (
        "/offentlig/",
        f"/offentlig/sager/{alt.offentlig.nummer}/",
        "/offentlig/sager/",
        "/offentlig/soeg/?q=tag",
    ):
        response = client.get(path)
        assert not response.cookies


ACTS = st.lists(
    st.sampled_from(["afgoer", "aaben", "intern", "fortrolig", "offentliggoer", "traek"]), max_size=8
)


@given(acts=ACTS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_a_case_is_public_only_while_open_and_decided(
    acts, sagsgange, sagsbehandler, organisation
):
    """The rule in words, kept beside the acts, agrees with what the database gives."""
    sag = open_case(sagsbehandler, organisation, "Sag")
    decided, level, published = False, "aaben", False
    for act in acts:
        if act == "afgoer" and not decided:
            decide(sagsbehandler, sag, "udvalget")
            decided = True
        elif act in ("aaben", "intern", "fortrolig"):
            edit_sag(bruger=sagsbehandler, sag=sag, titel="Sag", fortrolighed=act)
            level = act
            published = published and level == "aaben"
        elif act == "offentliggoer":
            if level == "aaben" and decided:
                publish_sag(bruger=sagsbehandler, sag=sag)
                published = True
            else:
                with pytest.raises(KanIkkeOffentliggoeres):
                    publish_sag(bruger=sagsbehandler, sag=sag)
        elif act == "traek" and published:
            row = Offentliggoerelse.objects.get(sag=sag)
            withdraw(bruger=sagsbehandler, offentliggoerelse=row, begrundelse="x")
            published = False
        assert Offentliggoerelse.objects.filter(sag=sag).exists() == published
        assert adgang.public_sager().filter(pk=sag.pk).exists() == (level == "aaben" and decided)

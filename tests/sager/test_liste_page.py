"""The list of cases: complete, narrowed as asked, exported as shown, and flat in its number of queries."""

from __future__ import annotations

import io

import openpyxl
import pytest

from almen.sager.services import opened_sag, record_beslutning


@pytest.fixture
def many(route, sagsbehandler, organisation):
    sager = []
    for number in range(30):
        with opened_sag(
            bruger=sagsbehandler,
            sagstype="proeve",
            titel=f"Sag nummer {number}",
            boligorganisation=organisation,
        ) as sag:
            pass
        sager.append(sag)
    return sager


@pytest.fixture
def browse(client, sagsbehandler):
    client.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    return client


def test_every_case_of_the_page_is_a_row(browse, many):
    page = browse.get("/sager/").content.decode()
    assert all(sag.nummer in page for sag in many)
    assert "30 sager" in page


def test_search_finds_by_every_word_whatever_the_case(browse, many):
    page = browse.get("/sager/?q=NUMMER 17").content.decode()
    assert many[17].nummer in page
    assert many[3].nummer not in page


def test_filter_by_whom_it_waits_for(browse, many, sagsbehandler):
    record_beslutning(bruger=sagsbehandler, sag=many[5], trin="ansoegning", kilde="brev")
    page = browse.get("/sager/?venter_paa=direktionen").content.decode()
    assert many[5].nummer in page
    assert many[6].nummer not in page


def test_a_filter_that_is_no_choice_is_a_message_not_a_crash(browse, many):
    page = browse.get("/sager/?fase=findes_ikke&aabnet_fra=i+går")
    assert page.status_code == 200
    assert "Åbnet fra" in page.content.decode()


def test_the_spreadsheet_holds_what_was_filtered(browse, many):
    answer = browse.get("/sager/?q=nummer 17&eksport=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    numbers = [row[0].value for row in book.worksheets[0].iter_rows()]
    assert many[17].nummer in numbers
    assert many[3].nummer not in numbers


def test_the_number_of_queries_does_not_grow_with_the_cases(browse, many, django_assert_max_num_queries):
    browse.get("/sager/")
    with django_assert_max_num_queries(8):
        browse.get("/sager/")


def test_a_stranger_sees_an_empty_list(client, many, anden_boligorganisation_bruger):
    client.force_login(anden_boligorganisation_bruger, "django.contrib.auth.backends.ModelBackend")
    assert many[0].nummer not in client.get("/sager/").content.decode()

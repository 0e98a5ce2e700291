"""The introduction's page: for the municipality's people, the same words as the file, and a year that is none is said."""

from __future__ import annotations

import io
import re

import docx
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from almen.papirer import SkabelonFejl
from notater.conftest import AFSNIT

ADDRESS = "/notater/introduktion/"


@pytest.fixture
def read(client, leder):
    client.force_login(leder)

    def page(address: str = ADDRESS, status: int = 200) -> str:
        response = client.get(address)
        assert response.status_code == status
        return response.content.decode()

    return page


def test_the_page_holds_every_section_the_drawings_and_what_is_lacking(read, fuld):
    page = read()
    places = [page.index(f">{overskrift}</h2>") for overskrift in AFSNIT]
    assert places == sorted(places)
    assert page.count("<svg xmlns=") == 3
    assert "100,4 pct." in page and "Systemet har ingen data om" in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert all(f'id="kilde-{number}"' in page for number in set(re.findall(r'href="#kilde-(\d+)"', page)))


def test_hostile_titles_are_text_on_the_page(read, sagsgange, sagsbehandler):
    from almen.grundlagssager.services import open_analyse

    open_analyse(bruger=sagsbehandler, titel="<script>alert(1)</script>", formaal="Undersøg det.")
    page = read()
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page


def test_the_file_says_what_the_page_says(client, read, fuld):
    read()
    answer = client.get("/notater/introduktion-2026.docx")
    assert "introduktion-2026.docx" in answer["Content-Disposition"]
    document = docx.Document(io.BytesIO(b"".join(answer.streaming_content)))
    text = "\n".join(item.text for item in document.paragraphs)
    for overskrift in AFSNIT:
        assert overskrift in text
    assert "19,1 + 29,8 + 21,7 + 29,8 = 100,4 pct." in text


@pytest.mark.parametrize("aar", ["1999", "2028", "x", "", "-1", "20261", "²"])
def test_a_year_that_is_none_is_said_with_what_is_allowed_and_the_note_is_still_there(read, sagsgange, aar):
    with time_machine.travel("2026-11-26 09:00:00+01:00", tick=False):
        page = read(f"{ADDRESS}?aar={aar}", 400)
    assert "fejl" in page.lower() and ">Resume</h2>" in page


def test_the_note_costs_the_same_queries_however_many_cases(
    client, leder, sagsbehandler, organisation, fuld, read
):
    from byggeri.conftest import make_sag

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            read()
        return len(queries)

    read()
    few = asked()
    assert few <= 55
    for number in range(4):
        make_sag(sagsbehandler, organisation, titel=f"Sag {number}")
    assert asked() == few


def test_a_template_that_fails_sends_back_to_the_page_with_its_fault(client, read, sagsgange, monkeypatch):
    from pathlib import Path

    from almen.notater import views

    def fail(*_):
        raise SkabelonFejl(Path("brev.docx"), "feltet “x” findes ikke.")

    monkeypatch.setattr(views, "build_papir", fail)
    answer = client.get("/notater/introduktion-2026.docx", follow=True)
    assert answer.redirect_chain[0][0] == ADDRESS
    assert "feltet “x” findes ikke." in answer.content.decode()


def test_the_menu_leads_to_the_note_for_those_who_may_see_it(client, leder, boligorganisation_bruger):
    for bruger, there in ((leder, True), (boligorganisation_bruger, False)):
        client.force_login(bruger)
        page = client.get("/frister/").content.decode()
        assert (f'href="{ADDRESS}"' in page) is there

"""The committee's share of almene cases (M3) as it is shown, downloaded and asked for by other programs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest
from click.testing import CliRunner
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from almen.cli.statistik import statistik
from almen.regler.udvalgsandel import Moedetal
from almen.udvalg.models import Moede, Punktart
from almen.udvalg.selectors.andel import NIVEAUER, Moedeandel, held_moeder, share_band, share_lines
from almen.udvalg.services import (
    add_punkt,
    cancel_moede,
    create_moede,
    remove_punkt,
    save_andre_sager,
    send_dagsorden,
)


@pytest.fixture
def holdt(leder):
    """Makes a held meeting with so many almene items, and so many cases about other things (None: not counted)."""

    def make(dato: dt.date, almene: int, andre: int | None, organ: str = "udvalget") -> Moede:
        moede = create_moede(bruger=leder, organ=organ, dato=dato)
        for number in range(almene):
            add_punkt(bruger=leder, moede=moede, titel=f"Sag {number}", art=Punktart.ALMEN)
        if andre is not None:
            save_andre_sager(bruger=leder, moede=moede, antal={"Lokalplaner": andre})
        return moede

    return make


def ask(*arguments: str):
    return CliRunner().invoke(statistik, ["udvalgsandel", *arguments])


def counted(moede: Moede) -> Moedetal:
    return next(item.tal for item in held_moeder(moede.organ) if item.moede == moede)


def test_formalities_dropped_items_and_cancelled_meetings_do_not_count(holdt, leder):
    moede = holdt(dt.date(2026, 3, 9), 2, None)
    add_punkt(bruger=leder, moede=moede, titel="Godkendelse af dagsordenen", art=Punktart.FORMALIA)
    add_punkt(bruger=leder, moede=moede, titel="En lokalplan", art=Punktart.ANDEN, omraade="Lokalplaner")
    send_dagsorden(bruger=leder, moede=moede)
    remove_punkt(bruger=leder, punkt=moede.punkter.order_by("nummer")[0], grund="Trukket tilbage")
    assert counted(moede) == Moedetal(moede.dato, 1, 1)
    aflyst = holdt(dt.date(2026, 3, 10), 5, 5)
    cancel_moede(bruger=leder, moede=aflyst, grund="For få sager")
    assert [item.moede for item in held_moeder("udvalget")] == [moede]


def test_other_cases_are_those_on_the_agenda_and_those_only_counted(holdt, leder):
    moede = holdt(dt.date(2026, 3, 9), 1, 4)
    save_andre_sager(bruger=leder, moede=moede, antal={"Byggesager": 3, "Andet": 0})
    add_punkt(bruger=leder, moede=moede, titel="En lokalplan", art=Punktart.ANDEN)
    assert counted(moede) == Moedetal(moede.dato, 1, 8)


def test_a_meeting_to_come_is_no_fact_yet(holdt):
    holdt(timezone.localdate() + dt.timedelta(days=30), 3, 5)
    assert held_moeder("udvalget") == []


def test_one_query_however_many_meetings(holdt, django_assert_num_queries):
    for month in range(1, 7):
        holdt(dt.date(2026, month, 2), 2, 20)
    with django_assert_num_queries(1):
        assert len(held_moeder("udvalget")) == 6


@given(
    st.lists(
        st.tuples(
            st.dates(dt.date(2010, 1, 1), dt.date(2039, 12, 31)),
            st.integers(0, 9),
            st.none() | st.integers(0, 30),
        ),
        max_size=30,
    )
)
@pytest.mark.parametrize("niveau", NIVEAUER)
def test_every_grain_counts_the_same_cases_and_meetings(niveau, rows):
    moeder = [Moedeandel(Moede(dato=row[0]), Moedetal(*row)) for row in rows]
    lines = [item.andel for item in share_lines(moeder, niveau, share_band(dt.date(2026, 1, 1)).baand)]
    known = [item.tal for item in moeder if item.tal.andre is not None]
    assert sum(item.almene for item in lines) == sum(item.almene for item in known)
    assert sum(item.i_alt for item in lines) == sum(item.almene + (item.andre or 0) for item in known)
    assert sum(item.moeder for item in lines) == len(known)
    assert sum(item.udeladt for item in lines) == len(moeder) - len(known)


def test_the_band_is_the_profiles_with_its_source_and_is_shown_in_words(client, sekretaer, holdt):
    holdt(dt.date(2026, 1, 12), 1, 19)
    holdt(dt.date(2026, 4, 13), 1, 9)
    holdt(dt.date(2026, 8, 17), 2, 8)
    holdt(dt.date(2026, 10, 12), 4, None)
    client.force_login(sekretaer)
    page = client.get(reverse("organer:andel"), {"aar": "2026"}).content.decode()
    for text in (
        "Under båndet",
        "I båndet",
        "Over båndet",
        "1 møde er udeladt",
        "7–15 pct.",
        "Forvaltningens introduktion til udvalget (2026)",
    ):
        assert text in page
    assert "100,0" not in page
    assert "den siger ikke, om det er pr. møde eller pr. år" in page


@pytest.mark.parametrize("niveau", NIVEAUER)
def test_a_line_leads_to_what_it_is_made_of_down_to_the_meeting(client, sekretaer, holdt, niveau):
    moede = holdt(dt.date(2026, 4, 13), 1, 9)
    holdt(dt.date(2026, 8, 17), 2, 8)
    client.force_login(sekretaer)
    page = client.get(reverse("organer:andel"), {"niveau": niveau, "aar": "2026", "kvartal": "2"})
    leads_to = {
        "periode": "?organ=udvalget&amp;niveau=aar",
        "aar": "?organ=udvalget&amp;niveau=kvartal&amp;aar=2026",
        "kvartal": "?organ=udvalget&amp;niveau=moede&amp;aar=2026&amp;kvartal=2",
        "moede": moede.get_absolute_url(),
    }
    assert f'href="{leads_to[niveau]}"' in page.content.decode()
    if niveau == "moede":
        assert "17. august 2026" not in page.content.decode()


@pytest.mark.parametrize(("felt", "vaerdi"), [("aar", "1066"), ("niveau", "uge"), ("organ", "direktionen")])
def test_what_cannot_be_shown_is_told_at_its_field(client, sekretaer, holdt, felt, vaerdi):
    holdt(dt.date(2026, 4, 13), 1, 9)
    client.force_login(sekretaer)
    page = client.get(reverse("organer:andel"), {felt: vaerdi})
    assert page.status_code == 200
    assert "Vælg en af mulighederne på listen." in page.content.decode()


def test_the_page_asks_few_questions_however_many_meetings(
    client, sekretaer, holdt, django_assert_max_num_queries
):
    for year in range(2022, 2027):
        for month in (1, 4, 8):
            holdt(dt.date(year, month, 3), 1, 9)
    client.force_login(sekretaer)
    with django_assert_max_num_queries(6):
        assert client.get(reverse("organer:andel")).status_code == 200


def test_the_drawing_has_the_band_and_only_what_is_known(client, sekretaer, holdt):
    holdt(dt.date(2026, 1, 12), 1, 19)
    holdt(dt.date(2026, 4, 13), 3, None)
    client.force_login(sekretaer)
    svg = client.get(reverse("organer:andel_svg"), {"niveau": "moede", "aar": "2026"}).content.decode()
    assert "Båndet, 7–15 pct." in svg
    assert "12.01.26" in svg and "13.04.26" not in svg


def test_the_spreadsheet_holds_the_lines_and_the_sum(client, sekretaer, holdt):
    holdt(dt.date(2026, 1, 12), 1, 19)
    holdt(dt.date(2026, 4, 13), 1, 9)
    client.force_login(sekretaer)
    answer = client.get(reverse("organer:andel"), {"eksport": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["1. kvartal 2026", "2. kvartal 2026", "I alt"]
    assert rows[-1][3:7] == ["2", "30", "6,7", "Under båndet"]
    assert client.get(reverse("organer:andel"), {"eksport": "xlsx"}).status_code == 200


def test_other_programs_get_the_year_its_quarters_and_what_was_left_out(holdt):
    holdt(dt.date(2025, 12, 8), 5, 5)
    holdt(dt.date(2026, 1, 12), 1, 19)
    holdt(dt.date(2026, 4, 13), 1, 9)
    holdt(dt.date(2026, 5, 11), 3, None)
    answer = json.loads(ask("--aar", "2026", "--json").output)
    assert answer["baand"]["fra"] == "7" and answer["baand"]["til"] == "15" and answer["baand"]["kilde"]
    year = answer["aar_samlet"]
    assert (year["almene"], year["i_alt"], year["andel_pct"], year["i_baandet"]) == (2, 30, "6.7", False)
    assert [item["andel_pct"] for item in answer["kvartaler"]] == ["5.0", "10.0"]
    for field in ("almene", "i_alt", "moeder_talt", "moeder_udeladt"):
        assert sum(item[field] for item in answer["kvartaler"]) == year[field]
    assert [item["dato"] for item in answer["moeder"]] == ["2026-01-12", "2026-04-13"]
    assert [item["dato"] for item in answer["udeladt"]] == ["2026-05-11"]
    people = ask("--aar", "2026").output
    assert "Hele 2026: 6,7 pct. (2 af 30 sager). Under båndet." in people
    assert "Udeladt: mødet den 2026-05-11" in people


def test_a_year_without_meetings_and_a_body_that_is_not_watched_are_clear_errors(holdt):
    holdt(dt.date(2026, 1, 12), 1, 19)
    none = ask("--aar", "2019", "--json")
    assert none.exit_code == 2
    assert "ingen holdte møder i 2019. Der er holdt møder fra 2026 til 2026." in none.output
    stranger = ask("--aar", "2026", "--organ", "direktionen")
    assert stranger.exit_code == 2 and "tilladt er udvalget" in stranger.output

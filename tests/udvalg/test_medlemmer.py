"""Bodies and who sits in them: what can be seen, and what is refused when a member is entered."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from almen.udvalg.models import Organmedlem
from almen.udvalg.selectors.organer import organ_pages
from almen.udvalg.services import add_medlem, cancel_moede, create_moede

LISTE = reverse("organer:medlemmer", args=["udvalget"])
NYT = reverse("organer:nyt_medlem", args=["udvalget"])


@pytest.fixture
def ulla(client, sekretaer):
    client.force_login(sekretaer)
    return client


def text(response) -> str:
    return response.content.decode()


def fields(**changes: str) -> dict[str, str]:
    return {"navn": "Anna A", "parti": "Liste A (A)", "rolle": "medlem", "fra": "01.01.2026", **changes}


def test_the_bodies_show_names_over_time_deadlines_with_certainty_and_members_today(ulla, medlemmer):
    page = text(ulla.get(reverse("organer:liste")))
    for shown in ("Teknik- og Miljøudvalget", "15 arbejdsdage før mødet", "Usikker", "12 medlemmer"):
        assert shown in page


def test_the_next_meeting_is_the_nearest_that_is_not_cancelled(sekretaer):
    days = [timezone.localdate() + dt.timedelta(days=number) for number in (7, 14, 21)]
    first, second, _ = [create_moede(bruger=sekretaer, organ="udvalget", dato=day) for day in days]
    cancel_moede(bruger=sekretaer, moede=first, grund="For få sager")
    assert next(item for item in organ_pages() if item.id == "udvalget").naeste == second


def test_two_queries_for_all_bodies(medlemmer, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(organ_pages()) == 5


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, {"Før", "Nu", "Snart"}),
        ({"tilstand": "nu"}, {"Nu"}),
        ({"tilstand": "tidligere"}, {"Før"}),
        ({"tilstand": "kommende"}, {"Snart"}),
        ({"dag": "31.12.2025"}, {"Før"}),
        ({"dag": "01.01.2026"}, {"Nu"}),
        ({"q": "snart"}, {"Snart"}),
    ],
)
def test_members_are_found_by_the_day_they_sat(ulla, leder, query, names):
    for navn, fra, til in (
        ("Før", dt.date(2022, 1, 1), dt.date(2025, 12, 31)),
        ("Nu", dt.date(2026, 1, 1), None),
        ("Snart", timezone.localdate() + dt.timedelta(days=400), None),
    ):
        add_medlem(bruger=leder, organ="udvalget", navn=navn, fra=fra, til=til)
    page = text(ulla.get(LISTE, query))
    assert {navn for navn in ("Før", "Nu", "Snart") if f"Ret {navn}" in page} == names


def test_the_list_does_not_ask_more_for_more_members(ulla, medlemmer, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        assert "12 medlemmer" in text(ulla.get(LISTE))


def test_the_list_is_exported_without_the_links(ulla, medlemmer):
    content = b"".join(ulla.get(LISTE, {"eksport": "csv"}).streaming_content).decode()
    assert content.count("\n") == 13 and "Stedfortræder" in content and "Ret " not in content


def test_a_member_is_entered_and_the_membership_ended(ulla):
    assert ulla.post(NYT, fields()).status_code == 302
    medlem = Organmedlem.objects.get()
    address = reverse("organer:ret_medlem", args=["udvalget", medlem.pk])
    assert 'value="01.01.2026"' in text(ulla.get(address))
    assert ulla.post(address, fields(til="30.06.2026")).status_code == 302
    medlem.refresh_from_db()
    assert medlem.til == dt.date(2026, 6, 30)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"navn": ""}, "Udfyld dette felt."),
        ({"fra": "i går"}, "dato"),
        ({"til": "31.12.2025"}, "Perioden slutter, før den begynder."),
        ({"navn": "Bo B"}, "Bo B er allerede medlem i en del af perioden."),
        ({"rolle": "konge"}, "Vælg en af mulighederne på listen."),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_written(ulla, leder, changes, error):
    add_medlem(bruger=leder, organ="udvalget", navn="Bo B", fra=dt.date(2022, 1, 1))
    answer = ulla.post(NYT, fields(**changes))
    assert answer.status_code == 400
    assert error in text(answer)
    assert 'value="Liste A (A)"' in text(answer)
    assert Organmedlem.objects.count() == 1


def test_one_who_may_not_keep_members_sees_no_way_to_it(client, revisor, medlemmer):
    client.force_login(revisor)
    page = text(client.get(LISTE))
    assert "Ret R1" not in page and NYT not in page
    assert client.post(NYT, fields()).status_code == 403
    assert Organmedlem.objects.count() == len(medlemmer) + 1

"""The one list: filter, search, sort, pages and export do what the address says, within what one may see."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails
from openpyxl import load_workbook

from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, KronerFilter
from almen.ui.kolonner import Kolonne
from almen.ui.lists import ListView

pytestmark = pytest.mark.django_db


class GroupFilter(AlmenFilterSet):
    name = ChoiceFilter(label="Navn", choices=[("Alfa", "Alfa"), ("Beta", "Beta")])
    mindst = KronerFilter(label="Mindst", field_name="pk", lookup_expr="gte")

    class Meta:
        model = Group
        fields = ["name"]


class GroupList(ListView):
    titel = "Grupper"
    navn = ("gruppe", "grupper")
    kolonner = (
        Kolonne("navn", "Navn", "name", url=lambda g: f"/grupper/{g.pk}/", sorter="name"),
        Kolonne("laengde", "Længde", lambda g: len(g.name), "heltal"),
        Kolonne(
            "nummer", "Nummer", "pk", "heltal", sorter="pk", skjult=True, beskrivelse="Databasens nummer"
        ),
    )
    filterset_class = GroupFilter
    search_fields = ("name",)
    standard_sortering = ("name",)
    page_size = 3
    count_cap = 5
    tom_titel = "Ingen grupper endnu"
    tom_handling = ("Opret den første", "/ny/")

    def get_queryset(self):
        return Group.objects.exclude(name="Hemmelig")


def show(query="", view=GroupList, **headers):
    request = RequestFactory().get(f"/grupper/?{query}", headers=headers)
    request.user = AnonymousUser()
    request.htmx = HtmxDetails(request)
    return view.as_view()(request)


def text(response):
    return response.content.decode()


@pytest.fixture
def groups():
    return [Group.objects.create(name=name) for name in ("Gamma", "Alfa", "Beta", "Hemmelig")]


def test_the_list_shows_what_may_be_seen_and_nothing_else(groups):
    page = text(show())
    assert page.index("Alfa</a>") < page.index("Beta</a>") < page.index("Gamma</a>")
    assert "Hemmelig" not in page
    assert "3 grupper" in page


def test_search_finds_rows_with_every_word_and_never_hidden_ones(groups):
    page = text(show("q=alf+a"))
    assert "Alfa</a>" in page and "Beta</a>" not in page
    assert "Hemmelig" not in text(show("q=hemmelig")).replace("q=hemmelig", "").split("<table")[-1]


def test_a_filter_in_the_address_is_applied_and_can_be_taken_away(groups):
    page = text(show("name=Beta&sort=navn"))
    assert "Beta</a>" in page and "Alfa</a>" not in page
    assert "Navn: Beta" in page and 'href="?sort=navn"' in page


@pytest.mark.parametrize(
    "query", ["name=Findesikke", "mindst=12.50", "mindst=abc", "q=" + "x" * 300, "q=%00"]
)
def test_a_bad_filter_is_explained_in_danish_and_never_a_server_error(groups, query):
    response = show(query)
    assert response.status_code == 200
    page = text(response)
    assert "Ret filtrene" in page and "alert-error" in page
    assert "Alfa</a>" not in page


@pytest.mark.parametrize(
    "query", ["side=0", "side=abc", "side=99", "sort=findesikke", "sort=-", "sort=laengde"]
)
def test_a_bad_page_or_sorting_shows_the_list_all_the_same(groups, query):
    assert "Alfa</a>" in text(show(query))


def test_sorting_is_a_link_that_tells_its_direction(groups):
    page = text(show("sort=-navn"))
    assert 'aria-sort="descending"' in page
    assert page.index("Gamma</a>") < page.index("Alfa</a>")
    assert "sort=navn" in page


def test_pages_do_not_overlap_and_together_hold_every_row():
    names = [f"G{n:02}" for n in range(8)]
    Group.objects.bulk_create(Group(name=n) for n in names)
    seen = [n for side in (1, 2, 3) for n in names if f"{n}</a>" in text(show(f"side={side}"))]
    assert seen == names


def test_counting_stops_at_the_cap_and_says_so(django_assert_max_num_queries):
    Group.objects.bulk_create(Group(name=f"G{n:02}") for n in range(8))
    with django_assert_max_num_queries(2):
        page = text(show())
    assert "1–3 af over 5 grupper" in page


def test_a_list_without_rows_shows_the_way_on():
    page = text(show())
    assert "Ingen grupper endnu" in page and 'href="/ny/"' in page


def test_filters_without_hits_offer_to_clear_them(groups):
    assert "Ryd filtrene" in text(show("q=findesikke"))


def test_htmx_gets_the_result_alone_and_caches_are_told(groups):
    response = show("q=alfa", **{"HX-Request": "true", "HX-Target": "liste-resultat"})
    assert "<html" not in text(response)
    assert 'id="liste-resultat"' in text(response)
    assert "HX-Request" in response.headers["Vary"]


def test_the_spreadsheet_holds_exactly_what_was_filtered_on_all_pages():
    Group.objects.bulk_create(
        Group(name=n) for n in ("Alfa", "Beta", "Beta 2", "Beta 3", "Beta 4", "Hemmelig")
    )
    response = show("q=beta&eksport=xlsx&side=2")
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    rows = list(book.worksheets[0].values)
    assert rows[0] == ("Navn", "Længde", "Nummer")
    assert [r[0] for r in rows[1:]] == ["Beta", "Beta 2", "Beta 3", "Beta 4"]
    about = dict(r[:2] for r in book.worksheets[1].values if r and r[0])
    assert about["Filtre"] == "Søgning: beta"
    assert about["Nummer"] == "Databasens nummer"


def test_csv_holds_the_same_rows(groups):
    response = show("eksport=csv")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "Navn;Længde;Nummer"
    assert [line.split(";")[0] for line in lines[1:]] == ["Alfa", "Beta", "Gamma"]


@pytest.mark.parametrize("query", ["eksport=pdf", "eksport=xlsx&name=Findesikke"])
def test_an_export_that_cannot_be_made_is_a_page_that_says_why(groups, query):
    response = show(query)
    assert response.status_code == 400
    assert "alert-error" in text(response)


def test_an_export_beyond_the_limit_is_refused_not_cut(groups):
    small = type("Small", (GroupList,), {"max_eksport": 2})
    response = show("eksport=xlsx", small)
    assert response.status_code == 400
    assert "Udtrækket er for stort: højst 2 grupper" in text(response)


def test_text_from_the_database_is_escaped():
    Group.objects.create(name="<script>alert(1)</script>")
    assert "<script>alert" not in text(show())


def test_the_first_cell_heads_its_row_and_phone_cells_name_their_column(groups):
    page = text(show())
    assert 'scope="row"' in page
    assert 'data-label="Længde"' in page
    assert "Nummer" not in page.split("<table")[1].split("</table>")[0]

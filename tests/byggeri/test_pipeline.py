"""Filter once and see the projects as list, board, over time and on a map."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from almen.byggeri.selectors.pipeline import CARDS, board, by_district, by_year
from almen.byggeri.selectors.projekter import visible_projekter
from byggeri.conftest import FAMILIE, TIL_TILSAGN, UNGDOM, decide, make_sag

pytestmark = pytest.mark.django_db


@pytest.fixture
def sager(sagsgange, ramme, sagsbehandler, organisation):
    """One with tilsagn to be used in 2028 and two before Skema A, one of them without a year or a district."""
    first = make_sag(sagsbehandler, organisation, bydel="Valby", forventet_ibrugtagning=dt.date(2028, 3, 1))
    decide(first, sagsbehandler, *TIL_TILSAGN)
    second = make_sag(
        sagsbehandler,
        organisation,
        titel="Ungdom",
        dele=(UNGDOM,),
        bydel="Amager",
        forventet_ibrugtagning=dt.date(2028, 9, 1),
    )
    return first, second, make_sag(sagsbehandler, organisation, titel="Uden plan")


def test_the_board_has_every_phase_with_its_projects_and_dwellings(sager, sagsbehandler):
    columns = {item.id: item for item in board(visible_projekter(sagsbehandler))}
    assert (columns["a"].sager, columns["a"].boliger) == (1, FAMILIE.antal)
    assert (columns["foer_a"].sager, columns["foer_a"].boliger) == (2, FAMILIE.antal + UNGDOM.antal)
    assert columns["b"].sager == 0 and columns["b"].projekter == ()


def test_every_dwelling_stands_in_exactly_one_year_and_one_district(sager, sagsbehandler):
    everyone = visible_projekter(sagsbehandler)
    total = 2 * FAMILIE.antal + UNGDOM.antal
    for rows in (by_year(everyone), by_district(everyone)):
        assert sum(row.i_alt for row in rows) == total and sum(row.sager for row in rows) == 3
    assert [(row.navn, row.i_alt) for row in by_year(everyone)] == [
        ("2028", FAMILIE.antal + UNGDOM.antal),
        ("Ikke oplyst", FAMILIE.antal),
    ]
    assert [row.navn for row in by_district(everyone)] == ["Valby", "Ukendt bydel", "Ikke oplyst"]


@pytest.mark.parametrize("view", ["liste", "tavle", "tid", "kort"])
def test_one_filter_holds_in_every_view_and_leads_to_the_others(client, sager, sagsbehandler, view):
    client.force_login(sagsbehandler)
    page = client.get(reverse(f"byggeri:{view}"), {"boligtype": "ungdom"}).content.decode()
    assert "1 projekt" in page
    for other in ("liste", "tavle", "tid", "kort"):
        assert f'href="{reverse(f"byggeri:{other}")}?boligtype=ungdom"' in page
    part = client.get(
        reverse(f"byggeri:{view}"),
        {"boligtype": "familie"},
        headers={"HX-Request": "true", "HX-Target": "liste-resultat"},
    ).content.decode()
    assert part.strip().startswith("<section") and "boligtype=familie" in part


def test_a_filter_that_cannot_be_read_is_told_in_every_view(client, sager, sagsbehandler):
    client.force_login(sagsbehandler)
    for view in ("tavle", "tid", "kort"):
        page = client.get(reverse(f"byggeri:{view}"), {"tilsagn_fra": "i går"}).content.decode()
        assert "Tilsagn fra" in page and "Uden plan" not in page


def test_the_drawing_follows_the_filter(client, sager, sagsbehandler):
    client.force_login(sagsbehandler)
    for view in ("tid_svg", "kort_svg"):
        response = client.get(reverse(f"byggeri:{view}"), {"boligtype": "ungdom"})
        assert response["Content-Type"].startswith("image/svg")


def test_the_board_asks_the_same_number_of_questions_however_many_projects(
    client, sager, sagsbehandler, organisation, django_assert_max_num_queries
):
    for number in range(CARDS + 3):
        make_sag(sagsbehandler, organisation, titel=f"Projekt {number}")
    client.force_login(sagsbehandler)
    client.get(reverse("byggeri:tavle"))
    with django_assert_max_num_queries(13):
        page = client.get(reverse("byggeri:tavle")).content.decode()
    assert "5 projekter mere" in page
    with django_assert_max_num_queries(9):
        client.get(reverse("byggeri:tid"))


def test_a_strange_organisation_sees_nothing(client, sager, anden_boligorganisation_bruger):
    client.force_login(anden_boligorganisation_bruger)
    for view in ("tavle", "tid", "kort"):
        page = client.get(reverse(f"byggeri:{view}")).content.decode()
        assert "0 projekter" in page and "91 familieboliger" not in page

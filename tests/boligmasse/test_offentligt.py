"""What the public sees of the housing stock: the figures that count, their source, and that the source's own do not add up."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almen.boligmasse.kategorier import ejerform_navne
from almen.boligmasse.offentligt import find_saet, public_saet
from almen.boligmasse.services import withdraw_boligtal
from boligmasse.conftest import tal

KILDENS = "/offentlig/boligmasse/2024-hele-kommunen-andele/"


def test_the_flag_on_100_4_percent_is_told_publicly_in_list_page_and_downloads(client, kilden):
    flag = "19,1 + 29,8 + 21,7 + 29,8 = 100,4 pct."
    assert "Går ikke op" in client.get("/offentlig/boligmasse/").content.decode()
    page = client.get(KILDENS).content.decode()
    assert "Tallene går ikke op" in page and flag in page and "Prøvekilde" in page
    assert flag in client.get(f"{KILDENS}data.json").json()["advarsler"][0]["tekst"]
    row = client.get("/offentlig/boligmasse/data.json").json()["raekker"][0]
    assert (row["almen_andel"], row["sum"], row["forbehold"]) == ("19.1", "100.4", "Går ikke op")
    csv = b"".join(client.get("/offentlig/boligmasse/data.csv").streaming_content).decode()
    assert flag in csv and "100,4" in csv


def test_figures_that_add_up_have_no_warning(client, put):
    put(tal("almen", "40"), tal("ejer", "60"), tal("ialt", "100"))
    page = client.get("/offentlig/boligmasse/2023-hele-kommunen-antal/").content.decode()
    assert "går ikke op" not in page.lower()
    assert "Andelene er regnet ud af antallene" in page
    assert ">40<" in page and "Almene boliger" in page


def test_districts_that_make_more_than_the_municipality_are_told_at_the_municipality(client, put):
    put(tal("almen", "40"), tal("almen", "30", bydel="Nørrebro"), tal("almen", "30", bydel="Østerbro"))
    whole, *districts = public_saet("bestand")
    assert [item.type for item in whole.advarsler] == ["bydele_ikke_kommune"]
    assert (
        "2 bydele giver 60 boliger" in client.get(f"/offentlig/boligmasse/{whole.noegle}/").content.decode()
    )
    assert [item.advarsler for item in districts] == [(), ()]


def test_completed_dwellings_are_a_collection_of_their_own_with_the_printed_period(client, put):
    put(
        tal("almen", "300", emne="faerdiggjort"),
        tal("almen", "4300", emne="faerdiggjort", fra_aar=2014, aar=2024, sikkerhed="usikker"),
    )
    titles = [item.saet.hvad for item in public_saet("faerdiggjort")]
    assert titles == [
        "Færdiggjorte boliger 2014–2024, hele kommunen",
        "Færdiggjorte boliger 2023, hele kommunen",
    ]
    page = client.get("/offentlig/faerdiggjorte/2014-2024-hele-kommunen-antal/").content.decode()
    assert "4.300" in page and "Usikker" in page
    assert client.get("/offentlig/boligmasse/data.json").json()["raekker"] == []


def test_demo_figures_are_marked_wherever_they_show(client, put, settings):
    settings.ALMEN_DEMO = True
    put(tal("almen", "40"), demo=True)
    for address in ("/offentlig/boligmasse/", "/offentlig/boligmasse/2023-hele-kommunen-antal/"):
        assert "DEMO</span>" in client.get(address).content.decode()
    assert client.get("/offentlig/boligmasse/data.json").json()["raekker"][0]["demo"] == "DEMO"


def test_what_was_replaced_or_withdrawn_is_not_told(client, put, sagsbehandler):
    first, gone = put(
        tal("almen", "11111", note="Hemmelig note"), tal("ejer", "33333", kilde="Hemmelig kilde")
    )
    put(tal("almen", "22222", note="Hemmelig note"), begrundelse="Hemmelig grund")
    withdraw_boligtal(bruger=sagsbehandler, boligtal=gone, begrundelse="Hemmelig grund")
    address = "/offentlig/boligmasse/2023-hele-kommunen-antal/"
    for path in ("/offentlig/boligmasse/", "/offentlig/boligmasse/data.json", address, f"{address}data.json"):
        text = client.get(path).content.decode().replace(".", "")
        assert "22222" in text
        assert not any(word in text for word in ("11111", "33333", "Hemmelig", "Karen"))


@pytest.mark.parametrize(
    "noegle",
    [
        "2024-hele-kommunen-antal",
        "2023-hele-kommunen-andele",
        "2014-2024-hele-kommunen-andele",
        "2024-noerrebro-andele",
        "02024-hele-kommunen-andele",
        "2024",
        "x",
        "٢٠٢٤-hele-kommunen-andele",
    ],
)
def test_an_address_that_names_no_figures_is_404(client, kilden, noegle):
    assert client.get(f"/offentlig/boligmasse/{noegle}/").status_code == 404


def test_the_list_asks_the_same_few_questions_however_many_figures(client, put):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/offentlig/boligmasse/").status_code == 200
        return len(queries)

    put(tal("almen", "40"), tal("almen", "10", bydel="Valby"))
    few = asked()
    assert few == 2
    put(*(tal("almen", "40", aar=year, bydel=place) for year in range(2015, 2022) for place in ("", "Valby")))
    assert asked() == few


FIGURES = st.lists(
    st.tuples(
        st.sampled_from([*ejerform_navne(), "ialt"]),
        st.integers(2020, 2023),
        st.sampled_from(["", "Nørrebro", "Vesterbro-Kongens Enghave"]),
        st.integers(0, 1000),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda item: item[:3],
)


@given(figures=FIGURES)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_figure_that_counts_is_public_once_under_an_address_that_finds_it(db, put, figures):
    from django.db import transaction

    with transaction.atomic():
        put(*(tal(form, str(value), aar=aar, bydel=place) for form, aar, place, value in figures))
        rows = public_saet("bestand")
        told = [(row.ejerform, row.aar, row.bydel, int(row.tal)) for item in rows for row in item.saet.tal]
        assert sorted(told) == sorted(figures)
        keys = [item.noegle for item in rows]
        assert len(set(keys)) == len(keys)
        for item in rows:
            found = find_saet("bestand", item.noegle)
            assert found is not None and found.saet.tal == item.saet.tal
            assert found.advarsler == item.advarsler
        transaction.set_rollback(True)

"""The yearly measurement: shares beside agreed shares, sums that add up, missing kept missing, and what the page costs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.udlejning.aftaler import make_afdeling, make_aftale, step

from almen.omraader.models import Omraade
from almen.udlejning.maalte_andele import Aarsandel, Dom, Maalestok
from almen.udlejning.models import Vej
from almen.udlejning.selectors.aftalte_andele import shares_of_year
from almen.udlejning.selectors.maaling import Maaleraekke, Sted, measure, sums_of, total_of
from almen.udlejning.selectors.vilkaar import vilkaar_of
from almen.udlejning.services.placering import place_afdeling
from almen.udlejning.services.udlejningstal import Udlejningstalinput, register_first

STOK = Maalestok(Decimal(95), 10)
VEJE = tuple(Vej.values)
COUNTS = st.dictionaries(st.sampled_from(VEJE), st.integers(0, 60))


def share(bruger, trin, pct: int, fra=dt.date(2024, 1, 1), vej="fleksibel", **more):
    return trin.andele.create(
        boligtype="familie", vej=vej, pct=pct, fra=fra, kilde="Prøve", sikkerhed="sikker", **more
    )


def place(bruger, afdeling, trin, fra=dt.date(2024, 1, 1)):
    return place_afdeling(
        bruger=bruger,
        afdeling=afdeling,
        trin=trin,
        fra=fra,
        begrundelse="Prøve",
        kilde="Prøve",
        sikkerhed="sikker",
    )


def put(bruger, afdeling, aar: int, *antal: int, boligtype="familie"):
    """Lettings by waiting list, flexible letting, assignment and otherwise."""
    register_first(
        bruger=bruger,
        tal=[
            Udlejningstalinput(afdeling.pk, aar, boligtype, vej, number, "Prøve", "sikker")
            for vej, number in zip(VEJE, antal, strict=False)
        ],
    )


@pytest.fixture
def aftale(sagsbehandler):
    found = make_aftale(sagsbehandler)
    share(sagsbehandler, step(found, "afdeling", 1), 33)
    share(sagsbehandler, step(found, "afdeling", 2), 60)
    return found


@pytest.mark.django_db
def test_an_afdeling_is_held_against_its_steps_share_and_the_change_within_the_year_is_weighted(
    sagsbehandler, organisation, aftale
):
    steady, moved, silent = (make_afdeling(organisation, str(n)) for n in (1, 2, 3))
    for item in (steady, moved, silent):
        place(sagsbehandler, item, step(aftale, "afdeling", 1))
    place(sagsbehandler, moved, step(aftale, "afdeling", 2), dt.date(2025, 7, 2))
    put(sagsbehandler, steady, 2025, 70, 20, 10, 0)
    put(sagsbehandler, moved, 2025, 50, 50)
    rows = {row.sted.pk: row for row in measure(2025)}
    found = rows[steady.pk].domme["fleksibel"]
    assert (found.dom, found.andel, found.aftalt) == (Dom.UNDER, Decimal("20.0"), Decimal("33.0"))
    assert rows[moved.pk].agreed("fleksibel") == (33 * Decimal(182) + 60 * Decimal(183)) / 365
    # Two ways have no answer: nothing is said of the share, and the missing ones are named.
    assert rows[moved.pk].domme["fleksibel"].dom is Dom.IKKE_OPLYST
    assert rows[moved.pk].mangler == ["boligsocial anvisning", "anden udlejning"]
    total = total_of(list(rows.values()))
    assert (total.afdelinger, total.svaret, total.i_alt) == (3, 2, 200)
    assert rows[silent.pk].i_alt is None and rows[silent.pk].sted.trin == {
        "afdeling": "Afdelingstrappen, trin 1"
    }


@pytest.mark.django_db
def test_the_shares_of_a_year_are_those_that_the_terms_give_for_its_days(sagsbehandler, organisation, aftale):
    on_both, only_own = make_afdeling(organisation, "1"), make_afdeling(organisation, "2")
    share(sagsbehandler, step(aftale, "omraade", 1), 80)
    place(sagsbehandler, on_both, step(aftale, "omraade", 1), dt.date(2025, 3, 1))
    for item in (on_both, only_own):
        place(sagsbehandler, item, step(aftale, "afdeling", 2))
    found = shares_of_year(2025)
    for dag in (dt.date(2025, 2, 28), dt.date(2025, 3, 1), dt.date(2025, 12, 31)):
        terms = vilkaar_of([on_both, only_own], dag)
        for item in (on_both, only_own):
            periods = found[item.pk, "familie", "fleksibel"].perioder
            here = next(row.pct for row in periods if row.fra <= dag <= row.til)
            assert here == terms[item.pk].andel("familie", "fleksibel").pct
    assert found[only_own.pk, "familie", "fleksibel"].hele_aaret


def rows_of(parts) -> list[Maaleraekke]:
    agreed = Aarsandel(Decimal(33), 365, 365, ())
    return [
        Maaleraekke(
            Sted(n, f"Gård {n}", str(n), org, str(org), f"Forening {org}", f"Område {area}"),
            2025,
            "familie",
            counts,
            {"fleksibel": agreed},
            STOK,
        )
        for n, (org, area, counts) in enumerate(parts)
    ]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3), COUNTS), max_size=8))
def test_the_parts_add_up_to_the_whole(parts):
    rows = rows_of(parts)
    whole = total_of(rows, STOK)
    for saml in ("organisation", "omraade", "trappe_omraade"):
        sums = sums_of(rows, saml) if rows else []
        assert sum(item.i_alt for item in sums) == whole.i_alt
        for vej in VEJE:
            assert sum(item.antal[vej] for item in sums) == whole.antal[vej]
        assert sum(item.afdelinger for item in sums) == whole.afdelinger
        assert sum(item.svaret for item in sums) == whole.svaret
        assert sum(len(item.komplette) for item in sums) == len(whole.komplette)


@pytest.fixture
def login(client):
    def act(bruger):
        client.force_login(bruger, "django.contrib.auth.backends.ModelBackend")
        return client

    return act


@pytest.mark.django_db
def test_the_page_costs_the_same_for_few_and_many_and_lists_filters_sorts_and_exports(
    login, revisor, sagsbehandler, organisation, anden_organisation, aftale
):
    first = make_afdeling(organisation, "1")
    omraade = Omraade.objects.create(navn="Prøveparken", kommune="København", oprettet_af=sagsbehandler)
    omraade.omraadeafdelinger.create(afdeling=first)
    place(sagsbehandler, first, step(aftale, "afdeling", 1))
    put(sagsbehandler, first, 2025, 70, 20, 10, 0)
    client, url = login(revisor), reverse("udlejning:maaling")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(2, 30):
        item = make_afdeling(anden_organisation, str(number))
        place(sagsbehandler, item, step(aftale, "afdeling", 2))
        put(sagsbehandler, item, 2025, 1, 2, 0, 0)
    with CaptureQueriesContext(connection) as many:
        page = client.get(url, {"sort": "-i_alt"}).content.decode()
    # The year itself, and the year before for those that are off the agreed share.
    assert len(many) == len(few) <= 31
    assert page.index("Afdeling 1 (afd. 1)") < page.index("Afdeling 2 (afd. 2)")
    assert "Under det aftalte" in page and "Lille gruppe" in page and "29 af 29 afdelinger" in page
    one = client.get(url, {"dom": "under", "saml": "omraade", "q": "prøveparken"}).content.decode()
    assert "Afdeling 1 (afd. 1)" in one and "Afdeling 9" not in one
    assert client.get(url, {"aar": "tolv"}).status_code == 200
    rows = b"".join(client.get(url, {"eksport": "csv", "dom": "under"})).decode()
    assert rows.count("Afdeling 1") == 1 and "Fleksibel, interval fra" in rows
    assert client.get(url, {"eksport": "xlsx"}).status_code == 200


@pytest.mark.django_db
def test_a_simulation_is_an_address_that_tells_what_it_rests_on_and_what_is_missing(
    login, revisor, sagsbehandler, organisation, aftale
):
    seen, unseen = make_afdeling(organisation, "1"), make_afdeling(organisation, "2")
    for item in (seen, unseen):
        place(sagsbehandler, item, step(aftale, "afdeling", 1))
        item.bestand.create(boligtype="familie", antal=100, opgjort=dt.date(2024, 1, 1))
    put(sagsbehandler, seen, 2025, 70, 20, 10, 0)
    client, url = login(revisor), reverse("udlejning:simulation")
    assert "Skriv den nye andel" in client.get(url).content.decode()
    with CaptureQueriesContext(connection) as found:
        page = client.get(url, {"ny": "53", "trin": "Afdelingstrappen, trin 1"}).content.decode()
    assert len(found) <= 26
    # 100 lettings a year, 33 per cent today: 20 of them would be let otherwise.
    assert "omkring <strong>20,0 udlejninger om året</strong>" in page
    assert "1 afdeling er ikke med" in page and "udlejninger, fraflytning" in page
    assert "fra 0 til 100" in client.get(url, {"ny": "120"}).content.decode()
    one = client.get(url, {"ny": "53", "afdelinger": f"{organisation.lbf_nummer}/1, 1/1"}).content.decode()
    assert "Afdeling 2" not in one and "Ikke fundet" in one
    assert b"observerede" in b"".join(client.get(url, {"ny": "53", "eksport": "csv"}))


@pytest.mark.django_db
def test_before_and_after_finds_the_change_and_says_that_it_shows_no_cause(
    login, revisor, sagsbehandler, organisation, aftale
):
    afdelinger = [make_afdeling(organisation, str(n)) for n in range(1, 6)]
    for place_in_line, item in enumerate(afdelinger):
        place(sagsbehandler, item, step(aftale, "afdeling", 1))
        for aar in (2021, 2022, 2023, 2024, 2025):
            put(sagsbehandler, item, aar, 60, 40 + (aar > 2023) * 20 * (not place_in_line), 0, 0)
    place(sagsbehandler, afdelinger[0], step(aftale, "afdeling", 2), dt.date(2024, 6, 1))
    client, url = login(revisor), reverse("udlejning:foer_efter")
    start = client.get(url).content.decode()
    assert f"emne=afdeling-{afdelinger[0].pk}" in start
    asked = {"emne": f"afdeling-{afdelinger[0].pk}", "tal": "fleksibel_andel", "dag": "01.06.2024"}
    page = client.get(url, asked).content.decode()
    assert "Tallene viser ikke, om ændringen er årsagen" in page
    assert "større, end tilfældet kan forklare" in page and "4 steder at sammenligne med" in page
    assert "for få tal" in client.get(url, {**asked, "dag": "01.06.2021"}).content.decode()
    wrong = client.get(url, {**asked, "tal": "beboere"})
    assert wrong.status_code == 400 and "findes ikke for en afdeling" in wrong.content.decode()
    assert client.get(reverse("udlejning:foer_efter_svg"), asked).status_code == 200

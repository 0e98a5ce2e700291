"""Every afdeling is in exactly one group of like ones, or says what is missing; small groups are not compared."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.talverden import make_afdelinger, put_tal

from almen.regler.laes import load_parametre
from almen.tilsyn.grupper import Graenser, Gruppe, Traek, Ukendt, all_groups, group_of
from almen.tilsyn.indikatorer import find_indikator
from almen.tilsyn.selectors.grupper import figures_of, groups_of, members_of, traek_of
from almen.tilsyn.selectors.sammenligning import compare

GRAENSER = Graenser(Decimal(51), Decimal(90), 1960)
OLD = dt.date(1959, 12, 31)
traek = st.builds(
    Traek,
    bygningstype=st.sampled_from(["", "etage", "taet_lav", "blandet"]),
    boliger=st.none() | st.integers(0, 2000),
    areal_m2=st.none() | st.integers(0, 300_000),
    ibrugtaget=st.none() | st.dates(dt.date(1850, 1, 1), dt.date(2030, 1, 1)),
)


@settings(max_examples=100, deadline=None)
@given(traek)
def test_an_afdeling_is_in_exactly_one_group_or_says_what_is_missing(item):
    found = group_of(item, GRAENSER)
    known = bool(item.bygningstype and item.boliger and item.areal_m2 and item.ibrugtaget)
    assert isinstance(found, Gruppe) is known
    if isinstance(found, Gruppe):
        assert [gruppe for gruppe in all_groups(GRAENSER) if gruppe.id == found.id] == [found]
    else:
        assert found.mangler and found.tekst.startswith("Kan ikke sammenlignes, før ")


@pytest.mark.parametrize(
    ("m2", "day", "expected"),
    [
        (5099, OLD, "etage.lille.aeldre"),
        (5100, OLD, "etage.mellem.aeldre"),
        (9000, dt.date(1960, 1, 1), "etage.mellem.nyere"),
        (9001, dt.date(1960, 1, 1), "etage.stor.nyere"),
    ],
)
def test_the_bounds_themselves_belong_to_the_middle_and_to_the_newer(m2, day, expected):
    assert group_of(Traek("etage", 100, m2, day), GRAENSER).id == expected


def test_the_name_of_a_group_tells_its_bounds():
    found = group_of(Traek("taet_lav", 10, 1000, OLD), GRAENSER)
    assert found.navn == "Tæt/lavt byggeri, over 90 m² pr. bolig, før 1960"
    missing = group_of(Traek("", None, None, None), GRAENSER)
    assert missing == Ukendt(("bygningstype", "areal", "ibrugtaget"))
    assert "bygningstypen, boligernes antal og areal og dagen" in missing.tekst


def test_the_bounds_are_dated_parameters():
    assert Graenser.of_year(2024, load_parametre()) == GRAENSER


@pytest.mark.django_db
def test_dwellings_are_those_counted_last_and_an_area_that_is_not_known_is_not_guessed(organisation):
    afdeling = make_afdelinger(organisation, 1)[0]
    afdeling.bestand.create(boligtype="familie", antal=20, bruttoareal_m2=900, opgjort=dt.date(2022, 1, 1))
    afdeling.bestand.create(boligtype="ungdom", antal=5, bruttoareal_m2=100, opgjort=dt.date(2021, 1, 1))
    afdeling.bestand.create(boligtype="aeldre", antal=0, opgjort=dt.date(2021, 1, 1))
    assert traek_of([afdeling.pk])[afdeling.pk] == Traek("etage", 25, 1000, dt.date(1950, 1, 1))
    afdeling.bestand.create(boligtype="aeldre", antal=3, opgjort=dt.date(2023, 1, 1))
    assert groups_of(2024, load_parametre())[afdeling.pk] == Ukendt(("areal",))


@pytest.mark.django_db
def test_each_afdeling_is_held_against_those_like_it_and_a_small_group_says_so(
    sagsbehandler, organisation, anden_organisation, django_assert_num_queries
):
    like = make_afdelinger(organisation, 6)
    make_afdelinger(anden_organisation, 2, bygningstype="taet_lav")
    bare = make_afdelinger(anden_organisation, 1, fra=9, bygningstype="")[0]
    for afdeling, value in zip(like, ("1.0", "1.1", "1.2", "1.3", "9.0", None), strict=True):
        put_tal(sagsbehandler, afdeling, 2024, lejetab_pct=value)
    put_tal(sagsbehandler, bare, 2024, lejetab_pct="3")
    for afdeling in anden_organisation.afdelinger.filter(bygningstype="taet_lav"):
        put_tal(sagsbehandler, afdeling, 2024, lejetab_pct="2")
    with django_assert_num_queries(4):
        rows = {row.pk: row for row in compare(find_indikator("lejetab_pct"), 2024, load_parametre())}
    outlier = rows[like[4].pk]
    assert (outlier.vaerdi, outlier.median, outlier.forskel, outlier.antal) == (
        Decimal("9.00"),
        Decimal("1.20"),
        Decimal("7.80"),
        5,
    )
    assert outlier.afviger == "Langt over" and outlier.forskel_pct == 650
    assert [rows[item.pk].afviger for item in like[:4]] == [None] * 4
    assert rows[like[5].pk].vaerdi is None and rows[like[5].pk].forskel is None
    small = next(row for row in rows.values() if row.gruppe and "Tæt/lavt" in row.gruppe)
    assert small.median is None and "Kun 2 i gruppen" in small.bemaerkning
    assert rows[bare.pk].gruppe is None and "bygningstypen" in rows[bare.pk].bemaerkning
    grupper = groups_of(2024, load_parametre())
    members = members_of(grupper[like[0].pk], grupper)
    assert set(members) == {item.pk for item in like}
    assert figures_of(members)[2024, "lejetab_pct"].median == Decimal("1.2")
    assert figures_of(members, 2025) == {}

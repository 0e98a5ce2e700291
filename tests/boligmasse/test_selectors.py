"""The yearly picture: shares from numbers, published ones as printed, and every contradiction told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from almen.boligmasse.selectors import advarsler, completed_since, latest_shares
from almen.boligmasse.services import withdraw_boligtal
from almen.organisationer.selectors import current_profil
from boligmasse.conftest import tal

pytestmark = pytest.mark.django_db


def built(aar, almen, alle, **more):
    """Completed dwellings of a year: almene, and all others private."""
    numbers = (("almen", almen), ("privat", alle - almen))
    return [tal(form, str(number), aar=aar, emne="faerdiggjort", **more) for form, number in numbers]


def test_the_source_documents_shares_are_given_as_printed_and_flagged(kilden):
    found = latest_shares()
    assert (found.aar, found.beregnet, found.sum) == (2024, False, Decimal("100.4"))
    assert [(item.ejerform, str(item.andel)) for item in found.andele] == [
        ("almen", "19.1"),
        ("andel", "29.8"),
        ("ejer", "21.7"),
        ("privat_udlejning", "29.8"),
    ]
    (fault,) = advarsler()
    assert fault == found.advarsel
    assert (fault.type, fault.aar, fault.sum) == ("andele_ikke_100", 2024, Decimal("100.4"))
    assert "19,1 + 29,8 + 21,7 + 29,8 = 100,4 pct." in fault.tekst and "højst forklare 0,2" in fault.tekst
    assert [kilde.kilde for kilde in fault.kilder] == ["Prøvekilde"]
    assert list(fault.tal) == kilden


def test_the_flag_goes_out_when_the_figure_is_put_right_and_the_old_one_stays_in_the_history(kilden, put):
    put(tal("privat_udlejning", "29.4", aar=2024, enhed="andel"), begrundelse="Rettet af kilden")
    assert advarsler() == []
    assert latest_shares().sum == Decimal("100.0")


def test_shares_are_computed_from_numbers_and_go_before_published_ones(kilden, put):
    put(tal("almen", "200", aar=2024), tal("andel", "600", aar=2024))
    found = latest_shares(2024)
    assert found.beregnet and [str(item.andel) for item in found.andele] == ["25.0", "75.0"]
    assert [item.type for item in advarsler()] == ["andele_ikke_100"]


def test_parts_that_do_not_make_their_total_are_flagged(put):
    put(tal("almen", "200"), tal("andel", "600"), tal("ialt", "801"))
    (fault,) = advarsler("")
    assert (fault.type, fault.sum, fault.helhed) == ("dele_ikke_ialt", Decimal(800), Decimal(801))


def test_districts_that_do_not_make_the_municipality_are_flagged_once_all_are_known(put):
    bydele = [item.navn for item in current_profil().bydele]
    put(tal("almen", "1000"), *(tal("almen", "90", bydel=navn) for navn in bydele[:-1]))
    assert advarsler() == []
    put(tal("almen", "91", bydel=bydele[-1]))
    (fault,) = advarsler()
    assert (fault.type, fault.sum, fault.helhed) == ("bydele_ikke_kommune", Decimal(901), Decimal(1000))
    assert "10 bydele giver 901 boliger" in fault.tekst
    assert advarsler(bydele[0]) == []


def test_districts_that_are_more_than_the_municipality_are_flagged_at_once(put):
    put(tal("almen", "100"), tal("almen", "101", bydel="Valby"))
    assert [item.type for item in advarsler()] == ["bydele_ikke_kommune"]


def test_the_almene_share_of_what_was_completed_since_a_year(put):
    put(*built(2022, 40, 400), *built(2023, 50, 600), *built(2021, 9, 9))
    found = completed_since(2022)
    assert (found.beregnet.almene, found.beregnet.alle, found.beregnet.andel) == (90, 1000, Decimal("9.0"))
    assert (found.beregnet.fra, found.beregnet.til, found.beregnet.mangler) == (2022, 2023, ())
    assert completed_since(2020).beregnet.mangler == (2020,)
    assert completed_since(2020).beregnet.andel is None


def test_what_a_source_prints_on_a_period_stands_beside_what_is_computed(put):
    period = {"emne": "faerdiggjort", "fra_aar": 2014, "aar": 2024}
    put(tal("almen", "4300", **period), tal("almen", "9", enhed="andel", **period))
    found = completed_since(2014)
    assert [(item.beregnet, item.andele[0].antal, item.andele[0].andel) for item in found.offentliggjort] == [
        (False, None, Decimal(9)),
        (True, Decimal(4300), None),
    ]
    assert found.beregnet.andel is None
    assert advarsler() == []
    assert completed_since(2015) is None


def test_without_figures_nothing_is_told(db):
    assert (latest_shares(), completed_since(2014), advarsler()) == (None, None, [])


def test_a_withdrawn_figure_is_in_no_picture(kilden, sagsbehandler):
    withdraw_boligtal(bruger=sagsbehandler, boligtal=kilden[0], begrundelse="Prøve")
    assert [item.ejerform for item in latest_shares().andele] == ["andel", "ejer", "privat_udlejning"]


def test_a_missing_number_is_neither_nothing_nor_a_share(put):
    put(tal("almen", "200"), tal("andel", "600"), tal("ejer", None))
    found = latest_shares()
    assert [item.andel for item in found.andele] == [None, None, None]
    assert found.antal is None and found.advarsel is None


def test_the_picture_costs_the_same_queries_however_many_years_and_districts(put, django_assert_num_queries):
    for aar in (2022, 2023):
        put(tal("almen", "1", aar=aar), tal("andel", "1", aar=aar), *built(aar, 1, 2))
        put(*(tal("almen", "1", aar=aar, bydel=item.navn) for item in current_profil().bydele))
        with django_assert_num_queries(2):
            assert len(advarsler()) == aar - 2021
        with django_assert_num_queries(2):
            latest_shares()
        with django_assert_num_queries(1):
            completed_since(2014)

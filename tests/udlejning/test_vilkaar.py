"""How an afdeling is let on a day: the organisation's agreement first, else the step; with the area's classes and the conflicts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from tests.udlejning.aftaleverden import (
    DAG,
    FRA,
    lie_in,
    make_afdeling,
    make_kriterium,
    make_ramme,
    make_trin,
    place,
    use_kriterium,
)

from almen.regler.udlejningskonflikter import Konflikttype
from almen.udlejning.selectors.vilkaar import vilkaar_of, vilkaar_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def ramme(sagsbehandler):
    return make_ramme(sagsbehandler)


@pytest.fixture
def afdeling(organisation):
    return make_afdeling(organisation)


def test_a_placed_afdeling_has_the_shares_and_criteria_of_its_step(sagsbehandler, ramme, afdeling):
    trin = make_trin(ramme, 3, venteliste=50, fleksibel=30, anvisning=20)
    use_kriterium(trin, make_kriterium(ramme, "arbejde"), raekkefoelge=2)
    use_kriterium(trin, make_kriterium(ramme, "uddannelse"), "aftalt", raekkefoelge=1)
    place(sagsbehandler, afdeling, trin)
    found = vilkaar_on(afdeling, DAG)
    assert [(a.vej, a.pct) for a in found.andele] == [
        ("venteliste", Decimal(50)),
        ("fleksibel", Decimal(30)),
        ("anvisning", Decimal(20)),
    ]
    assert {(a.oprindelse, a.oprindelse_tekst, a.kilde) for a in found.andele} == {
        ("trin", "Afdelingstrappen, trin 3", "Prøveaftale")
    }
    assert [(k.kriterium.kode, k.bruges) for k in found.kriterier] == [
        ("arbejde", True),
        ("uddannelse", False),
    ]
    assert found.placeringer["afdeling"].trin == trin and found.ramme == ramme and not found.konflikter


def test_before_the_agreement_nothing_holds_and_it_is_said(sagsbehandler, ramme, afdeling):
    place(sagsbehandler, afdeling, make_trin(ramme, 1, venteliste=100))
    found = vilkaar_on(afdeling, FRA - dt.timedelta(days=1))
    assert not found.andele and found.ramme is None
    assert any("rammeaftale" in tekst for tekst in found.advarsler)


def test_the_areas_stair_goes_before_the_afdelings_own(sagsbehandler, ramme, afdeling):
    place(sagsbehandler, afdeling, make_trin(ramme, 1, fleksibel=20, venteliste=80))
    place(sagsbehandler, afdeling, make_trin(ramme, 2, "omraade", fleksibel=89))
    found = vilkaar_on(afdeling, DAG)
    assert found.andel("familie", "fleksibel").pct == 89
    assert found.andel("familie", "fleksibel").oprindelse_tekst == "Områdetrappen, trin 2"


def test_the_latest_row_of_a_step_holds(sagsbehandler, ramme, afdeling):
    trin = make_trin(ramme, 1, fleksibel=20)
    trin.andele.create(
        boligtype="familie", vej="fleksibel", pct=40, fra=dt.date(2026, 1, 1), kilde="Nyt", sikkerhed="sikker"
    )
    place(sagsbehandler, afdeling, trin)
    assert vilkaar_on(afdeling, DAG).andel("familie", "fleksibel").pct == 40
    assert vilkaar_on(afdeling, dt.date(2025, 6, 1)).andel("familie", "fleksibel").pct == 20


def test_the_areas_latest_published_list_until_the_day_gives_the_classes(sagsbehandler, ramme, afdeling):
    place(sagsbehandler, afdeling, make_trin(ramme, 1, venteliste=100))
    omraade = lie_in(sagsbehandler, afdeling, "udsat_boligomraade", aar=2024)
    found = vilkaar_on(afdeling, DAG)
    assert [(o.omraade, o.klasser) for o in found.omraader] == [(omraade, ("udsat_boligomraade",))]
    assert Konflikttype.FLEKSIBEL_MANGLER in {k.type for k in found.konflikter}
    assert "fleksibel_udlejning" in {regel.id for regel in found.lov("familie")}
    assert not vilkaar_on(afdeling, dt.date(2024, 11, 30)).klasser


def test_an_unknown_share_is_kept_and_cannot_be_settled(sagsbehandler, ramme, afdeling):
    place(sagsbehandler, afdeling, make_trin(ramme, 1, fleksibel=None))
    found = vilkaar_on(afdeling, DAG)
    assert found.andel("familie", "fleksibel").pct is None
    assert [k.type for k in found.konflikter] == [Konflikttype.ANDEL_UKENDT]


def test_the_number_of_queries_does_not_follow_the_number_of_afdelinger(
    sagsbehandler, ramme, organisation, django_assert_num_queries
):
    trin = make_trin(ramme, 1, venteliste=60, fleksibel=40)
    afdelinger = [make_afdeling(organisation, str(n)) for n in range(1, 7)]
    for afdeling in afdelinger:
        place(sagsbehandler, afdeling, trin)
        lie_in(sagsbehandler, afdeling, "udsat_boligomraade", navn=f"Parken {afdeling.nummer}")
    vilkaar_on(afdelinger[0], DAG)  # what is read once and kept
    for some in (afdelinger[:1], afdelinger):
        with django_assert_num_queries(10):
            assert all(v.konflikter for v in vilkaar_of(some, DAG).values())

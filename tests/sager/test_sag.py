"""Opening a case, moving it to another route version, deadlines."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from almen.grundlag.models import Sagsgangsversion
from almen.grundlag.selectors import IngenSagsgang
from almen.sager.adgang import AdgangNaegtet
from almen.sager.frister import add_working_days
from almen.sager.models import Frist, Sag, Sagsoverblik
from almen.sager.services import (
    add_frist,
    assign_sag,
    meet_frist,
    move_to_version,
    opened_sag,
    record_beslutning,
)


def test_the_number_counts_within_the_year_of_opening(route, sagsbehandler):
    numbers = []
    for day in (dt.date(2025, 3, 1), dt.date(2025, 4, 1), dt.date(2026, 1, 1)):
        with opened_sag(bruger=sagsbehandler, sagstype="proeve", titel="x", aabnet_dato=day) as sag:
            numbers.append(sag.nummer)
    assert numbers == ["2025-00001", "2025-00002", "2026-00001"]


def test_no_case_before_any_route_was_adopted(route, sagsbehandler):
    with (
        pytest.raises(IngenSagsgang, match=r"31\.12\.2019"),
        opened_sag(bruger=sagsbehandler, sagstype="proeve", titel="x", aabnet_dato=dt.date(2019, 12, 31)),
    ):
        pass


def test_a_body_that_fails_leaves_no_case(route, sagsbehandler):
    with (
        pytest.raises(RuntimeError),
        opened_sag(bruger=sagsbehandler, sagstype="proeve", titel="x"),
    ):
        raise RuntimeError("projektet kunne ikke gemmes")
    assert not Sag.objects.exists()


def test_only_case_officers_and_managers_open_cases(route, revisor):
    with pytest.raises(AdgangNaegtet), opened_sag(bruger=revisor, sagstype="proeve", titel="x"):
        pass


@pytest.fixture
def newer(route, administrator):
    text = (
        route.definition.replace('"2020-1"', '"2021-1"')
        .replace("2020-01-01", "2021-01-01")
        .replace("dage: 30", "dage: 10")
    )
    return Sagsgangsversion.objects.create(
        sagstype="proeve",
        version="2021-1",
        status="vedtaget",
        gyldig_fra=dt.date(2021, 1, 1),
        definition=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        registreret_af=administrator,
    )


def test_a_case_keeps_its_version_until_it_is_moved_by_an_act(sag, newer, sagsbehandler, leder):
    record_beslutning(
        bruger=sagsbehandler, sag=sag, trin="ansoegning", kilde="brev", dato=dt.date(2026, 1, 1)
    )
    assert Sagsoverblik.objects.get(sag=sag).naeste_frist == dt.date(2026, 1, 31)
    move_to_version(bruger=leder, sag=sag, version=newer, begrundelse="Den nye delegation gælder")
    overblik = Sagsoverblik.objects.get(sag=sag)
    assert overblik.version == "2021-1"
    assert overblik.naeste_frist == dt.date(2026, 1, 11)
    assert "Den nye delegation" in sag.journal.last().tekst


def test_a_draft_is_no_version_to_move_to(sag, newer, leder):
    newer.status = "kladde"
    with pytest.raises(ValueError, match="vedtaget"):
        move_to_version(bruger=leder, sag=sag, version=newer, begrundelse="x")


def test_a_deadline_by_hand_counts_until_it_is_met(sag, sagsbehandler):
    frist = add_frist(bruger=sagsbehandler, sag=sag, titel="Rykker", dato=dt.date(2026, 5, 1))
    assert Sagsoverblik.objects.get(sag=sag).naeste_frist == dt.date(2026, 5, 1)
    meet_frist(bruger=sagsbehandler, frist=frist)
    assert Sagsoverblik.objects.get(sag=sag).naeste_frist is None


def test_a_route_deadline_is_met_by_the_decision_only(sag, sagsbehandler, direktion):
    record_beslutning(
        bruger=sagsbehandler, sag=sag, trin="ansoegning", kilde="brev", dato=dt.date(2026, 1, 1)
    )
    frist = Frist.objects.get(sag=sag)
    with pytest.raises(ValueError, match="trinnet besluttes"):
        meet_frist(bruger=sagsbehandler, frist=frist)
    record_beslutning(bruger=direktion, sag=sag, trin="direktion", dato=dt.date(2026, 1, 9))
    frist.refresh_from_db()
    assert frist.opfyldt == dt.date(2026, 1, 9)


def test_the_case_can_be_given_to_another(sag, sagsbehandler, leder):
    assign_sag(bruger=sagsbehandler, sag=sag, ansvarlig=leder)
    assert Sagsoverblik.objects.get(sag=sag).ansvarlig == leder


def test_working_days_skip_weekends_and_danish_holidays():
    # Maundy Thursday 2 April to Easter Monday 6 April 2026 are holidays.
    assert add_working_days(dt.date(2026, 4, 1), 1) == dt.date(2026, 4, 7)
    assert add_working_days(dt.date(2026, 12, 23), 1) not in (dt.date(2026, 12, 25), dt.date(2026, 12, 26))

"""A version comes into force by a recorded decision, ends when the next begins, and is never edited."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from almen.grundlag import selectors
from almen.grundlag.models import Administrationsgrundlag, Grundlagsversion, Sagsgangsversion, Status
from almen.grundlag.services import (
    GrundlagFejl,
    adopt_kladde,
    adopt_profile_versions,
    close_periods,
    correct_version,
    delete_kladde,
    describe_forskel,
    end_without_successor,
    read_profile_versions,
    save_grundlag_kladde,
    save_kladde,
)
from almen.grundlag.vaern import VedtagetVersion
from almen.regler.fejl import UgyldigtInput
from almen.sager.models import Journalpost
from almen.sagsgang.fejl import SagsgangFejl
from almen.sagsgang.profil import load_profil

pytestmark = pytest.mark.django_db
BESLUTNING = {
    "organ": "borgerrepraesentationen",
    "dato": dt.date(2026, 11, 2),
    "kilde": "BR 2. november 2026, punkt 5",
}
DAY = dt.timedelta(days=1)


def in_force(dato: dt.date) -> str:
    return selectors.sagsgangsversion_on("nybyggeri", dato).version


def adopted() -> list[Sagsgangsversion]:
    return list(
        Sagsgangsversion.objects.filter(sagstype="nybyggeri", status=Status.VEDTAGET).order_by("gyldig_fra")
    )


def test_every_day_since_1998_has_exactly_one_route(sagsgange):
    versions = adopted()
    assert len(versions) >= 3
    for earlier, later in zip(versions, versions[1:], strict=False):
        assert earlier.gyldig_til == later.gyldig_fra - DAY
        assert in_force(earlier.gyldig_til) == earlier.version
        assert in_force(later.gyldig_fra) == later.version
    assert versions[-1].gyldig_til is None
    with pytest.raises(selectors.IngenSagsgang):
        in_force(versions[0].gyldig_fra - DAY)


def test_every_version_in_force_names_the_decision_it_rests_on(sagsgange):
    for version in [*adopted(), *Grundlagsversion.objects.all()]:
        assert version.vedtaget_af and version.kilde and version.sikkerhed
        assert version.vedtaget_dato or version.sikkerhed != "sikker"


def test_the_four_bases_are_in_force(sagsgange):
    today = dt.date(2026, 11, 24)
    for base in ("nybyggeri", "renovering", "lokalplaner", "grundkapital"):
        assert selectors.grundlagsversion_on(base, today) is not None


def test_loading_again_changes_nothing(sagsgange, administrator):
    before = list(Sagsgangsversion.objects.values())
    forskel = read_profile_versions(settings.ALMEN_KOMMUNE)
    assert forskel.er_tom and not forskel.aendrede
    assert describe_forskel(forskel) == ["Intet nyt: kommunens sagsgange og grundlag er indlæst."]
    adopt_profile_versions(bruger=administrator, forskel=forskel)
    assert list(Sagsgangsversion.objects.values()) == before


def test_a_file_changed_after_adoption_is_refused_by_name(sagsgange, administrator):
    Sagsgangsversion.objects.filter(version="2024-2").update(sha256="0" * 64)
    Grundlagsversion.objects.filter(grundlag_id="grundkapital", version="2024-1").update(
        tekst="En anden tekst"
    )
    forskel = read_profile_versions(settings.ALMEN_KOMMUNE)
    assert len(forskel.aendrede) == 2
    assert "nybyggeri 2024-2" in forskel.aendrede[0] and "grundkapital 2024-1" in forskel.aendrede[1]
    with pytest.raises(GrundlagFejl, match="filen er ændret"):
        adopt_profile_versions(bruger=administrator, forskel=forskel)


def test_the_difference_names_new_steps_before_anything_is_written(db):
    lines = describe_forskel(read_profile_versions(settings.ALMEN_KOMMUNE))
    assert any("Ny sagsgang nybyggeri 2024-2" in line for line in lines)
    assert any("direktion_oekonomi" in line and "er nyt" in line for line in lines)
    assert not Sagsgangsversion.objects.exists()


def test_a_draft_changes_nothing_until_it_is_adopted(sagsgange, leder, rute):
    save_kladde(bruger=leder, tekst=rute("2027-1", "2027-01-01"))
    assert in_force(dt.date(2027, 6, 1)) == "2024-2"


def test_an_adopted_draft_ends_its_predecessor_the_day_before(sagsgange, leder, rute):
    draft = save_kladde(bruger=leder, tekst=rute("2027-1", "2027-01-01"))
    adopt_kladde(bruger=leder, version=draft, **BESLUTNING)
    assert in_force(dt.date(2026, 12, 31)) == "2024-2"
    assert in_force(dt.date(2027, 1, 1)) == "2027-1"
    stored = Sagsgangsversion.objects.get(version="2027-1")
    assert (stored.vedtaget_af, stored.vedtaget_dato, stored.kilde) == tuple(BESLUTNING.values())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kilde": "  "}, "kilde"),
        ({"organ": "kongen"}, "organ"),
        ({"dato": dt.date(2026, 11, 25)}, "fremtiden"),
        ({"kilde": "x" * 401}, "400"),
    ],
)
def test_adoption_needs_a_body_a_day_that_has_been_and_a_source(change, words, sagsgange, leder, rute):
    draft = save_kladde(bruger=leder, tekst=rute("2027-1", "2027-01-01"))
    with pytest.raises(GrundlagFejl, match=words):
        adopt_kladde(bruger=leder, version=draft, **{**BESLUTNING, **change})
    draft.refresh_from_db()
    assert draft.status == Status.KLADDE


def test_a_version_cannot_be_in_force_before_it_was_adopted(sagsgange, leder, rute):
    draft = save_kladde(bruger=leder, tekst=rute("2026-2", "2026-11-01"))
    with pytest.raises(GrundlagFejl, match="tidligst"):
        adopt_kladde(bruger=leder, version=draft, **BESLUTNING)


def test_two_versions_cannot_begin_on_one_day_unless_one_corrects_the_other(sagsgange, leder, rute):
    draft = save_kladde(bruger=leder, tekst=rute("2024-3", "2024-05-02"))
    with pytest.raises(GrundlagFejl, match="samme dag"):
        adopt_kladde(bruger=leder, version=draft, **BESLUTNING)


def test_a_correction_takes_the_place_and_the_wrong_version_stays_visible(sagsgange, leder, rute):
    wrong = Sagsgangsversion.objects.get(version="2024-2")
    right = correct_version(
        bruger=leder, version=wrong, tekst=rute("2024-2-rettet", "2024-05-02"), **BESLUTNING
    )
    wrong.refresh_from_db()
    assert wrong.status == Status.RETTET
    assert right.retter == wrong
    assert in_force(dt.date(2024, 5, 2)) == "2024-2-rettet"


def test_a_correction_must_begin_on_the_same_day_and_keeps_an_end(sagsgange, leder, rute):
    wrong = Sagsgangsversion.objects.get(version="2024-2")
    with pytest.raises(GrundlagFejl, match="samme dag"):
        save_kladde(bruger=leder, tekst=rute("2024-3", "2024-06-01"), retter=wrong)
    end_without_successor(bruger=leder, version=wrong, sidste_dag=dt.date(2026, 6, 30), kilde="punkt 1")
    right = correct_version(bruger=leder, version=wrong, tekst=rute("2024-4", "2024-05-02"), **BESLUTNING)
    assert right.gyldig_til == dt.date(2026, 6, 30)


def test_a_version_can_end_without_successor_but_not_come_to_life_again(sagsgange, leder):
    version = Sagsgangsversion.objects.get(version="2024-2")
    with pytest.raises(GrundlagFejl, match="gælder først"):
        end_without_successor(bruger=leder, version=version, sidste_dag=dt.date(2024, 5, 1))
    end_without_successor(bruger=leder, version=version, sidste_dag=dt.date(2026, 12, 31))
    with pytest.raises(selectors.IngenSagsgang):
        in_force(dt.date(2027, 1, 1))
    with pytest.raises(GrundlagFejl, match="forlænges"):
        end_without_successor(bruger=leder, version=version, sidste_dag=dt.date(2027, 6, 1))


def test_what_is_adopted_is_neither_edited_nor_deleted(sagsgange, leder, rute):
    version = Sagsgangsversion.objects.get(version="2024-2")
    with pytest.raises(GrundlagFejl):
        delete_kladde(bruger=leder, version=version)
    with pytest.raises(GrundlagFejl, match="vedtaget og kan ikke ændres"):
        save_kladde(bruger=leder, tekst=rute("2024-2", "2028-01-01"))
    version.note = "rettet i smug"
    for act in (version.save, version.delete, Grundlagsversion.objects.first().save):
        with pytest.raises(VedtagetVersion), transaction.atomic():
            act()


def test_a_draft_can_be_replaced_and_thrown_away(sagsgange, leder, rute):
    first = save_kladde(bruger=leder, tekst=rute("2027-1", "2027-01-01"))
    second = save_kladde(bruger=leder, tekst=rute("2027-1", "2027-03-01"))
    assert first.pk == second.pk and second.gyldig_fra == dt.date(2027, 3, 1)
    delete_kladde(bruger=leder, version=second)
    assert not Sagsgangsversion.objects.filter(version="2027-1").exists()


def test_a_draft_with_faults_names_step_and_field_and_is_not_saved(sagsgange, leder, rute):
    text = rute("2027-1", "2027-01-01").replace("kontroller: [bilag_skema_a", "kontroller: [findes_ikke", 1)
    with pytest.raises(SagsgangFejl) as error:
        save_kladde(bruger=leder, tekst=text)
    assert any(fault.trin == "oplysning" and fault.felt == "kontroller" for fault in error.value.fejl)
    assert not Sagsgangsversion.objects.filter(status=Status.KLADDE).exists()


def test_a_draft_of_another_municipality_is_refused(sagsgange, leder, rute):
    text = rute("2027-1", "2027-01-01").replace("kommune: koebenhavn", "kommune: eksempel", 1)
    with pytest.raises(GrundlagFejl, match="kommune"):
        save_kladde(bruger=leder, tekst=text)


HISTORISK = {"organ": "borgerrepraesentationen", "dato": dt.date(2022, 11, 2), "kilde": "BR 2. november 2022"}
UDKAST = {
    "version": "2023-1",
    "gyldig_fra": dt.date(2023, 1, 1),
    "tekst": "Ny",
    "parametre": {"reserve_pct": "5"},
}


def test_a_base_decided_long_ago_is_recorded_and_follows_the_same_rules(sagsgange, leder):
    base = Administrationsgrundlag.objects.get(pk="grundkapital")
    draft = save_grundlag_kladde(bruger=leder, grundlag=base, **UDKAST)
    assert selectors.grundlagsversion_on("grundkapital", dt.date(2023, 1, 1)).version == "2019-1"
    adopt_kladde(bruger=leder, version=draft, **HISTORISK)
    assert selectors.grundlagsversion_on("grundkapital", dt.date(2022, 12, 31)).version == "2019-1"
    assert selectors.grundlagsversion_on("grundkapital", dt.date(2023, 1, 1)).version == "2023-1"
    assert selectors.grundlagsversion_on("grundkapital", dt.date(2024, 5, 2)).version == "2024-1"
    with pytest.raises(GrundlagFejl, match="kan ikke ændres"):
        save_grundlag_kladde(bruger=leder, grundlag=base, **UDKAST)


def test_what_is_decided_now_is_put_in_force_by_a_case_only(sagsgange, leder):
    base = Administrationsgrundlag.objects.get(pk="grundkapital")
    new = {**UDKAST, "version": "2027-1", "gyldig_fra": dt.date(2027, 1, 1)}
    draft = save_grundlag_kladde(bruger=leder, grundlag=base, **new)
    with pytest.raises(GrundlagFejl, match="ændringssag"):
        adopt_kladde(bruger=leder, version=draft, **BESLUTNING)
    first = Sagsgangsversion.objects.get(sagstype="grundlagsaendring").gyldig_fra
    with pytest.raises(GrundlagFejl, match="ændringssag"):
        adopt_kladde(bruger=leder, version=draft, **{**BESLUTNING, "dato": first})
    adopt_kladde(bruger=leder, version=draft, **{**BESLUTNING, "dato": first - DAY})


def test_a_municipality_without_the_route_records_adoptions_by_hand(sagsgange, leder):
    Sagsgangsversion.objects.filter(sagstype="grundlagsaendring").update(status=Status.KLADDE)
    base = Administrationsgrundlag.objects.get(pk="grundkapital")
    new = {**UDKAST, "version": "2027-1", "gyldig_fra": dt.date(2027, 1, 1)}
    draft = save_grundlag_kladde(bruger=leder, grundlag=base, **new)
    assert adopt_kladde(bruger=leder, version=draft, **BESLUTNING).status == Status.VEDTAGET


def test_a_file_cannot_put_a_base_in_force_that_a_case_should_have_decided(sagsgange, leder):
    forskel = read_profile_versions(settings.ALMEN_KOMMUNE)
    profil = load_profil(settings.ALMEN_KOMMUNE)
    base = profil.grundlag_of("grundkapital")
    text = replace(
        base.versioner[-1],
        version="2026-9",
        gyldig_fra=dt.date(2026, 6, 1),
        vedtaget=replace(base.versioner[-1].vedtaget, dato=dt.date(2026, 5, 1)),
    )
    with pytest.raises(GrundlagFejl, match="ændringssag"):
        adopt_profile_versions(bruger=leder, forskel=replace(forskel, nye_grundlag=((base, text),)))
    assert not Grundlagsversion.objects.filter(version="2026-9").exists()


@pytest.mark.parametrize(
    ("parametre", "felt"),
    [
        ({"reserve_pct": "101"}, "reserve_pct"),
        ({"reserve_pct": "-1"}, "reserve_pct"),
        ({"reserve_pct": "meget"}, "reserve_pct"),
        ({"reserve_pct": "NaN"}, "reserve_pct"),
        ({"hoejst_pr_sag": "10.5"}, "hoejst_pr_sag"),
        ({"kriterier": "x" * 2001}, "kriterier"),
        ({"findes_ikke": "1"}, "findes_ikke"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_by_its_name(parametre, felt, sagsgange, leder):
    base = Administrationsgrundlag.objects.get(pk="grundkapital")
    with pytest.raises(UgyldigtInput) as refused:
        save_grundlag_kladde(bruger=leder, grundlag=base, **{**UDKAST, "parametre": parametre})
    assert [item.felt for item in refused.value.fejl] == [felt]
    assert not Grundlagsversion.objects.filter(version="2023-1").exists()


@pytest.mark.parametrize("navn", ["sammenlign", "2027/1", "", " 2027", "x" * 31])
def test_a_version_has_a_name_that_can_stand_in_an_address(navn, sagsgange, leder):
    base = Administrationsgrundlag.objects.get(pk="grundkapital")
    with pytest.raises(GrundlagFejl, match="version"):
        save_grundlag_kladde(
            bruger=leder, grundlag=base, version=navn, gyldig_fra=dt.date(2027, 1, 1), tekst="", parametre={}
        )


def test_who_may_not_adopt_is_refused_by_the_service_itself(sagsgange, sagsbehandler, revisor, rute):
    version = Sagsgangsversion.objects.get(version="2024-2")
    for person in (sagsbehandler, revisor):
        with pytest.raises(PermissionDenied):
            save_kladde(bruger=person, tekst=rute("2027-1", "2027-01-01"))
        with pytest.raises(PermissionDenied):
            end_without_successor(bruger=person, version=version, sidste_dag=dt.date(2027, 1, 1))
        with pytest.raises(PermissionDenied):
            adopt_profile_versions(bruger=person, forskel=read_profile_versions(settings.ALMEN_KOMMUNE))


def test_every_act_stands_in_the_journal(sagsgange, leder, rute):
    draft = save_kladde(bruger=leder, tekst=rute("2027-1", "2027-01-01"))
    adopt_kladde(bruger=leder, version=draft, **BESLUTNING)
    end_without_successor(bruger=leder, version=draft, sidste_dag=dt.date(2028, 1, 1), kilde="punkt 2")
    arts = list(Journalpost.objects.filter(sag__isnull=True).order_by("pk").values_list("art", flat=True))
    assert arts[-3:] == ["kladde_gemt", "version_vedtaget", "version_ophoert"]


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2040, 1, 1))
SERIES = st.lists(
    st.tuples(DAYS, st.none() | st.integers(0, 4000)), min_size=1, max_size=8, unique_by=lambda v: v[0]
)


@given(SERIES, st.lists(DAYS, min_size=1, max_size=20))
@hypothesis_settings(max_examples=200, deadline=None)
def test_never_two_versions_in_force_at_once(series, days):
    periods = sorted(
        (fra, None if length is None else fra + dt.timedelta(days=length)) for fra, length in series
    )
    ends = close_periods(periods)
    closed = [(fra, til) for (fra, _), til in zip(periods, ends, strict=True)]
    for day in [*days, *(fra for fra, _ in periods), *(fra - DAY for fra, _ in periods)]:
        covering = [1 for fra, til in closed if fra <= day and (til is None or day <= til)]
        assert len(covering) <= 1
    # A version is never made longer, and is only cut where its successor begins.
    for (_, before), after, successor in zip(periods, ends, [*periods[1:], None], strict=True):
        assert before is None or (after is not None and after <= before)
        assert after == before or (successor is not None and after == successor[0] - DAY)


@given(st.permutations(["2027-01-01", "2028-07-01", "2029-01-01", "2030-02-01"]))
@hypothesis_settings(max_examples=6, deadline=None)
def test_the_order_of_adoption_does_not_matter_for_what_is_in_force(order):
    ends: dict[str, dt.date | None] = {}
    for fra in order:  # adopted one by one, as services do
        ends[fra] = None
        keys = sorted(ends)
        closed = close_periods([(dt.date.fromisoformat(key), ends[key]) for key in keys])
        ends = dict(zip(keys, closed, strict=True))
    keys = sorted(ends)
    assert [ends[key] for key in keys] == [dt.date.fromisoformat(key) - DAY for key in keys[1:]] + [None]

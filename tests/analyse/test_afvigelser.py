"""Deviations from the route: each kind is found where it happened and nowhere else, and a case counts once for each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.byggeri.conftest import AELDRE, TIL_TILSAGN, decide, make_sag

from almen.analyse.afvigelsesarter import Afgjort, Afvigelse, Afvigelsesart, arts_of
from almen.analyse.selectors.afvigelser import count_cases, find_afvigelser, sums_by_art, sums_by_trin
from almen.analyse.selectors.ruter import routes_of
from almen.byggeri.models import Projektdel
from almen.byggeri.services import set_ramme
from almen.grundlag.models import Sagsgangsversion
from almen.sager.models import AF_SIG_SELV, Beslutning, Frist, Fristart, Sag
from almen.sager.services import edit_sag, record_beslutning
from almen.sager.services.sag import move_to_version
from sagsgang.ruter import route

TODAY = dt.date(2026, 6, 1)
ART = Afvigelsesart
VEJ = route(
    {"id": "a"},
    {"id": "v", "efter": ["a"], "valgfrit": True},
    {"id": "b", "efter": ["a"], "ved_forkastet": "a"},
    {"id": "c", "efter": ["b"]},
)


def arts(
    trin: str, udfald: str = "godkendt", *, dispensationer=(), af_system=False, foer_tur=False, sent=False
):
    item = Afgjort(trin, udfald, list(dispensationer), af_system, foer_tur, sent)
    return list(arts_of(item, VEJ))


@pytest.mark.parametrize(
    ("trin", "udfald", "mere", "found"),
    [
        ("a", "godkendt", {}, []),
        ("v", "godkendt", {}, [ART.VALGFRIT]),
        ("v", "frafaldet", {}, []),
        ("b", "sendt_tilbage", {}, [ART.TILBAGE]),
        ("b", "sendt_tilbage", {"af_system": True}, [ART.TILBAGE_SYSTEM]),
        ("b", "udsat", {}, [ART.UDSAT]),
        ("b", "standset", {}, [ART.STANDSET]),
        ("b", "forkastet", {}, [ART.FORKASTET]),
        ("c", "forkastet", {}, []),  # the case ended: that is what the route says
        ("x", "godkendt", {}, [ART.UDENFOR]),
        ("a", "godkendt", {"foer_tur": True, "sent": True}, [ART.FOER_TUR, ART.SENT]),
        ("a", "godkendt", {"dispensationer": [{"kontrol": "bilag"}]}, [ART.DISPENSATION]),
    ],
)
def test_how_a_decision_deviates(trin, udfald, mere, found):
    assert arts(trin, udfald, **mere) == found


def test_every_kind_says_what_it_is_in_a_sentence():
    assert all(art.navn and art.forklaring.endswith(".") for art in ART)
    assert len({art.navn for art in ART}) == len(ART)


OCCURRENCES = st.lists(
    st.builds(
        Afvigelse,
        art=st.sampled_from(ART),
        sag=st.integers(1, 6),
        nummer=st.just("2026-1"),
        titel=st.just(""),
        organisation=st.just(""),
        version=st.just("1"),
        trin=st.sampled_from("abv"),
        trin_navn=st.just("Trin"),
        dato=st.just(TODAY),
        begrundelse=st.just(""),
    )
)


@given(rows=OCCURRENCES)
def test_a_case_counts_once_for_each_kind_and_occurrences_add_up(rows):
    by_art = {item.noegle: item for item in sums_by_art(rows, 6)}
    assert sum(item.gange for item in by_art.values()) == len(rows)
    for art in ART:
        cases = {row.sag for row in rows if row.art is art}
        assert by_art[art].sager == len(cases) <= 6
        assert by_art[art].andel == round(Decimal(100 * len(cases)) / 6, 1) <= 100
    by_step = sums_by_trin(rows, "ba", 6)
    assert sum(item.gange for item in by_step) == len(rows)
    assert [item.noegle for item in by_step] == [key for key in "bav" if key in {row.trin for row in rows}]


def test_there_is_no_share_of_no_cases():
    assert {item.andel for item in sums_by_art([], 0)} == {None}


# -- in cases ------------------------------------------------------------------------------------------------


def found(bruger, **valg):
    valg.setdefault("sagstype", "nybyggeri")
    return find_afvigelser(bruger, valg, routes_of(valg["sagstype"]), sent=30, today=TODAY)


def kinds(bruger, **valg):
    return Counter((row.art, row.trin) for row in found(bruger, **valg))


def outcome(sag, bruger, trin, udfald, dato=dt.date(2026, 2, 9), **more):
    return record_beslutning(
        bruger=bruger,
        sag=sag,
        trin=trin,
        udfald=udfald,
        begrundelse="en grund",
        dato=dato,
        kilde=more.pop("kilde", "referat"),
        **more,
    )


@pytest.fixture
def sag(sagsgange, sagsbehandler, leder, organisation):
    """A case opened on 5 January 2026, with money for its grundkapital."""
    set_ramme(bruger=leder, aar=2026, formaal="familie_ungdom", beloeb=100_000_000, kilde="budget 2026")
    return make_sag(sagsbehandler, organisation)


@pytest.mark.django_db
def test_a_case_that_followed_its_route_has_no_deviation(sag, sagsbehandler):
    decide(sag, sagsbehandler, *TIL_TILSAGN)
    assert found(sagsbehandler) == []
    assert count_cases(sagsbehandler, {"sagstype": "nybyggeri"}) == 1


@pytest.mark.django_db
def test_postponements_and_stops_are_told_with_their_reasons(sag, sagsbehandler):
    decide(sag, sagsbehandler, *TIL_TILSAGN)
    outcome(sag, sagsbehandler, "garanti", "udsat")
    outcome(sag, sagsbehandler, "garanti", "udsat", dt.date(2026, 2, 20))
    outcome(sag, sagsbehandler, "garanti", "godkendt", dt.date(2026, 3, 1))
    outcome(sag, sagsbehandler, "garanti", "standset", dt.date(2026, 3, 2))
    rows = found(sagsbehandler)
    assert Counter((row.art, row.trin) for row in rows) == {
        (ART.UDSAT, "garanti"): 2,
        (ART.STANDSET, "garanti"): 1,
    }
    assert rows[0].dato == dt.date(2026, 3, 2) and rows[0].begrundelse == "en grund"
    (postponed,) = [item for item in sums_by_art(rows, 1) if item.noegle == ART.UDSAT]
    assert (postponed.sager, postponed.gange, postponed.andel) == (1, 2, 100)


@pytest.mark.django_db
def test_who_sent_a_case_back_is_told_apart(sag, sagsbehandler):
    decide(sag, sagsbehandler, *TIL_TILSAGN[:-1])
    outcome(sag, sagsbehandler, "tilsagn", "sendt_tilbage", tilbage_til="oplysning")
    decide(sag, sagsbehandler, *TIL_TILSAGN[1:-1], dato=dt.date(2026, 2, 20))
    by_itself = outcome(sag, sagsbehandler, "tilsagn", "sendt_tilbage", tilbage_til="oplysning")
    copy = Beslutning.objects.get(pk=by_itself.pk)
    copy.pk, copy.nummer, copy.kilde = None, copy.nummer + 1, AF_SIG_SELV
    copy.save(force_insert=True)
    told = kinds(sagsbehandler)
    assert told[ART.TILBAGE, "tilsagn"] == 2 and told[ART.TILBAGE_SYSTEM, "tilsagn"] == 1


@pytest.mark.django_db
def test_a_dispensation_is_told_with_its_own_reason(sag, sagsbehandler):
    decide(sag, sagsbehandler, *TIL_TILSAGN)
    one = Beslutning.objects.get(sag=sag, trin="tilsagn")
    one.pk, one.nummer, one.dispensationer = None, 99, [{"kontrol": "frist_skema_b", "begrundelse": "Aftalt"}]
    one.save(force_insert=True)
    (row,) = [row for row in found(sagsbehandler) if row.art is ART.DISPENSATION]
    assert row.begrundelse.endswith(": Aftalt") and "frist_skema_b" not in row.begrundelse


@pytest.mark.django_db
def test_a_day_before_the_steps_turn_is_a_deviation(sag, sagsbehandler):
    decide(sag, sagsbehandler, "ansoegning", dato=dt.date(2026, 2, 2))
    decide(sag, sagsbehandler, "oplysning", dato=dt.date(2026, 1, 20))
    assert kinds(sagsbehandler) == {(ART.FOER_TUR, "oplysning"): 1}


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "late"), [(30, 0), (31, 1)])
def test_a_record_is_late_after_more_days_than_the_parameter_says(sag, sagsbehandler, days, late):
    today = timezone.localdate()
    Sag.objects.filter(pk=sag.pk).update(oprettet=timezone.now() - dt.timedelta(days=60))
    decide(sag, sagsbehandler, "ansoegning", dato=today - dt.timedelta(days=days))
    assert kinds(sagsbehandler)[ART.SENT, "ansoegning"] == late


@pytest.mark.django_db
def test_what_was_decided_before_the_case_was_entered_is_not_late(sag, sagsbehandler):
    decide(sag, sagsbehandler, "ansoegning", dato=timezone.localdate() - dt.timedelta(days=90))
    assert kinds(sagsbehandler) == {}


@pytest.mark.django_db
def test_a_step_that_no_longer_applies_is_told_by_the_latest_facts(
    sagsgange, sagsbehandler, leder, organisation
):
    for formaal in ("aeldre_pleje", "familie_ungdom"):
        set_ramme(bruger=leder, aar=2026, formaal=formaal, beloeb=100_000_000, kilde="budget 2026")
    sag = make_sag(sagsbehandler, organisation, dele=(AELDRE,))
    decide(sag, sagsbehandler, "ansoegning", "oplysning", "indstilling_aeldre_pleje")
    assert kinds(sagsbehandler) == {}
    Projektdel.objects.filter(projekt__sag=sag).update(boligtype="familie")
    decide(sag, sagsbehandler, "direktion_oekonomi")
    assert kinds(sagsbehandler) == {(ART.GAELDER_IKKE, "indstilling_aeldre_pleje"): 1}
    (row,) = found(sagsbehandler)
    assert row.begrundelse.startswith("Gælder kun ")


@pytest.mark.django_db
def test_a_decision_on_a_step_that_the_route_does_not_have_is_told(sag, sagsbehandler, leder):
    decide(sag, sagsbehandler, "ansoegning", "oplysning", "direktion_oekonomi")
    older = Sagsgangsversion.objects.get(sagstype="nybyggeri", version="2007-1")
    move_to_version(bruger=leder, sag=sag, version=older, begrundelse="åbnet forkert")
    (row,) = found(sagsbehandler)
    assert (row.art, row.trin, row.version) == (ART.UDENFOR, "direktion_oekonomi", "2007-1")
    assert row.trin_navn.startswith("Direktionen godkender")


@pytest.mark.django_db
def test_a_steps_deadline_that_was_not_kept_is_told_and_one_by_hand_is_not(sag, sagsbehandler):
    def put(trin, art, opfyldt=None, dato=dt.date(2026, 3, 1)):
        Frist.objects.create(sag=sag, art=art, trin=trin, titel="Frist", dato=dato, opfyldt=opfyldt)

    put("oplysning", Fristart.SAGSGANG, opfyldt=dt.date(2026, 3, 11))
    put("tilsagn", Fristart.LOV)
    put("garanti", Fristart.LOV, dato=TODAY)
    put("skema_b", Fristart.LOV, opfyldt=dt.date(2026, 3, 1))
    put("", Fristart.MANUEL)
    rows = {row.trin: row.begrundelse for row in found(sagsbehandler)}
    assert rows == {
        "oplysning": "Frist: opfyldt 11. mar. 2026, 10 dage for sent",
        "tilsagn": "Frist: åben, 92 dage over",
    }


@pytest.mark.django_db
def test_only_cases_that_the_user_may_see_and_that_were_asked_for(
    sag, sagsbehandler, administrator, suf, organisation, anden_organisation
):
    other = make_sag(sagsbehandler, anden_organisation, aabnet_dato=dt.date(2025, 12, 1))
    for item in (sag, other):
        decide(item, sagsbehandler, "ansoegning")
        outcome(item, sagsbehandler, "oplysning", "udsat")
    edit_sag(bruger=sagsbehandler, sag=other, titel="Fortrolig", fortrolighed="fortrolig")
    assert {row.sag for row in found(administrator)} == {sag.pk}
    assert found(suf) == [] and count_cases(suf, {"sagstype": "nybyggeri"}) == 0
    assert {row.sag for row in found(sagsbehandler)} == {sag.pk, other.pk}
    for valg, wanted in (
        ({"organisation": "9002"}, {other.pk}),
        ({"aar_fra": "2026"}, {sag.pk}),
        ({"aar_til": "2025"}, {other.pk}),
        ({"version": "2007-1"}, set()),
        ({"boligtype": "aeldre"}, set()),
        ({"sagstype": "renovering"}, set()),
    ):
        assert {row.sag for row in found(sagsbehandler, **valg)} == wanted, valg
        assert count_cases(sagsbehandler, {"sagstype": "nybyggeri", **valg}) == len(wanted)


@pytest.fixture
def udsat(sag, sagsbehandler):
    decide(sag, sagsbehandler, "ansoegning")
    outcome(sag, sagsbehandler, "oplysning", "udsat")
    return sag


@pytest.mark.django_db
def test_the_page_tells_kinds_steps_and_each_one_and_exports_it(client, udsat, sagsbehandler):
    client.force_login(sagsbehandler)
    address = reverse("analyse:afvigelser")
    text = client.get(address).content.decode()
    assert 'href="?art=udsat"' in text and 'href="?trin=oplysning"' in text
    assert "100,0" in text and "en grund" in text and f"/sager/{udsat.nummer}/" in text
    assert client.get(address, {"art": "standset"}).context["antal"] == "0 afvigelser"
    assert (
        client.get(address, {"art": "standset"}).context["summer"][4].sager == 1
    )  # kinds stay to choose from
    assert client.get(address, {"trin": "oplysning", "q": "grund udsat"}).context["antal"] == "1 afvigelse"
    assert client.get(address, {"q": "findes ikke"}).context["antal"] == "0 afvigelser"
    assert "en grund" in b"".join(client.get(address, {"eksport": "csv"}).streaming_content).decode()
    assert client.get(address, {"art": "ukendt"}).context["fejl"]
    assert "Udsat" in client.get(reverse("analyse:afvigelser_svg")).content.decode()


@pytest.mark.django_db
def test_the_page_costs_the_same_however_many_there_are(client, udsat, sagsbehandler, organisation):
    client.force_login(sagsbehandler)
    address = reverse("analyse:afvigelser")
    client.get(address)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    few = queries()
    for number in range(4):
        more = make_sag(sagsbehandler, organisation, titel=f"Flere {number}")
        decide(more, sagsbehandler, "ansoegning")
        outcome(more, sagsbehandler, "oplysning", "udsat")
    assert queries() == few <= 24

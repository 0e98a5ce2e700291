"""What is read of the cases for a simulation, and what the plan of a run makes of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from django.utils import timezone
from tests.analyse.forloebsrader import put_case

from almen.analyse.models import Ophold
from almen.analyse.selectors.ruter import routes_of
from almen.analyse.simulering.observeret import observe
from almen.analyse.simulering.opstilling import Opstilling
from almen.analyse.simulering.rute import build_ruter
from almen.analyse.simulering.scenarie import read_scenarie
from almen.byggeri.services.lokalplan import save_lokalplan
from almen.regler.fejl import UgyldigtInput
from almen.sager.models import Beslutning
from almen.udvalg.models import Moede

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)
AABNET = dt.date(2025, 1, 1)
TRIN = (
    ("ansoegning", 0, 0),
    ("oplysning", 0, 20),
    ("direktion_oekonomi", 20, 30),
    ("tilsagn", 50, 10),
    ("garanti", 60, 40),
    ("skema_b_licitation", 60, 300),
    ("skema_b", 360, 30),
    ("skaeringsdag", 390, 60),
    ("skema_c_regnskab", 450, 10),
    ("skema_c", 460, 10),
    ("afregning", 470, 10),
)


@pytest.fixture
def put(sagsgange, sagsbehandler, organisation):
    """Puts a case of the present route, all through unless the test says its stays."""
    return lambda *stays, version="2024-2", aabnet=AABNET, **more: put_case(
        sagsbehandler,
        organisation,
        version,
        aabnet,
        *(stays or TRIN),
        **{"afslutning": "" if stays else "gennemfoert", **more},
    )


def scenarie(**more):
    return read_scenarie({"navn": "Prøve", "forloeb": [{"navn": "A"}], **more})


def seen(**more):
    return observe(scenarie(**more), TODAY)


def opstilling(**more):
    wanted, routes = scenarie(**more), routes_of("nybyggeri")
    return Opstilling(wanted, build_ruter(wanted, routes, TODAY), routes, observe(wanted, TODAY))


def steps(built, place=0):
    return {trin.id: trin for trin in built.forloeb[place].trin}


def faults(**more):
    with pytest.raises(UgyldigtInput) as caught:
        opstilling(**more).build()
    return {item.felt: item.besked for item in caught.value.fejl}


def put_meetings(organ="udvalget", year=2025, lead=10):
    days = [dt.date(year, month, 10) for month in range(1, 13)]
    Moede.objects.bulk_create(
        Moede(
            organ=organ,
            dato=day,
            papirer_ind=day - dt.timedelta(days=lead),
            dagsorden_ud=day - dt.timedelta(days=4),
        )
        for day in days
    )


def test_times_outcomes_arrivals_and_dwelling_types_are_counted(put):
    put()
    put(("ansoegning", 0, 5), ("oplysning", 5, None), boligtyper="familie ungdom", aabnet=dt.date(2026, 3, 1))
    found = seen()
    oplysning = found.trin["2024-2", "oplysning"]
    assert dict(oplysning.tider) == {(20, 1): 1, (87, 0): 1}
    assert (oplysning.antal, oplysning.afgjorte, dict(oplysning.art)) == (2, 1, {"udfoert": 1})
    assert dict(found.ankomster) == {2025: 1, 2026: 1}
    assert dict(found.miks) == {("2024-2", ("familie",)): [0], ("2024-2", ("familie", "ungdom")): [0]}


def test_confidential_cases_are_left_out_since_every_role_reads_the_answer(put):
    put(fortrolighed="fortrolig")
    put()
    found = seen()
    assert sum(found.ankomster.values()) == 1
    assert all(tal.antal <= 1 for tal in found.trin.values())


def test_the_number_of_queries_does_not_grow_with_the_cases(put, django_assert_max_num_queries):
    put_meetings()
    put()
    with django_assert_max_num_queries(11):
        seen()
    for _ in range(5):
        put()
    with django_assert_max_num_queries(11):
        seen()


def test_a_step_takes_the_times_of_its_own_version_and_else_looks_wider(put):
    for _ in range(5):
        put()
        put(("ansoegning", 0, 1), ("oplysning", 1, 99), ("br_godkendelse", 100, 77), version="2007-1")
    plan = opstilling(
        forloeb=[{"navn": "Nu"}, {"navn": "Før", "version": "2007-1"}],
        varigheder={
            key: {"dage": 1}
            for key in ("indstilling", "udvalg_anbefaling", "oeu_erklaering", "endeligt_projekt")
        },
    )
    built = plan.build()
    now, before = steps(built), steps(built, 1)
    assert set(now["oplysning"].tider) == {20} and set(before["oplysning"].tider) == {99}
    assert set(before["skema_c_regnskab"].tider) == {10}  # only seen in the newer version
    told = {(row["forloeb"], row["trin"]): row["kilde"] for row in plan.forudsaetninger.trin}
    assert told["Nu", "oplysning"] == "sager efter 2024-2"
    assert told["Før", "skema_c_regnskab"] == "sager efter alle versioner"
    assert told["Før", "indstilling"] == "antaget i scenariet"


def test_what_was_never_settled_has_the_longest_time_and_it_is_said(put):
    for _ in range(5):
        put()
    for _ in range(5):
        put(("ansoegning", 0, 0), ("oplysning", 0, None))
    plan = opstilling()
    table = Counter(steps(plan.build())["oplysning"].tider)
    assert table == {20: 500, 516: 500}
    told = next(row for row in plan.forudsaetninger.trin if row["trin"] == "oplysning")
    assert "50 pct. var ikke nået" in told["kilde"] and "516 dage" in told["kilde"]
    assert (told["antal"], told["afgjorte"]) == (10, 5)


def test_a_step_that_nothing_is_known_of_is_named_with_how_to_give_its_time(put):
    put(*TRIN[:5])
    told = faults()
    assert set(told) == {f"varigheder.{key}" for key, *_ in TRIN[5:]}
    assert "“Igangsætning godkendes (Skema B)” er ikke set afgjort" in told["varigheder.skema_b"]
    assert "{dage: 30}" in told["varigheder.skema_b"]
    opstilling(varigheder={key: {"dage": 9} for key, *_ in TRIN[5:]}).build()


def test_an_optional_step_is_taken_as_often_as_it_was(put):
    for number in range(10):
        extra = (("vaesentlig_aendring", 360, 15),) if number < 3 else ()
        put(*TRIN, *extra)
    plan = opstilling().build()
    assert steps(plan)["vaesentlig_aendring"].brug == pytest.approx(0.3)
    assert steps(plan)["afvigelse_fra_skema_b"].brug == 0


def test_what_was_sent_back_goes_to_where_it_went(put, sagsbehandler):
    for number in range(5):
        sag = put(*TRIN[:3], ("tilsagn", 50, 10, "sendt_tilbage" if number == 0 else "udfoert"), *TRIN[4:])
    Beslutning.objects.create(
        sag=sag,
        nummer=1,
        trin="tilsagn",
        trin_navn="Tilsagn",
        aktoer="forvaltningen",
        aktoer_navn="F",
        handling="giver_tilsagn",
        udfald="sendt_tilbage",
        tilbage_til="oplysning",
        dato=AABNET,
        registreret=timezone.now(),
        registreret_af=sagsbehandler,
    )
    plan = opstilling().build()
    places = {trin.id: place for place, trin in enumerate(plan.forloeb[0].trin)}
    assert steps(plan)["tilsagn"].udfald == ((pytest.approx(0.2), places["oplysning"]),)
    assert steps(plan)["tilsagn"].kraever == (True,)


def test_a_body_with_known_meetings_waits_for_them_and_its_days_are_not_drawn_as_well(put):
    put_meetings()
    for _ in range(5):
        put()
    Ophold.objects.filter(trin="garanti").update(aktoer="udvalget")
    # Ready 2 March 2025: papers for 10 March are too late, 10 April is the first possible meeting; settled 11 April.
    plan = opstilling()
    built = plan.build()
    garanti = steps(built)["garanti"]
    assert garanti.kalender == "udvalget" and set(garanti.tider) == {0}
    assert len(built.forloeb[0].kalendere["udvalget"]) > 12 * 10
    told = next(row for row in plan.forudsaetninger.trin if row["trin"] == "garanti")
    assert told["kilde"].startswith("mødeplanen; 100 pct. kommer på det første mulige møde")
    assert (
        "5 blev afgjort mellem to møder og regnes til det nærmeste" in told["kilde"]
    )  # 11 April was no meeting
    assert {
        "emne": "Møder",
        "tekst": "Teknik- og Miljøudvalget: 12 om året på samme dage som i 2025.",
    } not in (plan.forudsaetninger.punkter)
    assert any(
        "12 om året på samme dage som i 2025" in item["tekst"] for item in plan.forudsaetninger.punkter
    )


def test_meetings_that_were_passed_by_are_counted_exactly_where_they_are_known(put):
    put_meetings()
    for _ in range(5):
        put(*TRIN[:4], ("garanti", 60, (dt.date(2025, 6, 10) - dt.date(2025, 3, 2)).days), *TRIN[5:])
    Ophold.objects.filter(trin="garanti").update(aktoer="udvalget")
    assert dict(seen().trin["2024-2", "garanti"].moeder) == {(2, 1): 5}


def test_what_was_settled_between_meetings_is_not_left_out(put):
    """Those are the slower ones: without them every case would come on the first possible meeting."""
    put_meetings()
    on_the_day, later = (dt.date(2025, 4, 10) - dt.date(2025, 3, 2)).days, 95
    for days in (on_the_day, later) * 5:
        put(*TRIN[:4], ("garanti", 60, days), *TRIN[5:])
    Ophold.objects.filter(trin="garanti").update(aktoer="udvalget")
    plan = opstilling()
    assert Counter(steps(plan.build())["garanti"].tider) == {0: 500, 2: 500}
    told = next(row for row in plan.forudsaetninger.trin if row["trin"] == "garanti")
    assert told["kilde"] == (
        "mødeplanen; 50 pct. kommer på det første mulige møde (sager efter 2024-2; 5 blev afgjort mellem to møder og regnes"
        " til det nærmeste)"
    )
    assert (told["antal"], told["afgjorte"]) == (10, 10)


def test_a_case_that_came_on_a_meeting_after_its_deadline_does_not_wait_for_the_next(put):
    put_meetings()
    for _ in range(5):
        put(*TRIN[:4], ("garanti", 60, (dt.date(2025, 3, 10) - dt.date(2025, 3, 2)).days), *TRIN[5:])
    Ophold.objects.filter(trin="garanti").update(aktoer="udvalget")
    plan = opstilling()
    assert set(steps(plan.build())["garanti"].tider) == {-1}
    told = next(row for row in plan.forudsaetninger.trin if row["trin"] == "garanti")
    assert "0 pct. kommer på det første mulige møde, 100 pct. på et tidligere" in told["kilde"]


def test_a_meeting_here_and_there_does_not_make_a_year_known(put):
    put_meetings()
    Moede.objects.create(
        organ="udvalget",
        dato=dt.date(2019, 5, 2),
        papirer_ind=dt.date(2019, 4, 22),
        dagsorden_ud=dt.date(2019, 4, 28),
    )
    put(*TRIN[:4], ("garanti", 60, 100), aabnet=dt.date(2020, 1, 1))
    put(*TRIN[:4], ("garanti", 60, None), aabnet=dt.date(2025, 1, 1))
    Ophold.objects.filter(trin="garanti").update(aktoer="udvalget")
    garanti = seen().trin["2024-2", "garanti"]
    # Ready 1 March 2020 and settled 9 June: with meetings as in 2025 those of 10 April and 10 May were passed by.
    assert dict(garanti.moeder_skoen) == {(2, 1): 1}
    # Ready 2 March 2025 and waiting still: the meetings of 2026 are not known, but it is reckoned that there were some.
    assert dict(garanti.moeder) == {(14, 0): 1}


def test_a_body_with_a_single_known_meeting_has_no_calendar(put):
    for _ in range(5):
        put()
    Moede.objects.create(organ="direktionen", dato=TODAY, papirer_ind=TODAY, dagsorden_ud=TODAY)
    assert steps(opstilling().build())["direktion_oekonomi"].kalender == ""


def test_a_local_plan_has_the_times_of_the_plans_that_are_known(put, sagsbehandler):
    for _ in range(5):
        put()
    assert "varigheder.lokalplan" in faults(led={"lokalplan": {"foer": ["ansoegning"]}})
    save_lokalplan(
        bruger=sagsbehandler,
        nummer="1",
        navn="Plan",
        startredegoerelse=dt.date(2025, 1, 1),
        vedtaget=dt.date(2026, 1, 1),
    )
    plan = opstilling(led={"lokalplan": {"foer": ["ansoegning"]}}).build()
    assert set(steps(plan)["lokalplan"].tider) == {365}
    places = {trin.id: place for place, trin in enumerate(plan.forloeb[0].trin)}
    assert steps(plan)["ansoegning"].efter == (places["lokalplan"],)


@pytest.mark.parametrize(
    ("more", "felt", "besked"),
    [
        ({"kapacitet": {"hest": {"samtidige": 1}}}, "kapacitet.hest", "findes ikke i sagsgangen"),
        ({"varigheder": {"hest": {"dage": 1}}}, "varigheder.hest", "findes ikke i sagsgangen"),
        (
            {"kapacitet": {"forvaltningen": {"pr_moede": 1}}},
            "kapacitet.forvaltningen",
            "har ingen kendte møder; skriv samtidige",
        ),
        (
            {"kapacitet": {"udvalget": {"samtidige": 1}}},
            "kapacitet.udvalget",
            "har møder; skriv pr_moede i stedet for samtidige",
        ),
        (
            {"forloeb": [{"navn": "A", "moeder": {"forvaltningen": {"hver_uge": 1}}}]},
            "forloeb[0].moeder.forvaltningen",
            "kommunens profil har ingen frist for dette organ",
        ),
        (
            {"boligmiks": [{"andel": 1, "boliger": 3, "fakta": {"boligtype": ["slot"]}}]},
            "boligmiks[0].fakta.boligtype",
            "“slot” findes ikke; tilladt er familie, ungdom, aeldre, pleje",
        ),
        (
            {"boligmiks": [{"andel": 1, "boliger": 3, "fakta": {"farve": ["roed"]}}]},
            "boligmiks[0].fakta.farve",
            "findes ikke; tilladt er boligtype",
        ),
        (
            {"aar": 30, "sager_pr_aar": 2000.0, "gentagelser": 1000},
            "gentagelser",
            "tilladt er 6.000.000",
        ),
    ],
)
def test_what_the_routes_do_not_have_is_refused(put, more, felt, besked):
    put_meetings()
    for _ in range(5):
        put()
    assert besked in faults(**more)[felt]


def test_without_cases_the_number_a_year_must_be_given(sagsgange):
    assert "skriv, hvor mange" in faults()["sager_pr_aar"]

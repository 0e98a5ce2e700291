"""The pages of organisations' agreements, of an afdeling's letting and of conflicts: what they say, and how few questions they ask."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.udlejning.aftaleverden import (
    FRA,
    lie_in,
    make_afdeling,
    make_kriterium,
    make_ramme,
    make_trin,
    place,
    use_kriterium,
)

from almen.udlejning.services.organisationsaftale import open_organisationsaftale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sagsgange")]
OVERVIEW, CONFLICTS = "/udlejning/aftaler/", "/udlejning/konflikter/"


@pytest.fixture
def ramme(sagsbehandler):
    return make_ramme(sagsbehandler)


@pytest.fixture
def afdeling(sagsbehandler, ramme, organisation):
    found = make_afdeling(organisation)
    trin = make_trin(ramme, 1, venteliste=80, anvisning=20)
    use_kriterium(trin, make_kriterium(ramme, "arbejde"))
    place(sagsbehandler, found, trin)
    lie_in(sagsbehandler, found, "udsat_boligomraade", aar=2024)
    return found


@pytest.fixture
def aftale(sagsbehandler, ramme, organisation, afdeling):
    return open_organisationsaftale(bruger=sagsbehandler, rammeaftale=ramme, boligorganisation=organisation)


@pytest.fixture
def side(client, sagsbehandler):
    client.force_login(sagsbehandler)
    return client


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_overview_shows_every_organisation_and_what_it_lacks(side, aftale, anden_organisation):
    make_afdeling(anden_organisation)
    shown = text(side.get(OVERVIEW))
    assert "Boligforeningen Naboen" in shown and "Ingen aftale" in shown and "1 alvorlig konflikt" in shown
    assert "§ 60 b" in shown and "af familieboligerne dækket" in shown
    only = text(side.get(OVERVIEW, {"status": "mangler"}))
    assert "Naboen" in only and aftale.sag.nummer not in only
    assert aftale.sag.nummer in text(side.get(OVERVIEW, {"q": "prøven"}))


def test_all_that_lack_an_agreement_are_opened_from_the_overview(side, ramme, aftale, anden_organisation):
    make_afdeling(anden_organisation)
    assert side.post(f"{OVERVIEW}alle/{ramme.pk}/").status_code == 302
    assert ramme.organisationsaftaler.count() == 2


def test_a_page_of_an_agreement_shows_terms_conflicts_and_what_is_agreed(side, aftale, afdeling):
    shown = text(side.get(aftale.get_absolute_url()))
    assert "Gården 1 (afd. 1)" in shown and "Ret andelene" in shown
    assert "men vilkårene har ingen andel til fleksibel udlejning" in shown


def test_the_grid_is_saved_whole_and_keeps_what_was_typed(side, aftale, afdeling):
    url = f"{OVERVIEW}{aftale.sag.nummer}/vilkaar/familie/"
    name = f"pct_{afdeling.pk}_"
    refused = side.post(url, {f"{name}fleksibel": "60", f"{name}venteliste": "50,5"})
    assert refused.status_code == 400
    assert "110,5 %" in text(refused) and "50,5" in text(refused) and not aftale.vilkaar.exists()
    assert side.post(url, {f"{name}fleksibel": "x"}).status_code == 400
    assert side.post(url, {f"{name}fleksibel": "33,5", f"{name}anvisning": "ukendt"}).status_code == 302
    assert {(row.vej, row.pct) for row in aftale.vilkaar.all()} == {("fleksibel", 33.5), ("anvisning", None)}
    assert side.get(f"{OVERVIEW}{aftale.sag.nummer}/vilkaar/aeldre/").status_code == 404


def test_an_afdeling_is_exempted_and_taken_in_again(side, aftale, afdeling):
    base = f"{OVERVIEW}{aftale.sag.nummer}/"
    given = {"afdeling": afdeling.pk, "boligtype": "familie", "begrundelse": ""}
    assert side.post(f"{base}undtag/", given).status_code == 400
    assert side.post(f"{base}undtag/", {**given, "begrundelse": "AlmenBolig+"}).status_code == 302
    assert "AlmenBolig+" in text(side.get(base))
    assert side.post(f"{base}medtag/{afdeling.pk}/familie/").status_code == 302
    assert not aftale.vilkaar.exists()


def test_criteria_period_signature_and_copying_are_kept_from_their_forms(side, ramme, aftale, afdeling):
    base = f"{OVERVIEW}{aftale.sag.nummer}/"
    senior = make_kriterium(ramme, "senior")
    assert side.post(f"{base}kriterier/{afdeling.pk}/", {"kriterier": [senior.pk]}).status_code == 302
    assert aftale.kriterier.get().kriterium == senior
    outside = {"gyldig_fra": "1.1.2024", "gyldig_til": "1.1.2030"}
    assert side.post(f"{base}ret/", outside).status_code == 400
    assert side.post(f"{base}ret/", {**outside, "gyldig_til": "1.1.2027"}).status_code == 302
    assert side.post(f"{base}underskrift/", {"dag": "1.2.2024"}).status_code == 302
    assert "har ingen tidligere aftale" in text(side.post(f"{base}kopier/", follow=True))


def test_a_new_agreement_is_opened_from_its_form(side, ramme, organisation, afdeling):
    given = {"rammeaftale": ramme.pk, "boligorganisation": organisation.pk}
    assert side.post(f"{OVERVIEW}ny/", given).status_code == 302
    again = side.post(f"{OVERVIEW}ny/", given)
    assert again.status_code == 400 and "har allerede en aftale" in text(again)


def test_an_organisation_sees_its_own_agreement_without_what_is_the_municipalitys(
    client, aftale, afdeling, boligorganisation_bruger
):
    client.force_login(boligorganisation_bruger)
    shown = text(client.get(aftale.get_absolute_url()))
    assert "Gården 1" in shown and "/udlejning/afdelinger/" not in shown and "Ret andelene" not in shown
    assert client.get(OVERVIEW).status_code == 403


def test_an_afdelings_page_tells_its_letting_on_a_day(side, afdeling):
    url = f"/udlejning/afdelinger/{afdeling.pk}/"
    shown = text(side.get(url, {"dag": "26.11.2026"}))
    for part in (
        "Trin 1",
        "Arbejde",
        "Prøveparken",
        "Fleksibel udlejning mangler",
        "§ 59, stk. 6",
        "Venteliste",
    ):
        assert part in shown
    assert "ikke registreret en rammeaftale" in text(side.get(url, {"dag": "1.1.2020"}))
    assert side.get(url, {"dag": "i går"}).status_code == 400


def test_conflicts_are_filtered_searched_sorted_and_exported(side, afdeling):
    shown = text(side.get(CONFLICTS, {"dag": "26.11.2026"}))
    assert "Fleksibel udlejning mangler" in shown and "2 konflikter" in shown
    assert "1 konflikt" in text(side.get(CONFLICTS, {"dag": "26.11.2026", "alvor": "advarsel"}))
    assert "Ingen konflikter" in text(side.get(CONFLICTS, {"type": "periode"}))
    assert "Ingen konflikter" in text(side.get(CONFLICTS, {"q": "findes ikke"}))
    assert side.get(CONFLICTS, {"sort": "-hjemmel"}).status_code == 200
    exported = side.get(CONFLICTS, {"eksport": "csv", "dag": "26.11.2026"})
    rows = list(csv.reader(io.StringIO(exported.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 3 and "Alvor" in rows[0]
    assert side.get(CONFLICTS, {"eksport": "xlsx"}).status_code == 200


def test_the_areas_and_the_afdelings_pages_show_the_terms(side, afdeling):
    omraade = afdeling.omraadeafdelinger.get().omraade
    assert "Vilkår for udlejning" in text(side.get(omraade.get_absolute_url()))
    assert "Vilkår, lov og 2 konflikter" in text(side.get("/organisationer/9001/afdelinger/1/"))


@pytest.mark.parametrize("which", ["overview", "conflicts", "agreement"])
def test_pages_ask_as_much_for_many_afdelinger_as_for_few(
    which, side, sagsbehandler, aftale, afdeling, organisation
):
    url = {"overview": OVERVIEW, "conflicts": CONFLICTS, "agreement": aftale.get_absolute_url()}[which]
    side.get(url)  # what is read once and kept
    with CaptureQueriesContext(connection) as few:
        side.get(url)
    trin = afdeling.placeringer.get().trin
    for number in range(2, 8):
        more = make_afdeling(organisation, str(number))
        place(sagsbehandler, more, trin, FRA)
        lie_in(sagsbehandler, more, "udsat_boligomraade", navn=f"Parken {number}")
    with CaptureQueriesContext(connection) as many:
        side.get(url)
    assert len(many) == len(few) <= 30, [q["sql"][:90] for q in many]

"""Where projects lie: coordinates that can be trusted, districts that add up, and the map with its filter."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almen.byggeri.demo.placering import synthetic_place
from almen.byggeri.models import Projekt
from almen.byggeri.selectors import pipeline
from almen.byggeri.selectors.bydele import district_choices, in_district
from almen.byggeri.selectors.pipeline import by_district, on_map
from almen.byggeri.selectors.projekter import visible_projekter
from almen.byggeri.services import edit_projekt
from almen.organisationer.selectors import current_bydelskort, current_profil
from almen.regler.fejl import UgyldigtInput
from almen.sager.models import Journalpost
from byggeri.conftest import FAMILIE, TIL_TILSAGN, UNGDOM, decide, make_sag

pytestmark = pytest.mark.django_db
TOFTEGAARD = {"breddegrad": Decimal("55.658"), "laengdegrad": Decimal("12.512")}
DAR_ID = "0a3f50a0-4660-32b8-e044-0003ba298018"


@pytest.fixture
def sager(sagsgange, ramme, sagsbehandler, organisation):
    """One with tilsagn and coordinates in Valby; one in a part of a district; one elsewhere; one without a word."""
    first = make_sag(sagsbehandler, organisation, bydel="Valby", **TOFTEGAARD)
    decide(first, sagsbehandler, *TIL_TILSAGN)
    more = {"dele": (UNGDOM,)}
    return (
        first,
        make_sag(sagsbehandler, organisation, titel="Havnen", bydel="Sydhavnen", **more),
        make_sag(sagsbehandler, organisation, titel="Øen", bydel="Amager", **more),
        make_sag(sagsbehandler, organisation, titel="Uden bydel", **more),
    )


def faults(bruger, sag, **felter) -> dict[str, str]:
    with pytest.raises(UgyldigtInput) as refused:
        edit_projekt(bruger=bruger, sag=sag, **felter)
    return {item.felt: item.besked for item in refused.value.fejl}


@pytest.mark.parametrize(
    ("felter", "felt", "besked"),
    [
        ({"breddegrad": Decimal("55.66")}, "laengdegrad", "mangler; skriv både breddegrad og længdegrad"),
        ({"laengdegrad": Decimal("12.5")}, "breddegrad", "mangler; skriv både breddegrad og længdegrad"),
        (
            {"breddegrad": Decimal("57.05"), "laengdegrad": Decimal("12.5")},
            "breddegrad",
            "er 57,05; punkter i Københavns Kommune ligger fra 55,61 til 55,74",
        ),
        (
            {"breddegrad": Decimal("55.66"), "laengdegrad": Decimal("9.92")},
            "laengdegrad",
            "er 9,92; punkter i Københavns Kommune ligger fra 12,45 til 12,74",
        ),
        ({"breddegrad": Decimal("12.5"), "laengdegrad": Decimal("55.66")}, "breddegrad", "byttet om"),
        ({"dar_id": "12"}, "dar_id", "36 tegn"),
    ],
)
def test_a_place_that_cannot_be_is_refused_with_what_is_allowed(
    nybyggeri, sagsbehandler, felter, felt, besked
):
    assert besked in faults(sagsbehandler, nybyggeri, **felter)[felt]


def test_coordinates_are_decimal_and_rounded_to_a_tenth_of_a_metre(nybyggeri, sagsbehandler):
    with pytest.raises(TypeError):
        edit_projekt(bruger=sagsbehandler, sag=nybyggeri, breddegrad=55.66, laengdegrad=12.5)
    projekt = edit_projekt(
        bruger=sagsbehandler,
        sag=nybyggeri,
        breddegrad=Decimal("55.65812345678"),
        laengdegrad=Decimal("12.5"),
        bydel=" valby ",
        dar_id=DAR_ID.upper(),
    )
    projekt.refresh_from_db()
    assert (projekt.breddegrad, projekt.bydel, projekt.dar_id) == (Decimal("55.658123"), "Valby", DAR_ID)
    assert "breddegrad" in Journalpost.objects.filter(sag=nybyggeri).latest("pk").tekst


def test_the_database_holds_both_coordinates_or_none(nybyggeri):
    for values in ({"breddegrad": 55}, {"laengdegrad": 12}, {"breddegrad": 91, "laengdegrad": 12}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Projekt.objects.filter(sag=nybyggeri).update(**values)


def test_the_form_reads_coordinates_as_maps_write_them_and_suggests_districts(
    client, nybyggeri, sagsbehandler
):
    client.force_login(sagsbehandler)
    address = reverse("byggeri:rediger", args=[nybyggeri.nummer])
    page = client.get(address)
    assert '<option value="Brønshøj-Husum">' in page.content.decode()
    fields = {
        name: value
        for name, value in page.context["form"].initial.items()
        if value is not None and not isinstance(value, bool)
    }
    fields |= {"bydel": "Et nyt sted", "breddegrad": "55.658", "laengdegrad": "12,512"}
    assert client.post(address, fields).status_code == 302
    projekt = Projekt.objects.get(sag=nybyggeri)
    assert (projekt.breddegrad, projekt.laengdegrad) == tuple(TOFTEGAARD.values())
    assert projekt.bydel == "Et nyt sted"
    shown = client.get(reverse("byggeri:projekt", args=[nybyggeri.nummer])).content.decode()
    assert "55,658000 N, 12,512000 Ø" in shown
    for bad, words in (
        ({"laengdegrad": ""}, "Skriv både breddegrad og længdegrad"),
        ({"breddegrad": "57,05"}, "ligger fra 55,61 til 55,74"),
        ({"breddegrad": "nord"}, "Skriv grader med decimaler"),
    ):
        refused = client.post(address, fields | bad)
        assert refused.status_code == 200 and words in refused.content.decode()


def test_districts_gather_their_parts_and_what_is_unknown_is_told(sager, sagsbehandler):
    rows = {row.navn: row for row in by_district(visible_projekter(sagsbehandler))}
    assert list(rows) == ["Valby", "Vesterbro-Kongens Enghave", "Ukendt bydel", "Ikke oplyst"]
    assert (rows["Valby"].i_alt, rows["Valby"].uden_punkt) == (FAMILIE.antal, 0)
    assert (rows["Ukendt bydel"].tekster, rows["Ukendt bydel"].uden_punkt) == (("Amager",), 1)


WRITTEN = ["", "Valby", "Sydhavnen", "Kongens Enghave", "Amager", "Amager Øst", "Nede ved åen", "valby"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.sampled_from(WRITTEN), min_size=4, max_size=4))
def test_the_districts_dwellings_add_up_to_the_total_and_each_filter_finds_its_own(
    sager, sagsbehandler, texts
):
    for sag, bydel in zip(sager, texts, strict=True):
        Projekt.objects.filter(sag=sag).update(bydel=bydel)
    everyone = visible_projekter(sagsbehandler)
    rows = by_district(everyone)
    assert sum(row.i_alt for row in rows) == FAMILIE.antal + 3 * UNGDOM.antal
    assert sum(row.sager for row in rows) == len(sager)
    found = {valg: in_district(everyone, valg).count() for valg, _ in district_choices(everyone)}
    assert {valg: count for valg, count in found.items() if count} == {row.valg: row.sager for row in rows}


def test_every_project_with_coordinates_is_a_mark_alone_or_with_its_neighbours(
    sager, sagsbehandler, organisation, monkeypatch
):
    everyone = visible_projekter(sagsbehandler)
    make_sag(sagsbehandler, organisation, dele=(UNGDOM,), bydel="Valby", **TOFTEGAARD)
    alone = on_map(everyone)
    assert [(item.fase, item.boliger) for item in alone] == [("a", FAMILIE.antal), ("foer_a", UNGDOM.antal)]
    other = make_sag(
        sagsbehandler,
        organisation,
        dele=(UNGDOM,),
        breddegrad=TOFTEGAARD["breddegrad"] + Decimal("0.0001"),
        laengdegrad=TOFTEGAARD["laengdegrad"],
    )
    monkeypatch.setattr(pipeline, "POINTS", 2)
    together = on_map(everyone)
    assert [(item.fase, item.boliger, item.projekter) for item in together] == [
        ("a", FAMILIE.antal, 1),
        ("foer_a", 2 * UNGDOM.antal, 2),
    ]
    assert together[1].breddegrad == pytest.approx(55.65805)
    decide(other, sagsbehandler, "ansoegning", "oplysning")
    decide(other, sagsbehandler, "direktion_oekonomi", udfald="forkastet", begrundelse="Nej")
    assert sum(item.projekter for item in on_map(everyone)) == 2


def test_the_map_page_has_the_drawing_the_districts_and_the_list(
    client, sager, sagsbehandler, django_assert_max_num_queries
):
    client.force_login(sagsbehandler)
    client.get(reverse("byggeri:kort"))
    with django_assert_max_num_queries(9):
        page = client.get(reverse("byggeri:kort")).content.decode()
    assert f'src="{reverse("byggeri:kort_svg")}?"' in page and "CC BY 4.0" in page
    assert 'href="?bydel=Vesterbro-Kongens+Enghave"' in page and 'href="?bydel=ukendt"' in page
    assert "4 projekter" in page and reverse("byggeri:projekt", args=[sager[0].nummer]) in page


@pytest.mark.parametrize("view", ["liste", "tavle", "tid", "kort"])
@pytest.mark.parametrize(
    ("filtre", "antal"),
    [
        ({"bydel": "Vesterbro-Kongens Enghave"}, "1 projekt"),
        ({"bydel": "ukendt"}, "1 projekt"),
        ({"bydel": "ikke_oplyst", "boligtype": "familie"}, "0 projekter"),
        ({"i_brug_fra": "1.1.2028", "i_brug_til": "31.12.2028"}, "2 projekter"),
        ({"fase": "a", "bydel": "Valby"}, "1 projekt"),
    ],
)
def test_district_and_year_of_use_are_filters_of_all_four_views(
    client, sager, sagsbehandler, view, filtre, antal
):
    Projekt.objects.filter(sag__in=sager[:2]).update(forventet_ibrugtagning="2028-06-01")
    client.force_login(sagsbehandler)
    page = client.get(reverse(f"byggeri:{view}"), filtre)
    assert antal in page.content.decode()
    for other in ("liste", "tavle", "tid", "kort"):
        assert f"{reverse(f'byggeri:{other}')}?{page.context['filtre']}".replace("&", "&amp;") in (
            page.content.decode()
        )


def test_the_drawing_shows_districts_and_marks_and_follows_the_filter(client, sager, sagsbehandler):
    client.force_login(sagsbehandler)
    svg = client.get(reverse("byggeri:kort_svg"), {"boligtype": "familie"}).content.decode()
    assert f"Valby: {FAMILIE.antal}" in svg and "Vesterbro-Kongens Enghave: 0" in svg and "Skema A" in svg


def test_the_export_of_the_map_has_the_coordinates(client, sager, sagsbehandler):
    client.force_login(sagsbehandler)
    response = client.get(reverse("byggeri:kort"), {"eksport": "csv", "bydel": "Valby"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text), delimiter=";")
    assert Decimal(row["Breddegrad"].replace(",", ".")) == TOFTEGAARD["breddegrad"]
    assert row["Bydel"] == "Valby"


def test_a_municipality_without_a_map_says_so_and_shows_bars_and_table(
    client, sager, sagsbehandler, settings, anden_boligorganisation_bruger, django_assert_max_num_queries
):
    settings.ALMEN_KOMMUNE = "eksempel"
    assert current_bydelskort() is None and current_profil().bydele == ()
    client.force_login(sagsbehandler)
    page = client.get(reverse("byggeri:kort")).content.decode()
    assert "har intet kort over bydelene" in page and 'href="?bydel=Sydhavnen"' in page
    assert client.get(reverse("byggeri:kort"), {"bydel": "Amager"}).content.decode().count("Øen") == 1
    with django_assert_max_num_queries(10):
        client.get(reverse("byggeri:kort"))
    svg = client.get(reverse("byggeri:kort_svg")).content.decode()
    assert "Boliger efter bydel" in svg and "Amager" in svg
    edit_projekt(bruger=sagsbehandler, sag=sager[3], breddegrad=Decimal(57), laengdegrad=Decimal(10))
    assert "grader på Jorden" in faults(sagsbehandler, sager[3], breddegrad=Decimal(91))["breddegrad"]
    client.force_login(anden_boligorganisation_bruger)
    assert "Sydhavnen" not in client.get(reverse("byggeri:kort")).content.decode()


def test_an_invented_case_lies_inside_its_district_and_always_in_the_same_place(settings):
    omrids = {item.navn: item for item in current_bydelskort().omrids}
    for number in range(40):
        place = synthetic_place(f"Demovej {number}")
        assert place == synthetic_place(f"Demovej {number}")
        assert omrids[place["bydel"]].holds(place["breddegrad"], place["laengdegrad"])
    settings.ALMEN_KOMMUNE = "eksempel"
    assert set(synthetic_place("Demovej 1")) == {"bydel"}

"""The list of areas, their small multiples and their map: the same filters, and every area that passes them."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from tests.omraader.aflaesninger import liste, make_omraade, put_graense, put_liste, put_tal
from tests.omraader.test_sider import TAL, login, text  # noqa: F401 - a fixture

from almen.omraader.models import Fremskrivning, Kommuneudpegning, Omraadestand
from almen.omraader.services.stand import refresh_stande

pytestmark = pytest.mark.django_db
LISTE, UDVIKLING, KORT = "/omraader/", "/omraader/udvikling/", "/omraader/kort/"
NAVNE = ("Alfaparken", "Betaparken", "Gammaparken", "Deltaparken")


@pytest.fixture
def omraader(sagsbehandler):
    """Published and computed parallelsamfund; disagreed on; undecided; and one in another municipality."""
    alfa, beta, gamma = (
        make_omraade(sagsbehandler, navn, bydel=bydel)
        for navn, bydel in zip(NAVNE, ("Valby", "Valby", "Vanløse"), strict=False)
    )
    delta = make_omraade(sagsbehandler, NAVNE[3], kommune="Aarhus")
    put_tal(sagsbehandler, alfa, liste(2023), **{**TAL, "beboere": "900"})
    put_tal(sagsbehandler, alfa, liste(2024), **TAL)
    put_liste(sagsbehandler, alfa, liste(2024), "udsat_boligomraade", "parallelsamfund")
    put_tal(sagsbehandler, beta, liste(2024), **{**TAL, "beboere": "1000"})
    put_liste(sagsbehandler, beta, liste(2024))
    put_tal(sagsbehandler, gamma, liste(2024), beboere=None, uden_for_arbejdsmarked_pct="29.0")
    put_tal(sagsbehandler, None, liste(2024), landsgennemsnit_doemte_pct="0.72")
    put_tal(sagsbehandler, delta, liste(2024), **{**TAL, "ikkevestlige_pct": "10.0"})
    Kommuneudpegning.objects.create(
        omraade=beta, grundlag="Politik", kilde="BR", sikkerhed="sikker", registreret_af=sagsbehandler
    )
    Kommuneudpegning.objects.create(
        omraade=gamma, grundlag="Politik", til=dt.date(2020, 1, 1), kilde="BR", sikkerhed="sikker",
        registreret_af=sagsbehandler,
    )  # fmt: skip
    refresh_stande([item.pk for item in (alfa, beta, gamma, delta)])
    return {item.navn: item for item in (alfa, beta, gamma, delta)}


def names(page: str) -> list[str]:
    """The areas in the order in which they are first named."""
    return sorted((navn for navn in NAVNE if navn in page), key=page.index)


def test_the_list_shows_the_own_municipalitys_areas_the_gravest_first(login, omraader, direktion):  # noqa: F811
    words = text(login(direktion).get(LISTE))
    assert names(words) == ["Alfaparken", "Betaparken", "Gammaparken"]
    assert "Indkomst: 0,18 pct. fra en lettere klasse" in words
    assert "Kan ikke afgøres" in words and "Uenige" in words and "2.500" in words


@pytest.mark.parametrize(
    ("valg", "found"),
    [
        ({"klasse": "udsat_boligomraade"}, ["Alfaparken"]),
        ({"klasse": "udsat_boligomraade", "efter": "beregnet"}, ["Alfaparken", "Betaparken"]),
        ({"klasse": "ingen"}, ["Betaparken", "Gammaparken"]),
        ({"efter": "offentliggjort"}, ["Alfaparken", "Betaparken"]),
        ({"efter": "uenig"}, ["Betaparken"]),
        ({"efter": "uafgjort"}, ["Betaparken", "Gammaparken"]),
        ({"udpeget": "ja"}, ["Betaparken"]),
        ({"udpeget": "nej"}, ["Alfaparken", "Gammaparken"]),
        ({"kommune": "Aarhus"}, ["Deltaparken"]),
        ({"kommune": "alle", "sort": "-omraade"}, ["Gammaparken", "Deltaparken", "Betaparken", "Alfaparken"]),
        ({"bydel": "Vanløse"}, ["Gammaparken"]),
        ({"liste": "2023-12-01"}, ["Alfaparken"]),
        ({"q": "beta"}, ["Betaparken"]),
        ({"sort": "beboere"}, ["Gammaparken", "Betaparken", "Alfaparken"]),
    ],
)
def test_filters_search_and_sorting_choose_the_same_areas_for_page_and_file(
    login,  # noqa: F811
    omraader,
    direktion,
    valg,
    found,
):
    client = login(direktion)
    file = client.get(LISTE, {**valg, "eksport": "csv"}).getvalue().decode()
    assert sorted(names(file)) == sorted(found)
    if "sort" in valg:
        # Where the unknown is placed differs between databases; the known ones must be in order.
        known = [navn for navn in found if navn != "Gammaparken" or "beboere" not in valg["sort"]]
        assert [navn for navn in names(file) if navn in known] == known


def test_an_area_that_nothing_is_known_of_is_told_above_the_list(login, sagsbehandler, direktion):  # noqa: F811
    client = login(direktion)
    assert "Ingen områder endnu" in text(client.get(LISTE))
    make_omraade(sagsbehandler, "Nyparken")
    assert "Om 1 område er der endnu ingen tal: Nyparken" in text(client.get(LISTE))


def test_the_export_holds_every_class_and_figure(login, omraader, direktion):  # noqa: F811
    file = login(direktion).get(LISTE, {"eksport": "csv"}).getvalue().decode().lstrip("\ufeff")
    row = next(csv.DictReader(io.StringIO(file), delimiter=";"))
    assert row["Alle offentliggjorte klasser"] == "Parallelsamfund; Udsat boligområde"
    assert row["Indkomst i forhold til regionen (pct.)"] == "54,9"
    assert row["Afstand til nærmeste grænse (pct.)"] == "0,18"


def test_one_figure_is_shown_for_every_area_with_the_limit_of_each_list(login, omraader, direktion):  # noqa: F811
    client = login(direktion)
    words = text(client.get(UDVIKLING, {"indikator": "indkomst_pct"}))
    assert "2 områder, 2 lister" in words and "54,9 (opfyldt)" in words
    drawn = client.get(reverse("omraader:udvikling_svg"), {"indikator": "indkomst_pct"}).content.decode()
    assert "Alfaparken: 54,9 pct. i 2024, grænse under 55 pct., opfyldt" in drawn
    other = {"indikator": "indkomst_pct", "graense": "forebyggelse", "eksport": "csv"}
    file = client.get(UDVIKLING, other).getvalue().decode()
    assert "Alfaparken;København;2024-12-01;Indkomst i forhold til regionen;54,9;pct.;" in file
    assert "Forebyggelsesområde;under;65;Ja" in file


def test_one_area_is_shown_with_every_figure_it_has(login, omraader, direktion):  # noqa: F811
    alfa = omraader["Alfaparken"]
    client = login(direktion)
    words = text(client.get(UDVIKLING, {"omraade": alfa.pk}))
    assert "6 tal om Alfaparken, 2 lister" in words
    drawn = client.get(reverse("omraader:udvikling_svg"), {"omraade": alfa.pk}).content.decode()
    assert "Kun grundskole: 60,0 pct. i 2024, grænse over 60 pct., ikke opfyldt" in drawn
    assert "Ingen tal at vise" in text(client.get(UDVIKLING, {"klasse": "omdannelsesomraade"}))
    assert client.get(UDVIKLING, {"omraade": "999999"}).status_code == 200


def test_a_projection_that_is_drawn_stands_in_the_table_with_its_interval(login, omraader, direktion):  # noqa: F811
    Fremskrivning.objects.create(
        omraade=omraader["Alfaparken"], indikator="indkomst_pct", liste=liste(2025), middel="53.81", nedre="51.20",
        oevre="56.40", metode="proeve", sidste_liste=liste(2024), antal_lister=2,
    )  # fmt: skip
    words = text(login(direktion).get(UDVIKLING, {"indikator": "indkomst_pct"}))
    assert "1. dec. 2025 fremskrivning" in words and "53,8 51,2–56,4" in words


def test_the_map_shows_outlines_of_the_day_and_names_areas_without(
    login,  # noqa: F811
    omraader,
    sagsbehandler,
    direktion,
):
    put_graense(sagsbehandler, omraader["Alfaparken"], gyldig_til=dt.date(2020, 12, 31), note="før")
    put_graense(sagsbehandler, omraader["Alfaparken"], gyldig_fra=dt.date(2021, 1, 1))
    put_graense(sagsbehandler, omraader["Betaparken"], gyldig_fra=dt.date(2025, 1, 1))
    client = login(direktion)
    words = text(client.get(KORT))
    assert "1. Alfaparken Parallelsamfund Offentliggjort" in words
    assert "2. Betaparken Ingen klasse" in words and "Gammaparken Kan ikke afgøres Beregnet" in words
    assert "Fra 1. januar 2021" in words and "Uden omrids" in words
    drawn = client.get(reverse("omraader:kort_svg")).content.decode()
    assert "Alfaparken: Parallelsamfund; Betaparken: Ingen klasse" in drawn
    then = text(client.get(KORT, {"dag": "01.06.2019"}))
    assert "Til og med 31. december 2020" in then
    assert "Uden omrids 1. juni 2019: Betaparken , Gammaparken" in then
    assert "Ingen omrids at vise" in text(client.get(KORT, {"kommune": "Aarhus"}))
    assert "Omrids på dagen" in text(client.get(KORT, {"dag": "i går"}))


def test_areas_are_found_by_the_search_for_those_who_may_see_them(
    login,  # noqa: F811
    omraader,
    direktion,
    boligorganisation_bruger,
):
    assert "Alfaparken" in text(login(direktion).get("/soeg/", {"q": "alfapark"}))
    assert "Alfaparken" not in text(login(boligorganisation_bruger).get("/soeg/", {"q": "alfapark"}))


@pytest.mark.parametrize(("address", "queries"), [(LISTE, 9), (UDVIKLING, 13), (KORT, 10)])
def test_the_pages_cost_the_same_queries_however_many_areas(
    login,  # noqa: F811
    omraader,
    sagsbehandler,
    direktion,
    django_assert_num_queries,
    address,
    queries,
):
    client = login(direktion)
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)
    more = [make_omraade(sagsbehandler, f"Park {n}", bydel=f"Bydel {n}") for n in range(8)]
    for item in more:
        for aar in range(2019, 2025):
            put_tal(sagsbehandler, item, liste(aar), **TAL)
        put_graense(sagsbehandler, item)
    refresh_stande([item.pk for item in more])
    assert Omraadestand.objects.filter(seneste=True).count() == 12
    with django_assert_num_queries(queries):
        client.get(address)

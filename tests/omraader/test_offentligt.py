"""What the public sees of areas: the classes that the state has published, figures on enough persons, and nothing of our own."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.omraader.aflaesninger import liste, make_omraade, put_liste, put_tal
from tests.omraader.test_sider import TAL

from almen.omraader.models import Kommuneudpegning, Listeudpegning, Noegletal
from almen.omraader.offentligt import omraade_detaljer, public_lister, public_omraader
from almen.omraader.services.stand import refresh_stande

pytestmark = pytest.mark.django_db
OMRAADER, TALLENE = "/offentlig/omraader/", "/offentlig/omraadetal/"


@pytest.fixture
def parken(sagsbehandler):
    """An area on two lists; the later one no longer has it. Of the first, one figure is on too few persons to be told."""
    found = make_omraade(sagsbehandler, "Ærøparken", bydel="Valby", beskrivelse="Hemmelig-beskrivelse")
    put_tal(sagsbehandler, found, liste(2023), **{**TAL, "beboere": "1010", "doemte_pct": "0.51"})
    put_liste(sagsbehandler, found, liste(2023), "udsat_boligomraade", "parallelsamfund")
    put_liste(sagsbehandler, found, liste(2024))
    refresh_stande([found.pk])
    return found


def data(client, address: str) -> list[dict]:
    return client.get(f"{address}data.json").json()["raekker"]


def test_an_area_is_told_with_its_published_classes_list_by_list(client, parken):
    (row,) = data(client, OMRAADER)
    assert (row["omraade"], row["liste"], row["klasse"], row["antal_lister"]) == (
        "Ærøparken",
        "2024-12-01",
        "Ingen klasse",
        2,
    )
    address = f"{OMRAADER}aeroeparken/"
    assert row["url"].endswith(address)
    page = client.get(address).content.decode()
    assert "1. december 2023" in page and "Parallelsamfund" in page and "Prøvekilde" in page
    told = client.get(f"{address}data.json").json()
    assert [item["id"] for item in told["lister"][1]["klasser"]] == ["parallelsamfund", "udsat_boligomraade"]
    assert client.get(f"{OMRAADER}atom.xml").status_code == 200


def test_a_figure_on_too_few_persons_is_kept_back_everywhere_and_said_to_be(client, parken):
    # Half a percent of at least half of 1,010 residents is two or three persons.
    address = f"{TALLENE}aeroeparken-2023-12-01/"
    row = next(row for row in data(client, TALLENE) if row["liste"] == "2023-12-01")
    assert (row["doemte_pct"], row["vises_ikke"]) == (None, "Dømte")
    assert (row["uden_for_arbejdsmarked_pct"], row["beboere"]) == ("41.0", "1010")
    csv = b"".join(client.get(f"{TALLENE}data.csv").streaming_content).decode()
    pages = [client.get(path).content.decode() for path in (TALLENE, address, f"{address}data.json")]
    pages += [client.get(path).content.decode() for path in (OMRAADER, f"{OMRAADER}aeroeparken/")]
    for text in (csv, *pages):
        assert "0,51" not in text and "0.51" not in text
    assert "Vises ikke" in pages[1] and "færre end 5 personer" in pages[1]


def test_nothing_is_told_that_is_not_read_from_a_list_of_the_state(client, parken, sagsbehandler):
    # Computed only; figures without a published class; another municipality; our own figure and designation.
    computed = make_omraade(sagsbehandler, "Hemmeligparken")
    put_tal(sagsbehandler, computed, liste(2024), **TAL)
    put_tal(sagsbehandler, parken, liste(2022), beboere="77777")
    put_tal(sagsbehandler, parken, liste(2023), tryghed_pct="66.66")
    other = make_omraade(sagsbehandler, "Hemmelig-andetsteds", kommune="Aarhus")
    put_liste(sagsbehandler, other, liste(2024), "parallelsamfund")
    Kommuneudpegning.objects.create(
        omraade=parken, grundlag="Hemmelig-politik", fra=dt.date(2025, 1, 1), kilde="Hemmelig-kilde", sikkerhed="sikker",
        registreret_af=sagsbehandler,
    )  # fmt: skip
    gone = Noegletal.objects.get(indikator="ikkevestlige_pct", omraade=parken)
    newer = put_tal(sagsbehandler, None, liste(2021), beboere="1")[0]
    Noegletal.objects.bulk_create(
        [
            Noegletal(
                omraade=parken, liste=gone.liste, indikator=gone.indikator, erstatter=gone, tilbagekaldt=True,
                begrundelse="Hemmelig-grund", note="Hemmelig-note", kilde="Hemmelig-kilde", sikkerhed="sikker",
                registreret_af=newer.registreret_af,
            )
        ]
    )  # fmt: skip
    first = Listeudpegning.objects.get(omraade=parken, liste=liste(2024))
    Listeudpegning.objects.create(
        omraade=parken, liste=first.liste, klasser=["forebyggelsesomraade"], erstatter=first, begrundelse="Hemmelig-grund",
        note="Hemmelig-note", kilde="Ny kilde", sikkerhed="sikker", registreret_af=sagsbehandler,
    )  # fmt: skip
    refresh_stande([computed.pk, parken.pk, other.pk])
    paths = [OMRAADER, TALLENE, f"{OMRAADER}aeroeparken/"]
    paths += [f"{path}data.json" for path in (*paths, f"{TALLENE}aeroeparken-2023-12-01/")]
    paths += ["/offentlig/soeg/?q=hemmelig", f"{OMRAADER}atom.xml"]
    for path in paths:
        text = client.get(path).content.decode()
        assert not any(
            word in text
            for word in ("Hemmelig", "77.777", "77777", "66,66", "66.66", "55,1", "55.1", "Karen")
        ), path
    assert data(client, OMRAADER)[0]["klasse"] == "Forebyggelsesområde"
    for hidden in ("hemmeligparken", "hemmelig-andetsteds", "findes-ikke", "aeroeparken-2023-12-01"):
        assert client.get(f"{OMRAADER}{hidden}/").status_code == 404
    for hidden in ("hemmeligparken-2024-12-01", "aeroeparken-2022-12-01", "x"):
        assert client.get(f"{TALLENE}{hidden}/").status_code == 404


def test_areas_whose_names_read_alike_have_addresses_of_their_own(client, sagsbehandler):
    for navn in ("Skov/Parken", "Skov-Parken", "Søparken"):
        put_liste(sagsbehandler, make_omraade(sagsbehandler, navn), liste(2024), "parallelsamfund")
    rows = public_omraader()
    keys = [row.noegle for row in rows]
    assert len(set(keys)) == 3 and keys[2] == "soeparken"
    for row in rows:
        assert row.omraade.navn in client.get(f"{OMRAADER}{row.noegle}/").content.decode()


def test_demo_is_marked_on_every_page_of_a_demo(client, parken, sagsbehandler, settings):
    settings.ALMEN_DEMO = True
    Listeudpegning.objects.create(
        omraade=parken, liste=liste(2025), klasser=[], demo=True, kilde="Demo", sikkerhed="usikker",
        registreret_af=sagsbehandler,
    )  # fmt: skip
    for address in (OMRAADER, f"{OMRAADER}aeroeparken/", f"{TALLENE}aeroeparken-2025-12-01/"):
        assert "DEMO</span>" in client.get(address).content.decode()


def test_the_collections_ask_the_same_few_questions_however_much_there_is(
    parken, sagsbehandler, django_assert_num_queries
):
    with django_assert_num_queries(2):
        assert len(public_lister()) == 2
    for number in range(5):
        more = make_omraade(sagsbehandler, f"Park {number}")
        for aar in range(2018, 2024):
            put_tal(sagsbehandler, more, liste(aar), **TAL)
            put_liste(sagsbehandler, more, liste(aar), "udsat_boligomraade")
    with django_assert_num_queries(2):
        assert len(public_lister()) == 32
    with django_assert_num_queries(1):
        rows = public_omraader()
    with django_assert_num_queries(2):
        assert len(omraade_detaljer(rows[0])["lister"]) == 6

"""The pages of figures and registrations: what a user sees and does, and how many queries it costs."""

from __future__ import annotations

import io
import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.omraader.aflaesninger import liste, make_omraade, put_liste, put_tal

from almen.grundlag.selectors import current_parametre
from almen.omraader.models import (
    Kommuneudpegning,
    Listeudpegning,
    Noegletal,
    Omraade,
    Omraadeafdeling,
    Omraadegraense,
)
from almen.omraader.selectors.tal import list_days
from almen.organisationer.models import Afdeling

pytestmark = pytest.mark.django_db
KILDE = {"kilde": "Ministeriets liste", "sikkerhed": "sikker", "kilde_adresse": "", "note": ""}


@pytest.fixture
def omraade(sagsbehandler) -> Omraade:
    return make_omraade(sagsbehandler, bydel="Valby")


@pytest.fixture
def login(client):
    def act(bruger) -> Client:
        client.force_login(bruger, "django.contrib.auth.backends.ModelBackend")
        return client

    return act


def text(response) -> str:
    return response.content.decode()


def url(name: str, *args: int) -> str:
    return reverse(f"omraader:{name}", args=args)


def test_a_figure_is_entered_replaced_and_withdrawn_on_pages(login, sagsbehandler, omraade):
    client = login(sagsbehandler)
    # The list that has come is offered first, not one that nobody can have read yet.
    latest = list_days(current_parametre(), timezone.localdate())[0]
    assert f'<option value="{latest.isoformat()}" selected>' in text(client.get(url("tal_nyt")))
    page = text(client.get(f"{url('tal_nyt')}?omraade={omraade.pk}&liste=2024-12-01&indikator=doemte_pct"))
    assert (
        f'<option value="{omraade.pk}" selected>' in page and '<option value="2024-12-01" selected>' in page
    )
    given = {"omraade": omraade.pk, "region": "", "liste": "2024-12-01", "indikator": "doemte_pct", **KILDE}
    wrong = client.post(url("tal_nyt"), {**given, "vaerdi": "", "begrundelse": ""})
    assert "kilden ikke oplyser det" in text(wrong) and not Noegletal.objects.exists()
    client.post(url("tal_nyt"), {**given, "vaerdi": "2,70", "begrundelse": ""})
    first = Noegletal.objects.get()
    assert str(first.tal) == "2.70"
    missing = client.post(url("tal_erstat", first.pk), {**KILDE, "vaerdi": "2,80", "begrundelse": ""})
    assert "hvorfor det erstattes" in text(missing)
    client.post(url("tal_erstat", first.pk), {**KILDE, "vaerdi": "2,80", "begrundelse": "Rettet"})
    second = Noegletal.objects.gaeldende().get()
    page = text(client.get(first.get_absolute_url()))
    assert "Tallet er erstattet" in page and "2,70" in page and "2,80" in page and "Rettet" in page
    assert client.get(url("tal_erstat", first.pk)).status_code == 404
    client.post(url("tal_tilbagekald", second.pk), {"begrundelse": "Forkert område"})
    assert not Noegletal.objects.gaeldende().exists()
    assert "Tilbagekaldt" in text(client.get(Noegletal.objects.latest("pk").get_absolute_url()))


def test_the_list_finds_filters_sorts_and_exports_and_marks_small_groups(
    login, direktion, sagsbehandler, omraade
):
    other = make_omraade(sagsbehandler, "Vollsmose", kommune="Odense")
    put_tal(sagsbehandler, omraade, liste(2024), beboere="1100", doemte_pct="0.50", grundskole_pct="61.5")
    put_tal(sagsbehandler, other, liste(2023), beboere="8000", grundskole_pct=None)
    put_tal(sagsbehandler, None, liste(2024), landsgennemsnit_doemte_pct="0.70")
    client = login(direktion)
    page = text(client.get(url("noegletalsliste")))
    assert (
        page.count("Lille gruppe") >= 1
        and "Hele landet" in page
        and "0,70" in page
        and "Indtast tal" not in page
    )
    assert "8.000" not in text(
        client.get(url("noegletalsliste"), {"omraade": omraade.pk, "liste": "2024-12-01"})
    )
    only = text(client.get(url("noegletalsliste"), {"omraade": "referencer"}))
    assert "Hele landet" in only and "1.100" not in only
    assert "Vollsmose" in text(
        client.get(url("noegletalsliste"), {"q": "grundskole odense", "sort": "-vaerdi"})
    )
    assert "1.100" not in text(client.get(url("noegletalsliste"), {"kilde": "en anden"}))
    csv = client.get(url("noegletalsliste"), {"omraade": omraade.pk, "eksport": "csv"}).getvalue().decode()
    assert "61,5" in csv and "Prøvekilde" in csv and "grundskole_pct" in csv
    assert client.get(url("noegletalsliste"), {"eksport": "xlsx"}).status_code == 200


def test_a_page_of_a_figure_tells_what_it_is_measured_on_and_that_it_is_kept_from_the_public(
    login, direktion, sagsbehandler, omraade
):
    rows = put_tal(sagsbehandler, omraade, liste(2024), beboere="1100", doemte_pct="0.50", tryghed_pct="80.0")
    client = login(direktion)
    page = text(client.get(rows[1].get_absolute_url()))
    assert "18 år og derover" in page and "§§ 61 a" in page and "færre end 5 personer" in page
    own = text(client.get(rows[2].get_absolute_url()))
    assert "Kommunens egen indikator" in own and "Usikker" in own and "ikke fundet" in own


def test_an_area_is_registered_and_corrected(login, sagsbehandler):
    client = login(sagsbehandler)
    client.post(
        url("nyt"),
        {
            "navn": "Ny park",
            "kommune": "København",
            "region": "",
            "bydel": "",
            "beskrivelse": "",
            "kilde": "",
        },
    )
    made = Omraade.objects.get()
    again = client.post(url("nyt"), {"navn": "ny park", "kommune": "København"})
    assert "Findes allerede" in text(again)
    client.post(url("ret", made.pk), {"navn": "Ny Park", "kommune": "København", "region": "Hovedstaden"})
    made.refresh_from_db()
    assert (made.navn, made.region) == ("Ny Park", "Hovedstaden")


def test_a_boundary_is_uploaded_and_what_is_wrong_is_told_at_the_file(login, sagsbehandler, omraade):
    client = login(sagsbehandler)

    def upload(data: bytes, **more):
        fil = io.BytesIO(data)
        fil.name = "graense.geojson"
        return client.post(
            url("graense", omraade.pk), {"fil": fil, "koordinatsystem": "", "gyldig_fra": "", **KILDE, **more}
        )

    ring = [[724300, 6175700], [724500, 6175700], [724500, 6175900], [724300, 6175700]]
    good = json.dumps({"type": "Polygon", "coordinates": [ring]}).encode()
    assert "ikke gyldig JSON" in text(upload(b"\xff\x00"))
    assert "ikke lukket" in text(
        upload(json.dumps({"type": "Polygon", "coordinates": [[*ring[:3], ring[1]]]}).encode())
    )
    assert "ligger ikke i Danmark i WGS 84" in text(upload(good, koordinatsystem="wgs84"))
    assert upload(good).status_code == 302
    row = Omraadegraense.objects.get()
    assert row.koordinatsystem == "utm32" and row.geometri["type"] == "MultiPolygon"
    assert "skal udfyldes, fordi området har en grænse" in text(
        upload(good)
    ).lower() or "har en grænse i forvejen" in text(upload(good))
    client.post(url("graense_fjern", row.pk), {"begrundelse": "Forkert fil"})
    assert not Omraadegraense.objects.exists()


def test_afdelinger_designations_and_lists_are_kept_on_pages(login, sagsbehandler, omraade, organisation):
    afdeling = Afdeling.objects.create(boligorganisation=organisation, nummer="12", navn="Gården")
    client = login(sagsbehandler)
    client.post(
        url("afdeling", omraade.pk), {"afdeling": afdeling.pk, "fra": "01.01.2015", "til": "", "kilde": ""}
    )
    link = Omraadeafdeling.objects.get()
    assert (
        "I forvejen" in (page := text(client.post(url("afdeling", omraade.pk), {"afdeling": afdeling.pk})))
        or "i forvejen" in page
    )
    client.post(url("afdeling_afslut", link.pk), {"til": "31.12.2020"})
    client.post(
        url("udpegning", omraade.pk),
        {"grundlag": "Politik", "fra": "", "til": "", "begrundelse": "", **KILDE},
    )
    client.post(
        url("liste_ny", omraade.pk),
        {"liste": "2022-12-01", "klasser": ["parallelsamfund"], "begrundelse": "", **KILDE},
    )
    udpegning = Listeudpegning.objects.get()
    page = text(client.get(url("registreringer", omraade.pk)))
    for part in (
        "Gården",
        "31. december 2020",
        "Politik",
        "Parallelsamfund",
        "Udsat boligområde",
        "Ingen grænse",
    ):
        assert part in page, part
    client.post(url("liste_erstat", udpegning.pk), {"klasser": [], "begrundelse": "Læst forkert", **KILDE})
    newer = Listeudpegning.objects.gaeldende().get()
    page = text(client.get(url("listeudpegning", udpegning.pk)))
    assert newer.klasser == [] and "Erstattet" in page and "Læst forkert" in page
    client.post(url("liste_tilbagekald", newer.pk), {"begrundelse": "Forkert område"})
    client.post(url("udpegning_fjern", Kommuneudpegning.objects.get().pk), {"begrundelse": "Forkert"})
    client.post(url("afdeling_fjern", link.pk), {"begrundelse": "Forkert"})
    assert not Listeudpegning.objects.gaeldende().exists()
    assert not Kommuneudpegning.objects.exists() and not Omraadeafdeling.objects.exists()


def test_a_file_is_read_previewed_saved_and_undone_on_pages(login, sagsbehandler, omraade):
    client = login(sagsbehandler)
    fil = io.BytesIO("aar;omraade;beboere;kilde\n2024;Prøveparken;2052;Liste\n".encode())
    fil.name = "tal.csv"
    assert "aar_i_traek" in text(client.get(url("importer")))
    page = client.post(url("importer"), {"fil": fil}, follow=True)
    assert "Prøveparken" in text(page) and not Noegletal.objects.exists()
    address = page.redirect_chain[-1][0]
    client.post(f"{address}gem/")
    assert Noegletal.objects.get().hentet is not None
    assert "tal.csv" in text(client.get(Noegletal.objects.get().get_absolute_url()))
    client.post(f"{address}fortryd/")
    assert not Noegletal.objects.gaeldende().exists()


def test_pages_cost_the_same_queries_however_much_is_registered(
    login, sagsbehandler, omraade, django_assert_max_num_queries
):
    for aar in range(2014, 2025):
        put_tal(sagsbehandler, omraade, liste(aar), beboere="2000", doemte_pct="2.0", grundskole_pct="60.0")
        put_liste(sagsbehandler, omraade, liste(aar))
    client = login(sagsbehandler)
    tal = Noegletal.objects.latest("pk")
    for address, most in (
        (url("noegletalsliste"), 11),
        (tal.get_absolute_url(), 8),
        (url("registreringer", omraade.pk), 11),
        (url("listeudpegning", Listeudpegning.objects.latest("pk").pk), 8),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200

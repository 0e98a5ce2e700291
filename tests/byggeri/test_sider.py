"""The building pages: what each person sees, what each may do, and that nothing typed is lost on the way."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse

from almen.byggeri.models import Garanti, Grundkapitalramme, Grundkoebslaan, Projekt, Skema
from almen.byggeri.services import DelInput, save_skema
from almen.sager.models import Fortrolighed, Sag
from byggeri.conftest import FAMILIE, TIL_TILSAGN, UNGDOM, decide, make_sag

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_user(client):
    def sign_in(bruger):
        client.force_login(bruger)
        return client

    return sign_in


def rows(**values: object) -> dict[str, object]:
    """A form's two rows; values like `boligtype`, `antal` go in the first."""
    return {"dele-antal": "2", **{f"dele-0-{key}": value for key, value in values.items()}}


FULL = rows(boligtype="familie", antal="91", bruttoareal_m2="7.400", anskaffelsessum="220.000.000")


def test_the_project_page_shows_figures_sources_and_what_cannot_be_decided(as_user, nybyggeri, sagsbehandler):
    page = as_user(sagsbehandler).get(reverse("byggeri:projekt", args=[nybyggeri.nummer])).content.decode()
    for text in ("220.000.000", "198.000.000", "17.600.000", "4.400.000", "90 / 8 / 2 pct.", "§ 118 a"):
        assert text in page
    assert "/parametre/finansiering.fordeling/" in page
    assert "Kan ikke afgøres" in page and "2026" in page


def test_published_figures_stand_beside_the_computed_and_gaps_are_told(
    as_user, sagsgange, sagsbehandler, organisation
):
    sag = make_sag(
        sagsbehandler,
        organisation,
        dele=[DelInput("familie", 72)],
        grundkapital_maks=13_220_000,
        reserve_pct=5,
        kilde="https://www.kk.dk/punkt-20",
    )
    page = as_user(sagsbehandler).get(reverse("byggeri:projekt", args=[sag.nummer])).content.decode()
    assert "13.220.000" in page
    assert "reserve til regulering på 5 pct., ikke fordelingen" in page
    assert "Anskaffelsessummen er ikke oplyst" in page
    assert 'href="https://www.kk.dk/punkt-20"' in page


def test_a_loan_that_a_source_prints_is_held_against_the_computed_krone_for_krone(
    as_user, sagsgange, sagsbehandler, organisation
):
    part = DelInput("familie", 20, 1955, 41_200_000, offentliggjort_laan=36_256_000)
    sag = make_sag(
        sagsbehandler, organisation, dele=[part], forventet_tilsagn=dt.date(2022, 8, 30), kilde="thisted.dk"
    )
    page = as_user(sagsbehandler).get(reverse("byggeri:projekt", args=[sag.nummer])).content.decode()
    assert "36.256.000" in page and "Stemmer på kronen" in page


@pytest.mark.parametrize("name", ["projekt", "rediger", "udbetaling", "ny_garanti", "nyt_grundkoebslaan"])
def test_a_strange_organisation_gets_404_everywhere(as_user, nybyggeri, anden_boligorganisation_bruger, name):
    client = as_user(anden_boligorganisation_bruger)
    assert client.get(reverse(f"byggeri:{name}", args=[nybyggeri.nummer])).status_code == 404
    assert client.get(reverse("byggeri:skema", args=[nybyggeri.nummer, "A"])).status_code == 404
    assert nybyggeri.nummer not in client.get(reverse("byggeri:liste")).content.decode()


def test_the_own_organisation_reads_but_cannot_write_and_sees_no_budgets(
    as_user, nybyggeri, boligorganisation_bruger
):
    client = as_user(boligorganisation_bruger)
    page = client.get(reverse("byggeri:projekt", args=[nybyggeri.nummer]))
    assert page.status_code == 200 and "Rediger" not in page.content.decode()
    assert client.post(reverse("byggeri:rediger", args=[nybyggeri.nummer]), {}).status_code == 403
    for name in ("grundkapital", "grundkapital_svg", "ramme", "ny"):
        assert client.get(reverse(f"byggeri:{name}")).status_code == 403


def test_a_confidential_case_is_hidden_from_its_organisation(as_user, nybyggeri, boligorganisation_bruger):
    Sag.objects.filter(pk=nybyggeri.pk).update(fortrolighed=Fortrolighed.FORTROLIG)
    client = as_user(boligorganisation_bruger)
    assert client.get(reverse("byggeri:projekt", args=[nybyggeri.nummer])).status_code == 404
    assert "garanti" in client.get(reverse("byggeri:garantier")).content.decode().lower()


@pytest.mark.parametrize("name", ["liste", "garantier", "grundkoebslaan", "grundkapital"])
def test_empty_lists_say_so(as_user, sagsgange, sagsbehandler, name):
    page = as_user(sagsbehandler).get(reverse(f"byggeri:{name}"))
    assert page.status_code == 200 and "Ingen" in page.content.decode()


@pytest.mark.parametrize(
    "query", ["fase=x", "boligtype=villa", "tilsagn_fra=i+går", "organisation=99999", "q=%00"]
)
def test_bad_filters_get_a_message_not_a_failure(as_user, nybyggeri, sagsbehandler, query):
    assert as_user(sagsbehandler).get(f"{reverse('byggeri:liste')}?{query}").status_code == 200


def test_the_list_filters_by_phase_and_type(as_user, sagsgange, ramme, sagsbehandler, organisation):
    make_sag(sagsbehandler, organisation, titel="Unge på vej", dele=[UNGDOM])
    given = make_sag(sagsbehandler, organisation, titel="Familier med tilsagn")
    decide(given, sagsbehandler, *TIL_TILSAGN)
    client, url = as_user(sagsbehandler), reverse("byggeri:liste")
    for query, seen, hidden in (
        ("fase=foer_a", "Unge på vej", "Familier med tilsagn"),
        ("fase=a", "Familier med tilsagn", "Unge på vej"),
        ("boligtype=ungdom", "Unge på vej", "Familier med tilsagn"),
        ("q=familier", "Familier med tilsagn", "Unge på vej"),
    ):
        page = client.get(f"{url}?{query}").content.decode()
        assert seen in page and hidden not in page


def test_the_lists_and_charts_are_exported_and_drawn(as_user, nybyggeri, ramme, sagsbehandler):
    client = as_user(sagsbehandler)
    for name in ("liste", "garantier", "grundkoebslaan"):
        answer = client.get(f"{reverse(f'byggeri:{name}')}?eksport=xlsx")
        assert answer.status_code == 200 and "spreadsheet" in answer["Content-Type"]
    for name in ("pipeline_svg", "grundkapital_svg"):
        answer = client.get(reverse(f"byggeri:{name}"))
        assert answer["Content-Type"].startswith("image/svg+xml") and b"<title>" in answer.content


def test_a_case_is_opened_from_the_form(as_user, sagsgange, sagsbehandler, organisation):
    data = {"titel": "91 familieboliger", "boligorganisation": organisation.pk, "gem": "1", **FULL}
    answer = as_user(sagsbehandler).post(reverse("byggeri:ny"), data)
    sag = Sag.objects.get()
    assert answer.status_code == 302 and answer["Location"] == sag.get_absolute_url()
    assert sag.projekt.skemaer.get().dele.get().anskaffelsessum == 220_000_000


def test_beregn_shows_the_split_and_saves_nothing(as_user, sagsgange, sagsbehandler):
    data = {"titel": "", "beregn": "1", "forventet_tilsagn": "02.02.2026", **FULL}
    page = as_user(sagsbehandler).post(reverse("byggeri:ny"), data).content.decode()
    assert "17.600.000" in page and "2. februar 2026" in page
    assert not Sag.objects.exists()


def test_one_more_row_keeps_what_was_typed(as_user, sagsgange, sagsbehandler):
    page = as_user(sagsbehandler).post(
        reverse("byggeri:ny"), {"titel": "Halvt skrevet", "flere": "1", **FULL}
    )
    html = page.content.decode()
    assert 'name="dele-2-boligtype"' in html and "Halvt skrevet" in html and "220.000.000" in html


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"titel": ""}, "Skriv, hvad sagen handler om."),
        ({"boligorganisation": ""}, "Vælg den boligorganisation"),
        ({"dele-0-antal": "0"}, "Skal være mindst 1."),
        ({"dele-0-antal": "mange"}, "Skriv et helt tal."),
        ({"dele-0-boligtype": ""}, "Vælg en boligtype."),
        ({"dele-0-anskaffelsessum": "12,5"}, "hele kroner"),
        ({"dele-0-bruttoareal_m2": "-4"}, "negativt"),
        ({"dele-0-grundudgifter": "1"}, "alle fire poster"),
        ({"reserve_pct": "101"}, "Må højst være 100"),
        ({"indsendt": "31.02.2026"}, "findes ikke"),
        (dict.fromkeys(FULL, ""), "mindst én del"),
    ],
)  # fmt: skip
def test_faults_are_told_at_their_field_and_nothing_is_lost(
    as_user, sagsgange, sagsbehandler, organisation, change, message
):
    data = {"titel": "Min titel", "boligorganisation": organisation.pk, "gem": "1", **FULL, **change}
    page = as_user(sagsbehandler).post(reverse("byggeri:ny"), data)
    html = page.content.decode()
    assert page.status_code == 200 and message in html
    assert not Sag.objects.exists()
    if "titel" not in change:
        assert "Min titel" in html


def test_a_new_version_of_a_skema_from_the_form(as_user, nybyggeri, sagsbehandler):
    url = reverse("byggeri:skema", args=[nybyggeri.nummer, "B"])
    client = as_user(sagsbehandler)
    assert "220.000.000" in client.get(url).content.decode()
    data = {**FULL, "dele-0-nummer": "1", "dele-0-anskaffelsessum": "225.000.000", "indsendt": "01.03.2026"}
    assert client.post(url, {**data, "gem": "1"}).status_code == 302
    skema = Skema.objects.get(bogstav="B")
    assert skema.indsendt == dt.date(2026, 3, 1)
    page = client.get(reverse("byggeri:projekt", args=[nybyggeri.nummer])).content.decode()
    assert "5.000.000" in page and "+2,3 pct." in page
    assert client.get(reverse("byggeri:skema", args=[nybyggeri.nummer, "D"])).status_code == 404


def test_a_fixed_skema_says_why_it_is_closed(as_user, nybyggeri, ramme, sagsbehandler):
    decide(nybyggeri, sagsbehandler, *TIL_TILSAGN)
    url = reverse("byggeri:skema", args=[nybyggeri.nummer, "A"])
    page = as_user(sagsbehandler).post(url, {**FULL, "dele-0-nummer": "1", "gem": "1"})
    assert "låst af beslutning nr. 4" in page.content.decode()


def test_the_project_is_edited_with_facts_that_may_be_unknown(as_user, nybyggeri, sagsbehandler):
    url = reverse("byggeri:rediger", args=[nybyggeri.nummer])
    client = as_user(sagsbehandler)
    html = client.get(url).content.decode()
    assert re.search(r'name="adresse" value="Prøvevej 1"', html)
    data = {
        "navn": "Nyt navn",
        "region": "hovedstad",
        "jorddokument": "ja",
        "tegninger": "nej",
        "laangiver": "B",
    }
    assert client.post(url, data).status_code == 302
    projekt = Projekt.objects.get()
    assert (projekt.jorddokument, projekt.tegninger, projekt.udbud_afholdt) == (True, False, None)
    assert projekt.laangiver == "B"


def test_frames_are_registered_by_a_leder_only(as_user, sagsgange, leder, sagsbehandler):
    data = {
        "aar": "2026",
        "formaal": "familie_ungdom",
        "beloeb": "148.200.000",
        "vedtaget_af": "Borgerrepræsentationen",
        "kilde": "budget",
        "sikkerhed": "sikker",
    }
    assert as_user(sagsbehandler).post(reverse("byggeri:ramme"), data).status_code == 403
    assert as_user(leder).post(reverse("byggeri:ramme"), data).status_code == 302
    assert Grundkapitalramme.objects.get().beloeb == 148_200_000
    assert "148.200.000" in as_user(sagsbehandler).get(reverse("byggeri:grundkapital")).content.decode()
    assert (
        "148.200.000"
        in as_user(leder)
        .get(f"{reverse('byggeri:ramme')}?id={Grundkapitalramme.objects.get().pk}")
        .content.decode()
    )


def test_guarantee_payment_and_land_loan_from_their_forms(as_user, nybyggeri, ramme, sagsbehandler):
    decide(nybyggeri, sagsbehandler, *TIL_TILSAGN)
    client, number = as_user(sagsbehandler), nybyggeri.nummer
    garanti = {"formaal": "boliger", "laan": "198.000.000", "ejendomsvaerdi": "200.000.000"}
    assert client.post(reverse("byggeri:ny_garanti", args=[number]), garanti).status_code == 302
    row = Garanti.objects.get()
    assert row.brutto == 78_000_000
    more = reverse("byggeri:udfyld_garanti", args=[number, row.pk])
    assert client.get(more).status_code == 200
    too_much = client.post(more, {"formaal": "boliger", "laan": "1", "brutto": "2"}).content.decode()
    assert "højst lånet" in too_much
    paid = {"beloeb": "1.000.000", "dato": "01.05.2026"}
    assert client.post(reverse("byggeri:udbetaling", args=[number]), paid).status_code == 302
    over = client.post(reverse("byggeri:udbetaling", args=[number]), {**paid, "beloeb": "99.000.000"})
    assert "som ikke er udbetalt" in over.content.decode()
    laan = {"kommune": "2.800.000", "fond": "7.200.000"}
    assert client.post(reverse("byggeri:nyt_grundkoebslaan", args=[number]), laan).status_code == 302
    assert Grundkoebslaan.objects.get().beloeb == 10_000_000
    both = client.post(reverse("byggeri:nyt_grundkoebslaan", args=[number]), {**laan, "beloeb": "1"})
    assert "enten lånet i alt eller" in both.content.decode()


def test_the_pages_ask_the_database_the_same_number_of_times_however_long_the_list(
    as_user, sagsgange, ramme, sagsbehandler, organisation, django_assert_max_num_queries
):
    for number in range(12):
        sag = make_sag(sagsbehandler, organisation, titel=f"Projekt {number}")
        save_skema(bruger=sagsbehandler, sag=sag, bogstav="B", dele=[FAMILIE])
    decide(sag, sagsbehandler, *TIL_TILSAGN, "garanti")
    client = as_user(sagsbehandler)
    for url, most in (
        (reverse("byggeri:liste"), 8),
        (reverse("byggeri:garantier"), 10),
        (reverse("byggeri:grundkapital"), 8),
        (reverse("byggeri:projekt", args=[sag.nummer]), 14),
    ):
        client.get(url)
        with django_assert_max_num_queries(most):
            assert client.get(url).status_code == 200


def test_nobody_without_a_role_sees_a_project(as_user, nybyggeri, uden_rolle):
    client = as_user(uden_rolle)
    assert client.get(reverse("byggeri:projekt", args=[nybyggeri.nummer])).status_code == 404
    assert client.get(reverse("byggeri:grundkapital")).status_code == 403


def test_strangers_are_sent_to_the_sign_in_page(client, nybyggeri):
    for url in (reverse("byggeri:liste"), reverse("byggeri:projekt", args=[nybyggeri.nummer])):
        answer = client.get(url)
        assert answer.status_code == 302 and "login" in answer["Location"]


def test_the_pipeline_counts_dwellings_by_what_has_been_decided(
    sagsgange, ramme, sagsbehandler, organisation, anden_organisation, boligorganisation_bruger
):
    from django.core.cache import cache

    from almen.byggeri.selectors.projekter import pipeline

    make_sag(sagsbehandler, anden_organisation, dele=[UNGDOM, DelInput("familie")])
    given = make_sag(sagsbehandler, organisation)
    decide(given, sagsbehandler, *TIL_TILSAGN, "garanti", "skema_b_licitation")
    begun = make_sag(sagsbehandler, organisation, dele=[UNGDOM])
    decide(begun, sagsbehandler, *TIL_TILSAGN, "garanti", "skema_b_licitation", "skema_b")
    rejected = make_sag(sagsbehandler, organisation)
    decide(rejected, sagsbehandler, "ansoegning", udfald="forkastet", begrundelse="Trukket tilbage")
    cache.clear()
    found = {item.id: (item.sager, item.boliger, item.uden_antal) for item in pipeline(sagsbehandler)}
    assert found == {"foer_a": (1, 0, 1), "a": (1, 91, 0), "b": (1, 40, 0), "c": (0, 0, 0)}
    own = {item.id: item.sager for item in pipeline(boligorganisation_bruger)}
    assert own == {"foer_a": 0, "a": 1, "b": 1, "c": 0}

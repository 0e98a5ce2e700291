"""The pages of simulations: choose, change, follow, read and fetch."""

from __future__ import annotations

import datetime as dt
import io
import json
import subprocess
import sys

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from tests.analyseverden import KALIBRERING, RESULTAT, SCENARIE, finished, waiting

from almen.analyse.forms_simulering import ScenarieForm
from almen.analyse.models import Simulering
from almen.analyse.selectors.ruter import routes_of
from almen.analyse.selectors.simulering import steps_of_scenarie
from almen.analyse.services.simulering import SILENT
from almen.analyse.simulering.forudindstillinger import presets
from almen.analyse.simulering.scenarie import read_scenarie
from almen.analyse.simuleringsfelter import sections, written_out
from almen.analyse.simuleringsvisning import Forskel, Interval

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sagsgange", "undrawn")]
LISTE = "/analyse/simuleringer/"


@pytest.fixture
def browse(client, sagsbehandler):
    client.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    return client


def text(response) -> str:
    return " ".join(response.content.decode().split())


def form_of(data, typed=None) -> ScenarieForm:
    scenarie = written_out(data)
    routes = routes_of("nybyggeri")
    steps = steps_of_scenarie(read_scenarie(scenarie), routes, timezone.localdate())
    afsnit = sections(scenarie, routes, steps, list(steps.values()))
    return ScenarieForm(typed, data_for=scenarie, afsnit=afsnit)


def as_typed(form) -> dict[str, str]:
    """What the browser sends back when nothing is changed."""
    return {name: str(value) for name in form.fields if (value := form[name].value()) is not None}


@pytest.mark.parametrize("preset", presets(), ids=lambda item: item.id)
def test_a_form_that_is_sent_as_it_stands_gives_the_scenario_it_was_filled_from(preset):
    form = form_of(preset.data, as_typed(form_of(preset.data)))
    assert form.is_valid(), form.errors
    assert read_scenarie(form.scenarie()) == read_scenarie(preset.data)


def test_what_the_form_does_not_ask_for_stays_as_it_was():
    data = {
        **SCENARIE,
        "boligmiks": [{"andel": 1, "boliger": 40, "fakta": {"boligtype": ["familie"]}}],
        "kapacitet": {"forvaltningen": {"samtidige": 7}},
        "varigheder": {"garanti": {"fordeling": [3, 4]}, "tilsagn": {"dage": 9}},
        "forloeb": [
            {"navn": "A", "moeder": {"direktionen": {"datoer": ["03-18"], "papirer_ind": 5}}, "led": {"lokalplan": {}}},
            {"navn": "B", "aendringer": [{"uden": "garanti"}], "kapacitet": {"direktionen": {"pr_moede": 3}}},
        ],
    }  # fmt: skip
    form = form_of(data, as_typed(form_of(data)))
    assert form.is_valid(), form.errors
    assert read_scenarie(form.scenarie()) == read_scenarie(data)


def test_what_is_typed_goes_into_the_scenario_and_papers_come_as_long_before_as_they_did():
    data = {
        **SCENARIE,
        "forloeb": [{"navn": "A", "moeder": {"direktionen": {"pr_maaned": 1, "papirer_ind": 9}}}],
    }
    typed = as_typed(form_of(data)) | {
        "aar": "5",
        "sager_pr_aar": "12,5",
        "kapacitet_direktionen": "4",
        "kapacitet_forvaltningen": "20",
        "varighed_garanti": "30",
        "forloeb_0_moeder_direktionen": "hver_uge:1",
        "forloeb_0_moeder_udvalget": "pr_maaned:2",
    }
    form = form_of(data, typed)
    assert form.is_valid(), form.errors
    read = read_scenarie(form.scenarie())
    assert (read.aar, read.sager_pr_aar) == (5, 12.5)
    assert read.kapacitet["direktionen"].pr_moede == 4 and read.kapacitet["forvaltningen"].samtidige == 20
    assert read.varigheder["garanti"].dage == 30
    meetings = read.forloeb[0].moeder
    assert (meetings["direktionen"].hver_uge, meetings["direktionen"].papirer_ind) == (1, 9)
    assert meetings["udvalget"].pr_maaned == 2


def test_one_chooses_what_is_compared_and_starts_it(browse, sagsbehandler):
    assert "Ny simulering" in text(browse.get(LISTE))
    page = text(browse.get(reverse("analyse:ny_simulering")))
    for preset in presets():
        assert preset.navn in page and reverse("analyse:ny_simulering_fra", args=[preset.id]) in page
    address = reverse("analyse:ny_simulering_fra", args=["direktionen-ugentligt"])
    form = browse.get(address).context["form"]
    answer = browse.post(address, as_typed(form) | {"aar": "3", "gentagelser": "10"})
    made = Simulering.objects.get()
    assert answer.status_code == 302 and answer["Location"] == made.get_absolute_url()
    assert made.oprettet_af == sagsbehandler and made.scenarie["gentagelser"] == 10
    page = text(browse.get(made.get_absolute_url()))
    assert "Venter på et baggrundsjob" in page and "Stop simuleringen" in page


def test_rubbish_is_refused_at_its_field_and_nothing_is_made(browse):
    address = reverse("analyse:ny_simulering_fra", args=["direktionen-ugentligt"])
    typed = as_typed(browse.get(address).context["form"])
    answer = browse.post(address, typed | {"aar": "1000", "froe": "to", "forloeb_1_navn": "Hver måned"})
    assert answer.status_code == 400
    errors = answer.context["form"].errors
    assert "Må højst være 30" in errors["aar"][0] and "froe" in errors
    answer = browse.post(address, typed | {"forloeb_1_navn": "Hver måned"})
    assert answer.status_code == 400 and "hver sit navn" in text(answer)
    assert not Simulering.objects.exists()


def test_the_scenario_may_be_written_as_text_and_every_fault_is_told(browse):
    address = reverse("analyse:ny_simulering_tekst", args=["delegation"])
    filled = browse.get(address).context["form"]["tekst"].value()
    assert "forloeb:" in filled and "froe: 1" in filled
    for rubbish in (
        "a: [",
        "- et\n- to",
        "navn: x\nnavn: y",
        "\x00",
        "navn: 2024-01-01",
        "!!python/object:os.system {}",
    ):
        assert browse.post(address, {"tekst": rubbish}).status_code == 400, rubbish
    wrong = browse.post(
        address, {"tekst": "navn: X\naar: 99\nforloeb:\n- {navn: A, moeder: {direktionen: {hver_uge: 0}}}\n"}
    )
    faults = " ".join(wrong.context["form"].errors["tekst"])
    assert (
        "aar" in faults
        and "tilladt er fra 1 til 30" in faults
        and "forloeb[0].moeder.direktionen.hver_uge" in faults
    )
    assert not Simulering.objects.exists()
    assert browse.post(address, {"tekst": filled}).status_code == 302
    assert Simulering.objects.get().navn == presets()[0].navn


def test_one_is_copied_and_changed(browse, sagsbehandler):
    first = finished(sagsbehandler)
    address = reverse("analyse:kopier_simulering", args=[first.pk])
    form = browse.get(address).context["form"]
    assert form["navn"].value() == first.navn
    assert browse.post(address, as_typed(form) | {"navn": "Kopi", "froe": "7"}).status_code == 302
    copy = Simulering.objects.latest("pk")
    assert (copy.navn, copy.scenarie["froe"], copy.status) == ("Kopi", 7, "venter")
    first.refresh_from_db()
    assert first.scenarie == SCENARIE and first.resultat == RESULTAT


def test_how_far_it_is_is_asked_for_every_second_until_it_is_done(browse, sagsbehandler):
    row = waiting(sagsbehandler, status="koerer", fremdrift=42, livstegn=timezone.now())
    asked = {"HX-Request": "true", "HX-Target": "simulering-status"}
    part = browse.get(row.get_absolute_url(), headers=asked)
    assert "42 pct." in text(part) and "every 1s" in text(part) and "<h1" not in text(part)
    assert 'hx-swap-oob="true"' in text(part) and "Kører" in text(part)
    Simulering.objects.update(
        status="faerdig", resultat=RESULTAT, kalibrering=KALIBRERING, forudsaetninger={}
    )
    assert browse.get(row.get_absolute_url(), headers=asked)["HX-Refresh"] == "true"


def test_one_whose_process_died_is_shown_and_can_be_started_again(browse, sagsbehandler):
    row = waiting(sagsbehandler, status="koerer", livstegn=timezone.now() - SILENT - dt.timedelta(seconds=1))
    assert "Gået i stå" in text(browse.get(LISTE))
    page = text(browse.get(row.get_absolute_url()))
    assert "gået i stå" in page and "Kør igen" in page and "every 1s" not in page
    browse.post(reverse("analyse:simulering_handling", args=[row.pk, "igen"]))
    row.refresh_from_db()
    assert row.status == "venter"
    browse.post(reverse("analyse:simulering_handling", args=[row.pk, "stop"]))
    row.refresh_from_db()
    assert row.status == "afbrudt"
    again = browse.post(reverse("analyse:simulering_handling", args=[row.pk, "stop"]), follow=True)
    assert "ikke i gang" in text(again)
    assert browse.post(reverse("analyse:simulering_handling", args=[row.pk, "andet"])).status_code == 404


def test_the_calibration_comes_first_then_what_was_assumed_then_the_answer(browse, sagsbehandler):
    page = text(browse.get(finished(sagsbehandler, "Prøve").get_absolute_url()))
    page = page[page.index("<h1") :]
    order = [
        "holder</p>",
        "Forudsætninger",
        "Hvad forskellen er",
        "Sparer 34 dage (21–47)",
        "<h2>Tider",
        "Direktionen",
        "<h2>Færdige boliger",
    ]
    places = [page.index(item) for item in order]
    assert places == sorted(places)
    assert "398 (386–410)" in page and "over 600" in page and "For få sager" in page
    assert "12, som i de seneste fem år" in page and "antaget: 30 dage" in page
    assert page.count('scope="row">Skema B<') == 1 and "<td>Alle</td>" in page


def test_an_answer_whose_calibration_does_not_hold_is_shown_with_a_warning(browse, sagsbehandler):
    row = finished(sagsbehandler, kalibrering={**KALIBRERING, "holder": False})
    page = text(browse.get(row.get_absolute_url()))
    assert "Simuleringen af nutiden holder ikke" in page and "læs tallene med forbehold" in page
    assert "Sparer 34 dage" in page
    Simulering.objects.update(kalibrering={**KALIBRERING, "holder": None})
    page = text(browse.get(row.get_absolute_url()))
    assert "kan ikke efterprøves" in page and "antagelserne alene" in page


def test_a_difference_is_said_only_where_its_range_leaves_nought_out():
    def said(*figures):
        return Forskel("A", "B", "Hele sagen", Interval(*figures)).tekst

    assert said(-34.0, -47.0, -21.0) == "sparer 34 dage (21–47)"
    assert said(12.4, 3.0, 20.0) == "tager 12 dage mere (3–20)"
    assert said(-1.0, -1.4, -0.6) == "sparer 1 dag (1–1)"
    assert said(-5.0, -12.0, 2.0) == "ingen sikker forskel (−12 til 2 dage)"
    assert said(-0.3, -0.4, -0.2) == "ingen sikker forskel (0–0 dage)"
    assert said(-5.0, -12.0, 0.0).startswith("ingen sikker forskel")
    assert said(None) == "kan ikke siges: for få sager"


def test_the_list_is_filtered_searched_and_exported_and_asks_as_often_for_many(browse, sagsbehandler, leder):
    finished(sagsbehandler, "Delegation")
    finished(leder, "Lokalplan", kalibrering={**KALIBRERING, "holder": False})
    finished(leder, "For få", kalibrering={**KALIBRERING, "holder": None})
    waiting(leder, "Venter endnu")

    def names(query):
        return [row.navn for row in browse.get(f"{LISTE}?{query}").context["page"].object_list]

    assert names("") == ["Venter endnu", "For få", "Lokalplan", "Delegation"]
    assert names("kalibrering=ja") == ["Delegation"] and names("kalibrering=nej") == ["Lokalplan"]
    assert names("kalibrering=ukendt") == ["For få"]
    assert names("status=venter") == ["Venter endnu"] and names("q=lokal") == ["Lokalplan"]
    assert names(f"lavet_af={sagsbehandler.pk}") == ["Delegation"]
    assert names("sort=navn") == ["Delegation", "For få", "Lokalplan", "Venter endnu"]
    assert "Holder ikke" in browse.get(f"{LISTE}?eksport=csv").getvalue().decode()
    few = count_queries(browse, LISTE)
    for number in range(12):
        finished(sagsbehandler, f"Nr. {number}")
    assert count_queries(browse, LISTE) == few <= 7


def count_queries(browse, address) -> int:
    browse.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        browse.get(address)
    return len(asked)


def test_a_page_asks_for_little(browse, sagsbehandler):
    assert count_queries(browse, finished(sagsbehandler).get_absolute_url()) <= 6
    address = reverse("analyse:ny_simulering_fra", args=["delegation"])
    assert count_queries(browse, address) <= 8


def test_the_figures_are_fetched_as_a_spreadsheet_and_all_of_it_as_json(browse, sagsbehandler):
    row = finished(sagsbehandler)
    answer = browse.get(reverse("analyse:simulering_fil", args=[row.pk, "xlsx"]))
    book = load_workbook(io.BytesIO(answer.getvalue()))
    lines = [[cell.value for cell in line] for line in book.worksheets[0].iter_rows()]
    assert [
        "Hver uge",
        "Hele sagen",
        "Halvdelen færdige inden (median)",
        364,
        352,
        376,
        "dage",
        1200,
    ] in lines
    assert ["Hver uge", "Hele sagen", "Forskel fra Hver måned, median", -34, -47, -21, "dage", None] in lines
    answer = browse.get(reverse("analyse:simulering_fil", args=[row.pk, "json"]))
    kept = json.loads(answer.getvalue())
    assert kept["resultat"] == RESULTAT and kept["scenarie"] == SCENARIE
    assert browse.get(reverse("analyse:simulering_fil", args=[row.pk, "exe"])).status_code == 404


def test_it_is_renamed_and_deleted_by_its_maker(browse, sagsbehandler, leder):
    row = finished(sagsbehandler)
    assert (
        browse.post(reverse("analyse:simulering_omdoeb", args=[row.pk]), {"navn": "x" * 121}).status_code
        == 400
    )
    browse.post(reverse("analyse:simulering_omdoeb", args=[row.pk]), {"navn": "Nyt"})
    row.refresh_from_db()
    assert row.navn == "Nyt"
    page = text(browse.get(reverse("analyse:simulering_slet", args=[row.pk])))
    assert "Det kan ikke fortrydes" in page
    assert browse.post(reverse("analyse:simulering_slet", args=[row.pk])).status_code == 302
    assert not Simulering.objects.exists()
    other = finished(leder)
    assert "Slet" not in text(browse.get(other.get_absolute_url()))
    assert browse.get(reverse("analyse:simulering_slet", args=[other.pk])).status_code == 403


def test_no_page_loads_what_only_a_worker_needs():
    code = (
        "import django, sys; django.setup()\n"
        "from django.urls import get_resolver; get_resolver().url_patterns\n"
        "import almen.analyse.urls\n"
        "print([name for name in ('simpy', 'scipy', 'pandas', 'statsmodels') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

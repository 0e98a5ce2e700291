"""The door for yearly figures: every fault told first, all or nothing, never over what ships."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from almen.grundlag.models import LokalParameter
from almen.grundlag.selectors import current_parametre, unusable_lokale
from almen.grundlag.services import (
    GrundlagFejl,
    add_lokal,
    add_lokale,
    import_lokale_csv,
    tilbagekald_lokal,
)
from almen.grundlag.vaern import VedtagetVersion
from almen.regler.fejl import UdenForGyldighed, UgyldigtInput
from almen.regler.laes import load_parametre
from almen.sager.models import Journalpost

pytestmark = pytest.mark.django_db
M2, BOLIG = "maksimumsbeloeb.pr_m2", "maksimumsbeloeb.pr_bolig"
HEADER = "parameter;fra;til;region;boligtype;tilsagnsdato_fra;tilsagnsdato_til;vaerdi;hjemmel;kilde"
GIVEN = {
    "parameter": M2,
    "fra": dt.date(2024, 1, 1),
    "til": dt.date(2024, 12, 31),
    "vaerdi": "31000",
    "hjemmel": "støttebekendtgørelsen",
    "kilde": "prøvetal",
    "naar": {"region": ["hovedstad"], "boligtype": ["familie"]},
}


def lookup(dato: dt.date) -> object:
    facts = {"region": "hovedstad", "boligtype": "familie", "tilsagnsdato": dt.date(2023, 1, 1)}
    return current_parametre().vaerdi(M2, dato, **facts).vaerdi


def test_a_local_figure_fills_a_year_that_the_program_does_not_know(administrator):
    with pytest.raises(UdenForGyldighed):
        lookup(dt.date(2024, 5, 1))
    add_lokal(bruger=administrator, **GIVEN)
    assert lookup(dt.date(2024, 5, 1)) == 31000
    with pytest.raises(UdenForGyldighed):
        lookup(dt.date(2025, 1, 1))


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"fra": dt.date(2011, 6, 1), "til": dt.date(2011, 12, 31)}, "fra", "programmets egen"),
        ({"parameter": "finansiering.fordeling"}, "parameter", "fastsat i loven"),
        ({"parameter": "findes.ikke"}, "parameter", "findes ikke"),
        ({"vaerdi": "12,5"}, "vaerdi", "helt tal"),
        ({"vaerdi": "-5"}, "vaerdi", "negativ"),
        ({"naar": {"region": ["maanen"], "boligtype": ["familie"]}}, "naar", "hovedstad"),
        ({"naar": {"region": ["hovedstad"]}}, "naar", "boligtype"),
        ({"naar": {**GIVEN["naar"], "farve": ["blaa"]}}, "naar", "ukendt"),
        ({"til": dt.date(2023, 1, 1)}, "til", "før"),
        ({"kilde": " "}, "kilde", "udfyldes"),
        ({"kilde": "x" * 401}, "kilde", "400"),
    ],
)
def test_a_fault_names_the_field_and_what_is_allowed(change, field, words, administrator):
    with pytest.raises(UgyldigtInput) as error:
        add_lokal(bruger=administrator, **{**GIVEN, **change})
    assert any(fault.felt == field and words in fault.besked for fault in error.value.fejl)
    assert not LokalParameter.objects.exists()


def test_two_local_figures_never_answer_the_same_question(administrator):
    add_lokal(bruger=administrator, **GIVEN)
    with pytest.raises(UgyldigtInput, match="overlapper"):
        add_lokal(bruger=administrator, **GIVEN)


def test_a_withdrawn_figure_no_longer_counts_but_stays_with_its_reason(administrator):
    row = add_lokal(bruger=administrator, **GIVEN)
    with pytest.raises(GrundlagFejl, match="grund"):
        tilbagekald_lokal(bruger=administrator, lokal=row, grund=" ")
    tilbagekald_lokal(bruger=administrator, lokal=row, grund="Tastefejl")
    with pytest.raises(UdenForGyldighed):
        lookup(dt.date(2024, 5, 1))
    row.refresh_from_db()
    assert (row.tilbagekaldt_grund, row.tilbagekaldt_af) == ("Tastefejl", administrator)
    with pytest.raises(GrundlagFejl, match="allerede"):
        tilbagekald_lokal(bruger=administrator, lokal=row, grund="igen")
    add_lokal(bruger=administrator, **{**GIVEN, "vaerdi": "32000"})
    assert lookup(dt.date(2024, 5, 1)) == 32000


def test_a_local_figure_is_never_deleted(administrator):
    with pytest.raises(VedtagetVersion):
        add_lokal(bruger=administrator, **GIVEN).delete()


def test_only_administrators_enter_and_withdraw(administrator, leder, sagsbehandler):
    row = add_lokal(bruger=administrator, **GIVEN)
    for person in (leder, sagsbehandler):
        with pytest.raises(PermissionDenied):
            add_lokal(bruger=person, **GIVEN)
        with pytest.raises(PermissionDenied):
            import_lokale_csv(bruger=person, fil=b"")
        with pytest.raises(PermissionDenied):
            tilbagekald_lokal(bruger=person, lokal=row, grund="nej")


def test_entering_and_withdrawing_stand_in_the_journal(administrator):
    row = add_lokal(bruger=administrator, **GIVEN)
    tilbagekald_lokal(bruger=administrator, lokal=row, grund="Tastefejl")
    posts = Journalpost.objects.filter(sag__isnull=True).order_by("pk")
    assert [post.art for post in posts] == ["lokalt_tal_tilfoejet", "lokalt_tal_tilbagekaldt"]


def test_a_release_that_ships_the_figure_wins_and_nothing_stops(administrator, signed_in):
    LokalParameter.objects.create(
        **{**GIVEN, "fra": dt.date(2011, 1, 1), "til": dt.date(2011, 12, 31)}, registreret_af=administrator
    )
    facts = {"region": "hovedstad", "boligtype": "familie", "tilsagnsdato": dt.date(2010, 1, 1)}
    assert current_parametre().vaerdi(M2, dt.date(2011, 5, 1), **facts).vaerdi != 31000
    assert list(unusable_lokale().values())
    for url in ("/parametre/", f"/parametre/{M2}/"):
        assert "ikke bruges" in signed_in(administrator).get(url).content.decode()


def csv(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *lines]).encode()


def test_a_csv_with_danish_dates_and_figures_is_read_and_saved_whole(administrator):
    read = import_lokale_csv(
        bruger=administrator,
        fil=csv(
            f"{M2};01.01.2024;31.12.2024;hovedstad;familie|ungdom;;;31.000;bek.;prøvetal",
            f"{M2};2024-01-01;2024-12-31;hovedstad;aeldre;;;29500;bek.;prøvetal",
        ),
    )
    assert read.fejl == () and read.kan_gemmes
    assert not LokalParameter.objects.exists()
    add_lokale(bruger=administrator, raekker=read.raekker)
    assert lookup(dt.date(2024, 5, 1)) == 31000
    assert LokalParameter.objects.count() == 2


def test_a_csv_shows_every_fault_with_its_row_and_column_and_saves_nothing(administrator):
    read = import_lokale_csv(
        bruger=administrator,
        fil=csv(
            f"{M2};01.01.2024;31.12.2024;hovedstad;familie;;;31000;bek.;prøvetal",
            f"{M2};01.01.2024;31.12.2024;hovedstad;familie;;;mange;bek.;",
            f"{M2};01.01.2011;31.12.2011;hovedstad;familie;;;1;bek.;x",
            "findes.ikke;01.01.2024;;;;;;1;bek.;x",
            f"{M2};32.13.2024;;hovedstad;familie;;;1;bek.;x",
        ),
    )
    places = [fault.felt for fault in read.fejl]
    for place in ("række 3.vaerdi", "række 3.kilde", "række 4.fra"):
        assert place in places
    assert any(place.startswith("række 5") for place in places)
    assert any(place.startswith("række 6") for place in places)
    assert not read.kan_gemmes


def test_rows_of_one_file_may_not_overlap_each_other(administrator):
    line = f"{M2};01.01.2024;31.12.2024;hovedstad;familie;;;31000;bek.;x"
    read = import_lokale_csv(bruger=administrator, fil=csv(line, line))
    assert [fault.felt for fault in read.fejl] == ["række 3.fra"]


def test_a_figure_that_can_be_read_in_two_ways_is_refused(administrator):
    read = import_lokale_csv(
        bruger=administrator,
        fil=csv("gebyr.kommune;01.01.2024;;2.500;bek.;x", header="parameter;fra;til;vaerdi;hjemmel;kilde"),
    )
    assert any("to måder" in fault.besked for fault in read.fejl)
    read = import_lokale_csv(
        bruger=administrator,
        fil=csv("gebyr.kommune;01.01.2024;;2,5;bek.;x", header="parameter;fra;til;vaerdi;hjemmel;kilde"),
    )
    assert read.fejl == () and str(read.raekker[0].vaerdi) == "2.5"


@pytest.mark.parametrize(
    ("fil", "words"),
    [
        (b"", "kolonnenavne"),
        (b"a;b\n1;2", "parameter"),
        (HEADER.encode(), "ingen rækker"),
        (b"PK\x03\x04\x00\x00", "CSV"),
        (b"x" * 1_000_001, "1 MB"),
        (b'parameter;fra\n"uden slut;1', "CSV"),
    ],
)
def test_a_file_that_is_not_csv_is_told_what_to_do(fil, words, administrator):
    with pytest.raises(GrundlagFejl, match=words):
        import_lokale_csv(bruger=administrator, fil=fil)


def test_excels_own_latin_letters_are_understood(administrator):
    fil = (
        csv(f"{M2};01.01.2024;;hovedstad;familie;;;31000;Støttebekendtgørelsen;Prøvetal")
        .decode()
        .encode("cp1252")
    )
    assert import_lokale_csv(bruger=administrator, fil=fil).raekker[0].hjemmel == "Støttebekendtgørelsen"


def test_the_form_shows_the_fault_at_its_field_and_then_saves(administrator, signed_in):
    browser = signed_in(administrator)
    address = f"/parametre/{M2}/tilfoej/"
    given = {"fra": "01.01.2011", "til": "31.12.2011", "region": "hovedstad", "boligtype": "familie",
             "vaerdi": "31.000", "hjemmel": "bek.", "kilde": "prøvetal"}  # fmt: skip
    refused = browser.post(address, given)
    assert refused.status_code == 400
    assert "fra" in refused.context["form"].errors
    saved = browser.post(address, {**given, "fra": "01.01.2024", "til": "31.12.2024"}, follow=True)
    page = saved.content.decode()
    assert "31.000" in page and "Lokalt tal" in page and "Adam Administrator" in page
    row = LokalParameter.objects.get()
    browser.post(f"/parametre/lokal/{row.pk}/tilbagekald/", {"grund": "Tastefejl"})
    assert "Tastefejl" in browser.get(f"/parametre/{M2}/").content.decode()


@pytest.mark.parametrize("parameter", [item.id for item in load_parametre().som_kan_suppleres()])
def test_every_parameter_that_takes_local_figures_has_a_form_and_a_template(
    parameter, administrator, signed_in
):
    browser = signed_in(administrator)
    assert browser.get(f"/parametre/{parameter}/tilfoej/").status_code == 200
    header = (
        browser.get("/parametre/skabelon.csv", {"parameter": parameter})
        .content.decode("utf-8-sig")
        .splitlines()[0]
    )
    assert {"parameter", "fra", "til", "vaerdi", "hjemmel", "kilde"} <= set(header.split(";"))


def test_a_years_table_is_entered_in_one_form_all_or_nothing(administrator, signed_in):
    browser = signed_in(administrator)
    address = "/parametre/maksimumsbeloeb-tabel/"
    given = {"aar": "2024", "hjemmel": "bek.", "kilde": "prøvetal"}
    assert "mindst ét beløb" in browser.post(address, given).content.decode()
    cells = {
        "m2_hovedstad_familie": "25.000",
        "bolig_hovedstad_familie": "300.000",
        "m2_provins_ungdom": "21000",
    }
    refused = browser.post(address, {**given, **cells, "aar": "2011"})
    assert refused.status_code == 400 and "m2_hovedstad_familie" in refused.context["form"].errors
    assert not LokalParameter.objects.exists()
    browser.post(address, {**given, **cells})
    assert LokalParameter.objects.count() == 3
    facts = {"region": "hovedstad", "boligtype": "familie", "tilsagnsdato": dt.date(2023, 1, 1)}
    assert current_parametre().vaerdi(BOLIG, dt.date(2024, 7, 1), **facts).vaerdi == 300000


def test_the_import_page_previews_and_saves_only_when_told(administrator, signed_in):
    browser = signed_in(administrator)
    content = csv(f"{M2};01.01.2024;31.12.2024;hovedstad;familie;;;31000;bek.;prøvetal")
    shown = browser.post("/parametre/import/", {"fil": SimpleUploadedFile("tal.csv", content)})
    assert "Klar til at gemme" in shown.content.decode()
    assert not LokalParameter.objects.exists()
    browser.post("/parametre/import/", {"tekst": shown.context["resultat"].tekst})
    assert LokalParameter.objects.count() == 1
    again = browser.post("/parametre/import/", {"fil": SimpleUploadedFile("tal.csv", content)})
    assert again.status_code == 400
    assert ("række 2", "fra") in [fault[:2] for fault in again.context["fejl"]]
    spoilt = browser.post("/parametre/import/", {"tekst": content.decode()})
    assert spoilt.status_code == 400 and LokalParameter.objects.count() == 1

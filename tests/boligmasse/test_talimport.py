"""Figures from a file: our own table, or Statistics Denmark's as it comes; all or nothing, and back again."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from almen.boligmasse.models import Boligtal
from almen.boligmasse.selectors import history_of, latest_shares
from almen.boligmasse.services import register_boligtal
from almen.cli.importer import importer
from almen.organisationer.models import Import, Importstatus
from almen.organisationer.services import OrganisationFejl, save_import, undo_import
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost
from almen.sager.services import verify_journal
from boligmasse.conftest import as_text, cube, faults, read, save, tal

pytestmark = pytest.mark.django_db
HEADER = "emne;aar;bydel;ejerform;enhed;vaerdi;kilde;laest;sikkerhed"
KENDTE = [("101", "København"), ("147", "Frederiksberg")]
EJER = [
    ("10", "Privatpersoner inkl. I/S"),
    ("20", "Almene boligselskaber"),
    ("41", "Private andelsboligforeninger"),
    ("SK", "Offentlig myndighed"),
]
UDLFORH = [("EJ", "Beboet af ejer"), ("LEJ", "Beboet af lejer"), ("IB", "Ikke benyttet")]


def fil(*lines: str) -> str:
    return "\n".join((HEADER, *lines))


GOOD = fil(
    "bestand;2024;;Almene boliger;antal;64.000;Danmarks Statistik;01.02.2026;sikker",
    "Boligmassen;2024;valby;andel;andel;28,50;Egen optælling;;",
    "faerdiggjort;2023;;almen;antal;..;Danmarks Statistik;;usikker",
)


def numbers() -> dict[tuple[int, str, str], Decimal | None]:
    return {(row.aar, row.bydel, row.ejerform): row.tal for row in Boligtal.objects.gaeldende()}


def test_our_own_table_is_read_as_it_is_written(sagsbehandler):
    hentet = save(sagsbehandler, GOOD)
    assert hentet.status == Importstatus.GEMT
    assert {key: str(value) for key, value in numbers().items()} == {
        (2024, "", "almen"): "64000",
        (2024, "Valby", "andel"): "28.50",
        (2023, "", "almen"): "None",
    }
    assert Journalpost.objects.get(art="boligtal_importeret").data["tal"] == 3
    assert verify_journal() == []


def test_the_same_table_as_a_spreadsheet(sagsbehandler):
    workbook = Workbook()
    for line in (HEADER, "bestand;2024;;almen;andel;;Kilde", "bestand;2023;;almen;antal;;Kilde"):
        workbook.active.append(line.split(";"))
    workbook.active["F2"], workbook.active["F3"] = 19.1, 64000
    out = io.BytesIO()
    workbook.save(out)
    save(sagsbehandler, out.getvalue(), "tal.xlsx")
    assert list(numbers().values()) == [Decimal("19.1"), Decimal(64000)]


def test_every_fault_stands_in_its_cell_and_nothing_is_saved(sagsbehandler):
    hentet = read(
        sagsbehandler,
        fil(
            "bestand;24;;almen;antal;1;Kilde;;",
            "bestand;2024;Nordpolen;almen;antal;1;Kilde;;",
            "bestand;2024;;slot;pct;x;;;vist",
            "bestand;2024;;almen;antal;;Kilde;;",
            "bestand;2024;;andel;antal;5;Kilde;;",
            "bestand;2024;;andel;antal;6;Kilde;;",
        ),
    )
    found = faults(hentet)
    assert set(found) == {
        (2, "aar"),
        (3, "bydel"),
        (4, "ejerform"),
        (4, "enhed"),
        (4, "vaerdi"),
        (4, "kilde"),
        (4, "sikkerhed"),
        (5, "vaerdi"),
        (7, "ejerform"),
    }
    assert "Valby" in found[3, "bydel"] and "privat_udlejning" in found[4, "ejerform"]
    assert found[7, "ejerform"] == "Samme tal står i linje 6."
    with pytest.raises(OrganisationFejl, match="fejl"):
        save_import(bruger=sagsbehandler, hentet=hentet)
    assert not Boligtal.objects.exists()


def test_a_second_file_replaces_what_changed_and_undo_gives_back_what_was(sagsbehandler, leder):
    save(sagsbehandler, GOOD)
    second = save(leder, GOOD.replace("64.000", "64.500"), "nyere.csv")
    assert (second.antal_nye, second.antal_aendrede) == (0, 1)
    row = Boligtal.objects.gaeldende().get(aar=2024, ejerform="almen")
    assert (row.tal, row.begrundelse) == (64500, "Import af filen nyere.csv")
    undo_import(bruger=leder, hentet=second)
    assert second.status == Importstatus.FORTRUDT
    assert numbers()[2024, "", "almen"] == 64000
    assert [item.tal for item in history_of(row)] == [64000, 64500, 64000]
    undo_import(bruger=leder, hentet=Import.objects.earliest("pk"))


def test_the_first_import_undone_leaves_only_history_and_can_be_read_again(sagsbehandler):
    first = save(sagsbehandler, GOOD)
    undo_import(bruger=sagsbehandler, hentet=first)
    assert numbers() == {} and Boligtal.objects.count() == 6
    again = save(sagsbehandler, GOOD)
    assert again.antal_nye == 3 and len(numbers()) == 3


def test_an_import_is_not_undone_over_a_newer_reading(sagsbehandler, leder):
    first = save(sagsbehandler, GOOD)
    register_boligtal(bruger=leder, tal=tal("almen", "1", aar=2024), begrundelse="Rettet")
    undo_import(bruger=sagsbehandler, hentet=first)
    assert first.status == Importstatus.GEMT and "1 af tallene er erstattet siden" in first.besked
    assert numbers()[2024, "", "almen"] == 1


def test_what_was_changed_since_the_preview_stops_the_saving(sagsbehandler, put):
    hentet = read(sagsbehandler, GOOD)
    put(tal("almen", "1", aar=2024))
    save_import(bruger=sagsbehandler, hentet=hentet)
    assert hentet.status == Importstatus.KONTROLLERET and "Intet er gemt" in hentet.besked
    assert len(numbers()) == 1


def test_a_file_that_says_nothing_new_cannot_be_saved(sagsbehandler):
    save(sagsbehandler, GOOD)
    with pytest.raises(OrganisationFejl, match="intet nyt"):
        save(sagsbehandler, GOOD)


# Statistics Denmark --------------------------------------------------------------------------------------


def stock(*, old: bool = False, **more):
    """Two areas, four owners, three kinds of use, one year: 24 cells, the first twelve København's."""
    dimensions = {
        "OMRÅDE": KENDTE,
        "EJER": EJER,
        "UDLFORH": UDLFORH,
        "ContentsCode": [("BOL101", "Boliger")],
        "Tid": ["2024"],
    }
    return cube(dimensions, list(range(1, 25)), old=old, **more)


@pytest.mark.parametrize("old", [False, True])
def test_the_stock_of_a_cube_is_summed_by_tenure_for_the_own_municipality(sagsbehandler, old):
    save(sagsbehandler, as_text(stock(old=old)), "bol101.json")
    assert {key[2]: value for key, value in numbers().items()} == {
        "ejer": 1,
        "privat_udlejning": 2,
        "uoplyst": 3,
        "almen": 4 + 5 + 6,
        "andel": 7 + 8 + 9,
        "offentlig": 10 + 11 + 12,
    }
    row = Boligtal.objects.first()
    assert "BOL101" in row.kilde and "opdateret 2026-02-10" in row.kilde
    assert row.kilde_adresse == "https://www.statistikbanken.dk/BOL101"
    assert latest_shares().antal == 78


def test_a_value_that_is_not_given_makes_its_tenure_not_known_never_nothing(sagsbehandler):
    data = stock()
    data["value"][0], data["value"][4] = None, ".."
    save(sagsbehandler, as_text(data), "bol101.json")
    found = {key[2]: value for key, value in numbers().items()}
    assert found["ejer"] is None and found["almen"] is None and found["andel"] == 24
    assert Boligtal.objects.get(ejerform="almen").note == "Kilden oplyser ikke alle tal, der indgår"


def test_values_may_be_given_sparsely(sagsbehandler):
    data = stock()
    data["value"] = {str(i): i + 1 for i in range(3)}
    save(sagsbehandler, as_text(data), "bol101.json")
    found = {key[2]: value for key, value in numbers().items()}
    assert (found["ejer"], found["almen"]) == (1, None)


def test_a_cube_with_totals_is_not_counted_twice(sagsbehandler):
    dimensions = {
        "OMRÅDE": KENDTE[:1],
        "BYGFASE": [("1", "Tilladt byggeri"), ("3", "Fuldført byggeri")],
        "ANVEND": [("009", "Boligbyggeri i alt"), ("140", "Etageboliger")],
        "BYGHERRE": [("20", "Almene boligselskaber"), ("UOPL", "Uoplyst")],
        "Tid": ["2023K1", "2023K2", "2023K3", "2023K4", "2024K1"],
    }
    save(sagsbehandler, as_text(cube(dimensions, [1] * 20 + [10] * 10 + [7] * 10)), "bygv33.json")
    assert numbers() == {
        (2023, "", "almen"): 40,
        (2023, "", "uoplyst"): 40,
        (2024, "", "almen"): None,
        (2024, "", "uoplyst"): None,
    }
    row = Boligtal.objects.filter(aar=2024).first()
    assert row.emne == "faerdiggjort" and row.note == "Kun 1 af årets 4 kvartaler er offentliggjort"


@pytest.mark.parametrize(
    "rows",
    [
        ("101;20;LEJ;2024;15", "101;41;LEJ;2024;24"),
        ("København;Almene boligselskaber;Beboet af lejer;2024;15", "København;Private andelsboligforeninger;Beboet af lejer;2024;24"),
        ("101 København;20 Almene boligselskaber;LEJ Beboet af lejer;2024;15", "101 København;41 Private andelsboligforeninger;LEJ Beboet af lejer;2024;24"),
        ("Valby;20;LEJ;2024;..", "101;20;LEJ;2024;15", "101;41;LEJ;2024;24", "000;20;LEJ;2024;99"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_statbanks_csv_is_read_by_codes_by_texts_and_by_both(sagsbehandler, rows, encoding):
    text = "\r\n".join(("OMRÅDE;EJER;UDLFORH;TID;INDHOLD", *rows)) + "\r\n"
    save(sagsbehandler, text.encode(encoding), "bol101.csv")
    found = numbers()
    assert (found[2024, "", "almen"], found[2024, "", "andel"]) == (15, 24)
    assert found.get((2024, "Valby", "almen")) is None


def _drop(name):
    def change(data):
        del data["dimension"][name]

    return change


def _put(**values):
    return lambda data: data.update(values)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_put(**{"class": "collection"}), "tilladt er “dataset”"),
        (_put(size=[2, 4, 3, 1, 2]), "Dimensionen TID har 1 kategorier, men “size” siger 2"),
        (_put(size=[2, 4]), "“size” hver dimensions størrelse"),
        (_put(value=[1, 2]), "“value” har 2 tal, men dimensionerne giver 24 celler"),
        (_put(value={"99": 1}), "uden for datasættets 24 celler"),
        (_put(value=[1] * 23 + ["mange"]), "“mange” er ikke et tal"),
        (_put(value=[1] * 23 + [-1]), "“-1” er ikke et tal"),
        (_put(value=[1] * 23 + [True]), "“True” er ikke et tal"),
        (_put(value=None), "“value” mangler"),
        (_put(id=["OMRÅDE"] * 5), "nævne hver dimension én gang"),
        (_put(dimension=[]), "“dimension” mangler"),
        (_drop("EJER"), "Dimensionen EJER står i “id”, men beskrives ikke"),
    ],
)
def test_a_cube_that_does_not_hang_together_is_refused_in_danish(sagsbehandler, change, says):
    data = stock()
    change(data)
    with pytest.raises(OrganisationFejl, match=says.replace("(", r"\(")):
        read(sagsbehandler, as_text(data), "bol101.json")
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("dimensions", "says"),
    [
        ({"OMRÅDE": KENDTE, "EJER": EJER, "Tid": ["2024"]}, "dimensionen UDLFORH mangler"),
        ({"OMRÅDE": KENDTE, "KØN": ["M", "K"], "Tid": ["2024"]}, "Tabellen kendes ikke"),
        (
            {"OMRÅDE": KENDTE, "EJER": EJER, "UDLFORH": UDLFORH, "KØN": ["M", "K"], "Tid": ["2024"]},
            "ukendt dimension KØN",
        ),
        (
            {"OMRÅDE": KENDTE, "EJER": [("77", "Fonde")], "UDLFORH": UDLFORH, "Tid": ["2024"]},
            "kategorien EJER 77 .Fonde., UDLFORH EJ .* har ingen ejerform",
        ),
        (
            {"OMRÅDE": KENDTE[1:], "EJER": EJER, "UDLFORH": UDLFORH, "Tid": ["2024"]},
            "ingen tal for København",
        ),
        (
            {"OMRÅDE": KENDTE, "EJER": EJER, "UDLFORH": UDLFORH, "Tid": ["2024K1"]},
            "tiden “2024K1” kendes ikke",
        ),
    ],
)
def test_a_cube_of_something_else_is_refused_naming_dimension_or_category(sagsbehandler, dimensions, says):
    count = 1
    for categories in dimensions.values():
        count *= len(categories)
    with pytest.raises(OrganisationFejl, match=says):
        read(sagsbehandler, as_text(cube(dimensions, [1] * count)), "x.json")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "ikke gyldig JSON"),
        ("[1]", "ikke et JSON-stat-datasæt"),
        ('{"value": NaN}', "ikke gyldig JSON"),
        ("[" * 100_000, "ikke gyldig JSON"),
        ("OMRÅDE;EJER;UDLFORH;TID;INDHOLD\n101;20;LEJ;2024", "Linje 2 har 4 celler"),
        ("OMRÅDE;EJER;UDLFORH;TID;INDHOLD\n101;20;LEJ;2024;x1", "Linje 2: “x1” er ikke et tal"),
        ("OMRÅDE;EJER;UDLFORH;TID;INDHOLD\n", "ingen linjer"),
        ("OMRÅDE;EJER;UDLFORH;TID;INDHOLD\n101;20;LEJ;2024;1\n101;20;LEJ;2024;1", "står flere gange"),
    ],
)
def test_broken_files_are_refused_in_the_form(sagsbehandler, content, says):
    with pytest.raises(OrganisationFejl, match=says):
        read(sagsbehandler, content, "x")
    assert not Import.objects.exists()


def test_who_may_not_keep_figures_may_not_import_them(direktion):
    with pytest.raises(AdgangNaegtet):
        read(direktion, GOOD)


def test_the_page_takes_a_file_shows_the_preview_and_saves_it(client, administrator):
    client.force_login(administrator, "django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("boligmasse:importer")).content.decode()
    assert ".csv,.xlsx,.json" in page and "JSON-stat" in page
    upload = SimpleUploadedFile("bol101.json", as_text(stock()).encode())
    preview = client.post(reverse("boligmasse:importer"), {"fil": upload}, follow=True)
    assert "Danmarks Statistik, BOL101" in preview.content.decode() and not Boligtal.objects.exists()
    pk = Import.objects.get().pk
    client.post(reverse("organisationer:importhandling", args=[pk, "gem"]))
    assert len(numbers()) == 6
    refused = client.post(reverse("boligmasse:importer"), {"fil": SimpleUploadedFile("x.json", b"{}")})
    assert refused.status_code == 400 and "“dimension” mangler" in refused.content.decode()


def test_the_command_tries_and_does(sagsbehandler, tmp_path):
    path = tmp_path / "bol101.json"
    path.write_text(as_text(stock()), encoding="utf-8")
    tried = CliRunner().invoke(importer, ["boligtal", str(path), "--dry-run", "--som", "karen"])
    assert tried.exit_code == 0 and "6 nye tal, 0 ændrede" in tried.output and not Boligtal.objects.exists()
    done = CliRunner().invoke(importer, ["boligtal", str(path), "--udfoer", "--som", "karen", "--json"])
    assert done.exit_code == 0 and len(numbers()) == 6

"""Commands that others script: JSON on standard output, one line per error on standard error, exit code 2 on bad input."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.skabelondatabase import sqlite_template

from almen.cli import cli

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.kun_en_gang
QUESTION = {
    "tilsagnsdato": "2023-11-30",
    "dele": [{"boligtype": "familie", "antal": 91, "bruttoareal_m2": 7400, "anskaffelsessum": 220000000}],
    "ejendomsvaerdi": None,
}


# These ask no database: they answer the same in this process, without a start of Python for each question.
CALCULATIONS = ("beregn", "beslutningsvej", "parametre")


@pytest.fixture
def process(tmp_path):
    """`./almen …` as others script it: a process of its own, with its own data and the settings of production.

    `code`: Python to run there instead.
    """

    def run(*arguments: str, text: str = "", code: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        clean = {
            key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "ALMEN_SECRET_KEY")
        }
        return subprocess.run(
            [sys.executable, *(("-c", code) if code else ("-m", "almen.cli")), *arguments],
            input=text,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={
                **clean,
                "PYTHONPATH": str(ROOT / "src"),
                "ALMEN_DATA": str(tmp_path / "data"),
                "DJANGO_SETTINGS_MODULE": "almen.konfiguration.settings",
                **env,
            },
            timeout=300,  # the demo is loaded in half a minute of processor time, beside whatever else runs
        )

    return run


@pytest.fixture
def almen(process, tmp_path, monkeypatch):
    """`./almen …`: calculations in this process, all else in one of its own."""

    def run(*arguments: str, text: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        if arguments[0] not in CALCULATIONS:
            return process(*arguments, text=text, **env)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("ALMEN_DATA", str(tmp_path / "data"))
        monkeypatch.delenv("DATABASE_URL", raising=False)
        done = CliRunner().invoke(
            cli, list(arguments), input=text, env=env, catch_exceptions=False, prog_name="almen"
        )
        return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)

    return run


def test_financing_as_json(almen):
    done = almen("beregn", "finansiering", "--input", "-", "--json", text=json.dumps(QUESTION))
    assert done.returncode == 0
    assert json.loads(done.stdout)["i_alt"] == {
        "anskaffelsessum": 220000000,
        "laan": 198000000,
        "grundkapital": 17600000,
        "beboerindskud": 4400000,
    }


@pytest.mark.parametrize(
    ("question", "amount", "pct"),
    [
        ({"laan": 40528000, "pct": "77.51"}, 31413253, "77.51"),
        ({"laan": 130249000, "ejendomsvaerdi": 155458875}, 36973675, "28.39"),
        ({"laan": 34841000, "formaal": "serviceareal", "laandato": "2013-05-13"}, 34841000, "100.00"),
    ],
)
def test_a_guarantee_from_value_or_percent(almen, question, amount, pct):
    done = almen("beregn", "garanti", "--input", "-", "--json", text=json.dumps(question))
    answer = json.loads(done.stdout)
    assert (answer["beloeb"], answer["pct_af_laan"]) == (amount, pct)


def test_a_re_guarantee_leaves_the_odd_krone_with_the_municipality(almen):
    done = almen("beregn", "regaranti", "--input", "-", "--json", text='{"brutto": 119700557}')
    answer = json.loads(done.stdout)
    assert (answer["regaranti"], answer["netto"], answer["pct"]) == (59850278, 59850279, "50")
    assert answer["kilder"][0]["parameter"] == "renovering.regaranti"


@pytest.mark.parametrize(
    ("command", "text", "said"),
    [
        ("garanti", '{"laan": 1000000}', "ejendomsvaerdi: mangler"),
        ("garanti", '{"laan": 1000000, "ejendomsvaerdi": 1, "pct": "5"}', "pct: kan ikke gives sammen"),
        (
            "garanti",
            '{"laan": 5, "ejendomsvaerdi": 9, "formaal": "serviceareal"}',
            "ejendomsvaerdi: bruges ikke",
        ),
        ("garanti", '{"laan": -5, "pct": "101"}', "pct: er 101"),
        ("garanti", '{"laan": 5, "pct": "1", "gebyr": 1}', "gebyr: kendes ikke"),
        ("regaranti", '{"brutto": 1, "pct": "-1"}', "pct: er -1"),
        ("regaranti", "[]", "input: skal være et objekt"),
    ],
)
def test_a_wrong_guarantee_question_is_named_with_exit_code_2(almen, command, text, said):
    done = almen("beregn", command, "--input", "-", "--json", text=text)
    assert done.returncode == 2 and done.stdout == ""
    assert said in done.stderr and "Traceback" not in done.stderr


AREA_HEADER = (
    "aar;omraade;kommune;beboere;ikkevestlige_pct;uden_for_arbejdsmarked_pct;doemte_pct;grundskole_pct;"
    "indkomst_pct;landsgennemsnit_doemte_pct;aar_i_traek"
)
AREA_ROW = "2022;Prøveparken;København;1.265;60,1;43,0;2,40;61,0;54,9;0,80;5"


@pytest.mark.parametrize(
    ("arguments", "text", "code"),
    [
        (("beregn", "finansiering", "--input", "-", "--json"), json.dumps(QUESTION), 0),
        (("beregn", "finansiering", "--input", "findes-ikke.json", "--json"), "", 2),
        (("beregn", "omraadeklasse", "--input", "-", "--json"), f"{AREA_HEADER}\n{AREA_ROW}\n", 0),
        (("beslutningsvej", "--sagstype", "nybyggeri", "--json"), "", 0),
        (("parametre", "--json"), "", 0),
    ],
)
def test_calculations_need_neither_a_database_nor_settings_of_ones_own(process, almen, arguments, text, code):
    done, here = process(*arguments, text=text), almen(*arguments, text=text)
    assert (done.returncode, done.stdout, done.stderr) == (code, here.stdout, here.stderr)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_classes_of_areas_from_a_danish_csv_file(almen, tmp_path, encoding):
    # A spreadsheet ends every line with the separators of columns that are empty.
    (tmp_path / "omraader.csv").write_bytes(f"{AREA_HEADER};;\r\n{AREA_ROW};;\r\n;;\r\n".encode(encoding))
    done = almen("beregn", "omraadeklasse", "--input", "omraader.csv", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    (answer,) = json.loads(done.stdout)
    assert (answer["aar"], answer["omraade"], answer["dato"]) == (2022, "Prøveparken", "2022-12-01")
    assert answer["klasser"] == [
        "udsat_boligomraade",
        "parallelsamfund",
        "omdannelsesomraade",
        "kombineret_udlejning_mulig",
    ]
    assert answer["uafgjorte"] == []
    convicted = next(k for k in answer["kriterier"] if k["navn"] == "doemte_pct")
    assert {name: convicted[name] for name in ("vaerdi", "graense", "sammenligning", "opfyldt")} == {
        "vaerdi": "2.40",
        "graense": "2.40",
        "sammenligning": "gte",
        "opfyldt": True,
    }
    assert all(kilde["hjemmel"] and kilde["url"] for kilde in answer["kilder"])


def test_a_bad_row_of_areas_is_named_and_spoils_no_other(almen):
    good = AREA_ROW.replace(",", ".").replace(";", ",").replace("1.265", "1265")
    rows = [
        AREA_HEADER.replace(";", ","),
        good,
        good.replace("43.0", "43x"),
        good + ",9",
        "2009,Gammel",
        good,
    ]
    done = almen("beregn", "omraadeklasse", "--input", "-", "--json", text="\n".join(rows))
    assert done.returncode == 2
    answers = json.loads(done.stdout)
    assert ["fejl" in answer for answer in answers] == [False, True, True, True, False]
    assert answers[0] == answers[4]
    assert answers[2].keys() == answers[1].keys() == {"aar", "omraade", "kommune", "fejl"}
    for answer, named in zip(answers[1:4], ("uden_for_arbejdsmarked_pct", "12 felter", "aar"), strict=True):
        assert named in answer["fejl"] and "klasser" not in answer
    assert "linje 3: uden_for_arbejdsmarked_pct: er »43x«" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("text", "named"),
    [("", "tom"), ("omraade;beboere\nX;1", "aar: kolonnen mangler"), ("aar;omraade;beboer\n", "beboer: ")],
)
def test_a_file_of_areas_without_the_right_columns_is_refused_whole(almen, text, named):
    done = almen("beregn", "omraadeklasse", "--input", "-", "--json", text=text)
    assert (done.returncode, done.stdout) == (2, "")
    assert named in done.stderr and "Traceback" not in done.stderr


def test_a_file_relative_to_where_one_stands(almen, tmp_path):
    (tmp_path / "sag.json").write_text(json.dumps(QUESTION))
    assert almen("beregn", "finansiering", "--input", "sag.json", "--json").returncode == 0


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{nej", "JSON"),
        ("[]", "objekt"),
        (json.dumps({**QUESTION, "x": 1}), "x:"),
        (json.dumps({**QUESTION, "dele": []}), "dele"),
        (json.dumps({**QUESTION, "tilsagnsdato": "30.11.2023"}), "tilsagnsdato"),
        (json.dumps({**QUESTION, "tilsagnsdato": "1999-01-01"}), "1999"),
    ],
)
def test_bad_input_is_exit_code_2_and_names_what_was_wrong(almen, text, named):
    done = almen("beregn", "finansiering", "--input", "-", "--json", text=text)
    assert done.returncode == 2
    assert named in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_missing_file_is_named(almen):
    done = almen("beregn", "finansiering", "--input", "findes-ikke.json", "--json")
    assert (done.returncode, "findes-ikke.json" in done.stderr) == (2, True)


def test_a_year_without_table_says_how_to_add_it(almen):
    question = {
        "skema_b_aar": 2015,
        "tilsagnsdato": "2014-01-01",
        "region": "hovedstad",
        "dele": [{"boligtype": "familie", "antal": 10, "bruttoareal_m2": 800}],
    }
    done = almen("beregn", "maksimumsbeloeb", "--input", "-", "--json", text=json.dumps(question))
    assert done.returncode == 2
    assert "2015" in done.stderr
    assert "Tilføj" in done.stderr


def test_the_route_of_a_day_respects_what_comes_after_what(almen):
    done = almen(
        "beslutningsvej",
        "--sagstype",
        "nybyggeri",
        "--fakta",
        "boligtype=ungdom",
        "--dato",
        "2026-02-01",
        "--json",
    )
    vej = json.loads(done.stdout)
    assert vej["version"] == "2024-2"
    seen: set[str] = set()
    for trin in vej["trin"]:
        assert set(trin["efter"]) <= seen
        seen.add(trin["id"])
    udvalget = next(trin for trin in vej["trin"] if trin["aktoer"] == "udvalget")
    assert udvalget["aktoer_navn"] == "Klima-, Miljø- og Teknikudvalget"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--sagstype", "findes_ikke"),
        ("--sagstype", "nybyggeri", "--kommune", "atlantis"),
        ("--sagstype", "nybyggeri", "--fakta", "boligtype"),
        ("--sagstype", "nybyggeri", "--fakta", "boligtype=slot"),
        ("--sagstype", "nybyggeri", "--dato", "i går"),
        ("--sagstype", "nybyggeri", "--dato", "1900-01-01"),
    ],
)
def test_a_bad_question_of_the_route_is_exit_code_2(almen, arguments):
    done = almen("beslutningsvej", *arguments, "--json")
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_every_parameter_in_force_has_source_and_certainty(almen):
    rows = json.loads(almen("parametre", "--dato", "2026-02-01", "--json").stdout)
    assert len(rows) > 20
    assert all(row["sikkerhed"] and row["hjemmel"] and "url" in row for row in rows)


def test_the_demo_prepares_is_kept_and_can_be_verified_backed_up_and_restored(almen, process, tmp_path):
    database = tmp_path / "data" / "almen.sqlite3"
    # What `migrate` makes from nothing was made once already, in a process of its own, for all tests.
    database.parent.mkdir(exist_ok=True)
    shutil.copyfile(sqlite_template(), database)
    assert almen("demo", "--kun-klargoer").returncode == 0
    with sqlite3.connect(database) as connection:
        count = connection.execute("SELECT count(*) FROM sager_sag").fetchone()[0]
        with pytest.raises(sqlite3.DatabaseError):
            connection.execute("UPDATE sager_beslutning SET udfald = 'x'")
        with pytest.raises(sqlite3.DatabaseError):
            connection.execute("DELETE FROM sager_journalpost")
    assert count > 20
    again = almen("demo", "--kun-klargoer")
    assert again.returncode == 0
    assert "Lægger demodata ind" not in again.stderr
    assert almen("journal", "verificer").returncode == 0
    assert almen("sager", "genopbyg", "--kontrol").returncode == 0
    assert almen("backup", "kopi.tar.gz").returncode == 0
    database.unlink()
    assert almen("restore", "kopi.tar.gz", "--ja").returncode == 0
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM sager_sag").fetchone()[0] == count
    assert almen("journal", "verificer").returncode == 0
    broken = (tmp_path / "kopi.tar.gz").read_bytes()[:-2000]
    (tmp_path / "halv.tar.gz").write_bytes(broken)
    refused = almen("restore", "halv.tar.gz", "--ja")
    assert refused.returncode == 1
    assert "Intet er ændret" in refused.stderr
    assert almen("demo", "--forfra", "--kun-klargoer", text="n\n").returncode == 1
    # From here on it is as the first time; so what is told apart is that nothing is left and that a new file is begun.
    code = (
        "from django.db import connection\nfrom almen.cli import cli, demo\n"
        "demo.migrate_database = lambda: connection.cursor().execute('CREATE TABLE ny (id)')\n"
        "demo.load_demo = lambda: []\n"
        "cli(['demo', '--forfra', '--ja', '--kun-klargoer'])\n"
    )
    assert any((tmp_path / "data" / "filer").iterdir())
    assert process(code=code).returncode == 0
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("ny",)]
    assert not (tmp_path / "data" / "filer").exists()


def test_a_port_that_is_taken_is_one_clear_sentence(almen):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = almen("demo", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "optaget" in done.stderr


def test_a_database_that_does_not_answer_is_one_clear_sentence(almen):
    done = almen("migrate", DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("almen:")


def test_the_demos_worker_ends_with_its_server(tmp_path):
    # The "server" here is a process that starts the worker as the demo does and is then killed.
    code = (
        "import time\nfrom almen.cli import drift\n"
        "class Told(drift.subprocess.Popen):\n"
        "    def __init__(self, *a, **k):\n"
        "        super().__init__(*a, **k)\n"
        "        print(self.pid, flush=True)\n"
        "drift.subprocess.Popen = Told\n"
        "drift.start_worker()\ntime.sleep(60)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "ALMEN_DATA": str(tmp_path)}
    environment.pop("DATABASE_URL", None)
    server = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment, text=True
    )
    worker = int(server.stdout.readline())
    server.kill()
    server.wait()
    server.stdout.close()
    for _ in range(300):
        state = Path(f"/proc/{worker}/stat")
        if not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return
        time.sleep(0.1)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("The worker outlived its server.")

"""`./almen tilsyn status`: how far every organisation's dialogue has come, for people and for programs."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from django.utils import timezone

from almen.cli import cli
from almen.organisationer.models import Boligorganisation

pytestmark = pytest.mark.django_db
THIS_YEAR = timezone.localdate().year


def run(*args):
    return CliRunner().invoke(cli, ["tilsyn", "status", *args])


def test_a_program_gets_every_organisation_with_what_is_late_and_lacking(organisation, anden_organisation):
    shown = json.loads(run("--aar", str(THIS_YEAR - 1), "--json").output)
    assert (shown["aar"], shown["antal"]) == (THIS_YEAR - 1, {"mangler": 2})
    row = next(item for item in shown["organisationer"] if item["lbf_nummer"] == "9001")
    assert row["mangler"] is True and row["forsinket"] is False
    assert row["sag"] is row["trin"] is None and row["manglende_materiale"] == []
    assert row["frist"].startswith(str(THIS_YEAR - 1))


def test_people_get_a_line_each_and_the_sum(organisation, anden_organisation):
    lines = run("--aar", str(THIS_YEAR - 1)).output.splitlines()
    assert len(lines) == 3 and "Mangler" in lines[0]
    assert lines[-1] == f"2 boligorganisationer i {THIS_YEAR - 1}: 2 mangler, 0 er forsinket."
    Boligorganisation.objects.all().delete()
    assert "Ingen boligorganisationer" in run().output


@pytest.mark.parametrize("aar", ["1999", "20x6", "٢٠٢٦", "-1", "99999999999999999999"])
def test_a_year_that_is_none_is_refused_in_one_line(db, aar):
    done = run("--aar", aar)
    assert done.exit_code == 2
    assert "tilladt er årstal fra 2010" in done.output and "Traceback" not in done.output


def test_the_year_is_started_through_the_wheel(organisation):
    done = CliRunner().invoke(
        cli,
        ["aarshjul", "opret", "--aar", str(THIS_YEAR), "--punkt", "styringsdialog", "--dry-run", "--json"],
    )
    assert [item["punkt"] for item in json.loads(done.output)["mangler"]] == ["styringsdialog"]

"""Published cases are reproduced exactly, and every known row is accounted for."""

from __future__ import annotations

import csv
import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from almen.regler.finansiering import Del, FinansieringInput, compute_finansiering
from almen.regler.garanti import (
    beloeb_fra_pct,
    compute_garanti_serviceareal,
    compute_regaranti,
    pct_af_laan,
)
from almen.regler.maksimumsbeloeb import (
    MaksimumsbeloebDel,
    MaksimumsbeloebInput,
    compute_maksimumsbeloeb,
)

pytestmark = pytest.mark.kun_en_gang
CASES = Path(__file__).resolve().parents[1] / "cases"
README = (CASES / "README.md").read_text(encoding="utf-8")
SHARED = CASES.parents[2] / "shared" / "domain" / "financing-cases.csv"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_id(row: dict[str, str]) -> str:
    return "-".join(
        row[key] for key in ("id", "boligtype", "skema_b_aar", "region", "tilsagnsdato") if key in row
    )


@pytest.mark.parametrize("row", rows("finansiering"), ids=by_id)
def test_the_published_split(row):
    part = Del(row["boligtype"], int(row["antal"]), int(row["bruttoareal_m2"]), int(row["anskaffelsessum"]))
    result = compute_finansiering(FinansieringInput(date.fromisoformat(row["tilsagnsdato"]), (part,))).i_alt
    assert (result.laan, result.grundkapital, result.beboerindskud) == tuple(
        int(row[name]) for name in ("laan", "grundkapital", "beboerindskud")
    )


@pytest.mark.parametrize("row", rows("grundkapitalprocent"), ids=by_id)
def test_the_published_percent_of_grundkapital(row):
    area = int(row["middelareal_antaget_m2"]) * 10 if row["middelareal_antaget_m2"] else None
    part = Del(row["boligtype"], 10, area, 10_000_000)
    result = compute_finansiering(FinansieringInput(date.fromisoformat(row["tilsagnsdato"]), (part,)))
    assert result.dele[0].grundkapital_pct == Decimal(row["grundkapital_pct"])


@pytest.mark.parametrize("row", rows("garantier"), ids=by_id)
def test_the_published_guarantee(row):
    loan, percent, amount = int(row["laan"]), Decimal(row["pct"]), int(row["beloeb"])
    computed = beloeb_fra_pct(loan, percent)
    if row["maade"] == "afrundet":
        assert computed.afrundet == amount
    elif row["maade"] == "afskaaret":
        assert computed.afskaaret == amount
    elif row["maade"] == "pct_fra_beloeb":
        assert pct_af_laan(amount, loan) == percent
    else:
        # Printed in millions with one or two decimals, as was the loan it was computed from.
        unit = 100_000 if row["maade"] == "mio_en_decimal" else 10_000
        assert abs(computed.afrundet - amount) <= unit


@pytest.mark.parametrize("row", rows("servicearealer"), ids=by_id)
def test_the_published_guarantee_of_a_service_area(row):
    result = compute_garanti_serviceareal(int(row["laan"]), date.fromisoformat(row["laandato"]))
    assert (result.beloeb, result.pct_af_laan) == (int(row["beloeb"]), Decimal(row["pct"]))
    assert result.advarsler


@pytest.mark.parametrize("row", rows("regaranti"), ids=by_id)
def test_the_published_half_of_landsbyggefonden(row):
    result = compute_regaranti(int(row["brutto"]), Decimal(50))
    value = result.regaranti if row["hvad"] == "regaranti" else result.netto
    unit = int(row["enhed"])
    # Half up in the printed unit: 1.255 million is printed 1.26.
    assert (value + unit // 2) // unit * unit == int(row["netto_eller_regaranti"])
    assert result.regaranti + result.netto == int(row["brutto"])


@pytest.mark.parametrize("row", rows("maksimumsbeloeb"), ids=by_id)
def test_the_printed_tables_of_maksimumsbeloeb(row):
    question = MaksimumsbeloebInput(
        skema_b_aar=int(row["skema_b_aar"]),
        tilsagnsdato=date.fromisoformat(row["tilsagnsdato"]),
        region=row["region"],
        dele=(MaksimumsbeloebDel(row["boligtype"], 10, 800),),
    )
    assert compute_maksimumsbeloeb(question).maksimum == int(row["pr_m2"]) * 800


def test_every_known_row_is_reproduced_or_explained():
    if not SHARED.is_file():
        if os.environ.get("CI") == "true":
            pytest.fail("CI skal have ../shared")
        pytest.skip("../shared er her ikke")
    with SHARED.open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    reproduced = {
        row["id"]
        for name in ("finansiering", "grundkapitalprocent", "garantier", "servicearealer", "regaranti")
        for row in rows(name)
    }
    explained = set(re.findall(r"^\| `([a-z0-9-]+)` \|", README, re.MULTILINE))
    assert known == reproduced | explained
    assert not reproduced & explained
    assert f"{len(known)} published rows are known; {len(reproduced)} are reproduced" in README

"""Figures a municipality adds: they fill what the program does not know and never touch what it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from almen.regler.fejl import UdenForGyldighed, UgyldigtInput
from almen.regler.frister import compute_frist
from almen.regler.gebyr import compute_gebyr_kommune
from almen.regler.laes import load_parametre
from almen.regler.lokale import LokalRaekke, lokale_fra_csv, lokale_kolonner, validate_lokal
from almen.regler.samling import parameter_to_dict

pytestmark = pytest.mark.kun_en_gang
TODAY = date(2026, 11, 24)
ROW = LokalRaekke(
    parameter="maksimumsbeloeb.pr_m2",
    fra=date(2024, 1, 1),
    til=date(2024, 12, 31),
    vaerdi=31_000,
    hjemmel="støttebekendtgørelsen § 13",
    kilde="prøvetal",
    registreret=TODAY,
    naar={"region": "hovedstad", "boligtype": "familie"},
)
FEE = LokalRaekke("gebyr.kommune", date(2020, 1, 1), None, "2.5", "byrådets takstblad", "prøvetal", TODAY)


def test_a_local_row_answers_for_its_year_and_says_that_it_is_local():
    parametre = load_parametre().med_lokale([ROW])
    value = parametre.vaerdi(ROW.parameter, date(2024, 6, 1), region="hovedstad", boligtype="familie")
    assert value.heltal == 31_000
    assert value.lokal and value.kilde.lokal
    with pytest.raises(UdenForGyldighed):
        parametre.vaerdi(ROW.parameter, date(2025, 1, 1), region="hovedstad", boligtype="familie")


def test_the_shipped_parameters_are_not_changed_by_adding():
    before = load_parametre().get(ROW.parameter).raekker
    load_parametre().med_lokale([ROW])
    assert load_parametre().get(ROW.parameter).raekker == before


def test_a_local_row_shows_in_what_is_in_force_with_its_own_day():
    found = [
        parameter_to_dict(item)
        for item in load_parametre().med_lokale([FEE]).i_kraft(date(2024, 1, 1))
        if item.parameter.id == FEE.parameter and item.raekke.lokal
    ]
    assert [(row["vaerdi"], row["lokal"], row["gennemgaaet"]) for row in found] == [
        ("2.5", True, "2026-11-24")
    ]


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"parameter": "findes.ikke"}, "parameter", "gebyr.kommune"),
        ({"parameter": "finansiering.fordeling"}, "parameter", "fastsat i loven"),
        ({"fra": None}, "fra", "udfyldes"),
        ({"til": date(2023, 1, 1)}, "til", "ligger før"),
        ({"til": None}, "til", "2024"),
        ({"til": date(2025, 12, 31)}, "til", "2024"),
        ({"vaerdi": 1.5}, "vaerdi", "helt tal"),
        ({"vaerdi": True}, "vaerdi", "helt tal"),
        ({"vaerdi": -1}, "vaerdi", "negativ"),
        ({"vaerdi": None}, "vaerdi", "udfyldes"),
        ({"hjemmel": " "}, "hjemmel", "udfyldes"),
        ({"kilde": ""}, "kilde", "udfyldes"),
        ({"naar": {"boligtype": "familie"}}, "naar", "region"),
        ({"naar": {**ROW.naar, "region": "maanen"}}, "naar", "aarhus_gruppe"),
        ({"naar": {**ROW.naar, "tilsagnsdato": {"fra": "i går"}}}, "naar", "ÅÅÅÅ-MM-DD"),
        ({"fra": date(2011, 3, 1), "til": date(2011, 3, 2)}, "fra", "programmets egen række"),
    ],
)
def test_a_fault_names_its_field_and_what_is_allowed(change, field, words):
    faults = validate_lokal(replace(ROW, **change), load_parametre())
    assert {item.felt for item in faults} == {field}
    assert words in faults[0].besked
    with pytest.raises(UgyldigtInput):
        load_parametre().med_lokale([replace(ROW, **change)])


@pytest.mark.parametrize(
    "number", ["1e999999999", "1e-999999999", "NaN", "sNaN", "Infinity", "2,5", "9" * 30]
)
def test_a_number_nobody_can_reckon_with_is_refused_at_the_door(number):
    assert [item.felt for item in validate_lokal(replace(FEE, vaerdi=number), load_parametre())] == ["vaerdi"]


def test_all_faults_are_told_at_once():
    faults = validate_lokal(replace(ROW, fra=None, hjemmel="", kilde="", vaerdi="x"), load_parametre())
    assert {item.felt for item in faults} == {"fra", "hjemmel", "kilde", "vaerdi"}


def test_two_local_rows_may_not_answer_the_same_question():
    with pytest.raises(UgyldigtInput, match="overlapper den lokale række"):
        load_parametre().med_lokale([ROW, replace(ROW, vaerdi=32_000)])
    other_region = replace(ROW, naar={"region": "provins", "boligtype": "familie"})
    assert load_parametre().med_lokale([ROW, other_region])


def test_a_row_known_to_be_unknown_may_be_filled():
    parametre = load_parametre().med_lokale([FEE])
    assert compute_gebyr_kommune(10_000_000, date(2024, 1, 1), parametre).beloeb == 25_000
    with pytest.raises(UdenForGyldighed):
        compute_gebyr_kommune(10_000_000, date(2019, 12, 31), parametre)


def test_the_longer_deadline_can_be_added_when_it_is_known():
    rule = LokalRaekke(
        "frist.skema_b_forlaenget", date(2023, 1, 1), None, 36, "bekendtgørelsen", "prøvetal", TODAY
    )
    with pytest.raises(UdenForGyldighed, match="Odense"):
        compute_frist("frist.skema_b_forlaenget", date(2024, 5, 5))
    parametre = load_parametre().med_lokale([rule])
    assert compute_frist("frist.skema_b_forlaenget", date(2024, 5, 5), parametre=parametre).dato == date(
        2027, 5, 5
    )


def csv_row(**cells: str) -> dict[str, str]:
    empty = dict.fromkeys(lokale_kolonner(load_parametre().get(ROW.parameter)), "")
    return {
        **empty, "parameter": ROW.parameter, "fra": "2024-01-01", "til": "2024-12-31", "region": "hovedstad",
        "boligtype": "familie", "vaerdi": "31000", "hjemmel": "§ 13", "kilde": "prøvetal", **cells,
    }  # fmt: skip


def test_a_sheet_becomes_rows_that_can_be_added():
    rows, faults = lokale_fra_csv(
        [csv_row(boligtype="familie|ungdom"), csv_row(boligtype="aeldre", tilsagnsdato_fra="2020-01-01")],
        TODAY,
        load_parametre(),
    )
    assert faults == ()
    parametre = load_parametre().med_lokale(rows)
    for kind, agreed in [("ungdom", date(2022, 1, 1)), ("aeldre", date(2020, 1, 1))]:
        value = parametre.vaerdi(
            ROW.parameter, date(2024, 2, 2), region="hovedstad", boligtype=kind, tilsagnsdato=agreed
        )
        assert value.heltal == 31_000


def test_a_sheet_tells_every_fault_with_its_row_and_cell():
    rows = [csv_row(vaerdi="enogtredive"), csv_row(til=""), csv_row(parameter="x"), csv_row(fra="1/1-2024"),
            csv_row(), csv_row(), {**csv_row(), "farve": "blaa"}]  # fmt: skip
    _, faults = lokale_fra_csv(rows, TODAY, load_parametre())
    told = {item.felt: item.besked for item in faults}
    assert {"række 2.vaerdi", "række 3.til", "række 4", "række 5", "række 7.fra", "række 8"} == set(told)
    assert "samtidig" in told["række 7.fra"]
    assert "farve" in told["række 8"]


def test_what_can_be_supplied_is_what_is_not_fixed_by_law():
    ids = {parameter.id for parameter in load_parametre().som_kan_suppleres()}
    assert {"maksimumsbeloeb.pr_m2", "maksimumsbeloeb.pr_bolig", "gebyr.kommune"} <= ids
    assert not any(name.startswith(("finansiering.", "garanti.", "grundkapital.")) for name in ids)


def test_a_decimal_keeps_the_precision_in_which_it_was_entered():
    parametre = load_parametre().med_lokale([replace(FEE, vaerdi="2.50")])
    assert str(parametre.vaerdi("gebyr.kommune", date(2024, 1, 1)).vaerdi) == "2.50"
    assert parametre.vaerdi("gebyr.kommune", date(2024, 1, 1)).tal == Decimal("2.5")

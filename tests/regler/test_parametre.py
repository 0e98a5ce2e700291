"""The statute's figures: every one sourced and dated, no two rows for one question, and no silent default."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.regler.enheder import ENHEDER
from almen.regler.fejl import (
    ManglendeOplysning,
    ParameterFilFejl,
    RegelFejl,
    UdenForGyldighed,
    UkendtParameter,
)
from almen.regler.laes import load_mappe, load_parametre
from almen.regler.parameter import Status
from almen.regler.resultat import Sikkerhed, kilde_er_link
from almen.regler.samling import parameter_to_dict

pytestmark = pytest.mark.kun_en_gang

FIL = """\
emne: Prøve
lov: prøveloven
parametre:
  - id: proeve.sats
    navn: Prøvesats
    enhed: pct
    dato: tilsagn
    gennemgaaet: 2026-11-23
    dimensioner:
      - {navn: boligtype, titel: boligtypen, slags: valg, tilladt: [familie, ungdom]}
      - {navn: areal, titel: arealet, slags: talinterval}
    raekker:
      - {id: foerste, fra: 2020-01-01, til: 2020-12-31, vaerdi: "1.5", hjemmel: § 1, kilde: ingen, sikkerhed: sikker}
      - {id: anden, fra: 2021-01-01, til: null, vaerdi: "2", hjemmel: § 1, kilde: ingen, sikkerhed: sikker}
"""


def load(folder: Path, text: str):
    (folder / "proeve.yaml").write_text(text, encoding="utf-8")
    return load_mappe(folder)


def test_a_sound_file_is_read_with_exact_decimals(tmp_path):
    value = load(tmp_path, FIL).vaerdi("proeve.sats", date(2020, 12, 31))
    assert value.vaerdi == Decimal("1.5")
    assert value.kilde.gyldig_til == date(2020, 12, 31)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("fra: 2021-01-01", "fra: 2020-12-31", ["anden", "overlapper", "foerste"]),
        ("til: 2020-12-31", "til: 2019-12-31", ["foerste", "ligger før"]),
        ("enhed: pct", "enhed: pund", ["ukendt enhed", "pund", "pct"]),
        ('vaerdi: "1.5"', "vaerdi: 1.5", ["foerste", "anførselstegn"]),
        ('vaerdi: "1.5"', 'vaerdi: "halvanden"', ["foerste", "halvanden", "ikke et tal"]),
        ("sikkerhed: sikker}", "sikkerhed: maaske}", ["foerste", "sikkerhed", "sandsynlig"]),
        ("kilde: ingen, sik", "kilde: ingen, farve: blaa, sik", ["foerste", "farve", "ukendt nøgle"]),
        ("    navn: Prøvesats\n", "", ["proeve.sats", "navn", "mangler"]),
        ("dato: tilsagn", "dato: bryllup", ["dato", "tilsagn"]),
        ("    gennemgaaet: 2026-11-23\n", "", ["gennemgaaet", "mangler"]),
        ("id: anden,", "id: foerste,", ["samme id"]),
        ("til: null, vaerdi", "til: null, naar: {farve: blaa}, vaerdi", ["ukendt betingelse", "farve"]),
        ("til: null, vaerdi", "til: null, naar: {boligtype: slot}, vaerdi", ["slot", "familie, ungdom"]),
        (
            "til: null, vaerdi",
            "til: null, naar: {areal: {mindst: 9, under: 9}}, vaerdi",
            ["areal", "slutter"],
        ),
        ('vaerdi: "2"', "vaerdi: null", ["anden", "uden værdi"]),
        ("    enhed: pct\n", "    enhed: pct\n    enhed: pct\n", ["enhed", "to gange"]),
    ],
)
def test_a_fault_in_a_file_names_file_parameter_and_row(tmp_path, old, new, words):
    assert old in FIL
    with pytest.raises(ParameterFilFejl) as refused:
        load(tmp_path, FIL.replace(old, new, 1))
    for word in ["proeve.yaml", *words]:
        assert word in str(refused.value)


def test_an_id_may_stand_in_one_file_only(tmp_path):
    (tmp_path / "anden.yaml").write_text(FIL, encoding="utf-8")
    with pytest.raises(ParameterFilFejl, match="anden.yaml"):
        load(tmp_path, FIL)


def test_rows_that_differ_in_a_fact_do_not_overlap(tmp_path):
    text = FIL.replace("til: 2020-12-31, v", "til: null, naar: {areal: {under: 90}}, v")
    text = text.replace(
        "fra: 2021-01-01, til: null, v", "fra: 2020-01-01, til: null, naar: {areal: {mindst: 90}}, v"
    )
    parametre = load(tmp_path, text)
    assert parametre.vaerdi("proeve.sats", date(2022, 1, 1), areal=Decimal("89.99")).tal == Decimal("1.5")
    assert parametre.vaerdi("proeve.sats", date(2022, 1, 1), areal=90).tal == 2
    with pytest.raises(ManglendeOplysning, match="arealet"):
        parametre.vaerdi("proeve.sats", date(2022, 1, 1))


def test_outside_validity_the_refusal_names_parameter_date_and_periods(tmp_path):
    with pytest.raises(UdenForGyldighed) as refused:
        load(tmp_path, FIL).vaerdi("proeve.sats", date(2019, 12, 31))
    assert refused.value.parameter == "proeve.sats"
    assert refused.value.dato == date(2019, 12, 31)
    for words in (
        "proeve.sats",
        "31. december 2019",
        "1. januar 2020 – 31. december 2020",
        "fra 1. januar 2021",
    ):
        assert words in str(refused.value)


def test_without_a_day_a_dated_figure_is_refused():
    with pytest.raises(UdenForGyldighed, match="uden dato"):
        load_parametre().vaerdi("garanti.graense")
    assert load_parametre().vaerdi("grundkapital.afdragsfri_aar").heltal == 50


def test_an_unknown_parameter_is_named():
    with pytest.raises(UkendtParameter, match="findes.ikke"):
        load_parametre().get("findes.ikke")


def test_a_figure_kept_for_show_is_never_computed_with():
    for parameter in load_parametre():
        if parameter.kun_visning:
            with pytest.raises(RegelFejl, match="kun til oplysning"):
                parameter.lookup(date(2024, 1, 1), {})


def test_a_figure_known_to_be_unknown_is_refused_with_the_reason():
    with pytest.raises(UdenForGyldighed, match="Københavns sats|registreret"):
        load_parametre().vaerdi("gebyr.kommune", date(2024, 1, 1))
    with pytest.raises(UdenForGyldighed, match="2027"):
        load_parametre().vaerdi("renovering.ramme.aarlig", date(2027, 1, 1))


ALL = [(parameter, row) for parameter in load_parametre() for row in parameter.raekker]


@pytest.mark.parametrize(("parameter", "row"), ALL, ids=lambda value: value.id)
def test_every_row_can_be_checked_by_a_lawyer(parameter, row):
    assert row.hjemmel.strip() and row.kilde.strip()
    assert parameter.navn and parameter.enhed.id in ENHEDER
    assert parameter.gennemgaaet >= date(2026, 11, 23)
    if row.sikkerhed is Sikkerhed.UAFKLARET or row.status is Status.FORVENTET:
        assert row.note or row.forbehold or parameter.note
    if row.vaerdi is None:
        assert row.sikkerhed is Sikkerhed.UAFKLARET and row.note


@pytest.mark.parametrize(("parameter", "row"), ALL, ids=lambda value: value.id)
def test_every_row_answers_on_its_first_and_last_day_and_not_beyond(parameter, row):
    for day, inside in [(row.fra, True), (row.til, True)]:
        if day is not None:
            assert row.covers(day) is inside
    if row.fra:
        assert not row.covers(row.fra - timedelta(days=1))
    if row.til:
        assert not row.covers(row.til + timedelta(days=1))


@given(st.dates(date(1995, 1, 1), date(2040, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_on_any_day_what_is_in_force_is_in_force(day):
    for found in load_parametre().i_kraft(day):
        as_json = parameter_to_dict(found)
        assert (as_json["gyldig_fra"] or "0000") <= day.isoformat() <= (as_json["gyldig_til"] or "9999")
        assert as_json["sikkerhed"] in {"sikker", "sandsynlig", "uafklaret"}


def test_a_shortened_address_is_text_and_never_a_link():
    assert kilde_er_link("https://danskelove.dk/almenboligloven/118-119")
    for text in ("http://docplayer.dk/3758606-...", "BL informerer 52/08 (bl.dk)", "bl.dk/side", "", None):
        assert not kilde_er_link(text)


def test_the_routes_deadlines_are_parameters_in_months():
    for name in ("frist.skema_b", "frist.skema_c"):
        assert load_parametre().get(name).enhed.id == "maaneder"

"""What a municipality's profile must hold, and that what is København's stands there and not in code."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

import almen.sagsgang
from almen.sagsgang.indlaes import SagsgangFejl
from almen.sagsgang.profil import (
    KOMMUNER,
    ProfilFejl,
    list_kommuner,
    load_profil,
    load_sagsgange_of,
    parse_profil,
)

KBH = load_profil("koebenhavn")
AKTOERER = {
    "socialudvalget",
    "beskaeftigelsesudvalget",
    "forvaltningen", "direktionen", "udvalget", "oekonomiudvalget", "borgerrepraesentationen", "suf", "sof", "oekf", "buf", "kff", "beif",
    "boligorganisation", "landsbyggefonden", "bl", "staten",
    "partnerskabsforum",
}  # fmt: skip


def test_there_are_two_profiles_and_an_unknown_one_names_them():
    assert list_kommuner() == ("eksempel", "koebenhavn")
    with pytest.raises(ProfilFejl, match="“ukendt” findes ikke. Mulige: eksempel, koebenhavn"):
        load_profil("ukendt")
    with pytest.raises(ProfilFejl):
        load_profil("../kommuner/koebenhavn")


def test_koebenhavn_has_every_actor_that_routes_and_commands_name():
    assert set(KBH.aktoer_ids) == AKTOERER


@pytest.mark.parametrize(
    ("aktoer", "dato", "navn"),
    [
        ("udvalget", "2004-05-05", "Bygge- og Teknikudvalget"),
        ("udvalget", "2007-05-10", "Teknik- og Miljøudvalget"),
        ("udvalget", "2025-12-31", "Teknik- og Miljøudvalget"),
        ("udvalget", "2026-01-01", "Klima-, Miljø- og Teknikudvalget"),
        ("forvaltningen", "2023-03-01", "Teknik- og Miljøforvaltningen"),
        ("forvaltningen", "2026-02-01", "Klima-, Miljø- og Teknikforvaltningen"),
        ("sof", "2010-01-01", "Socialforvaltningen"),
        ("borgerrepraesentationen", "2026-02-01", "Borgerrepræsentationen"),
    ],
)
def test_a_body_is_called_what_it_was_called_on_the_day(aktoer, dato, navn):
    assert KBH.aktoer_navn(aktoer, dt.date.fromisoformat(dato)) == navn


def test_a_name_is_given_even_before_the_first_source_but_is_not_called_sure():
    assert KBH.aktoer_navn("udvalget", dt.date(1950, 1, 1)) == "Bygge- og Teknikudvalget"
    assert not KBH.navn_er_sikkert("udvalget", dt.date(1950, 1, 1))
    assert KBH.navn_er_sikkert("udvalget", dt.date(2023, 3, 1))


def test_an_unknown_actor_names_those_there_are():
    with pytest.raises(ProfilFejl, match="“kongen” findes ikke i Københavns Kommune. Mulige: forvaltningen"):
        KBH.aktoer_navn("kongen", dt.date(2026, 1, 1))


def test_grundkapital_is_held_by_forvaltningen_or_by_suf_and_sof():
    assert (
        KBH.budget_for("familie").budgetansvarlige
        == KBH.budget_for("ungdom").budgetansvarlige
        == ("forvaltningen",)
    )
    assert (
        KBH.budget_for("aeldre").budgetansvarlige
        == KBH.budget_for("pleje").budgetansvarlige
        == ("suf", "sof")
    )
    with pytest.raises(ProfilFejl, match="familie, ungdom, aeldre, pleje"):
        KBH.budget_for("villa")


def test_practice_that_is_not_known_has_no_figure_and_is_marked():
    reserve, gebyr = (
        KBH.praksis_on(id_, dt.date(2023, 11, 30)) for id_ in ("grundkapital_reserve", "kommunalt_gebyr")
    )
    assert reserve.vaerdier == (Decimal(5), Decimal(10))
    assert (gebyr.vaerdier, gebyr.sikkerhed) == ((), "usikker")
    assert KBH.praksis_on("grundkapital_reserve", dt.date(2000, 1, 1)) is None


def test_the_seven_departments_are_named():
    assert len(KBH.forvaltninger) == 7
    assert {item.aktoer for item in KBH.forvaltninger} <= set(KBH.aktoerer_of_art("forvaltning"))


def test_the_four_administrationsgrundlag_are_there_with_the_decision_that_adopted_them():
    assert {item.id for item in KBH.administrationsgrundlag} == {
        "nybyggeri",
        "renovering",
        "lokalplaner",
        "grundkapital",
    }
    assert all(version.vedtaget.kilde for item in KBH.administrationsgrundlag for version in item.versioner)


@pytest.mark.parametrize("kommune", list_kommuner())
def test_every_name_has_a_source_and_no_day_has_two(kommune):
    for aktoer in load_profil(kommune).aktoerer:
        assert all(navn.kilde for navn in aktoer.navne)
        for earlier, later in zip(aktoer.navne, aktoer.navne[1:], strict=False):
            assert later.fra - earlier.til == dt.timedelta(days=1)


def test_the_invented_municipality_says_so():
    assert load_profil("eksempel").opdigtet
    assert not KBH.opdigtet


def broken(change) -> str:
    data = yaml.safe_load((KOMMUNER / "eksempel" / "profil.yaml").read_text(encoding="utf-8"))
    change(data)
    with pytest.raises(SagsgangFejl) as refused:
        parse_profil(yaml.safe_dump(data, allow_unicode=True), filnavn="eksempel/profil.yaml")
    return str(refused.value)


def test_a_profile_that_cannot_be_used_is_refused_in_words():
    assert "felt “farve” er ikke et kendt felt" in broken(lambda d: d.update(farve="rød"))
    assert "felt “kommunekode”" in broken(lambda d: d.update(kommunekode="12"))
    assert "skal indeholde {loebenummer}" in broken(lambda d: d.update(sagsnummerformat="{aar}"))
    assert "bindestreg" in broken(lambda d: d.update(sagsnummerformat="{loebenummer}/{aar}"))
    assert "“konge” nævner aktøren “kongen”, som ikke findes" in broken(
        lambda d: d["roller"].update(konge=["kongen"])
    )
    assert "“2,5” er ikke et tal" in broken(lambda d: d["praksis"][0].update(vaerdier=["2,5"]))
    navn = {"navn": "To", "kort": "T", "sikkerhed": "sikker", "kilde": "x"}
    assert "to navne på samme dag" in broken(lambda d: d["aktoerer"]["udvalget"]["navne"].append(navn))


def test_nothing_of_koebenhavn_is_in_the_engines_code():
    words = re.compile(r"koebenhavn|københavn|KMT|\bTMU\b|Teknik- og Miljø|familie|ungdom", re.IGNORECASE)
    for path in Path(almen.sagsgang.__file__).parent.glob("*.py"):
        code = re.sub(r'"""[\s\S]*?"""', "", path.read_text(encoding="utf-8"))
        assert not words.findall(code), path.name


def test_the_invented_municipality_decides_without_direktion_suf_and_sof():
    actors = {trin.aktoer for route in load_sagsgange_of("eksempel") for trin in route.trin}
    assert actors == {
        "bl",
        "boligorganisation",
        "forvaltningen",
        "landsbyggefonden",
        "udvalget",
        "oekonomiudvalget",
        "borgerrepraesentationen",
        "staten",
    }

"""The catalogue of indicators fits the law's figures, and the municipality's own are data of its profile."""

from __future__ import annotations

import dataclasses

import pytest

from almen.omraader.indikatorer import (
    FIL,
    alle_indikatorer,
    find_indikator,
    grupper_by_id,
    indikator_navn,
    indikatorer_by_id,
    parse_katalog,
)
from almen.regler.jsonform_omraader import HELTAL, KOLONNER
from almen.regler.omraadeklasse import Omraadetal, check_omraadetal, day_of_list
from almen.sagsgang.fejl import SagsgangFejl
from almen.sagsgang.profil import load_profil

pytestmark = pytest.mark.kun_en_gang


def test_the_statutory_indicators_are_the_figures_that_the_rules_take():
    fields = {f.name for f in dataclasses.fields(Omraadetal)} - {"liste"}
    lovens = {item.id for item in alle_indikatorer() if item.lovens and item.enhed != "kroner"}
    assert lovens == fields == set(KOLONNER) - {"aar", "omraade", "kommune"}
    assert {item.id for item in alle_indikatorer() if item.lovens and item.heltal} - {
        "region_indkomst_kr"
    } == set(HELTAL)
    assert all(item.paragraf for item in alle_indikatorer() if item.lovens)


def test_what_the_catalogue_allows_the_rules_allow():
    for item in alle_indikatorer():
        if item.id in {f.name for f in dataclasses.fields(Omraadetal)}:
            at, beyond = ({item.id: item.hoejst + extra} for extra in (0, 1))
            assert not check_omraadetal(Omraadetal(day_of_list(2024), **at)), item.id
            assert check_omraadetal(Omraadetal(day_of_list(2024), **beyond)), item.id


def test_the_national_mean_is_the_only_reference_that_a_class_rests_on():
    assert {item.id: item.reference for item in alle_indikatorer() if item.reference} == {
        "landsgennemsnit_doemte_pct": "landet",
        "region_indkomst_kr": "regionen",
    }


def test_the_municipalitys_own_indicators_come_from_its_profile_and_say_how_sure_they_are():
    own = [item for item in indikatorer_by_id(load_profil("koebenhavn")).values() if not item.lovens]
    assert len(own) >= 5 and {item.sikkerhed for item in own} == {"usikker"}
    assert all(item.kilde and item.note and item.gruppe in grupper_by_id() for item in own)
    assert not [item for item in indikatorer_by_id(load_profil("eksempel")).values() if not item.lovens]


def test_an_indicator_that_the_catalogue_no_longer_has_is_shown_by_its_id():
    assert find_indikator("forsvundet") is None and indikator_navn("forsvundet") == "forsvundet"


def test_a_fault_in_the_catalogue_names_file_and_field():
    text = FIL.read_text(encoding="utf-8")
    with pytest.raises(SagsgangFejl, match="to gange"):
        parse_katalog(text.replace("id: doemte_pct", "id: grundskole_pct"), "indikatorer.yaml")
    with pytest.raises(SagsgangFejl, match=r"indikatorer\.yaml.*gruppe"):
        parse_katalog(text.replace("gruppe: voksne\n", "gruppe: andre\n"), "indikatorer.yaml")

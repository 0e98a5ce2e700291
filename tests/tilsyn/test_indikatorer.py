"""The catalogue says what is known of each key figure, and every critical value is a parameter that the municipality fills."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from almen.regler.laes import load_parametre
from almen.regler.lokale import LokalRaekke
from almen.sagsgang.fejl import SagsgangFejl
from almen.sagsgang.profil import load_profil
from almen.sagsgang.tilsynsindikator import Tilsynsindikator
from almen.tilsyn.indikatorer import find_indikator, indikator_navn, load_indikatorer, parse_katalog
from almen.tilsyn.kritisk import critical_value, critical_values

pytestmark = pytest.mark.kun_en_gang


def egen(**fields):
    return Tilsynsindikator(
        **{
            "id": "egne_pct",
            "navn": "Egen",
            "kort": "Egen",
            "enhed": "pct",
            "hoejst": "100",
            "maalt_paa": "Boligerne",
            "kilde": "Kommunen",
            "sikkerhed": "usikker",
            **fields,
        }
    )


def test_only_the_figures_that_a_source_confirms_are_called_sure_and_only_one_has_an_account():
    alle = load_indikatorer(load_profil("koebenhavn"))
    assert {id_ for id_, item in alle.items() if item.sikkerhed == "sikker"} == {
        "henlaeggelser_konto120_pr_bolig",
        "effektivitetstal",
        "afdelingsbestyrelse",
    }
    assert {id_: item.konto for id_, item in alle.items() if item.konto} == {
        "henlaeggelser_konto120_pr_bolig": "120"
    }


def test_every_figure_with_a_bad_end_has_a_critical_value_that_nobody_has_published():
    alle, parametre = load_indikatorer(load_profil("koebenhavn")), load_parametre()
    found = critical_values(alle, 2024, parametre)
    bad = {id_ for id_, item in alle.items() if item.daarligt != "ingen" and item.enhed != "ja_nej"}
    assert set(found) == bad
    for id_, kritisk in found.items():
        assert parametre.get(kritisk.parameter).lokal and kritisk.graense is None, id_
        assert kritisk.ende == ("hoejst" if alle[id_].daarligt == "hoej" else "mindst")
        assert not kritisk.is_hit_by(alle[id_].hoejst) and not kritisk.is_hit_by(alle[id_].mindst)


def test_a_municipalitys_own_critical_value_holds_from_its_first_year():
    tomgang = load_indikatorer(load_profil("koebenhavn"))["tomgang_pct"]
    id_ = "tilsyn.kritisk.tomgang_pct.hoejst"
    row = LokalRaekke(id_, dt.date(2023, 1, 1), None, "2.5", "egen", "egen", dt.date(2026, 1, 1))
    parametre = load_parametre().med_lokale([row])
    assert critical_value(tomgang, 2022, parametre).graense is None
    limit = critical_value(tomgang, 2023, parametre)
    assert limit.graense == Decimal("2.5")
    assert limit.is_hit_by(Decimal("2.51")) and not limit.is_hit_by(Decimal("2.5"))
    assert not limit.is_hit_by(None)


def test_a_municipality_may_have_figures_of_its_own_but_not_under_a_common_id():
    profil = load_profil("eksempel")
    own = load_indikatorer(replace(profil, tilsynsindikatorer=(egen(),)))
    assert own["egne_pct"].egen and not own["tomgang_pct"].egen
    with pytest.raises(SagsgangFejl, match="tomgang_pct"):
        load_indikatorer(replace(profil, tilsynsindikatorer=(egen(id="tomgang_pct"),)))


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"mindst": "200"}, "større end mindst"), ({"enhed": "ja_nej", "hoejst": "2"}, "0 til 1")],
)
def test_bounds_that_cannot_be_meant_are_refused(fields, words):
    with pytest.raises(ValueError, match=words):
        egen(**fields)


def test_a_catalogue_with_a_figure_twice_is_refused():
    item = "{id: a, navn: A, kort: A, enhed: pct, hoejst: '100', maalt_paa: x, kilde: x, sikkerhed: usikker}"
    with pytest.raises(SagsgangFejl, match="to gange"):
        parse_katalog(f"indikatorer:\n  - {item}\n  - {item}\n", "proeve.yaml")


def test_values_are_told_with_the_unit_and_the_decimals_of_their_figure():
    assert find_indikator("henlaeggelser_konto120_pr_bolig").vis(Decimal("12345.4")) == "12.345 kr. pr. bolig"
    assert find_indikator("lejetab_pct").vis(Decimal("1.5")) == "1,50 pct."
    assert find_indikator("afdelingsbestyrelse").vis(Decimal(0)) == "Nej"
    assert find_indikator("lejetab_pct").vis(None) == ""
    assert find_indikator("forsvundet") is None and indikator_navn("forsvundet") == "forsvundet"

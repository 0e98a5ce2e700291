"""Key figures are registered, replaced with a reason and withdrawn; nothing is altered, and every fault is told in Danish."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.talverden import make_afdelinger

from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost
from almen.tilsyn import talskifte
from almen.tilsyn.indikatorer import find_indikator
from almen.tilsyn.models import Tilsynstal
from almen.tilsyn.selectors.noegletal import history_of, tal_of
from almen.tilsyn.services.noegletal import (
    Tilsynstalinput,
    check_tal,
    register_first,
    register_tal,
    withdraw_tal,
)
from almen.tilsyn.talvaerdi import read_vaerdi

GIVEN = Tilsynstalinput(1, 1, 2024, "lejetab_pct", Decimal("1.50"), "Regnskabet, side 4", "sikker")


def faults(**fields) -> dict[str, str]:
    return {item.felt: item.besked for item in check_tal(replace(GIVEN, **fields), 2026)}


def of(organisation, afdeling=None, **fields) -> Tilsynstalinput:
    place = {"boligorganisation": organisation.pk, "afdeling": afdeling.pk if afdeling else None}
    return replace(GIVEN, **place, **fields)


@pytest.mark.parametrize(
    ("fields", "felt", "words"),
    [
        ({"aar": 2027}, "aar", "1990 til 2026"),
        ({"aar": 1980}, "aar", "1990 til 2026"),
        ({"indikator": "forsvundet"}, "indikator", "lejetab_pct"),
        ({"vaerdi": Decimal("100.01")}, "vaerdi", "fra 0,00 til 100,00 pct."),
        ({"vaerdi": Decimal("-1")}, "vaerdi", "fra 0,00"),
        ({"vaerdi": Decimal("1.12345")}, "vaerdi", "højst have 4 decimaler"),
        ({"indikator": "afdelingsbestyrelse", "vaerdi": Decimal("0.5")}, "vaerdi", "1 (ja) eller 0 (nej)"),
        ({"indikator": "afdelingsbestyrelse", "vaerdi": Decimal(2)}, "vaerdi", "1 (ja) eller 0 (nej)"),
        ({"indikator": "dispositionsfond_pr_bolig"}, "afdeling", "skal være tom"),
        ({"indikator": "afdelingsbestyrelse", "afdeling": None, "vaerdi": None}, "afdeling", "skal udfyldes"),
        ({"kilde": " "}, "kilde", "skal udfyldes"),
        ({"sikkerhed": "måske"}, "sikkerhed", "sandsynlig"),
        ({"kilde_adresse": "javascript:x"}, "kilde_adresse", "https"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_with_what_is_allowed(fields, felt, words):
    assert words in faults(**fields)[felt]


def test_a_sound_figure_and_one_that_the_source_does_not_know_have_no_faults():
    assert faults() == {} == faults(vaerdi=None)
    assert faults(indikator="egenkapital_pr_bolig", afdeling=None, vaerdi=Decimal(-9000)) == {}


@pytest.mark.parametrize(
    ("id_", "tekst", "vaerdi"),
    [
        ("henlaeggelser_konto120_pr_bolig", "12.500", "12500"),
        ("henlaeggelser_konto120_pr_bolig", "12500,50", "12500.50"),
        ("egenkapital_pr_bolig", "−1.200", "-1200"),
        ("lejetab_pct", "1.50", "1.50"),
        ("lejetab_pct", "1,50", "1.50"),
        ("effektivitetstal", "87", "87"),
        ("afdelingsbestyrelse", "Ja", "1"),
        ("afdelingsbestyrelse", "0", "0"),
    ],
)
def test_a_cell_is_read_as_the_figure_is_written_in_danish(id_, tekst, vaerdi):
    assert str(read_vaerdi(tekst, find_indikator(id_))) == vaerdi


@pytest.mark.parametrize(
    ("id_", "tekst"),
    [
        ("henlaeggelser_konto120_pr_bolig", "1.50"),
        ("henlaeggelser_konto120_pr_bolig", "12.5000"),
        ("lejetab_pct", "1.234,5"),
        ("lejetab_pct", "NaN"),
        ("effektivitetstal", "1e3"),
        ("afdelingsbestyrelse", "måske"),
    ],
)
def test_a_cell_that_could_mean_two_things_is_refused(id_, tekst):
    with pytest.raises(ValueError, match="Skriv"):
        read_vaerdi(tekst, find_indikator(id_))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=12), st.sampled_from(["lejetab_pct", "egenkapital_pr_bolig", "afdelingsbestyrelse"]))
def test_any_text_is_read_or_refused_in_words(tekst, id_):
    try:
        assert read_vaerdi(tekst, find_indikator(id_)).is_finite()
    except ValueError as error:
        assert "Skriv" in str(error)


@pytest.mark.django_db
def test_a_figure_is_registered_replaced_with_a_reason_and_withdrawn(sagsbehandler, organisation):
    afdeling = make_afdelinger(organisation, 1)[0]
    told: list = []
    talskifte.on_change(told.append)
    try:
        first = register_tal(bruger=sagsbehandler, tal=of(organisation, afdeling))
        with pytest.raises(UgyldigtInput, match="står der allerede"):
            register_tal(bruger=sagsbehandler, tal=of(organisation, afdeling))
        newer = of(organisation, afdeling, vaerdi=Decimal("1.75"))
        with pytest.raises(UgyldigtInput, match="begrundelse"):
            register_tal(bruger=sagsbehandler, tal=newer)
        second = register_tal(bruger=sagsbehandler, tal=newer, begrundelse="Rettet regnskab", erstatter=first)
        with pytest.raises(UgyldigtInput, match="i mellemtiden"):
            register_tal(
                bruger=sagsbehandler,
                tal=of(organisation, afdeling, vaerdi=Decimal(2)),
                begrundelse="x",
                erstatter=first,
            )
        assert tal_of(afdeling) == {2024: {"lejetab_pct": second}} and tal_of(organisation) == {}
        withdraw_tal(bruger=sagsbehandler, tal=second, begrundelse="Forkert afdeling")
        assert tal_of(afdeling) == {}
        again = register_tal(bruger=sagsbehandler, tal=newer)
        assert again.begrundelse == "Registreret igen"
        assert [str(row.tal) for row in history_of(first)] == ["1.75", "1.75", "1.75", "1.50"]
    finally:
        talskifte.forget(told.append)
    assert told == [[organisation.pk]] * 4
    arter = Journalpost.objects.filter(art__startswith="tilsynstal").values_list("art", flat=True)
    assert sorted(arter) == ["tilsynstal_registreret"] * 3 + ["tilsynstal_tilbagekaldt"]


@pytest.mark.django_db
def test_an_afdeling_of_another_organisation_and_one_without_right_are_refused(
    sagsbehandler, direktion, organisation, anden_organisation
):
    strange = make_afdelinger(anden_organisation, 1)[0]
    with pytest.raises(UgyldigtInput, match="boligorganisationens egne"):
        register_tal(bruger=sagsbehandler, tal=of(organisation, strange))
    with pytest.raises(UgyldigtInput, match="findes ikke"):
        register_tal(bruger=sagsbehandler, tal=replace(GIVEN, boligorganisation=0, afdeling=None))
    with pytest.raises(AdgangNaegtet):
        register_tal(bruger=direktion, tal=of(organisation))
    assert not Tilsynstal.objects.exists()


@pytest.mark.django_db
def test_many_first_readings_are_added_in_one_act_or_none(sagsbehandler, organisation):
    this_year = timezone.localdate().year
    sound = of(organisation, indikator="dispositionsfond_pr_bolig", vaerdi=Decimal(5000))
    with pytest.raises(UgyldigtInput, match=r"tal\[1\].aar"):
        register_first(bruger=sagsbehandler, tal=[sound, replace(sound, aar=this_year + 1)])
    assert not Tilsynstal.objects.exists()
    assert register_first(bruger=sagsbehandler, tal=[sound, replace(sound, aar=2023)], demo=True) == 2
    assert set(tal_of(organisation)) == {2023, 2024}
    assert Tilsynstal.objects.filter(demo=True).count() == 2

"""Forms: Danish input, Danish errors, and markup that a screen reader can follow."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django import forms

from almen.ui.forms import AlmenForm, DatoField, ForslagInput, KoordinatField, KronerField, M2Field


class BuildingForm(AlmenForm):
    beloeb = KronerField(label="Beløb", hoejst=1_000_000, help_text="I hele kroner")
    areal = M2Field(label="Areal", required=False)
    dato = DatoField(label="Dato")
    udfald = forms.ChoiceField(
        label="Udfald", widget=forms.RadioSelect, choices=[("ja", "Ja"), ("nej", "Nej")]
    )
    bilag = forms.MultipleChoiceField(
        label="Bilag", required=False, widget=forms.CheckboxSelectMultiple, choices=[("a", "A")]
    )


GOOD = {"beloeb": "123.456", "areal": "7.400,5", "dato": "31.12.2026", "udfald": "ja"}


def test_danish_input_becomes_exact_values():
    form = BuildingForm(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["beloeb"] == 123456
    assert form.cleaned_data["areal"] == Decimal("7400.5")
    assert form.cleaned_data["dato"] == dt.date(2026, 12, 31)


def test_bounds_are_told_in_danish_formats():
    form = BuildingForm({**GOOD, "beloeb": "2.000.000"})
    assert form.errors["beloeb"] == ["Må højst være 1.000.000 kr."]


def test_amounts_below_nothing_are_refused():
    assert "beloeb" in BuildingForm({**GOOD, "beloeb": "-5"}).errors


def test_an_optional_area_may_be_left_out():
    form = BuildingForm({**GOOD, "areal": "  "})
    assert form.is_valid()
    assert form.cleaned_data["areal"] is None


def test_initial_values_are_shown_as_people_write_them():
    html = str(BuildingForm(initial={"beloeb": 1234567, "dato": dt.date(2026, 3, 1)}))
    assert 'value="1.234.567"' in html
    assert 'value="01.03.2026"' in html


def test_what_was_mistyped_is_shown_again_beside_its_error():
    html = str(BuildingForm({**GOOD, "beloeb": "12.50", "dato": "31.02.2026"}))
    assert 'value="12.50"' in html
    assert "Datoen 31.02.2026 findes ikke." in html


def test_the_error_summary_links_to_each_field_and_fields_name_their_error():
    html = str(BuildingForm({**GOOD, "beloeb": ""}))
    assert 'href="#id_beloeb"' in html
    assert 'id="id_beloeb_error"' in html
    assert "id_beloeb_error" in html.split('name="beloeb"')[1].split(">")[0]
    assert "Skriv et beløb i hele kroner." in html


def test_choices_are_marked_as_what_they_are():
    html = str(BuildingForm())
    assert html.count('class="form-radio"') == 2
    assert 'type="checkbox"' in html
    assert 'class="form-checkbox"' in html
    assert "<fieldset" in html


def test_only_optional_fields_say_so():
    html = str(BuildingForm())
    assert "Areal (valgfrit)" in html
    assert "Beløb (valgfrit)" not in html


def test_an_unchanged_amount_is_not_a_change():
    assert (
        not BuildingForm({**GOOD}, initial={"beloeb": 123456}).fields["beloeb"].has_changed(123456, "123.456")
    )


class PlaceForm(AlmenForm):
    bydel = forms.CharField(label="Bydel", widget=ForslagInput(lambda: ["Østre & Nedre", "Vestre"]))
    breddegrad = KoordinatField(label="Breddegrad", required=False)


def test_a_field_with_suggestions_offers_them_and_takes_other_text():
    html = str(PlaceForm()["bydel"])
    assert 'list="id_bydel_forslag"' in html and '<datalist id="id_bydel_forslag">' in html
    assert '<option value="Østre &amp; Nedre">' in html and 'class="form-input"' in html
    form = PlaceForm({"bydel": "Et andet sted", "breddegrad": "55,6761"})
    assert form.is_valid() and form.cleaned_data == {
        "bydel": "Et andet sted",
        "breddegrad": Decimal("55.6761"),
    }


def test_coordinates_are_shown_again_in_danish_and_refused_with_an_example():
    form = PlaceForm({"bydel": "x", "breddegrad": "N 55"}, initial={"breddegrad": Decimal("55.6761")})
    assert form.errors["breddegrad"] == ["Skriv grader med decimaler, for eksempel 55,676098."]
    assert 'value="55,6761"' in str(PlaceForm(initial={"breddegrad": Decimal("55.6761")})["breddegrad"])

"""The one number of how near an area is to another main class agrees with the reasons told in full."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from tests.regler.test_omraadeafstand import AREAS, NEAR

from almen.regler.laes import load_parametre
from almen.regler.omraadeafstand import compute_omraadeafstand
from almen.regler.omraadehistorie import main_klasse
from almen.regler.omraadeklasse import find_klasser, find_regelsaet
from almen.regler.omraadenaermest import find_naermest

pytestmark = pytest.mark.kun_en_gang


def nearest(figures):
    return find_naermest(figures, find_regelsaet(figures.liste, load_parametre()))


def test_the_sign_tells_whether_the_other_class_is_graver():
    better = nearest(NEAR)
    assert (better.navn, better.pct, better.klasse) == ("grundskole_pct", D("2.00"), "forebyggelsesomraade")
    worse = nearest(replace(NEAR, grundskole_pct=D("59.0"), indkomst_pct=D("70.0")))
    assert worse.pct < 0 and worse.klasse == "parallelsamfund"
    assert nearest(replace(NEAR, beboere=None)) is None


@given(AREAS)
def test_the_number_is_the_smallest_share_of_the_changes_that_alter_the_main_class(figures):
    found, main = nearest(figures), main_klasse(find_klasser(figures).klasser)
    told = [s for s in compute_omraadeafstand(figures).skift if main_klasse(s.klasser_efter) != main]
    assert (found is None) == (not told)
    if found is not None:
        assert abs(found.pct) <= max(min(float(s.andel) for s in told) * 100 + 0.005, 0.01)
        assert found.klasse != main

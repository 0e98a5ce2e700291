"""An indstilling about a base says what is to be adopted from which day, why, and what is changed."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.sager.models import Sag
from almen.sager.selectors import find_papir

DAY = dt.date(2026, 11, 24)


@pytest.fixture
def papir(open_change, decide_until):
    """The indstilling to the committee about the draft, however it is made."""

    def compose(**given):
        sag = open_change(**given)
        decide_until(sag, "udkast")
        sag = Sag.objects.get(pk=sag.pk)
        return find_papir(sag, "indstilling-droeftelse", DAY).compose(DAY)

    return compose


def part(papir, overskrift):
    return next(item for item in papir.afsnit if item.overskrift == overskrift)


def test_the_point_is_the_version_and_its_first_day(papir):
    (point,) = part(papir(), "Indstilling").punkter
    assert point.tekst == (
        "at version 2027-1 af administrationsgrundlag for brug af grundkapital vedtages og gælder fra 1. januar 2027."
    )
    assert point.kilder


def test_the_reason_is_told_and_nobody_has_applied(papir):
    texts = [item.tekst for item in part(papir(), "Problemstilling").tekst]
    assert texts == ["Priserne stiger."]


def test_each_changed_figure_stands_beside_what_it_was(papir):
    solution = part(papir(), "Løsning")
    (table,) = (item for item in solution.tabeller if item.titel == "Tal og krav, der ændres")
    assert table.kolonner == ("Navn", "2024-1", "2027-1")
    assert [row.celler for row in table.raekker] == [
        ("Reserve til regulering af grundkapital (procent)", "ikke fastsat", "7")
    ]
    assert all(row.kilder for row in table.raekker)
    assert "Udkastet afløser version 2024-1" in solution.tekst[0].tekst


def test_who_comes_next_is_named_once(papir):
    told = [item.tekst for item in part(papir(), "Videre proces").punkter]
    assert "Økonomiudvalget afgiver erklæring." in told
    assert "Klima-, Miljø- og Teknikudvalget anbefaler ændringen." in told

"""Two people who replace the same figure at the same moment: both readings stand in one line of succession."""

from __future__ import annotations

import pytest
from tests.samtidig import at_once

from almen.boligmasse.models import Boligtal
from almen.boligmasse.selectors import history_of
from almen.boligmasse.services import register_boligtal, withdraw_boligtal
from almen.regler.fejl import UgyldigtInput
from almen.sager.services import verify_journal
from boligmasse.conftest import tal

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_replace_a_figure_follow_each_other(put, leder, sagsbehandler):
    (first,) = put(tal(vaerdi="100"))
    refused = at_once(
        lambda: register_boligtal(bruger=leder, tal=tal(vaerdi="110"), begrundelse="Leder"),
        lambda: register_boligtal(bruger=sagsbehandler, tal=tal(vaerdi="120"), begrundelse="Karen"),
    )
    assert refused == []
    newest, middle, oldest = history_of(first)
    assert (newest.erstatter, middle.erstatter, oldest) == (middle, first, first)
    assert {newest.tal, middle.tal} == {110, 120}
    assert Boligtal.objects.gaeldende().get() == newest
    assert verify_journal() == []


def test_two_who_withdraw_a_figure_withdraw_it_once(put, leder, sagsbehandler):
    (first,) = put(tal())
    refused = at_once(
        lambda: withdraw_boligtal(bruger=leder, boligtal=first, begrundelse="Leder"),
        lambda: withdraw_boligtal(bruger=sagsbehandler, boligtal=first, begrundelse="Karen"),
    )
    assert [type(error) for error in refused] == [UgyldigtInput]
    assert len(history_of(first)) == 2


def test_two_who_enter_the_same_new_figure_enter_it_once(put, leder, sagsbehandler):
    refused = at_once(
        lambda: register_boligtal(bruger=leder, tal=tal(vaerdi="110")),
        lambda: register_boligtal(bruger=sagsbehandler, tal=tal(vaerdi="120")),
    )
    assert [error.fejl[0].felt for error in refused] == ["begrundelse"]
    assert Boligtal.objects.count() == 1

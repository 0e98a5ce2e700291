"""The projection of stays is what follows from the case's course, whatever was done to the case."""

from __future__ import annotations

import pytest

from almen.analyse.models import Ophold
from almen.analyse.services.ophold import build_missing
from almen.byggeri.services import DelInput, open_nybyggeri
from almen.sager.models import Sag
from almen.sager.selectors.afvigelser import find_afvigelser
from almen.sager.services import edit_sag, rebuild_overblik, record_beslutning
from almen.sager.services.annullering import annul_sag, reopen_sag

pytestmark = pytest.mark.django_db


def stored(sag):
    rows = Ophold.objects.filter(sag=sag).order_by("runde", "klar", "trin")
    return [(row.trin, row.runde, row.art) for row in rows]


def test_opening_and_deciding_keeps_it_and_a_rebuild_changes_nothing(verden_sag, sagsbehandler):
    sag = verden_sag
    act = {"bruger": sagsbehandler, "sag": sag}
    record_beslutning(**act, trin="oplysning", udfald="udsat", begrundelse="Tallene mangler")
    record_beslutning(
        **act, trin="oplysning", udfald="sendt_tilbage", tilbage_til="ansoegning", begrundelse="Forkerte tal"
    )
    record_beslutning(**act, trin="ansoegning", udfald="godkendt", kilde="Ny ansøgning")
    assert stored(sag) == [
        ("ansoegning", 1, "udfoert"),
        ("oplysning", 1, "sendt_tilbage"),
        ("ansoegning", 2, "udfoert"),
        ("oplysning", 2, "aaben"),
    ]
    before = stored(sag)
    rebuild_overblik(sag)
    assert sorted(stored(sag)) == sorted(before)
    assert list(find_afvigelser()) == []


def test_a_stay_that_is_lacking_or_wrong_is_found_and_built_again(verden_sag):
    Ophold.objects.filter(sag=verden_sag).update(aktoer="direktionen")
    assert any("opholdene" in line for line in find_afvigelser())
    Ophold.objects.filter(sag=verden_sag).delete()
    assert build_missing() and not build_missing()
    assert list(find_afvigelser()) == []


def test_a_case_opened_in_error_has_no_stays(sagsgange, sagsbehandler, organisation):
    sag = open_nybyggeri(
        bruger=sagsbehandler, titel="To gange", boligorganisation=organisation, dele=[DelInput("familie", 10)]
    )
    assert stored(sag) == [("ansoegning", 1, "aaben")]
    annul_sag(bruger=sagsbehandler, sag=sag, begrundelse="Oprettet to gange")
    assert stored(sag) == []
    reopen_sag(bruger=sagsbehandler, sag=sag, begrundelse="Det var den ikke")
    assert stored(sag) == [("ansoegning", 1, "aaben")]


def test_an_act_on_the_case_itself_keeps_its_stays(verden_sag, sagsbehandler):
    before = stored(verden_sag)
    edit_sag(bruger=sagsbehandler, sag=verden_sag, titel="Nyt navn", fortrolighed="intern")
    assert stored(verden_sag) == before
    assert Sag.objects.get(pk=verden_sag.pk).titel == "Nyt navn"
    assert list(find_afvigelser()) == []

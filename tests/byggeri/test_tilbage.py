"""When figures change more than the rules allow, the case goes back by itself to whoever must decide it."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.byggeri.selectors.forhaandsvisning import preview_aendring
from almen.byggeri.selectors.projektdata import projektdata_of
from almen.byggeri.services import DelInput, edit_projekt, save_skema
from almen.sager.models import Beslutning, Sag
from almen.sager.selectors import load_forloeb
from almen.sager.selectors.afvigelser import find_afvigelser
from almen.sager.services import BeslutningAfvist, verify_journal
from byggeri.conftest import FAMILIE, TIL_TILSAGN, decide, register_maksimum

DEARER = DelInput("familie", 91, 7400, 231_000_000)
DEAREST = DelInput("familie", 91, 7400, 240_000_000)
SKEMA_C, AFVIGELSE = "skema_c", "afvigelse_fra_skema_b"


def state(sag: Sag):
    return load_forloeb(Sag.objects.get(pk=sag.pk)).tilstand


@pytest.fixture
def regnskab(nybyggeri, ramme, sagsbehandler):
    """The accounts have come in; Skema B stands at 220 million."""
    decide(nybyggeri, sagsbehandler, *TIL_TILSAGN, "garanti", "skema_b_licitation")
    save_skema(bruger=sagsbehandler, sag=nybyggeri, bogstav="B", dele=[FAMILIE])
    edit_projekt(bruger=sagsbehandler, sag=nybyggeri, regnskab_revideret=True)
    decide(nybyggeri, sagsbehandler, "skema_b", "skaeringsdag", "skema_c_regnskab")
    return nybyggeri


def test_accounts_within_the_approved_sum_need_no_new_decision(regnskab, sagsbehandler):
    save_skema(bruger=sagsbehandler, sag=regnskab, bogstav="C", dele=[FAMILIE])
    assert state(regnskab).aabne == (SKEMA_C,)


def test_accounts_over_the_approved_sum_send_the_case_back_by_themselves(regnskab, sagsbehandler):
    save_skema(bruger=sagsbehandler, sag=regnskab, bogstav="C", dele=[DEARER])
    assert state(regnskab).aabne == (AFVIGELSE,)
    sent = Beslutning.objects.filter(sag=regnskab).last()
    assert (sent.trin, sent.udfald, sent.tilbage_til) == (SKEMA_C, "sendt_tilbage", AFVIGELSE)
    assert "11.000.000 kr. over den godkendte sum" in sent.begrundelse
    assert sent.registreret_af == sagsbehandler
    with pytest.raises(BeslutningAfvist, match="kan ikke besluttes endnu"):
        decide(regnskab, sagsbehandler, SKEMA_C)
    assert verify_journal() == []
    assert list(find_afvigelser()) == []


def test_the_new_decision_settles_it_and_stands_in_the_check(regnskab, sagsbehandler):
    save_skema(bruger=sagsbehandler, sag=regnskab, bogstav="C", dele=[DEARER])
    decide(regnskab, sagsbehandler, AFVIGELSE)
    assert state(regnskab).aabne == (SKEMA_C,)
    done = decide(regnskab, sagsbehandler, SKEMA_C)
    check = next(item for item in done.kontroller if item["id"] == "aendring_b_c")
    assert check["udfald"] == "ja"
    assert "Besluttet den 02.02.2026: Udvalget" in check["forklaring"]


def test_figures_that_rise_again_go_back_again(regnskab, sagsbehandler):
    save_skema(bruger=sagsbehandler, sag=regnskab, bogstav="C", dele=[DEARER])
    decide(regnskab, sagsbehandler, AFVIGELSE)
    save_skema(bruger=sagsbehandler, sag=regnskab, bogstav="C", dele=[DEAREST])
    assert state(regnskab).aabne == (AFVIGELSE,)
    assert state(regnskab).trin[AFVIGELSE].runde == 3


def test_figures_that_come_within_the_sum_while_the_case_waits_still_want_the_decision_that_was_asked_for(
    regnskab, sagsbehandler
):
    save_skema(bruger=sagsbehandler, sag=regnskab, bogstav="C", dele=[DEARER])
    save_skema(bruger=sagsbehandler, sag=regnskab, bogstav="C", dele=[FAMILIE])
    assert state(regnskab).aabne == (AFVIGELSE,)


def test_figures_that_were_saved_before_the_accounts_came_in_send_back_when_they_do(
    nybyggeri, ramme, sagsbehandler
):
    decide(nybyggeri, sagsbehandler, *TIL_TILSAGN, "garanti", "skema_b_licitation")
    save_skema(bruger=sagsbehandler, sag=nybyggeri, bogstav="B", dele=[FAMILIE])
    decide(nybyggeri, sagsbehandler, "skema_b", "skaeringsdag")
    save_skema(bruger=sagsbehandler, sag=nybyggeri, bogstav="C", dele=[DEARER])
    last = decide(nybyggeri, sagsbehandler, "skema_c_regnskab")
    assert last.trin == "skema_c_regnskab"
    assert last.tilstand_efter.aabne == (AFVIGELSE,)


@pytest.fixture
def maksimum_223_mio(administrator):
    """A table that allows 223.7 million for the 91 dwellings."""
    register_maksimum(administrator, 29_000, 100_000)


def test_skema_b_may_rise_within_the_maksimumsbeloeb_and_beyond_it_goes_back_to_politics(
    nybyggeri, ramme, sagsbehandler, maksimum_223_mio
):
    decide(nybyggeri, sagsbehandler, *TIL_TILSAGN, "garanti", "skema_b_licitation")
    within = DelInput("familie", 91, 7400, 223_000_000)
    save_skema(bruger=sagsbehandler, sag=nybyggeri, bogstav="B", dele=[within])
    assert state(nybyggeri).aabne == ("skema_b",)
    save_skema(bruger=sagsbehandler, sag=nybyggeri, bogstav="B", dele=[DEARER])
    assert state(nybyggeri).aabne == ("vaesentlig_aendring",)
    decide(nybyggeri, sagsbehandler, "vaesentlig_aendring")
    assert state(nybyggeri).aabne == ("skema_b",)


def test_the_form_tells_beforehand_what_needs_a_new_decision(regnskab):
    data = projektdata_of(regnskab)
    today = dt.date(2026, 2, 3)
    svar, target = preview_aendring(regnskab, data, "C", [DEARER], today)
    assert svar.udfald == "nej"
    assert target.startswith("Udvalget behandler en afvigelse")
    svar, target = preview_aendring(regnskab, data, "C", [FAMILIE], today)
    assert (svar.udfald, target) == ("ja", "")
    assert preview_aendring(regnskab, data, "A", [FAMILIE], today) is None
    assert data.latest("C") is None, "nothing was added to the real figures"

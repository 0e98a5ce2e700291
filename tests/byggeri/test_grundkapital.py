"""Grundkapital: decisions bind and free it, undoing leaves a trace, and no frame is ever bound beyond what
it holds.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from almen.byggeri.models import Grundkapitalpost, Grundkapitalramme
from almen.byggeri.selectors import projektdata_of
from almen.byggeri.selectors.rammer import find_ramme_afvigelser
from almen.byggeri.services import register_udbetaling, save_skema, set_ramme
from almen.byggeri.services.inddata import DelInput
from almen.regler.fejl import UgyldigtInput
from almen.sager.models import Sag
from almen.sager.services import BeslutningAfvist
from byggeri.conftest import AELDRE, FAMILIE, TIL_DIREKTION, TIL_TILSAGN, UNGDOM, decide, make_sag

EIGHT_PCT = 17_600_000  # of 220 million, family, mean area under 90 m²


def sums(ramme):
    ramme.refresh_from_db()
    assert find_ramme_afvigelser() == []
    return ramme.reserveret, ramme.tilsagn, ramme.udbetalt


def test_direktionen_reserves_and_tilsagn_commits(nybyggeri, ramme, sagsbehandler):
    decide(nybyggeri, sagsbehandler, *TIL_DIREKTION, "direktion_oekonomi")
    assert sums(ramme) == (EIGHT_PCT, 0, 0)
    decide(nybyggeri, sagsbehandler, "tilsagn")
    assert sums(ramme) == (0, EIGHT_PCT, 0)
    assert ramme.tilbage == 100_000_000 - EIGHT_PCT


def test_the_reserve_stays_reserved_until_the_final_sum(sagsgange, ramme, sagsbehandler, organisation):
    sag = make_sag(sagsbehandler, organisation, reserve_pct=10)
    decide(sag, sagsbehandler, *TIL_TILSAGN)
    assert sums(ramme) == (EIGHT_PCT // 10, EIGHT_PCT, 0)


def test_a_full_life_settles_on_the_final_sum_and_frees_the_rest(
    sagsgange, ramme, sagsbehandler, organisation
):
    sag = make_sag(sagsbehandler, organisation, reserve_pct=10)
    decide(sag, sagsbehandler, *TIL_TILSAGN, "garanti", "skema_b_licitation")
    b = DelInput("familie", 91, 7400, 225_000_000)
    save_skema(bruger=sagsbehandler, sag=sag, bogstav="B", dele=[b])
    decide(sag, sagsbehandler, "skema_b", "skaeringsdag", "skema_c_regnskab")
    save_skema(bruger=sagsbehandler, sag=sag, bogstav="C", dele=[b])
    decide(sag, sagsbehandler, "skema_c")
    assert sums(ramme) == (EIGHT_PCT + EIGHT_PCT // 10 - 18_000_000, 18_000_000, 0)
    decide(sag, sagsbehandler, "afregning")
    assert sums(ramme) == (0, 18_000_000, 0)


def test_a_cheaper_building_gives_grundkapital_back(sagsgange, ramme, sagsbehandler, organisation):
    sag = make_sag(sagsbehandler, organisation)
    decide(sag, sagsbehandler, *TIL_TILSAGN, "garanti", "skema_b_licitation")
    for bogstav in "BC":
        save_skema(
            bruger=sagsbehandler, sag=sag, bogstav=bogstav, dele=[DelInput("familie", 91, 7400, 200_000_000)]
        )
    decide(sag, sagsbehandler, "skema_b", "skaeringsdag", "skema_c_regnskab", "skema_c")
    assert sums(ramme) == (0, 16_000_000, 0)


def test_sent_back_gives_all_free_again_by_counter_entries(nybyggeri, ramme, sagsbehandler):
    decide(nybyggeri, sagsbehandler, *TIL_TILSAGN)
    decide(
        nybyggeri,
        sagsbehandler,
        "garanti",
        udfald="sendt_tilbage",
        tilbage_til="oplysning",
        begrundelse="Nye tal",
    )
    assert sums(ramme) == (0, 0, 0)
    assert Grundkapitalpost.objects.filter(sag=nybyggeri, modpost_til__isnull=False).count() == 3
    assert projektdata_of(Sag.objects.get(pk=nybyggeri.pk)).projekt.tilsagn_dato is None
    decide(nybyggeri, sagsbehandler, "oplysning", "direktion_oekonomi", "tilsagn", dato=dt.date(2026, 3, 2))
    assert sums(ramme) == (0, EIGHT_PCT, 0)


def test_a_rejected_case_lets_go_of_its_reservation(nybyggeri, ramme, sagsbehandler):
    decide(nybyggeri, sagsbehandler, *TIL_DIREKTION, "direktion_oekonomi")
    decide(nybyggeri, sagsbehandler, "tilsagn", udfald="forkastet", begrundelse="Projektet er opgivet")
    assert sums(ramme) == (0, 0, 0)


def test_over_commitment_is_refused_with_the_figures(nybyggeri, leder, sagsbehandler):
    set_ramme(bruger=leder, aar=2026, formaal="familie_ungdom", beloeb=17_000_000)
    decide(nybyggeri, sagsbehandler, *TIL_DIREKTION)
    with pytest.raises(BeslutningAfvist) as refused:
        decide(nybyggeri, sagsbehandler, "direktion_oekonomi")
    assert "17.000.000 kr. er tilbage" in refused.value.fejl["kontrol:grundkapitalramme"]
    assert not Grundkapitalpost.objects.exists()


def test_without_a_registered_frame_the_check_is_undecided_and_the_need_is_still_booked(
    nybyggeri, leder, sagsbehandler
):
    decide(nybyggeri, sagsbehandler, *TIL_DIREKTION)
    beslutning = decide(nybyggeri, sagsbehandler, "direktion_oekonomi")
    svar = next(item for item in beslutning.kontroller if item["id"] == "grundkapitalramme")
    assert svar["udfald"] == "kan_ikke_afgoeres"
    ramme = Grundkapitalramme.objects.get()
    assert (ramme.beloeb, ramme.reserveret) == (None, EIGHT_PCT)
    with pytest.raises(UgyldigtInput, match="allerede bundet 17.600.000 kr."):
        set_ramme(bruger=leder, aar=2026, formaal="familie_ungdom", beloeb=EIGHT_PCT - 1)
    assert set_ramme(bruger=leder, aar=2026, formaal="familie_ungdom", beloeb=EIGHT_PCT).tilbage == 0


def test_the_database_itself_refuses_to_bind_beyond_the_frame(ramme):
    with pytest.raises(IntegrityError), transaction.atomic():
        Grundkapitalramme.objects.filter(pk=ramme.pk).update(reserveret=100_000_001)


def test_entries_cannot_be_changed_or_deleted(nybyggeri, ramme, sagsbehandler):
    decide(nybyggeri, sagsbehandler, *TIL_DIREKTION, "direktion_oekonomi")
    post = Grundkapitalpost.objects.get()
    post.beloeb = 1
    with pytest.raises(TypeError):
        post.save()
    with pytest.raises(TypeError):
        post.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Grundkapitalpost.objects.update(beloeb=1)


def test_each_budget_pays_for_its_own_dwellings(sagsgange, ramme, leder, sagsbehandler, organisation):
    anden = set_ramme(bruger=leder, aar=2026, formaal="aeldre_pleje", beloeb=50_000_000)
    sag = make_sag(sagsbehandler, organisation, dele=(FAMILIE, UNGDOM, AELDRE))
    decide(sag, sagsbehandler, *TIL_DIREKTION, "direktion_oekonomi")
    assert sums(ramme) == (EIGHT_PCT + 6_000_000, 0, 0)
    assert sums(anden) == (4_000_000, 0, 0)


def test_a_second_reservation_of_a_mixed_project_takes_nothing_twice(
    sagsgange, ramme, leder, sagsbehandler, organisation
):
    set_ramme(bruger=leder, aar=2026, formaal="aeldre_pleje", beloeb=50_000_000)
    sag = make_sag(sagsbehandler, organisation, dele=(FAMILIE, AELDRE))
    decide(
        sag,
        sagsbehandler,
        *TIL_DIREKTION,
        "direktion_oekonomi",
        "indstilling_aeldre_pleje",
        "suf_samtykke",
        "sof_samtykke",
        "udvalg_anbefaling",
        "oeu_erklaering",
        "br_godkendelse",
    )
    assert sums(ramme) == (EIGHT_PCT, 0, 0)


def test_the_council_may_grant_beyond_the_frame_with_its_reason(
    sagsgange, leder, sagsbehandler, organisation
):
    ramme = set_ramme(bruger=leder, aar=2026, formaal="aeldre_pleje", beloeb=3_000_000)
    sag = make_sag(sagsbehandler, organisation, dele=(AELDRE,))
    before = (
        "indstilling_aeldre_pleje",
        "suf_samtykke",
        "sof_samtykke",
        "udvalg_anbefaling",
        "oeu_erklaering",
    )
    decide(sag, sagsbehandler, *TIL_DIREKTION, *before)
    with pytest.raises(BeslutningAfvist):
        decide(sag, sagsbehandler, "br_godkendelse")
    decide(
        sag,
        sagsbehandler,
        "br_godkendelse",
        dispensationer={"grundkapitalramme": "Borgerrepræsentationen har givet en tillægsbevilling"},
    )
    assert sums(ramme) == (4_000_000, 0, 0)
    assert (ramme.tillaeg, ramme.tilbage) == (1_000_000, 0)


def test_payments_are_held_to_what_is_committed(nybyggeri, ramme, sagsbehandler):
    decide(nybyggeri, sagsbehandler, *TIL_TILSAGN)
    register_udbetaling(bruger=sagsbehandler, sag=nybyggeri, beloeb=17_000_000, dato=dt.date(2026, 5, 1))
    assert sums(ramme) == (0, EIGHT_PCT, 17_000_000)
    with pytest.raises(UgyldigtInput, match="tilsagn om 600.000 kr."):
        register_udbetaling(bruger=sagsbehandler, sag=nybyggeri, beloeb=600_001, dato=dt.date(2026, 5, 2))


def test_a_tilsagn_that_has_been_paid_cannot_fall(nybyggeri, ramme, sagsbehandler):
    decide(nybyggeri, sagsbehandler, *TIL_TILSAGN)
    register_udbetaling(bruger=sagsbehandler, sag=nybyggeri, beloeb=1, dato=dt.date(2026, 5, 1))
    with pytest.raises(BeslutningAfvist, match="udbetalt 1 kr."):
        decide(
            nybyggeri,
            sagsbehandler,
            "garanti",
            udfald="sendt_tilbage",
            tilbage_til="oplysning",
            begrundelse="Nye tal",
        )
    assert sums(ramme) == (0, EIGHT_PCT, 1)


@pytest.mark.parametrize("statement", ["UPDATE {table} SET beloeb = 1", "DELETE FROM {table}"])
def test_the_ledger_cannot_be_altered_from_a_database_shell(statement, nybyggeri, ramme, sagsbehandler):
    from django.db import DatabaseError, connection, transaction

    from almen.byggeri.models import Grundkapitalpost

    decide(nybyggeri, sagsbehandler, *TIL_TILSAGN)
    assert Grundkapitalpost.objects.exists()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table="byggeri_grundkapitalpost"))

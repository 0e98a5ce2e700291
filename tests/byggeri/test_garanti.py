"""The guarantee register and land loans."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from almen.byggeri.models import Garanti, Garantiramme, Grundkoebslaan
from almen.byggeri.selectors.garantier import garanti_eksponering
from almen.byggeri.services import register_garanti, register_grundkoebslaan
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from byggeri.conftest import TIL_TILSAGN, decide, make_sag


def test_the_amount_follows_from_loan_and_valuation(nybyggeri, sagsbehandler):
    row = register_garanti(bruger=sagsbehandler, sag=nybyggeri, laan=198_000_000, ejendomsvaerdi=200_000_000)
    assert (row.brutto, row.pct_af_laan, row.netto) == (78_000_000, Decimal("39.39"), 78_000_000)


def test_half_reguaranteed_leaves_the_odd_krone_with_the_municipality(nybyggeri, sagsbehandler):
    row = register_garanti(
        bruger=sagsbehandler, sag=nybyggeri, laan=141_691_000, brutto=119_700_557, regaranti_pct=Decimal(50)
    )
    assert (row.regaranti, row.netto) == (59_850_278, 59_850_279)


def test_a_guarantee_never_exceeds_the_loan(nybyggeri, sagsbehandler):
    with pytest.raises(UgyldigtInput, match="højst lånet"):
        register_garanti(bruger=sagsbehandler, sag=nybyggeri, laan=10, brutto=11)
    with pytest.raises(IntegrityError), transaction.atomic():
        Garanti.objects.create(sag=nybyggeri, laan=10, brutto=11, netto=11)


def test_the_committee_gives_what_was_proposed(sagsgange, ramme, sagsbehandler, organisation):
    sag = make_sag(sagsbehandler, organisation, garanti_maks=100_000_000)
    register_garanti(bruger=sagsbehandler, sag=sag, laan=198_000_000, brutto=95_000_000)
    decide(sag, sagsbehandler, *TIL_TILSAGN)
    assert Garantiramme.objects.get().beloeb == 100_000_000
    assert garanti_eksponering(sagsbehandler).antal == 0
    decide(sag, sagsbehandler, "garanti", dato=dt.date(2026, 3, 2))
    row = Garanti.objects.get()
    assert (row.beslutning_nummer, row.beslutning_dato) == (5, dt.date(2026, 3, 2))
    found = garanti_eksponering(sagsbehandler)
    assert (found.antal, found.brutto, found.netto) == (1, 95_000_000, 95_000_000)
    with pytest.raises(UgyldigtInput, match="besluttet"):
        register_garanti(bruger=sagsbehandler, sag=sag, garanti=row, laan=198_000_000, brutto=1)


def test_an_open_amount_is_completed_within_the_frame(sagsgange, ramme, sagsbehandler, organisation):
    sag = make_sag(sagsbehandler, organisation, garanti_maks=100_000_000)
    decide(sag, sagsbehandler, *TIL_TILSAGN, "garanti")
    row = Garanti.objects.get()
    assert (row.laan, row.brutto) == (198_000_000, None)
    with pytest.raises(UgyldigtInput, match="rammen er 100.000.000 kr."):
        register_garanti(bruger=sagsbehandler, sag=sag, garanti=row, laan=198_000_000, brutto=100_000_001)
    register_garanti(bruger=sagsbehandler, sag=sag, garanti=row, laan=198_000_000, brutto=100_000_000)
    row.refresh_from_db()
    assert (row.brutto, row.beslutning_nummer) == (100_000_000, 5)


def test_a_stopped_guarantee_is_a_proposal_again_until_the_stop_falls(
    sagsgange, ramme, sagsbehandler, organisation
):
    sag = make_sag(sagsbehandler, organisation)
    decide(sag, sagsbehandler, *TIL_TILSAGN, "garanti")
    decide(sag, sagsbehandler, "garanti", udfald="standset", begrundelse="Standsningsret")
    assert Garanti.objects.get().beslutning_nummer is None
    decide(sag, sagsbehandler, "garanti", udfald="standsning_ophaevet")
    assert Garanti.objects.get().beslutning_nummer == 7


def test_a_land_loan_is_shared_by_the_statute_and_held_to_its_ceiling(nybyggeri, sagsbehandler):
    day = dt.date(2026, 1, 10)
    row = register_grundkoebslaan(bruger=sagsbehandler, sag=nybyggeri, beloeb=10_000_001, ansoegningsdato=day)
    assert (row.kommune, row.fond) == (2_800_000, 7_200_001)
    with pytest.raises(UgyldigtInput, match="højst være 10.000.000 kr."):
        register_grundkoebslaan(
            bruger=sagsbehandler,
            sag=nybyggeri,
            beloeb=10_000_001,
            ansoegningsdato=day,
            grundudgifter=50_000_000,
            maksimumsbeloeb_familie=200_000_000,
        )


def test_published_parts_that_do_not_fit_the_statute_are_kept_as_published(nybyggeri, sagsbehandler):
    row = register_grundkoebslaan(bruger=sagsbehandler, sag=nybyggeri, kommune=8_400_000, fond=29_800_000)
    assert row.beloeb == 38_200_000


def test_direktionen_decides_the_land_loan(nybyggeri, ramme, sagsbehandler):
    register_grundkoebslaan(
        bruger=sagsbehandler, sag=nybyggeri, beloeb=10_000_000, ansoegningsdato=dt.date(2026, 1, 10)
    )
    decide(nybyggeri, sagsbehandler, *TIL_TILSAGN)
    assert Grundkoebslaan.objects.get().beslutning_nummer == 3


@pytest.mark.parametrize(
    "felter", [{}, {"kommune": 1}, {"beloeb": 5}, {"beloeb": 5, "ansoegningsdato": dt.date(2020, 1, 1)}]
)
def test_a_land_loan_that_cannot_be_shared_is_refused(nybyggeri, sagsbehandler, felter):
    with pytest.raises(UgyldigtInput):
        register_grundkoebslaan(bruger=sagsbehandler, sag=nybyggeri, **felter)


def test_a_reader_registers_nothing(nybyggeri, revisor):
    with pytest.raises(AdgangNaegtet):
        register_garanti(bruger=revisor, sag=nybyggeri, laan=1, brutto=1)

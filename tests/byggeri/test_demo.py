"""The demo: published cases with their own figures and sources, and what is synthetic marked so."""

from __future__ import annotations

import pytest

from almen.byggeri.demo import load_demo
from almen.byggeri.models import Garanti, Grundkapitalramme, Skema
from almen.byggeri.selectors.rammer import find_ramme_afvigelser
from almen.sager.models import Beslutning, Sag
from almen.sager.selectors.afvigelser import find_afvigelser
from almen.sager.services import verify_journal


@pytest.fixture
def demo(sagsgange, leder, sagsbehandler):
    load_demo(sagsbehandler)


def test_the_demo_is_whole_and_loading_it_again_changes_nothing(demo, sagsbehandler):
    cases = Sag.objects.count()
    assert 40 <= cases <= 55
    by_itself = Beslutning.objects.filter(kilde="Sendt tilbage af systemet")
    assert [item.trin for item in by_itself] == ["skema_c"], "one case shows how it goes back by itself"
    assert verify_journal() == []
    assert list(find_afvigelser()) == []
    assert find_ramme_afvigelser() == []
    load_demo(sagsbehandler)
    assert Sag.objects.count() == cases
    # What no public source says is marked, and what is published carries its source.
    kilder = set(
        Beslutning.objects.filter(
            sag__titel="Artillerihuset, 125 ungdomsboliger og 6 familieboliger"
        ).values_list("trin", "dato", "kilde")
    )
    published = {(trin, str(dato)) for trin, dato, kilde in kilder if "kk.dk" in kilde}
    assert published == {("br_godkendelse", "2017-10-12"), ("garanti", "2020-09-14")}
    assert all(kilde.startswith("DEMO") for _, _, kilde in kilder if "kk.dk" not in kilde)
    garanti = Garanti.objects.get(sag__titel__startswith="Artillerihuset")
    assert (garanti.laan, garanti.brutto, str(garanti.pct_af_laan)) == (130249000, 36973675, "28.39")
    assert garanti.beslutning_dato.isoformat() == "2020-09-14"
    aftensol = Sag.objects.get(titel__startswith="Aftensol")
    assert aftensol.sagsgangsversion.gyldig_fra.year == 1998
    toftegaard = Sag.objects.get(titel__contains="Toftegårds")
    assert toftegaard.projekt.grundkapital_maks == 10_800_000
    assert all(ramme.demo for ramme in Grundkapitalramme.objects.all())
    assert all("DEMO" in note for note in Skema.objects.exclude(bogstav="A").values_list("note", flat=True))


def test_a_letter_of_each_kind_is_written_once(demo, sagsbehandler):
    from almen.godkendelser.demo import load_demo as load_godkendelser
    from almen.sager.demo import load_demo as load_papirer
    from almen.sager.models import Dokument, Dokumentversion

    load_godkendelser(sagsbehandler)
    for _ in range(2):
        load_papirer(sagsbehandler)
    kinds = {"afslag", "garantierklaering", "godkendelse", "tilsagnsbrev", "foelgebrev", "foelgebrev_lbf"}
    arts = list(Dokument.objects.values_list("art", flat=True))
    letters = [art for art in arts if not art.startswith("papir:indstilling-")]
    names = [art.removeprefix("papir:").rpartition(".")[0].partition("-")[0] for art in letters]
    assert set(names) == kinds and len(letters) == 2 * len(kinds)
    assert len(arts) > len(letters)
    # One indstilling has been edited in Word and put back.
    assert Dokumentversion.objects.count() == len(arts) + 1
    assert Dokumentversion.objects.filter(kilder__isnull=True).count() == 1
    assert verify_journal() == []

"""The projection of the risk overview: what is kept is what the figures say, however it came about."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from tests.tilsyn.billeder import make_afdeling, put_tal, set_kritisk

from almen.organisationer.models import Afdeling
from almen.tilsyn import billedskifte, talskifte
from almen.tilsyn.models import Ledighed, Tilsynsbillede, Tilsynstal
from almen.tilsyn.services.billede import (
    find_afvigelser,
    rebuild_billeder,
    refresh_billeder,
    refresh_stale,
)
from almen.tilsyn.services.ledighed import open_opgoerelse
from almen.tilsyn.services.revision import Bemaerkningsinput, close_bemaerkning, register_bemaerkning

pytestmark = pytest.mark.django_db
LEJETAB, HENLAGT = "lejetab_pct", "henlaeggelser_konto120_pr_bolig"


@pytest.fixture
def afdelinger(sagsbehandler, administrator, organisation):
    """Six like afdelinger of 2025, one with a rent loss far from the others', which has risen for three years."""
    set_kritisk(administrator, "tilsyn.kritisk.lejetab_pct.hoejst", "2")
    found = [make_afdeling(organisation, number) for number in range(1, 7)]
    for number, afdeling in enumerate(found[:5]):
        put_tal(sagsbehandler, afdeling, 2025, **{LEJETAB: f"1.0{number}", HENLAGT: "9000"})
    for aar, tab in ((2022, "1.00"), (2023, "1.50"), (2024, "1.90"), (2025, "4.00")):
        put_tal(sagsbehandler, found[5], aar, **{LEJETAB: tab})
    put_tal(sagsbehandler, organisation, 2025, dispositionsfond_pr_bolig="8000")
    return found


def rules_of(afdeling: Afdeling, aar: int = 2025) -> list[str]:
    return [item["regel"] for item in Tilsynsbillede.objects.get(afdeling=afdeling, aar=aar).flag]


def withdraw(bruger, afdeling, aar, indikator):
    old = Tilsynstal.objects.gaeldende().get(afdeling=afdeling, aar=aar, indikator=indikator)
    Tilsynstal.objects.create(
        boligorganisation=old.boligorganisation, afdeling=afdeling, aar=aar, indikator=indikator, vaerdi=None,
        kilde="Rettelse", sikkerhed="sikker", registreret_af=bruger, erstatter=old, tilbagekaldt=True,
        begrundelse="Forkert",
    )  # fmt: skip


def test_a_picture_tells_every_sign_with_its_figure_and_its_group(afdelinger):
    refresh_stale()
    assert rules_of(afdelinger[5]) == [
        "kritisk_vaerdi", "afviger_fra_lignende", "daarlig_udvikling", "tal_mangler",
    ]  # fmt: skip
    assert rules_of(afdelinger[0]) == []
    billede = Tilsynsbillede.objects.get(afdeling=afdelinger[5], aar=2025)
    assert (billede.alvorlige, billede.opmaerksomme, billede.boliger) == (1, 3, 100)
    assert billede.gruppe == "etage.mellem.aeldre" and billede.tal == {LEJETAB: "4.00"}
    assert "5 af 5 andre har det" in billede.flag[3]["tekst"]
    own = Tilsynsbillede.objects.get(afdeling=None, aar=2025)
    assert own.boliger == 600 and own.tal == {"dispositionsfond_pr_bolig": "8000"}


def test_what_is_written_step_by_step_is_what_a_rebuild_gives(sagsbehandler, afdelinger, organisation):
    refresh_stale()
    withdraw(sagsbehandler, afdelinger[5], 2023, LEJETAB)
    refresh_stale()
    assert "daarlig_udvikling" not in rules_of(afdelinger[5])
    put_tal(sagsbehandler, afdelinger[0], 2024, **{LEJETAB: "3.00"})
    refresh_stale()
    make_afdeling(organisation, 9)
    refresh_stale()
    stepwise = list(_rows())
    assert not list(find_afvigelser())
    rebuild_billeder()
    assert list(_rows()) == stepwise


def _rows():
    names = ("boligorganisation", "afdeling", "aar", "boliger", "gruppe", "tal", "flag", "alvorlige",
             "opmaerksomme", "fingeraftryk")  # fmt: skip
    return Tilsynsbillede.objects.order_by("aar", "boligorganisation", "afdeling").values_list(*names)


def test_only_years_that_are_out_of_date_are_computed_and_only_what_differs_is_written(
    sagsbehandler, afdelinger, django_assert_max_num_queries
):
    assert refresh_stale() > 0
    keys = set(Tilsynsbillede.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(12):
        assert refresh_stale() == 0
    put_tal(sagsbehandler, afdelinger[0], 2025, tomgang_pct="1.00")
    # The figure itself; and that the others lack it is a sign for none, since hardly any has it.
    assert refresh_stale() == 1
    assert set(Tilsynsbillede.objects.values_list("pk", flat=True)) == keys


def test_a_new_limit_makes_the_pictures_out_of_date(administrator, afdelinger):
    refresh_stale()
    set_kritisk(administrator, f"tilsyn.kritisk.{HENLAGT}.mindst", "9500")
    assert any("fingeraftryk" in line for line in find_afvigelser())
    refresh_stale()
    assert rules_of(afdelinger[0]) == ["kritisk_vaerdi"]
    assert not list(find_afvigelser())


def test_an_open_reservation_is_a_sign_until_it_is_closed(sagsbehandler, organisation, afdelinger):
    remark = register_bemaerkning(
        bruger=sagsbehandler,
        bemaerkning=Bemaerkningsinput(
            organisation.pk, 2025, "forbehold", "Forbehold", "Side 1", afdelinger[0].pk
        ),
    )
    refresh_stale()
    assert rules_of(afdelinger[0]) == ["revisionsbemaerkning"] and rules_of(afdelinger[1]) == []
    close_bemaerkning(
        bruger=sagsbehandler, bemaerkning=remark, opfoelgning="Set", afsluttet=dt.date(2026, 1, 1)
    )
    refresh_stale()
    assert rules_of(afdelinger[0]) == []


def test_vacant_dwellings_are_read_from_the_years_count(administrator, sagsgange, sagsbehandler, afdelinger):
    set_kritisk(administrator, "tilsyn.kritisk.tomgang_pct.hoejst", "3")
    sag = open_opgoerelse(bruger=sagsbehandler, aar=2025)
    count = sag.ledighedsopgoerelse
    Ledighed.objects.create(
        opgoerelse=count, afdeling=afdelinger[1], boligtype="familie", boliger=100, ledige=6
    )
    refresh_stale()
    assert rules_of(afdelinger[1]) == ["ledige_boliger"]


def test_a_year_costs_the_same_queries_for_few_and_for_many(
    sagsbehandler, organisation, afdelinger, django_assert_num_queries
):
    refresh_billeder([2025])
    for extra in (0, 30):
        for number in range(extra):
            put_tal(sagsbehandler, make_afdeling(organisation, 100 + number), 2025, **{LEJETAB: "9.00"})
        refresh_billeder([2025])
        with django_assert_num_queries(13):
            refresh_billeder([2025])


def test_whoever_changes_figures_remarks_or_limits_asks_a_worker_once_an_act(
    sagsbehandler, administrator, organisation, afdelinger, django_capture_on_commit_callbacks
):
    def asked(callbacks) -> int:
        return sum(item is billedskifte._enqueue for item in callbacks)

    # The limit that the fixture set has asked in this same transaction already.
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks() as callbacks:
        talskifte.figures_changed([organisation.pk])
        talskifte.figures_changed([organisation.pk])
    assert asked(callbacks) == 1
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks() as callbacks:
        set_kritisk(administrator, "tilsyn.kritisk.tomgang_pct.hoejst", "3")
    assert asked(callbacks) == 1


def test_the_command_tells_what_differs_and_mends_it(afdelinger):
    from click.testing import CliRunner

    from almen.cli.tilsyn import tilsyn

    def run(*args: str):
        return CliRunner().invoke(tilsyn, ["genopbyg", *args])

    assert run("--kontrol").exit_code == 1
    assert "billeder er beregnet" in run().output
    Tilsynsbillede.objects.filter(afdeling=afdelinger[5], aar=2025).update(alvorlige=0)
    differs = run("--kontrol")
    assert differs.exit_code == 1 and "afviger i alvorlige" in differs.output
    run()
    assert run("--kontrol").exit_code == 0

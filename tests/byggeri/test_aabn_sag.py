"""Opening a case of new building: all or nothing, every fault told at once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from almen.byggeri.models import Projekt, Skema, Skemadel
from almen.byggeri.services import DelInput, edit_projekt, open_nybyggeri
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost, Sag, Sagsoverblik
from almen.sager.services import verify_journal
from byggeri.conftest import FAMILIE, UNGDOM, make_sag


def test_a_case_comes_with_project_figures_journal_and_overview(nybyggeri):
    overblik = Sagsoverblik.objects.get(sag=nybyggeri)
    assert (overblik.boliger, overblik.beloeb, overblik.boligtyper) == (91, 220_000_000, "familie")
    assert overblik.naeste_trin == "ansoegning"
    assert "prøvevej" in overblik.soegetekst and "prøven" in overblik.soegetekst
    assert nybyggeri.projekt.region == "hovedstad"
    assert verify_journal() == []


def test_the_sum_follows_from_the_four_blocks_less_tilskud(sagsgange, sagsbehandler, organisation):
    part = DelInput(
        "familie",
        20,
        1800,
        grundudgifter=10_000_000,
        haandvaerkerudgifter=30_000_000,
        omkostninger=5_000_000,
        gebyrer=500_000,
        tilskud=500_000,
    )
    sag = make_sag(sagsbehandler, organisation, dele=[part])
    assert Skemadel.objects.get(skema__projekt__sag=sag).anskaffelsessum == 45_000_000


def test_the_database_holds_the_sum_to_its_blocks(nybyggeri):
    row = Skemadel.objects.get(skema__projekt__sag=nybyggeri)
    blocks = {"grundudgifter": 1, "haandvaerkerudgifter": 2, "omkostninger": 3, "gebyrer": 4}
    with pytest.raises(IntegrityError), transaction.atomic():
        Skemadel.objects.filter(pk=row.pk).update(**blocks, anskaffelsessum=11)
    with pytest.raises(IntegrityError), transaction.atomic():
        Skemadel.objects.filter(pk=row.pk).update(grundudgifter=1)


@pytest.mark.parametrize(
    ("part", "felt", "words"),
    [
        (DelInput("villa", 3), "dele[0].boligtype", "tilladt er familie"),
        (DelInput("familie", 0), "dele[0].antal", "hele tal fra 1"),
        (DelInput("familie", 3, Decimal("-1")), "dele[0].bruttoareal_m2", "over 0"),
        (DelInput("familie", 3, Decimal("240.001")), "dele[0].bruttoareal_m2", "to decimaler"),
        (DelInput("familie", 3, 999_999), "dele[0].bruttoareal_m2", "m² pr. bolig"),
        (DelInput("familie", 3, anskaffelsessum=0), "dele[0].anskaffelsessum", "fra 1"),
        (DelInput("familie", 3, anskaffelsessum=10**12), "dele[0].anskaffelsessum", "hele kroner"),
        (DelInput("familie", 3, grundudgifter=5), "dele[0].gebyrer", "alle fire"),
        (DelInput("familie", 3, tilskud=5), "dele[0].tilskud", "sammen med"),
        (
            DelInput(
                "familie",
                3,
                anskaffelsessum=9,
                grundudgifter=1,
                haandvaerkerudgifter=2,
                omkostninger=3,
                gebyrer=4,
            ),
            "dele[0].anskaffelsessum",
            "giver 10 kr.",
        ),
    ],
)
def test_absurd_figures_are_refused_by_field_and_nothing_is_written(
    sagsgange, sagsbehandler, organisation, part, felt, words
):
    with pytest.raises(UgyldigtInput) as refused:
        make_sag(sagsbehandler, organisation, dele=[part])
    faults = {item.felt: item.besked for item in refused.value.fejl}
    assert words in faults[felt]
    assert not Sag.objects.exists() and not Skema.objects.exists()


def test_faults_of_all_parts_are_told_at_once(sagsgange, sagsbehandler, organisation):
    with pytest.raises(UgyldigtInput) as refused:
        make_sag(sagsbehandler, organisation, dele=[DelInput("villa", 1), DelInput("familie", 0)])
    assert {item.felt for item in refused.value.fejl} == {"dele[0].boligtype", "dele[1].antal"}


def test_unknown_figures_are_allowed_and_stay_unknown(sagsgange, sagsbehandler, organisation):
    sag = make_sag(sagsbehandler, organisation, dele=[DelInput("familie"), UNGDOM])
    overblik = Sagsoverblik.objects.get(sag=sag)
    assert (overblik.boliger, overblik.beloeb) == (None, None)


def test_only_those_who_work_with_cases_open_them(sagsgange, organisation, revisor, sekretaer, administrator):
    for bruger in (revisor, sekretaer, administrator):
        with pytest.raises(AdgangNaegtet):
            make_sag(bruger, organisation)


def test_an_unknown_field_is_refused(sagsgange, sagsbehandler, organisation):
    with pytest.raises(UgyldigtInput, match="tilsagn_dato"):
        make_sag(sagsbehandler, organisation, tilsagn_dato="2026-01-01")


def test_a_failure_inside_leaves_no_case_without_a_project(
    sagsgange, sagsbehandler, organisation, monkeypatch
):
    def die(*args, **kwargs):
        raise RuntimeError("strømmen gik")

    monkeypatch.setattr("almen.byggeri.services.skema.insert", die)
    with pytest.raises(RuntimeError):
        make_sag(sagsbehandler, organisation)
    assert (
        not Sag.objects.exists()
        and not Projekt.objects.exists()
        and not Journalpost.objects.filter(sag__isnull=False)
    )


def test_opening_a_case_takes_few_queries(
    sagsgange, sagsbehandler, organisation, django_assert_max_num_queries
):
    def open_one():
        open_nybyggeri(
            bruger=sagsbehandler, titel="Hurtig", boligorganisation=organisation, dele=[FAMILIE, UNGDOM]
        )

    open_one()  # every hundredth case also sets the next hundred numbers aside, and roles are read once
    with django_assert_max_num_queries(16):
        open_one()


def test_changed_facts_stand_in_the_journal_with_old_and_new(nybyggeri, sagsbehandler):
    edit_projekt(bruger=sagsbehandler, sag=nybyggeri, laangiver="Nykredit", jorddokument=True)
    post = Journalpost.objects.get(sag=nybyggeri, art="projekt_rettet")
    assert post.data["fra"] == {"jorddokument": None, "laangiver": ""}
    assert post.data["til"] == {"jorddokument": True, "laangiver": "Nykredit"}


def test_saving_the_same_facts_again_writes_nothing(nybyggeri, sagsbehandler):
    edit_projekt(bruger=sagsbehandler, sag=nybyggeri, bydel="")
    assert not Journalpost.objects.filter(art="projekt_rettet").exists()


def test_a_department_has_at_most_four_stages_and_a_stage_one_project(nybyggeri, sagsbehandler):
    with pytest.raises(UgyldigtInput, match="byggeafsnit 1-4"):
        edit_projekt(bruger=sagsbehandler, sag=nybyggeri, lbf_byggeafsnit="0123-5")
    edit_projekt(bruger=sagsbehandler, sag=nybyggeri, lbf_byggeafsnit="0123-4")

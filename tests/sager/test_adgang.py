"""Who sees which case: rights filter the query, whatever asks."""

from __future__ import annotations

import pytest

from almen.sager.adgang import visible_journal, visible_overblik, visible_sager
from almen.sager.models import Sagsdeltager
from almen.sager.services import add_note, edit_sag, opened_sag

EVERYBODY = ("sagsbehandler", "leder", "direktion", "sekretaer", "revisor", "administrator")


def sees(bruger, sag) -> bool:
    both = {
        visible_sager(bruger).filter(pk=sag.pk).exists(),
        visible_overblik(bruger).filter(pk=sag.pk).exists(),
    }
    assert len(both) == 1, "sag og liste er uenige"
    return both.pop()


@pytest.mark.parametrize("navn", EVERYBODY)
def test_the_municipality_sees_its_cases(sag, navn, request):
    assert sees(request.getfixturevalue(navn), sag)


def test_confidential_cases_are_hidden_from_administrators_and_outsiders(
    sag, sagsbehandler, administrator, boligorganisation_bruger, suf
):
    Sagsdeltager.objects.create(sag=sag, aktoer="suf")
    edit_sag(bruger=sagsbehandler, sag=sag, titel=sag.titel, fortrolighed="fortrolig")
    for bruger in (administrator, boligorganisation_bruger, suf):
        assert not sees(bruger, sag)
    assert sees(sagsbehandler, sag)


def test_an_organisation_sees_its_own_open_cases_only(
    sag, sagsbehandler, boligorganisation_bruger, anden_boligorganisation_bruger
):
    assert sees(boligorganisation_bruger, sag)
    assert not sees(anden_boligorganisation_bruger, sag)
    edit_sag(bruger=sagsbehandler, sag=sag, titel=sag.titel, fortrolighed="intern")
    assert not sees(boligorganisation_bruger, sag)


def test_another_forvaltning_sees_the_cases_it_takes_part_in(sag, suf, sof):
    assert not sees(suf, sag)
    Sagsdeltager.objects.create(sag=sag, aktoer="suf")
    assert sees(suf, sag)
    assert not sees(sof, sag)


def test_without_a_role_or_when_deactivated_one_sees_nothing(sag, uden_rolle, sagsbehandler):
    assert not sees(uden_rolle, sag)
    sagsbehandler.is_active = False
    assert not sees(sagsbehandler, sag)


def test_a_role_that_has_ended_gives_nothing(sag, sagsbehandler):
    import datetime as dt

    from almen.organisationer.models import Bruger

    sagsbehandler.rolletildelinger.update(gyldig_til=dt.date(2001, 1, 1))
    assert not sees(Bruger.objects.get(pk=sagsbehandler.pk), sag)


def test_internal_notes_are_not_in_the_organisations_journal(sag, sagsbehandler, boligorganisation_bruger):
    add_note(bruger=sagsbehandler, sag=sag, tekst="Kun til os selv")
    texts = [post.tekst for post in visible_journal(boligorganisation_bruger)]
    assert texts
    assert "Kun til os selv" not in texts


def test_the_systems_own_journal_is_for_those_who_answer_for_it(sag, sagsbehandler, revisor):
    from almen.sager.services import system_journal

    with system_journal(sagsbehandler) as journal:
        journal.append("proeve", "En handling uden sag")
    assert visible_journal(revisor).filter(sag__isnull=True).exists()
    assert not visible_journal(sagsbehandler).filter(sag__isnull=True).exists()


def test_a_case_without_organisation_is_no_organisations_case(route, sagsbehandler, boligorganisation_bruger):
    with opened_sag(bruger=sagsbehandler, sagstype="proeve", titel="Uden organisation") as sag:
        pass
    assert not sees(boligorganisation_bruger, sag)

"""A year is opened once: by whomever, however often, whole or not at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from almen.aarshjul import selectors, services
from almen.aarshjul.models import Aarshjulsopgave
from almen.aarshjul.selectors import Tilstand, hjul, missing_opgaver, plan_aar, visible_opgaver
from almen.organisationer.models import Boligorganisation
from almen.organisationer.selectors import current_profil
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Frist, Sag
from almen.sager.selectors import load_forloeb
from almen.sager.selectors.afvigelser import find_afvigelser
from almen.sager.services import annul_sag, opened_sag, record_beslutning, verify_journal
from almen.sagsgang.register import REGISTER, Sagstype


def finish(bruger, sag, dato=None, until=None):
    while steps := load_forloeb(sag).tilstand.aabne:
        record_beslutning(
            bruger=bruger, sag=sag, trin=steps[0], dato=dato or timezone.localdate(), kilde="brev"
        )
        if steps[0] == until:
            return


def state_of(bruger, sag, today):
    return Tilstand(visible_opgaver(bruger, today).get(sag=sag).tilstand)


def test_every_item_becomes_one_case_or_one_for_each_organisation(start, aar):
    sager = start()
    expected = sum(
        2 if punkt.pr == "boligorganisation" else 1 for punkt in selectors.punkter() if punkt.falls_in(aar)
    )
    assert len(sager) == len(plan_aar(aar).opgaver) == expected
    assert missing_opgaver(aar) == []
    assert {item.noegle for item in plan_aar(aar).opgaver} == selectors.started(aar)


def test_again_opens_nothing(start):
    start()
    count = Sag.objects.count()
    assert start() == []
    assert Sag.objects.count() == count


def test_an_organisation_that_comes_later_gets_what_it_lacks_and_no_more(start):
    start()
    Boligorganisation.objects.create(navn="Den nye", lbf_nummer="9003")
    later = start()
    assert later and {sag.boligorganisation.navn for sag in later} == {"Den nye"}


def test_an_organisation_that_has_ended_gets_none(start, anden_organisation, aar):
    anden_organisation.aktiv_fra, anden_organisation.aktiv_til = dt.date(1950, 1, 1), dt.date(aar - 1, 12, 31)
    anden_organisation.save()
    start()
    assert not Aarshjulsopgave.objects.filter(boligorganisation=anden_organisation).exists()


def test_only_what_is_chosen_and_due_is_opened(start, aar):
    assert {sag.aarshjulsopgave.punkt for sag in start(valgte=["styringsdialog"])} == {"styringsdialog"}
    until = dt.date(aar, 1, 20)
    due = {item.punkt.id for item in missing_opgaver(aar, aabnes_senest=until)}
    assert {sag.aarshjulsopgave.punkt for sag in start(aabnes_senest=until)} == due
    assert all(item.aabnes > until for item in missing_opgaver(aar))


def test_the_tasks_deadline_is_the_cases_and_stands_in_lists(start, aar):
    (sag,) = start(valgte=["omraadelister"])
    frist = Frist.objects.get(sag=sag)
    assert (frist.dato, frist.trin, frist.aktoer) == (dt.date(aar, 12, 1), "udfoerelse", "forvaltningen")
    assert sag.overblik.naeste_frist == frist.dato
    assert list(find_afvigelser()) == []


def test_accounts_are_the_organisations_to_deliver(start, aar, boligorganisation_bruger, organisation):
    sager = start(valgte=["regnskab_endeligt"])
    sag = next(item for item in sager if item.boligorganisation == organisation)
    frist = Frist.objects.get(sag=sag)
    assert (frist.trin, frist.aktoer, frist.dato) == (
        "aflevering",
        "boligorganisation",
        dt.date(aar, 6, 30),
    )
    record_beslutning(bruger=boligorganisation_bruger, sag=sag, trin="aflevering")
    frist.refresh_from_db()
    assert frist.opfyldt == timezone.localdate()


def test_late_follows_from_the_deadline_and_the_decisions_alone(start, aar, sagsbehandler):
    (sag,) = start(valgte=["omraadelister"])
    day, after = dt.date(aar, 12, 1), dt.date(aar, 12, 2)
    assert state_of(sagsbehandler, sag, day) == Tilstand.I_GANG
    assert state_of(sagsbehandler, sag, after) == Tilstand.FORSINKET
    finish(sagsbehandler, sag, until="udfoerelse")
    # Delivered, not yet confirmed: no longer late, not yet done.
    assert state_of(sagsbehandler, sag, after) == Tilstand.I_GANG
    finish(sagsbehandler, sag)
    assert state_of(sagsbehandler, sag, after) == Tilstand.UDFOERT
    assert visible_opgaver(sagsbehandler, after).get(sag=sag).afsluttet == timezone.localdate()


def test_an_annulled_task_is_told_of_and_not_opened_again(start, sagsbehandler):
    (sag,) = start(valgte=["omraadelister"])
    annul_sag(bruger=sagsbehandler, sag=sag, begrundelse="Fejl")
    assert state_of(sagsbehandler, sag, dt.date(2100, 1, 1)) == Tilstand.ANNULLERET
    assert start(valgte=["omraadelister"]) == []


def test_the_wheel_counts_every_task_once(start, aar, sagsbehandler):
    total = len(plan_aar(aar).opgaver)
    for today in (dt.date(aar, 1, 1), dt.date(aar + 1, 1, 1)):
        rows, without = hjul(sagsbehandler, aar, today)
        assert sum(row.i_alt for row in rows) == total and without == ()
    late, _ = hjul(sagsbehandler, aar, dt.date(aar + 1, 1, 1))
    assert {row.samlet for row in late} == {Tilstand.FORSINKET}
    start()
    rows, _ = hjul(sagsbehandler, aar, dt.date(aar, 1, 1))
    assert sum(row.antal[Tilstand.I_GANG] for row in rows) == total
    assert [row.frist for row in rows] == sorted(row.frist for row in rows)


def test_the_wheel_counts_as_started_also_what_one_may_not_see(start, aar, sagsbehandler, administrator):
    from almen.sager.services import edit_sag

    (sag,) = start(valgte=["omraadelister"])
    edit_sag(bruger=sagsbehandler, sag=sag, titel=sag.titel, fortrolighed="fortrolig")
    rows, _ = hjul(administrator, aar, dt.date(aar, 1, 1))
    row = next(item for item in rows if item.punkt == "omraadelister")
    assert row.i_alt == 0


def test_an_item_gone_from_the_profile_keeps_its_cases_in_the_wheel(start, aar, sagsbehandler, monkeypatch):
    start(valgte=["omraadelister"])
    without = tuple(item for item in current_profil().aarshjul if item.id != "omraadelister")
    monkeypatch.setattr(selectors, "punkter", lambda: without)
    rows, _ = hjul(sagsbehandler, aar, dt.date(aar, 1, 1))
    row = next(item for item in rows if item.punkt == "omraadelister")
    assert row.i_alt == 1 and "ikke længere" in row.note


def test_a_deadline_that_no_parameter_knows_is_told_and_not_guessed(sagsgange):
    plan = plan_aar(2005)
    assert any("regnskabstal" in text for text in plan.uden_frist)
    assert "regnskab_foreloebigt" not in {item.punkt.id for item in plan.opgaver}


@pytest.mark.parametrize("who", ["direktion", "revisor", "administrator", "boligorganisation_bruger"])
def test_only_those_who_open_cases_start_a_year(start, who, request):
    with pytest.raises(AdgangNaegtet):
        start(bruger=request.getfixturevalue(who))
    assert not Aarshjulsopgave.objects.exists()


def test_a_mistyped_year_or_item_is_refused_and_named(start):
    with pytest.raises(UgyldigtInput, match="2206"):
        start(aar=2206)
    with pytest.raises(UgyldigtInput, match="ukendt_punkt"):
        start(valgte=["ukendt_punkt"])
    assert not Sag.objects.exists()


def test_if_one_case_cannot_be_opened_none_is(start, monkeypatch):
    real, calls = services._open, []

    def third_fails(*args):
        calls.append(args)
        if len(calls) == 3:
            raise RuntimeError("strøm")
        return real(*args)

    monkeypatch.setattr(services, "_open", third_fails)
    with pytest.raises(RuntimeError):
        start()
    assert not Sag.objects.exists() and not Aarshjulsopgave.objects.exists()
    assert verify_journal() == []


@pytest.mark.parametrize("punkt", ["omraadelister", "styringsdialog"])
def test_the_database_itself_refuses_the_same_task_twice(start, punkt, sagsbehandler):
    opgave = start(valgte=[punkt])[0].aarshjulsopgave
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        opened_sag(bruger=sagsbehandler, sagstype="aarshjulsopgave", titel="Igen") as sag,
    ):
        opgave.pk, opgave.sag = None, sag
        opgave.save(force_insert=True)


def test_another_case_type_opens_its_own_cases_from_the_wheel(start, aar, monkeypatch, organisation):
    asked = []

    def open_it(bruger, opgave):
        asked.append(opgave)
        with opened_sag(
            bruger=bruger,
            sagstype="proevedialog",
            titel=opgave.titel,
            boligorganisation=opgave.boligorganisation,
        ) as sag:
            pass
        return sag

    REGISTER.register_sagstype(
        Sagstype("proevedialog", "Prøvedialog", "prøvedialoger", lambda sag: {}, aabn_aarsopgave=open_it)
    )
    try:
        _adopt_route("proevedialog")
        changed = tuple(
            replace(item, sagstype="proevedialog") if item.id == "styringsdialog" else item
            for item in current_profil().aarshjul
        )
        monkeypatch.setattr(selectors, "punkter", lambda: changed)
        sager = start(valgte=["styringsdialog"])
        assert {sag.sagstype for sag in sager} == {"proevedialog"} and len(sager) == 2
        assert {item.frist for item in asked} == {dt.date(aar, 12, 31)}
        assert start(valgte=["styringsdialog"]) == []
    finally:
        REGISTER.unregister("proevedialog")


def _adopt_route(sagstype):
    """The plain route again, under another case type."""
    from almen.grundlag.models import Sagsgangsversion

    row = Sagsgangsversion.objects.get(sagstype="aarshjulsopgave")
    text = row.definition.replace("sagstype: aarshjulsopgave", f"sagstype: {sagstype}")
    text = text.replace("naar: {udfoeres_af: [boligorganisation]}", "valgfrit: true")
    start_, end = text.index("fakta:"), text.index("faser:")
    Sagsgangsversion.objects.create(
        **{
            field.attname: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if field.attname not in ("id", "sagstype", "definition", "sha256")
        },
        sagstype=sagstype,
        definition=text[:start_] + text[end:],
        sha256="0" * 64,
    )

"""Grundkapital moved between years: only what is not bound, by a decision that stands in the journal, and never twice."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import DatabaseError, connections, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almen.byggeri.models import Grundkapitalramme, Rammeflytning
from almen.byggeri.services import move_ramme, set_ramme
from almen.organisationer.models import Rolle
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost
from byggeri.conftest import TIL_TILSAGN, decide
from people import make_bruger

DAY = dt.date(2026, 1, 15)
DECIDED = {
    "begrundelse": "Byggeriet er udskudt",
    "vedtaget_af": "Borgerrepræsentationen",
    "vedtaget_dato": DAY,
    "kilde": "referat",
}


def frames(leder, first=100_000_000, second=50_000_000, formaal="familie_ungdom"):
    return [
        set_ramme(bruger=leder, aar=aar, formaal=formaal, beloeb=beloeb, kilde="budget")
        for aar, beloeb in ((2026, first), (2027, second))
    ]


@pytest.mark.django_db
def test_the_amount_leaves_one_year_and_arrives_in_the_other_and_is_journalled(leder):
    this, following = frames(leder)
    move_ramme(bruger=leder, fra=this, til=following, beloeb=30_000_000, **DECIDED)
    amounts = Grundkapitalramme.objects.order_by("aar").values_list("beloeb", flat=True)
    assert list(amounts) == [70_000_000, 80_000_000]
    assert "30.000.000 kr." in Journalpost.objects.get(art="rammeflytning").tekst


@pytest.mark.django_db
@given(beloeb=st.integers(-10, 120_000_000))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_bound_stays_and_the_sum_of_the_years_never_changes(
    nybyggeri, ramme, sagsbehandler, leder, beloeb
):
    if not ramme.poster.exists():
        decide(nybyggeri, sagsbehandler, *TIL_TILSAGN)
    with transaction.atomic():
        following = set_ramme(
            bruger=leder, aar=2027, formaal=ramme.formaal, beloeb=50_000_000, kilde="budget"
        )
        before = Grundkapitalramme.objects.get(pk=ramme.pk)
        try:
            move_ramme(bruger=leder, fra=before, til=following, beloeb=beloeb, **DECIDED)
        except UgyldigtInput:
            assert beloeb < 1 or beloeb > before.tilbage
        else:
            assert 1 <= beloeb <= before.tilbage
        after = {item.aar: item.beloeb for item in Grundkapitalramme.objects.all()}
        assert after[before.aar] + after[2027] == before.beloeb + 50_000_000
        assert after[before.aar] >= before.bundet
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "felt"),
    [
        ({"begrundelse": " "}, "begrundelse"),
        ({"kilde": ""}, "kilde"),
        ({"vedtaget_dato": dt.date(2090, 1, 1)}, "vedtaget_dato"),
    ],
)
def test_a_move_needs_its_decision(leder, change, felt):
    this, following = frames(leder)
    with pytest.raises(UgyldigtInput, match=felt):
        move_ramme(bruger=leder, fra=this, til=following, beloeb=1, **(DECIDED | change))
    assert not Rammeflytning.objects.exists()


@pytest.mark.django_db
def test_purposes_are_not_mixed_and_a_case_officer_moves_nothing(leder, sagsbehandler):
    this, following = frames(leder)
    other = set_ramme(bruger=leder, aar=2027, formaal="aeldre_pleje", beloeb=1_000, kilde="budget")
    for til, said in ((other, "andet formål"), (this, "samme ramme")):
        with pytest.raises(UgyldigtInput, match=said):
            move_ramme(bruger=leder, fra=this, til=til, beloeb=1, **DECIDED)
    with pytest.raises(AdgangNaegtet):
        move_ramme(bruger=sagsbehandler, fra=this, til=following, beloeb=1, **DECIDED)


@pytest.mark.django_db
def test_a_move_is_never_altered(leder):
    this, following = frames(leder)
    move_ramme(bruger=leder, fra=this, til=following, beloeb=1, **DECIDED)
    with pytest.raises(DatabaseError), transaction.atomic():
        Rammeflytning.objects.update(beloeb=2)


@pytest.mark.django_db
def test_the_form_says_what_is_left_and_keeps_what_was_typed(client, leder):
    this, following = frames(leder)
    client.force_login(leder)
    assert "100.000.000 kr. ikke bundet" in client.get(reverse("byggeri:flytning")).content.decode()
    typed = DECIDED | {
        "vedtaget_dato": "15.01.2026",
        "fra": this.pk,
        "til": following.pk,
        "beloeb": "100.000.001",
    }
    page = client.post(reverse("byggeri:flytning"), typed).content.decode()
    assert "100.000.000 kr., som ikke er bundet" in page and "Byggeriet er udskudt" in page
    client.post(reverse("byggeri:flytning"), typed | {"beloeb": "100.000.000"})
    page = client.get(reverse("byggeri:grundkapital")).content.decode()
    assert "Flyttet mellem år" in page and "Byggeriet er udskudt" in page


@pytest.mark.django_db(transaction=True)
def test_two_who_move_the_same_money_at_once_move_it_once():
    people = [make_bruger(name, Rolle.LEDER) for name in ("leif", "lone")]
    this, following = frames(people[0], first=10_000_000)
    start, results = threading.Barrier(2), []

    def act(bruger):
        try:
            start.wait(10)
            move_ramme(bruger=bruger, fra=this, til=following, beloeb=6_000_000, **DECIDED)
            results.append("moved")
        except UgyldigtInput as refused:
            results.append(str(refused))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act, args=(bruger,)) for bruger in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert results.count("moved") == 1 and len(results) == 2
    assert "4.000.000 kr., som ikke er bundet" in next(item for item in results if item != "moved")
    assert sorted(Grundkapitalramme.objects.values_list("beloeb", flat=True)) == [4_000_000, 56_000_000]

"""The days beside a case: the building permit's and the local plan's, in their order, journalled, corrected and taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from almen.byggeri.datoraekke import Dag, check_order, check_past
from almen.byggeri.models import Byggesag, Lokalplan
from almen.byggeri.services.byggesag import BYGGESAGSDATOER, save_byggesag
from almen.byggeri.services.lokalplan import save_lokalplan
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost
from almen.sager.services import verify_journal
from byggeri.conftest import make_sag
from byggeri.test_renovering import make_renovering

SOEGT, GIVET, TAGET = dt.date(2024, 3, 1), dt.date(2024, 9, 2), dt.date(2026, 5, 4)
days = st.dates(dt.date(2000, 1, 1), dt.date(2030, 12, 31)) | st.none()


@given(st.lists(days, max_size=5))
def test_days_are_in_order_exactly_when_those_that_are_known_do_not_fall(found):
    row = [Dag(str(number), f"dag {number}", dato) for number, dato in enumerate(found)]
    known = [dato for dato in found if dato is not None]
    faults = check_order(row)
    assert (faults == []) == (known == sorted(known))
    # What is told is a day that lies before an earlier one; without those the rest is in order.
    told = {item.felt for item in faults}
    rest = [item.dato for item in row if item.felt not in told and item.dato is not None]
    assert rest == sorted(rest)


@given(st.lists(days, max_size=5), st.dates(dt.date(2010, 1, 1), dt.date(2020, 1, 1)))
def test_every_day_to_come_is_told(found, today):
    row = [Dag(str(number), f"dag {number}", dato) for number, dato in enumerate(found)]
    assert len(check_past(row, today)) == sum(1 for dato in found if dato is not None and dato > today)


@pytest.fixture
def sag(sagsgange, sagsbehandler, organisation):
    return make_sag(sagsbehandler, organisation)


def faults(refused) -> dict[str, str]:
    return {item.felt: item.besked for item in refused.value.fejl}


@pytest.mark.django_db
def test_days_are_registered_corrected_and_emptied_and_all_of_it_is_journalled(sag, sagsbehandler):
    save_byggesag(bruger=sagsbehandler, sag=sag, ansoegt=SOEGT, journalnummer="B-2024-1", kilde="byggesagen")
    save_byggesag(bruger=sagsbehandler, sag=sag, tilladelse=GIVET, ibrugtaget=TAGET)
    save_byggesag(bruger=sagsbehandler, sag=sag, tilladelse=None)
    found = Byggesag.objects.get(sag=sag)
    assert (found.ansoegt, found.tilladelse, found.ibrugtaget) == (SOEGT, None, TAGET)
    posts = list(Journalpost.objects.filter(art="byggesag", sag=sag).order_by("nummer"))
    assert "registreret" in posts[0].tekst and "byggetilladelse søgt" in posts[0].tekst
    assert posts[2].data == {"fra": {"tilladelse": "2024-09-02"}, "til": {"tilladelse": None}}
    save_byggesag(bruger=sagsbehandler, sag=sag, tilladelse=None)
    assert Journalpost.objects.filter(art="byggesag").count() == 3, "nothing changed, nothing is said"
    assert verify_journal() == []


@pytest.mark.django_db
def test_days_out_of_order_and_days_to_come_are_refused_in_words(sag, sagsbehandler):
    with pytest.raises(UgyldigtInput) as refused:
        save_byggesag(bruger=sagsbehandler, sag=sag, ansoegt=GIVET, tilladelse=SOEGT)
    assert faults(refused) == {
        "tilladelse": "byggetilladelse givet er 1. marts 2024, før byggetilladelse søgt 2. september 2024; "
        "tilladt er samme dag eller senere"
    }
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(UgyldigtInput) as refused:
        save_byggesag(bruger=sagsbehandler, sag=sag, ibrugtaget=tomorrow)
    assert "ligger i fremtiden" in faults(refused)["ibrugtaget"]
    # One day alone is held against those that are registered.
    save_byggesag(bruger=sagsbehandler, sag=sag, ibrugtaget=GIVET)
    with pytest.raises(UgyldigtInput) as refused:
        save_byggesag(bruger=sagsbehandler, sag=sag, ansoegt=TAGET)
    assert set(faults(refused)) == {"ibrugtaget"}
    assert Byggesag.objects.get().ansoegt is None


@pytest.mark.django_db
def test_only_who_may_change_a_case_registers_and_only_cases_of_building_have_a_permit(
    sag, leder, revisor, sagsbehandler, organisation
):
    with pytest.raises(AdgangNaegtet):
        save_byggesag(bruger=revisor, sag=sag, ansoegt=SOEGT)
    save_byggesag(bruger=leder, sag=make_renovering(sagsbehandler, organisation), ansoegt=SOEGT)
    sag.sagstype = "handleplan"
    with pytest.raises(UgyldigtInput):
        save_byggesag(bruger=sagsbehandler, sag=sag, ansoegt=SOEGT)
    with pytest.raises(UgyldigtInput):
        save_byggesag(bruger=sagsbehandler, sag=make_sag(sagsbehandler, organisation), sag_id=1)


@pytest.mark.django_db
def test_the_form_registers_corrects_and_empties(client, sag, sagsbehandler):
    client.force_login(sagsbehandler)
    side = reverse("byggeri:projekt", args=[sag.nummer])
    form = reverse("byggeri:byggesag", args=[sag.nummer])
    text = client.get(side).content.decode()
    assert "Byggesagens dage er ikke registreret." in text and form in text
    wrong = client.post(form, {"ansoegt": "02.09.2024", "tilladelse": "01.03.2024"})
    assert wrong.status_code == 400 and "tilladt er samme dag eller senere" in wrong.content.decode()
    typed = {"journalnummer": "B-7", "ansoegt": "01.03.2024", "ibrugtaget": "04.05.2026"}
    assert client.post(form, typed)["Location"] == side
    text = client.get(side).content.decode()
    assert "1. marts 2024" in text and "Ret byggesagens dage" in text
    assert text.count("4. maj 2026") + text.count("04.05.2026") >= 2, "the schedule tells that it happened"
    assert 'value="01.03.2024"' in client.get(form).content.decode()
    client.post(form, {"journalnummer": "B-7"})
    assert not any(getattr(Byggesag.objects.get(), navn) for navn in BYGGESAGSDATOER)


@pytest.mark.django_db
def test_a_renovation_shows_its_permit_too(client, sagsgange, sagsbehandler, organisation):
    sag = make_renovering(sagsbehandler, organisation)
    client.force_login(sagsbehandler)
    side = reverse("byggeri:renovering", args=[sag.nummer])
    assert (
        client.post(reverse("byggeri:byggesag", args=[sag.nummer]), {"ansoegt": "01.03.2024"})["Location"]
        == side
    )
    assert "1. marts 2024" in client.get(side).content.decode()


@pytest.mark.django_db
def test_a_permit_costs_the_pages_no_question(
    client, sag, sagsbehandler, organisation, django_assert_max_num_queries
):
    renovering = make_renovering(sagsbehandler, organisation)
    client.force_login(sagsbehandler)
    for case, navn, most in ((sag, "byggeri:projekt", 14), (renovering, "byggeri:renovering", 13)):
        save_byggesag(bruger=sagsbehandler, sag=case, ansoegt=SOEGT)
        client.get(reverse(navn, args=[case.nummer]))
        with django_assert_max_num_queries(most):
            client.get(reverse(navn, args=[case.nummer]))


PLAN = {
    "startredegoerelse": dt.date(2018, 1, 8),
    "forslag": dt.date(2018, 9, 3),
    "hoering_slut": dt.date(2018, 11, 5),
    "vedtaget": dt.date(2019, 3, 12),
}


@pytest.mark.django_db
def test_the_days_of_a_local_plan_follow_each_other(sagsbehandler, client):
    plan = save_lokalplan(bruger=sagsbehandler, nummer="609", navn="Prøve", **PLAN)
    with pytest.raises(UgyldigtInput) as refused:
        save_lokalplan(bruger=sagsbehandler, lokalplan=plan, forslag=dt.date(2018, 11, 6))
    assert (
        set(faults(refused)) == {"hoering_slut"} and "før forslag vedtaget" in faults(refused)["hoering_slut"]
    )
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(UgyldigtInput) as refused:
        save_lokalplan(bruger=sagsbehandler, nummer="610", navn="Prøve", forslag=tomorrow)
    assert "fremtiden" in faults(refused)["forslag"]
    # A hearing that runs ends on a day to come.
    save_lokalplan(bruger=sagsbehandler, nummer="611", navn="Prøve", hoering_slut=tomorrow)
    client.force_login(sagsbehandler)
    page = client.get(reverse("byggeri:lokalplan", args=["609"])).content.decode()
    assert all(text in page for text in ("8. januar 2018", "3. september 2018", "5. november 2018"))
    export = client.get(reverse("byggeri:lokalplaner") + "?eksport=csv").getvalue().decode()
    assert "Startredegørelse" in export and "2018" in export
    answer = client.post(
        reverse("byggeri:rediger_lokalplan", args=["609"]),
        {"nummer": "609", "navn": "Prøve", "forslag": "03.09.2018", "vedtaget": "02.09.2018"},
    )
    assert "før forslag vedtaget" in answer.content.decode()
    assert Lokalplan.objects.get(nummer="609").vedtaget == PLAN["vedtaget"]

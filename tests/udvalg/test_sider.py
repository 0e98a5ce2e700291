"""The pages of meetings as those who use them see them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from almen.sager.models import Beslutning
from almen.udvalg.models import Moede
from almen.udvalg.selectors.dagsorden import agenda
from almen.udvalg.services import add_punkt, create_moede, put_on_agenda, save_andre_sager
from almen.udvalg.views import udfald


@pytest.fixture
def ulla(client, sekretaer):
    client.force_login(sekretaer)
    return client


def text(response) -> str:
    return response.content.decode()


def row(punkt, **values) -> dict[str, str]:
    return {f"p{punkt.pk}-{name}": value for name, value in values.items()}


def test_a_meeting_is_made_with_the_deadlines_of_its_day(ulla):
    ulla.post(reverse("udvalg:nyt"), {"organ": "udvalget", "dato": "14.12.2026", "klokken": "9.30"})
    moede = Moede.objects.get()
    assert moede.dagsorden_ud == dt.date(2026, 12, 10)
    again = ulla.post(reverse("udvalg:nyt"), {"organ": "udvalget", "dato": "14.12.2026"})
    assert again.status_code == 400
    assert "allerede et møde den dag" in text(again)


def test_the_meeting_page_offers_what_awaits_and_takes_it_with_one_press(ulla, sag, moede):
    page = text(ulla.get(moede.get_absolute_url()))
    assert "Udvalget godkender garantien" in page
    ulla.post(reverse("udvalg:tag_med", args=[moede.pk]), {"sag": sag.nummer, "trin": "udvalg"})
    assert moede.punkter.get().sag == sag


def test_the_case_page_leads_to_the_agenda_and_back(ulla, sag, sekretaer):
    moede = create_moede(
        bruger=sekretaer, organ="udvalget", dato=timezone.localdate() + dt.timedelta(days=30)
    )
    page = text(ulla.get(sag.get_absolute_url()))
    address = reverse("udvalg:saet_paa", args=[sag.nummer, "udvalg"])
    assert address in page
    ulla.post(address, {"moede": moede.pk})
    page = text(ulla.get(sag.get_absolute_url()))
    assert moede.get_absolute_url() in page and address not in page


def test_a_whole_meeting_is_entered_on_one_page_and_what_is_refused_stays_as_typed(
    ulla, ny_sag, moede, sekretaer
):
    first, second = (
        put_on_agenda(bruger=sekretaer, moede=moede, sag=ny_sag(titel), trin="udvalg")
        for titel in ("En", "To")
    )
    third = add_punkt(bruger=sekretaer, moede=moede, titel="Trafikplan", art="anden", omraade="Andet")
    answer = ulla.post(
        reverse("udvalg:udfald", args=[moede.pk]),
        {
            **row(first, udfald="godkendt", stemmer="for A 6; imod B 5", set_antal="1"),
            **row(second, udfald="udsat", stemmer="for 3 A", set_antal="1"),
            **row(third, udfald="taget_til_efterretning"),
        },
    )
    page = text(answer)
    assert answer.status_code == 400
    assert "for 3 A" in page and "skal være et parti og et antal" in page
    assert first.udfald.get().stemmer.count() == 2
    assert third.udfald.get().navn == "Taget til efterretning"
    assert not second.udfald.exists()
    done = ulla.post(
        reverse("udvalg:udfald", args=[moede.pk]),
        row(second, udfald="udsat", tekst="Mere tid", set_antal="1"),
    )
    assert done.status_code == 302
    assert Beslutning.objects.filter(trin="udvalg").count() == 2


def test_the_agenda_is_read_once_before_and_once_after_a_whole_meeting_is_entered(
    ulla, moede, sekretaer, monkeypatch
):
    *filled, wrong = (
        add_punkt(bruger=sekretaer, moede=moede, titel=f"Plan {number}", art="anden", omraade="Andet")
        for number in range(5)
    )
    read = []
    monkeypatch.setattr(udfald, "agenda", lambda *given: read.append(given) or agenda(*given))
    data = row(wrong, udfald="taget_til_efterretning", stemmer="for 3 A")
    for punkt in filled:
        data |= row(punkt, udfald="taget_til_efterretning")
    answer = ulla.post(reverse("udvalg:udfald", args=[moede.pk]), data)
    assert answer.status_code == 400
    assert text(answer).count("<strong>Taget til efterretning</strong>") == len(filled)
    assert len(read) == 2


def test_text_without_an_outcome_is_not_lost_quietly(ulla, sag, moede, sekretaer):
    punkt = put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg")
    answer = ulla.post(reverse("udvalg:udfald", args=[moede.pk]), row(punkt, tekst="Husk bilag"))
    assert "bliver det skrevne ikke gemt" in text(answer)


def test_remarks_and_amendments_are_typed_a_line_each(ulla, sag, moede, sekretaer):
    punkt = put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg")
    wrong = ulla.post(
        reverse("udvalg:udfald", args=[moede.pk]),
        row(punkt, udfald="godkendt", forslag="Flere boliger", set_antal="1"),
    )
    assert "Stiller: forslaget = vedtaget" in text(wrong)
    ulla.post(
        reverse("udvalg:udfald", args=[moede.pk]),
        row(
            punkt,
            udfald="godkendt",
            forslag="Liste A: Flere boliger = forkastet",
            bemaerkninger="Liste A: Vi er imod.\nListe B: Vi er for.",
            set_antal="1",
        ),
    )
    kept = punkt.udfald.get()
    assert kept.aendringsforslag.get().tekst == "Flere boliger"
    assert kept.bemaerkninger.count() == 2
    assert "Vi er imod." in text(ulla.get(moede.get_absolute_url()))


def test_direktionens_secretary_sees_but_enters_nothing_for_it(ulla, sekretaer):
    moede = create_moede(bruger=sekretaer, organ="direktionen", dato=dt.date(2026, 9, 1))
    assert ulla.get(reverse("udvalg:udfald", args=[moede.pk])).status_code == 403


def test_a_search_never_finds_a_closed_items_meeting_for_those_who_may_not_see_it(
    client, administrator, sekretaer, moede
):
    add_punkt(bruger=sekretaer, moede=moede, titel="Åbent punkt")
    add_punkt(bruger=sekretaer, moede=moede, titel="Hemmelig handel", lukket=True, lukket_grund="Pris")
    client.force_login(administrator)
    assert "Ingen møder" in text(client.get(reverse("udvalg:moeder"), {"q": "hemmelig"}))
    assert moede.get_absolute_url() in text(client.get(reverse("udvalg:moeder"), {"q": "Åbent"}))


def test_other_cases_are_counted_and_bad_figures_refused(ulla, moede):
    address = reverse("udvalg:andre", args=[moede.pk])
    assert ulla.post(address, {"omraade_0": "-1"}).status_code == 400
    ulla.post(address, {"omraade_0": "12", "omraade_1": ""})
    assert [(item.omraade, item.antal) for item in moede.andre_sager.all()] == [("Lokalplaner", 12)]
    ulla.post(address, {"omraade_0": ""})
    assert not moede.andre_sager.exists()


def test_the_list_of_what_awaits_tells_where_it_stands(ulla, sag):
    page = text(ulla.get(reverse("udvalg:venter"), {"organ": "udvalget", "hvor": "skal"}))
    assert sag.nummer in page and "Ikke på en dagsorden" in page
    assert "skal behandles af et organ" in text(ulla.get(reverse("udvalg:moeder")))


def test_pages_stay_flat_however_many_items(ulla, ny_sag, sekretaer, moede, django_assert_max_num_queries):
    for number in range(12):
        put_on_agenda(bruger=sekretaer, moede=moede, sag=ny_sag(f"Sag {number}"), trin="udvalg")
        ny_sag(f"Venter {number}")
    save_andre_sager(bruger=sekretaer, moede=moede, antal={"Andet": 3})
    pages = {
        moede.get_absolute_url(): 16,
        reverse("udvalg:udfald", args=[moede.pk]): 14,
        reverse("udvalg:moeder"): 8,
        reverse("udvalg:venter"): 10,
    }
    for address, most in pages.items():
        ulla.get(address)
        with django_assert_max_num_queries(most):
            assert ulla.get(address).status_code == 200


def test_who_only_reads_is_offered_no_way_to_an_agenda_that_they_may_not_change(ulla, sag, leder, revisor):
    address = reverse("udvalg:saet_paa", args=[sag.nummer, "udvalg"])
    assert address in text(ulla.get(reverse("udvalg:venter")))
    ulla.force_login(revisor)
    page = text(ulla.get(reverse("udvalg:venter")))
    assert sag.nummer in page and address not in page


def test_a_published_agenda_whose_outcome_no_source_tells_blames_nobody(ulla, sekretaer):
    read = create_moede(
        bruger=sekretaer, organ="udvalget", dato=dt.date(2019, 5, 27), kilde="https://www.kk.dk/"
    )
    own = create_moede(bruger=sekretaer, organ="udvalget", dato=dt.date(2026, 9, 14))
    for moede in (read, own):
        add_punkt(bruger=sekretaer, moede=moede, titel="Udviklingsplan", art="almen")
    page = text(ulla.get(reverse("udvalg:moeder")))
    assert [page.count(f'-bad">{words}<') for words in ("Mangler udfald", "Udfald ikke oplyst")] == [1, 0]

"""The pages of boligsociale helhedsplaner: the list, the cards, the money in one grid with its preview, special efforts and accounts."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from almen.omraader.models import Omraadeafdeling
from almen.organisationer.models import Afdeling
from almen.planer.models import Plan
from almen.planer.services import Budgetbeloeb, reach_milepael, report_status, save_indsats, save_milepael
from almen.planer.services.helhedsplan import open_helhedsplan, save_oekonomi, save_regnskab
from almen.planer.services.saerindsats import add_forhandling, save_saerindsats

LISTE = "/planer/helhedsplaner/"
QUERIES_PLAN, QUERIES_LIST = 34, 10


def a_plan(bruger, organisation, omraader, number=1, kommune=1_000_000):
    plan = open_helhedsplan(
        bruger=bruger,
        titel=f"Sag {number}",
        navn=f"Helhedsplan {number}",
        fra=dt.date(2026, 1, 1),
        til=dt.date(2029, 12, 31),
        boligorganisation=organisation,
        omraader=omraader,
        aabnet_dato=dt.date(2025, 1, 6),
    )
    save_oekonomi(
        bruger=bruger,
        plan=plan,
        budget=8_000_000,
        dele={"lbf": 6_000_000, "kommune": kommune, "boligorganisation": 1_000_000},
        linjer=[Budgetbeloeb("beskaeftigelse", year, 2_000_000) for year in range(2026, 2030)],
    )
    return plan


@pytest.fixture
def helhedsplan(sagsgange, sagsbehandler, organisation, omraader):
    return a_plan(sagsbehandler, organisation, omraader)


def fill(plan, bruger, number):
    for index in range(number):
        effort = save_indsats(
            bruger=bruger,
            plan=plan,
            navn=f"Indsats {index}",
            ansvarlig="buf",
            tema="beskaeftigelse",
            budget=1,
        )
        report_status(bruger=bruger, plan=plan, indsats=effort, lys="groen", tekst="Det går")
        milestone = save_milepael(
            bruger=bruger, plan=plan, titel=f"Milepæl {index}", frist=dt.date(2026, 5, 1), indsats=effort
        )
        if index % 2:
            reach_milepael(bruger=bruger, milepael=milestone, naaet=dt.date(2026, 4, 1))
        special = save_saerindsats(bruger=bruger, plan=plan, navn=f"Særlig {index}")
        add_forhandling(bruger=bruger, saerindsats=special, part="lbf", stand="droeftes")


def text(response) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def test_the_plan_s_page_shows_it_all_at_the_same_cost_however_much_there_is(
    client, helhedsplan, sagsbehandler, organisation, django_assert_num_queries
):
    afdeling = Afdeling.objects.create(boligorganisation=organisation, nummer="1", navn="Nordgården")
    Omraadeafdeling.objects.create(omraade=helhedsplan.omraader.first(), afdeling=afdeling)
    fill(helhedsplan, sagsbehandler, 2)
    save_regnskab(bruger=sagsbehandler, plan=helhedsplan, aar=2026, linjer={"beskaeftigelse": 1_900_000})
    client.force_login(sagsbehandler)
    client.get(helhedsplan.get_absolute_url())
    with django_assert_num_queries(QUERIES_PLAN):
        page = text(client.get(helhedsplan.get_absolute_url()))
    for words in (
        "mindst 1.000.000",
        "Linjerne giver budgettet på 8.000.000 kr.",
        "Særlig 1",
        "Forhandles",
        "Børne- og Ungdomsforvaltningen",
        "Uden indsatser i planen: KMTF, SOF",
        "−100.000",
        "−5,0 pct.",
        "Nordgården",
        "Uddannelse og livschancer",
        "1 milepæl er ikke nået",
    ):
        assert words in page, words
    fill(helhedsplan, sagsbehandler, 4)
    with django_assert_num_queries(QUERIES_PLAN):
        client.get(helhedsplan.get_absolute_url())


def test_the_list_tells_shares_and_whether_they_hold_at_the_same_cost(
    client, helhedsplan, sagsbehandler, organisation, omraader, django_assert_num_queries
):
    client.force_login(sagsbehandler)
    client.get(LISTE)
    with django_assert_num_queries(QUERIES_LIST):
        assert "75 / 12,5 / 12,5" in text(client.get(LISTE))
    for number in range(2, 5):
        a_plan(sagsbehandler, organisation, omraader, number, kommune=999_999)
    with django_assert_num_queries(QUERIES_LIST):
        assert text(client.get(LISTE)).count("Holder ikke</span>") == 3
    assert "Helhedsplan 1" not in text(client.get(f"{LISTE}?finansiering=nej"))
    assert "1 helhedsplan" in text(client.get(f"{LISTE}?q=tingbjerg+1"))
    assert "4 helhedsplaner" in text(client.get(f"{LISTE}?omraade={omraader[0].pk}&loeber=1.6.2027"))
    assert "Helhedsplan 1" not in text(client.get(f"{LISTE}?tilstand=forsinket"))
    exported = b"".join(client.get(f"{LISTE}?eksport=csv&sort=-budget").streaming_content).decode()
    assert "Fonden" in exported and "75,00" in exported


def test_a_case_officer_opens_a_plan_and_it_is_the_applicant_s(
    client, sagsgange, sagsbehandler, organisation, omraader
):
    client.force_login(sagsbehandler)
    address = "/planer/ny/boligsocial_helhedsplan/"
    assert "Vælg den boligorganisation, der søger" in text(client.post(address, {"titel": "T", "navn": "N"}))
    client.post(address, {"titel": "T", "navn": "N", "ansoeger": organisation.pk, "ansoegt": "6.000.000"})
    plan = Plan.objects.get()
    assert (plan.sag.boligorganisation, plan.helhedsplan.ansoegt) == (organisation, 6_000_000)
    assert list(plan.boligorganisationer.all()) == [organisation]
    follower = text(client.get(f"{address}?erstatter={plan.pk}"))
    assert 'value="N"' in follower


def test_the_grid_shows_what_is_missing_to_the_krone_before_anything_is_saved(
    client, helhedsplan, sagsbehandler
):
    client.force_login(sagsbehandler)
    address = reverse("planer:helhedsplan_oekonomi", args=[helhedsplan.sag.nummer])
    assert client.get(helhedsplan.get_absolute_url() + "budget/").headers["Location"] == address
    given = {
        "budget": "8.000.004",
        "lbf": "6.000.003",
        "kommune": "1.000.000",
        "boligorganisation": "1.000.001",
        "b1_2026": "8.000.003",
    }
    preview = text(client.post(address, {**given, "beregn": "1"}, headers={"HX-Request": "true"}))
    assert "1 kr. mangler" in preview and "1 kr. for lidt" in preview
    helhedsplan.helhedsplan.refresh_from_db()
    assert helhedsplan.helhedsplan.budget == 8_000_000
    unreadable = client.post(address, {**given, "lbf": "seks", "beregn": "1"})
    assert unreadable.status_code == 400 and "Et beløb kan ikke læses" in text(unreadable)
    assert client.post(address, {**given, "gem": "1"}).status_code == 302
    helhedsplan.helhedsplan.refresh_from_db()
    assert helhedsplan.helhedsplan.budget == 8_000_004
    assert [item.beloeb for item in helhedsplan.budgetlinjer.all()] == [8_000_003]


def test_who_comes_second_does_not_overwrite_what_the_first_saved(client, helhedsplan, sagsbehandler, leder):
    address = reverse("planer:helhedsplan_oekonomi", args=[helhedsplan.sag.nummer])
    client.force_login(leder)
    seen = client.get(address).context["form"]["aftryk"].value()
    given = {"budget": "8.000.000", "lbf": "5.000.000", "aftryk": seen, "gem": "1"}
    assert client.post(address, given).status_code == 302
    client.force_login(sagsbehandler)
    second = client.post(address, {**given, "lbf": "4.000.000"})
    assert second.status_code == 400 and "Leif Leder har rettet tallene" in text(second)
    assert helhedsplan.finansiering.get().beloeb == 5_000_000


def test_a_plan_without_a_term_asks_for_it_first(client, sagsgange, sagsbehandler, organisation):
    plan = open_helhedsplan(bruger=sagsbehandler, titel="T", navn="N", boligorganisation=organisation)
    client.force_login(sagsbehandler)
    page = text(client.get(reverse("planer:helhedsplan_oekonomi", args=[plan.sag.nummer])))
    assert "Skriv første og sidste dag" in page
    assert client.get(plan.get_absolute_url()).status_code == 200


def test_a_special_effort_is_proposed_negotiated_and_taken_into_the_plan(
    client, helhedsplan, sagsbehandler, boligorganisation_bruger
):
    client.force_login(sagsbehandler)
    base = helhedsplan.get_absolute_url() + "saerindsatser/"
    client.post(f"{base}ny/", {"navn": "Genbrugsstation", "budget": "300.000", "foreslaaet": "1.9.2026"})
    row = helhedsplan.saerindsatser.get()
    one = f"{base}{row.pk}/"
    client.post(f"{one}rediger/", {"navn": "Aktiviteter på genbrugsstationer"})
    assert (
        client.post(f"{one}forhandling/", {"part": "lbf", "stand": "enighed", "dato": "1.1.2030"}).status_code
        == 400
    )
    for part, said in (("lbf", "Fondens ord"), ("boligorganisation", "Egne ord")):
        client.post(
            f"{one}forhandling/", {"part": part, "stand": "enighed", "dato": "2.9.2026", "tekst": said}
        )
    page = text(client.get(one))
    assert "Aftalt" in page and "Fondens ord" in page and "Optag i planen" in page
    client.force_login(boligorganisation_bruger)
    own = text(client.get(one))
    assert "Egne ord" in own and "Fondens ord" not in own and "Optag i planen" not in own
    client.force_login(sagsbehandler)
    client.post(f"{one}optag/", {"ansvarlig": "kff", "art": "social", "tema": "beskaeftigelse"})
    assert helhedsplan.indsatser.get().navn == "Aktiviteter på genbrugsstationer"


def test_accounts_and_organisation_are_entered_on_their_pages(client, helhedsplan, sagsbehandler):
    client.force_login(sagsbehandler)
    base = helhedsplan.get_absolute_url()
    assert client.get(f"{base}regnskab/2027/").status_code == 404
    assert "Budget 2.000.000 kr." in text(client.get(f"{base}regnskab/2026/"))
    client.post(f"{base}regnskab/2026/", {"t1": "1.950.000", "revideret": "on"})
    assert helhedsplan.regnskabslinjer.get().beloeb == 1_950_000
    client.post(f"{base}organisation/", {"bestyrelse": "Formand: områdechef", "koordinator": "sof"})
    page = text(client.get(base))
    assert "Formand: områdechef" in page and "Koordineres af Socialforvaltningen" in page

"""The pages and lists of physical plans: what they show, at what cost, and what a typing fault gives."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from almen.planer.models import Plan
from almen.planer.services import save_budget, save_finansiering, save_indsats
from almen.planer.services.boliger import save_boligopgoerelse, save_virkemiddel
from almen.planer.services.budgetflytning import move_budget
from almen.planer.services.dispensation import ask_dispensation
from almen.planer.services.evaluering import save_evaluering
from almen.planer.services.oekonomi import Budgetbeloeb
from almen.sager.models import Sag

pytestmark = pytest.mark.django_db


def fill(plan, bruger, number, first=0):
    for index in range(first, first + number):
        project = save_indsats(bruger=bruger, plan=plan, navn=f"Projekt {index}", ansvarlig="kmtf")
        save_virkemiddel(bruger=bruger, plan=plan, art="nybyggeri", aar=2029, antal=1, indsats=project)
        save_boligopgoerelse(
            bruger=bruger,
            plan=plan,
            dag=dt.date(2026, 1, 1 + index),
            almene_familieboliger=900,
            andre_boliger=100,
            erhverv_m2=7_000,
            kilde="BBR",
        )
        save_evaluering(bruger=bruger, plan=plan, art="aarlig", frist=dt.date(2027 + index, 10, 1))


def test_the_statutory_plans_page_costs_the_same_however_much_there_is(
    client, udviklingsplan, sagsbehandler, django_assert_num_queries
):
    client.force_login(sagsbehandler)
    fill(udviklingsplan, sagsbehandler, 1)
    ask_dispensation(
        bruger=sagsbehandler,
        plan=udviklingsplan,
        grundlag="stk_4",
        ansoegt=dt.date(2026, 5, 1),
        ansoegt_pct=Decimal(60),
        oplysninger={"beboere": 1500, "omdannelsesomraade": True},
    )
    url = udviklingsplan.get_absolute_url()
    page = client.get(url).content.decode()
    for words in (
        "Når kravet",
        "begge afrundinger vises",
        "Sådan tæller loven",
        "Afventer ministeren",
        "Det kan ikke afgøres, om der kan dispenseres",
        "1. juni 2025",
        "Åbn eller knyt en sag",
    ):
        assert words in page, words
    with django_assert_num_queries(31):
        client.get(url)
    fill(udviklingsplan, sagsbehandler, 3, first=1)
    with django_assert_num_queries(31):
        client.get(url)
    assert client.get(f"{url}andel.svg")["Content-Type"].startswith("image/svg+xml")


def test_the_kvarterplans_page_shows_frame_moves_and_budget_by_project_and_year(
    client, kvarterplan, sagsbehandler, django_assert_num_queries
):
    client.force_login(sagsbehandler)
    park, naboskab = kvarterplan.indsatser.order_by("id")
    lines = [Budgetbeloeb(f"projekt-{park.pk}", 2026, 7_000_000), Budgetbeloeb("", 2027, 3_000_000)]
    save_budget(bruger=sagsbehandler, plan=kvarterplan, linjer=lines)
    save_finansiering(
        bruger=sagsbehandler, plan=kvarterplan, dele={"kommune": (6_000_000, ""), "stat": (4_000_000, "")}
    )
    move_budget(
        bruger=sagsbehandler, plan=kvarterplan, fra=park, til=naboskab, beloeb=100, aar=2026, grund="Udvalget"
    )
    url = kvarterplan.get_absolute_url()
    client.get(url)
    with django_assert_num_queries(28):
        page = client.get(url).content.decode()
    for words in (
        "Borgermøder",
        "højst refundere 3.333.333 kr.",
        "100 kr. i 2026 er flyttet",
        "Ikke fordelt på projekter",
    ):
        assert words in page, words
    form = client.get(f"{url}budget/").content.decode()
    assert "Budget efter projekt og år" in form and "Park, 2026 (kr.)" in form


def test_the_lists_show_shares_and_frames_and_cost_the_same_however_many_plans(
    client, udviklingsplan, forandringsplan, kvarterplan, sagsbehandler, omraader, django_assert_num_queries
):
    client.force_login(sagsbehandler)
    for address in ("udviklingsplaner", "kvarterplaner"):
        client.get(f"/planer/{address}/")
    with django_assert_num_queries(13):
        page = client.get("/planer/udviklingsplaner/").content.decode()
    for words in ("Udviklingsplan for Bispeparken", "90,0", "40,0", "Forandringsplan for Bispeparken"):
        assert words in page
    assert "Kvarterplan, Bispeengen" not in page
    with django_assert_num_queries(9):
        page = client.get("/planer/kvarterplaner/").content.decode()
    assert "10.000.000" in page
    found = client.get(
        "/planer/udviklingsplaner/", {"q": "bispeparken", "art": "forandringsplan"}
    ).content.decode()
    assert "Forandringsplan for" in found and "Udviklingsplan for" not in found
    other = client.get("/planer/kvarterplaner/", {"omraade": omraader[1].pk}).content.decode()
    assert "Kvarterplan, Bispeengen" not in other
    exported = b"".join(client.get("/planer/udviklingsplaner/?eksport=csv")).decode("utf-8-sig")
    assert "90,0" in exported or "90.0" in exported


def test_strangers_see_no_plan_in_the_lists(
    client, udviklingsplan, anden_organisation, anden_boligorganisation_bruger
):
    client.force_login(anden_boligorganisation_bruger)
    assert "Udviklingsplan for" not in client.get("/planer/udviklingsplaner/").content.decode()


def test_a_case_officer_makes_a_statutory_plan_on_its_pages(client, sagsgange, sagsbehandler, omraader):
    client.force_login(sagsbehandler)
    given = {
        "titel": "Plan",
        "navn": "Plan",
        "enige": "nej",
        "udpeget": "01.12.2025",
        "omraader": [omraader[0].pk],
    }
    assert client.post("/planer/ny/udviklingsplan/", {**given, "udpeget": "i går"}).status_code == 400
    opened = client.post("/planer/ny/udviklingsplan/", given)
    plan = Plan.objects.get(navn="Plan")
    base = plan.get_absolute_url()
    assert opened["Location"] == base and plan.udviklingsplan.enige is False
    count = {"dag": "01.01.2026", "almene_familieboliger": "1.200", "andre_boliger": "100", "kilde": "BBR"}
    wrong = client.post(f"{base}boliger/ny/", {**count, "andre_boliger": "mange"})
    assert wrong.status_code == 400 and 'href="#id_andre_boliger"' in wrong.content.decode()
    assert client.post(f"{base}boliger/ny/", count).status_code == 302
    row = plan.opgoerelser.get()
    assert client.post(f"{base}boliger/{row.pk}/rediger/", {**count, "nedrevne": "20"}).status_code == 302
    assert client.post(f"{base}virkemidler/nyt/", {"art": "salg", "aar": "27"}).status_code == 400
    assert (
        client.post(f"{base}virkemidler/nyt/", {"art": "salg", "aar": "2027", "antal": "900"}).status_code
        == 302
    )
    means = plan.virkemidler.get()
    carried = {"art": "salg", "aar": "2027", "antal": "900", "gennemfoert": "01.11.2026"}
    assert client.post(f"{base}virkemidler/{means.pk}/rediger/", carried).status_code == 302
    assert "22,7 pct." in client.get(base).content.decode()
    asked = {"grundlag": "stk_3", "ansoegt": "01.11.2026", "ansoegt_pct": "55,5", "redegoerelse": "ja"}
    assert client.post(f"{base}dispensation/ny/", {**asked, "ansoegt_pct": "30"}).status_code == 400
    assert client.post(f"{base}dispensation/ny/", asked).status_code == 302
    disp = plan.dispensationer.get()
    assert disp.oplysninger == {"redegoerelse": True}
    answer = {"afgjort": "20.11.2026", "givet": "ja"}
    missing = client.post(f"{base}dispensation/{disp.pk}/svar/", answer)
    assert missing.status_code == 400 and "Skriv den andel" in missing.content.decode()
    assert client.post(f"{base}dispensation/{disp.pk}/svar/", {**answer, "maal_pct": "50"}).status_code == 302
    assert client.post(f"{base}evalueringer/ny/", {"art": "slut", "frist": "01.10.2030"}).status_code == 302
    report = plan.evalueringer.get()
    assert (
        client.post(
            f"{base}evalueringer/{report.pk}/frist/", {"art": "slut", "frist": "01.11.2030"}
        ).status_code
        == 302
    )
    given = {"afgivet": "20.11.2026", "konklusion": "Det gik godt"}
    assert client.post(f"{base}evalueringer/{report.pk}/", given).status_code == 302
    page = client.get(base).content.decode()
    for words in ("efter dispensation", "50 pct.", "Afgivet 20. nov. 2026", "Kommunens egen plan (§ 168 b)"):
        assert words in page, words
    assert client.post(f"{base}virkemidler/{means.pk}/slet/").status_code == 302
    assert client.post(f"{base}boliger/{row.pk}/slet/").status_code == 302
    page = client.get(base).content.decode()
    assert "Boligerne er ikke opgjort endnu" in page and "Kan ikke afgøres" in page
    sag = Sag.objects.get(pk=plan.sag_id)
    assert "Kan ikke afgøres" in page and client.get(sag.get_absolute_url()).status_code == 200


def test_a_case_officer_moves_money_on_the_plans_page(client, kvarterplan, sagsbehandler):
    client.force_login(sagsbehandler)
    base = kvarterplan.get_absolute_url()
    park, naboskab = kvarterplan.indsatser.order_by("id")
    given = {"fra": park.pk, "til": naboskab.pk, "beloeb": "8.000.000", "grund": "Udvalget"}
    wrong = client.post(f"{base}flyt-midler/", given)
    assert wrong.status_code == 400 and "har 7.000.000 kr." in wrong.content.decode()
    assert client.post(f"{base}flyt-midler/", {**given, "beloeb": "1.000.000"}).status_code == 302
    naboskab.refresh_from_db()
    assert naboskab.budget == 4_000_000

"""The pages of a plan: what each shows, how many queries it asks, and what a typing fault gives."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.planer.models import Plan
from almen.planer.services import report_status, save_budget, save_finansiering, save_indsats, save_milepael
from almen.planer.services.oekonomi import Budgetbeloeb


def _fill(plan, bruger, number):
    for index in range(number):
        row = save_indsats(
            bruger=bruger,
            plan=plan,
            navn=f"Indsats {index}",
            ansvarlig="kmtf",
            maal=plan.politik.maal.get(nummer=1 + index % 2),
            omraader=plan.omraader.all(),
            budget=1000,
        )
        report_status(bruger=bruger, plan=plan, indsats=row, lys="groen", tekst="Det går")
        save_milepael(
            bruger=bruger, plan=plan, titel=f"Milepæl {index}", frist=dt.date(2026, 5, 1), indsats=row
        )


def test_the_plan_s_page_shows_it_all_at_the_same_cost_however_much_there_is(
    client, handleplan, sagsbehandler, django_assert_num_queries
):
    client.force_login(sagsbehandler)
    _fill(handleplan, sagsbehandler, 2)
    save_budget(bruger=sagsbehandler, plan=handleplan, linjer=[Budgetbeloeb("", 2026, 2000)])
    save_finansiering(bruger=sagsbehandler, plan=handleplan, dele={"kommune": (1900, "")})
    url = handleplan.get_absolute_url()
    client.get(url)
    with django_assert_num_queries(22):
        page = client.get(url).content.decode()
    for words in (
        "Indsats 1",
        "Går som planlagt",
        "Forsinket",
        "100 kr. mindre end budgettet",
        "Bispeparken",
    ):
        assert words in page
    _fill(handleplan, sagsbehandler, 3)
    with django_assert_num_queries(22):
        client.get(url)


def test_a_case_officer_opens_a_plan_and_fills_it_in_on_its_pages(
    client, sagsgange, sagsbehandler, omraader, politik
):
    client.force_login(sagsbehandler)
    assert "Ny handleplan" in client.get("/planer/ny/handleplan/").content.decode()
    assert client.get("/planer/ny/ukendt/").status_code == 404
    bad = client.post(
        "/planer/ny/handleplan/", {"titel": "T", "navn": "", "fra": "1.2.2026", "til": "1.1.2026"}
    )
    assert bad.status_code == 400 and "Skal ligge efter den første dag" in bad.content.decode()
    given = {
        "titel": "T",
        "navn": "N",
        "fra": "01.01.2026",
        "til": "31.12.2027",
        "omraader": [omraader[0].pk],
        "politik": politik.pk,
    }
    client.post("/planer/ny/handleplan/", given)
    plan = Plan.objects.get()
    base = plan.get_absolute_url()
    client.post(f"{base}rediger/", {**given, "navn": "N2"})
    client.post(f"{base}indsatser/ny/", {"navn": "I", "art": "social", "ansvarlig": "buf", "budget": "1.000"})
    row = plan.indsatser.get()
    client.post(
        f"{base}indsatser/{row.pk}/rediger/",
        {"navn": "I2", "art": "social", "ansvarlig": "buf", "budget": "2.000"},
    )
    client.post(
        f"{base}indsatser/{row.pk}/status/", {"lys": "roed", "tekst": "Står stille", "dato": "01.11.2026"}
    )
    client.post(f"{base}status/", {"lys": "gul", "tekst": "Samlet", "dato": "01.11.2026"})
    client.post(f"{base}milepaele/ny/", {"titel": "M", "frist": "01.06.2026", "indsats": row.pk})
    milepael = plan.milepaele.get()
    client.post(f"{base}milepaele/{milepael.pk}/rediger/", {"titel": "M2", "frist": "01.06.2026"})
    client.post(f"{base}milepaele/{milepael.pk}/naaet/", {"naaet": "02.06.2026", "note": ""})
    client.post(f"{base}finansiering/", {"kommune": "2.000", "kommune_note": "Budget"})
    client.post(f"{base}budget/", {"b0_2026": "1.500", "b0_2027": "", "b0_uden": "500"})
    page = client.get(base).content.decode()
    for words in (
        "N2",
        "I2",
        "Går ikke som planlagt",
        "Samlet",
        "Nået 2. jun. 2026",
        "Finansiering og budget stemmer",
    ):
        assert words in page
    assert "Står stille" in client.get(row.get_absolute_url()).content.decode()
    client.post(f"{base}milepaele/{milepael.pk}/slet/")
    client.post(f"{base}indsatser/{row.pk}/udgaa/", {"dato": "20.11.2026"})
    page = client.get(base).content.decode()
    assert "Planen har ingen milepæle endnu" in page and "Udgået" in page


def test_another_forvaltning_sees_the_plan_and_reports_but_edits_nothing(
    client, handleplan, indsats, buf, suf
):
    client.force_login(buf)
    page = client.get(handleplan.get_absolute_url()).content.decode()
    assert "Fritidsjob" in page and "Ret planen" not in page
    base = handleplan.get_absolute_url()
    for address in ("rediger/", "indsatser/ny/", "finansiering/", "budget/", "status/", "milepaele/ny/"):
        assert client.get(base + address).status_code == 403
    assert client.get(f"{indsats.get_absolute_url()}status/").status_code == 200
    client.force_login(suf)
    assert client.get(f"{indsats.get_absolute_url()}status/").status_code == 403


@pytest.mark.parametrize("trin", ["indstilling", "udvalg_anbefaler", "br_godkender"])
def test_the_indstilling_tells_the_plan_with_its_efforts_and_money(handleplan, indsats, trin):
    from almen.planer.indstilling import plan_to_be_decided
    from almen.sager.selectors import load_forloeb

    step = load_forloeb(handleplan.sag).sagsgang.efter_id[trin]
    said = plan_to_be_decided(handleplan.sag, step, dt.date(2026, 2, 1))
    assert "gennemføres" in said.ekstra[0].tekst
    assert said.loesning.tabeller[0].raekker[0].celler == (
        "Fritidsjob til unge",
        "Mål 1",
        "BUF",
        "2.000.000 kr.",
    )

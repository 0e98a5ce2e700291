"""The handleplan: the overview forvaltninger × goals, the list of efforts, reporting one's own, and carrying efforts forward."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.planer.kort_handleplan import overblik
from almen.planer.models import Indsats, Statusmelding
from almen.planer.selectors import indsatser_of
from almen.planer.selectors.indsatser import SUM, SUM_EJER, matrix_of, meldepligter_of
from almen.planer.services import (
    Melding,
    carry_forward,
    drop_indsats,
    open_plan,
    report_status,
    report_statuser,
    save_indsats,
    save_milepael,
)
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Sag
from almen.ui.kalender import gather


@pytest.fixture
def seks(handleplan, indsats, sagsbehandler):
    """Six efforts: three of BUF (one without a goal), two of SOF, one of somebody else."""
    goals = {item.nummer: item for item in handleplan.politik.maal.all()}
    rows = [indsats]
    for navn, ansvarlig, maal, budget in (
        ("Ungekorps", "buf", 2, 500_000),
        ("Skoleindsats", "buf", None, None),
        ("Gadeplan", "sof", 1, 1_000_000),
        ("Natteravne", "sof", 2, None),
    ):
        rows.append(
            save_indsats(
                bruger=sagsbehandler,
                plan=handleplan,
                navn=navn,
                ansvarlig=ansvarlig,
                maal=goals.get(maal),
                budget=budget,
            )
        )
    rows.append(
        save_indsats(
            bruger=sagsbehandler, plan=handleplan, navn="Boligsocialt", ansvarlig_tekst="Helhedsplanen"
        )
    )
    return rows


def test_the_overview_counts_each_effort_once_and_adds_up(handleplan, seks, sagsbehandler):
    report_status(bruger=sagsbehandler, plan=handleplan, indsats=seks[0], lys="roed", tekst="Står stille")
    drop_indsats(bruger=sagsbehandler, indsats=seks[3])
    cells = matrix_of(indsatser_of(handleplan))
    assert (cells["buf", SUM].antal, cells["buf", SUM].beloeb) == (3, 2_500_000)
    assert cells["buf", 1].lys == {"roed": 1} and cells["buf", None].antal == 1
    assert (cells[SUM_EJER, SUM].antal, cells["sof", SUM].beloeb) == (5, None)
    assert sum(cell.antal for (owner, goal), cell in cells.items() if owner and goal != SUM) == 5
    shown = overblik(handleplan, sagsbehandler)
    assert [titel for titel, _ in shown["kolonner"]] == ["Mål 1", "Mål 2", "Intet mål"]
    assert shown["raekker"][-1]["celler"][-1]["celle"].antal == 5


def test_each_cell_of_the_overview_leads_to_just_its_efforts(client, handleplan, seks, sagsbehandler):
    client.force_login(sagsbehandler)
    for row in overblik(handleplan, sagsbehandler)["raekker"]:
        for cell in row["celler"]:
            if cell is not None:
                page = client.get(cell["url"])
                assert len(page.context["page"].object_list) == cell["celle"].antal


def test_the_list_of_efforts_is_searched_sorted_and_taken_out_at_one_cost(
    client, handleplan, seks, sagsbehandler, buf, django_assert_num_queries
):
    client.force_login(sagsbehandler)
    save_milepael(
        bruger=sagsbehandler, plan=handleplan, titel="M", frist=dt.date(2026, 1, 1), indsats=seks[0]
    )
    client.get("/planer/indsatser/")
    with django_assert_num_queries(10):
        page = client.get("/planer/indsatser/?sort=-budget").content.decode()
    assert page.index("Fritidsjob") < page.index("Gadeplan") < page.index("Ungekorps")
    found = client.get("/planer/indsatser/?q=bispeparken").content.decode()
    assert "Fritidsjob" in found and "Gadeplan" not in found
    late = client.get("/planer/indsatser/?stand=forsinket").content.decode()
    assert "Fritidsjob" in late and "Gadeplan" not in late
    table = client.get("/planer/indsatser/?eksport=csv&ansvarlig=sof").getvalue().decode("utf-8-sig")
    assert "Natteravne" in table and "Fritidsjob" not in table
    Sag.objects.filter(pk=handleplan.sag_id).update(fortrolighed="fortrolig")
    client.force_login(buf)
    assert "Ingen indsatser endnu" in client.get("/planer/indsatser/").content.decode()


def test_reports_fall_due_half_a_year_after_the_last_one_once_the_plan_is_decided(
    handleplan, seks, buf, sagsbehandler, decide
):
    assert {item.frist for item in meldepligter_of(buf, ["buf"])} == {None}
    decide(handleplan, "br_godkender")
    report_status(
        bruger=buf, plan=handleplan, indsats=seks[0], lys="gul", tekst="På vej", dato=dt.date(2026, 8, 31)
    )
    by_name = {item.indsats.navn: item for item in meldepligter_of(buf, ["buf"])}
    assert by_name["Fritidsjob til unge"].frist == dt.date(2027, 2, 28)
    assert not by_name["Fritidsjob til unge"].er_forfalden
    assert by_name["Ungekorps"].frist == dt.date(2026, 7, 1) and by_name["Ungekorps"].er_forfalden


def test_a_forvaltning_reports_on_its_own_efforts_in_one_form(
    client, handleplan, seks, buf, suf, revisor, django_assert_num_queries
):
    client.force_login(buf)
    url = "/planer/mine-indsatser/"
    client.get(url)
    with django_assert_num_queries(8):
        page = client.get(url).content.decode()
    assert "Ungekorps" in page and "Gadeplan" not in page
    one, two = seks[0].pk, seks[1].pk
    half = client.post(url, {"dato": "20.11.2026", f"i{one}-lys": "groen", f"i{two}-tekst": "Glemt farve"})
    assert half.status_code == 400
    assert "Skriv, hvordan det går" in half.content.decode() and "Vælg en status" in half.content.decode()
    both = {f"i{one}-lys": "groen", f"i{one}-tekst": "Fint", f"i{two}-lys": "roed", f"i{two}-tekst": "Skidt"}
    late = client.post(url, {"dato": "20.11.2030", **both})
    assert late.status_code == 400 and not Statusmelding.objects.exists()
    assert client.post(url, {"dato": "20.11.2026", **both}).status_code == 302
    assert Statusmelding.objects.count() == 2
    assert client.post(url, {"dato": "20.11.2026"}).status_code == 400
    client.force_login(suf)
    assert "Ingen indsatser at melde på" in client.get(url).content.decode()
    assert "Gadeplan" not in client.get(f"{url}?forvaltning=sof").content.decode()
    client.force_login(revisor)
    assert client.get(url).status_code == 403


def test_of_many_reports_all_are_kept_or_none(handleplan, seks, buf):
    reports = [Melding(seks[0], "groen", "Fint"), Melding(seks[3], "groen", "Ikke vores")]
    with pytest.raises(AdgangNaegtet):
        report_statuser(bruger=buf, meldinger=reports)
    with pytest.raises(UgyldigtInput) as fejl:
        report_statuser(
            bruger=buf, meldinger=[Melding(seks[0], "groen", "Fint"), Melding(seks[1], "lilla", "")]
        )
    assert {item.felt for item in fejl.value.fejl} == {f"i{seks[1].pk}-lys", f"i{seks[1].pk}-tekst"}
    assert not Statusmelding.objects.exists()


def test_efforts_are_carried_forward_into_the_next_plan_and_remember_where_from(
    client, handleplan, seks, sagsbehandler, omraader
):
    after = open_plan(
        bruger=sagsbehandler,
        art="handleplan",
        titel="Handleplan 2028–2029",
        navn="Handleplan 2028–2029",
        fra=dt.date(2028, 1, 1),
        til=dt.date(2029, 12, 31),
        omraader=omraader[1:],
        politik=handleplan.politik,
        erstatter=handleplan,
    )
    (copy,) = carry_forward(bruger=sagsbehandler, plan=after, indsatser=seks[:1])
    assert (copy.viderefoert_fra, copy.maal, copy.budget) == (seks[0], seks[0].maal, None)
    assert not copy.omraader.exists()
    with pytest.raises(UgyldigtInput, match="allerede videreført"):
        carry_forward(bruger=sagsbehandler, plan=after, indsatser=seks[:2])
    assert Indsats.objects.filter(plan=after).count() == 1
    client.force_login(sagsbehandler)
    url = f"{after.get_absolute_url()}viderefoer/"
    page = client.get(url).content.decode()
    assert "Ungekorps" in page and "Fritidsjob" not in page
    assert client.post(url, {"grund": ""}).status_code == 400
    client.post(url, {"indsatser": [seks[1].pk, seks[3].pk]})
    assert set(after.indsatser.values_list("navn", flat=True)) == {
        "Fritidsjob til unge",
        "Ungekorps",
        "Gadeplan",
    }
    assert client.get(f"{handleplan.get_absolute_url()}viderefoer/").status_code == 302
    drop_indsats(bruger=sagsbehandler, indsats=seks[1])
    seks[1].refresh_from_db()
    assert (
        seks[1].udgaaet is not None
    )  # what another plan continues stays, marked, though its plan is a draft


def test_the_calendar_has_milestones_and_the_plan_s_last_day_for_those_who_see_it(
    handleplan, seks, sagsbehandler, buf, suf
):
    save_milepael(
        bruger=sagsbehandler, plan=handleplan, titel="Halvvejs", frist=dt.date(2027, 1, 1), indsats=seks[0]
    )
    save_milepael(bruger=sagsbehandler, plan=handleplan, titel="For alle", frist=dt.date(2027, 2, 1))
    span = (dt.date(2027, 1, 1), dt.date(2027, 12, 31))

    def told(bruger, own=False):
        return [item.titel for item in gather(bruger, *span, kilder=["planer"], kun_egne=own)]

    everything = ["Milepæl: Halvvejs", "Milepæl: For alle", f"Planen slutter: {handleplan.navn}"]
    assert told(sagsbehandler) == told(suf) == everything
    assert told(buf, own=True) == ["Milepæl: Halvvejs"] and told(suf, own=True) == []

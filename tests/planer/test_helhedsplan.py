"""A boligsocial helhedsplan from application to supervision: who decides what, what refuses, and what stands fixed (M24-M26)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from almen.planer.models import Forhandling
from almen.planer.selectors.helhedsplan import helhedsplan_of
from almen.planer.services import Budgetbeloeb, save_indsats
from almen.planer.services.helhedsplan import (
    edit_helhedsplan,
    open_helhedsplan,
    save_oekonomi,
    save_oplysninger,
    save_regnskab,
)
from almen.planer.services.saerindsats import add_forhandling, adopt_saerindsats, save_saerindsats
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Frist, Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import BeslutningAfvist, record_beslutning
from almen.sagsgang.udfald import allowed_udfald

from .conftest import TODAY

DELE = {"lbf": 6_000_000, "kommune": 1_000_000, "boligorganisation": 1_000_000}
LINJER = [Budgetbeloeb("beskaeftigelse", year, 2_000_000) for year in range(2027, 2031)]


def money(plan, bruger, budget=8_000_000, linjer=LINJER, grund="", **dele):
    save_oekonomi(bruger=bruger, plan=plan, budget=budget, dele={**DELE, **dele}, linjer=linjer, grund=grund)


@pytest.fixture
def helhedsplan(sagsgange, sagsbehandler, organisation, omraader):
    """A plan 2027–2030 of 8 million kroner, split 75 : 12.5 : 12.5, whose case has just been opened."""
    plan = open_helhedsplan(
        bruger=sagsbehandler,
        titel="Helhedsplan",
        navn="Helhedsplan for Tingbjerg",
        fra=dt.date(2027, 1, 1),
        til=dt.date(2030, 12, 31),
        boligorganisation=organisation,
        omraader=omraader[1:],
        ansoegt=6_000_000,
        aabnet_dato=dt.date(2025, 1, 6),
    )
    money(plan, sagsbehandler)
    return plan


@pytest.fixture
def saerindsats(helhedsplan, sagsbehandler):
    return save_saerindsats(
        bruger=sagsbehandler, plan=helhedsplan, navn="Fritidsjob", budget=500_000, foreslaaet=TODAY
    )


def forloeb_of(plan):
    return load_forloeb(Sag.objects.get(pk=plan.sag_id))


@pytest.fixture
def go(sagsbehandler):
    """Decides the open steps in the route's order up to and with one, which is told how."""

    def act(plan, last, dato=TODAY, bruger=sagsbehandler, **more):
        while True:
            forloeb = forloeb_of(plan)
            step = forloeb.sagsgang.efter_id[forloeb.tilstand.aabne[0]]
            told = more if step.id == last else {}
            record_beslutning(
                bruger=bruger,
                sag=forloeb.sag,
                trin=step.id,
                dato=dato,
                kilde="referat",
                **{"udfald": allowed_udfald(step)[0], **told},
            )
            if step.id == last:
                return

    return act


# --------------------------------------------------------------------------------------------------------------- route
def test_the_committee_approves_and_the_fund_gives_tilsagn_before_four_years_of_supervision(helhedsplan, go):
    go(helhedsplan, "lbf_tilsagn")
    state = forloeb_of(helhedsplan).tilstand
    assert state.fase == "tilsyn" and state.aabne == ("status_1", "regnskab_1")
    assert {item for item in state.venter if item.startswith("status")} == {
        "status_2",
        "status_3",
        "status_4",
    }
    for year in range(1, 5):
        go(helhedsplan, f"regnskab_{year}")
    go(helhedsplan, "afslutning")
    assert forloeb_of(helhedsplan).tilstand.afslutning == "gennemfoert"


def test_supervision_falls_due_by_the_municipality_s_practice_once_the_fund_has_promised(helhedsplan, go):
    assert not Frist.objects.filter(sag=helhedsplan.sag, trin="status_1").exists()
    go(helhedsplan, "lbf_tilsagn")
    due = {item.trin: (item.dato, item.sikkerhed) for item in Frist.objects.filter(sag=helhedsplan.sag)}
    assert due["status_1"] == (dt.date(2028, 3, 31), "usikker")
    assert due["regnskab_4"] == due["afslutning"] == (dt.date(2031, 6, 30), "usikker")


def test_the_day_of_the_prequalification_is_the_decision_s_and_goes_with_it(helhedsplan, go):
    go(helhedsplan, "praekvalificeret", dato=dt.date(2025, 6, 2))
    helhedsplan.helhedsplan.refresh_from_db()
    assert helhedsplan.helhedsplan.praekvalificeret == dt.date(2025, 6, 2)
    go(helhedsplan, "dialog", udfald="sendt_tilbage", tilbage_til="praekvalificeret", begrundelse="Ændret")
    helhedsplan.helhedsplan.refresh_from_db()
    assert helhedsplan.helhedsplan.praekvalificeret is None


def test_the_boligorganisation_answers_for_its_own_steps_only(
    helhedsplan, boligorganisation_bruger, anden_boligorganisation_bruger, client
):
    record_beslutning(bruger=boligorganisation_bruger, sag=helhedsplan.sag, trin="ansoegning")
    with pytest.raises(AdgangNaegtet, match="kan ikke registrere"):
        record_beslutning(bruger=boligorganisation_bruger, sag=helhedsplan.sag, trin="kommune_anbefaler")
    client.force_login(boligorganisation_bruger)
    assert client.get(helhedsplan.get_absolute_url()).status_code == 200
    assert helhedsplan.navn in client.get(reverse("planer:helhedsplaner")).content.decode()
    client.force_login(anden_boligorganisation_bruger)
    assert client.get(helhedsplan.get_absolute_url()).status_code == 404
    assert helhedsplan.navn not in client.get(reverse("planer:helhedsplaner")).content.decode()


# --------------------------------------------------------------------------------------------------------------- money
def test_one_krone_short_of_the_municipality_s_own_floor_is_refused_unless_the_committee_says_why(
    helhedsplan, sagsbehandler, go
):
    money(helhedsplan, sagsbehandler, kommune=999_999, boligorganisation=1_000_001)
    with pytest.raises(BeslutningAfvist, match=r"mindst 1\.000\.000 kr\. \(12,5 %.*1 kr\. for lidt"):
        go(helhedsplan, "indstilling")
    reason = {"helhedsplan_lokale_andele": "Boligorganisationen betaler kronen"}
    go(helhedsplan, "indstilling", dispensationer=reason)
    go(helhedsplan, "udvalg_godkender", dispensationer=reason)
    assert forloeb_of(helhedsplan).tilstand.aabne == ("lbf_tilsagn",)


def test_nobody_can_dispense_from_the_fund_s_ceiling_or_the_sum(helhedsplan, sagsbehandler, go):
    money(helhedsplan, sagsbehandler, lbf=6_000_001, kommune=1_000_000, boligorganisation=999_999)
    with pytest.raises(BeslutningAfvist, match=r"højst 6\.000\.000 kr\..*1 kr\. for meget"):
        go(
            helhedsplan,
            "indstilling",
            dispensationer={"helhedsplan_medfinansiering": "Nej", "helhedsplan_lokale_andele": "Ja"},
        )


@pytest.mark.parametrize(
    ("linjer", "words"),
    [
        (LINJER[:3], r"2\.000\.000 kr\. mangler"),
        ([*LINJER[:3], Budgetbeloeb("beskaeftigelse", 2031, 2_000_000)], "2031, som ligger uden for"),
        ([*LINJER[:3], Budgetbeloeb("sundhed", 2030, 2_000_000)], "temaer, som regulativet ikke har"),
    ],
)
def test_a_budget_that_does_not_add_up_cannot_be_approved(helhedsplan, sagsbehandler, go, linjer, words):
    money(helhedsplan, sagsbehandler, linjer=linjer)
    with pytest.raises(BeslutningAfvist, match=words):
        go(helhedsplan, "indstilling")


def test_another_length_is_told_and_not_refused(helhedsplan, sagsbehandler, go):
    edit_helhedsplan(bruger=sagsbehandler, plan=helhedsplan, til=dt.date(2029, 12, 31))
    money(
        helhedsplan,
        sagsbehandler,
        budget=6_000_000,
        linjer=LINJER[:3],
        lbf=4_500_000,
        kommune=750_000,
        boligorganisation=750_000,
    )
    go(helhedsplan, "udvalg_godkender")
    told = forloeb_of(helhedsplan).beslutninger[-1].kontroller
    assert {item["id"]: item["udfald"] for item in told}["helhedsplan_loebetid"] == "kan_ikke_afgoeres"
    go(helhedsplan, "lbf_tilsagn")
    assert "status_4" not in forloeb_of(helhedsplan).tilstand.venter


def test_what_was_decided_stands_until_the_case_is_sent_back(helhedsplan, sagsbehandler, go):
    go(helhedsplan, "udvalg_godkender")
    for change in (
        lambda: money(helhedsplan, sagsbehandler, grund="Nye tal"),
        lambda: edit_helhedsplan(
            bruger=sagsbehandler, plan=helhedsplan, til=dt.date(2031, 12, 31), grund="Længere"
        ),
    ):
        with pytest.raises(UgyldigtInput, match="har besluttet budget og periode"):
            change()
    assert helhedsplan.budgetlinjer.count() == 4
    edit_helhedsplan(bruger=sagsbehandler, plan=helhedsplan, formaal="Rettet", grund="Skrivefejl")
    go(helhedsplan, "lbf_tilsagn", udfald="forkastet", begrundelse="For dyrt")
    money(helhedsplan, sagsbehandler, budget=4_000_000, linjer=LINJER[:2], grund="Fonden vil give mindre")
    assert forloeb_of(helhedsplan).tilstand.aabne == ("plan_og_budget",)


def test_figures_that_cannot_be_right_name_their_field_and_nothing_is_written(helhedsplan, sagsbehandler):
    with pytest.raises(UgyldigtInput) as refused:
        save_oekonomi(
            bruger=sagsbehandler, plan=helhedsplan, budget=-1, dele={"lbf": -2, "stat": 3}, linjer=[]
        )
    assert {item.felt for item in refused.value.fejl} == {"budget", "lbf", "stat"}
    with pytest.raises(UgyldigtInput):
        money(helhedsplan, sagsbehandler, budget=1, linjer=[LINJER[0], LINJER[0]])
    assert helhedsplan.budgetlinjer.count() == 4
    helhedsplan.helhedsplan.refresh_from_db()
    assert helhedsplan.helhedsplan.budget == 8_000_000


def test_accounts_are_of_years_that_have_begun_and_show_the_deviation(helhedsplan, sagsbehandler):
    for year, words in ((2026, "2027-2030"), (2027, "er ikke begyndt")):
        with pytest.raises(UgyldigtInput, match=words):
            save_regnskab(bruger=sagsbehandler, plan=helhedsplan, aar=year, linjer={"beskaeftigelse": 1})


# ------------------------------------------------------------------------------------------------------ special efforts
def test_a_special_effort_under_negotiation_holds_the_plan_until_both_agree_or_it_is_dropped(
    helhedsplan, saerindsats, sagsbehandler, go
):
    log = {"bruger": sagsbehandler, "saerindsats": saerindsats}
    add_forhandling(part="lbf", stand="droeftes", tekst="Fonden spørger", **log)
    add_forhandling(part="boligorganisation", stand="enighed", **log)
    with pytest.raises(BeslutningAfvist, match="Forhandles stadig: Fritidsjob"):
        go(helhedsplan, "indstilling")
    with pytest.raises(UgyldigtInput, match="ikke begge enige"):
        adopt_saerindsats(bruger=sagsbehandler, saerindsats=saerindsats, ansvarlig="kff")
    add_forhandling(part="lbf", stand="enighed", **log)
    effort = adopt_saerindsats(
        bruger=sagsbehandler, saerindsats=saerindsats, ansvarlig="kff", tema="beskaeftigelse"
    )
    assert (effort.navn, effort.budget, effort.ansvarlig) == ("Fritidsjob", 500_000, "kff")
    # The page that changes it was read before it was adopted: the link to the effort stays.
    save_saerindsats(bruger=sagsbehandler, plan=helhedsplan, saerindsats=saerindsats, navn="Fritidsjob, ny")
    with pytest.raises(UgyldigtInput, match="allerede optaget"):
        adopt_saerindsats(bruger=sagsbehandler, saerindsats=saerindsats, ansvarlig="kff")
    with pytest.raises(UgyldigtInput, match="optaget i planen"):
        add_forhandling(part="lbf", stand="afvist", **log)
    go(helhedsplan, "udvalg_godkender")


def test_a_withdrawn_effort_no_longer_holds_the_plan(helhedsplan, saerindsats, sagsbehandler, go):
    add_forhandling(bruger=sagsbehandler, saerindsats=saerindsats, part="kommune", stand="afvist")
    (stand,) = helhedsplan_of(Sag.objects.get(pk=helhedsplan.sag_id)).saerindsatser
    assert stand.ord[0] == "Trukket tilbage"
    go(helhedsplan, "udvalg_godkender")


def test_the_log_is_only_added_to_and_in_order(saerindsats, sagsbehandler):
    row = add_forhandling(bruger=sagsbehandler, saerindsats=saerindsats, part="lbf", stand="fremlagt")
    for change in (
        lambda: Forhandling.objects.filter(pk=row.pk).update(stand="enighed"),
        lambda: Forhandling.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    for given, words in (
        ({"stand": "droeftes", "dato": dt.date(2026, 1, 1)}, "før det seneste"),
        ({"stand": "droeftes", "dato": dt.date(2030, 1, 1)}, "fremtiden"),
        ({"stand": "måske"}, "findes ikke"),
        ({"stand": "enighed", "part": "stat"}, "findes ikke"),
    ):
        with pytest.raises(UgyldigtInput, match=words):
            add_forhandling(bruger=sagsbehandler, saerindsats=saerindsats, **{"part": "lbf", **given})


# ----------------------------------------------------------------------------------------------------------- the rest
def test_the_committee_s_paper_has_the_budget_the_shares_and_what_they_come_to(
    helhedsplan, saerindsats, sagsbehandler, go
):
    from almen.sager.indstilling import compose_indstilling

    for part in ("lbf", "boligorganisation"):
        add_forhandling(bruger=sagsbehandler, saerindsats=saerindsats, part=part, stand="enighed")
    save_indsats(
        bruger=sagsbehandler, plan=helhedsplan, navn="Jobvejledning", ansvarlig="beif", tema="beskaeftigelse"
    )
    go(helhedsplan, "indstilling")
    forloeb = forloeb_of(helhedsplan)
    papir = compose_indstilling(forloeb.sag, forloeb.sagsgang.efter_id["udvalg_godkender"], TODAY)
    cells = [
        cell
        for part in papir.afsnit
        for table in part.tabeller
        for row in table.raekker
        for cell in row.celler
    ]
    text = " ".join([*(item.tekst for item in papir.tekster), *cells]).replace("\xa0", " ")
    for words in (
        "budgettet for Helhedsplan for Tingbjerg er 8.000.000 kr., hvoraf kommunen betaler 1.000.000 kr.",
        "“Fritidsjob” indgår i planen",
        "75 % af budgettet",
        "Jobvejledning",
        "Beskæftigelse",
    ):
        assert words in text


def test_the_status_report_of_every_plan_is_a_helhedsplan_s_too(helhedsplan, sagsbehandler, go):
    from almen.planer.breve import status_report
    from almen.sagsgang.register import REGISTER

    save_indsats(
        bruger=sagsbehandler, plan=helhedsplan, navn="Jobvejledning", ansvarlig="beif", tema="beskaeftigelse"
    )
    go(helhedsplan, "udvalg_godkender")
    forloeb = forloeb_of(helhedsplan)
    assert "statusrapport" in {item.id for item in REGISTER.papirer_of(forloeb.sagstype)}
    papir = status_report(forloeb.sag, forloeb.beslutninger, TODAY)
    cells = [
        cell
        for part in papir.afsnit
        for table in part.tabeller
        for row in table.raekker
        for cell in row.celler
    ]
    assert "Jobvejledning" in " ".join(cells)


def test_board_and_coordination_are_functions_and_forvaltninger(helhedsplan, sagsbehandler):
    save_oplysninger(
        bruger=sagsbehandler, plan=helhedsplan, bestyrelse="Formand: områdechef", koordinator="sof"
    )
    with pytest.raises(UgyldigtInput, match="findes ikke"):
        save_oplysninger(bruger=sagsbehandler, plan=helhedsplan, koordinator="nogen")
    with pytest.raises(UgyldigtInput, match="flere end 6 kalenderår"):
        edit_helhedsplan(bruger=sagsbehandler, plan=helhedsplan, til=dt.date(2040, 1, 1))

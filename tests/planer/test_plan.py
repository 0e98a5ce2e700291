"""A plan's core: opened with its case, filled in, edited with a reason once it has been put forward."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import Http404

from almen.planer.models import Indsats, Plan, Statusmelding
from almen.planer.offentligt import offentligt
from almen.planer.selectors import indsatser_of, oekonomi_of, visible_planer
from almen.planer.services import (
    Budgetbeloeb,
    drop_indsats,
    edit_plan,
    open_plan,
    reach_milepael,
    report_status,
    save_budget,
    save_finansiering,
    save_indsats,
    save_milepael,
)
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost, Sag


def test_a_plan_is_opened_with_its_case_or_not_at_all(handleplan, sagsbehandler):
    assert handleplan.sag.sagstype == "handleplan"
    assert [str(item) for item in handleplan.omraader.all()] == ["Bispeparken", "Tingbjerg/Utterslevhuse"]
    with pytest.raises(UgyldigtInput) as fejl:
        open_plan(
            bruger=sagsbehandler,
            art="handleplan",
            titel="X",
            navn=" ",
            fra=dt.date(2026, 1, 2),
            til=dt.date(2026, 1, 1),
        )
    assert {item.felt for item in fejl.value.fejl} == {"navn", "til"}
    assert Sag.objects.count() == 1 and Plan.objects.count() == 1


def test_an_edit_stands_in_the_journal_and_says_why_once_the_plan_has_been_put_forward(
    handleplan, sagsbehandler, decide
):
    edit_plan(bruger=sagsbehandler, plan=handleplan, formaal="Rettet")
    decide(handleplan, "udkast")
    edit_plan(bruger=sagsbehandler, plan=handleplan, note="Endnu et udkast")
    decide(handleplan, "br_godkender")
    with pytest.raises(UgyldigtInput) as fejl:
        edit_plan(bruger=sagsbehandler, plan=handleplan, formaal="Rettet igen")
    assert fejl.value.fejl[0].felt == "grund"
    edit_plan(bruger=sagsbehandler, plan=handleplan, formaal="Rettet igen", grund="Udvalgets ændring")
    post = Journalpost.objects.filter(sag=handleplan.sag, art="plan_rettet").order_by("-nummer")[0]
    assert post.data["foer"]["formaal"] == "Rettet" and "Udvalgets ændring" in post.tekst


def test_what_is_not_changed_is_not_journalled(handleplan, sagsbehandler):
    before = Journalpost.objects.count()
    edit_plan(bruger=sagsbehandler, plan=handleplan, formaal=handleplan.formaal)
    assert Journalpost.objects.count() == before


def test_a_plan_cannot_follow_itself_or_its_follower(handleplan, sagsbehandler):
    after = open_plan(
        bruger=sagsbehandler,
        art="handleplan",
        titel="Næste",
        navn="Næste",
        erstatter=handleplan,
        aabnet_dato=dt.date(2026, 2, 1),
    )
    for wrong in (handleplan, after):
        with pytest.raises(UgyldigtInput):
            edit_plan(bruger=sagsbehandler, plan=handleplan, erstatter=wrong)


def test_an_effort_names_what_is_wrong_with_it(handleplan, sagsbehandler, omraader):
    elsewhere = type(omraader[0]).objects.get(navn="Gellerupparken")
    with pytest.raises(UgyldigtInput) as fejl:
        save_indsats(
            bruger=sagsbehandler, plan=handleplan, navn="", ansvarlig="xyz", budget=-1, omraader=[elsewhere]
        )
    assert [item.felt for item in fejl.value.fejl] == ["navn", "budget", "ansvarlig", "omraader"]
    with pytest.raises(UgyldigtInput, match="ansvarlig"):
        save_indsats(bruger=sagsbehandler, plan=handleplan, navn="Uden ejer")
    assert not Indsats.objects.exists()


def test_a_forvaltning_reports_its_own_efforts_and_no_others(indsats, handleplan, buf, suf, sagsbehandler):
    report_status(bruger=buf, plan=handleplan, indsats=indsats, lys="gul", tekst="For få pladser")
    report_status(
        bruger=sagsbehandler,
        plan=handleplan,
        indsats=indsats,
        lys="groen",
        tekst="På vej",
        dato=dt.date(2026, 11, 1),
    )
    with pytest.raises(AdgangNaegtet):
        report_status(bruger=suf, plan=handleplan, indsats=indsats, lys="gul", tekst="Ikke vores")
    with pytest.raises(AdgangNaegtet):
        report_status(bruger=buf, plan=handleplan, lys="gul", tekst="Hele planen")
    (row,) = indsatser_of(handleplan)
    assert (row.lys, row.status_tekst) == ("gul", "For få pladser")
    assert Statusmelding.objects.values_list("forvaltning", flat=True).distinct().get() == "buf"
    with pytest.raises(UgyldigtInput, match="fremtiden"):
        report_status(
            bruger=buf,
            plan=handleplan,
            indsats=indsats,
            lys="gul",
            tekst="I morgen",
            dato=dt.date(2027, 1, 1),
        )


def test_a_confidential_plan_is_not_there_for_another_forvaltning(indsats, handleplan, buf):
    assert visible_planer(buf).get() == handleplan
    Sag.objects.filter(pk=handleplan.sag_id).update(fortrolighed="fortrolig")
    assert not visible_planer(buf).exists()
    with pytest.raises(Http404):
        report_status(bruger=buf, plan=handleplan, indsats=indsats, lys="gul", tekst="Hemmeligt")


def test_a_milestone_is_reached_by_the_effort_s_owner(indsats, handleplan, buf, suf, sagsbehandler):
    row = save_milepael(
        bruger=sagsbehandler, plan=handleplan, titel="100 job", frist=dt.date(2026, 6, 1), indsats=indsats
    )
    with pytest.raises(AdgangNaegtet):
        reach_milepael(bruger=suf, milepael=row, naaet=dt.date(2026, 7, 1))
    assert reach_milepael(bruger=buf, milepael=row, naaet=dt.date(2026, 7, 1)).naaet == dt.date(2026, 7, 1)


def test_an_effort_goes_from_a_draft_and_stays_marked_in_a_plan_put_forward(
    indsats, handleplan, sagsbehandler, decide
):
    kept = save_indsats(bruger=sagsbehandler, plan=handleplan, navn="Bliver", ansvarlig="kmtf")
    drop_indsats(bruger=sagsbehandler, indsats=indsats)
    assert list(Indsats.objects.all()) == [kept]
    decide(handleplan, "indstilling")
    with pytest.raises(UgyldigtInput, match="grund"):
        drop_indsats(bruger=sagsbehandler, indsats=kept)
    drop_indsats(bruger=sagsbehandler, indsats=kept, grund="Pengene blev ikke bevilget")
    kept.refresh_from_db()
    assert kept.udgaaet == dt.date(2026, 11, 27)
    with pytest.raises(UgyldigtInput, match="udgået"):
        report_status(bruger=sagsbehandler, plan=handleplan, indsats=kept, lys="gul", tekst="For sent")


def test_money_adds_up_or_says_by_how_much_it_does_not(indsats, handleplan, sagsbehandler):
    save_budget(
        bruger=sagsbehandler,
        plan=handleplan,
        linjer=[Budgetbeloeb("", 2026, 1_000_000), Budgetbeloeb("", 2027, 1_000_000)],
    )
    save_finansiering(
        bruger=sagsbehandler,
        plan=handleplan,
        dele={"kommune": (1_500_000, "Budget 2026"), "andre": (400_000, "")},
    )
    money = oekonomi_of(handleplan)
    assert (money.budgetteret, money.finansieret, money.indsatser) == (2_000_000, 1_900_000, 2_000_000)
    assert money.forskelle == ("Finansieringen er 100.000 kr. mindre end budgettet.",)
    save_finansiering(bruger=sagsbehandler, plan=handleplan, dele={"kommune": (2_000_000, "")})
    assert oekonomi_of(handleplan).forskelle == ()


@pytest.mark.parametrize(
    ("linjer", "felt"),
    [
        ([Budgetbeloeb("", 2026, -1)], "linjer[0].beloeb"),
        ([Budgetbeloeb("", 26, 1)], "linjer[0].aar"),
        ([Budgetbeloeb("a", 2026, 1), Budgetbeloeb("a", 2026, 2)], "linjer[1].tema"),
    ],
)
def test_a_budget_line_that_cannot_be_names_itself(handleplan, sagsbehandler, linjer, felt):
    with pytest.raises(UgyldigtInput) as fejl:
        save_budget(bruger=sagsbehandler, plan=handleplan, linjer=linjer)
    assert fejl.value.fejl[0].felt == felt


def test_the_public_reads_the_amounts_that_were_decided_not_what_was_edited_since(
    indsats, handleplan, sagsbehandler, decide
):
    save_finansiering(bruger=sagsbehandler, plan=handleplan, dele={"kommune": (2_000_000, "")})
    assert offentligt(Sag.objects.get(pk=handleplan.sag_id)) == {}
    decide(handleplan, "br_godkender")
    save_finansiering(
        bruger=sagsbehandler, plan=handleplan, dele={"kommune": (3_000_000, "")}, grund="Overførselssag"
    )
    told = offentligt(Sag.objects.get(pk=handleplan.sag_id))
    assert [row["beloeb"] for row in told["beloeb"]["rows"]] == [[2_000_000], [2_000_000]]
    assert ("Formål", "Fælles indsatser.") in told["oplysninger"]


def test_what_another_has_taken_out_meanwhile_is_told_not_written_over(indsats, handleplan, sagsbehandler):
    milepael = save_milepael(
        bruger=sagsbehandler, plan=handleplan, titel="M", frist=dt.date(2026, 6, 1), indsats=indsats
    )
    drop_indsats(bruger=sagsbehandler, indsats=indsats)
    indsats.pk = milepael.indsats_id
    with pytest.raises(UgyldigtInput, match="findes ikke længere"):
        save_indsats(bruger=sagsbehandler, plan=handleplan, indsats=indsats, navn="Tilbage", ansvarlig="buf")
    with pytest.raises(UgyldigtInput, match="findes ikke længere"):
        reach_milepael(bruger=sagsbehandler, milepael=milepael, naaet=dt.date(2026, 6, 1))
    with pytest.raises(UgyldigtInput, match="findes ikke længere"):
        report_status(bruger=sagsbehandler, plan=handleplan, indsats=indsats, lys="gul", tekst="Væk")

"""A kvarterplan: who approves it, what its programme must hold, and money that only moves within the frame."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almen.planer.models import Evalueringsart, Indsats, Plan
from almen.planer.selectors.kvarterplan import kvarteroekonomi_of, projektpost
from almen.planer.services import Budgetbeloeb, save_budget, save_finansiering, save_indsats
from almen.planer.services.budgetflytning import move_budget
from almen.planer.services.evaluering import deliver_evaluering, save_evaluering
from almen.planer.services.fysisk_plan import edit_fysisk_plan, open_fysisk_plan
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.indstilling import compose_indstilling
from almen.sager.models import Journalpost, Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import BeslutningAfvist, record_beslutning, verify_journal
from almen.sagsgang.register import REGISTER

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 2)
CASES = Path(__file__).resolve().parents[1] / "cases" / "omraadefornyelser.csv"


def case_of(plan):
    return Sag.objects.get(pk=plan.sag_id)


def state(plan):
    return load_forloeb(case_of(plan)).tilstand


def check(plan, id_, day=DAY):
    return REGISTER.kontrol(id_).funktion(case_of(plan), day)


def budgets(plan):
    return dict(Indsats.objects.filter(plan=plan).values_list("navn", "budget"))


@pytest.fixture
def projekter(kvarterplan):
    return {row.navn: row for row in kvarterplan.indsatser.all()}


def test_the_committee_approves_and_with_a_grant_the_council_does(kvarterplan, decide, sagsbehandler):
    decide(kvarterplan, "udvalg_godkender", dato=DAY)
    assert state(kvarterplan).aabne == ("midtvejsevaluering",)
    other = open_fysisk_plan(
        bruger=sagsbehandler,
        art="kvarterplan",
        titel="Kvarterplan",
        navn="Sønderbro",
        formaal="Løft",
        omraader=kvarterplan.omraader.all(),
        til=dt.date(2030, 12, 31),
        ramme=1_000_000,
        i_br=True,
    )
    decide(other, "br_godkender", dato=dt.date(2026, 11, 27))
    assert state(other).udfoerte == ("udkast", "udvalg_anbefaler", "oeu_erklaering", "br_godkender")


def test_a_programme_without_area_end_or_budget_is_not_put_forward(sagsgange, sagsbehandler):
    plan = open_fysisk_plan(bruger=sagsbehandler, art="kvarterplan", titel="Tom", navn="Tom")
    with pytest.raises(BeslutningAfvist, match=r"Mangler: områder, .*budget, slutdag, projekter"):
        record_beslutning(bruger=sagsbehandler, sag=plan.sag, trin="udkast")


def test_five_years_are_kept_and_more_is_a_warning_as_the_law_is_not_seen_to_say_it(
    kvarterplan, sagsbehandler
):
    assert check(kvarterplan, "kvarterplan_varighed").udfald == "ja"
    edit_fysisk_plan(bruger=sagsbehandler, plan=kvarterplan, til=dt.date(2031, 1, 1))
    answer = check(kvarterplan, "kvarterplan_varighed")
    assert answer.udfald == "kan_ikke_afgoeres" and "Planen må vare 5 år" in answer.forklaring


@pytest.mark.parametrize(
    ("stat", "udfald", "words"),
    [
        (3_000_000, "ja", "Staten refunderer 3.000.000 kr."),
        (3_333_334, "nej", "højst refundere 3.333.333 kr."),
        (None, "kan_ikke_afgoeres", "ikke oplyst, hvem der betaler"),
    ],
)
def test_the_state_pays_at_most_a_third(kvarterplan, sagsbehandler, stat, udfald, words):
    if stat is not None:
        parts = {"kommune": (10_000_000 - stat, ""), "stat": (stat, "")}
        save_finansiering(bruger=sagsbehandler, plan=kvarterplan, dele=parts)
    answer = check(kvarterplan, "kvarterplan_statsandel")
    assert answer.udfald == udfald and words in answer.forklaring


def test_more_than_ten_million_from_the_state_cannot_be_decided(kvarterplan, sagsbehandler):
    edit_fysisk_plan(bruger=sagsbehandler, plan=kvarterplan, ramme=40_000_000)
    parts = {"kommune": (29_000_000, ""), "stat": (11_000_000, "")}
    save_finansiering(bruger=sagsbehandler, plan=kvarterplan, dele=parts)
    answer = check(kvarterplan, "kvarterplan_statsandel")
    assert answer.udfald == "kan_ikke_afgoeres" and "ikke afklaret" in answer.forklaring


def test_projects_and_years_must_be_within_the_frame(kvarterplan, projekter, sagsbehandler, decide):
    lines = [Budgetbeloeb("", 2026, 4_000_000), Budgetbeloeb("", 2027, 6_000_000)]
    save_budget(bruger=sagsbehandler, plan=kvarterplan, linjer=lines)
    assert check(kvarterplan, "kvarterplan_budget").udfald == "ja"
    save_budget(bruger=sagsbehandler, plan=kvarterplan, linjer=lines[:1])
    with pytest.raises(
        BeslutningAfvist, match="Årene skal tilsammen være 10.000.000 kr., men er 4.000.000 kr."
    ):
        decide(kvarterplan, "udvalg_godkender", dato=DAY)
    save_budget(bruger=sagsbehandler, plan=kvarterplan, linjer=lines)
    save_indsats(
        bruger=sagsbehandler, plan=kvarterplan, navn="Mere", art="kulturel", ansvarlig="kff", budget=1
    )
    assert "1 kr. mere end rammen" in check(kvarterplan, "kvarterplan_budget").forklaring


def published():
    with CASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for id_ in dict.fromkeys(row["id"] for row in rows):
        yield id_, [row for row in rows if row["id"] == id_]


@pytest.mark.parametrize(("id_", "rows"), list(published()))
def test_published_budgets_add_up_to_their_frame_or_the_difference_is_told(
    id_, rows, kvarterplan, sagsbehandler
):
    frame, difference = int(rows[0]["budget"]), int(rows[0]["afvigelse"])
    edit_fysisk_plan(
        bruger=sagsbehandler,
        plan=kvarterplan,
        ramme=frame,
        fra=dt.date(2016, 1, 1),
        til=dt.date(2030, 12, 31),
    )
    years = [Budgetbeloeb("", int(row["aar"]), int(row["beloeb"])) for row in rows if row["aar"].isdecimal()]
    if years:
        save_budget(bruger=sagsbehandler, plan=kvarterplan, linjer=years)
    Indsats.objects.filter(plan=kvarterplan).update(budget=0)
    for row in () if years else rows:
        save_indsats(
            bruger=sagsbehandler,
            plan=kvarterplan,
            navn=row["aar"],
            ansvarlig="kmtf",
            budget=int(row["beloeb"]),
        )
    money = kvarteroekonomi_of(Plan.objects.get(pk=kvarterplan.pk), DAY)
    assert [item.faktisk - item.kraevet for item in money.brud("aar")] == ([difference] if difference else [])
    assert years or money.ufordelt == 0


def test_money_moves_between_projects_and_the_journal_says_who_decided_it(
    kvarterplan, projekter, sagsbehandler, decide
):
    decide(kvarterplan, "udvalg_godkender", dato=DAY)
    move = {
        "bruger": sagsbehandler,
        "plan": kvarterplan,
        "fra": projekter["Park"],
        "til": projekter["Naboskab"],
    }
    with pytest.raises(UgyldigtInput, match="hvem der har besluttet"):
        move_budget(**move, beloeb=500_000, grund=" ")
    move_budget(**move, beloeb=500_000, grund="Udvalget 5. oktober, punkt 3")
    assert budgets(kvarterplan) == {"Park": 6_500_000, "Naboskab": 3_500_000}
    post = Journalpost.objects.get(sag=kvarterplan.sag_id, art="budget_flyttet")
    assert post.tekst.startswith("500.000 kr. er flyttet fra “Park” til “Naboskab”.")
    assert (post.data["foer"]["fra"], post.data["efter"]["fra"]) == (7_000_000, 6_500_000)
    assert not verify_journal()


def test_money_of_a_year_follows_in_the_budgets_lines(kvarterplan, projekter, sagsbehandler):
    park, naboskab = projektpost(projekter["Park"]), projektpost(projekter["Naboskab"])
    lines = [
        Budgetbeloeb(park, 2026, 3_000_000),
        Budgetbeloeb(park, 2027, 4_000_000),
        Budgetbeloeb(naboskab, 2027, 3_000_000),
    ]
    save_budget(bruger=sagsbehandler, plan=kvarterplan, linjer=lines)
    move = {
        "bruger": sagsbehandler,
        "plan": kvarterplan,
        "fra": projekter["Park"],
        "til": projekter["Naboskab"],
    }
    with pytest.raises(UgyldigtInput, match="“Park” har budget i 2026, 2027"):
        move_budget(**move, beloeb=1, grund="Prøve")
    with pytest.raises(UgyldigtInput, match="har 3.000.000 kr. i 2026"):
        move_budget(**move, beloeb=3_000_001, aar=2026, grund="Prøve")
    move_budget(**move, beloeb=1_000_000, aar=2026, grund="Prøve")
    money = kvarteroekonomi_of(Plan.objects.get(pk=kvarterplan.pk), DAY)
    assert money.oekonomi.budget == {
        (park, 2026): 2_000_000,
        (park, 2027): 4_000_000,
        (naboskab, 2026): 1_000_000,
        (naboskab, 2027): 3_000_000,
    }


@pytest.mark.parametrize(
    ("felter", "felt"),
    [({"beloeb": 0}, "beloeb"), ({"beloeb": 7_000_001}, "beloeb"), ({"til": "Park"}, "til")],
)
def test_what_cannot_be_moved_is_refused_by_its_field(
    felter, felt, kvarterplan, projekter, sagsbehandler, revisor
):
    given = {"fra": "Park", "til": "Naboskab", "beloeb": 1, **felter}
    given |= {"fra": projekter[given["fra"]], "til": projekter[given["til"]]}
    with pytest.raises(UgyldigtInput) as error:
        move_budget(bruger=sagsbehandler, plan=kvarterplan, grund="Prøve", **given)
    assert [item.felt for item in error.value.fejl] == [felt]
    with pytest.raises(AdgangNaegtet):
        move_budget(bruger=revisor, plan=kvarterplan, grund="Prøve", **given)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.booleans(), st.integers(1, 9_000_000)), min_size=1, max_size=4))
def test_however_money_is_moved_the_sum_stays(moves, kvarterplan, projekter, sagsbehandler):
    for forwards, amount in moves:
        fra, til = ("Park", "Naboskab") if forwards else ("Naboskab", "Park")
        try:
            move_budget(
                bruger=sagsbehandler,
                plan=kvarterplan,
                fra=projekter[fra],
                til=projekter[til],
                beloeb=amount,
                grund="Prøve",
            )
        except UgyldigtInput:
            assert amount > budgets(kvarterplan)[fra]
        left = budgets(kvarterplan)
        assert sum(left.values()) == 10_000_000 and min(left.values()) >= 0


def test_the_evaluations_are_the_deadlines_and_a_step_waits_for_its_own(kvarterplan, decide, sagsbehandler):
    for art, day in (
        (Evalueringsart.MIDTVEJS, dt.date(2026, 11, 1)),
        (Evalueringsart.SLUT, dt.date(2030, 12, 31)),
    ):
        save_evaluering(bruger=sagsbehandler, plan=kvarterplan, art=art, frist=day)
    with pytest.raises(UgyldigtInput, match="allerede en midtvejsevaluering"):
        save_evaluering(bruger=sagsbehandler, plan=kvarterplan, art="midtvejs", frist=DAY)
    decide(kvarterplan, "udvalg_godkender", dato=DAY)
    assert case_of(kvarterplan).overblik.naeste_frist == dt.date(2026, 11, 1)
    today = dt.date(2026, 11, 20)
    with pytest.raises(BeslutningAfvist, match="Midtvejsevaluering er ikke registreret"):
        decide(kvarterplan, "midtvejsevaluering", dato=today)
    row = kvarterplan.evalueringer.get(art="midtvejs")
    deliver_evaluering(
        bruger=sagsbehandler, plan=kvarterplan, evaluering=row, afgivet=today, konklusion="Godt"
    )
    decide(kvarterplan, "midtvejsevaluering", dato=today)
    assert case_of(kvarterplan).overblik.naeste_frist == dt.date(2030, 12, 31)


def test_the_indstilling_tells_frame_parties_and_who_may_move_money(kvarterplan, sagsbehandler):
    edit_fysisk_plan(bruger=sagsbehandler, plan=kvarterplan, i_br=True)
    forloeb = load_forloeb(case_of(kvarterplan))
    papir = compose_indstilling(forloeb.sag, forloeb.sagsgang.efter_id["br_godkender"], DAY)
    told = " ".join(item.tekst for item in papir.tekster)
    for words in (
        "inden for en ramme på 10.000.000 kr.",
        "flytte midler mellem projekterne",
        "Beboerne: Borgermøder",
    ):
        assert words in told

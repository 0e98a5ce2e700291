"""What anybody may read of plans: what was decided, as it was decided, as long as the case is open – and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.omraader.models import Kommuneudpegning
from almen.planer.models import Gaeldendeudgave, Planudgave, Politik, Strategi
from almen.planer.services import (
    Budgetbeloeb,
    edit_plan,
    report_status,
    save_budget,
    save_finansiering,
    save_indsats,
    save_milepael,
)
from almen.planer.services.udgave import restate
from almen.regler.fejl import UgyldigtInput
from almen.sager.models import Journalpost, Sag

PLANER = "/offentlig/planer/"


def page(client, plan):
    return client.get(f"{PLANER}{plan.sag.nummer}/").content.decode()


def told(client, plan):
    return client.get(f"{PLANER}{plan.sag.nummer}/data.json").json()


@pytest.fixture
def fyldt(handleplan, indsats, sagsbehandler):
    """The handleplan with all that a plan can hold, and what nobody outside may read of it."""
    edit_plan(bruger=sagsbehandler, plan=handleplan, note="Internt notat", kilde="Intern mail")
    save_milepael(
        bruger=sagsbehandler,
        plan=handleplan,
        titel="100 job",
        frist=dt.date(2026, 6, 1),
        indsats=indsats,
        note="Hemmelig",
    )
    save_budget(bruger=sagsbehandler, plan=handleplan, linjer=[Budgetbeloeb("", 2026, 2_000_000)])
    save_finansiering(
        bruger=sagsbehandler, plan=handleplan, dele={"kommune": (2_000_000, "Aftalt i et telefonopkald")}
    )
    report_status(bruger=sagsbehandler, plan=handleplan, indsats=indsats, lys="roed", tekst="Går i stå")
    report_status(bruger=sagsbehandler, plan=handleplan, lys="gul", tekst="Samlet set bagud")
    return handleplan


def test_a_plan_is_told_as_it_was_decided_and_nothing_of_it_before(client, fyldt, decide):
    decide(fyldt, "oeu_erklaering")
    assert client.get(f"{PLANER}{fyldt.sag.nummer}/").status_code == 404
    assert client.get(f"{PLANER}data.json").json()["raekker"] == []
    decide(fyldt, "br_godkender")
    shown = page(client, fyldt)
    for words in (
        "Handleplan for udsatte byområder 2026–2027", "Fælles indsatser.", "Fritidsjob til unge", "Mål 1: Gode livschancer",
        "Børne- og Ungdomsforvaltningen", "Bispeparken", "2.000.000", "100 job", "Kommunen", "Politik for udsatte byområder",
    ):  # fmt: skip
        assert words in shown, words
    everything = shown + str(told(client, fyldt))
    for words in ("Internt notat", "Intern mail", "Hemmelig", "telefonopkald", "Går i stå", "bagud", "Karen"):
        assert words not in everything, words
    (row,) = client.get(f"{PLANER}data.json").json()["raekker"]
    assert (row["indsatser"], row["beloeb"], row["besluttet"]) == (1, 2_000_000, "2026-02-02")
    case = client.get(f"/offentlig/sager/{fyldt.sag.nummer}/").content.decode()
    assert "2.000.000" in case and f"{PLANER}{fyldt.sag.nummer}/" in case


def test_what_is_written_after_the_decision_is_told_only_once_somebody_says_that_it_was_decided(
    client, fyldt, sagsbehandler, decide
):
    decide(fyldt, "br_godkender", "godkendt_med_aendringer")
    edit_plan(
        bruger=sagsbehandler, plan=fyldt, formaal="Som Borgerrepræsentationen ændrede det", grund="Ændringen"
    )
    save_indsats(bruger=sagsbehandler, plan=fyldt, navn="Ny indsats", ansvarlig="kmtf", grund="Ændringen")
    assert "Ny indsats" not in page(client, fyldt) and "ændrede det" not in page(client, fyldt)
    with pytest.raises(UgyldigtInput, match="grund"):
        restate(bruger=sagsbehandler, sag=fyldt.sag, grund=" ")
    restate(bruger=sagsbehandler, sag=fyldt.sag, grund="Borgerrepræsentationens ændring er skrevet ind")
    assert "Ny indsats" in page(client, fyldt) and "ændrede det" in page(client, fyldt)
    post = Journalpost.objects.get(sag=fyldt.sag, art="besluttet_udgave_rettet")
    assert post.data["dele"] == ["formål", "indsatser"]
    assert Planudgave.objects.filter(sag=fyldt.sag).count() == 2
    with pytest.raises(UgyldigtInput, match="det samme"):
        restate(bruger=sagsbehandler, sag=fyldt.sag, grund="Igen")


def test_a_case_officer_sees_what_is_public_and_puts_the_decided_right(client, fyldt, sagsbehandler, decide):
    client.force_login(sagsbehandler)
    url = f"/planer/{fyldt.sag.nummer}/besluttet/"
    assert "Intet af den er offentligt" in client.get(fyldt.get_absolute_url()).content.decode()
    assert client.get(url).status_code == 404
    decide(fyldt, "br_godkender", "godkendt_med_aendringer")
    shown = client.get(fyldt.get_absolute_url()).content.decode()
    assert url in shown and f"{PLANER}{fyldt.sag.nummer}/" in shown
    assert "siger det samme nu" in client.get(url).content.decode()
    edit_plan(bruger=sagsbehandler, plan=fyldt, formaal="Ændret", grund="Ændringen")
    assert "Siden er rettet: formål." in client.get(url).content.decode()
    assert client.post(url, {"grund": ""}).status_code == 400
    assert client.post(url, {"grund": "Skrevet ind"})["Location"] == fyldt.get_absolute_url()
    assert "Ændret" in page(client, fyldt)


def test_nothing_can_be_restated_before_it_is_decided(fyldt, sagsbehandler):
    with pytest.raises(UgyldigtInput, match="ikke besluttet"):
        restate(bruger=sagsbehandler, sag=fyldt.sag, grund="For tidligt")


def test_a_rejected_plan_tells_nothing_of_itself_though_its_case_is_public(client, fyldt, decide):
    decide(fyldt, "br_godkender", "forkastet")
    assert client.get(f"/offentlig/sager/{fyldt.sag.nummer}/").status_code == 200
    assert client.get(f"{PLANER}{fyldt.sag.nummer}/").status_code == 404
    shown = client.get(f"/offentlig/sager/{fyldt.sag.nummer}/").content.decode()
    assert "2.000.000" not in shown and "Fælles indsatser" not in shown
    assert not Gaeldendeudgave.objects.exists()


@pytest.mark.parametrize("level", ["intern", "fortrolig"])
def test_a_plan_whose_case_is_closed_is_gone_at_once_and_from_what_points_at_it(
    client, fyldt, decide, politik, level
):
    decide(fyldt, "br_godkender")
    assert fyldt.navn in client.get("/offentlig/soeg/?q=fritidsjob").content.decode()
    Sag.objects.filter(pk=fyldt.sag_id).update(fortrolighed=level)
    assert client.get(f"{PLANER}{fyldt.sag.nummer}/").status_code == 404
    for path in (
        PLANER,
        "/offentlig/soeg/?q=fritidsjob",
        "/offentlig/politikker/politik-for-udsatte-byomraader-2025-2035-2025/",
    ):
        assert fyldt.navn not in client.get(path).content.decode(), path


def test_a_policy_or_strategy_that_is_not_public_is_not_named_on_the_plan(
    client, fyldt, sagsbehandler, decide, politik
):
    known = Strategi.objects.create(
        navn="Kendt strategi", kilde="Referat", fra=dt.date(2020, 1, 1), sikkerhed="sikker"
    )
    draft = Strategi.objects.create(navn="Kladdestrategi", kilde="Udkast", sikkerhed="usikker")
    edit_plan(bruger=sagsbehandler, plan=fyldt, strategier=[known, draft])
    decide(fyldt, "br_godkender")
    shown = page(client, fyldt)
    assert "Kendt strategi" in shown and "Kladdestrategi" not in shown
    assert "Kladdestrategi" not in client.get("/offentlig/politikker/").content.decode()
    Politik.objects.filter(pk=politik.pk).update(
        sag=Sag.objects.exclude(pk=fyldt.sag_id).first() or fyldt.sag
    )
    shown = page(client, fyldt)
    assert "Politik for udsatte" not in shown and "Gode livschancer" not in shown
    assert "livschancer" not in str(told(client, fyldt))


def test_a_policy_is_told_with_its_goals_areas_source_and_certainty(client, politik, omraader, sagsbehandler):
    udpegning = Kommuneudpegning.objects.create(
        omraade=omraader[0],
        grundlag=politik.navn,
        kilde="x",
        sikkerhed="sikker",
        registreret_af=sagsbehandler,
    )
    politik.udpegninger.add(udpegning)
    politik.maal.get(nummer=1).indikatorer.create(
        indikator="grundskole_pct", retning="ned", maalsaetning="20.5", maalaar=2035, note="Vores"
    )
    shown = client.get(
        "/offentlig/politikker/politik-for-udsatte-byomraader-2025-2035-2025/"
    ).content.decode()
    for words in (
        "Gode livschancer",
        "Bispeparken",
        "Teknik- og Miljøudvalget 26. maj 2025",
        "Sikker",
        "Skal blive lavere",
        "20,5",
        "2035",
    ):
        assert words in shown, words
    assert "Vores" not in shown


def test_the_pages_ask_the_same_few_questions_however_much_there_is(
    client, fyldt, sagsbehandler, decide, politik, django_assert_num_queries
):
    decide(fyldt, "br_godkender")
    Politik.objects.create(
        navn="En til", fra=politik.fra, til=politik.til, kilde="x", sikkerhed="sikker"
    ).maal.create(nummer=1, navn="Mål")
    for path, number in (
        (PLANER, 1),
        (f"{PLANER}{fyldt.sag.nummer}/", 4),
        ("/offentlig/politikker/", 7),
    ):
        with django_assert_num_queries(number, info=path):
            client.get(path)

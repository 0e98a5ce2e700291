"""The pages of lead times, lost time and stays: what they say of a few cases, and that they cost the same for many."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from tests.analyse.forloebsrader import put_case
from tests.people import make_bruger

from almen.analyse import regneprogram, regning
from almen.analyse.grupper import GRUPPERINGER, Enhed, find_enhed, frist_text
from almen.analyse.models import Ophold
from almen.analyse.selectors.ledetider import waiting_share
from almen.analyse.selectors.ruter import routes_of, steps_of
from almen.analyse.selectors.tabt_tid import account_for
from almen.analyse.ventetid import VENTER
from almen.ansoegninger.models import Anmodning
from almen.grundlag.models import Sagsgangsversion
from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Rolle
from almen.udvalg.models import Moede

pytestmark = pytest.mark.django_db
OPENED = dt.date(2025, 1, 6)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    """The statistics answer without a process of their own."""
    monkeypatch.setattr(regning, "_run", regneprogram.compute)


@pytest.fixture
def put(sagsgange, sagsbehandler, organisation):
    """Makes a case in which the application took so many days, and the guarantee at the committee so many."""
    route = Sagsgangsversion.objects.filter(sagstype="nybyggeri").latest("gyldig_fra")

    def make(days, garanti=21, to=organisation, **more):
        sag = put_case(
            sagsbehandler,
            to,
            route.version,
            OPENED,
            ("ansoegning", 0, days),
            ("garanti", 40, garanti),
            **more,
        )
        Ophold.objects.filter(sag=sag, trin="ansoegning").update(aktoer="boligorganisation")
        Ophold.objects.filter(sag=sag, trin="garanti").update(aktoer="udvalget")
        return sag

    return make


@pytest.fixture
def six(put):
    """Six cases whose applications took 10 to 15 days, the last of them not yet there, and one that is confidential."""
    return [put(10 + number) for number in range(5)] + [put(None), put(14, fortrolighed="fortrolig")]


@pytest.fixture
def browse(client, sagsbehandler) -> Client:
    client.force_login(sagsbehandler)
    return client


def rows_of(page):
    return list(page.context["page"].object_list)


def test_a_step_tells_its_median_with_what_it_rests_on_and_leads_to_its_stays(browse, six):
    page = browse.get("/analyse/ledetider/?maal=12")
    row = next(item for item in rows_of(page) if item.tid.noegle == "ansoegning")
    assert (row.tid.antal, row.tid.afsluttede, row.median, row.over) == (7, 6, 13, row.over)
    assert row.over and row.over > 50 and row.ventetid == 100
    text = page.content.decode()
    assert "Over 12 dage" in text and row.navn in text
    there = browse.get(row.url)
    assert len(rows_of(there)) == 7 and {item.trin for item in rows_of(there)} == {"ansoegning"}


def test_with_fewer_cases_than_the_limit_no_figure_is_told(browse, put):
    put(10)
    page = browse.get("/analyse/ledetider/")
    assert {row.median for row in rows_of(page)} == {None}
    assert "For få (under 5)" in page.content.decode()


def test_the_share_of_waiting_is_that_of_the_days_by_cause(browse, six, sagsbehandler):
    """The page looks at few stays one by one; what it says is what all of them say."""
    Ophold.objects.filter(trin="garanti", sag__in=six[:4]).update(aktoer="forvaltningen")
    Ophold.objects.filter(trin="garanti", sag=six[0]).update(
        udsat=1, udsat_fra=OPENED + dt.timedelta(days=50)
    )
    asked = Anmodning.objects.create(sag=six[1], tekst="Send budgettet", oprettet_af=sagsbehandler)
    Anmodning.objects.filter(pk=asked.pk).update(oprettet=dt.datetime(2025, 2, 20, 12, tzinfo=dt.UTC))
    today, rows = timezone.localdate(), Ophold.objects.all()
    for item in GRUPPERINGER.values():
        went: dict[str, list[int]] = {}
        for (cause, (value,)), found in account_for(rows, item.felt, today=today).aarsager.items():
            for group in item.groups_of(value):
                sums = went.setdefault(group, [0, 0])
                sums[0] += found.dage
                sums[1] += found.dage if cause in VENTER else 0
        shares = {group: 100 * waited / days for group, (days, waited) in went.items() if days}
        assert waiting_share(rows, {}, item, today) == pytest.approx(shares)
        assert any(0 < share < 100 for share in shares.values())


@pytest.mark.parametrize("saml", ["", *(item for item in GRUPPERINGER if item != "trin")])
def test_every_division_has_its_groups_and_each_leads_to_stays(browse, six, saml):
    page = browse.get(f"/analyse/ledetider/?saml={saml}")
    assert rows_of(page)
    for row in rows_of(page):
        assert rows_of(browse.get(row.url)), (saml, row.navn)


def test_what_is_measured_is_said(browse, six):
    assert find_enhed("trin", {}) is find_enhed("aar", {"trin": "garanti"}) is Enhed.OPHOLD
    assert find_enhed("fase", {}) is find_enhed("version", {"fase": "skema_a"}) is Enhed.FASE
    assert find_enhed("boligtype", {}) is Enhed.SAG
    assert "Målt er hele sagen" in browse.get("/analyse/ledetider/?saml=boligtype").content.decode()
    years = browse.get("/analyse/ledetider/?saml=aar&aar_fra=2025")
    assert [(row.navn, row.tid.antal) for row in rows_of(years)] == [("2025", 7)]
    assert "aabnet_fra=2025" in rows_of(years)[0].url
    phases = browse.get("/analyse/ledetider/?saml=organisation&fase=skema_a")
    assert [row.navn for row in rows_of(phases)] == ["Boligselskabet Prøven"]


def test_a_case_with_two_types_counts_in_both(browse, put):
    put(10, boligtyper="familie ungdom")
    page = browse.get("/analyse/ledetider/?saml=boligtype")
    assert [row.navn for row in rows_of(page)] == ["Familieboliger", "Ungdomsboliger"]


def test_the_routes_own_deadline_stands_beside_the_step(sagsgange):
    steps, parametre = steps_of(routes_of("nybyggeri")), current_parametre()
    said = frist_text(steps["skema_b_licitation"], steps, parametre, dt.date(2026, 1, 1))
    assert (
        said.startswith("15 måneder (loven) efter “")
        and frist_text(steps["ansoegning"], steps, parametre, OPENED) == ""
    )


def test_when_the_statistics_fail_the_numbers_are_told_and_it_is_said(browse, six, monkeypatch):
    def fail(jobs):
        raise regning.KanIkkeRegnes

    monkeypatch.setattr(regning, "_run", fail)
    page = browse.get("/analyse/ledetider/")
    assert "Statistikken kunne ikke beregnes" in page.content.decode()
    assert {row.tid.antal for row in rows_of(page)} == {7}
    assert "Medianerne kunne ikke beregnes" in browse.get("/analyse/tabt-tid/").content.decode()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/analyse/ledetider/?maal=-1", "Mål (dage): Skal være mindst 0."),
        ("/analyse/ledetider/?maal=x", "Mål (dage)"),
        ("/analyse/ledetider/?saml=farve", "Opdelt efter"),
        ("/analyse/ophold/?aarsag=vejret", "Dage gået med"),
        ("/analyse/tabt-tid/?trin=findes-ikke", "Trin"),
    ],
)
def test_a_filter_that_cannot_be_read_is_told(browse, six, address, said):
    page = browse.get(address)
    assert page.status_code == 200 and said in page.content.decode() and not rows_of(page)
    assert browse.get(address.replace("/?", ".svg?")).status_code in (200, 404)


def test_lost_time_tells_days_by_cause_and_step_and_leads_to_the_stays(browse, six):
    for papers, day in ((50, 54), (60, 61)):
        made = [OPENED + dt.timedelta(days=number) for number in (papers, day)]
        Moede.objects.create(organ="udvalget", papirer_ind=made[0], dagsorden_ud=made[0], dato=made[1])
    page = browse.get("/analyse/tabt-tid/")
    found = {(row.tabt.aarsag, row.tabt.trin): row for row in rows_of(page)}
    wait, rest = found["kalender", "garanti"], found["dagsorden", "garanti"]
    assert (wait.dage, wait.ophold, wait.sager, wait.median) == (7 * 14, 7, 7, 14)
    assert (rest.dage, rest.median) == (7 * 7, 7)
    assert {tur["navn"] for tur in page.context["ture"]} == {
        "Klima-, Miljø- og Teknikudvalget",
        "Boligorganisationen",
    }
    there = browse.get(wait.url)
    assert len(rows_of(there)) == 7 and {item.trin for item in rows_of(there)} == {"garanti"}
    assert "arbejde eller liggetid" in page.content.decode()


def test_stays_of_a_cause_are_those_that_were_counted(browse, six, monkeypatch):
    Ophold.objects.filter(sag=six[0], trin="garanti").update(
        udsat=1, udsat_fra=OPENED + dt.timedelta(days=45), art="sendt_tilbage"
    )
    for cause in ("udsat", "tilbage"):
        shown = rows_of(browse.get(f"/analyse/ophold/?aarsag={cause}"))
        assert [(item.sag_id, item.trin) for item in shown] == [(six[0].pk, "garanti")]
    monkeypatch.setattr("almen.analyse.selectors.tabt_tid.MAX_IDS", 1)
    page = browse.get("/analyse/ophold/?aarsag=organisation")
    assert "udsnittet er for stort" in page.content.decode() and not rows_of(page)


def test_the_list_of_stays_is_searched_and_exported(browse, six):
    assert len(rows_of(browse.get(f"/analyse/ophold/?q={six[0].nummer}"))) == 2
    assert len(rows_of(browse.get("/analyse/ophold/?art=aaben"))) == 1
    assert not rows_of(browse.get("/analyse/ophold/?aabnet_fra=2025&aabnet_til=2024"))
    lines = (
        b"".join(browse.get("/analyse/ophold/?eksport=csv").streaming_content)
        .decode("utf-8-sig")
        .splitlines()
    )
    assert lines[0].startswith("Sag;Titel;Trin;Runde;Fase;Aktør;Klar;Afgjort;Dage") and len(lines) == 15


def test_whoever_may_not_see_a_case_sees_none_of_its_time(client, six, suf):
    """Another forvaltning sees only its own cases' time."""
    client.force_login(suf)
    for address in ("ledetider/", "ophold/", "tabt-tid/"):
        assert not rows_of(client.get(f"/analyse/{address}"))
    client.force_login(make_bruger("bo", Rolle.BOLIGORGANISATION, boligorganisation=six[0].boligorganisation))
    for address in ("ledetider/", "ledetider.svg", "ophold/", "tabt-tid/", "tabt-tid.svg"):
        assert client.get(f"/analyse/{address}").status_code == 403


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/analyse/ledetider/", 19),
        ("/analyse/ledetider/?saml=fase", 18),
        ("/analyse/ledetider/?saml=organisation", 20),
        ("/analyse/ophold/", 10),
        ("/analyse/ophold/?aarsag=organisation", 14),
        ("/analyse/tabt-tid/", 16),
    ],
)
def test_pages_cost_the_same_for_many_cases(browse, six, put, address, queries, django_assert_num_queries):
    browse.get(address)
    for number in range(2):
        with django_assert_num_queries(queries):
            browse.get(address)
        for days in range(5):
            put(days + number)

"""Every year the municipality counts the vacant dwellings that cost rent, judges the cause and acts (almenboligloven § 104, stk. 2)."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tilsynsverden import make_afdeling

from almen.aarshjul.services import open_aar
from almen.organisationer.models import Afdeling, Boligbestand
from almen.organisationer.services import save_import, start_import, undo_import
from almen.organisationer.services.importart import arter
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost
from almen.sager.services import BeslutningAfvist, record_beslutning
from almen.tilsyn.ledighedstal import Ledighedssum, sum_of, sums_by
from almen.tilsyn.models import Ledighed, Ledighedsopgoerelse
from almen.tilsyn.selectors.ledighed import latest_ledighedsgrad, ubesvarede
from almen.tilsyn.services.ledighed import (
    Ledighedsinput,
    delete_linje,
    edit_opgoerelse,
    open_opgoerelse,
    register_none_vacant,
    save_linje,
)


@dataclass(frozen=True)
class L:
    boliger: int
    ledige: int
    lejetab: int | None = None
    hvor: str = ""


LINES = st.lists(
    st.builds(
        lambda ledige, flere, tab, hvor: L(ledige + flere, ledige, tab, hvor),
        st.integers(0, 50),
        st.integers(0, 500),
        st.none() | st.integers(0, 10**6),
        st.sampled_from("abc"),
    ),
    max_size=12,
)


@given(LINES)
def test_the_parts_add_up_to_the_whole(lines):
    parts = sums_by(lines, lambda row: row.hvor).values()
    assert sum(parts, Ledighedssum()) == sum_of(lines)


@given(LINES)
def test_a_share_is_of_all_dwellings_and_never_over_100(lines):
    pct = sum_of(lines).pct
    assert pct is None if not sum(row.boliger for row in lines) else Decimal(0) <= pct <= Decimal(100)


@pytest.fixture
def count(sagsgange, sagsbehandler, organisation) -> Ledighedsopgoerelse:
    make_afdeling(organisation, "1", "Ét", familie=200, ungdom=50)
    make_afdeling(organisation, "2", "To", familie=100, aeldre=30)
    return open_opgoerelse(bruger=sagsbehandler, aar=2026).ledighedsopgoerelse


def _answer(bruger, count, nummer, **values):
    linje = Ledighedsinput(**{"boligtype": "familie", "boliger": 100, "ledige": 0, **values})
    return save_linje(
        bruger=bruger, opgoerelse=count, afdeling=Afdeling.objects.get(nummer=nummer), linje=linje
    )


def _ready(bruger, count):
    _answer(bruger, count, "1", boliger=200, ledige=4, lejetab=100_000, aarsag="husleje")
    _answer(bruger, count, "1", boligtype="ungdom", boliger=50, ledige=0)
    _answer(bruger, count, "2", boliger=100, ledige=2, lejetab=40_000, aarsag="renovering")
    edit_opgoerelse(
        bruger=bruger,
        opgoerelse=count,
        opgjort=dt.date(2026, 10, 1),
        vurdering="Huslejen er høj.",
        handling="Vi mødes med boligorganisationen.",
    )
    count.refresh_from_db()
    count.sag.ledighedsopgoerelse = count


@pytest.mark.django_db
def test_only_family_and_youth_dwellings_are_asked_about(count):
    asked = [(item.afdeling.nummer, item.boligtype) for item in ubesvarede(count, dt.date(2026, 10, 1))]
    assert asked == [("1", "familie"), ("1", "ungdom"), ("2", "familie")]


@pytest.mark.django_db
def test_an_organisation_that_has_closed_is_not_asked(count, organisation):
    organisation.aktiv_til = dt.date(2025, 12, 31)
    organisation.save()
    assert ubesvarede(count, dt.date(2026, 10, 1)) == []


@pytest.mark.django_db
def test_the_count_cannot_end_before_all_have_answered(count, sagsbehandler):
    edit_opgoerelse(
        bruger=sagsbehandler, opgoerelse=count, opgjort=dt.date(2026, 10, 1), vurdering="", handling=""
    )
    with pytest.raises(BeslutningAfvist, match="Mangler svar fra"):
        record_beslutning(bruger=sagsbehandler, sag=count.sag, trin="optaelling")


@pytest.mark.django_db
def test_the_cause_is_judged_before_the_count_ends(count, sagsbehandler):
    _ready(sagsbehandler, count)
    _answer(sagsbehandler, count, "2", boliger=100, ledige=2, aarsag="ukendt")
    record_beslutning(bruger=sagsbehandler, sag=count.sag, trin="optaelling")
    with pytest.raises(BeslutningAfvist, match="Årsagen er ikke oplyst for To"):
        record_beslutning(bruger=sagsbehandler, sag=count.sag, trin="vurdering")


@pytest.mark.django_db
def test_a_finished_count_gives_the_municipalitys_rate_and_lies_fast(count, sagsbehandler, leder):
    _ready(sagsbehandler, count)
    assert latest_ledighedsgrad(dt.date(2027, 1, 1)) is None, "a running count is no rate"
    for step in ("optaelling", "vurdering"):
        record_beslutning(bruger=sagsbehandler, sag=count.sag, trin=step)
    record_beslutning(bruger=leder, sag=count.sag, trin="afslutning")
    grad = latest_ledighedsgrad(dt.date(2027, 1, 1))
    assert (grad.pct, grad.tal.ledige, grad.tal.boliger) == (Decimal("1.71"), 6, 350)
    assert latest_ledighedsgrad(dt.date(2026, 9, 30)) is None, "the count tells of 1 October"
    with pytest.raises(UgyldigtInput, match="ligger fast"):
        _answer(sagsbehandler, count, "2", boliger=100, ledige=0)


@pytest.mark.django_db
def test_bad_input_names_the_field_and_what_is_allowed(count, sagsbehandler):
    with pytest.raises(UgyldigtInput) as caught:
        _answer(sagsbehandler, count, "2", boliger=10, ledige=11, aarsag="vejret")
    told = {item.felt: item.besked for item in caught.value.fejl}
    assert "fra 0 til afdelingens 10 boliger" in told["ledige"]
    assert "efterspoergsel" in told["aarsag"]
    assert not count.linjer.exists()
    with pytest.raises(UgyldigtInput, match="skal være i det år"):
        edit_opgoerelse(
            bruger=sagsbehandler, opgoerelse=count, opgjort=dt.date(2025, 10, 1), vurdering="", handling=""
        )


@pytest.mark.django_db
def test_one_act_tells_that_the_rest_of_an_organisation_has_none(count, sagsbehandler, organisation):
    _answer(sagsbehandler, count, "2", boliger=100, ledige=2)
    asked = {"opgoerelse": count, "organisation": organisation, "dag": dt.date(2026, 10, 1), "kilde": "Mail"}
    assert register_none_vacant(bruger=sagsbehandler, **asked) == 2
    assert register_none_vacant(bruger=sagsbehandler, **asked) == 0, "twice adds nothing"
    assert not ubesvarede(count, dt.date(2026, 10, 1))
    assert count.linjer.get(afdeling__nummer="2").ledige == 2, "what was told before stands"


@pytest.mark.django_db
def test_what_stood_before_is_in_the_journal(count, sagsbehandler):
    _answer(sagsbehandler, count, "2", boliger=100, ledige=2)
    linje = _answer(sagsbehandler, count, "2", boliger=100, ledige=1)
    delete_linje(bruger=sagsbehandler, linje=linje)
    posts = Journalpost.objects.filter(sag=count.sag, art__startswith="ledighed_linje").order_by("id")
    assert [post.data.get("fra", {}) and post.data["fra"]["ledige"] for post in posts] == [None, 2, 1]


@pytest.mark.django_db
def test_only_those_who_work_with_cases_keep_the_count(count, revisor, administrator):
    for bruger in (revisor, administrator):
        with pytest.raises(AdgangNaegtet):
            _answer(bruger, count, "2", boliger=100, ledige=1)


@pytest.mark.django_db
def test_a_year_has_one_count_and_the_year_wheel_finds_it(count, sagsbehandler):
    with pytest.raises(UgyldigtInput, match="allerede en opgørelse"):
        open_opgoerelse(bruger=sagsbehandler, aar=2026)
    assert open_aar(bruger=sagsbehandler, aar=2026, valgte=["optaelling_ledige"]) == [count.sag]
    opened = open_aar(bruger=sagsbehandler, aar=2027, valgte=["optaelling_ledige"])
    assert [sag.sagstype for sag in opened] == ["ledighedsopgoerelse"]
    assert Ledighedsopgoerelse.objects.filter(aar=2027).count() == 1


HEAD = "aar;lbf_nummer;afdelingsnummer;boligtype;boliger;ledige;lejetab;aarsag;kilde\n"


def _read(bruger, text):
    return start_import(
        bruger=bruger, art=arter()["ledighed"], filnavn="ledige.csv", fil=io.BytesIO((HEAD + text).encode())
    )


@pytest.mark.django_db
def test_a_file_replaces_and_adds_and_can_be_undone(count, sagsbehandler, organisation):
    lbf = organisation.lbf_nummer
    _answer(sagsbehandler, count, "2", boliger=100, ledige=2, lejetab=5)
    before = list(Ledighed.objects.order_by("pk").values())
    hentet = _read(
        sagsbehandler,
        f"2026;{lbf};1;familie;200;4;100.000;husleje;Svar\n2026;{lbf};2;familie;100;0;0;;Svar\n",
    )
    effects = list(hentet.linjer.order_by("linje").values_list("virkning", flat=True))
    assert effects == ["ny", "aendret"], list(hentet.fejl.values())
    save_import(bruger=sagsbehandler, hentet=hentet)
    assert {row.afdeling.nummer: row.ledige for row in count.linjer.all()} == {"1": 4, "2": 0}
    undo_import(bruger=sagsbehandler, hentet=hentet)
    assert list(Ledighed.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_a_bad_file_names_line_and_column_and_saves_nothing(count, sagsbehandler, organisation):
    lbf = organisation.lbf_nummer
    hentet = _read(
        sagsbehandler,
        f"2019;{lbf};1;familie;200;4;;;\n2026;{lbf};99;familie;1;0;;;\n2026;{lbf};1;pleje;10;x;;vejret;\n"
        f"2026;{lbf};1;familie;10;11;;;\n",
    )
    told = {(item.linje, item.kolonne) for item in hentet.fejl.all()}
    assert told == {
        (2, "aar"),
        (3, "afdelingsnummer"),
        (4, "boligtype"),
        (4, "ledige"),
        (4, "aarsag"),
        (5, "ledige"),
    }
    assert not hentet.kan_gemmes


@pytest.mark.django_db
@pytest.mark.parametrize("antal", [2, 40])
def test_the_pages_ask_the_same_queries_however_many_lines(
    count, client, sagsbehandler, organisation, django_assert_max_num_queries, antal
):
    rows = [make_afdeling(organisation, str(100 + n), f"Nr. {n}") for n in range(antal)]
    Ledighed.objects.bulk_create(
        Ledighed(opgoerelse=count, afdeling=row, boligtype="familie", boliger=100, ledige=1) for row in rows
    )
    assert Boligbestand.objects.count() > antal
    client.force_login(sagsbehandler)
    with django_assert_max_num_queries(12):
        assert client.get(count.get_absolute_url()).status_code == 200
    with django_assert_max_num_queries(9):
        assert client.get("/tilsyn/ledighed/").status_code == 200

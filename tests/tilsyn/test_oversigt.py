"""The front page of supervision: every organisation's every year stands there, and what is late calls."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from almen.organisationer.models import Boligorganisation
from almen.sager.models import Frist, Sagsoverblik
from almen.sager.services import edit_sag
from almen.tilsyn import aarsramme
from almen.tilsyn.aarsramme import first_year, load_rammer
from almen.tilsyn.models import Dialogaftale, Dialogmateriale, Revisionsbemaerkning, Styringsdialog
from almen.tilsyn.selectors.optaelling import count_years
from almen.tilsyn.selectors.oversigt import get_oversigt
from almen.tilsyn.stilling import Tilstand
from byggeri.conftest import make_sag

pytestmark = pytest.mark.django_db
THIS_YEAR = timezone.localdate().year


def put_dialog(sag, organisation, aar, *, afslutning="", frist=None):
    """A dialogue on a case as it stands; the overview asks for no more."""
    dialog = Styringsdialog.objects.create(
        sag=sag,
        boligorganisation=organisation,
        aar=aar,
        regnskabsaar=aar - 1,
        frist=frist or dt.date(aar, 12, 31),
    )
    Frist.objects.filter(sag=sag).delete()
    Sagsoverblik.objects.filter(sag=sag).update(
        afslutning=afslutning, naeste_trin_navn="" if afslutning else "Materialet gennemgås"
    )
    return dialog


@pytest.fixture
def dialog(sagsgange, sagsbehandler, organisation):
    """A dialogue of the organisation that runs this year."""
    return put_dialog(make_sag(sagsbehandler, organisation, titel="Styringsdialog"), organisation, THIS_YEAR)


@pytest.fixture
def browse(client, sagsbehandler):
    client.force_login(sagsbehandler)

    def act(status=200, **query):
        answer = client.get(reverse("tilsyn:oversigt"), query)
        assert answer.status_code == status
        return answer.content.decode()

    return act


def states(bruger, aar, organisation, today=None):
    found = get_oversigt(bruger, aar, today or timezone.localdate(), organisation=organisation.pk)
    return {item.aar: item.stilling.tilstand for row in found.raekker for item in row.celler}


def test_each_year_has_its_state_and_a_way_on(browse, dialog, anden_organisation):
    page = browse(fra=THIS_YEAR - 1, til=THIS_YEAR + 1)
    assert f'Mangler</span><span class="sr-only"> Boligselskabet Prøven {THIS_YEAR - 1}' in page
    assert f'I gang</span><span class="sr-only"> Boligselskabet Prøven {THIS_YEAR}' in page
    assert f'Kommer</span><span class="sr-only"> Boligforeningen Naboen {THIS_YEAR + 1}' in page
    assert dialog.sag.nummer in page and "Materialet gennemgås" in page
    assert f"/aarshjul/start/?aar={THIS_YEAR}&amp;punkt=styringsdialog" in page


def test_late_material_is_named_and_what_is_left_out_is_not(browse, dialog, sagsbehandler, organisation):
    passed = timezone.localdate() - dt.timedelta(days=3)
    Dialogmateriale.objects.create(dialog=dialog, art="styringsrapport", frist=passed)
    Dialogmateriale.objects.create(dialog=dialog, art="analyser", frist=passed, undladt=True)
    Dialogmateriale.objects.create(dialog=dialog, art="aarsregnskab", frist=passed, modtaget=passed)
    Dialogmateriale.objects.create(dialog=dialog, art="aarsberetning")
    found = get_oversigt(sagsbehandler, [THIS_YEAR], timezone.localdate(), organisation=organisation.pk)
    (celle,) = found.celler
    assert celle.stilling.tilstand == Tilstand.FORSINKET
    assert celle.stilling.forsinket == ("Styringsrapport",)
    assert celle.mangler == ("Styringsrapport", "Årsberetning")
    assert "Styringsrapport" in browse()


def test_late_material_is_told_once_and_a_step_that_nothing_else_tells_of_is_told(dialog, sagsbehandler):
    passed = timezone.localdate() - dt.timedelta(days=1)
    Frist.objects.create(sag=dialog.sag, art="sagsgang", trin="materiale", titel="Regnskab", dato=passed)
    part = Dialogmateriale.objects.create(dialog=dialog, art="aarsregnskab", frist=passed)

    def late():
        (celle,) = get_oversigt(sagsbehandler, [THIS_YEAR], timezone.localdate(), tilstand="forsinket").celler
        return celle.stilling.forsinket

    assert late() == ("Endeligt årsregnskab",)
    part.modtaget = passed
    part.save()
    assert late() == ("Regnskab",)


def test_a_step_whose_day_has_passed_is_late_and_an_ended_case_is_not(dialog, sagsbehandler, organisation):
    passed = timezone.localdate() - dt.timedelta(days=1)
    Frist.objects.create(sag=dialog.sag, art="sagsgang", trin="moede", titel="Dialogmøde", dato=passed)
    assert states(sagsbehandler, [THIS_YEAR], organisation) == {THIS_YEAR: Tilstand.FORSINKET}
    Sagsoverblik.objects.filter(sag=dialog.sag).update(afslutning="gennemfoert")
    assert states(sagsbehandler, [THIS_YEAR], organisation) == {THIS_YEAR: Tilstand.UDFOERT}
    Sagsoverblik.objects.filter(sag=dialog.sag).update(afslutning="annulleret")
    later = dt.date(THIS_YEAR + 1, 1, 15)
    assert states(sagsbehandler, [THIS_YEAR], organisation, later) == {THIS_YEAR: Tilstand.MANGLER}


def test_a_confidential_dialogue_counts_and_is_not_told(dialog, sagsbehandler, administrator, organisation):
    Dialogmateriale.objects.create(dialog=dialog, art="styringsrapport", frist=dt.date(THIS_YEAR, 1, 1))
    edit_sag(bruger=sagsbehandler, sag=dialog.sag, titel="Styringsdialog", fortrolighed="fortrolig")
    (celle,) = get_oversigt(
        administrator, [THIS_YEAR], timezone.localdate(), organisation=organisation.pk
    ).celler
    assert celle.stilling.tilstand == Tilstand.FORSINKET
    assert (celle.sag, celle.trin, celle.mangler, celle.stilling.forsinket) == ("", "", (), ())
    (full,) = get_oversigt(None, [THIS_YEAR], timezone.localdate(), organisation=organisation.pk).celler
    assert full.sag == dialog.sag.nummer


def test_years_before_the_duty_and_organisations_that_have_ended_ask_for_nothing(
    sagsbehandler, organisation, anden_organisation, monkeypatch
):
    monkeypatch.setattr(aarsramme, "first_year", lambda: aarsramme.FOERSTE_AAR)
    Boligorganisation.objects.filter(pk=organisation.pk).update(
        aktiv_fra=dt.date(2012, 5, 1), aktiv_til=dt.date(2014, 6, 30)
    )
    found = states(sagsbehandler, range(2010, 2016), organisation)
    assert [aar for aar, state in found.items() if state == Tilstand.MANGLER] == [2012, 2013]
    assert states(sagsbehandler, [2009], anden_organisation) == {}


def test_filters_keep_the_rows_and_the_totals_tell_all(browse, dialog, anden_organisation, sagsbehandler):
    Boligorganisation.objects.filter(pk=anden_organisation.pk).update(administrator="KAB")
    both = get_oversigt(sagsbehandler, [THIS_YEAR], timezone.localdate(), tilstand=Tilstand.I_GANG)
    assert [row.navn for row in both.raekker] == ["Boligselskabet Prøven"]
    assert sum(both.antal.values()) == 2
    page = browse(administrator="KAB")
    assert "Naboen</a>" in page and "Prøven</a>" not in page
    assert "Ingen i den tilstand" in browse(fra=THIS_YEAR, til=THIS_YEAR, tilstand="udfoert")
    assert "Det sidste år" in browse(400, fra=THIS_YEAR, til=THIS_YEAR - 1)
    browse(400, fra=1999)


def test_the_tiles_count_what_has_passed_its_day(browse, dialog, organisation, sagsbehandler):
    passed = timezone.localdate() - dt.timedelta(days=1)
    Dialogaftale.objects.create(dialog=dialog, tekst="Plan", part="begge", ejer="Driftschefen", frist=passed)
    Revisionsbemaerkning.objects.create(
        boligorganisation=organisation,
        regnskabsaar=THIS_YEAR - 1,
        art="kritisk",
        tekst="Mangler",
        kilde="Protokol",
        frist=passed,
        oprettet_af=sagsbehandler,
    )
    page = " ".join(browse().split())
    assert '<strong class="late">1</strong><span>aftaler med overskredet frist' in page
    assert '<strong class="late">1</strong><span>revisionsbemærkninger med overskredet frist' in page


def test_the_spreadsheet_holds_the_years_that_count(client, browse, dialog, anden_organisation):
    query = {"fra": THIS_YEAR - 1, "til": THIS_YEAR, "tilstand": "mangler", "eksport": "csv"}
    text = b"".join(client.get(reverse("tilsyn:oversigt"), query).streaming_content).decode("utf-8-sig")
    assert len(text.strip().splitlines()) == 3 and "Naboen" in text and "Mangler" in text
    book = client.get(reverse("tilsyn:oversigt"), {"eksport": "xlsx"})
    rows = list(load_workbook(io.BytesIO(b"".join(book.streaming_content))).worksheets[0].values)
    assert rows[0][0] == "Boligorganisation" and len(rows) == 1 + 2 * min(7, THIS_YEAR - first_year() + 1)
    browse(400, eksport="pdf")


def test_who_may_not_start_gets_no_way_to_it(client, dialog, revisor):
    client.force_login(revisor)
    page = client.get(reverse("tilsyn:oversigt")).content.decode()
    assert "punkt=styringsdialog" not in page and "/organisationer/9001/" in page


def test_nothing_there_leads_on(browse):
    assert "Ingen boligorganisationer i de valgte år" in browse()


def test_the_years_are_counted_as_the_overview_has_them(
    dialog, sagsbehandler, organisation, anden_organisation, django_assert_num_queries
):
    aar, today = [THIS_YEAR - 1, THIS_YEAR], timezone.localdate()
    Dialogmateriale.objects.create(dialog=dialog, art="styringsrapport", frist=today - dt.timedelta(days=1))
    with django_assert_num_queries(2):
        counts = count_years(aar, today)
    for year in aar:
        found = get_oversigt(sagsbehandler, [year], today)
        assert counts[year] == found.antal
    assert counts[THIS_YEAR][Tilstand.FORSINKET] == 1
    edit_sag(bruger=sagsbehandler, sag=dialog.sag, titel="Styringsdialog", fortrolighed="fortrolig")
    open_ones = count_years(aar, today, uden_fortrolige=True)
    assert open_ones[THIS_YEAR][Tilstand.FORSINKET] == 0
    assert sum(open_ones[THIS_YEAR].values()) == 1


@pytest.mark.parametrize("many", [False, True])
def test_the_overview_costs_the_same_however_many(browse, dialog, many, django_assert_num_queries):
    if many:
        Boligorganisation.objects.bulk_create(
            Boligorganisation(navn=f"Organisation {n:02}", lbf_nummer=f"{n:04}") for n in range(1, 60)
        )
    browse()
    with django_assert_num_queries(13):
        browse(fra=2010, til=THIS_YEAR)


@pytest.mark.parametrize("many", [False, True])
def test_the_list_of_dialogues_costs_the_same_however_many(
    client, dialog, many, sagsbehandler, organisation, django_assert_num_queries
):
    if many:
        for aar in range(THIS_YEAR - 4, THIS_YEAR):
            put_dialog(make_sag(sagsbehandler, organisation, titel=f"{aar}"), organisation, aar)
    client.force_login(sagsbehandler)
    client.get(reverse("tilsyn:dialoger"))
    with django_assert_num_queries(7):
        page = client.get(reverse("tilsyn:dialoger")).content.decode()
    assert "Materialet gennemgås" in page


def test_an_organisation_sees_its_own_dialogues_only(
    client, dialog, boligorganisation_bruger, anden_boligorganisation_bruger
):
    address = reverse("tilsyn:dialoger")
    client.force_login(boligorganisation_bruger)
    assert dialog.sag.nummer in client.get(address).content.decode()
    client.force_login(anden_boligorganisation_bruger)
    assert dialog.sag.nummer not in client.get(address).content.decode()
    assert client.get(reverse("tilsyn:oversigt")).status_code == 403


def test_no_dialogue_is_missed_from_before_the_municipality_keeps_them_here():
    first = first_year()
    assert [ramme.kraeves for ramme in load_rammer([first - 1, first]).values()] == [False, True]

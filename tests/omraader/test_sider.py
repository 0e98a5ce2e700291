"""The page of an area: classes published and computed, what decides them, the history, and what other rooms put there."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from tests.omraader.aflaesninger import liste, make_omraade, put_graense, put_liste, put_tal

from almen.omraader import omraadekort
from almen.omraader.models import Kommuneudpegning, Noegletal, Omraade, Omraadeafdeling, Omraadestand
from almen.omraader.omraadekort import Omraadekort
from almen.omraader.services.stand import refresh_stande
from almen.organisationer.models import Afdeling
from almen.regler import laes
from almen.regler.laes import load_parametre
from regler.test_omraadeslukket import ended

pytestmark = pytest.mark.django_db
# Parallelsamfund by figures that stand on their limits' sides: residents, work and income met, schooling exactly on 60.
TAL = {
    "beboere": "2500",
    "ikkevestlige_pct": "55.1",
    "uden_for_arbejdsmarked_pct": "41.0",
    "doemte_pct": "2.10",
    "grundskole_pct": "60.0",
    "indkomst_pct": "54.9",
}


@pytest.fixture
def omraade(sagsbehandler) -> Omraade:
    found = make_omraade(sagsbehandler, bydel="Valby", region="hovedstad")
    put_tal(sagsbehandler, found, liste(2024), **TAL)
    put_tal(sagsbehandler, None, liste(2024), landsgennemsnit_doemte_pct="0.72")
    put_liste(sagsbehandler, found, liste(2024), "udsat_boligomraade", "parallelsamfund")
    refresh_stande([found.pk])
    return found


@pytest.fixture
def login(client):
    def act(bruger):
        client.force_login(bruger, "django.contrib.auth.backends.ModelBackend")
        return client

    return act


def text(response) -> str:
    """The page's words with single spaces, as they are read."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_published_and_computed_class_stand_side_by_side_with_the_lists_source(login, omraade, direktion):
    page = login(direktion).get(omraade.get_absolute_url())
    words = text(page)
    # Whether it has been one for five lists is not known, so it may be graver than that.
    assert "Offentliggjort: Parallelsamfund" in words and "Beregnet: Mindst parallelsamfund" in words
    assert "Offentliggjort af staten 1. december 2024" in words and "Kilde: Prøvekilde" in words
    assert "Uenige" not in words


def test_each_criterion_tells_figure_limit_answer_and_difference_in_words(login, omraade, direktion):
    page = login(direktion).get(omraade.get_absolute_url())
    words = text(page)
    assert "Uden for arbejdsmarked og uddannelse gennemsnit af 2 år 41,0 pct. over 40 pct. Opfyldt" in words
    assert "1,0 procentpoint over grænsen" in words
    assert "60,0 pct. over 60 pct. Ikke opfyldt på grænsen" in words
    assert "54,9 pct. under 55 pct. Opfyldt 0,1 procentpoint under grænsen" in words
    assert "2,10 pct. mindst 3 gange landsgennemsnittet, her 2,16 pct. Ikke opfyldt" in words
    html = page.content.decode()
    assert 'href="/parametre/omraade.udsat.grundskole/"' in html
    figure = Noegletal.objects.get(indikator="grundskole_pct")
    assert f'href="{figure.get_absolute_url()}"' in html
    assert "Udsat boligområde: ja. 2 af 4 kriterier er opfyldt; der kræves 2." in words
    assert "Området er det ikke længere, hvis indkomst i forhold til regionen stiger" in words


def test_a_missing_figure_is_said_as_missing_and_its_class_as_undecided(login, sagsbehandler, direktion):
    found = make_omraade(sagsbehandler)
    put_tal(sagsbehandler, found, liste(2024), **{**TAL, "indkomst_pct": None, "grundskole_pct": "60.0"})
    refresh_stande([found.pk])
    words = text(login(direktion).get(found.get_absolute_url()))
    assert "Offentliggjort: Ikke registreret" in words and "Beregnet: Kan ikke afgøres" in words
    # The source does not tell the income; the national mean was never read.
    assert "Ikke oplyst under 55 pct. Kan ikke afgøres" in words
    assert "2,10 pct. mindst 3 gange landsgennemsnittet, som ikke kendes Kan ikke afgøres" in words
    assert "Mangler" in words  # the number of lists in a row


def test_disagreement_tells_which_class_and_why(login, omraade, sagsbehandler, direktion):
    other = make_omraade(sagsbehandler, "Naboparken")
    put_tal(sagsbehandler, other, liste(2024), **TAL)
    put_liste(sagsbehandler, other, liste(2024), "forebyggelsesomraade")
    refresh_stande([other.pk])
    words = text(login(direktion).get(other.get_absolute_url()))
    assert "Uenige om udsat boligområde" in words and "Uenige om forebyggelsesområde" in words
    assert "Statens liste: nej. Beregningen: ja. Udsat boligområde: ja. 2 af 4 kriterier" in words


def test_an_older_list_is_shown_by_the_law_of_its_day(login, omraade, sagsbehandler, direktion):
    put_tal(sagsbehandler, omraade, liste(2015), **{**TAL, "grundskole_pct": "50.1"})
    put_liste(sagsbehandler, omraade, liste(2015), "ghettoomraade")
    refresh_stande([omraade.pk])
    client = login(direktion)
    words = text(client.get(omraade.get_absolute_url(), {"liste": "2015-12-01"}))
    assert "En ældre liste" in words and "50,1 pct. over 50 pct. Opfyldt" in words
    assert "Ghettoområde" in words and "Mindst 3 af disse 5" in words
    for wrong in ("2016-12-01", "x"):
        assert client.get(omraade.get_absolute_url(), {"liste": wrong}).status_code == 404


def test_a_criterion_switched_off_by_date_is_told_on_the_page(login, sagsbehandler, direktion, monkeypatch):
    switched = ended("omraade.parallelsamfund.ikkevestlige", "Efter dommen i sag C-417/23.")
    monkeypatch.setattr("almen.omraader.views.omraade.current_parametre", lambda: switched)
    found = make_omraade(sagsbehandler)
    put_tal(sagsbehandler, found, liste(2026), **TAL)
    refresh_stande([found.pk])
    words = text(login(direktion).get(found.get_absolute_url()))
    assert "Parallelsamfund: klassen findes ikke" in words and "C-417/23" in words
    assert "Omdannelsesområde findes ikke, for klassen forudsætter parallelsamfund." in words
    assert laes.load_parametre() is load_parametre()


def test_the_history_has_every_list_with_its_figures_and_they_can_be_fetched(
    login, omraade, sagsbehandler, direktion
):
    put_tal(sagsbehandler, omraade, liste(2023), beboere="2600", ikkevestlige_pct="54.30")
    refresh_stande([omraade.pk])
    client, address = login(direktion), omraade.get_absolute_url()
    words = text(client.get(address))
    assert "1. dec. 2023" in words and "54,30" in words and "2.600" in words
    figures = reverse("omraader:noegletalsliste")
    assert f"{figures}?omraade={omraade.pk}&amp;eksport=csv" in client.get(address).content.decode()
    csv = client.get(figures, {"omraade": omraade.pk, "eksport": "csv"}).getvalue().decode()
    assert "54,30" in csv and "2600" in csv and len(csv.splitlines()) == 1 + len(TAL) + 2


def test_own_designation_afdelinger_and_outlines_stand_with_their_days(
    login, omraade, sagsbehandler, organisation, direktion
):
    Kommuneudpegning.objects.create(
        omraade=omraade, grundlag="Politik 2025–2035", fra=dt.date(2025, 6, 1), kilde="BR", sikkerhed="sikker",
        registreret_af=sagsbehandler,
    )  # fmt: skip
    afdeling = Afdeling.objects.create(boligorganisation=organisation, nummer="12", navn="Nordgården")
    Omraadeafdeling.objects.create(
        omraade=omraade, afdeling=afdeling, fra=dt.date(2012, 1, 1), til=dt.date(2020, 1, 1)
    )
    put_graense(sagsbehandler, omraade, gyldig_fra=dt.date(2021, 1, 1))
    words = text(login(direktion).get(omraade.get_absolute_url()))
    assert "Udpeget af kommunen" in words and "Politik 2025–2035" in words
    assert "Nordgården (afd. 12)" in words and "fra 1. jan. 2012 · til 1. jan. 2020" in words
    assert "Fra 1. januar 2021" in words


def test_an_area_without_lists_says_so(login, sagsbehandler, direktion):
    found = make_omraade(sagsbehandler)
    client = login(direktion)
    words = text(client.get(found.get_absolute_url()))
    assert "Ingen lister endnu" in words and "Områdets omrids er ikke registreret" in words
    assert client.get(reverse("omraader:afstand_svg", args=[found.pk])).status_code == 404


def test_the_drawings_say_in_words_what_they_show(login, omraade, sagsbehandler, direktion):
    put_graense(sagsbehandler, omraade, gyldig_til=dt.date(2020, 12, 31))
    client = login(direktion)
    address = reverse("omraader:afstand_svg", args=[omraade.pk])
    near = client.get(address).content.decode()
    assert "Indkomst i forhold til regionen: Opfyldt: 54,9 pct., grænsen er under 55 pct." in near
    assert "over 30 pct." in client.get(address, {"graense": "forebyggelse"}).content.decode()
    assert client.get(address, {"graense": "x"}).status_code == 404
    where = client.get(reverse("omraader:graenser_svg", args=[omraade.pk])).content.decode()
    assert "Til og med 31. december 2020: Tidligere omrids" in where


def test_a_card_from_another_room_stands_on_the_page_for_those_it_has_something_for(
    login, omraade, direktion, revisor
):
    omraadekort.register(
        Omraadekort(
            "proeve",
            "Prøvekort",
            orden=15,
            skabelon="ui/liste_hent.html",
            kontekst=lambda found, bruger: {} if bruger == direktion and found == omraade else None,
            handlinger=lambda found, bruger: [("Prøvehandling", "/proeve/")] if bruger == direktion else [],
        )
    )
    try:
        seen, hidden = (
            login(bruger).get(omraade.get_absolute_url()).content.decode() for bruger in (direktion, revisor)
        )
    finally:
        omraadekort.unregister("proeve")
    assert "Prøvekort" in seen and 'href="/proeve/"' in seen
    assert "Prøvekort" not in hidden and "/proeve/" not in hidden


def test_the_page_costs_the_same_queries_with_fifteen_years_of_lists(
    login, omraade, sagsbehandler, direktion, django_assert_num_queries
):
    client, address = login(direktion), omraade.get_absolute_url()
    client.get(address)
    queries = 23
    with django_assert_num_queries(queries):
        client.get(address)
    for aar in range(2014, 2024):
        put_tal(sagsbehandler, omraade, liste(aar), **TAL)
        put_liste(sagsbehandler, omraade, liste(aar), "ghettoomraade")
        put_graense(sagsbehandler, omraade, gyldig_fra=liste(aar))
    refresh_stande([omraade.pk])
    assert Omraadestand.objects.count() == 11
    with django_assert_num_queries(queries):
        client.get(address)

"""The pages of agreements and placements: what they tell, that what was typed is kept, and how many queries they cost."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.omraader.aflaesninger import liste, make_omraade, put_liste
from tests.udlejning.aftaler import FRA, make_afdeling, make_aftale, step

from almen.omraader.services.stand import refresh_stande
from almen.omraader.services.tilknytning import link_afdeling
from almen.organisationer.models import Boligbestand
from almen.udlejning.models import Rammeaftale, Trinandel
from almen.udlejning.selectors.aftaler import compare, gaps_in
from almen.udlejning.selectors.placeringer import distribution_on
from almen.udlejning.services.placering import Placeringsinput, place_afdelinger
from almen.udlejning.services.rammeaftale import start_renewal

D = dt.date
TODAY = D(2026, 11, 27)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def aftale(sagsgange, sagsbehandler):
    return make_aftale(sagsbehandler)


@pytest.fixture
def side(client, sagsbehandler):
    client.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    return client


def place(bruger, rows, fra=FRA):
    wanted = [Placeringsinput(afdeling, trin, fra, "Aftalt") for afdeling, trin in rows]
    place_afdelinger(bruger=bruger, placeringer=wanted, kilde="Bilag 1", sikkerhed="sikker")


def text(response):
    return " ".join(response.content.decode().split())


def test_the_front_page_tells_that_the_renewal_is_late_and_offers_it(
    side, sagsbehandler, organisation, aftale
):
    make_afdeling(organisation)
    page = text(side.get(reverse("udlejning:forside")))
    assert "Fornyelsen er forsinket" in page and "30. juni 2026" in page
    assert "1 afdeling mangler placering" in page
    start = side.get(reverse("udlejning:fornyelse", args=[aftale.pk]))
    data = {
        name: field.initial or start.context["form"].initial[name]
        for name, field in start.context["form"].fields.items()
    }
    data |= {"gyldig_fra": "01.01.2028", "gyldig_til": "31.12.2031"}
    response = side.post(reverse("udlejning:fornyelse", args=[aftale.pk]), data)
    new = Rammeaftale.objects.get(forgaenger=aftale)
    assert response["Location"] == new.get_absolute_url()
    assert "Fornyelsen er i gang" in text(side.get(reverse("udlejning:forside")))


def test_a_municipality_without_an_agreement_is_told_so(side, sagsgange):
    assert "Ingen rammeaftale er registreret" in text(side.get(reverse("udlejning:forside")))
    assert "Ingen rammeaftale gælder" in text(side.get(reverse("udlejning:placeringer")))


def test_days_without_a_known_agreement_are_told(side, sagsbehandler, aftale):
    older = make_aftale(sagsbehandler, "Den gamle", D(2019, 7, 1), D(2023, 7, 1))
    (hole,) = gaps_in([aftale, older])
    assert (hole.fra, hole.til) == (D(2023, 7, 2), D(2023, 12, 31))
    page = text(side.get(reverse("udlejning:rammeaftaler")))
    assert "Ingen kendt aftale fra 2. juli 2023 til 31. december 2023" in page


def _grid(aftale, **values):
    line = f"andel-{step(aftale).pk}-familie"
    return {f"{line}-{vej}": value for vej, value in values.items()} | {
        "fra": "01.01.2024",
        "kilde": "Aftalen",
        "sikkerhed": "sikker",
    }


def test_a_grid_that_does_not_add_up_is_answered_with_what_was_typed(side, aftale):
    url = reverse("udlejning:andele", args=[aftale.pk])
    response = side.post(url, _grid(aftale, venteliste="40", fleksibel="33,3", anvisning="20", anden="0"))
    page = text(response)
    assert response.status_code == 400
    assert "tilsammen 93,3 %" in page and 'value="33,3"' in page
    assert not Trinandel.objects.exists()
    response = side.post(url, _grid(aftale, venteliste="46,7", fleksibel="33,3", anvisning="20", anden="0"))
    assert response.status_code == 302
    assert Trinandel.objects.get(vej="venteliste").pct == Decimal("46.7")
    assert "46,7" in text(side.get(aftale.get_absolute_url()))


def test_placing_the_shown_afdelinger_places_those_that_are_ticked(side, organisation, aftale):
    first, second = make_afdeling(organisation, "1"), make_afdeling(organisation, "2")
    url = f"{reverse('udlejning:placer')}?placering=mangler"
    given = {
        "trin": step(aftale, nummer=2).pk,
        "fra": "01.02.2024",
        "kilde": "Bilag 1",
        "sikkerhed": "sikker",
    }
    assert side.post(url, given | {"afdelinger": []}).status_code == 400
    assert side.post(url, given | {"afdelinger": [first.pk]}).status_code == 302
    page = text(side.get(reverse("udlejning:placeringer")))
    assert "1" in page and "Mangler" in page
    left = side.get(f"{reverse('udlejning:placeringer')}?placering=mangler").context["page"].object_list
    assert [row.record.pk if hasattr(row, "record") else row.pk for row in left] == [second.pk]
    history = text(side.get(reverse("udlejning:placeringshistorik", args=["9001", "1"])))
    assert "Afdelingstrappen, trin 2" in history and "1. februar 2024" in history


def test_an_afdeling_whose_area_says_another_step_is_told(side, sagsbehandler, organisation, aftale):
    omraade = make_omraade(sagsbehandler, "Parken")
    put_liste(sagsbehandler, omraade, liste(2025), "udsat_boligomraade")
    refresh_stande([omraade.pk])
    afdeling, other = make_afdeling(organisation, "1"), make_afdeling(organisation, "2")
    for row in (afdeling, other):
        link_afdeling(bruger=sagsbehandler, omraade=omraade, afdeling=row)
    place(sagsbehandler, [(afdeling, step(aftale, "omraade", 1)), (other, step(aftale, "omraade", 2))])
    found = side.get(f"{reverse('udlejning:placeringer')}?placering=forskel")
    assert "Afdeling 1" in text(found) and "Afdeling 2" not in text(found)
    history = text(side.get(reverse("udlejning:placeringshistorik", args=["9001", "1"])))
    assert "svarer til trin 2 på områdetrappen" in history


def test_dwellings_are_counted_as_they_were_counted_last(sagsbehandler, organisation, aftale):
    afdeling = make_afdeling(organisation)
    for day, number in ((D(2024, 1, 1), 90), (D(2025, 1, 1), 100)):
        Boligbestand.objects.create(afdeling=afdeling, boligtype="familie", antal=number, opgjort=day)
    Boligbestand.objects.create(afdeling=afdeling, boligtype="pleje", antal=7, opgjort=D(2025, 1, 1))
    place(sagsbehandler, [(afdeling, step(aftale, nummer=1))])
    place(sagsbehandler, [(afdeling, step(aftale, nummer=3))], D(2025, 1, 1))
    rows = {str(item.trin): (item.afdelinger, item.boliger) for item in distribution_on(aftale, TODAY)}
    assert rows["Afdelingstrappen, trin 1"] == (0, 0)
    assert rows["Afdelingstrappen, trin 3"] == (1, 100)


def test_two_agreements_side_by_side_tell_what_has_changed(side, sagsbehandler, organisation, aftale):
    moved, kept = make_afdeling(organisation, "1"), make_afdeling(organisation, "2")
    place(sagsbehandler, [(moved, step(aftale, nummer=1)), (kept, step(aftale, nummer=1))])
    new = start_renewal(bruger=sagsbehandler, aftale=aftale)
    place(sagsbehandler, [(moved, step(new, nummer=2)), (kept, step(new, nummer=1))], new.gyldig_fra)
    Trinandel.objects.create(
        trin=step(new),
        boligtype="familie",
        vej="fleksibel",
        pct=40,
        fra=new.gyldig_fra,
        kilde="x",
        sikkerhed="sikker",
    )
    found = compare(aftale, new, TODAY)
    assert [(row.afdeling, row.foer.nummer, row.efter.nummer) for row in found.flytninger] == [(moved, 1, 2)]
    assert [row.andele for row in found.trin if row.andele] == [
        (("Familieboliger", "Fleksibel udlejning", None, Decimal(40)),)
    ]
    page = text(side.get(f"{reverse('udlejning:sammenlign')}?foer={aftale.pk}&efter={new.pk}"))
    assert [part for part in ("ukendt → 40", "1 flytning") if part not in page] == [], page[
        page.index("<main") :
    ]


def test_the_pages_cost_the_same_however_many_rows_there_are(
    side, sagsbehandler, organisation, aftale, django_assert_max_num_queries, pytestconfig
):
    make_aftale(sagsbehandler, "Den gamle", D(2019, 7, 1), D(2023, 7, 1))
    urls = {
        reverse("udlejning:forside"): 28,
        reverse("udlejning:placeringer"): 24,
        aftale.get_absolute_url(): 24,
        reverse("udlejning:sammenlign"): 24,
        reverse("udlejning:rammeaftaler"): 18,
    }
    counts = []
    for number in (2, 12):
        rows = [make_afdeling(organisation, str(100 * number + n)) for n in range(number)]
        place(sagsbehandler, [(row, step(aftale, nummer=1 + n % 4)) for n, row in enumerate(rows)])
        found = []
        for url, most in urls.items():
            with django_assert_max_num_queries(most) as asked:
                assert side.get(url).status_code == 200
            found.append(len(asked))
        counts.append(found)
    assert counts[0] == counts[1]

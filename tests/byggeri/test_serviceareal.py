"""Service areas: kept apart from the dwellings' sum, in versions with it, with the state's grant computed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from almen.byggeri.models import Servicearealtal
from almen.byggeri.selectors import projektdata_of
from almen.byggeri.services import DelInput, ServicearealInput, save_skema
from almen.regler.fejl import UgyldigtInput
from almen.sager.models import Sag, Sagsoverblik
from byggeri.conftest import make_sag

pytestmark = pytest.mark.django_db
PLEJE = DelInput("pleje", 60, 4500, 139_000_000)
AREA = ServicearealInput(boliger=60, areal_m2=620, anskaffelsessum=17_500_000)


@pytest.fixture
def plejesag(sagsgange, sagsbehandler, organisation) -> Sag:
    return make_sag(sagsbehandler, organisation, dele=[PLEJE], serviceareal=AREA)


def test_the_service_area_does_not_count_in_the_dwellings_sum(plejesag):
    assert Sagsoverblik.objects.get(sag=plejesag).beloeb == 139_000_000
    assert projektdata_of(Sag.objects.get(pk=plejesag.pk)).current.serviceareal.anskaffelsessum == 17_500_000


def test_each_version_has_its_own_service_area(plejesag, sagsbehandler):
    dearer = ServicearealInput(boliger=60, anskaffelsessum=18_000_000)
    save_skema(bruger=sagsbehandler, sag=plejesag, bogstav="A", dele=[PLEJE], serviceareal=dearer)
    save_skema(bruger=sagsbehandler, sag=plejesag, bogstav="A", dele=[PLEJE])
    assert list(
        Servicearealtal.objects.order_by("skema__version").values_list("anskaffelsessum", flat=True)
    ) == [
        17_500_000,
        18_000_000,
    ]
    assert projektdata_of(Sag.objects.get(pk=plejesag.pk)).current.serviceareal is None


def test_absurd_figures_are_refused_by_name_and_nothing_is_written(plejesag, sagsbehandler):
    absurd = ServicearealInput(boliger=0, areal_m2=0, anskaffelsessum=-1)
    with pytest.raises(UgyldigtInput) as refused:
        save_skema(bruger=sagsbehandler, sag=plejesag, bogstav="A", dele=[PLEJE], serviceareal=absurd)
    assert {item.felt for item in refused.value.fejl} == {
        "serviceareal.boliger",
        "serviceareal.areal_m2",
        "serviceareal.anskaffelsessum",
    }
    assert Servicearealtal.objects.count() == 1


def test_the_page_shows_the_grant_and_who_holds_the_budget(client, plejesag, sagsbehandler):
    client.force_login(sagsbehandler)
    page = client.get(reverse("byggeri:projekt", args=[plejesag.nummer])).content.decode()
    assert "2.400.000" in page and "15.100.000" in page and "§ 141" in page
    assert "SUF og SOF" in page


def test_the_form_keeps_the_service_area_from_one_version_to_the_next(client, plejesag, sagsbehandler):
    client.force_login(sagsbehandler)
    url = reverse("byggeri:skema", args=[plejesag.nummer, "A"])
    assert 'value="17.500.000"' in client.get(url).content.decode()
    posted = {
        "gem": "1",
        "dele-antal": "1",
        "dele-0-boligtype": "pleje",
        "dele-0-antal": "60",
        "serviceareal-boliger": "60",
        "serviceareal-anskaffelsessum": "0",
    }
    page = client.post(url, posted).content.decode()
    assert Servicearealtal.objects.count() == 1 and "tilladt er hele kroner fra 1" in page
    client.post(url, posted | {"serviceareal-anskaffelsessum": "19.000.000"})
    assert Servicearealtal.objects.latest("skema__version").anskaffelsessum == 19_000_000

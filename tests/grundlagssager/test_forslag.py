"""A member's proposal stands by itself, without persons, and may start an analysis or a change."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.grundlag.models import Administrationsgrundlag
from almen.grundlagssager.models import Grundlagsanalyse, Medlemsforslag
from almen.grundlagssager.services import edit_analyse, open_analyse, save_forslag
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost, Sag
from almen.sager.selectors import load_forloeb

pytestmark = pytest.mark.django_db
GIVEN = {
    "titel": "Analyse af grundlaget",
    "stiller": "et medlem",
    "tekst": "Undersøg hele byggesagen.",
    "kilde": "BR, punkt 12",
    "sikkerhed": "usikker",
}


@pytest.fixture
def forslag(sagsgange, sagsbehandler):
    return save_forslag(bruger=sagsbehandler, **GIVEN)


def test_a_proposal_needs_neither_base_nor_case_nor_day(forslag):
    assert forslag.dato is None and not forslag.grundlag.exists()
    assert Journalpost.objects.get(art="medlemsforslag").data["efter"]["titel"] == GIVEN["titel"]


def test_what_is_not_known_cannot_be_called_certain(sagsgange, sagsbehandler):
    with pytest.raises(UgyldigtInput, match="mødedato eller organ"):
        save_forslag(bruger=sagsbehandler, **{**GIVEN, "sikkerhed": "sikker"})
    known = {"sikkerhed": "sikker", "organ": "borgerrepraesentationen", "dato": dt.date(2026, 1, 29)}
    assert save_forslag(bruger=sagsbehandler, **{**GIVEN, **known}).sikkerhed == "sikker"


def test_every_fault_is_named_and_nothing_is_kept(sagsgange, sagsbehandler):
    bad = {"titel": " ", "stiller": "x" * 81, "tekst": "", "kilde": "", "rolle": "konge", "organ": "hoffet"}
    with pytest.raises(UgyldigtInput) as refused:
        save_forslag(bruger=sagsbehandler, **{**GIVEN, **bad})
    assert {item.felt for item in refused.value.fejl} == set(bad)
    assert not Medlemsforslag.objects.exists()


def test_an_edit_keeps_what_was_before_in_the_journal(forslag, sagsbehandler):
    save_forslag(bruger=sagsbehandler, forslag=forslag, **{**GIVEN, "stiller": "Et parti"})
    post = Journalpost.objects.get(art="medlemsforslag_rettet")
    assert (post.data["foer"]["stiller"], post.data["efter"]["stiller"]) == ("et medlem", "Et parti")


def test_a_proposal_starts_an_analysis_of_bases_and_then_a_change(
    forslag, sagsbehandler, open_change, client
):
    bases = Administrationsgrundlag.objects.filter(pk__in=["nybyggeri", "renovering"])
    sag = open_analyse(
        bruger=sagsbehandler, titel="Analyse", formaal="Alle led", grundlag=bases, forslag=forslag
    )
    assert load_forloeb(sag).tilstand.aabne == ("opdrag",)
    change = open_change("nybyggeri", forslag=forslag)
    assert list(forslag.grundlag.values_list("pk", flat=True)) == ["nybyggeri"]
    client.force_login(sagsbehandler)
    page = client.get(f"/medlemsforslag/{forslag.pk}/").content.decode()
    assert sag.nummer in page and change.nummer in page
    assert GIVEN["titel"] in client.get(f"/grundlagssager/{change.nummer}/").content.decode()
    assert "Alle led" in client.get(f"/sager/{sag.nummer}/").content.decode()


def test_the_pages_record_a_proposal_and_open_its_analysis(sagsgange, sagsbehandler, client):
    client.force_login(sagsbehandler)
    bad = client.post("/medlemsforslag/nyt/", {**GIVEN, "rolle": "ukendt", "sikkerhed": "sikker"})
    assert bad.status_code == 400 and "Kan ikke være sikker" in bad.content.decode()
    client.post("/medlemsforslag/nyt/", {**GIVEN, "rolle": "ukendt", "grundlag": ["nybyggeri"]})
    found = Medlemsforslag.objects.get()
    assert GIVEN["titel"] in client.get("/medlemsforslag/?grundlag=nybyggeri").content.decode()
    page = client.get(f"/medlemsforslag/{found.pk}/analyse/").content.decode()
    assert GIVEN["tekst"] in page
    client.post(
        f"/medlemsforslag/{found.pk}/analyse/",
        {"titel": "Analyse", "formaal": "x", "grundlag": ["nybyggeri"]},
    )
    analyse = Grundlagsanalyse.objects.get()
    assert analyse.forslag == found and analyse.kilde == GIVEN["kilde"]
    client.post(f"/grundlagssager/analyser/{analyse.sag.nummer}/rediger/", {"formaal": "y", "grundlag": []})
    analyse.refresh_from_db()
    assert analyse.formaal == "y" and not analyse.grundlag.exists()
    assert Journalpost.objects.filter(sag=analyse.sag, art="analyse_rettet").exists()


def test_who_does_not_work_with_cases_records_nothing(forslag, revisor, sekretaer):
    sag = None
    for person in (revisor, sekretaer):
        with pytest.raises(AdgangNaegtet):
            save_forslag(bruger=person, **GIVEN)
        with pytest.raises(AdgangNaegtet):
            sag = open_analyse(bruger=person, titel="A", formaal="B")
    assert sag is None and not Sag.objects.exists()


def test_an_analysis_without_a_purpose_is_refused(sagsgange, sagsbehandler):
    with pytest.raises(UgyldigtInput, match="formaal"):
        open_analyse(bruger=sagsbehandler, titel="A", formaal=" ")
    sag = open_analyse(bruger=sagsbehandler, titel="A", formaal="B")
    with pytest.raises(UgyldigtInput, match="formaal"):
        edit_analyse(bruger=sagsbehandler, sag=sag, formaal="", grundlag=[])


def test_a_proposal_about_one_base_leads_straight_to_its_change(forslag, sagsbehandler, open_change, client):
    client.force_login(sagsbehandler)
    choose = f"/grundlagssager/ny/?forslag={forslag.pk}"
    assert client.get(choose).status_code == 200
    open_change("nybyggeri", forslag=forslag)
    assert client.get(choose).headers["Location"] == f"/grundlagssager/ny/nybyggeri/?forslag={forslag.pk}"

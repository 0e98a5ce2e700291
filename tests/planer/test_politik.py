"""A policy with goals and indicators: who may change it, what stands in the journal, and how the indicators have developed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from almen.omraader.models import Kommuneudpegning, Noegletal, Omraade
from almen.planer.models import Politik, Politikindikator, Strategi
from almen.planer.selectors.indikatorudvikling import udvikling_of
from almen.planer.services import (
    drop_maal,
    edit_politik,
    open_politik,
    record_politik,
    save_indikator,
    save_maal,
    save_strategi,
)
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost, Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import record_beslutning

PERIODE = {"fra": dt.date(2025, 6, 1), "til": dt.date(2035, 12, 31)}


def _figure(omraade, aar, indikator, vaerdi, bruger):
    Noegletal.objects.create(
        omraade=omraade,
        liste=dt.date(aar, 12, 1),
        indikator=indikator,
        vaerdi=Decimal(vaerdi),
        decimaler=0 if indikator == "beboere" else 1,
        kilde="Prøve",
        sikkerhed="sikker",
        registreret_af=bruger,
    )


@pytest.fixture
def udpeget(politik, omraader, sagsbehandler):
    """Bispeparken is designated, and both areas have figures of two lists."""
    chosen = Kommuneudpegning.objects.create(
        omraade=omraader[0],
        grundlag=politik.navn,
        kilde="Prøve",
        sikkerhed="sikker",
        registreret_af=sagsbehandler,
    )
    politik.udpegninger.add(chosen)
    other = Omraade.objects.create(navn="Valbyparken", kommune="København", oprettet_af=sagsbehandler)
    figures = {
        omraader[0]: ((2024, 2000, "45.0"), (2026, 2000, "41.0")),
        omraader[1]: ((2024, 3000, "30.0"), (2026, 3000, "30.0")),
        other: ((2024, 1000, "26.0"), (2026, 1000, "25.9")),
    }
    for omraade, rows in figures.items():
        for aar, beboere, vaerdi in rows:
            _figure(omraade, aar, "beboere", beboere, sagsbehandler)
            _figure(omraade, aar, "uden_for_arbejdsmarked_pct", vaerdi, sagsbehandler)
    return politik


def test_designated_areas_are_held_against_the_others_weighed_by_residents(udpeget, sagsbehandler):
    maal = udpeget.maal.get(nummer=1)
    row = save_indikator(
        bruger=sagsbehandler,
        maal=maal,
        indikator="uden_for_arbejdsmarked_pct",
        retning="ned",
        maalsaetning=Decimal("41.0"),
        maalaar=2030,
    )
    (found,) = udvikling_of(udpeget, [row])
    first, last = found.aar
    assert (first.udpegede.vaerdi, first.oevrige.vaerdi) == (Decimal("45.0"), Decimal("29.0"))
    assert (last.udpegede.omraader, last.oevrige.omraader) == (1, 2)
    assert found.aendring == (2024, 2026, Decimal("-4.0"))
    assert found.gaar_den_rigtige_vej is True and found.forskel_er_mindsket is True and found.er_naaet is True


def test_an_area_without_the_figure_counts_for_nothing_rather_than_zero(udpeget, sagsbehandler):
    row = Politikindikator(maal=udpeget.maal.get(nummer=1), indikator="grundskole_pct", retning="ned")
    (found,) = udvikling_of(udpeget, [row])
    assert found.aar == () and found.aendring is None and found.gaar_den_rigtige_vej is None


def test_a_mean_keeps_the_precision_in_which_its_figures_were_printed(udpeget, omraader, sagsbehandler):
    for aar, vaerdi in ((2024, "1.90"), (2026, "1.92")):
        Noegletal.objects.create(
            omraade=omraader[0], liste=dt.date(aar, 12, 1), indikator="doemte_pct", vaerdi=Decimal(vaerdi), decimaler=2,
            kilde="Prøve", sikkerhed="sikker", registreret_af=sagsbehandler,
        )  # fmt: skip
    row = Politikindikator(maal=udpeget.maal.get(nummer=2), indikator="doemte_pct", retning="ned")
    (found,) = udvikling_of(udpeget, [row])
    assert found.aendring == (2024, 2026, Decimal("0.02")) and found.gaar_den_rigtige_vej is False


def test_a_wrong_indicator_names_what_is_wrong(politik, sagsbehandler):
    with pytest.raises(UgyldigtInput) as fejl:
        save_indikator(
            bruger=sagsbehandler,
            maal=politik.maal.get(nummer=1),
            indikator="lykke",
            retning="hen",
            maalaar=2050,
        )
    assert {item.felt for item in fejl.value.fejl} == {"retning", "indikator", "maalaar", "maalsaetning"}


def test_the_policy_goes_through_hearing_to_the_council_and_says_why_it_is_changed_after(
    sagsgange, sagsbehandler
):
    politik = open_politik(
        bruger=sagsbehandler,
        titel="Ny politik",
        navn="Politik",
        kilde="Udkast",
        aabnet_dato=dt.date(2024, 9, 1),
        **PERIODE,
    )
    save_maal(bruger=sagsbehandler, politik=politik, nummer=1, navn="Livschancer")
    for trin in ("udkast", "hoering_aabnes"):
        record_beslutning(
            bruger=sagsbehandler, sag=Sag.objects.get(), trin=trin, dato=dt.date(2025, 2, 3), kilde="referat"
        )
    assert load_forloeb(Sag.objects.get()).tilstand.aabne == ("hoering",)
    with pytest.raises(UgyldigtInput, match="grund"):
        save_maal(bruger=sagsbehandler, politik=politik, nummer=2, navn="Trygge byområder")
    goal = save_maal(
        bruger=sagsbehandler, politik=politik, nummer=2, navn="Trygge byområder", grund="Høringssvar"
    )
    assert "Høringssvar" in Journalpost.objects.filter(art="maal_tilfoejet").latest("nummer").tekst
    with pytest.raises(UgyldigtInput, match="allerede et mål 2"):
        save_maal(bruger=sagsbehandler, politik=politik, nummer=2, navn="Igen", grund="x")
    drop_maal(bruger=sagsbehandler, maal=goal, grund="x")


def test_a_goal_with_efforts_cannot_be_deleted(indsats, sagsbehandler, politik):
    with pytest.raises(UgyldigtInput, match="indsatser"):
        drop_maal(bruger=sagsbehandler, maal=politik.maal.get(nummer=1))


def test_an_earlier_policy_is_kept_without_a_case(sagsbehandler, suf):
    given = {
        "navn": "Politik 2017–2025",
        "fra": dt.date(2017, 6, 22),
        "til": dt.date(2025, 5, 31),
        "kilde": "BR",
    }
    old = record_politik(bruger=sagsbehandler, **given)
    edit_politik(bruger=sagsbehandler, politik=old, beskrivelse="Seksten områder")
    assert Journalpost.objects.filter(art="politik_rettet", sag__isnull=True).count() == 1
    with pytest.raises(AdgangNaegtet):
        record_politik(bruger=suf, **given)


def test_the_policy_s_page_costs_the_same_however_many_indicators(
    client, udpeget, sagsbehandler, handleplan, indsats, django_assert_num_queries
):
    client.force_login(sagsbehandler)
    for maal, ids in zip(udpeget.maal.all(), (["uden_for_arbejdsmarked_pct"], ["beboere"]), strict=True):
        for id_ in ids:
            save_indikator(bruger=sagsbehandler, maal=maal, indikator=id_, retning="ned")
    url = udpeget.get_absolute_url()
    client.get(url)
    with django_assert_num_queries(14):
        page = client.get(url).content.decode()
    for words in ("Går den ønskede vej", "45,0", "fra 2024 til 2026: −4,0 point", "1 indsats", "Bispeparken"):
        assert words in page.replace("&nbsp;", " ")
    save_indikator(
        bruger=sagsbehandler, maal=udpeget.maal.get(nummer=2), indikator="doemte_pct", retning="ned"
    )
    with django_assert_num_queries(14):
        client.get(url)
    assert client.get(f"{url}tal/beboere.svg")["Content-Type"].startswith("image/svg+xml")
    assert client.get(f"{url}tal/grundskole_pct.svg").status_code == 404


def test_a_policy_is_made_and_changed_on_its_pages(client, sagsgange, sagsbehandler):
    client.force_login(sagsbehandler)
    given = {"navn": "P", "fra": "01.06.2025", "til": "31.12.2035", "kilde": "K", "sikkerhed": "sikker"}
    bad = client.post("/planer/politikker/ny/", given)
    assert bad.status_code == 400 and "Skriv sagens titel" in bad.content.decode()
    client.post("/planer/politikker/ny/", {**given, "titel": "Sag om politik"})
    client.post("/planer/politikker/ny/", {**given, "navn": "Gammel", "uden_sag": "on"})
    politik = Politik.objects.get(navn="P")
    assert politik.sag.titel == "Sag om politik" and Politik.objects.get(navn="Gammel").sag is None
    base = politik.get_absolute_url()
    client.post(f"{base}rediger/", {**given, "navn": "P2"})
    client.post(f"{base}maal/nyt/", {"nummer": "1", "navn": "Livschancer"})
    maal = politik.maal.get()
    client.post(f"{base}maal/{maal.pk}/rediger/", {"nummer": "1", "navn": "Gode livschancer"})
    row = {"indikator": "doemte_pct", "retning": "ned", "maalsaetning": "1,5", "maalaar": "2035"}
    client.post(f"{base}maal/{maal.pk}/indikator/", row)
    indikator = maal.indikatorer.get()
    client.post(f"{base}indikatorer/{indikator.pk}/rediger/", {**row, "maalsaetning": "1,4"})
    page = client.get(base).content.decode()
    for words in ("P2", "Gode livschancer", "Dømte", "målsætning 1,4", "Kan ikke afgøres"):
        assert words in page
    client.post(f"{base}indikatorer/{indikator.pk}/fjern/")
    client.post(f"{base}maal/{maal.pk}/slet/")
    assert "Politikken har ingen mål endnu" in client.get(base).content.decode()
    listed = client.get("/planer/politikker/?sort=-navn").content.decode()
    assert "P2" in listed and "Gammel" in listed


def test_a_strategy_is_seen_from_the_plans_and_bases_that_point_to_it(
    client, handleplan, sagsbehandler, django_assert_num_queries
):
    client.force_login(sagsbehandler)
    given = {
        "navn": "Arkitekturstrategi",
        "kilde": "Introduktionen",
        "sikkerhed": "usikker",
        "grundlag": ["lokalplaner"],
    }
    client.post("/planer/strategier/ny/", {**given, "stand": "Under udarbejdelse"})
    row = Strategi.objects.get()
    handleplan.strategier.add(row)
    again = client.post("/planer/strategier/ny/", given)
    assert again.status_code == 400 and "allerede en strategi" in again.content.decode()
    client.post(f"{row.get_absolute_url()}rediger/", {**given, "beskrivelse": "Boligtyper i lokalplaner"})
    page = client.get(row.get_absolute_url()).content.decode()
    for words in ("Boligtyper i lokalplaner", handleplan.navn, "Almene boliger i lokalplaner"):
        assert words in page
    assert "Strategi: Arkitekturstrategi" in client.get("/grundlag/lokalplaner/").content.decode()
    assert "Arkitekturstrategi" in client.get("/planer/strategier/").content.decode()
    with pytest.raises(UgyldigtInput) as fejl:
        save_strategi(bruger=sagsbehandler, navn="", kilde="", sikkerhed="måske")
    assert {item.felt for item in fejl.value.fejl} == {"navn", "kilde", "sikkerhed"}

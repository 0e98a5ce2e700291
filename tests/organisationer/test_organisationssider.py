"""Boligorganisationer and afdelinger: kept by those who may, seen by those they concern, counted on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.organisationer import services, stedkort
from almen.organisationer.models import Afdeling, Boligbestand, Boligtype
from almen.organisationer.oversigt import Bestandslinje, totals
from almen.organisationer.services import Optaelling
from almen.sager.models import Journalpost

BACKEND = "django.contrib.auth.backends.ModelBackend"
TODAY = dt.date.today()


@pytest.fixture
def browse(client, sagsbehandler):
    client.force_login(sagsbehandler, BACKEND)
    return client


@pytest.fixture
def afdeling(organisation):
    return Afdeling.objects.create(
        boligorganisation=organisation, nummer="12", navn="Prøvegården", bydel="Valby"
    )


def address(name: str, *args: str) -> str:
    return reverse(f"organisationer:{name}", args=args)


def test_an_organisation_is_saved_with_a_valid_lbf_number_only(browse):
    bad = browse.post(address("ny"), {"navn": "Ny bolig", "lbf_nummer": "12"})
    assert bad.status_code == 400
    assert "fire cifre" in bad.content.decode()
    good = browse.post(address("ny"), {"navn": "Ny bolig", "lbf_nummer": "0123"})
    assert good["Location"] == address("organisation", "0123")
    assert Journalpost.objects.filter(art="organisation_oprettet").exists()


def test_a_changed_name_is_journalled_with_what_it_was(browse, organisation):
    browse.post(address("ret", "9001"), {"navn": "Prøven II", "lbf_nummer": "9001"})
    post = Journalpost.objects.get(art="organisation_rettet")
    assert post.data["navn"] == {"fra": "Boligselskabet Prøven", "til": "Prøven II"}


def test_a_period_that_ends_before_it_begins_is_refused_in_words(browse):
    for fra in ("02.01.2026", ""):
        answer = browse.post(
            address("ny"), {"navn": "X", "lbf_nummer": "0123", "aktiv_fra": fra, "aktiv_til": "01.01.2026"}
        )
        assert answer.status_code == 400
        assert "aktiv_til" in answer.context["form"].errors


def test_an_organisation_sees_itself_and_nobody_else(client, boligorganisation_bruger, anden_organisation):
    fremmed = Afdeling.objects.create(boligorganisation=anden_organisation, nummer="1", navn="Naboens gård")
    client.force_login(boligorganisation_bruger, BACKEND)
    assert client.get(address("organisation", "9001")).status_code == 200
    assert client.get(address("organisation", "9002")).status_code == 404
    assert client.get(address("afdeling", "9002", fremmed.nummer)).status_code == 404
    for path in ("/organisationer/", "/afdelinger/", "/afdelinger/?eksport=csv"):
        answer = client.get(path)
        text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        assert "Nabo" not in text
    narrowed = client.get(f"/afdelinger/?boligorganisation={anden_organisation.pk}").content.decode()
    assert "Naboens gård" not in narrowed


def test_an_organisation_does_not_change_its_own_master_data(client, boligorganisation_bruger, afdeling):
    client.force_login(boligorganisation_bruger, BACKEND)
    for path in (
        address("ret", "9001"),
        address("ny_afdeling", "9001"),
        address("import", "9001"),
        address("ret_afdeling", "9001", "12"),
        address("bestand", "9001", "12"),
    ):
        assert client.post(path).status_code == 403
    with pytest.raises(PermissionDenied):
        services.save_afdeling(bruger=boligorganisation_bruger, afdeling=afdeling, navn="Min egen")


def test_a_number_is_used_once_in_an_organisation_and_again_in_another(browse, afdeling, anden_organisation):
    taken = browse.post(address("ny_afdeling", "9001"), {"nummer": "12", "navn": "Dobbelt"})
    assert taken.status_code == 400
    assert "nummer" in taken.context["form"].errors
    free = browse.post(address("ny_afdeling", "9002"), {"nummer": "12", "navn": "Dobbelt"})
    assert free.status_code == 302


def test_a_new_afdeling_comes_with_its_dwellings_as_of_today(browse, organisation):
    browse.post(
        address("ny_afdeling", "9001"),
        {
            "nummer": "1",
            "navn": "Gården",
            "antal_familie": "40",
            "areal_familie": "3600",
            "antal_ungdom": "12",
        },
    )
    rows = set(Boligbestand.objects.values_list("boligtype", "antal", "bruttoareal_m2", "opgjort"))
    assert rows == {("familie", 40, 3600, TODAY), ("ungdom", 12, None, TODAY)}


def test_a_count_of_another_day_stands_beside_the_old_and_the_latest_one_counts(browse, afdeling):
    for day, number in (("31.12.2020", "40"), ("31.12.2024", "38")):
        browse.post(address("bestand", "9001", "12"), {"opgjort": day, "antal_familie": number})
    history = browse.get(address("afdeling", "9001", "12")).content.decode()
    assert "31. december 2020" in history
    assert "31. december 2024" in history
    overview = browse.get(address("organisation", "9001")).content.decode()
    assert ">38<" in overview
    assert ">40<" not in overview
    assert Journalpost.objects.filter(art="boligbestand").count() == 2


def test_the_same_day_again_corrects_the_count_and_the_journal_knows_both(browse, afdeling):
    for number in ("40", "41"):
        browse.post(address("bestand", "9001", "12"), {"opgjort": "31.12.2024", "antal_familie": number})
    assert afdeling.bestand.get().antal == 41
    post = Journalpost.objects.filter(art="boligbestand").order_by("pk").last()
    assert post.data["typer"]["familie"]["fra"] == 40
    assert post.data["typer"]["familie"]["til"] == 41


@pytest.mark.parametrize(
    "data",
    [
        {"opgjort": "31.12.2099", "antal_familie": "1"},
        {"opgjort": "31.12.2024"},
        {"opgjort": "31.12.2024", "antal_familie": "-1"},
        {"opgjort": "31.12.2024", "areal_familie": "500"},
        {"opgjort": "i går", "antal_familie": "1"},
    ],
)
def test_a_count_that_cannot_be_is_refused_and_nothing_is_saved(browse, afdeling, data):
    assert browse.post(address("bestand", "9001", "12"), data).status_code == 400
    assert not afdeling.bestand.exists()


def test_the_service_refuses_a_future_day_too(sagsbehandler, afdeling):
    with pytest.raises(services.OrganisationFejl, match="ikke er kommet"):
        services.set_bestand(
            bruger=sagsbehandler,
            afdeling=afdeling,
            opgjort=TODAY + dt.timedelta(days=1),
            bestand={"familie": Optaelling(1)},
        )


def test_the_lists_count_dwellings_once_though_counted_many_times(browse, afdeling, organisation):
    for year, antal in ((2020, 40), (2024, 38)):
        for boligtype in ("familie", "ungdom"):
            Boligbestand.objects.create(
                afdeling=afdeling, boligtype=boligtype, antal=antal, opgjort=dt.date(year, 12, 31)
            )
    Afdeling.objects.create(boligorganisation=organisation, nummer="13", navn="Uden boliger")
    row = browse.get("/organisationer/").context["table"].rows[0].record
    assert (row.antal_afdelinger, row.antal_boliger) == (2, 76)


def test_pages_stay_flat_however_many_afdelinger(browse, organisation, django_assert_max_num_queries):
    for number in range(30):
        item = Afdeling.objects.create(
            boligorganisation=organisation, nummer=str(number), navn=f"Gård {number}"
        )
        for kind in Boligtype.values:
            Boligbestand.objects.create(afdeling=item, boligtype=kind, antal=10, opgjort=TODAY)
    for path, most in (
        (address("organisation", "9001"), 9),
        ("/organisationer/", 9),
        ("/afdelinger/", 10),
        # The cards of supervision and letting ask for the one afdeling.
        (address("afdeling", "9001", "1"), 14),
    ):
        browse.get(path)
        with django_assert_max_num_queries(most):
            browse.get(path)


counts = st.one_of(st.none(), st.integers(0, 10_000))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(counts, counts, counts, counts), max_size=12))
def test_the_totals_of_types_add_up_to_the_total_of_afdelinger(rows):
    lines = []
    for row in rows:
        known = [value for value in row if value is not None]
        lines.append(Bestandslinje(None, row, sum(known) if known else None, None))
    *types, together = totals(lines)
    assert (together or 0) == sum(value or 0 for value in types)
    if together is None:
        assert all(value is None for row in rows for value in row)


def test_how_an_afdeling_is_built_is_kept_shown_listed_and_narrowed_by(browse, afdeling):
    browse.post(
        address("ret_afdeling", "9001", "12"),
        {"nummer": "12", "navn": "Prøvegården", "bygningstype": "taet_lav"},
    )
    assert "Tæt/lavt byggeri" in browse.get(address("afdeling", "9001", "12")).content.decode()
    for bygningstype, seen in (("taet_lav", True), ("etage", False)):
        answer = browse.get(f"/afdelinger/?bygningstype={bygningstype}&eksport=csv")
        text = b"".join(answer.streaming_content).decode()
        assert ("Prøvegården" in text and "Tæt/lavt byggeri" in text) is seen


def test_others_put_cards_on_the_pages_for_those_who_may_see_them(
    client, browse, afdeling, boligorganisation_bruger
):
    stedkort.register(
        stedkort.Stedkort(
            "proeve",
            "Prøvekort",
            10,
            "organisationer/stedkort.html",
            lambda sted, bruger: None if bruger == boligorganisation_bruger else {},
            paa=(Afdeling,),
        )
    )
    try:
        assert "Prøvekort" in browse.get(address("afdeling", "9001", "12")).content.decode()
        assert "Prøvekort" not in browse.get(address("organisation", "9001")).content.decode()
        client.force_login(boligorganisation_bruger, BACKEND)
        assert "Prøvekort" not in client.get(address("afdeling", "9001", "12")).content.decode()
    finally:
        stedkort.unregister("proeve")

"""A meeting's papers: what the minutes say, and that what is closed is told only to those who may see it."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almen.sager.models import Sag
from almen.sager.selectors import load_forloeb
from almen.sager.selectors.papirer import all_papirer
from almen.sager.services import add_dokument, edit_sag
from almen.udvalg.breve import compose_dagsorden, compose_referat
from almen.udvalg.selectors.papirer import paper_items
from almen.udvalg.services import (
    Forslag,
    Udfaldsdata,
    add_punkt,
    create_moede,
    edit_punkt,
    put_on_agenda,
    record_udfald,
    remove_punkt,
    send_dagsorden,
    set_bilag,
)

# The same on both databases.
pytestmark = pytest.mark.kun_en_gang

PDF = b"%PDF-1.7\n%%EOF\n"
SECRET = "Hemmeligt køb af Sommergården"
TODAY = dt.date(2026, 11, 26)


def words(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    parts = [item.text for item in document.paragraphs] + cells
    parts += [item.text for section in document.sections for item in section.footer.paragraphs]
    return "\n".join(parts)


@pytest.fixture
def hent(client):
    """Fetches a paper as somebody and gives its words."""

    def fetch(bruger, moede, papir: str) -> str:
        client.force_login(bruger)
        answer = client.get(reverse("organer:papir", args=[moede.pk, papir, "docx"]))
        assert answer.status_code == 200
        return words(b"".join(answer.streaming_content))

    return fetch


def annex(bruger, sag, titel: str, fortrolighed: str):
    return add_dokument(
        bruger=bruger,
        sag=sag,
        titel=titel,
        name="bilag.pdf",
        size=len(PDF),
        stream=io.BytesIO(PDF),
        fortrolighed=fortrolighed,
    )


@pytest.fixture
def lukket(moede, sekretaer):
    return add_punkt(
        bruger=sekretaer, moede=moede, titel=SECRET, art="almen", lukket=True, lukket_grund="Forhandling"
    )


@pytest.mark.parametrize("papir", ["dagsorden", "referat"])
def test_a_closed_title_is_never_in_the_open_version_whoever_asks(
    hent, moede, lukket, sekretaer, administrator, papir
):
    add_punkt(bruger=sekretaer, moede=moede, titel="En åben sag", art="almen")
    for bruger in (sekretaer, administrator):
        text = hent(bruger, moede, papir)
        assert SECRET not in text
        assert "1. Lukket punkt: Forhandling" in text and "2. En åben sag" in text
    assert f"1. {SECRET}" in hent(sekretaer, moede, f"{papir}-fuld")


def test_what_came_of_a_closed_item_is_not_in_the_open_minutes(hent, moede, lukket, leder):
    record_udfald(bruger=leder, punkt=lukket, data=Udfaldsdata("forkastet", tekst="Prisen er for høj"))
    assert "Prisen er for høj" not in hent(leder, moede, "referat")
    assert "Prisen er for høj" in hent(leder, moede, "referat-fuld")


def test_the_full_version_is_for_those_who_see_what_is_closed(client, moede, lukket, administrator, suf):
    for bruger in (administrator, suf):
        client.force_login(bruger)
        for papir in ("dagsorden-fuld", "referat-fuld"):
            assert client.get(reverse("organer:papir", args=[moede.pk, papir, "docx"])).status_code == 403
        extract = reverse("organer:udskrift", args=[moede.pk, lukket.nummer, "docx"])
        assert client.get(extract).status_code == 404


def test_a_confidential_case_is_closed_in_the_open_version_also_where_its_item_is_not(
    hent, moede, sag, leder, sekretaer
):
    edit_sag(bruger=leder, sag=sag, titel=SECRET, fortrolighed="fortrolig")
    put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg", titel=SECRET, lukket=False)
    assert SECRET not in hent(sekretaer, moede, "dagsorden")
    assert SECRET in hent(sekretaer, moede, "dagsorden-fuld")


def test_an_annex_that_is_not_open_is_a_number_only_in_the_open_version(hent, moede, sag, sekretaer, leder):
    punkt = put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg")
    levels = {"Tegninger": "aaben", "Arbejdsnotat": "intern", "Købspris": "fortrolig"}
    files = [annex(leder, sag, titel, level) for titel, level in levels.items()]
    set_bilag(bruger=leder, punkt=punkt, dokumenter=files)
    text = hent(leder, moede, "dagsorden")
    assert "Bilag 1: Tegninger" in text and text.count("ikke offentligt") == 2
    assert "Købspris" not in text and "Arbejdsnotat" not in text
    assert "Bilag 3: Købspris" in hent(leder, moede, "dagsorden-fuld")


def test_a_case_that_one_does_not_see_is_an_empty_place(hent, moede, sag, sekretaer, suf):
    put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg", titel="Kun for parterne")
    text = hent(suf, moede, "dagsorden")
    assert "Kun for parterne" not in text and "som du ikke har adgang til" in text


@given(closed=st.lists(st.booleans(), min_size=1, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
def test_no_mixture_of_closed_items_lets_a_title_out(moede, sekretaer, closed):
    moede.punkter.all().delete()
    for number, lukket in enumerate(closed):
        title = f"{'Lukketitel' if lukket else 'Aabentitel'} {number}"
        add_punkt(bruger=sekretaer, moede=moede, titel=title, art="almen", lukket=lukket)
    items = paper_items(sekretaer, moede, aaben=True)
    for compose in (compose_dagsorden, compose_referat):
        context = str(compose(moede, items, aaben=True, i_dag=TODAY).to_context())
        assert "Lukketitel" not in context
        assert context.count("Aabentitel") == closed.count(False)


def test_the_minutes_tell_outcome_votes_amendments_remarks_and_who_left(
    hent, moede, sag, medlemmer, sekretaer
):
    punkt = put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg")
    record_udfald(
        bruger=sekretaer,
        punkt=punkt,
        data=Udfaldsdata(
            "godkendt",
            stemmer="for R 4, B 4; imod G 2",
            inhabile=("R5 (Rødt (R))",),
            bemaerkninger={"Grønt (G)": "Huslejen bliver for høj."},
            forslag=(Forslag("Grønt (G)", "Udsæt sagen", "forkastet"),),
        ),
    )
    text = hent(sekretaer, moede, "referat")
    for part in (
        "1. Garanti for vinduer",
        "Udfald: Godkendt.",
        "Afstemning",
        "Grønt (G)",
        "Protokolbemærkning fra Grønt (G): Huslejen bliver for høj.",
        "Udsæt sagen",
        "Forkastet",
        "Forlod mødet under punktet på grund af inhabilitet: R5 (Rødt (R)).",
        "Beslutning nr.",
        "UDKAST: mødet er ikke ført til ende",
    ):
        assert part in text
    items = paper_items(sekretaer, moede, aaben=True)
    table = compose_referat(moede, items, aaben=True, i_dag=TODAY).afsnit[0].tabeller[0]
    assert {row.celler for row in table.raekker} == {
        ("Rødt (R)", "4", "0", "0"),
        ("Blåt (B)", "4", "0", "0"),
        ("Grønt (G)", "0", "2", "0"),
        ("I alt", "8", "2", "0"),
    }


def test_a_stopped_decision_says_who_stopped_it_and_what_follows(hent, moede, sag, medlemmer, sekretaer):
    punkt = put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg")
    data = Udfaldsdata("godkendt", standset_af="G1 (Grønt (G))")
    record_udfald(bruger=sekretaer, punkt=punkt, data=data)
    text = hent(sekretaer, moede, "referat")
    assert "Udfald: Godkendt." in text
    assert "G1 (Grønt (G)) har begæret sagen indbragt for Borgerrepræsentationen" in text
    assert "Beslutningen virker ikke, før Borgerrepræsentationen har afgjort sagen." in text
    assert "styrelsesloven § 23" in text


def test_what_was_recommended_is_told_with_its_decision(hent, moede, sag, medlemmer, sekretaer):
    first = put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg")
    record_udfald(bruger=sekretaer, punkt=first, data=Udfaldsdata("godkendt"))
    oeu = create_moede(bruger=sekretaer, organ="oekonomiudvalget", dato=dt.date(2026, 9, 22))
    put_on_agenda(bruger=sekretaer, moede=oeu, sag=sag, trin="oeu")
    text = hent(sekretaer, oeu, "dagsorden")
    assert "Økonomiudvalget afgiver erklæring" in text
    # An approval is no recommendation.
    assert "Godkendt af" not in text


def test_an_item_without_outcome_and_a_dropped_one_say_so(hent, moede, sekretaer, leder):
    add_punkt(bruger=sekretaer, moede=moede, titel="Uden udfald", art="almen")
    dropped = add_punkt(bruger=sekretaer, moede=moede, titel="Trukket", art="almen")
    send_dagsorden(bruger=leder, moede=moede)
    remove_punkt(bruger=leder, punkt=dropped, grund="Ansøger har trukket den")
    text = hent(leder, moede, "referat")
    assert "Udfaldet er ikke registreret." in text
    assert "Punktet er udgået: Ansøger har trukket den" in text
    assert "UDKAST" not in hent(leder, moede, "dagsorden")


def test_the_additional_agenda_holds_only_what_came_later(hent, client, moede, sekretaer, leder):
    add_punkt(bruger=sekretaer, moede=moede, titel="I tide", art="almen")
    client.force_login(leder)
    address = reverse("organer:papir", args=[moede.pk, "tillaegsdagsorden", "docx"])
    assert client.get(address).status_code == 404
    send_dagsorden(bruger=leder, moede=moede)
    add_punkt(bruger=sekretaer, moede=moede, titel="For sent", art="almen")
    text = hent(leder, moede, "tillaegsdagsorden")
    assert "For sent" in text and "I tide" not in text


def test_an_extract_holds_one_item_and_is_to_be_certified(client, moede, sekretaer, lukket):
    add_punkt(bruger=sekretaer, moede=moede, titel="Anden sag", art="almen")
    client.force_login(sekretaer)
    answer = client.get(reverse("organer:udskrift", args=[moede.pk, lukket.nummer, "docx"]))
    text = words(b"".join(answer.streaming_content))
    assert SECRET in text and "Anden sag" not in text and "FORTROLIG" in text
    assert "Udskriftens rigtighed bekræftes" in text


def test_an_item_closed_again_leaves_the_open_paper(hent, moede, sekretaer):
    punkt = add_punkt(bruger=sekretaer, moede=moede, titel=SECRET, art="almen")
    assert SECRET in hent(sekretaer, moede, "dagsorden")
    edit_punkt(
        bruger=sekretaer, punkt=punkt, titel=SECRET, lukket=True, lukket_grund="Forhandling", standard=False
    )
    assert SECRET not in hent(sekretaer, moede, "dagsorden")


def test_there_are_no_minutes_of_a_meeting_to_come(client, sekretaer):
    day = timezone.localdate() + dt.timedelta(days=20)
    moede = create_moede(bruger=sekretaer, organ="udvalget", dato=day)
    client.force_login(sekretaer)
    assert client.get(reverse("organer:papir", args=[moede.pk, "referat", "pdf"])).status_code == 404


def test_the_pdf_is_tagged_and_comes_as_a_file_that_no_browser_runs(client, moede, sekretaer):
    add_punkt(bruger=sekretaer, moede=moede, titel="En sag", art="almen")
    client.force_login(sekretaer)
    answer = client.get(reverse("organer:papir", args=[moede.pk, "dagsorden", "pdf"]))
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"%PDF") and b"<pdfuaid:part>1<" in content
    assert 'filename="dagsorden-udvalget-2026-09-14.pdf"' in answer["Content-Disposition"]
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_papers_queries_do_not_grow_with_the_agenda(
    moede, sekretaer, ny_sag, django_assert_max_num_queries
):
    for number in range(6):
        put_on_agenda(bruger=sekretaer, moede=moede, sag=ny_sag(f"Sag {number}"), trin="udvalg")
    with django_assert_max_num_queries(9):
        items = paper_items(sekretaer, moede, aaben=False)
        compose_referat(moede, items, aaben=False, i_dag=TODAY).to_context()


def test_the_minutes_say_to_which_step_a_case_goes_back(hent, moede, sag, sekretaer):
    punkt = put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg")
    data = Udfaldsdata("sendt_tilbage", tekst="Tallene mangler", tilbage_til="ansoegning")
    record_udfald(bruger=sekretaer, punkt=punkt, data=data)
    assert "Sendt tilbage til “Ansøgning modtaget”." in hent(sekretaer, moede, "referat")


def test_the_indstilling_on_the_case_is_the_items_first_annex_by_itself(client, moede, sag, sekretaer, leder):
    def paper(ending: str):
        return add_dokument(
            bruger=leder, sag=sag, titel=f"Indstilling {ending}", art=f"papir:indstilling-udvalg.{ending}", name=f"i.{ending}",
            size=len(PDF), stream=io.BytesIO(PDF), fortrolighed="intern",
        )  # fmt: skip

    other = put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="droeftelse")
    assert not other.bilag.exists()
    pdf = paper("pdf")
    punkt = put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg")
    assert [item.dokument for item in punkt.bilag.all()] == [pdf]
    # One that was put on before the paper was written is offered it; a paper to another body or step is not.
    set_bilag(bruger=sekretaer, punkt=punkt, dokumenter=[])
    client.force_login(sekretaer)
    page = client.get(reverse("udvalg:ret_punkt", args=[punkt.pk]))
    assert page.context["form"].initial["bilag"] == [pdf.pk]
    assert client.get(reverse("udvalg:ret_punkt", args=[other.pk])).context["form"].initial["bilag"] == []


def test_the_council_gets_an_indstilling_of_its_own_about_what_was_stopped(moede, sag, sekretaer, leder):
    def paper(key: str):
        return add_dokument(
            bruger=leder, sag=sag, titel=key, art=f"papir:indstilling-{key}.pdf", name="i.pdf",
            size=len(PDF), stream=io.BytesIO(PDF), fortrolighed="intern",
        )  # fmt: skip

    paper("udvalg")
    punkt = put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg")
    record_udfald(bruger=sekretaer, punkt=punkt, data=Udfaldsdata("godkendt", standset_af="Et medlem"))
    now = all_papirer(load_forloeb(Sag.objects.get(pk=sag.pk)), TODAY).indstillinger
    assert ("indstilling-udvalg-raad", "borgerrepraesentationen") in {
        (item.type.id, item.trin.aktoer) for item in now
    }
    council = create_moede(
        bruger=sekretaer, organ="borgerrepraesentationen", dato=timezone.localdate() + dt.timedelta(days=9)
    )
    item = put_on_agenda(bruger=sekretaer, moede=council, sag=sag, trin="udvalg")
    assert not item.bilag.exists()
    remove_punkt(bruger=sekretaer, punkt=item)
    written = paper("udvalg-raad")
    item = put_on_agenda(bruger=sekretaer, moede=council, sag=sag, trin="udvalg")
    assert [row.dokument for row in item.bilag.all()] == [written]

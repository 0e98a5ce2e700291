"""A renovation through the boligorganisation's door, from prejekt to Skema C, with what the route asks for at each step."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.ansoegninger.conftest import FAMILIE, skema_a, upload

from almen.ansoegninger.arter import SLAGS, find_slags
from almen.ansoegninger.inddata import Ansoegning
from almen.ansoegninger.models import Art, Behandling, Indsendelse
from almen.ansoegninger.selectors.aabent import arter_of, can_apply
from almen.ansoegninger.selectors.proeve import try_ansoegning
from almen.ansoegninger.services import receive, send_in, start_ansoegning
from almen.byggeri.models import Renovering, Renoveringsskema
from almen.byggeri.services import RenoveringsskemaInput, open_renovering
from almen.organisationer.models import Afdeling
from almen.regler.fejl import UgyldigtInput
from almen.sager.models import Beslutning, Journalpost, Sag
from almen.sager.selectors.forloeb import load_forloeb
from almen.sager.services import record_beslutning, run_kontroller, verify_journal

pytestmark = pytest.mark.django_db

TAL = RenoveringsskemaInput(
    stoettede_arbejder=60_000_000,
    ustoettede_arbejder=20_000_000,
    stoettet_laan=60_000_000,
    ustoettet_laan=19_000_000,
    egne_midler=1_000_000,
    kapitaltilfoersel=2_000_000,
    loebetid_ustoettet=30,
    leje_foer_m2=Decimal(900),
    leje_efter_m2=Decimal("945.50"),
)
BEBOERE = {
    "beboerafstemning_dato": dt.date(2026, 10, 1),
    "beboere_godkendt": True,
    "genhusning": "midlertidig",
    "genhusning_boliger": 12,
    "garanti_soegt": True,
    "garanti_maks": 80_000_000,
}


def renovering(**more) -> Ansoegning:
    felter = {"problemer": ["bygning"], "boliger": 90, "afdelinger": ["0007"], **more.pop("felter", {})}
    return Ansoegning(
        **{"art": "renovering", "titel": "Helhedsplan", "felter": felter, "tekst": "Utæt", **more}
    )


def skema(bogstav: str, **more) -> Ansoegning:
    return Ansoegning(art=f"renovering_skema_{bogstav}", **{"tal": TAL, **more})


def fields(error) -> set[str]:
    return {item.felt for item in error.value.fejl}


@pytest.fixture
def afdeling(organisation) -> Afdeling:
    return Afdeling.objects.create(boligorganisation=organisation, nummer="0007", navn="Prøveparken")


@pytest.fixture
def send(sagsgange, boligorganisation_bruger, organisation, afdeling):
    def act(ansoegning: Ansoegning, sag: Sag | None = None) -> Indsendelse:
        return send_in(
            bruger=boligorganisation_bruger,
            boligorganisation=organisation,
            ansoegning=ansoegning,
            filer=[upload(boligorganisation_bruger, organisation)],
            sag=sag,
        )

    return act


@pytest.fixture
def sag(send, sagsbehandler) -> Sag:
    return receive(bruger=sagsbehandler, indsendelse=send(renovering()))


def decide(sag, bruger, *trin):
    for step in trin:
        record_beslutning(bruger=bruger, sag=sag, trin=step, kilde="test", dato=timezone.localdate())


def until_skema_a(sag, send, sagsbehandler):
    decide(sag, sagsbehandler, "prejekt_vurdering")
    receive(bruger=sagsbehandler, indsendelse=send(Ansoegning(art="praekvalifikation"), sag))
    decide(sag, sagsbehandler, "praekvalificeret")


def until_skema_b(sag, send, sagsbehandler):
    until_skema_a(sag, send, sagsbehandler)
    receive(bruger=sagsbehandler, indsendelse=send(skema("a", felter=BEBOERE), sag))
    decide(sag, sagsbehandler, "indstilling", "udvalg_anbefaling", "oeu_erklaering", "br_godkendelse")


def test_taking_in_a_new_renovation_opens_its_case_with_facts_afdelinger_files_and_the_first_step(
    send, sagsbehandler, afdeling
):
    sent = send(renovering())
    sag = receive(bruger=sagsbehandler, indsendelse=sent)
    found = Renovering.objects.get(sag=sag)
    assert (found.problemer, found.boliger, found.note) == (["bygning"], 90, "Utæt")
    assert list(found.afdelinger.all()) == [afdeling]
    assert sag.dokumenter.count() == 1
    decision = Beslutning.objects.get(sag=sag)
    assert (decision.trin, decision.dato) == ("prejekt", sent.dag)
    assert sent.nummer in decision.kilde
    assert sent.nummer in found.kilde
    assert verify_journal() == []


def test_the_route_asks_phase_by_phase_and_each_is_taken_into_the_case(sag, send, sagsbehandler):
    assert arter_of(load_forloeb(sag)) == []
    decide(sag, sagsbehandler, "prejekt_vurdering")
    assert arter_of(load_forloeb(sag)) == [Art.PRAEKVALIFIKATION]
    text = Ansoegning(art="praekvalifikation", felter={"boliger": 95}, tekst="Helhedsplanen er vedlagt")
    receive(bruger=sagsbehandler, indsendelse=send(text, sag))
    assert Renovering.objects.get(sag=sag).boliger == 95
    note = Journalpost.objects.get(sag=sag, art="notat")
    assert "Helhedsplanen er vedlagt" in note.tekst
    decide(sag, sagsbehandler, "praekvalificeret")
    assert arter_of(load_forloeb(sag)) == [Art.RENOVERING_A]
    receive(bruger=sagsbehandler, indsendelse=send(skema("a", felter=BEBOERE, tekst="Vedtaget"), sag))
    kept = Renoveringsskema.objects.get()
    assert (kept.bogstav, kept.stoettede_arbejder, kept.leje_efter_m2) == ("A", 60_000_000, Decimal("945.50"))
    assert (kept.note, kept.indsendt) == ("Vedtaget", timezone.localdate())
    assert Renovering.objects.get(sag=sag).genhusning_boliger == 12
    decide(sag, sagsbehandler, "indstilling", "udvalg_anbefaling", "oeu_erklaering", "br_godkendelse")
    assert arter_of(load_forloeb(sag)) == [Art.RENOVERING_B]
    b = skema("b", felter={"udbud_dato": dt.date(2026, 11, 1)})
    receive(bruger=sagsbehandler, indsendelse=send(b, sag))
    assert Renoveringsskema.objects.filter(bogstav="B").count() == 1
    assert "skema_b" in load_forloeb(Sag.objects.get(pk=sag.pk)).tilstand.udfoerte
    assert verify_journal() == []


def test_the_checks_shown_before_sending_are_those_that_the_case_gets(sag, send, sagsbehandler):
    until_skema_a(sag, send, sagsbehandler)
    sent = send(skema("a", felter=BEBOERE), sag)
    before = {item["id"]: (item["udfald"], item["forklaring"]) for item in sent.kontroller}
    receive(bruger=sagsbehandler, indsendelse=sent)
    found = load_forloeb(Sag.objects.get(pk=sag.pk))
    step = found.sagsgang.efter_id["indstilling"]
    after = run_kontroller(found, step, timezone.localdate())
    assert {item.id: (item.udfald, item.forklaring) for item in after} == before
    assert set(before) == set(step.kontroller)


def test_the_checks_of_prequalification_see_the_afdelinger_that_are_applied_for(sag, send, sagsbehandler):
    decide(sag, sagsbehandler, "prejekt_vurdering")
    today = timezone.localdate()
    with_one = try_ansoegning(Ansoegning(art="praekvalifikation"), sag, today)
    assert [item.udfald for item in with_one] == ["ja"]
    without = try_ansoegning(Ansoegning(art="praekvalifikation", felter={"afdelinger": []}), sag, today)
    assert "afdelinger" in without[0].forklaring


def test_trying_writes_nothing(sag, send, sagsbehandler):
    until_skema_a(sag, send, sagsbehandler)

    def count():
        found = Renovering.objects.get()
        kept = (found.genhusning, list(found.afdelinger.values_list("nummer", flat=True)))
        return (Sag.objects.count(), Renoveringsskema.objects.count(), Journalpost.objects.count(), kept)

    before = count()
    assert try_ansoegning(skema("a", felter=BEBOERE), sag, timezone.localdate())
    try_ansoegning(renovering(), None, timezone.localdate())
    try_ansoegning(Ansoegning(art="praekvalifikation", felter={"afdelinger": []}), sag, timezone.localdate())
    assert count() == before


def test_taking_in_leaves_nothing_if_a_part_of_it_fails(sag, send, sagsbehandler, monkeypatch):
    until_skema_a(sag, send, sagsbehandler)
    sent = send(skema("a", felter=BEBOERE), sag)
    behandlinger = Behandling.objects.count()

    def broken(**kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("almen.ansoegninger.services.behandling.attach_upload", broken)
    with pytest.raises(OSError):
        receive(bruger=sagsbehandler, indsendelse=sent)
    assert not Renoveringsskema.objects.exists()
    assert Renovering.objects.get().genhusning == ""
    assert Behandling.objects.count() == behandlinger


def test_every_fault_is_told_at_its_field(send, anden_organisation):
    Afdeling.objects.create(boligorganisation=anden_organisation, nummer="0099", navn="Fremmed")
    bad = renovering(
        titel=" ",
        felter={
            "problemer": [],
            "boliger": 10,
            "genhusning_boliger": 11,
            "afdelinger": ["0099"],
            "laangiver": "x",
        },
        dele=(FAMILIE,),
        tal=TAL,
    )
    with pytest.raises(UgyldigtInput) as error:
        send(bad)
    assert fields(error) == {
        "titel",
        "problemer",
        "genhusning_boliger",
        "afdelinger",
        "laangiver",
        "dele",
        "tal",
    }
    assert not Indsendelse.objects.exists()


def test_figures_that_cannot_be_right_or_are_not_there_are_refused(sag, send, sagsbehandler):
    until_skema_a(sag, send, sagsbehandler)
    wrong = RenoveringsskemaInput(stoettet_laan=-1, loebetid_stoettet=500, leje_foer_m2=Decimal(-1))
    with pytest.raises(UgyldigtInput) as error:
        send(skema("a", tal=wrong), sag)
    assert fields(error) == {"tal.stoettet_laan", "tal.loebetid_stoettet", "tal.leje_foer_m2"}
    for nothing in (None, RenoveringsskemaInput()):
        with pytest.raises(UgyldigtInput) as error:
            send(skema("a", tal=nothing), sag)
        assert fields(error) == {"tal"}


def test_rehousing_is_held_against_the_dwellings_of_the_case(sag, send, sagsbehandler):
    until_skema_a(sag, send, sagsbehandler)
    with pytest.raises(UgyldigtInput) as error:
        send(skema("a", felter={"genhusning_boliger": 91}), sag)
    assert fields(error) == {"genhusning_boliger"}


def test_a_skema_whose_forerunner_has_no_figures_is_refused_before_it_is_sent(sag, send, sagsbehandler):
    until_skema_a(sag, send, sagsbehandler)
    steps = ("ansoegning", "indstilling", "udvalg_anbefaling", "oeu_erklaering", "br_godkendelse")
    decide(sag, sagsbehandler, *steps)
    with pytest.raises(UgyldigtInput, match="Skema A skal være registreret"):
        send(skema("b"), sag)


def test_kinds_of_one_case_type_are_never_asked_for_in_another(sag, send, sagsbehandler):
    until_skema_a(sag, send, sagsbehandler)
    assert not can_apply(sag, "skema_a")
    with pytest.raises(UgyldigtInput):
        send(skema_a(), sag)
    nybyggeri = receive(bruger=sagsbehandler, indsendelse=send(skema_a(felter={})))
    for ansoegning in (skema("a"), Ansoegning(art="praekvalifikation"), renovering()):
        with pytest.raises(UgyldigtInput):
            send(ansoegning, nybyggeri)


def test_only_a_new_renovation_is_sent_without_a_case(send, boligorganisation_bruger, organisation):
    for ansoegning in (skema("a"), Ansoegning(art="praekvalifikation")):
        with pytest.raises(UgyldigtInput) as error:
            send(ansoegning)
        assert fields(error) == {"sag"}
        with pytest.raises(UgyldigtInput):
            start_ansoegning(
                bruger=boligorganisation_bruger, art=ansoegning.art, boligorganisation=organisation
            )


def test_a_case_that_an_officer_opened_is_told_of_by_the_organisation(
    send, sagsbehandler, organisation, afdeling
):
    sag = open_renovering(
        bruger=sagsbehandler, titel="Åbnet her", boligorganisation=organisation, problemer=["social"]
    )
    assert arter_of(load_forloeb(sag)) == [Art.RENOVERING]
    receive(bruger=sagsbehandler, indsendelse=send(renovering(), sag))
    assert Sag.objects.count() == 1
    assert Renovering.objects.get(sag=sag).problemer == ["bygning"]
    assert "prejekt" in load_forloeb(Sag.objects.get(pk=sag.pk)).tilstand.udfoerte


def test_every_kind_has_its_object_and_a_step_is_about_one_kind_only():
    assert set(SLAGS) == set(Art.values)
    for slags in SLAGS.values():
        for genstand in slags.genstande:
            assert find_slags(slags.sagstype, genstand) is slags


def test_every_step_of_the_boligorganisation_in_koebenhavns_route_has_a_kind(sagsgange):
    from almen.grundlag.selectors import sagsgang_of, sagsgangsversion_on

    route = sagsgang_of(sagsgangsversion_on("renovering", timezone.localdate()).pk)
    own = [trin for trin in route.trin if trin.aktoer == "boligorganisation"]
    kinds = [{find_slags("renovering", genstand) for genstand in trin.genstand} - {None} for trin in own]
    assert [len(found) for found in kinds] == [1] * len(own)


KRONER = st.none() | st.integers(min_value=0, max_value=10**11)
LEJE = st.none() | st.decimals(min_value=0, max_value=99_999, places=2)


@given(
    arbejder=KRONER,
    laan=KRONER,
    loebetid=st.none() | st.integers(min_value=1, max_value=100),
    foer=LEJE,
    day=st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
    ja=st.booleans(),
)
def test_figures_that_are_kept_read_back_as_they_were_sent(arbejder, laan, loebetid, foer, day, ja):
    sent = Ansoegning(
        art="renovering_skema_a",
        felter={"beboerafstemning_dato": day, "garanti_soegt": ja},
        tal=RenoveringsskemaInput(
            stoettede_arbejder=arbejder, stoettet_laan=laan, loebetid_stoettet=loebetid, leje_foer_m2=foer
        ),
    )
    assert Ansoegning.from_data(sent.to_data()) == sent


@given(
    problemer=st.lists(st.sampled_from(["bygning", "husleje", "social"]), min_size=1, unique=True),
    afdelinger=st.lists(st.from_regex(r"[0-9]{4}", fullmatch=True), max_size=5, unique=True),
    areal=st.decimals(min_value=1, max_value=99_999, places=2),
    tekst=st.text(max_size=50),
)
def test_a_description_that_is_kept_reads_back_as_it_was_sent(problemer, afdelinger, areal, tekst):
    felter = {"problemer": problemer, "afdelinger": afdelinger, "bruttoareal_m2": areal}
    sent = Ansoegning(art="renovering", titel="Prøve", felter=felter, tekst=tekst)
    assert Ansoegning.from_data(sent.to_data()) == sent

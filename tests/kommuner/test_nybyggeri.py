"""Routes for new building: who decides what, and what is refused, version by version (M15 to M18)."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.sagsgang.profil import list_kommuner, load_profil, load_sagsgange_of
from almen.sagsgang.tilstand import Beslutning, may_decide, replay, tilstand
from almen.sagsgang.udfald import Handling
from almen.sagsgang.vej import VejFejl, beslutningsvej, sagsgang_on
from sagsgang.ruter import all_godkendt, decide, finish

KBH = load_profil("koebenhavn")
RUTER = load_sagsgange_of("koebenhavn")
NU, FOER, FOERST = (
    sagsgang_on(RUTER, "nybyggeri", dt.date(*day)) for day in ((2026, 2, 1), (2023, 3, 1), (2004, 5, 5))
)
SHIPPED = [
    route
    for kommune in list_kommuner()
    for route in load_sagsgange_of(kommune)
    if route.sagstype == "nybyggeri"
]
UNGDOM, PLEJE, BLANDET = ({"boligtype": types} for types in (["ungdom"], ["pleje"], ["familie", "pleje"]))
KONTROLLER = {
    "finansiering", "maksimumsbeloeb", "grundkapitalramme", "areal", "bilag_skema_a", "bilag_skema_b",
    "bilag_skema_c", "frist_skema_b", "frist_skema_c", "aendring_a_b", "aendring_b_c", "garantiramme",
    "laangiver", "gebyr", "skaeringsdag",
}  # fmt: skip
VIRKNINGER = {
    "reserver_grundkapital", "giv_tilsagn_grundkapital", "frigiv_grundkapital", "registrer_garantiramme",
    "registrer_garanti", "registrer_grundkoebslaan", "fastlaas_skema_a", "fastlaas_skema_b",
    "fastlaas_skema_c", "reguler_grundkapital",
}  # fmt: skip


def refused(sagsgang, fakta, course, trin) -> str | None:
    return may_decide(
        sagsgang, fakta, course, Beslutning(len(course) + 1, trin, "godkendt", dt.date(2026, 2, 1))
    )


def way(dato, fakta):
    vej = beslutningsvej(RUTER, "nybyggeri", fakta, dt.date.fromisoformat(dato), KBH)
    return [(item.trin.id, item.aktoer_navn) for item in vej.trin]


def test_who_would_have_decided_on_1_march_2023():
    political = {
        "udvalg_anbefaling",
        "oeu_erklaering",
        "br_godkendelse",
        "tilsagn",
        "endeligt_projekt",
        "garanti",
    }
    deciding = [item for item in way("2023-03-01", UNGDOM) if item[0] in political]
    assert deciding == [
        ("udvalg_anbefaling", "Teknik- og Miljøudvalget"),
        ("oeu_erklaering", "Økonomiudvalget"),
        ("br_godkendelse", "Borgerrepræsentationen"),
        ("tilsagn", "Teknik- og Miljøudvalget"),
        ("endeligt_projekt", "Teknik- og Miljøudvalget"),
        ("garanti", "Teknik- og Miljøudvalget"),
    ]
    assert "Direktionen" not in dict(way("2023-03-01", UNGDOM)).values()


def test_who_decides_on_1_february_2026():
    assert way("2026-02-01", UNGDOM)[:5] == [
        ("ansoegning", "Boligorganisationen"),
        ("oplysning", "Klima-, Miljø- og Teknikforvaltningen"),
        ("direktion_oekonomi", "Direktionen"),
        ("tilsagn", "Klima-, Miljø- og Teknikforvaltningen"),
        ("garanti", "Klima-, Miljø- og Teknikudvalget"),
    ]
    assert "Borgerrepræsentationen" not in dict(way("2026-02-01", UNGDOM)).values()


@pytest.mark.parametrize(
    ("dato", "version"),
    [("1998-01-01", "1998-1"), ("2006-12-31", "1998-1"), ("2007-01-01", "2007-1"), ("2024-04-23", "2007-1"),
     ("2024-05-01", "2007-1"), ("2024-05-02", "2024-2"), ("2030-01-01", "2024-2")],
)  # fmt: skip
def test_each_day_has_its_version(dato, version):
    assert sagsgang_on(RUTER, "nybyggeri", dt.date.fromisoformat(dato)).version == version


def test_a_day_before_every_version_says_when_the_first_begins():
    with pytest.raises(VejFejl, match="1998-1 fra 1. januar 1998"):
        beslutningsvej(RUTER, "nybyggeri", UNGDOM, dt.date(1997, 12, 31), KBH)


def test_the_unknown_day_of_the_delegation_is_shown_as_unsure():
    assert (
        beslutningsvej(RUTER, "nybyggeri", UNGDOM, dt.date(2026, 2, 1), KBH).to_dict()["sikkerhed"]
        == "usikker"
    )


def test_m17_no_tilsagn_before_direktionen():
    course = all_godkendt("ansoegning", "oplysning")
    reason = refused(NU, UNGDOM, course, "tilsagn")
    assert reason and "Direktionen godkender grundkapital, grundkøbslån og garanti" in reason
    assert refused(NU, UNGDOM, decide(course, "direktion_oekonomi"), "tilsagn") is None


def test_m17_no_work_starts_before_the_committee_has_approved_the_guarantee():
    course = all_godkendt("ansoegning", "oplysning", "direktion_oekonomi", "tilsagn", "skema_b_licitation")
    reason = refused(NU, UNGDOM, course, "skema_b")
    assert reason and "Udvalget godkender garantistillelsen" in reason
    assert refused(NU, UNGDOM, decide(course, "garanti"), "skema_b") is None
    assert NU.efter_id["garanti"].aktoer == "udvalget"


def test_m17_no_guarantee_before_direktionen_and_tilsagn():
    assert refused(NU, UNGDOM, all_godkendt("ansoegning", "oplysning"), "garanti")
    assert refused(NU, UNGDOM, all_godkendt("ansoegning", "oplysning", "direktion_oekonomi"), "garanti")


def test_m18_elderly_and_care_dwellings_need_suf_and_sof_and_the_council():
    steps = [item[0] for item in way("2026-02-01", PLEJE)]
    assert "direktion_oekonomi" not in steps
    course = all_godkendt("ansoegning", "oplysning", "indstilling_aeldre_pleje", "suf_samtykke")
    assert refused(NU, PLEJE, course, "udvalg_anbefaling") and refused(NU, PLEJE, course, "tilsagn")
    course = decide(course, "sof_samtykke")
    for step in ("udvalg_anbefaling", "oeu_erklaering", "br_godkendelse", "suf_tilsagn"):
        course = decide(course, step)
    assert "Socialforvaltningen tiltræder" in (refused(NU, PLEJE, course, "tilsagn") or "")
    assert refused(NU, PLEJE, decide(course, "sof_tilsagn"), "tilsagn") is None


def test_a_mixed_project_waits_for_both_ways():
    course = all_godkendt("ansoegning", "oplysning", "direktion_oekonomi")
    assert "tiltræder tilsagnet" in (refused(NU, BLANDET, course, "tilsagn") or "")
    assert set(tilstand(NU, BLANDET, course).trin["tilsagn"].venter_paa) == {"suf_tilsagn", "sof_tilsagn"}


def test_a_project_that_gets_family_dwellings_under_way_needs_direktionen_too():
    course = all_godkendt("ansoegning", "oplysning")
    assert "direktion_oekonomi" not in tilstand(NU, PLEJE, course).aabne
    assert "direktion_oekonomi" in tilstand(NU, BLANDET, course).aabne


@pytest.mark.parametrize("fakta", [UNGDOM, PLEJE, BLANDET], ids=["ungdom", "pleje", "blandet"])
@pytest.mark.parametrize("sagsgang", SHIPPED, ids=lambda route: f"{route.kommune}-{route.version}")
def test_a_whole_case_goes_from_application_to_settlement(sagsgang, fakta):
    course = finish(sagsgang, fakta, [])
    state = replay(sagsgang, fakta, course)
    assert state.afslutning == "gennemfoert"
    decided = [item.trin for item in course]
    assert decided[0] == "ansoegning" and decided[-1] == "afregning"
    assert decided.index("tilsagn") < decided.index("skema_b_licitation") < decided.index("skema_c_regnskab")


def test_the_phases_follow_skema_a_b_and_c():
    course, phases = [], []
    for item in finish(NU, UNGDOM, []):
        phases.append(tilstand(NU, UNGDOM, course).fase)
        course.append(item)
    assert list(dict.fromkeys(phases)) == ["skema_a", "skema_b", "skema_c"]
    assert phases == sorted(phases)


@pytest.mark.parametrize("sagsgang", [NU, FOER, FOERST], ids=lambda route: route.version)
def test_skema_b_is_due_by_statute_from_tilsagn_and_skema_c_from_skaeringsdag(sagsgang):
    b, c = sagsgang.efter_id["skema_b_licitation"].frist, sagsgang.efter_id["skema_c_regnskab"].frist
    assert (b.efter, b.parameter) == ("tilsagn", "frist.skema_b")
    assert (c.efter, c.parameter) == ("skaeringsdag", "frist.skema_c")


def test_oekonomiudvalget_gives_an_opinion_and_does_not_decide():
    assert FOER.efter_id["oeu_erklaering"].handling is Handling.AFGIVER_ERKLAERING
    assert FOER.efter_id["br_godkendelse"].handling is Handling.GODKENDER
    assert "oeu_erklaering" not in FOERST.efter_id


def test_an_essential_deviation_goes_back_to_the_council_and_is_optional():
    course = finish(FOER, UNGDOM, [])
    before = course[: [item.trin for item in course].index("skema_b_licitation") + 1]
    state = tilstand(FOER, UNGDOM, before)
    assert state.valgfrie == ("br_vaesentlig_afvigelse",)
    assert state.aabne == ("endeligt_projekt",)


def test_a_rejected_committee_recommendation_ends_the_case_and_a_rejected_guarantee_does_not():
    ended = decide(all_godkendt("ansoegning", "oplysning", "indstilling"), "udvalg_anbefaling", "forkastet")
    assert tilstand(FOER, UNGDOM, ended).afslutning == "forkastet"
    bound = all_godkendt("ansoegning", "oplysning", "direktion_oekonomi", "tilsagn")
    state = tilstand(NU, UNGDOM, decide(bound, "garanti", "forkastet"))
    assert "garanti" in state.aabne and state.trin["garanti"].runde == 2


@pytest.mark.parametrize("sagsgang", SHIPPED, ids=lambda route: f"{route.kommune}-{route.version}")
def test_every_step_says_by_what_right_and_names_only_agreed_checks_and_effects(sagsgang):
    for trin in sagsgang.trin:
        assert trin.hjemmel, trin.id
        assert set(trin.kontroller) <= KONTROLLER, trin.id
        assert set(trin.virkninger) <= VIRKNINGER, trin.id
    assert sagsgang.vedtaget.kilde


@pytest.mark.parametrize("fakta", [UNGDOM, PLEJE, BLANDET], ids=["ungdom", "pleje", "blandet"])
@pytest.mark.parametrize("sagsgang", SHIPPED, ids=lambda route: f"{route.kommune}-{route.version}")
def test_capital_is_reserved_then_promised_then_settled_and_each_skema_is_fixed_once(sagsgang, fakta):
    effects = [v for item in finish(sagsgang, fakta, []) for v in sagsgang.efter_id[item.trin].virkninger]
    order = [
        "reserver_grundkapital",
        "giv_tilsagn_grundkapital",
        "reguler_grundkapital",
        "frigiv_grundkapital",
    ]
    assert [effects.index(item) for item in order] == sorted(effects.index(item) for item in order)
    for once in (
        "giv_tilsagn_grundkapital",
        "fastlaas_skema_a",
        "fastlaas_skema_b",
        "fastlaas_skema_c",
        "registrer_garanti",
    ):
        assert effects.count(once) == 1


def test_the_statutory_deadlines_that_routes_name_exist():
    from almen.regler.frister import compute_frist

    for sagsgang in SHIPPED:
        for trin in sagsgang.trin:
            if trin.frist and trin.frist.parameter:
                assert compute_frist(trin.frist.parameter, dt.date(2025, 1, 31)).dato > dt.date(2025, 6, 1)

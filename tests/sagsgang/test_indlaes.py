"""A route that cannot be used is refused with file, step and field, before any case sees it."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml

from almen.sagsgang.indlaes import SagsgangFejl, load_sagsgange, parse_sagsgang
from almen.sagsgang.register import Kontrol, Kontrolsvar, Register, Sagstype, Virkning
from sagsgang.ruter import raw, route

A, B = {"id": "a"}, {"id": "b", "efter": ["a"]}
FARVE = {"farve": {"navn": "Farve", "flere": False, "vaerdier": {"roed": "Rød", "blaa": "Blå"}}}


def errors(data, **kwargs) -> list[tuple[str, str, str]]:
    text = data if isinstance(data, str) else yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    with pytest.raises(SagsgangFejl) as refused:
        parse_sagsgang(text, filnavn="x/2020-01-01.yaml", **kwargs)
    assert all(item.fil == "x/2020-01-01.yaml" for item in refused.value.fejl)
    return [(item.trin, item.felt, item.besked) for item in refused.value.fejl]


@pytest.mark.parametrize(
    ("data", "trin", "felt", "words"),
    [
        (raw(A, {"id": "b", "efter": ["x"]}), "b", "efter", "nævner “x”, som ikke findes"),
        (raw(A, {"id": "a"}), "a", "id", "findes to gange"),
        (raw(A, {**B, "fase": "f9"}), "b", "fase", "“f9” findes ikke. Mulige: f1"),
        (
            raw(A, {**B, "handling": "bestemmer"}),
            "b",
            "handling",
            "“bestemmer” er ikke tilladt. Mulige: forbereder",
        ),
        (raw(A, {**B, "hastighed": 3}), "b", "hastighed", "er ikke et kendt felt"),
        (raw(A, {"id": "b", "navn": ""}), "b", "navn", "må ikke være tom"),
        (raw(A, {**B, "frist": {"efter": "x", "dage": 3}}), "b", "frist.efter", "“x”, som ikke findes"),
        (raw({**A, "frist": {"efter": "b", "dage": 3}}, B), "a", "frist.efter", "først kan udføres bagefter"),
        (raw(A, {**B, "frist": {"efter": "a"}}), "b", "frist", "netop én af dage, maaneder og parameter"),
        (raw(A, {**B, "frist": {"efter": "a", "dage": 0}}), "b", "frist.dage", "større end nul"),
        (raw(A, {**B, "ved_forkastet": "x"}), "b", "ved_forkastet", "“x”, som ikke findes"),
        (raw({**A, "ved_forkastet": "b"}, B), "a", "ved_forkastet", "ikke kommer før trinnet"),
        (
            raw(A, {**B, "kontroller": ["k"], "tilbage_ved_nej": {"k": "x"}}),
            "b",
            "tilbage_ved_nej",
            "“x”, som ikke findes",
        ),
        (
            raw(A, {**B, "kontroller": ["k"], "tilbage_ved_nej": {"k": "b"}}),
            "b",
            "tilbage_ved_nej",
            "ikke kommer før trinnet",
        ),
        (raw(A, {**B, "tilbage_ved_nej": {"k": "a"}}), "b", "tilbage_ved_nej", "ikke kontrollerer"),
        (
            raw(A, {**B, "dispensation_mulig": ["k"]}),
            "b",
            "dispensation_mulig",
            "“k”, som trinnet ikke kontrollerer",
        ),
        (raw(A, {**B, "naar": {"farve": []}}), "b", "naar.farve", "må ikke være tom"),
        (raw({**A, "valgfrit": True}), "", "trin", "er alle valgfrie"),
        (raw(A, gyldig_til=dt.date(2019, 1, 1)), "", "gyldig_til", "ligger før gyldig_fra"),
        (raw(A, version=3), "", "version", "skal være tekst"),
        (raw(A, gyldig_fra="i går"), "", "gyldig_fra", "skal være en dato (ÅÅÅÅ-MM-DD)"),
        (
            raw(A, faser=[{"id": "f1", "navn": "1"}, {"id": "f2", "navn": "2"}]),
            "",
            "faser",
            "“f2”, som intet trin",
        ),
    ],
)
def test_an_error_names_file_step_and_field(data, trin, felt, words):
    found = errors(data)
    assert any(item[0] == trin and item[1] == felt and words in item[2] for item in found), found


def test_a_cycle_is_shown_as_the_way_round_and_what_stands_behind_it_as_unreachable():
    found = errors(raw(A, {"id": "b", "efter": ["a", "d"]}, {"id": "c", "efter": ["b"]},
                       {"id": "d", "efter": ["c"]},
                       {"id": "e", "efter": ["d"]}))  # fmt: skip
    assert ("b", "efter", "går i ring: b → d → c → b") in found
    assert ("e", "efter", "kan aldrig nås, fordi “d” aldrig kan blive udført") in found
    assert len(found) == 2


def test_a_step_that_waits_for_itself_is_a_cycle():
    assert errors(raw(A, {"id": "b", "efter": ["b"]})) == [("b", "efter", "går i ring: b → b")]


def test_a_step_may_not_follow_one_of_a_later_phase():
    faser = [{"id": "f1", "navn": "1"}, {"id": "f2", "navn": "2"}]
    found = errors(raw({**A, "fase": "f2"}, B, faser=faser))
    assert found == [("b", "efter", "følger efter “a”, som ligger i en senere fase (f2)")]


def test_a_condition_that_no_case_can_meet_is_an_error():
    found = errors(raw(A, {**B, "naar": {"farve": ["groen"]}}, fakta=FARVE))
    assert found == [("b", "naar.farve", "har værdien “groen”, som ingen sag kan have. Mulige: roed, blaa")]
    assert errors(raw(A, {**B, "naar": {"form": ["rund"]}}, fakta=FARVE))[0][:2] == ("b", "naar")


def test_a_step_cannot_follow_one_that_never_holds_in_the_same_case():
    red, blue = {"farve": ["roed"]}, {"farve": ["blaa"]}
    found = errors(raw({**A, "naar": red}, {**B, "naar": blue}, {"id": "c"}, fakta=FARVE))
    assert found == [("b", "efter", "nævner “a”, som aldrig gælder i samme sag (farve)")]
    several = {"farve": {**FARVE["farve"], "flere": True}}
    parse_sagsgang(
        yaml.safe_dump(raw({**A, "naar": red}, {**B, "naar": blue}, {"id": "c"}, fakta=several)), filnavn="x"
    )


def test_unknown_actors_checks_effects_and_case_types_are_errors():
    register = Register()
    register.register_sagstype(Sagstype(id="anden", navn="Anden", navn_flertal="Andre", fakta=lambda sag: {}))
    register.register_kontrol(Kontrol("k", "K", lambda sag, dato: Kontrolsvar("k", "ja", "K")))
    register.register_virkning(Virkning("v", "V", lambda sag, beslutning, bruger: None))
    data = raw(
        {**A, "kontroller": ["k", "k2"], "virkninger": ["v", "v2"]},
        {**B, "aktoer": "kongen", "medvirkende": ["hoffet"]},
    )
    found = errors(data, register=register, aktoerer=["udvalget"])
    assert [(trin, felt) for trin, felt, _ in found] == [
        ("", "sagstype"), ("a", "kontroller"), ("a", "virkninger"), ("b", "aktoer"), ("b", "medvirkende"),
    ]  # fmt: skip


def test_every_error_is_told_at_once():
    assert len(errors(raw({**A, "navn": ""}, {**B, "handling": "x", "ukendt": 1}))) == 3


def test_a_key_written_twice_is_an_error_instead_of_the_last_one_winning():
    text = yaml.safe_dump(raw(A), sort_keys=False).replace(
        "sagstype: proeve", "sagstype: proeve\nsagstype: andet"
    )
    assert "nøglen “sagstype” står to gange" in errors(text)[0][2]


@pytest.mark.parametrize("text", ["a: [", "- 1\n- 2", "", "bare tekst"])
def test_what_is_not_a_mapping_is_refused_in_words(text):
    assert errors(text)[0][0] == errors(text)[0][1] == ""


def test_the_text_of_an_error_reads_as_a_sentence():
    with pytest.raises(SagsgangFejl) as refused:
        parse_sagsgang(
            yaml.safe_dump(raw(A, {"id": "b", "efter": ["x"]})), filnavn="nybyggeri/2024-05-02.yaml"
        )
    assert (
        str(refused.value) == "nybyggeri/2024-05-02.yaml: trin “b”, felt “efter” nævner “x”, som ikke findes"
    )


def test_a_route_keeps_its_text_and_fingerprint():
    text = yaml.safe_dump(raw(A), sort_keys=False)
    parsed = parse_sagsgang(text, filnavn="x")
    assert parsed.tekst == text
    assert parsed.sha256 == parse_sagsgang(text, filnavn="y").sha256
    assert parsed.sha256 != parse_sagsgang(text + "\n", filnavn="x").sha256


def test_committees_can_be_stopped_and_others_only_where_the_route_says_so():
    parsed = route(
        A, {**B, "aktoer": "forvaltningen"}, {"id": "c", "aktoer": "forvaltningen", "standsningsret": True}
    )
    assert [trin.standsningsret for trin in parsed.trin] == [True, False, True]


def folder(tmp_path, **files):
    for name, data in files.items():
        path = tmp_path / "eksempel" / "sagsgange" / "proeve" / name.replace("_", "-").lstrip("d")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".yaml").write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return tmp_path / "eksempel"


def test_a_folder_is_read_in_order_of_date(tmp_path):
    mappe = folder(
        tmp_path, d2021_01_01=raw(A, version="2", gyldig_fra=dt.date(2021, 1, 1)), d2020_01_01=raw(A)
    )  # fmt: skip
    assert [item.version for item in load_sagsgange(mappe)] == ["1", "2"]
    assert load_sagsgange(mappe / "sagsgange") == load_sagsgange(mappe)


def test_a_folder_with_errors_names_every_file_and_what_contradicts_it(tmp_path):
    mappe = folder(
        tmp_path, d2020_01_01=raw(A), d2021_01_01=raw(A), d2022_01_01=raw(A, kommune="andet", sagstype="x")
    )
    with pytest.raises(SagsgangFejl) as refused:
        load_sagsgange(mappe)
    found = {(item.fil, item.felt) for item in refused.value.fejl}
    assert found == {
        ("proeve/2021-01-01.yaml", "gyldig_fra"),
        ("proeve/2021-01-01.yaml", "version"),
        ("proeve/2022-01-01.yaml", "gyldig_fra"),
        ("proeve/2022-01-01.yaml", "kommune"),
        ("proeve/2022-01-01.yaml", "sagstype"),
    }


def shared(tmp_path, types: str):
    mappe = folder(tmp_path, d2020_01_01=raw(A, sagstype="proeve"))
    path = mappe / "sagsgange" / "faelles" / "2020-01-01.yaml"
    path.parent.mkdir()
    text = yaml.safe_dump(raw(A, sagstype="SHARED"), sort_keys=False)
    path.write_text(text.replace("sagstype: SHARED", f"sagstype: [{types}]"), encoding="utf-8")
    return mappe


def test_a_file_for_several_case_types_is_a_route_of_its_own_for_each(tmp_path):
    found = {item.sagstype: item for item in load_sagsgange(shared(tmp_path, "en, to"))}
    assert set(found) == {"en", "to", "proeve"}
    for sagstype in ("en", "to"):
        alone = parse_sagsgang(found[sagstype].tekst, filnavn="x")
        assert (alone.sagstype, alone.sha256) == (sagstype, found[sagstype].sha256)
    assert found["en"].sha256 != found["to"].sha256


@pytest.mark.parametrize(
    ("types", "felt", "said"),
    [
        ("en, proeve", "version", "bruges allerede i"),
        ("en", "sagstype", "men mappen hedder “faelles”"),
        ("en, 2", "sagstype", "skal"),
    ],
)
def test_a_shared_file_is_refused_where_it_contradicts_another_or_its_folder(tmp_path, types, felt, said):
    with pytest.raises(SagsgangFejl) as refused:
        load_sagsgange(shared(tmp_path, types))
    assert any(item.felt == felt and said in item.besked for item in refused.value.fejl)

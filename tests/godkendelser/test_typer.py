"""Kinds of approval are data: every shipped one hangs together, and a wrong file is refused by name."""

from __future__ import annotations

import pytest

from almen.godkendelser.typedefinition import load_typer, parse_typer
from almen.regler.laes import load_parametre
from almen.sagsgang.fejl import SagsgangFejl
from almen.sagsgang.profil import list_kommuner, load_sagsgange_of

pytestmark = pytest.mark.kun_en_gang
TYPER = load_typer("koebenhavn")
FIL = """
emne: Prøve
typer:
  - id: proeve
    navn: Prøve
    navn_flertal: Prøver
    hjemmel: ["§ 1"]
    afgoeres_af: Kommunalbestyrelsen
    sikkerhed: sikker
    kilde: prøve
    felter: [{id: pris, navn: Pris, art: kroner}]
"""


def test_the_building_and_property_kinds_of_the_research_are_there():
    assert len(TYPER) >= 22
    for paragraf in ("§ 27", "§ 28", "§ 29", "§ 24", "§ 16"):
        assert any(paragraf in hjemmel for item in TYPER.values() for hjemmel in item.hjemmel)


@pytest.mark.parametrize("type_", TYPER.values(), ids=lambda item: item.id)
def test_each_kind_says_who_decides_by_what_source_and_how_sure(type_):
    assert type_.afgoeres_af and type_.kilde and type_.hjemmel
    assert type_.sikkerhed in ("sikker", "sandsynlig", "usikker")
    if type_.sikkerhed != "sikker":
        assert type_.note or "ikke set" in " ".join(type_.hjemmel), "Skriv, hvad der er usikkert."
    for graense in type_.graenser:
        assert graense.parameter in load_parametre()


@pytest.mark.parametrize("kommune", list_kommuner())
def test_every_kind_has_a_route_and_every_fact_that_a_route_asks_for_is_given(kommune):
    routes = {route.sagstype: route for route in load_sagsgange_of(kommune)}
    for type_ in load_typer(kommune).values():
        asked = {fact for step in routes[type_.id].trin for fact in step.naar}
        given = set(type_.faste_fakta) | {felt.id for felt in type_.felter if felt.faktum}
        given |= {graense.faktum for graense in type_.graenser if graense.faktum}
        assert asked <= given, f"{type_.id}: {asked - given}"


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("art: kroner", "art: penge", "“penge” er ikke tilladt"),
        ("    afgoeres_af: Kommunalbestyrelsen\n", "", "afgoeres_af"),
        ("art: kroner}", "art: valg}", "skal have vaerdier"),
        ("art: kroner}", "art: kroner, faktum: true}", "kan kun være faktum"),
        ("kilde: prøve", "kilde: prøve\n    pris: 1", "er ikke et kendt felt"),
        (
            "kilde: prøve",
            "kilde: prøve\n    graenser: [{felt: areal, parameter: a.b, navn: N, rolle: krav}]",
            "som ikke er et felt med et tal",
        ),
    ],
)
def test_a_wrong_kind_is_refused_naming_file_kind_and_fault(wrong, right, said):
    with pytest.raises(SagsgangFejl) as refused:
        parse_typer(FIL.replace(wrong, right), filnavn="proeve.yaml")
    text = str(refused.value)
    assert "proeve.yaml" in text and said in text


def test_a_right_kind_is_read():
    (found,) = parse_typer(FIL, filnavn="proeve.yaml")
    assert found.emne == "Prøve" and found.felt("pris").art == "kroner"

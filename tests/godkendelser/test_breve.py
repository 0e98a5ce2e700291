"""The letters of decision: conditions and reasons as decided, and nothing guessed."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.godkendelser.services import open_godkendelse
from almen.godkendelser.svar import decode_svar
from almen.godkendelser.typedefinition import load_typer
from almen.papirer import build_pdf, build_word
from almen.sager.models import Sag
from almen.sager.selectors import find_papir, load_forloeb
from almen.sager.services import record_beslutning
from godkendelser.conftest import EJENDOM, HUSLEJE

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 25)


def walk(bruger, sag, last, **outcome):
    """Decides the open steps in order up to `last`, which comes out as `outcome` says."""
    for step in load_forloeb(sag).sagsgang.orden:
        if step.id in load_forloeb(sag).tilstand.aabne:
            more = outcome if step.id == last else {}
            dispensations = {"dispensationer": {"godkendelse_bilag": "Eftersendes"}}
            record_beslutning(
                bruger=bruger,
                sag=sag,
                trin=step.id,
                kilde="referat",
                **(dispensations if step.id == "oplysning" else {}),
                **more,
            )
        if step.id == last:
            return


def says(papir) -> str:
    context = papir.to_context()
    return str(context)


def test_an_approval_prints_the_conditions_and_their_source(open_case, sagsbehandler):
    sag = open_case("vaesentlig_forandring", EJENDOM | {"udgift": 9_800_000})
    walk(sagsbehandler, sag, "kommunalbestyrelsen", begrundelse="Vilkår et\nVilkår to")
    papir = find_papir(Sag.objects.get(pk=sag.pk), "godkendelse").compose(DAY)
    section = next(item for item in papir.afsnit if item.overskrift == "Vilkår og bemærkninger")
    assert [item.tekst for item in section.tekst] == ["Vilkår et", "Vilkår to"]
    assert "Borgerrepræsentationen har den" in says(papir) and "9.800.000 kr." in says(papir)
    assert "Klagevejledning" not in says(papir)
    assert all(item.kilder for afsnit in papir.afsnit for item in afsnit.punkter)


def test_a_refusal_prints_the_reason_and_leaves_the_guidance_on_appeal_to_the_officer(
    open_case, sagsbehandler
):
    sag = open_case("nedlaeggelse_af_bolig", EJENDOM | {"ny_anvendelse": "Kontor"})
    walk(sagsbehandler, sag, "kommunalbestyrelsen", udfald="forkastet", begrundelse="Der mangler boliger")
    papir = find_papir(Sag.objects.get(pk=sag.pk), "afslag").compose(DAY)
    titles = [item.overskrift for item in papir.afsnit]
    assert titles == ["Afgørelse", "Begrundelse", "Ansøgningen", "Retsgrundlag", "Klagevejledning"]
    assert "Der mangler boliger" in says(papir)
    guidance = papir.to_context()["afsnit"][-1]["tekst"][1]["dele"]
    assert guidance[-1]["udfyldes"] and "bekræft klagevejledningen" in guidance[-1]["tekst"]
    assert find_papir(sag, "godkendelse") is None


def test_changes_that_nobody_wrote_down_are_marked(open_case, sagsbehandler):
    sag = open_case("vaesentlig_forandring", EJENDOM)
    walk(sagsbehandler, sag, "kommunalbestyrelsen", udfald="godkendt_med_aendringer")
    text = says(find_papir(Sag.objects.get(pk=sag.pk), "godkendelse").compose(DAY))
    assert "[udfyldes af sagsbehandleren: ændringerne]" in text and "Klagevejledning" in text


def test_a_legal_basis_that_is_not_certain_is_marked(open_case, sagsbehandler):
    sag = open_case("lejeforhoejelse_forbedringer", HUSLEJE)
    walk(sagsbehandler, sag, "udvalg")
    papir = find_papir(Sag.objects.get(pk=sag.pk), "godkendelse").compose(DAY)
    assert "[udfyldes af sagsbehandleren: bekræft hjemlen, som er sandsynlig]" in says(papir)
    assert "Grænser" in [item.overskrift for item in papir.afsnit]


def test_both_decisions_are_awaited_when_the_minister_approves_too(open_case, sagsbehandler):
    svar = EJENDOM | {"grund": "byggeteknik", "ministergodkendelse": "ja"}
    sag = open_case("nedrivning", svar)
    walk(sagsbehandler, sag, "kommunalbestyrelsen")
    assert find_papir(Sag.objects.get(pk=sag.pk), "godkendelse") is None
    walk(sagsbehandler, sag, "minister")
    assert len(find_papir(Sag.objects.get(pk=sag.pk), "godkendelse").beslutninger) == 2


def test_every_kind_can_be_written_as_word_and_pdf(sagsgange, sagsbehandler, organisation):
    example = {"kroner": 1, "m2": 1, "pct": 1, "antal": 1}
    for type_ in load_typer("koebenhavn").values():
        svar = {
            felt.id: decode_svar(felt, "2026-01-01" if felt.art == "dato" else example[felt.art])
            if felt.art in (*example, "dato")
            else next(iter(felt.muligheder), "tekst")
            for felt in type_.felter
        }
        sag = open_godkendelse(
            bruger=sagsbehandler,
            type_id=type_.id,
            titel="#x {{ y }}",
            boligorganisation=organisation,
            svar=svar,
        )
        first = load_forloeb(sag).sagsgang.orden[0].id
        walk(sagsbehandler, sag, first, udfald="forkastet", begrundelse="Uden for loven")
        papir = find_papir(Sag.objects.get(pk=sag.pk), "afslag").compose(DAY)
        assert build_word(papir, "koebenhavn") and build_pdf(papir, "koebenhavn")


def test_a_loan_with_guarantee_has_the_declaration_too(open_case, sagsbehandler):
    from almen.byggeri.services import register_garanti

    sag = open_case("laan_med_garanti", {"formaal": "Nyt tag", "laan": 12_400_000, "garanti": 7_100_000})
    register_garanti(
        bruger=sagsbehandler, sag=sag, laan=12_400_000, brutto=7_100_000, laangiver="Prøvekredit"
    )
    walk(sagsbehandler, sag, "kommunalbestyrelsen")
    sag = Sag.objects.get(pk=sag.pk)
    assert "at stille kommunens garanti for 7.100.000 kr." in says(
        find_papir(sag, "godkendelse").compose(DAY)
    )
    assert "Prøvekredit" in says(find_papir(sag, "garantierklaering").compose(DAY))

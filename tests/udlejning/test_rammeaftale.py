"""The framework agreement: when it holds, what may be changed in it, and that the next one is begun in good time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.http import Http404
from tests.udlejning.aftaler import FRA, make_afdeling, make_aftale, step

from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost
from almen.sager.selectors import load_forloeb
from almen.sager.services import edit_sag, record_beslutning
from almen.sager.services.journal import verify_journal
from almen.udlejning import kontroller_ramme as kontroller
from almen.udlejning.models import Binding, Rammeaftale, Trinandel
from almen.udlejning.selectors.fornyelse import Fornyelsesstand, renewal_of
from almen.udlejning.selectors.indhold import steps_on
from almen.udlejning.selectors.rammeaftale import agreement_on
from almen.udlejning.services.aftaledele import Bilagsinput, Trininput, drop_trin, save_bilag, save_trin
from almen.udlejning.services.andele import save_andele
from almen.udlejning.services.kriterier import Brug, Kriterieinput, save_kriterium, save_trinkriterier
from almen.udlejning.services.placering import place_afdeling
from almen.udlejning.services.rammeaftale import edit_rammeaftale, open_rammeaftale, start_renewal

D = dt.date
HEL = {
    "venteliste": Decimal(40),
    "fleksibel": Decimal("33.3"),
    "anvisning": Decimal("26.7"),
    "anden": Decimal(0),
}


@pytest.fixture
def aftale(sagsgange, sagsbehandler):
    """The agreement in force, with one criterion and shares on the first step of the afdeling's stair."""
    found = make_aftale(sagsbehandler)
    save_kriterium(bruger=sagsbehandler, aftale=found, kriterium=Kriterieinput("Fast arbejde", "25 timer"))
    use = [Brug(found.kriterier.get(), Binding.OBLIGATORISK)]
    save_trinkriterier(bruger=sagsbehandler, trin=step(found), brug=use, fra=FRA)
    put_shares(sagsbehandler, found, HEL)
    save_bilag(bruger=sagsbehandler, aftale=found, bilag=Bilagsinput(1, "placering", "Afdelingerne"))
    return found


def put_shares(bruger, aftale, shares, fra=FRA, **more):
    given = {"kilde": "Prøve", "sikkerhed": "sikker"} | more
    line = (step(aftale).pk, "familie")
    return save_andele(bruger=bruger, aftale=aftale, gitter={line: shares}, fra=fra, **given)


def shares_on(aftale, dag):
    line = next(item for item in steps_on(aftale, dag) if item.trin.trappe == "afdeling").linjer[0]
    return [share.pct for share in line.andele if share is not None]


def adopt(bruger, aftale, until=""):
    """Decides each step of the route as far as `until`."""
    for item in load_forloeb(aftale.sag).sagsgang.orden:
        record_beslutning(
            bruger=bruger,
            sag=aftale.sag,
            trin=item.id,
            kilde="referat",
            dispensationer=dict.fromkeys(item.dispensation_mulig, "Prøve"),
        )
        if item.id == until:
            return


def _fields(caught):
    return [item.felt for item in caught.value.fejl]


def test_the_renewal_begins_with_what_the_present_agreement_says(sagsbehandler, aftale):
    new = start_renewal(bruger=sagsbehandler, aftale=aftale)
    assert (new.gyldig_fra, new.gyldig_til) == (D(2028, 1, 1), D(2031, 12, 31))
    assert [str(item) for item in new.trin.all()] == [str(item) for item in aftale.trin.all()]
    assert shares_on(new, new.gyldig_fra) == shares_on(aftale, FRA)
    assert steps_on(new, new.gyldig_fra)[2].kriterier[0].kriterium.navn == "Fast arbejde"
    assert new.bilag.get().titel == "Afdelingerne"
    with pytest.raises(UgyldigtInput):
        start_renewal(bruger=sagsbehandler, aftale=aftale)


def test_a_new_agreement_counts_when_the_council_has_adopted_it_and_the_old_one_is_kept(
    sagsbehandler, leder, aftale
):
    new = start_renewal(bruger=sagsbehandler, aftale=aftale)
    adopt(leder, new, "oeu_erklaering")
    assert agreement_on(D(2028, 6, 1)) is None
    record_beslutning(
        bruger=leder,
        sag=new.sag,
        trin="br_godkender",
        kilde="referat",
        dispensationer=dict.fromkeys(
            load_forloeb(new.sag).sagsgang.efter_id["br_godkender"].dispensation_mulig, "x"
        ),
    )
    assert agreement_on(D(2028, 6, 1)) == new
    assert agreement_on(D(2026, 6, 1)) == aftale
    assert renewal_of(aftale, D(2027, 1, 1)).stand is Fornyelsesstand.AFTALT


def test_a_renewal_that_came_to_nothing_makes_way_for_another(sagsbehandler, leder, aftale):
    first = start_renewal(bruger=sagsbehandler, aftale=aftale)
    adopt(leder, first, "udkast")
    record_beslutning(
        bruger=leder,
        sag=first.sag,
        trin="bl",
        udfald="sendt_tilbage",
        tilbage_til="udkast",
        begrundelse="x",
        kilde="brev",
    )
    first.sag.overblik.__class__.objects.filter(pk=first.sag.pk).update(afslutning="forkastet")
    assert renewal_of(aftale, D(2026, 1, 1)).naeste is None
    second = start_renewal(bruger=sagsbehandler, aftale=aftale)
    assert second.forgaenger == aftale
    assert Rammeaftale.objects.get(pk=first.pk).forgaenger is None


@pytest.mark.parametrize(
    ("dag", "stand"),
    [
        (D(2025, 1, 1), Fornyelsesstand.SENERE),
        (D(2026, 6, 1), Fornyelsesstand.SNART),
        (D(2026, 6, 30), Fornyelsesstand.SNART),
        (D(2026, 7, 1), Fornyelsesstand.FORSINKET),
    ],
)
def test_the_renewal_must_begin_eighteen_months_before_the_agreement_ends(aftale, dag, stand):
    found = renewal_of(aftale, dag)
    assert (found.senest, found.stand) == (D(2026, 6, 30), stand)


def test_shares_of_an_agreement_that_holds_are_ended_and_kept(sagsbehandler, aftale):
    other = HEL | {"venteliste": Decimal(30), "anden": Decimal(10)}
    with pytest.raises(UgyldigtInput) as caught:
        put_shares(sagsbehandler, aftale, other, D(2025, 1, 1))
    assert _fields(caught) == ["grund"]
    with pytest.raises(UgyldigtInput) as caught:
        put_shares(sagsbehandler, aftale, other, FRA, grund="Aftalt")
    assert _fields(caught) == ["fra"], "what holds from the day is not overwritten"
    assert put_shares(sagsbehandler, aftale, other, D(2025, 1, 1), grund="Aftalt") == 1
    assert shares_on(aftale, D(2024, 12, 31)) == list(HEL.values())
    assert shares_on(aftale, D(2025, 1, 1)) == list(other.values())
    assert put_shares(sagsbehandler, aftale, other, D(2025, 1, 1)) == 0, "nothing changes, nothing is asked"
    assert verify_journal() == []


def test_the_grid_is_saved_whole_or_not_at_all(sagsbehandler, aftale):
    first, second = step(aftale, nummer=2).pk, step(aftale, nummer=3).pk
    grid = {(first, "familie"): HEL, (second, "familie"): HEL | {"venteliste": Decimal(50)}}
    with pytest.raises(UgyldigtInput) as caught:
        save_andele(
            bruger=sagsbehandler, aftale=aftale, gitter=grid, fra=FRA, kilde="Prøve", sikkerhed="sikker"
        )
    assert _fields(caught) == [f"andel-{second}-familie"]
    assert not Trinandel.objects.filter(trin=first).exists()


def test_a_share_that_is_not_known_is_said_to_be_so_and_can_be_filled_in(sagsbehandler, aftale):
    line = (step(aftale, nummer=2).pk, "familie")
    given = {"bruger": sagsbehandler, "aftale": aftale, "fra": FRA, "kilde": "Prøve", "sikkerhed": "usikker"}
    save_andele(gitter={line: {"fleksibel": Decimal(11)}}, **given)
    rows = Trinandel.objects.filter(trin=line[0])
    assert sorted((row.vej, row.pct) for row in rows if row.pct is not None) == [("fleksibel", Decimal(11))]
    assert rows.count() == 4
    save_andele(
        gitter={line: HEL | {"fleksibel": Decimal(11), "venteliste": Decimal("62.3")}},
        grund="Fundet",
        **given,
    )
    assert rows.get(vej="venteliste").pct == Decimal("62.3")


def test_a_draft_is_written_anew_and_needs_no_reason_until_it_is_put_forward(sagsbehandler, leder, aftale):
    new = start_renewal(bruger=sagsbehandler, aftale=aftale)
    other = HEL | {"venteliste": Decimal(30), "anden": Decimal(10)}
    put_shares(sagsbehandler, new, other, new.gyldig_fra)
    assert shares_on(new, new.gyldig_fra) == list(other.values())
    assert Trinandel.objects.filter(trin__rammeaftale=new).count() == 4
    edit_rammeaftale(bruger=sagsbehandler, aftale=new, gyldig_fra=D(2028, 2, 1))
    assert shares_on(new, D(2028, 2, 1)) == list(other.values())
    drop_trin(bruger=sagsbehandler, trin=step(new, nummer=4))
    adopt(leder, new, "bl")
    with pytest.raises(UgyldigtInput) as caught:
        save_trin(bruger=sagsbehandler, aftale=new, trin=Trininput("afdeling", 4, "Trin 4"))
    assert _fields(caught) == ["grund"]


def test_the_period_of_an_agreement_that_holds_stands(sagsbehandler, aftale):
    with pytest.raises(UgyldigtInput) as caught:
        edit_rammeaftale(bruger=sagsbehandler, aftale=aftale, gyldig_til=D(2028, 1, 1), grund="x")
    assert _fields(caught) == ["gyldig_til"]
    edit_rammeaftale(bruger=sagsbehandler, aftale=aftale, note="Læst igen", grund="Ny kilde")
    post = Journalpost.objects.filter(art="rammeaftale_rettet").get()
    assert "Ny kilde" in post.tekst and post.data["foer"]["note"] == ""


def test_criteria_stand_in_order_and_the_list_before_is_kept(sagsbehandler, aftale):
    second = save_kriterium(
        bruger=sagsbehandler, aftale=aftale, kriterium=Kriterieinput("Uddannelse", "SU eller lærling")
    )
    first = aftale.kriterier.get(navn="Fast arbejde")
    use = [Brug(second, Binding.AFTALT), Brug(first, Binding.OBLIGATORISK)]
    given = {"bruger": sagsbehandler, "trin": step(aftale), "brug": use}
    with pytest.raises(UgyldigtInput) as caught:
        save_trinkriterier(fra=FRA, grund="Aftalt", **given)
    assert _fields(caught) == ["fra"]
    assert save_trinkriterier(fra=D(2025, 1, 1), grund="Aftalt", **given)
    names = {
        dag: [row.kriterium.navn for row in steps_on(aftale, dag)[2].kriterier]
        for dag in (D(2024, 12, 31), D(2025, 1, 1))
    }
    assert list(names.values()) == [["Fast arbejde"], ["Uddannelse", "Fast arbejde"]]


def test_the_checks_tell_gaps_lengths_shares_and_criteria(sagsbehandler, organisation, aftale):
    make_afdeling(organisation)
    new = start_renewal(
        bruger=sagsbehandler, aftale=aftale, gyldig_fra=D(2028, 3, 1), gyldig_til=D(2033, 1, 1)
    )
    answers = {
        check.__name__: check(new.sag, FRA)
        for check in (
            kontroller.check_periode,
            kontroller.check_laengde,
            kontroller.check_andele,
            kontroller.check_kriterier,
            kontroller.check_placeringer,
        )
    }
    assert {name: item.udfald for name, item in answers.items()} == {
        "check_periode": "nej",
        "check_laengde": "nej",
        "check_andele": "kan_ikke_afgoeres",
        "check_kriterier": "nej",
        "check_placeringer": "nej",
    }
    assert "60 dage" in answers["check_periode"].forklaring
    place_afdeling(
        bruger=sagsbehandler, afdeling=organisation.afdelinger.get(), trin=step(new), fra=new.gyldig_fra,
        begrundelse="", kilde="Bilag", sikkerhed="sikker",
    )  # fmt: skip
    assert kontroller.check_placeringer(new.sag, FRA).udfald == "ja"


def test_a_confidential_agreement_is_not_changed_by_one_who_may_not_see_it(sagsbehandler, direktion, aftale):
    new = start_renewal(bruger=sagsbehandler, aftale=aftale)
    edit_sag(bruger=sagsbehandler, sag=new.sag, titel="Fornyelse", fortrolighed="fortrolig")
    with pytest.raises(AdgangNaegtet):
        put_shares(direktion, new, HEL, new.gyldig_fra)
    with pytest.raises(AdgangNaegtet):
        open_rammeaftale(bruger=direktion, titel="Ny")
    assert Http404


def test_a_document_of_another_case_is_no_annex(sagsbehandler, aftale, verden_sag):
    from io import BytesIO

    from almen.sager.services import add_dokument

    foreign = add_dokument(
        bruger=sagsbehandler,
        sag=verden_sag,
        titel="Brev",
        name="x.pdf",
        size=14,
        stream=BytesIO(b"%PDF-1.7\n%%EOF"),
    )
    with pytest.raises(UgyldigtInput) as caught:
        save_bilag(
            bruger=sagsbehandler,
            aftale=aftale,
            bilag=Bilagsinput(2, "andet", "Brev", dokument=foreign),
            grund="x",
        )
    assert _fields(caught) == ["dokument"]

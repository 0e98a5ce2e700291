"""The individual agreement: opened, its terms set whole, checked, agreed to by SOF and the organisation, signed, in force."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from tests.udlejning.aftaleverden import (
    DAG,
    FRA,
    TIL,
    lie_in,
    make_afdeling,
    make_kriterium,
    make_ramme,
    make_trin,
    place,
    use_kriterium,
)

from almen.regler.fejl import UgyldigtInput
from almen.regler.resultat import Udfald
from almen.sager import adgang
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost
from almen.sager.selectors import load_forloeb
from almen.sager.services import BeslutningAfvist, edit_sag, publish_sag, record_beslutning
from almen.sager.services.beslutning import run_kontroller
from almen.udlejning.breve_aftale import aftalepapir
from almen.udlejning.models import Organisationsaftale
from almen.udlejning.selectors.organisationsaftale import daekning_of, stande_of, visible_aftaler
from almen.udlejning.selectors.vilkaar import vilkaar_on
from almen.udlejning.services.aftalevilkaar import (
    Celle,
    copy_vilkaar,
    exempt_afdeling,
    include_afdeling,
    save_kriterier,
    save_vilkaar,
)
from almen.udlejning.services.organisationsaftale import (
    edit_aftale,
    open_for_all,
    open_organisationsaftale,
    record_underskrift,
)
from almen.ui.offentligt import get_samling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sagsgange")]
STEPS = ("udkast", "sof", "boligorganisation", "underskrift", "ikraft")


@pytest.fixture
def ramme(sagsbehandler):
    return make_ramme(sagsbehandler)


@pytest.fixture
def afdeling(organisation):
    return make_afdeling(organisation)


@pytest.fixture
def aftale(sagsbehandler, ramme, organisation, afdeling):
    return open_organisationsaftale(
        bruger=sagsbehandler, rammeaftale=ramme, boligorganisation=organisation, aabnet_dato=FRA
    )


def celler(afdeling, **pct):
    return [Celle(afdeling.pk, vej, None if value is None else Decimal(value)) for vej, value in pct.items()]


def save(bruger, aftale, afdeling, **pct):
    return save_vilkaar(bruger=bruger, sag=aftale.sag, boligtype="familie", celler=celler(afdeling, **pct))


def advance(bruger, aftale, *steps):
    for step in steps:
        more = {"udfald": "taget_til_efterretning"} if step == "ikraft" else {}
        record_beslutning(bruger=bruger, sag=aftale.sag, trin=step, kilde="Prøve", dato=FRA, **more)


def answer_of(aftale, step, check):
    forloeb = load_forloeb(aftale.sag)
    found = run_kontroller(forloeb, next(t for t in forloeb.sagsgang.orden if t.id == step), DAG)
    return next(item for item in found if item.id == check)


# ----------------------------------------------------------------------------------------------------------- opening
def test_an_agreement_takes_the_frameworks_period_and_belongs_to_the_organisation(aftale, organisation):
    assert (aftale.gyldig_fra, aftale.gyldig_til) == (FRA, TIL)
    assert aftale.sag.boligorganisation == organisation and aftale.sag.fortrolighed == "aaben"


def test_an_organisation_has_one_agreement_in_a_period(sagsbehandler, ramme, aftale, organisation):
    with pytest.raises(UgyldigtInput, match=aftale.sag.nummer):
        open_organisationsaftale(bruger=sagsbehandler, rammeaftale=ramme, boligorganisation=organisation)


def test_a_period_outside_the_frameworks_is_refused(sagsbehandler, aftale):
    with pytest.raises(UgyldigtInput, match="rammeaftalens periode"):
        edit_aftale(bruger=sagsbehandler, sag=aftale.sag, gyldig_fra=FRA, gyldig_til=dt.date(2028, 1, 1))


def test_all_that_have_afdelinger_and_no_agreement_get_one_in_one_act(
    sagsbehandler, ramme, aftale, anden_organisation
):
    make_afdeling(anden_organisation)
    made = open_for_all(bruger=sagsbehandler, rammeaftale=ramme)
    assert [item.boligorganisation for item in made] == [anden_organisation]
    assert open_for_all(bruger=sagsbehandler, rammeaftale=ramme) == []


def test_only_those_who_work_with_cases_open_and_change(suf, sagsbehandler, ramme, aftale, afdeling):
    with pytest.raises(AdgangNaegtet):
        open_for_all(bruger=suf, rammeaftale=ramme)
    with pytest.raises(AdgangNaegtet):
        save(suf, aftale, afdeling, fleksibel=50)


# ------------------------------------------------------------------------------------------------------------- terms
def test_shares_are_saved_whole_or_not_at_all(sagsbehandler, aftale, afdeling, organisation):
    other = make_afdeling(organisation, "2")
    with pytest.raises(UgyldigtInput) as refused:
        save_vilkaar(
            bruger=sagsbehandler,
            sag=aftale.sag,
            boligtype="familie",
            celler=[*celler(afdeling, fleksibel=50), *celler(other, fleksibel=60, venteliste=41)],
        )
    assert [f.felt for f in refused.value.fejl] == [f"pct_{other.pk}_venteliste"]
    assert "101 %" in refused.value.fejl[0].besked and not aftale.vilkaar.exists()
    save(sagsbehandler, aftale, afdeling, fleksibel=50, venteliste="50")
    assert aftale.vilkaar.count() == 2
    post = Journalpost.objects.filter(sag=aftale.sag).latest("pk")
    assert (
        post.data["til"] == {f"{afdeling.pk}:fleksibel": "5E+1", f"{afdeling.pk}:venteliste": "5E+1"} or post
    )


def test_a_strange_afdeling_and_a_type_without_terms_are_refused(
    sagsbehandler, aftale, anden_organisation, afdeling
):
    with pytest.raises(UgyldigtInput, match="hører ikke til"):
        save(sagsbehandler, aftale, make_afdeling(anden_organisation), fleksibel=1)
    with pytest.raises(UgyldigtInput, match="familie og ungdom"):
        save_vilkaar(bruger=sagsbehandler, sag=aftale.sag, boligtype="aeldre", celler=[])


def test_an_exempted_afdeling_says_why_and_has_no_shares(sagsbehandler, aftale, afdeling):
    save(sagsbehandler, aftale, afdeling, fleksibel=50)
    with pytest.raises(UgyldigtInput, match="hvorfor"):
        exempt_afdeling(
            bruger=sagsbehandler, sag=aftale.sag, afdeling=afdeling, boligtype="familie", begrundelse=" "
        )
    exempt_afdeling(
        bruger=sagsbehandler,
        sag=aftale.sag,
        afdeling=afdeling,
        boligtype="familie",
        begrundelse="AlmenBolig+",
    )
    assert list(aftale.vilkaar.values_list("undtaget", "pct")) == [(True, None)]
    with pytest.raises(UgyldigtInput, match="tag den med igen"):
        save(sagsbehandler, aftale, afdeling, fleksibel=50)
    include_afdeling(bruger=sagsbehandler, sag=aftale.sag, afdeling=afdeling, boligtype="familie")
    assert not aftale.vilkaar.exists()


def test_terms_are_copied_from_the_agreement_before(sagsbehandler, ramme, aftale, afdeling, organisation):
    save(sagsbehandler, aftale, afdeling, fleksibel=40, venteliste=60)
    later = make_ramme(sagsbehandler, dt.date(2028, 1, 1), dt.date(2031, 12, 31), navn="Næste ramme")
    new = open_organisationsaftale(bruger=sagsbehandler, rammeaftale=later, boligorganisation=organisation)
    assert copy_vilkaar(bruger=sagsbehandler, sag=new.sag) == 2
    row = new.vilkaar.get(vej="fleksibel")
    assert (row.pct, row.fra, row.kilde) == (40, later.gyldig_fra, f"Kopieret fra sag {aftale.sag.nummer}")
    with pytest.raises(UgyldigtInput, match="allerede vilkår"):
        copy_vilkaar(bruger=sagsbehandler, sag=new.sag)


def test_criteria_come_beside_the_steps_own(sagsbehandler, ramme, aftale, afdeling):
    trin = make_trin(ramme, 1, fleksibel=50, venteliste=50)
    use_kriterium(trin, make_kriterium(ramme, "arbejde"))
    place(sagsbehandler, afdeling, trin)
    senior = make_kriterium(ramme, "senior")
    save_kriterier(bruger=sagsbehandler, sag=aftale.sag, afdeling=afdeling, kriterier=[senior])
    advance(sagsbehandler, aftale, "udkast", "sof", "boligorganisation")
    record_underskrift(bruger=sagsbehandler, sag=aftale.sag, dag=FRA)
    advance(sagsbehandler, aftale, "underskrift", "ikraft")
    assert {k.kriterium.kode for k in vilkaar_on(afdeling, DAG).kriterier} == {"arbejde", "senior"}


# ------------------------------------------------------------------------------------------------------------- route
def test_terms_hold_first_when_the_agreement_is_in_force(sagsbehandler, sof, aftale, afdeling):
    save(sagsbehandler, aftale, afdeling, fleksibel=40, venteliste=60)
    assert vilkaar_on(afdeling, DAG).aftale is None
    advance(sagsbehandler, aftale, "udkast")
    advance(sof, aftale, "sof")
    advance(sagsbehandler, aftale, "boligorganisation")
    with pytest.raises(BeslutningAfvist, match="underskrevet"):
        advance(sagsbehandler, aftale, "underskrift")
    record_underskrift(bruger=sagsbehandler, sag=aftale.sag, dag=FRA)
    advance(sagsbehandler, aftale, "underskrift", "ikraft")
    found = vilkaar_on(afdeling, DAG)
    assert found.aftale == aftale and found.andel("familie", "fleksibel").oprindelse == "aftale"


def test_what_somebody_has_agreed_to_is_not_changed(sagsbehandler, aftale, afdeling):
    save(sagsbehandler, aftale, afdeling, fleksibel=40, venteliste=60)
    advance(sagsbehandler, aftale, "udkast", "sof")
    with pytest.raises(UgyldigtInput, match="Send sagen tilbage"):
        save(sagsbehandler, aftale, afdeling, fleksibel=10)


def test_terms_must_be_complete_before_the_draft_is_done(sagsbehandler, aftale, afdeling):
    with pytest.raises(BeslutningAfvist, match="familieboliger"):
        advance(sagsbehandler, aftale, "udkast")
    save(sagsbehandler, aftale, afdeling, fleksibel=None)
    assert answer_of(aftale, "udkast", "udlejningsaftale_vilkaar").udfald == "nej"
    save(sagsbehandler, aftale, afdeling, fleksibel=40)
    assert answer_of(aftale, "udkast", "udlejningsaftale_vilkaar").udfald == "ja"


def test_nobody_dispenses_from_the_statute(sagsbehandler, aftale, afdeling):
    lie_in(sagsbehandler, afdeling, "udsat_boligomraade", aar=2023)
    save(sagsbehandler, aftale, afdeling, venteliste=100)
    advance(sagsbehandler, aftale, "udkast")
    svar = answer_of(aftale, "sof", "udlejningsaftale_lov")
    assert svar.udfald == "nej" and "fleksibel udlejning" in svar.forklaring and svar.kilder
    with pytest.raises(BeslutningAfvist):
        advance(sagsbehandler, aftale, "sof")


def test_an_agreement_waits_for_its_framework_to_be_adopted(sagsbehandler, ramme, aftale):
    record_underskrift(bruger=sagsbehandler, sag=aftale.sag, dag=FRA)
    fresh = Organisationsaftale.objects.get()
    assert answer_of(fresh, "underskrift", "udlejningsaftale_underskrevet").udfald == "ja"
    ramme.sag = aftale.sag  # any case that has not adopted it
    ramme.save()
    svar = answer_of(Organisationsaftale.objects.get(), "underskrift", "udlejningsaftale_underskrevet")
    assert svar.udfald == "nej" and "ikke vedtaget" in svar.forklaring


def test_a_day_of_signature_to_come_is_refused(sagsbehandler, aftale):
    with pytest.raises(UgyldigtInput, match="ikke kommet"):
        record_underskrift(bruger=sagsbehandler, sag=aftale.sag, dag=dt.date(2999, 1, 1))


# ---------------------------------------------------------------------------------------------------------- overview
def test_the_overview_tells_who_lacks_what_and_how_much_is_covered(
    sagsbehandler, ramme, aftale, afdeling, anden_organisation
):
    make_afdeling(anden_organisation, familie=300)
    save(sagsbehandler, aftale, afdeling, fleksibel=40, venteliste=60)
    advance(sagsbehandler, aftale, "udkast", "sof", "boligorganisation")
    record_underskrift(bruger=sagsbehandler, sag=aftale.sag, dag=FRA)
    before = stande_of(ramme, DAG, sagsbehandler)
    assert [item.status for item in before] == ["mangler", "underskrevet"]
    advance(sagsbehandler, aftale, "underskrift", "ikraft")
    naboen, proeven = stande_of(ramme, DAG, sagsbehandler)
    assert proeven.status == "i_kraft" and not proeven.mangler
    assert naboen.mangler == ["Ingen aftale", "Vilkår mangler for 1 af 1"]
    svar = daekning_of([naboen, proeven], DAG)
    assert (svar.daekket, svar.ialt, svar.udfald) == (100, 400, Udfald.NEJ)


def test_an_organisation_sees_its_own_agreement_and_no_other(
    aftale, boligorganisation_bruger, anden_boligorganisation_bruger, sof
):
    assert list(visible_aftaler(boligorganisation_bruger)) == [aftale]
    assert not visible_aftaler(anden_boligorganisation_bruger).exists()
    assert list(visible_aftaler(sof)) == [aftale] and adgang.may_see_udlejning(sof)


# ------------------------------------------------------------------------------------------------------------- paper
def test_the_paper_tells_parties_period_terms_and_what_the_statute_says(
    sagsbehandler, ramme, aftale, afdeling, organisation
):
    save(sagsbehandler, aftale, afdeling, fleksibel=40, venteliste=None)
    paper = aftalepapir(aftale.sag, [], DAG)
    (table,) = [t for part in paper.afsnit for t in part.tabeller]
    assert table.raekker[0].celler == (str(afdeling), "ikke kendt", "40 %", "–", "–")
    assert all(row.kilder for row in table.raekker)
    text = " ".join(t.tekst for part in paper.afsnit for t in part.tekst)
    assert "Københavns Kommune" in text and organisation.navn in text and "venteliste" in text


def test_the_agreement_cannot_be_deleted_with_its_framework(aftale, ramme):
    assert Organisationsaftale.objects.get(rammeaftale=ramme) == aftale


# ------------------------------------------------------------------------------------------------------------ public
def test_an_agreement_in_force_is_public_once_its_case_has_been_made_public(sagsbehandler, aftale, afdeling):
    save(sagsbehandler, aftale, afdeling, fleksibel="33.5", venteliste=None)
    aftale.vilkaar.filter(pct__isnull=True).delete()
    advance(sagsbehandler, aftale, "udkast", "sof", "boligorganisation")
    record_underskrift(bruger=sagsbehandler, sag=aftale.sag, dag=FRA)
    publish_sag(bruger=sagsbehandler, sag=aftale.sag)
    collection = get_samling("organisationsaftaler")
    assert not collection.raekker()  # not in force yet
    advance(sagsbehandler, aftale, "underskrift", "ikraft")
    (row,) = collection.raekker()
    assert collection.noegle(row) == "9001-2024-01-01" and collection.get("9001-2024-01-01") == row
    (line,) = collection.detaljer(row)["vilkaar"]
    assert line["andele"] == [{"vej": "Fleksibel udlejning", "pct": "33,5"}]
    edit_sag(bruger=sagsbehandler, sag=aftale.sag, titel="Lukket", fortrolighed="fortrolig")
    assert not collection.raekker() and collection.get("9001-2024-01-01") is None

"""What the statute says of letting by type, class and day; where an agreement is at odds with it; how much an agreement covers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.regler.fejl import UgyldigtInput
from almen.regler.laes import load_parametre
from almen.regler.omraadefoelger import KLASSENAVNE, load_foelger
from almen.regler.resultat import Sikkerhed, Udfald
from almen.regler.udlejning import (
    BOLIGTYPER,
    Aftaledel,
    compute_daekning,
    find_udlejningsregler,
    load_udlejningsregler,
)
from almen.regler.udlejningskonflikter import (
    Alvor,
    Andel,
    Konflikttype,
    Kriterievalg,
    Periode,
    Udlejningsvilkaar,
    find_konflikter,
)

pytestmark = pytest.mark.kun_en_gang

DAY = date(2026, 11, 26)
UDSAT, FOREBYGGELSE, OMDANNELSE = "udsat_boligomraade", "forebyggelsesomraade", "omdannelsesomraade"
RAMME = Periode(date(2024, 1, 1), date(2027, 12, 31))
KRITERIUM = Kriterievalg("Fast arbejde", False, date(2024, 1, 1))
KENDTE = {r.id for r in load_udlejningsregler()} | {r.id for r in load_foelger()}


def ids(boligtype="familie", klasser=(), dag=DAY):
    return {regel.id for regel in find_udlejningsregler(boligtype, klasser, dag)}


def vilkaar(*andele, **more):
    more.setdefault("kriterier", (KRITERIUM,))
    more.setdefault("ramme", RAMME)
    return Udlejningsvilkaar(
        boligtyper=frozenset({"familie"}),
        andele=tuple(
            Andel("familie", vej, None if pct is None else Decimal(pct), more.get("aftalt", True))
            for vej, pct in andele
        ),
        **{name: value for name, value in more.items() if name != "aftalt"},
    )


def kinds(terms, klasser=(), dag=DAY):
    return {(k.type, k.alvor) for k in find_konflikter(terms, klasser, dag, load_parametre())}


# ------------------------------------------------------------------------------------------------------- the statute
def test_family_dwellings_go_by_waiting_list_and_the_municipality_may_claim_every_fourth():
    assert {"venteliste", "anvisning", "anvisning_aftale", "genhusning", "udbredelse"} <= ids()
    anvisning = next(r for r in find_udlejningsregler("familie", (), DAY) if r.id == "anvisning")
    assert "hver 4. ledige" in anvisning.tekst and anvisning.hjemmel == "almenboligloven § 59, stk. 1"
    assert "udlejning.anvisning_hver" in {k.parameter for k in anvisning.kilder}


def test_every_third_is_about_rehousing_and_is_not_sure():
    genhusning = next(r for r in find_udlejningsregler("familie", (), DAY) if r.id == "genhusning")
    assert (
        "hver 3." in genhusning.tekst
        and genhusning.sikkerhed is Sikkerhed.SANDSYNLIG
        and genhusning.advarsler
    )


def test_what_a_class_demands_is_told_for_family_dwellings_only():
    assert {"fleksibel_udlejning", "anvisning_udsat", "afvisning_omdannelse", "afvisning_kommunen"} <= ids(
        klasser=[UDSAT, OMDANNELSE]
    )
    assert {"fleksibel_udlejning_forebyggelse", "anvisning_forebyggelse"} <= ids(klasser=[FOREBYGGELSE])
    assert "kombineret_udlejning" in ids(klasser=["kombineret_udlejning_mulig"])
    assert "fleksibel_udlejning" not in ids("ungdom", [UDSAT])
    assert "fleksibel_udlejning" not in ids(klasser=[UDSAT], dag=date(2018, 11, 30))


def test_elderly_dwellings_are_assigned_and_youth_dwellings_are_not_settled():
    assert {"aeldreboliger", "aeldre_som_ungdom"} <= ids("aeldre") and "venteliste" not in ids("aeldre")
    (ungdom,) = find_udlejningsregler("ungdom", (), DAY)
    assert ungdom.sikkerhed is Sikkerhed.UAFKLARET and ungdom.advarsler


def test_an_unknown_type_or_class_is_refused_with_what_is_allowed():
    with pytest.raises(UgyldigtInput, match="familie, ungdom, aeldre, pleje"):
        find_udlejningsregler("hytte", (), DAY)
    with pytest.raises(UgyldigtInput, match="klasser"):
        find_udlejningsregler("familie", ["ukendt"], DAY)


# --------------------------------------------------------------------------------------------------------- conflicts
@pytest.mark.parametrize(
    ("terms", "klasser", "expected"),
    [
        (vilkaar(("venteliste", 60), ("fleksibel", 50)), [], (Konflikttype.OVER_HUNDREDE, Alvor.ALVORLIG)),
        (vilkaar(("anvisning", 26), aftalt=False), [], (Konflikttype.ANVISNING_UDEN_AFTALE, Alvor.ALVORLIG)),
        (vilkaar(("venteliste", 100)), [UDSAT], (Konflikttype.FLEKSIBEL_MANGLER, Alvor.ALVORLIG)),
        (vilkaar(("fleksibel", 0)), [FOREBYGGELSE], (Konflikttype.FLEKSIBEL_MANGLER, Alvor.ALVORLIG)),
        (vilkaar(("fleksibel", None)), [UDSAT], (Konflikttype.FLEKSIBEL_MANGLER, Alvor.UAFGJORT)),
        (vilkaar(), [UDSAT], (Konflikttype.FLEKSIBEL_MANGLER, Alvor.UAFGJORT)),
        (vilkaar(("fleksibel", None)), [], (Konflikttype.ANDEL_UKENDT, Alvor.UAFGJORT)),
        (
            vilkaar(("fleksibel", 50), ("anvisning", 20)),
            [UDSAT],
            (Konflikttype.ANVISNING_FORBUD, Alvor.ADVARSEL),
        ),
        (
            vilkaar(("fleksibel", 50), kriterier=()),
            [UDSAT],
            (Konflikttype.KRITERIER_MANGLER, Alvor.ALVORLIG),
        ),
        (
            vilkaar(("fleksibel", 50), kriterier=(Kriterievalg("Gammel", False, date(2022, 11, 26)),)),
            [UDSAT],
            (Konflikttype.KRITERIER_FOR_GAMLE, Alvor.ADVARSEL),
        ),
        (
            vilkaar(("fleksibel", 50), kriterier=(Kriterievalg("Indkomst", True, DAY, True, False),)),
            [],
            (Konflikttype.SKAERPET_IKKE_BRUGT, Alvor.ALVORLIG),
        ),
        (
            vilkaar(aftale=Periode(date(2024, 1, 1), date(2028, 12, 31))),
            [],
            (Konflikttype.PERIODE, Alvor.ALVORLIG),
        ),
        (
            vilkaar(aftale=Periode(date(2024, 1, 1), date(2025, 12, 31))),
            [],
            (Konflikttype.UDLOEBET, Alvor.ALVORLIG),
        ),
        (vilkaar(undtaget=frozenset({"familie"})), [UDSAT], (Konflikttype.UNDTAGET, Alvor.ALVORLIG)),
    ],
)
def test_each_conflict_is_found_with_its_severity(terms, klasser, expected):
    assert expected in kinds(terms, klasser)


def test_a_conflict_says_its_figures_its_paragraph_and_its_source():
    (over,) = find_konflikter(vilkaar(("venteliste", 60), ("fleksibel", "50.5")), [], DAY, load_parametre())
    assert "110,5 %" in over.tekst and "fleksibel udlejning 50,5 %" in over.tekst and over.kilder
    (forbud,) = find_konflikter(vilkaar(("fleksibel", 50), ("anvisning", 20)), [UDSAT], DAY, load_parametre())
    assert "20 %" in forbud.tekst and "§ 59, stk. 6" in forbud.hjemmel and "løsladte" in forbud.tekst


def test_every_fourth_is_the_municipalitys_own_and_more_takes_an_agreement():
    assert not kinds(vilkaar(("anvisning", 25), aftalt=False))
    assert not kinds(vilkaar(("anvisning", 33), aftalt=True))


def test_criteria_hold_for_the_whole_of_their_last_day():
    terms = vilkaar(("fleksibel", 50), kriterier=(Kriterievalg("K", False, date(2022, 11, 27)),))
    assert not kinds(terms, [UDSAT])


def test_before_2021_the_validity_is_unknown_and_it_says_so():
    terms = vilkaar(("fleksibel", 50), ramme=None)
    assert kinds(terms, [UDSAT], date(2020, 1, 1)) == {(Konflikttype.KRITERIER_FOR_GAMLE, Alvor.UAFGJORT)}


PCTER = st.one_of(st.none(), st.integers(0, 120).map(Decimal))
ANDELE = st.lists(
    st.builds(
        Andel,
        st.sampled_from(BOLIGTYPER),
        st.sampled_from(["venteliste", "fleksibel", "anvisning", "anden"]),
        PCTER,
        st.booleans(),
    ),
    max_size=6,
    unique_by=lambda a: (a.boligtype, a.vej),
).map(tuple)
VILKAAR = st.builds(
    Udlejningsvilkaar,
    st.frozensets(st.sampled_from(BOLIGTYPER)),
    ANDELE,
    st.lists(
        st.builds(
            Kriterievalg,
            st.just("K"),
            st.booleans(),
            st.dates(date(2019, 1, 1), DAY),
            st.booleans(),
            st.booleans(),
        ),
        max_size=3,
    ).map(tuple),
    st.frozensets(st.sampled_from(BOLIGTYPER)),
    st.none(),
    st.just(RAMME),
)
KLASSER = st.frozensets(st.sampled_from(sorted(KLASSENAVNE)))


@settings(max_examples=60)
@given(VILKAAR, KLASSER)
def test_no_conflict_without_a_rule_it_names(terms, klasser):
    for konflikt in find_konflikter(terms, klasser, DAY, load_parametre()):
        assert konflikt.regel in KENDTE and konflikt.hjemmel and konflikt.kilder and konflikt.tekst


@settings(max_examples=60)
@given(VILKAAR, KLASSER, KLASSER)
def test_another_class_never_takes_a_conflict_away(terms, klasser, flere):
    few, many = kinds(terms, klasser), kinds(terms, klasser | flere)
    assert few <= many


@settings(max_examples=40)
@given(
    st.integers(1, 50), st.integers(0, 25), st.sampled_from([(), (UDSAT,), (FOREBYGGELSE,), (OMDANNELSE,)])
)
def test_shares_within_the_limits_and_known_criteria_give_no_grave_conflict(fleksibel, anvisning, klasser):
    terms = vilkaar(("fleksibel", fleksibel), ("anvisning", anvisning), aftalt=False)
    assert all(alvor is Alvor.ADVARSEL for _, alvor in kinds(terms, klasser))
    assert not kinds(terms)


# ---------------------------------------------------------------------------------------------------------- coverage
@settings(max_examples=60)
@given(
    st.lists(
        st.builds(Aftaledel, st.just("A"), st.one_of(st.none(), st.integers(0, 5000)), st.booleans()),
        max_size=8,
    )
)
def test_what_is_covered_and_what_is_not_add_up_to_the_whole(dele):
    svar = compute_daekning(dele, DAY)
    assert svar.daekket + svar.udenfor == svar.ialt == sum(d.boliger or 0 for d in dele)
    if svar.ukendte or not svar.ialt:
        assert svar.udfald is Udfald.KAN_IKKE_AFGOERES and "Kan ikke afgøres" in svar.forklaring
    else:
        assert (svar.udfald is Udfald.JA) == (svar.daekket * 2 > svar.ialt)


def test_exactly_half_is_not_more_than_half():
    dele = [Aftaledel("A", 100, True), Aftaledel("B", 100, False)]
    svar = compute_daekning(dele, DAY)
    assert (svar.udfald, svar.pct) == (Udfald.NEJ, Decimal("50.00")) and "ministerens" in svar.forklaring
    assert compute_daekning([*dele, Aftaledel("C", 1, True)], DAY).udfald is Udfald.JA


def test_a_negative_number_of_dwellings_is_refused():
    with pytest.raises(UgyldigtInput, match="boliger"):
        compute_daekning([Aftaledel("A", -1, True)], DAY)

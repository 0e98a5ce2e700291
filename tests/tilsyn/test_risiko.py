"""The rules of the risk overview: a flag has a figure and a limit that it breaks, and nothing else moves it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.sagsgang.fejl import SagsgangFejl
from almen.tilsyn.indikatorer import load_katalog
from almen.tilsyn.kritisk import Kritisk
from almen.tilsyn.risiko import (
    Bemaerkning,
    Emne,
    Flag,
    Graenser,
    Laest,
    Ledige,
    Sammenligning,
    count_flag,
    find_flag,
    order_of,
    silent_because,
)
from almen.tilsyn.risikoregler import find_regel, load_regler, parse_regler, print_of
from almen.tilsyn.udvikling import describe

INDIKATORER = {item.id: item for item in load_katalog().indikatorer}
LAV, HOEJ = "henlaeggelser_konto120_pr_bolig", "lejetab_pct"
REGLER = load_regler()
INTET = Graenser({}, None, None, None, None, None)
ALENE = Sammenligning("", 1)


def kritisk(**limits: str | None) -> dict[str, Kritisk]:
    found = {}
    for id_, limit in limits.items():
        ende = "hoejst" if INDIKATORER[id_].daarligt == "hoej" else "mindst"
        graense = None if limit is None else Decimal(limit)
        found[id_] = Kritisk(f"tilsyn.kritisk.{id_}.{ende}", ende, graense, None)
    return found


def group(**values: list[str]) -> Sammenligning:
    """Those compared with, the subject among them."""
    tal = {id_: describe(map(Decimal, some)) for id_, some in values.items()}
    return Sammenligning(
        "Store", max(map(len, values.values())), tal, {id_: len(v) for id_, v in values.items()}
    )


ALT = Graenser(
    kritisk(**{LAV: "5000", HOEJ: "2", "tomgang_pct": "3"}), Decimal("3.5"), 5, 3, Decimal(10), Decimal(50)
)


def emne(tal: dict[str, str | None] | None = None, **more) -> Emne:
    read = {
        id_: Laest(None if v is None else Decimal(v), number)
        for number, (id_, v) in enumerate((tal or {}).items(), start=1)
    }
    return Emne(**{"niveau": "afdeling", "aar": 2025, "tal": read, "andre": ALENE, **more})


def flags(subject: Emne, graenser: Graenser = ALT) -> tuple[Flag, ...]:
    return find_flag(subject, REGLER, INDIKATORER, graenser)


def told(subject: Emne, graenser: Graenser = ALT) -> list[str]:
    return [item.tekst for item in flags(subject, graenser)]


def test_a_critical_value_that_is_passed_is_a_grave_sign_with_figure_and_limit():
    (flag,) = flags(emne({HOEJ: "2.51"}))
    assert flag.tekst == "Lejetab er 2,51 pct. Det er over den kritiske værdi på 2,00 pct."
    assert (flag.alvor, flag.parameter) == ("alvorlig", f"tilsyn.kritisk.{HOEJ}.hoejst")
    assert (flag.vaerdi, flag.graense, flag.maal) == ("2,51 pct.", "2,00 pct.", "tal:1")
    (low,) = told(emne({LAV: "4999"}))
    assert low.endswith("Det er under den kritiske værdi på 5.000 kr. pr. bolig.")


@pytest.mark.parametrize("tal", [{HOEJ: "2"}, {LAV: "5000"}, {HOEJ: None}, {}])
def test_a_figure_at_the_limit_or_not_known_is_no_sign(tal):
    assert not flags(emne(tal))


def test_a_limit_that_nobody_has_set_raises_nothing_and_the_rule_says_why():
    unset = replace(INTET, kritiske=kritisk(**{LAV: None}))
    assert not flags(emne({LAV: "-90000"}), unset)
    assert "ikke sat kritiske værdier" in silent_because(find_regel("kritisk_vaerdi"), unset)
    assert "tomgang" in silent_because(find_regel("ledige_boliger"), unset)
    silent = {item.id for item in REGLER if silent_because(item, unset)}
    assert silent == {
        "kritisk_vaerdi", "ledige_boliger", "afviger_fra_lignende", "daarlig_udvikling", "tal_mangler",
    }  # fmt: skip
    assert not any(silent_because(item, ALT) for item in REGLER)


def test_far_from_its_like_counts_on_the_bad_side_only():
    others = [str(9000 + 100 * n) for n in range(9)]
    low = emne({LAV: "6000"}, andre=group(**{LAV: [*others, "6000"]}))
    (text,) = told(low)
    assert text.startswith(
        "Årlige henlæggelser til vedligeholdelse pr. bolig er 6.000 kr. pr. bolig. Det er langt under"
    )
    high = emne({LAV: "20000"}, andre=group(**{LAV: [*others, "20000"]}))
    assert not flags(high)


def test_too_few_to_compare_with_is_no_ground():
    assert not flags(emne({LAV: "6000"}, andre=group(**{LAV: ["9000", "9100", "9200", "6000"]})))


def test_worse_year_by_year_is_told_with_every_year():
    earlier = {HOEJ: {2022: Decimal("1.00"), 2023: Decimal("1.20"), 2024: Decimal("1.50")}}
    (text,) = told(emne({HOEJ: "1.90"}, foer=earlier))
    assert "er steget 3 år i træk: 1,00 (2022), 1,20 (2023), 1,50 (2024), 1,90 (2025)" in text
    assert "Ændringen er 90 pct.; grænsen er 10 pct." in text


@pytest.mark.parametrize(
    "earlier",
    [
        {2023: "1.20", 2024: "1.50"},
        {2021: "1.00", 2022: "1.10", 2024: "1.50"},
        {2022: "1.60", 2023: "1.20", 2024: "1.50"},
        {2022: "1.88", 2023: "1.89", 2024: "1.895"},
    ],
    ids=["two years", "a year is missing", "it was worse once", "hardly a change"],
)
def test_less_than_a_development_is_no_sign(earlier):
    known = {HOEJ: {aar: Decimal(v) for aar, v in earlier.items()}}
    assert not flags(emne({HOEJ: "1.90"}, foer=known))


def test_what_most_others_have_and_this_one_not_is_one_sign_that_names_all_of_it():
    others = Sammenligning("Store", 11, {}, {LAV: 9, HOEJ: 4})
    (flag,) = flags(emne({HOEJ: None}, andre=others))
    assert flag.tekst == "Mangler for 2025: Henlæggelser i året (9 af 10 andre har det)."
    assert (flag.alvor, flag.vaerdi, flag.graense) == ("opmaerksom", "90 pct.", "50 pct.")


def test_an_open_reservation_is_grave_and_later_accounts_do_not_look_back():
    remarks = (
        Bemaerkning(7, "kritisk", 2024),
        Bemaerkning(9, "forbehold", 2025),
        Bemaerkning(3, "anbefaling", 2025),
    )
    (flag,) = flags(emne(bemaerkninger=remarks))
    assert flag.tekst == (
        "2 bemærkninger fra revisionen er ikke afsluttet: forbehold i påtegningen (2025) og kritisk bemærkning (2024)."
    )
    assert flag.maal == "bemaerkning:9" and flag.alvor == "alvorlig"
    assert not flags(emne(aar=2023, bemaerkninger=remarks))


def test_vacant_dwellings_are_held_against_the_limit_of_vacancy():
    (text,) = told(emne(ledige=Ledige(9, 120)))
    assert text == (
        "9 af 120 boliger var ledige med lejetab, da de blev gjort op: 7,50 pct. Den kritiske værdi for tomgang er 3,00 pct."
    )
    assert not flags(emne(ledige=Ledige(3, 120)))
    assert not flags(emne(ledige=Ledige(0, 0)))


def test_grave_signs_are_told_first_and_counted():
    subject = emne(
        {HOEJ: "2.51"},
        andre=Sammenligning("Store", 11, {}, {LAV: 9}),
        bemaerkninger=(Bemaerkning(7, "kritisk", 2024),),
    )
    found = flags(subject)
    assert [item.alvor for item in found] == ["alvorlig", "alvorlig", "opmaerksom"]
    assert count_flag(found) == (2, 1)
    assert [Flag.of_json(item.as_json()) for item in found] == list(found)


def test_rules_that_hang_on_the_day_are_never_in_what_is_kept():
    kept = {item.regel for item in flags(emne({HOEJ: "9"}, niveau="organisation"))}
    assert not kept & {item.id for item in REGLER if item.dagens}


def test_every_rule_says_what_its_kind_knows_and_a_slip_is_refused_with_its_place():
    for regel in REGLER:
        assert regel.kilde and regel.forklaring
        assert [name for _, name, _, _ in Formatter().parse(regel.tekst) if name]
    text = """
regler:
  - {id: x, art: kritisk_vaerdi, navn: X, alvor: alvorlig, gaelder: [afdeling], forklaring: F, tekst: "{point}",
     parametre: [], sikkerhed: sikker, kilde: K}
"""
    with pytest.raises(SagsgangFejl, match="point"):
        parse_regler(text, "x.yaml")


def test_the_fingerprint_follows_the_rules_and_limits_and_not_their_order():
    assert print_of(REGLER, ["a", "b"]) == print_of(REGLER, ["b", "a"])
    assert print_of(REGLER, ["a", "b"]) != print_of(REGLER, ["a", "c"])
    assert print_of(REGLER[1:], []) != print_of(REGLER, [])


TAL = st.decimals(min_value=-1000, max_value=100_000, places=2)
FIGURES = st.dictionaries(st.sampled_from(sorted(INDIKATORER)), st.none() | TAL, max_size=5)
EARLIER = st.dictionaries(st.integers(2019, 2024), TAL, max_size=6)


@st.composite
def emner(draw: st.DrawFn) -> Emne:
    own = draw(FIGURES)
    others = draw(
        st.lists(st.dictionaries(st.sampled_from(sorted(INDIKATORER)), TAL, max_size=4), max_size=8)
    )
    have = {id_: [row[id_] for row in others if id_ in row] for id_ in INDIKATORER}
    for id_, value in own.items():
        if value is not None:
            have[id_].append(value)
    return Emne(
        niveau=draw(st.sampled_from(["organisation", "afdeling"])),
        aar=2025,
        tal={id_: Laest(value, number) for number, (id_, value) in enumerate(own.items())},
        andre=Sammenligning(
            "Gruppe",
            len(others) + 1,
            {id_: g for id_, values in have.items() if (g := describe(values))},
            {id_: len(values) for id_, values in have.items()},
        ),
        foer={id_: draw(EARLIER) for id_ in own},
        ledige=draw(st.none() | st.builds(Ledige, st.integers(0, 50), st.integers(50, 60))),
    )


LIMITS = st.builds(
    Graenser,
    st.dictionaries(st.sampled_from(sorted(INDIKATORER)), st.none() | TAL.map(str), max_size=6).map(
        lambda found: kritisk(**found)
    ),
    st.none() | st.decimals(min_value="0.5", max_value=5, places=1),
    st.none() | st.integers(1, 6),
    st.none() | st.integers(1, 4),
    st.none() | st.decimals(min_value=0, max_value=50, places=0),
    st.none() | st.decimals(min_value=0, max_value=100, places=0),
)


@settings(max_examples=80)
@given(emner(), LIMITS)
def test_no_flag_without_a_figure_and_a_limit_that_it_breaks(subject, graenser):
    for flag in flags(subject, graenser):
        regel = find_regel(flag.regel)
        assert flag.vaerdi and flag.graense and flag.vaerdi != "" and subject.niveau in regel.gaelder
        assert not silent_because(regel, graenser)
        if regel.art == "kritisk_vaerdi":
            limit = graenser.kritiske[flag.indikator]
            assert limit.is_hit_by(subject.tal[flag.indikator].vaerdi)
        elif regel.art in ("afviger", "udvikling"):
            assert subject.tal[flag.indikator].vaerdi is not None
        assert flags(subject, INTET) == ()


@settings(max_examples=80)
@given(emner(), LIMITS, st.data(), st.decimals(min_value=1, max_value=5000, places=1))
def test_a_worse_figure_never_gives_fewer_flags(subject, graenser, data, step):
    known = [id_ for id_, read in subject.tal.items() if read.vaerdi is not None]
    if not known:
        return
    id_ = data.draw(st.sampled_from(known))
    sign = 1 if INDIKATORER[id_].daarligt == "hoej" else -1
    read = subject.tal[id_]
    worse = replace(subject, tal={**subject.tal, id_: replace(read, vaerdi=read.vaerdi + sign * step)})
    before = {(item.regel, item.indikator) for item in flags(subject, graenser)}
    assert before <= {(item.regel, item.indikator) for item in flags(worse, graenser)}


@settings(max_examples=40)
@given(emner(), LIMITS, st.randoms())
def test_flags_do_not_hang_on_the_order_in_which_figures_come(subject, graenser, random):
    pairs = list(subject.tal.items())
    random.shuffle(pairs)
    assert flags(replace(subject, tal=dict(pairs)), graenser) == flags(subject, graenser)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.integers(0, 3),
            st.none() | st.integers(0, 9),
            st.sampled_from("ab"),
            st.integers(),
        ),
        unique_by=lambda row: row[4],
    ),
    st.randoms(),
)
def test_the_order_is_total_and_stable_and_counts_grave_flags_first(rows, random):
    ordered = sorted(rows, key=lambda row: order_of(*row))
    random.shuffle(rows)
    assert sorted(rows, key=lambda row: order_of(*row)) == ordered
    assert [row[0] for row in ordered] == sorted((row[0] for row in rows), reverse=True)

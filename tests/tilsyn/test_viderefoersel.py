"""Nothing that a dialogue left open is lost: each item and agreement is carried to the next year, or closed with a reason."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almen.regler.fejl import UgyldigtInput
from almen.sager.services import BeslutningAfvist, record_beslutning, verify_journal
from almen.tilsyn.models import Aftalestatus, Dialogaftale, Dialogpunkt
from almen.tilsyn.selectors.dialog import left_open
from almen.tilsyn.services.dialog import open_dialog
from almen.tilsyn.services.dialogaftale import Aftaleinput, add_aftale, edit_aftale, follow_up, remove_aftale
from almen.tilsyn.services.dialogmoede import (
    Konklusion,
    Punktinput,
    add_punkter,
    close_punkt,
    remove_punkt,
    save_referat,
)
from almen.tilsyn.services.viderefoersel import carry_forward

from .dialogvej import fresh, walk

AFTALE = Aftaleinput("Plan for tage", "boligorganisation", "Driftschef", dt.date(2026, 3, 1))


@pytest.fixture
def open_year(sagsgange, i_november_2026, sagsbehandler, organisation):
    """Opens the organisation's dialogue of a year."""

    def act(aar):
        return open_dialog(
            bruger=sagsbehandler,
            boligorganisation=organisation,
            aar=aar,
            frist=dt.date(aar, 12, 31),
            aabnet_dato=dt.date(aar, 3, 2),
        ).styringsdialog

    return act


@pytest.fixture
def sidste(open_year, sagsbehandler):
    """The dialogue of 2025 with an item to be taken up again and an agreement on it."""
    dialog = open_year(2025)
    (punkt,) = add_punkter(bruger=sagsbehandler, dialog=dialog, punkter=[Punktinput("Tagene", "", "fysisk")])
    given = {punkt.pk: Konklusion("Planen mangler", aabent=True)}
    save_referat(bruger=sagsbehandler, dialog=dialog, referat="", konklusioner=given)
    aftale = Aftaleinput(AFTALE.tekst, AFTALE.part, AFTALE.ejer, AFTALE.frist, punkt.pk)
    add_aftale(bruger=sagsbehandler, dialog=dialog, aftale=aftale)
    return dialog


def test_open_items_and_agreements_come_along_once_and_remember_where_from(sidste, open_year, sagsbehandler):
    dialog = open_year(2026)
    first = carry_forward(bruger=sagsbehandler, dialog=dialog)
    again = carry_forward(bruger=sagsbehandler, dialog=dialog)
    assert (len(first.punkter), len(first.aftaler), again.punkter, again.aftaler) == (1, 1, (), ())
    punkt, aftale = dialog.punkter.get(), dialog.aftaler.get()
    assert punkt.genoptaget_fra.dialog == sidste and "Fra dialogen i 2025: Planen mangler" in punkt.oplaeg
    assert aftale.punkt == punkt and (aftale.frist, aftale.status) == (AFTALE.frist, Aftalestatus.AABEN)
    old = sidste.aftaler.get()
    assert (old.status, old.viderefoert_som) == (Aftalestatus.VIDEREFOERT, aftale)
    assert verify_journal() == []
    with pytest.raises(UgyldigtInput, match="ført videre"):
        follow_up(bruger=sagsbehandler, aftale=old, status="opfyldt")
    with pytest.raises(UgyldigtInput, match="bortfaldet"):
        remove_aftale(bruger=sagsbehandler, aftale=aftale)


def test_a_meeting_is_not_called_while_something_from_earlier_years_is_forgotten(
    sidste, open_year, sagsbehandler
):
    dialog = open_year(2026)
    walk(sagsbehandler, dialog, "gennemgang")
    with pytest.raises(BeslutningAfvist, match="1 punkter og 1 aftaler"):
        walk(sagsbehandler, dialog, "dagsorden")
    close_punkt(bruger=sagsbehandler, punkt=sidste.punkter.get(), grund="Taget er lagt")
    follow_up(bruger=sagsbehandler, aftale=sidste.aftaler.get(), status="opfyldt")
    record_beslutning(bruger=sagsbehandler, sag=dialog.sag, trin="dagsorden")
    with pytest.raises(UgyldigtInput, match="i forvejen"):
        close_punkt(bruger=sagsbehandler, punkt=sidste.punkter.get(), grund="Igen")


def test_an_item_that_is_taken_off_the_agenda_is_open_again_where_it_came_from(
    sidste, open_year, sagsbehandler
):
    dialog = open_year(2026)
    carry_forward(bruger=sagsbehandler, dialog=dialog)
    aftale = dialog.aftaler.get()
    with pytest.raises(UgyldigtInput, match="aftaler"):
        remove_punkt(bruger=sagsbehandler, punkt=dialog.punkter.get())
    nyt = Aftaleinput(aftale.tekst, aftale.part, aftale.ejer, aftale.frist)
    edit_aftale(bruger=sagsbehandler, aftale=aftale, nyt=nyt)
    remove_punkt(bruger=sagsbehandler, punkt=dialog.punkter.get())
    assert [row.titel for row in left_open(dialog)[0]] == ["Tagene"]


def test_a_year_without_a_dialogue_loses_nothing(sidste, open_year, sagsbehandler):
    carry_forward(bruger=sagsbehandler, dialog=open_year(2027))
    assert Dialogaftale.objects.get(dialog__aar=2027).viderefoert_fra.dialog.aar == 2025


STATES = st.sampled_from(["aaben", "opfyldt", "bortfaldet"])


@given(
    years=st.lists(
        st.tuples(st.lists(st.booleans(), max_size=3), st.lists(STATES, max_size=3)), min_size=1, max_size=3
    )
)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_left_open_is_in_the_latest_dialogue_or_was_closed(years, open_year, sagsbehandler):
    with transaction.atomic():
        for offset, (points, agreements) in enumerate(years):
            dialog = open_year(2022 + offset)
            carry_forward(bruger=sagsbehandler, dialog=dialog)
            made = add_punkter(
                bruger=sagsbehandler,
                dialog=dialog,
                punkter=[Punktinput(f"{dialog.aar}-{n}") for n in range(len(points))],
            )
            given = {row.pk: Konklusion("Sagt", flag) for row, flag in zip(made, points, strict=True)}
            save_referat(bruger=sagsbehandler, dialog=dialog, referat="", konklusioner=given)
            for status in agreements:
                row = add_aftale(bruger=sagsbehandler, dialog=dialog, aftale=AFTALE)
                follow_up(
                    bruger=sagsbehandler, aftale=row, status=status, note="Fordi", dato=dt.date(2026, 1, 1)
                )
        last = open_year(2022 + len(years))
        carry_forward(bruger=sagsbehandler, dialog=last)
        assert left_open(last) == ([], [])
        still = Dialogaftale.objects.filter(status=Aftalestatus.AABEN)
        assert set(still.values_list("dialog", flat=True)) <= {last.pk}
        assert still.count() == sum(status == "aaben" for _, agreed in years for status in agreed)
        forgotten = Dialogpunkt.objects.filter(aabent=True, genoptaget_som__isnull=True)
        assert set(forgotten.values_list("dialog", flat=True)) <= {last.pk}
        transaction.set_rollback(True)


def test_what_has_become_of_an_agreement_is_followed_also_after_the_dialogue_has_ended(dialog, sagsbehandler):
    aftale = Aftaleinput("Plan", "begge", "Direktør", dt.date(2027, 5, 1))
    walk(sagsbehandler, dialog, "moede")
    row = add_aftale(bruger=sagsbehandler, dialog=dialog, aftale=aftale)
    walk(sagsbehandler, dialog, "redegoerelse")
    with pytest.raises(UgyldigtInput, match="skal sige hvorfor"):
        follow_up(bruger=sagsbehandler, aftale=row, status="bortfaldet")
    done = follow_up(bruger=sagsbehandler, aftale=row, status="opfyldt", note="Modtaget")
    assert (done.status, done.afsluttet) == ("opfyldt", dt.date(2026, 11, 27))
    posts = fresh(dialog).sag.journal.filter(art="dialog_aftale_opfoelgning")
    assert posts.get().data["efter"]["note"] == "Modtaget" and posts.get().fortrolighed == "intern"
    with pytest.raises(UgyldigtInput, match="skal sige hvorfor"):
        follow_up(bruger=sagsbehandler, aftale=row, status="aaben")
    with pytest.raises(UgyldigtInput, match="Redegørelsen er offentliggjort"):
        remove_aftale(bruger=sagsbehandler, aftale=row)


@pytest.mark.parametrize(
    ("felt", "change"),
    [
        ("tekst", {"tekst": " "}),
        ("ejer", {"ejer": ""}),
        ("part", {"part": "ingen"}),
        ("punkt", {"punkt": 999999}),
        ("frist", {"frist": dt.date(2026, 1, 1)}),
    ],
)
def test_an_agreement_says_who_does_what_by_when(dialog, sagsbehandler, felt, change):
    walk(sagsbehandler, dialog, "dagsorden")
    base = {"tekst": "Plan", "part": "begge", "ejer": "Direktør", "frist": dt.date(2027, 1, 1)}
    with pytest.raises(UgyldigtInput) as error:
        add_aftale(bruger=sagsbehandler, dialog=dialog, aftale=Aftaleinput(**{**base, **change}))
    assert [item.felt for item in error.value.fejl] == [felt]

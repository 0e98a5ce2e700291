"""Users and roles: kept, journalled, and never locked out of."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from tests.people import make_bruger

from almen.organisationer import services
from almen.organisationer.models import Bruger, Rolle, Rolletildeling
from almen.sager.models import Journalpost

TODAY = dt.date.today()
DAY = dt.timedelta(days=1)


def again(bruger: Bruger) -> Bruger:
    """The user as the next request sees them."""
    return Bruger.objects.get(pk=bruger.pk)


def test_a_new_user_has_no_password_and_no_role_and_is_journalled(administrator):
    konto = services.create_bruger(bruger=administrator, username="ny", navn="Ny Bruger")
    assert not konto.has_usable_password()
    assert konto.roller == frozenset()
    post = Journalpost.objects.get(art="bruger_oprettet")
    assert "ny" in post.tekst


def test_the_link_to_choose_a_password_is_nowhere_in_the_journal(administrator):
    konto = services.create_bruger(bruger=administrator, username="ny", navn="Ny Bruger")
    key = services.make_adgangslink(konto).rstrip("/").rsplit("-", 1)[-1]
    assert len(key) > 20
    assert key not in str(list(Journalpost.objects.values_list("tekst", "data")))


@pytest.mark.parametrize("name", ["rita", "Rita", "RITA"])
def test_a_user_name_is_taken_whatever_its_case(administrator, revisor, name):
    with pytest.raises(services.OrganisationFejl, match="findes allerede"):
        services.create_bruger(bruger=administrator, username=name, navn="En anden")


def test_two_users_never_share_an_e_mail_since_it_decides_who_signs_in(administrator, revisor, leder):
    services.edit_bruger(bruger=administrator, konto=revisor, navn="Rita", email="rita@example.dk")
    with pytest.raises(services.OrganisationFejl, match="E-mailen"):
        services.edit_bruger(bruger=administrator, konto=leder, navn="Leif", email="RITA@example.dk")
    services.edit_bruger(bruger=administrator, konto=revisor, navn="Rita R", email="rita@example.dk")
    assert again(revisor).navn == "Rita R"


def test_only_administrators_change_users(leder, revisor, sagsbehandler):
    acts = [
        lambda: services.create_bruger(bruger=leder, username="x", navn="x"),
        lambda: services.edit_bruger(bruger=leder, konto=revisor, navn="x"),
        lambda: services.give_rolle(bruger=leder, konto=revisor, rolle=Rolle.LEDER, fra=TODAY),
        lambda: services.end_rolle(bruger=leder, tildeling=revisor.rolletildelinger.get()),
        lambda: services.set_active(bruger=leder, konto=revisor, active=False),
        lambda: services.reset_password(bruger=leder, konto=revisor),
        lambda: services.reset_mfa(bruger=leder, konto=revisor),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    assert not Bruger.objects.filter(username="x").exists()
    assert again(revisor).roller == {Rolle.REVISOR}


def test_nobody_changes_their_own_roles_or_account(administrator):
    make_bruger("anders", Rolle.ADMINISTRATOR)
    own = administrator.rolletildelinger.get()
    with pytest.raises(services.OrganisationFejl, match="egne roller"):
        services.give_rolle(bruger=administrator, konto=administrator, rolle=Rolle.LEDER, fra=TODAY)
    with pytest.raises(services.OrganisationFejl, match="egne roller"):
        services.end_rolle(bruger=administrator, tildeling=own)
    with pytest.raises(services.OrganisationFejl, match="egen konto"):
        services.set_active(bruger=administrator, konto=administrator, active=False)
    with pytest.raises(services.OrganisationFejl, match="din egen adgangskode"):
        services.reset_password(bruger=administrator, konto=administrator)


def test_the_last_lasting_administrator_cannot_be_removed(administrator):
    vikar = make_bruger("vikar", Rolle.ADMINISTRATOR)
    vikar.rolletildelinger.update(gyldig_til=TODAY + 10 * DAY)
    with pytest.raises(services.OrganisationFejl, match="sidste administrator"):
        services.end_rolle(bruger=vikar, tildeling=administrator.rolletildelinger.get())
    with pytest.raises(services.OrganisationFejl, match="sidste administrator"):
        services.set_active(bruger=vikar, konto=administrator, active=False)
    assert again(administrator).is_active
    assert again(administrator).roller == {Rolle.ADMINISTRATOR}


def test_one_of_two_administrators_can_be_removed(administrator):
    anden = make_bruger("anders", Rolle.ADMINISTRATOR)
    services.end_rolle(bruger=administrator, tildeling=anden.rolletildelinger.get())
    assert again(anden).roller == frozenset()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["end", "close"])
def test_two_administrators_who_remove_each_other_at_once_leave_one(act):
    users = [make_bruger(name, Rolle.ADMINISTRATOR) for name in ("anna", "anders")]
    start, refused = threading.Barrier(2), []

    def remove(mine: Bruger, other: Bruger) -> None:
        try:
            start.wait()
            if act == "end":
                services.end_rolle(bruger=mine, tildeling=other.rolletildelinger.get())
            else:
                services.set_active(bruger=mine, konto=other, active=False)
        except services.OrganisationFejl as error:
            refused.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=pair) for pair in (users, users[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    left = [user for user in map(again, users) if user.is_active and Rolle.ADMINISTRATOR in user.roller]
    assert len(left) == 1
    assert len(refused) == 1


@pytest.mark.parametrize(
    ("fra", "til", "holds"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY - 5 * DAY, TODAY - DAY, False),
        (TODAY + DAY, None, False),
    ],
)
def test_a_role_holds_from_its_first_day_to_and_with_its_last(administrator, uden_rolle, fra, til, holds):
    services.give_rolle(bruger=administrator, konto=uden_rolle, rolle=Rolle.LEDER, fra=fra, til=til)
    assert again(uden_rolle).has_rolle(Rolle.LEDER) is holds


def test_the_same_role_is_not_given_twice_in_a_period(administrator, revisor):
    with pytest.raises(services.OrganisationFejl, match="allerede den rolle"):
        services.give_rolle(bruger=administrator, konto=revisor, rolle=Rolle.REVISOR, fra=TODAY)
    services.give_rolle(bruger=administrator, konto=revisor, rolle=Rolle.LEDER, fra=TODAY)
    assert again(revisor).roller == {Rolle.REVISOR, Rolle.LEDER}


def test_a_role_for_an_organisation_or_a_forvaltning_says_which(administrator, uden_rolle):
    give = {"bruger": administrator, "konto": uden_rolle, "fra": TODAY}
    with pytest.raises(services.OrganisationFejl, match="boligorganisation"):
        services.give_rolle(rolle=Rolle.BOLIGORGANISATION, **give)
    with pytest.raises(services.OrganisationFejl, match="forvaltning"):
        services.give_rolle(rolle=Rolle.ANDEN_FORVALTNING, **give)
    with pytest.raises(services.OrganisationFejl, match="før den begynder"):
        services.give_rolle(rolle=Rolle.LEDER, til=TODAY - DAY, **give)
    assert not Rolletildeling.objects.filter(bruger=uden_rolle).exists()


def test_an_ended_role_stops_at_once_and_stays_in_the_history(administrator, revisor):
    tildeling = revisor.rolletildelinger.get()
    services.end_rolle(bruger=administrator, tildeling=tildeling)
    assert again(revisor).roller == frozenset()
    assert again(revisor).rolletildelinger.get().gyldig_til == TODAY - DAY
    assert Journalpost.objects.filter(art="rolle_afsluttet", tekst__contains="rita").exists()
    with pytest.raises(services.OrganisationFejl, match="allerede afsluttet"):
        services.end_rolle(bruger=administrator, tildeling=tildeling)


def test_a_role_that_has_not_begun_can_be_withdrawn(administrator, uden_rolle):
    given = services.give_rolle(
        bruger=administrator, konto=uden_rolle, rolle=Rolle.LEDER, fra=TODAY + 10 * DAY
    )
    services.end_rolle(bruger=administrator, tildeling=given)
    given.refresh_from_db()
    assert given.gyldig_til < given.gyldig_fra
    assert not given.er_aktiv


def test_a_closed_account_keeps_its_roles_and_can_be_opened_again(administrator, revisor):
    services.set_active(bruger=administrator, konto=revisor, active=False)
    assert not again(revisor).is_active
    services.set_active(bruger=administrator, konto=revisor, active=True)
    assert again(revisor).is_active
    assert again(revisor).roller == {Rolle.REVISOR}
    assert Journalpost.objects.filter(art="bruger_status").count() == 2

"""Users and their roles. A user is never deleted, since the journal names them; a role is ended, never taken out."""

from __future__ import annotations

import datetime as dt

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from almen.organisationer import haendelser
from almen.organisationer.models import Boligorganisation, Bruger, Rolle, Rolletildeling
from almen.organisationer.services.rettigheder import OrganisationFejl, require_administrate

COMMAND_LINE = "kommandolinje"


@transaction.atomic
def create_bruger(*, bruger: Bruger, username: str, navn: str, email: str = "") -> Bruger:
    """Creates a user without roles and without a password; `make_adgangslink` lets them choose one.

    Raises IkkeTilladt, or OrganisationFejl if the name or the e-mail is taken.
    """
    require_administrate(bruger)
    if Bruger.objects.filter(username__iexact=username).exists():
        raise OrganisationFejl("Brugernavnet findes allerede.")
    _require_free_email(email)
    created = Bruger(username=username, navn=navn, email=email)
    created.set_unusable_password()
    created.full_clean(exclude=["password"])
    created.save()
    haendelser.announce(bruger, "bruger_oprettet", f"Bruger oprettet: {username}", {"bruger": created.pk})
    return created


@transaction.atomic
def command_line_user() -> Bruger:
    """Who acts when a command on the server names nobody: an account of its own that nobody can sign in with.

    Made the first time, journalled, with the rights of a sagsbehandler; an administrator can close it like any other.
    """
    bruger, created = Bruger.objects.get_or_create(
        username=COMMAND_LINE, defaults={"navn": "Kommandolinjen (drift)"}
    )
    if created:
        bruger.set_unusable_password()
        bruger.save(update_fields=["password"])
        Rolletildeling.objects.create(
            bruger=bruger, rolle=Rolle.SAGSBEHANDLER, gyldig_fra=timezone.localdate()
        )
        haendelser.announce(
            bruger, "bruger_oprettet", f"Bruger oprettet: {COMMAND_LINE}", {"bruger": bruger.pk}
        )
    return bruger


@transaction.atomic
def edit_bruger(*, bruger: Bruger, konto: Bruger, navn: str, email: str = "") -> None:
    """Changes name and e-mail; the e-mail is what the municipality's sign-in recognises the user by."""
    require_administrate(bruger)
    _require_free_email(email, besides=konto)
    changed = {}
    for name, value in (("navn", navn), ("email", email)):
        if getattr(konto, name) != value:
            changed[name] = {"fra": getattr(konto, name), "til": value}
            setattr(konto, name, value)
    if changed:
        konto.save(update_fields=list(changed))
        haendelser.announce(bruger, "bruger_rettet", f"Bruger rettet: {konto.username}", changed)


def make_adgangslink(konto: Bruger) -> str:
    """Path of a page where `konto` chooses a password: works once, and for as long as PASSWORD_RESET_TIMEOUT."""
    key = default_token_generator.make_token(konto)
    return reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(konto), "key": key}
    )


@transaction.atomic
def reset_password(*, bruger: Bruger, konto: Bruger) -> None:
    """Ends the account's password and its sessions; `make_adgangslink` lets the user choose a new one."""
    require_administrate(bruger)
    if konto == bruger:
        raise OrganisationFejl("Du skifter din egen adgangskode under Min konto.")
    konto.set_unusable_password()
    konto.save(update_fields=["password"])
    haendelser.announce(bruger, "kodeord_nulstillet", f"Adgangskode nulstillet for {konto.username}")


@transaction.atomic
def reset_mfa(*, bruger: Bruger, konto: Bruger) -> None:
    """Takes away the account's second factor, for a user who has lost it."""
    require_administrate(bruger)
    if konto == bruger:
        raise OrganisationFejl("Du ændrer dit eget to-faktor-login under Min konto.")
    deleted, _ = Authenticator.objects.filter(user=konto).delete()
    if not deleted:
        raise OrganisationFejl("Brugeren har ikke to-faktor-login.")
    haendelser.announce(bruger, "mfa_nulstillet", f"To-faktor-login nulstillet for {konto.username}")


@transaction.atomic
def set_active(*, bruger: Bruger, konto: Bruger, active: bool) -> None:
    """Opens or closes an account; nothing else of it changes."""
    require_administrate(bruger)
    if konto == bruger:
        raise OrganisationFejl("Du kan ikke lukke din egen konto.")
    if not active:
        _keep_an_administrator(without=administrators().filter(bruger=konto))
    konto.is_active = active
    konto.save(update_fields=["is_active"])
    act = "åbnet" if active else "lukket"
    haendelser.announce(bruger, "bruger_status", f"Konto {act}: {konto.username}")


@transaction.atomic
def give_rolle(
    *,
    bruger: Bruger,
    konto: Bruger,
    rolle: str,
    fra: dt.date,
    til: dt.date | None = None,
    aktoer: str = "",
    boligorganisation: Boligorganisation | None = None,
) -> Rolletildeling:
    """Gives a role from a day, and to and with `til` if it is given. Nobody changes their own roles."""
    require_administrate(bruger)
    if konto == bruger:
        raise OrganisationFejl("Du kan ikke ændre dine egne roller. Bed en anden administrator.")
    if rolle == Rolle.BOLIGORGANISATION and boligorganisation is None:
        raise OrganisationFejl("Vælg den boligorganisation, brugeren taler for.")
    if rolle == Rolle.ANDEN_FORVALTNING and not aktoer:
        raise OrganisationFejl("Vælg den forvaltning, brugeren hører til.")
    if til is not None and til < fra:
        raise OrganisationFejl("Rollen kan ikke slutte, før den begynder.")
    given = Rolletildeling(
        bruger=konto,
        rolle=rolle,
        aktoer=aktoer if rolle == Rolle.ANDEN_FORVALTNING else "",
        boligorganisation=boligorganisation if rolle == Rolle.BOLIGORGANISATION else None,
        gyldig_fra=fra,
        gyldig_til=til,
    )
    # The user's row is the lock: two who give the same role at once must not both succeed.
    Bruger.objects.select_for_update().get(pk=konto.pk)
    if _overlapping(given).exists():
        raise OrganisationFejl("Brugeren har allerede den rolle i hele eller en del af perioden.")
    given.save()
    period = f"fra {fra:%d.%m.%Y}" + (f" til {til:%d.%m.%Y}" if til else "")
    data = {
        "bruger": konto.pk,
        "rolle": rolle,
        "aktoer": given.aktoer,
        "hvor": str(given.boligorganisation or ""),
    }
    haendelser.announce(
        bruger, "rolle_givet", f"{konto.username} er {given.get_rolle_display()} {period}", data
    )
    return given


@transaction.atomic
def end_rolle(*, bruger: Bruger, tildeling: Rolletildeling) -> None:
    """Ends a role at once, with yesterday as its last day; the history stays.

    A role that began today, or has not begun, ends the day before it begins: it was withdrawn.
    """
    require_administrate(bruger)
    konto = tildeling.bruger
    if konto == bruger:
        raise OrganisationFejl("Du kan ikke ændre dine egne roller. Bed en anden administrator.")
    today = timezone.localdate()
    if tildeling.gyldig_til is not None and tildeling.gyldig_til < today:
        raise OrganisationFejl("Rollen er allerede afsluttet.")
    if tildeling.rolle == Rolle.ADMINISTRATOR:
        _keep_an_administrator(without=administrators().filter(pk=tildeling.pk))
    tildeling.gyldig_til = max(today, tildeling.gyldig_fra) - dt.timedelta(days=1)
    tildeling.save(update_fields=["gyldig_til"])
    text = f"{konto.username} er ikke længere {tildeling.get_rolle_display()}"
    haendelser.announce(bruger, "rolle_afsluttet", text, {"bruger": konto.pk, "rolle": tildeling.rolle})


def administrators() -> QuerySet[Rolletildeling]:
    """Assignments that keep the system in somebody's hands: in force, without an end, on an open account."""
    return Rolletildeling.objects.filter(
        rolle=Rolle.ADMINISTRATOR,
        gyldig_fra__lte=timezone.localdate(),
        gyldig_til__isnull=True,
        bruger__is_active=True,
    )


def _keep_an_administrator(*, without: QuerySet[Rolletildeling]) -> None:
    """Raises OrganisationFejl if nobody would be administrator `without` these. Locks them all until the act is done."""
    lost = set(without.values_list("pk", flat=True))
    # Their accounts are locked too: who is closed meanwhile must be seen as closed, not as when we began to wait.
    locked = administrators().select_related("bruger").select_for_update(of=("self", "bruger")).order_by("pk")
    if lost and not {item.pk for item in locked} - lost:
        raise OrganisationFejl("Det er den sidste administrator. Giv først en anden rollen uden slutdato.")


def _overlapping(given: Rolletildeling) -> QuerySet[Rolletildeling]:
    same = Rolletildeling.objects.filter(
        bruger=given.bruger, rolle=given.rolle, aktoer=given.aktoer, boligorganisation=given.boligorganisation
    )
    begins_before = Q() if given.gyldig_til is None else Q(gyldig_fra__lte=given.gyldig_til)
    return same.filter(Q(gyldig_til__isnull=True) | Q(gyldig_til__gte=given.gyldig_fra), begins_before)


def _require_free_email(email: str, besides: Bruger | None = None) -> None:
    taken = Bruger.objects.filter(email__iexact=email)
    if besides is not None:
        taken = taken.exclude(pk=besides.pk)
    if email and taken.exists():
        raise OrganisationFejl("E-mailen bruges allerede af en anden bruger.")

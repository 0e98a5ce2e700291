"""What can be done with users, roles, boligorganisationer and afdelinger; every act is announced for the journal."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from almen.organisationer import haendelser
from almen.organisationer.models import (
    Afdeling,
    Boligbestand,
    Boligorganisation,
    Bruger,
    Rolle,
    Rolletildeling,
)


class OrganisationFejl(ValueError):
    """The act is not possible; the text says why. Nothing was written."""


@transaction.atomic
def save_boligorganisation(
    *, bruger: Bruger, organisation: Boligorganisation | None = None, **felter: Any
) -> Boligorganisation:
    """Creates or changes a boligorganisation."""
    new = organisation is None
    organisation = organisation or Boligorganisation()
    before = {name: str(getattr(organisation, name, "") or "") for name in felter}
    for name, value in felter.items():
        setattr(organisation, name, value)
    organisation.full_clean()
    organisation.save()
    after = {name: str(getattr(organisation, name) or "") for name in felter}
    changed = {
        name: {"fra": before[name], "til": after[name]} for name in felter if before[name] != after[name]
    }
    act = "oprettet" if new else "rettet"
    haendelser.announce(bruger, f"organisation_{act}", f"Boligorganisation {act}: {organisation}", changed)
    return organisation


@transaction.atomic
def save_afdeling(*, bruger: Bruger, afdeling: Afdeling, bestand: dict[str, int] | None = None) -> Afdeling:
    """Creates or changes an afdeling; `bestand` counts dwellings by type as of today."""
    new = afdeling.pk is None
    afdeling.full_clean()
    afdeling.save()
    for boligtype, antal in (bestand or {}).items():
        Boligbestand.objects.update_or_create(
            afdeling=afdeling, boligtype=boligtype, opgjort=timezone.localdate(), defaults={"antal": antal}
        )
    act = "oprettet" if new else "rettet"
    haendelser.announce(bruger, f"afdeling_{act}", f"Afdeling {act}: {afdeling}", {"bestand": bestand or {}})
    return afdeling


@transaction.atomic
def create_bruger(*, bruger: Bruger, username: str, navn: str, email: str = "") -> tuple[Bruger, str]:
    """Creates a user without roles; gives the user and a temporary password that is shown once."""
    password = secrets.token_urlsafe(12)
    if Bruger.objects.filter(username__iexact=username).exists():
        raise OrganisationFejl("Brugernavnet findes allerede.")
    created = Bruger(username=username, navn=navn, email=email)
    created.set_password(password)
    created.full_clean()
    created.save()
    haendelser.announce(bruger, "bruger_oprettet", f"Bruger oprettet: {username}", {"bruger": created.pk})
    return created, password


@transaction.atomic
def reset_password(*, bruger: Bruger, konto: Bruger) -> str:
    """Gives the account a new temporary password, shown once, and takes away its second factor."""
    from allauth.mfa.models import Authenticator

    password = secrets.token_urlsafe(12)
    konto.set_password(password)
    konto.save(update_fields=["password"])
    Authenticator.objects.filter(user=konto).delete()
    haendelser.announce(bruger, "kodeord_nulstillet", f"Kodeord og to-faktor nulstillet for {konto.username}")
    return password


@transaction.atomic
def set_active(*, bruger: Bruger, konto: Bruger, active: bool) -> None:
    """Opens or closes an account; users are never deleted, since the journal names them."""
    if konto == bruger:
        raise OrganisationFejl("Du kan ikke lukke din egen konto.")
    if not active:
        _keep_an_administrator(without=konto)
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
    aktoer: str = "",
    boligorganisation: Boligorganisation | None = None,
) -> Rolletildeling:
    """Gives a role from a day. Nobody changes their own roles."""
    if konto == bruger:
        raise OrganisationFejl("Du kan ikke ændre dine egne roller. Bed en anden administrator.")
    if rolle == Rolle.BOLIGORGANISATION and boligorganisation is None:
        raise OrganisationFejl("Vælg den boligorganisation, brugeren taler for.")
    if rolle == Rolle.ANDEN_FORVALTNING and not aktoer:
        raise OrganisationFejl("Vælg den forvaltning, brugeren hører til.")
    given = Rolletildeling.objects.create(
        bruger=konto,
        rolle=rolle,
        aktoer=aktoer if rolle == Rolle.ANDEN_FORVALTNING else "",
        boligorganisation=boligorganisation if rolle == Rolle.BOLIGORGANISATION else None,
        gyldig_fra=fra,
    )
    haendelser.announce(
        bruger, "rolle_givet", f"{konto.username} er {given.get_rolle_display()} fra {fra:%d.%m.%Y}"
    )
    return given


@transaction.atomic
def end_rolle(*, bruger: Bruger, tildeling: Rolletildeling) -> None:
    """Ends a role with yesterday as its last day; the history stays."""
    if tildeling.bruger == bruger:
        raise OrganisationFejl("Du kan ikke ændre dine egne roller. Bed en anden administrator.")
    if tildeling.rolle == Rolle.ADMINISTRATOR:
        _keep_an_administrator(without=tildeling.bruger)
    tildeling.gyldig_til = timezone.localdate() - dt.timedelta(days=1)
    tildeling.save(update_fields=["gyldig_til"])
    haendelser.announce(
        bruger,
        "rolle_afsluttet",
        f"{tildeling.bruger.username} er ikke længere {tildeling.get_rolle_display()}",
    )


def _keep_an_administrator(*, without: Bruger) -> None:
    today = timezone.localdate()
    others = Rolletildeling.objects.filter(
        Q(gyldig_til__isnull=True) | Q(gyldig_til__gte=today),
        rolle=Rolle.ADMINISTRATOR,
        gyldig_fra__lte=today,
        bruger__is_active=True,
    ).exclude(bruger=without)
    if not others.exists():
        raise OrganisationFejl("Det er den sidste administrator. Giv først en anden rollen.")

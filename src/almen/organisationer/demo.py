"""Demo users, one per role. No person is behind any of them."""

from __future__ import annotations

import datetime as dt

from almen.organisationer.models import Boligorganisation, Bruger, Rolle, Rolletildeling

PASSWORD = "almen-demo-2026"  # noqa: S105 - shown on the sign-in page of every demo
DEMO_USERS: dict[str, tuple[str, str, str]] = {
    "sagsbehandler": ("Sagsbehandler (demo)", Rolle.SAGSBEHANDLER, ""),
    "leder": ("Leder (demo)", Rolle.LEDER, ""),
    "direktion": ("Direktionen (demo)", Rolle.DIREKTION, ""),
    "sekretaer": ("Udvalgssekretær (demo)", Rolle.UDVALGSSEKRETAER, ""),
    "suf": ("Sundheds- og Omsorgsforvaltningen (demo)", Rolle.ANDEN_FORVALTNING, "suf"),
    "sof": ("Socialforvaltningen (demo)", Rolle.ANDEN_FORVALTNING, "sof"),
    "boligorganisation": ("Boligorganisationen fsb (demo)", Rolle.BOLIGORGANISATION, ""),
    "revisor": ("Revisor (demo)", Rolle.REVISOR, ""),
    "admin": ("Administrator (demo)", Rolle.ADMINISTRATOR, ""),
}
OWN_ORGANISATION = ("9900", "fsb", "fsb")


def load_demo() -> dict[str, Bruger]:
    """Creates the demo users that are missing; returns all by user name."""
    users = {bruger.username: bruger for bruger in Bruger.objects.filter(username__in=DEMO_USERS)}
    for username, (navn, rolle, aktoer) in DEMO_USERS.items():
        if username in users:
            continue
        bruger = Bruger.objects.create_user(username, password=PASSWORD, navn=navn)
        organisation = _own_organisation() if rolle == Rolle.BOLIGORGANISATION else None
        Rolletildeling.objects.create(
            bruger=bruger,
            rolle=rolle,
            aktoer=aktoer,
            boligorganisation=organisation,
            gyldig_fra=dt.date(2020, 1, 1),
        )
        users[username] = bruger
    return {username: users[username] for username in DEMO_USERS}


def _own_organisation() -> Boligorganisation:
    """The organisation that the demo's housing user speaks for; its LBF number is synthetic."""
    lbf_nummer, navn, kortnavn = OWN_ORGANISATION
    found = Boligorganisation.objects.filter(kortnavn=kortnavn).first()
    return found or Boligorganisation.objects.create(
        navn=navn,
        kortnavn=kortnavn,
        lbf_nummer=lbf_nummer,
        demo=True,
        kilde="Navnet er offentligt; LBF-nummeret er DEMO",
    )

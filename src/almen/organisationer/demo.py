"""Demo users, at least one per role. No person is behind any of them."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.hashers import make_password

from almen.organisationer.models import Boligorganisation, Bruger, Rolle, Rolletildeling

PASSWORD = "almen-demo-2026"  # noqa: S105 - shown on the sign-in page of every demo
DEMO_USERS: dict[str, tuple[str, str, str]] = {
    "sagsbehandler": ("Sagsbehandler (demo)", Rolle.SAGSBEHANDLER, ""),
    "leder": ("Leder (demo)", Rolle.LEDER, ""),
    "direktion": ("Direktionen (demo)", Rolle.DIREKTION, ""),
    "sekretaer": ("Udvalgssekretær (demo)", Rolle.UDVALGSSEKRETAER, ""),
    "suf": ("Sundheds- og Omsorgsforvaltningen (demo)", Rolle.ANDEN_FORVALTNING, "suf"),
    "sof": ("Socialforvaltningen (demo)", Rolle.ANDEN_FORVALTNING, "sof"),
    "buf": ("Børne- og Ungdomsforvaltningen (demo)", Rolle.ANDEN_FORVALTNING, "buf"),
    "kff": ("Kultur- og Fritidsforvaltningen (demo)", Rolle.ANDEN_FORVALTNING, "kff"),
    "boligorganisation": ("Boligorganisationen fsb (demo)", Rolle.BOLIGORGANISATION, ""),
    "revisor": ("Revisor (demo)", Rolle.REVISOR, ""),
    "admin": ("Administrator (demo)", Rolle.ADMINISTRATOR, ""),
}
# What each can try, in a few words, for the sign-in page.
TRY: dict[str, str] = {
    "sagsbehandler": "opretter sager og registrerer afgørelser",
    "leder": "som sagsbehandler; sætter desuden rammer og versioner i kraft",
    "direktion": "godkender grundkapital, grundkøbslån og garanti",
    "sekretaer": "registrerer udvalgenes og Borgerrepræsentationens beslutninger",
    "suf": "deltager i sager om ældre- og plejeboliger",
    "sof": "deltager i sager om ældre- og plejeboliger",
    "buf": "melder status på sine indsatser i handleplanen",
    "kff": "melder status på sine indsatser i handleplanen",
    "boligorganisation": "søger om skema A, B og C, svarer kommunen og følger sine egne sager",
    "revisor": "ser alt, ændrer intet",
    "admin": "brugere, roller, lokale tal og API-adgang",
}
OWN_ORGANISATION = ("9900", "fsb", "fsb")


def sign_in_choices() -> list[tuple[str, str, str]]:
    """(user name, name, what they can try) of the demo users that are there and open."""
    found = dict(
        Bruger.objects.filter(username__in=DEMO_USERS, is_active=True).values_list("username", "navn")
    )
    return [(name, found[name] or name, TRY[name]) for name in DEMO_USERS if name in found]


def load_demo() -> dict[str, Bruger]:
    """Creates the demo users that are missing; returns all by user name."""
    users = {bruger.username: bruger for bruger in Bruger.objects.filter(username__in=DEMO_USERS)}
    # Hashing takes its time by design; the password is public and the same for all, so once will do.
    hashed = make_password(PASSWORD) if len(users) < len(DEMO_USERS) else ""
    for username, (navn, rolle, aktoer) in DEMO_USERS.items():
        if username in users:
            continue
        bruger = Bruger.objects.create(username=username, password=hashed, navn=navn)
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

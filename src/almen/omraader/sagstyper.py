"""What `omraader` tells the engine: the case type of a proposal to adjust flexible letting, its facts and checks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from almen.omraader.indstilling import adjustment
from almen.omraader.selectors.justering import JUSTERING, justering_of
from almen.omraader.selectors.varsel import known_of, must_let_flexibly
from almen.sager.models import Sag
from almen.sagsgang.register import REGISTER, Faktum, Kontrol, Kontrolsvar, Sagstype
from almen.ui.formater import dato

OBLIGATORISK = (
    ("ja", "Områder, hvor loven kræver fleksibel udlejning"),
    ("nej", "Områder, hvor loven ikke kræver fleksibel udlejning"),
)


def fakta(sag: Sag) -> Mapping[str, Any]:
    """Whether the statute demands flexible letting there: it settles if the organisation must agree or is heard."""
    return {"obligatorisk": "ja" if must_let_flexibly(justering_of(sag).omraade) else "nej"}


def noegletal(sag: Sag) -> Mapping[str, Any]:
    """Text that the case list searches in."""
    found = justering_of(sag)
    return {"soegetekst": f"{found.omraade} {found.begrundelse}"[:400]}


def oplysninger(sag: Sag) -> list[tuple[str, Any]]:
    """What the case page and a paper tell of the proposal."""
    found = justering_of(sag)
    anledning = found.anledning
    afdelinger = ", ".join(str(item) for item in found.afdelinger.all()) or "Ikke valgt"
    return [
        ("Område", found.omraade.navn),
        ("Afdelinger", afdelinger),
        ("Tal fra listen", _day(anledning.get("liste"))),
        ("Klasse på listen", anledning.get("klasse_navn") or "Ingen"),
        ("Hvorfor", found.begrundelse),
        ("Forslag", found.forslag or "Ikke skrevet endnu"),
    ]


def check_forslag(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The proposal says which criteria, for which afdelinger."""
    found = justering_of(sag)
    missing = []
    if not found.forslag.strip():
        missing.append("kriterier og andele er ikke skrevet")
    if not found.afdelinger.exists():
        missing.append("der er ikke valgt afdelinger")
    return Kontrolsvar(
        "justering_forslag",
        "nej" if missing else "ja",
        "Forslaget er fuldstændigt",
        f"Mangler: {'; '.join(missing)}." if missing else "Kriterier, andele og afdelinger står i forslaget.",
    )


def check_aktuel(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The proposal rests on the area's latest list."""
    found = justering_of(sag)
    used = found.anledning.get("liste")
    latest = known_of(found.omraade).seneste
    titel = "Forslaget bygger på de seneste tal"
    if used is None or latest is None:
        return Kontrolsvar(
            "justering_aktuel", "kan_ikke_afgoeres", titel, "Der er ingen tal om området i systemet."
        )
    newer = latest.liste.isoformat() > used
    text = (
        f"Forslaget bygger på listen fra {_day(used)}; der er tal fra {dato(latest.liste)}. Tag de nye tal ind under Ret."
        if newer
        else f"Den seneste liste er fra {dato(latest.liste)}."
    )
    return Kontrolsvar(
        "justering_aktuel", "nej" if newer else "ja", titel, text, tal={"Forslagets liste": _day(used)}
    )


def _day(text: str | None) -> str:
    return dato(dt.date.fromisoformat(text)) if text else "Ingen tal"


def register() -> None:
    """Puts case type and checks in the engine's register; called once when Django starts."""
    if JUSTERING in REGISTER.sagstyper:
        return
    REGISTER.register_kontrol(
        Kontrol("justering_forslag", "Forslaget er fuldstændigt", check_forslag, for_ansoeger=False)
    )
    REGISTER.register_kontrol(
        Kontrol("justering_aktuel", "Forslaget bygger på de seneste tal", check_aktuel, for_ansoeger=False)
    )
    REGISTER.register_sagstype(
        Sagstype(
            id=JUSTERING,
            navn="Forslag om ændret fleksibel udlejning",
            navn_flertal="Forslag om ændret fleksibel udlejning",
            fakta=fakta,
            faktadefinitioner=(
                Faktum("obligatorisk", "Skal der udlejes fleksibelt efter loven", OBLIGATORISK, flere=False),
            ),
            noegletal=noegletal,
            side_navn="Forslaget",
            side_url=lambda sag: reverse("omraader:justering", args=[sag.nummer]),
            oplysninger=oplysninger,
            indstilling=adjustment,
            ansoegt=False,
        )
    )

"""What `grundlagssager` tells the engine: the change case, the analysis, their facts, checks and effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from almen.grundlagssager import indstilling, kontroller, virkninger
from almen.grundlagssager.selectors import AENDRING, ANALYSE, aendring_of, analyse_of, fingerprint
from almen.sager.models import Sag
from almen.sagsgang.profil import load_profil
from almen.sagsgang.register import REGISTER, Faktum, Kontrol, Sagstype, Virkning
from almen.ui.formater import dato

KONTROLLER = (
    Kontrol("grundlag_udkast", "Udkastet er fuldstændigt", kontroller.udkast, for_ansoeger=False),
    Kontrol(
        "grundlag_ikrafttraedelse",
        "Dagen, udkastet gælder fra",
        kontroller.ikrafttraedelse,
        for_ansoeger=False,
    ),
    Kontrol(
        "grundlag_udgangspunkt",
        "Ingen anden version er kommet imellem",
        kontroller.udgangspunkt,
        for_ansoeger=False,
    ),
    Kontrol(
        "grundlag_uaendret", "Udkastet er det, der er indstillet", kontroller.uaendret, for_ansoeger=False
    ),
)
VIRKNING = Virkning(
    "saet_grundlag_i_kraft",
    "Den nye version af grundlaget gælder fra sin dag",
    virkninger.put_in_force,
    virkninger.withdraw,
)


def fakta(sag: Sag) -> Mapping[str, Any]:
    """Which base is changed, which chooses the way, and the draft's fingerprint, kept with every decision."""
    version = aendring_of(sag).version
    return {"grundlag": version.grundlag_id, "udkast": fingerprint(version)}


def noegletal(sag: Sag) -> Mapping[str, Any]:
    """Text that the case list searches in."""
    aendring = aendring_of(sag)
    return {
        "soegetekst": f"{aendring.version.grundlag.navn} {aendring.version.version} {aendring.begrundelse}"
    }


def oplysninger(sag: Sag) -> list[tuple[str, Any]]:
    """What the case page and a paper tell of the change."""
    aendring = aendring_of(sag)
    version = aendring.version
    return [
        ("Grundlag", version.grundlag.navn),
        ("Udkast", f"Version {version.version}, skal gælde fra {dato(version.gyldig_fra)}"),
        ("Bygger på", aendring.udgangspunkt.version if aendring.udgangspunkt else "Ingen tidligere version"),
        ("Hvad er ændret", kontroller.udkast(sag, version.gyldig_fra).forklaring),
        ("Hvorfor", aendring.begrundelse),
        *([("Fra en dag før beslutningen", aendring.tilbagevirkning)] if aendring.tilbagevirkning else []),
        *([("Medlemsforslag", str(aendring.forslag))] if aendring.forslag else []),
    ]


def _analyse_oplysninger(sag: Sag) -> list[tuple[str, Any]]:
    analyse = analyse_of(sag)
    return [
        ("Grundlag", ", ".join(str(item) for item in analyse.grundlag.all()) or "Ikke valgt"),
        ("Formål", analyse.formaal),
        *([("Medlemsforslag", str(analyse.forslag))] if analyse.forslag else []),
        *([("Kilde", analyse.kilde)] if analyse.kilde else []),
        ("Sikkerhed", analyse.get_sikkerhed_display()),
    ]


def register() -> None:
    """Puts case types, checks and effect in the engine's register; called once when Django starts."""
    if AENDRING in REGISTER.sagstyper:
        return
    for kontrol in KONTROLLER:
        REGISTER.register_kontrol(kontrol)
    REGISTER.register_virkning(VIRKNING)
    bases = load_profil(settings.ALMEN_KOMMUNE).administrationsgrundlag
    choices = tuple((item.id, item.navn) for item in bases)
    REGISTER.register_sagstype(
        Sagstype(
            id=AENDRING,
            navn="Ændring af grundlag",
            navn_flertal="Ændringer af grundlag",
            fakta=fakta,
            faktadefinitioner=(Faktum("grundlag", "Grundlag", choices, flere=False),) if choices else (),
            noegletal=noegletal,
            side_navn="Udkastet",
            side_url=lambda sag: reverse("grundlagssager:aendring", args=[sag.nummer]),
            ny_url=lambda: reverse("grundlagssager:ny"),
            oplysninger=oplysninger,
            indstilling=indstilling.change_of_base,
        )
    )
    REGISTER.register_sagstype(
        Sagstype(
            id=ANALYSE,
            navn="Analyse af grundlag",
            navn_flertal="Analyser af grundlag",
            fakta=lambda sag: {},
            noegletal=lambda sag: {"soegetekst": analyse_of(sag).formaal},
            side_navn="Analysen",
            side_url=lambda sag: reverse("grundlagssager:analyse", args=[sag.nummer]),
            oplysninger=_analyse_oplysninger,
            indstilling=indstilling.analysis,
        )
    )

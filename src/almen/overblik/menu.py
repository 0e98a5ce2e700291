"""The menus of the rooms below: top, user, footer."""

from __future__ import annotations

from typing import Any

from almen.organisationer.models import Rolle
from almen.sager import adgang
from almen.ui.navigation import Menupunkt, everyone, signed_in
from almen.ui.navigation import register as register_punkt


def may_apply(user: Any) -> bool:
    """Who speaks for a boligorganisation has its own door."""
    return signed_in(user) and adgang.may_apply(user)


def works_here(user: Any) -> bool:
    """Everybody but those who only speak for a boligorganisation: their front page is the portal."""
    return signed_in(user) and user.roller != {Rolle.BOLIGORGANISATION}


def may_see_boligmasse(user: Any) -> bool:
    """Who reads the figures on the housing stock."""
    return signed_in(user) and adgang.may_see_boligmasse(user)


def may_see_omraader(user: Any) -> bool:
    """Who reads areas and their figures."""
    return signed_in(user) and adgang.may_see_omraader(user)


def may_see_received(user: Any) -> bool:
    """Who sees what boligorganisationer send in."""
    return signed_in(user) and adgang.may_see_received(user)


def may_see_moeder(user: Any) -> bool:
    """The municipality's people."""
    return signed_in(user) and adgang.may_see_moeder(user)


def may_administrate(user: Any) -> bool:
    """Administrators keep the system."""
    return signed_in(user) and adgang.may_administrate(user)


def may_see_aarshjul(user: Any) -> bool:
    """Who sees the municipality's yearly work."""
    return signed_in(user) and adgang.may_see_aarshjul(user)


def may_see_tilsyn(user: Any) -> bool:
    """Who reads supervision."""
    return signed_in(user) and adgang.may_see_tilsyn(user)


def register() -> None:
    """Registers the entries that no room below has registered for itself."""
    for punkt in (
        Menupunkt("overblik", "Overblik", "overblik:forside", works_here, orden=10),
        Menupunkt("portal", "Min boligorganisation", "portal:forside", may_apply, orden=5),
        Menupunkt("indsendelser", "Indsendelser", "ansoegninger:liste", may_see_received, orden=25),
        Menupunkt("sager", "Sager", "sager:liste", orden=20),
        Menupunkt("byggeri", "Byggeri", "byggeri:liste", orden=30),
        Menupunkt("omraader", "Områder", "omraader:liste", may_see_omraader, orden=32),
        Menupunkt("godkendelser", "Godkendelser", "godkendelser:liste", orden=35),
        Menupunkt("tilsyn", "Tilsyn", "tilsyn:oversigt", may_see_tilsyn, orden=36),
        Menupunkt("moeder", "Møder", "udvalg:moeder", may_see_moeder, orden=38),
        Menupunkt(
            "boligmasse", "Boligmasse", "boligmasse:oversigt", may_see_boligmasse, orden=30, sted="mere"
        ),
        Menupunkt("planer", "Planer", "planer:liste", orden=37),
        Menupunkt("frister", "Frister", "sager:frister", orden=40),
        Menupunkt("aarshjul", "Årshjul", "aarshjul:hjul", may_see_aarshjul, orden=10, sted="mere"),
        Menupunkt("kalender", "Kalender", "overblik:kalender", orden=20, sted="mere"),
        Menupunkt("grundlag", "Grundlag", "grundlag:grundlag", orden=50),
        # It stands in the footer too, and the top has room for no more at 1,440 pixels.
        Menupunkt("hvem", "Hvem beslutter?", "overblik:hvem_beslutter", orden=60, sted="mere"),
        Menupunkt("organisationer", "Organisationer", "organisationer:liste", orden=40, sted="mere"),
        Menupunkt(
            "introduktion",
            "Introduktionsnotat",
            "notater:introduktion",
            may_see_moeder,
            orden=50,
            sted="mere",
        ),
        Menupunkt("journal", "Journal", "sager:journal", orden=80, sted="bruger"),
        Menupunkt("skabeloner", "Skabeloner", "sager:skabeloner", may_administrate, orden=75, sted="bruger"),
        Menupunkt("om", "Om Almen", "overblik:om", everyone, orden=10, sted="sidefod"),
        Menupunkt("parametre", "Parametre", "grundlag:parametre", orden=20, sted="sidefod"),
        Menupunkt("hvem_fod", "Hvem beslutter?", "overblik:hvem_beslutter", orden=30, sted="sidefod"),
        Menupunkt(
            "tilgaengelighed",
            "Tilgængelighed",
            "overblik:tilgaengelighed",
            everyone,
            orden=40,
            sted="sidefod",
        ),
    ):
        register_punkt(punkt)

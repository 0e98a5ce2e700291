"""The menus of the rooms below: top, user, footer."""

from __future__ import annotations

from almen.ui.navigation import Menupunkt, everyone
from almen.ui.navigation import register as register_punkt


def register() -> None:
    """Registers the entries that no room below has registered for itself."""
    for punkt in (
        Menupunkt("overblik", "Overblik", "overblik:forside", orden=10),
        Menupunkt("sager", "Sager", "sager:liste", orden=20),
        Menupunkt("byggeri", "Byggeri", "byggeri:liste", orden=30),
        Menupunkt("godkendelser", "Godkendelser", "godkendelser:liste", orden=35),
        Menupunkt("frister", "Frister", "sager:frister", orden=40),
        Menupunkt("grundlag", "Grundlag", "grundlag:grundlag", orden=50),
        Menupunkt("hvem", "Hvem beslutter?", "overblik:hvem_beslutter", orden=60),
        Menupunkt("organisationer", "Organisationer", "organisationer:liste", orden=70),
        Menupunkt("journal", "Journal", "sager:journal", orden=80, sted="bruger"),
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

"""The columns of the list of figures on lettings, declared once for page and export."""

from __future__ import annotations

from almen.grundlag.aflaesningsliste import KILDEKOLONNER, SKJULTE_KOLONNER
from almen.ui.kolonner import Kolonne

TALKOLONNER = (
    Kolonne("aar", "År", lambda row: str(row.aar), sorter="aar"),
    Kolonne(
        "organisation",
        "Boligorganisation",
        "afdeling.boligorganisation.navn",
        sorter="afdeling__boligorganisation__navn",
    ),
    Kolonne(
        "afdeling", "Afdeling", "afdeling", url="get_absolute_url", sorter=("afdeling__navn", "afdeling_id")
    ),
    Kolonne("boligtype", "Boligtype", "get_boligtype_display", sorter="boligtype"),
    Kolonne("vej", "Udlejet ved", "get_vej_display", sorter="vej"),
    Kolonne(
        "antal",
        "Udlejninger",
        "antal",
        "heltal",
        sorter="antal",
        beskrivelse="Tom: kilden oplyser ikke tallet",
    ),
    *KILDEKOLONNER,
    Kolonne("lbf_nummer", "LBF-nummer", "afdeling.boligorganisation.lbf_nummer", skjult=True),
    Kolonne("afdelingsnummer", "Afdelingsnummer", "afdeling.nummer", skjult=True),
    *SKJULTE_KOLONNER,
)

"""The columns of the list of figures, declared once for page and export."""

from __future__ import annotations

from almen.boligmasse.models import Enhed
from almen.grundlag.aflaesningsliste import KILDEKOLONNER, SKJULTE_KOLONNER, VAERDI
from almen.ui.kolonner import Kolonne

TALKOLONNER = (
    Kolonne("periode", "År", "periode", url="get_absolute_url", sorter=("aar", "fra_aar")),
    Kolonne("emne", "Emne", "get_emne_display", sorter="emne"),
    Kolonne("sted", "Område", "sted", sorter="bydel"),
    Kolonne("ejerform", "Ejerform", "ejerform_navn", url="get_absolute_url", sorter="ejerform"),
    VAERDI,
    Kolonne("enhed", "Enhed", lambda row: "pct." if row.enhed == Enhed.ANDEL else "boliger", sorter="enhed"),
    *KILDEKOLONNER,
    Kolonne("laest", "Læst", "laest", "dato", sorter="laest"),
    *SKJULTE_KOLONNER,
)

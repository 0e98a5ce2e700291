"""A simulation that has run, with a small answer; and what the access table's addresses of simulations point at."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from almen.analyse.models import Simulering
from almen.organisationer.models import Bruger

SCENARIE = {
    "navn": "Hver uge i stedet for hver måned",
    "beskrivelse": "Hvor meget af ventetiden skyldes møderne?",
    "forloeb": [
        {"navn": "Hver måned", "moeder": {"direktionen": {"pr_maaned": 1}}},
        {"navn": "Hver uge", "moeder": {"direktionen": {"hver_uge": 1}}},
    ],
}
FORUDSAETNINGER = {
    "dag": "2026-11-20",
    "punkter": [{"emne": "Sager om året", "tekst": "12, som i de seneste fem år"}],
    "trin": [
        {"forloeb": "Hver måned", "trin": "skema_b", "navn": "Skema B", "kilde": "sager efter 2024-2", "antal": 20, "afgjorte": 17},
        {"forloeb": "Hver uge", "trin": "skema_b", "navn": "Skema B", "kilde": "sager efter 2024-2", "antal": 20, "afgjorte": 17},
        {"forloeb": "Hver måned", "trin": "oplysning", "navn": "Sagen oplyses", "kilde": "observeret", "antal": 41, "afgjorte": 38},
        {"forloeb": "Hver uge", "trin": "garanti", "navn": "Garanti", "kilde": "antaget: 30 dage", "antal": 0, "afgjorte": 0},
    ],
}  # fmt: skip
KALIBRERING = {
    "version": "2024-2",
    "maalinger": [
        {
            "id": "hele",
            "navn": "Hele sagen",
            "antal": 41,
            "afsluttede": 38,
            "observeret": {"q1": 310, "median": 412, "q3": 580},
            "simuleret": {"q1": 301.0, "median": 398.0, "q3": 560.0},
            "afvigelse_pct": -3.4,
            "ok": True,
        },
        {
            "id": "a_b",
            "navn": "Fra Skema A til Skema B",
            "antal": 2,
            "afsluttede": 1,
            "observeret": {"q1": 200, "median": None, "q3": None},
            "simuleret": {"q1": 150.0, "median": 201.0, "q3": None},
            "afvigelse_pct": None,
            "ok": None,
        },
    ],
    "graense_pct": 15.0,
    "holder": True,
    "forklaring": "Simuleringen af nutiden (2024-2) rammer de sete medianer inden for 15 pct. på 1 af 2 mål.",
}


def _forloeb(navn: str, median: float, koe: float) -> dict[str, Any]:
    return {
        "navn": navn,
        "version": "2024-2",
        "begyndt": [120.0, 115.0, 125.0],
        "afsluttede": [98.0, 92.0, 104.0],
        "forkastede": [4.0, 2.0, 6.0],
        "ufaerdige": [18.0, 14.0, 22.0],
        "maal": [
            {
                "id": "hele",
                "navn": "Hele sagen",
                "antal": 1200,
                "p10": [210.0, 200.0, 221.0],
                "q1": [301.0, 290.0, 312.0],
                "median": [median, median - 12, median + 12],
                "q3": [560.0, 540.0, 580.0],
                "p90": None,
                "fordeling": [[0, 200, 8.0], [200, 400, 44.5], [400, 600, 30.0], [600, None, 17.5]],
            }
        ],
        "koeer": [
            {
                "aktoer": "direktionen",
                "navn": "Direktionen",
                "gennemsnit": [koe, koe - 0.4, koe + 0.4],
                "stoerste": [9.0, 7.0, 12.0],
                "ventedage_median": [14.0, 12.0, 16.0],
            }
        ],
        "boliger_pr_aar": [[1, 0.0, 0.0, 0.0], [2, 310.0, 280.0, 344.0]],
    }


RESULTAT = {
    "froe": 1,
    "gentagelser": 20,
    "aar": 2,
    "indkoering_aar": 1,
    "sager_pr_aar": 12,
    "forloeb": [_forloeb("Hver måned", 398.0, 3.2), _forloeb("Hver uge", 364.0, 1.1)],
    "forskelle": [
        {"forloeb": "Hver uge", "mod": "Hver måned", "maal": "hele", "median": [-34.0, -47.0, -21.0]},
    ],
}  # fmt: skip


def finished(bruger: Bruger, navn: str = "Direktionen hver uge", **mere: Any) -> Simulering:
    """A simulation with its answer, as if it had run."""
    fields = {
        "scenarie": SCENARIE,
        "forudsaetninger": FORUDSAETNINGER,
        "kalibrering": KALIBRERING,
        "resultat": RESULTAT,
        "status": "faerdig",
        "fremdrift": 100,
        "afsluttet": timezone.make_aware(dt.datetime(2026, 11, 20, 12, 0)),
    }
    return Simulering.objects.create(navn=navn, oprettet_af=bruger, **{**fields, **mere})


def waiting(bruger: Bruger, navn: str = "Venter", **mere: Any) -> Simulering:
    """A simulation that no worker has taken."""
    return Simulering.objects.create(navn=navn, oprettet_af=bruger, scenarie=SCENARIE, **mere)


def simulation_names(officer: Bruger) -> dict[str, object]:
    """Objects by the names that the table uses: one that has run, one that waits, and one that failed."""
    failed = finished(
        officer,
        "Fejlet",
        status="fejlet",
        resultat=None,
        kalibrering=None,
        forudsaetninger=None,
        fejl="Ingen sager.",
    )
    return {
        "simulering": finished(officer).pk,
        "simulering_venter": waiting(officer).pk,
        "simulering_fejlet": failed.pk,
    }

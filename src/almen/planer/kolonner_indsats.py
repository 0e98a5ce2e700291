"""The columns of the list of efforts, declared once for page and export."""

from __future__ import annotations

from typing import Any

from almen.planer.kort import light
from almen.planer.selectors import kort_navn
from almen.ui.kolonner import Kolonne


def short_plan(row: Any) -> str:
    """The kind of plan and its years, which a list has room for."""
    plan = row.plan
    years = "–".join(str(day.year) for day in (plan.fra, plan.til) if day is not None)
    return f"{plan.get_art_display()} {years}".strip()


def _status(row: Any) -> str:
    return "Udgået" if row.udgaaet else light(row.lys)[0]


def _milepaele(row: Any) -> str | None:
    return f"{row.antal_naaet} af {row.antal_milepaele}" if row.antal_milepaele else None


INDSATSKOLONNER = (
    Kolonne("navn", "Indsats", "navn", url="get_absolute_url", sorter="navn"),
    Kolonne("plan", "Plan", short_plan, url="plan.get_absolute_url", sorter=("plan__art", "plan__fra", "pk")),
    Kolonne("plannavn", "Planens navn", "plan.navn", skjult=True),
    Kolonne("art", "Planens art", "plan.get_art_display", sorter="plan__art", skjult=True),
    Kolonne("maal", "Mål", "maal.nummer", "heltal", sorter="maal__nummer"),
    Kolonne(
        "ansvarlig",
        "Ansvarlig",
        lambda row: kort_navn(row.ansvarlig) or row.ansvarlig_tekst,
        sorter=("ansvarlig", "ansvarlig_tekst"),
    ),
    Kolonne("omraader", "Områder", lambda row: ", ".join(item.navn for item in row.omraader.all())),
    Kolonne("budget", "Budget", "budget", "kroner", sorter="budget"),
    Kolonne(
        "status",
        "Status",
        _status,
        "chip",
        sorter="lys",
        tone=lambda row: "neutral" if row.udgaaet else light(row.lys)[1],
    ),
    Kolonne("meldt", "Meldt", "status_dato", "dato", sorter="status_dato"),
    Kolonne("milepaele", "Milepæle nået", _milepaele),
    Kolonne(
        "forsinkede",
        "Forsinkede",
        lambda row: row.antal_forsinkede or None,
        "heltal",
        sorter="antal_forsinkede",
    ),
    Kolonne("demo", "Demo", lambda row: "DEMO" if row.plan.sag.demo else "", "chip", tone=lambda row: "demo"),
    Kolonne("tekst", "Seneste status", "status_tekst", skjult=True),
    Kolonne("beskrivelse", "Beskrivelse", "beskrivelse", skjult=True),
    Kolonne("indsatsart", "Indsatsens art", "get_art_display", skjult=True),
    Kolonne("fra", "Fra", "fra", "dato", skjult=True),
    Kolonne("til", "Til", "til", "dato", skjult=True),
)

"""Examples for /stil/: every component with invented figures, and a list without a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest

from almen.ui import diagrammer, graensediagram, plandiagram
from almen.ui.forms import AlmenForm, DatoField, KronerField, M2Field
from almen.ui.kolonner import Kolonne
from almen.ui.tables import make_table


class EksempelForm(AlmenForm):
    """One field of each kind."""

    titel = forms.CharField(label="Titel", max_length=200)
    boligtype = forms.ChoiceField(
        label="Boligtype", choices=[("", "Vælg"), ("familie", "Familieboliger"), ("ungdom", "Ungdomsboliger")]
    )
    anskaffelsessum = KronerField(label="Anskaffelsessum", help_text="Hele kroner, for eksempel 117.480.000.")
    areal = M2Field(label="Bruttoareal i m²", required=False)
    dato = DatoField(label="Dato for beslutningen")
    udfald = forms.ChoiceField(
        label="Udfald",
        widget=forms.RadioSelect,
        choices=[("godkendt", "Godkendt"), ("forkastet", "Forkastet"), ("udsat", "Udsat")],
    )
    bilag = forms.MultipleChoiceField(
        label="Bilag",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "Skema A"), ("b", "Skema B")],
    )
    begrundelse = forms.CharField(label="Begrundelse", widget=forms.Textarea, required=False)
    fil = forms.FileField(label="Dokument", required=False)
    bekraeft = forms.BooleanField(label="Jeg har kontrolleret beløbene")


KOLONNER = [
    Kolonne("titel", "Sag", "titel", url="url", sorter="titel"),
    Kolonne("fase", "Fase", "fase", "chip", tone=lambda r: "open" if r["fase"] == "Skema A" else "ok"),
    Kolonne("organisation", "Boligorganisation", "organisation", sorter="organisation"),
    Kolonne("boliger", "Boliger", "boliger", "heltal", sorter="boliger"),
    Kolonne(
        "sum", "Anskaffelsessum", "sum", "kroner", sorter="sum", beskrivelse="Samlet sum i det seneste skema"
    ),
    Kolonne("frist", "Frist", "frist", "dato", sorter="frist"),
]

RAEKKER = [
    {
        "pk": n,
        "titel": titel,
        "url": "#",
        "fase": fase,
        "organisation": f"Demo-organisation {n}",
        "boliger": boliger,
        "sum": total,
        "frist": frist,
    }
    for n, titel, fase, boliger, total, frist in [
        (1, "August Schade Kvarter", "Skema A", 89, 117_480_000, dt.date(2026, 3, 13)),
        (2, "Toftegårds Plads", "Skema B", 72, 98_000_000, dt.date(2026, 2, 19)),
        (3, "Demo-grunden ved havnen med et usædvanligt langt navn", "Skema C", 1284, 2_220_000_000, None),
    ]
]


def _bars(bredde: int) -> str:
    rows = [("Før skema A", 1070), ("Skema A", 1284), ("Skema B", 731), ("Skema C", 384)]
    return diagrammer.bar_chart(
        rows, titel="Boliger på vej", beskrivelse="Antal boliger efter fase", bredde=bredde
    )


def _stacked(bredde: int) -> str:
    rows = [
        ("2024", "Tilsagn", 68_400_000),
        ("2024", "Reserveret", 32_900_000),
        ("2024", "Tilbage", 46_900_000),
        ("2025", "Tilsagn", 91_200_000),
        ("2025", "Reserveret", 12_500_000),
        ("2025", "Tilbage", 20_100_000),
    ]
    return diagrammer.stacked_bar_chart(rows, titel="Grundkapital efter år", enhed="kr.", bredde=bredde)


def _lines(bredde: int) -> str:
    shares = {"Almene": ["19,4", "19,2", "19,1"], "Ejer": ["21,1", "21,5", "21,7"]}
    rows = [
        (str(2022 + i), serie, Decimal(v.replace(",", ".")))
        for serie, values in shares.items()
        for i, v in enumerate(values)
    ]
    return diagrammer.line_chart(rows, titel="Boligbestand efter ejerform", enhed="pct.", bredde=bredde)


def _plans(bredde: int) -> str:
    rows = [
        plandiagram.Ganttbjaelke(
            navn, omraade, art, dt.date(fra, 1, 1), til, [(dt.date(2026, 10, 1), "Status")]
        )
        for navn, omraade, art, fra, til in [
            ("Helhedsplan 2024–2027", "Demo-parken", "Boligsocial helhedsplan", 2024, dt.date(2027, 12, 31)),
            ("Forandringsplan", "Demo-parken", "Forandringsplan", 2025, None),
            ("Kvarterplan", "Demo-gården", "Områdefornyelse", 2026, dt.date(2033, 12, 31)),
        ]
    ]
    return plandiagram.gantt_chart(
        rows,
        titel="Planer efter område",
        fra=dt.date(2024, 1, 1),
        til=dt.date(2031, 12, 31),
        i_dag=dt.date(2026, 11, 26),
        bredde=bredde,
    )


def _development(navn: str, tal: list[str]) -> graensediagram.Udvikling:
    years = range(2026 - len(tal), 2026)
    return graensediagram.Udvikling(
        navn,
        [(year, Decimal(value)) for year, value in zip(years, tal, strict=True) if value],
        [(year, 40) for year in range(2018, 2027)],
        "gt",
        fremskrivning=[(2026, Decimal(tal[-1]), Decimal(tal[-1]) - 2, Decimal(tal[-1]) + 2)],
    )


def _limit(bredde: int) -> str:
    figures = _development("Demo-parken", ["44.1", "43.2", "", "41.6", "40.0", "39.2", "38.7"])
    return graensediagram.threshold_chart(figures, titel="Uden for arbejde og uddannelse", bredde=bredde)


def _multiples(bredde: int) -> str:
    areas = {
        "Demo-parken": ["44.1", "43.2", "", "41.6", "40.0", "39.2", "38.7"],
        "Demo-gården": ["38.0", "38.8", "39.5", "40.2", "41.0", "41.1", "42.4"],
        "Demo-vænget": ["31.2", "31.0", "30.4", "30.9", "31.5", "30.2", "29.8"],
    }
    rows = [_development(navn, tal) for navn, tal in areas.items()]
    return graensediagram.multiples_chart(rows, titel="Uden for arbejde og uddannelse", bredde=bredde)


def _distances(bredde: int) -> str:
    rows = [
        graensediagram.Afstand("Uden for arbejde", Decimal("46.1"), 40, "gt", True),
        graensediagram.Afstand("Kun grundskole", Decimal("60.0"), 60, "gt", False),
        graensediagram.Afstand("Indkomst", None, 55, "lt", None),
    ]
    return graensediagram.distance_chart(rows, titel="Afstand til grænserne", bredde=bredde)


CHARTS: dict[str, Callable[[int], str]] = {
    "soejler": _bars,
    "stablet": _stacked,
    "linjer": _lines,
    "planer": _plans,
    "graense": _limit,
    "omraader": _multiples,
    "afstand": _distances,
}


def examples(request: HttpRequest) -> dict[str, Any]:
    """Context of `ui/stil.html`."""
    bad = {"titel": "", "anskaffelsessum": "12.50", "dato": "31.02.2026", "boligtype": "hus"}
    table = make_table(KOLONNER, "Sager")(RAEKKER, request=request)
    table.sort_now = "sum"
    return {
        "form": EksempelForm(
            prefix="a", initial={"anskaffelsessum": 117_480_000, "dato": dt.date(2026, 3, 13)}
        ),
        "fejlform": EksempelForm(bad),
        "table": table,
        "skemaer": ["Skema A", "Skema B", "Skema C"],
        "oekonomi": [
            {"titel": "Anskaffelsessum", "beloeb": [117_480_000, None, None]},
            {"titel": "Realkreditlån", "beloeb": [103_540_000, None, None]},
            {
                "titel": "Grundkapital",
                "beloeb": [11_590_400, None, None],
                "note": "10 pct. ungdom, 8 pct. familie",
            },
            {"titel": "Beboerindskud", "beloeb": [2_349_600, None, None]},
            {"titel": "Garanti, højst", "beloeb": [103_471_000, None, None], "sum": True},
        ],
        "ramme": [
            {"titel": "tilsagn", "vaerdi": 68_400_000, "tekst": "68,4"},
            {"titel": "reserveret", "vaerdi": 32_900_000, "tekst": "32,9"},
        ],
        "boliger": [("Før skema A", 1070), ("Skema A", 1284), ("Skema B", 731), ("Skema C", 384)],
    }

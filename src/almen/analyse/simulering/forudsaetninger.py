"""What a run assumes, in words that are kept with its answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

_ALTID = (
    ("Ankomster", "Sagerne kommer tilfældigt fordelt over året, med samme antal i gennemsnit hvert år."),
    (
        "Tider",
        "Et trins tid trækkes blandt de sete, uafhængigt af sagens øvrige trin. Uafsluttede ophold tæller med som uafsluttede (Kaplan-Meier).",
    ),
    (
        "Udfald",
        "Hvor ofte et trin sender sagen tilbage eller ender med afslag, er som set; standsning efter styrelsesloven § 23 er ikke med.",
    ),
    (
        "Sammenligning",
        "Alle forløb får de samme sager, og et trin, de har fælles, trækker det samme i dem alle. Forskellen er derfor forløbenes egen.",
    ),
    (
        "Ikke en forudsigelse",
        "Simuleringen siger, hvad antagelserne fører til, ikke hvorfor sagerne tog den tid, de tog.",
    ),
)


@dataclass
class Forudsaetninger:
    """What a run assumes, in Danish."""

    dag: dt.date
    punkter: list[dict[str, str]] = field(default_factory=list)
    trin: list[dict[str, Any]] = field(default_factory=list)

    def add(self, emne: str, tekst: str) -> None:
        """One more, unless it is said already (variants share much)."""
        if (item := {"emne": emne, "tekst": tekst}) not in self.punkter:
            self.punkter.append(item)

    def to_dict(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {"dag": self.dag.isoformat(), "punkter": self.punkter, "trin": self.trin}

    def add_always(self) -> None:
        """What holds for every run."""
        for emne, tekst in _ALTID:
            self.add(emne, tekst)

"""The page's own cards. What they show is read once by the page (`views/omraade.py`), so they ask nothing themselves."""

from __future__ import annotations

from almen.omraader.omraadekort import Omraadekort, Spalte, register

_KORT: tuple[tuple[str, str, int, Spalte], ...] = (
    ("klasse", "Områdets klasse", 10, "bred"),
    ("kriterier", "Kriterierne", 20, "bred"),
    ("udpegning", "Kommunens egen udpegning", 10, "smal"),
    ("afdelinger", "Afdelinger i området", 20, "smal"),
    ("graenser", "Hvor området ligger", 40, "smal"),
    ("oplysninger", "Oplysninger", 50, "smal"),
    ("afstand", "Afstand til grænserne", 30, "hel"),
    ("udvikling", "Udvikling", 40, "hel"),
    ("historik", "Alle lister", 50, "hel"),
)


def register_own() -> None:
    """Puts the page's own cards on it."""
    for id_, titel, orden, spalte in _KORT:
        register(
            Omraadekort(
                id_,
                titel,
                orden=orden,
                skabelon=f"omraader/kort/{id_}.html",
                kontekst=lambda omraade, bruger: {},
                spalte=spalte,
            )
        )

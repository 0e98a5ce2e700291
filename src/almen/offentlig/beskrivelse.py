"""The data description: what a collection holds, field by field, whose it is and how it may be used."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from almen.offentlig.raekker import felter_of
from almen.organisationer.selectors import current_profil
from almen.ui.kolonner import Kolonne
from almen.ui.offentligt import Offentligsamling, samlinger

TYPER = {
    "kroner": ("heltal", "kroner"),
    "heltal": ("heltal", ""),
    "decimal": ("decimaltal", ""),
    "m2": ("decimaltal", "m²"),
    "pct": ("decimaltal", "procent"),
    "dato": ("dato (ÅÅÅÅ-MM-DD)", ""),
    "tidspunkt": ("tidspunkt", ""),
    "ja_nej": ("ja/nej", ""),
}
UDEN_LICENS = "Kommunen har ikke fastsat en licens for sine data. Spørg kommunen, før data bruges videre."


def describe(samling: Offentligsamling, request: HttpRequest) -> dict[str, Any]:
    """The description as JSON holds it; the page shows the same."""
    profil = current_profil()
    about = profil.offentlighed

    def absolute(name: str) -> str:
        return request.build_absolute_uri(reverse(f"offentlig:{name}", args=[samling.id]))

    downloads = [
        ("CSV", "text/csv", "Alle rækker; semikolon mellem felterne, decimalkomma", absolute("csv")),
        (
            "JSON",
            "application/json",
            "En side ad gangen; “naeste” er adressen på den næste",
            absolute("json"),
        ),
    ]
    if samling.har_dato:
        downloads += [
            ("Atom", "application/atom+xml", "Det nyeste", absolute("atom")),
            ("RSS", "application/rss+xml", "Det nyeste", absolute("rss")),
        ]
    return {
        "id": samling.id,
        "titel": samling.navn,
        "beskrivelse": samling.beskrivelse,
        "udgiver": profil.navn,
        "kontakt": {"navn": about.kontakt, "url": about.kontakt_url} if about else None,
        "kilde": samling.kilde,
        "licens": {"navn": about.licens, "url": about.licens_url} if about and about.licens else None,
        "licens_note": "" if about and about.licens else UDEN_LICENS,
        "sprog": "da",
        "opdateres": "Straks, når noget bliver offentligt eller trækkes tilbage",
        "demodata": bool(settings.ALMEN_DEMO),
        "side": absolute("samling"),
        "hent": [
            {"format": navn, "mimetype": mime, "beskrivelse": text, "url": url}
            for navn, mime, text, url in downloads
        ],
        "felter": [*map(_felt, felter_of(samling)), _URL],
    }


_URL = {
    "id": "url",
    "overskrift": "",
    "type": "adresse",
    "enhed": "",
    "beskrivelse": "Rækkens faste adresse (kun i JSON)",
}


def _felt(felt: Kolonne) -> dict[str, str]:
    kind, unit = TYPER.get(felt.type, ("tekst", ""))
    return {
        "id": felt.id,
        "overskrift": felt.overskrift,
        "type": kind,
        "enhed": unit,
        "beskrivelse": felt.beskrivelse,
    }


def catalogue(request: HttpRequest) -> dict[str, Any]:
    """Every collection's description."""
    profil = current_profil()
    return {
        "titel": f"Åbne data om almene boliger i {profil.navn}",
        "udgiver": profil.navn,
        "datasaet": [describe(samling, request) for samling in samlinger()],
    }

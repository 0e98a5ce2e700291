"""The columns of the lists of changes and of members' proposals, declared once for page and export."""

from __future__ import annotations

from django.utils import timezone

from almen.grundlag.models import Status
from almen.grundlag.selectors.versionsoversigt import TONER, stand_on
from almen.grundlagssager.models import Grundlagsaendring, Medlemsforslag
from almen.organisationer.selectors import aktoer_navn
from almen.sager.visning import afslutning_navn, fase_navn
from almen.ui.kolonner import Kolonne


def _fase(row: Grundlagsaendring) -> str:
    overblik = row.sag.overblik
    return afslutning_navn(overblik.afslutning) or fase_navn(overblik.sagstype, overblik.fase)


def _venter(row: Grundlagsaendring) -> str | None:
    aktoer = row.sag.overblik.naeste_aktoer
    return aktoer_navn(aktoer, timezone.localdate()) if aktoer else None


def _stand(row: Grundlagsaendring) -> str:
    return stand_on(row.version, timezone.localdate())


def _organ(row: Medlemsforslag) -> str | None:
    return aktoer_navn(row.organ, row.dato or timezone.localdate()) if row.organ else None


def _sager(row: Medlemsforslag) -> int:
    return int(row.antal_aendringer + row.antal_analyser)  # type: ignore[attr-defined]


AENDRINGSKOLONNER = [
    Kolonne("sag", "Sag", "sag.nummer", url="get_absolute_url", sorter="sag_id"),
    Kolonne("titel", "Titel", "sag.titel", url="get_absolute_url", sorter="sag__titel"),
    Kolonne("grundlag", "Grundlag", "version.grundlag.navn", sorter="version__grundlag__navn"),
    Kolonne("version", "Version", "version.version", sorter="version__version"),
    Kolonne("gaelder_fra", "Gælder fra", "version.gyldig_fra", "dato", sorter="version__gyldig_fra"),
    Kolonne(
        "stand",
        "Versionen er",
        _stand,
        "chip",
        tone=lambda row: TONER[_stand(row)],
        beskrivelse="Om den foreslåede version gælder",
    ),
    Kolonne("fase", "Fase", _fase, "chip", tone=lambda row: "ok" if row.sag.overblik.afslutning else "open"),
    Kolonne("naeste", "Næste skridt", lambda row: row.sag.overblik.naeste_trin_navn or None),
    Kolonne("venter", "Venter på", _venter),
    Kolonne("forslag", "Medlemsforslag", lambda row: str(row.forslag or "") or None, skjult=True),
    Kolonne("aabnet", "Åbnet", "sag.aabnet_dato", "dato", sorter="sag__aabnet_dato"),
    Kolonne(
        "vedtaget",
        "Vedtaget den",
        lambda row: row.version.vedtaget_dato if row.version.status != Status.KLADDE else None,
        "dato",
        skjult=True,
    ),
    Kolonne("demo", "Demodata", "sag.demo", "ja_nej", skjult=True),
]

FORSLAGSKOLONNER = [
    Kolonne("titel", "Titel", "titel", url="get_absolute_url", sorter="titel"),
    Kolonne("stiller", "Stillet af", "stiller", sorter="stiller", beskrivelse="Parti eller “et medlem”"),
    Kolonne("organ", "Behandlet i", _organ),
    Kolonne("dato", "Mødedato", "dato", "dato", sorter="dato"),
    Kolonne(
        "sager", "Sager", _sager, "heltal", beskrivelse="Ændringssager og analyser, forslaget har ført til"
    ),
    Kolonne(
        "sikkerhed",
        "Sikkerhed",
        "get_sikkerhed_display",
        "chip",
        tone=lambda row: {"sikker": "ok", "sandsynlig": "warn"}.get(row.sikkerhed, "bad"),
    ),
    Kolonne("rolle", "Stillerens rolle", "get_rolle_display", skjult=True),
    Kolonne("tekst", "Forslaget", "tekst", skjult=True),
    Kolonne("kilde", "Kilde", "kilde", skjult=True),
    Kolonne("demo", "Demodata", "demo", "ja_nej", skjult=True),
]

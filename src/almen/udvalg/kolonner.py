"""The columns of the lists of meetings and of what awaits a body, declared once for page and export."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from almen.organisationer.selectors import aktoer_navn
from almen.sager.models import Ventetrin
from almen.sager.visning import sagstype_navn
from almen.sagsgang.udfald import Trinstatus
from almen.udvalg.models import Moede
from almen.ui.formater import dato_kort
from almen.ui.kolonner import Kolonne

STATUS = {
    "aflyst": ("Aflyst", "neutral"),
    "afsluttet": ("Ført til ende", "ok"),
    "mangler": ("Mangler udfald", "bad"),
    "ikke_oplyst": ("Udfald ikke oplyst", "neutral"),
    "holdt": ("Holdt", "open"),
    "ude": ("Dagsorden sendt", "open"),
    "paa_vej": ("Forberedes", "neutral"),
    "sen": ("Dagsorden forsinket", "bad"),
}


def moede_status(moede: Moede) -> str:
    """Where the meeting is, from its own days and from what its items lack (`mangler`, counted by the list)."""
    today = timezone.localdate()
    if moede.aflyst:
        return "aflyst"
    if moede.afsluttet:
        return "afsluttet"
    if moede.dato < today:
        if not getattr(moede, "mangler", 0):
            return "holdt"
        # A meeting that was read in a published agenda: its source does not tell what came of it.
        return "ikke_oplyst" if moede.kilde and not moede.demo else "mangler"
    if moede.dagsorden_udsendt:
        return "ude"
    return "sen" if moede.dagsorden_ud < today else "paa_vej"


MOEDEKOLONNER = [
    Kolonne("dato", "Dato", "dato", "dato", url="get_absolute_url", sorter="dato"),
    Kolonne("organ", "Organ", "organ_navn", url="get_absolute_url", sorter="organ"),
    Kolonne(
        "status",
        "Status",
        lambda row: STATUS[moede_status(row)][0],
        "chip",
        tone=lambda row: STATUS[moede_status(row)][1],
    ),
    Kolonne("punkter", "Punkter", "antal_punkter", "heltal"),
    Kolonne("mangler", "Mangler udfald", "mangler", "heltal"),
    Kolonne("papirer", "Papirer ind", "papirer_ind", "dato", sorter="papirer_ind"),
    Kolonne("ud", "Dagsorden ud", "dagsorden_ud", "dato", sorter="dagsorden_ud"),
    Kolonne("kilde", "Kilde", lambda row: row.kilde or None, skjult=True),
    Kolonne("demo", "Demodata", "demo", "ja_nej", skjult=True),
]


def _where(row: Ventetrin) -> str:
    if row.paa_moede is None:  # type: ignore[attr-defined]
        return "Ikke på en dagsorden"
    return f"Dagsorden {dato_kort(row.moede_dato)}"  # type: ignore[attr-defined]


def _where_tone(row: Ventetrin) -> str:
    if row.paa_moede is None:  # type: ignore[attr-defined]
        return "neutral" if row.status == Trinstatus.VALGFRI else "warn"
    return "bad" if row.moede_dato < timezone.localdate() else "ok"  # type: ignore[attr-defined]


def moede_url(row: Ventetrin) -> str | None:
    """The meeting on whose agenda the step is; None where it is on none."""
    if row.paa_moede is None:  # type: ignore[attr-defined]
        return None
    return reverse("udvalg:moede", args=[row.paa_moede])  # type: ignore[attr-defined]


def _where_url(row: Ventetrin) -> str:
    return moede_url(row) or reverse("udvalg:saet_paa", args=[row.sag.nummer, row.trin])


def _kind(row: Ventetrin) -> str:
    return {Trinstatus.VALGFRI: "Valgfrit", Trinstatus.STANDSET: "Standset, indbragt"}.get(
        Trinstatus(row.status), "Skal behandles"
    )


VENTEKOLONNER = [
    Kolonne("sag", "Sag", "sag.nummer", url=lambda row: row.sag.get_absolute_url(), sorter="sag_id"),
    Kolonne("titel", "Titel", "sag.titel", url=lambda row: row.sag.get_absolute_url(), sorter="sag__titel"),
    Kolonne("trin", "Trin", "trin_navn"),
    Kolonne("type", "Type", lambda row: sagstype_navn(row.sag.sagstype), skjult=True),
    Kolonne("organ", "Venter på", lambda row: aktoer_navn(row.organ, timezone.localdate()), sorter="organ"),
    Kolonne("siden", "Siden", "siden", "dato", sorter="siden"),
    Kolonne("slags", "Slags", _kind),
    Kolonne("hvor", "Dagsorden", _where, "chip", tone=_where_tone, url=_where_url),
    Kolonne("udsat", "Udsat fra", "udsat", "dato"),
    Kolonne("ansvarlig", "Ansvarlig", lambda row: str(row.sag.ansvarlig or "") or None),
]

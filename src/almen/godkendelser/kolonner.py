"""The columns of the list of approvals, declared once for page and export."""

from __future__ import annotations

from django.utils import timezone

from almen.godkendelser.models import Godkendelse
from almen.organisationer.selectors import aktoer_navn
from almen.sager.visning import afslutning_navn, fase_navn, sagstype_navn
from almen.ui.kolonner import Kolonne


def _fase(row: Godkendelse) -> str:
    overblik = row.sag.overblik
    return afslutning_navn(overblik.afslutning) or fase_navn(overblik.sagstype, overblik.fase)


def _venter(row: Godkendelse) -> str | None:
    aktoer = row.sag.overblik.naeste_aktoer
    return aktoer_navn(aktoer, timezone.localdate()) if aktoer else None


GODKENDELSESKOLONNER = [
    Kolonne("sag", "Sag", "sag.nummer", url="get_absolute_url", sorter="sag_id"),
    Kolonne("titel", "Titel", "sag.titel", url="get_absolute_url", sorter="sag__titel"),
    Kolonne("type", "Type", lambda row: sagstype_navn(row.sag.sagstype), sorter="sag__sagstype"),
    Kolonne(
        "organisation", "Boligorganisation", lambda row: str(row.sag.overblik.boligorganisation or "") or None
    ),
    Kolonne("fase", "Fase", _fase, "chip", tone=lambda row: "ok" if row.sag.overblik.afslutning else "open"),
    Kolonne("naeste", "Næste skridt", lambda row: row.sag.overblik.naeste_trin_navn or None),
    Kolonne("venter", "Venter på", _venter),
    Kolonne("frist", "Frist", "sag.overblik.naeste_frist", "dato", sorter="sag__overblik__naeste_frist"),
    Kolonne("aabnet", "Åbnet", "sag.aabnet_dato", "dato", sorter="sag__aabnet_dato"),
    Kolonne("demo", "Demodata", "sag.demo", "ja_nej", skjult=True),
]

"""The demo's remarks of auditors, and the pictures of the risk overview computed from all of the demo's figures."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils import timezone

from almen.organisationer.models import Boligorganisation, Bruger
from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.yamltekst import read_yaml
from almen.tilsyn.models import Revisionsbemaerkning
from almen.tilsyn.services.billede import refresh_stale
from almen.tilsyn.services.revision import (
    Bemaerkningsinput,
    close_bemaerkning,
    register_bemaerkning,
    register_opfoelgning,
    register_svar,
)

FIL = "9-revision.yaml"


def load_demo(bruger: Bruger) -> None:
    """Loads the remarks if there are none (a municipality without the file has none), and computes the pictures."""
    path = KOMMUNER / settings.ALMEN_KOMMUNE / "demo" / FIL
    if path.is_file() and not Revisionsbemaerkning.objects.exists():
        for item in read_yaml(path.read_text(encoding="utf-8"))["revision"]:
            _load(bruger, item)
    refresh_stale()


def _load(bruger: Bruger, item: dict[str, object]) -> None:
    """One remark with what has been written about it. One of an organisation that the demo does not have is left out."""
    organisation = Boligorganisation.objects.filter(lbf_nummer=item["lbf_nummer"]).first()
    if organisation is None:
        return
    today = timezone.localdate()
    frist = _day(today, item.get("frist_dage"))
    row = register_bemaerkning(
        bruger=bruger,
        bemaerkning=Bemaerkningsinput(
            boligorganisation=organisation.pk,
            regnskabsaar=today.year + int(str(item["aar"])),
            art=str(item["art"]),
            tekst=str(item["tekst"]),
            kilde=str(item["kilde"]),
            frist=frist,
        ),
        demo=True,
    )
    if svar := item.get("svar"):
        register_svar(bruger=bruger, bemaerkning=row, svar=str(svar))
    followed, closed = item.get("opfoelgning"), _day(today, item.get("afsluttet_dage"))
    if followed and closed:
        close_bemaerkning(bruger=bruger, bemaerkning=row, opfoelgning=str(followed), afsluttet=closed)
    elif followed:
        register_opfoelgning(bruger=bruger, bemaerkning=row, opfoelgning=str(followed), frist=frist)


def _day(today: dt.date, days: object) -> dt.date | None:
    return None if days is None else today + dt.timedelta(days=int(str(days)))

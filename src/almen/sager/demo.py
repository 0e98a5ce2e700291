"""For the demo: one written paper of each kind, in the newest demo case that can have it, and something for the public pages."""

from __future__ import annotations

from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Dokument, Fortrolighed, Sag
from almen.sager.selectors import load_forloeb, papir_choices
from almen.sager.services.dokument import edit_dokument
from almen.sager.services.offentlighed import (
    KanIkkeOffentliggoeres,
    publish_begrundelse,
    publish_dokument,
    publish_sag,
)
from almen.sager.services.papir import PREFIKS, write_papir

BY_DELEGATION = 3


def load_demo(bruger: Bruger) -> None:
    """Writes the papers that are missing, and makes public what a municipality would."""
    _write_papers(bruger)
    _publish(bruger)


def _write_papers(bruger: Bruger) -> None:
    papers = Dokument.objects.filter(art__startswith=PREFIKS).values_list("art", flat=True)
    written = {art.removeprefix(PREFIKS).split(".")[0] for art in papers}
    today = timezone.localdate()
    for sag in Sag.objects.filter(demo=True).select_related("boligorganisation", "ansvarlig").order_by("-pk"):
        for valg in papir_choices(load_forloeb(sag)):
            if valg.type.id not in written:
                write_papir(bruger=bruger, valg=valg, dato=today)
                written.add(valg.type.id)


def _publish(bruger: Bruger) -> None:
    """The published cases' sources, a few cases decided by delegation, and the letters in public cases."""
    for beslutning in adgang.public_beslutninger().filter(sag__demo=True, kilde__startswith="http"):
        publish_begrundelse(bruger=bruger, beslutning=beslutning)
    hidden = Sag.objects.filter(demo=True).exclude(pk__in=adgang.public_sager().values("pk")).order_by("-pk")
    published = 0
    for sag in hidden:
        if published == BY_DELEGATION:
            break
        try:
            publish_sag(bruger=bruger, sag=sag)
        except KanIkkeOffentliggoeres:
            continue
        published += 1
    letters = Dokument.objects.filter(
        sag__in=adgang.public_sager().filter(demo=True), art__startswith=PREFIKS, art__endswith=".pdf"
    ).select_related("sag")
    for dokument in letters:
        edit_dokument(bruger=bruger, dokument=dokument, titel=dokument.titel, fortrolighed=Fortrolighed.AABEN)
        publish_dokument(bruger=bruger, dokument=dokument)

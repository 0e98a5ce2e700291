"""One written paper of each kind for the demo, in the newest demo case that can have it."""

from __future__ import annotations

from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.sager.models import Dokument, Sag
from almen.sager.selectors import load_forloeb, papir_choices
from almen.sager.selectors.papirer import PREFIKS
from almen.sager.services.papir import write_papir


def load_demo(bruger: Bruger) -> None:
    """Writes the papers that are missing."""
    papers = Dokument.objects.filter(art__startswith=PREFIKS).values_list("art", flat=True)
    written = {art.removeprefix(PREFIKS).split(".")[0] for art in papers}
    today = timezone.localdate()
    for sag in Sag.objects.filter(demo=True).select_related("boligorganisation", "ansvarlig").order_by("-pk"):
        for valg in papir_choices(load_forloeb(sag)):
            if valg.type.id not in written:
                write_papir(bruger=bruger, valg=valg, dato=today)
                written.add(valg.type.id)

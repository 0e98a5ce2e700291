"""For the demo: projections of the invented figures, and a proposal to adjust letting in the area that develops worst."""

from __future__ import annotations

from almen.omraader.models import Udlejningsjustering
from almen.omraader.selectors.varsel import develops_badly, varsler
from almen.omraader.services.fremskrivning import refresh_fremskrivninger
from almen.omraader.services.justering import open_justering
from almen.organisationer.models import Bruger
from almen.sager.services import record_beslutning


def load_demo(bruger: Bruger) -> None:
    """Projects what there is, and opens one case where that calls for it, if there is none."""
    if not refresh_fremskrivninger() or Udlejningsjustering.objects.exists():
        return
    worst = next(
        (item.omraade for item in varsler() if item.omraade.demo and develops_badly(item.omraade)), None
    )
    if worst is None:
        return
    sag = open_justering(
        bruger=bruger,
        omraade=worst,
        titel=f"DEMO: Ændret fleksibel udlejning i {worst}"[:200],
        begrundelse="DEMO: tallene har bevæget sig den forkerte vej på de seneste lister.",
        forslag="DEMO: to ud af tre ledige familieboliger udlejes til husstande, hvor mindst én er i fast arbejde eller under uddannelse.",
        afdelinger=[
            item.afdeling for item in worst.omraadeafdelinger.filter(til=None).select_related("afdeling")
        ],
        demo=True,
    )
    record_beslutning(bruger=bruger, sag=sag, trin="forslag", kilde="DEMO")

"""The demo's own simulation: the route before and after it was changed, with few repetitions so that it is there at once."""

from __future__ import annotations

from almen.analyse.models import Simulering
from almen.analyse.services.simulering import create_simulering
from almen.organisationer.models import Bruger

FORUDINDSTILLING, GENTAGELSER, AAR = "delegation", 20, 5


def load_demo(bruger: Bruger) -> None:
    """Makes and runs it, once; the last of the demo, because it draws from all its cases. Loads SimPy and numpy."""
    from almen.analyse.services.simuleringskoersel import run_waiting
    from almen.analyse.simulering.forudindstillinger import presets

    if Simulering.objects.filter(demo=True).exists():
        return
    found = next(item for item in presets() if item.id == FORUDINDSTILLING)
    scenarie = {**found.data, "aar": AAR, "gentagelser": GENTAGELSER}
    made = create_simulering(bruger=bruger, navn=found.navn, scenarie=scenarie, koer=False)
    run_waiting(made.pk)

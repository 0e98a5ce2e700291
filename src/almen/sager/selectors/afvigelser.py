"""Where the stored projection differs from what route and decisions say; empty when all is well."""

from __future__ import annotations

from collections.abc import Iterator

from almen.sager.frister import route_frister
from almen.sager.models import Fristart, Sag, Sagsoverblik
from almen.sager.projektioner import projektioner
from almen.sager.selectors.forloeb import load_forloeb
from almen.sager.services.overblik import FIELDS, compute_deltagere, compute_overblik
from almen.sager.services.ventetrin import waits_as_computed


def find_afvigelser() -> Iterator[str]:
    """One Danish line for each field of each case whose projection is not what it should be."""
    for sag in Sag.objects.select_related("sagsgangsversion").order_by("pk").iterator(chunk_size=500):
        yield from _of_sag(sag)


def _of_sag(sag: Sag) -> Iterator[str]:
    stored = Sagsoverblik.objects.filter(pk=sag.pk).first()
    if stored is None:
        yield f"{sag.nummer}: mangler i oversigten."
        return
    forloeb = load_forloeb(sag)
    manual = list(sag.frister.filter(art=Fristart.MANUEL))
    computed = compute_overblik(forloeb, [*manual, *route_frister(forloeb)])
    for field in FIELDS:
        if getattr(stored, field) != getattr(computed, field):
            yield f"{sag.nummer}: {field} er {getattr(stored, field)!r}, skulle være {getattr(computed, field)!r}."
    if set(sag.deltagere.values_list("aktoer", flat=True)) != compute_deltagere(forloeb):
        yield f"{sag.nummer}: deltagerne svarer ikke til forløbet."
    if not waits_as_computed(forloeb):
        yield f"{sag.nummer}: trin, der venter på et organ, svarer ikke til forløbet."
    for projektion in projektioner:
        if not projektion.passer(forloeb, computed):
            yield f"{sag.nummer}: {projektion.navn} svarer ikke til forløbet."

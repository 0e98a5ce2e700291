"""The financing of figures that have not been saved, for the preview beside a form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from almen.byggeri.selectors.beregning import MISSING_SUM, Beregnet
from almen.grundlag.selectors import current_parametre
from almen.regler.fejl import RegelFejl
from almen.regler.finansiering import Del, FinansieringInput, compute_finansiering


def preview(dele: Sequence[Any], fields: Mapping[str, Any], dato: dt.date) -> Beregnet:
    """The split of `dele` (parts as typed) by the rules on `fields["tilsagnsdato"]`, else on `dato`."""
    priced = [
        Del(item.boligtype, item.antal, item.bruttoareal_m2, item.sum)
        for item in dele
        if item.sum is not None
    ]
    if len(priced) < len(dele):
        return Beregnet(None, MISSING_SUM)
    input_ = FinansieringInput(
        tilsagnsdato=fields.get("tilsagnsdato") or dato,
        dele=tuple(priced),
        ejendomsvaerdi=fields.get("ejendomsvaerdi"),
    )
    try:
        return Beregnet(compute_finansiering(input_, current_parametre()))
    except RegelFejl as error:
        return Beregnet(None, str(error))

"""Figures that have not been saved: their financing, and what the rules say of them beside the figures before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from almen.byggeri.models import Projekt, Projektdel, Servicearealtal, Skema, Skemadel
from almen.byggeri.selectors.beregning import MISSING_SUM, Beregnet
from almen.byggeri.selectors.projektdata import Projektdata, Skemadata, prime_projektdata
from almen.grundlag.selectors import current_parametre, sagsgang_of
from almen.regler.fejl import RegelFejl
from almen.regler.finansiering import Del, FinansieringInput, compute_finansiering
from almen.sager.models import Sag
from almen.sagsgang.register import REGISTER, Kontrolsvar


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


def add_draft(
    data: Projektdata, bogstav: str, dele: Sequence[Any], serviceareal: Any, today: dt.date
) -> Skemadata:
    """Adds figures as typed to `data`, in memory only, as the next version of the Skema would be."""
    latest = data.latest(bogstav)
    skema = Skema(
        projekt=data.projekt,
        bogstav=bogstav,
        version=latest.skema.version + 1 if latest else 1,
        indsendt=today,
    )
    area = serviceareal.as_data() if serviceareal else {}
    draft = Skemadata(
        skema,
        _parts(skema, data.projekt, dele),
        Servicearealtal(skema=skema, **area) if area else None,
    )
    data.skemaer.append(draft)
    data.skemaer.sort(key=lambda item: (item.skema.bogstav, item.skema.version))
    return draft


def _parts(skema: Skema, projekt: Projekt, dele: Sequence[Any]) -> list[Skemadel]:
    return [
        item.as_skemadel(skema, Projektdel(projekt=projekt, nummer=index, boligtype=item.boligtype))
        for index, item in enumerate(dele, start=1)
    ]


AENDRING = {"B": "aendring_a_b", "C": "aendring_b_c"}


def preview_aendring(
    sag: Sag, data: Projektdata, bogstav: str, dele: Sequence[Any], today: dt.date
) -> tuple[Kontrolsvar, str] | None:
    """What the rules say of the change since the Skema before, and which step must decide anew if they refuse.

    None for Skema A. The step is empty where the route sends nothing back by itself.
    """
    kontrol = AENDRING.get(bogstav)
    if kontrol is None:
        return None
    draft = Sag(pk=sag.pk, sagstype=sag.sagstype, sagsgangsversion_id=sag.sagsgangsversion_id)
    copy = prime_projektdata(draft, data.projekt, list(data.skemaer))
    add_draft(copy, bogstav, dele, None, today)
    svar = REGISTER.kontrol(kontrol).funktion(draft, today)
    route = sagsgang_of(sag.sagsgangsversion_id)
    targets = [trin.tilbage_ved_nej[kontrol] for trin in route.trin if kontrol in trin.tilbage_ved_nej]
    return svar, route.efter_id[targets[0]].navn if targets and svar.udfald == "nej" else ""

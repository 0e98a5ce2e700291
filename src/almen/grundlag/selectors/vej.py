"""*Hvem beslutter?*: the way of a kind of case on a day, who adopted it, and what has changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from almen.grundlag.models import Sagsgangsversion, Status
from almen.grundlag.selectors.ikraft import sagsgang_of
from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.regler.resultat import kilde_er_link
from almen.sagsgang.definition import Sagsgang
from almen.sagsgang.forskel import diff_sagsgange
from almen.sagsgang.register import REGISTER
from almen.sagsgang.vej import Vej, VejFejl, beslutningsvej


def _adopted_routes() -> list[Sagsgang]:
    pks = Sagsgangsversion.objects.filter(status=Status.VEDTAGET).values_list("pk", flat=True)
    return [sagsgang_of(pk) for pk in pks]


def find_vej(values: Mapping[str, Any]) -> Vej:
    """The way that the cleaned values of `VejForm` ask for. Raises VejFejl."""
    facts = {"boligtype": values["boligtype"]} if values["boligtype"] else {}
    return beslutningsvej(_adopted_routes(), values["sagstype"], facts, values["dato"], current_profil())


def find_adopted_vej(sagstype: str, fakta: Mapping[str, Any], dato: dt.date) -> Vej:
    """The way of a kind of case on `dato` under the adopted routes. Raises VejFejl."""
    return beslutningsvej(_adopted_routes(), sagstype, fakta, dato, current_profil())


def vej_context(values: Mapping[str, Any], today: dt.date) -> dict[str, Any]:
    """What `grundlag/vej.html` shows of the way; with `fejl` alone where the question cannot be answered."""
    try:
        vej = find_vej(values)
    except VejFejl as error:
        return {"fejl": list(error.fejl)}
    now = _current(vej.sagsgang, today)
    return {
        "vej": vej,
        "navn": known.navn
        if (known := REGISTER.sagstyper.get(vej.sagsgang.sagstype))
        else vej.sagsgang.sagstype,
        "dato": values["dato"],
        "vedtaget_af": aktoer_navn(vej.sagsgang.vedtaget.organ, vej.sagsgang.gyldig_fra),
        "kilde_er_link": kilde_er_link(vej.sagsgang.vedtaget.kilde),
        "nu": now,
        "aendringer": diff_sagsgange(vej.sagsgang, now) if now else [],
    }


def _current(route: Sagsgang, today: dt.date) -> Sagsgang | None:
    """Today's version of the same route, if it is another one."""
    in_force = [
        item
        for item in _adopted_routes()
        if item.sagstype == route.sagstype
        and item.gyldig_fra <= today
        and (item.gyldig_til is None or item.gyldig_til >= today)
    ]
    newest = max(in_force, key=_begins, default=None)
    return newest if newest is not None and newest.version != route.version else None


def _begins(route: Sagsgang) -> dt.date:
    return route.gyldig_fra

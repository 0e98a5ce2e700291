"""The cover letter after a body's decision: to the boligorganisation, and to Landsbyggefonden where it takes part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from almen.organisationer.selectors import aktoer_navn
from almen.papirer import Afsnit, Papir, Tekst
from almen.sager.breve import (
    compose_letter,
    conditions,
    deadlines_after,
    decided_text,
    decision_source,
    to_fill,
)
from almen.sager.indstilling.afsnit import route_source
from almen.sager.models import Beslutning, Sag
from almen.sager.selectors.forloeb import load_forloeb, steps_after
from almen.sagsgang.udfald import Udfald, udfald_navn

ART = "foelgebrev"
FOND = "landsbyggefonden"


def cover_letter(sag: Sag, beslutninger: Sequence[Beslutning], dato: dt.date) -> Papir:
    """Tells the boligorganisation what has been decided, on what terms, and what follows."""
    return _letter(sag, beslutninger[-1], dato, to_fund=False)


def cover_letter_to_fund(sag: Sag, beslutninger: Sequence[Beslutning], dato: dt.date) -> Papir:
    """Tells Landsbyggefonden the same."""
    return _letter(sag, beslutninger[-1], dato, to_fund=True)


def _letter(sag: Sag, decision: Beslutning, dato: dt.date, *, to_fund: bool) -> Papir:
    forloeb = load_forloeb(sag)
    kilder = (decision_source(decision),)
    outcome = udfald_navn(decision.handling, Udfald(decision.udfald))
    decided = Tekst(f"{decided_text(decision)} behandlet: {decision.trin_navn}. Udfald: {outcome}.", kilder)
    trin = forloeb.sagsgang.efter_id[decision.trin]
    following = tuple(
        Tekst(f"{aktoer_navn(item.aktoer, dato)}: {item.navn}.", (route_source(forloeb, item),))
        for item in steps_after(forloeb, trin)
        if not item.valgfrit
    )
    afsnit = [
        Afsnit("Beslutningen", (decided,)),
        conditions([decision]),
        deadlines_after(sag, decision),
        Afsnit("Det videre forløb", punkter=following),
        Afsnit("Vedlagt", (Tekst(to_fill("udskrift af beslutningen og andre bilag")),)),
    ]
    about = f" ({sag.boligorganisation})" if to_fund and sag.boligorganisation else ""
    return compose_letter(
        sag,
        art=ART,
        titel=f"Følgebrev: {sag.titel}{about}",
        dato=dato,
        afsnit=afsnit,
        modtager=(aktoer_navn(FOND, dato), to_fill("adresse")) if to_fund else (),
        henvisninger=[("Behandlet af", decision.aktoer_navn)],
    )

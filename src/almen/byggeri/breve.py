"""Letters of building: the tilsagn of Skema A, and the declaration of the municipality's guarantee."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from almen.byggeri.brevdele import (
    IKKE_OPLYST,
    financing_section,
    frame_section,
    guarantee_section,
    project_section,
    ramme_source,
    skema_source,
    standing_frame,
)
from almen.byggeri.models import Bogstav
from almen.byggeri.selectors.projektdata import Projektdata, Skemadata, projektdata_of
from almen.byggeri.selectors.rammer import held_sums
from almen.byggeri.selectors.sagsside import boliger_text
from almen.papirer import Afsnit, Kilde, Papir, Tekst
from almen.regler.dansk import format_kroner
from almen.sager.breve import (
    compose_letter,
    conditions,
    deadlines_after,
    decided_text,
    decision_source,
    to_fill,
)
from almen.sager.models import Beslutning, Sag
from almen.sagsgang.register import Papirtype
from almen.sagsgang.udfald import Handling


def tilsagnsbrev(sag: Sag, beslutninger: Sequence[Beslutning], dato: dt.date) -> Papir:
    """The tilsagn: what is to be built, its sum and financing by the rules of the tilsagn's day, and the deadlines."""
    data, decision = projektdata_of(sag), beslutninger[-1]
    skema = data.standing(Bogstav.A) or data.current
    afsnit = [
        Afsnit(
            "Tilsagn",
            (Tekst(f"{decided_text(decision)} besluttet", (decision_source(decision),)),),
            tuple(_tilsagn_points(sag, data, skema, decision)),
        ),
        project_section(data, skema),
        financing_section(data, skema, decision.dato),
        conditions(beslutninger),
        deadlines_after(sag, decision),
    ]
    return compose_letter(
        sag,
        art="tilsagnsbrev",
        titel=f"Tilsagn om støtte: {data.projekt.navn}",
        dato=dato,
        afsnit=afsnit,
        henvisninger=[("Hjemmel", "almenboligloven § 115"), ("Skema", "A")],
    )


def garantierklaering(sag: Sag, beslutninger: Sequence[Beslutning], dato: dt.date) -> Papir:
    """The declaration of the case's decided guarantees, addressed to the lender."""
    garantier = list(sag.garantier.filter(beslutning_nummer__isnull=False))  # type: ignore[attr-defined]
    ramme = standing_frame(sag)
    decisions = {item.nummer: item for item in sag.beslutninger.all()}
    laangivere = list(dict.fromkeys(item.laangiver for item in garantier if item.laangiver))
    afsnit = [
        _declaration(sag, beslutninger),
        *(
            guarantee_section(item, number if len(garantier) > 1 else 0, decisions)
            for number, item in enumerate(garantier, start=1)
        ),
        *(
            []
            if garantier
            else [Afsnit("Garantien", (Tekst(to_fill("garantien, som ikke er registreret i sagen")),))]
        ),
        frame_section(ramme, decisions),
        conditions(beslutninger),
    ]
    return compose_letter(
        sag,
        art="garantierklaering",
        titel=f"Garantierklæring: {sag.titel}",
        dato=dato,
        afsnit=afsnit,
        modtager=laangivere or (to_fill("långiver"),),
        henvisninger=[("Låntager", str(sag.boligorganisation or IKKE_OPLYST))],
    )


TILSAGNSBREV = Papirtype(
    "tilsagnsbrev", "Tilsagnsbrev", tilsagnsbrev, handlinger=frozenset({Handling.GIVER_TILSAGN})
)
GARANTIERKLAERING = Papirtype(
    "garantierklaering", "Garantierklæring", garantierklaering, virkninger=frozenset({"registrer_garanti"})
)


def _tilsagn_points(sag: Sag, data: Projektdata, skema: Skemadata, decision: Beslutning) -> Iterator[Tekst]:
    projekt = data.projekt
    place = ", ".join(item for item in (projekt.adresse, projekt.bydel) if item) or projekt.navn
    yield Tekst(
        f"at give tilsagn om støtte til opførelse af {boliger_text(skema)}, {place}.", (skema_source(skema),)
    )
    given = sum(sums["tilsagn"] for sums in held_sums(sag).values())
    if given:
        kilde = Kilde(f"Hovedbogen for grundkapital, sag {sag.nummer}", f"beslutning nr. {decision.nummer}")
        yield Tekst(f"at yde grundkapital på {format_kroner(given)}", (kilde,))
    ramme = standing_frame(sag)
    if ramme is not None and ramme.beloeb is not None:
        yield Tekst(
            f"at kommunens garanti for realkreditlånet højst kan være {format_kroner(ramme.beloeb)}",
            (ramme_source(ramme),),
        )


def _declaration(sag: Sag, beslutninger: Sequence[Beslutning]) -> Afsnit:
    borrower = str(sag.boligorganisation or to_fill("låntager"))
    kilder = tuple(map(decision_source, beslutninger))
    return Afsnit(
        "Erklæring",
        (
            Tekst(
                f"Kommunen erklærer herved at stille garanti for lån til {borrower} som anført nedenfor. "
                f"Garantiens nærmere vilkår: {to_fill('garantiens ordlyd efter aftale med långiver')}",
                kilder,
            ),
        ),
    )

"""Letters in cases that the municipality opens itself: what it has decided, and what it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from almen.godkendelser.breve import application_section, legal_basis_section, limits_section, subject
from almen.godkendelser.selectors import godkendelse_of, type_of
from almen.godkendelser.svar import show_svar
from almen.godkendelser.typedefinition import ORGANISATION
from almen.papirer import Afsnit, Papir, Tekst
from almen.sager.breve import (
    appeal_guidance,
    compose_letter,
    conditions,
    decided_text,
    decision_source,
    to_fill,
)
from almen.sager.indstilling import sag_kilde
from almen.sager.models import Beslutning, Sag
from almen.sagsgang.register import Papirtype
from almen.sagsgang.udfald import Handling


def decision(sag: Sag, beslutninger: Sequence[Beslutning], dato: dt.date) -> Papir:
    """The letter that tells what the municipality has decided, e.g. an order with its demand and deadline."""
    *_, last = beslutninger
    kilder = (decision_source(last),)
    afsnit = [
        Afsnit(
            "Afgørelse",
            (Tekst(f"{decided_text(last)} besluttet", kilder),),
            (Tekst(f"{decided_matter(sag)}.", kilder),),
        ),
        conditions(beslutninger),
        application_section(sag),
        limits_section(sag, last.dato),
        legal_basis_section(sag),
        appeal_guidance(last.dato),
    ]
    return _letter(sag, f"Afgørelse: {sag.titel}", dato, afsnit)


def conclusion(sag: Sag, beslutninger: Sequence[Beslutning], dato: dt.date) -> Papir:
    """The letter that answers an enquiry or tells what an investigation concluded; no order is given by it."""
    *_, last = beslutninger
    kilder = (decision_source(last),)
    own = _conclusion_of(sag)
    afsnit = [
        Afsnit(
            "Kommunens vurdering",
            (Tekst(own or to_fill("kommunens vurdering"), (sag_kilde(sag, "vurderingen"),)),),
        ),
        Afsnit("Hvad der er besluttet", (Tekst(f"{decided_text(last)} taget stilling i sagen.", kilder),)),
        conditions(beslutninger),
        application_section(sag),
        legal_basis_section(sag, "Sagen er behandlet"),
    ]
    return _letter(sag, f"Svar: {sag.titel}", dato, afsnit)


def not_decided(sag: Sag, beslutninger: Sequence[Beslutning], dato: dt.date) -> Papir:
    """The letter that tells that the municipality does not go through with it, for those who have been heard."""
    last = beslutninger[-1]
    kilder = (decision_source(last),)
    reasons = conditions([last]).tekst
    afsnit = [
        Afsnit(
            "Afgørelse",
            (
                Tekst(
                    f"{decided_text(last)} besluttet ikke at gå videre med sagen om {subject(sag)}.", kilder
                ),
            ),
        ),
        Afsnit("Begrundelse", reasons or (Tekst(to_fill("begrundelsen"), kilder),)),
        application_section(sag),
        legal_basis_section(sag),
    ]
    return _letter(sag, f"Sagen gennemføres ikke: {sag.titel}", dato, afsnit)


EGNE_PAPIRER = (
    Papirtype("egen_afgoerelse", "Afgørelsesbrev", decision, handlinger=frozenset({Handling.GODKENDER})),
    Papirtype("afslag", "Brev om, at sagen ikke gennemføres", not_decided, afslag=True),
    Papirtype("svarbrev", "Svar", conclusion, handlinger=frozenset({Handling.TAGER_TIL_EFTERRETNING})),
)


def decided_matter(sag: Sag) -> str:
    """What is decided, as the kind words it with the case's own answers; the kind's name where it has no words."""
    type_ = type_of(sag)
    if not type_.beslutning:
        return f"at gennemføre sagen om {subject(sag)}"
    svar = godkendelse_of(sag).svar
    known = {
        felt.id: show_svar(felt, svar.get(felt.id)).rstrip(".") or to_fill(felt.navn.lower())
        for felt in type_.felter
    }
    return type_.beslutning.format(
        **{**known, ORGANISATION: str(sag.boligorganisation or to_fill("boligorganisationen"))}
    )


def _conclusion_of(sag: Sag) -> str:
    svar = godkendelse_of(sag).svar
    return str(svar.get("konklusion") or svar.get("vurdering") or "")


def _letter(sag: Sag, titel: str, dato: dt.date, afsnit: list[Afsnit]) -> Papir:
    return compose_letter(
        sag,
        art="afgoerelsesbrev",
        titel=titel,
        dato=dato,
        afsnit=afsnit,
        henvisninger=[("Sagstype", type_of(sag).navn)],
    )

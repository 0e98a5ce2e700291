"""The letter of decision of an approval: the same for every kind, since the kind is data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from almen.godkendelser.kontroller import compare_graense
from almen.godkendelser.selectors import godkendelse_of, shown_svar, type_of
from almen.papirer import Afsnit, Kilde, Papir, Raekke, Tabel, Tekst
from almen.regler.dansk import format_dato, format_kroner
from almen.sager.breve import (
    appeal_guidance,
    compose_letter,
    conditions,
    decided_text,
    decision_source,
    parameter_source,
    to_fill,
)
from almen.sager.indstilling import sag_kilde
from almen.sager.models import Beslutning, Sag
from almen.sagsgang.register import Papirtype
from almen.sagsgang.udfald import Handling, Udfald


def approval(sag: Sag, beslutninger: Sequence[Beslutning], dato: dt.date) -> Papir:
    """The letter that approves, with the conditions that were decided."""
    changed = any(item.udfald == Udfald.GODKENDT_MED_AENDRINGER for item in beslutninger)
    afsnit = [
        Afsnit("Afgørelse", tuple(_approved(beslutninger)), tuple(_points(sag, beslutninger))),
        conditions(beslutninger),
        application_section(sag),
        limits_section(sag, beslutninger[-1].dato),
        legal_basis_section(sag),
        *([appeal_guidance(beslutninger[-1].dato)] if changed else []),
    ]
    return compose_letter(
        sag,
        art="afgoerelsesbrev",
        titel=f"Godkendelse: {sag.titel}",
        dato=dato,
        afsnit=afsnit,
        henvisninger=[("Sagstype", type_of(sag).navn)],
    )


def refusal(sag: Sag, beslutninger: Sequence[Beslutning], dato: dt.date) -> Papir:
    """The letter that refuses: the reasons as decided, and room for the guidance on appeal."""
    decision = beslutninger[-1]
    kilder = (decision_source(decision),)
    reasons = conditions([decision]).tekst
    afsnit = [
        Afsnit(
            "Afgørelse",
            (Tekst(f"{decided_text(decision)} ikke godkendt ansøgningen om {subject(sag)}.", kilder),),
        ),
        Afsnit("Begrundelse", reasons or (Tekst(to_fill("begrundelsen for afslaget"), kilder),)),
        application_section(sag),
        limits_section(sag, decision.dato),
        legal_basis_section(sag),
        appeal_guidance(decision.dato),
    ]
    return compose_letter(
        sag,
        art="afgoerelsesbrev",
        titel=f"Afslag: {sag.titel}",
        dato=dato,
        afsnit=afsnit,
        henvisninger=[("Sagstype", type_of(sag).navn)],
    )


PAPIRER = (
    Papirtype("godkendelse", "Afgørelsesbrev", approval, handlinger=frozenset({Handling.GODKENDER})),
    Papirtype("afslag", "Afgørelsesbrev (afslag)", refusal, afslag=True),
)


def subject(sag: Sag) -> str:
    """The kind's name inside a sentence."""
    navn = type_of(sag).navn
    return navn[:1].lower() + navn[1:]


def _approved(beslutninger: Sequence[Beslutning]) -> Iterator[Tekst]:
    *earlier, last = beslutninger
    for item in earlier:
        yield Tekst(f"{decided_text(item)} godkendt ansøgningen.", (decision_source(item),))
    yield Tekst(f"{decided_text(last)} besluttet", (decision_source(last),))


def _points(sag: Sag, beslutninger: Sequence[Beslutning]) -> Iterator[Tekst]:
    changed = any(item.udfald == Udfald.GODKENDT_MED_AENDRINGER for item in beslutninger)
    how = " med de ændringer, der står nedenfor" if changed else ""
    yield Tekst(f"at godkende ansøgningen om {subject(sag)}{how}.", tuple(map(decision_source, beslutninger)))
    numbers = {item.nummer for item in beslutninger}
    for garanti in sag.garantier.all():  # type: ignore[attr-defined]
        if garanti.beslutning_nummer in numbers and garanti.brutto is not None:
            kilde = Kilde(f"Garantiregistret, sag {sag.nummer}", garanti.kilde)
            yield Tekst(f"at stille kommunens garanti for {format_kroner(garanti.brutto)}", (kilde,))


def application_section(sag: Sag) -> Afsnit:
    """What was applied for, or what the case rests on, as answered."""
    type_ = type_of(sag)
    what = "ansøgningen" if type_.ansoegt else "oplysningerne"
    kilde = sag_kilde(sag, f"{what}, åbnet {format_dato(sag.aabnet_dato)}")
    rows = [Raekke((navn, tekst), (kilde,)) for navn, tekst in shown_svar(sag)]
    afdelinger = ", ".join(str(item) for item in godkendelse_of(sag).afdelinger.all())
    if afdelinger:
        rows.insert(0, Raekke(("Afdelinger", afdelinger), (kilde,)))
    table = Tabel("", ("Oplysning", "Ansøgt" if type_.ansoegt else "Svar"), tuple(rows), tal=False)
    return Afsnit(type_.oplysninger_navn, tabeller=(table,) if rows else ())


def limits_section(sag: Sag, dato: dt.date) -> Afsnit:
    """The figures against the limits that the checks use: a demand on `dato`, a fact on the day the case was opened."""
    texts = []
    for item in type_of(sag).graenser:
        day = dato if item.rolle == "krav" else sag.aabnet_dato
        _, limit, tekst = compare_graense(sag, item, day)
        kilder = (parameter_source(limit.kilde),) if limit else ()
        texts.append(Tekst(tekst, kilder))
    return Afsnit("Grænser", tuple(texts))


def legal_basis_section(sag: Sag, begins: str = "Sagen er afgjort") -> Afsnit:
    """What the kind rests on; what is not certain is to be confirmed."""
    type_ = type_of(sag)
    kilde = Kilde(f"Sagstypen {subject(sag)}", type_.kilde)
    unsure = (
        "" if type_.sikkerhed == "sikker" else f" {to_fill(f'bekræft hjemlen, som er {type_.sikkerhed}')}"
    )
    return Afsnit(
        "Retsgrundlag",
        (Tekst(f"{begins} efter {'; '.join(type_.hjemmel).rstrip('.')}.{unsure}", (kilde,)),),
    )

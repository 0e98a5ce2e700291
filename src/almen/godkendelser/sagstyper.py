"""What `godkendelser` tells the engine: one case type for each kind, and checks that all kinds share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from almen.godkendelser import kontroller
from almen.godkendelser.breve import PAPIRER
from almen.godkendelser.egne_breve import EGNE_PAPIRER
from almen.godkendelser.indstilling import approval, own_decision
from almen.godkendelser.selectors import godkendelse_of, shown_svar, type_of
from almen.godkendelser.svar import decode_svar
from almen.godkendelser.typedefinition import JA_NEJ, Godkendelsestype, load_typer
from almen.sager.models import Sag
from almen.sagsgang.register import REGISTER, Faktum, Kontrol, Sagsfrist, Sagstype

KONTROLLER = (
    Kontrol("godkendelse_oplysninger", "Ansøgningen er oplyst", kontroller.oplysninger),
    Kontrol("godkendelse_bilag", "Bilag til ansøgningen", kontroller.bilag),
    Kontrol("godkendelse_graenser", "Grænser for sagstypen", kontroller.graenser),
)


def fakta(sag: Sag) -> Mapping[str, Any]:
    """The facts that routes ask for: settled by the law, answered, or following from a limit. Unknown: left out.

    A limit is that of the day the case was opened: a later one must not send a running case another way.
    """
    type_, svar = type_of(sag), godkendelse_of(sag).svar
    found: dict[str, Any] = dict(type_.faste_fakta)
    found |= {felt.id: svar[felt.id] for felt in type_.felter if felt.faktum and felt.id in svar}
    for graense in type_.graenser:
        if graense.faktum:
            beyond, _, _ = kontroller.compare_graense(sag, graense, sag.aabnet_dato)
            if beyond is not None:
                found[graense.faktum] = "ja" if beyond else "nej"
    return found


def faktadefinitioner(type_: Godkendelsestype) -> tuple[Faktum, ...]:
    """The kind's facts with their possible values."""
    asked = [
        Faktum(felt.id, felt.navn, tuple(felt.muligheder.items()), flere=False)
        for felt in type_.felter
        if felt.faktum
    ]
    limits = [
        Faktum(
            item.faktum,
            f"Er over grænsen ({type_.felt(item.felt).navn.lower()})",
            tuple(JA_NEJ.items()),
            flere=False,
        )
        for item in type_.graenser
        if item.faktum
    ]
    return (*asked, *limits)


def noegletal(sag: Sag) -> Mapping[str, Any]:
    """What the case list shows: the dwellings concerned, and text to search in."""
    svar = godkendelse_of(sag).svar
    words = [svar.get(name, "") for name in ("ejendom", "formaal", "arbejder", "forhold", "omraade")]
    return {"boliger": svar.get("boliger"), "soegetekst": " ".join(word for word in words if word)}


def oplysninger(sag: Sag) -> list[tuple[str, Any]]:
    """The answers, and who decides by law."""
    type_ = type_of(sag)
    return [
        *shown_svar(sag),
        ("Afgøres efter loven af", type_.afgoeres_af),
        ("Hjemmel", "; ".join(type_.hjemmel)),
    ]


def frister(sag: Sag) -> Mapping[str, Sagsfrist]:
    """The deadlines that the case's own answers set on steps of its route."""
    type_, svar = type_of(sag), godkendelse_of(sag).svar
    return {
        trin: Sagsfrist(
            decode_svar(type_.felt(felt), svar[felt]),
            type_.felt(felt).navn,
            type_.hjemmel[0],
            type_.sikkerhed,
        )
        for trin, felt in type_.frister.items()
        if felt in svar
    }


def register() -> None:
    """Puts every kind and the shared checks in the engine's register; called once when Django starts."""
    if KONTROLLER[0].id in REGISTER.kontroller:
        return
    for kontrol in KONTROLLER:
        REGISTER.register_kontrol(kontrol)
    for type_ in load_typer(settings.ALMEN_KOMMUNE).values():
        REGISTER.register_sagstype(
            Sagstype(
                id=type_.id,
                navn=type_.navn,
                navn_flertal=type_.navn_flertal,
                fakta=fakta,
                faktadefinitioner=faktadefinitioner(type_),
                noegletal=noegletal,
                side_navn=type_.oplysninger_navn,
                side_url=lambda sag: reverse("godkendelser:godkendelse", args=[sag.nummer]),
                oplysninger=oplysninger,
                indstilling=approval if type_.ansoegt else own_decision,
                ansoegt=type_.ansoegt,
                papirer=PAPIRER if type_.ansoegt else EGNE_PAPIRER,
                frister=frister if type_.frister else None,
            )
        )

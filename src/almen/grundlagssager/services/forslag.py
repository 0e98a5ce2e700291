"""Members' proposals and the analyses that they may start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from almen.grundlag.models import Administrationsgrundlag, Sikkerhed
from almen.grundlagssager.models import Grundlagsanalyse, Medlemsforslag, Stillerrolle
from almen.grundlagssager.selectors import ANALYSE, analyse_of
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.services import locked_journal, opened_sag, refresh_overblik, system_journal

TEXTS = (("titel", 200), ("stiller", 80), ("tekst", 20_000), ("kilde", 400))


@transaction.atomic
def save_forslag(
    *,
    bruger: Bruger,
    titel: str,
    stiller: str,
    tekst: str,
    kilde: str,
    rolle: str = Stillerrolle.UKENDT,
    organ: str = "",
    dato: dt.date | None = None,
    sikkerhed: str = Sikkerhed.SIKKER,
    note: str = "",
    grundlag: Iterable[Administrationsgrundlag] = (),
    forslag: Medlemsforslag | None = None,
    demo: bool = False,
) -> Medlemsforslag:
    """Records a member's proposal, or changes `forslag`; it stands in the system's journal, with what it was before.

    `stiller` is a party or *et medlem*, never a name. A proposal whose day or body is not known cannot be called
    certain. Raises UgyldigtInput with every fault, or AdgangNaegtet.
    """
    adgang.require(
        adgang.may_open_sag(bruger), "Kun sagsbehandlere og ledere kan registrere et medlemsforslag."
    )
    values = {
        "titel": titel.strip(),
        "stiller": stiller.strip(),
        "tekst": tekst.strip(),
        "kilde": kilde.strip(),
    }
    _check(values, rolle, organ, dato, sikkerhed)
    row = forslag or Medlemsforslag(registreret_af=bruger, demo=demo)
    before = _as_data(row) if forslag is not None else None
    for name, value in values.items():
        setattr(row, name, value)
    row.rolle, row.organ, row.dato, row.sikkerhed, row.note = rolle, organ, dato, sikkerhed, note.strip()
    row.save()
    row.grundlag.set(grundlag)
    with system_journal(bruger) as journal:
        journal.append(
            "medlemsforslag_rettet" if before else "medlemsforslag",
            f"Medlemsforslaget “{row.titel}” er {'rettet' if before else 'registreret'}.",
            {"id": row.pk, "foer": before, "efter": _as_data(row)},
        )
    return row


def open_analyse(
    *,
    bruger: Bruger,
    titel: str,
    formaal: str,
    grundlag: Iterable[Administrationsgrundlag] = (),
    forslag: Medlemsforslag | None = None,
    kilde: str = "",
    sikkerhed: str = Sikkerhed.SIKKER,
    note: str = "",
    **sagsfelter: Any,
) -> Sag:
    """Opens a case that analyses bases before anybody proposes a change. `sagsfelter` go to `opened_sag`.

    Raises UgyldigtInput, AdgangNaegtet or IngenSagsgang; then nothing is written.
    """
    adgang.require(adgang.may_open_sag(bruger), "Kun sagsbehandlere og ledere kan åbne en sag.")
    _check_analyse(titel, formaal)
    with opened_sag(bruger=bruger, sagstype=ANALYSE, titel=titel.strip(), **sagsfelter) as sag:
        analyse = Grundlagsanalyse.objects.create(
            sag=sag,
            formaal=formaal.strip(),
            kilde=kilde.strip(),
            sikkerhed=sikkerhed,
            note=note.strip(),
            forslag=forslag,
        )
        analyse.grundlag.set(grundlag)
    return sag


def edit_analyse(
    *, bruger: Bruger, sag: Sag, formaal: str, grundlag: Iterable[Administrationsgrundlag], note: str = ""
) -> Grundlagsanalyse:
    """Changes purpose, bases and note; what they were stands in the journal. Raises UgyldigtInput, AdgangNaegtet."""
    adgang.require(adgang.may_edit_sag(bruger), "Kun sagsbehandlere og ledere kan rette analysen.")
    _check_analyse("-", formaal)
    with locked_journal(sag, bruger) as journal:
        analyse = Grundlagsanalyse.objects.get(sag=sag)
        before = _analyse_data(analyse)
        analyse.formaal, analyse.note = formaal.strip(), note.strip()
        analyse.save(update_fields=["formaal", "note"])
        analyse.grundlag.set(grundlag)
        sag.grundlagsanalyse = analyse  # type: ignore[attr-defined]
        if before != (after := _analyse_data(analyse)):
            journal.append(
                "analyse_rettet", "Analysens oplysninger er rettet.", {"fra": before, "til": after}
            )
            refresh_overblik(sag)
    return analyse_of(sag)


def _analyse_data(analyse: Grundlagsanalyse) -> dict[str, Any]:
    bases = sorted(analyse.grundlag.values_list("pk", flat=True))
    return {"formaal": analyse.formaal, "note": analyse.note, "grundlag": bases}


def _as_data(row: Medlemsforslag) -> dict[str, Any]:
    return {
        "titel": row.titel,
        "stiller": row.stiller,
        "rolle": str(row.rolle),
        "organ": row.organ,
        "dato": row.dato,
        "tekst": row.tekst,
        "kilde": row.kilde,
        "sikkerhed": str(row.sikkerhed),
        "grundlag": sorted(row.grundlag.values_list("pk", flat=True)),
    }


def _check_analyse(titel: str, formaal: str) -> None:
    fejl = []
    if not 1 <= len(titel.strip()) <= 200:
        fejl.append(Fejl("titel", "skal være på 1 til 200 tegn"))
    if not formaal.strip():
        fejl.append(Fejl("formaal", "skal udfyldes: skriv, hvad analysen skal finde ud af"))
    if fejl:
        raise UgyldigtInput(fejl)


def _check(values: dict[str, str], rolle: str, organ: str, dato: dt.date | None, sikkerhed: str) -> None:
    fejl = [
        Fejl(name, f"skal være på 1 til {most} tegn")
        for name, most in TEXTS
        if not 1 <= len(values[name]) <= most
    ]
    if rolle not in Stillerrolle.values:
        fejl.append(Fejl("rolle", f"er »{rolle}«; tilladt er {', '.join(Stillerrolle.values)}"))
    bodies = [item.id for item in current_profil().aktoerer if item.art == "organ"]
    if organ and organ not in bodies:
        fejl.append(Fejl("organ", f"er »{organ}«; tilladt er {', '.join(bodies)}"))
    if sikkerhed not in Sikkerhed.values:
        fejl.append(Fejl("sikkerhed", f"er »{sikkerhed}«; tilladt er {', '.join(Sikkerhed.values)}"))
    elif sikkerhed == Sikkerhed.SIKKER and (dato is None or not organ):
        fejl.append(Fejl("sikkerhed", "kan ikke være sikker, når mødedato eller organ ikke er kendt"))
    if fejl:
        raise UgyldigtInput(fejl)

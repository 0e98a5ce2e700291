"""The change case: opened with its draft, the draft edited until it is decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from almen.grundlag.models import Administrationsgrundlag, Grundlagsversion, Status
from almen.grundlag.selectors import grundlagsversion_on
from almen.grundlag.services import GrundlagFejl, write_grundlag_kladde
from almen.grundlagssager.models import Grundlagsaendring, Medlemsforslag
from almen.grundlagssager.selectors import AENDRING, aendring_of, fingerprint
from almen.organisationer.models import Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import locked_journal, opened_sag, refresh_overblik
from almen.sagsgang.udfald import Handling


def open_grundlagsaendring(
    *,
    bruger: Bruger,
    grundlag: Administrationsgrundlag,
    titel: str,
    version: str,
    gyldig_fra: dt.date,
    tekst: str,
    parametre: Mapping[str, object],
    note: str = "",
    begrundelse: str = "",
    tilbagevirkning: str = "",
    udgangspunkt: Grundlagsversion | None = None,
    retter: Grundlagsversion | None = None,
    forslag: Medlemsforslag | None = None,
    **sagsfelter: Any,
) -> Sag:
    """Opens a change case with its draft, in one transaction. `sagsfelter` go to `opened_sag` (e.g. `aabnet_dato`).

    `udgangspunkt` is the version that the draft is built on; by default the one in force on its first day. A draft of
    the same name outside a case is taken into it. Raises UgyldigtInput, GrundlagFejl, AdgangNaegtet or IngenSagsgang.
    """
    adgang.require(adgang.may_open_sag(bruger), "Kun sagsbehandlere og ledere kan åbne en sag.")
    _check_texts(titel=titel, tilbagevirkning=tilbagevirkning)
    existing = Grundlagsversion.objects.filter(grundlag=grundlag, version=version).first()
    if existing is not None and existing.sagsnummer:
        raise GrundlagFejl(
            f"version: {version} bruges allerede i sag {existing.sagsnummer}. Vælg et andet navn."
        )
    built_on = udgangspunkt or retter or grundlagsversion_on(grundlag.pk, gyldig_fra)
    _check_udgangspunkt(grundlag, built_on)
    with opened_sag(bruger=bruger, sagstype=AENDRING, titel=titel.strip(), **sagsfelter) as sag:
        draft = write_grundlag_kladde(
            bruger=bruger,
            grundlag=grundlag,
            version=version,
            gyldig_fra=gyldig_fra,
            tekst=tekst,
            parametre=parametre,
            note=note,
            retter=retter,
            sagsnummer=sag.nummer,
        )
        Grundlagsaendring.objects.create(
            sag=sag,
            version=draft,
            udgangspunkt=built_on,
            begrundelse=begrundelse.strip(),
            tilbagevirkning=tilbagevirkning.strip(),
            forslag=forslag,
        )
        if forslag is not None:
            forslag.grundlag.add(grundlag)
    return sag


def edit_grundlagsaendring(
    *,
    bruger: Bruger,
    sag: Sag,
    gyldig_fra: dt.date,
    tekst: str,
    parametre: Mapping[str, object],
    note: str = "",
    begrundelse: str = "",
    tilbagevirkning: str = "",
    udgangspunkt: Grundlagsversion | None = None,
    aendringsgrund: str = "",
) -> Grundlagsaendring:
    """Changes the draft; old and new fingerprint stand in the journal, and the old text with them.

    Once the draft has been put forward, `aendringsgrund` must say which amendment the change follows. `udgangspunkt`
    None keeps what it is built on. Raises UgyldigtInput, GrundlagFejl or AdgangNaegtet; then nothing is written.
    """
    adgang.require(adgang.may_edit_sag(bruger), "Kun sagsbehandlere og ledere kan rette udkastet.")
    _check_texts(tilbagevirkning=tilbagevirkning)
    with locked_journal(sag, bruger) as journal:
        # What another has written since the page was read must be seen, not what this object remembers.
        sag = Sag.objects.get(pk=sag.pk)
        aendring = aendring_of(sag)
        draft = aendring.version
        forloeb = load_forloeb(sag)
        if draft.status != Status.KLADDE:
            raise GrundlagFejl("Udkastet er vedtaget og kan ikke ændres.")
        if forloeb.tilstand.afsluttet:
            raise GrundlagFejl("Sagen er afsluttet; udkastet kan ikke ændres.")
        if is_put_forward(sag) and not aendringsgrund.strip():
            raise GrundlagFejl(
                "aendringsgrund: Udkastet er lagt frem. Skriv, hvilket ændringsforslag rettelsen følger, "
                "eller send sagen tilbage."
            )
        built_on = udgangspunkt or aendring.udgangspunkt
        _check_udgangspunkt(draft.grundlag, built_on)
        before, old = fingerprint(draft), _as_data(aendring)
        aendring.version = write_grundlag_kladde(
            bruger=bruger,
            grundlag=draft.grundlag,
            version=draft.version,
            gyldig_fra=gyldig_fra,
            tekst=tekst,
            parametre=parametre,
            note=note,
            retter=draft.retter,  # type: ignore[arg-type]  # `self` on an abstract model
            sagsnummer=sag.nummer,
        )
        aendring.udgangspunkt = built_on
        aendring.begrundelse, aendring.tilbagevirkning = begrundelse.strip(), tilbagevirkning.strip()
        aendring.save(update_fields=["udgangspunkt", "begrundelse", "tilbagevirkning"])
        if old != _as_data(aendring):
            journal.append(
                "udkast_rettet",
                f"Udkastet er rettet. {aendringsgrund.strip()}".strip()[:1000],
                {
                    "fra": before,
                    "til": fingerprint(aendring.version),
                    "foer": old,
                    "grund": aendringsgrund.strip(),
                },
            )
            refresh_overblik(sag)
    return aendring


def is_put_forward(sag: Sag) -> bool:
    """True once anybody has more than prepared the draft: it has been put to a body, discussed or recommended."""
    forloeb = load_forloeb(sag)
    return any(
        forloeb.sagsgang.efter_id[key].handling != Handling.FORBEREDER for key in forloeb.tilstand.udfoerte
    )


def _as_data(aendring: Grundlagsaendring) -> dict[str, Any]:
    draft = aendring.version
    return {
        "gyldig_fra": draft.gyldig_fra.isoformat(),
        "tekst": draft.tekst,
        "parametre": draft.parametre,
        "note": draft.note,
        "bygger_paa": aendring.udgangspunkt.version if aendring.udgangspunkt else None,
        "begrundelse": aendring.begrundelse,
        "tilbagevirkning": aendring.tilbagevirkning,
    }


def _check_texts(*, titel: str = "-", tilbagevirkning: str = "") -> None:
    fejl = []
    if not 1 <= len(titel.strip()) <= 200:
        fejl.append(Fejl("titel", "skal være på 1 til 200 tegn"))
    if len(tilbagevirkning.strip()) > 400:
        fejl.append(Fejl("tilbagevirkning", "må højst være på 400 tegn"))
    if fejl:
        raise UgyldigtInput(fejl)


def _check_udgangspunkt(grundlag: Administrationsgrundlag, version: Grundlagsversion | None) -> None:
    if version is not None and (version.grundlag_id != grundlag.pk or version.status == Status.KLADDE):
        raise GrundlagFejl("udgangspunkt: vælg en vedtaget version af det samme grundlag.")

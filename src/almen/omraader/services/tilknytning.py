"""What belongs to an area in a period: afdelinger that lie in it, and the municipality's own designations of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from almen.grundlag.services.aflaesning import check_kilde, require_begrundelse
from almen.omraader.models import Kommuneudpegning, Omraade, Omraadeafdeling
from almen.omraader.services.omraade import require_edit
from almen.organisationer.models import Afdeling, Bruger
from almen.regler.dansk import format_periode
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager.services import system_journal

Tilknytning = Omraadeafdeling | Kommuneudpegning
GONE = "Registreringen er fjernet i mellemtiden. Intet er ændret."


@dataclass(frozen=True)
class Udpegningsinput:
    """The municipality's own designation: after what, when, why, and where it says so."""

    grundlag: str
    fra: dt.date | None
    til: dt.date | None
    kilde: str
    sikkerhed: str
    begrundelse: str = ""
    kilde_adresse: str = ""


def link_afdeling(
    *,
    bruger: Bruger,
    omraade: Omraade,
    afdeling: Afdeling,
    fra: dt.date | None = None,
    til: dt.date | None = None,
    kilde: str = "",
    demo: bool = False,
) -> Omraadeafdeling:
    """Says that an afdeling lies in the area in a period. An afdeling may lie in several areas; in one only once at a time.

    Raises UgyldigtInput naming the fields, AdgangNaegtet.
    """
    require_edit(bruger)
    fejl = _check_periode(fra, til)
    if len(kilde) > 400:
        fejl.append(Fejl("kilde", "må højst være 400 tegn"))
    if fejl:
        raise UgyldigtInput(fejl)
    with system_journal(bruger) as journal:
        _require_free(
            Omraadeafdeling.objects.filter(omraade=omraade, afdeling=afdeling),
            fra,
            til,
            Fejl("afdeling", f"{afdeling.navn} er i området i forvejen"),
        )
        saved = Omraadeafdeling.objects.create(
            omraade=omraade, afdeling=afdeling, fra=fra, til=til, kilde=kilde.strip(), demo=demo
        )
        journal.append("omraadeafdeling_tilfoejet", f"{saved}: tilføjet.", _facts(saved))
    return saved


def designate_omraade(
    *, bruger: Bruger, omraade: Omraade, udpegning: Udpegningsinput, demo: bool = False
) -> Kommuneudpegning:
    """Records the municipality's own designation, beside the state's classes. Raises UgyldigtInput, AdgangNaegtet."""
    require_edit(bruger)
    fejl = _check_periode(udpegning.fra, udpegning.til)
    fejl += check_kilde(udpegning.kilde, udpegning.kilde_adresse, udpegning.sikkerhed, "")
    grundlag = " ".join(udpegning.grundlag.split())
    if not 0 < len(grundlag) <= 200:
        fejl.append(Fejl("grundlag", "skal udfyldes med højst 200 tegn"))
    if len(udpegning.begrundelse) > 5000:
        fejl.append(Fejl("begrundelse", "må højst være 5000 tegn"))
    if fejl:
        raise UgyldigtInput(fejl)
    with system_journal(bruger) as journal:
        _require_free(
            Kommuneudpegning.objects.filter(omraade=omraade, grundlag__iexact=grundlag),
            udpegning.fra,
            udpegning.til,
            Fejl("grundlag", f"området er udpeget efter {grundlag} i forvejen"),
        )
        saved = Kommuneudpegning.objects.create(
            omraade=omraade,
            grundlag=grundlag,
            fra=udpegning.fra,
            til=udpegning.til,
            begrundelse=udpegning.begrundelse.strip(),
            kilde=udpegning.kilde.strip(),
            kilde_adresse=udpegning.kilde_adresse,
            sikkerhed=udpegning.sikkerhed,
            demo=demo,
            registreret_af=bruger,
        )
        journal.append("kommuneudpegning_registreret", f"{saved}: udpeget.", _facts(saved))
    return saved


def end_tilknytning(*, bruger: Bruger, tilknytning: Tilknytning, til: dt.date) -> Tilknytning:
    """Ends what is in force on `til`, its last day. Raises UgyldigtInput, AdgangNaegtet."""
    require_edit(bruger)
    with system_journal(bruger) as journal:
        found = _locked(tilknytning)
        if found.til is not None:
            raise UgyldigtInput([Fejl("til", "er sat i mellemtiden. Intet er ændret")])
        if fejl := _check_periode(found.fra, til):
            raise UgyldigtInput(fejl)
        found.til = til
        found.save(update_fields=["til"])
        journal.append(f"{_art(found)}_afsluttet", f"{found}: afsluttet.", _facts(found))
    return found


def remove_tilknytning(*, bruger: Bruger, tilknytning: Tilknytning, begrundelse: str) -> None:
    """Takes out what was registered by mistake; the journal keeps it. Raises UgyldigtInput, AdgangNaegtet."""
    require_edit(bruger)
    why = require_begrundelse(begrundelse)
    with system_journal(bruger) as journal:
        found = _locked(tilknytning)
        journal.append(
            f"{_art(found)}_fjernet", f"{found}: fjernet. {why}", {**_facts(found), "hvorfor": why}
        )
        found.delete()


def _locked(tilknytning: Tilknytning) -> Tilknytning:
    kind = type(tilknytning)
    found = kind.objects.select_for_update().filter(pk=tilknytning.pk).first()
    if found is None:
        raise UgyldigtInput([Fejl("", GONE)])
    return found


def _art(tilknytning: Tilknytning) -> str:
    return "omraadeafdeling" if isinstance(tilknytning, Omraadeafdeling) else "kommuneudpegning"


def _check_periode(fra: dt.date | None, til: dt.date | None) -> list[Fejl]:
    if fra is not None and til is not None and til < fra:
        return [Fejl("til", "skal være den samme dag som fra eller senere")]
    return []


def _require_free(others: Any, fra: dt.date | None, til: dt.date | None, fejl: Fejl) -> None:
    """Raises `fejl`, with the period, if one of `others` has a day in common with fra–til. An open end is for ever."""
    for item in others:
        if (fra is None or item.til is None or fra <= item.til) and (
            til is None or item.fra is None or item.fra <= til
        ):
            raise UgyldigtInput(
                [
                    Fejl(
                        fejl.felt,
                        f"{fejl.besked} ({format_periode(item.fra, item.til)}); perioderne må ikke overlappe",
                    )
                ]
            )


def _facts(row: Tilknytning) -> dict[str, Any]:
    facts: dict[str, Any] = {"fra": row.fra, "til": row.til, "kilde": row.kilde, "omraade": row.omraade.navn}
    facts |= {"omraade_id": row.omraade_id, "id": row.pk}
    if isinstance(row, Omraadeafdeling):
        return {**facts, "afdeling": str(row.afdeling), "afdeling_id": row.afdeling_id}
    names = ("grundlag", "begrundelse", "kilde_adresse", "sikkerhed")
    return {**facts, **{name: getattr(row, name) for name in names}}

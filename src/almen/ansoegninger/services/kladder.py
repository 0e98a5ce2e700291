"""Drafts: begun, saved step by step as typed, given files, thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

from django.db import IntegrityError, transaction

from almen.ansoegninger.arter import openings, slags_of
from almen.ansoegninger.models import Anmodning, Art, Bilagsart, Fil, Indsendelse, Kladde, Udfald
from almen.ansoegninger.selectors.aabent import can_apply
from almen.organisationer.models import Boligorganisation, Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.services import store_upload

NOT_YOURS = "Kun boligorganisationens egne brugere kan søge og svare for den."
MAX_FILER = 40


class AndenHarGemt(Exception):
    """A colleague has saved the draft since it was read; the text says who and when. Nothing was written."""


def start_ansoegning(
    *, bruger: Bruger, art: str, boligorganisation: Boligorganisation, sag: Sag | None = None
) -> Kladde:
    """Begins an application, or gives the one that has been begun for the same case. Raises UgyldigtInput, AdgangNaegtet."""
    adgang.require(adgang.may_apply(bruger, boligorganisation.pk), NOT_YOURS)
    if sag is None and not slags_of(art).aabner:
        raise UgyldigtInput([Fejl("art", f"kræver en sag; uden sag kan sendes: {openings()}")])
    if sag is not None:
        if sag.boligorganisation_id != boligorganisation.pk:
            raise UgyldigtInput([Fejl("sag", "hører til en anden boligorganisation")])
        if kladde := Kladde.objects.filter(sag=sag, art=art, anmodning__isnull=True).first():
            return kladde
        if not can_apply(sag, art):
            raise UgyldigtInput([Fejl("art", f"{Art(art).label} kan ikke søges i sagen nu")])
    return _create(bruger, art=art, boligorganisation=boligorganisation, sag=sag)


def start_svar(*, bruger: Bruger, anmodning: Anmodning) -> Kladde:
    """Begins the answer to a request, or gives the one begun. Raises UgyldigtInput if the request is closed, AdgangNaegtet."""
    sag = anmodning.sag
    adgang.require(adgang.may_apply(bruger, sag.boligorganisation_id or 0), NOT_YOURS)
    if anmodning.lukket is not None:
        raise UgyldigtInput([Fejl("anmodning", "er lukket; der ventes ikke længere svar")])
    if Indsendelse.objects.filter(anmodning=anmodning, behandling__isnull=True).exists():
        raise UgyldigtInput([Fejl("anmodning", "er besvaret; svaret er endnu ikke behandlet")])
    if kladde := Kladde.objects.filter(anmodning=anmodning).first():
        return kladde
    return _create(
        bruger, art=Art.SVAR, boligorganisation=sag.boligorganisation, sag=sag, anmodning=anmodning
    )


def start_rettelse(*, bruger: Bruger, indsendelse: Indsendelse) -> Kladde:
    """Begins a draft from a submission that was returned or withdrawn, with all that was typed and its files.

    Gives the one begun, if there is one. Raises UgyldigtInput if it waits, has been taken in or replaced, or if its case no longer asks for it; AdgangNaegtet.
    """
    adgang.require(adgang.may_apply(bruger, indsendelse.boligorganisation_id), NOT_YOURS)
    done = indsendelse.afgjort
    if done is None or done.udfald == Udfald.MODTAGET:
        raise UgyldigtInput(
            [Fejl("indsendelse", "kan kun rettes, når den er sendt retur eller trukket tilbage")]
        )
    if indsendelse.erstattet_af.exists():
        raise UgyldigtInput([Fejl("indsendelse", "er rettet og sendt igen")])
    if begun := indsendelse.kladder.first():
        return begun
    with transaction.atomic():
        if indsendelse.anmodning is not None:
            kladde = start_svar(bruger=bruger, anmodning=indsendelse.anmodning)
        else:
            kladde = start_ansoegning(
                bruger=bruger,
                art=indsendelse.art,
                boligorganisation=indsendelse.boligorganisation,
                sag=indsendelse.sag,
            )
        if kladde.version == 0 and not kladde.data:
            kladde.data, kladde.erstatter = indsendelse.indtastet, indsendelse
            kladde.save(update_fields=["data", "erstatter"])
            Fil.objects.bulk_create(
                Fil(kladde=kladde, boligorganisation=kladde.boligorganisation, oprettet_af=bruger, **item)
                for item in ({k: v for k, v in fil.items() if k != "noegle"} for fil in indsendelse.filer)
            )
    return kladde


def save_trin(
    *, bruger: Bruger, kladde: Kladde, trin: str, indtastet: Mapping[str, list[str]], set_version: int | None
) -> Kladde:
    """Keeps what was typed in one step, right or wrong. Raises AndenHarGemt, AdgangNaegtet."""
    adgang.require(adgang.may_apply(bruger, kladde.boligorganisation_id), NOT_YOURS)
    with transaction.atomic():
        kept = Kladde.objects.select_for_update().select_related("aendret_af").get(pk=kladde.pk)
        if set_version is not None and set_version != kept.version:
            raise AndenHarGemt(
                f"{kept.aendret_af} har gemt ansøgningen, siden du åbnede siden. Dine ændringer på denne side er ikke "
                "gemt; se ansøgningen igen."
            )
        kept.data = {**kept.data, trin: dict(indtastet)}
        kept.version += 1
        kept.aendret_af = bruger
        kept.save(update_fields=["data", "version", "aendret_af", "aendret"])
    kladde.data, kladde.version = kept.data, kept.version
    return kladde


def delete_kladde(*, bruger: Bruger, kladde: Kladde) -> None:
    """Throws a draft away with its files; nothing of it has been sent."""
    adgang.require(adgang.may_apply(bruger, kladde.boligorganisation_id), NOT_YOURS)
    kladde.delete()


def upload_fil(
    *,
    bruger: Bruger,
    boligorganisation: Boligorganisation,
    name: str,
    size: int,
    stream: BinaryIO,
    titel: str = "",
    art: str = Bilagsart.ANDET,
    kladde: Kladde | None = None,
) -> Fil:
    """Stores a file to be sent later. Raises FilAfvist, OSError when the disk is full, UgyldigtInput, AdgangNaegtet."""
    adgang.require(adgang.may_apply(bruger, boligorganisation.pk), NOT_YOURS)
    if art not in Bilagsart.values:
        raise UgyldigtInput([Fejl("art", f"er »{art[:60]}«; tilladt er {', '.join(Bilagsart.values)}")])
    if len(titel) > 200:
        raise UgyldigtInput([Fejl("titel", "må højst være på 200 tegn")])
    upload = store_upload(name=name, size=size, stream=stream)
    return Fil.objects.create(
        boligorganisation=boligorganisation,
        kladde=kladde,
        titel=titel.strip() or upload.filnavn,
        art=art,
        filnavn=upload.filnavn,
        mimetype=upload.mimetype,
        stoerrelse=upload.stoerrelse,
        sha256=upload.sha256,
        oprettet_af=bruger,
    )


def add_fil(
    *, bruger: Bruger, kladde: Kladde, name: str, size: int, stream: BinaryIO, titel: str = "", art: str = ""
) -> Fil:
    """Puts a file on the draft. Raises as `upload_fil`, and UgyldigtInput when there are too many."""
    if kladde.filer.count() >= MAX_FILER:
        raise UgyldigtInput([Fejl("fil", f"der kan højst vedlægges {MAX_FILER} filer")])
    return upload_fil(
        bruger=bruger,
        boligorganisation=kladde.boligorganisation,
        name=name,
        size=size,
        stream=stream,
        titel=titel,
        art=art or Bilagsart.ANDET,
        kladde=kladde,
    )


def remove_fil(*, bruger: Bruger, fil: Fil) -> None:
    """Takes a file off a draft."""
    adgang.require(adgang.may_apply(bruger, fil.boligorganisation_id), NOT_YOURS)
    fil.delete()


def _create(bruger: Bruger, **felter: Any) -> Kladde:
    try:
        with transaction.atomic():
            return Kladde.objects.create(oprettet_af=bruger, aendret_af=bruger, **felter)
    except IntegrityError:
        # A colleague began the same one in the same moment: theirs is the one to go on with.
        same = {key: felter.get(key) for key in ("art", "sag", "anmodning")}
        return Kladde.objects.get(**same)

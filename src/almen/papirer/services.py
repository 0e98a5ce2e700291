"""Adding a template and putting it in use. Who may, and the journal, are the caller's (`sager.services.skabelon`)."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import IntegrityError, transaction

from almen.papirer.arter import arter
from almen.papirer.models import Format, Skabelon, Skabelonvalg
from almen.papirer.proeve import try_skabelon
from almen.papirer.selectors import stand_of, versions_of
from almen.papirer.skabelon import SkabelonFejl, Uploadet

MAX_BYTE = 2 * 1024 * 1024


def add_skabelon(*, bruger: Any, art: str, filnavn: str, indhold: bytes, bemaerkning: str = "") -> Skabelon:
    """Keeps a template that has been tried with sample data; it is not in use yet. Raises SkabelonFejl: nothing is kept.

    The format follows from the file's ending (.docx, .typ).
    """
    endelse = filnavn.rsplit(".", 1)[-1].lower()
    uploaded = Uploadet(filnavn, indhold)
    if endelse not in Format.values:
        raise SkabelonFejl(uploaded, "har ikke endelsen .docx (Word) eller .typ (PDF).")
    if art not in arter():
        raise SkabelonFejl(uploaded, f"er til “{art}”, som ikke findes. Arter: {', '.join(arter())}.")
    if not indhold or len(indhold) > MAX_BYTE:
        raise SkabelonFejl(
            uploaded, f"fylder {len(indhold)} byte; tilladt er 1 til {MAX_BYTE // 1024 // 1024} MB."
        )
    sha256 = hashlib.sha256(indhold).hexdigest()
    same = Skabelon.objects.filter(art=art, format=endelse, sha256=sha256).first()
    if same is not None:
        raise SkabelonFejl(uploaded, f"er den samme som version {same.version}. Tag den i brug i stedet.")
    notes = try_skabelon(uploaded, endelse)
    latest = versions_of(art, endelse).first()
    try:
        with transaction.atomic():
            return Skabelon.objects.create(
                art=art,
                format=endelse,
                version=(latest.version if latest else 0) + 1,
                filnavn=filnavn[:200],
                indhold=indhold,
                sha256=sha256,
                stoerrelse=len(indhold),
                bemaerkning=" ".join(filter(None, (bemaerkning.strip(), notes)))[:300],
                tilfoejet_af=bruger,
            )
    except IntegrityError:
        raise SkabelonFejl(uploaded, "kom samtidig med en anden. Læg den ind igen.") from None


def use_skabelon(
    *, bruger: Any, kommune: str, art: str, endelse: str, skabelon: Skabelon | None
) -> Skabelonvalg | None:
    """Puts a template in use from now on in every process; None: the shipped one again. Gives None if it already is."""
    if skabelon is not None and (skabelon.art, skabelon.format) != (art, endelse):
        raise SkabelonFejl(Uploadet(skabelon.filnavn, b""), f"er til {skabelon.art}.{skabelon.format}.")
    if stand_of(kommune, art, endelse).skabelon == skabelon:
        return None
    return Skabelonvalg.objects.create(art=art, format=endelse, skabelon=skabelon, valgt_af=bruger)

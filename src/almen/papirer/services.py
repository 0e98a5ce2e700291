"""Adding a template and putting it in use. Who may, and the journal, are the caller's (`sager.services.skabelon`)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from almen.papirer.arter import arter
from almen.papirer.models import Format, Skabelon, Skabelonvalg
from almen.papirer.proeve import try_skabelon
from almen.papirer.selectors import stand_of, versions_of
from almen.papirer.skabelon import SkabelonFejl, Uploadet

MAX_BYTE = 2 * 1024 * 1024


@dataclass(frozen=True)
class Proevet:
    """A template that has been tried with sample data, and what is to be told of it."""

    art: str
    endelse: str
    filnavn: str
    indhold: bytes
    sha256: str
    bemaerkning: str


def check_skabelon(art: str, filnavn: str, indhold: bytes) -> Proevet:
    """Tries a template with sample data; writes nothing and holds no lock meanwhile. Raises SkabelonFejl.

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
    return Proevet(art, endelse, filnavn, indhold, sha256, try_skabelon(uploaded, endelse))


def add_skabelon(*, bruger: Any, proevet: Proevet, bemaerkning: str = "") -> Skabelon:
    """Keeps a template that has been tried; it is not in use yet. Raises SkabelonFejl if another came at the same time."""
    latest = versions_of(proevet.art, proevet.endelse).first()
    try:
        with transaction.atomic():
            return Skabelon.objects.create(
                art=proevet.art,
                format=proevet.endelse,
                version=(latest.version if latest else 0) + 1,
                filnavn=proevet.filnavn[:200],
                indhold=proevet.indhold,
                sha256=proevet.sha256,
                stoerrelse=len(proevet.indhold),
                bemaerkning=" ".join(filter(None, (bemaerkning.strip(), proevet.bemaerkning)))[:300],
                tilfoejet_af=bruger,
            )
    except IntegrityError:
        uploaded = Uploadet(proevet.filnavn, proevet.indhold)
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

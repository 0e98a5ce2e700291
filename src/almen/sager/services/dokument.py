"""Documents: every version is kept under its SHA-256, with size and type checked before anything is stored."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

import puremagic
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage

from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Dokument, Dokumentversion, Fortrolighed, Sag
from almen.sager.services.journal import Journal, locked_journal
from almen.sager.services.offentlighed import withdraw_what_closed

# Ending → MIME types that its content may show itself to be. Office files are ZIP archives.
ALLOWED_TYPES: dict[str, tuple[str, ...]] = {
    ".pdf": ("application/pdf",),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/zip"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip"),
    ".png": ("image/png",),
    ".jpg": ("image/jpeg",),
    ".jpeg": ("image/jpeg",),
    ".txt": ("text/plain",),
    ".csv": ("text/csv", "text/plain"),
}
OFFICE = frozenset({".docx", ".xlsx"})
TEXT = frozenset({".txt", ".csv"})
CHUNK = 1024 * 1024


class FilAfvist(ValueError):
    """The file was refused; the text says why and what is allowed. Nothing was stored."""


@dataclass(frozen=True)
class Upload:
    """A checked file: its name, type, size in bytes and hash."""

    filnavn: str
    mimetype: str
    stoerrelse: int
    sha256: str


def check_upload(name: str, size: int, stream: BinaryIO) -> Upload:
    """Checks ending, size and true content of a file before it is stored. Raises FilAfvist."""
    filnavn = PurePath(name.replace("\\", "/")).name[:200]
    ending = PurePath(filnavn).suffix.lower()
    if ending not in ALLOWED_TYPES:
        allowed = ", ".join(sorted(ALLOWED_TYPES))
        raise FilAfvist(
            f"Filer af typen “{ending or 'uden endelse'}” kan ikke gemmes. Tilladt er: {allowed}."
        )
    if size > settings.ALMEN_MAX_UPLOAD:
        limit = settings.ALMEN_MAX_UPLOAD // (1024 * 1024)
        raise FilAfvist(f"Filen fylder {size / 1048576:.0f} MB. Den må højst fylde {limit} MB.")
    if size == 0:
        raise FilAfvist("Filen er tom.")
    digest, head = hashlib.sha256(), b""
    while chunk := stream.read(CHUNK):
        head = head or chunk[:8192]
        digest.update(chunk)
    stream.seek(0)
    _require_true_content(ending, head, filnavn)
    return Upload(filnavn, ALLOWED_TYPES[ending][0], size, digest.hexdigest())


def _require_true_content(ending: str, head: bytes, filnavn: str) -> None:
    if ending in TEXT:
        if b"\x00" in head:
            raise FilAfvist(f"“{filnavn}” er ikke en tekstfil, selv om den hedder det.")
        return
    if ending in OFFICE:
        if not head.startswith(b"PK\x03\x04"):
            raise FilAfvist(f"“{filnavn}” er ikke et Office-dokument, selv om den hedder det.")
        return
    try:
        found = {match.mime_type for match in puremagic.magic_string(head)}
    except puremagic.PureError:
        found = set()
    if found.isdisjoint(ALLOWED_TYPES[ending]):
        raise FilAfvist(f"Indholdet af “{filnavn}” passer ikke til endelsen {ending}.")


def storage_path(sha256: str) -> str:
    """Where a file with this hash lies, under a name that says nothing of its case."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def add_dokument(
    *,
    bruger: Bruger,
    sag: Sag,
    titel: str,
    name: str,
    size: int,
    stream: BinaryIO,
    art: str = "",
    fortrolighed: str = Fortrolighed.AABEN,
    kilder: list[list[str]] | None = None,
) -> Dokument:
    """Stores a new document in the case; `kilder` are the sources of a paper written from data. Raises FilAfvist, or OSError when the disk is full; then nothing is kept."""
    _require_may_add(bruger, sag)
    upload = check_upload(name, size, stream)
    _store(upload, stream)
    with locked_journal(sag, bruger) as journal:
        dokument = Dokument.objects.create(
            sag=sag,
            noegle=uuid.uuid4(),
            titel=titel.strip() or upload.filnavn,
            art=art,
            fortrolighed=fortrolighed,
        )
        _add_version(journal, dokument, upload, 1, bruger, kilder)
    return dokument


def add_dokumentversion(
    *,
    bruger: Bruger,
    dokument: Dokument,
    name: str,
    size: int,
    stream: BinaryIO,
    kilder: list[list[str]] | None = None,
) -> Dokumentversion:
    """Stores a new version of a document; the earlier ones stay. Raises FilAfvist if nothing has changed."""
    _require_may_add(bruger, dokument.sag)
    upload = check_upload(name, size, stream)
    _refuse_other_format(dokument, upload)
    _store(upload, stream)
    with locked_journal(dokument.sag, bruger) as journal:
        latest = dokument.versioner.order_by("-nummer").first()
        if latest is not None and latest.sha256 == upload.sha256:
            raise FilAfvist(f"Filen er den samme som version {latest.nummer}; der er intet nyt at gemme.")
        return _add_version(journal, dokument, upload, (latest.nummer if latest else 0) + 1, bruger, kilder)


def store_upload(*, name: str, size: int, stream: BinaryIO) -> Upload:
    """Checks and stores a file that belongs to no case yet. Raises FilAfvist, or OSError when the disk is full."""
    upload = check_upload(name, size, stream)
    _store(upload, stream)
    return upload


def attach_upload(*, bruger: Bruger, sag: Sag, titel: str, upload: Upload, art: str = "") -> Dokument:
    """Makes a stored file a document of the case, open to the boligorganisation that sent it."""
    _require_may_add(bruger, sag)
    with locked_journal(sag, bruger) as journal:
        dokument = Dokument.objects.create(sag=sag, noegle=uuid.uuid4(), titel=titel, art=art)
        _add_version(journal, dokument, upload, 1, bruger)
    return dokument


def edit_dokument(*, bruger: Bruger, dokument: Dokument, titel: str, fortrolighed: str) -> None:
    """Changes what a document is called and who may see it; both the old and the new stand in the journal.

    Its versions stay as they are. An open document is seen by the case's boligorganisation; one that is no longer open
    is no longer public.
    """
    _require_may_add(bruger, dokument.sag)
    with locked_journal(dokument.sag, bruger) as journal:
        old = {"titel": dokument.titel, "fortrolighed": dokument.fortrolighed}
        new = {"titel": titel.strip() or dokument.titel, "fortrolighed": fortrolighed}
        if old == new:
            return
        dokument.titel, dokument.fortrolighed = new["titel"], new["fortrolighed"]
        dokument.save(update_fields=["titel", "fortrolighed"])
        if fortrolighed != Fortrolighed.AABEN:
            withdraw_what_closed(journal, dokument=dokument)
        label = dokument.get_fortrolighed_display().lower()
        journal.append(
            "dokument_rettet",
            f"Dokument rettet: {dokument.titel} ({label})",
            {"dokument": str(dokument.noegle), "fra": old, "til": new},
            # The stricter of the two: that a document was confidential is itself not told to those who may not see it.
            fortrolighed=max(old["fortrolighed"], new["fortrolighed"], key=list(Fortrolighed.values).index),
        )


def log_download(*, bruger: Bruger, version: Dokumentversion) -> None:
    """Journals that a confidential document was read; open ones are read freely."""
    if version.dokument.fortrolighed != Fortrolighed.FORTROLIG:
        return
    with locked_journal(version.dokument.sag, bruger) as journal:
        journal.append(
            "dokument_laest",
            f"Fortroligt dokument hentet: {version.dokument.titel} (version {version.nummer})",
            {"dokument": str(version.dokument.noegle), "version": version.nummer},
            fortrolighed=Fortrolighed.FORTROLIG,
        )


def _require_may_add(bruger: Bruger, sag: Sag) -> None:
    adgang.require(adgang.may_edit_sag(bruger), "Kun sagsbehandlere og ledere kan lægge dokumenter på sagen.")


def _refuse_other_format(dokument: Dokument, upload: Upload) -> None:
    """A paper's Word document stays Word and its PDF a PDF; other documents may change."""
    ending = dokument.art.rpartition(".")[2]
    if dokument.art.startswith("papir:") and not upload.filnavn.lower().endswith(f".{ending}"):
        raise FilAfvist(
            f"“{upload.filnavn}” kan ikke være en version af {dokument.titel}: vælg en .{ending}-fil."
        )


def _store(upload: Upload, stream: BinaryIO) -> None:
    path = storage_path(upload.sha256)
    if not default_storage.exists(path):
        default_storage.save(path, File(stream))


def _add_version(
    journal: Journal,
    dokument: Dokument,
    upload: Upload,
    nummer: int,
    bruger: Bruger,
    kilder: list[list[str]] | None = None,
) -> Dokumentversion:
    version = Dokumentversion.objects.create(
        dokument=dokument,
        nummer=nummer,
        filnavn=upload.filnavn,
        mimetype=upload.mimetype,
        stoerrelse=upload.stoerrelse,
        sha256=upload.sha256,
        kilder=kilder,
        registreret_af=bruger,
    )
    journal.append(
        "dokument",
        f"Dokument: {dokument.titel} (version {nummer}, {upload.filnavn})",
        {
            "dokument": str(dokument.noegle),
            "version": nummer,
            "sha256": upload.sha256,
            "byte": upload.stoerrelse,
        },
        fortrolighed=dokument.fortrolighed,
    )
    return version

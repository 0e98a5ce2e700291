"""Writes a paper as documents of the case: Word and PDF together, a new version when it is written again."""

from __future__ import annotations

import datetime as dt
import hashlib
import io

from django.conf import settings

from almen.organisationer.models import Bruger
from almen.papirer import build_pdf, build_word
from almen.sager import adgang
from almen.sager.models import Dokument, Fortrolighed
from almen.sager.selectors.papirer import PREFIKS, Papirvalg
from almen.sager.services.dokument import add_dokument, add_dokumentversion
from almen.sager.services.journal import locked_journal
from almen.sager.services.transaktion import whole_act

MAY_NOT_WRITE = "Kun sagsbehandlere og ledere kan skrive breve og papirer."


def preview_papir(*, bruger: Bruger, valg: Papirvalg, dato: dt.date) -> bytes:
    """The paper as PDF; nothing is kept. Raises SkabelonFejl or AdgangNaegtet."""
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_WRITE)
    return build_pdf(valg.compose(dato), settings.ALMEN_KOMMUNE)


def write_papir(*, bruger: Bruger, valg: Papirvalg, dato: dt.date) -> tuple[Dokument, ...]:
    """Keeps the paper as Word and PDF in the case, in one transaction; gives the documents that got a new version.

    A form that is the same as last time is left as it is; one that somebody has edited stays as an earlier version. Papers are drafts and thus internal, or confidential with
    the case. Raises SkabelonFejl, FilAfvist or AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_WRITE)
    papir = valg.compose(dato)
    files = {
        "docx": build_word(papir, settings.ALMEN_KOMMUNE),
        "pdf": build_pdf(papir, settings.ALMEN_KOMMUNE),
    }
    with whole_act():
        with locked_journal(valg.sag, bruger):
            known = {
                item.art: item for item in Dokument.objects.filter(sag=valg.sag, art__startswith=PREFIKS)
            }
        kilder = [[str(nummer), kilde.linje, kilde.url] for nummer, kilde in enumerate(papir.kilder, start=1)]
        written = [_keep(bruger, valg, known, ending, content, kilder) for ending, content in files.items()]
    return tuple(item for item in written if item is not None)


def _keep(
    bruger: Bruger,
    valg: Papirvalg,
    known: dict[str, Dokument],
    ending: str,
    content: bytes,
    kilder: list[list[str]],
) -> Dokument | None:
    """The document that the content became a version of; None if it is the version that is there."""
    art = f"{PREFIKS}{valg.type.id}.{ending}"
    name, size, stream = f"{valg.type.navn} {valg.sag.nummer}.{ending}", len(content), io.BytesIO(content)
    dokument = known.get(art)
    if dokument is None:
        confidential = valg.sag.fortrolighed == Fortrolighed.FORTROLIG
        return add_dokument(
            bruger=bruger,
            sag=valg.sag,
            titel=f"{valg.type.navn} ({'Word' if ending == 'docx' else 'PDF'})",
            art=art,
            fortrolighed=Fortrolighed.FORTROLIG if confidential else Fortrolighed.INTERN,
            name=name,
            size=size,
            stream=stream,
            kilder=kilder,
        )
    latest = dokument.versioner.order_by("-nummer").values_list("sha256", flat=True).first()
    if latest == hashlib.sha256(content).hexdigest():
        return None
    dokument.sag = valg.sag
    add_dokumentversion(bruger=bruger, dokument=dokument, name=name, size=size, stream=stream, kilder=kilder)
    return dokument

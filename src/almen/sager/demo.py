"""For the demo: one written paper of each kind, one of them edited in Word, and something for the public pages."""

from __future__ import annotations

import io

from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Dokument, Fortrolighed, Sag
from almen.sager.selectors import all_papirer, load_forloeb
from almen.sager.selectors.papirer import PREFIKS
from almen.sager.services.beslutning import run_kontroller
from almen.sager.services.dokument import add_dokumentversion, edit_dokument
from almen.sager.services.offentlighed import (
    KanIkkeOffentliggoeres,
    publish_begrundelse,
    publish_dokument,
    publish_sag,
)
from almen.sager.services.papir import write_papir

BY_DELEGATION = 3


def load_demo(bruger: Bruger) -> None:
    """Writes the papers that are missing, and makes public what a municipality would."""
    _write_papers(bruger)
    _publish(bruger)


def _write_papers(bruger: Bruger) -> None:
    """Of each kind one, an indstilling to each body, and a standard item, if there is no paper yet."""
    if Dokument.objects.filter(art__startswith=PREFIKS).exists():
        return
    written: set[str] = set()
    today = timezone.localdate()
    edited = False
    for sag in Sag.objects.filter(demo=True).select_related("boligorganisation", "ansvarlig").order_by("-pk"):
        forloeb = load_forloeb(sag)
        svar = [
            item
            for key in forloeb.tilstand.aabne
            for item in run_kontroller(forloeb, forloeb.sagsgang.efter_id[key], today)
        ]
        papirer = all_papirer(forloeb, today, svar)
        for valg in (*papirer.indstillinger, *papirer.breve, *papirer.foelgebreve):
            kind = "standard" if valg.standard else _kind(valg.type.id)
            if valg.trin is not None and not valg.standard:
                kind = f"{kind}-{valg.trin.aktoer}"
            if kind in written:
                continue
            documents = write_papir(bruger=bruger, valg=valg, dato=today)
            written.add(kind)
            if valg.trin is not None and not edited:
                edited = _edit(bruger, documents)


def _kind(papir_id: str) -> str:
    return papir_id.partition("-")[0]


def _edit(bruger: Bruger, documents: tuple[Dokument, ...]) -> bool:
    """What a case officer does in Word: fills in, and puts the file back as the document's next version."""
    import docx
    from django.core.files.storage import default_storage

    from almen.sager.services.dokument import storage_path

    word = next((item for item in documents if item.art.endswith(".docx")), None)
    if word is None:
        return False
    version = word.versioner.get()
    with default_storage.open(storage_path(version.sha256)) as file:
        content = docx.Document(io.BytesIO(file.read()))
    content.add_paragraph("DEMO: forvaltningens vurdering er skrevet ind i Word.")
    out = io.BytesIO()
    content.save(out)
    size = out.tell()
    out.seek(0)
    add_dokumentversion(bruger=bruger, dokument=word, name=version.filnavn, size=size, stream=out)
    return True


def _publish(bruger: Bruger) -> None:
    """The published cases' sources, a few cases decided by delegation, and the letters in public cases."""
    for beslutning in adgang.public_beslutninger().filter(sag__demo=True, kilde__startswith="http"):
        publish_begrundelse(bruger=bruger, beslutning=beslutning)
    hidden = (
        Sag.objects.filter(demo=True, overblik__boliger__isnull=False)
        .exclude(pk__in=adgang.public_sager().values("pk"))
        .order_by("-pk")
    )
    published = 0
    for sag in hidden:
        if published == BY_DELEGATION:
            break
        try:
            publish_sag(bruger=bruger, sag=sag)
        except KanIkkeOffentliggoeres:
            continue
        published += 1
    letters = Dokument.objects.filter(
        sag__in=adgang.public_sager().filter(demo=True), art__startswith=PREFIKS, art__endswith=".pdf"
    ).select_related("sag")
    for dokument in letters:
        edit_dokument(bruger=bruger, dokument=dokument, titel=dokument.titel, fortrolighed=Fortrolighed.AABEN)
        publish_dokument(bruger=bruger, dokument=dokument)

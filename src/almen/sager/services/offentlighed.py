"""Making something of a case public, and taking it back (ADR 0011). Every act stands in the case's journal."""

from __future__ import annotations

from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.sager import adgang
from almen.sager.models import Beslutning, Dokument, Fortrolighed, Offentliggoerelse, Sag
from almen.sager.services.journal import Journal, locked_journal

NO_RIGHT = "Kun sagsbehandlere og ledere kan offentliggøre og trække tilbage."
# A Word or Excel file can carry earlier wording, comments and names that nobody sees on the page.
PUBLIC_TYPES = ("application/pdf",)


class KanIkkeOffentliggoeres(ValueError):
    """It cannot be made public; the text says why and what to do, in Danish. Nothing was written."""


def publish_dokument(*, bruger: Bruger, dokument: Dokument) -> Offentliggoerelse:
    """Makes the newest version of an open document public; a version added later is not public until this is done again.

    Raises KanIkkeOffentliggoeres, or AdgangNaegtet.
    """
    adgang.require(adgang.may_publish(bruger), NO_RIGHT)
    with locked_journal(dokument.sag, bruger) as journal:
        dokument = Dokument.objects.select_related("sag").get(pk=dokument.pk)
        _require_open(dokument.sag)
        if dokument.fortrolighed != Fortrolighed.AABEN:
            raise KanIkkeOffentliggoeres(
                f"“{dokument.titel}” er {dokument.get_fortrolighed_display().lower()}. Kun åbne dokumenter kan "
                "offentliggøres; ret først, hvem der må se det."
            )
        version = dokument.versioner.order_by("-nummer").first()
        if version is None or version.mimetype not in PUBLIC_TYPES:
            raise KanIkkeOffentliggoeres(
                f"“{dokument.titel}” er ikke en PDF. Andre filer kan rumme skjulte rettelser og navne; læg en PDF på sagen."
            )
        row, _ = Offentliggoerelse.objects.update_or_create(
            dokument=dokument,
            defaults={
                "sag": dokument.sag,
                "version": version,
                "dato": timezone.localdate(),
                "bruger": bruger,
            },
        )
        journal.append(
            "offentliggjort",
            f"Offentliggjort: {dokument.titel} (version {version.nummer})",
            {"dokument": str(dokument.noegle), "version": version.nummer, "sha256": version.sha256},
        )
    return row


def publish_begrundelse(*, bruger: Bruger, beslutning: Beslutning) -> Offentliggoerelse:
    """Makes a decision's reason and source public. Raises KanIkkeOffentliggoeres if it has neither, or AdgangNaegtet."""
    adgang.require(adgang.may_publish(bruger), NO_RIGHT)
    with locked_journal(beslutning.sag, bruger) as journal:
        sag = Sag.objects.get(pk=beslutning.sag_id)
        _require_open(sag)
        if not beslutning.begrundelse and not beslutning.kilde:
            raise KanIkkeOffentliggoeres("Beslutningen har hverken begrundelse eller kilde.")
        row, created = Offentliggoerelse.objects.get_or_create(
            beslutning=beslutning, defaults={"sag": sag, "dato": timezone.localdate(), "bruger": bruger}
        )
        if created:
            journal.append(
                "offentliggjort",
                f"Offentliggjort: begrundelse og kilde til beslutning {beslutning.nummer} ({beslutning.trin_navn})",
                {"beslutning": beslutning.nummer},
            )
    return row


def publish_sag(*, bruger: Bruger, sag: Sag) -> Offentliggoerelse:
    """Makes an open case public that the administration has decided by delegation; one that a body has decided is so by itself.

    Raises KanIkkeOffentliggoeres while nothing has been decided, or AdgangNaegtet.
    """
    adgang.require(adgang.may_publish(bruger), NO_RIGHT)
    with locked_journal(sag, bruger) as journal:
        sag = Sag.objects.get(pk=sag.pk)
        _require_open(sag)
        own = current_profil().aktoerer_of_art("organ", "forvaltning")
        if not sag.beslutninger.filter(
            aktoer__in=own, handling__in=adgang.DECIDES, udfald__in=adgang.SETTLED
        ).exists():
            raise KanIkkeOffentliggoeres(
                "Kommunen har ikke afgjort noget i sagen endnu, så der er intet at offentliggøre."
            )
        row, created = Offentliggoerelse.objects.get_or_create(
            sag=sag, dokument=None, beslutning=None, defaults={"dato": timezone.localdate(), "bruger": bruger}
        )
        if created:
            journal.append("offentliggjort", "Sagen er offentliggjort.", {"sag": sag.nummer})
    return row


def withdraw(*, bruger: Bruger, offentliggoerelse: Offentliggoerelse, begrundelse: str) -> None:
    """Takes back what was made public; it is gone from every public page at once.

    Raises ValueError (Danish) without a reason, or AdgangNaegtet.
    """
    adgang.require(adgang.may_publish(bruger), NO_RIGHT)
    if not begrundelse.strip():
        raise ValueError("Skriv en begrundelse.")
    with locked_journal(offentliggoerelse.sag, bruger) as journal:
        _withdraw(journal, [offentliggoerelse], begrundelse.strip())


def withdraw_what_closed(
    journal: Journal, *, sag: Sag | None = None, dokument: Dokument | None = None
) -> None:
    """Takes back everything of a case, or the document, because it is no longer open. Call inside the act's journal.

    If it is opened again it does not come back by itself: somebody must choose so anew.
    """
    rows = Offentliggoerelse.objects.select_related("dokument", "beslutning", "sag")
    found = rows.filter(sag=sag) if sag is not None else rows.filter(dokument=dokument)
    _withdraw(journal, list(found), "er ikke længere åben")


def _withdraw(journal: Journal, rows: list[Offentliggoerelse], begrundelse: str) -> None:
    for row in rows:
        if row.dokument is not None:
            what = row.dokument.titel
            # Its title may be what must not be read by everybody who sees the case.
            level, data = row.dokument.fortrolighed, {"dokument": str(row.dokument.noegle)}
        elif row.beslutning is not None:
            what = f"begrundelse og kilde til beslutning {row.beslutning.nummer}"
            level, data = Fortrolighed.AABEN, {"beslutning": str(row.beslutning.nummer)}
        else:
            what, level, data = "sagen", Fortrolighed.AABEN, {"sag": row.sag.nummer}
        row.delete()
        journal.append(
            "trukket_tilbage",
            f"Trukket tilbage fra offentligheden: {what}. {begrundelse[:1].upper()}{begrundelse[1:]}",
            {**data, "begrundelse": begrundelse},
            fortrolighed=level,
        )


def _require_open(sag: Sag) -> None:
    if sag.fortrolighed != Fortrolighed.AABEN or sag.annulleret:
        raise KanIkkeOffentliggoeres(
            f"Sag {sag.nummer} er ikke åben. Ret først sagens fortrolighed, hvis den må læses af alle."
        )
